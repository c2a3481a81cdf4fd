//! A roster's verdicts as a file: a row for each of its rows, in order, and nothing of a person.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Context as _;

use crate::service::import::Landing;

/// For the spreadsheet in which the list is corrected: without it Chinese is misread.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The file that is being written.
pub struct Verdicts {
    name: String,
    out: csv::Writer<BufWriter<File>>,
    /// The first fault of the disk; the import goes on, and it is said at the end.
    fault: Option<csv::Error>,
}

impl Verdicts {
    /// Makes the file, its heading written.
    pub fn create(path: &Path) -> anyhow::Result<Verdicts> {
        let name = path.display().to_string();
        let cannot = || format!("{name} cannot be written");
        let mut file = BufWriter::new(File::create(path).with_context(cannot)?);
        file.write_all(BYTE_ORDER_MARK).with_context(cannot)?;
        let mut out = csv::Writer::from_writer(file);
        out.write_record(["line", "verdict", "column", "zh", "en"]).with_context(cannot)?;
        Ok(Verdicts { name, out, fault: None })
    }

    /// Adds lines.
    pub fn write(&mut self, lines: &[(u64, Landing)]) {
        for (line, landing) in lines {
            if self.fault.is_some() {
                return;
            }
            let (verdict, column, zh, en) = landing.said();
            let line = line.to_string();
            let cells = [&*line, verdict, column.unwrap_or_default(), &zh, &en];
            self.fault = self.out.write_record(cells).err();
        }
    }

    /// Puts the rest on the disk.
    pub fn finish(mut self) -> anyhow::Result<()> {
        let flushed = self.out.flush();
        let written = self.fault.map_or(Ok(()), Err);
        let said = || format!("{} is not whole; the roster was imported all the same", self.name);
        written.with_context(said)?;
        flushed.with_context(said)
    }
}
