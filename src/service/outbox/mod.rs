//! Notices and outcomes leave: every endpoint has a thread of its own that sends it one notice
//! after the other, every upstream one that sends it one batch of outcomes after the other, at
//! least once, and one thread keeps what became of them.
//!
//! ```text
//!   notice (a fact) ──► dispatch, a thread an endpoint ──► webhook, folder or mail
//!   outcome (a fact) ─► push, a thread an upstream ──────► webhook or folder
//!                          │  what became of it
//!                          ▼
//!                        marks: one thread, one commit for all, at most twenty a second
//! ```
//!
//! A notice is a fact of the same commit as the call it follows from; nothing has to be written
//! for it to be sent. What is sent and not yet marked when the process dies is sent again, under
//! the same key. Nothing here holds up the writer, and no endpoint another.

mod dispatch;
pub mod duty;
mod folder;
pub mod letter;
mod line;
mod mail;
mod marks;
pub mod push;
mod rounds;
pub mod sign;
mod webhook;
mod words;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::Region;
use tenfold_domain::term::{Message, Party};
use tenfold_domain::time::At;
use tokio::sync::watch;

use super::clock;
use crate::setup::notify::{Endpoint, Means, Notify, Upstream, Way};
use crate::storage::StoreError;
use crate::storage::db::Connection;
use crate::storage::open;
use crate::storage::tables::upstream::{self, Progress};
use crate::storage::tables::{load, outbox};
use dispatch::{Carrier, Dispatch, Sent};
use folder::Folder;
use mail::Mailer;
use marks::Marks;
use push::Push;
use webhook::Webhook;

/// How long a stop waits for tries under way; a folder on a dead disk may hang for longer.
const STOP_TIME_MAX: Duration = Duration::from_secs(5);

/// What sending asks of time; a test's own runs faster.
pub trait Clock: Debug + Send + Sync {
    /// Now.
    fn now(&self) -> At;
    /// How long to wait where so long is wanted.
    fn pause(&self, wanted: Duration) -> Duration;
}

/// The server's clock.
#[derive(Debug)]
pub struct ServerClock;

impl Clock for ServerClock {
    fn now(&self) -> At {
        clock::now()
    }

    fn pause(&self, wanted: Duration) -> Duration {
        wanted
    }
}

/// Where notices go, and by which clock.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The endpoints.
    pub notify: Notify,
    /// By which they wait.
    pub clock: Arc<dyn Clock>,
}

/// Why notices cannot leave.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An endpoint or upstream of a region that is not served, or of none where there are several.
    #[error("{0}: say its `region`, one of those that are served here")]
    Region(String),
    /// Certificates that are none.
    #[error("endpoint {0}: {1}")]
    Certificates(String, String),
}

/// The threads, and how to end them.
pub struct Outbox {
    stop: watch::Sender<bool>,
    ended: Mutex<Receiver<()>>,
    marker: std::thread::JoinHandle<()>,
}

impl Outbox {
    /// Enters the endpoints and starts a thread for each.
    pub fn start(
        data: &Path,
        campaigns: &BTreeMap<Region, Arc<Campaign>>,
        outgoing: &Outgoing,
    ) -> Result<Outbox, OutboxError> {
        let mut store = open::writer(data)?;
        let entered = enter(&mut store, campaigns, &outgoing.notify)?;
        let upstreams = enter_upstreams(&mut store, campaigns, &outgoing.notify)?;
        let (stop, stopped) = watch::channel(false);
        // Held by every thread and never sent into: all are gone when nobody holds it.
        let (alive, ended) = channel::<()>();
        let (marks, marker) = Marks::start(store, stopped.clone())?;
        for (campaign, number, served_upto, endpoint) in entered {
            let dispatch = Dispatch {
                reader: open::reader(data)?,
                sent: sent(&endpoint.name, &endpoint.means, campaign.region)?,
                campaign,
                number,
                served_upto,
                language: endpoint.language,
                limits: endpoint.limits,
                clock: outgoing.clock.clone(),
                marks: marks.clone(),
                stopped: stopped.clone(),
            };
            let name = endpoint.name.clone();
            spawn(alive.clone(), endpoint.name.clone(), move || dispatch.run(&name))?;
        }
        for (campaign, number, progress, upstream) in upstreams {
            let push = Push {
                reader: open::reader(data)?,
                campaign,
                number,
                progress,
                upstream: upstream.clone(),
                carrier: carrier(&upstream.name, &upstream.way)?,
                clock: outgoing.clock.clone(),
                marks: marks.clone(),
                stopped: stopped.clone(),
            };
            spawn(alive.clone(), upstream.name.clone(), move || push.run())?;
        }
        Ok(Outbox { stop, ended: Mutex::new(ended), marker })
    }

    /// Ends tries under way, keeps what became of the others and ends.
    pub fn stop(self) {
        self.stop.send_replace(true);
        let Ok(ended) = self.ended.into_inner() else { return };
        if matches!(ended.recv_timeout(STOP_TIME_MAX), Err(RecvTimeoutError::Timeout)) {
            tracing::warn!("an endpoint does not end in time; its notice may be sent again");
            return;
        }
        if self.marker.join().is_err() {
            tracing::error!("the thread that marks notices ended by a fault");
        }
    }
}

