//! `tenfold feed`: a day of a town, played into a running server as its devices would.
//!
//! ```text
//!   plan ──► site ──► transport ──► lab ──► recollection ──► report
//!   who,     tubes    boxes, two    plates,  tubes of one,   beside the
//!   codes             signatures    reviews  the same way    server's board
//! ```
//!
//! What this room never does: look into the database for an answer. It knows what its devices
//! were told, and compares that with the board at the end.

mod codes;
mod lab;
mod plan;
mod recollection;
mod report;
mod site;
mod staff;
mod tally;
mod transport;
mod wire;
mod work;

use std::io::{Write as _, stdout};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use tenfold_domain::campaign::{Campaign, Lane};

use super::client::{Line, Server};
use super::{Answer, fresh_seed, place};
use crate::service;
use crate::setup::chance::Chance;
use crate::setup::town::Town;
use codes::Codes;
use plan::{LanePlan, Shared, World};
use recollection::Closed;
use report::{Board, Report};
use site::{LaneDay, Volley};
use staff::Staff;
use tally::Tally;
use transport::Journey;
use work::{Crew, Pace};

/// Play a day of a town into a running server, and see what comes out
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The server, http://HOST:PORT
    #[arg(long)]
    url: String,
    /// The server's data folder: the tokens needed are made there, and taken back at the end
    #[arg(long, value_name = "DIR", required_unless_present = "token")]
    data: Option<PathBuf>,
    /// Instead of --data: a token of each role, written ROLE=TOKEN
    #[arg(long, value_name = "ROLE=TOKEN", conflicts_with = "data", requires = "town")]
    token: Vec<String>,
    /// The town the people live in [default: the campaign of the data]
    #[arg(long, value_name = "FILE")]
    town: Option<PathBuf>,
    /// The region, where the data holds several
    #[arg(long)]
    region: Option<u32>,
    /// How many people come
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    people: u32,
    /// People a second, all lanes together; 0 is as fast as the server takes them
    #[arg(long, value_name = "R", default_value_t = 0.0)]
    rate: f64,
    /// Connections at a time
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    connections: u32,
    /// Commands in a request
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    batch: u32,
    /// One command in a request, as a lone clerk sends it
    #[arg(long, conflicts_with = "batch")]
    single: bool,
    /// Share of the people who are infected
    #[arg(long, value_name = "P", default_value_t = 0.001)]
    prevalence: f64,
    /// Where chance starts [default: anew each time]
    #[arg(long)]
    seed: Option<u64>,
    /// Only registrations, made ready before the clock starts: the load generator
    #[arg(long)]
    register_only: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(args: Args) -> anyhow::Result<Answer> {
    if !(0.0..=1.0).contains(&args.prevalence) || args.rate.is_nan() || args.rate < 0.0 {
        bail!("--prevalence lies between 0 and 1, and --rate is not below 0");
    }
    let (world, lanes) = world(&args)?;
    let server = &world.server;
    let lines = (0..args.connections).map(|_| Line::new(server)).collect();
    let mut crew = Crew::new(lines);
    let played = play(&args, &world, &lanes, &mut crew).await;
    let dismissed = world.staff.dismissed();
    let report = played?;
    dismissed.context("the tokens of this feed could not be taken back; they end in a day")?;
    let mut out = stdout().lock();
    if args.json {
        writeln!(out, "{}", report.json())?
    } else {
        report.print(&mut out)?
    }
    Ok(if report.apart.is_empty() { Answer::Yes } else { Answer::No })
}

/// The campaign as the data or a town file tells it.
fn campaign(args: &Args) -> anyhow::Result<(Town, Campaign)> {
    let town = args.town.as_deref().map(Town::load).transpose()?;
    let Some(data) = &args.data else {
        let town = town.context("give --town with --token")?;
        return Ok((town.clone(), town.campaign));
    };
    let campaign = service::campaign(place::campaign(data, args.region)?)?;
    Ok((town.unwrap_or_else(|| plan::town_of(campaign.clone())), campaign))
}

/// Everything before the first scan, tokens included.
fn world(args: &Args) -> anyhow::Result<(Shared, Vec<Lane>)> {
    let server = Server::parse(&args.url)?;
    let (town, campaign) = campaign(args)?;
    let (round, kit) = plan::frame(&campaign)?;
    let (seed, count) = (args.seed.unwrap_or_else(fresh_seed), args.people as usize);
    let batch = if args.single { 1 } else { args.batch as usize };
    let lanes = plan::lanes(&campaign, count, if args.register_only { batch } else { 1 })?;
    // Labels and staff numbers never come from the seed: the same day can be played again.
    let mut chance = Chance::new(fresh_seed());
    let people = plan::crowd(&town, seed, count + 1, args.prevalence)?;
    let staff = match &args.data {
        Some(data) => Staff::made(data, &campaign, &lanes, &mut chance)?,
        None => Staff::given(&args.token, &campaign, &lanes)?,
    };
    let codes = Codes::new(&campaign, &mut chance)?;
    let pace = Pace::new(args.rate);
    let world = World { server, campaign, round, kit, people, codes, staff, batch, pace, seed };
    Ok((Arc::new(world), lanes))
}

async fn play(
    args: &Args,
    world: &Shared,
    lanes: &[Lane],
    crew: &mut Crew,
) -> anyhow::Result<Report> {
    let people = args.people as usize;
    let mut plans = plan::deal(world, lanes, people);
    world.staff.known(crew.line()?).await?;
    let before = Board::ask(world, crew).await?;
    let mut tally = Tally::default();
    let second = if args.register_only {
        for part in crew.run("registration", Volley::all(world, &plans)?).await? {
            tally.add(part);
        }
        Closed::default()
    } else {
        plan::twist(&mut plans, people);
        whole_day(world, crew, plans, &mut tally).await?
    };
    let mut report = Report {
        people,
        seed: world.seed,
        tally,
        second,
        register_only: args.register_only,
        stages: Vec::new(),
        apart: Vec::new(),
    };
    report.apart = report::compare(world, crew, &before, &report).await?;
    report.stages = std::mem::take(&mut crew.stages);
    Ok(report)
}

async fn whole_day(
    world: &Shared,
    crew: &mut Crew,
    plans: Vec<LanePlan>,
    tally: &mut Tally,
) -> anyhow::Result<Closed> {
    let days = plans.into_iter().map(|plan| LaneDay { world: world.clone(), plan, paced: true });
    let (mut tubes, mut known) = (Vec::new(), Vec::new());
    for (filled, part) in crew.run("site", days.collect()).await? {
        tally.add(part);
        known.extend(filled.iter().filter(|tube| tube.void).cloned());
        tubes.extend(filled);
    }
    let mut arrived = Vec::new();
    for (filled, part) in crew.run("transport", Journey::all(world, tubes)).await? {
        tally.add(part);
        arrived.extend(filled);
    }
    let calls = lab::test(world, crew, arrived, tally).await?;
    known.extend(calls.into_iter().map(|(tube, _)| tube));
    recollection::play(world, crew, &known, tally).await
}
