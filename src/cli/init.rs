//! `tenfold init`: a town and a protocol become a campaign in a data folder, with everybody it
//! expects where a roster is given.

use std::path::{Path, PathBuf};

use anyhow::bail;
use indicatif::ProgressBar;

use super::Answer;
use super::import::{self, Input};
use super::place::Place;
use crate::service::begin::{self, Begun};
use crate::service::vault::Vault;
use crate::setup::town::Town;
use crate::storage::open;
use crate::storage::tables::reference;

/// Make a campaign: sites, lanes, labs and limits from a town and a protocol
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The town's TOML
    #[arg(long, value_name = "FILE")]
    town: PathBuf,
    /// The protocol's TOML [default: the one the town's file names]
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
    /// A reagent kit's TOML; again for each further kit [default: those the town's file names]
    #[arg(long, value_name = "FILE")]
    kit: Vec<PathBuf>,
    /// People who are expected, as CSV or XLSX; one bad line, and nothing is made
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let town = Town::load_with(&args.town, args.protocol.as_deref(), &args.kit)?;
    let data = &args.place.data;
    let key = args.place.options().key_file();
    refuse_taken(data, &key, &town)?;
    let texts = (town.protocol.as_str(), town.kits.as_str());
    let mut input = args.roster.as_deref().map(Input::open).transpose()?;
    let rows = input.as_mut().map(|input| input.roster(None, &town)).transpose()?;
    let bar = ProgressBar::new_spinner();
    let begun = begin::with_roster(
        data,
        &key,
        &town.campaign,
        texts,
        rows.into_iter().flatten(),
        &mut |lines| import::tick(&bar, lines),
    );
    bar.finish_and_clear();
    let begun = begun?;
    if let Some(file) = args.roster.as_deref().filter(|_| begun.roster.bad > 0) {
        return refuse_roster(args, file, &begun);
    }
    say(args, &town, &key, &begun);
    Ok(Answer::Yes)
}

/// A roster that is not whole makes no campaign: who is missing from it would be missed nowhere.
fn refuse_roster(args: &Args, file: &Path, begun: &Begun) -> anyhow::Result<Answer> {
    if args.json {
        println!("{}", import::told(&begun.roster));
    } else {
        import::name_faults(file, &begun.roster);
    }
    let (bad, all) = (begun.roster.bad, begun.roster.good + begun.roster.bad);
    bail!(
        "{}: {bad} of {all} lines cannot be used; nothing was made: correct them and try again, \
         or leave --roster out and bring the lines that are right in with `tenfold import roster`",
        file.display()
    );
}

/// A region has one campaign, and a folder one key: a new key beside old data would lock it.
fn refuse_taken(data: &Path, key: &Path, town: &Town) -> anyhow::Result<()> {
    if !open::exists(data) {
        return Ok(());
    }
    open::migrate(data)?;
    let region = town.campaign.region;
    for stored in reference::campaigns(&open::reader(data)?)? {
        if stored.region == region {
            bail!(
                "{} holds a campaign of region {region} already ({}); nothing was changed: take \
                 another folder, or remove this one if it was a drill",
                data.display(),
                stored.name
            );
        }
        Vault::open(key, false)?.0.belongs_to(&stored.key_check)?;
    }
    Ok(())
}

fn say(args: &Args, town: &Town, key: &Path, begun: &Begun) {
    let (made, expected) = (begun.key_made, begun.roster.good);
    let campaign = &town.campaign;
    let counts = [campaign.sites.len(), campaign.lanes.len(), campaign.labs.len()];
    let kits: Vec<&str> = campaign.kits.iter().map(|kit| kit.name.as_str()).collect();
    if args.json {
        let answer = serde_json::json!({
            "region": campaign.region.0, "name": campaign.name,
            "protocol": campaign.protocol.name, "kits": kits, "sites": counts[0],
            "lanes": counts[1], "labs": counts[2], "data": args.place.data,
            "expected": expected, "key_made": made.then_some(key),
        });
        println!("{answer}");
    } else {
        println!(
            "Campaign {} (region {}, protocol {}, kits {}): {} sites, {} lanes, {} labs, \
             {expected} people expected in {}",
            campaign.name,
            campaign.region,
            campaign.protocol.name,
            kits.join(", "),
            counts[0],
            counts[1],
            counts[2],
            args.place.data.display()
        );
    }
    if made {
        eprintln!(
            "A new key was made in {}. Keep a copy elsewhere: without it no name, number or \
             phone in this data can ever be read again.",
            key.display()
        );
    }
}
