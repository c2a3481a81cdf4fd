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

/// Reads answered in a second; screens share one stream, so honest use stays far below.
const READS_PER_SECOND_MAX: u64 = 2_000;

/// How long a read that is turned away waits for its answer: somebody who asks again at once is
/// slowed down, and a no costs the machine as much as a yes.
pub const TURNED_AWAY_AFTER: Duration = Duration::from_millis(40);

/// The lag as last felt, slowly forgotten, and the reads of this second.
#[derive(Debug, Default)]
pub struct Pressure {
    lag_us: AtomicU64,
    reads: AtomicU64,
}

impl Pressure {
    /// Feels the lag until dropped; runs beside the requests, on the same threads.
    pub async fn feel(self: Arc<Self>) {
        for tick in 1u64.. {
            // A hundred ticks are a second, a little more under load: then reads get less.
            if tick.is_multiple_of(100) {
                self.reads.store(0, Ordering::Relaxed);
            }
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

    /// Counts a read; false when it should be turned away.
    pub fn admits_read(&self) -> bool {
        self.reads.fetch_add(1, Ordering::Relaxed) < READS_PER_SECOND_MAX && self.lag() <= LAG_MAX
    }
}
