//! Who may speak to the service: tokens given to people and devices, and taken back.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tenfold_domain::code::{DeviceId, LabId, LaneId, SiteId, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::Role;
use tenfold_domain::term::Party;
use utoipa::ToSchema;

use super::auth::Caller;
use super::body::{self, Named};
use super::deliveries::Nothing;
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::edge::label::pass::{PASS, Pass};
use crate::edge::label::svg;
use crate::service::grant::{Grant, TokenView, Unfit};
use crate::service::{Service, clock};
use crate::storage::tables::reference::TokenMark;

/// Days a token holds when nothing is said.
const DAYS: i64 = 30;

/// Every token of a region.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenList {
    /// The newest last.
    pub tokens: Vec<TokenView>,
}

/// A token that is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenAsked {
    /// What somebody is there to do: a role's word.
    #[schema(example = "clerk")]
    pub role: String,
    /// Number of the person; the next free one when absent.
    #[schema(example = 7)]
    pub staff: Option<u32>,
    /// Number of the device; the person's when absent.
    #[schema(example = 7)]
    pub device: Option<u32>,
    /// The only site it holds for.
    #[schema(example = 1)]
    pub site: Option<u32>,
    /// The only lane it holds for.
    #[schema(example = 1)]
    pub lane: Option<u32>,
    /// The only lab it holds for.
    pub lab: Option<u32>,
    /// The party that is told; goes with the role of the same name.
    pub party: Option<String>,
    /// Days it holds, 1 to 3660; 30 when absent.
    #[schema(example = 30, minimum = 1, maximum = 3660)]
    pub days: Option<i64>,
}

/// A new token.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewToken {
    /// What the device signs in with; shown this once.
    #[schema(example = "tf_5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8")]
    pub secret: String,
    /// The same as a QR, an SVG document: the device scans it.
    #[schema(example = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")]
    pub qr: String,
    /// As it stands.
    pub token: TokenView,
}

impl From<Unfit> for ApiError {
    fn from(unfit: Unfit) -> ApiError {
        ApiError::Unreadable(Said::new(unfit.zh(), unfit.to_string()))
    }
}

fn word<T>(
    (name, said): (&str, &str),
    of: impl Fn(&str) -> Option<T>,
    known: impl Iterator<Item = &'static str>,
) -> Result<T, ApiError> {
    of(said).ok_or_else(|| {
        let known = known.collect::<Vec<_>>().join(", ");
        let (zh, en) =
            (format!("{name} 须为下列之一：{known}"), format!("{name} is one of {known}"));
        ApiError::Unreadable(Said::new(zh, en))
    })
}

/// Tokens of people and devices
#[utoipa::path(get, path = "/v1/tokens", tag = "service",
    responses((status = 200, description = "every token of the region", body = TokenList)))]
pub async fn list(
    State(service): State<Arc<Service>>,
    caller: Caller,
) -> Result<Json<TokenList>, ApiError> {
    let tokens = service.tokens_of(caller.region).await?;
    Ok(Json(TokenList { tokens: tokens.iter().map(TokenView::of).collect() }))
}

/// A token for a person on a device
///
/// The device signs in by scanning the QR. It is shown this once: the service keeps a hash. Whoever
/// gives it may not give more places than their own token holds for.
#[utoipa::path(post, path = "/v1/tokens", tag = "service", request_body = TokenAsked,
    responses(
        (status = 200, description = "the token", body = NewToken),
        (status = 422, description = "a role, place or length that cannot be; the detail says \
            which", body = Problem)))]
pub async fn give(
    State(service): State<Arc<Service>>,
    caller: Caller,
    body::Json(asked): body::Json<TokenAsked>,
) -> Result<Json<NewToken>, ApiError> {
    let roles = Role::ALL.iter().map(|role| role.word());
    let role = word(("role", &asked.role), Role::from_word, roles)?;
    let parties = || Party::ALL.iter().map(|party| party.word());
    let party = asked.party.as_deref();
    let party = party.map(|said| word(("party", said), Party::from_word, parties())).transpose()?;
    let grant = Grant {
        role,
        staff: asked.staff.map(StaffId),
        device: asked.device.map(DeviceId),
        scope: Scope {
            site: asked.site.map(SiteId),
            lane: asked.lane.map(LaneId),
            lab: asked.lab.map(LabId),
            party,
        },
        days: asked.days.unwrap_or(DAYS),
    };
    let campaign = service.campaigns.get(&caller.region).ok_or(ApiError::NotFound)?;
    grant.check(&campaign.sites, &campaign.lanes, &campaign.labs)?;
    grant.within(&caller.bearer.scope)?;
    let (secret, stored) = service.grant(caller.region, grant).await?;
    let (mark, by) = (stored.mark(), caller.bearer.staff.0);
    let (staff, role) = (stored.bearer.staff.0, role.word());
    tracing::info!(%mark, role, staff, by, "a token is given");
    let until = clock::shown(stored.expires_at);
    let title = "设备登录码 Device sign-in";
    let pass = Pass { title, token: &secret, until: &until };
    let qr = pass.label(PASS).map(|label| svg::render(&label)).map_err(|_| ApiError::Internal)?;
    Ok(Json(NewToken { secret, qr, token: TokenView::of(&stored) }))
}

/// A token taken back
///
/// It holds no longer from this answer on, on every line. Asked again, nothing changes.
#[utoipa::path(post, path = "/v1/tokens/{mark}/revoke", tag = "service",
    params(("mark" = String, Path, description = "the token's mark, 16 hexadecimal digits",
        example = "9f86d081884c7d65")),
    request_body(content = Nothing, description = "nothing has to be said"),
    responses((status = 200, description = "the token as it stands", body = TokenView),
        (status = 404, description = "no such token", body = Problem)))]
pub async fn revoke(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Named(mark): Named<String>,
) -> Result<Json<TokenView>, ApiError> {
    let mark = TokenMark::parse(&mark).ok_or(ApiError::NotFound)?;
    let found = service.take_back(caller.region, mark, clock::now()).await?;
    let found = found.ok_or(ApiError::NotFound)?;
    tracing::info!(%mark, by = caller.bearer.staff.0, "a token is taken back");
    Ok(Json(TokenView::of(&found)))
}
