//! Positive pools whose members are not all answered for: where each of them is now (R156-R159).

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::code::{PersonKey, TubeCode};
use tenfold_domain::recollection::Recollection;
use tenfold_domain::time::At;
use tenfold_domain::tube::{Stage, Tube};
use utoipa::ToSchema;

use super::Look;
use crate::storage::StoreError;
use crate::storage::tables::load;

/// A positive or unclear pool, and how far its members' second tests are. Every member is counted
/// in one of `open`, `swabbed`, `in_transit`, `in_test`, `elsewhere` and `ended`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PoolView {
    /// The pooled tube.
    pub tube: String,
    /// The lab that tested it, and tests the second swabs.
    pub lab: Option<u32>,
    /// When the last of the members' outcomes is due.
    pub due_at_ms: i64,
    /// Minutes until then; below zero, late by so many.
    pub minutes_left: i64,
    /// People in the pool.
    pub members: usize,
    /// Not swabbed again yet.
    pub open: usize,
    /// Of these, somebody was sent there and came back without a swab.
    pub unreached: usize,
    /// Swabbed again, the tube still at its site.
    pub swabbed: usize,
    /// The second tube is on its way.
    pub in_transit: usize,
    /// The second tube is at a lab, and its outcome is not out.
    pub in_test: usize,
    /// Owed a second test for another tube's sake.
    pub elsewhere: usize,
    /// Nothing is owed any more, or nobody goes after it any more.
    pub ended: usize,
    /// Of these, without an outcome of their own, by reason: refused, not_found, moved,
    /// resampled, died.
    pub given_up: BTreeMap<&'static str, usize>,
    /// Of those who are not ended, they are too late.
    pub late: usize,
}

/// Pools of which somebody is owed a second test, the earliest due first.
pub fn pools(look: &Look<'_>, now: At) -> Result<Vec<PoolView>, StoreError> {
    let owed: BTreeMap<PersonKey, Recollection> =
        load::recollections(look.connection, look.region)?.into_iter().collect();
    let single = || owed.values().filter(|owed| owed.single());
    let mut codes: Vec<TubeCode> =
        single().flat_map(|owed| [Some(owed.source), owed.sampled]).flatten().collect();
    codes.sort_unstable();
    codes.dedup();
    let tubes: BTreeMap<TubeCode, Tube> =
        look.tubes(&codes)?.into_iter().map(|tube| (tube.code, tube)).collect();
    let open = single().filter(|owed| owed.is_open());
    let mut sources: Vec<TubeCode> = open.map(|owed| owed.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let pools = sources.iter().filter_map(|code| tubes.get(code));
    let mut views: Vec<PoolView> =
        pools.map(|pool| PoolView::of(pool, &owed, &tubes, now)).collect();
    views.sort_by(|a, b| (a.due_at_ms, &a.tube).cmp(&(b.due_at_ms, &b.tube)));
    Ok(views)
}

impl PoolView {
    fn of(
        pool: &Tube,
        owed: &BTreeMap<PersonKey, Recollection>,
        tubes: &BTreeMap<TubeCode, Tube>,
        now: At,
    ) -> PoolView {
        let mut view = PoolView {
            tube: pool.code.to_string(),
            lab: pool.lab.map(|lab| lab.0),
            due_at_ms: 0,
            minutes_left: 0,
            members: pool.members.len(),
            open: 0,
            unreached: 0,
            swabbed: 0,
            in_transit: 0,
            in_test: 0,
            elsewhere: 0,
            ended: 0,
            given_up: BTreeMap::new(),
            late: 0,
        };
        for member in &pool.members {
            match owed.get(&member.person) {
                None => view.ended += 1,
                Some(owed) if owed.source != pool.code => view.elsewhere += 1,
                Some(owed) => view.count(owed, owed.sampled.and_then(|code| tubes.get(&code)), now),
            }
        }
        view.minutes_left = (At(view.due_at_ms) - now).0;
        view
    }

    fn count(&mut self, owed: &Recollection, second: Option<&Tube>, now: At) {
        if let Some(reason) = owed.ended {
            self.ended += 1;
            *self.given_up.entry(reason.word()).or_default() += 1;
            return;
        }
        self.due_at_ms = self.due_at_ms.max(owed.due_at.0);
        self.late += usize::from(owed.is_late(now));
        let place = match second.map(|tube| &tube.stage) {
            None => {
                self.unreached += usize::from(!owed.findings.is_empty());
                &mut self.open
            }
            Some(Stage::Open | Stage::Sealed | Stage::Packed) => &mut self.swabbed,
            Some(Stage::InTransit) => &mut self.in_transit,
            Some(_) => &mut self.in_test,
        };
        *place += 1;
    }
}
