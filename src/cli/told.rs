//! What `plan` and `simulate` write: a page, tables, JSON, a terminal's summary; and the options of
//! commands that ask a running service.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use jiff::tz::{Offset, TimeZone};

use super::Answer;
use crate::planner::{self, Told, Verdict};
use crate::report::words::{Both, Lang};
use crate::report::{Report, csv, html, text};
use crate::setup::SetupError;
use crate::setup::plan::{self, PlanInput};
use crate::setup::roads::Said;

/// Where to write what.
#[derive(clap::Args, Debug)]
pub struct Outputs {
    /// Page to write, whole in itself, both languages
    #[arg(long, value_name = "FILE.html")]
    pub(super) report: Option<PathBuf>,
    /// Folder for every table as CSV
    #[arg(long, value_name = "FOLDER")]
    pub(super) csv: Option<PathBuf>,
    /// Print everything as JSON, the staffing too, in place of the summary
    #[arg(long)]
    pub(super) json: bool,
    /// Language of the summary, and the one the page opens in: zh or en
    #[arg(long, default_value = "en", value_parser = lang)]
    pub(super) lang: Lang,
}

/// A running service that is asked, and how its answer is told.
#[derive(clap::Args, Debug)]
pub(super) struct Asking {
    /// Hours that the town's clock is ahead of UTC
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(i8).range(-12..=14))]
    pub(super) ahead: i8,
    /// The service
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    pub(super) url: String,
    /// Token of a commander, or of another role that may ask this
    #[arg(long, env = "TENFOLD_TOKEN", hide_env_values = true)]
    pub(super) token: String,
    /// Print the service's answer as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Language: zh or en
    #[arg(long, default_value = "en", value_parser = lang)]
    pub(super) lang: Lang,
}

impl Asking {
    /// The town's clock.
    pub(super) fn zone(&self) -> Result<TimeZone> {
        let offset = Offset::from_hours(self.ahead).map_err(|error| anyhow!("--ahead: {error}"))?;
        Ok(offset.to_time_zone())
    }
}

pub(super) fn lang(word: &str) -> Result<Lang, String> {
    Lang::parse(word).ok_or_else(|| "say zh or en".into())
}

impl Outputs {
    /// A fault of a file, in the language of the summary.
    pub(super) fn fault(&self, error: SetupError) -> anyhow::Error {
        match self.lang {
            Lang::Zh => anyhow!(error.zh()),
            Lang::En => error.into(),
        }
    }

    /// Says what looks wrong in what was read, on standard error.
    pub(super) fn warnings(&self, warnings: &[Said]) {
        for warning in warnings {
            let text = if self.lang == Lang::Zh { &warning.zh } else { &warning.en };
            eprintln!("tenfold: {text}");
        }
    }

    /// Says sentences alone, where there is no plan at all.
    ///
    /// # Errors
    /// Nobody reads.
    pub fn sentences(&self, said: &[Both]) -> Result<()> {
        let mut out = std::io::stdout().lock();
        if self.json {
            writeln!(out, "{:#}", planner::never_document(said))?;
            return Ok(());
        }
        for text in said {
            writeln!(out, "{}", text.pick(self.lang))?;
        }
        Ok(())
    }

    /// Writes what was asked for; the page goes to `page` where no other place is named.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn write(&self, told: &Told<'_>, page: &Path) -> Result<()> {
        told.report(|report| self.written(told, report, page))?
    }

    fn written(&self, told: &Told<'_>, report: &Report<'_>, page: &Path) -> Result<()> {
        let page = self.report.as_deref().unwrap_or(page);
        let shown = page.display();
        fs::write(page, html::page(report, self.lang)).with_context(|| format!("{shown}"))?;
        if let Some(folder) = &self.csv {
            csv::write(report, folder).with_context(|| folder.display().to_string())?;
        }
        let mut out = std::io::stdout().lock();
        if self.json {
            writeln!(out, "{:#}", told.document(report))?;
        } else {
            write!(out, "{}", text::summary(report, self.lang))?;
        }
        eprintln!("{shown}");
        Ok(())
    }
}

/// The page's name where none is given: the town file's, in the folder one works in.
pub fn page_of(town: &Path, kind: &str) -> PathBuf {
    let stem = town.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    PathBuf::from(format!("{}-{kind}.html", stem.unwrap_or_else(|| "town".into())))
}

/// Reads a town, and warns of what looks wrong in it before anything is simulated.
///
/// # Errors
/// As [`plan::load`], in the language of the summary.
pub fn load(town: &Path, protocol: Option<&Path>, outputs: &Outputs) -> Result<PlanInput> {
    let input = plan::load(town, protocol).map_err(|error| outputs.fault(error))?;
    warn(&input, outputs);
    Ok(input)
}

/// Warnings of the town file, before anything is simulated.
pub fn warn(input: &PlanInput, outputs: &Outputs) {
    outputs.warnings(&input.warnings);
}

/// The exit code of what was found.
pub fn answer(verdict: Verdict) -> Answer {
    match verdict {
        Verdict::Proven => Answer::Yes,
        Verdict::Unproven => Answer::No,
        Verdict::Never => Answer::Never,
    }
}
