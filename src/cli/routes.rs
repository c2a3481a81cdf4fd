//! `tenfold routes`: which vehicle fetches what, and when.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use tenfold_domain::time::{At, Minutes};
use tenfold_sim::routes::plan::Tour;
use tenfold_sim::routes::{Step, Until};

use super::told::{Outputs, answer, page_of};
use super::watched::Interrupt;
use super::{Answer, progress, waited, what_if};
use crate::planner::routes::{Routed, routes};
use crate::report::routes::{self as tours, Tours};
use crate::report::words::Both;
use crate::report::{csv, html};
use crate::setup::routes::{Asked, RouteInput, before, load, pace};

/// Tours of couriers, and which site sends where
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    Plan(Box<PlanArgs>),
    WhatIf(what_if::Args),
    Advice(super::advice::Args),
    Allocate(super::allocate::Args),
}

/// Plan a day's tours: every box at a lab before it is too old, with few vehicles and short drives
///
/// Exit code 0: everything is fetched in time. 1: some of it is not, and more or other vehicles
/// could. 2: bad input. 3: some of it cannot be in time with any vehicles; it is said by how much.
/// In 1 and 3 the tours for all the rest are written as well.
#[derive(clap::Args, Debug)]
pub struct PlanArgs {
    /// A day's file, TOML or JSON; or a town file, with --plan
    file: PathBuf,
    /// For a town: what `tenfold plan --json` printed; its sites and vehicles make the day
    #[arg(long, value_name = "PLAN.json")]
    plan: Option<PathBuf>,
    /// For a town: the day of its round, from 1
    #[arg(long, default_value_t = 1)]
    day: u32,
    /// For a town: protocol file, in place of the town's
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
    /// Minutes kept in reserve before every limit of age, for drives that take longer than told
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(i64).range(0..=120))]
    reserve_minutes: i64,
    /// How long to search; Ctrl-C ends it with the best so far
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(0..=86_400))]
    time_limit_seconds: u64,
    /// Search for so many rounds in place of a time: the same tours on every machine
    #[arg(long, conflicts_with = "time_limit_seconds")]
    rounds: Option<u64>,
    /// Plan anew from a time of the day on, like 14:00: what has left by then is kept
    #[arg(long, value_name = "HH:MM", requires = "before")]
    from: Option<String>,
    /// With --from: what `routes plan --json` printed before; FILE is the day as it is now, with
    /// sites that opened, closed or doubled
    #[arg(long, value_name = "BEFORE.json", requires = "from")]
    before: Option<PathBuf>,
    /// Rounds to come at the pace of the sites now: what `GET /v1/paces` of a running service
    /// answered
    #[arg(long, value_name = "PACES.json")]
    paces: Option<PathBuf>,
    /// Seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// File for the tours as lines, GeoJSON, longitude first
    #[arg(long, value_name = "FILE")]
    geojson: Option<PathBuf>,
    #[command(flatten)]
    outputs: Outputs,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Answer> {
    match &args.command {
        Command::Plan(args) => plan(args),
        Command::WhatIf(args) => waited(what_if::run(args)),
        Command::Advice(args) => waited(super::advice::run(args)),
        Command::Allocate(args) => super::allocate::run(args),
    }
}

