//! Tokens given and taken back while the service runs: to whom, for which place, for how long.

use std::path::Path;

use serde::Serialize;
use tenfold_domain::campaign::{Lab, Lane, Site};
use tenfold_domain::code::{DeviceId, LabId, LaneId, Region, SiteId, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::{Bearer, Role};
use tenfold_domain::term::Party;
use tenfold_domain::time::At;
use utoipa::ToSchema;

use super::readers::ReadError;
use super::{Service, beside, clock, tokens};
use crate::storage::StoreError;
use crate::storage::open;
use crate::storage::tables::reference::{self, StoredToken, TokenMark};

/// From here on numbers belong to people played by `tenfold feed`.
pub const DRILL_STAFF: u32 = 1_000_000;
/// Days a token may hold.
pub const DAYS: std::ops::RangeInclusive<i64> = 1..=3_660;

/// A token that is asked for.
#[derive(Clone, Debug)]
pub struct Grant {
    /// What somebody is there to do.
    pub role: Role,
    /// Who; the next free number when absent.
    pub staff: Option<StaffId>,
    /// On which device; the person's number when absent.
    pub device: Option<DeviceId>,
    /// Where it holds.
    pub scope: Scope,
    /// For how long, one of [`DAYS`].
    pub days: i64,
}

/// Why a token is not given: it would be turned away everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unfit {
    /// A party's role without its party, or a party with another role.
    #[error("the role party goes with a party, as in --role party --party police")]
    Party,
    /// No such place in the region.
    #[error("no site {0} in this region")]
    Site(SiteId),
    /// No such desk in the region.
    #[error("no lane {0} in this region")]
    Lane(LaneId),
    /// The desk is at another place.
    #[error("lane {0} belongs to site {1}")]
    OtherSite(LaneId, SiteId),
    /// No such laboratory in the region.
    #[error("no lab {0} in this region")]
    Lab(LabId),
    /// It holds for no day, or for too many.
    #[error("days is 1 to 3660")]
    Days,
    /// Whoever gives it may act at fewer places than it would.
    #[error("your own token holds for one place: give one for that place")]
    Beyond,
}

impl Unfit {
    /// The same in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Unfit::Party => "角色 party 须同时指定接收方，其他角色不得指定".to_owned(),
            Unfit::Site(site) => format!("本区没有采样点 {site}"),
            Unfit::Lane(lane) => format!("本区没有采样台 {lane}"),
            Unfit::OtherSite(lane, site) => format!("采样台 {lane} 属于采样点 {site}"),
            Unfit::Lab(lab) => format!("本区没有检测机构 {lab}"),
            Unfit::Days => "天数须为 1 至 3660".to_owned(),
            Unfit::Beyond => "您的令牌只限一处，只能发放同一处的令牌".to_owned(),
        }
    }
}

impl Grant {
    /// Refuses what no place stands for.
    pub fn check(&self, sites: &[Site], lanes: &[Lane], labs: &[Lab]) -> Result<(), Unfit> {
        let Scope { site, lane, lab, party } = self.scope;
        if (self.role == Role::Party) != party.is_some() {
            return Err(Unfit::Party);
        }
        if let Some(site) = site.filter(|site| sites.iter().all(|known| known.id != *site)) {
            return Err(Unfit::Site(site));
        }
        if let Some(lane) = lane {
            let known = lanes.iter().find(|known| known.id == lane).ok_or(Unfit::Lane(lane))?;
            if site.is_some_and(|site| site != known.site) {
                return Err(Unfit::OtherSite(lane, known.site));
            }
        }
        if let Some(lab) = lab.filter(|lab| labs.iter().all(|known| known.id != *lab)) {
            return Err(Unfit::Lab(lab));
        }
        if DAYS.contains(&self.days) { Ok(()) } else { Err(Unfit::Days) }
    }

    /// Refuses a token that reaches further than the giver's own.
    pub fn within(&self, own: &Scope) -> Result<(), Unfit> {
        let Scope { site, lane, lab, .. } = self.scope;
        let held = own.site.is_none_or(|own| site == Some(own))
            && own.lane.is_none_or(|own| lane == Some(own))
            && own.lab.is_none_or(|own| lab == Some(own));
        if held { Ok(()) } else { Err(Unfit::Beyond) }
    }

