//! `tenfold routes`: which site sends where.

use anyhow::Result;
use clap::Subcommand;

use super::{Answer, allocate};

/// Which site sends to which lab, and when
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    Allocate(allocate::Args),
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Answer> {
    match &args.what {
        What::Allocate(args) => allocate::run(args),
    }
}
