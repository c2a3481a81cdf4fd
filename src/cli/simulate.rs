//! `tenfold simulate`: what becomes of a staffing that is given.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use tenfold_sim::staffing::Staffing;

use super::Answer;
use super::records::Records;
use super::routing::Routing;
use super::told::{Outputs, answer, load, page_of};
use super::watched::Interrupt;
use crate::planner;
use crate::setup::plan::PlanInput;
use crate::setup::staffing::StaffingFile;

/// Simulate a staffing: a plan's, or what is at hand; failures of the town file happen
///
/// Exit code 0: every limit is kept, and proven. 1: it is not, or the run was stopped. 2: bad
/// input.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Town file
    town: PathBuf,
    /// What `tenfold plan --json` printed: its staffing is simulated
    #[arg(long, value_name = "PLAN.json", required_unless_present = "at_hand")]
    plan: Option<PathBuf>,
    /// Simulate who and what is at hand, with nothing asked for
    #[arg(long, conflicts_with = "plan")]
    at_hand: bool,
    /// Protocol file, in place of the town's
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
    /// Which lab a box goes to [default: as the town file says, or fixed]
    #[arg(long, value_enum, value_name = "WHO")]
    routing: Option<Routing>,
    /// Seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Replications [default: as many as prove the limits or show that they are not kept]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    replications: Option<u64>,
    #[command(flatten)]
    outputs: Outputs,
    #[command(flatten)]
    records: Records,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Answer> {
    let mut input = load(&args.town, args.protocol.as_deref(), &args.outputs)?;
    args.routing.iter().for_each(|routing| routing.put(&mut input.city));
    let staffing = match &args.plan {
        Some(path) => StaffingFile::load(path, &input.city)?,
        None => at_hand(&args.town, &input)?,
    };
    let interrupt = Interrupt::listen()?;
    let found = planner::simulate(&input, staffing, args.seed, args.replications, &interrupt);
    let page = page_of(&args.town, "simulation");
    args.outputs.write(&found.told(&input, args.seed), &page)?;
    args.records.write(&found.scenario, args.seed)?;
    Ok(answer(found.verdict))
}

/// Who and what is at hand, put to work.
///
/// # Errors
/// The town file tells nothing of it.
pub(super) fn at_hand(town: &Path, input: &PlanInput) -> Result<Staffing> {
    let Some(staffing) = input.city.at_hand_staffing() else {
        bail!(
            "{}: says of no township how many collectors it has: add `collectors` under \
             `[planning]`, or give a plan with `--plan`",
            town.display()
        );
    };
    Ok(staffing)
}
