//! Who works: a token and a number for everybody, so that no hand takes from itself.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use hyper::StatusCode;
use tenfold_domain::campaign::{Campaign, Lane};
use tenfold_domain::code::{DeviceId, LabId, LaneId, Region, SiteId, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::{Bearer, Role};

use crate::cli::client::{Line, Status};
use crate::service::{beside, clock, grant, tokens};
use crate::setup::chance::Chance;
use crate::storage::tables::reference;

/// How long a server may take to know a new token; it looks again within 0.2 s.
const KNOWN_WITHIN: u32 = 100;

/// Somebody at work.
#[derive(Clone)]
pub struct Badge {
    /// What they show.
    pub token: Arc<str>,
    /// Their number.
    pub staff: u32,
}

/// Everybody at work.
pub struct Staff {
    clerks: BTreeMap<LaneId, Badge>,
    packers: BTreeMap<SiteId, Badge>,
    couriers: BTreeMap<SiteId, Badge>,
    labs: BTreeMap<LabId, Badge>,
    reviewers: BTreeMap<LabId, Badge>,
    /// Headquarters.
    pub commander: Badge,
    made: Option<(PathBuf, Region, Vec<StaffId>)>,
}

/// Makes a badge for somebody.
type Hire<'a> = dyn FnMut(Role, Scope) -> anyhow::Result<Badge> + 'a;

impl Staff {
    /// Makes tokens in the data folder: a clerk a lane, a packer and a courier a site, a bench
    /// and a reviewer a lab, a commander. They hold for a day at most.
    pub fn made(
        data: &Path,
        campaign: &Campaign,
        lanes: &[Lane],
        chance: &mut Chance,
    ) -> anyhow::Result<Staff> {
        // A range of numbers of its own for each feed, far from those of real staff.
        let first = grant::DRILL_STAFF * (1 + chance.below(4_000) as u32);
        let mut stored = Vec::new();
        let mut hire = |role, scope| {
            let staff = first + stored.len() as u32;
            let bearer = Bearer { role, staff: StaffId(staff), device: DeviceId(staff), scope };
            let (token, kept) = tokens::issue(campaign.region, bearer, 1)?;
            stored.push(kept);
            Ok(Badge { token: token.into(), staff })
        };
        let mut staff = Staff::hired(campaign, lanes, &mut hire)?;
        grant::keep(data, &stored, clock::now())?;
        let numbers = stored.iter().map(|token| token.bearer.staff).collect();
        staff.made = Some((data.to_owned(), campaign.region, numbers));
        Ok(staff)
    }

    /// Uses given tokens, one a role, written `role=token`; `admin` stands in for any role but
    /// the reviewer, who must be another person.
    pub fn given(given: &[String], campaign: &Campaign, lanes: &[Lane]) -> anyhow::Result<Staff> {
        let mut known = BTreeMap::new();
        for text in given {
            let (role, token) = text.split_once('=').context("write tokens as ROLE=TOKEN")?;
            let role = Role::from_word(role).with_context(|| format!("no role {role}"))?;
            known.insert(role, Arc::<str>::from(token));
        }
        let mut hire = |role: Role, _| {
            let instead = known.get(&Role::Admin).filter(|_| role != Role::Reviewer);
            let token = known.get(&role).or(instead);
            let token = token.with_context(|| {
                format!("no token of role {0}: give --token {0}=TOKEN", role.word())
            })?;
            Ok(Badge { token: token.clone(), staff: grant::DRILL_STAFF + role as u32 })
        };
        Staff::hired(campaign, lanes, &mut hire)
    }

    fn hired(campaign: &Campaign, lanes: &[Lane], hire: &mut Hire) -> anyhow::Result<Staff> {
        let mut staff = Staff {
            clerks: BTreeMap::new(),
            packers: BTreeMap::new(),
            couriers: BTreeMap::new(),
            labs: BTreeMap::new(),
            reviewers: BTreeMap::new(),
            commander: hire(Role::Commander, Scope::default())?,
            made: None,
        };
        for lane in lanes {
            let site = Some(lane.site);
            let desk = Scope { site, lane: Some(lane.id), ..Scope::default() };
            staff.clerks.insert(lane.id, hire(Role::Clerk, desk)?);
            if let Entry::Vacant(place) = staff.packers.entry(lane.site) {
                place.insert(hire(Role::Packer, Scope { site, ..Scope::default() })?);
                staff.couriers.insert(lane.site, hire(Role::Courier, Scope::default())?);
            }
        }
        for lab in &campaign.labs {
            let bench = Scope { lab: Some(lab.id), ..Scope::default() };
            staff.labs.insert(lab.id, hire(Role::Lab, bench)?);
            staff.reviewers.insert(lab.id, hire(Role::Reviewer, bench)?);
        }
        Ok(staff)
    }

    /// The clerk of a lane.
    pub fn clerk(&self, lane: LaneId) -> anyhow::Result<&Badge> {
        self.clerks.get(&lane).with_context(|| format!("lane {lane} has no clerk"))
    }

    /// The packer and the courier of a site.
    pub fn carriers(&self, site: SiteId) -> anyhow::Result<(&Badge, &Badge)> {
        let both = self.packers.get(&site).zip(self.couriers.get(&site));
        both.with_context(|| format!("site {site} has no packer"))
    }

    /// The bench and the reviewer of a lab.
    pub fn lab(&self, lab: LabId) -> anyhow::Result<(&Badge, &Badge)> {
        let both = self.labs.get(&lab).zip(self.reviewers.get(&lab));
        both.with_context(|| format!("the server names lab {lab}, which this campaign lacks"))
    }

    /// Waits until the server knows the tokens, which it reads again when it meets an unknown one.
    pub async fn known(&self, line: &mut Line) -> anyhow::Result<()> {
        for _ in 0..KNOWN_WITHIN {
            let asked = line.get::<serde_json::Value>("/v1/progress", &self.commander.token).await;
            let error = match asked {
                Ok(_) => return Ok(()),
                Err(error) => error,
            };
            let unknown = error.downcast_ref::<Status>();
            if unknown.is_none_or(|status| status.0 != StatusCode::UNAUTHORIZED) {
                return Err(error);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("the server does not know the tokens: does it serve the same --data?")
    }

    /// Takes back the tokens that were made.
    pub fn dismissed(&self) -> anyhow::Result<()> {
        let Some((data, region, numbers)) = &self.made else { return Ok(()) };
        Ok(beside::commit(data, |to| {
            for number in numbers {
                reference::revoke_tokens(to, *region, *number, clock::now())?;
            }
            Ok(())
        })?)
    }
}
