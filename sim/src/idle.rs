//! Cyclers that stand idle and tubes that pile up: noted as plates move, added up when the day is
//! over.
//!
//! A tube waits in a lab from its receipt until its plate is laid out, and again while its plate,
//! extracted, has no cycler. Hours count from the first tube that any lab received to the last
//! plate that any began, while the lab is open.

use tenfold_domain::time::{At, MINUTE_MS};

use crate::lane::Window;
use crate::trial::LabTrial;

/// What changed in a lab at an instant, milliseconds after the start.
#[derive(Clone, Copy, Debug)]
struct Note {
    at: u32,
    lab: u32,
    /// Tubes that wait, more or fewer.
    waiting: i32,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    Tubes,
    /// A cycler begins.
    Begun,
    /// A cycler ends.
    Ended,
    Opens,
    Closes,
}

/// The notes of a day.
#[derive(Debug, Default)]
pub struct Idle {
    notes: Vec<Note>,
}

/// A lab as the notes are gone through.
#[derive(Clone, Copy, Debug, Default)]
struct Stand {
    is_open: bool,
    waiting: i64,
    running: i64,
    /// Until when its hours are added up, and how long tubes had piled up somewhere by then.
    until: (i64, i64),
    open_ms: i64,
    idle_ms: i64,
    beside_pile_ms: i64,
    waiting_max: (i64, i64),
}

impl Idle {
    fn note(&mut self, at: i64, lab: usize, (waiting, what): (i64, What)) {
        let at = u32::try_from(at.max(0)).unwrap_or(u32::MAX);
        self.notes.push(Note { at, lab: lab as u32, waiting: waiting as i32, what });
    }

    /// So many tubes more wait in a lab, or fewer.
    pub fn waiting(&mut self, at: i64, lab: usize, tubes: i64) {
        self.note(at, lab, (tubes, What::Tubes));
    }

    /// A cycler begins a plate of so many tubes that waited.
    pub fn begun(&mut self, at: i64, lab: usize, tubes: usize) {
        self.note(at, lab, (-(tubes as i64), What::Begun));
    }

    /// A cycler ends its run.
    pub fn ended(&mut self, at: i64, lab: usize) {
        self.note(at, lab, (0, What::Ended));
    }

    /// Adds up into each lab's books: `cyclers` and hours by lab, `plate` the tubes of a plate,
    /// which at one lab are a pile.
    pub fn add_up(
        mut self,
        (starts_at, plate): (At, i64),
        (cyclers, hours): (&[u32], &[Vec<Window>]),
        labs: &mut [LabTrial],
    ) {
        let first = self.notes.iter().map(|note| note.at).min().unwrap_or_default();
        let begun = self.notes.iter().filter(|note| note.what == What::Begun);
        let last = begun.map(|note| note.at).max().unwrap_or(first);
        for (lab, windows) in hours.iter().enumerate() {
            for (from, to) in windows {
                self.note(*from, lab, (0, What::Opens));
                self.note(*to, lab, (0, What::Closes));
            }
        }
        self.notes.sort_by_key(|note| note.at);
        let mut stands = vec![Stand::default(); labs.len()];
        let (mut piles, mut piled_ms, mut now) = (0, 0, i64::from(first));
        for note in self.notes.iter().filter(|note| note.at <= last) {
            let at = i64::from(note.at).max(now);
            piled_ms += if piles > 0 { at - now } else { 0 };
            now = at;
            let stand = &mut stands[note.lab as usize];
            stand.add_up((now, piled_ms), i64::from(cyclers[note.lab as usize]));
            piles -= i64::from(stand.waiting >= plate);
            stand.take(note);
            piles += i64::from(stand.waiting >= plate);
        }
        for ((lab, mut stand), cyclers) in labs.iter_mut().zip(stands).zip(cyclers) {
            stand.add_up((now, piled_ms), i64::from(*cyclers));
            lab.open_minutes = (stand.open_ms / MINUTE_MS) as u64;
            lab.idle_minutes = (stand.idle_ms / MINUTE_MS) as u64;
            lab.idle_beside_pile_minutes = (stand.beside_pile_ms / MINUTE_MS) as u64;
            let (most, at) = stand.waiting_max;
            lab.waiting_max = most as u32;
            lab.waiting_max_at = (most > 0).then_some(At(starts_at.0 + at));
        }
    }
}

impl Stand {
    fn add_up(&mut self, (now, piled_ms): (i64, i64), cyclers: i64) {
        let (from, piled_from) = self.until;
        // What comes and goes within an instant never waited.
        if now > from && self.waiting > self.waiting_max.0 {
            self.waiting_max = (self.waiting, from);
        }
        if self.is_open {
            let idle = (cyclers - self.running).max(0);
            self.open_ms += cyclers * (now - from);
            self.idle_ms += idle * (now - from);
            self.beside_pile_ms += idle * (piled_ms - piled_from);
        }
        self.until = (now, piled_ms);
    }

    fn take(&mut self, note: &Note) {
        match note.what {
            What::Tubes => {}
            What::Begun => self.running += 1,
            What::Ended => self.running -= 1,
            What::Opens => self.is_open = true,
            What::Closes => self.is_open = false,
        }
        self.waiting += i64::from(note.waiting);
    }
}
