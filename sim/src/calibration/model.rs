//! The scenario of a case: what is known of a city, one in so many.

use tenfold_domain::protocol::Protocol;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::{Case, Drive, Part};
use crate::layout::shares;
use crate::scenario::{
    Arrival, Habits, Lab, Period, Place, Routing, Scenario, Site, Span, Stop, Vehicle, WALK_IN,
    Work,
};

/// Hours a thermocycler and its room are at work on a day: all of them.
const LAB_HOURS: f64 = 24.0;

/// Wells of a plate.
const WELLS: u8 = 96;

/// Sites to a vehicle (PLANNING 1.4: four to eight), and its drives in minutes. Judgements.
const SITES_PER_VEHICLE: usize = 6;
const DRIVE_MINUTES: f64 = 8.0;
const BACK_MINUTES: f64 = 25.0;

impl Case {
    /// What is simulated, one in `scale` of everything.
    pub fn scenario(&self, protocol: &Protocol, drive: Drive, scale: u32) -> Scenario {
        let never_idle = drive == Drive::LanesNeverIdle;
        let sites = self.places(drive, scale.max(1));
        let people = sites.iter().map(|site| site.people).sum();
        let arrival = if never_idle { Arrival::StartGun } else { Arrival::WalkIn(WALK_IN) };
        let (cyclers, tubes, cycling) = self.lab(protocol, scale);
        let mut protocol = protocol.clone();
        protocol.lab.controls_min = (WELLS.saturating_sub(tubes), 0);
        let goal = Minutes::hours(self.ends().max(24));
        Scenario {
            name: self.name.en.into(),
            protocol,
            starts_at: self.starts_at,
            utc_offset: Minutes::hours(8),
            goal,
            half_goal: Minutes::hours(24),
            places: vec![Place {
                name_zh: self.name.zh.into(),
                name_en: self.name.en.into(),
                people,
                synthetic: false,
                prevalence: self.prevalence,
                position: None,
            }],
            vehicles: vehicles(sites.len(), self.starts_at),
            sites,
            labs: vec![Lab {
                name_zh: "全部实验室".into(),
                name_en: "All labs".into(),
                own: true,
                synthetic: true,
                accession_per_hour: f64::from(cyclers) * f64::from(tubes),
                cyclers,
                periods: vec![(self.starts_at, self.starts_at + Minutes(goal.0 * 2))],
                position: None,
            }],
            routing: Routing::Fixed,
            squads: people / 1_000 + 1,
            habits: Habits { arrival, at_home: 0.0, single: 0.0, ..Habits::default() },
            work: Work { cycling, ..Work::default() },
            failures: Vec::new(),
        }
    }

    /// Cyclers, tubes on a plate and a cycler's time, at which the labs do exactly what is known
    /// of them. Cyclers are whole, and plates end in waves: were a cycler's time what makes up for
    /// the rest, waves would fall out of step from scale to scale. So plates are a little smaller,
    /// and the time stays within half a tube's share of the default.
    fn lab(&self, protocol: &Protocol, scale: u32) -> (u32, u8, Span) {
        let (positive, negative) = protocol.lab.controls_min;
        let wells = f64::from(WELLS.saturating_sub(positive).saturating_sub(negative).max(1));
        let usual = Work::default().cycling;
        let tubes_per_s = self.tubes_per_day / f64::from(scale) / (LAB_HOURS * 3_600.0);
        let at_once = tubes_per_s * usual.mean_s;
        let cyclers = (at_once / wells).ceil().max(1.0);
        let tubes = (at_once / cyclers).round().max(1.0);
        let cycling = Span { mean_s: cyclers * tubes / tubes_per_s, ..usual };
        (cyclers as u32, tubes as u8, cycling)
    }

    /// The last closing, hours after the start.
    fn ends(&self) -> i64 {
        self.parts.iter().flat_map(|part| part.hours).map(|(_, to)| *to).max().unwrap_or(0)
    }

    /// Sites of all parts, with people as they have lanes.
    fn places(&self, drive: Drive, scale: u32) -> Vec<Site> {
        let lanes = self.lanes[usize::from(drive != Drive::HalfRest)];
        let part_of = |whole: u32, part: &Part| {
            ((f64::from(whole / scale) * part.share).round() as u64).max(1)
        };
        let mut all = Vec::new();
        for part in self.parts {
            let sites = part_of(self.sites.min(lanes), part) as usize;
            let lanes = shares(part_of(lanes, part).max(sites as u64), &vec![1; sites]);
            let people = shares(part_of(self.people, part), &lanes);
            for (lanes, people) in lanes.into_iter().zip(people) {
                all.push(Site {
                    name_zh: format!("第{}采样点", all.len() + 1),
                    name_en: format!("Site {}", all.len() + 1),
                    place: 0,
                    people: people as u32,
                    capacity: part.capacity,
                    periods: self.periods(part, drive, lanes as u16),
                    mobile_teams: 0,
                    position: None,
                });
            }
        }
        all
    }

    fn periods(&self, part: &Part, drive: Drive, lanes: u16) -> Vec<Period> {
        let always = [(0, self.ends())];
        let hours = if drive == Drive::LanesNeverIdle { &always } else { part.hours };
        let at = |hours: i64| self.starts_at + Minutes::hours(hours);
        let period = |(from, to): &(i64, i64)| Period {
            from_at: at(*from),
            to_at: at(*to),
            lanes,
            single_lanes: 0,
        };
        hours.iter().map(period).collect()
    }
}

/// Enough room in every vehicle; a tour of all takes less than two hours.
fn vehicles(sites: usize, starts_at: At) -> Vec<Vehicle> {
    let vehicle = |number: usize| {
        let first = number * SITES_PER_VEHICLE;
        let stops = (first..sites.min(first + SITES_PER_VEHICLE))
            .map(|site| Stop { site, drive_minutes: DRIVE_MINUTES });
        // Not all at once: spread over the first two hours.
        let later = (number as i64 * 17) % 120;
        Vehicle {
            lab: 0,
            stops: stops.collect(),
            back_minutes: BACK_MINUTES,
            boxes_max: 1_000,
            begins_at: vec![At(starts_at.0 + later * MINUTE_MS)],
            every: Minutes::hours(2),
        }
    };
    (0..sites.div_ceil(SITES_PER_VEHICLE)).map(vehicle).collect()
}
