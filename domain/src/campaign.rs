//! The campaign of one region: its rounds, sites, lanes, labs and kits. Reference data that
//! every rule reads and no command changes.

use std::ops::RangeInclusive;

use crate::code::{LabId, LaneId, Region, RoundId, SiteId};
use crate::ct::Kit;
use crate::protocol::Protocol;
use crate::term::Area;
use crate::time::{At, Minutes};

/// Everything that stands before the first scan.
#[derive(Clone, PartialEq, Debug)]
pub struct Campaign {
    /// County or district.
    pub region: Region,
    /// Name as people know it, for instance `瑞金市 2022`.
    pub name: String,
    /// The plan's limits.
    pub protocol: Protocol,
    /// Passes over the area.
    pub rounds: Vec<Round>,
    /// Places, ordered by number.
    pub sites: Vec<Site>,
    /// Desks, ordered by number.
    pub lanes: Vec<Lane>,
    /// Laboratories.
    pub labs: Vec<Lab>,
    /// Rule tables of the reagents in use.
    pub kits: Vec<Kit>,
}

/// One pass over the area, on a decision of headquarters (R02).
#[derive(Clone, PartialEq, Debug)]
pub struct Round {
    /// Number.
    pub id: RoundId,
    /// First moment at which people are taken.
    pub starts_at: At,
    /// When everybody must have an outcome (R06: two days).
    pub deadline_at: At,
    /// People are being taken.
    pub open: bool,
}

impl Round {
    /// Numbers a round may have: the store's index keeps two bytes of it, so that a date is none.
    pub const NUMBERS: RangeInclusive<u32> = 1..=65_535;
}

/// A place where swabs are taken, with one responsible person (R16).
#[derive(Clone, PartialEq, Debug)]
pub struct Site {
    /// Number within the region.
    pub id: SiteId,
    /// Township or street, by its nine-digit number.
    pub township: u32,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// What kind of area it lies in.
    pub area: Area,
    /// The lab fixed beforehand (R106).
    pub lab: LabId,
    /// Travel time to each lab that can be reached.
    pub travel: Vec<(LabId, Minutes)>,
    /// Open for people.
    pub open: bool,
}

/// A desk of a site.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// Number within the region.
    pub id: LaneId,
    /// Its site.
    pub site: SiteId,
    /// Number within the site, from 1.
    pub number: u16,
}

/// A laboratory.
#[derive(Clone, PartialEq, Debug)]
pub struct Lab {
    /// Number within the region.
    pub id: LabId,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Tubes it can test in an hour.
    pub tubes_per_hour: u32,
    /// From arrival of a tube at an idle lab to its call.
    pub process: Minutes,
    /// When it works each day: from and to, in minutes after midnight UTC, `to` up to a day later.
    /// None is day and night.
    pub hours: Vec<(Minutes, Minutes)>,
    /// The city's own, not bought from outside (R04).
    pub own: bool,
    /// Takes specimens.
    pub open: bool,
}

impl Campaign {
    /// The round of a number.
    pub fn round(&self, id: RoundId) -> Option<&Round> {
        self.rounds.iter().find(|round| round.id == id)
    }

    /// The site of a number.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.binary_search_by_key(&id, |site| site.id).ok().map(|i| &self.sites[i])
    }

    /// The lane of a number.
    pub fn lane(&self, id: LaneId) -> Option<&Lane> {
        self.lanes.binary_search_by_key(&id, |lane| lane.id).ok().map(|i| &self.lanes[i])
    }

    /// The site a lane belongs to.
    pub fn site_of(&self, lane: LaneId) -> Option<&Site> {
        self.site(self.lane(lane)?.site)
    }

    /// The lab of a number.
    pub fn lab(&self, id: LabId) -> Option<&Lab> {
        self.labs.iter().find(|lab| lab.id == id)
    }

    /// The kit of a name.
    pub fn kit(&self, name: &str) -> Option<&Kit> {
        self.kits.iter().find(|kit| kit.name == name)
    }
}
