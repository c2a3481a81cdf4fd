//! What arithmetic says before anything is simulated: how much of everything a city needs at
//! least, if nobody ever waited and nothing ever scattered. No staffing below these bounds keeps
//! the goals; the plan that is found stands beside them, so that a planner sees how near it is.

mod hours;
mod never;

use tenfold_domain::time::At;

use crate::pool::pool_positive;
use crate::special::{normal_share, root};
use crate::staffing::City;
use hours::Hours;

pub use never::Never;

/// Share of days on which no site of a city has more than arithmetic gave it room for.
const NO_SITE_WORSE: f64 = 0.99;

/// Wells of a plate that hold controls are not for tubes.
const WELLS: f64 = 96.0;

/// The least of everything.
#[derive(Clone, PartialEq, Debug)]
pub struct Bounds {
    /// People who come, stay-at-homes not among them.
    pub people: f64,
    /// People who are visited.
    pub at_home: f64,
    /// Persons an hour that one lane can swab by day, breaks and gloves taken off.
    pub persons_per_lane_hour: f64,
    /// From the swab to the outcome if nothing waits for anything but the courier, minutes: the
    /// half of what is swabbed by the half goal less this counts (PLANNING 4.1).
    pub pipeline_minutes: f64,
    /// The shortest of it, minutes: nothing is faster.
    pub pipeline_minutes_min: f64,
    /// Hours of lanes over the round.
    pub lane_hours: f64,
    /// Lanes at once on the first day, so that half have their outcome in time.
    pub lanes_first: f64,
    /// Lanes at once on the days after it.
    pub lanes_later: f64,
    /// Open hours in which a swab can still be read by the half goal; the night's at their speed.
    pub hours_to_half: f64,
    /// Open hours of the periods in which a swab can still be read by the half goal, and of the
    /// later ones; the night's at their speed.
    pub hours_first: f64,
    /// See [`Bounds::hours_first`].
    pub hours_later: f64,
    /// Tubes, full.
    pub tubes: f64,
    /// Thermocyclers of the city's own labs, so that half of the tubes are read in time.
    pub cyclers_own: f64,
    /// Thermocyclers of all labs together.
    pub cyclers: f64,
    /// Vehicles, so that every site is visited once in a collection interval.
    pub vehicles: f64,
    /// Positive pools expected.
    pub pools: f64,
    /// Squads.
    pub squads: f64,
    /// Mobile teams.
    pub mobile_teams: f64,
    /// Standard deviations over its mean that no site's load exceeds in [`NO_SITE_WORSE`] of all
    /// days, by the normal law.
    pub deviations: f64,
    /// What no staffing can mend.
    pub never: Vec<Never>,
}

impl Bounds {
    /// Of a city.
    pub fn of(city: &City) -> Bounds {
        let habits = &city.habits;
        let residents = city.people() as f64;
        let at_home = residents * habits.at_home;
        let people = residents * (1.0 - habits.no_show - habits.at_home);
        let lane_rate = lane_rate(city);
        let pipeline_minutes_min = pipeline_min(city);
        let pipeline_minutes =
            pipeline_minutes_min + city.protocol.transport.collection_interval.0 as f64 / 2.0;
        let hours = Hours::of(city, pipeline_minutes_min);
        let lanes_first = per(people / 2.0, lane_rate * hours.to_half);
        let day_one = (lanes_first * lane_rate * hours.first).min(people);
        let lanes_later = per(people - day_one, lane_rate * hours.later);
        let tubes = tubes(city);
        let mut bounds = Bounds {
            people,
            at_home,
            persons_per_lane_hour: lane_rate,
            pipeline_minutes,
            pipeline_minutes_min,
            lane_hours: people / lane_rate,
            lanes_first,
            lanes_later: if people > day_one { lanes_later } else { 0.0 },
            hours_to_half: hours.to_half,
            hours_first: hours.first,
            hours_later: hours.later,
            tubes,
            cyclers_own: cyclers(city, tubes / 2.0, city.half_goal.0 as f64, |lab| lab.own),
            cyclers: cyclers(city, tubes, city.goal.0 as f64, |_| true),
            vehicles: vehicles(city),
            pools: pools(city),
            squads: 0.0,
            mobile_teams: per(at_home * city.work.home_visit.mean_s / 3600.0, hours.all),
            deviations: deviations(city.sites.len()),
            never: Vec::new(),
        };
        bounds.squads = squads(city, bounds.pools);
        bounds.never = never::never(city, &bounds, &hours);
        bounds
    }
}

/// Of thousands of sites one always has a bad day: what each must bear so that none has.
fn deviations(sites: usize) -> f64 {
    let left = (1.0 - NO_SITE_WORSE) / sites.max(1) as f64;
    root(0.0, 10.0, |deviations| normal_share(deviations) - (1.0 - left))
}

/// A quotient that is 0 for nothing and infinite for something over nothing.
fn per(amount: f64, by: f64) -> f64 {
    if amount <= 0.0 {
        0.0
    } else if by > 0.0 {
        amount / by
    } else {
        f64::INFINITY
    }
}

