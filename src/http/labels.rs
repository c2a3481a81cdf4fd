//! `POST /v1/labels/tubes`: new tube codes of a site, handed out and printed.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tenfold_domain::code::{SiteId, TubeCode};
use tenfold_domain::refusal::Refusal;
use tokio::sync::mpsc::Sender;
use utoipa::ToSchema;

use super::App;
use super::auth::Caller;
use super::body::Json;
use super::problem::{ApiError, Problem};
use super::said::Said;
use super::stream;
use crate::edge::block::{Block, Kind, Numbering};
use crate::edge::label::pdf::Pdf;
use crate::edge::label::zpl::Printer;
use crate::edge::label::{Label, LabelError, PlaceName, STOCKS, Square, Stock, TubeLabel};
use crate::service::labels::{LEDGER_FILE, NotHandedOut, hand_out};

/// Most codes of one request: a day's of a large site. A roll of a million is the command line's.
const COUNT_MAX: u32 = 10_000;
const COPIES_MAX: u8 = 9;
/// A piece of the answer, in bytes, before it goes on its way.
const PIECE_BYTES: usize = 64 << 10;

/// A sheet of labels.
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
    /// Begin the ledger of handed-out codes, the first time only.
    #[serde(default)]
    pub begin: bool,
}

/// A sheet that can be printed.
struct Order {
    site: PlaceName,
    stock: Stock,
    copies: u8,
    capacity: Option<u8>,
    zpl: bool,
}

fn must(good: bool, zh: &str, en: &str) -> Result<(), ApiError> {
    if good { Ok(()) } else { Err(ApiError::Unreadable(Said::new(zh, en))) }
}

impl Order {
    fn of(app: &App, caller: &Caller, sheet: &Sheet) -> Result<Order, ApiError> {
        if caller.bearer.scope.site.is_some_and(|only| only != SiteId(sheet.site)) {
            return Err(ApiError::Refused(Refusal::SiteNotYours));
        }
        let campaign = app.service.campaigns.get(&caller.region).ok_or(ApiError::NotFound)?;
        let site = campaign.sites.iter().find(|site| site.id == SiteId(sheet.site));
        let site = site.ok_or(ApiError::Refused(Refusal::SiteUnknown))?;
        let many = (1..=COUNT_MAX).contains(&sheet.count);
        must(many, "count 须为 1 至 10000", "count is 1 to 10000")?;
        let copies = sheet.copies.unwrap_or(2);
        must((1..=COPIES_MAX).contains(&copies), "copies 须为 1 至 9", "copies is 1 to 9")?;
        let fits = sheet.capacity.is_none_or(|capacity| (1..=20).contains(&capacity));
        must(fits, "capacity 须为 1 至 20", "capacity is 1 to 20")?;
        let format = sheet.format.as_deref().unwrap_or("pdf");
        must(["pdf", "zpl"].contains(&format), "format 须为 pdf 或 zpl", "format is pdf or zpl")?;
        let unknown = || {
            let names = STOCKS.map(|stock| stock.name).join(", ");
            let zh = format!("stock 须为下列之一：{names}");
            ApiError::Unreadable(Said::new(zh, format!("stock is one of {names}")))
        };
        let stock = Stock::named(sheet.stock.as_deref().unwrap_or("a4-40")).ok_or_else(unknown)?;
        let (number, zh, en) = (sheet.site, site.name_zh.clone(), site.name_en.clone());
        let site = PlaceName { number, zh, en };
        Ok(Order { site, stock, copies, capacity: sheet.capacity, zpl: format == "zpl" })
    }

    fn label(&self, code: TubeCode, copy: u8) -> Result<Label, LabelError> {
        let (site, square) = (&self.site, Square::DataMatrix);
        let copy = (copy, self.copies);
        let label = TubeLabel { code, site, square, capacity: self.capacity, day: None, copy };
        label.label(self.stock.label)
    }

    /// Draws every copy of every code of a block; stops when nobody listens any more.
    fn print(&self, numbering: &Numbering, block: &Block, to: &Sender<Bytes>) -> Option<()> {
        let printer = Printer::default();
        let mut bytes = Vec::with_capacity(2 * PIECE_BYTES);
        let mut text = String::new();
        let mut pdf = (!self.zpl).then(|| Pdf::new(self.stock, &mut bytes));
        for code in numbering.codes(block).map(TubeCode) {
            for copy in 1..=self.copies {
                // As wide as the widest, which was drawn before a code was handed out.
                let label = self.label(code, copy).ok()?;
                match &mut pdf {
                    Some(pdf) => pdf.add(&label, &mut bytes),
                    None => {
                        printer.render(&label, &mut text);
                        bytes.extend_from_slice(text.as_bytes());
                        text.clear();
                    }
                }
            }
            if bytes.len() >= PIECE_BYTES {
                to.blocking_send(std::mem::take(&mut bytes).into()).ok()?;
            }
        }
        if let Some(pdf) = pdf {
            pdf.finish(&mut bytes);
        }
        to.blocking_send(bytes.into()).ok()
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
        (status = 422, description = "no such site, stock or number of labels", body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn tubes(
    State(app): State<App>,
    caller: Caller,
    Json(sheet): Json<Sheet>,
) -> Result<Response, ApiError> {
    let order = Order::of(&app, &caller, &sheet)?;
    let place = app.bulk.clone().try_acquire_owned().map_err(|_| ApiError::BulkFull)?;
    let campaign = app.service.campaigns.get(&caller.region).ok_or(ApiError::NotFound)?;
    let ledger = app.service.data.join(LEDGER_FILE);
    let blocked = |error| ApiError::from(NotHandedOut::Block(LEDGER_FILE.into(), error));
    let numbering = Numbering::of(&campaign.protocol.tube_codes).map_err(blocked)?;
    // A stock that is too small shows before a number is handed out.
    let widest = numbering.widest().map(|code| order.label(TubeCode(code), 1)).transpose();
    widest.map_err(|error| {
        ApiError::Unreadable(Said::new("标签纸太小，放不下可读的条码", error.to_string()))
    })?;
    let kind = if order.zpl { "application/zpl" } else { "application/pdf" };
    let owner = (Kind::Tube, SiteId(sheet.site), sheet.printer.unwrap_or(0));
    let (sender, body) = stream::answer();
    let (count, begin) = (sheet.count, sheet.begin);
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
