//! Whether a report is genuine and still holds, for anybody who was shown one.

use tenfold_domain::outcome::{Outcome, of_member};
use tenfold_domain::time::At;

use super::read::{Found, Own};
use super::{latest, told};
use crate::edge::statement::{Doubt, PublicKey, Statement, public_key};
use crate::service::readers::ReadError;
use crate::service::{Service, clock};
use crate::storage::StoreError;
use crate::storage::tables::load;
use crate::storage::tables::signing_key::{self, Purpose};

/// What a statement says, or why it does not hold and what it said where it is genuine.
pub type Checked = Result<Statement, (Doubt, Option<Statement>)>;

/// A key that anybody may check reports with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportKey {
    /// The campaign.
    pub region: u32,
    /// Number of the key.
    pub number: u8,
    /// Ed25519.
    pub public_key: [u8; 32],
    /// When it was made.
    pub made_at: At,
    /// When it was taken back.
    pub revoked_at: Option<At>,
}

impl Service {
    /// The keys of every region.
    pub async fn report_keys(&self) -> Result<Vec<ReportKey>, ReadError> {
        let regions: Vec<_> = self.campaigns.keys().copied().collect();
        let stored = self.readers.read(move |connection| {
            let keys = |region| Ok((region, signing_key::keys(connection, region, PURPOSE)?));
            regions.into_iter().map(keys).collect::<Result<Vec<_>, StoreError>>()
        });
        let stored = stored.await?.into_iter();
        let all = stored.flat_map(|(region, keys)| keys.into_iter().map(move |key| (region, key)));
        let public = |(region, key): (tenfold_domain::code::Region, signing_key::StoredKey)| {
            Some(ReportKey {
                region: region.0,
                number: key.number,
                public_key: public_key(&self.vault.report_seed(region, key.number))?,
                made_at: key.made_at,
                revoked_at: key.revoked_at,
            })
        };
        Ok(all.filter_map(public).collect())
    }

    /// Looks at a statement: whether it is ours, in time, and nothing later speaks against it.
    pub async fn check_report(&self, text: &str) -> Result<Checked, ReadError> {
        let (now, keys) = (clock::now(), self.report_keys().await?);
        let checked = Statement::open(text, |region, number| key(&keys, region.0, number), now);
        // What is not ours, or has ended by itself, tells nothing of what came after.
        let Ok(statement) = checked else { return Ok(checked) };
        let holds = self.holds(&statement).await?;
        Ok(if holds { Ok(statement) } else { Err((Doubt::Superseded, Some(statement))) })
    }

    /// Whether a genuine statement says what its tube says today.
    async fn holds(&self, statement: &Statement) -> Result<bool, ReadError> {
        let (region, seq) = (statement.region, self.vault.referred(statement.reference));
        let found =
            self.readers.read(move |connection| load::registration(connection, region, seq));
        let Some(registration) = found.await? else { return Ok(false) };
        let latest = latest(self, registration.person).await;
        let (campaigns, person) = (self.campaigns.clone(), registration.person);
        let (detected, gives) = (statement.detected, !statement.holds.is_empty());
        let read = self.readers.read(move |connection| {
            let mut all = Vec::with_capacity(latest.len());
            for (region, seq) in latest {
                all.push(Found::of(connection, region, (person, seq), "")?);
            }
            let here = all.iter().find(|found| found.region == region);
            let is_it = |own: &&Own| own.registration.seq == seq;
            let own = here.and_then(|found| found.own.iter().find(is_it));
            let (Some(own), Some(campaign)) = (own, campaigns.get(&region)) else {
                return Ok(false);
            };
            let said = own.take().map(|(tube, member)| of_member(tube, member));
            let same = said == Some(if detected { Outcome::Positive } else { Outcome::Negative });
            let speaks = !gives || told::speaking(connection, campaign, &all, (region, own))?;
            Ok(same && speaks)
        });
        read.await
    }
}

/// What these keys sign.
pub const PURPOSE: Purpose = Purpose::Report;

/// The public key of a region and a number.
pub fn key(keys: &[ReportKey], region: u32, number: u8) -> Option<PublicKey> {
    let is_it = |key: &&ReportKey| key.region == region && key.number == number;
    let key = keys.iter().find(is_it)?;
    Some(PublicKey { bytes: key.public_key, revoked: key.revoked_at.is_some() })
}
