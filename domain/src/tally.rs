//! The conservation law, counted as facts arrive: registered = open + sealed + boxed + in transit
//! + received + in test + resulted + void, per lane and hour, and so per site and in all.

use std::collections::BTreeMap;

use crate::accession::Accession;
use crate::code::{LabId, LaneId};
use crate::map::Map;
use crate::routing::LabBook;
use crate::tube::{Column, Tube};

/// People and tubes in each column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Registrations less withdrawals, counted apart from the columns.
    pub registered: i64,
    /// People by [`Column`].
    pub people: [i64; 8],
    /// Tubes by [`Column`].
    pub tubes: [i64; 8],
}

impl Counts {
    /// The law: every registered person stands in one column, and no column owes anybody.
    pub fn law_holds(&self) -> bool {
        self.registered == self.people.iter().sum::<i64>()
            && self.people.iter().chain(&self.tubes).all(|n| *n >= 0)
    }

    /// Adds another desk's counts.
    pub fn add(&mut self, other: &Counts) {
        self.registered += other.registered;
        for column in Column::ALL {
            self.people[column as usize] += other.people[column as usize];
            self.tubes[column as usize] += other.tubes[column as usize];
        }
    }
}

/// What a lab has had and still has, in tubes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LabCounts {
    /// Routed to it and not there yet.
    pub expected: i64,
    /// Received, all told.
    pub received: i64,
    /// Received and not called.
    pub backlog: i64,
    /// Of them, on a plate.
    pub in_test: i64,
    /// Called.
    pub called: i64,
    /// Called positive.
    pub positive: i64,
    /// Turned away.
    pub rejected: i64,
    /// Last accession number given.
    pub accession: Accession,
}

impl LabCounts {
    /// Nothing is owed: no count is below zero, and nothing was called that was not received.
    pub fn law_holds(&self) -> bool {
        let counts =
            [self.expected, self.received, self.backlog, self.called, self.positive, self.rejected];
        counts.iter().all(|n| *n >= 0)
            && self.backlog + self.called <= self.received
            && (0..=self.backlog).contains(&self.in_test)
    }
}

/// All counts of a region.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tally {
    /// By lane and by the hour in which the tube was opened.
    pub lanes: BTreeMap<(LaneId, i64), Counts>,
    /// By lab.
    pub labs: Map<LabId, LabCounts>,
}

impl Tally {
    /// The counts a tube belongs to.
    pub fn of(&mut self, tube: &Tube) -> &mut Counts {
        self.lanes.entry((tube.lane, tube.opened_at.hour())).or_default()
    }

    /// A tube went from one column to another with all its members.
    pub fn shift(&mut self, tube: &Tube, from: Option<Column>, to: Option<Column>) {
        if from == to {
            return;
        }
        let people = tube.members.len() as i64;
        let counts = self.of(tube);
        if let Some(from) = from {
            counts.people[from as usize] -= people;
            counts.tubes[from as usize] -= 1;
        }
        if let Some(to) = to {
            counts.people[to as usize] += people;
            counts.tubes[to as usize] += 1;
        }
        let on_plate = |column: Option<Column>| i64::from(column == Some(Column::InTest));
        if let Some(lab) = tube.lab {
            self.lab(lab).in_test += on_plate(to) - on_plate(from);
        }
    }

    /// The counts of a lab.
    pub fn lab(&mut self, lab: LabId) -> &mut LabCounts {
        self.labs.entry(lab).or_default()
    }

    /// Tubes that wait at a lab, as its book sees it: [`LabBook::waiting`].
    pub fn waiting(&self, lab: &LabBook) -> u32 {
        let whole = |tubes: i64| u32::try_from(tubes.max(0)).unwrap_or(u32::MAX);
        let counts = self.labs.get(&lab.id);
        counts.map_or(0, |counts| lab.waiting(whole(counts.backlog), whole(counts.in_test)))
    }

    /// Everything together.
    pub fn total(&self) -> Counts {
        self.lanes.values().fold(Counts::default(), |mut total, counts| {
            total.add(counts);
            total
        })
    }

    /// Lanes and hours where the law does not hold.
    pub fn broken(&self) -> impl Iterator<Item = (LaneId, i64, &Counts)> {
        self.lanes
            .iter()
            .filter(|(_, counts)| !counts.law_holds())
            .map(|((lane, hour), counts)| (*lane, *hour, counts))
    }
}
