//! `tenfold plan`: what a city needs to test everybody in time.

use std::path::PathBuf;

use anyhow::Result;

use super::Answer;
use super::told::{Outputs, answer, load, page_of};
use super::watched::Interrupt;
use crate::planner::{self, Planned};

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
    let input = load(&args.town, args.protocol.as_deref(), &args.outputs)?;
    let found = match planner::plan(&input, args.seed, args.replications, &Interrupt::listen()?) {
        Planned::Never(said) => {
            args.outputs.sentences(&said)?;
            return Ok(Answer::Never);
        }
        Planned::Found(found) => found,
    };
    args.outputs.write(&found.told(&input, args.seed), &page_of(&args.town, "plan"))?;
    Ok(answer(found.verdict))
}
