//! `tenfold plan`: what a city needs to test everybody in time.

use std::path::PathBuf;

use anyhow::Result;
use tenfold_sim::sizing::{Outcome, size};
use tenfold_sim::summary::{Answer as Found, Summary};

use super::Answer;
use super::told::{Outputs, Told, page_of, warn};
use super::watched::{Interrupt, search, trials};
use crate::report::ending;
use crate::setup::plan;

/// Find the smallest staffing that tests everybody in time, and what must be asked for
///
/// Exit code 0: a plan was found and proven. 1: stopped, or not proven. 2: bad input. 3: no
/// staffing can do it; what is missing, and how much, is said.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Town file
    town: PathBuf,
    /// Protocol file, in place of the town's
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
    /// Seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Replications that the report tells of [default: as many as prove the limits, 59 to 208]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    replications: Option<u64>,
    #[command(flatten)]
    outputs: Outputs,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Answer> {
    let input = plan::load(&args.town, args.protocol.as_deref())?;
    warn(&input, &args.outputs);
    let interrupt = Interrupt::listen()?;
    let sized = search(&interrupt, "sizing", |watch| size(&input.city, args.seed, watch));
    let ended = |found| ending::sentences(&input.city, &sized.bounds.never, &sized.outcome, found);
    if sized.bounds.never.iter().any(|never| !never.is_of_degree()) {
        let said = ended(None);
        args.outputs.sentences(&said)?;
        return Ok(Answer::Never);
    }
    let trials = trials(&interrupt, &sized.scenario, args.seed, args.replications);
    let summary = Summary::of(&sized.scenario, &trials);
    let said = ended(Some(summary.answer()));
    let told = Told {
        input: &input,
        bounds: &sized.bounds,
        staffing: &sized.staffing,
        scenario: &sized.scenario,
        summary: &summary,
        seed: args.seed,
        said: &said,
    };
    args.outputs.write(&told, &page_of(&args.town, "plan"))?;
    Ok(match (sized.outcome, summary.answer()) {
        _ if interrupt.is_stopped() => Answer::No,
        // Fresh replications prove a plan however the search for it ended.
        (_, Found::Proven) => Answer::Yes,
        // The search's own proof stands; the report must not speak against it.
        (Outcome::Proven { .. }, Found::Unproven) => Answer::Yes,
        (Outcome::Short(_), Found::Late) => Answer::Never,
        _ => Answer::No,
    })
}
