//! XLSX (ECMA-376): the rows of a sheet, unpacked as they are read. Only the texts that cells
//! name by number are kept.

use std::io::{Read, Seek};

use quick_xml::events::BytesStart;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::strings::Strings;
use super::xml::{Mark, Marks, attribute, damaged};
use super::{Cells, ROW_MAX, Row, Rows, TableError};

/// Most columns looked at; a roster has seven.
const COLUMNS_MAX: usize = 256;
/// From here on a spreadsheet, which counts in doubles, has lost digits.
const EXACT_BELOW: f64 = 1e15;

/// Most sheets looked at.
const SHEETS_MAX: usize = 64;

/// A workbook that was opened.
pub struct Workbook<R> {
    archive: ZipArchive<R>,
    /// Name of each sheet, and where in the archive it is.
    sheets: Vec<(String, String)>,
}

impl<R: Read + Seek> Workbook<R> {
    /// # Errors
    /// [`TableError::Unfit`] for a file that is no workbook, or one behind a password.
    pub fn open(input: R) -> Result<Self, TableError> {
        let mut archive = ZipArchive::new(input).map_err(unfit)?;
        let named = picked(&mut archive, "xl/workbook.xml", "sheet", |sheet| {
            let name = attribute(sheet, "name").unwrap_or_default();
            attribute(sheet, "r:id").map(|id| (name, id))
        })?;
        let targets = picked(&mut archive, "xl/_rels/workbook.xml.rels", "Relationship", |one| {
            Some((attribute(one, "Id")?, attribute(one, "Target")?))
        })?;
        let place = |id: &str| {
            let (_, target) = targets.iter().find(|(named, _)| named == id)?;
            Some(match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            })
        };
        let sheets: Vec<(String, String)> =
            named.into_iter().filter_map(|(name, id)| Some((name, place(&id)?))).collect();
        if sheets.is_empty() {
            return Err(damaged());
        }
        Ok(Workbook { archive, sheets })
    }

    /// Names of the sheets, in order; empty where one has none.
    pub fn sheets(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|(name, _)| name.as_str())
    }

    /// The rows of the first sheet.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn rows(&mut self) -> Result<XlsxRows<'_, R>, TableError> {
        self.rows_of(0)
    }

    /// The rows of a sheet by its place.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn rows_of(&mut self, place: usize) -> Result<XlsxRows<'_, R>, TableError> {
        let strings = match self.archive.by_name("xl/sharedStrings.xml") {
            Ok(part) => Strings::read(part)?,
            // Programs that write every text into its cell have none.
            Err(zip::result::ZipError::FileNotFound) => Strings::default(),
            Err(error) => return Err(unfit(error)),
        };
        let (_, sheet) = self.sheets.get(place).ok_or_else(damaged)?;
        let sheet = self.archive.by_name(sheet).map_err(unfit)?;
        Ok(XlsxRows { marks: Marks::new(sheet), strings, number: 0 })
    }
}

