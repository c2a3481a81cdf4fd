//! Who looks on while a day is simulated, and is told what happens in the order it is worked out.
//!
//! Nobody is `()`: every note is empty then and compiled away, so that a run without records pays
//! neither time nor memory. A witness is told and never asked: it cannot change the day.
//!
//! Instants are milliseconds after the scenario's start.

use std::ops::Range;

use crate::bench::Plate;
use crate::record::TakenBy;
use crate::tube::Tube;

/// A person who comes to a lane or is visited at home.
#[derive(Clone, Copy, Debug)]
pub struct Comes {
    /// Number within the site, in the order of coming; those at home come last.
    pub number: u64,
    /// At the gate, or the team at the door.
    pub at: i64,
    /// Waiting counts from here: closed hours do not.
    pub waits_from: i64,
    /// Positive.
    pub positive: bool,
}

/// Is told what happens.
#[allow(unused_variables, reason = "a note that nobody takes needs no name for its parts")]
pub trait Witness {
    /// What is told next happens at this lane of the site being walked.
    fn at_lane(&mut self, by: TakenBy, lane: u16) {}

    /// A person's turn has come at the lane.
    fn comes(&mut self, person: Comes) {}

    /// That person is registered and swabbed into the lane's tube, or into a tube of their own.
    fn swabbed(&mut self, registered_at: i64, swab_at: i64) {}

    /// The lane's tube is sealed, or the tube of the person swabbed last.
    fn sealed(&mut self, tube: &Tube) {}

    /// A person finds every lane closed for good, or no team comes.
    fn unsampled(&mut self, number: u64, came_at: Option<i64>, positive: bool) {}

    /// The site's day is over: its tubes are numbered on from those of the site before, in the
    /// order of [`Tube`].
    fn walked(&mut self, site: usize) {}

    /// A vehicle took tubes from their site.
    fn collected(&mut self, tubes: Range<u32>, vehicle: usize, at: i64) {}

    /// Tubes are at a lab's door.
    fn received(&mut self, tubes: impl Iterator<Item = u32>, lab: usize, at: i64) {}

    /// A bench unpacked and numbered a tube.
    fn accessioned(&mut self, tube: u32, at: i64) {}

    /// A plate is laid out for a run: its first, or once more after one that failed.
    fn loaded(&mut self, number: u32, plate: &Plate, at: i64) {}

    /// A plate is extracted and waits for a cycler.
    fn extracted(&mut self, plate: u32, at: i64) {}

    /// A cycler begins a plate's run.
    fn begun(&mut self, plate: u32, at: i64) {}

    /// The run is over; whether its controls held.
    fn read(&mut self, plate: u32, at: i64, valid: bool) {}

    /// A tube of a plate read grey and goes on another.
    fn grey(&mut self, tube: u32) {}

    /// A tube's call is reviewed, and its people have their outcome; of one that is grey to the
    /// last they are swabbed again.
    fn outcome(&mut self, tube: u32, (reviewed_at, outcome_at): (i64, i64), unclear: bool) {}

    /// A plate's calls are reviewed.
    fn reviewed(&mut self, plate: u32, at: i64) {}

    /// A squad swabs everybody of a pool's tube again, at these instants; the new tubes, in the
    /// order of the pool's people, are numbered from `first` on.
    fn recollected(&mut self, pool: u32, first: u32, swabs: impl Iterator<Item = i64>) {}
}

impl Witness for () {}
