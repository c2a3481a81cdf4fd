//! `POST /v1/outcome`: a resident's own outcome. One answer for unknown, wrong and malformed,
//! after the same work.

use std::sync::Arc;

use axum::extract::{Extension, State};
use serde::{Deserialize, Serialize};
use tenfold_domain::code::PersonKey;
use tenfold_domain::person::DocumentKind;
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

use super::body::Json;
use super::field;
use super::problem::{ApiError, Problem};
use super::server::Peer;
use super::wire::NamedDocument;
use crate::service::resident::told::Step;
use crate::service::resident::{self, Untold};
use crate::service::{Service, clock};

/// What a resident shows.
#[derive(Deserialize, ToSchema)]
pub struct Slip {
    /// The document shown at registration.
    pub document: NamedDocument,
    /// The receipt code printed or shown at registration.
    #[schema(example = "7HKG4RA0V2M9")]
    pub receipt: String,
}

/// What a resident reads.
#[derive(Serialize, ToSchema)]
pub struct OutcomeView {
    /// `negative`, `pending`, `second_test`, `positive` or `new_swab`.
    #[schema(value_type = String, example = "negative")]
    pub outcome: &'static str,
    /// What it means, in Chinese.
    #[schema(value_type = String, example = "核酸检测结果：阴性")]
    pub zh: &'static str,
    /// What it means, in English.
    #[schema(value_type = String, example = "Nucleic-acid test: negative")]
    pub en: &'static str,
    /// When the swab was taken: milliseconds since 1970. Absent for the moment in which it is not
    /// known yet.
    #[schema(example = 1_648_771_200_000_i64)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled_at_ms: Option<i64>,
    /// How far their newest swab of the round has come, in order.
    pub steps: Vec<StepView>,
    /// Negative certificates that hold now, the shortest first. None while anything is owed to
    /// them, or a positive or unclear tube is not answered by a later negative.
    pub certificates: Vec<CertificateView>,
}

/// A step on the way to the outcome.
#[derive(Serialize, ToSchema)]
pub struct StepView {
    /// `registered`, `sampled`, `at_lab` or `reported`.
    #[schema(value_type = String, example = "sampled")]
    pub step: &'static str,
    /// When: milliseconds since 1970.
    #[schema(example = 1_648_771_200_000_i64)]
    pub at_ms: i64,
    /// What it is, in Chinese.
    #[schema(value_type = String, example = "已采样")]
    pub zh: &'static str,
    /// What it is, in English.
    #[schema(value_type = String, example = "swabbed")]
    pub en: &'static str,
}

/// A negative certificate, counted from the swab.
#[derive(Serialize, ToSchema)]
pub struct CertificateView {
    /// How long it holds in all, in hours: 48, or 168 for seven days.
    #[schema(example = 48)]
    pub hours: i64,
    /// It holds until then: milliseconds since 1970.
    #[schema(example = 1_648_944_000_000_i64)]
    pub until_at_ms: i64,
}

impl CertificateView {
    /// A certificate in the words of the interface.
    pub fn of((holds, until_at): (Minutes, At)) -> CertificateView {
        CertificateView { hours: holds.0 / 60, until_at_ms: until_at.0 }
    }
}

/// A resident's own outcome
///
/// For a document number and the receipt of a registration; no token. Whoever has only one of the
/// two gets the same 404 as for anything else. Five failures for a document close it for an hour.
#[utoipa::path(post, path = "/v1/outcome", tag = "residents", request_body = Slip,
    responses(
        (status = 200, description = "the outcome", body = OutcomeView),
        (status = 404, description = "unknown, wrong or malformed: nobody learns which",
            body = Problem),
        (status = 429, description = "too many attempts; see Retry-After", body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn ask(
    State(service): State<Arc<Service>>,
    Extension(Peer(peer)): Extension<Peer>,
    Json(slip): Json<Slip>,
) -> Result<axum::Json<OutcomeView>, ApiError> {
    let person = person(&service, &slip.document);
    match resident::ask(&service, peer, person, &slip.receipt).await {
        Ok(told) => Ok(axum::Json(OutcomeView {
            outcome: told.outcome.word(),
            zh: told.outcome.zh(),
            en: told.outcome.en(),
            sampled_at_ms: told.sampled_at.map(|at| at.0),
            steps: told.steps.iter().map(|(step, at)| step_view(*step, *at)).collect(),
            certificates: told
                .certificates
                .iter()
                .map(|held| CertificateView::of((held.holds, held.until_at)))
                .collect(),
        })),
        Err(why) => Err(why.into()),
    }
}

fn step_view(step: Step, at: At) -> StepView {
    StepView { step: step.word(), at_ms: at.0, zh: step.zh(), en: step.en() }
}

impl From<Untold> for ApiError {
    fn from(why: Untold) -> ApiError {
        match why {
            Untold::Nothing => ApiError::NoOutcome,
            Untold::TooMany(seconds) => ApiError::TooMany(seconds),
            Untold::Read(error) => error.into(),
        }
    }
}

/// The look-up key, or one that is nobody's; both cost one keyed hash.
pub(super) fn person(service: &Service, given: &NamedDocument) -> PersonKey {
    let stranger = NamedDocument {
        kind: Some(DocumentKind::Temporary.word().into()),
        number: Some("T0NOBODY".into()),
        ..NamedDocument::default()
    };
    let now = clock::now();
    let document = field::document(&given.wire(), now);
    let document = document.or_else(|_| field::document(&stranger.wire(), now));
    document.map(|document| service.vault.person(&document)).unwrap_or(PersonKey([0; 16]))
}
