//! `tenfold init`: a town and a protocol become a campaign in a data folder.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::Answer;
use super::place::Place;
use crate::service::{self, vault::Vault};
use crate::setup::{self, kit, protocol, town::Town};
use crate::storage::sqlite::{self, FILE, reference};

/// Make a campaign: sites, lanes, labs and limits from a town and a protocol
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The town's TOML
    #[arg(long, value_name = "FILE")]
    town: PathBuf,
    /// The protocol's TOML
    #[arg(long, value_name = "FILE")]
    protocol: PathBuf,
    /// The reagent kit's TOML [default: ../kits/standard.toml beside the town]
    #[arg(long, value_name = "FILE")]
    kit: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let mut town = Town::load(&args.town)?;
    let beside = args.town.parent().unwrap_or(Path::new("")).join("../kits/standard.toml");
    let kit_file = args.kit.as_deref().unwrap_or(&beside);
    // The texts are kept with the campaign: it needs none of these files again.
    let texts = (setup::read(&args.protocol)?, setup::read(kit_file)?);
    town.campaign.protocol = protocol::from_toml(&args.protocol.display().to_string(), &texts.0)?;
    town.campaign.kits = vec![kit::from_toml(&kit_file.display().to_string(), &texts.1)?];
    let data = &args.place.data;
    let key = args.place.options().key_file();
    refuse_taken(data, &key, &town)?;
    let made = service::init(data, &key, &town.campaign, (&texts.0, &texts.1))?;
    say(args, &town, &key, made);
    Ok(Answer::Yes)
}

/// A region has one campaign, and a folder one key: a new key beside old data would lock it.
fn refuse_taken(data: &Path, key: &Path, town: &Town) -> anyhow::Result<()> {
    if !data.join(FILE).exists() {
        return Ok(());
    }
    sqlite::migrate(data)?;
    let region = town.campaign.region;
    for stored in reference::campaigns(&sqlite::reader(data)?)? {
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

fn say(args: &Args, town: &Town, key: &Path, made: bool) {
    let campaign = &town.campaign;
    let counts = [campaign.sites.len(), campaign.lanes.len(), campaign.labs.len()];
    if args.json {
        let answer = serde_json::json!({
            "region": campaign.region.0, "name": campaign.name,
            "protocol": campaign.protocol.name, "sites": counts[0], "lanes": counts[1],
            "labs": counts[2], "data": args.place.data, "key_made": made.then_some(key),
        });
        println!("{answer}");
    } else {
        println!(
            "Campaign {} (region {}, protocol {}): {} sites, {} lanes, {} labs in {}",
            campaign.name,
            campaign.region,
            campaign.protocol.name,
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
