//! Where a call fits into a tour, and what that costs.

use super::limit::Received;
use super::numbers::{Call, NEVER, Numbers};
use super::track::{Aboard, Stop, Track, What};
use crate::stream::Stream;

/// Draws one after the other from a stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dice {
    stream: Stream,
    next: u64,
}

impl Dice {
    pub fn new(stream: Stream) -> Dice {
        Dice { stream, next: 0 }
    }

    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.next += 1;
        self.stream.bits(self.next)
    }

    /// Above 0 and below 1.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        crate::stream::unit(self.bits())
    }

    /// One of `count`, which must not be 0.
    #[inline]
    pub fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.bits()) * count as u128) >> 64) as usize
    }
}

/// A place that is looked at is passed over in one case of 128: the best place for one call
/// alone is often not the best for all (PLANNING 1.2 and SISR take 1 %).
const BLINK: u64 = 127;

/// Where a call goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// Milliseconds of driving, and of a vehicle where it is a new one.
    pub cost: i64,
    /// Index of the track.
    pub track: usize,
    /// The call goes before this stop.
    at: usize,
    /// A new drop goes before this stop, counted without the call, not before the hold; `None`
    /// where a drop that is there takes it.
    drop: Option<(usize, i32)>,
    lab: usize,
}

/// Where a vehicle is while a call is carried along, and when it drives on.
#[derive(Clone, Copy)]
struct Here {
    place: usize,
    leaves: i32,
}

impl Here {
    /// Goes on to a stop: when it begins there, or `None` at the depot and when it is late.
    fn go_on(&mut self, numbers: &Numbers, next: &Stop) -> Option<i32> {
        let arrives = self.leaves + numbers.way(self.place, next.place);
        if arrives > next.latest {
            return None;
        }
        let (begins, stay) = match next.what {
            What::Depot => return None,
            What::Call(call) => {
                let call = &numbers.calls[call];
                (arrives.max(call.ready).max(next.hold), call.stay)
            }
            What::Drop => {
                let door = &numbers.doors[next.lab];
                (door.open_from(arrives.max(next.hold)), door.unload)
            }
        };
        *self = Here { place: next.place, leaves: begins + stay };
        Some(begins)
    }
}

/// Looks for the best place of one call over several tours.
pub(super) struct Look<'a> {
    pub numbers: &'a Numbers,
    pub call: usize,
    /// The best found so far.
    pub best: Option<Place>,
    /// Chance of passing a place over; `None` looks at all.
    pub dice: Option<&'a mut Dice>,
    /// What labs receive by hour; `None` where no lab has a limit.
    pub received: Option<&'a Received>,
    pub board: &'a mut Vec<Aboard>,
}

