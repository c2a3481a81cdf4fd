//! `POST /v1/commands`: one command or a batch in, a verdict for each out, in order, after they
//! are on the disk.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rayon::prelude::*;
use serde_json::value::RawValue;

use super::auth::Caller;
use super::door::{Door, Entered};
use super::problem::{ApiError, Problem};
use super::said::Said;
use super::verdict::Verdict;
use super::wire::{Wire, parse};
use super::{App, body};
use crate::service::clock;
use crate::service::writer::Ask;

/// Most commands in a batch.
pub const COMMANDS_MAX: usize = 20_000;
/// A body this large is read away from the threads that answer everybody.
const AWAY_BYTES: usize = 16 << 10;
/// So many commands are worth more than one thread.
const SPREAD_COMMANDS: usize = 512;

/// How a body holds its commands, and how the verdicts go back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    One,
    Array,
    Lines,
}

/// A batch that came through the door.
struct Batch {
    form: Form,
    entered: Vec<Entered>,
    /// Line and column at which reading stopped.
    broken: Option<(usize, usize)>,
}

/// Record what was done: one command or a batch
///
/// A JSON object, a JSON array, or NDJSON with one object a line; at most 16 MiB and 20,000
/// commands. Every command gets its own verdict, in order; a refused one stops no other. The same
/// `scan_id` again is answered alike and changes nothing, so a batch may be sent again whole.
/// NDJSON with a broken line: everything before it is recorded, one `invalid` verdict says where
/// reading stopped, and nothing after it is taken.
#[utoipa::path(post, path = "/v1/commands", tag = "commands",
    request_body(content(
        (Wire = "application/json"),
        (Wire = "application/x-ndjson", example = json!({
            "scan_id": "01890a5d-ac96-774b-bcce-b302099a8058", "at_ms": 1_648_771_260_000_i64,
            "act": "seal_tube", "tube": "360781000139", "count": 10
        })))),
    responses(
        (status = 200, description = "a verdict for each command, in order", body = Verdict,
            example = json!({"scan_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                "verdict": "recorded", "seq": 1, "tube": "360781000139", "position": 1,
                "receipt": "7HKG4RA0V2M9"})),
        (status = 413, description = "too large", body = Problem),
        (status = 415, description = "neither JSON nor NDJSON", body = Problem),
        (status = 422, description = "not readable as JSON", body = Problem),
        (status = 503, description = "too many commands wait; see Retry-After", body = Problem),
        (status = 507, description = "the disk is full; nothing was kept", body = Problem)))]
pub async fn take(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let lines = ["application/x-ndjson", "application/jsonl"];
    let lines = lines.into_iter().any(|kind| body::is(&headers, kind));
    if !lines && !body::is(&headers, "application/json") {
        return Err(ApiError::MediaType);
    }
    let bytes = body::batch(&headers, body).await?;
    let (region, device) = (caller.region, caller.bearer.device);
    let mut batch = read(&app, caller, bytes, lines).await?;
    let mut asks = Vec::with_capacity(batch.entered.len());
    let mut heads = Vec::with_capacity(batch.entered.len());
    for Entered { scan, command, member, shown } in batch.entered.drain(..) {
        let fault = match command {
            Ok(command) => {
                asks.push(Ask { region, command: *command });
                None
            }
            Err(fault) => Some(fault),
        };
        heads.push((scan, fault, member, shown));
    }
    let answers = match asks.is_empty() {
        true => Vec::new(),
        false => app.service.ask(asks).await?,
    };
    app.lanes.tell(region, device, &answers);
    let mut answers = answers.iter();
    let told: Vec<Verdict<'_>> = heads
        .iter()
        .map(|(scan, fault, member, shown)| match (fault, scan) {
            (Some(fault), scan) => Verdict::turned_away(*scan, fault),
            (None, Some(scan)) => match answers.next() {
                Some(answer) => Verdict::of(*scan, answer, *member).showing(shown.as_ref()),
                None => Verdict::default(),
            },
            (None, None) => Verdict::default(),
        })
        .chain(batch.broken.map(|(line, column)| Verdict::broken(line, column)))
        .collect();
    Ok(write(batch.form, &told))
}

