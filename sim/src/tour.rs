//! Tours of one lab's vehicles: calls in the order of a clock's hand around the lab, cut into
//! tours, each ordered by cheapest insertion, so that the oldest box is as young as it can be.
//!
//! A box waits at most for the gap between two calls and then rides to the lab. One vehicle on a
//! tour calls once an interval, or as often as the tour allows; several on one divide the gap.
//! For a given age a cut of fewest vehicles is found exactly (dynamic program over the order);
//! the age is found by bisection.

mod drives;

use std::f64::consts::TAU;

use drives::Drives;

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

/// Calls of one tour in the order of driving, and who drives it.
#[derive(Clone, PartialEq, Debug)]
pub struct Tour {
    /// Indexes of calls.
    pub order: Vec<usize>,
    /// Vehicles that drive it one after the other.
    pub vehicles: usize,
    /// Minutes from one departure to the next.
    pub gap_minutes: f64,
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

/// Most calls on one tour.
const CALLS_MAX: usize = 24;

/// Left between a tour's return and its next departure, as a share of the tour: without it a late
/// vehicle would stay late, and several on a tour would end up one behind the other.
const LAYOVER: f64 = 0.15;

/// A tour takes at most so many intervals.
const INTERVALS_MAX: f64 = 4.0;

/// Calls that follow each other around the lab, as one tour.
#[derive(Clone, Copy)]
struct Segment {
    /// From departure to return.
    minutes: f64,
    /// From the first call to return.
    riding: f64,
    /// Driven against the order, which the first box rides less.
    reversed: bool,
}

impl Segment {
    /// Calls in an order, driven the way round that keeps the first box the younger at the lab.
    fn of(order: &[usize], calls: &[Call], minutes: &dyn Fn(Leg, Leg) -> f64) -> Segment {
        let stays: f64 = order.iter().map(|call| calls[*call].stay_minutes).sum();
        let along = |reversed: bool| {
            let at = |at: usize| if reversed { order.len() - 1 - at } else { at };
            let leg = |number: usize| order.get(at(number)).map_or(Leg::Lab, |c| Leg::Call(*c));
            let out = minutes(Leg::Lab, leg(0));
            let between = (1..order.len()).map(|number| minutes(leg(number - 1), leg(number)));
            let riding = between.sum::<f64>() + minutes(leg(order.len() - 1), Leg::Lab) + stays;
            Segment { minutes: out + riding, riding, reversed }
        };
        let (forth, back) = (along(false), along(true));
        if back.riding < forth.riding { back } else { forth }
    }

    /// From one departure of a vehicle to its next.
    fn every_minutes(&self, limits: Limits) -> f64 {
        (self.minutes * (1.0 + LAYOVER)).max(limits.interval_minutes)
    }

