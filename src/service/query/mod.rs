//! Questions and their answers. Each question is a method of [`Service`] that reads on a
//! connection of its own, in one snapshot; the files below turn what was read into views.
//!
//! What this room never does: write (but the access log), wait for the writer (but for the place
//! of a person in its index), show a name or a number that was not asked for by permission.

pub mod access;
pub mod alarms;
pub mod bench;
pub mod campaign;
pub mod case;
pub mod conservation;
pub mod controls;
pub mod custody;
pub mod deliveries;
pub mod hatch;
pub mod kept;
pub mod late;
pub mod lists;
pub mod owed;
pub mod packing;
pub mod personal;
pub mod pickup;
pub mod pools;
pub mod quality;
pub mod schedules;
pub mod stores;
pub mod told;
pub mod trace;
pub mod tube;
pub mod upstreams;
pub mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::storage::db::Connection;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{BoxCode, LabId, PersonKey, PlateCode, Region, SiteId, TubeCode};
use tenfold_domain::plate::Well;
use tenfold_domain::refusal::{Refusal, Refused};
use tenfold_domain::term::Party;
use tenfold_domain::time::{At, Minutes};
use tenfold_domain::tube::Tube;

use self::access::Seen;
use self::campaign::CampaignView;
use self::case::{BoxView, PlateView};
use self::conservation::{By, Conservation};
use self::hatch::Found;
use self::kept::KeptOriginal;
use self::late::{LateCounts, LateList};
use self::lists::{DiscrepancyView, NoticeView, OverrideView, RecollectionView};
use self::packing::PackingList;
use self::personal::{Unmask, Unshown};
use self::pickup::{PickupList, Wanted};
use self::pools::PoolView;
use self::trace::{BoxTrace, PersonTrace, TubeTrace, WellTrace};
use self::tube::TubeView;
use super::advice::{AdviceView, PacesView};
use super::lab_stand::LabStand;
use super::readers::ReadError;
use super::routing::{RouteView, WhatIfView};
use super::{Service, clock};
use crate::storage::tables::{query, reference};
use crate::storage::trail::Trail;
use crate::storage::{Entry, StoreError};

/// A look at one region.
pub struct Look<'a> {
    /// A connection that only reads.
    pub connection: &'a Connection,
    /// The region.
    pub region: Region,
    /// Its campaign.
    pub campaign: &'a Campaign,
}

impl Look<'_> {
    /// A tube with its trail.
    pub fn tube_with_trail(&self, code: TubeCode) -> Result<Option<(Tube, Trail)>, StoreError> {
        query::tube(self.connection, self.region, code)
    }

    /// The tubes of these codes that exist, in the order of the codes.
    pub fn tubes(&self, codes: &[TubeCode]) -> Result<Vec<Tube>, StoreError> {
        let found = query::tubes(self.connection, self.region, codes)?;
        let mut tubes: Vec<Tube> = found.into_iter().map(|(tube, _)| tube).collect();
        tubes.sort_by_key(|tube| codes.iter().position(|code| *code == tube.code));
        Ok(tubes)
    }

    /// Facts by their places, in the order of the ledger.
    pub fn facts(
        &self,
        places: impl IntoIterator<Item = (u8, u64)>,
    ) -> Result<Vec<Entry>, StoreError> {
        let read = |place| query::fact(self.connection, self.region, place).transpose();
        let mut facts =
            places.into_iter().filter_map(read).collect::<Result<Vec<Entry>, StoreError>>()?;
        facts.sort_by_key(|entry| entry.seq);
        Ok(facts)
    }

    /// A box as it stands.
    pub fn case(&self, code: BoxCode) -> Result<Option<BoxView>, StoreError> {
        let Some((case, trail)) = query::case(self.connection, self.region, code)? else {
            return Ok(None);
        };
        let tubes = self.tubes(&case.tubes)?;
        let found = Found::of(self, (&case, &trail), &tubes)?;
        Ok(Some(BoxView::of(self.campaign, &case, &tubes, &found)))
    }

    /// A plate as it stands.
    pub fn plate(&self, code: PlateCode) -> Result<Option<PlateView>, StoreError> {
        let Some((plate, _)) = query::plate(self.connection, self.region, code)? else {
            return Ok(None);
        };
        let codes: Vec<TubeCode> = plate.tubes().map(|(_, tube)| tube).collect();
        Ok(Some(PlateView::of(self.campaign, &plate, &self.tubes(&codes)?)))
    }
}

