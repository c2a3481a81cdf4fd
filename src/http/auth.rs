//! Who is asking. The list of routes says for each who may ask; the check stands before the
//! handler, so that a handler cannot forget it.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{Region, SiteId};
use tenfold_domain::role::{Bearer, Role};

use super::App;
use super::problem::ApiError;
use crate::service::clock::Stopwatch;
use crate::storage::tables::reference::TokenMark;

/// Who may ask a route.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// Anybody, without a token.
    Public,
    /// Every token; what its role may do is decided command by command.
    Bearers,
    /// Those who work for the campaign, and not those who are only told.
    Staff,
    /// Those who watch the whole region.
    Watchers,
    /// Those who work with labels: register into tubes, pack, carry, receive.
    Handlers,
    /// Those who see readings before they are confirmed.
    Readers,
    /// Those who plan, and those who decide by it.
    Planners,
    /// Those who follow one person or one specimen, and settle what differs.
    Tracers,
    /// Those who see what was done and by whom.
    Auditors,
    /// Those who say who works here and on which device.
    Admins,
    /// Those who work at a site: they print its labels and see who stands in line.
    Hosts,
    /// Those who say who is expected.
    Leaders,
    /// Those who fetch people for a second swab, and those who watch them do it.
    Squads,
    /// Of these, those who fetch people and see who they are for it.
    Fetchers,
    /// Squads and those who watch them, and those who are told; each party sees what went to it.
    Told,
    /// Those who are told, each of its own notices.
    Parties,
    /// Platforms above that fetch published outcomes, and those who watch what they get.
    Platforms,
}

impl Audience {
    /// The roles; none is everybody.
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            Admin, Auditor, Clerk, Commander, Courier, Lab, Packer, Party, Planner, Platform,
            Reviewer,
        };
        match self {
            Audience::Public => &[],
            Audience::Bearers => Role::ALL,
            Audience::Staff => {
                &[Clerk, Packer, Courier, Lab, Reviewer, Commander, Planner, Auditor, Admin]
            }
            Audience::Watchers => &[Commander, Planner, Auditor, Admin],
            Audience::Handlers => &[Clerk, Packer, Courier, Lab, Admin],
            Audience::Readers => &[Lab, Reviewer, Commander, Auditor, Admin],
            Audience::Planners => &[Commander, Planner, Admin],
            Audience::Tracers => &[Commander, Auditor, Admin],
            Audience::Auditors => &[Auditor],
            Audience::Admins => &[Admin],
            Audience::Hosts => &[Clerk, Packer, Commander, Admin],
            Audience::Leaders => &[Commander, Admin],
            Audience::Squads => &[Clerk, Packer, Commander, Auditor, Admin],
            Audience::Fetchers => &[Clerk, Packer, Commander, Admin],
            Audience::Told => &[Clerk, Packer, Commander, Auditor, Party, Admin],
            Audience::Parties => &[Party],
            Audience::Platforms => &[Platform, Commander, Auditor, Admin],
        }
    }
}

/// Whoever asks, as their token says.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The region they work in; nothing of another is ever shown to them.
    pub region: Region,
    /// Who, on which device, where.
    pub bearer: Bearer,
    /// What names their token in the access log.
    pub token: TokenMark,
}

impl Caller {
    /// The only site they work at, said or that of their lane; none who works anywhere.
    pub fn site(&self, campaign: &Campaign) -> Option<SiteId> {
        let of_lane = |lane| campaign.site_of(lane).map(|site| site.id);
        let scope = &self.bearer.scope;
        scope.site.or_else(|| scope.lane.and_then(of_lane))
    }

    /// Refuses roles that are not among these.
    pub fn must_be(&self, roles: &[Role]) -> Result<(), ApiError> {
        if roles.contains(&self.bearer.role) { Ok(()) } else { Err(ApiError::Forbidden) }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Caller, ApiError> {
        // Put there by the guard; a public route has none.
        parts.extensions.get::<Caller>().cloned().ok_or(ApiError::Unauthorised)
    }
}

/// Stands before every route that is not public.
pub async fn guard(
    State((app, audience)): State<(App, Audience)>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let watch = Stopwatch::start();
    if audience != Audience::Public {
        let said = request.headers().get(header::AUTHORIZATION);
        let Some(caller) = said.and_then(|said| caller(&app, said)) else {
            app.service.metrics.signed_out();
            return Err(ApiError::Unauthorised);
        };
        caller.must_be(audience.roles())?;
        request.extensions_mut().insert(caller);
    }
    let mut response = next.run(request).await;
    // A device tells by it whether the line is slow or the service. Who has no token is not told:
    // a difference in time is a difference in the answer.
    if audience != Audience::Public {
        let us = watch.elapsed().as_micros();
        let told = format!("app;dur={}.{}", us / 1_000, us / 100 % 10);
        if let Ok(told) = HeaderValue::from_str(&told) {
            response.headers_mut().insert(HeaderName::from_static("server-timing"), told);
        }
    }
    Ok(response)
}

/// Whose token an `Authorization` header carries, if it holds now.
pub fn caller(app: &App, said: &HeaderValue) -> Option<Caller> {
    let (scheme, token) = said.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let (region, bearer, token) = app.service.tokens.bearer(token.trim())?;
    Some(Caller { region, bearer, token })
}
