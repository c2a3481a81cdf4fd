//! `POST /v1/labels/tubes` and `/v1/labels/boxes`: new codes of a site, handed out and printed.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tenfold_domain::code::SiteId;
use utoipa::ToSchema;

use super::App;
use super::auth::Caller;
use super::body::Json;
use super::problem::{ApiError, Problem};
use super::said::Said;
use super::sheet::{Asked, Order, What};
use super::stream;
use crate::edge::block::Numbering;
use crate::service::labels::{Keeper, LEDGER_FILE, NotHandedOut, hand_out};

/// A sheet of tube labels.
#[derive(Deserialize, ToSchema)]
pub struct Sheet {
    /// Number of the site; a token of one site prints for that one.
    #[schema(example = 1)]
    pub site: u32,
    /// How many codes, 1 to 10,000.
    #[schema(example = 100, minimum = 1, maximum = 10_000)]
    pub count: u32,
    /// Labels with each code, 1 to 9; two when absent: one for the tube, one for the notice.
    #[schema(example = 2, minimum = 1, maximum = 9)]
    pub copies: Option<u8>,
    /// Number of the printer, 0 to 9, which stands in the code; 0 when absent.
    #[schema(example = 0, maximum = 9)]
    pub printer: Option<u8>,
    /// `pdf` or `zpl`; `pdf` when absent.
    #[schema(example = "pdf")]
    pub format: Option<String>,
    /// Label stock, as `tenfold labels` names it; `a4-40` when absent.
    #[schema(example = "a4-40")]
    pub stock: Option<String>,
    /// People in each tube, when they are all for one size.
    #[schema(example = 10, minimum = 1, maximum = 20)]
    pub capacity: Option<u8>,
    /// Whether Chinese is drawn from the font that the server was given; when absent, it is where
    /// there is one.
    pub chinese: Option<bool>,
    /// Font in the ZPL printer that holds Chinese; nothing is drawn for it then.
    #[schema(example = "E:SIMSUN.TTF")]
    pub printer_font: Option<String>,
    /// Begin the ledger of handed-out codes, the first time only.
    #[serde(default)]
    pub begin: bool,
}

/// A sheet of box labels, with room to write.
#[derive(Deserialize, ToSchema)]
pub struct BoxSheet {
    /// Number of the site; a token of one site prints for that one.
    #[schema(example = 1)]
    pub site: u32,
    /// How many codes, 1 to 10,000.
    #[schema(example = 8, minimum = 1, maximum = 10_000)]
    pub count: u32,
    /// Number of the printer, 0 to 9, which stands in the code; 0 when absent.
    #[schema(example = 0, maximum = 9)]
    pub printer: Option<u8>,
    /// `pdf` or `zpl`; `pdf` when absent.
    #[schema(example = "pdf")]
    pub format: Option<String>,
    /// Label stock of 90 x 60 mm or more, as `tenfold labels` names it; `a4-8` when absent.
    #[schema(example = "a4-8")]
    pub stock: Option<String>,
    /// Whether Chinese is drawn from the font that the server was given; when absent, it is where
    /// there is one.
    pub chinese: Option<bool>,
    /// Font in the ZPL printer that holds Chinese; nothing is drawn for it then.
    #[schema(example = "E:SIMSUN.TTF")]
    pub printer_font: Option<String>,
    /// Begin the ledger of handed-out codes, the first time only.
    #[serde(default)]
    pub begin: bool,
}

impl From<Sheet> for Asked {
    fn from(sheet: Sheet) -> Asked {
        let (copies, capacity) = (sheet.copies.unwrap_or(2), sheet.capacity);
        Asked {
            what: What::Tubes { copies, capacity },
            site: SiteId(sheet.site),
            count: sheet.count,
            printer: sheet.printer.unwrap_or(0),
            format: sheet.format,
            stock: sheet.stock,
            chinese: sheet.chinese,
            printer_font: sheet.printer_font,
            begin: sheet.begin,
        }
    }
}

impl From<BoxSheet> for Asked {
    fn from(sheet: BoxSheet) -> Asked {
        Asked {
            what: What::Boxes,
            site: SiteId(sheet.site),
            count: sheet.count,
            printer: sheet.printer.unwrap_or(0),
            format: sheet.format,
            stock: sheet.stock,
            chinese: sheet.chinese,
            printer_font: sheet.printer_font,
            begin: sheet.begin,
        }
    }
}

