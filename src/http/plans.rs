//! Plans over HTTP: asked for, looked at, cancelled. The work is done elsewhere, see
//! [`crate::planner::jobs`].

use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::App;
use super::auth::Caller;
use super::body::{self, Named};
use super::language::{Reader, spoken};
use super::plan_view::{PlanBody, PlanJob, PlanJobs, place};
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::planner::job::{Job, Texts, Work};
use crate::planner::jobs::Jobs;
use crate::planner::kept::Kept;
use crate::report::html;
use crate::setup::posted::{self, Posted};

/// Ask for a plan
///
/// What `tenfold plan` and `tenfold simulate` do, as a job beside the service and at its lowest
/// priority: one runs at a time, four may wait. It runs for 30 minutes at most, for 10 million
/// people at most; what it has found by then is kept. Jobs live in memory: the twenty that ended
/// last are kept, and a restart forgets them all.
#[utoipa::path(post, path = "/v1/plans", tag = "plans", request_body = PlanBody,
    responses(
        (status = 202, description = "taken; `Location` says where it is", body = PlanJob,
            headers(("Location" = String, description = "the job's address"))),
        (status = 422, description = "a text is wrong; `fault` says file, line and key",
            body = Problem),
        (status = 503, description = "as many wait as may; see Retry-After", body = Problem)))]
pub async fn start(
    State(app): State<App>,
    caller: Caller,
    Reader(lang): Reader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    // Before megabytes are read for nothing.
    app.plans.takes()?;
    let bytes = body::plan(&headers, body).await?;
    let turn = app.plans.reading.clone().acquire_owned().await.map_err(|_| ApiError::Stopping)?;
    let jobs = app.plans.clone();
    let read = tokio::task::spawn_blocking(move || {
        let work = work(&bytes, &jobs);
        drop(turn);
        work
    });
    let work = read.await.map_err(|_| ApiError::Internal)??;
    let job = app.plans.submit(caller.region, work)?;
    let at = HeaderValue::from_str(&place(&job)).map_err(|_| ApiError::Internal)?;
    let view = PlanJob::of(&app.plans, &job, lang);
    Ok((StatusCode::ACCEPTED, [(header::LOCATION, at)], spoken(lang), Json(view)).into_response())
}

/// What is asked for; takes as long as a town is large.
fn work(bytes: &[u8], jobs: &Jobs) -> Result<Work, ApiError> {
    let body: PlanBody = serde_json::from_slice(bytes).map_err(|error| {
        let line = format!("第 {} 行第 {} 列", error.line(), error.column());
        let members = "town, protocol, files, seed, plan";
        ApiError::Unreadable(Said::new(
            format!("内容在{line}无法识别；成员为 {members}（{error}）"),
            format!("the body cannot be read: {error}; its members are {members}"),
        ))
    })?;
    let PlanBody { town, protocol, files, seed, plan } = body;
    let posted = Posted { town: &town, protocol: protocol.as_deref(), files: &files };
    let input = posted.read(jobs.limits.town)?;
    let staffing = plan.map(|plan| posted::staffing(plan, &input.city)).transpose()?;
    let texts = Texts { town, protocol, files };
    Ok(Work { texts, input, staffing, seed })
}

/// Plans that run, wait or have ended
///
/// Of the caller's region, newest first.
#[utoipa::path(get, path = "/v1/plans", tag = "plans",
    responses((status = 200, description = "the jobs", body = PlanJobs)))]
pub async fn list(State(app): State<App>, caller: Caller, Reader(lang): Reader) -> Response {
    let jobs = app.plans.of(caller.region);
    let jobs = jobs.iter().map(|job| PlanJob::of(&app.plans, job, lang)).collect();
    let limits = app.plans.limits;
    let (waiting_max, kept_max) = (limits.waiting_max, limits.kept_max);
    (spoken(lang), Json(PlanJobs { jobs, waiting_max, kept_max })).into_response()
}

/// A job of the caller's region.
pub fn found(app: &App, caller: &Caller, id: &str) -> Result<Arc<Job>, ApiError> {
    app.plans.find(caller.region, id).ok_or(ApiError::NotFound)
}

