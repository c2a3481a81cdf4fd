//! Heads as they stand against what the facts make of them, value by value.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;

use crate::storage::db::Connection;
use tenfold_domain::code::{BoxCode, PersonKey, PlateCode, TubeCode};
use tenfold_domain::map::Map;
use tenfold_domain::state::State;
use tenfold_domain::tally::{Counts, LabCounts};

use super::ledger::Check;
use super::{Difference, RegionReport};
use crate::service::standing::restore;
use crate::storage::cell::{Cell, Field};
use crate::storage::tables::{scan, standing};
use crate::storage::trail::Trail;
use crate::storage::{StoreError, course, head};

/// Compares every head, and what a restart would count from them.
pub fn compare(connection: &Connection, check: &mut Check<'_>) -> Result<(), StoreError> {
    tubes(connection, check)?;
    boxes(connection, check)?;
    plates(connection, check)?;
    recollections(connection, check)?;
    courses(connection, check)?;
    counts(connection, check)
}

/// What stands in a table and was not yet met, and where differences go.
struct Table<'a, K> {
    name: &'static str,
    seen: HashSet<K>,
    report: &'a mut RegionReport,
}

impl<K: Field + Copy + Eq + Hash + ToString> Table<'_, K> {
    /// Takes a row; `same` says whether it is what the facts make, `None` when they make nothing.
    fn row(
        &mut self,
        row: Option<&[Cell<'_>]>,
        same: impl FnOnce(&K, &[Cell<'_>]) -> Option<bool>,
    ) {
        self.report.heads += 1;
        let key = row.and_then(|row| Some((K::from_cell(*row.first()?).ok()?, row)));
        let Some((key, row)) = key else {
            return self.report.found(Difference::HeadDiffers(self.name, "?".into()));
        };
        match same(&key, row) {
            Some(true) => {}
            Some(false) => self.report.found(Difference::HeadDiffers(self.name, key.to_string())),
            None => self.report.found(Difference::HeadExtra(self.name, key.to_string())),
        }
        self.seen.insert(key);
    }

    fn absent(self, made: impl Iterator<Item = K>) {
        let mut absent: Vec<String> =
            made.filter(|key| !self.seen.contains(key)).map(|key| key.to_string()).collect();
        absent.sort_unstable();
        let missing = absent.into_iter().map(|key| Difference::HeadMissing(self.name, key));
        missing.for_each(|difference| self.report.found(difference));
    }
}

fn trail<'a, K: Eq + Hash>(trails: &'a Map<K, Trail>, key: &K) -> &'a Trail {
    const NONE: &Trail = &Trail::EMPTY;
    trails.get(key).unwrap_or(NONE)
}

fn tubes(connection: &Connection, check: &mut Check<'_>) -> Result<(), StoreError> {
    let (made, trails) = (&check.state.tubes, &check.trails.tubes);
    let seen = HashSet::with_capacity(made.len());
    let mut table = Table::<TubeCode> { name: "tube", seen, report: &mut check.report };
    let mut bytes = Vec::new();
    scan::heads(connection, ("tube", &head::TUBE), check.state.campaign.region, |row| {
        table.row(row, |code, row| {
            let tube = made.get(code)?;
            Some(head::tube_cells(tube, trail(trails, code), &mut bytes) == row)
        });
    })?;
    table.absent(made.keys().copied());
    Ok(())
}

fn boxes(connection: &Connection, check: &mut Check<'_>) -> Result<(), StoreError> {
    let (made, trails) = (&check.state.boxes, &check.trails.boxes);
    let seen = HashSet::with_capacity(made.len());
    let mut table = Table::<BoxCode> { name: "box", seen, report: &mut check.report };
    let mut text = String::new();
    scan::heads(connection, ("box", &head::BOX), check.state.campaign.region, |row| {
        table.row(row, |code, row| {
            let case = made.get(code)?;
            Some(head::box_cells(case, trail(trails, code), &mut text) == row)
        });
    })?;
    table.absent(made.keys().copied());
    Ok(())
}

