//! `tenfold routes allocate`: which site sends where, and how much may be sampled.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use tenfold_sim::allocation::advice::Advice;
use tenfold_sim::allocation::expected::Expected;
use tenfold_sim::allocation::half::{Ask, DayLanes, SitePeople, lanes};
use tenfold_sim::allocation::{Fault, TRIES, fixed, flow};
use tenfold_sim::bounds::Bounds;
use tenfold_sim::needs::Hours;
use tenfold_sim::staffing::City;

use super::Answer;
use super::simulate::at_hand;
use super::told::lang;
use crate::report::allocated::{Allocated, said::broken};
use crate::report::csv;
use crate::report::words::Lang;
use crate::setup::plan;
use crate::setup::staffing::StaffingFile;

/// Tell which site sends to which lab by the hour, what is short, and which sites to slow
///
/// Arithmetic of means for a plan, or for what is at hand; failures of the town file happen. Exit
/// code 0: every tube is begun in time, half of them by own labs on the first day. 1: it is not
/// enough. 2: bad input. 3: a site that no lab reaches in time.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Town file
    town: PathBuf,
    /// What `tenfold plan --json` printed [default: who and what is at hand]
    #[arg(long, value_name = "PLAN.json")]
    plan: Option<PathBuf>,
    /// Protocol file, in place of the town's
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
    /// Seed of the search for one lab a site
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for every table as CSV
    #[arg(long, value_name = "FOLDER")]
    csv: Option<PathBuf>,
    /// Print everything as JSON in place of the summary
    #[arg(long)]
    json: bool,
    /// Language of the summary: zh or en
    #[arg(long, default_value = "en", value_parser = lang)]
    lang: Lang,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Answer> {
    let in_lang = |error: crate::setup::SetupError| match args.lang {
        Lang::Zh => anyhow!(error.zh()),
        Lang::En => error.into(),
    };
    let input = plan::load(&args.town, args.protocol.as_deref()).map_err(in_lang)?;
    for warning in &input.warnings {
        eprintln!("tenfold: {}", if args.lang == Lang::Zh { &warning.zh } else { &warning.en });
    }
    let staffing = match &args.plan {
        Some(path) => StaffingFile::load(path, &input.city).map_err(in_lang)?,
        None => at_hand(&args.town, &input)?,
    };
    let bounds = Bounds::of(&input.city);
    let scenario = input.city.scenario(&staffing);
    let by_site = Expected::of(&input.city, &scenario, bounds.persons_per_lane_hour);
    let expected = by_site.clone().by_place_where_large(&scenario);
    let town = args.town.display();
    let fault = |fault: Fault| anyhow!("{town}: {}", broken(fault).pick(args.lang));
    let flow = flow(&expected.problem).map_err(fault)?;
    let fixed = fixed(&by_site.problem, args.seed, TRIES).map_err(fault)?;
    let doubts = by_site.problem.doubts();
    let lanes = day_lanes(&input.city, &bounds);
    // Sites are named one by one also where the rest is told place by place.
    let allocated = Allocated {
        scenario: &scenario,
        advice: &Advice::of(&expected.problem, &flow, &expected.persons),
        hours: &Hours::of_flow(&expected, &flow, scenario.starts_at),
        expected: &expected,
        flow: &flow,
        drives: &by_site.problem.drives,
        fixed: &fixed,
        lanes: lanes.as_ref(),
        doubts: &doubts,
    };
    write(&allocated, args)?;
    Ok(match (allocated.is_out_of_reach(), allocated.is_enough()) {
        (true, _) => Answer::Never,
        (false, true) => Answer::Yes,
        (false, false) => Answer::No,
    })
}

fn write(allocated: &Allocated<'_>, args: &Args) -> Result<()> {
    if let Some(folder) = &args.csv {
        csv::sheets(&allocated.tables(), allocated.clock(), folder)
            .with_context(|| folder.display().to_string())?;
    }
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{:#}", allocated.document())?;
    } else {
        write!(out, "{}", allocated.text(args.lang))?;
    }
    Ok(())
}

/// Lanes of every site for the half, at the least cost; none where that cannot be.
fn day_lanes(city: &City, bounds: &Bounds) -> Option<DayLanes> {
    let coming = 1.0 - city.habits.no_show - city.habits.at_home;
    let people = |people: u32| (f64::from(people) * coming).round() as u32;
    let sites = city.sites.iter();
    let sites: Vec<SitePeople> = sites
        .map(|site| SitePeople { people: people(site.people), lanes_max: site.lanes_max })
        .collect();
    let all: u64 = sites.iter().map(|site| u64::from(site.people)).sum();
    let cost = |hours: f64| (city.lane_hour_cost() * hours).round() as u64;
    lanes(&Ask {
        half: all.div_ceil(2),
        sites,
        persons_per_lane_hour: bounds.persons_per_lane_hour,
        hours_to_half: bounds.hours_to_half,
        hours_first: bounds.hours_first,
        hours_later: bounds.hours_later,
        cost_first: cost(bounds.hours_first),
        cost_later: cost(bounds.hours_later),
    })
    .ok()
}
