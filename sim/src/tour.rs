//! Tours of one lab's vehicles: around the lab like the hand of a clock, cut into as many tours
//! as there are vehicles, each ordered by cheapest insertion.
//!
//! The cut makes the worst tour as good as it can be: by bisection on the ratio of its minutes
//! to the collection interval, or of its boxes to the vehicle's room, whichever is larger.

use std::f64::consts::TAU;

/// A stop before it has a tour.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Call {
    /// Direction from the lab in radians, where coordinates are known.
    pub angle: Option<f64>,
    /// Minutes of the stay.
    pub stay_minutes: f64,
    /// Boxes a round.
    pub boxes: f64,
}

/// What a round may take.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limits {
    /// Minutes between two departures.
    pub interval_minutes: f64,
    /// Boxes a vehicle can hold.
    pub boxes_max: f64,
}

/// A drive's end: the lab, or a call by its index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leg {
    /// The lab.
    Lab,
    /// A call.
    Call(usize),
}

/// Steps of bisection: finer than a minute in any tour of a day.
const STEPS: usize = 12;
/// Beyond this ratio nothing is searched for: a tour of years.
const RATIO_MAX: f64 = 1e6;

/// A tour being built.
struct Tour {
    order: Vec<usize>,
    minutes: f64,
    boxes: f64,
}

/// Splits calls into at most `vehicles` tours and orders each; `minutes` gives drives and must
/// be finite. Empty when there is no vehicle or no call; O(calls x longest tour) for each step.
///
/// One far call may make the worst tour long whatever is done; vehicles that are left then
/// halve the longest of the others.
pub fn tours(
    calls: &[Call],
    vehicles: usize,
    limits: Limits,
    minutes: &dyn Fn(Leg, Leg) -> f64,
) -> Vec<Vec<usize>> {
    if vehicles == 0 || calls.is_empty() {
        return Vec::new();
    }
    let round = Round { calls, limits, minutes };
    let mut tours = round.split(&around(calls, minutes), vehicles);
    while tours.len() < vehicles {
        let long = |at: &usize| round.ratio(&tours[*at]);
        let several = (0..tours.len()).filter(|at| tours[*at].order.len() > 1);
        let Some(worst) = several.max_by(|a, b| long(a).total_cmp(&long(b))) else { break };
        let tour = tours.swap_remove(worst);
        let before = tours.len();
        tours.extend(round.split(&tour.order, 2));
        if tours.len() < before + 2 {
            break;
        }
    }
    tours.into_iter().map(|tour| tour.order).collect()
}

/// Calls by direction, beginning behind the widest gap; those without a direction follow, each
/// the nearest to the one before.
fn around(calls: &[Call], minutes: &dyn Fn(Leg, Leg) -> f64) -> Vec<usize> {
    let angle = |call: usize| calls[call].angle.unwrap_or(0.0);
    let (mut known, mut unknown): (Vec<usize>, Vec<usize>) =
        (0..calls.len()).partition(|call| calls[*call].angle.is_some());
    known.sort_by(|a, b| angle(*a).total_cmp(&angle(*b)));
    let gap = |at: usize| {
        let before = known[(at + known.len() - 1) % known.len()];
        (angle(known[at]) - angle(before)).rem_euclid(TAU)
    };
    let first = (0..known.len()).max_by(|a, b| gap(*a).total_cmp(&gap(*b))).unwrap_or(0);
    known.rotate_left(first);
    let mut here = known.last().map_or(Leg::Lab, |call| Leg::Call(*call));
    while !unknown.is_empty() {
        let drive = |at: &usize| minutes(here, Leg::Call(unknown[*at]));
        let next = (0..unknown.len()).min_by(|a, b| drive(a).total_cmp(&drive(b))).unwrap_or(0);
        let call = unknown.remove(next);
        known.push(call);
        here = Leg::Call(call);
    }
    known
}

/// What all tours of a round share.
struct Round<'a> {
    calls: &'a [Call],
    limits: Limits,
    minutes: &'a dyn Fn(Leg, Leg) -> f64,
}