impl Look<'_> {
    /// Looks at every place of a tour.
    pub fn at(&mut self, number: usize, track: &Track) {
        let numbers = self.numbers;
        let call: &Call = &numbers.calls[self.call];
        let room = numbers.cabs[track.vehicle].boxes - call.boxes;
        let extra = if track.is_used() { 0 } else { numbers.cab_cost };
        // What cannot be reached after this call began at the earliest has nothing before it.
        let earliest = call.ready.saturating_add(call.stay);
        let first = track.stops.partition_point(|stop| stop.latest < earliest).max(track.kept);
        for at in first..track.stops.len() {
            let (before, next) = (&track.stops[at - 1], &track.stops[at]);
            let way = numbers.way(before.place, call.place);
            let arrives = before.leaves + way;
            if arrives > call.due {
                break;
            }
            if before.load > room || self.blinks() {
                continue;
            }
            let leaves = arrives.max(call.ready) + call.stay;
            let direct = numbers.way(before.place, next.place);
            let cost = extra + i64::from(way) - i64::from(direct);
            self.onward(number, track, at, (cost, leaves, room));
        }
    }

    #[inline]
    fn blinks(&mut self) -> bool {
        self.dice.as_mut().is_some_and(|dice| dice.bits() & BLINK == 0)
    }

    /// Carries the call from its place on, past drops where it could be unloaded.
    fn onward(&mut self, number: usize, track: &Track, at: usize, first: (i64, i32, i32)) {
        let numbers = self.numbers;
        let call: &Call = &numbers.calls[self.call];
        let (way_in, leaves, room) = first;
        let mut here = Here { place: call.place, leaves };
        let aside = way_in + i64::from(numbers.way(call.place, track.stops[at].place));
        for drop_at in at..track.stops.len() {
            let next = &track.stops[drop_at];
            // What the stops cost that are there already, without the leg that is cut.
            let so_far = if drop_at == at {
                way_in
            } else {
                aside - i64::from(numbers.way(here.place, next.place))
            };
            self.own_drop(number, track, (at, drop_at), here, so_far);
            if self.best.is_some_and(|best| aside >= best.cost) {
                return;
            }
            let Some(begins) = here.go_on(numbers, next).filter(|at| *at <= call.deadline) else {
                return;
            };
            if next.what == What::Drop && call.labs.contains(&next.lab) {
                let (drop, lab) = (None, next.lab);
                let place = Place { cost: aside, track: number, at, drop, lab };
                // No later drop is cheaper; where the lab's hour is full another lab may do.
                if self.take(track, place, (begins, begins)) {
                    return;
                }
            }
            if next.load > room {
                return;
            }
        }
    }

    /// Looks at a drop of its own before a stop, at every lab that was not passed since the call.
    fn own_drop(
        &mut self,
        number: usize,
        track: &Track,
        (at, drop_at): (usize, usize),
        here: Here,
        so_far: i64,
    ) {
        let numbers = self.numbers;
        let (call, next) = (&numbers.calls[self.call], &track.stops[drop_at]);
        for lab in &call.labs {
            let mut passed = track.stops[at..drop_at].iter().rev();
            if passed.any(|stop| stop.what == What::Drop && stop.lab == *lab) {
                continue;
            }
            let door = &numbers.doors[*lab];
            let way = numbers.way(here.place, door.place);
            let onward = numbers.way(door.place, next.place);
            let begins = door.open_from(here.leaves + way);
            let latest = call.deadline.min(next.latest.saturating_sub(onward + door.unload));
            if begins <= latest {
                let cost = so_far + i64::from(way) + i64::from(onward);
                let drop = Some((drop_at, -NEVER));
                self.take(
                    track,
                    Place { cost, track: number, at, drop, lab: *lab },
                    (begins, latest),
                );
            }
        }
    }

    /// Keeps a place that is better than the best and has room at the labs; a drop of its own
    /// may wait for a lab's next hour. Whether there was room.
    fn take(&mut self, track: &Track, place: Place, (begins, latest): (i32, i32)) -> bool {
        if self.best.is_some_and(|best| best.cost <= place.cost) {
            return true;
        }
        let Some(received) = self.received else {
            self.best = Some(place);
            return true;
        };
        let mut place = place;
        for hour in begins / Received::HOUR..=latest / Received::HOUR {
            if let Some((at, _)) = place.drop.filter(|_| hour > begins / Received::HOUR) {
                place.drop = Some((at, hour * Received::HOUR));
            }
            let with = place.applied(self.numbers, track, self.call, self.board);
            if received.has_room(self.numbers, track, &with) {
                self.best = Some(place);
                return true;
            }
        }
        false
    }
}

impl Place {
    /// Puts the call into its tour.
    pub fn apply(
        &self,
        numbers: &Numbers,
        track: &mut Track,
        call: usize,
        board: &mut Vec<Aboard>,
    ) {
        if let Some((at, hold)) = self.drop {
            track.stops.insert(at, Stop::drop(numbers, self.lab, hold));
        }
        track.stops.insert(self.at, Stop::call(numbers, call, self.lab, -NEVER));
        track.time(numbers, board);
    }

    /// The tour as it would be.
    fn applied(
        &self,
        numbers: &Numbers,
        track: &Track,
        call: usize,
        board: &mut Vec<Aboard>,
    ) -> Track {
        let mut with = track.clone();
        self.apply(numbers, &mut with, call, board);
        with
    }
}
