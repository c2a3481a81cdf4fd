//! `POST /v1/preregistrations`: a resident enters their own data and gets a code to show.

use std::sync::Arc;

use axum::extract::{Extension, State};
use serde::{Deserialize, Serialize};
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::SiteId;
use tenfold_domain::person::DocumentKind;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

use super::body::Json;
use super::field;
use super::problem::{ApiError, Problem};
use super::said::Said;
use super::server::Peer;
use super::sites::region;
use super::wire::NamedDocument;
use crate::edge::label::pass::{PASS, Pass};
use crate::edge::label::svg;
use crate::service::personal::Personal;
use crate::service::preregistration::{HOLDS, Unentered};
use crate::service::{Service, clock};
use crate::storage::tables::preregistration::Appointment;

/// Longest name and phone, in bytes, as a registration takes them.
const NAME_BYTES_MAX: usize = 200;
const PHONE_BYTES_MAX: usize = 40;

/// What a resident enters.
#[derive(Deserialize, ToSchema)]
pub struct Entry {
    /// Their document; its number is checked as at the desk.
    pub document: NamedDocument,
    /// Their name; may be absent where the document's chip, zone or line holds it.
    #[schema(example = "张三")]
    pub name: Option<String>,
    /// Their phone number.
    #[schema(example = "19900000000")]
    pub phone: Option<String>,
    /// The site they mean to come to; with `expected_at_ms`, or without both.
    #[schema(example = 1)]
    pub site: Option<u32>,
    /// When they mean to come: milliseconds since 1970, while the site is open, in the week for
    /// which the code holds.
    #[schema(example = 1_648_771_200_000_i64)]
    pub expected_at_ms: Option<i64>,
    /// County or district, where the service has several.
    #[schema(example = 360_781)]
    pub region: Option<u32>,
}

/// What stands under their code.
const PASS_TITLE: &str = "预登记码 Pre-registration";

/// What a resident shows at the desk.
#[derive(Serialize, ToSchema)]
pub struct PassView {
    /// The code: what the QR says. It holds no personal data.
    #[schema(example = "TP0400015GBX01PBQHD3CY5WKZ1A02B3C4D5E6F7G8H9J0KAMBNCPDQERFSGTHVJWKXMYNZ")]
    pub token: String,
    /// It holds until then: milliseconds since 1970.
    #[schema(example = 1_648_771_200_000_i64)]
    pub expires_at_ms: i64,
    /// The QR as an SVG document.
    #[schema(example = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")]
    pub qr: String,
}

fn unreadable(zh: &str, en: &str) -> ApiError {
    ApiError::Unreadable(Said::new(zh, en))
}

fn personal(entry: Entry) -> Result<Personal, ApiError> {
    let (document, scanned) =
        field::held(&entry.document.wire(), clock::now()).map_err(|fault| match fault.member {
            Some(member) => ApiError::Unreadable(member.wanted.said()),
            None => ApiError::Refused(fault.refusal),
        })?;
    // A temporary number is given at the desk, and a wrong one is taken there or nowhere.
    if document.kind() == DocumentKind::Temporary {
        return Err(ApiError::Refused(Refusal::DocumentBad));
    }
    if !document.is_sound() {
        return Err(ApiError::Refused(Refusal::CheckWrong));
    }
    let trimmed = |text: Option<String>| {
        text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let name = trimmed(entry.name).unwrap_or(scanned);
    if name.is_empty() {
        return Err(ApiError::Refused(Refusal::NameMissing));
    }
    if name.len() > NAME_BYTES_MAX {
        return Err(unreadable("姓名过长", "the name is too long"));
    }
    let phone = trimmed(entry.phone);
    if phone.as_ref().is_some_and(|phone| phone.len() > PHONE_BYTES_MAX) {
        return Err(unreadable("电话号码过长", "the phone number is too long"));
    }
    let kind = document.kind().word().to_owned();
    Ok(Personal { name, kind, number: document.number().to_owned(), phone, guardian: None })
}

/// Where and when they come, if they said so.
fn appointment(
    campaign: Option<&Campaign>,
    entry: &Entry,
) -> Result<Option<Appointment>, ApiError> {
    let (site, at) = match (entry.site, entry.expected_at_ms) {
        (None, None) => return Ok(None),
        (Some(site), Some(at)) => (SiteId(site), At(at)),
        _ => {
            let en = "give site and expected_at_ms together, or neither";
            return Err(unreadable("site 与 expected_at_ms 须同时填写或都不填", en));
        }
    };
    let known = campaign.and_then(|campaign| campaign.site(site));
    let known = known.ok_or(ApiError::Refused(Refusal::SiteUnknown))?;
    if !known.open {
        return Err(ApiError::Refused(Refusal::SiteClosed));
    }
    let now = clock::now();
    // The hour that runs began before now.
    if at < now - Minutes::hours(1) || at > now + HOLDS {
        let en = "expected_at_ms: from now to a week ahead";
        return Err(unreadable("expected_at_ms：须在现在至一周之内", en));
    }
    if known.period(at).is_some_and(|(from_at, _)| at < from_at) {
        let en = "the site is closed then: choose an hour at which it is open";
        return Err(unreadable("该时间采样点不开放，请另选时间", en));
    }
    Ok(Some(Appointment { site, at }))
}

/// Enter one's own data before the desk
///
/// No token. The code in the answer holds no personal data and stands for nobody else; at the desk
/// it takes the place of the document in a registration, and the clerk compares whom it stands for
/// with the document. It ends after a week. Who says where and when they come stands, masked, on
/// the list of that site's desks.
#[utoipa::path(post, path = "/v1/preregistrations", tag = "residents", request_body = Entry,
    responses(
        (status = 200, description = "the code to show", body = PassView),
        (status = 422, description = "a document, name or region that is not taken",
            body = Problem),
        (status = 429, description = "too many from this address; see Retry-After",
            body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn enter(
    State(service): State<Arc<Service>>,
    Extension(Peer(peer)): Extension<Peer>,
    Json(entry): Json<Entry>,
) -> Result<axum::Json<PassView>, ApiError> {
    let region = region(&service, entry.region)?;
    let campaign = service.campaigns.get(&region).map(|campaign| &**campaign);
    let appointment = appointment(campaign, &entry)?;
    let issued = service.preregister(region, (personal(entry)?, appointment), peer).await;
    let issued = issued.map_err(|why| match why {
        Unentered::TooMany(seconds) => ApiError::TooMany(seconds),
        Unentered::Read(error) => error.into(),
    })?;
    let until = clock::shown(issued.expires_at);
    let pass = Pass { title: PASS_TITLE, token: &issued.token, until: &until };
    let qr = pass.label(PASS).map(|label| svg::render(&label)).map_err(|_| ApiError::Internal)?;
    let (token, expires_at_ms) = (issued.token, issued.expires_at.0);
    Ok(axum::Json(PassView { token, expires_at_ms, qr }))
}
