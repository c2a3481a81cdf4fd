//! One upstream's thread: published outcomes in their order, a batch at a time, each until it is
//! taken. A batch is never given up by itself: what was amended must not come before what it
//! amends, and a platform that lacks a batch shows somebody untested. Refused for good, it is held
//! until somebody says that it may go on, or has it left out.

use std::sync::Arc;
use std::time::Duration;

use crate::storage::db::Connection;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::Region;
use tenfold_domain::time::At;
use tokio::sync::watch;

use super::Clock;
use super::dispatch::{Carrier, Halt, wait};
use super::marks::Marks;
use super::rounds::{Rounds, Work, go_round};
use super::webhook::{Missed, Post};
use crate::service::export::ExportError;
use crate::service::export::batch::{Batch, Manner};
use crate::setup::notify::Upstream;
use crate::storage::StoreError;
use crate::storage::tables::upstream::{self, Progress, Published};
use crate::storage::tables::{outbox, skip};

/// Answers among the 4xx that say "later": a time-out, too early, too much at a time.
const LATER: [u16; 3] = [408, 425, 429];

/// How often it is looked whether somebody had the batch left out that waits for its next try.
const LEFT_OUT_EVERY: Duration = Duration::from_secs(5);

/// What a thread works with.
pub struct Push {
    /// Reads outcomes.
    pub reader: Connection,
    /// Whose outcomes.
    pub campaign: Arc<Campaign>,
    /// The upstream's number.
    pub number: u16,
    /// How far it is.
    pub progress: Progress,
    /// Where to and how.
    pub upstream: Upstream,
    /// What brings batches there.
    pub carrier: Carrier,
    /// By which clock.
    pub clock: Arc<dyn Clock>,
    /// Where it is kept how far it is.
    pub marks: Marks,
    /// Tells the end.
    pub stopped: watch::Receiver<bool>,
}

impl Push {
    /// Sends until it is stopped.
    pub fn run(self) {
        let name = self.upstream.name.clone();
        let rounds = match Rounds::begin(self.clock.clone(), self.stopped.clone()) {
            Ok(rounds) => rounds,
            Err(error) => {
                tracing::error!(%error, upstream = name, "outcomes cannot leave");
                return;
            }
        };
        let mut sender = Sender { of: self, rounds };
        go_round(&mut sender, |error| {
            tracing::warn!(%error, upstream = name, "outcomes cannot be read");
        });
        sender.rounds.end();
    }
}

/// Whether the same batch would be refused again: it, or who sends it, is at fault.
fn is_for_good(missed: Missed) -> bool {
    missed.status.is_some_and(|status| (400..500).contains(&status) && !LATER.contains(&status))
}

struct Sender {
    of: Push,
    rounds: Rounds,
}

impl Work for Sender {
    /// Sends the next batch, where there is one and it may leave; whether it was taken.
    fn round(&mut self) -> Result<bool, Halt> {
        if self.of.progress.is_held {
            self.of.progress = upstream::progress(&self.of.reader, self.place())?;
            if self.of.progress.is_held {
                return self.skipped();
            }
        }
        // Asked for before the last end, or while the store could not be written.
        if self.skipped()? {
            return Ok(true);
        }
        let Some(waiting) = self.next()? else { return Ok(false) };
        let manner = Manner {
            form: self.of.upstream.form,
            receiver: &self.of.upstream.receiver,
            is_test: self.of.upstream.is_test,
            utc_offset: self.of.upstream.utc_offset,
        };
        let batch =
            Batch::of(&self.of.campaign, manner, &waiting).map_err(|error| match error {
                ExportError::Store(error) => error,
                other => StoreError::Backend(other.to_string()),
            })?;
        let Some(batch) = batch else { return Ok(false) };
        if self.of.progress.open_upto != batch.last {
            // Where it ends is on the disk before anybody sees it: after a `kill -9` the same
            // outcomes leave under the same id.
            self.of.progress.open_upto = batch.last;
            self.keep()?;
            self.of.marks.flush()?;
        }
        self.deliver(&batch)
    }

    fn rounds(&mut self) -> &mut Rounds {
        &mut self.rounds
    }
}

impl Sender {
    fn place(&self) -> (Region, u16) {
        (self.of.campaign.region, self.of.number)
    }

    /// The outcomes of the batch under way, or of a new one once it is full or its first has
    /// waited long enough.
    fn next(&mut self) -> Result<Option<Vec<Published>>, Halt> {
        let Progress { sent_upto, open_upto, .. } = self.of.progress;
        let region = self.of.campaign.region;
        let upto = outbox::readable_upto(&self.of.reader, region)?;
        if open_upto > sent_upto {
            // Its tubes are read from the heads, which may be rebuilt after a start.
            let is_readable = open_upto <= upto;
            let range = (sent_upto, open_upto);
            let read = || upstream::published(&self.of.reader, region, range, u32::MAX);
            return Ok(is_readable.then(read).transpose()?);
        }
        let most = self.of.upstream.batch_max;
        let found = upstream::published(&self.of.reader, region, (sent_upto, upto), most)?;
        let Some(first) = found.first() else {
            // Else blind samples, which nobody is told, would wait for ever.
            let last = upstream::last_publication(&self.of.reader, region, (sent_upto, upto))?;
            if let Some(last) = last {
                self.of.progress.sent_upto = last;
                self.keep()?;
            }
            return Ok(None);
        };
        let waited = self.of.clock.now().0.saturating_sub(first.recorded_at.0);
        let gather_ms = i64::try_from(self.of.upstream.gather.as_millis()).unwrap_or(i64::MAX);
        let is_full = found.len() >= most as usize;
        Ok((is_full || waited >= gather_ms).then_some(found))
    }

