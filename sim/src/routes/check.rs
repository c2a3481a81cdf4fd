//! Whether a plan can be driven as it is written: rule by rule, from the day's own figures, with
//! nothing of the search in it. A plan is shown only when this finds nothing.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::day::Day;
use super::plan::{Act, Plan, Stop, Tour};

/// A rule that a plan breaks. Tours and stops are counted from 0 in the plan's order; indexes of
/// everything else are the day's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Broken {
    /// A tour, a stop or a missed pickup names what the day does not have.
    Unknown,
    /// One vehicle drives two tours.
    VehicleTwice {
        /// Index of the vehicle.
        vehicle: usize,
    },
    /// There is no way to a stop, or the drive is shorter than it can be.
    TooFast {
        /// Number of the tour.
        tour: usize,
        /// Number of the stop; as many as there are stops for the way home.
        stop: usize,
    },
    /// Work begins before the arrival, or the vehicle leaves before it is done.
    TooHasty {
        /// Number of the tour.
        tour: usize,
        /// Number of the stop.
        stop: usize,
    },
    /// A call outside of its window.
    Window {
        /// Index of the pickup.
        pickup: usize,
    },
    /// Boxes that are too old when they are unloaded (R99).
    Stale {
        /// Index of the pickup.
        pickup: usize,
        /// How much too late.
        by: Minutes,
    },
    /// Boxes that are loaded and never unloaded.
    Undelivered {
        /// Index of the pickup.
        pickup: usize,
    },
    /// Boxes that go to another lab than the one that is fixed (R106).
    WrongLab {
        /// Index of the pickup.
        pickup: usize,
    },
    /// More boxes on board than the vehicle holds, or other than is written.
    Boxes {
        /// Number of the tour.
        tour: usize,
        /// Number of the stop.
        stop: usize,
    },
    /// A drop while the lab does not receive.
    Closed {
        /// Number of the tour.
        tour: usize,
        /// Number of the stop.
        stop: usize,
    },
    /// More tubes than a lab receives in an hour (R123).
    Crowded {
        /// Index of the lab.
        lab: usize,
        /// Beginning of the hour.
        hour_at: At,
    },
    /// A vehicle leaves before its shift, or is back after it.
    Shift {
        /// Index of the vehicle.
        vehicle: usize,
    },
    /// A pickup that is neither fetched nor named as missed.
    Forgotten {
        /// Index of the pickup.
        pickup: usize,
    },
    /// A pickup that is fetched twice, or fetched and named as missed.
    Twice {
        /// Index of the pickup.
        pickup: usize,
    },
}

/// All rules that a plan breaks; empty for a plan that can be driven.
pub fn check(day: &Day, plan: &Plan) -> Vec<Broken> {
    let mut broken = Vec::new();
    if !is_known(day, plan) {
        return vec![Broken::Unknown];
    }
    for (number, tour) in plan.tours.iter().enumerate() {
        let before = &plan.tours[..number];
        if before.iter().any(|other| other.vehicle == tour.vehicle) {
            broken.push(Broken::VehicleTwice { vehicle: tour.vehicle });
        }
        moments(day, number, tour, &mut broken);
        boxes(day, number, tour, &mut broken);
    }
    crowds(day, plan, &mut broken);
    once(day, plan, &mut broken);
    broken
}

fn is_known(day: &Day, plan: &Plan) -> bool {
    let stop = |stop: &Stop| match stop.act {
        Act::Call { pickup, lab } => {
            let site = day.pickups.get(pickup).map(|pickup| pickup.site);
            site.is_some_and(|site| site < day.sites.len()) && lab < day.labs.len()
        }
        Act::Drop { lab } => lab < day.labs.len(),
    };
    let tour = |tour: &Tour| tour.vehicle < day.vehicles.len() && tour.stops.iter().all(stop);
    plan.tours.iter().all(tour)
        && plan.missed.iter().all(|missed| missed.pickup < day.pickups.len())
}

