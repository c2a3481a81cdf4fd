//! What the service does between the wire and the store.
//!
//! Commands go one way: [`Service::ask`] -> [`writer`] -> the rules -> the store -> the answer.
//! Reads go another: [`Service::read`] on connections of their own, or the shared [`progress`]
//! board. Neither waits for the other.

pub mod advice;
pub mod appointments;
pub mod backup;
pub mod begin;
pub mod beside;
pub mod clock;
pub mod dirty;
pub mod escalation;
pub mod export;
pub mod grant;
pub mod hybrid;
pub mod import;
pub mod index;
pub mod lab_stand;
pub mod labels;
pub mod layouts;
pub mod metrics;
pub mod outbox;
pub mod pace;
pub mod personal;
pub mod preregistration;
pub mod pressure;
pub mod progress;
pub mod query;
pub mod queues;
pub mod readers;
pub mod receipt;
pub mod resident;
pub mod results;
pub mod roster;
pub mod routing;
pub mod slice;
pub mod standing;
pub mod tokens;
pub mod vault;
pub mod verify;
pub mod writer;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::Region;

pub use self::begin::init;
use crate::setup::{SetupError, kit, protocol};
use crate::storage::StoreError;
use crate::storage::db::Connection;
use crate::storage::open;
use crate::storage::tables::{self, reference};
use clock::Stopwatch;
use metrics::Metrics;
use outbox::duty::Sending;
use outbox::{OutboxError, Outgoing};
use preregistration::Preregistrations;
use pressure::Pressure;
use progress::Board;
use readers::Readers;
use roster::RosterWatch;
use tokens::Tokens;
use vault::{Vault, VaultError};
use writer::{Answer, Ask, Desk, Unavailable, Writer};

/// Share of the writer's queue above which reads are turned away.
const READS_SHED_FROM: f64 = 0.25;

/// How often a store that failed is tried again, however often it is asked for.
const PROBE_EVERY: Duration = Duration::from_secs(1);

/// What a running service is told at start.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder with the database.
    pub data: PathBuf,
    /// File with the root key; by default `tenfold.key` in the data folder.
    pub key: Option<PathBuf>,
    /// Commands that may wait before new ones are turned away.
    pub waiting_max: usize,
    /// Reads at a time; more are turned away.
    pub reads_max: usize,
    /// Where notices go; nowhere when absent.
    pub outgoing: Option<Outgoing>,
}

impl Options {
    /// Defaults for a data folder.
    pub fn new(data: impl Into<PathBuf>) -> Options {
        Options { data: data.into(), key: None, waiting_max: 50_000, reads_max: 16, outgoing: None }
    }

    /// Where the root key is.
    pub fn key_file(&self) -> PathBuf {
        self.key.clone().unwrap_or_else(|| self.data.join(vault::KEY_FILE))
    }
}

/// Why a service does not start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A protocol or kit kept with a campaign.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// An endpoint that notices should go to.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

/// A running service.
pub struct Service {
    /// The campaigns it serves.
    pub campaigns: BTreeMap<Region, Arc<Campaign>>,
    /// Keys.
    pub vault: Vault,
    /// Connections that only read.
    pub readers: Readers,
    /// Who may speak to it.
    pub tokens: Tokens,
    /// What headquarters sees.
    pub board: Arc<Board>,
    /// Counters.
    pub metrics: Arc<Metrics>,
    /// How late the service is with its own work.
    pub pressure: Arc<Pressure>,
    /// The way to the writer.
    pub desk: Desk,
    /// Who entered their own data beforehand.
    pub preregistrations: Preregistrations,
    /// Results files of one colour.
    pub parts: results::Parts,
    /// Who stands in line where, as was said last.
    pub queues: queues::Queues,
    /// Residents who asked in vain.
    pub attempts: resident::Attempts,
    writer: Mutex<Option<(Writer, RosterWatch)>>,
    outbox: Mutex<Option<Sending>>,
    /// When a store that failed was tried last, and what it said.
    probed: Mutex<(Option<Stopwatch>, Unavailable)>,
    /// Folder with the database.
    pub data: PathBuf,
}

