//! What a planner sees: one set of tables and figures as a printed page, CSV, JSON and text.
//!
//! ```text
//!  sim: Scenario, Summary, rows ──► Report ──► tables ──┬─► csv   one file a table
//!                                     │                 ├─► json  one document
//!                                     │                 └─► text  a terminal
//!                                     └─► html: one file, both languages, SVG plots
//!  sim: Compared, variants ────► Comparison ──► the same four
//!  sim: Expected, Flow, Advice ► Allocated ───► csv, json, text
//!  sim: routes::Plan ──────────► Tours ───────► the same four, and GeoJSON
//!  a running service's answer ─► Quality ─────► html, text
//! ```
//!
//! What this room never does: simulate, size, ask the time, fetch anything. A page it makes needs
//! no network and no other file.

pub mod allocated;
pub mod compared;
pub mod csv;
pub mod ending;
mod hours;
pub mod html;
pub mod input;
pub mod json;
mod measured;
mod planned;
pub mod quality;
pub mod routes;
mod series;
pub mod story;
pub mod table;
pub mod text;
pub mod words;

use tenfold_sim::scenario::Scenario;
use tenfold_sim::summary::{Answer, Summary};
use tenfold_sim::tables::{
    AssumptionRow, BoundRow, HourRow, LabHourRow, PoolAdviceRow, ShortageRow, StaffingRow,
    SupplyRow,
};

use table::Table;
use words::Both;

/// Rows of a table on paper; the files have them all.
pub const PRINTED_MAX: usize = 150;

/// Everything a report tells. Empty lists leave their tables out.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What was simulated.
    pub scenario: &'a Scenario,
    /// What came out.
    pub summary: &'a Summary,
    /// The seed of all random streams.
    pub seed: u64,
    /// Version of the program.
    pub version: &'a str,
    /// Closed-form bounds beside the simulated plan.
    pub bounds: &'a [BoundRow],
    /// What must be asked for.
    pub shortages: &'a [ShortageRow],
    /// People by site, role and shift.
    pub staffing: &'a [StaffingRow],
    /// Goods.
    pub supplies: &'a [SupplyRow],
    /// Advice on the size of tubes.
    pub pools: &'a [PoolAdviceRow],
    /// Tubes against what labs can begin, by hour.
    pub hours: &'a [HourRow],
    /// The same of each lab.
    pub lab_hours: &'a [LabHourRow],
    /// Assumptions beside those of [`tenfold_sim::assumptions`]: where travel times come from.
    pub assumptions: &'a [AssumptionRow],
    /// Whether the plan does what is asked: of the summary, and of what was simulated before it.
    pub answer: Answer,
    /// Sentences beside the answer: how the search for the plan ended.
    pub said: &'a [Both],
}

impl<'a> Report<'a> {
    /// A report of a simulation alone, without a plan's tables.
    pub fn of(scenario: &'a Scenario, summary: &'a Summary, seed: u64) -> Report<'a> {
        Report {
            scenario,
            summary,
            seed,
            version: env!("CARGO_PKG_VERSION"),
            bounds: &[],
            shortages: &[],
            staffing: &[],
            supplies: &[],
            pools: &[],
            hours: &[],
            lab_hours: &[],
            assumptions: &[],
            answer: summary.answer(None),
            said: &[],
        }
    }

    /// Every table that has rows, in the order of reading.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = measured::all(self);
        tables.extend(planned::all(self));
        tables.extend(series::all(self));
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    /// Those of them that fit a page; of very many sites, the last to end stand first.
    pub fn printed(&self) -> Vec<Table> {
        let mut tables = measured::all(self);
        tables.extend(planned::all(self));
        tables.retain(|table| table.printed && !table.rows.is_empty());
        let long = |table: &&mut Table| table.key == "sites" && table.rows.len() > PRINTED_MAX;
        tables.iter_mut().filter(long).for_each(measured::last_first);
        tables
    }
}
