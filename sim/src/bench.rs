//! A lab: benches that unpack and number, plates of 96 with their controls, extraction, cyclers,
//! review. Recollected single tubes go before pools (R157).

use std::collections::VecDeque;

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use crate::arrival::ms;
use crate::lane::Window;
use crate::scenario::{Failure, Scenario};
use crate::trial::{Curve, LabTrial};
use crate::witness::Witness;

/// Wells of a plate.
const WELLS: usize = 96;

/// A plate and where it stands.
#[derive(Debug)]
pub struct Plate {
    /// Index of the lab.
    pub lab: usize,
    /// Of recollected tubes, of grey ones, or run once already: goes first.
    pub urgent: bool,
    /// Runs so far.
    pub runs: u32,
    /// End of the run that held: the machine's calls.
    pub called_at: i64,
    /// Tubes on it, by number.
    pub tubes: Vec<u32>,
}

/// A plate that is being filled.
#[derive(Debug, Default)]
struct Filling {
    tubes: Vec<u32>,
    closes_at: i64,
    /// The last of its tubes is numbered: benches may work through boxes until after a tube that
    /// is read again has joined.
    ready_at: i64,
    serial: u64,
}

/// A plate that is complete, and when.
#[derive(Debug)]
pub struct Filled {
    /// From then on it can be extracted.
    pub at: i64,
    /// Of recollected tubes.
    pub urgent: bool,
    /// Tubes on it.
    pub tubes: Vec<u32>,
}

/// A plate that closes by the clock if nothing fills it before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timer {
    /// Closes then.
    pub at: i64,
    /// Which of the two kinds.
    pub urgent: bool,
    /// Which of its kind; an old number is a plate that has been filled.
    pub serial: u64,
}

/// A lab at work.
#[derive(Debug)]
pub struct Lab {
    /// The city's own.
    pub own: bool,
    /// For the books.
    pub trial: LabTrial,
    /// Plates that wait for a cycler: recollected first.
    waiting: [VecDeque<u32>; 2],
    filling: [Filling; 2],
    /// Hours in which pools are worked on, and those in which recollected tubes are.
    open: [Vec<Window>; 2],
    accession_ms: f64,
    bench_free_at: [f64; 2],
    free_cyclers: u32,
    per_plate: usize,
    /// Pools, recollected.
    plate_wait_ms: [i64; 2],
    /// A wake-up at the next opening is on its way.
    waking: bool,
}

impl Lab {
    /// All labs of a scenario.
    pub fn all(scenario: &Scenario) -> Vec<Lab> {
        let (positive, negative) = scenario.protocol.lab.controls_min;
        let controls = usize::from(positive) + usize::from(negative);
        let bins = crate::pace::horizon(scenario);
        let lab = |(number, lab): (usize, &crate::scenario::Lab)| Lab {
            own: lab.own,
            trial: LabTrial {
                received: Curve::new(bins),
                reviewed: Curve::new(bins),
                ..LabTrial::default()
            },
            waiting: Default::default(),
            filling: Default::default(),
            open: [
                open(scenario, number, lab.periods.clone()),
                open(scenario, number, at_any_hour(lab)),
            ],
            accession_ms: 3_600_000.0 / lab.accession_per_hour,
            bench_free_at: [0.0; 2],
            free_cyclers: lab.cyclers,
            per_plate: WELLS.saturating_sub(controls).max(1),
            plate_wait_ms: [scenario.work.plate_wait, scenario.work.urgent_wait]
                .map(|wait| wait.0 * MINUTE_MS),
            waking: false,
        };
        scenario.labs.iter().enumerate().map(lab).collect()
    }

    /// The first instant from `at` on at which the lab works on pools, or on recollected tubes.
    fn open_from(&self, at: i64, urgent: bool) -> Option<i64> {
        let window = self.open[usize::from(urgent)].iter().find(|(_, to)| at < *to)?;
        Some(at.max(window.0))
    }

    /// Unpacks and numbers tubes one after the other and puts them on the plate; gives plates
    /// that became full. Tubes that can never be unpacked are lost to this lab.
    pub fn receive(
        &mut self,
        now: i64,
        tubes: impl Iterator<Item = u32>,
        urgent: bool,
        witness: &mut impl Witness,
    ) -> Vec<Filled> {
        let mut filled = Vec::new();
        // Recollected tubes are few and do not wait behind a load of pools.
        let kind = usize::from(urgent);
        for tube in tubes {
            let free_at = self.bench_free_at[kind];
            let begins = self.open_from(now.max(free_at as i64), urgent).map(|at| at as f64);
            let begins = begins.map(|at| at.max(free_at));
            let Some(done) = begins.map(|at| at + self.accession_ms).filter(|at| at.is_finite())
            else {
                // Nobody will open the box: it stays where it is, on the last plate, undone.
                self.filling[kind].tubes.push(tube);
                self.filling[kind].closes_at = i64::MAX;
                continue;
            };
            self.bench_free_at[kind] = done;
            witness.accessioned(tube, done as i64);
            filled.extend(self.put(tube, done as i64, urgent));
        }
        filled
    }

