//! `POST /v1/roster`: who is expected, as a list, and a verdict for each of its rows.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tenfold_domain::code::Region;
use tokio::sync::mpsc::Sender;
use utoipa::IntoParams;

use super::App;
use super::auth::Caller;
use super::body::{self, Asked};
use super::problem::{ApiError, Problem};
use super::said::Said;
use super::stream::{self, Feed, TooLarge};
use crate::edge::table::{TableError, Workbook};
use crate::service::import::{self, ImportError, Imported, Landing};
use crate::service::{Service, clock};
use crate::setup::SetupError;
use crate::setup::roster::{Grid, Roster};
use crate::storage::StoreError;
use crate::storage::open;

/// Largest CSV, in bytes: a few million people, read a row at a time.
const CSV_BYTES_MAX: u64 = 256 << 20;
/// Largest workbook, which is held whole, packed as it is: its parts are read out of order.
const WORKBOOK_BYTES_MAX: u64 = 64 << 20;
/// A piece of the answer, in bytes.
const PIECE_BYTES: usize = 64 << 10;
/// What the list is called in error texts: its own name may name somebody.
const NAME: &str = "roster";

const CSV: &str = "text/csv";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const LINES: &str = "application/x-ndjson";

/// How a list is taken.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Taken {
    /// Only say what would become of each row; true when absent. Nothing is entered then.
    pub dry_run: Option<bool>,
    /// How the verdicts are written: `ndjson` or `csv`; `ndjson` when absent.
    pub verdicts: Option<String>,
}

/// Everything to say: each row's verdict, and the counts.
struct Heard {
    lines: Vec<(u64, Landing)>,
    counts: Imported,
    dry_run: bool,
}

