//! From a staffing to a scenario: people of closed sites go to open ones, every site gets its
//! lab (R106), every lab's sites are split among its vehicles.

mod ways;

use rayon::prelude::*;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use crate::scenario::{Failure, Lab, Period, Routing, Scenario, Site, Stop, Vehicle, Work};
use crate::staffing::{City, LabStaffing, Staffing, angle};
use crate::tour::{Call, Leg, Limits, fleet, tours};

/// A tour's first stop is called at this long after closing, so that what is sealed then is
/// fetched and does not wait for the next call; and no sooner after opening, for there would be
/// nothing to fetch. A judgement.
const CALL_AFTER: Minutes = Minutes(20);

/// What became of a staffing.
#[derive(Clone, PartialEq, Debug)]
pub struct Layout {
    /// What is simulated. Sites and labs have the city's indexes; a lab that is not used has no
    /// cyclers, a closed site has no people and no periods.
    pub scenario: Scenario,
    /// The lab of each site.
    pub lab_of: Vec<Option<usize>>,
    /// Sites with people whose tubes nobody fetches: no route to a lab in use, or no vehicle.
    pub unreached: Vec<usize>,
}

impl City {
    /// What is simulated when the city is staffed so; see [`City::layout`].
    pub fn scenario(&self, staffing: &Staffing) -> Scenario {
        self.layout(staffing).scenario
    }

    /// The scenario, the lab of each site and the sites that nobody reaches. Depends on the
    /// arguments alone. O(sites x labs), and tours.
    pub fn layout(&self, staffing: &Staffing) -> Layout {
        let sites = self.sites_of(staffing);
        let lab_of = self.labs_of_sites(staffing);
        let mut vehicles = Vec::new();
        let mut failures = self.failures.clone();
        let tours_of = |lab: usize| self.tours_of(lab, &sites, &lab_of, staffing);
        let of_labs: Vec<Vec<Vehicle>> =
            (0..self.labs.len()).into_par_iter().map(tours_of).collect();
        for (lab, of_lab) in of_labs.into_iter().enumerate() {
            let first = vehicles.len();
            vehicles.extend(of_lab);
            for loss in self.losses.iter().filter(|loss| loss.lab == lab) {
                let vehicle = first + loss.number;
                if vehicle < vehicles.len() {
                    failures.push(Failure::VehicleLost { vehicle, at: loss.at });
                }
            }
        }
        let mut reached = vec![false; sites.len()];
        for stop in vehicles.iter().flat_map(|vehicle: &Vehicle| &vehicle.stops) {
            reached[stop.site] = true;
        }
        let unreached =
            (0..sites.len()).filter(|site| sites[*site].people > 0 && !reached[*site]).collect();
        let scenario = Scenario {
            name: self.name.clone(),
            protocol: self.protocol.clone(),
            starts_at: self.starts_at,
            utc_offset: self.utc_offset,
            goal: self.goal,
            half_goal: self.half_goal,
            places: self.places.clone(),
            sites,
            vehicles,
            labs: self.labs_with(staffing),
            routing: if self.routed { Routing::Routed(self.ways()) } else { Routing::Fixed },
            squads: staffing.squads,
            habits: self.habits.clone(),
            work: Work {
                seal_after: staffing.seal_after.unwrap_or(self.work.seal_after),
                ..self.work.clone()
            },
            failures,
        };
        Layout { scenario, lab_of, unreached }
    }

    /// Sites with their lanes; people of closed sites are with open ones.
    fn sites_of(&self, staffing: &Staffing) -> Vec<Site> {
        let number = |lists: &[Vec<u16>], site: usize, period: usize| {
            lists.get(site).and_then(|of_site| of_site.get(period)).copied().unwrap_or(0)
        };
        let site = |(at, site): (usize, &crate::staffing::Candidate)| {
            let period = |(index, (from_at, to_at)): (usize, &(At, At))| Period {
                from_at: *from_at,
                to_at: *to_at,
                lanes: number(&staffing.lanes, at, index),
                single_lanes: number(&staffing.single_lanes, at, index),
            };
            let ends_at = self.periods.last().map(|(_, to)| *to - staffing.ends_early);
            let cut = |period: Period| {
                let to_at = ends_at.map_or(period.to_at, |ends_at| period.to_at.min(ends_at));
                Period { to_at, ..period }
            };
            let staffed = |period: &Period| period.lanes > 0 && period.from_at < period.to_at;
            Site {
                name_zh: site.name_zh.clone(),
                name_en: site.name_en.clone(),
                place: site.place,
                people: site.people,
                capacity: site.capacity,
                periods: self
                    .periods
                    .iter()
                    .enumerate()
                    .map(period)
                    .map(cut)
                    .filter(staffed)
                    .collect(),
                mobile_teams: staffing.mobile_teams.get(at).copied().unwrap_or(0),
                position: site.end.position,
            }
        };
        let mut sites: Vec<Site> = self.sites.iter().enumerate().map(site).collect();
        let closed: Vec<usize> =
            (0..sites.len()).filter(|at| sites[*at].periods.is_empty()).collect();
        if closed.len() < sites.len() {
            closed.into_iter().for_each(|at| self.send_on(at, &mut sites));
        }
        sites
    }

