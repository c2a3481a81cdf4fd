//! A city, and who and what it puts to work: everything a planner may choose is in [`Staffing`],
//! everything else in [`City`]. [`City::scenario`] makes of both what is simulated.
//!
//! ```text
//!  City (places, candidate sites, labs, roads, at hand) ─┐
//!                                                        ├─► layout ─► Scenario
//!  Staffing (lanes, cyclers, vehicles, squads, teams) ───┘    labs of sites, tours
//! ```

mod costs;

use tenfold_domain::protocol::Protocol;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use crate::scenario::{Failure, Habits, Place, Work};
use crate::travel::{End, Position, Roads};

pub use costs::{CabinNeeds, Costs};

/// A city before anybody was put to work. Indexes count from 0 in the order of the lists.
#[derive(Clone, PartialEq, Debug)]
pub struct City {
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
    /// Half of the people have one from the city's own labs within this (R03, R04: 24 h).
    pub half_goal: Minutes,
    /// Townships, streets or counties.
    pub places: Vec<Place>,
    /// Opening hours of every site, in order, not overlapping: one or more a day. The number of
    /// lanes may change from one to the next (R113).
    pub periods: Vec<(At, At)>,
    /// Where swabs can be taken.
    pub sites: Vec<Candidate>,
    /// Labs that are there, that can be bought or that can be set up.
    pub labs: Vec<CandidateLab>,
    /// Between all of them.
    pub roads: Roads,
    /// How people come.
    pub habits: Habits,
    /// How long work takes.
    pub work: Work,
    /// What goes wrong.
    pub failures: Vec<Failure>,
    /// Boxes go where the live system's rule sends them, not to the lab fixed for their site.
    pub routed: bool,
    /// Vehicles that are lost; apart, because which vehicle that is depends on the staffing.
    pub losses: Vec<Loss>,
    /// People at hand, by place.
    pub at_hand: Vec<AtHand>,
    /// People at hand who can be sent anywhere.
    pub reserve: AtHand,
    /// Squads for recollections at hand; `None` when not given.
    pub squads: Option<u32>,
    /// What things cost.
    pub costs: Costs,
    /// What a cabin lab's place must offer, for the request.
    pub cabin_needs: CabinNeeds,
}

/// A place where swabs can be taken.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Index of its place.
    pub place: usize,
    /// People who belong to it.
    pub people: u32,
    /// Persons in a tube of its pooled lanes.
    pub capacity: u8,
    /// Most lanes it has room for, pooled and single together.
    pub lanes_max: u16,
    /// Index of its lab, where that is fixed beforehand.
    pub lab: Option<usize>,
    /// Where it is.
    pub end: End,
}

/// Whose a lab is, and so what must be asked for to use it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LabKind {
    /// Standing and the city's.
    Own,
    /// A third party's, for money (R05).
    Bought,
    /// In cabins that are brought and set up (R125-R130).
    Cabin,
}

/// A lab that can be put to work.
#[derive(Clone, PartialEq, Debug)]
pub struct CandidateLab {
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Whose it is.
    pub kind: LabKind,
    /// Counts for the half of the first day (R04).
    pub own: bool,
    /// Its figures are invented.
    pub synthetic: bool,
    /// Thermocyclers at hand; for cabins and bought labs 0.
    pub cyclers: u32,
    /// Most thermocyclers it can have.
    pub cyclers_max: u32,
    /// Thermocyclers come in this many at once: a cabin's, else 1.
    pub cyclers_step: u32,
    /// Tubes its benches unpack and number in an hour, for each thermocycler.
    pub accession_per_cycler_hour: f64,
    /// Hours, in order.
    pub periods: Vec<(At, At)>,
    /// Vehicles at hand; `None` when not given.
    pub vehicles: Option<u32>,
    /// Boxes one of its vehicles can hold.
    pub boxes_max: u32,
    /// Where it is.
    pub end: End,
}

/// People at hand; `None` when nobody said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AtHand {
    /// Take swabs.
    pub collectors: Option<u32>,
    /// Register people.
    pub registrars: Option<u32>,
    /// Help people in the line (R73).
    pub organisers: Option<u32>,
    /// Lead people to lanes and out (R75).
    pub order_keepers: Option<u32>,
    /// Teams of three for visits at home (R114).
    pub mobile_teams: Option<u32>,
}

/// A vehicle that is lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Loss {
    /// Index of its lab.
    pub lab: usize,
    /// Which of the lab's vehicles, from 0.
    pub number: usize,
    /// From then on.
    pub at: At,
}

/// Who and what is put to work. A list that is too short counts as 0 beyond its end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Staffing {
    /// Pooled lanes, by site and period.
    pub lanes: Vec<Vec<u16>>,
    /// Single lanes, by site and period.
    pub single_lanes: Vec<Vec<u16>>,
    /// Mobile teams, by site.
    pub mobile_teams: Vec<u16>,
    /// By lab.
    pub labs: Vec<LabStaffing>,
    /// Squads for the city.
    pub squads: u32,
    /// A tube that does not fill is sealed this long after its first swab; as the city's work
    /// says where nothing is given.
    pub seal_after: Option<Minutes>,
    /// The last day ends so much earlier than the city's hours: what is swabbed last has no time
    /// for a run that fails.
    pub ends_early: Minutes,
}

