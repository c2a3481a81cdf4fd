//! What a client measures: how many, how fast, how often again.

use std::collections::BTreeMap;
use std::time::Duration;

use hdrhistogram::Histogram;

/// Requests of one line or of many.
pub struct Stats {
    /// Commands in the requests that were answered.
    pub commands: u64,
    /// Times a request was sent again, by reason.
    pub retries: BTreeMap<String, u64>,
    latency_us: Histogram<u64>,
}

impl Default for Stats {
    fn default() -> Self {
        // Three significant digits with an automatic range never fail to build.
        let latency_us = Histogram::new(3).unwrap_or_else(|_| unreachable!("3 is allowed"));
        Stats { commands: 0, retries: BTreeMap::new(), latency_us }
    }
}

impl Stats {
    /// A request was answered after so long, waits and repetitions included.
    pub fn answered(&mut self, took: Duration) {
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        // `saturating_record` would not let the range grow; within 64 bits this cannot fail.
        let _ = self.latency_us.record(took);
    }

    /// A request is sent again.
    pub fn again(&mut self, why: String) {
        *self.retries.entry(why).or_default() += 1;
    }

    /// Adds another line's.
    pub fn add(&mut self, other: &Stats) {
        self.commands += other.commands;
        for (why, count) in &other.retries {
            *self.retries.entry(why.clone()).or_default() += count;
        }
        // Both grow by themselves, so that adding cannot fail.
        let _ = self.latency_us.add(&other.latency_us);
    }

    /// Requests answered.
    pub fn requests(&self) -> u64 {
        self.latency_us.len()
    }

    /// The latency that this share of requests stayed within, in milliseconds.
    pub fn latency_ms(&self, share: f64) -> f64 {
        self.latency_us.value_at_quantile(share) as f64 / 1e3
    }
}