impl Service {
    /// Opens the data, checks the key, reads the state and starts the writer.
    pub fn open(options: &Options) -> Result<Service, OpenError> {
        let connection = open::reader(&options.data)?;
        let (vault, _) = Vault::open(&options.key_file(), false)?;
        let campaigns = campaigns(&connection, &vault)?;
        let board = Arc::new(Board::default());
        let mut roster = roster::Look::default();
        for region in campaigns.keys() {
            // The stamp first: an import in between is then read once more, and not missed.
            roster.read(*region, tables::roster::stamp(&connection, *region)?);
            board.expects(*region, tables::query::roster_townships(&connection, *region)?);
        }
        let metrics = Arc::new(Metrics::default());
        let writer = Writer::start(
            options.data.clone(),
            campaigns.values().cloned().collect(),
            options.waiting_max,
            board.clone(),
            metrics.clone(),
        )?;
        let desk = writer.desk();
        let roster = roster.keep(connection, desk.clone(), board.clone())?;
        let start = |outgoing| Sending::start(&options.data, &campaigns, outgoing);
        let outbox = options.outgoing.as_ref().map(start).transpose()?;
        Ok(Service {
            campaigns,
            vault,
            readers: Readers::new(&options.data, options.reads_max)?,
            tokens: Tokens::new(options.data.clone())?,
            board,
            metrics,
            pressure: Arc::default(),
            desk,
            preregistrations: Preregistrations::open(&options.data)?,
            parts: results::Parts::new(&options.data),
            queues: queues::Queues::default(),
            attempts: resident::Attempts::default(),
            writer: Mutex::new(Some((writer, roster))),
            outbox: Mutex::new(outbox),
            probed: Mutex::new((None, Unavailable::StoreFailed)),
            data: options.data.clone(),
        })
    }

    /// Hands commands to the writer; answers come in order, after the commit.
    pub async fn ask(&self, asks: Vec<Ask>) -> Result<Vec<Answer>, Unavailable> {
        let answers = self.desk.ask(asks).await;
        if answers.is_err() {
            self.metrics.shed_write();
        }
        answers
    }

    /// Counts a read; false when it is to be turned away, so that clerks do not wait for it.
    pub fn admits_read(&self) -> bool {
        self.pressure.admits_read() && self.desk.fullness() <= READS_SHED_FROM
    }

    /// Whether the store takes writes, as far as is known, or why not; one that failed is tried
    /// again, but not by everybody who asks: a try is a write.
    pub async fn takes_writes(&self) -> Result<(), Unavailable> {
        if !self.metrics.is_failing() {
            return Ok(());
        }
        {
            let Ok(mut probed) = self.probed.lock() else { return Err(Unavailable::StoreFailed) };
            let (last, why) = *probed;
            if last.is_some_and(|last| last.elapsed() < PROBE_EVERY) {
                return Err(why);
            }
            *probed = (Some(Stopwatch::start()), why);
        }
        let probed = self.desk.probe().await;
        if let (Err(why), Ok(mut last)) = (probed, self.probed.lock()) {
            last.1 = why;
        }
        probed
    }

    /// Answers what was accepted, then stops the writer. Later calls do nothing.
    pub fn stop(&self) {
        if let Some(outbox) = self.outbox.lock().ok().and_then(|mut outbox| outbox.take()) {
            outbox.stop();
        }
        let working = self.writer.lock().ok().and_then(|mut writer| writer.take());
        if let Some((writer, roster)) = working {
            roster.stop();
            writer.stop();
        }
    }
}

/// Every campaign of the store, its protocol and kits read, its key checked.
pub fn campaigns(
    connection: &Connection,
    vault: &Vault,
) -> Result<BTreeMap<Region, Arc<Campaign>>, OpenError> {
    let mut campaigns = BTreeMap::new();
    for stored in reference::campaigns(connection)? {
        vault.belongs_to(&stored.key_check)?;
        let campaign = campaign(stored)?;
        campaigns.insert(campaign.region, Arc::new(campaign));
    }
    Ok(campaigns)
}

/// A campaign as the rules read it, from what the store keeps.
///
/// # Errors
/// When its protocol or kit no longer reads.
pub fn campaign(stored: reference::StoredCampaign) -> Result<Campaign, SetupError> {
    let name = format!("campaign {}", stored.region);
    Ok(Campaign {
        region: stored.region,
        name: stored.name,
        protocol: protocol::from_toml(&name, &stored.protocol)?,
        rounds: stored.rounds,
        sites: stored.sites,
        lanes: stored.lanes,
        labs: stored.labs,
        kits: kit::all(&name, &stored.kits)?,
    })
}
