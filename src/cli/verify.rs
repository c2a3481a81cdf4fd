//! `tenfold verify`: is everything that is kept as the facts say?

use std::io::{Write as _, stdout};

use serde_json::{Value, json};
use tenfold_domain::code::Region;

use super::Answer;
use super::place::{self, Place};
use super::progress;
use crate::service;
use crate::service::vault::Vault;
use crate::service::verify::{self, RegionReport};
use crate::storage::sqlite;

/// Check the hash chain, the conservation law and every head against the facts
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    place::campaigns(&args.place.data)?;
    let mut connection = sqlite::reader(&args.place.data)?;
    let (vault, _) = Vault::open(&args.place.options().key_file(), false)?;
    let campaigns = service::campaigns(&connection, &vault)?;
    let bar = progress::bar(0, "{bar:40} {pos} of {len} facts, {eta} to go");
    let report = verify::verify(&mut connection, &campaigns, &mut |read, all| {
        bar.set_length(all);
        bar.set_position(read);
    })?;
    bar.finish_and_clear();
    let agrees = verify::agrees(&report);
    let mut out = stdout().lock();
    if args.json {
        let regions: Vec<Value> =
            report.iter().map(|(region, found)| told(*region, found)).collect();
        writeln!(out, "{}", json!({"agrees": agrees, "regions": regions}))?;
    } else {
        for (region, found) in &report {
            let RegionReport { facts, commits, heads, last_link, .. } = found;
            writeln!(out, "region {region}: {facts} facts, {commits} commits, {heads} heads")?;
            writeln!(out, "  last link {last_link}")?;
            found.differences.iter().try_for_each(|one| writeln!(out, "  {one}"))?;
            if found.unlisted > 0 {
                writeln!(out, "  and {} more", found.unlisted)?;
            }
        }
        writeln!(out, "{}", if agrees { "Everything agrees." } else { "It does NOT agree." })?;
    }
    Ok(if agrees { Answer::Yes } else { Answer::No })
}

fn told(region: Region, found: &RegionReport) -> Value {
    let differences: Vec<String> = found.differences.iter().map(ToString::to_string).collect();
    json!({
        "region": region.0, "facts": found.facts, "commits": found.commits, "heads": found.heads,
        "last_link": found.last_link, "differences": differences, "unlisted": found.unlisted,
    })
}
