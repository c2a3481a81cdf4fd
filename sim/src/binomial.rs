//! How sure a number of replications makes one that a plan keeps its date.
//!
//! A replication is late or it is not; with `late` of `replications` seen, the exact binomial law
//! (Clopper and Pearson 1934) bounds the share of all replications that would be late. With a
//! fixed number of them: 59 without a late one prove 95 % at 95 % confidence, 93 with one. A
//! [`Sprt`] (Wald 1945) looks after every replication and lets a bad plan go after a few.

use crate::special::{beta_share, root};

/// The largest share of late replications that agrees with what was seen: a one-sided upper bound
/// at `confidence`. Without replications it is 1.
pub fn late_share_max(replications: u32, late: u32, confidence: f64) -> f64 {
    if late >= replications {
        return 1.0;
    }
    root(0.0, 1.0, |share| 1.0 - confidence - at_most(replications, late, share))
}

/// The smallest share of replications in time that agrees with what was seen: the other side of
/// [`late_share_max`].
pub fn in_time_min(replications: u32, late: u32, confidence: f64) -> f64 {
    1.0 - late_share_max(replications, late, confidence)
}

/// The largest share of replications in time that agrees with what was seen: a one-sided upper
/// bound at `confidence`. Without replications, or without a late one, it is 1.
pub fn in_time_max(replications: u32, late: u32, confidence: f64) -> f64 {
    if late == 0 {
        return 1.0;
    }
    let fewer = late - 1;
    1.0 - root(0.0, 1.0, |share| confidence - at_most(replications, fewer, share))
}

/// Fewest replications that prove, with `late` late ones among them, that more than `in_time` (a
/// share below 1) of all are in time, at `confidence` (below 1).
pub fn replications_needed(late: u32, in_time: f64, confidence: f64) -> u32 {
    let proves = |replications| at_most(replications, late, 1.0 - in_time) <= 1.0 - confidence;
    let mut enough = late + 1;
    while !proves(enough) && enough < u32::MAX / 2 {
        enough *= 2;
    }
    let mut short = enough / 2;
    while enough - short > 1 {
        let middle = short + (enough - short) / 2;
        if proves(middle) {
            enough = middle;
        } else {
            short = middle;
        }
    }
    enough
}

/// Probability of at most `hits` in `trials` at a share each.
pub fn at_most(trials: u32, hits: u32, share: f64) -> f64 {
    if hits >= trials {
        return 1.0;
    }
    beta_share(f64::from(trials - hits), f64::from(hits) + 1.0, 1.0 - share)
}

/// What a sequential test says after a replication.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Not yet decided.
    GoOn,
    /// In time often enough.
    Accept,
    /// Not in time often enough.
    Reject,
}

impl Verdict {
    /// This verdict, or what is said next where there is none.
    pub fn or_else(self, next: impl FnOnce() -> Verdict) -> Verdict {
        if self == Verdict::GoOn { next() } else { self }
    }
}

/// A sequential probability ratio test on replications that are late or in time.
///
/// Guarantee: a plan in time with the bad share or less is accepted with its probability of error
/// at most, one with the good share or more rejected with its own at most, however often one
/// looks. The limits are `1/error`, which Ville's inequality makes exact, and not Wald's own,
/// which are nearly so.
/// Between `bad` and `good` either answer is right; the nearer they are, the longer it takes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sprt {
    ln_late: f64,
    ln_in_time: f64,
    ln_accept: f64,
    ln_reject: f64,
    ln_ratio: f64,
    replications: u32,
    late: u32,
}

impl Sprt {
    /// A test between two shares in time, `0 < bad < good < 1`, each with the probability of
    /// taking it for the other.
    pub fn new((bad, accepted): (f64, f64), (good, rejected): (f64, f64)) -> Sprt {
        Sprt {
            ln_late: ((1.0 - good) / (1.0 - bad)).ln(),
            ln_in_time: (good / bad).ln(),
            ln_accept: -accepted.ln(),
            ln_reject: rejected.ln(),
            ln_ratio: 0.0,
            replications: 0,
            late: 0,
        }
    }

    /// One more replication.
    pub fn see(&mut self, late: bool) -> Verdict {
        self.replications += 1;
        self.late += u32::from(late);
        self.ln_ratio += if late { self.ln_late } else { self.ln_in_time };
        self.verdict()
    }

