//! How surely a share of kept limits is known from a count of replications.

/// A plan is good when a replication keeps its limits with at least this probability.
pub const PROBABILITY_GOAL: f64 = 0.95;
/// Of the exact lower bound, one-sided.
pub const CONFIDENCE: f64 = 0.95;

/// Replications that kept a limit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// How many.
    pub hits: usize,
    /// Of how many.
    pub of: usize,
    /// The probability is at least this, at [`CONFIDENCE`]: the exact bound of Clopper and
    /// Pearson (1934). 59 of 59, 92 of 93 or 122 of 124 reach [`PROBABILITY_GOAL`].
    pub at_least: f64,
}

/// What may be said of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The exact lower bound reaches the goal.
    Proven,
    /// As many replications kept the limits as the goal asks, but too few were run to prove it.
    Unproven,
    /// Too many replications were late.
    Late,
}

impl Share {
    /// `hits` of `of`, with its bound.
    pub fn new(hits: usize, of: usize) -> Share {
        Share { hits, of, at_least: at_least(hits, of) }
    }

    /// The share itself, 0 to 1; 0 of none.
    pub fn value(&self) -> f64 {
        super::spread::ratio(self.hits as f64, self.of as f64)
    }

    /// What may be said of it.
    pub fn verdict(&self) -> Verdict {
        if self.at_least >= PROBABILITY_GOAL {
            Verdict::Proven
        } else if self.of > 0 && self.value() >= PROBABILITY_GOAL {
            Verdict::Unproven
        } else {
            Verdict::Late
        }
    }
}

/// The probability at which `hits` or more of `of` come up once in twenty times, by bisection.
fn at_least(hits: usize, of: usize) -> f64 {
    if hits == 0 {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, hits as f64 / of as f64);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if tail(hits, of, middle) < 1.0 - CONFIDENCE { low = middle } else { high = middle }
    }
    low
}

/// Probability of `hits` or more of `of` at probability `p`, above 0 and below 1.
fn tail(hits: usize, of: usize, p: f64) -> f64 {
    let choose = |k: usize| -> f64 { (1..=k).map(|i| ((of - k + i) as f64 / i as f64).ln()).sum() };
    let (log_p, log_q) = (p.ln(), (-p).ln_1p());
    let mut log_term = choose(hits) + hits as f64 * log_p + (of - hits) as f64 * log_q;
    let mut sum = 0.0;
    for k in hits..=of {
        sum += log_term.exp();
        log_term += ((of - k) as f64 / (k + 1) as f64).ln() + log_p - log_q;
    }
    sum
}
