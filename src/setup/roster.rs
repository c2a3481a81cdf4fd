//! Rosters of the people who are expected: CSV or XLSX in, a verdict for each row out.
//!
//! A row is read at a time and the file is never held whole; of each person who landed sixteen
//! bytes are kept, to find them twice. A verdict carries the row's number and nothing of the
//! person.

use std::io::{self, BufRead, Write};

use tenfold_domain::campaign::Campaign;
use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::protocol::Protocol;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::Class;
use tenfold_domain::time::At;

use super::roster_cell::{class_named, column, is_rounded, kind_named, name, phone, term};
use super::roster_row::COLUMNS;
use super::roster_seen::Seen;
use super::town::Town;
use super::{Blame, SetupError};
use crate::edge::table::{Cells, CsvRows, Encoding, Row, Rows, TableError};

pub use super::roster_row::{Column, Fault, RosterRow, Tongue, Verdict};

/// What a spreadsheet puts before UTF-8 text.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What a roster is read against.
#[derive(Clone, Debug)]
pub struct Grid<'a> {
    /// Number of each township, and its Chinese name where it is known.
    pub townships: Vec<(u32, &'a str)>,
    /// Which classes must have a phone.
    pub protocol: &'a Protocol,
}

impl<'a> From<&'a Town> for Grid<'a> {
    fn from(town: &'a Town) -> Grid<'a> {
        let townships = town.townships.iter().map(|it| (it.code, it.name_zh.as_str())).collect();
        Grid { townships, protocol: &town.campaign.protocol }
    }
}

/// A campaign knows its townships by number, as far as they have a site.
impl<'a> From<&'a Campaign> for Grid<'a> {
    fn from(campaign: &'a Campaign) -> Grid<'a> {
        let townships = campaign.sites.iter().map(|site| (site.township, "")).collect();
        Grid { townships, protocol: &campaign.protocol }
    }
}

/// A roster that is being read: an iterator of verdicts. It ends with the file, or with the
/// first error of the system below it.
pub struct Roster<'a> {
    rows: Box<dyn Rows + 'a>,
    cells: Cells,
    file: String,
    /// The place of each column among the cells.
    places: [Option<usize>; COLUMNS.len()],
    /// Cells of the heading.
    width: usize,
    grid: Grid<'a>,
    today: At,
    /// The line on which each document landed.
    seen: Seen,
    has_ended: bool,
}

impl<'a> Roster<'a> {
    /// A CSV in UTF-8, with or without a byte-order mark, or in GBK.
    ///
    /// # Errors
    /// As [`Roster::of`].
    pub fn open(
        file: &str,
        input: impl BufRead + 'a,
        town: &'a Town,
        today: At,
    ) -> Result<Self, SetupError> {
        Roster::csv(file, input, None, town, today)
    }

    /// The same, with the encoding known.
    ///
    /// # Errors
    /// As [`Roster::of`].
    pub fn csv(
        file: &str,
        input: impl BufRead + 'a,
        encoding: Option<Encoding>,
        grid: impl Into<Grid<'a>>,
        today: At,
    ) -> Result<Self, SetupError> {
        let rows = CsvRows::new(input, encoding).map_err(|error| unreadable(file, error))?;
        Roster::of(file, rows, grid, today)
    }

    /// Reads the heading. `file` is the name in error texts, `today` the moment of reading.
    ///
    /// # Errors
    /// [`SetupError::Value`] when a mandatory column is missing or one stands there twice, or
    /// the heading cannot be read; [`SetupError::Read`]. Columns of other names are passed over.
    pub fn of(
        file: &str,
        rows: impl Rows + 'a,
        grid: impl Into<Grid<'a>>,
        today: At,
    ) -> Result<Self, SetupError> {
        let mut roster = Roster {
            rows: Box::new(rows),
            cells: Cells::default(),
            file: file.into(),
            places: [None; COLUMNS.len()],
            width: 0,
            grid: grid.into(),
            today,
            seen: Seen::default(),
            has_ended: false,
        };
        let blame = Blame { file, text: "" };
        let first = roster.next_row()?;
        let is_sound = first.is_none_or(|row| row.is_sound);
        let help = "cannot be read: save the file as \"CSV UTF-8\" or XLSX and try again";
        blame.must(is_sound, "heading", help)?;
        let columns: Vec<Option<Column>> = roster.cells.iter().map(column).collect();
        roster.width = columns.len();
        for (column, english, chinese) in COLUMNS {
            let count = columns.iter().filter(|other| **other == Some(column)).count();
            blame.must(count < 2, english, "stands in the heading twice: keep one column")?;
            let needed = matches!(column, Column::Name | Column::Document | Column::Township);
            let help = format!("is missing: add a column `{english}` or `{chinese}`");
            blame.must(count == 1 || !needed, english, &help)?;
            roster.places[column as usize] = columns.iter().position(|one| *one == Some(column));
        }
        Ok(roster)
    }

