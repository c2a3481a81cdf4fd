//! One replication in rows: a tube, a person.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tenfold_sim::city::records;
use tenfold_sim::record::{Cell, Row};
use tenfold_sim::scenario::Scenario;

use crate::planner::FIRST;
use crate::report::words::Clock;

/// Rows of the report's first replication.
#[derive(clap::Args, Debug)]
pub struct Records {
    /// Every tube of the first replication, as CSV
    #[arg(long, value_name = "FILE.csv")]
    tubes: Option<PathBuf>,
    /// Every person of the first replication, as CSV; nobody in it is real
    #[arg(long, value_name = "FILE.csv")]
    persons: Option<PathBuf>,
}

impl Records {
    /// Simulates the replication again, with records, where they are asked for.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn write(&self, scenario: &Scenario, seed: u64) -> Result<()> {
        if self.tubes.is_none() && self.persons.is_none() {
            return Ok(());
        }
        let (_, found) = records(scenario, seed, FIRST, self.persons.is_some());
        let clock = Clock::of(scenario);
        if let Some(path) = &self.tubes {
            sheet(path, &found.tubes, clock).with_context(|| path.display().to_string())?;
        }
        if let Some(path) = &self.persons {
            sheet(path, &found.persons, clock).with_context(|| path.display().to_string())?;
        }
        Ok(())
    }
}

fn sheet<R: Row>(path: &Path, rows: &[R], clock: Clock) -> Result<()> {
    let mut writer = csv::Writer::from_writer(BufWriter::new(File::create(path)?));
    writer.write_record(R::HEADER)?;
    for row in rows {
        let cells = row.row().into_iter().map(|cell| match cell {
            Cell::Instant(at) => clock.stamp(at),
            other => other.to_string(),
        });
        writer.write_record(cells)?;
    }
    writer.flush()?;
    Ok(())
}
