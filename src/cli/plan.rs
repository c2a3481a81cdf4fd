//! `tenfold plan`: what a city needs to test everybody in time.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use anyhow::Result;
use tenfold_sim::replicate::Watch;
use tenfold_sim::sizing::size;

use super::Answer;
use crate::setup::plan;

/// Size sites, lanes, vehicles, labs and squads for a town
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Town file
    town: PathBuf,
    /// Seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Answer> {
    let input = plan::load(&args.town, None)?;
    for warning in &input.warnings {
        eprintln!("{warning:?}");
    }
    let stop = AtomicBool::new(false);
    let start = crate::service::clock::Stopwatch::start();
    let sized = size(&input.city, args.seed, Watch { done: &|| (), stop: &stop });
    println!("{:#?}", sized.bounds);
    println!("{:?}", sized.recipe);
    println!(
        "{:?} after {} replications, {:?}",
        sized.outcome,
        sized.replications,
        start.elapsed()
    );
    println!("{:?}", sized.staffing.labs);
    println!("vehicles {}", sized.scenario.vehicles.len());
    let t = tenfold_sim::city::trial(&sized.scenario, args.seed, 0);
    println!(
        "expected {} sampled {} unsampled {} last swab {:?} outcome {:?} goal {} half {} old {} stranded {} oldest {}",
        t.expected,
        t.sampled.total(),
        t.sites.iter().map(|s| s.unsampled).sum::<u32>(),
        t.last_swab_at.map(|a| a - sized.scenario.starts_at),
        t.last_outcome_at.map(|a| a - sized.scenario.starts_at),
        t.in_goal,
        t.in_half_goal_own,
        t.too_old,
        t.stranded,
        t.oldest_minutes
    );
    for (l, v) in sized.scenario.labs.iter().zip(&t.labs) {
        println!(
            "{} cyclers {} acc {} received {} reviewed {} plates {} busy {} of {}",
            l.name_en,
            l.cyclers,
            l.accession_per_hour,
            v.received.total(),
            v.reviewed.total(),
            v.plates,
            v.busy_minutes,
            l.periods.iter().map(|(a, b)| (*b - *a).0).sum::<i64>() * l.cyclers as i64
        );
    }
    for r in 0..120 {
        let t = tenfold_sim::city::trial(&sized.scenario, args.seed, 2_000_000 + r);
        if !t.holds().all() {
            let late: Vec<_> = t
                .sites
                .iter()
                .enumerate()
                .filter(|(_, s)| {
                    s.unsampled > 0
                        || s.last_outcome_at
                            .is_some_and(|a| a > sized.scenario.starts_at + sized.scenario.goal)
                })
                .map(|(i, s)| {
                    (
                        i,
                        s.unsampled,
                        s.last_swab_at.map(|a| (a - sized.scenario.starts_at).0),
                        s.last_outcome_at.map(|a| (a - sized.scenario.starts_at).0),
                    )
                })
                .collect();
            println!(
                "{r} {:?} resulted {} of {} {late:?}",
                t.holds(),
                t.resulted.total(),
                t.expected
            );
        }
    }
    println!("{:?}", t.recollections.people);
    Ok(Answer::Yes)
}
