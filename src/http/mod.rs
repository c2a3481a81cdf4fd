//! The service over HTTP: one list of every route, who may ask it, and what answers.
//!
//! To add one: write the handler with its `#[utoipa::path]`, and a line in `routes!` below. The
//! router, the guard and the interface description all come from that line.

mod acts;
pub mod auth;
pub mod body;
pub mod commands;
mod door;
mod field;
pub mod health;
pub mod problem;
pub mod reads;
pub mod verdict;
pub mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::FromRef;
use axum::{Router, middleware};
use utoipa::OpenApi;

use crate::service::Service;
use auth::Audience;
use problem::ApiError;

/// What every handler may reach.
#[derive(Clone)]
pub struct App {
    /// The service behind the routes.
    pub service: Arc<Service>,
    stopping: Arc<AtomicBool>,
}

impl App {
    /// A service made ready to answer.
    pub fn new(service: Arc<Service>) -> App {
        App { service, stopping: Arc::default() }
    }

    /// New work is no longer taken.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
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
        #[openapi(paths($($room::$handler),*), info(title = "Tenfold"))]
        struct Described;

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
    post "/v1/commands" Staff => commands::take,
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
}

/// The interface description.
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}
