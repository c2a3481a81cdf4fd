//! A day of a town under a plan: who swabs how many in each two-hour round, and whose vehicles
//! fetch it.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use tenfold_sim::routes::day::{Costs, Day, Lab, Pickup, Site, Vehicle};
use tenfold_sim::scenario::{self, Scenario};
use tenfold_sim::staffing::{City, Staffing};
use tenfold_sim::travel::{End, Position};

use super::file::ways;
use super::{CALL_WITHIN, Named, RouteInput, lopsided};
use crate::setup::plan::PlanInput;
use crate::setup::{Blame, SetupError};

/// A drop takes this long, both signatures included (R107); a judgement.
const UNLOAD: Minutes = Minutes(5);
/// Drivers begin so long before the sites.
const BEFORE: Minutes = Minutes(60);
/// Labs receive the day's last boxes until so long after closing.
const AFTER: Minutes = Minutes::hours(12);

/// The day of a round, counted from 1.
pub(super) fn day(
    blame: &Blame,
    input: &PlanInput,
    staffing: &Staffing,
    number: u32,
) -> Result<RouteInput, SetupError> {
    let city = &input.city;
    let days = days(city);
    let hours = (number as usize).checked_sub(1).and_then(|at| days.get(at).copied());
    let help = format!("the round has {} days: correct `--day`", days.len());
    let hours = hours.ok_or_else(|| blame.error("rounds", help))?;
    let layout = city.layout(staffing);
    let named = |zh: &String, en: &String, end: &End| Named {
        zh: zh.clone(),
        en: en.clone(),
        position: end.position,
    };
    let day_ms = 24 * 60 * MINUTE_MS;
    let local = (hours.0 + city.utc_offset).0.div_euclid(day_ms) * day_ms;
    let ends = city.sites.iter().map(|site| site.end).chain(city.labs.iter().map(|lab| lab.end));
    let mut told = RouteInput {
        day: Day {
            ways: ways(&city.roads, &ends.collect::<Vec<End>>()),
            costs: Costs::default(),
            ..Day::default()
        },
        name: city.name.clone(),
        midnight: At(local) - city.utc_offset,
        utc_offset: city.utc_offset,
        sites: city.sites.iter().map(|s| named(&s.name_zh, &s.name_en, &s.end)).collect(),
        labs: city.labs.iter().map(|l| named(&l.name_zh, &l.name_en, &l.end)).collect(),
        vehicles: Vec::new(),
        reserve: Minutes(0),
        interval: city.protocol.transport.collection_interval,
        tubes_per_box: u32::from(city.protocol.transport.tubes_per_box_max),
        source: input.source.clone(),
        warnings: input.warnings.clone(),
    };
    labs(city, &layout.scenario, hours, &mut told);
    let stay = Minutes((city.work.stop.mean_s / 60.0).ceil() as i64);
    let site = |(place, lab): (usize, &Option<usize>)| Site { place, stay, lab: *lab };
    told.day.sites = layout.lab_of.iter().enumerate().map(site).collect();
    pickups(city, (&layout.scenario, &layout.lab_of), hours, &mut told.day);
    vehicles(city, staffing, hours, &mut told);
    lopsided(&told.day, &told.source, &mut told.warnings);
    Ok(told)
}

/// From opening to closing of every day of the round; periods that touch are one.
fn days(city: &City) -> Vec<(At, At)> {
    let mut days: Vec<(At, At)> = Vec::new();
    for (from, to) in &city.periods {
        match days.last_mut() {
            Some((_, until)) if *from <= *until => *until = (*until).max(*to),
            _ => days.push((*from, *to)),
        }
    }
    days
}

/// Every lab that is used receives in its hours of the day and the night after it, what its
/// benches can unpack. Others keep their place in the list, and receive nothing.
fn labs(city: &City, scenario: &Scenario, hours: (At, At), told: &mut RouteInput) {
    let (from, until) = (hours.0, hours.1 + AFTER);
    for (number, lab) in scenario.labs.iter().enumerate() {
        let of_day =
            lab.periods.iter().map(|(opens, closes)| ((*opens).max(from), (*closes).min(until)));
        let mut open: Vec<(At, At)> = of_day.filter(|(opens, closes)| opens < closes).collect();
        if open.is_empty() {
            // Never open on this day: a moment that no box can reach.
            open.push((from - Minutes(2), from - Minutes(1)));
        }
        let used = lab.cyclers > 0;
        told.day.labs.push(Lab {
            place: city.sites.len() + number,
            hours: open,
            unload: UNLOAD,
            tubes_per_hour: Some(if used { lab.accession_per_hour as u32 } else { 0 }),
        });
    }
}