fn plan(args: &PlanArgs) -> Result<Answer> {
    let asked = Asked {
        file: &args.file,
        plan: args.plan.as_deref(),
        protocol: args.protocol.as_deref(),
        day: args.day,
        reserve: Minutes(args.reserve_minutes),
    };
    let mut input = load(&asked).map_err(|error| args.outputs.fault(error))?;
    if let Some(paces) = &args.paces {
        let from_at = from_at(args, &input)?.unwrap_or(input.midnight);
        pace::adopt(paces, &mut input, from_at).map_err(|error| args.outputs.fault(error))?;
    }
    args.outputs.warnings(&input.warnings);
    let interrupt = Interrupt::listen()?;
    let left = left(args, &input)?;
    let left = left.as_ref().map(|(tours, from_at)| (tours.as_slice(), *from_at));
    let found = searched(args, &input, left, &interrupt)?;
    let shown = Tours {
        input: &input,
        plan: &found.plan,
        start: &found.start,
        seed: args.seed,
        rounds: found.rounds,
        stopped: interrupt.is_stopped(),
    };
    let broken = found.broken.iter().map(|rule| tours::broken(&shown, *rule));
    let broken: Vec<String> = broken.map(|said| said.pick(args.outputs.lang).into()).collect();
    match (broken.join("; "), left.is_some()) {
        (none, _) if none.is_empty() => {}
        (broken, true) => {
            let of =
                Both::new("已出发的车辆违反当日现行规则", "what has left breaks a rule of now");
            eprintln!("tenfold: {}: {broken}", of.pick(args.outputs.lang));
        }
        (broken, false) => bail!("the tours break a rule of their own day, report it: {broken}"),
    }
    write(args, &shown)?;
    Ok(if found.broken.is_empty() { answer(found.verdict()) } else { Answer::No })
}

/// From when on the day is planned anew.
fn from_at(args: &PlanArgs, input: &RouteInput) -> Result<Option<At>> {
    let Some(from) = &args.from else { return Ok(None) };
    let from_at = input.at(from).with_context(|| format!("--from {from}: write it like 14:00"))?;
    Ok(Some(from_at))
}

/// What has left at the time from which the day is planned anew.
fn left(args: &PlanArgs, input: &RouteInput) -> Result<Option<(Vec<Tour>, At)>> {
    let Some((from_at, before)) = from_at(args, input)?.zip(args.before.as_ref()) else {
        return Ok(None);
    };
    let tours = before::load(before, input, from_at).map_err(|error| args.outputs.fault(error))?;
    Ok(Some((tours, from_at)))
}

/// Searches with a bar, until the time is over or Ctrl-C.
fn searched(
    args: &PlanArgs,
    input: &RouteInput,
    left: Option<(&[Tour], At)>,
    interrupt: &Interrupt,
) -> Result<Routed> {
    let (begun, limit) = (Instant::now(), Duration::from_secs(args.time_limit_seconds));
    let spent = |rounds: u64| match args.rounds {
        _ if interrupt.is_stopped() => 1.0,
        Some(all) => rounds as f64 / all.max(1) as f64,
        None => begun.elapsed().as_secs_f64() / limit.as_secs_f64().max(1e-9),
    };
    let bar = progress::bar(1_000, "{bar:40} {msg}, {eta} to go");
    let mut told = |step: Step| {
        bar.set_position((step.share * 1_000.0) as u64);
        bar.set_message(format!(
            "{} vehicles, {:.0} min of driving, {} missed",
            step.vehicles, step.driving_minutes, step.missed
        ));
    };
    let found = routes(input, left, args.seed, Until::Spent(&spent), &mut told);
    bar.finish_and_clear();
    found.map_err(|unfit| anyhow!("{}: the day cannot be planned: {unfit:?}", args.file.display()))
}

fn write(args: &PlanArgs, shown: &Tours<'_>) -> Result<()> {
    let outputs = &args.outputs;
    let page = outputs.report.clone().unwrap_or_else(|| page_of(&args.file, "routes"));
    put(&page, &html::tours(shown, outputs.lang))?;
    if let Some(folder) = &outputs.csv {
        csv::sheets(&shown.tables(), shown.clock(), folder)
            .with_context(|| folder.display().to_string())?;
    }
    if let Some(path) = &args.geojson {
        put(path, &format!("{:#}\n", tours::lines(shown)))?;
    }
    let mut out = std::io::stdout().lock();
    if outputs.json {
        writeln!(out, "{:#}", tours::document(shown))?;
    } else {
        write!(out, "{}", tours::summary(shown, outputs.lang))?;
    }
    eprintln!("{}", page.display());
    Ok(())
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}
