//! `tenfold import`: who is expected, from the grid's lists.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::Answer;
use super::place::{self, Place};
use crate::service::clock;
use crate::service::import::{self, Imported};
use crate::service::vault::Vault;
use crate::setup::roster::{Fault, Roster};
use crate::setup::town::Town;
use crate::storage::sqlite::SqliteStore;

/// Bring lists in
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// People who are expected, as CSV; a row that cannot be read does not stop the others
    Roster(RosterArgs),
}

#[derive(clap::Args, Debug)]
struct RosterArgs {
    /// The CSV
    file: PathBuf,
    /// The town whose townships it names
    #[arg(long, value_name = "FILE")]
    town: PathBuf,
    #[command(flatten)]
    place: Place,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let What::Roster(args) = &args.what;
    let town = Town::load(&args.town)?;
    let stored = place::campaign(&args.place.data, Some(town.campaign.region.0))?;
    let (vault, _) = Vault::open(&args.place.options().key_file(), false)?;
    vault.belongs_to(&stored.key_check)?;
    let rows = open(&args.file, &town)?;
    let mut store = SqliteStore::open(&args.place.data)?;
    let bar = ProgressBar::new_spinner();
    let imported = import::roster(store.connection(), &vault, stored.region, rows, &mut |lines| {
        tick(&bar, lines);
    })?;
    bar.finish_and_clear();
    let (good, bad) = (imported.good, imported.bad);
    if args.json {
        println!("{}", told(&imported));
    } else {
        println!("{good} rows entered, {bad} not");
        name_faults(&args.file, &imported);
    }
    eprintln!("a service that runs counts them within seconds");
    Ok(if bad == 0 { Answer::Yes } else { Answer::No })
}

/// A roster that is being read, its heading already.
pub fn open<'a>(file: &Path, town: &'a Town) -> anyhow::Result<Roster<'a, BufReader<File>>> {
    let name = file.display().to_string();
    let input = File::open(file).with_context(|| format!("{name} cannot be read"))?;
    Ok(Roster::open(&name, BufReader::new(input), town, clock::now())?)
}

/// Moves a bar to so many lines read.
pub fn tick(bar: &ProgressBar, lines: u64) {
    bar.set_position(lines);
    bar.set_message(format!("{lines} lines"));
}

/// What became of a roster, for programs.
pub fn told(imported: &Imported) -> Value {
    let fault = |(line, fault): &(u64, Fault)| json!({"line": line, "fault": fault.to_string()});
    let faults: Vec<Value> = imported.faults.iter().map(fault).collect();
    json!({"good": imported.good, "bad": imported.bad, "faults": faults})
}

/// The same for people: file, line and fault of each line that did not land.
pub fn name_faults(file: &Path, imported: &Imported) {
    for (line, fault) in &imported.faults {
        eprintln!("{}: line {line}: {fault}", file.display());
    }
    let unlisted = imported.bad - imported.faults.len() as u64;
    if unlisted > 0 {
        eprintln!("{}: and {unlisted} lines more", file.display());
    }
}