    /// Puts a numbered tube on the plate being filled.
    pub fn put(&mut self, tube: u32, at: i64, urgent: bool) -> Vec<Filled> {
        let mut filled = Vec::new();
        let kind = usize::from(urgent);
        while self.filling[kind].closes_at < at && self.is_busy(urgent) {
            self.filling[kind].closes_at += self.plate_wait_ms[kind].max(1);
        }
        if !self.filling[kind].tubes.is_empty() && self.filling[kind].closes_at < at {
            let closes_at = self.filling[kind].closes_at;
            filled.push(self.complete(closes_at, urgent));
        }
        let filling = &mut self.filling[kind];
        if filling.tubes.is_empty() {
            filling.closes_at = at + self.plate_wait_ms[kind];
            filling.ready_at = at;
        }
        filling.tubes.push(tube);
        filling.ready_at = filling.ready_at.max(at);
        if filling.tubes.len() >= self.per_plate {
            let ready_at = filling.ready_at;
            filled.push(self.complete(ready_at, urgent));
        }
        filled
    }

    fn complete(&mut self, at: i64, urgent: bool) -> Filled {
        let filling = &mut self.filling[usize::from(urgent)];
        filling.serial += 1;
        Filled { at, urgent, tubes: std::mem::take(&mut filling.tubes) }
    }

    /// When the plate being filled closes by the clock.
    pub fn timer(&self, urgent: bool) -> Option<Timer> {
        let filling = &self.filling[usize::from(urgent)];
        let waits = !filling.tubes.is_empty() && filling.closes_at != i64::MAX;
        waits.then_some(Timer { at: filling.closes_at, urgent, serial: filling.serial })
    }

    /// The clock rings for a plate; nothing if it has been filled since, or if it goes on being
    /// filled because no cycler would take it: the timer then stands later.
    pub fn ring(&mut self, timer: Timer) -> Option<Filled> {
        if self.timer(timer.urgent) != Some(timer) {
            return None;
        }
        if self.is_busy(timer.urgent) {
            let kind = usize::from(timer.urgent);
            self.filling[kind].closes_at += self.plate_wait_ms[kind].max(1);
            return None;
        }
        Some(self.complete(timer.at, timer.urgent))
    }

    /// Pools wait for a cycler already: half a plate would only take the turn of a whole one.
    fn is_busy(&self, urgent: bool) -> bool {
        !urgent && !self.waiting[1].is_empty()
    }

    /// A plate is extracted and waits for a cycler.
    pub fn queue(&mut self, plate: u32, urgent: bool) {
        self.waiting[usize::from(!urgent)].push_back(plate);
    }

    /// A cycler is free again after so long.
    pub fn release(&mut self, busy_ms: i64) {
        self.free_cyclers += 1;
        self.trial.busy_minutes += (busy_ms / MINUTE_MS) as u64;
    }

    /// The next plate that a free cycler can begin now, the lab being open; or when to ask again.
    pub fn begin(&mut self, now: i64) -> Begin {
        if self.free_cyclers == 0 {
            return Begin::Nothing;
        }
        let mut wakes_at = None;
        for (kind, urgent) in [true, false].into_iter().enumerate() {
            if self.waiting[kind].is_empty() {
                continue;
            }
            let opens_at = self.open_from(now, urgent);
            if opens_at != Some(now) {
                wakes_at = opens_at.into_iter().chain(wakes_at).min();
            } else if let Some(plate) = self.waiting[kind].pop_front() {
                self.free_cyclers -= 1;
                self.trial.plates += 1;
                return Begin::Plate(plate);
            }
        }
        match wakes_at {
            Some(at) if !self.waking => {
                self.waking = true;
                Begin::Wake(at)
            }
            _ => Begin::Nothing,
        }
    }

    /// The wake-up came.
    pub fn woken(&mut self) {
        self.waking = false;
    }

    /// Hours in which it works on pools, without those in which it is down.
    pub fn hours(&self) -> Vec<Window> {
        self.open[0].clone()
    }

    /// Tubes of a full plate.
    pub fn per_plate(&self) -> i64 {
        self.per_plate as i64
    }

    /// Tubes on plates that are being filled.
    pub fn filling(&self) -> impl Iterator<Item = u32> + '_ {
        self.filling.iter().flat_map(|filling| filling.tubes.iter().copied())
    }
}

/// What a lab can begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begin {
    /// Nothing waits, or nothing is free.
    Nothing,
    /// It is closed until then.
    Wake(i64),
    /// This plate, now.
    Plate(u32),
}

/// Hours without those in which a lab is down.
fn open(scenario: &Scenario, number: usize, periods: Vec<(At, At)>) -> Vec<Window> {
    let at = |at| ms(scenario, at);
    let mut windows: Vec<Window> = periods.iter().map(|(from, to)| (at(*from), at(*to))).collect();
    for failure in &scenario.failures {
        if let Failure::LabDown { lab, from_at, to_at } = failure
            && *lab == number
        {
            let (from, to) = (at(*from_at), at(*to_at));
            let cut = |w: &Window| [(w.0, w.1.min(from)), (w.0.max(to), w.1)];
            windows = windows.iter().flat_map(cut).filter(|w| w.0 < w.1).collect();
        }
    }
    windows
}

/// From a lab's first hour on without a pause: somebody is on duty for recollected tubes, since
/// their six hours run by night as well (R152, R159).
fn at_any_hour(lab: &crate::scenario::Lab) -> Vec<(At, At)> {
    let never_ends = Minutes::hours(24 * 365);
    lab.periods.first().map(|(from, _)| (*from, *from + never_ends)).into_iter().collect()
}
