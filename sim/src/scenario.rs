//! What is simulated: a city, how its people come, what its sites, vehicles, labs and squads can
//! do, and what goes wrong on the way. Plain data; limits come from the [`Protocol`].
//!
//! Instants are [`At`], in milliseconds; spans of work are in seconds or minutes as the name
//! says. Indexes (`place`, `lab`, …) count from 0 in the order of the lists here.

mod habits;
mod routing;
mod work;

use tenfold_domain::protocol::Protocol;
use tenfold_domain::time::{At, Minutes};

pub use habits::{Arrival, Habits, WALK_IN};
pub use routing::{Routing, Ways};
pub use work::{Span, Work};

/// A city and its plan for one round.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Shown in the report.
    pub name: String,
    /// The plan's limits.
    pub protocol: Protocol,
    /// First moment of the round.
    pub starts_at: At,
    /// How far local clocks are ahead of UTC.
    pub utc_offset: Minutes,
    /// Everybody has an outcome within this (R06: 48 h).
    pub goal: Minutes,
    /// Half of the people have an outcome from the city's own labs within this (R03, R04: 24 h).
    pub half_goal: Minutes,
    /// Townships, streets or counties.
    pub places: Vec<Place>,
    /// Where swabs are taken.
    pub sites: Vec<Site>,
    /// Who fetches boxes.
    pub vehicles: Vec<Vehicle>,
    /// Where tubes are tested.
    pub labs: Vec<Lab>,
    /// Which lab a box goes to.
    pub routing: Routing,
    /// Squads for recollections, for the whole city (R160: three people and a vehicle each).
    pub squads: u32,
    /// How people come.
    pub habits: Habits,
    /// How long work takes.
    pub work: Work,
    /// What goes wrong.
    pub failures: Vec<Failure>,
}

impl Scenario {
    /// For each site whether everything up to the sealed tube is the same: then so is every tube
    /// of it, under one seed. None is where what they share differs.
    pub fn same_sites(&self, other: &Scenario) -> Vec<bool> {
        let at_sites = |failure: &&Failure| {
            matches!(failure, Failure::NetworkOut { .. } | Failure::Rain { .. })
        };
        let failures = |scenario: &Scenario| -> Vec<Failure> {
            scenario.failures.iter().filter(at_sites).copied().collect()
        };
        let shared = self.work == other.work
            && self.habits == other.habits
            && self.places == other.places
            && self.protocol == other.protocol
            && (self.starts_at, self.utc_offset, self.goal)
                == (other.starts_at, other.utc_offset, other.goal)
            && failures(self) == failures(other);
        let same = |(at, site): (usize, &Site)| shared && other.sites.get(at) == Some(site);
        self.sites.iter().enumerate().map(same).collect()
    }
}

/// A township, street or county: where people live.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Residents.
    pub people: u32,
    /// The figure is invented.
    pub synthetic: bool,
    /// Share of people who are positive, 0 to 1.
    pub prevalence: f64,
    /// Longitude and latitude in degrees.
    pub position: Option<(f64, f64)>,
}

/// A place where swabs are taken.
#[derive(Clone, PartialEq, Debug)]
pub struct Site {
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Index of its place.
    pub place: usize,
    /// People who belong to it.
    pub people: u32,
    /// Persons in a tube of its pooled lanes, from the protocol by class and area.
    pub capacity: u8,
    /// Hours and lanes; in order of time, not overlapping.
    pub periods: Vec<Period>,
    /// Teams of three that visit people at home, out of this site.
    pub mobile_teams: u16,
    /// Longitude and latitude in degrees.
    pub position: Option<(f64, f64)>,
}

/// Hours of a site, and how many lanes are staffed in them. Lanes that are added or closed late
/// (R113) begin a period of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// Opens.
    pub from_at: At,
    /// The last registration begins before this; who is in line then is still swabbed.
    pub to_at: At,
    /// Lanes for pooled tubes.
    pub lanes: u16,
    /// Lanes for single tubes: batches 1 and 2 and people with fever (R47-R49, R176).
    pub single_lanes: u16,
}

/// A courier's vehicle: leaves its lab, collects at its stops, comes back, every round (R78).
#[derive(Clone, PartialEq, Debug)]
pub struct Vehicle {
    /// Index of the lab it brings boxes to.
    pub lab: usize,
    /// In order of driving.
    pub stops: Vec<Stop>,
    /// From the last stop to the lab.
    pub back_minutes: f64,
    /// Boxes it can hold.
    pub boxes_max: u32,
    /// First departure of each day's timetable, in order; not empty.
    pub begins_at: Vec<At>,
    /// From one departure of its timetable to the next; it leaves as soon as it is back where that
    /// is later. Several on one tour keep apart by it. At least a minute.
    pub every: Minutes,
}

/// A site on a tour.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stop {
    /// Index of the site.
    pub site: usize,
    /// From the stop before it, or from the lab.
    pub drive_minutes: f64,
}

/// A laboratory.
#[derive(Clone, PartialEq, Debug)]
pub struct Lab {
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// The city's own (R04).
    pub own: bool,
    /// The figures are invented.
    pub synthetic: bool,
    /// Tubes its benches can unpack and number in an hour.
    pub accession_per_hour: f64,
    /// Thermocyclers, each taking one plate at a time.
    pub cyclers: u32,
    /// Hours; outside them no bench and no cycler begins anything but recollected tubes and
    /// those to be tested again, for which somebody is on duty.
    pub periods: Vec<(At, At)>,
    /// Longitude and latitude in degrees.
    pub position: Option<(f64, f64)>,
}

/// Something that goes wrong.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Failure {
    /// A lab begins nothing for a while.
    LabDown {
        /// Index of the lab.
        lab: usize,
        /// Begins.
        from_at: At,
        /// Ends.
        to_at: At,
    },
    /// Registration on paper; outcomes wait for the entry.
    NetworkOut {
        /// Index of the site; all of them where none is named.
        site: Option<usize>,
        /// Begins.
        from_at: At,
        /// Ends.
        to_at: At,
    },
    /// A vehicle is gone; its stops go to the next vehicle of its lab.
    VehicleLost {
        /// Index of the vehicle.
        vehicle: usize,
        /// From then on.
        at: At,
    },
    /// Everybody at the sites works, and everybody drives, at a share of their speed.
    Rain {
        /// Begins.
        from_at: At,
        /// Ends.
        to_at: At,
        /// Share of speed left, above 0 up to 1.
        speed: f64,
    },
}
