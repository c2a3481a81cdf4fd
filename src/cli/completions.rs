//! `tenfold completions`: what a shell completes.

use std::io::Write as _;

use clap::CommandFactory as _;

use super::{Answer, Cli};

/// Print completions for a shell, for instance `tenfold completions bash`
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which shell
    shell: clap_complete::Shell,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    // Into memory first: the generator panics where a pipe ends early.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tenfold", &mut text);
    std::io::stdout().write_all(&text)?;
    Ok(Answer::Yes)
}
