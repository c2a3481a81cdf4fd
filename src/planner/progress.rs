//! How far a job is, beyond a count: what it does, and what it has in hand beside the bounds.

use tenfold_sim::needs;
use tenfold_sim::sizing::{Doing, Step};
use tenfold_sim::tables::BoundRow;

/// Where a job is.
#[derive(Clone, PartialEq, Debug)]
pub struct Progress {
    /// What the search does; none where it has ended and the report's days are simulated.
    pub doing: Option<Doing>,
    /// What is in hand kept every limit in all that was looked at: it is the best so far.
    pub is_enough: bool,
    /// What that costs, in yuan; none where a staffing was given.
    pub cost_yuan: Option<f64>,
    /// The least of everything beside what is in hand.
    pub bounds: Vec<BoundRow>,
}

impl Progress {
    /// What is done, as the word for programs.
    pub fn word(&self) -> &'static str {
        match self.doing {
            Some(Doing::Growing) => "growing",
            Some(Doing::Trimming) => "trimming",
            Some(Doing::Checking) => "checking",
            Some(Doing::Proving) => "proving",
            None => "simulating",
        }
    }

    /// Of a step of the search.
    pub fn of(step: Step<'_>) -> Progress {
        let Step { doing, planned } = step;
        Progress {
            doing: Some(doing),
            is_enough: doing != Doing::Growing,
            cost_yuan: Some(planned.city.cost(planned.staffing)),
            bounds: needs::least(planned),
        }
    }

    /// Of the replications after the search, or where there was none.
    pub fn simulating(before: Option<Progress>) -> Progress {
        match before {
            Some(before) => Progress { doing: None, ..before },
            None => Progress { doing: None, is_enough: false, cost_yuan: None, bounds: Vec::new() },
        }
    }
}
