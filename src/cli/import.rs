//! `tenfold import`: who is expected, from the grid's lists.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use anyhow::Context as _;
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::Answer;
use super::place::{self, Place};
use crate::service::vault::Vault;
use crate::service::{clock, import};
use crate::setup::roster::Roster;
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
    let name = args.file.display().to_string();
    let file = File::open(&args.file).with_context(|| format!("{name} cannot be read"))?;
    let rows = Roster::open(&name, BufReader::new(file), &town, clock::now())?;
    let mut store = SqliteStore::open(&args.place.data)?;
    let bar = ProgressBar::new_spinner();
    let imported = import::roster(store.connection(), &vault, stored.region, rows, &mut |lines| {
        bar.set_position(lines);
        bar.set_message(format!("{lines} lines"));
    })?;
    bar.finish_and_clear();
    let (good, bad) = (imported.good, imported.bad);
    if args.json {
        let fault = |(line, fault): &(u64, _)| json!({"line": line, "fault": text(fault)});
        let faults: Vec<Value> = imported.faults.iter().map(fault).collect();
        println!("{}", json!({"good": good, "bad": bad, "faults": faults}));
    } else {
        println!("{good} rows entered, {bad} not");
        for (line, fault) in &imported.faults {
            eprintln!("{name}: line {line}: {fault}");
        }
    }
    eprintln!("a running service reads the roster at its next start");
    Ok(if bad == 0 { Answer::Yes } else { Answer::No })
}

fn text(fault: &impl std::fmt::Display) -> String {
    fault.to_string()
}
