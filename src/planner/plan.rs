//! From a town to what is found of it.

use tenfold_sim::bounds::Bounds;
use tenfold_sim::scenario::Scenario;
use tenfold_sim::sizing::{Outcome, Step, size_told};
use tenfold_sim::staffing::Staffing;
use tenfold_sim::summary::{Answer, Share, Summary};

use super::told::Told;
use super::watched::Watched;
use crate::report::ending;
use crate::report::words::Both;
use crate::setup::plan::PlanInput;

/// What may be said of it all in one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Every limit is kept, and proven.
    Proven,
    /// Not proven, or stopped.
    Unproven,
    /// No staffing of this town can do it.
    Never,
}

impl Verdict {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Proven => "proven",
            Verdict::Unproven => "unproven",
            Verdict::Never => "never",
        }
    }
}

/// A staffing and what came out of it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The least of everything.
    pub bounds: Bounds,
    /// Who and what is put to work.
    pub staffing: Staffing,
    /// What was simulated.
    pub scenario: Scenario,
    /// What came out.
    pub summary: Summary,
    /// Whether it does what is asked, of all replications that the plan was not chosen on: those
    /// of the summary, and those of the search's proof before them.
    pub answer: Answer,
    /// How it ended, in sentences.
    pub said: Vec<Both>,
    /// How it ended, in a word.
    pub verdict: Verdict,
}

impl Found {
    /// For whoever shows it.
    pub fn told<'a>(&'a self, input: &'a PlanInput, seed: u64) -> Told<'a> {
        let Found { bounds, staffing, scenario, summary, answer, said, .. } = self;
        Told { input, bounds, staffing, scenario, summary, answer: *answer, seed, said }
    }
}

/// What a search for a plan ends with.
#[derive(Clone, Debug)]
pub enum Planned {
    /// Nothing to show: why no staffing can ever do it.
    Never(Vec<Both>),
    /// A plan, or the best that was found.
    Found(Box<Found>),
}

/// Finds the smallest staffing of a town and simulates it on days that the search has not seen:
/// `replications` of them, or as many as prove the limits.
pub fn plan(
    input: &PlanInput,
    seed: u64,
    replications: Option<u64>,
    watched: &impl Watched,
) -> Planned {
    let told = |step: Step<'_>| watched.told(step);
    let sized = watched.search(|watch| size_told(&input.city, seed, watch, &told));
    let ended = |found| ending::sentences(&input.city, &sized.bounds.never, &sized.outcome, found);
    if sized.bounds.never.iter().any(|never| !never.is_of_degree()) {
        return Planned::Never(ended(None));
    }
    let trials = watched.trials(&sized.scenario, seed, replications);
    let summary = Summary::of(&sized.scenario, &trials);
    // A plan that is in time on 19 days of 20 has unlucky weeks: neither the proof nor the report
    // alone may say that it has not, when both together say that it is.
    let answer = summary.answer(proof(&sized.outcome));
    let said = ended(Some((summary.kept.every, answer)));
    let verdict = match (sized.outcome, answer) {
        _ if watched.is_stopped() => Verdict::Unproven,
        // Fresh replications prove a plan however the search for it ended.
        (_, Answer::Proven) => Verdict::Proven,
        (Outcome::Short(_), Answer::Late) => Verdict::Never,
        _ => Verdict::Unproven,
    };
    let (bounds, staffing, scenario) = (sized.bounds, sized.staffing, sized.scenario);
    Planned::Found(Box::new(Found { bounds, staffing, scenario, summary, answer, said, verdict }))
}

/// The replications of a proof.
fn proof(outcome: &Outcome) -> Option<Share> {
    match *outcome {
        Outcome::Proven { of, late } => Some(Share::new((of - late) as usize, of as usize)),
        Outcome::Short(_) | Outcome::Stopped => None,
    }
}

/// Simulates a staffing that is given, with what goes wrong in the town's file.
pub fn simulate(
    input: &PlanInput,
    staffing: Staffing,
    seed: u64,
    replications: Option<u64>,
    watched: &impl Watched,
) -> Found {
    let scenario = input.city.scenario(&staffing);
    let trials = watched.trials(&scenario, seed, replications);
    let summary = Summary::of(&scenario, &trials);
    let mut said = Vec::new();
    if watched.is_stopped() {
        said.push(stopped(trials.len()));
    }
    let answer = summary.answer(None);
    let proven = answer == Answer::Proven && !watched.is_stopped();
    let verdict = if proven { Verdict::Proven } else { Verdict::Unproven };
    Found { bounds: Bounds::of(&input.city), staffing, scenario, summary, answer, said, verdict }
}

fn stopped(replications: usize) -> Both {
    Both::new(
        format!("模拟被中断：以下是已完成的 {replications} 次。"),
        format!("Stopped: this is of the {replications} replications that were finished."),
    )
}
