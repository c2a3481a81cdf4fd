//! A whole solution while it is searched for, and how calls are taken out and put back.

use super::insert::{Dice, Look, Place};
use super::limit::{Received, hold_hours};
use super::numbers::Numbers;
use super::track::{Aboard, Track, What};

/// Nobody fetches it.
pub(super) const NOBODY: u32 = u32::MAX;

/// Leaving one pickup behind costs more than any driving of a week.
const MISSED: i64 = 1 << 42;

/// Tours of all vehicles, and who fetches what.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct State {
    /// By vehicle.
    pub tracks: Vec<Track>,
    /// The track of each call, or [`NOBODY`].
    pub track_of: Vec<u32>,
    /// Calls that nobody makes.
    pub missed: Vec<usize>,
    /// `None` where no lab has a limit.
    pub received: Option<Received>,
    /// Tracks that were changed since this was last cleared.
    pub changed: Vec<usize>,
    is_changed: Vec<bool>,
}

impl Clone for State {
    fn clone(&self) -> State {
        State {
            tracks: self.tracks.clone(),
            track_of: self.track_of.clone(),
            missed: self.missed.clone(),
            received: self.received.clone(),
            changed: self.changed.clone(),
            is_changed: self.is_changed.clone(),
        }
    }

    fn clone_from(&mut self, from: &State) {
        self.tracks.clone_from(&from.tracks);
        self.track_of.clone_from(&from.track_of);
        self.missed.clone_from(&from.missed);
        self.received.clone_from(&from.received);
        self.changed.clone_from(&from.changed);
        self.is_changed.clone_from(&from.is_changed);
    }
}

impl State {
    /// Of tours as they are, everything else left behind.
    pub fn of(numbers: &Numbers, tracks: Vec<Track>) -> State {
        let mut track_of = vec![NOBODY; numbers.calls.len()];
        let mut received = numbers.is_limited.then(|| Received::new(numbers));
        for (number, track) in tracks.iter().enumerate() {
            for stop in &track.stops {
                if let What::Call(call) = stop.what {
                    track_of[call] = number as u32;
                }
            }
            if let Some(received) = &mut received {
                received.add(track);
            }
        }
        let missed = (0..track_of.len()).filter(|call| track_of[*call] == NOBODY).collect();
        let is_changed = vec![false; tracks.len()];
        State { tracks, track_of, missed, received, changed: Vec::new(), is_changed }
    }

    /// What is to be small: what is left behind first, then vehicles and driving.
    pub fn value(&self, numbers: &Numbers) -> i64 {
        let tours: i64 = self.tracks.iter().map(|track| track.cost(numbers)).sum();
        tours + self.missed.len() as i64 * MISSED
    }

    /// Vehicles on the road.
    pub fn used(&self) -> usize {
        self.tracks.iter().filter(|track| track.is_used()).count()
    }

    fn touch(&mut self, track: usize) {
        if !std::mem::replace(&mut self.is_changed[track], true) {
            self.changed.push(track);
        }
    }

    /// Makes tracks like those of another state, which differs in no others.
    pub fn follow(&mut self, other: &State, changed: &[usize]) {
        for track in changed {
            self.tracks[*track].clone_from(&other.tracks[*track]);
        }
        self.track_of.copy_from_slice(&other.track_of);
        self.missed.clone_from(&other.missed);
        self.received.clone_from(&other.received);
    }

    /// Forgets what was changed.
    pub fn settle(&mut self) {
        for track in self.changed.drain(..) {
            self.is_changed[track] = false;
        }
    }

    /// Takes the marked calls out of a tour; they are missed then.
    pub fn take_out(
        &mut self,
        numbers: &Numbers,
        number: usize,
        calls: &[usize],
        board: &mut Vec<Aboard>,
    ) {
        self.touch(number);
        let track = &mut self.tracks[number];
        if let Some(received) = &mut self.received {
            received.take(track);
            hold_hours(numbers, track);
        }
        for call in calls {
            self.track_of[*call] = NOBODY;
            self.missed.push(*call);
        }
        let track_of = &self.track_of;
        track.stops.retain(|stop| match stop.what {
            What::Call(call) => track_of[call] != NOBODY,
            _ => true,
        });
        track.time(numbers, board);
        if let Some(received) = &mut self.received {
            received.add(track);
        }
    }

    /// Puts missed calls back, each where it costs least, in the order they stand in; those that
    /// fit nowhere stay missed. Tours of `closed` vehicles take nothing.
    pub fn put_back(
        &mut self,
        numbers: &Numbers,
        closed: &[bool],
        mut dice: Option<&mut Dice>,
        board: &mut Vec<Aboard>,
    ) {
        let mut waiting = std::mem::take(&mut self.missed);
        waiting.retain(|call| {
            let place = self.best(numbers, closed, (*call, dice.as_deref_mut()), board);
            if let Some(place) = place {
                self.put(numbers, &place, *call, board);
            }
            place.is_none()
        });
        self.missed = waiting;
    }

    /// The cheapest place of one call.
    fn best(
        &self,
        numbers: &Numbers,
        closed: &[bool],
        (call, dice): (usize, Option<&mut Dice>),
        board: &mut Vec<Aboard>,
    ) -> Option<Place> {
        if numbers.calls[call].labs.is_empty() {
            return None;
        }
        let received = self.received.as_ref();
        let mut look = Look { numbers, call, best: None, dice, received, board };
        let mut idle: Option<usize> = None;
        for (number, track) in self.tracks.iter().enumerate() {
            if closed[number] {
                continue;
            }
            if track.is_used() {
                look.at(number, track);
            } else if idle.is_none_or(|other| numbers.cabs[other] != numbers.cabs[number]) {
                // Of vehicles that are alike and stand idle one is enough.
                idle = Some(number);
                if look.best.is_none_or(|best| best.cost > numbers.cab_cost) {
                    look.at(number, track);
                }
            }
        }
        look.best
    }

    fn put(&mut self, numbers: &Numbers, place: &Place, call: usize, board: &mut Vec<Aboard>) {
        self.touch(place.track);
        let track = &mut self.tracks[place.track];
        if let Some(received) = &mut self.received {
            received.take(track);
        }
        place.apply(numbers, track, call, board);
        if let Some(received) = &mut self.received {
            received.add(track);
        }
        self.track_of[call] = place.track as u32;
    }
}
