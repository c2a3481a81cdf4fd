//! The roster while the service runs: what `tenfold import` adds counts within seconds.
//!
//! An import moves a stamp in the store. A thread of its own looks at the stamp; once it has moved
//! and come to rest, everybody is read again and handed to the writer a piece at a time, so that
//! no clerk waits for millions of rows.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::storage::db::Connection;
use tenfold_domain::code::Region;

use super::progress::Board;
use super::writer::Desk;
use crate::storage::StoreError;
use crate::storage::tables::{query, roster};

/// How often the stamp is looked at. An import commits more often than this while it lasts.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// People handed to the writer at a time; their places in the index take it about a millisecond.
const PIECE: usize = 5_000;

/// The stamps as they were read last.
#[derive(Default)]
pub struct Look {
    regions: BTreeMap<Region, Stamps>,
}

#[derive(Clone, Copy)]
struct Stamps {
    /// Of the roster that the writer knows.
    known: i64,
    /// Of the latest look.
    seen: i64,
}

/// The thread that looks, and how to end it.
pub struct RosterWatch {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Look {
    /// Notes that a region's roster of this stamp, or a newer one, is known.
    pub fn read(&mut self, region: Region, stamp: i64) {
        self.regions.insert(region, Stamps { known: stamp, seen: stamp });
    }

    /// Goes on looking until it is stopped.
    pub fn keep(
        mut self,
        connection: Connection,
        desk: Desk,
        board: Arc<Board>,
    ) -> Result<RosterWatch, StoreError> {
        let (stop, stopped) = channel();
        let run = move || self.run(&connection, &desk, &board, &stopped);
        let thread = std::thread::Builder::new().name("roster".into()).spawn(run);
        let thread = thread.map_err(|error| StoreError::Backend(error.to_string()))?;
        Ok(RosterWatch { stop, thread })
    }

    fn run(&mut self, store: &Connection, desk: &Desk, board: &Board, stopped: &Receiver<()>) {
        while matches!(stopped.recv_timeout(LOOK_EVERY), Err(RecvTimeoutError::Timeout)) {
            for (region, stamps) in &mut self.regions {
                let looked = roster::stamp(store, *region).and_then(|stamp| {
                    let rests = stamp == std::mem::replace(&mut stamps.seen, stamp);
                    if !rests || stamp == stamps.known {
                        return Ok(());
                    }
                    if let Some(people) = read_again(store, *region, desk, stopped)? {
                        stamps.known = stamp;
                        board.expects(*region, query::roster_townships(store, *region)?);
                        tracing::info!(%region, people, "the roster was read again");
                    }
                    Ok(())
                });
                if let Err(error) = looked {
                    tracing::warn!(%error, "the roster cannot be read again");
                }
            }
        }
    }
}

impl RosterWatch {
    /// Ends the thread, also in the middle of a roster.
    pub fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the thread that reads the roster ended by a fault");
        }
    }
}

/// Hands everybody to the writer and counts them; `None` when the service stops before the end.
fn read_again(
    store: &Connection,
    region: Region,
    desk: &Desk,
    stopped: &Receiver<()>,
) -> Result<Option<u64>, StoreError> {
    let (mut people, mut after) = (0, None);
    loop {
        let piece = roster::batches_after(store, region, after, PIECE)?;
        let Some((last, _)) = piece.last() else { return Ok(Some(people)) };
        after = Some(*last);
        people += piece.len() as u64;
        let stopping = !matches!(stopped.try_recv(), Err(std::sync::mpsc::TryRecvError::Empty));
        if stopping || !desk.expected(region, piece) {
            return Ok(None);
        }
    }
}