/// What `pick` takes of the elements of this name, of as many as a workbook has sheets.
fn picked<R: Read + Seek, T>(
    archive: &mut ZipArchive<R>,
    part: &str,
    element: &str,
    pick: impl Fn(&BytesStart<'_>) -> Option<T>,
) -> Result<Vec<T>, TableError> {
    let mut marks = Marks::new(archive.by_name(part).map_err(unfit)?);
    let mut found = Vec::new();
    loop {
        match marks.next()? {
            Mark::Start(start) if start.local_name().as_ref() == element => {
                // A workbook's relationships are its sheets and a handful more.
                found.extend(pick(&start).filter(|_| found.len() < SHEETS_MAX * 2));
            }
            Mark::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn unfit(error: zip::result::ZipError) -> TableError {
    match error {
        zip::result::ZipError::Io(source) => TableError::Io(source),
        _ => damaged(),
    }
}

/// The rows of a sheet.
pub struct XlsxRows<'a, R: Read + Seek> {
    marks: Marks<ZipFile<'a, R>>,
    strings: Strings,
    number: u64,
}

/// How a cell holds its value (`ST_CellType`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// By its number among the shared texts.
    Shared,
    /// As text.
    Text,
    /// As a number.
    Number,
    /// Not at all: the formula failed.
    Fault,
}

impl<R: Read + Seek> Rows for XlsxRows<'_, R> {
    fn next_row(&mut self, cells: &mut Cells) -> Result<Option<Row>, TableError> {
        cells.clear();
        loop {
            match self.marks.next()? {
                Mark::Start(start) if start.local_name().as_ref() == "row" => {
                    let said = attribute(&start, "r").and_then(|number| number.parse().ok());
                    self.number = said.unwrap_or(self.number.saturating_add(1));
                    let is_sound = self.cells_of_row(cells)?;
                    if !is_sound {
                        cells.clear();
                    }
                    return Ok(Some(Row { number: self.number, is_sound }));
                }
                Mark::Eof => return Ok(None),
                _ => {}
            }
        }
    }
}

impl<R: Read + Seek> XlsxRows<'_, R> {
    /// Reads to the end of the row; `false` when it holds what no list does.
    fn cells_of_row(&mut self, cells: &mut Cells) -> Result<bool, TableError> {
        let mut is_sound = true;
        let mut next = 0;
        loop {
            match self.marks.next()? {
                Mark::Start(start) if start.local_name().as_ref() == "c" => {
                    // Without a reference a cell follows the one before it.
                    let place = attribute(&start, "r").map_or(Some(next), |said| column(&said));
                    let held = held(attribute(&start, "t").as_deref());
                    let value = self.value()?;
                    next = place.unwrap_or(next).saturating_add(1);
                    if value.is_empty() {
                        // Formatted only: nobody's, however far to the right.
                        continue;
                    }
                    let place = place.filter(|place| (cells.len()..COLUMNS_MAX).contains(place));
                    let (Some(place), true) = (place, is_sound) else {
                        is_sound = false;
                        continue;
                    };
                    while cells.len() < place {
                        cells.close();
                    }
                    is_sound = self.enter(cells, held, &value) && cells.text.len() <= ROW_MAX;
                }
                Mark::End("row") => return Ok(is_sound),
                Mark::Eof => return Err(damaged()),
                _ => {}
            }
        }
    }

    /// What stands between a cell's marks: its value (`v`) or its own text (`is`), no formula.
    fn value(&mut self) -> Result<String, TableError> {
        let mut value = String::new();
        let (mut is_open, mut in_reading) = (false, false);
        loop {
            match self.marks.next()? {
                Mark::Start(start) => match start.local_name().as_ref() {
                    "v" | "t" => is_open = !in_reading,
                    "rPh" => in_reading = true,
                    _ => {}
                },
                Mark::End("v" | "t") => is_open = false,
                Mark::End("rPh") => in_reading = false,
                Mark::End("c") => return Ok(value),
                Mark::Text(text) if is_open && value.len() <= ROW_MAX => value.push_str(text),
                Mark::Char(char) if is_open && value.len() <= ROW_MAX => value.push(char),
                Mark::Eof => return Err(damaged()),
                _ => {}
            }
        }
    }

    fn enter(&self, cells: &mut Cells, held: Held, value: &str) -> bool {
        let is_sound = match held {
            Held::Shared => {
                let number = value.trim().parse().ok();
                let text = number.and_then(|number| self.strings.get(number));
                cells.add(text.unwrap_or_default());
                text.is_some()
            }
            Held::Number => {
                cells.add(&number(value));
                true
            }
            Held::Text => {
                cells.add(value);
                true
            }
            Held::Fault => false,
        };
        cells.close();
        is_sound
    }
}

fn held(kind: Option<&str>) -> Held {
    match kind {
        Some("s") => Held::Shared,
        Some("str" | "inlineStr" | "b" | "d") => Held::Text,
        Some("e") => Held::Fault,
        _ => Held::Number,
    }
}

/// A number as a person would have typed it. One that a spreadsheet no longer knows to the last
/// digit is written with an exponent (`3.607811999010100E+17`), as spreadsheets write it into CSV.
fn number(value: &str) -> String {
    match value.trim().parse::<f64>() {
        Ok(number) if number.abs() >= EXACT_BELOW || number.fract() == 0.0 => number_of(number),
        _ => value.to_owned(),
    }
}

/// The same of a number that is one already.
pub(super) fn number_of(number: f64) -> String {
    if number.abs() >= EXACT_BELOW {
        return format!("{number:.15e}").replace('e', "E+");
    }
    if number.fract() == 0.0 { format!("{number:.0}") } else { number.to_string() }
}

/// The place of a cell such as `C12`, from 0.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    let place = letters.fold(0_usize, |sum, letter| {
        sum.saturating_mul(26).saturating_add(usize::from(letter - b'A') + 1)
    });
    place.checked_sub(1)
}
