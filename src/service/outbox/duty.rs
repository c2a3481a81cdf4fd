//! Where several services share a store, one of them sends for all: whoever has the duty. It passes
//! on when its holder ends, and a while after it was last heard of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::Region;
use uuid::Uuid;

use super::{Outbox, OutboxError, Outgoing};
use crate::service::clock::Stopwatch;
use crate::storage::StoreError;
use crate::storage::open::Duty;
use crate::storage::postgres::DUTY_HELD_FOR;

/// How often the holder says that it goes on, and the others ask whether they may.
const ASK_EVERY: Duration = Duration::from_secs(3);

/// The name of the duty.
const SENDING: &str = "sending";

/// What sends while it is this service's duty.
pub struct Sending {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

/// What the thread holds.
struct Watch {
    data: PathBuf,
    campaigns: BTreeMap<Region, Arc<Campaign>>,
    outgoing: Outgoing,
    duty: Duty,
    /// Since the duty was ours for certain.
    heard: Stopwatch,
    outbox: Option<Outbox>,
}

impl Sending {
    /// Sends at once where it may.
    ///
    /// # Errors
    /// What an endpoint lacks, where this service is the one that sends.
    pub fn start(
        data: &Path,
        campaigns: &BTreeMap<Region, Arc<Campaign>>,
        outgoing: &Outgoing,
    ) -> Result<Sending, OutboxError> {
        let (data, outgoing) = (data.to_owned(), outgoing.clone());
        let duty = Duty::of(&data, SENDING, Uuid::now_v7().into_bytes())?;
        let (campaigns, heard) = (campaigns.clone(), Stopwatch::start());
        let mut watch = Watch { data, campaigns, outgoing, duty, heard, outbox: None };
        if watch.duty.take()? {
            watch.begin()?;
        }
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new().name("sending".into());
        let thread = thread.spawn(move || watch.keep(&stopped));
        let thread = thread.map_err(|error| StoreError::Backend(error.to_string()))?;
        Ok(Sending { stop, thread })
    }

    /// Ends what is under way and leaves the duty to another.
    pub fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the thread that watches over sending ended by a fault");
        }
    }
}

impl Watch {
    fn begin(&mut self) -> Result<(), OutboxError> {
        self.outbox = Some(Outbox::start(&self.data, &self.campaigns, &self.outgoing)?);
        Ok(())
    }

    fn keep(&mut self, stopped: &Receiver<()>) {
        while matches!(stopped.recv_timeout(ASK_EVERY), Err(RecvTimeoutError::Timeout)) {
            self.look();
        }
        if let Some(outbox) = self.outbox.take() {
            outbox.stop();
        }
        if let Err(error) = self.duty.leave() {
            tracing::warn!(%error, "the duty to send passes on a little later");
        }
    }

    fn look(&mut self) {
        let is_ours = match self.duty.take() {
            Ok(is_ours) => {
                self.heard = Stopwatch::start();
                is_ours
            }
            Err(error) => {
                tracing::warn!(%error, "whose duty it is to send cannot be learned");
                // Until then nobody else can have taken it.
                self.outbox.is_some() && self.heard.elapsed() + ASK_EVERY < DUTY_HELD_FOR
            }
        };
        match (is_ours, &self.outbox) {
            (true, None) => match self.begin() {
                Ok(()) => tracing::info!("sends notices and outcomes from now on"),
                Err(error) => tracing::error!(%error, "notices and outcomes cannot be sent"),
            },
            (false, Some(_)) => {
                tracing::warn!("another service sends notices and outcomes from now on");
                self.outbox.take().into_iter().for_each(Outbox::stop);
            }
            _ => {}
        }
    }
}