    /// People of a closed site go to the open sites of their place by lanes, or to the nearest
    /// open one of another; a site stays with its people when there is none at all.
    fn send_on(&self, closed: usize, sites: &mut [Site]) {
        let open = |site: &Site| !site.periods.is_empty();
        let home = sites[closed].place;
        let mut to: Vec<usize> =
            (0..sites.len()).filter(|at| sites[*at].place == home && open(&sites[*at])).collect();
        if to.is_empty() {
            let drive = |at: &usize| {
                let (from, to) = (&self.sites[closed].end, &self.sites[*at].end);
                self.roads.minutes(from, to).unwrap_or(f64::INFINITY)
            };
            let others = (0..sites.len()).filter(|at| open(&sites[*at]));
            to.extend(others.min_by(|a, b| drive(a).total_cmp(&drive(b))));
        }
        let lanes = |at: usize| sites[at].periods.iter().map(|p| u64::from(p.lanes)).sum::<u64>();
        let weights: Vec<u64> = to.iter().map(|at| lanes(*at)).collect();
        let shares = shares(u64::from(sites[closed].people), &weights);
        for (at, share) in to.into_iter().zip(shares) {
            sites[at].people += share as u32;
        }
        (sites[closed].people, sites[closed].mobile_teams) = (0, 0);
    }

    /// Labs with what they are given.
    fn labs_with(&self, staffing: &Staffing) -> Vec<Lab> {
        let given = |at: usize| staffing.labs.get(at).copied().unwrap_or_default();
        let lab = |(at, lab): (usize, &crate::staffing::CandidateLab)| Lab {
            name_zh: lab.name_zh.clone(),
            name_en: lab.name_en.clone(),
            own: lab.own,
            synthetic: lab.synthetic,
            accession_per_hour: lab.accession_per_cycler_hour * f64::from(given(at).cyclers),
            cyclers: given(at).cyclers,
            periods: lab.periods.clone(),
            position: lab.end.position,
        };
        self.labs.iter().enumerate().map(lab).collect()
    }

    /// A lab's vehicles with their stops.
    fn tours_of(
        &self,
        lab: usize,
        sites: &[Site],
        lab_of: &[Option<usize>],
        staffing: &Staffing,
    ) -> Vec<Vehicle> {
        let own = of_lab(lab, sites, lab_of);
        let given: LabStaffing = staffing.labs.get(lab).copied().unwrap_or_default();
        let calls: Vec<Call> = own.iter().map(|site| self.call(lab, &sites[*site])).collect();
        let minutes = |from: Leg, to: Leg| self.leg(lab, &own, from, to);
        let tours = tours(&calls, given.vehicles as usize, self.limits(lab), &minutes);
        let days = self.days(staffing);
        let mut vehicles = Vec::new();
        for tour in tours {
            let mut before = Leg::Lab;
            let stop = |call: usize| {
                let drive_minutes = minutes(before, Leg::Call(call));
                before = Leg::Call(call);
                Stop { site: own[call], drive_minutes }
            };
            let stops: Vec<Stop> = tour.order.iter().copied().map(stop).collect();
            let back_minutes = minutes(before, Leg::Lab);
            // Several on one tour leave one after the other, each again when all have left.
            let every = Minutes((tour.gap_minutes * tour.vehicles as f64).ceil() as i64);
            let ahead_ms =
                (stops.first().map_or(0.0, |stop| stop.drive_minutes) * MINUTE_MS as f64) as i64;
            let gap_ms = ((tour.gap_minutes * MINUTE_MS as f64) as i64).max(1);
            let leaves_at = |day: &(At, At)| {
                let at = first_call(*day, gap_ms).0 - ahead_ms;
                // Nobody leaves before the start: then it is the next of the calls.
                at + (self.starts_at.0 - at + gap_ms - 1).max(0) / gap_ms * gap_ms
            };
            for number in 0..tour.vehicles {
                let later_ms = gap_ms * number as i64;
                let begins_at = |day| At(leaves_at(day) + later_ms);
                vehicles.push(Vehicle {
                    lab,
                    stops: stops.clone(),
                    back_minutes,
                    boxes_max: self.labs[lab].boxes_max,
                    begins_at: days.iter().map(begins_at).collect(),
                    every,
                });
            }
        }
        vehicles
    }

