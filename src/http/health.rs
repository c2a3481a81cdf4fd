//! What machines ask to know whether the service lives, takes work and how it does.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::App;
use super::problem::{ApiError, Problem};
use crate::service::clock;
use crate::service::writer::Unavailable;

/// The process lives
#[utoipa::path(get, path = "/healthz", tag = "service",
    responses((status = 200, description = "it lives", body = String, example = "ok")))]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// New work is taken
///
/// 503 while the service stops or its store takes no writes, with why and what to do. Questions
/// are answered all the same. A store that failed is tried again by asking, at most once a second.
#[utoipa::path(get, path = "/readyz", tag = "service",
    responses(
        (status = 200, description = "it takes work", body = String, example = "ready"),
        (status = 503, description = "it takes none now", body = Problem)))]
pub async fn readyz(State(app): State<App>) -> Response {
    if app.is_stopping() {
        return ApiError::Stopping.into_response();
    }
    match app.service.takes_writes().await {
        Ok(()) => "ready\n".into_response(),
        Err(why) => unready(why),
    }
}

/// Nothing was sent that could be kept or sent again, so that a command's words do not fit here.
/// Always 503, which is what those who ask understand.
fn unready(why: Unavailable) -> Response {
    let mut problem = ApiError::from(why).problem();
    let words = match why {
        Unavailable::DiskFull => [
            "not ready: the disk is full, no command is taken; questions are answered",
            "未就绪：磁盘已满，暂不接受操作；查询照常",
            "free space on the data volume; the service then goes on by itself",
            "请清理数据盘空间，之后服务自动恢复",
        ],
        Unavailable::StoreFailed => [
            "not ready: the store takes no writes, no command is taken; questions are answered",
            "未就绪：存储无法写入，暂不接受操作；查询照常",
            "see the service's log for the cause; when it is gone the service goes on by itself",
            "请在服务日志中查看原因，排除后服务自动恢复",
        ],
        Unavailable::Overloaded | Unavailable::Stopping => {
            return ApiError::from(why).into_response();
        }
    };
    let status = StatusCode::SERVICE_UNAVAILABLE;
    problem.status = status.as_u16();
    problem.title = status.canonical_reason().unwrap_or_default().to_owned();
    [problem.en, problem.zh, problem.do_en, problem.do_zh] = words.map(str::to_owned);
    problem.detail = problem.en.clone();
    let headers = [(header::CONTENT_TYPE, "application/problem+json"), (header::RETRY_AFTER, "2")];
    let mut response = (status, headers, axum::Json(&problem)).into_response();
    // For `language`, which knows what the asker reads.
    response.extensions_mut().insert(problem);
    response
}

/// Counters and gauges in Prometheus' text format
///
/// No label holds personal data.
#[utoipa::path(get, path = "/metrics", tag = "service",
    responses((status = 200, description = "Prometheus text", body = String,
        example = "tenfold_commands_total 1")))]
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let boards = app.service.board.boards();
    let sum = |of: fn(&crate::service::progress::Progress) -> f64| boards.values().map(of).sum();
    let gauges: [(&str, &str, f64); 11] = [
        (
            "tenfold_queue_fullness",
            "Share of the writer's queue in use.",
            app.service.desk.fullness(),
        ),
        ("tenfold_viewers", "Screens that listen to the board.", app.live.viewers() as f64),
        ("tenfold_plans", "Plans that run or wait.", app.plans.under_way() as f64),
        (
            "tenfold_store_failing",
            "1 while the store takes no writes.",
            f64::from(u8::from(app.service.metrics.is_failing())),
        ),
        ("tenfold_registered", "People registered.", sum(|board| board.total.registered as f64)),
        (
            "tenfold_resulted",
            "People whose tube was called.",
            sum(|board| board.total.people[6] as f64),
        ),
        (
            "tenfold_law_broken",
            "Lanes and hours where people do not add up.",
            sum(|board| board.lanes.values().filter(|counts| !counts.law_holds()).count() as f64),
        ),
        (
            "tenfold_recollections_open",
            "Second swabs owed.",
            sum(|board| board.recollections.0 as f64),
        ),
        (
            "tenfold_recollections_late",
            "Second swabs past their limit.",
            sum(|board| board.recollections.1 as f64),
        ),
        (
            "tenfold_discrepancies_open",
            "Differences nobody has settled.",
            sum(|board| board.discrepancies as f64),
        ),
        (
            "tenfold_index_bytes",
            "Bytes of the indexes in memory.",
            sum(|board| board.index_bytes.0 as f64),
        ),
    ];
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    // Left out where reads are turned away: the rest must be seen then most of all.
    let endpoints = app.service.endpoint_metrics(clock::now()).await.unwrap_or_default();
    let upstreams = app.service.upstream_metrics(clock::now()).await.unwrap_or_default();
    (kind, app.service.metrics.text(&gauges) + &endpoints + &upstreams)
}
