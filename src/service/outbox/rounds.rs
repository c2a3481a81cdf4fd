//! What every sending thread does beside its tries: it awaits them and rests between them, and ends
//! at once when the service does.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use super::Clock;
use super::dispatch::Halt;
use crate::storage::StoreError;

/// How often a thread looks for something new.
pub const LOOK_EVERY: Duration = Duration::from_millis(200);
/// Before the store is read again after it failed.
const STORE_RETRY: Duration = Duration::from_secs(1);

/// What a thread does, round by round.
pub trait Work {
    /// Sends what waits now; whether there may be more at once.
    fn round(&mut self) -> Result<bool, Halt>;
    /// What it waits and rests by.
    fn rounds(&mut self) -> &mut Rounds;
}

/// Goes on until the end; `failed` is told of a store that cannot be read.
pub fn go_round(work: &mut impl Work, failed: impl Fn(StoreError)) {
    loop {
        let pause = match work.round() {
            Ok(true) => continue,
            Ok(false) => LOOK_EVERY,
            Err(Halt::Stopped) => return,
            Err(Halt::Store(error)) => {
                failed(error);
                STORE_RETRY
            }
        };
        if work.rounds().rest(pause).is_err() {
            return;
        }
    }
}

/// Whether it is time to end.
pub fn is_stopped(stopped: &watch::Receiver<bool>) -> bool {
    *stopped.borrow() || stopped.has_changed().is_err()
}

/// The clock, the word that ends everything, and what awaits.
pub struct Rounds {
    runtime: Runtime,
    clock: Arc<dyn Clock>,
    stopped: watch::Receiver<bool>,
}

impl Rounds {
    /// Of the thread that calls.
    pub fn begin(clock: Arc<dyn Clock>, stopped: watch::Receiver<bool>) -> io::Result<Rounds> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        Ok(Rounds { runtime, clock, stopped })
    }

    /// Nothing is begun after the end.
    pub fn go_on(&self) -> Result<(), Halt> {
        if is_stopped(&self.stopped) { Err(Halt::Stopped) } else { Ok(()) }
    }

    /// What comes of a try, unless the end comes first.
    pub fn wait_for<T>(&mut self, tried: impl Future<Output = T>) -> Result<T, Halt> {
        let stopped = &mut self.stopped;
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                told = tried => Ok(told),
                _ = stopped.changed() => Err(Halt::Stopped),
            }
        })
    }

    /// Waits, unless the end comes first.
    pub fn rest(&mut self, wanted: Duration) -> Result<(), Halt> {
        let pause = self.clock.pause(wanted);
        let stopped = &mut self.stopped;
        let ended =
            self.runtime.block_on(async { tokio::time::timeout(pause, stopped.changed()).await });
        if ended.is_ok() { Err(Halt::Stopped) } else { self.go_on() }
    }

    /// The end; a name that is being looked up may hang for longer than anybody waits.
    pub fn end(self) {
        self.runtime.shutdown_background();
    }
}