/// A thread of its own, until all of `alive` is gone.
fn spawn(
    alive: Sender<()>,
    name: String,
    run: impl FnOnce() + Send + 'static,
) -> Result<(), OutboxError> {
    let run = move || {
        if std::panic::catch_unwind(AssertUnwindSafe(run)).is_err() {
            // What waits for it shows in the metrics; a restart goes on where it was.
            tracing::error!(name, "the thread of an endpoint or upstream ended by a fault");
        }
        drop(alive);
    };
    let thread = std::thread::Builder::new().name("notices".into()).spawn(run);
    thread.map_err(|error| StoreError::Backend(error.to_string()))?;
    Ok(())
}

type Entered<'a> = (Arc<Campaign>, u16, u64, &'a Endpoint);

/// Keeps the endpoints in the store; those that are not in the file any more rest.
fn enter<'a>(
    store: &mut Connection,
    campaigns: &BTreeMap<Region, Arc<Campaign>>,
    notify: &'a Notify,
) -> Result<Vec<Entered<'a>>, OutboxError> {
    let transaction = store.begin()?;
    for region in campaigns.keys() {
        outbox::rest_all(&transaction, *region)?;
    }
    let mut entered = Vec::new();
    for endpoint in &notify.endpoints {
        let campaign = campaign_of(campaigns, endpoint.region, &endpoint.name)?;
        let masks = (
            outbox::mask(endpoint.parties.iter().map(|party| party.number())),
            outbox::mask(endpoint.messages.iter().map(|message| message.number())),
        );
        let end = load::ledger_end(&transaction, campaign.region)?.seq;
        let from = if endpoint.from_next { end } else { 0 };
        let (number, served_upto) =
            outbox::enlist(&transaction, campaign.region, &endpoint.name, masks, from)?;
        entered.push((campaign.clone(), number, served_upto, endpoint));
    }
    transaction.commit()?;
    unserved(notify);
    Ok(entered)
}

fn campaign_of<'a>(
    campaigns: &'a BTreeMap<Region, Arc<Campaign>>,
    region: Option<u32>,
    name: &str,
) -> Result<&'a Arc<Campaign>, OutboxError> {
    let only = campaigns.values().next().filter(|_| campaigns.len() == 1);
    let campaign = region.map_or(only, |region| campaigns.get(&Region(region)));
    campaign.ok_or_else(|| OutboxError::Region(name.to_owned()))
}

type EnteredUpstream<'a> = (Arc<Campaign>, u16, Progress, &'a Upstream);

/// The same of upstreams.
fn enter_upstreams<'a>(
    store: &mut Connection,
    campaigns: &BTreeMap<Region, Arc<Campaign>>,
    notify: &'a Notify,
) -> Result<Vec<EnteredUpstream<'a>>, OutboxError> {
    let transaction = store.begin()?;
    for region in campaigns.keys() {
        upstream::rest_all(&transaction, *region)?;
    }
    let mut entered = Vec::new();
    for upstream in &notify.upstreams {
        let campaign = campaign_of(campaigns, upstream.region, &upstream.name)?;
        let end = load::ledger_end(&transaction, campaign.region)?.seq;
        let from = if upstream.from_next { end } else { 0 };
        let named = (upstream.name.as_str(), upstream.form.word());
        let (number, progress) = upstream::enlist(&transaction, campaign.region, named, from)?;
        entered.push((campaign.clone(), number, progress, upstream));
    }
    transaction.commit()?;
    Ok(entered)
}

/// Says in the log whom no endpoint serves: these are told by other means, or not at all.
fn unserved(notify: &Notify) {
    let served = |party: &Party, message: &Message| {
        let mut endpoints = notify.endpoints.iter();
        endpoints.any(|one| one.parties.contains(party) && one.messages.contains(message))
    };
    if notify.endpoints.is_empty() {
        return;
    }
    let all = |party: &&Party| !Message::ALL.iter().any(|message| served(party, message));
    let none: Vec<&str> = Party::ALL.iter().filter(all).map(|party| party.word()).collect();
    if !none.is_empty() {
        tracing::warn!(parties = none.join(", "), "no endpoint serves these parties");
    }
}

fn sent(name: &str, means: &Means, region: Region) -> Result<Sent, OutboxError> {
    match means {
        Means::Way(way) => Ok(Sent::Carried(carrier(name, way)?)),
        Means::Mail(mail) => {
            let mailer = Mailer::new(mail, region);
            let mailer = mailer.map_err(|why| OutboxError::Certificates(name.to_owned(), why))?;
            Ok(Sent::Mailed(Box::new(mailer)))
        }
    }
}

fn carrier(name: &str, way: &Way) -> Result<Carrier, OutboxError> {
    match way {
        Way::Folder(folder) => Ok(Carrier::Folder(Folder::new(folder.clone()))),
        Way::Webhook { url, secret, ca_pem, allow_clear } => {
            let webhook = Webhook::new(url, secret, ca_pem.as_deref(), *allow_clear);
            let webhook = webhook.map_err(|why| OutboxError::Certificates(name.to_owned(), why))?;
            Ok(Carrier::Webhook(Box::new(webhook)))
        }
    }
}
