//! `tenfold migrate`: brings a data folder to this program's schema.

use std::path::PathBuf;

use anyhow::bail;

use super::Answer;
use crate::storage::sqlite::{self, FILE};

/// Bring a data folder's database up to this program's schema
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder with the database
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    if !args.data.join(FILE).exists() {
        bail!("no database in {}: make one with `tenfold init`", args.data.display());
    }
    match sqlite::migrate(&args.data)? {
        (before, after) if before == after => println!("schema {after}: nothing to do"),
        (before, after) => println!("schema {before} became {after}"),
    }
    Ok(Answer::Yes)
}
