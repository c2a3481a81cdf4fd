//! The model beside what happened: four cities whose figures were told to the press. Each case
//! says what is known, what had to be assumed, and what was counted at which hour.
//!
//! A rule made before looking, the same for all: every case is run with two staffings that the
//! known ones lie between (half of the collectors rest, R71; nobody rests), and the model is said
//! to hold where the count lies between both answers, widened by [`SLACK`]. A third run was
//! added after looking, to see how much of a difference is due to when people were called: all
//! of them wait at the opening, nobody rests, and sites do not close.

mod cases;
mod model;

use tenfold_domain::protocol::Protocol;
use tenfold_domain::time::{At, Minutes};

use crate::city::trial;
use crate::trial::{BIN, Curve, Trial};

pub use cases::{ASSUMED, CASES};

/// Sites, lanes, people, cyclers and vehicles are one in so many: equal sites do not need each
/// other, and `sim/tests/calibration.rs` holds another scale against this one.
pub const SCALE: u32 = 20;

/// Share by which the span between both staffings is widened at either end.
pub const SLACK: f64 = 0.1;

/// One sentence in both tongues.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Said {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Count {
    /// As a table names it.
    pub fn said(self) -> Said {
        let (zh, en) = match self {
            Count::Sampled => ("已采样", "people sampled"),
            Count::Received => ("已送到实验室", "people whose tube is at a lab"),
            Count::Resulted => ("已出结果", "people with an outcome"),
            Count::Tubes => ("已采管数", "tubes sampled"),
            Count::Tested => ("已检管数", "tubes tested"),
        };
        Said { zh, en }
    }
}

impl Verdict {
    /// As a table names it.
    pub fn said(self) -> Said {
        let (zh, en) = match self {
            Verdict::Holds => ("相符", "holds"),
            Verdict::Fewer => ("模型偏少", "the model says fewer"),
            Verdict::More => ("模型偏多", "the model says more"),
        };
        Said { zh, en }
    }
}

/// How hard a city is worked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Drive {
    /// Half of the collectors rest, people come over the opening hours.
    HalfRest,
    /// Nobody rests, people come over the opening hours.
    NobodyRests,
    /// Nobody rests, everybody waits at the opening, sites do not close.
    LanesNeverIdle,
}

/// All of them, in the order of [`Row::model`].
pub const DRIVES: [Drive; 3] = [Drive::HalfRest, Drive::NobodyRests, Drive::LanesNeverIdle];

/// What was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Count {
    /// People swabbed.
    Sampled,
    /// People whose tube is at a lab.
    Received,
    /// People with an outcome.
    Resulted,
    /// Tubes sealed in the whole round.
    Tubes,
    /// Tubes tested.
    Tested,
}

/// Something counted and published.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Seen {
    /// What.
    pub count: Count,
    /// When, after the start.
    pub after: Minutes,
    /// How many, in millions.
    pub millions: f64,
    /// What the model was found to say of it.
    pub verdict: Verdict,
}

/// Where the model lies, by the rule made beforehand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The count lies between both staffings, or within the slack of them.
    Holds,
    /// The model says fewer, whoever rests.
    Fewer,
    /// The model says more, whoever rests.
    More,
}

/// Some of a city's sites and their hours.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Part {
    /// Share of the people and lanes, 0 to 1.
    pub share: f64,
    /// Persons in a tube.
    pub capacity: u8,
    /// Opens and closes, hours after the start.
    pub hours: &'static [(i64, i64)],
}

/// One city's round.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Case {
    /// Where and when.
    pub name: Said,
    /// First registration.
    pub starts_at: At,
    /// Everybody who is to come.
    pub people: u32,
    /// Sites at most.
    pub sites: u32,
    /// Lanes of two collectors when half of them rest, and when nobody rests.
    pub lanes: [u32; 2],
    /// Sites by kind.
    pub parts: &'static [Part],
    /// Tubes the labs can test in a day.
    pub tubes_per_day: f64,
    /// Share of people who are positive.
    pub prevalence: f64,
    /// What is known.
    pub known: &'static [Said],
    /// What is assumed, one by one, before what is [`ASSUMED`] of every case.
    pub assumed: &'static [Said],
    /// What was counted.
    pub seen: &'static [Seen],
    /// On the difference.
    pub word: Said,
}

/// One row of the table, in millions.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// What was counted.
    pub seen: Seen,
    /// The model's mean of each [`DRIVES`].
    pub model: [f64; 3],
    /// By the rule, from the first two.
    pub verdict: Verdict,
}

impl Case {
    /// What the model says, as the mean of some replications.
    pub fn rows(&self, protocol: &Protocol, replications: u64, scale: u32) -> Vec<Row> {
        let trials = DRIVES.map(|drive| {
            let scenario = self.scenario(protocol, drive, scale);
            (0..replications).map(|number| trial(&scenario, 2022, number)).collect::<Vec<_>>()
        });
        let row = |seen: &Seen| {
            let mean = |trials: &Vec<Trial>| {
                let of = |trial: &Trial| counted(seen, trial) * f64::from(scale) / 1e6;
                trials.iter().map(of).sum::<f64>() / replications.max(1) as f64
            };
            let model = [0, 1, 2].map(|drive: usize| mean(&trials[drive]));
            Row { seen: *seen, model, verdict: verdict(seen.millions, model[0], model[1]) }
        };
        self.seen.iter().map(row).collect()
    }
}

fn verdict(seen: f64, half_rest: f64, nobody_rests: f64) -> Verdict {
    let (low, high) = (half_rest.min(nobody_rests), half_rest.max(nobody_rests));
    if seen > high * (1.0 + SLACK) {
        Verdict::Fewer
    } else if seen < low * (1.0 - SLACK) {
        Verdict::More
    } else {
        Verdict::Holds
    }
}

/// A trial's count at the instant of a published one.
fn counted(seen: &Seen, trial: &Trial) -> f64 {
    let by = |curve: &Curve| {
        let bins = (seen.after.0 / BIN.0) as usize;
        curve.bins.iter().take(bins).map(|count| f64::from(*count)).sum::<f64>()
    };
    let people_per_tube = trial.sampled.total() as f64 / trial.tubes.max(1) as f64;
    match seen.count {
        Count::Sampled => by(&trial.sampled),
        Count::Resulted => by(&trial.resulted),
        Count::Tubes => trial.tubes as f64,
        // Second swabs are reviewed too, so a lab's own curve would count more than the round's.
        Count::Tested => by(&trial.resulted) / people_per_tube,
        Count::Received => {
            trial.labs.iter().map(|lab| by(&lab.received)).sum::<f64>() * people_per_tube
        }
    }
}