/// Boxes of every site and round. Sites of one lab are sealed one after the other, around it like
/// the hand of a clock, so that a vehicle that comes from one is in time for the next; a round is
/// never longer than the protocol's, the first and the last are shorter.
fn pickups(
    city: &City,
    (scenario, lab_of): (&Scenario, &[Option<usize>]),
    hours: (At, At),
    day: &mut Day,
) {
    let rules = &city.protocol.transport;
    let interval = rules.collection_interval.0.max(1);
    for (lab, of_lab) in city.labs.iter().enumerate() {
        let is_own = |at: &usize| lab_of[*at] == Some(lab) && scenario.sites[*at].people > 0;
        let mut own: Vec<usize> = (0..scenario.sites.len()).filter(is_own).collect();
        let angle = |at: &usize| angle(of_lab.end.position, city.sites[*at].end.position);
        own.sort_by(|a, b| angle(a).total_cmp(&angle(b)).then(a.cmp(b)));
        for (turn, at) in own.iter().enumerate() {
            let first = (interval * (turn as i64 + 1) / own.len() as i64).max(1);
            let (mut from, mut round) = (hours.0, 1);
            while from < hours.1 {
                let span = Minutes(if round == 1 { first } else { interval });
                let to = (from + span).min(hours.1);
                let tubes = tubes(city, &scenario.sites[*at], (from, to));
                let boxes = tubes.div_ceil(u32::from(rules.tubes_per_box_max.max(1)));
                let deadline_at = from + rules.room_limit;
                let pickup = Pickup {
                    site: *at,
                    round,
                    boxes,
                    tubes,
                    ready_at: to,
                    due_at: (to + CALL_WITHIN).min(deadline_at),
                    deadline_at,
                };
                split(pickup, city.labs[lab].boxes_max.max(1), &mut day.pickups);
                (from, round) = (to, round + 1);
            }
        }
    }
}

/// Tubes of a site in a part of the day: its people evenly over its lanes' hours, tubes full but
/// for the last.
fn tubes(city: &City, site: &scenario::Site, (from, to): (At, At)) -> u32 {
    let work = |period: &scenario::Period, from: At, to: At| {
        let ms = period.to_at.min(to).0 - period.from_at.max(from).0;
        ms.max(0) as f64 * f64::from(period.lanes + period.single_lanes)
    };
    let all: f64 = site.periods.iter().map(|p| work(p, p.from_at, p.to_at)).sum();
    let part: f64 = site.periods.iter().map(|p| work(p, from, to)).sum();
    if all <= 0.0 {
        return 0;
    }
    let people = f64::from(site.people) * part / all;
    let single = people * city.habits.single.clamp(0.0, 1.0);
    (single + (people - single) / f64::from(site.capacity.max(1))).ceil() as u32
}

/// A round of more boxes than a vehicle holds is fetched by several calls.
fn split(pickup: Pickup, boxes_max: u32, pickups: &mut Vec<Pickup>) {
    let parts = pickup.boxes.div_ceil(boxes_max);
    for part in 0..parts {
        let share = |all: u32| all * (part + 1) / parts - all * part / parts;
        pickups.push(Pickup { boxes: share(pickup.boxes), tubes: share(pickup.tubes), ..pickup });
    }
}

/// The plan's vehicles, each at its lab, from an hour before opening, so that the farthest site is
/// reached when it has its first boxes, until the last boxes are too old.
fn vehicles(city: &City, staffing: &Staffing, hours: (At, At), told: &mut RouteInput) {
    for (number, lab) in city.labs.iter().enumerate() {
        let count = staffing.labs.get(number).map_or(0, |given| given.vehicles);
        for vehicle in 1..=count {
            told.vehicles.push(Named {
                zh: format!("{} {vehicle}", lab.name_zh),
                en: format!("{} {vehicle}", lab.name_en),
                position: None,
            });
            told.day.vehicles.push(Vehicle {
                depot: city.sites.len() + number,
                boxes_max: lab.boxes_max,
                from_at: hours.0 - BEFORE,
                to_at: hours.1 + city.protocol.transport.room_limit,
            });
        }
    }
}

/// The direction from a lab to a site in radians; 0 where a coordinate is missing.
fn angle(from: Option<Position>, to: Option<Position>) -> f64 {
    let (Some((a, b)), Some((c, d))) = (from, to) else { return 0.0 };
    (d - b).atan2((c - a) * b.to_radians().cos())
}
