//! Rosters of the people who are expected: CSV in, a verdict for each row out.
//!
//! The file is read line by line and never held whole. Names and numbers have no line breaks,
//! so a line is a row: an unclosed quote spoils its own row and not the rest of the file. A
//! verdict carries the line's number and nothing of the person.

use std::collections::HashMap;
use std::io::{self, BufRead, Read, Write};

use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::protocol::Protocol;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::Class;
use tenfold_domain::time::At;

use super::roster_cell::{class_named, column, kind_named, name, phone, split, term};
use super::roster_row::COLUMNS;
use super::town::{Town, Township};
use super::{Blame, SetupError};

pub use super::roster_row::{Column, Fault, RosterRow, Tongue, Verdict};

/// Longest line read, in bytes; a longer one is no roster's.
const LINE_MAX: u64 = 4096;
/// What a spreadsheet puts before UTF-8 text.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A roster that is being read: an iterator of verdicts. It ends with the file, or with the
/// first error of the system below it.
pub struct Roster<'a, R> {
    input: R,
    file: String,
    line: u64,
    columns: Vec<Option<Column>>,
    townships: &'a [Township],
    protocol: &'a Protocol,
    today: At,
    /// The line on which each document landed.
    seen: HashMap<u128, u64>,
    ended: bool,
}

impl<'a, R: BufRead> Roster<'a, R> {
    /// Reads the heading. `file` is the name in error texts, `today` the moment of reading.
    ///
    /// # Errors
    /// [`SetupError::Value`] when a mandatory column is missing or one stands there twice, or
    /// the heading is not UTF-8; [`SetupError::Read`]. Columns of other names are passed over.
    pub fn open(file: &str, input: R, town: &'a Town, today: At) -> Result<Self, SetupError> {
        let mut roster = Roster {
            input,
            file: file.into(),
            line: 0,
            columns: Vec::new(),
            townships: &town.townships,
            protocol: &town.campaign.protocol,
            today,
            seen: HashMap::new(),
            ended: false,
        };
        let blame = Blame { file, text: "" };
        let help = "is not CSV in UTF-8: save the file as \"CSV UTF-8\" and try again";
        let heading = roster.next_line()?.unwrap_or(Some(String::new()));
        let heading = heading.as_deref().ok_or_else(|| blame.error("heading", help))?;
        let cells = split(heading.trim_start_matches(BYTE_ORDER_MARK));
        let cells = cells.ok_or_else(|| blame.error("heading", help))?;
        roster.columns = cells.iter().map(|cell| column(cell)).collect();
        for (column, english, chinese) in COLUMNS {
            let count = roster.columns.iter().filter(|other| **other == Some(column)).count();
            blame.must(count < 2, english, "stands in the heading twice: keep one column")?;
            let needed = matches!(column, Column::Name | Column::Document | Column::Township);
            let help = format!("is missing: add a column `{english}` or `{chinese}`");
            blame.must(count == 1 || !needed, english, &help)?;
        }
        Ok(roster)
    }

    /// The next line's text; an inner `None` when it cannot be read as text.
    fn next_line(&mut self) -> Result<Option<Option<String>>, SetupError> {
        let mut bytes = Vec::new();
        let mut whole = true;
        loop {
            let read = (&mut self.input).take(LINE_MAX).read_until(b'\n', &mut bytes);
            let count =
                read.map_err(|source| SetupError::Read { file: self.file.clone(), source })?;
            if count == 0 && whole {
                return Ok(None);
            }
            if bytes.last() == Some(&b'\n') || (count as u64) < LINE_MAX {
                break;
            }
            whole = false;
            bytes.clear();
        }
        self.line += 1;
        let text = String::from_utf8(bytes).ok().filter(|_| whole);
        Ok(Some(text.map(|text| text.trim_end_matches(['\r', '\n']).to_owned())))
    }