    /// Fewest vehicles of each lab so that a box reaches it within so many minutes of being
    /// sealed; of a lab with a site too far for that, what [`crate::tour::fleet`] says.
    pub fn fleet(&self, staffing: &Staffing, age_minutes: f64) -> Vec<u32> {
        let sites = self.sites_of(staffing);
        let lab_of = self.labs_of_sites(staffing);
        let of_lab = |lab: usize| {
            let own = of_lab(lab, &sites, &lab_of);
            let calls: Vec<Call> = own.iter().map(|site| self.call(lab, &sites[*site])).collect();
            let minutes = |from: Leg, to: Leg| self.leg(lab, &own, from, to);
            fleet(&calls, age_minutes, self.limits(lab), &minutes) as u32
        };
        (0..self.labs.len()).into_par_iter().map(of_lab).collect()
    }

    fn limits(&self, lab: usize) -> Limits {
        Limits {
            interval_minutes: self.protocol.transport.collection_interval.0.max(1) as f64,
            boxes_max: f64::from(self.labs[lab].boxes_max.max(1)),
        }
    }

    /// A site as a stop: its stay and the boxes of a round, part-filled ones counted.
    fn call(&self, lab: usize, site: &Site) -> Call {
        let rules = &self.protocol.transport;
        let hours = self.open_hours().max(1.0);
        let rounds = hours * 60.0 / rules.collection_interval.0.max(1) as f64;
        let tubes = f64::from(site.people) / f64::from(site.capacity.max(1)) / rounds.max(1.0);
        Call {
            angle: angle(self.labs[lab].end.position, site.position),
            stay_minutes: self.work.stop.mean_s / 60.0,
            boxes: (tubes / f64::from(rules.tubes_per_box_max.max(1))).ceil(),
        }
    }

    /// Minutes of one leg; by way of the lab where there is no direct route. Every call has a
    /// route from and to the lab, or it would not be this lab's.
    fn leg(&self, lab: usize, own: &[usize], from: Leg, to: Leg) -> f64 {
        let out = |call: usize| self.from_lab(lab, own[call]).unwrap_or(0.0);
        let back = |call: usize| self.to_lab(own[call], lab).unwrap_or(0.0);
        match (from, to) {
            (Leg::Lab, Leg::Lab) => 0.0,
            (Leg::Lab, Leg::Call(call)) => out(call),
            (Leg::Call(call), Leg::Lab) => back(call),
            (Leg::Call(a), Leg::Call(b)) => {
                let direct = self.roads.minutes(&self.sites[own[a]].end, &self.sites[own[b]].end);
                direct.unwrap_or_else(|| back(a) + out(b))
            }
        }
    }

    /// Opening and closing of each day; periods that touch are one. The start alone where there
    /// is no period.
    fn days(&self, staffing: &Staffing) -> Vec<(At, At)> {
        let mut days: Vec<(At, At)> = Vec::new();
        for (opens, closes) in &self.periods {
            match days.last_mut() {
                Some((_, until)) if *opens <= *until => *until = (*until).max(*closes),
                _ => days.push((*opens, *closes)),
            }
        }
        if let Some((_, closes)) = days.last_mut() {
            *closes = *closes - staffing.ends_early;
        }
        if days.is_empty() {
            days.push((self.starts_at, self.starts_at));
        }
        days
    }
}

/// The first call of a day at a tour's first stop: such that another of the calls, a gap apart,
/// falls [`CALL_AFTER`] closing.
fn first_call((opens, closes): (At, At), gap_ms: i64) -> At {
    let open_ms = (closes.0 - opens.0).max(0);
    At(opens.0 + CALL_AFTER.0 * MINUTE_MS + open_ms.rem_euclid(gap_ms))
}

/// Sites with people that bring their tubes to a lab.
fn of_lab(lab: usize, sites: &[Site], lab_of: &[Option<usize>]) -> Vec<usize> {
    let own = |site: &usize| lab_of[*site] == Some(lab) && sites[*site].people > 0;
    (0..sites.len()).filter(own).collect()
}

/// Splits a count by weights so that the parts add up; evenly when all weights are 0.
pub fn shares(count: u64, weights: &[u64]) -> Vec<u64> {
    let even = weights.iter().all(|weight| *weight == 0);
    let weight = |at: usize| if even { 1 } else { weights[at] };
    let all: u64 = (0..weights.len()).map(weight).sum();
    let (mut before, mut given) = (0u64, 0u64);
    (0..weights.len())
        .map(|at| {
            before += weight(at);
            let until = (u128::from(count) * u128::from(before) / u128::from(all)) as u64;
            let share = until - given;
            given = until;
            share
        })
        .collect()
}
