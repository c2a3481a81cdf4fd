//! What a resident may ask: their own outcome and its report, for a document number and the receipt
//! of one of their registrations. Whoever has only one of the two learns nothing, not even from
//! how long it takes or from how often they may try.
//!
//! [`told`] reads what there is and says what it means, [`paper`] makes the report of it, and
//! [`checked`] says to anybody whether a report is genuine and still holds.

mod attempts;
pub mod checked;
pub mod paper;
mod read;
pub mod told;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{PersonKey, Region};

use self::read::Found;
use self::told::Told;
use super::readers::ReadError;
use super::{Service, clock, receipt};
use crate::storage::tables::query;

pub use attempts::Attempts;
pub(super) use attempts::network;

/// Registrations for which somebody was named a guardian that are looked at, newest first.
const WARDS_LOOKED_AT: u32 = 64;

/// Every campaign by its region.
type Campaigns = BTreeMap<Region, Arc<Campaign>>;

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
    let latest = latest(service, person).await;
    let (given, campaigns) = (given.to_owned(), service.campaigns.clone());
    let found = service.readers.read(move |connection| {
        let mut all = Vec::with_capacity(latest.len());
        for (region, seq) in latest {
            all.push(Found::of(connection, region, (person, seq), &given)?);
        }
        told::tell(connection, &campaigns, &all, now)
    });
    match found.await? {
        Some(told) => Ok(told),
        None => {
            service.attempts.failed(asker, peer, now);
            Err(closed.map_or(Untold::Nothing, Untold::TooMany))
        }
    }
}

/// A person's latest registration in each region.
async fn latest(service: &Service, person: PersonKey) -> Vec<(Region, Option<u64>)> {
    let mut latest = Vec::with_capacity(service.campaigns.len());
    for region in service.campaigns.keys() {
        latest.push((*region, service.desk.latest(*region, person).await));
    }
    latest
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
