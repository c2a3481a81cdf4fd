//! A workbook written row by row, to anything that takes bytes: nothing of it is kept, and no part
//! of it lies in a file of its own meanwhile. Every cell is text: a number would lose its zeros in
//! front and its digits behind the fifteenth, and what looks like a formula is none.

use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// Rows of a sheet, as spreadsheets read them; what is more stands on further sheets, below the
/// same heading.
const SHEET_ROWS_MAX: u32 = 1_048_576;

const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A workbook being written (ECMA-376); its first row is the heading.
pub struct WorkbookWriter<W: Write> {
    archive: ZipWriter<StreamWriter<W>>,
    heading: String,
    sheets: u32,
    /// Of the sheet under way.
    rows: u32,
    rows_max: u32,
}

impl<W: Write> WorkbookWriter<W> {
    /// Begins a workbook.
    pub fn begin(out: W) -> WorkbookWriter<W> {
        WorkbookWriter::with_rows_max(out, SHEET_ROWS_MAX)
    }

    /// The same with smaller sheets.
    pub fn with_rows_max(out: W, rows_max: u32) -> WorkbookWriter<W> {
        let archive = ZipWriter::new_stream(out);
        WorkbookWriter { archive, heading: String::new(), sheets: 0, rows: 0, rows_max }
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Those of what takes the bytes.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        let mut row = String::with_capacity(512);
        for cell in cells {
            if cell.is_empty() {
                row.push_str("<c/>");
                continue;
            }
            row.push_str("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            escape(cell, &mut row);
            row.push_str("</t></is></c>");
        }
        if self.sheets == 0 {
            self.heading.clone_from(&row);
            self.next_sheet()?;
        } else if self.rows >= self.rows_max {
            self.archive.write_all(b"</sheetData></worksheet>")?;
            self.next_sheet()?;
            let heading = std::mem::take(&mut self.heading);
            self.put(&heading)?;
            self.heading = heading;
        }
        self.put(&row)
    }

    fn put(&mut self, row: &str) -> io::Result<()> {
        self.rows += 1;
        write!(self.archive, "<row r=\"{}\">{row}</row>", self.rows)
    }

    fn part(&mut self, name: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        Ok(self.archive.start_file(name, options)?)
    }

    fn next_sheet(&mut self) -> io::Result<()> {
        (self.sheets, self.rows) = (self.sheets + 1, 0);
        self.part(&format!("xl/worksheets/sheet{}.xml", self.sheets))?;
        write!(self.archive, "{PROLOGUE}<worksheet xmlns=\"{MAIN}\"><sheetData>")
    }

    /// Ends the workbook and hands back what took the bytes; one without a row has an empty sheet.
    ///
    /// # Errors
    /// Those of what takes the bytes.
    pub fn end(mut self) -> io::Result<W> {
        if self.sheets == 0 {
            self.next_sheet()?;
        }
        self.archive.write_all(b"</sheetData></worksheet>")?;
        let each = |line: &dyn Fn(u32) -> String| (1..=self.sheets).map(line).collect::<String>();
        let sheets =
            each(&|n| format!("<sheet name=\"Sheet{n}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"));
        let targets = each(&|n| {
            format!(
                "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" \
                 Target=\"worksheets/sheet{n}.xml\"/>"
            )
        });
        let kinds = each(&|n| {
            format!(
                "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" \
                 ContentType=\"{KIND}.worksheet+xml\"/>"
            )
        });
        let parts = [
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets>\
                     </workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\">{targets}</Relationships>"
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                     Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                     ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" \
                     ContentType=\"{KIND}.sheet.main+xml\"/>{kinds}</Types>"
                ),
            ),
        ];
        for (name, text) in parts {
            self.part(name)?;
            self.archive.write_all(PROLOGUE.as_bytes())?;
            self.archive.write_all(text.as_bytes())?;
        }
        Ok(self.archive.finish()?.into_inner())
    }
}

/// Text as XML holds it; what no XML can hold is left out.
fn escape(text: &str, out: &mut String) {
    for symbol in text.chars() {
        match symbol {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(symbol),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            symbol => out.push(symbol),
        }
    }
}
