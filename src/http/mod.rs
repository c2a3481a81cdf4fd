//! The service over HTTP: one list of every route, who may ask it, and what answers.
//!
//! To add one: write the handler with its `#[utoipa::path]`, and a line in `routes!` below. The
//! router, the guard and the interface description all come from that line.

pub mod access;
mod acts;
pub mod auth;
mod bench;
pub mod board;
pub mod body;
pub mod commands;
pub mod deliveries;
mod door;
mod field;
pub mod health;
pub mod labels;
mod layers;
pub mod lanes;
mod language;
pub mod line;
pub mod live;
mod me;
mod member;
pub mod openapi;
pub mod outcome;
pub mod pages;
mod part;
pub mod persons;
pub mod photographs;
pub mod plan_events;
mod plan_towns;
pub mod plan_view;
pub mod plans;
pub mod plates;
pub mod preregistrations;
pub mod problem;
mod protocols;
mod quality;
pub mod reads;
pub mod reports;
pub mod results;
pub mod roster;
mod routes;
pub mod said;
mod schedules;
mod schema;
pub mod server;
mod sheet;
mod sites;
mod stores;
mod stream;
mod unfit;
pub mod tokens;
mod townships;
pub mod upstreams;
pub mod verdict;
mod web;
pub mod wire;

use std::sync::Arc;

use axum::extract::FromRef;
use axum::{Router, middleware};
use tokio::sync::{Semaphore, watch};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;

use crate::edge::label::Font;
use crate::planner::jobs::{Jobs, Limits};
use crate::service::Service;
use auth::Audience;
use live::Live;
use photographs::Darkroom;
use problem::ApiError;
use results::Mappings;

/// Label sheets and rosters at a time.
const BULK_MAX: usize = 2;

/// What every handler may reach.
#[derive(Clone)]
pub struct App {
    /// The service behind the routes.
    pub service: Arc<Service>,
    /// The board, rendered for everybody.
    pub live: Arc<Live>,
    /// What devices of a lane are told of each other.
    pub lanes: Arc<lanes::Lanes>,
    /// Plans that were asked for.
    pub plans: Arc<Jobs>,
    /// How many photographs are looked at.
    pub darkroom: Darkroom,
    /// Label sheets and rosters at a time: each has a thread of its own.
    pub bulk: Arc<Semaphore>,
    /// From which Chinese is drawn on labels.
    pub label_font: Option<Arc<Font>>,
    /// Where others reach the service; the code of a report leads there.
    pub public_url: Option<Arc<str>>,
    /// How results files of machines that are not known are read, by name.
    pub mappings: Arc<Mappings>,
    stop: Arc<watch::Sender<bool>>,
}

impl App {
    /// A service made ready to answer.
    pub fn new(service: Arc<Service>) -> App {
        App {
            service,
            live: Arc::default(),
            lanes: Arc::default(),
            plans: Arc::default(),
            darkroom: Darkroom::default(),
            bulk: Arc::new(Semaphore::new(BULK_MAX)),
            label_font: None,
            public_url: None,
            mappings: Arc::default(),
            stop: Arc::new(watch::channel(false).0),
        }
    }

    /// With other limits to what is planned.
    #[must_use]
    pub fn with_plans(self, limits: Limits) -> App {
        App { plans: Arc::new(Jobs::new(limits)), ..self }
    }

    /// With ways to read results files of machines that are not known, by name.
    #[must_use]
    pub fn with_mappings(self, mappings: Mappings) -> App {
        App { mappings: Arc::new(mappings), ..self }
    }

    /// With a font for Chinese on labels.
    #[must_use]
    pub fn with_label_font(self, font: Option<Arc<Font>>) -> App {
        App { label_font: font, ..self }
    }

    /// With the address under which others reach it.
    #[must_use]
    pub fn with_public_url(self, url: Option<String>) -> App {
        App { public_url: url.map(Arc::from), ..self }
    }

    /// Tells streams and plans to end, and `/readyz` to say so.
    pub fn stop(&self) {
        self.plans.stop();
        self.stop.send_replace(true);
    }

    /// New work is no longer taken.
    pub fn is_stopping(&self) -> bool {
        *self.stop.borrow()
    }

    /// To wait for the end.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }
}

impl FromRef<App> for Arc<Service> {
    fn from_ref(app: &App) -> Arc<Service> {
        app.service.clone()
    }
}

macro_rules! routes {
    ($($method:ident $path:literal $audience:ident => $room:ident::$handler:ident,)*) => {
        #[derive(OpenApi)]
        #[openapi(paths($($room::$handler),*))]
        struct Described;

        /// What the handlers say about themselves.
        fn described() -> utoipa::openapi::OpenApi {
            Described::openapi()
        }

        /// Every route: method, path, who may ask.
        pub const ROUTES: &[(&str, &str, Audience)] =
            &[$((stringify!($method), $path, Audience::$audience)),*];

        fn routes(app: &App) -> Router<App> {
            let guard = |audience| {
                middleware::from_fn_with_state((app.clone(), audience), auth::guard)
            };
            Router::new()$(.route(
                $path,
                axum::routing::$method($room::$handler).layer(guard(Audience::$audience)),
            ))*
        }
    };
}