impl Service {
    fn campaign_of(&self, region: Region) -> Result<Arc<Campaign>, StoreError> {
        let campaign = self.campaigns.get(&region).cloned();
        campaign.ok_or_else(|| StoreError::Absent(format!("region {region}")))
    }

    /// Asks on a connection of its own, in one snapshot of the store.
    pub(super) async fn look<T: Send + 'static>(
        &self,
        region: Region,
        ask: impl FnOnce(&Look<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, ReadError> {
        let campaign = self.campaign_of(region)?;
        let read = self.readers.read(move |connection| {
            let snapshot = connection.snapshot()?;
            ask(&Look { connection: &snapshot, region, campaign: &campaign })
        });
        let answer = read.await;
        if matches!(answer, Err(ReadError::Shed)) {
            self.metrics.shed_read();
        }
        answer
    }

    /// A tube as it stands under this label.
    pub async fn tube(&self, of: Region, code: TubeCode) -> Result<Option<TubeView>, ReadError> {
        let read = move |look: &Look<'_>| {
            let found = look.tube_with_trail(code)?;
            Ok(found.map(|(tube, _)| TubeView::of(look.campaign, &tube)))
        };
        self.look(of, read).await
    }

    /// A box as it stands.
    pub async fn case(&self, of: Region, code: BoxCode) -> Result<Option<BoxView>, ReadError> {
        self.look(of, move |look| look.case(code)).await
    }

    /// A plate as it stands.
    pub async fn plate(&self, of: Region, code: PlateCode) -> Result<Option<PlateView>, ReadError> {
        self.look(of, move |look| look.plate(code)).await
    }

    /// A tube under all its labels, backward to the people in it.
    pub async fn trace_tube(
        &self,
        of: Region,
        code: TubeCode,
    ) -> Result<Option<TubeTrace>, ReadError> {
        self.look(of, move |look| trace::tube(look, code)).await
    }

    /// A box backward to the people in its tubes.
    pub async fn trace_box(
        &self,
        of: Region,
        code: BoxCode,
    ) -> Result<Option<BoxTrace>, ReadError> {
        self.look(of, move |look| trace::case(look, code)).await
    }

    /// A well backward to the people in its tube.
    pub async fn trace_well(
        &self,
        of: Region,
        (plate, well): (PlateCode, Well),
    ) -> Result<Option<WellTrace>, ReadError> {
        self.look(of, move |look| trace::well(look, plate, well)).await
    }