    fn row(&mut self, text: Option<String>) -> Result<RosterRow, Fault> {
        let whole = Fault::Refused(None, Refusal::Malformed);
        let cells = text.as_deref().and_then(split).ok_or(whole)?;
        if cells.iter().skip(self.columns.len()).any(|cell| !cell.trim().is_empty()) {
            return Err(whole);
        }
        let cell = |column: Column| {
            let at = self.columns.iter().position(|other| *other == Some(column));
            at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
        };
        let bad = |column, refusal| Fault::Refused(Some(column), refusal);
        let malformed = |column| bad(column, Refusal::Malformed);
        let name = name(cell(Column::Name)).ok_or(malformed(Column::Name))?;
        let usual = DocumentKind::ResidentId;
        let kind = term(cell(Column::DocumentKind), usual, DocumentKind::ALL, kind_named);
        let kind = kind.ok_or(malformed(Column::DocumentKind))?;
        let document = Document::parse(kind, cell(Column::Document), self.today);
        let document = document.map_err(|refusal| bad(Column::Document, refusal))?;
        let class = term(cell(Column::Class), Class::Resident, Class::ALL, class_named);
        let class = class.ok_or(malformed(Column::Class))?;
        let phone = phone(cell(Column::Phone)).ok_or(malformed(Column::Phone))?;
        if phone.is_none() && self.protocol.class(class).phone_mandatory {
            return Err(bad(Column::Phone, Refusal::PhoneMissing));
        }
        let township = self.township(cell(Column::Township)).ok_or(malformed(Column::Township))?;
        let batch = match cell(Column::Batch) {
            "" => None,
            text => Some(text.parse().ok().filter(|batch| (1..=4).contains(batch)))
                .map(|batch: Option<u8>| batch.ok_or(malformed(Column::Batch)))
                .transpose()?,
        };
        let first_line = *self.seen.entry(packed(&document)).or_insert(self.line);
        if first_line != self.line {
            return Err(Fault::Duplicate { first_line });
        }
        Ok(RosterRow { name, document, phone, township, class, batch })
    }

    fn township(&self, text: &str) -> Option<u32> {
        let code = text.parse().ok();
        let named = |township: &&Township| code == Some(township.code) || township.name_zh == text;
        self.townships.iter().find(named).map(|township| township.code)
    }
}

impl<R: BufRead> Iterator for Roster<'_, R> {
    type Item = Result<Verdict, SetupError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.next_line() {
                Ok(Some(text)) if text.as_deref().is_some_and(|text| text.trim().is_empty()) => {}
                Ok(Some(text)) => {
                    let line = self.line;
                    return Some(Ok(Verdict { line, row: self.row(text) }));
                }
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// Writes a roster, heading first.
///
/// # Errors
/// What the writer below says.
pub fn write<W: Write>(
    mut out: W,
    tongue: Tongue,
    rows: impl IntoIterator<Item = RosterRow>,
) -> io::Result<()> {
    if tongue == Tongue::Chinese {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    }
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS.map(|(column, ..)| column.heading(tongue)))?;
    for row in rows {
        let kind = row.document.kind();
        let words = match tongue {
            Tongue::English => (kind.word(), row.class.word()),
            Tongue::Chinese => (kind.zh(), row.class.zh()),
        };
        writer.write_record([
            row.name.as_str(),
            words.0,
            row.document.number(),
            row.phone.as_deref().unwrap_or_default(),
            &row.township.to_string(),
            words.1,
            &row.batch.map_or(String::new(), |batch| batch.to_string()),
        ])?;
    }
    writer.flush()
}

/// A document in sixteen bytes, exactly: a number has at most 18 characters of 36, which is
/// below 2^94, and the kind stands above it.
fn packed(document: &Document) -> u128 {
    let digit = |c: char| u128::from(c.to_digit(36).unwrap_or_default()) + 1;
    let number = document.number().chars().fold(0, |sum, c| sum * 37 + digit(c));
    u128::from(document.kind().number()) << 100 | number
}
