//! A staffed city as a problem of allocation: tubes expected by site and hour, what each lab can
//! begin in an hour. Arithmetic of means, as in the bounds: nothing scatters.

use tenfold_domain::term::Class;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::{Half, LabSlots, Problem};
use crate::arrival::hourly;
use crate::bounds::tubes_per_plate;
use crate::pace::night_share;
use crate::scenario::{Failure, Lab, Scenario, Site};
use crate::staffing::{City, LabKind};

/// A slot.
const HOUR: Minutes = Minutes(60);
/// A shortage is shared out in quarters of what a site seals in an hour. A judgement: nobody is
/// asked to stop before others have slowed.
const PARTS: u32 = 4;
/// More pairs of sites and labs than this are taken place by place.
const PAIRS_MAX: usize = 2_000;

/// Who sends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sender {
    /// A site, by index.
    Site(usize),
    /// All sites of a place, by index.
    Place(usize),
}

/// The problem, and what its indexes stand for.
#[derive(Clone, PartialEq, Debug)]
pub struct Expected {
    /// Slots are hours from the scenario's start.
    pub problem: Problem,
    /// Who stands at each index of its sites.
    pub senders: Vec<Sender>,
    /// Index in the city of each lab: those in use.
    pub labs: Vec<usize>,
    /// Persons in a tube on average, by index of its sites.
    pub persons: Vec<f64>,
}

impl Expected {
    /// Of a city and what is simulated of it ([`City::scenario`]), when a lane swabs so many
    /// persons an hour by day ([`crate::bounds::Bounds::persons_per_lane_hour`]). Slots end early
    /// enough before the goal for a lab's work; what is sealed when it is too late is a shortage.
    pub fn of(city: &City, scenario: &Scenario, persons_per_lane_hour: f64) -> Expected {
        let hours = (scenario.goal.0 / HOUR.0).max(0) as usize;
        let rules = &scenario.protocol;
        let in_use = |lab: &usize| {
            let lab = &scenario.labs[*lab];
            lab.cyclers > 0 && lab.accession_per_hour > 0.0 && !lab.periods.is_empty()
        };
        let labs: Vec<usize> = (0..scenario.labs.len()).filter(in_use).collect();
        let work = &scenario.work;
        let lab_s = work.extraction.mean_s + work.cycling.mean_s + work.review.mean_s;
        let lab_minutes = (lab_s / 60.0).ceil() as i64;
        let slots_until = |goal: Minutes| ((goal.0 - lab_minutes).max(0) / HOUR.0) as usize;
        let drive_max = rules.transport.room_limit.0 - rules.transport.collection_interval.0;
        let wait_max = Minutes((rules.class(Class::Resident).lab_limit.0 - lab_minutes).max(0));
        let tubes = |site: &Site| tubes(scenario, site, (persons_per_lane_hour, hours));
        let tubes: Vec<Vec<u32>> = scenario.sites.iter().map(tubes).collect();
        let all: u64 = tubes.iter().flatten().map(|tubes| u64::from(*tubes)).sum();
        let drive = |site: usize, lab: usize| -> Option<u32> {
            let minutes = city.from_lab(lab, site).and(city.to_lab(site, lab))?;
            Some(minutes.ceil().clamp(0.0, f64::from(u32::MAX)) as u32)
        };
        let until = slots_until(scenario.goal);
        let lab_slots = |lab: &usize| LabSlots {
            own: scenario.labs[*lab].own,
            capacity: capacity(city, scenario, *lab, (hours, until)),
            // Longer than any way to an own lab can be: those come first (R10).
            charge: match city.labs[*lab].kind {
                LabKind::Bought => Minutes(drive_max.max(0) + wait_max.0),
                LabKind::Own | LabKind::Cabin => Minutes(0),
            },
        };
        let sites = 0..scenario.sites.len();
        let problem = Problem {
            slot: HOUR,
            slots: hours,
            // A courier calls once in an interval (R78): a tube waits for half of it.
            pickup: Minutes(rules.transport.collection_interval.0 / 2),
            drive_max: Minutes(drive_max),
            wait_max,
            tubes,
            drives: sites.map(|site| labs.iter().map(|lab| drive(site, *lab)).collect()).collect(),
            labs: labs.iter().map(lab_slots).collect(),
            half: Some(Half { tubes: all.div_ceil(2), slots: slots_until(scenario.half_goal) }),
            parts: PARTS,
        };
        let persons = scenario.sites.iter().map(|site| 1.0 / tubes_per_person(scenario, site));
        Expected {
            problem,
            senders: (0..scenario.sites.len()).map(Sender::Site).collect(),
            persons: persons.collect(),
            labs,
        }
    }

