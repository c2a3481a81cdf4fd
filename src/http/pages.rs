//! The pages, inside the binary: nothing to install beside it, and nothing fetched from elsewhere.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::body::Named;
use super::problem::{ApiError, Problem};

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

const FILES: &[(&str, &str, &str)] = &[
    ("pages.css", CSS, include_str!("pages/pages.css")),
    ("pages.js", JS, include_str!("pages/pages.js")),
    ("board.js", JS, include_str!("pages/board.js")),
    ("docs.js", JS, include_str!("pages/docs.js")),
    ("check.js", JS, include_str!("pages/check.js")),
];

/// Headquarters' board
#[utoipa::path(get, path = "/board", tag = "pages",
    responses((status = 200, description = "the board", body = String, content_type = "text/html",
        example = "<!doctype html>")))]
pub async fn board() -> Response {
    page(HTML, include_str!("pages/board.html"))
}

/// The interface, to read and to try
#[utoipa::path(get, path = "/docs", tag = "pages",
    responses((status = 200, description = "the interface", body = String,
        content_type = "text/html", example = "<!doctype html>")))]
pub async fn docs() -> Response {
    page(HTML, include_str!("pages/docs.html"))
}

/// Where a report's code is checked
///
/// The code of a report opens it where `serve` was given `--public-url`; the statement stands
/// behind the `#`, which is sent to nobody.
#[utoipa::path(get, path = "/check", tag = "pages",
    responses((status = 200, description = "the page", body = String,
        content_type = "text/html", example = "<!doctype html>")))]
pub async fn check() -> Response {
    page(HTML, include_str!("pages/check.html"))
}

/// What the pages are made of
#[utoipa::path(get, path = "/pages/{file}", tag = "pages",
    params(("file" = String, Path, description = "file name", example = "pages.css")),
    responses(
        (status = 200, description = "the file", body = String, content_type = "text/plain",
            example = ":root {}"),
        (status = 404, description = "no such file", body = Problem)))]
pub async fn file(Named(file): Named<String>) -> Result<Response, ApiError> {
    let found = FILES.iter().find(|(name, ..)| *name == file);
    found.map(|(_, kind, text)| page(kind, text)).ok_or(ApiError::NotFound)
}

fn page(kind: &'static str, text: &'static str) -> Response {
    // A new version of the program brings new pages: ask each time, it is one short line.
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}
