//! The command line: one file a command, each an `Args` and a `run`.
//!
//! Exit codes for scripts: 0 yes, 1 the answer is no (differences, refused commands, a plan not
//! proven), 2 it could not be done (usage, a file, the server), 3 no plan can do it. What a script
//! reads goes to standard output, what a person needs to know beside it to standard error.

mod advice;
mod allocate;
mod backup;
mod client;
mod commands;
mod compare;
mod completions;
mod export;
mod feed;
mod id;
mod import;
mod init;
mod lab;
mod labels;
mod migrate;
mod people;
mod place;
mod plan;
mod preregistration;
mod progress;
mod reader;
mod records;
mod report;
mod routes;
mod routing;
mod scan;
mod serve;
mod signing_keys;
mod simulate;
mod stats;
mod token;
mod told;
mod variants;
mod verdicts;
mod verify;
mod watched;
mod what_if;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Mass nucleic-acid testing: from the ID card to the published outcome.
#[derive(Parser, Debug)]
#[command(name = "tenfold", version, about, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Init(init::Args),
    Serve(serve::Args),
    Token(token::Args),
    Preregistration(preregistration::Args),
    Report(report::Args),
    Import(import::Args),
    Export(export::Args),
    Verify(verify::Args),
    Backup(backup::Args),
    Migrate(migrate::Args),
    Commands(commands::Args),
    Id(id::Args),
    People(people::Args),
    Lab(lab::Args),
    Labels(labels::Args),
    Scan(scan::Args),
    Plan(plan::Args),
    Simulate(simulate::Args),
    Compare(compare::Args),
    Routes(routes::Args),
    Feed(feed::Args),
    Reader(reader::Args),
    Completions(completions::Args),
}

/// What a command that could be done answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Exit code 0.
    Yes,
    /// Exit code 1: differences were found, or commands refused.
    No,
    /// Exit code 3: what is asked can never be done, and it was said why.
    Never,
}

/// Reads the arguments, does what they ask and says so in the exit code.
pub fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Ok(Answer::Never) => ExitCode::from(3),
        Err(error) if reader_left(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tenfold: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> anyhow::Result<Answer> {
    match command {
        Command::Init(args) => init::run(&args),
        Command::Serve(args) => waited(serve::run(args)),
        Command::Token(args) => token::run(args),
        Command::Preregistration(args) => preregistration::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Backup(args) => backup::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Migrate(args) => migrate::run(&args),
        Command::Commands(args) => waited(commands::run(args)),
        Command::Id(args) => id::run(&args),
        Command::People(args) => people::run(&args),
        Command::Lab(args) => lab::run(&args),
        Command::Labels(args) => labels::run(&args),
        Command::Scan(args) => scan::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Routes(args) => routes::run(&args),
        Command::Feed(args) => waited(feed::run(args)),
        Command::Reader(args) => waited(reader::run(args)),
        Command::Completions(args) => completions::run(&args),
    }
}

/// Runs what waits for a network.
fn waited<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// A seed that nobody chose.
fn fresh_seed() -> u64 {
    // Where the system has no random bytes, the clock still differs from run to run.
    getrandom::u64().unwrap_or_else(|_| crate::service::clock::now().0.cast_unsigned())
}

/// Whoever read our output (`head`, a pager) has seen enough: no fault.
fn reader_left(error: &anyhow::Error) -> bool {
    let broken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    error.downcast_ref::<std::io::Error>().is_some_and(broken)
}
