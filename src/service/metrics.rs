//! Counters for `/metrics`, in Prometheus' text format; no label ever holds personal data.

use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use hdrhistogram::Histogram;

/// What the service counts.
pub struct Metrics {
    commits: AtomicU64,
    commands: AtomicU64,
    commits_failed: AtomicU64,
    shed_reads: AtomicU64,
    shed_writes: AtomicU64,
    signed_out: AtomicU64,
    failing: AtomicBool,
    commit_time_us: Mutex<Histogram<u64>>,
}

impl Default for Metrics {
    fn default() -> Self {
        // A microsecond to ten minutes; bounds in this order never fail to build.
        let histogram = Histogram::new_with_bounds(1, 600_000_000, 3);
        let histogram = histogram.unwrap_or_else(|_| unreachable!("1 is below 600,000,000"));
        Metrics {
            commits: AtomicU64::new(0),
            commands: AtomicU64::new(0),
            commits_failed: AtomicU64::new(0),
            shed_reads: AtomicU64::new(0),
            shed_writes: AtomicU64::new(0),
            signed_out: AtomicU64::new(0),
            failing: AtomicBool::new(false),
            commit_time_us: Mutex::new(histogram),
        }
    }
}

impl Metrics {
    /// A commit of so many commands took so long.
    pub fn committed(&self, commands: usize, took: Duration) {
        if commands == 0 {
            return;
        }
        self.failing.store(false, Ordering::Relaxed);
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.commands.fetch_add(commands as u64, Ordering::Relaxed);
        if let Ok(mut histogram) = self.commit_time_us.lock() {
            // `saturating_record` would not let the range grow: everything would read 2 µs.
            let _ = histogram.record(took.as_micros() as u64);
        }
    }

    /// A commit failed.
    pub fn failed(&self) {
        self.commits_failed.fetch_add(1, Ordering::Relaxed);
        self.failing.store(true, Ordering::Relaxed);
    }

    /// The store took a write again.
    pub fn recovered(&self) {
        self.failing.store(false, Ordering::Relaxed);
    }

    /// The last commit failed, and none has gone well since.
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    /// A read was turned away to keep writes going.
    pub fn shed_read(&self) {
        self.shed_reads.fetch_add(1, Ordering::Relaxed);
    }

    /// A write was turned away.
    pub fn shed_write(&self) {
        self.shed_writes.fetch_add(1, Ordering::Relaxed);
    }

    /// Somebody came without a valid token.
    pub fn signed_out(&self) {
        self.signed_out.fetch_add(1, Ordering::Relaxed);
    }

    /// Everything as text.
    pub fn text(&self, gauges: &[(&str, &str, f64)]) -> String {
        let mut out = String::new();
        let counters = [
            ("tenfold_commits_total", "Durable commits.", &self.commits),
            ("tenfold_commands_total", "Commands decided.", &self.commands),
            ("tenfold_commits_failed_total", "Commits that failed.", &self.commits_failed),
            ("tenfold_reads_shed_total", "Reads turned away under load.", &self.shed_reads),
            ("tenfold_writes_shed_total", "Writes turned away under load.", &self.shed_writes),
            ("tenfold_unauthorised_total", "Requests without a valid token.", &self.signed_out),
        ];
        // Writing into a string cannot fail.
        for (name, help, counter) in counters {
            let value = counter.load(Ordering::Relaxed);
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
        }
        for (name, help, value) in gauges {
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
        }
        if let Ok(histogram) = self.commit_time_us.lock() {
            let name = "tenfold_commit_seconds";
            let _ = writeln!(out, "# HELP {name} Time from decision to disk.");
            let _ = writeln!(out, "# TYPE {name} summary");
            for quantile in [0.5, 0.99, 0.999] {
                let seconds = histogram.value_at_quantile(quantile) as f64 / 1e6;
                let _ = writeln!(out, "{name}{{quantile=\"{quantile}\"}} {seconds}");
            }
            let _ = writeln!(out, "{name}_count {}", histogram.len());
        }
        out
    }
}
