//! Ruin and recreate under annealing, after a phase that tries to do with fewer vehicles.

use super::day::{Day, Unfit};
use super::insert::Dice;
use super::numbers::Numbers;
use super::plan::Plan;
use super::rebuild::State;
use super::ruin::ruin;
use super::start::{by_deadline, by_distance, start, way_to_lab};
use super::track::{Aboard, Track};
use super::written::plan_of;
use crate::stream::{Purpose, Stream};

/// Share of the time for doing with fewer vehicles.
const FEWER: f64 = 0.3;
/// How much worse a step may be, at first and at last, in milliseconds of driving (PLANNING 1.2:
/// 60 to 150 minutes down to half a minute).
const WARM: f64 = 100.0 * 60_000.0;
const COLD: f64 = 0.5 * 60_000.0;
/// Rounds between two looks at the time.
const LOOK: u64 = 16;
/// Rounds between two reports.
const REPORT: u64 = 512;

/// How long a search lasts.
#[derive(Clone, Copy)]
pub enum Until<'a> {
    /// So many rounds; the same seed gives the same plan on every machine.
    Rounds(u64),
    /// Until the share of the time that is spent is 1 or more; asked every few rounds, with the
    /// rounds done. A clock is the caller's.
    Spent(&'a dyn Fn(u64) -> f64),
}

/// How far a search is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Step {
    /// Share of the rounds or of the time, up to 1.
    pub share: f64,
    /// Rounds done.
    pub rounds: u64,
    /// Pickups that the best plan leaves behind.
    pub missed: usize,
    /// Vehicles of the best plan.
    pub vehicles: usize,
    /// Vehicles and driving of the best plan, in minutes of driving.
    pub cost_minutes: f64,
    /// Driving of the best plan alone.
    pub driving_minutes: f64,
}

/// First tours, without a search: what [`search`] begins with.
///
/// # Errors
/// What makes the day unfit.
pub fn first(day: &Day) -> Result<Plan, Unfit> {
    let numbers = Numbers::of(day)?;
    let tracks = empty(&numbers);
    Ok(plan_of(&numbers, &start(&numbers, &tracks, &mut Vec::new())))
}

/// The best tours found: never worse than [`first`], leaving as little behind as it can before it
/// saves a vehicle or a minute. Told how far it is by `told`.
///
/// # Errors
/// What makes the day unfit.
pub fn search(
    day: &Day,
    seed: u64,
    until: Until<'_>,
    told: &mut dyn FnMut(Step),
) -> Result<Plan, Unfit> {
    let mut numbers = Numbers::of(day)?;
    numbers.meet();
    let tracks = empty(&numbers);
    Ok(plan_of(&numbers, &searched(&numbers, &tracks, seed, until, told)))
}

/// Every vehicle at its depot.
pub(super) fn empty(numbers: &Numbers) -> Vec<Track> {
    (0..numbers.cabs.len()).map(|vehicle| Track::empty(numbers, vehicle)).collect()
}

/// The same, from tours of which the beginning has happened.
pub(super) fn searched(
    numbers: &Numbers,
    tracks: &[Track],
    seed: u64,
    until: Until<'_>,
    told: &mut dyn FnMut(Step),
) -> State {
    let mut board = Vec::new();
    let now = start(numbers, tracks, &mut board);
    if numbers.calls.is_empty() {
        return now;
    }
    let value = now.value(numbers);
    let mut search = Search {
        numbers,
        work: now.clone(),
        best: now.clone(),
        now,
        now_value: value,
        best_value: value,
        closed: vec![false; tracks.len()],
        absent: vec![1; numbers.calls.len()],
        dice: Dice::new(Stream::root(seed, 0).of(Purpose::Tour, 0)),
        board,
        until,
        told,
        rounds: 0,
        share: 0.0,
    };
    search.look();
    search.fewer();
    search.anneal();
    search.best
}

/// A search under way.
struct Search<'a> {
    numbers: &'a Numbers,
    /// The accepted solution.
    now: State,
    /// The one that is being changed; like `now` between rounds.
    work: State,
    best: State,
    now_value: i64,
    best_value: i64,
    /// Vehicles that must stay at home.
    closed: Vec<bool>,
    /// How often each call was left over while a vehicle was to be saved.
    absent: Vec<u64>,
    dice: Dice,
    board: Vec<Aboard>,
    until: Until<'a>,
    told: &'a mut dyn FnMut(Step),
    rounds: u64,
    share: f64,
}