    fn next_row(&mut self) -> Result<Option<Row>, SetupError> {
        self.rows.next_row(&mut self.cells).map_err(|error| unreadable(&self.file, error))
    }

    fn cell(&self, column: Column) -> &str {
        self.places[column as usize].map_or("", |place| self.cells.get(place))
    }

    fn verdict(&mut self, row: Row) -> Result<RosterRow, Fault> {
        let whole = Fault::Refused(None, Refusal::Malformed);
        if !row.is_sound || self.cells.iter().skip(self.width).any(|cell| !cell.is_empty()) {
            return Err(whole);
        }
        let bad = |column, refusal| Fault::Refused(Some(column), refusal);
        let malformed = |column| bad(column, Refusal::Malformed);
        let name = name(self.cell(Column::Name)).ok_or(malformed(Column::Name))?;
        if is_rounded(self.cell(Column::Document)) {
            return Err(Fault::Rounded);
        }
        let usual = DocumentKind::ResidentId;
        let kind = term(self.cell(Column::DocumentKind), usual, DocumentKind::ALL, kind_named);
        let kind = kind.ok_or(malformed(Column::DocumentKind))?;
        let document = Document::parse(kind, self.cell(Column::Document), self.today);
        let document = document.map_err(|refusal| bad(Column::Document, refusal))?;
        let class = term(self.cell(Column::Class), Class::Resident, Class::ALL, class_named);
        let class = class.ok_or(malformed(Column::Class))?;
        let phone = phone(self.cell(Column::Phone)).ok_or(malformed(Column::Phone))?;
        if phone.is_none() && self.grid.protocol.class(class).phone_mandatory {
            return Err(bad(Column::Phone, Refusal::PhoneMissing));
        }
        let township =
            self.township(self.cell(Column::Township)).ok_or(malformed(Column::Township))?;
        let batch = match self.cell(Column::Batch) {
            "" => None,
            text => Some(text.parse().ok().filter(|batch| (1..=4).contains(batch)))
                .map(|batch: Option<u8>| batch.ok_or(malformed(Column::Batch)))
                .transpose()?,
        };
        if let Some(first_line) = self.seen.enter(&document, row.number) {
            return Err(Fault::Duplicate { first_line });
        }
        Ok(RosterRow { name, document, phone, township, class, batch })
    }

    /// A line without a single comma or a row without a value: between rows, and no person's.
    fn is_blank(&self) -> bool {
        self.cells.len() < 2 && self.cells.get(0).is_empty()
    }

    fn township(&self, text: &str) -> Option<u32> {
        let code = text.parse().ok();
        let named = |(number, name): &&(u32, &str)| {
            code == Some(*number) || !text.is_empty() && *name == text
        };
        self.grid.townships.iter().find(named).map(|(number, _)| *number)
    }
}

impl Iterator for Roster<'_> {
    type Item = Result<Verdict, SetupError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.has_ended {
            match self.next_row() {
                Ok(Some(row)) if row.is_sound && self.is_blank() => {}
                Ok(Some(row)) => {
                    let verdict = self.verdict(row);
                    return Some(Ok(Verdict { line: row.number, row: verdict }));
                }
                Ok(None) => self.has_ended = true,
                Err(error) => {
                    self.has_ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

fn unreadable(file: &str, error: TableError) -> SetupError {
    match error {
        TableError::Io(source) => SetupError::Read { file: file.into(), source },
        TableError::Unfit(problem) => Blame { file, text: "" }.error("roster", problem),
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