impl Round<'_> {
    fn ratio(&self, tour: &Tour) -> f64 {
        (tour.minutes / self.limits.interval_minutes).max(tour.boxes / self.limits.boxes_max)
    }

    /// Tours through calls in order, the worst of them as good as bisection finds it.
    fn split(&self, order: &[usize], vehicles: usize) -> Vec<Tour> {
        let (mut low, mut high) = (0.0, 0.25);
        let mut best = loop {
            if let Some(tours) = self.cut(order, vehicles, high) {
                break tours;
            }
            if high > RATIO_MAX {
                return self.cut(order, vehicles, f64::INFINITY).unwrap_or_default();
            }
            (low, high) = (high, high * 2.0);
        };
        for _ in 0..STEPS {
            let middle = (low + high) / 2.0;
            match self.cut(order, vehicles, middle) {
                Some(tours) => (best, high) = (tours, middle),
                None => low = middle,
            }
        }
        best
    }

    /// Takes calls in order, a new tour whenever the next would make the ratio too large;
    /// `None` when that takes more tours than there are vehicles.
    fn cut(&self, order: &[usize], vehicles: usize, ratio_max: f64) -> Option<Vec<Tour>> {
        let mut tours: Vec<Tour> = Vec::new();
        for &call in order {
            let stay = self.calls[call].stay_minutes;
            let boxes = self.calls[call].boxes;
            if let Some(tour) = tours.last_mut() {
                let (at, more) = self.insertion(&tour.order, call);
                let (minutes, boxes) = (tour.minutes + more + stay, tour.boxes + boxes);
                let longer = Tour { order: Vec::new(), minutes, boxes };
                if self.ratio(&longer) <= ratio_max {
                    tour.order.insert(at, call);
                    (tour.minutes, tour.boxes) = (minutes, boxes);
                    continue;
                }
            }
            let minutes = self.insertion(&[], call).1 + stay;
            let alone = Tour { order: vec![call], minutes, boxes };
            if tours.len() == vehicles || self.ratio(&alone) > ratio_max {
                return None;
            }
            tours.push(alone);
        }
        Some(tours)
    }

    /// Where a call lengthens a tour least, and by how many minutes.
    fn insertion(&self, order: &[usize], call: usize) -> (usize, f64) {
        let leg = |at: Option<usize>| {
            at.and_then(|at| order.get(at)).map_or(Leg::Lab, |call| Leg::Call(*call))
        };
        let more = |at: usize| {
            let (before, after) = (leg(at.checked_sub(1)), leg(Some(at)));
            let direct = if order.is_empty() { 0.0 } else { (self.minutes)(before, after) };
            (self.minutes)(before, Leg::Call(call)) + (self.minutes)(Leg::Call(call), after)
                - direct
        };
        let best = (0..=order.len()).map(|at| (at, more(at))).min_by(|a, b| a.1.total_cmp(&b.1));
        best.unwrap_or((0, 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls on a ring of 10 minutes around the lab, straight drives.
    fn ring(count: usize) -> (Vec<Call>, Vec<(f64, f64)>) {
        let angle = |at: usize| TAU * at as f64 / count as f64;
        let call = |at| Call { angle: Some(angle(at)), stay_minutes: 5.0, boxes: 1.0 };
        let at = |at| (10.0 * angle(at).cos(), 10.0 * angle(at).sin());
        ((0..count).map(call).collect(), (0..count).map(at).collect())
    }

    fn straight(points: &[(f64, f64)]) -> impl Fn(Leg, Leg) -> f64 {
        let points = points.to_vec();
        move |from, to| {
            let at = |leg| match leg {
                Leg::Lab => (0.0, 0.0),
                Leg::Call(call) => points[call],
            };
            let ((a, b), (c, d)) = (at(from), at(to));
            f64::hypot(a - c, b - d)
        }
    }

    const LIMITS: Limits = Limits { interval_minutes: 120.0, boxes_max: 24.0 };

    #[test]
    fn every_call_is_on_one_tour_and_tours_are_alike() {
        let (calls, points) = ring(12);
        for vehicles in [1, 2, 3, 5, 12, 20] {
            let tours = tours(&calls, vehicles, LIMITS, &straight(&points));
            assert!(tours.len() <= vehicles.min(12));
            let mut seen: Vec<usize> = tours.concat();
            seen.sort_unstable();
            assert_eq!(seen, (0..12).collect::<Vec<_>>(), "{vehicles} vehicles");
        }
        let four = tours(&calls, 4, LIMITS, &straight(&points));
        assert_eq!(four.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 3, 3]);
    }

    #[test]
    fn a_tour_on_a_ring_goes_around_it() {
        let (calls, points) = ring(8);
        let minutes = straight(&points);
        let tour = &tours(&calls, 1, LIMITS, &minutes)[0];
        let step = minutes(Leg::Call(0), Leg::Call(1));
        let steps: f64 =
            tour.windows(2).map(|pair| minutes(Leg::Call(pair[0]), Leg::Call(pair[1]))).sum();
        assert!((steps - 7.0 * step).abs() < 1e-9, "{tour:?}");
    }

    #[test]
    fn room_for_boxes_cuts_tours_as_time_does() {
        let (mut calls, points) = ring(8);
        calls[0].boxes = 20.0;
        let two = tours(&calls, 2, LIMITS, &straight(&points));
        let boxes = |tour: &Vec<usize>| tour.iter().map(|call| calls[*call].boxes).sum::<f64>();
        assert!(two.iter().all(|tour| boxes(tour) <= 24.0), "{two:?}");
    }

    #[test]
    fn vehicles_that_are_left_halve_long_tours() {
        let (mut calls, mut points) = ring(8);
        calls.push(Call { angle: Some(0.01), stay_minutes: 5.0, boxes: 1.0 });
        points.push((500.0, 5.0));
        let minutes = straight(&points);
        let four = tours(&calls, 4, LIMITS, &minutes);
        assert_eq!(four.len(), 4, "{four:?}");
        assert!(four.iter().all(|tour| tour.len() < 6), "{four:?}");
        assert_eq!(tours(&calls, 30, LIMITS, &minutes).len(), 9);
    }

    #[test]
    fn nobody_drives_without_a_vehicle_or_a_call() {
        let (calls, points) = ring(3);
        assert!(tours(&calls, 0, LIMITS, &straight(&points)).is_empty());
        assert!(tours(&[], 3, LIMITS, &straight(&points)).is_empty());
    }

    #[test]
    fn calls_without_a_direction_are_chained() {
        let (mut calls, points) = ring(6);
        calls.iter_mut().for_each(|call| call.angle = None);
        let one = tours(&calls, 1, LIMITS, &straight(&points));
        assert_eq!(one[0].len(), 6);
    }
}
