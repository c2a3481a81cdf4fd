//! CSV and XLSX out, row by row: rosters with outcomes, tubes, boxes, what is late, who looked. A
//! cell that a spreadsheet would run as a formula is made harmless.

pub mod access;
pub mod batch;
pub mod outcomes;
pub mod upstream;

use std::io::Write;

use crate::storage::db::Connection;
use csv::Writer;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::PersonKey;
use tenfold_domain::event::Event;
use tenfold_domain::time::{At, Minutes};

use super::clock;
use super::index::PersonIndex;
use super::personal::Personal;
use super::query::Look;
use super::query::case::BoxView;
use super::query::custody::Lineage;
use super::query::hatch::Found;
use super::query::late;
use super::query::trace;
use super::query::tube::TubeView;
use super::vault::Vault;
use crate::edge::table::WorkbookWriter;
use crate::storage::tables::{load, query};
use crate::storage::{StoreError, head};

/// What a spreadsheet wants before UTF-8 text.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Number of the table of registrations.
const REGISTRATION: u8 = 2;

/// Why an export ends early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The target.
    #[error("the file cannot be written: {0}")]
    Write(#[from] csv::Error),
    /// The target.
    #[error("the file cannot be written: {0}")]
    File(#[from] std::io::Error),
}

/// A file being written.
pub struct Sheet<W: Write> {
    form: Form<W>,
    rows: u64,
}

enum Form<W: Write> {
    Csv(Box<Writer<W>>),
    Xlsx(Box<WorkbookWriter<W>>),
}

impl<W: Write> Sheet<W> {
    /// Begins a file; with `mark`, spreadsheets read its Chinese.
    pub fn begin(mut out: W, mark: bool) -> Result<Sheet<W>, ExportError> {
        if mark {
            out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        }
        Ok(Sheet { form: Form::Csv(Box::new(Writer::from_writer(out))), rows: 0 })
    }

    /// Begins a workbook (XLSX).
    pub fn workbook(out: W) -> Sheet<W> {
        Sheet { form: Form::Xlsx(Box::new(WorkbookWriter::begin(out))), rows: 0 }
    }

    fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), ExportError> {
        self.rows += 1;
        let writer = match &mut self.form {
            // Its cells are text, which no spreadsheet runs.
            Form::Xlsx(workbook) => return Ok(workbook.row(cells)?),
            Form::Csv(writer) => writer,
        };
        for cell in cells {
            match harmless(cell) {
                Some(safe) => writer.write_field(safe)?,
                None => writer.write_field(cell)?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the file; returns its rows without the heading.
    fn end(self) -> Result<u64, ExportError> {
        match self.form {
            Form::Csv(mut writer) => writer.flush()?,
            Form::Xlsx(workbook) => workbook.end()?.flush()?,
        }
        Ok(self.rows.saturating_sub(1))
    }
}

/// A cell that begins like a formula, with a sign before it that makes it text; `None` when the
/// cell does no harm, as a plain number below zero does none.
pub fn harmless(cell: &str) -> Option<String> {
    // Spreadsheets set to Chinese take the full-width signs for the others.
    let formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
    let below_zero = cell.strip_prefix('-').is_some_and(|rest| rest.parse::<u64>().is_ok());
    (formula && !below_zero).then(|| format!("'{cell}"))
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A moment, or an empty cell.
fn moment(at: Option<i64>) -> String {
    at.map(|ms| clock::shown(At(ms))).unwrap_or_default()
}

/// Everybody who is expected or came, with the outcome of their newest registration. Shows whole
/// personal data: who may ask is for the caller to decide, and to leave in the access log.
pub fn roster<W: Write>(
    connection: &Connection,
    campaign: &Campaign,
    vault: &Vault,
    mut sheet: Sheet<W>,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, ExportError> {
    let look = Look { connection, region: campaign.region, campaign };
    sheet.row([
        "person",
        "name",
        "document_kind",
        "document",
        "phone",
        "township",
        "class",
        "batch",
        "expected",
        "round",
        "tube",
        "sampled_at",
        "outcome",
        "outcome_zh",
    ])?;
    let mut people = PersonIndex::default();
    query::registrations(connection, campaign.region, |row| {
        people.registered(row.person, row.seq, row.round);
    })?;
    query::roster_rows(connection, campaign.region, |row| {
        let opened = Personal::open_from_roster(vault, look.region, &row.person, &row.sealed).ok();
        let known = (row.township.to_string(), row.class.word(), batch(row.batch));
        let latest = people.get(row.person).map(|standing| standing.latest);
        person(&look, &mut sheet, (row.person, opened, true), known, latest)?;
        if sheet.rows.is_multiple_of(10_000) {
            progress(sheet.rows);
        }
        Ok::<(), ExportError>(())
    })?;
    walk_ins(&look, vault, &people, &mut sheet, progress)?;
    sheet.end()
}

fn batch(batch: u8) -> String {
    if batch == 0 { String::new() } else { batch.to_string() }
}

/// Those who came and were not expected.
fn walk_ins<W: Write>(
    look: &Look<'_>,
    vault: &Vault,
    people: &PersonIndex,
    sheet: &mut Sheet<W>,
    progress: &mut dyn FnMut(u64),
) -> Result<(), ExportError> {
    let region = look.region;
    let mut newest = Vec::new();
    query::registrations(look.connection, region, |row| {
        let latest = people.get(row.person).map(|standing| standing.latest);
        if latest == Some(row.seq) {
            newest.push((row.seq, row.person));
        }
    })?;
    for (seq, who) in newest {
        if query::in_roster(look.connection, region, who)? {
            continue;
        }
        let entry = query::fact(look.connection, region, (REGISTRATION, seq))?;
        let Some(Event::Registered { class, sealed, .. }) = entry.as_ref().map(|e| &e.event) else {
            continue;
        };
        let scan = entry.as_ref().map(|entry| entry.stamp.scan);
        let opened = scan.and_then(|scan| Personal::open(vault, region, &scan, sealed).ok());
        let known = (String::new(), class.word(), String::new());
        person(look, sheet, (who, opened, false), known, Some(seq))?;
        if sheet.rows.is_multiple_of(10_000) {
            progress(sheet.rows);
        }
    }
    Ok(())
}

fn person<W: Write>(
    look: &Look<'_>,
    sheet: &mut Sheet<W>,
    (who, opened, expected): (PersonKey, Option<Personal>, bool),
    (township, class, batch): (String, &str, String),
    latest: Option<u64>,
) -> Result<(), ExportError> {
    let latest = latest.filter(|latest| *latest > 0);
    let found = latest.map(|seq| load::registration(look.connection, look.region, seq));
    let found = found.transpose()?.flatten().filter(|found| found.person == who);
    let lineage = found.as_ref().map(|found| Lineage::of(look, found.tube)).transpose()?.flatten();
    let tube = lineage.as_ref().map(Lineage::now);
    let member = tube.and_then(|tube| Some((tube, tube.member(who)?)));
    let outcome = found.as_ref().map(|found| trace::outcome_of_round(look, found)).transpose()?;
    let sampled_at = member.filter(|(_, member)| member.swabbed);
    let sampled_at = sampled_at.and_then(|(tube, _)| tube.first_swab_at);
    let of = |part: fn(&Personal) -> &str| opened.as_ref().map_or("", part);
    let phone = opened.as_ref().and_then(|personal| personal.phone.as_deref());
    sheet.row([
        who.to_string().as_str(),
        of(|personal| &personal.name),
        of(|personal| &personal.kind),
        of(|personal| &personal.number),
        phone.unwrap_or_default(),
        &township,
        class,
        &batch,
        if expected { "yes" } else { "no" },
        &text(found.as_ref().map(|found| found.round)),
        &text(tube.map(|tube| tube.code)),
        &moment(sampled_at.map(|at: At| at.0)),
        outcome.map_or("", |outcome| outcome.word()),
        outcome.map_or("", |outcome| outcome.zh()),
    ])
}

/// Every tube.
pub fn tubes<W: Write>(
    connection: &Connection,
    campaign: &Campaign,
    mut sheet: Sheet<W>,
) -> Result<u64, ExportError> {
    sheet.row([
        "tube",
        "stage",
        "round",
        "site",
        "lane",
        "capacity",
        "people",
        "opened_at",
        "first_swab_at",
        "box",
        "lab",
        "accession",
        "received_at",
        "call",
        "relabelled_to",
        "due_clock",
        "due_at",
    ])?;
    let mut failed = None;
    load::all_heads(connection, "tube", &head::TUBE, campaign.region, head::tube, |(tube, _)| {
        if failed.is_none() {
            failed = tube_row(&mut sheet, &TubeView::of(campaign, &tube)).err();
        }
    })?;
    failed.map_or_else(|| sheet.end(), Err)
}

fn tube_row<W: Write>(sheet: &mut Sheet<W>, tube: &TubeView) -> Result<(), ExportError> {
    sheet.row([
        tube.tube.as_str(),
        tube.stage,
        &tube.round.to_string(),
        &text(tube.site),
        &tube.lane.to_string(),
        &tube.capacity.to_string(),
        &tube.members.len().to_string(),
        &moment(Some(tube.opened_at_ms)),
        &moment(tube.first_swab_at_ms),
        tube.box_code.as_deref().unwrap_or_default(),
        &text(tube.lab),
        tube.accession.as_deref().unwrap_or_default(),
        &moment(tube.received_at_ms),
        tube.call.unwrap_or_default(),
        tube.relabelled_to.as_deref().unwrap_or_default(),
        tube.due.as_ref().map_or("", |due| due.clock),
        &moment(tube.due.as_ref().map(|due| due.due_at_ms)),
    ])
}

/// Every box.
pub fn boxes<W: Write>(
    connection: &Connection,
    campaign: &Campaign,
    mut sheet: Sheet<W>,
) -> Result<u64, ExportError> {
    let look = Look { connection, region: campaign.region, campaign };
    sheet.row([
        "box",
        "stage",
        "site",
        "routed",
        "lab",
        "holder",
        "tubes",
        "not_received",
        "people",
        "oldest_swab_at",
        "sealed_at",
        "due_at",
    ])?;
    let mut failed = None;
    load::all_heads(connection, "box", &head::BOX, campaign.region, head::case, |(case, _)| {
        let mut row = || {
            let tubes = look.tubes(&case.tubes)?;
            box_row(&mut sheet, &BoxView::of(campaign, &case, &tubes, &Found::default()))
        };
        if failed.is_none() {
            failed = row().err();
        }
    })?;
    failed.map_or_else(|| sheet.end(), Err)
}

fn box_row<W: Write>(sheet: &mut Sheet<W>, case: &BoxView) -> Result<(), ExportError> {
    sheet.row([
        case.box_code.as_str(),
        case.stage,
        &case.site.to_string(),
        &text(case.routed),
        &text(case.lab),
        &text(case.holder),
        &case.count.to_string(),
        &case.not_received.to_string(),
        &case.tubes.iter().map(|tube| tube.people).sum::<usize>().to_string(),
        &moment(case.oldest_swab_at_ms),
        &moment(case.sealed_at_ms),
        &moment(case.due.as_ref().map(|due| due.due_at_ms)),
    ])
}

/// What is late or will be within so many minutes.
pub fn late<W: Write>(
    connection: &Connection,
    campaign: &Campaign,
    (now, within): (At, Minutes),
    mut sheet: Sheet<W>,
) -> Result<u64, ExportError> {
    let look = Look { connection, region: campaign.region, campaign };
    sheet.row([
        "kind",
        "code",
        "clock",
        "due_at",
        "minutes_left",
        "stage",
        "site",
        "lane",
        "lab",
        "people",
    ])?;
    for late in late::late(&look, now, within, usize::MAX)?.late {
        sheet.row([
            late.kind,
            late.code.as_str(),
            late.due.clock,
            &moment(Some(late.due.due_at_ms)),
            &late.minutes_left.to_string(),
            late.stage,
            &text(late.site),
            &text(late.lane),
            &text(late.lab),
            &late.people.to_string(),
        ])?;
    }
    sheet.end()
}