fn plates(connection: &Connection, check: &mut Check<'_>) -> Result<(), StoreError> {
    let (made, trails) = (&check.state.plates, &check.trails.plates);
    let seen = HashSet::with_capacity(made.len());
    let mut table = Table::<PlateCode> { name: "plate", seen, report: &mut check.report };
    let mut text = String::new();
    scan::heads(connection, ("plate", &head::PLATE), check.state.campaign.region, |row| {
        table.row(row, |code, row| {
            let plate = made.get(code)?;
            Some(head::plate_cells(plate, trail(trails, code), &mut text) == row)
        });
    })?;
    table.absent(made.keys().copied());
    Ok(())
}

/// A closed recollection leaves a row that says so and nothing else.
fn recollections(connection: &Connection, check: &mut Check<'_>) -> Result<(), StoreError> {
    let made = &check.state.recollections;
    let seen = HashSet::with_capacity(made.len());
    let mut table = Table::<PersonKey> { name: "recollection", seen, report: &mut check.report };
    let mut bytes = Vec::new();
    let columns = ("recollection", head::RECOLLECTION.as_slice());
    scan::heads(connection, columns, check.state.campaign.region, |row| {
        table.row(row, |person, row| {
            Some(head::recollection_cells(person, made.get(person), &mut bytes) == row)
        });
    })?;
    table.absent(made.keys().copied());
    Ok(())
}

/// A schedule that ended leaves a row that says so and nothing else.
fn courses(connection: &Connection, check: &mut Check<'_>) -> Result<(), StoreError> {
    let made = &check.state.courses;
    let seen = HashSet::with_capacity(made.len());
    let mut table = Table::<PersonKey> { name: "course", seen, report: &mut check.report };
    let mut text = String::new();
    let columns = ("course", course::COURSE.as_slice());
    scan::heads(connection, columns, check.state.campaign.region, |row| {
        table.row(row, |person, row| {
            Some(course::cells(person, made.get(person), &mut text) == row)
        });
    })?;
    table.absent(made.keys().copied());
    Ok(())
}

/// What a restart would count and list from the heads and the facts, against the replay.
fn counts(connection: &Connection, check: &mut Check<'_>) -> Result<(), StoreError> {
    let campaign = check.state.campaign.clone();
    let standing = match standing::standing(connection, campaign.region, check.mark) {
        Ok(standing) => standing,
        Err(StoreError::Damaged(_)) => {
            check.report.found(Difference::CountsDiffer("things that can be read"));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let mut restored = State::new(campaign);
    restore(&mut restored, standing);
    let made = &check.state;
    let pairs = [
        ("people and tubes", lanes(&restored) == lanes(made)),
        ("tubes in labs", labs(&restored) == labs(made)),
        ("notices", restored.notices == made.notices),
        ("discrepancies", restored.discrepancies == made.discrepancies),
        ("uses of gloves", gloves(&restored) == gloves(made)),
    ];
    for (what, same) in pairs {
        if !same {
            check.report.found(Difference::CountsDiffer(what));
        }
    }
    Ok(())
}

fn lanes(state: &State) -> BTreeMap<(u32, i64), Counts> {
    let lanes = state.tally.lanes.iter().map(|((lane, hour), counts)| ((lane.0, *hour), *counts));
    lanes.filter(|(_, counts)| *counts != Counts::default()).collect()
}

fn labs(state: &State) -> BTreeMap<u32, LabCounts> {
    let labs = state.tally.labs.iter().map(|(lab, counts)| (lab.0, *counts));
    labs.filter(|(_, counts)| *counts != LabCounts::default()).collect()
}

fn gloves(state: &State) -> BTreeMap<u32, u16> {
    let uses = state.gloves.iter().map(|(staff, uses)| (staff.0, *uses));
    uses.filter(|(_, uses)| *uses > 0).collect()
}
