//! A plan's job on the wire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tenfold_sim::tables::BoundRow;
use utoipa::ToSchema;

use crate::planner::Verdict;
use crate::planner::job::{Job, State};
use crate::planner::jobs::Jobs;
use crate::planner::progress::Progress;
use crate::report::words::{Both, Lang};

/// A town to plan for. Files are texts, as they would stand beside each other in folders; nothing
/// is read from the server's disk.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "town": "region = 360781\nname = \"小城\"\nprotocol = \"ruijin-2022.toml\"\n...",
    "files": { "ruijin-2022.toml": "name = \"瑞金市2022\"\n..." },
    "seed": 1,
}))]
pub struct PlanBody {
    /// Text of the town file, at most 1 MiB.
    pub town: String,
    /// Text of a protocol, in place of the one that the town names.
    #[serde(default)]
    pub protocol: Option<String>,
    /// Texts of the files that the town names, under the very names it uses: its protocol, a
    /// matrix of travel times. Kits are not needed.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// Seed of all chance; 1 when not given.
    #[serde(default = "first")]
    pub seed: u64,
    /// The `plan` of a plan's document: it is simulated, with what goes wrong in the town's file,
    /// and nothing is searched for.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub plan: Option<serde_json::Value>,
}

fn first() -> u64 {
    1
}

/// A plan that was asked for: how far it is, and how it ended. Jobs live in memory only.
#[derive(Serialize, ToSchema)]
pub struct PlanJob {
    /// Names the job.
    #[schema(example = "9f2c61d07be3a458")]
    pub id: String,
    /// `queued`, `running`, `done`, `stopped` (what was found is kept) or `failed`.
    #[schema(example = "running")]
    pub state: &'static str,
    /// The town's name.
    #[schema(example = "瑞金市 2022")]
    pub name: String,
    /// `plan`, or `simulate` where a staffing was given.
    #[schema(example = "plan")]
    pub kind: &'static str,
    /// Seed of all chance.
    #[schema(example = 1)]
    pub seed: u64,
    /// Jobs that end before this one begins.
    #[schema(example = 0)]
    pub ahead: usize,
    /// Cities simulated so far.
    #[schema(example = 312)]
    pub simulated: u64,
    /// Cities that will have been simulated, once a plan is found and is being proven; it grows
    /// where days were late.
    #[schema(example = 371)]
    pub simulated_goal: Option<u64>,
    /// What it does, and what it has in hand; none before it begins.
    pub progress: Option<PlanProgress>,
    /// When it was asked for, in milliseconds since 1970.
    #[schema(example = 1_648_764_000_000_i64)]
    pub asked_at_ms: i64,
    /// When it left the queue.
    #[schema(example = 1_648_764_000_100_i64)]
    pub began_at_ms: Option<i64>,
    /// When it ended.
    #[schema(example = json!(null))]
    pub ended_at_ms: Option<i64>,
    /// `proven`: every limit is kept, and proven. `unproven`: not proven, or stopped. `never`: no
    /// staffing of this town can do it. These are exit codes 0, 1 and 3 of `tenfold plan`.
    #[schema(example = json!(null))]
    pub answer: Option<&'static str>,
    /// How it ended, in sentences, in the language that `Accept-Language` prefers.
    #[schema(example = json!([]))]
    pub said: Vec<String>,
    /// What looks wrong in the town without being so.
    #[schema(example = json!([]))]
    pub warnings: Vec<String>,
    /// The summary that a terminal shows.
    #[schema(example = json!(null))]
    pub summary: Option<String>,
    /// Where the document is, when there is one.
    #[schema(example = json!(null))]
    pub document: Option<String>,
    /// Where the page is, when there is one.
    #[schema(example = json!(null))]
    pub report: Option<String>,
}

impl PlanJob {
    /// As it stands now.
    pub fn of(jobs: &Jobs, job: &Job, lang: Lang) -> PlanJob {
        let stand = job.stand();
        let said = |texts: &[Both]| texts.iter().map(|text| text.pick(lang).to_owned()).collect();
        let (simulated, simulated_goal) = job.simulated();
        let place = |what: &str| format!("{}/{what}", place(job));
        let kept = stand.kept.as_deref();
        PlanJob {
            id: job.id.clone(),
            state: stand.state.word(),
            name: job.name.clone(),
            kind: if job.is_given { "simulate" } else { "plan" },
            seed: job.seed,
            ahead: if stand.state == State::Queued { jobs.ahead(job) } else { 0 },
            simulated,
            simulated_goal,
            progress: job.progress().map(|progress| PlanProgress::of(progress, lang)),
            asked_at_ms: job.asked_at.0,
            began_at_ms: stand.began_at.map(|at| at.0),
            ended_at_ms: stand.ended_at.map(|at| at.0),
            answer: stand.verdict.map(Verdict::word),
            said: said(&stand.said),
            warnings: said(&job.warnings),
            summary: kept.and_then(|kept| kept.summary.as_ref()).map(|s| s.pick(lang).to_owned()),
            document: kept.map(|_| place("document")),
            report: kept.and_then(|kept| kept.page.as_ref()).map(|_| place("report")),
        }
    }
}

/// What a job does, and what it has in hand.
#[derive(Serialize, ToSchema)]
pub struct PlanProgress {
    /// `growing`: too little still, what is late is turned up. `trimming`: whatever can be is
    /// turned down. `checking`: a long look. `proving`: on days that the search has not seen.
    /// `simulating`: the days that the report tells of.
    #[schema(example = "trimming")]
    pub doing: &'static str,
    /// What is in hand kept every limit in all that was looked at: it is the best so far.
    #[schema(example = true)]
    pub is_enough: bool,
    /// What it costs, by the town's unit costs.
    #[schema(example = 1_841_000.0)]
    pub cost_yuan: Option<f64>,
    /// The least of everything by arithmetic, beside what is in hand.
    pub bounds: Vec<PlanBound>,
}

/// A bound of arithmetic: nothing below it can do.
#[derive(Serialize, ToSchema)]
pub struct PlanBound {
    /// Of what.
    #[schema(example = "Vehicles")]
    pub what: String,
    /// In what it is counted.
    #[schema(example = "vehicles")]
    pub unit: String,
    /// No less can do.
    #[schema(example = 8.4)]
    pub least: f64,
    /// In hand.
    #[schema(example = 12.0)]
    pub planned: Option<f64>,
}

impl PlanProgress {
    fn of(progress: Progress, lang: Lang) -> PlanProgress {
        let doing = progress.word();
        let Progress { is_enough, cost_yuan, bounds, .. } = progress;
        let pick = |zh, en| if lang == Lang::Zh { zh } else { en };
        let bound = |row: BoundRow| PlanBound {
            what: pick(row.what_zh, row.what_en),
            unit: pick(row.unit_zh, row.unit_en),
            least: row.least,
            planned: row.planned,
        };
        let bounds = bounds.into_iter().map(bound).collect();
        PlanProgress { doing, is_enough, cost_yuan, bounds }
    }
}

/// The address of a job.
pub fn place(job: &Job) -> String {
    format!("/v1/plans/{}", job.id)
}

/// The jobs of a region.
#[derive(Serialize, ToSchema)]
pub struct PlanJobs {
    /// Newest first.
    pub jobs: Vec<PlanJob>,
    /// Jobs that may wait while one runs; more are turned away.
    #[schema(example = 4)]
    pub waiting_max: usize,
    /// Ended jobs that are kept; the oldest is forgotten first, and a restart forgets them all.
    #[schema(example = 20)]
    pub kept_max: usize,
}
