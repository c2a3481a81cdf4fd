//! `tenfold preregistration`: the keys that sign the codes of residents who entered their own data.

use super::{Answer, signing_keys};
use crate::storage::tables::signing_key::Purpose;

/// List, renew and take back the keys that sign pre-registration codes
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    action: signing_keys::Action,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    signing_keys::run(Purpose::Preregistration, &args.action)
}
