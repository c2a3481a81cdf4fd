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
use super::said::Said;
use crate::service::Service;
use crate::service::query::access::AccessPage;
use crate::storage::tables::access::Filter;
use crate::storage::tables::reference::TokenMark;

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
        let words = words.join(", ");
        Said::new(format!("subject 须为下列之一：{words}"), format!("subject is one of {words}"))
    };
    let moment = |name| {
        let en = format!("{name} is a number of milliseconds since 1970");
        Said::new(format!("{name} 须为 1970 年以来的毫秒数"), en)
    };
    let from = parsed(&asked.from_ms, |text| text.parse().ok().map(At), || moment("from_ms"))?;
    let to = parsed(&asked.to_ms, |text| text.parse().ok().map(At), || moment("to_ms"))?;
    if from.zip(to).is_some_and(|(from, to)| from >= to) {
        let said = Said::new("from_ms 须早于 to_ms", "from_ms comes before to_ms");
        return Err(ApiError::Unreadable(said));
    }
    let staff = |text: &str| text.parse().ok().map(StaffId);
    let staff = parsed(&asked.staff, staff, || {
        Said::new("staff 须为人员编号", "staff is the number of a person")
    })?;
    let mark = || {
        let en = "token is its mark of 16 hexadecimal digits, never the token itself";
        Said::new("token 须为令牌的 16 位十六进制标记，而非令牌本身", en)
    };
    let token = parsed(&asked.token, TokenMark::parse, mark)?;
    let subject = parsed(&asked.subject, AccessSubject::from_word, subjects)?;
    let number = || Said::new("before 须为数字", "before is a number");
    let before = parsed(&asked.before, |text| text.parse().ok(), number)?;
    let known = |text: &str| text.parse().ok().filter(|limit| (1..=LIMIT.1).contains(limit));
    let most = LIMIT.1;
    let range = || Said::new(format!("limit 须为 1 至 {most}"), format!("limit is 1 to {most}"));
    let limit = parsed(&asked.limit, known, range)?;
    let filter = Filter { before, from, to, staff, token, subject };
    Ok((filter, limit.unwrap_or(LIMIT.0)))
}

fn parsed<T>(
    given: &Option<String>,
    read: impl Fn(&str) -> Option<T>,
    help: impl Fn() -> Said,
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
