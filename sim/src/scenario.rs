//! What is simulated: a city, how its people come, what its sites, vehicles, labs and squads can
//! do, and what goes wrong on the way. Plain data; limits come from the [`Protocol`].
//!
//! Instants are [`At`], in milliseconds; spans of work are in seconds or minutes as the name
//! says. Indexes (`place`, `lab`, …) count from 0 in the order of the lists here.

use tenfold_domain::protocol::Protocol;
use tenfold_domain::time::{At, Minutes};

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

/// How people come to their site.
#[derive(Clone, PartialEq, Debug)]
pub struct Habits {
    /// The law of arrival.
    pub arrival: Arrival,
    /// Share who never come in this round, 0 to 1.
    pub no_show: f64,
    /// Share who come in the last period only, 0 to 1: the stragglers.
    pub straggler: f64,
    /// Share who are visited at home by a mobile team, 0 to 1.
    pub at_home: f64,
    /// Share who go to a single lane: batches 1 and 2 and people with fever, 0 to 1.
    pub single: f64,
    /// Share without a card that can be read, typed by hand, 0 to 1.
    pub manual: f64,
    /// Persons in a household.
    pub household: f64,
    /// Share of a positive person's household that is positive too, 0 to 1: 0 is no clustering.
    pub clustering: f64,
}

/// When people come, within the periods of their site.
#[derive(Clone, PartialEq, Debug)]
pub enum Arrival {
    /// Each at a time of their own, spread over lanes and hours: the queue stays short.
    Appointment,
    /// At will, by weight of the hour of the day (local time, 0..24).
    WalkIn([f64; 24]),
    /// Everybody of a day at its opening.
    StartGun,
}

/// How long work takes: a mean and the coefficient of variation of a lognormal law.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Span {
    /// Mean, in seconds.
    pub mean_s: f64,
    /// Standard deviation over mean; 0 is always the same.
    pub cv: f64,
}

/// How long work takes. The swab's mean comes from the protocol (R72: 40 an hour).
#[derive(Clone, PartialEq, Debug)]
pub struct Work {
    /// Temperature and code, before the queue (R174).
    pub precheck: Span,
    /// Registration with a chip that reads.
    pub register_chip: Span,
    /// Registration typed by hand.
    pub register_manual: Span,
    /// Registration on paper while the network is out.
    pub register_paper: Span,
    /// Coefficient of variation of the swab.
    pub swab_cv: f64,
    /// Fresh gloves after as many people as the protocol says (R97), in seconds.
    pub gloves_s: f64,
    /// A shift hands over to the next, in seconds (R71).
    pub shift_change_s: f64,
    /// Share of speed left between 22:00 and 06:00 local time, above 0 up to 1.
    pub night_speed: f64,
    /// A tube that does not fill is sealed this long after its first swab.
    pub seal_after: Minutes,
    /// A mobile team's way and swab, for each person.
    pub home_visit: Span,
    /// A courier's stay at a stop.
    pub stop: Span,
    /// Share by which drives scatter.
    pub drive_cv: f64,
    /// From a full plate to the cycler: extraction.
    pub extraction: Span,
    /// A plate on the cycler.
    pub cycling: Span,
    /// From the end of the run to the reviewed call (R117).
    pub review: Span,
    /// A plate that does not fill starts this long after its first tube.
    pub plate_wait: Minutes,
    /// The same for a plate of recollected tubes, which does not wait for others.
    pub urgent_wait: Minutes,
    /// Share of runs whose controls fail: all tubes again.
    pub failed_run: f64,
    /// Share of tubes that read grey or invalid: once more.
    pub grey: f64,
    /// A squad's way to one person and the swab.
    pub recollect: Span,
    /// A squad's way back to the lab.
    pub recollect_back: Span,
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

impl Default for Habits {
    fn default() -> Habits {
        Habits {
            arrival: Arrival::WalkIn(WALK_IN),
            no_show: 0.0,
            straggler: 0.03,
            at_home: 0.012,
            single: 0.01,
            manual: 0.05,
            household: 3.28,
            clustering: 0.2,
        }
    }
}

/// People at will: a morning peak, a dip at noon, an evening peak. A judgement.
pub const WALK_IN: [f64; 24] = [
    0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 1.2, 1.8, 2.0, 1.8, 1.5, 1.2, //
    0.8, 0.9, 1.1, 1.2, 1.2, 1.3, 1.5, 1.6, 1.3, 0.9, 0.5, 0.3,
];

impl Default for Work {
    /// Judgements, but for what the plans give: see the names.
    fn default() -> Work {
        let span = |mean_s, cv| Span { mean_s, cv };
        Work {
            precheck: span(6.0, 0.3),
            register_chip: span(22.0, 0.4),
            register_manual: span(70.0, 0.4),
            register_paper: span(60.0, 0.3),
            swab_cv: 0.35,
            gloves_s: 40.0,
            shift_change_s: 300.0,
            night_speed: 0.85,
            seal_after: Minutes(90),
            home_visit: span(600.0, 0.5),
            stop: span(300.0, 0.3),
            drive_cv: 0.15,
            extraction: span(3_600.0, 0.1),
            cycling: span(6_300.0, 0.05),
            review: span(1_200.0, 0.4),
            plate_wait: Minutes(30),
            urgent_wait: Minutes(10),
            failed_run: 0.01,
            grey: 0.002,
            // The people of a pool stood in one queue: they are neighbours.
            recollect: span(360.0, 0.5),
            recollect_back: span(1_500.0, 0.3),
        }
    }
}