    /// What is known so far. A verdict holds when it is first said; stop there.
    pub fn verdict(&self) -> Verdict {
        if self.ln_ratio >= self.ln_accept {
            Verdict::Accept
        } else if self.ln_ratio <= self.ln_reject {
            Verdict::Reject
        } else {
            Verdict::GoOn
        }
    }

    /// Replications that accept it if none of them is late.
    pub fn left(&self) -> u64 {
        ((self.ln_accept - self.ln_ratio) / self.ln_in_time).ceil().max(1.0) as u64
    }

    /// Replications seen, and the late ones among them.
    pub fn seen(&self) -> (u32, u32) {
        (self.replications, self.late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{Purpose, Stream};

    #[test]
    fn counts_of_the_plan() {
        let counts = [0, 1, 2, 3, 5].map(|late| replications_needed(late, 0.95, 0.95));
        assert_eq!(counts, [59, 93, 124, 153, 208]);
        assert_eq!(replications_needed(0, 0.9995, 0.95), 5_990);
    }

    #[test]
    fn a_bound_and_its_count_agree() {
        for late in 0..8 {
            let enough = replications_needed(late, 0.95, 0.95);
            assert!(in_time_min(enough, late, 0.95) >= 0.95, "{late} late of {enough}");
            assert!(in_time_min(enough - 1, late, 0.95) < 0.95, "{late} late, one less");
        }
    }

    #[test]
    fn bounds_by_closed_form_and_table() {
        // Nothing late: 1 - (1 - confidence)^(1/n).
        assert!((late_share_max(59, 0, 0.95) - (1.0 - 0.05f64.powf(1.0 / 59.0))).abs() < 1e-12);
        // Ten of twenty, upper end of the two-sided 95 % interval: 0.728.
        assert!((late_share_max(20, 10, 0.975) - 0.728_042).abs() < 1e-6);
        assert_eq!((late_share_max(0, 0, 0.95), late_share_max(4, 4, 0.95)), (1.0, 1.0));
    }

    /// Share of 20,000 tests accepted at a true share in time, and how long they took on average.
    fn accepted(in_time: f64) -> (f64, f64) {
        let (mut accepted, mut replications) = (0u32, 0u64);
        for run in 0..20_000 {
            let stream = Stream::root(11, run).of(Purpose::Habit, 0);
            let mut test = Sprt::new((0.95, 0.05), (0.99, 0.05));
            let verdicts = (0..).map(|n| test.see(!stream.hits(n, in_time)));
            let verdict = verdicts.into_iter().find(|verdict| *verdict != Verdict::GoOn);
            accepted += u32::from(verdict == Some(Verdict::Accept));
            replications += u64::from(test.seen().0);
        }
        (f64::from(accepted) / 20_000.0, replications as f64 / 20_000.0)
    }

    /// Standard deviation of a share near 5 % of 20,000 is 0.0015; 0.057 is 4.5 of them away, a
    /// false alarm in 300,000.
    #[test]
    fn the_sequential_test_keeps_its_word() {
        let ((bad, _), (good, took), (worse, took_worse)) =
            (accepted(0.95), accepted(0.99), accepted(0.80));
        assert!(bad <= 0.057, "a bad plan accepted: {bad}");
        assert!(good >= 0.943, "a good plan accepted: {good}");
        assert!(worse == 0.0 && took_worse < 20.0, "far too late: {took_worse} replications");
        assert!(took < 153.0, "a good plan: {took} replications");
    }

    #[test]
    fn without_a_late_one_it_takes_seventy_three() {
        let mut test = Sprt::new((0.95, 0.05), (0.99, 0.05));
        let verdicts: Vec<Verdict> = (0..73).map(|_| test.see(false)).collect();
        assert!(verdicts[..72].iter().all(|verdict| *verdict == Verdict::GoOn));
        assert_eq!((verdicts[72], test.seen()), (Verdict::Accept, (73, 0)));
    }

    #[test]
    fn it_knows_how_many_are_left() {
        let mut test = Sprt::new((0.95, 0.05), (0.99, 0.05));
        for n in 0..73 {
            assert_eq!(test.left(), 73 - n);
            test.see(false);
        }
        let mut test = Sprt::new((0.95, 0.05), (0.99, 0.05));
        test.see(true);
        // A late one costs ln 5 of the ratio, one in time wins ln(99 / 95).
        assert_eq!(test.left(), 112);
    }
}