/// Persons an hour at one lane: the collectors' rate, gloves and handing over taken off, or the
/// registrar's where that is less.
fn lane_rate(city: &City) -> f64 {
    let (rules, work) = (&city.protocol.staffing, &city.work);
    let swab_s = 3600.0 / f64::from(rules.persons_per_hour.max(1));
    let to_a_pair = f64::from(city.protocol.transport.glove_disinfections_max.max(1));
    let each_s = swab_s + work.gloves_s / to_a_pair;
    let shift_s = rules.shift.0.max(1) as f64 * 60.0;
    let on_duty = (1.0 - work.shift_change_s / shift_s).max(0.0);
    let collectors = f64::from(rules.collectors_per_lane.max(1)) * 3600.0 / each_s * on_duty;
    let manual = city.habits.manual;
    let register_s =
        work.register_chip.mean_s * (1.0 - manual) + work.register_manual.mean_s * manual;
    collectors.min(3600.0 / register_s.max(1.0))
}

/// Tubes if all but the single ones were full.
fn tubes(city: &City) -> f64 {
    let coming = 1.0 - city.habits.no_show;
    let of_site = |site: &crate::staffing::Candidate| {
        let people = f64::from(site.people) * coming;
        let capacity = f64::from(site.capacity.max(1));
        people * city.habits.single + people * (1.0 - city.habits.single) / capacity
    };
    city.sites.iter().map(of_site).sum()
}

/// From a swab to its outcome when nothing waits, minutes.
fn pipeline_min(city: &City) -> f64 {
    let work = &city.work;
    let swab_s = 3600.0 / f64::from(city.protocol.staffing.persons_per_hour.max(1));
    let drives = (0..city.sites.len()).map(|site| nearest(city, site));
    let drive = drives.flatten().min_by(f64::total_cmp).unwrap_or(0.0);
    let lab_s = work.extraction.mean_s + work.cycling.mean_s + work.review.mean_s;
    swab_s / 60.0 + drive + lab_s / 60.0
}

fn nearest(city: &City, site: usize) -> Option<f64> {
    let labs = (0..city.labs.len()).filter(|lab| !city.labs[*lab].periods.is_empty());
    labs.filter_map(|lab| city.to_lab(site, lab)).min_by(f64::total_cmp)
}

/// Tubes a plate takes.
pub fn tubes_per_plate(city: &City) -> f64 {
    let (positive, negative) = city.protocol.lab.controls_min;
    (WELLS - f64::from(positive) - f64::from(negative)).max(1.0)
}

/// Thermocyclers so that so many tubes are read within so many minutes of the start; every lab
/// is taken to have its tubes as early as the first site can send one.
fn cyclers(
    city: &City,
    tubes: f64,
    within_minutes: f64,
    counts: impl Fn(&crate::staffing::CandidateLab) -> bool,
) -> f64 {
    let Some((opens, _)) = city.periods.first() else { return f64::INFINITY };
    let work = &city.work;
    let first_s = (opens.0 - city.starts_at.0) as f64 / 1e3 + work.extraction.mean_s;
    let last_s = within_minutes * 60.0 - work.review.mean_s;
    let window = |lab: &crate::staffing::CandidateLab| -> f64 {
        let span = |(from, to): &(At, At)| {
            let after = |at: &At| (at.0 - city.starts_at.0) as f64 / 1e3;
            (after(to).min(last_s) - after(from).max(first_s)).max(0.0)
        };
        lab.periods.iter().map(span).sum()
    };
    let longest = city.labs.iter().filter(|lab| counts(lab)).map(window).fold(0.0, f64::max);
    let runs = tubes * (1.0 + work.grey) / tubes_per_plate(city) / (1.0 - work.failed_run);
    per(runs * work.cycling.mean_s, longest)
}

/// Vehicles so that each site is called at once in an interval: stays, and the drive there at
/// its shortest.
fn vehicles(city: &City) -> f64 {
    let interval = city.protocol.transport.collection_interval.0.max(1) as f64;
    let stays = city.sites.len() as f64 * city.work.stop.mean_s / 60.0;
    let farthest = (0..city.sites.len()).filter_map(|site| nearest(city, site));
    let farthest = farthest.fold(0.0, f64::max);
    ((stays + 2.0 * farthest) / interval).max(1.0)
}

/// Positive pools expected; clustering makes fewer of them, so independence bounds from above
/// and one household a pool from below. Here the expectation with clustering.
fn pools(city: &City) -> f64 {
    let coming = 1.0 - city.habits.no_show;
    let inside = 1.0 + (city.habits.household.max(1.0) - 1.0) * city.habits.clustering;
    let of_site = |site: &crate::staffing::Candidate| {
        let prevalence = city.places[site.place].prevalence;
        let struck = 1.0 - (1.0 - prevalence / inside).powf(f64::from(site.capacity.max(1)));
        let alone = pool_positive(site.capacity, prevalence);
        f64::from(site.people) * coming / f64::from(site.capacity.max(1)) * struck.min(alone)
    };
    city.sites.iter().map(of_site).sum()
}

/// Squads so that as many pools come back as go out, over the hours in which calls are made.
fn squads(city: &City, pools: f64) -> f64 {
    let members = city.sites.iter().map(|site| f64::from(site.capacity)).fold(1.0, f64::max);
    let job_s = members * city.work.recollect.mean_s + city.work.recollect_back.mean_s;
    let span_s = (city.goal.0 as f64 * 60.0 - job_s).max(1.0);
    per(pools * job_s, span_s).max(if pools > 0.0 { 1.0 } else { 0.0 })
}
