//! What a resident may ask: their own outcome, for a document number and the receipt of one of
//! their registrations. Whoever has only one of the two learns nothing, not even from how long
//! it takes or from how often they may try.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;

use rusqlite::Connection;
use tenfold_domain::code::{PersonKey, Region, TubeCode};
use tenfold_domain::outcome::{Outcome, of_person};
use tenfold_domain::time::{At, Minutes};
use tenfold_domain::tube::{Tube, under_label};

use super::readers::ReadError;
use super::{Service, clock, receipt};
use crate::storage::sqlite::{load, query};
use crate::storage::{Registration, StoreError};

/// Registrations of a person that are looked at, newest first; always as many, so that the time
/// does not tell how many there are.
const LOOKED_AT: usize = 16;
/// Registrations for which somebody was named a guardian that are looked at, newest first.
const WARDS_LOOKED_AT: u32 = 64;
/// Failures for one person before they must wait.
const FAILURES_MAX: u8 = 5;
/// How long failures count.
const FAILURES_KEPT: Minutes = Minutes::hours(1);
/// Failures from one address in a minute: beyond it somebody tries numbers. By address, so that
/// whoever tries shuts out nobody else; a whole town behind one proxy is one address.
const FAILURES_A_MINUTE_MAX: u32 = 1_000;

/// What a resident is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told {
    /// The outcome.
    pub outcome: Outcome,
    /// When the swab was taken, or the tube opened; unknown until the tube is read.
    pub sampled_at: Option<At>,
}

/// Why a resident is told nothing.
#[derive(Debug, thiserror::Error)]
pub enum Untold {
    /// Unknown, or the receipt is wrong: nobody learns which.
    #[error("no outcome for this document and receipt")]
    Nothing,
    /// Too many failures; come again after so many seconds.
    #[error("too many attempts")]
    TooMany(u64),
    /// The read was not done.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Who failed how often.
#[derive(Default)]
pub struct Attempts {
    inner: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    failures: HashMap<PersonKey, (u8, At)>,
    minute: i64,
    /// In this minute, by address.
    from: HashMap<IpAddr, u32>,
}

/// The address as far as one asker cannot change it: of IPv6 the network, whose other half each
/// device picks for itself.
pub(super) fn network(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(whole) => Ipv6Addr::from_bits(whole.to_bits() >> 64 << 64).into(),
        v4 => v4,
    }
}

impl Attempts {
    /// Seconds to wait, if there were too many failures from this address.
    fn wait_from(&self, peer: IpAddr, now: At) -> Option<u64> {
        let Ok(mut counts) = self.inner.lock() else { return Some(60) };
        let minute = now.0.div_euclid(60_000);
        if counts.minute != minute {
            counts.minute = minute;
            counts.from.clear();
            // Once a minute is often enough, and bounds the list by an hour of failures.
            counts.failures.retain(|_, (_, since)| now < *since + FAILURES_KEPT);
        }
        let from = counts.from.get(&network(peer));
        from.is_some_and(|from| *from >= FAILURES_A_MINUTE_MAX).then_some(60)
    }

    /// Seconds to wait, if there were too many failures for this person.
    fn wait_for(&self, person: PersonKey, now: At) -> Option<u64> {
        let Ok(counts) = self.inner.lock() else { return Some(60) };
        let (failures, since) = counts.failures.get(&person).copied()?;
        let until = since + FAILURES_KEPT;
        let closed = failures >= FAILURES_MAX && now < until;
        closed.then(|| (until.0 - now.0).max(1_000).cast_unsigned() / 1_000)
    }

    fn failed(&self, person: PersonKey, peer: IpAddr, now: At) {
        if let Ok(mut counts) = self.inner.lock() {
            *counts.from.entry(network(peer)).or_default() += 1;
            let slot = counts.failures.entry(person).or_insert((0, now));
            if now >= slot.1 + FAILURES_KEPT {
                *slot = (0, now);
            }
            slot.0 = slot.0.saturating_add(1);
        }
    }
}

/// The outcome of whoever shows this receipt. `person` is the look-up key of the document, or of
/// nobody when the document could not be read; the same work is done for either. `peer` is who
/// asks, as the line itself says it: a header can be made up.
pub async fn ask(
    service: &Service,
    peer: IpAddr,
    person: PersonKey,
    given: &str,
) -> Result<Told, Untold> {
    let now = clock::now();
    if let Some(seconds) = service.attempts.wait_from(peer, now) {
        return Err(Untold::TooMany(seconds));
    }
    let asker = person;
    // Whoever shows the right slip is let in all the same: nobody shuts somebody else out, and
    // sixty random bits need no lock.
    let closed = service.attempts.wait_for(person, now);
    let person = answered_for(service, person, given).await?;
    let mut latest: Vec<(Region, Option<u64>)> = Vec::with_capacity(service.campaigns.len());
    for region in service.campaigns.keys() {
        latest.push((*region, service.desk.latest(*region, person).await));
    }
    let given = given.to_owned();
    let found = service.readers.read(move |connection| {
        let mut told = None;
        for (region, seq) in latest {
            // Not `or_else`: every region is read, whatever the one before said.
            let here = look_up(connection, region, (person, seq), &given)?;
            told = told.or(here);
        }
        Ok(told)
    });
    match found.await? {
        Some(told) => Ok(told),
        None => {
            service.attempts.failed(asker, peer, now);
            Err(closed.map_or(Untold::Nothing, Untold::TooMany))
        }
    }
}