/// What a lab is given. A lab without cyclers is not used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LabStaffing {
    /// Thermocyclers.
    pub cyclers: u32,
    /// Vehicles.
    pub vehicles: u32,
}

impl City {
    /// Residents of all places.
    pub fn people(&self) -> u64 {
        self.places.iter().map(|place| u64::from(place.people)).sum()
    }

    /// Hours all sites are open in the round.
    pub fn open_hours(&self) -> f64 {
        self.periods.iter().map(|(from, to)| hours(*from, *to)).sum()
    }

    /// Minutes from a site to a lab; `None` where there is no route.
    pub fn to_lab(&self, site: usize, lab: usize) -> Option<f64> {
        self.roads.minutes(&self.sites[site].end, &self.labs[lab].end)
    }

    /// Minutes from a lab to a site; `None` where there is no route.
    pub fn from_lab(&self, lab: usize, site: usize) -> Option<f64> {
        self.roads.minutes(&self.labs[lab].end, &self.sites[site].end)
    }

    /// Everything the city has room for: every lane, the most cyclers of every lab, a vehicle
    /// for each site. What this cannot do, no staffing can.
    pub fn most(&self) -> Staffing {
        let periods = self.periods.len();
        let single = |site: &Candidate| u16::from(self.habits.single > 0.0 && site.lanes_max > 1);
        let pooled = |site: &Candidate| site.lanes_max - single(site);
        Staffing {
            lanes: self.sites.iter().map(|site| vec![pooled(site); periods]).collect(),
            single_lanes: self.sites.iter().map(|site| vec![single(site); periods]).collect(),
            mobile_teams: self.sites.iter().map(|site| site.lanes_max).collect(),
            labs: self
                .labs
                .iter()
                .map(|lab| LabStaffing {
                    cyclers: lab.cyclers_max,
                    vehicles: self.sites.len() as u32,
                })
                .collect(),
            squads: (self.people() / 1_000) as u32 + 1,
            seal_after: None,
            ends_early: Minutes(0),
        }
    }

    /// What a staffed lane costs in an hour, in yuan.
    pub fn lane_hour_cost(&self) -> f64 {
        let (costs, rules) = (&self.costs, &self.protocol.staffing);
        let shift_hours = rules.shift.0.max(1) as f64 / 60.0;
        let crew =
            f64::from(rules.collectors_per_lane) * costs.collector_shift + 3.0 * costs.helper_shift;
        costs.lane_hour + crew / shift_hours
    }

    /// What a staffing costs in yuan. Tubes are counted full; nobody is paid for resting.
    pub fn cost(&self, staffing: &Staffing) -> f64 {
        let (costs, lane_hour) = (&self.costs, self.lane_hour_cost());
        let open = |lanes: &[Vec<u16>]| -> f64 {
            let of_site = |site: &Vec<u16>| {
                let pair = self.periods.iter().zip(site);
                pair.map(|((from, to), lanes)| hours(*from, *to) * f64::from(*lanes)).sum::<f64>()
            };
            lanes.iter().map(of_site).sum()
        };
        let lane_hours = open(&staffing.lanes) + open(&staffing.single_lanes);
        let teams: f64 = staffing.mobile_teams.iter().map(|teams| f64::from(*teams)).sum();
        let vehicles: f64 = staffing.labs.iter().map(|lab| f64::from(lab.vehicles)).sum();
        let day_hours = self.goal.0 as f64 / 60.0;
        let mut sum = lane_hours * lane_hour
            + (teams * costs.team_hour + vehicles * costs.vehicle_hour) * self.open_hours()
            + f64::from(staffing.squads) * costs.squad_hour * day_hours;
        let lab_of = self.labs_of_sites(staffing);
        for (site, lab) in self.sites.iter().zip(lab_of) {
            let Some(lab) = lab else { continue };
            let tubes = f64::from(site.people) / f64::from(site.capacity.max(1));
            let bought = self.labs[lab].kind == LabKind::Bought;
            sum += tubes * if bought { costs.bought_tube } else { costs.own_tube };
        }
        let cabins = self.labs.iter().zip(&staffing.labs).map(|(lab, given)| match lab.kind {
            LabKind::Cabin => given.cyclers.div_ceil(lab.cyclers_step.max(1)),
            _ => 0,
        });
        sum + f64::from(cabins.sum::<u32>()) * costs.cabin
    }
}

fn hours(from: At, to: At) -> f64 {
    (to.0 - from.0) as f64 / (60 * MINUTE_MS) as f64
}

/// The direction from one place to another in radians, for sweeping around a lab.
pub(crate) fn angle(from: Option<Position>, to: Option<Position>) -> Option<f64> {
    let ((a, b), (c, d)) = (from?, to?);
    Some((d - b).atan2((c - a) * b.to_radians().cos()))
}
