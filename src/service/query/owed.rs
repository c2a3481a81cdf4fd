//! Whom a squad goes to: who owes a second swab, and where they were found before.

use std::sync::Arc;

use serde::Serialize;
use tenfold_domain::code::{PersonKey, Region, SiteId};
use tenfold_domain::recollection::Recollection;
use utoipa::ToSchema;

use super::Look;
use super::personal::{PersonalView, Unmask, Unshown};
use crate::service::Service;
use crate::storage::StoreError;
use crate::storage::tables::load;

/// Somebody who is owed a second swab (R156, R157).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwedPerson {
    /// Look-up key, 32 hexadecimal digits.
    pub person: String,
    /// The tube that caused it.
    pub source: String,
    /// A tube of one is asked for.
    pub single: bool,
    /// When it is due.
    pub due_at_ms: i64,
    /// The lab that must test it.
    pub lab: Option<u32>,
    /// Who goes there.
    pub squad: Option<u32>,
    /// The site at which they were registered.
    pub site: Option<u32>,
    /// Its name in Chinese.
    pub site_zh: Option<String>,
    /// Its name in English.
    pub site_en: Option<String>,
    /// The township or street it lies in, nine digits: whose community is asked where there is no
    /// phone number.
    pub township: Option<u32>,
    /// Who it is; absent when it no longer opens, for instance after the campaign was erased.
    pub personal: Option<PersonalView>,
}

/// What is owed, and the registration that says to whom.
struct Found {
    owed: Recollection,
    site: Option<SiteId>,
    registration: u64,
}

impl Service {
    /// Who owes a second swab that is gone after, with a row in the access log before it is shown.
    /// `None` alike when nobody does under that key, nobody goes after it any more, or, where
    /// `only` is given, they were registered at another site.
    ///
    /// # Errors
    /// [`Unshown`] when it cannot be read, or the row cannot be kept.
    pub async fn owed_person(
        self: &Arc<Self>,
        of: Region,
        (person, only): (PersonKey, Option<SiteId>),
        unmask: Unmask,
    ) -> Result<Option<OwedPerson>, Unshown> {
        let found = self.look(of, move |look| found(look, person)).await?;
        let here = |found: &Found| only.is_none() || found.site == only;
        let Some(Found { owed, site, registration }) = found.filter(here) else { return Ok(None) };
        let personal = self.shown_whole(of, (person, registration), &unmask).await?;
        let site = site.and_then(|site| self.campaigns.get(&of)?.site(site));
        Ok(Some(OwedPerson {
            person: person.to_string(),
            source: owed.source.to_string(),
            single: owed.single(),
            due_at_ms: owed.due_at.0,
            lab: owed.lab.map(|lab| lab.0),
            squad: owed.squad.map(|squad| squad.0),
            site: site.map(|site| site.id.0),
            site_zh: site.map(|site| site.name_zh.clone()),
            site_en: site.map(|site| site.name_en.clone()),
            township: site.map(|site| site.township),
            personal,
        }))
    }
}

fn found(look: &Look<'_>, person: PersonKey) -> Result<Option<Found>, StoreError> {
    let owed = load::recollection(look.connection, look.region, person)?;
    let Some(owed) = owed.filter(Recollection::is_open) else { return Ok(None) };
    let tube = look.tubes(&[owed.source])?.pop();
    let Some(member) = tube.as_ref().and_then(|tube| tube.member(person)) else { return Ok(None) };
    let registration = member.seq;
    let site = tube.and_then(|tube| look.campaign.site_of(tube.lane)).map(|site| site.id);
    Ok(Some(Found { owed, site, registration }))
}
