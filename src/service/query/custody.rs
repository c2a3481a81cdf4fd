//! Everything that happened to a tube, under every label it ever had, in its boxes and on its
//! plates.

use std::collections::BTreeSet;

use tenfold_domain::code::{BoxCode, PlateCode, TubeCode};
use tenfold_domain::event::Event;
use tenfold_domain::tube::{self, LABELS_MAX, Tube};

use super::Look;
use crate::storage::tables::query;
use crate::storage::trail::Trail;
use crate::storage::{Entry, StoreError};

/// Numbers of facts as [`crate::storage::fact`] keeps them.
const RELABEL: u8 = 8;
const BOX_OPENING: u8 = 9;
const PACKING: u8 = 10;
const UNPACKING: u8 = 11;
const WELL: u8 = 21;

/// A tube under all its labels.
pub struct Lineage {
    /// Every label's head, the oldest first; the last one is the tube as it stands.
    pub labels: Vec<(Tube, Trail)>,
}

impl Lineage {
    /// Follows a label both ways. `None`: no such label.
    pub fn of(look: &Look<'_>, code: TubeCode) -> Result<Option<Lineage>, StoreError> {
        let find = |code| look.tube_with_trail(code);
        let mut labels =
            tube::labels(code, find, |(tube, _)| tube).collect::<Result<Vec<_>, _>>()?;
        if labels.is_empty() {
            return Ok(None);
        }
        while let Some(before) = former(look, &labels[0])?.filter(|_| labels.len() < LABELS_MAX) {
            labels.insert(0, before);
        }
        Ok(Some(Lineage { labels }))
    }

    /// The tube as it stands, under its newest label.
    pub fn now(&self) -> &Tube {
        &self.labels[self.labels.len() - 1].0
    }

    /// Every label, the oldest first.
    pub fn codes(&self) -> impl Iterator<Item = TubeCode> + '_ {
        self.labels.iter().map(|(tube, _)| tube.code)
    }

    /// Every fact about the tube, in no order.
    pub fn facts(&self, look: &Look<'_>) -> Result<Vec<Entry>, StoreError> {
        let mut places: BTreeSet<(u8, u64)> = BTreeSet::new();
        for (tube, trail) in &self.labels {
            places.extend(trail.facts());
            places.extend(query::facts_beside_tube(look.connection, look.region, tube.code)?);
        }
        let mut facts = look.facts(places)?;
        let (stays, plates) = journeys(&facts);
        let mut more: BTreeSet<(u8, u64)> = BTreeSet::new();
        for stay in &stays {
            more.extend(stay.facts(look, self.now().code)?);
        }
        for plate in plates {
            let found = query::plate(look.connection, look.region, plate)?;
            let trail = found.map(|(_, trail)| trail).unwrap_or_default();
            more.extend(trail.facts().filter(|(table, _)| *table != WELL));
        }
        facts.extend(look.facts(more)?);
        facts.sort_by_key(|entry| entry.seq);
        facts.dedup_by_key(|entry| entry.seq);
        Ok(facts)
    }
}

/// The label before this one.
fn former(
    look: &Look<'_>,
    (tube, trail): &(Tube, Trail),
) -> Result<Option<(Tube, Trail)>, StoreError> {
    let Some(place) = trail.facts().next().filter(|(table, _)| *table == RELABEL) else {
        return Ok(None);
    };
    match query::fact(look.connection, look.region, place)?.map(|entry| entry.event) {
        Some(Event::TubeRelabelled { tube: from, to, .. }) if to == tube.code => {
            look.tube_with_trail(from)
        }
        _ => Ok(None),
    }
}

/// A tube's time in a box, as ledger numbers.
struct Stay {
    case: BoxCode,
    from: u64,
    upto: u64,
    /// It was lost and found: it lay there all the time, if the manifest still says so.
    found: bool,
}

impl Stay {
    /// The box's facts while the tube was in it; packing of other tubes left out.
    fn facts(&self, look: &Look<'_>, now: TubeCode) -> Result<Vec<(u8, u64)>, StoreError> {
        let case = query::case(look.connection, look.region, self.case)?;
        let still = self.found && case.as_ref().is_some_and(|(case, _)| case.tubes.contains(&now));
        let upto = if still { u64::MAX } else { self.upto };
        let trail = case.map(|(_, trail)| trail).unwrap_or_default();
        let mut places: Vec<_> = trail.facts().collect();
        places.extend(query::facts_beside_box(look.connection, look.region, self.case)?);
        let within = |(table, seq): &(u8, u64)| {
            *table == BOX_OPENING
                || (*seq > self.from && *seq < upto && ![PACKING, UNPACKING].contains(table))
        };
        places.retain(within);
        Ok(places)
    }
}

/// The boxes a tube lay in and the plates it was on.
fn journeys(facts: &[Entry]) -> (Vec<Stay>, BTreeSet<PlateCode>) {
    let mut stays: Vec<Stay> = Vec::new();
    let mut plates = BTreeSet::new();
    for entry in facts {
        match &entry.event {
            Event::TubePacked { box_code, .. } => {
                let (case, from) = (*box_code, entry.seq);
                stays.push(Stay { case, from, upto: u64::MAX, found: false });
            }
            Event::TubeUnpacked { .. } | Event::TubeVoided { .. } => {
                stays.iter_mut().for_each(|stay| stay.upto = stay.upto.min(entry.seq));
            }
            Event::TubeFound { .. } => {
                stays.iter_mut().last().into_iter().for_each(|stay| stay.found = true);
            }
            Event::WellLoaded { plate, .. } => {
                plates.insert(*plate);
            }
            _ => {}
        }
    }
    (stays, plates)
}
