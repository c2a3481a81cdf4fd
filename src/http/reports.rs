//! `POST /v1/outcome/report`: a resident's own report as a page. `POST /v1/reports/check` and
//! `GET /v1/reports/keys`: whether one that somebody shows is genuine, for anybody.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::body::Json;
use super::outcome::{CertificateView, Slip, person};
use super::problem::{ApiError, Problem};
use super::said::Said;
use super::server::Peer;
use crate::edge::label::pdf::Pdf;
use crate::edge::label::report::A5;
use crate::edge::statement::Statement;
use crate::service::Service;
use crate::service::resident::checked::ReportKey;
use crate::service::resident::paper::{self, Unreported};
use crate::service::vault::hex;

/// A resident's own report
///
/// A page of A5 in Chinese and English, for the same document and receipt as the outcome, with the
/// same answers to whoever has only one of the two. It holds the result, the method and its
/// detection limit, when it was tested (R140), negative certificates, and a code that anybody can
/// check. The name and the document are masked. Of an outcome that is not final, and of a second
/// test, there is none; nor without the font of `serve --label-font`, which draws the Chinese.
#[utoipa::path(post, path = "/v1/outcome/report", tag = "residents", request_body = Slip,
    responses(
        (status = 200, description = "the report",
            content((String = "application/pdf", example = "%PDF-1.4"))),
        (status = 404, description = "unknown, wrong or malformed: nobody learns which",
            body = Problem),
        (status = 409, description = "there is no report of it; the detail says why",
            body = Problem),
        (status = 429, description = "too many attempts; see Retry-After", body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn make(
    State(app): State<App>,
    Extension(Peer(peer)): Extension<Peer>,
    Json(slip): Json<Slip>,
) -> Result<Response, ApiError> {
    // A name in boxes is no name: which font a viewer takes instead nobody knows.
    let font = app.label_font.clone().ok_or_else(no_font)?;
    let person = person(&app.service, &slip.document);
    let made = paper::report(&app.service, peer, person, &slip.receipt).await;
    let paper = made.map_err(ApiError::from)?;
    let draw = tokio::task::spawn_blocking(move || {
        let code = match &app.public_url {
            Some(url) => format!("{url}/check#{}", paper.statement),
            None => paper.statement.clone(),
        };
        let label = paper.report(&code).label().map_err(|_| ApiError::Internal)?;
        let mut bytes = Vec::new();
        let mut pdf = Pdf::new(A5, &mut bytes).with_font(Some(font));
        pdf.add(&label, &mut bytes);
        pdf.finish(&mut bytes);
        Ok::<_, ApiError>(bytes)
    });
    let bytes = draw.await.map_err(|_| ApiError::Internal)??;
    let name = "attachment; filename=\"report.pdf\"";
    let kinds = [(header::CONTENT_TYPE, "application/pdf"), (header::CONTENT_DISPOSITION, name)];
    Ok((kinds, bytes).into_response())
}

fn no_font() -> ApiError {
    ApiError::NoReport(Said::new(
        "服务器没有中文字体，无法出具报告；请管理员以 tenfold serve --label-font 启动",
        "the server has no font for Chinese, so it makes no reports; the administrator starts it \
         with tenfold serve --label-font",
    ))
}

impl From<Unreported> for ApiError {
    fn from(why: Unreported) -> ApiError {
        match why {
            Unreported::Untold(why) => why.into(),
            Unreported::NoTest(outcome) => ApiError::NoReport(Said::new(
                format!("目前没有报告。{}", outcome.zh()),
                format!("there is no report now. {}", outcome.en()),
            )),
            Unreported::NoAssay(kit) => {
                tracing::warn!(?kit, "no report: its file has no method and detection limit");
                ApiError::NoReport(Said::new(
                    "未录入该次检测的方法和检测限，无法出具报告；请联系检测机构",
                    "how it was tested and the detection limit are not known here, so there is no \
                     report; ask the laboratory",
                ))
            }
            Unreported::Unmade => ApiError::Internal,
        }
    }
}

/// What the code of a report says.
#[derive(Deserialize, ToSchema)]
pub struct Shown {
    /// The text of the QR: `TR` and what follows.
    #[schema(example = "TR040M1AFE9ZH2")]
    pub statement: String,
}

/// Whether a report is genuine and holds.
#[derive(Serialize, ToSchema)]
pub struct CheckedView {
    /// `genuine`, `expired`, `superseded`, `revoked`, `altered` or `unreadable`.
    #[schema(value_type = String, example = "genuine")]
    pub verdict: &'static str,
    /// What that means, in Chinese.
    pub zh: &'static str,
    /// What that means, in English.
    pub en: &'static str,
    /// What the report says where it is genuine, to be held against the paper and the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportView>,
}

/// What a genuine report says.
#[derive(Serialize, ToSchema)]
pub struct ReportView {
    /// County or district.
    #[schema(example = 360_781)]
    pub region: u32,
    /// Whose it is, masked.
    #[schema(example = "张*三")]
    pub name: String,
    /// Whether the virus was detected.
    #[schema(example = false)]
    pub detected: bool,
    /// How it was tested: `rt_pcr`, `isothermal` or `digital_pcr`.
    #[schema(value_type = String, example = "rt_pcr")]
    pub method: &'static str,
    /// The fewest copies in a millilitre that the kit detects.
    #[schema(example = 500)]
    pub detection_limit_copies_per_ml: u32,
    /// Number of the laboratory.
    #[schema(example = 2)]
    pub lab: u32,
    /// When the swab was taken: milliseconds since 1970, in whole minutes as all of these.
    #[schema(example = 1_648_771_200_000_i64)]
    pub sampled_at_ms: i64,
    /// When it was tested.
    #[schema(example = 1_648_789_200_000_i64)]
    pub tested_at_ms: i64,
    /// When the report was made.
    #[schema(example = 1_648_800_000_000_i64)]
    pub issued_at_ms: i64,
    /// Negative certificates, also those that have ended.
    pub certificates: Vec<CertificateView>,
}

impl ReportView {
    /// A statement in the words of the interface.
    pub fn of(statement: Statement) -> ReportView {
        ReportView {
            region: statement.region.0,
            detected: statement.detected,
            method: statement.assay.method.word(),
            detection_limit_copies_per_ml: statement.assay.limit_copies_per_ml,
            lab: statement.lab.0,
            sampled_at_ms: statement.sampled_at.0,
            tested_at_ms: statement.tested_at.0,
            issued_at_ms: statement.issued_at.0,
            certificates: statement.certificates().map(CertificateView::of).collect(),
            name: statement.name,
        }
    }
}

/// Whether a report is genuine
///
/// For anybody who is shown one. Beside the signature, which the keys alone tell, the service says
/// `superseded` where something later speaks against it, and never what. Nothing is told of a
/// report that is not genuine.
#[utoipa::path(post, path = "/v1/reports/check", tag = "residents", request_body = Shown,
    responses(
        (status = 200, description = "the verdict", body = CheckedView),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn check(
    State(service): State<Arc<Service>>,
    Json(shown): Json<Shown>,
) -> Result<axum::Json<CheckedView>, ApiError> {
    Ok(axum::Json(match service.check_report(&shown.statement).await? {
        Ok(statement) => CheckedView {
            verdict: "genuine",
            zh: "报告真实有效；请与持有人及纸面内容核对",
            en: "genuine; hold it against the paper and its holder",
            report: Some(ReportView::of(statement)),
        },
        Err((doubt, statement)) => CheckedView {
            verdict: doubt.word(),
            zh: doubt.zh(),
            en: doubt.en(),
            report: statement.map(ReportView::of),
        },
    }))
}

/// The keys that reports are checked with.
#[derive(Serialize, ToSchema)]
pub struct KeysView {
    /// Every key of every region, the newest of each last.
    pub keys: Vec<KeyView>,
}

/// A key.
#[derive(Serialize, ToSchema)]
pub struct KeyView {
    /// County or district.
    #[schema(example = 360_781)]
    pub region: u32,
    /// Number of the key, which stands in each statement.
    #[schema(example = 1)]
    pub number: u8,
    /// Ed25519, 64 hexadecimal digits.
    #[schema(example = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")]
    pub public_key: String,
    /// When it was made: milliseconds since 1970.
    #[schema(example = 1_648_771_200_000_i64)]
    pub made_at_ms: i64,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at_ms: Option<i64>,
}

/// Public keys of reports
///
/// With them anybody checks a report without a network: `tenfold report check --keys FILE`. They
/// cannot tell what came after a report; ask `/v1/reports/check` for that.
#[utoipa::path(get, path = "/v1/reports/keys", tag = "residents",
    responses(
        (status = 200, description = "the keys", body = KeysView),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn keys(State(service): State<Arc<Service>>) -> Result<axum::Json<KeysView>, ApiError> {
    let keys = service.report_keys().await?;
    Ok(axum::Json(KeysView { keys: keys.into_iter().map(KeyView::of).collect() }))
}

impl KeyView {
    fn of(key: ReportKey) -> KeyView {
        KeyView {
            region: key.region,
            number: key.number,
            public_key: hex(&key.public_key),
            made_at_ms: key.made_at.0,
            revoked_at_ms: key.revoked_at.map(|at| at.0),
        }
    }
}