    /// The token, shown this once, and what the store keeps of it.
    pub fn issue(&self, data: &Path, region: Region) -> Result<(String, StoredToken), StoreError> {
        let staff = self.staff.map_or_else(|| next_staff(data), Ok)?;
        let device = self.device.unwrap_or(DeviceId(staff.0));
        let bearer = Bearer { role: self.role, staff, device, scope: self.scope };
        let issued = tokens::issue(region, bearer, self.days);
        let (token, stored) = issued.map_err(|error| StoreError::Backend(error.to_string()))?;
        keep(data, std::slice::from_ref(&stored), clock::now())?;
        Ok((token, stored))
    }
}

/// A token as it stands; never the token itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenView {
    /// What names it, in the access log too: 16 hexadecimal digits.
    #[schema(example = "9f86d081884c7d65")]
    pub mark: String,
    /// What its bearer is there to do.
    #[schema(example = "clerk")]
    pub role: &'static str,
    /// Number of the person.
    pub staff: u32,
    /// Number of the device.
    pub device: u32,
    /// The only site it holds for.
    pub site: Option<u32>,
    /// The only lane it holds for.
    pub lane: Option<u32>,
    /// The only lab it holds for.
    pub lab: Option<u32>,
    /// The party that is told.
    pub party: Option<&'static str>,
    /// When it ends: milliseconds since 1970.
    pub expires_at_ms: i64,
    /// When it was taken back.
    pub revoked_at_ms: Option<i64>,
    /// It holds now.
    pub holds: bool,
}

impl TokenView {
    /// The token at this moment.
    pub fn of(token: &StoredToken) -> TokenView {
        let bearer = &token.bearer;
        let Scope { site, lane, lab, party } = bearer.scope;
        TokenView {
            mark: token.mark().to_string(),
            role: bearer.role.word(),
            staff: bearer.staff.0,
            device: bearer.device.0,
            site: site.map(|site| site.0),
            lane: lane.map(|lane| lane.0),
            lab: lab.map(|lab| lab.0),
            party: party.map(Party::word),
            expires_at_ms: token.expires_at.0,
            revoked_at_ms: token.revoked_at.map(|at| at.0),
            holds: token.holds(clock::now()),
        }
    }
}

fn next_staff(data: &Path) -> Result<StaffId, StoreError> {
    let known = reference::tokens(&open::reader(data)?)?;
    let numbers = known.iter().map(|token| token.bearer.staff.0);
    Ok(StaffId(numbers.filter(|number| *number < DRILL_STAFF).max().unwrap_or(0) + 1))
}

/// Keeps new tokens, all in one commit; a service that runs knows them at their first use.
pub fn keep(data: &Path, tokens: &[StoredToken], now: At) -> Result<(), StoreError> {
    beside::commit(data, |to| {
        tokens.iter().try_for_each(|token| reference::put_token(to, token, now))
    })
}

impl Service {
    /// Every token of a region, the newest last.
    pub async fn tokens_of(&self, region: Region) -> Result<Vec<StoredToken>, ReadError> {
        let tokens = self.look(region, |look| reference::tokens(look.connection)).await?;
        Ok(tokens.into_iter().filter(|token| token.region == region).collect())
    }

    /// Gives a token that was found fit.
    pub async fn grant(
        &self,
        region: Region,
        grant: Grant,
    ) -> Result<(String, StoredToken), ReadError> {
        let data = self.data.clone();
        let issued = beside::blocking(move || grant.issue(&data, region)).await?;
        self.tokens.renew();
        Ok(issued)
    }

    /// Takes one token back, at once; says how it stands, or nothing where there is none.
    pub async fn take_back(
        &self,
        region: Region,
        mark: TokenMark,
        now: At,
    ) -> Result<Option<StoredToken>, ReadError> {
        let find = |tokens: Vec<StoredToken>| tokens.into_iter().find(|token| token.mark() == mark);
        let Some(found) = find(self.tokens_of(region).await?) else { return Ok(None) };
        self.commit_beside(move |to| reference::revoke_one(to, region, &found.hash, now)).await?;
        self.tokens.renew();
        Ok(find(self.tokens_of(region).await?))
    }
}