fn kept(app: &App, caller: &Caller, id: &str) -> Result<Arc<Kept>, ApiError> {
    found(app, caller, id)?.stand().kept.ok_or(ApiError::NothingFound)
}

/// How far a plan is
#[utoipa::path(get, path = "/v1/plans/{id}", tag = "plans",
    params(("id" = String, Path, description = "the job", example = "9f2c61d07be3a458")),
    responses((status = 200, description = "the job", body = PlanJob),
        (status = 404, description = "no such job, or forgotten", body = Problem)))]
pub async fn job(
    State(app): State<App>,
    caller: Caller,
    Reader(lang): Reader,
    Named(id): Named<String>,
) -> Result<Response, ApiError> {
    let view = PlanJob::of(&app.plans, &*found(&app, &caller, &id)?, lang);
    Ok((spoken(lang), Json(view)).into_response())
}

/// Cancel a plan
///
/// What it has found is kept and shown as soon as a few days of it are simulated: ask the job
/// again. A job that has ended stays as it is.
#[utoipa::path(delete, path = "/v1/plans/{id}", tag = "plans",
    params(("id" = String, Path, description = "the job", example = "9f2c61d07be3a458")),
    responses((status = 200, description = "the job, which will stop", body = PlanJob),
        (status = 404, description = "no such job, or forgotten", body = Problem)))]
pub async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Reader(lang): Reader,
    Named(id): Named<String>,
) -> Result<Response, ApiError> {
    let job = found(&app, &caller, &id)?;
    app.plans.cancel(&job);
    Ok((spoken(lang), Json(PlanJob::of(&app.plans, &job, lang))).into_response())
}

/// What a plan found, as a document
///
/// The JSON that `tenfold plan --json` prints: every figure and table, and under `plan` the
/// staffing, which can be sent again to be simulated.
#[utoipa::path(get, path = "/v1/plans/{id}/document", tag = "plans",
    params(("id" = String, Path, description = "the job", example = "9f2c61d07be3a458")),
    responses(
        (status = 200, description = "the document", body = Object,
            example = json!({"answer": "proven", "tables": {}, "plan": {}})),
        (status = 404, description = "no such job, or forgotten", body = Problem),
        (status = 409, description = "it has nothing to show, or not yet", body = Problem)))]
pub async fn document(
    State(app): State<App>,
    caller: Caller,
    Named(id): Named<String>,
) -> Result<Response, ApiError> {
    let document = kept(&app, &caller, &id)?.document.clone();
    Ok(([(header::CONTENT_TYPE, "application/json")], document).into_response())
}

/// What a plan found, as a page to print
///
/// One page that needs no other file, in both languages; it opens in the one that
/// `Accept-Language` prefers.
#[utoipa::path(get, path = "/v1/plans/{id}/report", tag = "plans",
    params(("id" = String, Path, description = "the job", example = "9f2c61d07be3a458")),
    responses(
        (status = 200, description = "the page", body = String, content_type = "text/html",
            example = "<!doctype html>"),
        (status = 404, description = "no such job, or forgotten", body = Problem),
        (status = 409, description = "it has nothing to show, or not yet", body = Problem)))]
pub async fn report(
    State(app): State<App>,
    caller: Caller,
    Reader(lang): Reader,
    Named(id): Named<String>,
) -> Result<Response, ApiError> {
    let kept = kept(&app, &caller, &id)?;
    let page = html::opened_in(kept.page.as_ref().ok_or(ApiError::NothingFound)?, lang);
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, page_policy()),
    ];
    Ok((headers, spoken(lang), page).into_response())
}

/// The page may use the style and the script that stand in it, and nothing else at all.
fn page_policy() -> &'static str {
    static POLICY: OnceLock<String> = OnceLock::new();
    POLICY.get_or_init(|| {
        let (style, script) = html::inline_parts();
        policy(&style, Some(&script))
    })
}

/// A policy that lets this style and this script through, and nothing else.
pub(super) fn policy(style: &str, script: Option<&str>) -> String {
    let (style, script) = (hash(style), script.map_or("'none'".to_owned(), hash));
    format!(
        "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    )
}

/// How a policy names a text that it lets through.
pub(super) fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text)))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_agrees_with_the_published_vectors() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xff, 0xef, 0xbe]), "/+++");
    }
}
