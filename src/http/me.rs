//! `GET /v1/me`: what a token lets its bearer be, and what a device needs before its first scan;
//! and the card by which its bearer signs on the devices of others.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use tenfold_domain::code::Region;
use tenfold_domain::command::Scope;
use utoipa::ToSchema;

use super::auth::Caller;
use super::problem::ApiError;
use crate::edge::hex::to_base64;
use crate::edge::label::staff::{STAFF_CARD, StaffCard};
use crate::edge::label::svg;
use crate::service::{Service, clock};

/// Who asks, where they may act, and what personal data is sealed to.
#[derive(Serialize, ToSchema)]
pub struct MeView {
    /// County or district.
    #[schema(example = 360_781)]
    pub region: u32,
    /// What they are there to do; the page to show follows from it.
    #[schema(value_type = String, example = "clerk")]
    pub role: &'static str,
    /// Number of the person.
    #[schema(example = 12)]
    pub staff: u32,
    /// Number of the device.
    #[schema(example = 12)]
    pub device: u32,
    /// The only site it holds for.
    pub site: Option<u32>,
    /// The only lane it holds for.
    pub lane: Option<u32>,
    /// The only lab it holds for.
    pub lab: Option<u32>,
    /// The party that is told.
    #[schema(value_type = Option<String>)]
    pub party: Option<&'static str>,
    /// Now, by the service's clock: milliseconds since 1970. A device tells by it how wrong its
    /// own is.
    #[schema(example = 1_648_771_200_000_i64)]
    pub now_ms: i64,
    /// Public key to which a device seals what waits on it: a point of P-256, uncompressed, as
    /// base64. HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
    /// AES-128-GCM; `info` is `tenfold command 1`, `aad` four bytes of region and the sixteen of
    /// `scan_id`. A command's `sealed` is the sender's point, ciphertext and tag as base64.
    #[schema(example = "BP6MGc4JBRkevCmKkkV5JTHybwzs4kYGOei8OctvcGqCaneb…")]
    pub seal_key: String,
}

/// Who this token says I am
///
/// What a device asks once it has a token, and now and then after that: who it is, where it may
/// act, what time it is, and to which key it seals personal data that waits for the network.
#[utoipa::path(get, path = "/v1/me", tag = "questions",
    responses((status = 200, description = "the bearer of the token", body = MeView)))]
pub async fn tell(State(service): State<Arc<Service>>, caller: Caller) -> Json<MeView> {
    let Caller { region: Region(region), bearer, .. } = caller;
    let Scope { site, lane, lab, party } = bearer.scope;
    Json(MeView {
        region,
        role: bearer.role.word(),
        staff: bearer.staff.0,
        device: bearer.device.0,
        site: site.map(|site| site.0),
        lane: lane.map(|lane| lane.0),
        lab: lab.map(|lab| lab.0),
        party: party.map(|party| party.word()),
        now_ms: clock::now().0,
        seal_key: service.vault.device_key().map(|key| to_base64(key)).unwrap_or_default(),
    })
}

/// A card by which somebody signs on a device of the other party.
#[derive(Serialize, ToSchema)]
pub struct StaffCardView {
    /// Number of the person.
    #[schema(example = 12)]
    pub staff: u32,
    /// What the QR says: a number, and no secret; nobody signs in with it.
    #[schema(example = "tenfold:staff:360781:12")]
    pub code: String,
    /// The card as SVG, 54 x 66 mm.
    #[schema(example = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")]
    pub qr: String,
}

/// My staff card
///
/// At a handover both sign on one device: whose it is, and the other with this card, on a screen
/// or on paper.
#[utoipa::path(get, path = "/v1/me/card", tag = "questions",
    responses((status = 200, description = "the card", body = StaffCardView)))]
pub async fn card(caller: Caller) -> Result<Json<StaffCardView>, ApiError> {
    let Caller { region, bearer, .. } = caller;
    let card = StaffCard { region, staff: bearer.staff, role: bearer.role };
    let label = card.label(STAFF_CARD).map_err(|_| ApiError::Internal)?;
    Ok(Json(StaffCardView { staff: bearer.staff.0, code: card.content(), qr: svg::render(&label) }))
}
