//! Who is positive. People come by household, and positives lie together in households: pools
//! then hold several at once, and fewer pools are positive than independence says (DOMAIN 4.1).

use crate::scenario::Habits;
use crate::stream::{Purpose, Stream};

/// Walks a site's people in the order they come and says who is positive.
///
/// A household is struck with probability `q`; one of it is positive then, and each other with
/// the probability `clustering`; `q` is such that the share of positives is the prevalence.
pub struct Infection {
    stream: Stream,
    draws: u64,
    size: f64,
    clustering: f64,
    /// ln(1 - q); 0 when nobody is ever struck.
    log_spared: f64,
    /// Number of the next household struck.
    struck: f64,
    /// Its people: the first, and one past the last.
    from: u64,
    to: u64,
}

impl Infection {
    /// For one site.
    pub fn new(root: Stream, site: u64, prevalence: f64, habits: &Habits) -> Infection {
        let size = habits.household.max(1.0);
        let clustering = if size > 1.0 { habits.clustering } else { 0.0 };
        let struck = prevalence * size / (1.0 + (size - 1.0) * clustering);
        // More than every household cannot be struck: the rest are positive beside the first.
        let (struck, clustering) = if struck < 1.0 {
            (struck, clustering)
        } else {
            (1.0 - 1e-12, ((prevalence * size - 1.0) / (size - 1.0).max(1e-9)).clamp(0.0, 1.0))
        };
        let mut infection = Infection {
            stream: root.of(Purpose::Infection, site),
            draws: 0,
            size,
            clustering,
            log_spared: (1.0 - struck).ln(),
            struck: -1.0,
            from: 0,
            to: 0,
        };
        infection.next();
        infection
    }

    fn draw(&mut self) -> f64 {
        self.draws += 1;
        self.stream.unit(self.draws)
    }

    fn next(&mut self) {
        if self.log_spared == 0.0 {
            (self.from, self.to) = (u64::MAX, u64::MAX);
            return;
        }
        let spared = (self.draw().ln() / self.log_spared).floor();
        self.struck += 1.0 + spared;
        self.from = (self.struck * self.size) as u64;
        self.to = ((self.struck + 1.0) * self.size) as u64;
    }

    /// Whether the n-th person is positive; `n` must not fall from call to call.
    #[inline]
    pub fn is_positive(&mut self, n: u64) -> bool {
        if n < self.from {
            return false;
        }
        while n >= self.to {
            self.next();
        }
        n == self.from || (n > self.from && self.draw() < self.clustering)
    }
}
