//! What `plan` and `simulate` write: a page, tables, JSON, a terminal's summary.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;
use tenfold_sim::bounds::Bounds;
use tenfold_sim::needs::{Needs, Planned};
use tenfold_sim::scenario::Scenario;
use tenfold_sim::staffing::Staffing;
use tenfold_sim::summary::{Answer, Summary};

use crate::report::words::{Both, Lang};
use crate::report::{Report, csv, html, input, json as document, text};
use crate::setup::plan::PlanInput;
use crate::setup::staffing::StaffingFile;
use crate::setup::supplies;

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

fn lang(word: &str) -> Result<Lang, String> {
    Lang::parse(word).ok_or_else(|| "say zh or en".into())
}

/// What was found.
pub struct Told<'a> {
    pub input: &'a PlanInput,
    pub bounds: &'a Bounds,
    pub staffing: &'a Staffing,
    pub scenario: &'a Scenario,
    pub summary: &'a Summary,
    pub seed: u64,
    /// Sentences that stand before the summary.
    pub said: &'a [Both],
}

impl Outputs {
    /// Says sentences alone, where there is no plan at all.
    ///
    /// # Errors
    /// Nobody reads.
    pub fn sentences(&self, said: &[Both]) -> Result<()> {
        let mut out = std::io::stdout().lock();
        if self.json {
            writeln!(out, "{:#}", json!({ "answer": "never", "said": both(said) }))?;
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
        let Told { input, bounds, staffing, scenario, summary, .. } = *told;
        let goods = supplies::annexes()?;
        let needs = Needs::of(Planned { city: &input.city, bounds, staffing, scenario }, &goods);
        let assumptions = input::assumptions(input);
        let report = Report {
            bounds: &needs.bounds,
            shortages: &needs.shortages,
            staffing: &needs.staffing,
            supplies: &needs.supplies,
            pools: &needs.pools,
            assumptions: &assumptions,
            said: told.said,
            ..Report::of(scenario, summary, told.seed)
        };
        let page = self.report.as_deref().unwrap_or(page);
        let shown = page.display();
        fs::write(page, html::page(&report, self.lang)).with_context(|| format!("{shown}"))?;
        if let Some(folder) = &self.csv {
            csv::write(&report, folder).with_context(|| folder.display().to_string())?;
        }
        let mut out = std::io::stdout().lock();
        if self.json {
            writeln!(out, "{:#}", whole(&report, told))?;
        } else {
            write!(out, "{}", text::summary(&report, self.lang))?;
        }
        eprintln!("{shown}");
        Ok(())
    }
}

/// The report's document, and the staffing beside it.
fn whole(report: &Report<'_>, told: &Told<'_>) -> serde_json::Value {
    let mut document = document::document(report);
    document["said"] = both(told.said);
    document["plan"] = json!(StaffingFile::of(&told.input.city, told.staffing));
    document
}

fn both(said: &[Both]) -> serde_json::Value {
    said.iter().map(|text| json!({ "zh": text.zh, "en": text.en })).collect()
}

/// The page's name where none is given: the town file's, in the folder one works in.
pub fn page_of(town: &Path, kind: &str) -> PathBuf {
    let stem = town.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    PathBuf::from(format!("{}-{kind}.html", stem.unwrap_or_else(|| "town".into())))
}

/// Warnings of the town file, before anything is simulated.
pub fn warn(input: &PlanInput, outputs: &Outputs) {
    for warning in &input.warnings {
        let text = if outputs.lang == Lang::Zh { &warning.zh } else { &warning.en };
        eprintln!("tenfold: {text}");
    }
}

/// Whether a summary proves that every limit is kept.
pub fn is_proven(summary: &Summary) -> bool {
    summary.answer() == Answer::Proven
}