    /// Vehicles so that no box is older than this at the lab; `None` when none are enough.
    fn vehicles(&self, age_max: f64, limits: Limits) -> Option<usize> {
        let gap = age_max - self.riding;
        // Rounding must not cost a vehicle where the gap divides evenly.
        let number = || (self.every_minutes(limits) / gap - 1e-9).ceil().max(1.0) as usize;
        (gap > 0.0).then(number)
    }
}

/// Splits calls among at most `vehicles` vehicles and orders each tour; `minutes` gives drives and
/// must be finite. Empty when there is no vehicle or no call.
pub fn tours(
    calls: &[Call],
    vehicles: usize,
    limits: Limits,
    minutes: &dyn Fn(Leg, Leg) -> f64,
) -> Vec<Tour> {
    if vehicles == 0 || calls.is_empty() {
        return Vec::new();
    }
    let order = around(calls, minutes);
    let drives = Drives::new(&order, minutes);
    let minutes = &|from, to| drives.minutes(from, to);
    let segments = segments(calls, &order, limits, minutes);
    let enough = |age_max: f64| {
        let cut = cut(&segments, age_max, limits)?;
        (cut.iter().map(|part| part.2).sum::<usize>() <= vehicles).then_some(cut)
    };
    let (mut low, mut high) = (0.0, limits.interval_minutes);
    let mut best = loop {
        if let Some(cut) = enough(high) {
            break cut;
        }
        if high > 1e6 {
            // Too few even to hold the boxes: equal parts, and what does not fit waits.
            let each = order.len().div_ceil(vehicles);
            let part = |from: usize| (from, (from + each).min(order.len()), 1);
            break (0..order.len()).step_by(each).map(part).collect();
        }
        (low, high) = (high, high * 2.0);
    };
    for _ in 0..STEPS {
        let middle = (low + high) / 2.0;
        match enough(middle) {
            Some(cut) => (best, high) = (cut, middle),
            None => low = middle,
        }
    }
    let tour = |(from, to, vehicles): (usize, usize, usize)| {
        let mut order = insert_all(&order[from..to], minutes);
        let segment = Segment::of(&order, calls, minutes);
        if segment.reversed {
            order.reverse();
        }
        Tour { order, vehicles, gap_minutes: segment.every_minutes(limits) / vehicles as f64 }
    };
    best.into_iter().map(tour).collect()
}

/// Fewest vehicles so that no box is older than this when it reaches the lab. Where a call is too
/// far for that with a departure every half interval, all get the age that this one then has.
pub fn fleet(
    calls: &[Call],
    age_max: f64,
    limits: Limits,
    minutes: &dyn Fn(Leg, Leg) -> f64,
) -> usize {
    let order = around(calls, minutes);
    let drives = Drives::new(&order, minutes);
    let segments = segments(calls, &order, limits, &|from, to| drives.minutes(from, to));
    let farthest = segments.iter().filter_map(|of| of.first()).map(|one| one.riding);
    let least = farthest.fold(0.0, f64::max) + limits.interval_minutes / 2.0;
    let cut = cut(&segments, age_max.max(least), limits).unwrap_or_default();
    cut.iter().map(|part| part.2).sum()
}

/// For each call of the order the tours that begin with it: of one call, of two, ….
fn segments(
    calls: &[Call],
    order: &[usize],
    limits: Limits,
    minutes: &dyn Fn(Leg, Leg) -> f64,
) -> Vec<Vec<Segment>> {
    let beginning = |from: usize| {
        let (mut tour, mut found) = (Vec::new(), Vec::new());
        let (mut sum, mut boxes) = (0.0, 0.0);
        for &call in order[from..].iter().take(CALLS_MAX) {
            let (at, more) = insertion(&tour, call, minutes);
            tour.insert(at, call);
            sum += more + calls[call].stay_minutes;
            boxes += calls[call].boxes;
            let alone = tour.len() == 1;
            let long = sum > INTERVALS_MAX * limits.interval_minutes || boxes > limits.boxes_max;
            if long && !alone {
                break;
            }
            found.push(Segment::of(&tour, calls, minutes));
        }
        found
    };
    (0..order.len()).map(beginning).collect()
}

/// The cut of fewest vehicles at an age: from, to (of the order) and vehicles of each tour.
fn cut(
    segments: &[Vec<Segment>],
    age_max: f64,
    limits: Limits,
) -> Option<Vec<(usize, usize, usize)>> {
    // For each number of calls from the end: fewest vehicles, and the length of the first tour.
    let mut best: Vec<Option<(usize, usize, usize)>> = vec![None; segments.len() + 1];
    best[segments.len()] = Some((0, 0, 0));
    for from in (0..segments.len()).rev() {
        for (more, segment) in segments[from].iter().enumerate() {
            let Some(own) = segment.vehicles(age_max, limits) else { continue };
            let Some((rest, ..)) = best[from + more + 1] else { continue };
            if best[from].is_none_or(|(least, ..)| own + rest < least) {
                best[from] = Some((own + rest, more + 1, own));
            }
        }
    }
    let (mut cut, mut from) = (Vec::new(), 0);
    while from < segments.len() {
        let (_, length, own) = best[from]?;
        cut.push((from, from + length, own));
        from += length;
    }
    Some(cut)
}

fn insert_all(calls: &[usize], minutes: &dyn Fn(Leg, Leg) -> f64) -> Vec<usize> {
    let mut tour = Vec::new();
    for &call in calls {
        let (at, _) = insertion(&tour, call, minutes);
        tour.insert(at, call);
    }
    tour
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

/// Where a call lengthens a tour least, and by how many minutes.
fn insertion(order: &[usize], call: usize, minutes: &dyn Fn(Leg, Leg) -> f64) -> (usize, f64) {
    let leg = |at: Option<usize>| {
        at.and_then(|at| order.get(at)).map_or(Leg::Lab, |call| Leg::Call(*call))
    };
    let more = |at: usize| {
        let (before, after) = (leg(at.checked_sub(1)), leg(Some(at)));
        let direct = if order.is_empty() { 0.0 } else { minutes(before, after) };
        minutes(before, Leg::Call(call)) + minutes(Leg::Call(call), after) - direct
    };
    let best = (0..=order.len()).map(|at| (at, more(at))).min_by(|a, b| a.1.total_cmp(&b.1));
    best.unwrap_or((0, 0.0))
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
            assert!(tours.iter().map(|tour| tour.vehicles).sum::<usize>() <= vehicles);
            let mut seen: Vec<usize> = tours.iter().flat_map(|tour| tour.order.clone()).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..12).collect::<Vec<_>>(), "{vehicles} vehicles");
        }
        let four = tours(&calls, 4, LIMITS, &straight(&points));
        // Four tours of three would each leave every 120 min and ride 35: boxes of 155 min. One
        // tour of twelve rides 127 and leaves every 34: 161 min. Two of six ride 66 and leave
        // every 60: 126 min. `sim/tests/tours.rs` tries every cut.
        let by = |tour: &Tour| (tour.order.len(), tour.vehicles, tour.gap_minutes);
        assert_eq!(four.iter().map(by).collect::<Vec<_>>(), [(6, 2, 60.0); 2], "{four:?}");
    }

    #[test]
    fn a_tour_on_a_ring_goes_around_it() {
        let (calls, points) = ring(8);
        let minutes = straight(&points);
        let tour = &tours(&calls, 1, LIMITS, &minutes)[0].order;
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
        let boxes = |tour: &Tour| tour.order.iter().map(|call| calls[*call].boxes).sum::<f64>();
        assert!(two.iter().all(|tour| boxes(tour) <= 24.0), "{two:?}");
    }

    #[test]
    fn a_far_call_gets_several_vehicles_and_leaves_the_near_ones_theirs() {
        let (mut calls, mut points) = ring(8);
        calls.push(Call { angle: Some(0.01), stay_minutes: 5.0, boxes: 1.0 });
        points.push((100.0, 1.0));
        let minutes = straight(&points);
        let many = tours(&calls, 8, LIMITS, &minutes);
        let far = many.iter().find(|tour| tour.order.contains(&8)).expect("the far call");
        assert!(far.vehicles > 1, "{many:?}");
        let near = many.iter().filter(|tour| !tour.order.contains(&8));
        assert!(near.clone().count() > 0 && near.clone().all(|tour| tour.gap_minutes <= 120.0));
        // 100 minutes there, 105 from the box to the lab. 150 min would leave 45 between two
        // departures, which takes five for a tour of 205; half an interval, 60, is what it gets.
        let one = fleet(&calls[8..], 150.0, LIMITS, &|from, to| {
            let far = |leg| if leg == Leg::Lab { leg } else { Leg::Call(8) };
            minutes(far(from), far(to))
        });
        assert_eq!(one, 4);
    }

    #[test]
    fn too_few_vehicles_still_call_everywhere() {
        let (mut calls, points) = ring(40);
        calls.iter_mut().for_each(|call| call.boxes = 9.0);
        let one = tours(&calls, 1, LIMITS, &straight(&points));
        assert_eq!(one.iter().map(|tour| tour.order.len()).sum::<usize>(), 40);
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
        assert_eq!(one[0].order.len(), 6);
    }
}
