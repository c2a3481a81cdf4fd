//! The simulator's cores against queueing theory.
//!
//! One run of a million customers scatters by 4 % at rho 0.9, so every figure here comes from
//! many independent replications, each warmed up from empty, with a Student interval around
//! their mean. False alarms: [`FALSE_ALARM`] for the whole family of at most [`CHECKS`] checks,
//! shared evenly among them (Bonferroni), were the seed drawn anew; that is about five standard
//! errors on either side, as far as means of so many are normal. The seed is fixed, so a test that
//! passes goes on to pass.
//!
//! `cargo test -p tenfold-sim --test theory -- --nocapture` prints every interval.

#[path = "theory/bounds.rs"]
mod bounds;
#[path = "theory/networks.rs"]
mod networks;
#[path = "theory/waits.rs"]
mod waits;

use tenfold_sim::draw::exponential;
use tenfold_sim::mean::Mean;
use tenfold_sim::servers::Servers;
use tenfold_sim::stream::{Purpose, Stream, unit};

/// Probability that any check fails although all is right.
const FALSE_ALARM: f64 = 1e-4;

/// Not fewer than there are.
const CHECKS: f64 = 64.0;

/// Mean service in milliseconds: an hour over 40 people.
pub const SERVICE_MS: f64 = 90_000.0;

/// The interval of one check.
pub fn interval(values: &[f64]) -> Mean {
    Mean::of(values, 1.0 - FALSE_ALARM / CHECKS)
}

/// The truth lies in the interval, and the interval is narrow enough to say something: its half
/// width is at most `narrow` of the truth.
pub fn check(what: &str, values: &[f64], truth: f64, narrow: f64) {
    let seen = interval(values);
    let off = (seen.mean / truth - 1.0) * 100.0;
    println!("{what}: simulated {seen}, theory {truth:.6}, off {off:+.3} %");
    assert!(
        seen.holds(truth),
        "{what}: {truth:.6} is not in {:.6}..{:.6}",
        seen.low(),
        seen.high()
    );
    assert!(seen.half_width <= narrow * truth, "{what}: {seen} says too little");
}

/// A law of a length with mean 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Length {
    /// Always the same.
    Constant,
    /// Exponential.
    Exponential,
    /// The sum of two exponentials.
    Erlang2,
    /// From 0 to 2, evenly.
    Uniform,
    /// Exponential with mean 1/2 or 3, four times in five the first.
    Mixed,
}

impl Length {
    /// Coefficient of variation.
    pub fn cv(self) -> f64 {
        match self {
            Length::Constant => 0.0,
            Length::Exponential => 1.0,
            Length::Erlang2 => 0.5f64.sqrt(),
            Length::Uniform => (1.0f64 / 3.0).sqrt(),
            // E[X²] = 2 (4/5 · 1/4 + 1/5 · 9) = 4.
            Length::Mixed => 3.0f64.sqrt(),
        }
    }

    /// The n-th of a stream.
    pub fn draw(self, stream: Stream, n: u64) -> f64 {
        match self {
            Length::Constant => 1.0,
            Length::Exponential => exponential(stream.bits(n)),
            Length::Erlang2 => {
                (exponential(stream.bits(2 * n)) + exponential(stream.bits(2 * n + 1))) / 2.0
            }
            Length::Uniform => 2.0 * unit(stream.bits(n)),
            Length::Mixed => {
                let mean = if stream.hits(2 * n, 0.8) { 0.5 } else { 3.0 };
                mean * exponential(stream.bits(2 * n + 1))
            }
        }
    }
}

/// A queue of G/G/c, simulated by recursion.
#[derive(Clone, Copy)]
pub struct Node {
    /// Servers.
    pub servers: u32,
    /// Load over servers.
    pub rho: f64,
    /// Times between arrivals.
    pub gaps: Length,
    /// Services.
    pub services: Length,
}

/// Of one replication.
#[derive(Clone, Copy)]
pub struct Waited {
    /// Mean wait, in services.
    pub wait: f64,
    /// Share who waited.
    pub waited: f64,
}

impl Node {
    /// M/?/c.
    pub fn random(servers: u32, rho: f64, services: Length) -> Node {
        Node { servers, rho, gaps: Length::Exponential, services }
    }

    /// The theory of it, with a service as the unit of time.
    pub fn theory(&self) -> tenfold_sim::theory::Queue {
        let rate = self.rho * f64::from(self.servers);
        tenfold_sim::theory::Queue { servers: self.servers, rate, service: 1.0 }
    }

    /// Customers in order of arrival: when they come and how long they take, in milliseconds.
    /// Rounded to the nearest, so that what whole milliseconds do to a mean is nothing.
    pub fn customers(&self, root: Stream) -> impl Iterator<Item = (i64, i64)> + use<> {
        let (arrival, swab) = (root.of(Purpose::Arrival, 0), root.of(Purpose::Swab, 0));
        let gap_ms = SERVICE_MS / self.rho / f64::from(self.servers);
        let (gaps, services) = (self.gaps, self.services);
        let mut at_ms = 0.0;
        (0..).map(move |n| {
            at_ms += gaps.draw(arrival, n) * gap_ms;
            (at_ms.round() as i64, (services.draw(swab, n) * SERVICE_MS).round() as i64)
        })
    }

    /// Replications of `count` customers each, after `warm` who are not counted.
    pub fn waits(&self, replications: u64, warm: usize, count: usize) -> Vec<Waited> {
        // Every node draws for itself, so that one lucky stream does not speak for all.
        let seed = u64::from(self.servers) << 32 | (self.rho * 1e4) as u64;
        let one = |replication| {
            let mut servers = Servers::new(self.servers as usize, 0);
            let (mut sum_ms, mut waited) = (0, 0);
            let customers = self.customers(Stream::root(seed, replication));
            for (n, (at_ms, service_ms)) in customers.take(warm + count).enumerate() {
                let wait_ms = servers.take(at_ms, service_ms) - at_ms;
                if n >= warm {
                    sum_ms += wait_ms;
                    waited += u32::from(wait_ms > 0);
                }
            }
            let count = count as f64;
            Waited { wait: sum_ms as f64 / SERVICE_MS / count, waited: f64::from(waited) / count }
        };
        (0..replications).map(one).collect()
    }
}

/// Only the mean waits.
pub fn only_waits(waits: &[Waited]) -> Vec<f64> {
    waits.iter().map(|waited| waited.wait).collect()
}
