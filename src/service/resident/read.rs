//! A person's newest registrations in a region, with the same work whoever asks.

use crate::storage::db::Connection;
use tenfold_domain::code::{PersonKey, Region, TubeCode};
use tenfold_domain::recollection::Recollection;
use tenfold_domain::tube::{Member, Stage, Tube, labels};

use crate::service::receipt;
use crate::storage::tables::{load, query};
use crate::storage::{Registration, StoreError};

/// Registrations of a person that are looked at, newest first; always as many, so that the time
/// does not tell how many there are.
const LOOKED_AT: usize = 16;

/// A registration of a person, and its tube.
pub(super) struct Own {
    pub registration: Registration,
    /// Nothing for the moment in which its head is not written: that is behind the fact.
    pub tube: Option<Tube>,
    /// Where the facts stand that name the tube under any label it had.
    pub facts: query::Places,
}

/// What a region knows of a person.
pub(super) struct Found {
    pub region: Region,
    /// Newest first.
    pub own: Vec<Own>,
    /// What they are owed.
    pub owed: Option<Recollection>,
    /// The registration whose receipt was shown.
    pub shown: Option<usize>,
}

impl Own {
    /// The tube with the person's place in it; nothing for who left before the swab.
    pub fn take(&self) -> Option<(&Tube, &Member)> {
        let tube = self.tube.as_ref()?;
        Some((tube, tube.member(self.registration.person)?))
    }
}

impl Found {
    /// Looks a person up by their latest registration; `given` is the receipt that is shown.
    pub fn of(
        connection: &Connection,
        region: Region,
        (person, latest): (PersonKey, Option<u64>),
        given: &str,
    ) -> Result<Found, StoreError> {
        // Without one of their own, the region's first stands in for the work.
        let stand_in = load::first_registration(connection, region)?;
        let mut next = latest;
        let mut own: Vec<Own> = Vec::with_capacity(LOOKED_AT);
        let mut shown = None;
        for _ in 0..LOOKED_AT {
            let found = load::registration(connection, region, next.unwrap_or(stand_in))?;
            let Some(registration) = found else { continue };
            let fits = receipt::matches(&registration.scan, given);
            let (tube, facts) = under(connection, region, registration.tube)?;
            let theirs = next.is_some() && registration.person == person;
            next = registration.previous.filter(|_| theirs);
            if theirs {
                shown = shown.or_else(|| fits.then_some(own.len()));
                own.push(Own { registration, tube, facts });
            }
        }
        let owed = load::recollection(connection, region, person)?;
        Ok(Found { region, own, owed, shown })
    }
}

/// The tube that a label stands for now, and its facts under every label.
fn under(
    connection: &Connection,
    region: Region,
    code: TubeCode,
) -> Result<(Option<Tube>, query::Places), StoreError> {
    let (mut last, mut facts) = (None, Vec::new());
    let find = |code| query::tube(connection, region, code);
    for found in labels(code, find, |(tube, _)| tube) {
        let (tube, trail) = found?;
        facts.extend(trail.facts());
        last = Some(tube);
    }
    Ok((last.filter(|tube| !matches!(tube.stage, Stage::Relabelled(_))), facts))
}
