//! The interface description, made from the handlers and the list of routes.

use std::sync::OnceLock;

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, OpenApi, PathItem};

use super::auth::Audience;
use super::{ROUTES, described, schema};

const ABOUT: &str = "Mass nucleic-acid testing: from the ID card to the published outcome. \
    Everything that is done is a command (POST /v1/commands); everything else only reads. A plan \
    (POST /v1/plans) is a job beside it and changes nothing. Errors follow RFC 9457; their \
    `detail` is in the language `Accept-Language` prefers, and `zh` and `en` stand beside it. \
    Under load reads are turned away first, with 503 and Retry-After.";

/// The whole description.
pub fn describe() -> Value {
    let mut api = serde_json::to_value(routes()).unwrap_or_default();
    schema::tell(&mut api);
    api
}

/// What the handlers and the list of routes say.
fn routes() -> OpenApi {
    let mut api = described();
    api.info.title = "Tenfold".into();
    api.info.version = env!("CARGO_PKG_VERSION").into();
    api.info.description = Some(ABOUT.into());
    let scheme = Http::new(HttpAuthScheme::Bearer);
    let components = api.components.get_or_insert_with(Components::new);
    components.add_security_scheme("token", SecurityScheme::Http(scheme));
    for (method, path, audience) in ROUTES {
        let found = api.paths.paths.get_mut(*path).and_then(|item| operation(item, method));
        if let Some(operation) = found {
            guarded(operation, *audience);
        }
    }
    api
}

fn operation<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Operation> {
    match method {
        "get" => item.get.as_mut(),
        "post" => item.post.as_mut(),
        "put" => item.put.as_mut(),
        "delete" => item.delete.as_mut(),
        _ => None,
    }
}

/// Who may ask, for people (`x-roles`) and for tools (`security`).
fn guarded(operation: &mut Operation, audience: Audience) {
    let roles: Vec<&str> = audience.roles().iter().map(|role| role.word()).collect();
    let extension = ExtensionsBuilder::new().add("x-roles", serde_json::json!(roles)).build();
    operation.extensions.get_or_insert_default().merge(extension);
    if audience != Audience::Public {
        operation.security =
            Some(vec![SecurityRequirement::new("token", std::iter::empty::<String>())]);
    }
}

/// This description
#[utoipa::path(get, path = "/v1/openapi.json", tag = "service",
    responses((status = 200, description = "OpenAPI 3.1", body = Object,
        example = json!({"openapi": "3.1.0"}))))]
pub async fn document() -> Response {
    static TEXT: OnceLock<Bytes> = OnceLock::new();
    let text = TEXT.get_or_init(|| serde_json::to_vec(&describe()).unwrap_or_default().into());
    ([(header::CONTENT_TYPE, "application/json")], text.clone()).into_response()
}
