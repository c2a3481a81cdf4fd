//! Invented days, for tests and benches: nothing here is taken from a real city.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::day::{Costs, Day, Lab, Pickup, Site, Vehicle, Ways};
use crate::stream::{Purpose, Stream};

/// What an invented day is made of. A pickup may begin within 45 minutes of its boxes being
/// sealed, and they are two hours from being too old: of a two-hour round with the protocol's
/// four hours.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shape {
    /// Sites, spread evenly over a square.
    pub sites: usize,
    /// Rounds of two hours at each site; sites do not begin together.
    pub rounds: usize,
    /// Labs, each the depot of its vehicles.
    pub labs: usize,
    /// Vehicles of all labs together.
    pub vehicles: usize,
    /// Boxes that a vehicle holds.
    pub boxes_max: u32,
    /// The nearest lab is each site's only one (R106).
    pub fixed: bool,
    /// Side of the square in kilometres.
    pub side_km: f64,
    /// What a lab receives in an hour.
    pub tubes_per_hour: Option<u32>,
}

impl Default for Shape {
    fn default() -> Shape {
        Shape {
            sites: 30,
            rounds: 6,
            labs: 3,
            vehicles: 20,
            boxes_max: 24,
            fixed: true,
            side_km: 24.0,
            tubes_per_hour: None,
        }
    }
}

/// Half past seven on the day of invented days.
const BEGIN: At = At(1_648_769_400_000);
/// Tubes of a full box (R105).
const TUBES_A_BOX: u32 = 30;

/// A day of a shape; the seed alone says which.
pub fn day(seed: u64, shape: Shape) -> Day {
    let stream = |actor: u64| Stream::root(seed, 1).of(Purpose::Tour, actor);
    let places = shape.sites + shape.labs;
    let side = shape.side_km;
    let at = |place: usize| {
        let stream = stream(place as u64);
        (stream.unit(1) * side, stream.unit(2) * side)
    };
    let positions: Vec<(f64, f64)> = (0..places).map(at).collect();
    let km = |from: usize, to: usize| {
        let (a, b) = (positions[from], positions[to]);
        (a.0 - b.0).hypot(a.1 - b.1) * 1.35
    };
    let pairs = (0..places).flat_map(|from| (0..places).map(move |to| (from, to)));
    let lengths: Vec<f64> = pairs.map(|(from, to)| km(from, to)).collect();
    // Whole seconds, so that other programs read the very same day.
    let minutes = |km: &f64| if *km > 0.0 { (km * 120.0 + 180.0).round() / 60.0 } else { 0.0 };
    let drives: Vec<f64> = lengths.iter().map(minutes).collect();
    let nearest = |site: usize| {
        let labs = 0..shape.labs;
        labs.min_by(|a, b| km(site, shape.sites + a).total_cmp(&km(site, shape.sites + b)))
    };
    let site = |site: usize| Site {
        place: site,
        stay: Minutes(5),
        lab: nearest(site).filter(|_| shape.fixed),
    };
    let ends_at = BEGIN + Minutes(120 * (shape.rounds as i64 + 3));
    let lab = |lab: usize| Lab {
        place: shape.sites + lab,
        hours: vec![(BEGIN, ends_at)],
        unload: Minutes(5),
        tubes_per_hour: shape.tubes_per_hour,
    };
    let vehicle = |number: usize| Vehicle {
        depot: shape.sites + number % shape.labs.max(1),
        boxes_max: shape.boxes_max,
        from_at: BEGIN,
        to_at: ends_at,
    };
    let all = (0..shape.sites).flat_map(|site| (0..shape.rounds).map(move |round| (site, round)));
    let pickup = |(site, round): (usize, usize)| {
        let stream = stream(site as u64);
        let later = (stream.unit(3) * 120.0) as i64 + 120 * round as i64;
        let ready_at = BEGIN + Minutes(30 + later);
        let boxes = 1 + (stream.unit(10 + round as u64) * 4.0) as u32;
        Pickup {
            site,
            round: round as u32,
            boxes,
            tubes: boxes * TUBES_A_BOX - (stream.unit(100 + round as u64) * 30.0) as u32,
            ready_at,
            due_at: ready_at + Minutes(45),
            deadline_at: At(ready_at.0 + 120 * MINUTE_MS),
        }
    };
    Day {
        sites: (0..shape.sites).map(site).collect(),
        labs: (0..shape.labs).map(lab).collect(),
        vehicles: (0..shape.vehicles).map(vehicle).collect(),
        pickups: all.map(pickup).collect(),
        ways: Ways::new(places, &drives, lengths).unwrap_or_default(),
        costs: Costs::default(),
    }
}
