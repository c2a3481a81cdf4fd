//! Published outcomes on their way to platforms, and for platforms that fetch them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use tenfold_domain::term::SkipReason;
use utoipa::{IntoParams, ToSchema};

use super::auth::Caller;
use super::body::{self, Asked as AskedFor, Named};
use super::deliveries::Nothing;
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::edge::upstream::Form;
use crate::service::outbox::push;
use crate::service::query::upstreams::{Behind, Skipped, UpstreamView};
use crate::service::{Service, clock};
use crate::storage::tables::skip::Asked;

/// Outcomes of an answer when nothing is asked for, and at most.
const LIMIT: (u32, u32) = (500, 5_000);

/// How the upstreams stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct UpstreamList {
    /// Those of the file, in the order they were first in it.
    pub upstreams: Vec<UpstreamView>,
}

/// Outcomes on their way to the platforms
///
/// Up to where each has taken them, what waits and since when, and why the last try failed. A
/// batch is never left out by itself: refused for good (4xx but 408, 425 and 429), the upstream is
/// held, until somebody says `resume`, or `skip` with a reason.
#[utoipa::path(get, path = "/v1/upstreams", tag = "service",
    responses((status = 200, description = "the upstreams", body = UpstreamList)))]
pub async fn list(
    State(service): State<Arc<Service>>,
    caller: Caller,
) -> Result<Json<UpstreamList>, ApiError> {
    let upstreams = service.upstreams(caller.region, clock::now()).await?;
    Ok(Json(UpstreamList { upstreams }))
}

/// An upstream that is held goes on
///
/// Its batch is made anew, with what is wrong put right: another size by the file, another address,
/// or the platform mended. Asked of one that is not held, nothing changes.
#[utoipa::path(post, path = "/v1/upstreams/{name}/resume", tag = "service",
    params(("name" = String, Path, description = "the upstream's name")),
    request_body(content = Nothing, description = "nothing has to be said"),
    responses((status = 200, description = "the upstream as it stands", body = UpstreamView),
        (status = 404, description = "no such upstream", body = Problem)))]
pub async fn resume(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Named(name): Named<String>,
) -> Result<Json<UpstreamView>, ApiError> {
    let found = service.resume_upstream(caller.region, &name, clock::now()).await?;
    let found = found.ok_or(ApiError::NotFound)?;
    tracing::info!(name, staff = caller.bearer.staff.0, "an upstream goes on by hand");
    Ok(Json(found))
}

/// Which batch is left out, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// The batch under way, by its last outcome: `open_upto` of the upstream.
    #[schema(example = 10_442)]
    pub upto: u64,
    /// Why, a word: carried (told by other means), known (the platform has them) or asked (the
    /// platform asks to leave them out).
    #[schema(example = "carried")]
    pub reason: String,
}

/// A batch that an upstream never takes is left out
///
/// The outcomes in it do not leave for this upstream any more, and it goes on with the next. Only
/// the batch under way, named by its end, and only after a try in vain; who, when, why and which
/// outcomes stay with the upstream (`skipped`). Asked again, nothing changes.
#[utoipa::path(post, path = "/v1/upstreams/{name}/skip", tag = "service",
    params(("name" = String, Path, description = "the upstream's name")),
    request_body = Skip,
    responses((status = 200, description = "the upstream as it stands", body = UpstreamView),
        (status = 404, description = "no such upstream", body = Problem),
        (status = 422, description = "another batch is under way, it was not tried in vain, or no \
            reason of the list", body = Problem)))]
pub async fn skip(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Named(name): Named<String>,
    body::Json(skip): body::Json<Skip>,
) -> Result<Json<UpstreamView>, ApiError> {
    let said = |zh: String, en: String| ApiError::Unreadable(Said::new(zh, en));
    let reason = SkipReason::from_word(&skip.reason).ok_or_else(|| {
        let words: Vec<&str> = SkipReason::ALL.iter().map(|reason| reason.word()).collect();
        let list = words.join(", ");
        said(format!("reason 须为下列之一：{list}"), format!("reason is one of {list}"))
    })?;
    let (staff, device) = (caller.bearer.staff, caller.bearer.device);
    let asked = Asked { upto: skip.upto, reason, staff, device, at: clock::now() };
    match service.skip_upstream(caller.region, &name, asked).await? {
        Skipped::Asked(view) => {
            tracing::warn!(name, staff = staff.0, reason = reason.word(), "a batch is left out");
            Ok(Json(*view))
        }
        Skipped::Unknown => Err(ApiError::NotFound),
        Skipped::NotUnderWay => Err(said(
            "upto 不是正在上报的批次（见 open_upto），或该批次尚未上报失败".into(),
            "upto ends no batch under way (see open_upto), or it was not tried in vain yet".into(),
        )),
    }
}

