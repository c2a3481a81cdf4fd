//! A roster's verdicts as a file: a row for each of its rows, in order, and nothing of a person.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Context as _;

use crate::service::import::Landing;
use crate::setup::roster::Tongue;

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
            let written = match landing {
                Landing::Entered => self.row(*line, "entered", "", "已录入", "entered"),
                Landing::Known => {
                    self.row(*line, "known", "", "名册中已有此人", "was on the roster before")
                }
                Landing::Refused(fault) => {
                    let column = fault.column().map(|column| column.heading(Tongue::English));
                    let (zh, en) = (fault.zh(), fault.to_string());
                    self.row(*line, "refused", column.unwrap_or_default(), &zh, &en)
                }
            };
            self.fault = written.err();
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

    fn row(
        &mut self,
        line: u64,
        verdict: &str,
        column: &str,
        zh: &str,
        en: &str,
    ) -> Result<(), csv::Error> {
        self.out.write_record([&line.to_string(), verdict, column, zh, en])
    }
}
