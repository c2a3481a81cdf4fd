//! `tenfold preregistration`: the keys that sign what residents show. Works while it serves.

use std::path::PathBuf;

use anyhow::bail;
use tenfold_domain::code::Region;

use super::{Answer, place};
use crate::service::clock;
use crate::storage::sqlite::preregistration as stored;
use crate::storage::sqlite::{self, SqliteStore};

/// List, renew and take back the keys that sign pre-registration codes
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List the keys, the newest last; never the secrets, which are made of the root key
    Keys(Place),
    /// Make a new key, which signs from now on; codes of the keys before hold on
    Rotate(Place),
    /// Take a key back; every code it signed holds no more
    Revoke(Revoke),
}

#[derive(clap::Args, Debug)]
struct Place {
    /// Folder with the database
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The region, where the data holds several
    #[arg(long)]
    region: Option<u32>,
}

#[derive(clap::Args, Debug)]
struct Revoke {
    #[command(flatten)]
    place: Place,
    /// Number of the key
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    key: u8,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    match &args.action {
        Action::Keys(place) => keys(place),
        Action::Rotate(place) => rotate(place),
        Action::Revoke(args) => revoke(args),
    }
}

impl Place {
    fn region(&self) -> anyhow::Result<Region> {
        Ok(place::campaign(&self.data, self.region)?.region)
    }
}

fn keys(place: &Place) -> anyhow::Result<Answer> {
    let region = place.region()?;
    for key in stored::keys(&sqlite::reader(&place.data)?, region)? {
        let (number, made_at) = (key.number, clock::shown(key.made_at));
        let revoked = key.revoked_at.map(|at| format!(", taken back {}", clock::shown(at)));
        println!("key {number}: made {made_at}{}", revoked.unwrap_or_default());
    }
    Ok(Answer::Yes)
}

fn rotate(place: &Place) -> anyhow::Result<Answer> {
    let region = place.region()?;
    let mut store = SqliteStore::open(&place.data)?;
    let transaction = store.connection().transaction()?;
    stored::make_key(&transaction, region, clock::now())?;
    let made = stored::keys(&transaction, region)?.last().map_or(0, |key| key.number);
    transaction.commit()?;
    println!("key {made} signs from now on");
    Ok(Answer::Yes)
}

fn revoke(args: &Revoke) -> anyhow::Result<Answer> {
    let region = args.place.region()?;
    let mut store = SqliteStore::open(&args.place.data)?;
    if !stored::revoke_key(store.connection(), region, args.key, clock::now())? {
        bail!("region {region} has no key {} that could be taken back", args.key);
    }
    println!("key {} taken back; what it signed holds no more", args.key);
    Ok(Answer::Yes)
}