/// Which outcomes; read here and not by the extractor, so that a bad one is named.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OutcomesAsked {
    /// Behind this cursor: `tenfold-cursor` of the answer before; from the first when absent.
    #[param(value_type = Option<u64>)]
    after: Option<String>,
    /// Outcomes at most, 1 to 5000; 500 when not given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 5000)]
    limit: Option<String>,
    /// json, csv, hl7, fhir-r4 or fhir-r5; json when not given.
    form: Option<String>,
}

/// Cursor, limit and form.
fn read(asked: &OutcomesAsked) -> Result<(u64, u32, Form), ApiError> {
    let said = |zh: &str, en: &str| ApiError::Unreadable(Said::new(zh, en));
    let known = |text: &str| text.parse().ok().filter(|after| *after <= i64::MAX.unsigned_abs());
    let after = asked.after.as_deref().map(|text| {
        let zh = "after 须为上一次应答的 tenfold-cursor，如 10442";
        known(text).ok_or_else(|| said(zh, "after is `tenfold-cursor` of the answer before"))
    });
    let within = |text: &str| text.parse().ok().filter(|limit| (1..=LIMIT.1).contains(limit));
    let limit = asked
        .limit
        .as_deref()
        .map(|text| within(text).ok_or_else(|| said("limit 须为 1 至 5000", "limit is 1 to 5000")));
    let form = asked.form.as_deref().map(|word| {
        let zh = "form 须为 json、csv、hl7、fhir-r4 或 fhir-r5";
        let en = "form is json, csv, hl7, fhir-r4 or fhir-r5";
        Form::from_word(word).ok_or_else(|| said(zh, en))
    });
    let (after, limit) = (after.transpose()?.unwrap_or(0), limit.transpose()?.unwrap_or(LIMIT.0));
    Ok((after, limit, form.transpose()?.unwrap_or(Form::Json)))
}

/// Published outcomes for a platform that fetches them
///
/// In the order they were published, a tube an outcome; one whose call was corrected comes again,
/// as `corrected`. Nobody is named. The headers `tenfold-cursor` (ask for what follows with
/// `after` of it), `tenfold-count`, and of what is not empty `tenfold-first`, `tenfold-last` and
/// `tenfold-batch` stand beside the body. The same cursor and limit give the same once more.
#[utoipa::path(get, path = "/v1/outcomes", tag = "questions", params(OutcomesAsked),
    responses((status = 200, description = "outcomes, a line each in the form json", body = String,
            content_type = "application/x-ndjson"),
        (status = 422, description = "a cursor that this service never gave, or another bad \
            question; the detail says which", body = Problem)))]
pub async fn outcomes(
    State(service): State<Arc<Service>>,
    caller: Caller,
    AskedFor(asked): AskedFor<OutcomesAsked>,
) -> Result<Response, ApiError> {
    let (after, limit, form) = read(&asked)?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.content_type()));
    let batch = match service.outcomes_behind(caller.region, form, (after, limit)).await? {
        Behind::Some(batch) => batch,
        Behind::None => {
            headers.insert("tenfold-cursor", HeaderValue::from(after));
            headers.insert("tenfold-count", HeaderValue::from(0));
            return Ok((headers, String::new()).into_response());
        }
        Behind::Ahead => {
            return Err(ApiError::Unreadable(Said::new(
                "after 大于本系统最后一条记录：游标不属于本任务，或系统由较早的备份恢复；请从头获取",
                "after lies beyond the last record: the cursor is of another campaign, or this \
                 service was restored from an older copy; begin anew without it",
            )));
        }
    };
    let named = [("tenfold-batch", batch.id.clone())];
    for (name, value) in push::headers(&batch).into_iter().chain(named) {
        headers.insert(name, HeaderValue::from_str(&value).map_err(|_| ApiError::Internal)?);
    }
    Ok((headers, batch.body).into_response())
}
