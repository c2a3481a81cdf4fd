//! What was found, as whoever shows it needs it: the report's rows, and the document.

use serde_json::{Value, json};
use tenfold_sim::bounds::Bounds;
use tenfold_sim::needs::{Needs, Planned};
use tenfold_sim::scenario::Scenario;
use tenfold_sim::staffing::Staffing;
use tenfold_sim::summary::{Answer, Summary};

use crate::report::words::Both;
use crate::report::{Report, input, json as document};
use crate::setup::plan::PlanInput;
use crate::setup::staffing::StaffingFile;
use crate::setup::{SetupError, supplies};

/// What was found.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The town.
    pub input: &'a PlanInput,
    /// The least of everything.
    pub bounds: &'a Bounds,
    /// Who and what is put to work.
    pub staffing: &'a Staffing,
    /// What was simulated of both.
    pub scenario: &'a Scenario,
    /// What came out.
    pub summary: &'a Summary,
    /// Whether it does what is asked.
    pub answer: Answer,
    /// Seed of all chance.
    pub seed: u64,
    /// Sentences that stand before the summary.
    pub said: &'a [Both],
}

impl Told<'_> {
    /// Makes the report, whose rows live as long as `use_it` looks at them.
    ///
    /// # Errors
    /// The annexes of goods in the program cannot be read.
    pub fn report<T>(&self, use_it: impl FnOnce(&Report<'_>) -> T) -> Result<T, SetupError> {
        let Told { input, bounds, staffing, scenario, summary, .. } = *self;
        let goods = supplies::annexes()?;
        let needs = Needs::of(Planned { city: &input.city, bounds, staffing, scenario }, &goods);
        let assumptions = input::assumptions(input);
        let report = Report {
            bounds: &needs.bounds,
            shortages: &needs.shortages,
            staffing: &needs.staffing,
            supplies: &needs.supplies,
            pools: &needs.pools,
            hours: &needs.hours,
            lab_hours: &needs.lab_hours,
            assumptions: &assumptions,
            answer: self.answer,
            said: self.said,
            ..Report::of(scenario, summary, self.seed)
        };
        Ok(use_it(&report))
    }

    /// The report's document, what was said, and the staffing under `plan`.
    pub fn document(&self, report: &Report<'_>) -> Value {
        let mut document = document::document(report);
        document["said"] = both(self.said);
        document["cost_yuan"] = json!(self.input.city.cost(self.staffing).round());
        document["plan"] = json!(StaffingFile::of(&self.input.city, self.staffing));
        document
    }
}

/// The document where there is no plan at all.
pub fn never_document(said: &[Both]) -> Value {
    json!({ "answer": "never", "said": both(said) })
}

fn both(said: &[Both]) -> Value {
    said.iter().map(|text| json!({ "zh": text.zh, "en": text.en })).collect()
}
