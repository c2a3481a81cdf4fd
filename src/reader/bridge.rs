//! The thread that looks at the reader, and what it tells whoever listens.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{broadcast, watch};
use zeroize::Zeroizing;

use super::words::{self, Standing};
use super::{Adapter, Look};
use crate::service::clock;

/// Between two looks: a clerk does not notice it, and the module is not kept busy.
const PAUSE: Duration = Duration::from_millis(300);
/// Readings a slow page may be behind. Each is overwritten once every page has it.
const BEHIND_MAX: usize = 4;

/// A reading on its way to the pages.
pub(super) type Told = Arc<Zeroizing<String>>;

/// What pages listen to.
pub struct Bridge {
    pub(super) standing: watch::Receiver<Standing>,
    pub(super) cards: broadcast::Sender<Told>,
}

/// The thread that looks, and how to end it.
pub struct Stop {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Bridge {
    /// Begins to look. `changed` hears how it stands, each time that changes; nothing of a person.
    ///
    /// # Errors
    /// What the system says when it has no thread to give.
    pub fn start(
        mut adapter: impl Adapter + 'static,
        mut changed: impl FnMut(Standing) + Send + 'static,
    ) -> std::io::Result<(Bridge, Stop)> {
        let (tell, standing) = watch::channel(Standing::Starting);
        let (cards, _) = broadcast::channel(BEHIND_MAX);
        let (stop, stopped) = channel();
        let offer = cards.clone();
        let run = move || {
            loop {
                let now = look(&mut adapter, &offer);
                let is_new = tell.send_if_modified(|before| std::mem::replace(before, now) != now);
                if is_new {
                    changed(now);
                }
                if !matches!(stopped.recv_timeout(PAUSE), Err(RecvTimeoutError::Timeout)) {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("reader".into()).spawn(run)?;
        Ok((Bridge { standing, cards }, Stop { stop, thread }))
    }
}

/// Looks once and offers what was read; how it stands now.
fn look(adapter: &mut impl Adapter, cards: &broadcast::Sender<Told>) -> Standing {
    match adapter.look() {
        Ok(Look::Nothing) => Standing::Ready,
        Ok(Look::Left) => Standing::Left,
        Ok(Look::Card(reading)) => {
            let text = words::reading(&reading, clock::now()).to_string();
            // Without a page that listens it is gone, as it should be.
            let _ = cards.send(Arc::new(Zeroizing::new(text)));
            Standing::Left
        }
        Err(fault) => Standing::Failing(fault),
    }
}

impl Stop {
    /// Ends after the look that is under way.
    pub fn stop(self) {
        drop(self.stop);
        // A look that panicked has ended too.
        let _ = self.thread.join();
    }
}
