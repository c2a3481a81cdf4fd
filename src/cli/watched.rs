//! Long work that shows how far it is and can be stopped by Ctrl-C without losing what is done.

use std::borrow::Cow;

use anyhow::{Context, Result};
use tenfold_sim::compare::Compared;
use tenfold_sim::replicate::Watch;
use tenfold_sim::scenario::Scenario;
use tenfold_sim::trial::Trial;

use super::progress;
use crate::planner::{self, Stop, Watched};

/// Exit code after a third Ctrl-C.
const CUT_SHORT: i32 = 130;

/// Ctrl-C: the first ends the search or the run at hand, the second what is shown of it, a third
/// the process.
#[derive(Clone, Default)]
pub struct Interrupt(Stop);

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
                for _ in 0..2 {
                    if tokio::signal::ctrl_c().await.is_err() {
                        return;
                    }
                    eprintln!("tenfold: stopping; what is finished is kept");
                    heard.0.ask();
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
        self.0.is_asked()
    }
}

impl Watched for Interrupt {
    fn search<T>(&self, work: impl Fn(Watch<'_>) -> T) -> T {
        search(self, "sizing", work)
    }

    fn trials(&self, scenario: &Scenario, seed: u64, asked: Option<u64>) -> Vec<Trial> {
        trials(self, scenario, seed, asked)
    }

    fn is_stopped(&self) -> bool {
        Interrupt::is_stopped(self)
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
    let out = work(Watch { done: &|| bar.inc(1), stop: interrupt.0.search() });
    bar.finish_and_clear();
    out
}

/// As [`planner::trials`], with a bar.
pub fn trials(
    interrupt: &Interrupt,
    scenario: &Scenario,
    seed: u64,
    asked: Option<u64>,
) -> Vec<Trial> {
    let bar = progress::bar(0, "{bar:40} {pos} of {len} replications, {eta} to go");
    let goal = |count| bar.set_length(count);
    let trials = planner::trials(&interrupt.0, (scenario, seed), asked, goal, &|| bar.inc(1));
    bar.finish_and_clear();
    trials
}

/// As [`planner::pairs`], with a bar.
pub fn pairs(
    interrupt: &Interrupt,
    scenarios: &[&Scenario],
    seed: u64,
    asked: Option<u64>,
) -> Compared {
    let bar = progress::bar(0, "{bar:40} {pos} of {len} replications, {eta} to go");
    let goal = |count| bar.set_length(count);
    let compared = planner::pairs(&interrupt.0, (scenarios, seed), asked, goal, &|| bar.inc(1));
    bar.finish_and_clear();
    compared
}
