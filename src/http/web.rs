//! The app: what `make web` builds of `web/`, inside the binary. Files are kept as they go over the
//! line, gzipped; their names carry a hash of their content, so that a browser asks for each once.
//!
//! To add a page: an entry in `web/vite.config.ts`, a line in `routes!`, and a line in `pages!`
//! below.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use miniz_oxide::inflate::decompress_to_vec;

use super::body::Named;
use super::problem::{ApiError, Problem};

/// Name and content of every file of `web/dist`.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/web.rs"));

/// What a page says of a program that was built without them.
const MISSING: &str = "<!doctype html><meta charset=\"utf-8\"><title>Tenfold</title>\
    <p>此程序未包含网页：请先运行 make web，再重新编译。 \
    This program was built without its pages: run `make web`, then build again.";

/// The app may compile the barcode reader, start its worker, and speak to the card reader of the
/// machine it runs on.
pub(super) const APP_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; connect-src 'self' ws://127.0.0.1:*; img-src 'self' data: blob:; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Names with a hash in them never change their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// A new version of the program brings new pages: ask each time, it is one short line.
const ASK: &str = "no-cache";

/// Characters of the hash in a name.
const HASH_LENGTH: usize = 8;

/// Header of a gzip stream without a name (RFC 1952), and what stands behind its data.
const GZIP_HEAD: usize = 10;
const GZIP_TAIL: usize = 8;

macro_rules! pages {
    ($($(#[doc = $doc:literal])+ $name:ident: $path:literal, $file:literal;)+) => {$(
        $(#[doc = $doc])+
        #[utoipa::path(get, path = $path, tag = "pages",
            responses((status = 200, description = "the page", body = String,
                content_type = "text/html", example = "<!doctype html>")))]
        pub async fn $name(headers: HeaderMap) -> Response {
            page($file, &headers)
        }
    )+};
}

pages! {
    /// Where everybody begins: who has a token is sent to the page of their role
    start: "/", "start.html";
    /// The clerk's page
    clerk: "/clerk", "clerk.html";
    /// The lab's page: hatch, plates, results, review, stores, control charts
    lab: "/lab", "lab.html";
    /// The packer's page
    packer: "/packer", "packer.html";
    /// The courier's page
    courier: "/courier", "courier.html";
    /// Headquarters' page
    commander: "/commander", "commander.html";
    /// The residents' page
    resident: "/resident", "resident.html";
    /// The squad's page: second swabs that are owed
    squad: "/squad", "squad.html";
    /// The administrator's page: people and devices, the protocol, the access log
    admin: "/admin", "admin.html";
}

/// What the app's pages are made of
#[utoipa::path(get, path = "/app/{file}", tag = "pages",
    params(("file" = String, Path, description = "file name", example = "clerk-Cx81aQ2b.js")),
    responses(
        (status = 200, description = "the file", body = String, content_type = "text/plain",
            example = ""),
        (status = 404, description = "no such file", body = Problem)))]
pub async fn file(headers: HeaderMap, Named(file): Named<String>) -> Result<Response, ApiError> {
    let keep = if is_hashed(&file) { FOR_EVER } else { ASK };
    serve(&file, keep, &headers).ok_or(ApiError::NotFound)
}

/// What keeps the app on a device without a network
#[utoipa::path(get, path = "/sw.js", tag = "pages",
    responses(
        (status = 200, description = "the service worker", body = String,
            content_type = "text/javascript", example = ""),
        (status = 404, description = "built without pages", body = Problem)))]
pub async fn worker(headers: HeaderMap) -> Result<Response, ApiError> {
    serve("sw.js", ASK, &headers).ok_or(ApiError::NotFound)
}

pub(super) fn page(name: &str, headers: &HeaderMap) -> Response {
    let policy = (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(APP_POLICY));
    let Some(mut response) = serve(name, ASK, headers) else {
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        return (StatusCode::OK, [kind, policy], MISSING).into_response();
    };
    response.headers_mut().insert(policy.0, policy.1);
    response
}

/// Whether a name ends in a hash of the content, as in `clerk-Cx81aQ2b.js`.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem.len().checked_sub(HASH_LENGTH).and_then(|at| stem.split_at_checked(at));
    hash.is_some_and(|(before, _)| before.ends_with('-'))
}

/// A file as this browser takes it.
fn serve(name: &str, keep: &'static str, asked: &HeaderMap) -> Option<Response> {
    let plain = |name: &str| FILES.iter().find(|(known, _)| *known == name).map(|(_, it)| *it);
    let packed = plain(&format!("{name}.gz"));
    let takes_gzip = asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|said| said.to_str().ok())
        .any(|said| said.contains("gzip"));
    let body = match (packed, plain(name)) {
        (Some(packed), _) if takes_gzip => Bytes::from_static(packed),
        (Some(packed), None) => unpacked(packed)?,
        (_, Some(bytes)) => Bytes::from_static(bytes),
        (None, None) => return None,
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_TYPE, kind(name));
    set(header::CACHE_CONTROL, keep);
    set(header::VARY, "accept-encoding");
    // Workers have a policy of their own: the one they come with.
    set(header::CONTENT_SECURITY_POLICY, APP_POLICY);
    if packed.is_some() && takes_gzip {
        set(header::CONTENT_ENCODING, "gzip");
    }
    Some(response)
}

/// What the build packed, for whoever does not take it packed.
fn unpacked(packed: &[u8]) -> Option<Bytes> {
    let data = packed.get(GZIP_HEAD..packed.len().checked_sub(GZIP_TAIL)?)?;
    decompress_to_vec(data).ok().map(Bytes::from)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
