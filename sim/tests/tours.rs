//! Tours against every cut there is, for few calls: no box need be older than it is, and no fleet
//! larger.

use std::f64::consts::TAU;

use tenfold_sim::stream::{Purpose, Stream};
use tenfold_sim::tour::{Call, Leg, Limits, Tour, fleet, tours};

const LIMITS: Limits = Limits { interval_minutes: 120.0, boxes_max: 24.0 };

/// What a timetable allows for a tour, as a share of its minutes.
const LAYOVER: f64 = 1.15;

/// A round to be cut: calls, and where they are, in minutes from the lab.
struct Round {
    calls: Vec<Call>,
    points: Vec<(f64, f64)>,
}

/// From departure to return, and from the first call to return, in minutes.
#[derive(Clone, Copy)]
struct Way {
    minutes: f64,
    riding: f64,
}

impl Round {
    /// Up to seven calls anywhere within an hour and a half, some with many boxes.
    fn any(number: u64) -> Round {
        let draws = Stream::root(2022, number).of(Purpose::Plate, 0);
        let unit = |call: usize, what: u64| draws.unit(call as u64 * 8 + what);
        let count = 1 + (draws.unit(1_000) * 7.0) as usize;
        let angle = |call| TAU * (unit(call, 0) - 0.5);
        let call = |at| Call {
            angle: Some(angle(at)),
            stay_minutes: 3.0 + 9.0 * unit(at, 1),
            boxes: 1.0 + (11.0 * unit(at, 2)).floor(),
        };
        let point = |at: usize| {
            let far = 90.0 * unit(at, 3).powi(2);
            (far * angle(at).cos(), far * angle(at).sin())
        };
        Round { calls: (0..count).map(call).collect(), points: (0..count).map(point).collect() }
    }

    fn minutes(&self, from: Leg, to: Leg) -> f64 {
        let at = |leg| match leg {
            Leg::Lab => (0.0, 0.0),
            Leg::Call(call) => self.points[call],
        };
        let ((a, b), (c, d)) = (at(from), at(to));
        f64::hypot(a - c, b - d)
    }

    fn way(&self, order: &[usize]) -> Way {
        let legs: Vec<Leg> = [Leg::Lab]
            .into_iter()
            .chain(order.iter().map(|call| Leg::Call(*call)))
            .chain([Leg::Lab])
            .collect();
        let drives: f64 = legs.windows(2).map(|leg| self.minutes(leg[0], leg[1])).sum();
        let stays: f64 = order.iter().map(|call| self.calls[*call].stay_minutes).sum();
        let minutes = drives + stays;
        Way { minutes, riding: minutes - self.minutes(Leg::Lab, legs[1]) }
    }

    /// The better way round for the first box.
    fn better_way(&self, order: &[usize]) -> Way {
        let back: Vec<usize> = order.iter().rev().copied().collect();
        let (forth, back) = (self.way(order), self.way(&back));
        if back.riding < forth.riding { back } else { forth }
    }

    /// Calls one after the other, each where it lengthens the way least, the first such place.
    /// Detours are told apart as the model tells them: a way and its reverse are equally long,
    /// but not equally good for the first box.
    fn inserted(&self, calls: &[usize]) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::new();
        for call in calls {
            let leg = |at: Option<&usize>| at.map_or(Leg::Lab, |call| Leg::Call(*call));
            let more = |at: usize| {
                let before = leg(at.checked_sub(1).map(|at| &order[at]));
                let (here, after) = (Leg::Call(*call), leg(order.get(at)));
                let direct = if order.is_empty() { 0.0 } else { self.minutes(before, after) };
                self.minutes(before, here) + self.minutes(here, after) - direct
            };
            let place = (0..=order.len()).min_by(|a, b| more(*a).total_cmp(&more(*b)));
            order.insert(place.expect("a place"), *call);
        }
        order
    }

    /// Calls as a clock's hand meets them, from behind the widest gap on.
    fn around(&self) -> Vec<usize> {
        let angle = |call: usize| self.calls[call].angle.expect("an angle");
        let mut order: Vec<usize> = (0..self.calls.len()).collect();
        order.sort_by(|a, b| angle(*a).total_cmp(&angle(*b)));
        let before = |at: usize| order[(at + order.len() - 1) % order.len()];
        let gap = |at: usize| (angle(order[at]) - angle(before(at))).rem_euclid(TAU);
        let widest = (0..order.len()).max_by(|a, b| gap(*a).total_cmp(&gap(*b)));
        order.rotate_left(widest.expect("a call"));
        order
    }

    /// Every cut of the circle into tours that hold their boxes: the ways of each.
    fn cuts(&self) -> Vec<Vec<Way>> {
        let order = self.around();
        let cut = |marks: usize| -> Option<Vec<Way>> {
            let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
            for (at, call) in order.iter().enumerate() {
                parts.last_mut()?.push(*call);
                if at + 1 < order.len() && marks >> at & 1 == 1 {
                    parts.push(Vec::new());
                }
            }
            let fits = |part: &Vec<usize>| {
                let boxes: f64 = part.iter().map(|call| self.calls[*call].boxes).sum();
                part.len() == 1 || boxes <= LIMITS.boxes_max
            };
            let way = |part: &Vec<usize>| self.better_way(&self.inserted(part));
            parts.iter().all(fits).then(|| parts.iter().map(way).collect())
        };
        (0..1 << (order.len() - 1)).filter_map(cut).collect()
    }

    /// How old a box may be at the lab: as long as it rides and waits for the next departure.
    fn age(&self, tour: &Tour) -> f64 {
        self.way(&tour.order).riding + tour.gap_minutes
    }
}