impl Search<'_> {
    /// One solution out of `now`, in `work`.
    fn step(&mut self) {
        self.rounds += 1;
        ruin(self.numbers, &mut self.work, &mut self.dice, &mut self.board);
        self.sort();
        let dice = Some(&mut self.dice);
        self.work.put_back(self.numbers, &self.closed, dice, &mut self.board);
        if self.rounds.is_multiple_of(LOOK) {
            self.look();
        }
        if self.rounds.is_multiple_of(REPORT) {
            self.report();
        }
    }

    /// The order in which calls are put back: by chance, by the deadline, far or near first.
    fn sort(&mut self) {
        let (numbers, missed) = (self.numbers, &mut self.work.missed);
        for at in (1..missed.len()).rev() {
            missed.swap(at, self.dice.below(at + 1));
        }
        match self.dice.below(11) {
            0..4 => {}
            4..6 => missed.sort_by_key(|call| by_deadline(numbers, *call)),
            6..8 => missed.sort_by_key(|call| by_distance(numbers, *call)),
            8 => missed.sort_by_key(|call| way_to_lab(numbers, *call)),
            _ => missed.sort_by_key(|call| numbers.calls[*call].labs.len()),
        }
    }

    fn accept(&mut self, value: i64) {
        let changed = std::mem::take(&mut self.work.changed);
        self.now.follow(&self.work, &changed);
        self.work.changed = changed;
        self.work.settle();
        self.now_value = value;
        if value < self.best_value {
            self.best_value = value;
            self.best.clone_from(&self.now);
        }
    }

    fn reject(&mut self) {
        let changed = std::mem::take(&mut self.work.changed);
        self.work.follow(&self.now, &changed);
        self.work.changed = changed;
        self.work.settle();
    }

    /// How much worse the next step may be: -T ln u, T falling from warm to cold between two
    /// shares of the time.
    fn slack(&mut self, from: f64, to: f64) -> i64 {
        let part = ((self.share - from) / (to - from).max(1e-9)).clamp(0.0, 1.0);
        let heat = WARM * (COLD / WARM).powf(part);
        (-heat * self.dice.unit().ln()) as i64
    }

    fn anneal(&mut self) {
        let begin = self.share;
        while self.share < 1.0 {
            self.step();
            let value = self.work.value(self.numbers);
            let slack = self.slack(begin, 1.0);
            if value < self.now_value.saturating_add(slack) {
                self.accept(value);
            } else {
                self.reject();
            }
        }
        self.report();
    }

    /// Takes one vehicle after the other off the road and tries to serve what it fetched with the
    /// rest: what is left over longest counts most (the fleet minimisation of SISR). Ends with the
    /// best by cost, with all vehicles at hand.
    fn fewer(&mut self) {
        while self.share < FEWER && self.best.missed.is_empty() && self.close_one() {
            let value = self.work.value(self.numbers);
            self.accept(value);
            while self.share < FEWER && !self.now.missed.is_empty() {
                self.step();
                let (left, before) = (self.left(&self.work), self.left(&self.now));
                let value = self.work.value(self.numbers);
                let slack = self.slack(0.0, FEWER);
                let alike = left == before && value < self.now_value.saturating_add(slack);
                for call in &self.work.missed {
                    self.absent[*call] += 1;
                }
                if left < before || alike {
                    self.accept(value);
                } else {
                    self.reject();
                }
            }
        }
        self.closed.fill(false);
        self.now.clone_from(&self.best);
        self.work.clone_from(&self.best);
        self.now_value = self.best_value;
    }

    fn left(&self, state: &State) -> u64 {
        state.missed.iter().map(|call| self.absent[*call]).sum()
    }

    /// Closes the vehicle whose calls are the easiest to serve by others, as far as was seen.
    /// Whether there was one, of two at least, that has not begun its tour.
    fn close_one(&mut self) -> bool {
        if self.now.used() < 2 {
            return false;
        }
        let calls = |number: usize| -> Vec<usize> {
            let of = self.now.track_of.iter().enumerate();
            of.filter(|(_, track)| **track == number as u32).map(|(call, _)| call).collect()
        };
        let weight = |number: usize| -> u64 {
            calls(number).into_iter().map(|call| self.absent[call]).sum()
        };
        let tracks = self.now.tracks.iter().enumerate();
        let free = tracks.filter(|(_, track)| track.is_used() && track.kept == 1);
        let Some(number) = free.map(|(number, _)| number).min_by_key(|at| (weight(*at), *at))
        else {
            return false;
        };
        let out = calls(number);
        for (other, track) in self.now.tracks.iter().enumerate() {
            // Otherwise one that stands idle would take its place.
            self.closed[other] |= !track.is_used();
        }
        self.closed[number] = true;
        self.work.take_out(self.numbers, number, &out, &mut self.board);
        true
    }

    fn look(&mut self) {
        self.share = match self.until {
            Until::Rounds(0) => 1.0,
            Until::Rounds(all) => self.rounds as f64 / all as f64,
            Until::Spent(spent) => spent(self.rounds),
        };
    }

    fn report(&mut self) {
        let tours: i64 = self.best.tracks.iter().map(|track| track.cost(self.numbers)).sum();
        let driving: i64 = self.best.tracks.iter().map(|track| track.driving).sum();
        (self.told)(Step {
            share: self.share.clamp(0.0, 1.0),
            rounds: self.rounds,
            missed: self.best.missed.len(),
            vehicles: self.best.used(),
            cost_minutes: tours as f64 / 60_000.0,
            driving_minutes: driving as f64 / 60_000.0,
        });
    }
}