    /// Leaves the batch under way out, where somebody had it left out; whether it did.
    fn skipped(&mut self) -> Result<bool, Halt> {
        let (place, upto) = (self.place(), self.of.progress.open_upto);
        if upto == 0 || !skip::is_asked(&self.of.reader, place, upto)? {
            return Ok(false);
        }
        let before = self.of.progress;
        self.of.progress = Progress {
            sent_upto: upto,
            open_upto: 0,
            attempts: 0,
            is_held: false,
            fault: None,
            status: None,
            ..before
        };
        self.keep()?;
        self.of.marks.skipped(place.0, place.1, upto, self.of.clock.now())?;
        // Else it would be found again.
        self.of.marks.flush()?;
        tracing::warn!(upstream = self.of.upstream.name, upto, "a batch is left out by hand");
        Ok(true)
    }

    /// Waits before the next try; whether the batch was left out meanwhile.
    fn back_off(&mut self, mut left: Duration) -> Result<bool, Halt> {
        while !left.is_zero() {
            let step = left.min(LEFT_OUT_EVERY);
            self.rounds.rest(step)?;
            left -= step;
            if self.skipped()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tries a batch until it is taken, left out or held; whether it may be the next one's turn.
    fn deliver(&mut self, batch: &Batch) -> Result<bool, Halt> {
        loop {
            let tried = self.attempt(batch)?;
            let now = self.of.clock.now();
            let progress = &mut self.of.progress;
            progress.tried_at = Some(now);
            let Err(missed) = tried else {
                *progress = taken(*progress, batch, now);
                self.keep()?;
                return Ok(true);
            };
            progress.attempts = progress.attempts.saturating_add(1);
            (progress.fault, progress.status) = (Some(missed.fault), missed.status);
            progress.is_held = is_for_good(missed);
            let attempts = progress.attempts;
            self.keep()?;
            if self.of.progress.is_held {
                // Else a hand that says "go on" could be written over.
                self.of.marks.flush()?;
                let (name, id) = (&self.of.upstream.name, &batch.id);
                tracing::error!(upstream = name, id, status = missed.status, "a batch is refused");
                return Ok(false);
            }
            if self.back_off(wait(&self.of.upstream.limits, attempts, &batch.id))? {
                return Ok(true);
            }
        }
    }

    fn keep(&self) -> Result<(), Halt> {
        let (region, number) = self.place();
        Ok(self.of.marks.pushed(region, number, self.of.progress)?)
    }

    /// One try.
    fn attempt(&mut self, batch: &Batch) -> Result<Result<(), Missed>, Halt> {
        self.rounds.go_on()?;
        let (form, now) = (self.of.upstream.form, self.of.clock.now());
        let webhook = match &mut self.of.carrier {
            Carrier::Webhook(webhook) => webhook,
            Carrier::Folder(folder) => {
                let name = format!("{:012}-{}.{}", batch.first, batch.id, form.ending());
                return Ok(folder.put_file(&name, &batch.body).map_err(Missed::from));
            }
        };
        let more = headers(batch);
        let (key, body) = (&*batch.id, batch.body.clone());
        let post = Post { key, content_type: form.content_type(), more: &more, body };
        let timeout = self.of.upstream.limits.timeout;
        self.rounds.wait_for(webhook.post(&post, now, timeout))
    }
}

/// How far an upstream is that has just taken a batch.
fn taken(from: Progress, batch: &Batch, now: At) -> Progress {
    Progress {
        sent_upto: batch.last,
        open_upto: 0,
        sent: from.sent + batch.count as u64,
        batches: from.batches + 1,
        attempts: 0,
        is_held: false,
        tried_at: Some(now),
        taken_at: Some(now),
        fault: None,
        status: None,
    }
}

/// What stands beside a batch. The id holds first and last too, and is signed.
pub fn headers(batch: &Batch) -> [(&'static str, String); 4] {
    [
        ("tenfold-first", batch.first.to_string()),
        ("tenfold-last", batch.last.to_string()),
        ("tenfold-count", batch.count.to_string()),
        ("tenfold-cursor", batch.last.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenfold_domain::term::DeliveryFault;

    #[test]
    fn what_the_sender_can_mend_is_held_and_what_passes_is_tried_again() {
        let of = |status| is_for_good(Missed { fault: DeliveryFault::Refused, status });
        for status in [400, 401, 403, 404, 409, 410, 413, 415, 422, 451, 499] {
            assert!(of(Some(status)), "{status}");
        }
        for status in [301, 307, 408, 425, 429, 500, 502, 503, 504] {
            assert!(!of(Some(status)), "{status}");
        }
        assert!(!of(None), "no answer says nothing of the batch");
    }
}
