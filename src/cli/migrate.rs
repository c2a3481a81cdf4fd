//! `tenfold migrate`: brings a data folder to this program's schema.

use std::path::PathBuf;

use anyhow::bail;

use super::Answer;
use crate::storage::open;

/// Bring a data folder's database up to this program's schema
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder with the database
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    if !open::exists(&args.data) {
        bail!("no database in {}: make one with `tenfold init`", args.data.display());
    }
    match open::migrate(&args.data)? {
        (before, after) if before == after => println!("schema {after}: nothing to do"),
        (before, after) => println!("schema {before} became {after}"),
    }
    Ok(Answer::Yes)
}
