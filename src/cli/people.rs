//! `tenfold people`: a roster of invented people.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use anyhow::{Context as _, bail};

use super::Answer;
use crate::setup::people::People;
use crate::setup::roster::{self, RosterRow, Tongue};
use crate::setup::town::Town;

/// Write a roster of invented people; the same seed gives the same people
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The town they live in
    #[arg(long, value_name = "FILE")]
    town: PathBuf,
    /// How many
    #[arg(long, value_name = "N")]
    count: usize,
    /// The CSV to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Where chance starts
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Chinese headings and words
    #[arg(long)]
    chinese: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let town = Town::load(&args.town)?;
    let out = File::create(&args.out)
        .with_context(|| format!("{} cannot be written", args.out.display()))?;
    let tongue = if args.chinese { Tongue::Chinese } else { Tongue::English };
    let mut written = 0;
    let people = People::new(args.seed, &town).take(args.count);
    let rows = people.inspect(|_| written += 1).map(RosterRow::from);
    roster::write(BufWriter::new(out), tongue, rows)
        .with_context(|| format!("{} cannot be written", args.out.display()))?;
    if written < args.count {
        bail!("only {written} different people can be invented; {} holds them", args.out.display());
    }
    println!("{written} invented people in {}, for exercises only", args.out.display());
    Ok(Answer::Yes)
}
