//! What a search hands back: tours with their moments, what is left behind and why, what it costs.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::day::Day;

/// The tours of a day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// One for each vehicle that is used, in the order of vehicles.
    pub tours: Vec<Tour>,
    /// Pickups that nobody fetches, in their order.
    pub missed: Vec<Missed>,
}

/// What one vehicle does, from leaving its depot to coming back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tour {
    /// Index of the vehicle.
    pub vehicle: usize,
    /// Leaves the depot then: as late as the first call allows.
    pub leaves_at: At,
    /// Calls and drops in the order of driving.
    pub stops: Vec<Stop>,
    /// Is back then.
    pub back_at: At,
}

/// One stop of a tour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stop {
    /// What is done there.
    pub act: Act,
    /// The vehicle is there then.
    pub arrives_at: At,
    /// Loading or unloading begins; later than the arrival where it has to wait.
    pub begins_at: At,
    /// It drives on.
    pub leaves_at: At,
    /// Boxes on board when it does.
    pub boxes: u32,
}

/// What is done at a stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// Boxes of a pickup are loaded, to go to a lab.
    Call {
        /// Index of the pickup.
        pickup: usize,
        /// Index of the lab.
        lab: usize,
    },
    /// All boxes on board for this lab are unloaded.
    Drop {
        /// Index of the lab.
        lab: usize,
    },
}

/// A pickup that nobody fetches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Missed {
    /// Index of the pickup.
    pub pickup: usize,
    /// Why not.
    pub why: Why,
}

/// Why a pickup is left behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// There is no way from the site to any lab it may send to, or no vehicle can reach it.
    NoWay,
    /// More boxes than any vehicle holds.
    TooManyBoxes {
        /// Boxes beyond the largest vehicle.
        over: u32,
    },
    /// More tubes than any of its labs receives in an hour.
    TooManyTubes {
        /// Tubes beyond the limit.
        over: u32,
    },
    /// Even a vehicle that waits at the door when the boxes are ready comes too late to a lab.
    TooFar {
        /// How much too late.
        by: Minutes,
    },
    /// No driver's shift reaches from the depot by the site and a lab back to the depot.
    NoShift {
        /// How much too short the best shift is.
        by: Minutes,
    },
    /// One vehicle alone could do it, but all have other calls at that time, or the lab's hours
    /// are full.
    NoVehicle {
        /// How much too late the best of them would be; 0 where the lab's hour is full.
        by: Minutes,
    },
}

impl Plan {
    /// Milliseconds of driving.
    pub fn driving_ms(&self, day: &Day) -> i64 {
        self.legs(day).filter_map(|(from, to)| day.ways.ms(from, to)).sum()
    }

    /// Kilometres; `None` where the day has no lengths.
    pub fn km(&self, day: &Day) -> Option<f64> {
        self.legs(day).map(|(from, to)| day.ways.km(from, to)).sum()
    }

    /// From leaving the depot to coming back, over all vehicles, in hours.
    pub fn vehicle_hours(&self) -> f64 {
        let ms: i64 = self.tours.iter().map(|tour| tour.back_at.0 - tour.leaves_at.0).sum();
        ms as f64 / 3_600_000.0
    }

    /// What the plan is judged by beside what is left behind, in minutes of driving: vehicles
    /// and driving.
    pub fn cost_minutes(&self, day: &Day) -> f64 {
        let vehicles = self.tours.len() as f64 * day.costs.vehicle.0 as f64;
        vehicles + self.driving_ms(day) as f64 / MINUTE_MS as f64
    }

    /// Origin and destination of every leg, as rows of the ways.
    fn legs<'a>(&'a self, day: &'a Day) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.tours.iter().flat_map(|tour| {
            let depot = day.vehicles.get(tour.vehicle).map(|vehicle| vehicle.depot);
            let stops = tour.stops.iter().filter_map(|stop| place(day, stop.act));
            let places: Vec<usize> = depot.into_iter().chain(stops).chain(depot).collect();
            let pairs: Vec<(usize, usize)> =
                places.windows(2).map(|pair| (pair[0], pair[1])).collect();
            pairs
        })
    }
}

/// The row of a stop in the ways; `None` where the day knows no such thing.
pub fn place(day: &Day, act: Act) -> Option<usize> {
    match act {
        Act::Call { pickup, .. } => Some(day.sites.get(day.pickups.get(pickup)?.site)?.place),
        Act::Drop { lab } => Some(day.labs.get(lab)?.place),
    }
}
