//! Drives of one lab as its tours ask for them: the same few over and over.

use super::{CALLS_MAX, Leg};

/// Calls before and after a call that can be on its tour.
const NEAR: usize = CALLS_MAX - 1;

/// Minutes between calls that follow each other closely, and from and to the lab, each asked for
/// once.
pub(super) struct Drives<'a> {
    minutes: &'a dyn Fn(Leg, Leg) -> f64,
    /// Where a call stands in the order.
    place: Vec<usize>,
    /// From and to the lab, by call.
    lab: Vec<(f64, f64)>,
    /// For each place those to the places from [`NEAR`] before to as many after it.
    near: Vec<f64>,
}

impl<'a> Drives<'a> {
    /// Of calls in the order in which tours are cut from them.
    pub fn new(order: &[usize], minutes: &'a dyn Fn(Leg, Leg) -> f64) -> Drives<'a> {
        let mut place = vec![0; order.len()];
        for (at, call) in order.iter().enumerate() {
            place[*call] = at;
        }
        let of_lab = |call: usize| {
            let call = Leg::Call(call);
            (minutes(Leg::Lab, call), minutes(call, Leg::Lab))
        };
        let near = |at: usize| {
            let to = move |step: usize| (at + step).checked_sub(NEAR).filter(|to| *to != at);
            let drive = move |to: usize| {
                order.get(to).map(|to| minutes(Leg::Call(order[at]), Leg::Call(*to)))
            };
            (0..=2 * NEAR).map(move |step| to(step).and_then(drive).unwrap_or(0.0))
        };
        let lab = (0..order.len()).map(of_lab).collect();
        let near = (0..order.len()).flat_map(near).collect();
        Drives { minutes, place, lab, near }
    }

    /// Minutes of one.
    pub fn minutes(&self, from: Leg, to: Leg) -> f64 {
        match (from, to) {
            (Leg::Lab, Leg::Call(call)) => self.lab[call].0,
            (Leg::Call(call), Leg::Lab) => self.lab[call].1,
            (Leg::Call(a), Leg::Call(b)) if a != b => {
                let step = (self.place[b] + NEAR).wrapping_sub(self.place[a]);
                if step <= 2 * NEAR {
                    self.near[self.place[a] * (2 * NEAR + 1) + step]
                } else {
                    (self.minutes)(from, to)
                }
            }
            _ => (self.minutes)(from, to),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn each_drive_is_the_one_that_was_asked_for() {
        let asked = Cell::new(0);
        let minutes = |from: Leg, to: Leg| {
            let number = |leg| if let Leg::Call(call) = leg { call as f64 + 1.0 } else { 0.0 };
            asked.set(asked.get() + 1);
            100.0 * number(from) + number(to)
        };
        let order: Vec<usize> = (0..60).map(|at| at * 7 % 60).collect();
        let drives = Drives::new(&order, &minutes);
        let legs: Vec<Leg> = (0..60).map(Leg::Call).chain([Leg::Lab]).collect();
        for from in &legs {
            for to in &legs {
                assert_eq!(drives.minutes(*from, *to), minutes(*from, *to), "{from:?} {to:?}");
            }
        }
        asked.set(0);
        for pair in order.windows(CALLS_MAX) {
            drives.minutes(Leg::Call(pair[0]), Leg::Call(pair[CALLS_MAX - 1]));
            drives.minutes(Leg::Call(pair[CALLS_MAX - 1]), Leg::Call(pair[0]));
        }
        assert_eq!(asked.get(), 0, "calls of one tour are asked for once");
    }
}
