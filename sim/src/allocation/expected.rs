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
    /// Persons who come, or are visited, and are not swabbed in the round: lanes are too few.
    pub unswabbed: f64,
}

impl Expected {
    /// Of a city and what is simulated of it ([`City::scenario`]), when a lane swabs so many
    /// persons an hour by day ([`crate::bounds::Bounds::persons_per_lane_hour`]). Slots go on
    /// after the goal for as long as a tube sealed before it may wait.
    pub fn of(city: &City, scenario: &Scenario, persons_per_lane_hour: f64) -> Expected {
        let rules = &scenario.protocol;
        let in_use = |lab: &usize| {
            let lab = &scenario.labs[*lab];
            lab.cyclers > 0 && lab.accession_per_hour > 0.0 && !lab.periods.is_empty()
        };
        let labs: Vec<usize> = (0..scenario.labs.len()).filter(in_use).collect();
        let work = &scenario.work;
        let lab_s = work.extraction.mean_s + work.cycling.mean_s + work.review.mean_s;
        let lab_minutes = (lab_s / 60.0).ceil() as i64;
        let drive_max = rules.transport.room_limit.0 - rules.transport.collection_interval.0;
        let wait_max = Minutes((rules.class(Class::Resident).lab_limit.0 - lab_minutes).max(0));
        // A courier calls once in an interval (R78): a tube waits for half of it.
        let pickup = Minutes(rules.transport.collection_interval.0 / 2);
        let way_max = pickup.0 + drive_max.max(0) + wait_max.0;
        let hours = ((scenario.goal.0.max(0) + way_max) / HOUR.0) as usize + 1;
        let tubes = |site: &Site| tubes(scenario, site, (persons_per_lane_hour, hours));
        let sealed: Vec<(Vec<u32>, f64)> = scenario.sites.iter().map(tubes).collect();
        let unswabbed = sealed.iter().map(|(_, persons)| persons).sum();
        let tubes = sealed.into_iter().map(|(tubes, _)| tubes).collect();
        // Half of everybody, not half of those who find a lane (R03).
        let of_all = |site: &Site| coming(scenario, site) * tubes_per_person(scenario, site);
        let half = (scenario.sites.iter().map(of_all).sum::<f64>() / 2.0 - 1e-6).ceil();
        let drive = |site: usize, lab: usize| -> Option<u32> {
            let minutes = city.from_lab(lab, site).and(city.to_lab(site, lab))?;
            Some(minutes.ceil().clamp(0.0, f64::from(u32::MAX)) as u32)
        };
        let lab_slots = |lab: &usize| LabSlots {
            own: scenario.labs[*lab].own,
            capacity: capacity(city, scenario, *lab, hours),
            // Longer than any way to an own lab can be: those come first (R10).
            charge: match city.labs[*lab].kind {
                LabKind::Bought => Minutes(drive_max.max(0) + wait_max.0),
                LabKind::Own | LabKind::Cabin => Minutes(0),
            },
        };
        // Work that begins in a slot must end by the goal.
        let half_slots = ((scenario.half_goal.0 - lab_minutes).max(0) / HOUR.0) as usize;
        let sites = 0..scenario.sites.len();
        let problem = Problem {
            slot: HOUR,
            slots: hours,
            pickup,
            drive_max: Minutes(drive_max),
            wait_max,
            tubes,
            drives: sites.map(|site| labs.iter().map(|lab| drive(site, *lab)).collect()).collect(),
            labs: labs.iter().map(lab_slots).collect(),
            half: Some(Half { tubes: half.max(0.0) as u64, slots: half_slots }),
            parts: PARTS,
        };
        let persons = scenario.sites.iter().map(|site| 1.0 / tubes_per_person(scenario, site));
        Expected {
            problem,
            senders: (0..scenario.sites.len()).map(Sender::Site).collect(),
            persons: persons.collect(),
            labs,
            unswabbed,
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
            ..self
        }
    }
}

/// Tubes for each person: singles, and full tubes.
fn tubes_per_person(scenario: &Scenario, site: &Site) -> f64 {
    let single = scenario.habits.single;
    single + (1.0 - single) / f64::from(site.capacity.max(1))
}

/// Persons who come to a site or are visited.
fn coming(scenario: &Scenario, site: &Site) -> f64 {
    f64::from(site.people) * (1.0 - scenario.habits.no_show)
}

/// Tubes sealed at a site in each hour, and persons who are not swabbed at all: who comes queues
/// for the lanes, and who is in line at closing comes back at the next opening; visits at home are
/// spread over the open hours.
fn tubes(scenario: &Scenario, site: &Site, (rate, hours): (f64, usize)) -> (Vec<u32>, f64) {
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
    let (mut queue, mut left) = (0.0, coming(scenario, site));
    let mut exact = Vec::with_capacity(hours);
    for (hour, come) in hourly(scenario, site, hours).into_iter().enumerate() {
        let periods = open(hour);
        let lane_hours: f64 = periods.iter().map(|(share, lanes)| share * lanes).sum();
        let shares: f64 = periods.iter().map(|(share, _)| share).sum();
        queue += come;
        let swabbed = f64::min(queue, lane_hours * rate);
        queue -= swabbed;
        left -= swabbed + at_home * shares;
        exact.push((swabbed + at_home * shares) * tubes_per_person(scenario, site));
    }
    // Whole persons come: by less than two there is nobody.
    (whole(exact), if left < 2.0 { 0.0 } else { left })
}

/// Tubes a lab can begin in each hour: its benches or its cyclers, whichever are fewer, in its
/// hours but for those in which it is down.
fn capacity(city: &City, scenario: &Scenario, lab: usize, hours: usize) -> Vec<u32> {
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
        an_hour * (open - down(span)).clamp(0.0, 1.0)
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
