//! `tenfold migrate`: brings a data folder to this program's schema, or its data to a server.

use std::io::ErrorKind;

use anyhow::{Context as _, bail};

use super::place::{self, Place};
use super::{Answer, progress};
use crate::service::labels::LEDGER_FILE;
use crate::service::vault::Vault;
use crate::service::writer::only_writer;
use crate::service::{self, verify};
use crate::storage::db::Connection;
use crate::storage::tables::load;
use crate::storage::{moving, open, postgres, sqlite};

/// Bring a data folder's database up to this program's schema, or to a PostgreSQL server
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Carry everything to this PostgreSQL database, as in postgres://user:password@host/name. The
    /// folder names it from then on and keeps its key; its own file stays beside as moved.db. A
    /// move that was broken off goes on where it was
    #[arg(long, value_name = "URL")]
    to: Option<String>,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let data = &args.place.data;
    if !open::exists(data) {
        bail!("no database in {}: make one with `tenfold init`", data.display());
    }
    if let Some(url) = &args.to {
        return carry(&args.place, url);
    }
    match open::migrate(data)? {
        (before, after) if before == after => println!("schema {after}: nothing to do"),
        (before, after) => println!("schema {before} became {after}"),
    }
    Ok(Answer::Yes)
}

/// Carries a folder's data to a server, checks that all of it is there, and has the folder name it.
fn carry(place: &Place, url: &str) -> anyhow::Result<Answer> {
    let data = &place.data;
    if open::address(data)?.is_some() {
        bail!("{} is kept by a server already: only a file can be moved", data.display());
    }
    // Nobody writes to either from here on.
    let _lock = only_writer(data)?;
    open::migrate(data)?;
    place::campaigns(data)?;
    postgres::migrate(url)?;
    let mut from = open::reader(data)?;
    let mut to = Connection::of_postgres(postgres::current(url)?);
    let bar = progress::bar(0, "{bar:40} {pos} of {len} rows, {eta} to go");
    moving::carry(&mut from, &mut to, &mut |rows, all| {
        bar.set_length(all);
        bar.set_position(rows);
    })?;
    bar.finish_and_clear();
    check(place, &from, &mut to)?;
    let labels = match std::fs::read_to_string(data.join(LEDGER_FILE)) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).context(LEDGER_FILE),
    };
    moving::end(&mut to, labels.as_deref())?;
    drop(from);
    // What stands beside the file becomes part of it.
    drop(sqlite::copied(&data.join(sqlite::FILE))?);
    let left = open::moved(data, url)?;
    println!("{} is kept by the server from now on; {} can go", data.display(), left.display());
    Ok(Answer::Yes)
}

/// What arrived is what left: the chain and every head by themselves, and its end by the other's.
fn check(place: &Place, from: &Connection, to: &mut Connection) -> anyhow::Result<()> {
    let (vault, _) = Vault::open(&place.options().key_file(), false)?;
    let campaigns = service::campaigns(to, &vault)?;
    let bar = progress::bar(0, "{bar:40} {pos} of {len} facts checked, {eta} to go");
    let report = verify::verify(to, &campaigns, &mut |read, all| {
        bar.set_length(all);
        bar.set_position(read);
    })?;
    bar.finish_and_clear();
    if let Some((region, _)) = report.iter().find(|(_, found)| !found.differences.is_empty()) {
        bail!("region {region} does not agree on the server: see `tenfold verify` of the folder");
    }
    for region in campaigns.keys() {
        let (left, arrived) = (load::ledger_end(from, *region)?, load::ledger_end(to, *region)?);
        if left != arrived {
            bail!("region {region} ends at fact {} there, and at {} here", arrived.seq, left.seq);
        }
        println!("region {region}: {} facts in {} commits, all there", left.seq, left.commit);
    }
    Ok(())
}