    /// A person from the first registration to the last outcome. Who it is stays masked unless
    /// `unmask` is given by somebody who may.
    pub async fn trace_person(
        self: &Arc<Self>,
        of: Region,
        person: PersonKey,
        unmask: Option<Unmask>,
    ) -> Result<Option<PersonTrace>, Unshown> {
        if let Some(unmask) = &unmask {
            unmask.permitted()?;
            self.note_access(of, unmask, Seen::Person(person)).await?;
        }
        let whole = unmask.is_some();
        let latest = self.desk.latest(of, person).await;
        let service = self.clone();
        let read = move |look: &Look<'_>| {
            let Some(mut found) = trace::person(look, person, latest)? else { return Ok(None) };
            if let Some(newest) = found.takes.first() {
                let seq = newest.seq;
                found.personal = personal::of_registration(look, &service.vault, seq, whole)?;
            }
            Ok(Some(found))
        };
        Ok(self.look(of, read).await?)
    }

    /// A kept command as it came, for somebody who may see it; `None` when there is none of that
    /// number.
    pub async fn open_kept(
        &self,
        of: Region,
        number: u64,
        unmask: Unmask,
    ) -> Result<Option<KeptOriginal>, Unshown> {
        unmask.permitted()?;
        let sealed = self.look(of, move |look| kept::sealed(look, number)).await?;
        let Some(sealed) = sealed else { return Ok(None) };
        self.note_access(of, &unmask, Seen::Kept(number)).await?;
        Ok(kept::opened(&self.vault, of, &sealed))
    }

    /// What is late or will be within so many minutes.
    pub async fn late(&self, of: Region, within: Minutes) -> Result<LateList, ReadError> {
        let now = clock::now();
        self.look(of, move |look| late::late(look, now, within, late::LATE_MAX)).await
    }

    /// How many things are, by kind.
    pub async fn late_counts(&self, of: Region, within: Minutes) -> Result<LateCounts, ReadError> {
        let now = clock::now();
        self.look(of, move |look| late::counts(look, now, within)).await
    }

    /// The law by one grain, from the newest board.
    pub async fn conservation(&self, of: Region, by: By) -> Result<Conservation, ReadError> {
        let board = self.board.boards().get(&of).cloned().unwrap_or_default();
        self.look(of, move |look| conservation::conservation(look, &board, by)).await
    }

    /// Boxes at sites and in hand, the first that must leave before others.
    pub async fn pickups(&self, of: Region, wanted: Wanted) -> Result<PickupList, ReadError> {
        let now = clock::now();
        let boards = self.board.boards();
        let fetched = move |look: &Look<'_>| {
            let none = BTreeMap::new();
            let fetched = boards.get(&of).map_or(&none, |board| &board.fetched);
            pickup::pickups(look, (now, fetched), wanted)
        };
        self.look(of, fetched).await
    }

    /// Tubes and boxes that have not left a site.
    pub async fn packing(&self, of: Region, site: SiteId) -> Result<PackingList, ReadError> {
        let now = clock::now();
        self.look(of, move |look| packing::packing(look, now, site)).await
    }

    /// What each lab takes and has promised, from the newest board.
    pub fn lab_stands(&self, of: Region) -> Vec<LabStand> {
        self.board.boards().get(&of).map(|board| board.stands.clone()).unwrap_or_default()
    }

    /// What the rules would answer for a box on its way; `None` where there is no such box.
    pub async fn route(&self, of: Region, code: BoxCode) -> Option<RouteView> {
        self.desk.roads(of).await?.route(clock::now(), code)
    }

    /// What would follow if a lab took nothing from a moment on.
    ///
    /// # Errors
    /// [`Refused`], as closing it would be.
    pub async fn what_if(
        &self,
        of: Region,
        lab: LabId,
        (from_at, until_at): (Option<At>, Option<At>),
    ) -> Result<WhatIfView, Refused> {
        let roads = self.desk.roads(of).await.ok_or(Refusal::RegionUnknown)?;
        roads.what_if((lab, from_at.unwrap_or_else(clock::now), until_at))
    }

    /// What every site takes, by its last hour; `None` for an unknown region.
    pub async fn paces(&self, of: Region) -> Option<PacesView> {
        let roads = self.desk.roads(of).await?;
        Some(roads.paces(self.board.boards().get(&of)?, clock::now()))
    }

    /// Which sites to slow for the next hours, so that what is sampled can be tested; `None` for an
    /// unknown region, or one whose labs make no sound problem.
    pub async fn advice(&self, of: Region, hours: u8) -> Option<AdviceView> {
        let roads = self.desk.roads(of).await?;
        let (boards, now) = (self.board.boards(), clock::now());
        let advise = move || roads.advice(boards.get(&of)?, now, hours).ok();
        tokio::task::spawn_blocking(advise).await.ok()?
    }

    /// Recollections owed, the earliest due first.
    pub async fn recollections(&self, of: Region) -> Result<Vec<RecollectionView>, ReadError> {
        let now = clock::now();
        self.look(of, move |look| lists::recollections(look, now)).await
    }

    /// Positive pools of which somebody is owed a second test, the earliest due first.
    pub async fn pools(&self, of: Region) -> Result<Vec<PoolView>, ReadError> {
        let now = clock::now();
        self.look(of, move |look| pools::pools(look, now)).await
    }

    /// Discrepancies that nobody has settled, oldest first.
    pub async fn discrepancies(&self, of: Region) -> Result<Vec<DiscrepancyView>, ReadError> {
        self.look(of, lists::discrepancies).await
    }

    /// Wrong check digits that supervisors took, numbered below `before`, newest first.
    pub async fn overrides(&self, of: Region, before: u64) -> Result<Vec<OverrideView>, ReadError> {
        self.look(of, move |look| lists::overrides(look, before)).await
    }

    /// Notices, unconfirmed ones first.
    /// To one party, or to all for `None`.
    pub async fn notices(
        &self,
        of: Region,
        to: Option<Party>,
    ) -> Result<Vec<NoticeView>, ReadError> {
        let now = clock::now();
        self.look(of, move |look| lists::notices(look, to, now)).await
    }

    /// The protocol of a region as it was given, TOML.
    pub async fn protocol_text(&self, of: Region) -> Result<String, ReadError> {
        self.look(of, |look| {
            let found = reference::campaigns(look.connection)?;
            let own = found.into_iter().find(|stored| stored.region == look.region);
            Ok(own.map(|stored| stored.protocol).unwrap_or_default())
        })
        .await
    }

    /// The campaign of a region.
    pub fn campaign_view(&self, of: Region) -> Option<CampaignView> {
        self.campaigns.get(&of).map(|campaign| CampaignView::of(campaign))
    }
}
