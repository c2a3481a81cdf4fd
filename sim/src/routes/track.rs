//! A vehicle's tour while it is searched for: stops with the latest moment each may be reached, so
//! that whether another stop fits before it is one comparison.

use super::numbers::{Cab, NEVER, Numbers};

/// What a stop is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// Leaving the depot, or coming back.
    Depot,
    /// A call, by its index.
    Call(usize),
    /// Everything on board for the stop's lab is unloaded.
    Drop,
}

/// A stop, with what is known of it once its tour was timed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stop {
    pub what: What,
    pub place: usize,
    /// Where it unloads, or where what it loads goes.
    pub lab: usize,
    /// Does not begin before: set where a lab's hour was full, or the past is kept.
    pub hold: i32,
    pub arrives: i32,
    pub begins: i32,
    pub leaves: i32,
    /// Reached later than this, it or a stop after it is late.
    pub latest: i32,
    /// Boxes on board after it.
    pub load: i32,
    /// A drop: tubes received. 0 for others.
    pub tubes: u32,
    /// It may begin no later, whatever follows.
    due: i32,
}

impl Stop {
    /// Of a call on its way to a lab, not before the hold.
    pub fn call(numbers: &Numbers, call: usize, lab: usize, hold: i32) -> Stop {
        Stop { hold, ..Stop::new(What::Call(call), numbers.calls[call].place, lab) }
    }

    /// Of a drop.
    pub fn drop(numbers: &Numbers, lab: usize, hold: i32) -> Stop {
        Stop { hold, ..Stop::new(What::Drop, numbers.doors[lab].place, lab) }
    }

    fn new(what: What, place: usize, lab: usize) -> Stop {
        let (arrives, begins, leaves, latest, load) = (0, 0, 0, 0, 0);
        let (hold, tubes, due) = (-NEVER, 0, 0);
        Stop { what, place, lab, hold, arrives, begins, leaves, latest, load, tubes, due }
    }
}

/// What is on board for one lab.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aboard {
    boxes: i32,
    tubes: u32,
    deadline: i32,
}

const NOTHING: Aboard = Aboard { boxes: 0, tubes: 0, deadline: NEVER };

/// One vehicle's stops; the first and last are its depot.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Track {
    pub vehicle: usize,
    pub stops: Vec<Stop>,
    /// Stops from the first on that have happened: they stay as they are.
    pub kept: usize,
    /// It leaves the last of those no sooner.
    since: i32,
    /// Calls among the stops.
    pub calls: usize,
    /// Milliseconds of driving.
    pub driving: i64,
}

impl Clone for Track {
    fn clone(&self) -> Track {
        Track { stops: self.stops.clone(), ..*self }
    }

    /// Keeps the room of the list: the search copies tours many thousand times a second.
    fn clone_from(&mut self, from: &Track) {
        self.stops.clone_from(&from.stops);
        (self.vehicle, self.kept, self.since) = (from.vehicle, from.kept, from.since);
        (self.calls, self.driving) = (from.calls, from.driving);
    }
}

impl Track {
    /// A vehicle that stays at home.
    pub fn empty(numbers: &Numbers, vehicle: usize) -> Track {
        Track::since(numbers, vehicle, Vec::new(), i32::MIN)
    }

    /// A vehicle that has made some stops, and moves on from a moment on.
    pub fn since(numbers: &Numbers, vehicle: usize, made: Vec<Stop>, since: i32) -> Track {
        let depot = Stop::new(What::Depot, numbers.cabs[vehicle].depot, usize::MAX);
        let kept = made.len() + 1;
        let stops = std::iter::once(depot).chain(made).chain([depot]).collect();
        let mut track = Track { vehicle, stops, kept, since, calls: 0, driving: 0 };
        track.time(numbers, &mut Vec::new());
        track
    }

    /// Whether the vehicle is needed.
    pub fn is_used(&self) -> bool {
        self.stops.len() > 2
    }

    /// What the tour costs, in milliseconds of driving.
    pub fn cost(&self, numbers: &Numbers) -> i64 {
        if self.is_used() { self.driving + numbers.cab_cost } else { 0 }
    }

    /// Takes out drops that unload nothing, and says all moments anew. `board` is scratch.
    pub fn time(&mut self, numbers: &Numbers, board: &mut Vec<Aboard>) {
        board.clear();
        board.resize(numbers.doors.len(), NOTHING);
        self.forth(numbers, board);
        self.back(numbers);
    }

    fn forth(&mut self, numbers: &Numbers, board: &mut [Aboard]) {
        let cab: Cab = numbers.cabs[self.vehicle];
        let first = if self.kept == 1 { self.since } else { self.stops[0].hold };
        self.stops[0].leaves = cab.from.max(first);
        (self.stops[0].begins, self.stops[0].latest) = (cab.from, i32::MIN);
        (self.calls, self.driving) = (0, 0);
        let mut write = 1;
        for read in 1..self.stops.len() {
            let (before, mut stop) = (self.stops[write - 1], self.stops[read]);
            let way = numbers.way(before.place, stop.place);
            stop.arrives = before.leaves.saturating_add(way);
            match stop.what {
                What::Call(call) => {
                    let call = &numbers.calls[call];
                    stop.begins = stop.arrives.max(call.ready).max(stop.hold);
                    (stop.leaves, stop.due) = (stop.begins + call.stay, call.due);
                    stop.load = before.load + call.boxes;
                    let aboard = &mut board[stop.lab];
                    aboard.boxes += call.boxes;
                    aboard.tubes += call.tubes;
                    aboard.deadline = aboard.deadline.min(call.deadline);
                    self.calls += 1;
                }
                What::Drop => {
                    let aboard = std::mem::replace(&mut board[stop.lab], NOTHING);
                    if aboard.boxes == 0 && read >= self.kept {
                        continue;
                    }
                    let door = &numbers.doors[stop.lab];
                    stop.begins = door.open_from(stop.arrives.max(stop.hold));
                    (stop.leaves, stop.due) = (stop.begins + door.unload, aboard.deadline);
                    stop.load = before.load - aboard.boxes;
                    stop.tubes = aboard.tubes;
                }
                What::Depot => {
                    (stop.begins, stop.leaves) = (stop.arrives, stop.arrives);
                    (stop.due, stop.load) = (cab.to, before.load);
                }
            }
            if read + 1 == self.kept {
                stop.leaves = stop.leaves.max(self.since);
            }
            self.driving += i64::from(way);
            self.stops[write] = stop;
            write += 1;
        }
        self.stops.truncate(write);
    }

    fn back(&mut self, numbers: &Numbers) {
        let mut next: Option<(i32, usize)> = None;
        for stop in self.stops.iter_mut().skip(1).rev() {
            let before =
                |(latest, place)| i32::saturating_sub(latest, numbers.way(stop.place, place));
            let onward = next.map_or(NEVER, before);
            stop.latest = match stop.what {
                What::Call(call) => stop.due.min(onward.saturating_sub(numbers.calls[call].stay)),
                What::Drop => {
                    let door = &numbers.doors[stop.lab];
                    door.open_until(stop.due.min(onward.saturating_sub(door.unload)))
                }
                What::Depot => stop.due.min(onward),
            };
            next = Some((stop.latest, stop.place));
        }
    }
}
