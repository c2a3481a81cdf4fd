//! The keys that sign what residents show: listed, renewed and taken back. Works while it serves.

use std::path::PathBuf;

use anyhow::bail;
use tenfold_domain::code::Region;

use super::{Answer, place};
use crate::service::{beside, clock};
use crate::storage::db::Transaction;
use crate::storage::open;
use crate::storage::tables::signing_key::{self, Purpose};

#[derive(clap::Subcommand, Debug)]
pub enum Action {
    /// List the keys, the newest last; never the secrets, which are made of the root key
    Keys(Place),
    /// Make a new key, which signs from now on; what the keys before signed holds on
    Rotate(Place),
    /// Take a key back; everything it signed holds no more
    Revoke(Revoke),
}

#[derive(clap::Args, Debug)]
pub struct Place {
    /// Folder with the database
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The region, where the data holds several
    #[arg(long)]
    region: Option<u32>,
}

#[derive(clap::Args, Debug)]
pub struct Revoke {
    #[command(flatten)]
    place: Place,
    /// Number of the key
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    key: u8,
}

pub fn run(purpose: Purpose, action: &Action) -> anyhow::Result<Answer> {
    match action {
        Action::Keys(place) => keys(purpose, place),
        Action::Rotate(place) => rotate(purpose, place),
        Action::Revoke(args) => revoke(purpose, args),
    }
}

impl Place {
    fn region(&self) -> anyhow::Result<Region> {
        Ok(place::campaign(&self.data, self.region)?.region)
    }
}

fn keys(purpose: Purpose, place: &Place) -> anyhow::Result<Answer> {
    let region = place.region()?;
    for key in signing_key::keys(&open::reader(&place.data)?, region, purpose)? {
        let (number, made_at) = (key.number, clock::shown(key.made_at));
        let revoked = key.revoked_at.map(|at| format!(", taken back {}", clock::shown(at)));
        println!("key {number}: made {made_at}{}", revoked.unwrap_or_default());
    }
    Ok(Answer::Yes)
}

fn rotate(purpose: Purpose, place: &Place) -> anyhow::Result<Answer> {
    let region = place.region()?;
    let made = beside::commit(&place.data, |to| {
        signing_key::make(to, region, purpose, clock::now())?;
        signing_key::newest(to, region, purpose)
    })?;
    let made = made.unwrap_or_default();
    println!("key {made} signs from now on");
    Ok(Answer::Yes)
}

fn revoke(purpose: Purpose, args: &Revoke) -> anyhow::Result<Answer> {
    let region = args.place.region()?;
    let key = (purpose, args.key);
    let revoke = |to: &Transaction<'_>| signing_key::revoke(to, region, key, clock::now());
    if !beside::commit(&args.place.data, revoke)? {
        bail!("region {region} has no key {} that could be taken back", args.key);
    }
    println!("key {} taken back; what it signed holds no more", args.key);
    Ok(Answer::Yes)
}