/// Drives, work, windows, hours of labs, the shift.
fn moments(day: &Day, number: usize, tour: &Tour, broken: &mut Vec<Broken>) {
    let vehicle = day.vehicles[tour.vehicle];
    let (mut here, mut since) = (vehicle.depot, tour.leaves_at);
    for (at, stop) in tour.stops.iter().enumerate() {
        let (there, stay) = match stop.act {
            Act::Call { pickup, .. } => {
                let of = day.pickups[pickup];
                if stop.begins_at < of.ready_at || stop.begins_at > of.due_at {
                    broken.push(Broken::Window { pickup });
                }
                (day.sites[of.site].place, day.sites[of.site].stay)
            }
            Act::Drop { lab } => {
                let lab = &day.labs[lab];
                let open = |hours: &(At, At)| (hours.0..=hours.1).contains(&stop.begins_at);
                if !lab.hours.iter().any(open) {
                    broken.push(Broken::Closed { tour: number, stop: at });
                }
                (lab.place, lab.unload)
            }
        };
        let soonest = day.ways.ms(here, there).map(|ms| At(since.0 + ms));
        if soonest.is_none_or(|soonest| stop.arrives_at < soonest) {
            broken.push(Broken::TooFast { tour: number, stop: at });
        }
        if stop.begins_at < stop.arrives_at || stop.leaves_at < stop.begins_at + stay {
            broken.push(Broken::TooHasty { tour: number, stop: at });
        }
        (here, since) = (there, stop.leaves_at);
    }
    let soonest = day.ways.ms(here, vehicle.depot).map(|ms| At(since.0 + ms));
    if soonest.is_none_or(|soonest| tour.back_at < soonest) {
        broken.push(Broken::TooFast { tour: number, stop: tour.stops.len() });
    }
    if tour.leaves_at < vehicle.from_at || tour.back_at > vehicle.to_at {
        broken.push(Broken::Shift { vehicle: tour.vehicle });
    }
}

/// What is on board: room, freshness, the right lab, nothing forgotten in the vehicle.
fn boxes(day: &Day, number: usize, tour: &Tour, broken: &mut Vec<Broken>) {
    let room = u64::from(day.vehicles[tour.vehicle].boxes_max);
    let mut aboard: Vec<(usize, usize)> = Vec::new();
    for (at, stop) in tour.stops.iter().enumerate() {
        match stop.act {
            Act::Call { pickup, lab } => {
                let fixed = day.sites[day.pickups[pickup].site].lab;
                if fixed.is_some_and(|fixed| fixed != lab) {
                    broken.push(Broken::WrongLab { pickup });
                }
                aboard.push((pickup, lab));
            }
            Act::Drop { lab } => {
                for (pickup, _) in aboard.iter().filter(|(_, to)| *to == lab) {
                    let late = stop.begins_at.0 - day.pickups[*pickup].deadline_at.0;
                    if late > 0 {
                        let by = Minutes((late + MINUTE_MS - 1) / MINUTE_MS);
                        broken.push(Broken::Stale { pickup: *pickup, by });
                    }
                }
                aboard.retain(|(_, to)| *to != lab);
            }
        }
        let load: u64 =
            aboard.iter().map(|(pickup, _)| u64::from(day.pickups[*pickup].boxes)).sum();
        if load > room || load != u64::from(stop.boxes) {
            broken.push(Broken::Boxes { tour: number, stop: at });
        }
    }
    broken.extend(aboard.iter().map(|(pickup, _)| Broken::Undelivered { pickup: *pickup }));
}

/// What every lab receives in every hour by the clock, from all vehicles together.
fn crowds(day: &Day, plan: &Plan, broken: &mut Vec<Broken>) {
    let mut received: Vec<(usize, i64, u64)> = Vec::new();
    for tour in &plan.tours {
        let mut aboard: Vec<(usize, usize)> = Vec::new();
        for stop in &tour.stops {
            match stop.act {
                Act::Call { pickup, lab } => aboard.push((pickup, lab)),
                Act::Drop { lab } => {
                    let here = aboard.iter().filter(|(_, to)| *to == lab);
                    let tubes = here.map(|(pickup, _)| u64::from(day.pickups[*pickup].tubes));
                    received.push((lab, stop.begins_at.hour(), tubes.sum()));
                    aboard.retain(|(_, to)| *to != lab);
                }
            }
        }
    }
    received.sort_unstable();
    for hour in received.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (lab, at, _) = hour[0];
        let tubes: u64 = hour.iter().map(|(_, _, tubes)| tubes).sum();
        if day.labs[lab].tubes_per_hour.is_some_and(|most| tubes > u64::from(most)) {
            broken.push(Broken::Crowded { lab, hour_at: At(at * 60 * MINUTE_MS) });
        }
    }
}

/// Every pickup is fetched once, or named as missed.
fn once(day: &Day, plan: &Plan, broken: &mut Vec<Broken>) {
    let mut times = vec![0u32; day.pickups.len()];
    for stop in plan.tours.iter().flat_map(|tour| &tour.stops) {
        if let Act::Call { pickup, .. } = stop.act {
            times[pickup] += 1;
        }
    }
    plan.missed.iter().for_each(|missed| times[missed.pickup] += 1);
    for (pickup, times) in times.into_iter().enumerate() {
        match times {
            0 => broken.push(Broken::Forgotten { pickup }),
            1 => {}
            _ => broken.push(Broken::Twice { pickup }),
        }
    }
}