/// Whom this receipt is about: a person without a document for whom `person` was named a guardian
/// at that registration, or else `person`.
async fn answered_for(
    service: &Service,
    person: PersonKey,
    given: &str,
) -> Result<PersonKey, ReadError> {
    let regions: Vec<Region> = service.campaigns.keys().copied().collect();
    let given = given.to_owned();
    let found = service.readers.read(move |connection| {
        let mut ward = None;
        for region in regions {
            for (scan, of) in query::wards(connection, region, person, WARDS_LOOKED_AT)? {
                // Not `or_else`: every receipt is compared, whichever fits.
                let fits = receipt::matches(&scan, &given).then_some(of);
                ward = ward.or(fits);
            }
        }
        Ok(ward)
    });
    Ok(found.await?.unwrap_or(person))
}

/// A person's newest registrations in a region, and what the round of the one with this receipt
/// means for them now.
fn look_up(
    connection: &Connection,
    region: Region,
    (person, latest): (PersonKey, Option<u64>),
    given: &str,
) -> Result<Option<Told>, StoreError> {
    // Without one of their own, the region's first stands in for the work.
    let stand_in = load::first_registration(connection, region)?;
    let mut next = latest;
    let mut own: Vec<(Registration, Option<Tube>)> = Vec::with_capacity(LOOKED_AT);
    let mut matched = None;
    for _ in 0..LOOKED_AT {
        let found = load::registration(connection, region, next.unwrap_or(stand_in))?;
        let Some(found) = found else { continue };
        let fits = receipt::matches(&found.scan, given);
        let find = |code| tube(connection, region, code);
        let tube = under_label(found.tube, find, |tube| tube)?;
        let theirs = next.is_some() && found.person == person;
        next = found.previous.filter(|_| theirs);
        if theirs {
            matched = matched.or_else(|| fits.then_some(own.len()));
            own.push((found, tube));
        }
    }
    let owed = load::recollection(connection, region, person)?;
    let Some((slip, tube)) = matched.map(|place| &own[place]) else { return Ok(None) };
    let Some(tube) = tube else {
        // The head is written a moment behind the fact.
        return Ok(Some(Told { outcome: Outcome::Pending, sampled_at: None }));
    };
    // Who left before the swab has no outcome; least of all that of those who stayed.
    if tube.member(person).is_none() {
        return Ok(None);
    }
    let of_round = own.iter().filter(|(other, _)| other.round == slip.round);
    let tubes = of_round.filter_map(|(_, tube)| tube.as_ref());
    let takes: Vec<_> = tubes.filter_map(|tube| Some((tube, tube.member(person)?))).collect();
    let outcome = of_person(&takes, owed.as_ref());
    let sampled_at = tube.first_swab_at.unwrap_or(tube.opened_at);
    Ok(Some(Told { outcome, sampled_at: Some(sampled_at) }))
}

fn tube(
    connection: &Connection,
    region: Region,
    code: TubeCode,
) -> Result<Option<Tube>, StoreError> {
    Ok(query::tube(connection, region, code)?.map(|(tube, _)| tube))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: At = At(1_650_000_000_000);

    fn guesses(attempts: &Attempts, peer: IpAddr, count: u32) {
        for guess in 0..count {
            let person = PersonKey(u128::from(guess).to_be_bytes());
            let _ = attempts.wait_from(peer, NOW);
            attempts.failed(person, peer, NOW);
        }
    }

    #[test]
    fn whoever_tries_numbers_shuts_out_nobody_else() {
        let attempts = Attempts::default();
        let (bad, good) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        guesses(&attempts, bad, FAILURES_A_MINUTE_MAX - 1);
        assert_eq!(attempts.wait_from(bad, NOW), None);
        guesses(&attempts, bad, 1);
        assert_eq!(attempts.wait_from(bad, NOW), Some(60));
        assert_eq!(attempts.wait_from(good, NOW), None);
        assert_eq!(attempts.wait_from(bad, NOW + Minutes(1)), None, "a minute later again");
    }

    #[test]
    fn a_new_address_of_the_same_network_is_the_same_asker() {
        let attempts = Attempts::default();
        let at = |last| IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last));
        guesses(&attempts, at(1), FAILURES_A_MINUTE_MAX);
        assert_eq!(attempts.wait_from(at(2), NOW), Some(60));
        let mapped = IpAddr::from(Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0x0a00, 1));
        assert_eq!(network(mapped), IpAddr::from([10, 0, 0, 1]));
    }

    #[test]
    fn one_person_is_guarded_from_everywhere() {
        let attempts = Attempts::default();
        let person = PersonKey([7; 16]);
        for last in 0..FAILURES_MAX {
            attempts.failed(person, [10, 0, 0, last].into(), NOW);
        }
        assert_eq!(attempts.wait_for(person, NOW), Some(3_600));
    }
}