/// Reads a body: small ones here, others where they hold nobody up.
async fn read(app: &App, caller: Caller, bytes: Bytes, lines: bool) -> Result<Batch, ApiError> {
    if bytes.len() < AWAY_BYTES {
        return open(app, &caller, &bytes, lines);
    }
    let app = app.clone();
    let work = tokio::task::spawn_blocking(move || open(&app, &caller, &bytes, lines));
    work.await.map_err(|_| ApiError::Internal)?
}

fn open(app: &App, caller: &Caller, bytes: &[u8], lines: bool) -> Result<Batch, ApiError> {
    let door = Door { service: &app.service, caller, now: clock::now() };
    // Windows editors put it in front of text files.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if lines {
        let lines: Vec<(usize, &[u8])> = (1..)
            .zip(bytes.split(|byte| *byte == b'\n'))
            .filter(|(_, line)| filled(line))
            .collect();
        return enter(&door, Form::Lines, &lines);
    }
    let unreadable = |line, column| {
        ApiError::Unreadable(Said::new(
            format!("内容不是 JSON：读到第 {line} 行第 {column} 列为止"),
            format!("the body is no JSON: reading stopped at line {line} column {column}"),
        ))
    };
    let (form, objects): (Form, Vec<&RawValue>) = match first {
        Some(b'[') => (
            Form::Array,
            serde_json::from_slice(bytes)
                .map_err(|error| unreadable(error.line(), error.column()))?,
        ),
        _ => (Form::One, Vec::new()),
    };
    let objects: Vec<(usize, &[u8])> = match form {
        Form::Array => (1..).zip(objects.iter().map(|raw| raw.get().as_bytes())).collect(),
        _ => vec![(1, bytes)],
    };
    let batch = enter(&door, form, &objects)?;
    match batch.broken {
        Some((_, column)) if form == Form::One => Err(unreadable(1, column)),
        Some((object, _)) => Err(ApiError::Unreadable(Said::new(
            format!("数组的第 {object} 个元素不是对象"),
            format!("element {object} of the array is no object"),
        ))),
        None => Ok(batch),
    }
}

fn filled(line: &[u8]) -> bool {
    line.iter().any(|byte| !byte.is_ascii_whitespace())
}

/// Takes every object through the door, up to the first that is broken.
fn enter(door: &Door<'_>, form: Form, objects: &[(usize, &[u8])]) -> Result<Batch, ApiError> {
    if objects.len() > COMMANDS_MAX {
        return Err(ApiError::TooLarge);
    }
    let one = |(line, text): &(usize, &[u8])| {
        door.enter(parse(text), text).map_err(|column| (*line, column))
    };
    let all: Vec<Result<Entered, (usize, usize)>> = match objects.len() {
        0..SPREAD_COMMANDS => objects.iter().map(one).collect(),
        _ => objects.par_iter().map(one).collect(),
    };
    let mut batch = Batch { form, entered: Vec::with_capacity(all.len()), broken: None };
    for entered in all {
        match entered {
            Ok(entered) => batch.entered.push(entered),
            Err(broken) => {
                batch.broken = Some(broken);
                break;
            }
        }
    }
    Ok(batch)
}

/// Verdicts as the commands came: an object, an array, or a line each.
fn write(form: Form, told: &[Verdict<'_>]) -> Response {
    let (open, between, close, kind): (&[u8], &[u8], &[u8], _) = match form {
        Form::One => (b"", b"", b"", "application/json"),
        Form::Array => (b"[", b",", b"]", "application/json"),
        Form::Lines => (b"", b"\n", b"\n", "application/x-ndjson"),
    };
    let mut out = Vec::with_capacity(64 + told.len() * 200);
    out.extend_from_slice(open);
    for (place, verdict) in told.iter().enumerate() {
        if place > 0 {
            out.extend_from_slice(between);
        }
        // Writing into memory cannot fail, and no verdict holds what JSON cannot say.
        let _ = serde_json::to_writer(&mut out, verdict);
    }
    if !told.is_empty() || form == Form::Array {
        out.extend_from_slice(close);
    }
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], out).into_response()
}
