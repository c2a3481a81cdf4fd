//! A plan's job on the wire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::planner::Verdict;
use crate::planner::job::{Job, State};
use crate::planner::jobs::Jobs;
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
