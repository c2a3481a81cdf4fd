//! Who looked at personal data, for whoever audits it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tenfold_domain::code::StaffId;
use tenfold_domain::term::AccessSubject;
use tenfold_domain::time::At;
use utoipa::IntoParams;

use super::auth::Caller;
use super::body::Asked;
use super::problem::{ApiError, Problem};
use crate::service::Service;
use crate::service::query::access::AccessPage;
use crate::storage::sqlite::access::Filter;
use crate::storage::sqlite::reference::TokenMark;

/// Rows of a page when nothing is asked for, and at most.
const LIMIT: (u32, u32) = (100, 1_000);

/// Which rows; read here and not by the extractor, so that a bad one is named.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Accesses {
    /// From this moment on, in milliseconds since 1970.
    #[param(value_type = Option<i64>)]
    from_ms: Option<String>,
    /// Before this moment, in milliseconds since 1970.
    #[param(value_type = Option<i64>)]
    to_ms: Option<String>,
    /// By this person.
    #[param(value_type = Option<u32>)]
    staff: Option<String>,
    /// With this token: its mark of 16 hexadecimal digits, as `tenfold token list` shows it.
    token: Option<String>,
    /// What was seen: person, kept_command or roster.
    subject: Option<String>,
    /// Rows at most, 1 to 1000; 100 when not given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000)]
    limit: Option<String>,
    /// Older than the row of this number: `next` of the page before.
    #[param(value_type = Option<i64>)]
    before: Option<String>,
}

/// What is asked for, or which part of it cannot be.
fn filter(asked: &Accesses) -> Result<(Filter, u32), ApiError> {
    let subjects = || {
        let words: Vec<&str> = AccessSubject::ALL.iter().map(|subject| subject.word()).collect();
        format!("subject is one of {}", words.join(", "))
    };
    let moment = |name| format!("{name} is a number of milliseconds since 1970");
    let from = parsed(&asked.from_ms, |text| text.parse().ok().map(At), || moment("from_ms"))?;
    let to = parsed(&asked.to_ms, |text| text.parse().ok().map(At), || moment("to_ms"))?;
    if from.zip(to).is_some_and(|(from, to)| from >= to) {
        return Err(ApiError::Unreadable("from_ms comes before to_ms".into()));
    }
    let staff = |text: &str| text.parse().ok().map(StaffId);
    let staff = parsed(&asked.staff, staff, || "staff is the number of a person".into())?;
    let mark = || "token is its mark of 16 hexadecimal digits, never the token itself".into();
    let token = parsed(&asked.token, TokenMark::parse, mark)?;
    let subject = parsed(&asked.subject, AccessSubject::from_word, subjects)?;
    let before = parsed(&asked.before, |text| text.parse().ok(), || "before is a number".into())?;
    let known = |text: &str| text.parse().ok().filter(|limit| (1..=LIMIT.1).contains(limit));
    let limit = parsed(&asked.limit, known, || format!("limit is 1 to {}", LIMIT.1))?;
    let filter = Filter { before, from, to, staff, token, subject };
    Ok((filter, limit.unwrap_or(LIMIT.0)))
}

fn parsed<T>(
    given: &Option<String>,
    read: impl Fn(&str) -> Option<T>,
    help: impl Fn() -> String,
) -> Result<Option<T>, ApiError> {
    let Some(text) = given else { return Ok(None) };
    read(text).map(Some).ok_or_else(|| ApiError::Unreadable(help()))
}

/// Who looked at personal data
///
/// Everybody who saw it whole, when and why: persons unmasked, kept commands opened, rosters
/// written out. Newest first. Names nobody: a person is a look-up key.
#[utoipa::path(get, path = "/v1/access", tag = "questions", params(Accesses),
    responses((status = 200, description = "a page of the access log", body = AccessPage),
        (status = 422, description = "a filter that cannot be; the detail names it",
            body = Problem)))]
pub async fn list(
    service: State<Arc<Service>>,
    caller: Caller,
    Asked(asked): Asked<Accesses>,
) -> Result<Json<AccessPage>, ApiError> {
    let (filter, limit) = filter(&asked)?;
    Ok(Json(service.accesses(caller.region, filter, limit).await?))
}
