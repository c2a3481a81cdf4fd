//! Waiting without spending the time.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tenfold::service::clock;
use tenfold::service::outbox::Clock;
use tenfold_domain::time::At;

/// A clock that goes on by whatever is waited for, and waits a moment.
#[derive(Debug, Default)]
pub struct Hurried {
    ahead_ms: AtomicI64,
}

impl Clock for Hurried {
    fn now(&self) -> At {
        At(clock::now().0 + self.ahead_ms.load(Ordering::Acquire))
    }

    fn pause(&self, wanted: Duration) -> Duration {
        self.ahead_ms.fetch_add(wanted.as_millis() as i64, Ordering::AcqRel);
        wanted.min(Duration::from_millis(1))
    }
}