/// Who is expected, as a list
///
/// CSV (UTF-8 or GBK, judged by its lines) or the first sheet of an XLSX, with Chinese or English
/// headings; townships by number. Unless `dry_run` is `false`, nothing is entered: the verdicts say
/// what would become of each row. A refused row stops no other; the same list again changes
/// nothing. A verdict names its row and no person.
#[utoipa::path(post, path = "/v1/roster", tag = "roster", params(Taken),
    request_body(content(
        (String = "text/csv", example = "name,document,township\n"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    responses(
        (status = 200, description = "a verdict a row, in order; as lines, the counts come last",
            content((String = "application/x-ndjson",
                    example = "{\"line\":2,\"verdict\":\"entered\"}"),
                (String = "text/csv", example = "line,verdict,column,zh,en"))),
        (status = 413, description = "too large", body = Problem),
        (status = 415, description = "neither CSV nor XLSX", body = Problem),
        (status = 422, description = "the heading or the file cannot be read", body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn take(
    State(app): State<App>,
    caller: Caller,
    Asked(taken): Asked<Taken>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let workbook = body::is(&headers, WORKBOOK);
    if !workbook && !body::is(&headers, CSV) {
        return Err(ApiError::MediaType);
    }
    let lines = match taken.verdicts.as_deref().unwrap_or("ndjson") {
        "ndjson" => true,
        "csv" => false,
        _ => {
            let said = Said::new("verdicts 须为 ndjson 或 csv", "verdicts is ndjson or csv");
            return Err(ApiError::Unreadable(said));
        }
    };
    let place = app.bulk.clone().try_acquire_owned().map_err(|_| ApiError::BulkFull)?;
    let dry_run = taken.dry_run.unwrap_or(true);
    let most = if workbook { WORKBOOK_BYTES_MAX } else { CSV_BYTES_MAX };
    let feed = stream::request(body, most);
    let (service, region) = (app.service.clone(), caller.region);
    // To its end before the first verdict goes back: most clients send all before they listen.
    let read = tokio::task::spawn_blocking(move || {
        let heard = read(&service, region, feed, (workbook, dry_run));
        heard.map(|heard| (heard, place))
    });
    let (heard, place) = read.await.map_err(|_| ApiError::Internal)??;
    let (sender, answer) = stream::answer();
    tokio::task::spawn_blocking(move || {
        // Whoever asked may have gone; what was entered stays.
        let _ = heard.write(lines, &sender);
        drop(place);
    });
    let kind = if lines { LINES } else { "text/csv; charset=utf-8" };
    Ok(([(header::CONTENT_TYPE, kind)], answer).into_response())
}

fn read(
    service: &Arc<Service>,
    region: Region,
    mut feed: Feed,
    (workbook, dry_run): (bool, bool),
) -> Result<Heard, ApiError> {
    let campaign = service.campaigns.get(&region).ok_or(ApiError::NotFound)?;
    let grid = Grid::from(&**campaign);
    let mut lines = Vec::new();
    let mut hear = |chunk: &[(u64, Landing)]| lines.extend_from_slice(chunk);
    let mut enter = |rows: Roster<'_>| -> Result<Imported, ImportError> {
        if dry_run {
            let connection = open::reader(&service.data)?;
            return import::tried(&connection, &service.vault, region, rows, &mut hear);
        }
        let mut store = open::writer(&service.data)?;
        import::roster(&mut store, &service.vault, region, rows, &mut hear)
    };
    let counts = if workbook {
        let mut whole = Vec::new();
        feed.read_to_end(&mut whole).map_err(broken)?;
        let mut book = Workbook::open(Cursor::new(whole)).map_err(unfit)?;
        let rows = book.rows().map_err(unfit)?;
        enter(Roster::of(NAME, rows, grid, clock::now())?)
    } else {
        let input: Box<dyn BufRead> = Box::new(BufReader::with_capacity(PIECE_BYTES, feed));
        let rows = Roster::csv(NAME, input, None, grid, clock::now());
        rows.map_err(ImportError::from).and_then(enter)
    };
    Ok(Heard { counts: counts?, lines, dry_run })
}

/// The line broke, or more came than is taken.
fn broken(error: io::Error) -> ApiError {
    let too_large = error.get_ref().is_some_and(|inner| inner.is::<TooLarge>());
    if too_large { ApiError::TooLarge } else { ApiError::Slow }
}

fn unfit(error: TableError) -> ApiError {
    match error {
        TableError::Io(error) => broken(error),
        TableError::Unfit(en) => {
            let zh = "名册文件无法读取；请另存为 XLSX 或“CSV UTF-8”后重试";
            ApiError::Unreadable(Said::new(zh, en))
        }
    }
}

impl From<ImportError> for ApiError {
    fn from(error: ImportError) -> ApiError {
        match error {
            ImportError::Setup(SetupError::Read { source, .. }) => broken(source),
            ImportError::Setup(error) => error.into(),
            ImportError::Store(error) => error.into(),
            ImportError::Vault(error) => StoreError::Backend(error.to_string()).into(),
        }
    }
}

impl Heard {
    /// Writes the verdicts a piece at a time; stops when nobody listens any more.
    fn write(&self, as_lines: bool, to: &Sender<Bytes>) -> Option<()> {
        if as_lines { self.lines(to) } else { self.table(to) }
    }

    fn lines(&self, to: &Sender<Bytes>) -> Option<()> {
        let mut out = Vec::with_capacity(PIECE_BYTES + 1_024);
        let add = |row: Value, out: &mut Vec<u8>| {
            // Writing into memory cannot fail.
            let _ = serde_json::to_writer(&mut *out, &row);
            out.push(b'\n');
        };
        for (line, landing) in &self.lines {
            let (verdict, column, zh, en) = landing.said();
            let row = json!({
                "line": line, "verdict": verdict, "column": column, "zh": zh, "en": en,
            });
            add(row, &mut out);
            if out.len() >= PIECE_BYTES {
                to.blocking_send(std::mem::take(&mut out).into()).ok()?;
            }
        }
        let Imported { good, known, bad, .. } = self.counts;
        let counts = json!({ "good": good, "known": known, "bad": bad, "dry_run": self.dry_run });
        add(counts, &mut out);
        to.blocking_send(out.into()).ok()
    }

    fn table(&self, to: &Sender<Bytes>) -> Option<()> {
        // For the spreadsheet in which the list is corrected: without it Chinese is misread.
        let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        out.write_record(["line", "verdict", "column", "zh", "en"]).ok()?;
        for (line, landing) in &self.lines {
            let (verdict, column, zh, en) = landing.said();
            let line = line.to_string();
            out.write_record([&*line, verdict, column.unwrap_or_default(), &zh, &en]).ok()?;
            if out.get_ref().len() >= PIECE_BYTES {
                let whole = std::mem::replace(&mut out, csv::Writer::from_writer(Vec::new()));
                to.blocking_send(whole.into_inner().ok()?.into()).ok()?;
            }
        }
        to.blocking_send(out.into_inner().ok()?.into()).ok()
    }
}