/// Between two departures of so many vehicles on one way.
fn gap(way: Way, vehicles: usize) -> f64 {
    (way.minutes * LAYOVER).max(LIMITS.interval_minutes) / vehicles as f64
}

/// The least age of the oldest box over all ways to share vehicles out; one more goes wherever
/// the oldest box is, for it is young nowhere else.
fn youngest(ways: &[Way], vehicles: usize) -> Option<f64> {
    let spare = vehicles.checked_sub(ways.len())?;
    let mut given = vec![1; ways.len()];
    let age = |given: &[usize], at: usize| ways[at].riding + gap(ways[at], given[at]);
    let oldest = |given: &[usize]| {
        (0..ways.len()).max_by(|a, b| age(given, *a).total_cmp(&age(given, *b))).expect("a tour")
    };
    for _ in 0..spare {
        let at = oldest(&given);
        given[at] += 1;
    }
    Some(age(&given, oldest(&given)))
}

#[test]
fn no_cut_and_no_sharing_of_vehicles_makes_the_oldest_box_younger() {
    for round in (0..400).map(Round::any) {
        let cuts = round.cuts();
        for vehicles in 1..=9 {
            let found = tours(&round.calls, vehicles, LIMITS, &|from, to| round.minutes(from, to));
            let mut called: Vec<usize> = found.iter().flat_map(|t| t.order.clone()).collect();
            called.sort_unstable();
            assert_eq!(called, (0..round.calls.len()).collect::<Vec<_>>(), "each on one tour");
            assert!(found.iter().map(|tour| tour.vehicles).sum::<usize>() <= vehicles);
            let best = cuts.iter().filter_map(|ways| youngest(ways, vehicles));
            // Where no cut holds the boxes, what does not fit waits: nothing to be compared.
            let Some(best) = best.min_by(f64::total_cmp) else { continue };
            for tour in &found {
                let expected = gap(round.way(&tour.order), tour.vehicles);
                assert!((tour.gap_minutes - expected).abs() < 1e-6, "{tour:?}");
            }
            let oldest = found.iter().map(|tour| round.age(tour)).fold(0.0, f64::max);
            // Twelve halvings of a span that reaches to twice the answer.
            let fineness = LIMITS.interval_minutes.max(2.0 * best) / 4_096.0;
            assert!(oldest >= best - 1e-6, "{oldest} {best}: a cut that is none");
            assert!(oldest <= best + fineness, "{oldest} {best}: {vehicles} vehicles, {found:?}");
        }
    }
}

#[test]
fn no_smaller_fleet_keeps_the_age() {
    for round in (0..400).map(Round::any) {
        let cuts = round.cuts();
        for age_max in [70.0, 100.0, 150.0, 200.0] {
            let found = fleet(&round.calls, age_max, LIMITS, &|from, to| round.minutes(from, to));
            // Farther calls get what a departure every half interval takes, and no more.
            let riding = |call| round.way(&[call]).riding;
            let farthest = (0..round.calls.len()).map(riding).fold(0.0, f64::max);
            let age_max = age_max.max(farthest + LIMITS.interval_minutes / 2.0);
            let needed = |ways: &Vec<Way>| -> Option<usize> {
                let enough = |way: &Way| {
                    let left = age_max - way.riding;
                    (left > 0.0).then(|| (gap(*way, 1) / left - 1e-9).ceil().max(1.0) as usize)
                };
                ways.iter().map(enough).sum()
            };
            assert_eq!(Some(found), cuts.iter().filter_map(needed).min(), "{age_max} min");
        }
    }
}
