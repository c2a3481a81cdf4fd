//! `tenfold simulate`: what becomes of a staffing that is given.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use tenfold_sim::bounds::Bounds;
use tenfold_sim::staffing::Staffing;
use tenfold_sim::summary::Summary;

use super::Answer;
use super::records::Records;
use super::told::{Outputs, Told, is_proven, page_of, warn};
use super::watched::{Interrupt, trials};
use crate::report::words::Both;
use crate::setup::plan::{self, PlanInput};
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
    let input = plan::load(&args.town, args.protocol.as_deref())?;
    warn(&input, &args.outputs);
    let staffing = match &args.plan {
        Some(path) => StaffingFile::load(path, &input.city)?,
        None => at_hand(&args.town, &input)?,
    };
    let scenario = input.city.scenario(&staffing);
    let interrupt = Interrupt::listen()?;
    let trials = trials(&interrupt, &scenario, args.seed, args.replications);
    let summary = Summary::of(&scenario, &trials);
    let mut said = Vec::new();
    if interrupt.is_stopped() {
        said.push(stopped(trials.len()));
    }
    let told = Told {
        input: &input,
        bounds: &Bounds::of(&input.city),
        staffing: &staffing,
        scenario: &scenario,
        summary: &summary,
        seed: args.seed,
        said: &said,
    };
    args.outputs.write(&told, &page_of(&args.town, "simulation"))?;
    args.records.write(&scenario, args.seed)?;
    let proven = is_proven(&summary) && !interrupt.is_stopped();
    Ok(if proven { Answer::Yes } else { Answer::No })
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

fn stopped(replications: usize) -> Both {
    Both::new(
        format!("模拟被中断：以下是已完成的 {replications} 次。"),
        format!("Stopped: this is of the {replications} replications that were finished."),
    )
}
