//! `tenfold lab`: work of the bench.

mod map;
mod quality;
mod read;
mod watch;

use super::{Answer, waited};

/// The lab's bench: maps for thermocyclers, their results, and whether its work is in control
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    Map(map::Args),
    Read(read::Args),
    Watch(watch::Args),
    Quality(quality::Args),
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    match &args.what {
        What::Map(args) => waited(map::run(args)),
        What::Read(args) => read::run(args),
        What::Watch(args) => waited(watch::run(args)),
        What::Quality(args) => waited(quality::run(args)),
    }
}
