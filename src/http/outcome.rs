//! `POST /v1/outcome`: a resident's own outcome. One answer for unknown, wrong and malformed,
//! after the same work.

use std::sync::Arc;

use axum::extract::{Extension, State};
use serde::{Deserialize, Serialize};
use tenfold_domain::code::PersonKey;
use tenfold_domain::person::DocumentKind;
use utoipa::ToSchema;

use super::body::Json;
use super::field;
use super::problem::{ApiError, Problem};
use super::server::Peer;
use super::wire::NamedDocument;
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
        })),
        Err(Untold::Nothing) => Err(ApiError::NoOutcome),
        Err(Untold::TooMany(seconds)) => Err(ApiError::TooMany(seconds)),
        Err(Untold::Read(error)) => Err(error.into()),
    }
}

/// The look-up key, or one that is nobody's; both cost one keyed hash.
fn person(service: &Service, given: &NamedDocument) -> PersonKey {
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
