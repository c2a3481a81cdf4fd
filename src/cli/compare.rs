//! `tenfold compare`: what becomes of several towns, plans or values under the same chance.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tenfold_sim::compare::{Compared, Figure};
use tenfold_sim::scenario::Scenario;
use tenfold_sim::summary::{Answer as Found, PROBABILITY_GOAL, Share};

use super::Answer;
use super::routing::Routing;
use super::told::{Outputs, load, page_of, warn};
use super::variants::{Asked, Options, Ready, Staffed};
use super::watched::{Interrupt, pairs};
use crate::report::compared::{Comparison, Variant, summary};
use crate::report::words::Both;
use crate::report::{csv, html};
use crate::setup::change::Change;

/// Compare towns, plans or the values of one key, under the same chance
///
/// Several towns, several plans for one town, or one town with --sweep, each under every --routing:
/// 2 to 8 variants. The first is what the others are compared with, replication by replication.
/// Without --plan and --at-hand each variant is sized first, as `plan` does, and the plans found
/// are compared.
///
/// Exit code 0: compared, whoever is ahead. 1: stopped; what is finished was compared. 2: bad
/// input. 3: no staffing can do a town, so that no two are left to compare; it is said why.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Town files; one with several plans or with --sweep
    #[arg(required = true, value_name = "TOWN")]
    towns: Vec<PathBuf>,
    /// What `tenfold plan --json` printed; once for all towns, or once for each in their order
    #[arg(long = "plan", value_name = "PLAN.json")]
    plans: Vec<PathBuf>,
    /// Who and what is at hand, with nothing asked for; beside --plan it is one more variant
    #[arg(long)]
    at_hand: bool,
    /// A variant for each value: habits.no_show=0,0.05 or protocol.transport.room_limit="3 h,4 h"
    ///
    /// KEY is that of the town file, without `planning.` where it begins so; of the protocol after
    /// `protocol.`; of the plan after `plan.`. Elements of lists go by code, number or name:
    /// labs.1.tubes_per_day, planning.labs.1.cyclers, plan.squads.
    #[arg(long, value_name = "KEY=V1,V2,…", value_parser = sweep, verbatim_doc_comment)]
    sweep: Option<Sweep>,
    /// Which lab a box goes to; of both each variant is played twice: fixed,routed
    #[arg(long, value_enum, value_name = "WHO,…", value_delimiter = ',')]
    routing: Vec<Routing>,
    /// Protocol file, in place of the towns'
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
    /// Seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Replications of each variant [default: 59, which prove a plan that is never late]
    #[arg(long, value_parser = clap::value_parser!(u64).range(2..=100_000))]
    replications: Option<u64>,
    #[command(flatten)]
    outputs: Outputs,
}

/// The values of one key.
#[derive(Clone, Debug)]
struct Sweep(Vec<Change>);

fn sweep(text: &str) -> Result<Sweep, String> {
    Change::sweep(text).map(Sweep)
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Answer> {
    let mut staffed: Vec<Staffed> = args.plans.iter().cloned().map(Staffed::Plan).collect();
    staffed.extend(args.at_hand.then_some(Staffed::AtHand));
    let options = Options {
        towns: &args.towns,
        staffed,
        sweep: args.sweep.as_ref().map_or(&[], |sweep| &sweep.0),
        routing: &args.routing,
        protocol: args.protocol.as_deref(),
    };
    let asked = options.variants()?;
    let interrupt = Interrupt::listen()?;
    let (mut variants, mut said) = ready(args, &asked, &interrupt)?;
    if variants.len() < 2 {
        said.extend(interrupt.is_stopped().then(|| stopped(0)));
        args.outputs.sentences(&said)?;
        return Ok(if interrupt.is_stopped() { Answer::No } else { Answer::Never });
    }
    let scenarios: Vec<&Scenario> = variants.iter().map(|variant| &variant.scenario).collect();
    let compared = pairs(&interrupt, &scenarios, args.seed, args.replications);
    if interrupt.is_stopped() {
        said.push(stopped(compared.replications()));
    }
    if compared.replications() == 0 {
        args.outputs.sentences(&said)?;
        return Ok(Answer::No);
    }
    for (at, variant) in variants.iter_mut().enumerate() {
        // Fresh replications prove a plan however the search for it ended.
        variant.proven = variant.proven.map(|proven| proven || is_proven(&compared, at));
    }
    let (seed, said) = (args.seed, said.as_slice());
    let comparison = Comparison { variants: &variants, compared: &compared, seed, said };
    write(&args.outputs, &comparison, &page_of(&args.towns[0], "comparison"))?;
    Ok(if interrupt.is_stopped() { Answer::No } else { Answer::Yes })
}

/// Every variant staffed, in their order, and what is to be said of those that cannot be. All
/// files are read before the first search begins; one that was not begun when the search was
/// stopped is left out.
fn ready(args: &Args, asked: &[Asked], interrupt: &Interrupt) -> Result<(Vec<Variant>, Vec<Both>)> {
    let base = match &args.sweep {
        // A fault of the file itself is told by its line before any value is put into it.
        Some(_) => Some(load(&args.towns[0], args.protocol.as_deref(), &args.outputs)?),
        None => None,
    };
    let inputs = asked.iter().map(Asked::load).collect::<Result<Vec<_>, _>>();
    let inputs = inputs.map_err(|error| args.outputs.fault(error))?;
    if base.is_none() {
        let each = args.routing.len().max(1);
        inputs
            .iter()
            .step_by(each)
            .take(args.towns.len())
            .for_each(|input| warn(input, &args.outputs));
    }
    let (mut variants, mut said) = (Vec::new(), Vec::new());
    for (asked, input) in asked.iter().zip(&inputs) {
        if interrupt.is_stopped() {
            break;
        }
        match asked.ready(input, args.seed, interrupt)? {
            Ready::Yes(variant) => variants.push(*variant),
            Ready::Never(why) => said.extend(why),
        }
    }
    Ok((variants, said))
}

fn is_proven(compared: &Compared, variant: usize) -> bool {
    let of = compared.replications();
    let kept = compared.value(variant, Figure::Every).mean.unwrap_or_default();
    let in_time = compared.value(variant, Figure::Recollected).mean.unwrap_or(1.0);
    let share = Share::new((kept * of as f64).round() as usize, of);
    share.answer() == Found::Proven && in_time >= PROBABILITY_GOAL
}

fn stopped(replications: usize) -> Both {
    if replications == 0 {
        return Both::new(
            "比较被中断，尚无可比较的结果。",
            "Stopped before there was anything to compare.",
        );
    }
    Both::new(
        format!("比较被中断：以下是各方案都已完成的 {replications} 次。"),
        format!("Stopped: this is of the {replications} replications finished in every variant."),
    )
}

fn write(outputs: &Outputs, comparison: &Comparison<'_>, page: &Path) -> Result<()> {
    let page = outputs.report.as_deref().unwrap_or(page);
    let shown = page.display();
    fs::write(page, html::comparison(comparison, outputs.lang))
        .with_context(|| format!("{shown}"))?;
    if let (Some(folder), Some(clock)) = (&outputs.csv, comparison.clock()) {
        csv::sheets(&comparison.tables(), clock, folder)
            .with_context(|| folder.display().to_string())?;
    }
    let mut out = std::io::stdout().lock();
    if outputs.json {
        writeln!(out, "{:#}", comparison.document())?;
    } else {
        write!(out, "{}", summary(comparison, outputs.lang))?;
    }
    eprintln!("{shown}");
    Ok(())
}