impl From<NotHandedOut> for ApiError {
    fn from(why: NotHandedOut) -> ApiError {
        tracing::warn!(%why, "no codes were handed out");
        // Where the file lies is nobody's business on the line.
        let (zh, en) = match why {
            NotHandedOut::Absent(_) => (
                "没有标签台账；首次使用请加 begin: true，遗失的请先恢复".to_owned(),
                "there is no ledger of codes; the first time say begin: true, and bring a lost one \
                 back"
                    .to_owned(),
            ),
            NotHandedOut::Present(_) => (
                "标签台账已存在；请去掉 begin".to_owned(),
                "the ledger of codes is there already; leave begin out".to_owned(),
            ),
            NotHandedOut::Block(_, error) => {
                ("编码已用尽，或台账损坏，或协议没有可打印的编码规则".to_owned(), error.to_string())
            }
            NotHandedOut::File(..) => return ApiError::Store,
            NotHandedOut::Store(error) => return error.into(),
        };
        ApiError::NotHandedOut(Said::new(zh, en))
    }
}

/// New tube codes as labels
///
/// Codes of the site's block are handed out, kept in the ledger that `tenfold labels` keeps too,
/// and printed. Each request hands out new ones: a sheet that was lost on the way is lost, and no
/// code comes twice.
#[utoipa::path(post, path = "/v1/labels/tubes", tag = "labels", request_body = Sheet,
    responses(
        (status = 200, description = "the sheet, as it is drawn",
            content((String = "application/pdf", example = "%PDF-1.4"),
                (String = "application/zpl", example = "^XA"))),
        (status = 409, description = "no codes are handed out; the detail says why",
            body = Problem),
        (status = 422, description = "no such site, stock, font or number of labels",
            body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn tubes(
    State(app): State<App>,
    caller: Caller,
    Json(sheet): Json<Sheet>,
) -> Result<Response, ApiError> {
    print(&app, &caller, sheet.into()).await
}

/// New box codes as labels
///
/// As tube labels, one a box: bars, a QR, and lines on which tubes and the oldest first swab are
/// written at the seal.
#[utoipa::path(post, path = "/v1/labels/boxes", tag = "labels", request_body = BoxSheet,
    responses(
        (status = 200, description = "the sheet, as it is drawn",
            content((String = "application/pdf", example = "%PDF-1.4"),
                (String = "application/zpl", example = "^XA"))),
        (status = 409, description = "no codes are handed out; the detail says why",
            body = Problem),
        (status = 422, description = "no such site, stock, font or number of labels",
            body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn boxes(
    State(app): State<App>,
    caller: Caller,
    Json(sheet): Json<BoxSheet>,
) -> Result<Response, ApiError> {
    print(&app, &caller, sheet.into()).await
}

async fn print(app: &App, caller: &Caller, asked: Asked) -> Result<Response, ApiError> {
    let order = Order::of(app, caller, &asked)?;
    let place = app.bulk.clone().try_acquire_owned().map_err(|_| ApiError::BulkFull)?;
    let campaign = app.service.campaigns.get(&caller.region).ok_or(ApiError::NotFound)?;
    let ledger = Keeper::of(&app.service.data).map_err(NotHandedOut::from)?;
    let blocked = |error| ApiError::from(NotHandedOut::Block(LEDGER_FILE.into(), error));
    let numbering = Numbering::of(asked.what.rules(&campaign.protocol)).map_err(blocked)?;
    // A stock that is too small shows before a number is handed out.
    let widest = numbering.widest().map(|code| order.label(code, 1)).transpose();
    widest.map_err(|error| {
        ApiError::Unreadable(Said::new("标签纸太小，放不下可读的条码", error.to_string()))
    })?;
    let kind = order.media_type();
    let owner = (asked.what.kind(), asked.site, asked.printer);
    let (sender, body) = stream::answer();
    let (count, begin) = (asked.count, asked.begin);
    let handed_out = tokio::task::spawn_blocking(move || {
        let block = hand_out(&ledger, begin, &numbering, (owner, count))?;
        Ok::<_, NotHandedOut>((block, numbering))
    });
    let (block, numbering) = handed_out.await.map_err(|_| ApiError::Internal)??;
    tokio::task::spawn_blocking(move || {
        // Whoever asked may have gone; the codes are handed out all the same.
        let _ = order.print(&numbering, &block, &sender);
        drop(place);
    });
    Ok(([(header::CONTENT_TYPE, kind)], body).into_response())
}
