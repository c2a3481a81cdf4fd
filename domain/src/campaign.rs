//! The campaign of one region: its rounds, sites, lanes, labs and kits. Reference data that
//! every rule reads and no command changes.

use std::ops::RangeInclusive;

use crate::code::{LabId, LaneId, Region, RoundId, SiteId};
use crate::ct::Kit;
use crate::protocol::Protocol;
use crate::term::Area;
use crate::time::{At, MINUTE_MS, Minutes};

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
    /// When people are taken each day, as of [`Lab::hours`]; none where nobody said.
    pub hours: Vec<(Minutes, Minutes)>,
    /// Open for people.
    pub open: bool,
}

impl Site {
    /// The opening hours that run at this moment, else the next ones, from and to; none where
    /// nobody said when it is open.
    pub fn period(&self, now: At) -> Option<(At, At)> {
        let day_ms = Minutes::hours(24).0 * MINUTE_MS;
        let midnight = At(now.0 - now.0.rem_euclid(day_ms));
        // Hours that began yesterday may run past midnight.
        let days = [-day_ms, 0, day_ms].map(|ms| At(midnight.0 + ms));
        let of_day = |day: At| self.hours.iter().map(move |(from, to)| (day + *from, day + *to));
        let coming = days.into_iter().flat_map(of_day).filter(|(_, to_at)| now < *to_at);
        coming.min_by_key(|(from_at, _)| *from_at)
    }

    /// People are taken at this moment.
    pub fn takes(&self, now: At) -> bool {
        let within = || self.period(now).is_none_or(|(from_at, _)| from_at <= now);
        self.open && within()
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::LabId;

    fn site(hours: &[(i64, i64)]) -> Site {
        Site {
            id: SiteId(1),
            township: 360_781_001,
            name_zh: String::new(),
            name_en: String::new(),
            area: Area::Ordinary,
            lab: LabId(1),
            travel: Vec::new(),
            hours: hours.iter().map(|(from, to)| (Minutes(*from), Minutes(*to))).collect(),
            open: true,
        }
    }

    fn at(day: i64, hour: i64) -> At {
        At((day * 24 + hour) * 60 * MINUTE_MS)
    }

    #[test]
    fn hours_run_over_midnight_and_begin_again_the_next_day() {
        // 22:00 to 06:00 UTC: 06:00 to 14:00 in Ruijin.
        let night = site(&[(22 * 60, 30 * 60)]);
        for (now, period, takes) in [
            (at(9, 5), (at(8, 22), at(9, 6)), true),
            (at(9, 6), (at(9, 22), at(10, 6)), false),
            (at(9, 23), (at(9, 22), at(10, 6)), true),
        ] {
            assert_eq!((night.period(now), night.takes(now)), (Some(period), takes), "{now:?}");
        }
        let two = site(&[(60, 120), (180, 240)]);
        assert_eq!(two.period(at(9, 2)), Some((at(9, 3), at(9, 4))));
        assert!(!two.takes(at(9, 2)) && two.takes(at(9, 3)));
    }

    #[test]
    fn a_site_of_which_nobody_said_its_hours_takes_people_while_it_is_open() {
        let always = site(&[]);
        assert_eq!((always.period(at(9, 3)), always.takes(at(9, 3))), (None, true));
        assert!(!Site { open: false, ..always }.takes(at(9, 3)));
    }
}
