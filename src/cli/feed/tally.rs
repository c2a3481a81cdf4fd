//! What came out, counted by the devices themselves.

use std::collections::{BTreeMap, BTreeSet};

use tenfold_domain::code::{LabId, LaneId, SiteId};
use tenfold_domain::term::Call;

use super::wire::Verdict;

/// A tube with people in it, as its lane knows it.
#[derive(Clone, Debug)]
pub struct Filled {
    /// Its label.
    pub code: String,
    /// Where it was filled.
    pub lane: LaneId,
    /// The lane's site.
    pub site: SiteId,
    /// Places.
    pub capacity: u8,
    /// Who is in it.
    pub members: Vec<usize>,
    /// Who was uploaded into it too late, and is owed a swab of their own.
    pub late: Option<usize>,
    /// It was sealed, so that it can travel.
    pub sealed: bool,
    /// It broke.
    pub void: bool,
    /// The lab it must go to (a recollection), then the lab that has it.
    pub lab: Option<LabId>,
}

/// Counts of a part of the day.
#[derive(Default, Debug)]
pub struct Tally {
    /// Registrations recorded.
    pub registered: u64,
    /// Members who left before the swab.
    pub withdrawn: u64,
    /// Scans sent twice on purpose and recognised.
    pub repeated: u64,
    /// Uploads after the fact, kept for a supervisor.
    pub kept: u64,
    /// Differences noted.
    pub differences: u64,
    /// Tubes sealed with every place taken.
    pub full: u64,
    /// Tubes sealed with places free.
    pub short: u64,
    /// Tubes of one.
    pub single: u64,
    /// Tubes given up.
    pub void: u64,
    /// People in them.
    pub void_people: u64,
    /// Boxes received.
    pub boxes: u64,
    /// Plates read.
    pub plates: u64,
    /// Tubes by final call.
    pub calls: BTreeMap<Call, u64>,
    /// People in them.
    pub called_people: u64,
    /// Recollections opened by reviews and broken tubes.
    pub owed: u64,
    /// People who are positive for good; some gave two specimens.
    pub positive: BTreeSet<usize>,
    /// Refusals by name.
    pub refusals: BTreeMap<String, u64>,
}

impl Tally {
    /// Takes note of a verdict; whether it landed.
    pub fn note(&mut self, verdict: &Verdict) -> bool {
        self.differences += verdict.differences.len() as u64;
        self.kept += u64::from(verdict.kept());
        self.owed += verdict.recollections;
        if let Some(name) = verdict.refusal() {
            *self.refusals.entry(name.to_owned()).or_default() += 1;
        }
        verdict.landed()
    }

    /// Takes note of verdicts; whether all landed.
    pub fn note_all(&mut self, verdicts: &[Verdict]) -> bool {
        // Each is noted, also after one that did not land.
        verdicts.iter().filter(|verdict| !self.note(verdict)).count() == 0
    }

    /// Adds another part.
    pub fn add(&mut self, other: Tally) {
        self.registered += other.registered;
        self.withdrawn += other.withdrawn;
        self.repeated += other.repeated;
        self.kept += other.kept;
        self.differences += other.differences;
        self.full += other.full;
        self.short += other.short;
        self.single += other.single;
        self.void += other.void;
        self.void_people += other.void_people;
        self.boxes += other.boxes;
        self.plates += other.plates;
        self.called_people += other.called_people;
        self.owed += other.owed;
        self.positive.extend(other.positive);
        for (call, count) in other.calls {
            *self.calls.entry(call).or_default() += count;
        }
        for (name, count) in other.refusals {
            *self.refusals.entry(name).or_default() += count;
        }
    }
}
