//! `tenfold init`: a town and a protocol become a campaign in a data folder, opened as a plan says
//! where one is given, with everybody it expects where a roster is.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use indicatif::ProgressBar;

use super::Answer;
use super::import::{self, Input};
use super::place::Place;
use crate::service::begin::{self, Begun};
use crate::service::vault::Vault;
use crate::setup::campaign_file::CampaignFile;
use crate::setup::opened::{Opened, opened};
use crate::setup::staffing::StaffingFile;
use crate::setup::town::Town;
use crate::setup::{self, SetupError, plan};
use crate::storage::open;
use crate::storage::tables::reference;

/// Make a campaign: sites, lanes, labs and limits from a town and a protocol, or from a plan
///
/// With a plan the campaign has the sites that it opens, as many lanes as each ever has at once
/// and one for each mobile team, the labs that it uses with what they can do then, and for each
/// site the lab that the plan gives it.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The town's TOML
    #[arg(long, value_name = "FILE", required_unless_present = "campaign")]
    town: Option<PathBuf>,
    /// A plan of this town, as `tenfold plan --json` prints it
    #[arg(long, value_name = "FILE", requires = "town")]
    plan: Option<PathBuf>,
    /// A campaign file, as the planner's page saves it: town, protocol, kits and plan in one
    #[arg(long, value_name = "FILE", conflicts_with_all = ["town", "plan", "protocol"])]
    campaign: Option<PathBuf>,
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
    /// A PostgreSQL database that keeps the data, as in postgres://user:password@host/name; the
    /// folder keeps its address, for its owner alone, and the key [default: the folder itself]
    #[arg(long, value_name = "URL", env = "TENFOLD_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let opened = args.opened()?;
    let town = &opened.town;
    let data = &args.place.data;
    let key = args.place.options().key_file();
    if let Some(url) = &args.database {
        open::settle(data, url)?;
    }
    refuse_taken(data, &key, town)?;
    let texts = (town.protocol.as_str(), town.kits.as_str());
    let mut input = args.roster.as_deref().map(Input::open).transpose()?;
    let rows = input.as_mut().map(|input| input.roster(None, town)).transpose()?;
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
    say(args, &opened, &key, &begun);
    Ok(Answer::Yes)
}

impl Args {
    fn is_planned(&self) -> bool {
        self.plan.is_some() || self.campaign.is_some()
    }

    /// The town with the campaign to make.
    fn opened(&self) -> anyhow::Result<Opened> {
        if let Some(file) = &self.campaign {
            let kit = |path: &PathBuf| Ok((path.display().to_string(), setup::read(path)?));
            let kits = self.kit.iter().map(kit).collect::<Result<Vec<_>, SetupError>>()?;
            let opened = CampaignFile::load(file)?.open(&kits);
            return opened.with_context(|| format!("{} makes no campaign", file.display()));
        }
        let town = self.town.as_deref().context("give --town or --campaign")?;
        let (protocol, kits) = (self.protocol.as_deref(), &self.kit);
        let Some(file) = &self.plan else {
            let town = Town::load_with(town, protocol, kits)?;
            return Ok(Opened { town, sites_closed: 0, labs_added: Vec::new(), labs_closed: 0 });
        };
        let input = plan::load_with_kits(town, protocol, kits)?;
        let staffing = StaffingFile::load(file, &input.city)?;
        opened(&input, &staffing).with_context(|| format!("{}", file.display()))
    }
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

fn say(args: &Args, opened: &Opened, key: &Path, begun: &Begun) {
    let (made, expected) = (begun.key_made, begun.roster.good);
    let campaign = &opened.town.campaign;
    let counts = [campaign.sites.len(), campaign.lanes.len(), campaign.labs.len()];
    let (sites_closed, labs_closed) = (opened.sites_closed, opened.labs_closed);
    let labs_added = opened.labs_added.len();
    let kits: Vec<&str> = campaign.kits.iter().map(|kit| kit.name.as_str()).collect();
    if args.json {
        let answer = serde_json::json!({
            "region": campaign.region.0, "name": campaign.name,
            "protocol": campaign.protocol.name, "kits": kits, "sites": counts[0],
            "lanes": counts[1], "labs": counts[2], "data": args.place.data,
            "expected": expected, "key_made": made.then_some(key),
            "planned": args.is_planned().then(|| serde_json::json!({
                "sites_closed": sites_closed, "labs_added": labs_added, "labs_closed": labs_closed,
            })),
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
        if args.is_planned() {
            println!(
                "Opened as planned: {sites_closed} sites of the town stay closed, {labs_added} \
                 labs were added that the plan buys or brings, {labs_closed} are not used"
            );
        }
    }
    if made {
        eprintln!(
            "A new key was made in {}. Keep a copy elsewhere: without it no name, number or \
             phone in this data can ever be read again.",
            key.display()
        );
    }
}