    /// Place by place where there are many sites: those of a place are taken for one at their
    /// middle, by tubes.
    #[must_use]
    pub fn by_place_where_large(self, scenario: &Scenario) -> Expected {
        if self.senders.len() * self.labs.len() <= PAIRS_MAX {
            return self;
        }
        let places = scenario.places.len();
        let sites_of = |place: usize| {
            (0..scenario.sites.len()).filter(move |site| scenario.sites[*site].place == place)
        };
        let of_site = |site: usize| -> u64 {
            self.problem.tubes[site].iter().map(|tubes| u64::from(*tubes)).sum()
        };
        let tubes = |place: usize| -> Vec<u32> {
            let of_slot = |slot: usize| -> u32 {
                sites_of(place).map(|site| self.problem.tubes[site][slot]).sum()
            };
            (0..self.problem.slots).map(of_slot).collect()
        };
        let drive = |place: usize, lab: usize| -> Option<u32> {
            let drive = |site: usize| Some((of_site(site), self.problem.drives[site][lab]?));
            let (mut all, mut minutes) = (0u64, 0u64);
            for (tubes, drive) in sites_of(place).filter_map(drive) {
                all += tubes.max(1);
                minutes += tubes.max(1) * u64::from(drive);
            }
            (all > 0).then(|| (minutes / all) as u32)
        };
        let persons = |place: usize| {
            let tubes: u64 = sites_of(place).map(of_site).sum();
            let persons = |site: usize| self.persons[site] * of_site(site) as f64;
            sites_of(place).map(persons).sum::<f64>() / tubes.max(1) as f64
        };
        let drives = |place: usize| (0..self.labs.len()).map(|lab| drive(place, lab)).collect();
        Expected {
            senders: (0..places).map(Sender::Place).collect(),
            persons: (0..places).map(persons).collect(),
            problem: Problem {
                tubes: (0..places).map(tubes).collect(),
                drives: (0..places).map(drives).collect(),
                ..self.problem.clone()
            },
            labs: self.labs,
        }
    }
}

/// Tubes for each person: singles, and full tubes.
fn tubes_per_person(scenario: &Scenario, site: &Site) -> f64 {
    let single = scenario.habits.single;
    single + (1.0 - single) / f64::from(site.capacity.max(1))
}

/// Tubes sealed at a site in each hour: who comes queues for the lanes, and who is in line at
/// closing is still swabbed; visits at home are spread over the open hours.
fn tubes(scenario: &Scenario, site: &Site, (rate, hours): (f64, usize)) -> Vec<u32> {
    let open = |hour: usize| -> Vec<(f64, f64)> {
        let span = slot(scenario, hour);
        let worked = |period: &crate::scenario::Period| {
            let share = overlap(span, (period.from_at, period.to_at));
            let night = night_share(scenario.utc_offset, span.0, span.1);
            let speed = 1.0 - night + night * scenario.work.night_speed;
            (share * speed, f64::from(period.lanes) + f64::from(period.single_lanes))
        };
        site.periods.iter().map(worked).filter(|(share, _)| *share > 0.0).collect()
    };
    let open_hours: f64 = (0..hours).flat_map(open).map(|(share, _)| share).sum();
    let at_home = f64::from(site.people) * scenario.habits.at_home / open_hours.max(1.0);
    let (mut queue, mut lanes_before) = (0.0, 0.0);
    let mut exact = Vec::with_capacity(hours);
    for (hour, come) in hourly(scenario, site, hours).into_iter().enumerate() {
        let periods = open(hour);
        let lane_hours: f64 = periods.iter().map(|(share, lanes)| share * lanes).sum();
        let shares: f64 = periods.iter().map(|(share, _)| share).sum();
        // After closing the lanes go on as long as somebody stands in line.
        let most = if periods.is_empty() { lanes_before } else { lane_hours } * rate;
        lanes_before = periods.last().map_or(lanes_before, |(_, lanes)| *lanes);
        queue += come;
        let swabbed = f64::min(queue, most);
        queue -= swabbed;
        exact.push((swabbed + at_home * shares) * tubes_per_person(scenario, site));
    }
    whole(exact)
}

/// Tubes a lab can begin in each hour: its benches or its cyclers, whichever are fewer, in its
/// hours but for those in which it is down; nothing from hour `until` on.
fn capacity(
    city: &City,
    scenario: &Scenario,
    lab: usize,
    (hours, until): (usize, usize),
) -> Vec<u32> {
    let (work, given): (_, &Lab) = (&scenario.work, &scenario.labs[lab]);
    let runs = f64::from(given.cyclers) * 3_600.0 / work.cycling.mean_s.max(1.0);
    let read = runs * tubes_per_plate(city) * (1.0 - work.failed_run) / (1.0 + work.grey);
    let an_hour = given.accession_per_hour.min(read).max(0.0);
    let down = |span: (At, At)| -> f64 {
        let of_failure = |failure: &Failure| match failure {
            Failure::LabDown { lab: at, from_at, to_at } if *at == lab => {
                overlap(span, (*from_at, *to_at))
            }
            _ => 0.0,
        };
        scenario.failures.iter().map(of_failure).sum()
    };
    let of_hour = |hour: usize| {
        let span = slot(scenario, hour);
        let open: f64 = given.periods.iter().map(|period| overlap(span, *period)).sum();
        let counts = if hour < until { 1.0 } else { 0.0 };
        an_hour * (open - down(span)).clamp(0.0, 1.0) * counts
    };
    whole((0..hours).map(of_hour).collect())
}

/// An hour after the start.
fn slot(scenario: &Scenario, hour: usize) -> (At, At) {
    let from = scenario.starts_at + Minutes(hour as i64 * HOUR.0);
    (from, from + HOUR)
}

/// The share of a span that lies in another.
fn overlap(span: (At, At), other: (At, At)) -> f64 {
    let inside = span.1.0.min(other.1.0) - span.0.0.max(other.0.0);
    inside.max(0) as f64 / (HOUR.0 * MINUTE_MS) as f64
}

/// Whole numbers whose sums are never more than the exact ones', and less by a unit at most.
fn whole(exact: Vec<f64>) -> Vec<u32> {
    let (mut sum, mut given) = (0.0, 0u64);
    let next = |exact: f64| {
        sum += exact;
        // A hair of a float must not cost a unit.
        let until = (sum + 1e-6).floor().max(0.0) as u64;
        let units = until.saturating_sub(given);
        given += units;
        units.min(u64::from(u32::MAX)) as u32
    };
    exact.into_iter().map(next).collect()
}
