//! Whether tubes flow: how many get old, whether machines stand idle beside a pile (不空机、不积样).

use super::spread::{Spread, ratio};
use crate::trial::{LabTrial, Trial};

/// Figures of the whole city, one of each replication.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Flow {
    /// Share of received tubes that were older than the room limit (R99), 0 to 1.
    pub too_old_share: Spread,
    /// Share of tubes that were as old when their first run began.
    pub started_too_old_share: Spread,
    /// Share of the cyclers' open hours in which they stood idle.
    pub idle_share: Spread,
    /// Share of them in which they stood idle while a plate's worth of tubes waited at a lab.
    pub idle_beside_pile_share: Spread,
    /// Most tubes that waited at one lab.
    pub waiting_max: Spread,
}

impl Flow {
    /// Of all trials.
    pub fn of(trials: &[Trial]) -> Flow {
        let each = |figure: &dyn Fn(&Trial) -> f64| Spread::of(trials.iter().map(figure));
        let open = |trial: &Trial| sum(trial, |lab| lab.open_minutes);
        Flow {
            too_old_share: each(&|trial| {
                ratio(trial.too_old as f64, trial.age_at_lab.total() as f64)
            }),
            started_too_old_share: each(&|trial| {
                ratio(trial.started_too_old as f64, trial.started as f64)
            }),
            idle_share: each(&|trial| ratio(sum(trial, |lab| lab.idle_minutes), open(trial))),
            idle_beside_pile_share: each(&|trial| {
                ratio(sum(trial, |lab| lab.idle_beside_pile_minutes), open(trial))
            }),
            waiting_max: each(&|trial| {
                f64::from(trial.labs.iter().map(|lab| lab.waiting_max).max().unwrap_or_default())
            }),
        }
    }
}

fn sum(trial: &Trial, of: fn(&LabTrial) -> u64) -> f64 {
    trial.labs.iter().map(of).sum::<u64>() as f64
}
