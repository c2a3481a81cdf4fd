//! Long work that shows how far it is and can be stopped by Ctrl-C without losing what is done.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use indicatif::ProgressBar;
use tenfold_sim::binomial::replications_needed;
use tenfold_sim::compare::{Compared, compare};
use tenfold_sim::replicate::{Watch, replicate};
use tenfold_sim::scenario::Scenario;
use tenfold_sim::summary::{CONFIDENCE, PROBABILITY_GOAL};
use tenfold_sim::trial::Trial;

use super::progress;

/// The first replication that is told of: none that sizing has looked at, so that the report is
/// of days the plan was not chosen on.
pub const FIRST: u64 = 2_000_000;
/// Most late replications that a proof bears.
const LATE_MAX: u32 = 5;
/// Replications shown of a plan whose search was stopped.
const AFTER_STOP: u64 = 4;
/// Exit code after a third Ctrl-C.
const CUT_SHORT: i32 = 130;

/// Ctrl-C: the first ends the search or the run at hand, the second what is shown of it, a third
/// the process.
#[derive(Clone, Default)]
pub struct Interrupt {
    first: Arc<AtomicBool>,
    second: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens from now on, in a thread of its own.
    ///
    /// # Errors
    /// The system gives no thread or no signals.
    pub fn listen() -> Result<Interrupt> {
        let interrupt = Interrupt::default();
        let heard = interrupt.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let wait = move || {
            runtime.block_on(async {
                for flag in [&heard.first, &heard.second] {
                    if tokio::signal::ctrl_c().await.is_err() {
                        return;
                    }
                    eprintln!("tenfold: stopping; what is finished is kept");
                    flag.store(true, Ordering::Relaxed);
                }
                if tokio::signal::ctrl_c().await.is_ok() {
                    std::process::exit(CUT_SHORT);
                }
            });
        };
        std::thread::Builder::new().spawn(wait).context("a thread for Ctrl-C")?;
        Ok(interrupt)
    }

    /// Whether Ctrl-C was pressed.
    pub fn is_stopped(&self) -> bool {
        self.first.load(Ordering::Relaxed)
    }

    /// The flag that stops the work that begins now.
    fn flag(&self) -> &AtomicBool {
        if self.is_stopped() { &self.second } else { &self.first }
    }
}

/// Does work with a bar that counts replications; their number is not known beforehand.
pub fn search<T>(
    interrupt: &Interrupt,
    what: impl Into<Cow<'static, str>>,
    work: impl Fn(Watch<'_>) -> T,
) -> T {
    let bar = progress::bar(0, "{spinner} {msg}: {pos} cities simulated, {elapsed}");
    bar.set_message(what);
    let out = work(Watch { done: &|| bar.inc(1), stop: &interrupt.first });
    bar.finish_and_clear();
    out
}

/// So many replications, or, where nobody says, as many as prove the limits or show that they are
/// not kept: 59, and 93 … 208 where one … five are late. Fewer where they were stopped.
pub fn trials(
    interrupt: &Interrupt,
    scenario: &Scenario,
    seed: u64,
    asked: Option<u64>,
) -> Vec<Trial> {
    let steps: Vec<u64> = match asked {
        Some(count) => vec![count],
        None if interrupt.is_stopped() => vec![AFTER_STOP],
        None => (0..=LATE_MAX)
            .map(|late| u64::from(replications_needed(late, PROBABILITY_GOAL, CONFIDENCE)))
            .collect(),
    };
    let bar = progress::bar(0, "{bar:40} {pos} of {len} replications, {eta} to go");
    let mut trials: Vec<Trial> = Vec::new();
    for (late_max, count) in steps.into_iter().enumerate() {
        bar.set_length(count);
        trials.extend(more(interrupt, (scenario, seed), trials.len() as u64..count, &bar));
        let late = trials.iter().filter(|trial| !trial.holds().all()).count();
        if (trials.len() as u64) < count || late <= late_max || late > LATE_MAX as usize {
            break;
        }
    }
    bar.finish_and_clear();
    trials
}

/// So many replications of every scenario under the same chance or, where nobody says, as many as
/// prove the limits of one that is never late: 59. Fewer where they were stopped, as many of each.
pub fn pairs(
    interrupt: &Interrupt,
    scenarios: &[&Scenario],
    seed: u64,
    asked: Option<u64>,
) -> Compared {
    let enough = u64::from(replications_needed(0, PROBABILITY_GOAL, CONFIDENCE));
    let asked = asked.unwrap_or(enough);
    let count = if interrupt.is_stopped() { asked.min(AFTER_STOP) } else { asked };
    let bar = progress::bar(count, "{bar:40} {pos} of {len} replications, {eta} to go");
    let watch = Watch { done: &|| bar.inc(1), stop: interrupt.flag() };
    let compared = compare(scenarios, seed, FIRST..FIRST + count, watch);
    bar.finish_and_clear();
    compared
}

fn more(
    interrupt: &Interrupt,
    (scenario, seed): (&Scenario, u64),
    numbers: std::ops::Range<u64>,
    bar: &ProgressBar,
) -> Vec<Trial> {
    let watch = Watch { done: &|| bar.inc(1), stop: interrupt.flag() };
    replicate(scenario, seed, FIRST + numbers.start..FIRST + numbers.end, watch, |trial| trial)
}
