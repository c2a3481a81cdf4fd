//! How late the service is with its own work: a task that should wake every few milliseconds
//! tells by how much it woke late, which is what every request waits before anybody looks at it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::clock::Stopwatch;

/// How often the task should wake.
const TICK: Duration = Duration::from_millis(10);

/// A lag above which reads are turned away, so that clerks do not wait for them.
const LAG_MAX: Duration = Duration::from_millis(40);

/// The lag as last felt, slowly forgotten.
#[derive(Debug, Default)]
pub struct Pressure {
    lag_us: AtomicU64,
}

impl Pressure {
    /// Feels the lag until dropped; runs beside the requests, on the same threads.
    pub async fn feel(self: Arc<Self>) {
        loop {
            let watch = Stopwatch::start();
            tokio::time::sleep(TICK).await;
            let late_us = watch.elapsed().saturating_sub(TICK).as_micros() as u64;
            let before = self.lag_us.load(Ordering::Relaxed);
            // Up at once, down by an eighth a tick: a moment's ease does not open the gate.
            let now = late_us.max(before - before / 8);
            self.lag_us.store(now, Ordering::Relaxed);
        }
    }

    /// The lag.
    pub fn lag(&self) -> Duration {
        Duration::from_micros(self.lag_us.load(Ordering::Relaxed))
    }

    /// Reads should be turned away.
    pub fn is_high(&self) -> bool {
        self.lag() > LAG_MAX
    }
}
