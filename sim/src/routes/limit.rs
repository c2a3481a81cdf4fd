//! What labs receive in each hour by the clock, over all vehicles (R123).

use super::numbers::Numbers;
use super::track::{Track, What};

/// Tubes by lab and hour.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Received {
    tubes: Vec<u32>,
    hours: usize,
}

impl Received {
    /// Milliseconds of an hour.
    pub const HOUR: i32 = 3_600_000;

    /// Nothing yet.
    pub fn new(numbers: &Numbers) -> Received {
        let ends = numbers.doors.iter().flat_map(|door| &door.hours).map(|hours| hours.1);
        let hours = (ends.max().unwrap_or(0) / Received::HOUR) as usize + 1;
        Received { tubes: vec![0; hours * numbers.doors.len()], hours }
    }

    fn cell(&self, lab: usize, begins: i32) -> usize {
        lab * self.hours + ((begins / Received::HOUR).max(0) as usize).min(self.hours - 1)
    }

    /// Counts a tour's drops in.
    pub fn add(&mut self, track: &Track) {
        for stop in track.stops.iter().filter(|stop| stop.what == What::Drop) {
            let cell = self.cell(stop.lab, stop.begins);
            self.tubes[cell] += stop.tubes;
        }
    }

    /// Counts them out again.
    pub fn take(&mut self, track: &Track) {
        for stop in track.stops.iter().filter(|stop| stop.what == What::Drop) {
            let cell = self.cell(stop.lab, stop.begins);
            self.tubes[cell] -= stop.tubes;
        }
    }

    /// Whether a tour that is counted in can be driven another way. What has happened already is
    /// never too much.
    pub fn has_room(&self, numbers: &Numbers, track: &Track, other: &Track) -> bool {
        let of = |track: &Track, cell: usize| -> u32 {
            let drops = track.stops.iter().filter(|stop| stop.what == What::Drop);
            let here = drops.filter(|stop| self.cell(stop.lab, stop.begins) == cell);
            here.map(|stop| stop.tubes).sum()
        };
        let drops = other.stops.iter().skip(other.kept).filter(|stop| stop.what == What::Drop);
        drops.into_iter().all(|stop| {
            let Some(most) = numbers.doors[stop.lab].tubes_per_hour else { return true };
            let cell = self.cell(stop.lab, stop.begins);
            self.tubes[cell] - of(track, cell) + of(other, cell) <= most
        })
    }
}

/// Keeps every drop of a tour at a lab with a limit in its hour, for the hours before it may be
/// full: called before something is taken out of the tour.
pub(super) fn hold_hours(numbers: &Numbers, track: &mut Track) {
    let kept = track.kept;
    for stop in track.stops.iter_mut().skip(kept).filter(|stop| stop.what == What::Drop) {
        if numbers.doors[stop.lab].tubes_per_hour.is_some() {
            stop.hold = stop.hold.max(stop.begins / Received::HOUR * Received::HOUR);
        }
    }
}