routes! {
    post "/v1/commands" Bearers => commands::take,
    post "/v1/outcome" Public => outcome::ask,
    post "/v1/outcome/report" Public => reports::make,
    post "/v1/reports/check" Public => reports::check,
    get "/v1/reports/keys" Public => reports::keys,
    get "/v1/sites" Public => sites::list,
    post "/v1/sites/{site}/queue" Hosts => sites::queue,
    get "/v1/sites/{site}/appointments" Hosts => sites::appointments,
    post "/v1/preregistrations" Public => preregistrations::enter,
    get "/v1/tubes/{code}" Staff => reads::tube,
    get "/v1/boxes/{code}" Staff => reads::case,
    post "/v1/plates/layouts" Readers => plates::propose,
    get "/v1/plates/{code}/map" Readers => plates::map,
    get "/v1/plates/{code}/sheet" Readers => plates::sheet,
    post "/v1/plates/results" Readers => results::take,
    get "/v1/plates/{code}" Readers => reads::plate,
    get "/v1/tubes/{code}/trace" Tracers => reads::trace_tube,
    get "/v1/boxes/{code}/trace" Tracers => reads::trace_box,
    get "/v1/plates/{code}/wells/{well}/trace" Tracers => reads::trace_well,
    post "/v1/persons/trace" Tracers => persons::trace,
    post "/v1/photographs" Handlers => photographs::read,
    get "/v1/pickups" Staff => routes::pickups,
    get "/v1/packing" Staff => routes::packing,
    get "/v1/labs" Staff => routes::labs,
    get "/v1/labs/quality" Readers => quality::rates,
    get "/v1/labs/quality/controls" Readers => quality::controls,
    get "/v1/labs/{lab}/stores" Readers => stores::list,
    get "/v1/labs/{lab}/bench" Readers => bench::work,
    get "/v1/boxes/{code}/route" Staff => routes::route,
    post "/v1/routes/what-if" Planners => routes::what_if,
    get "/v1/paces" Watchers => routes::paces,
    get "/v1/advice" Watchers => routes::advice,
    get "/v1/late" Staff => reads::late,
    get "/v1/conservation" Watchers => reads::conservation,
    get "/v1/recollections" Squads => reads::recollections,
    post "/v1/recollections/person" Fetchers => persons::owed,
    get "/v1/schedules/due" Squads => schedules::due,
    get "/v1/schedules/persons" Tracers => schedules::persons,
    get "/v1/pools" Squads => reads::pools,
    get "/v1/discrepancies" Tracers => reads::discrepancies,
    post "/v1/discrepancies/{number}/open" Tracers => persons::open_kept,
    get "/v1/overrides" Tracers => reads::overrides,
    get "/v1/access" Auditors => access::list,
    get "/v1/notices" Told => reads::notices,
    post "/v1/notices/{number}/person" Parties => persons::of_notice,
    get "/v1/deliveries" Squads => deliveries::list,
    post "/v1/deliveries/{id}/resend" Leaders => deliveries::resend,
    get "/v1/upstreams" Watchers => upstreams::list,
    post "/v1/upstreams/{name}/resume" Leaders => upstreams::resume,
    post "/v1/upstreams/{name}/skip" Leaders => upstreams::skip,
    get "/v1/outcomes" Platforms => upstreams::outcomes,
    get "/v1/campaign" Staff => reads::campaign,
    get "/v1/protocol" Staff => protocols::rules,
    post "/v1/protocol/compare" Staff => protocols::compare,
    get "/v1/progress" Watchers => live::progress,
    get "/v1/progress/events" Watchers => live::events,
    get "/v1/progress/townships" Watchers => townships::townships,
    post "/v1/plans" Planners => plans::start,
    get "/v1/plans" Planners => plans::list,
    get "/v1/plans/{id}" Planners => plans::job,
    delete "/v1/plans/{id}" Planners => plans::cancel,
    get "/v1/plans/{id}/events" Planners => plan_events::events,
    get "/v1/plans/{id}/document" Planners => plans::document,
    get "/v1/plans/{id}/report" Planners => plans::report,
    get "/v1/plans/{id}/town" Planners => plan_towns::of_plan,
    get "/v1/plans/{id}/campaign" Planners => plan_towns::campaign,
    get "/v1/towns" Planners => plan_towns::towns,
    get "/v1/towns/{name}" Planners => plan_towns::town,
    post "/v1/labels/tubes" Hosts => labels::tubes,
    post "/v1/labels/boxes" Hosts => labels::boxes,
    post "/v1/roster" Leaders => roster::take,
    get "/v1/me" Bearers => me::tell,
    get "/v1/me/card" Bearers => me::card,
    get "/v1/lanes/{lane}/events" Hosts => lanes::events,
    get "/v1/tokens" Admins => tokens::list,
    post "/v1/tokens" Admins => tokens::give,
    post "/v1/tokens/{mark}/revoke" Admins => tokens::revoke,
    get "/v1/openapi.json" Public => openapi::document,
    get "/board" Public => pages::board,
    get "/docs" Public => pages::docs,
    get "/check" Public => pages::check,
    get "/pages/{file}" Public => pages::file,
    get "/" Public => web::start,
    get "/clerk" Public => web::clerk,
    get "/lab" Public => web::lab,
    get "/packer" Public => web::packer,
    get "/courier" Public => web::courier,
    get "/commander" Public => web::commander,
    get "/resident" Public => web::resident,
    get "/squad" Public => web::squad,
    get "/admin" Public => web::admin,
    get "/planner" Public => plan_towns::page,
    get "/app/{file}" Public => web::file,
    get "/sw.js" Public => web::worker,
    get "/healthz" Public => health::healthz,
    get "/readyz" Public => health::readyz,
    get "/metrics" Public => health::metrics,
}

/// Everything that answers.
pub fn router(app: &App) -> Router {
    routes(app)
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::Method)
        .with_state(app.clone())
        .layer(middleware::from_fn_with_state(app.clone(), layers::shed))
        .layer(CatchPanicLayer::custom(layers::caught))
        .layer(middleware::from_fn(language::choose))
        .layer(middleware::from_fn(layers::headers))
        .layer(middleware::from_fn(layers::log))
}
