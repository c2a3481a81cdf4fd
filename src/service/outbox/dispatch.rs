//! One endpoint's thread: its notices in their order, one at a time, each until it is taken or
//! given up.

use std::sync::Arc;
use std::time::Duration;

use crate::storage::db::Connection;
use sha2::{Digest as _, Sha256};
use tenfold_domain::campaign::Campaign;
use tenfold_domain::term::{Delivery, DeliveryFault};
use tokio::sync::watch;

use super::Clock;
use super::folder::Folder;
use super::letter::Letter;
use super::mail::{Mailer, Returned};
use super::marks::{Gone, Marks};
use super::rounds::{LOOK_EVERY, Rounds, Work, go_round};
use super::webhook::Webhook;
use crate::setup::notify::{Language, Limits};
use crate::storage::StoreError;
use crate::storage::tables::outbox::{self, Mark, Queued};

/// Notices read at a time, and so held in memory.
const PIECE: u32 = 256;
/// Facts that are nothing to the endpoint before that is kept too.
const PASSED_MIN: u64 = 10_000;

/// How letters get there.
pub enum Sent {
    /// As batches of outcomes do too.
    Carried(Carrier),
    /// By mail.
    Mailed(Box<Mailer>),
}

/// What brings a letter or a batch there.
pub enum Carrier {
    /// Over a line.
    Webhook(Box<Webhook>),
    /// Into a folder.
    Folder(Folder),
}

/// What a thread works with.
pub struct Dispatch {
    /// Reads notices.
    pub reader: Connection,
    /// Whose notices.
    pub campaign: Arc<Campaign>,
    /// The endpoint's number.
    pub number: u16,
    /// It was served up to this fact.
    pub served_upto: u64,
    /// How letters get there.
    pub sent: Sent,
    /// In which languages.
    pub language: Language,
    /// How often and how long.
    pub limits: Limits,
    /// By which clock.
    pub clock: Arc<dyn Clock>,
    /// Where it is kept what became of them.
    pub marks: Marks,
    /// Tells the end.
    pub stopped: watch::Receiver<bool>,
}

/// Why a thread cannot go on as it was.
pub enum Halt {
    /// It is to end.
    Stopped,
    /// The store.
    Store(StoreError),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Halt {
        Halt::Store(error)
    }
}

impl From<Gone> for Halt {
    fn from(_: Gone) -> Halt {
        Halt::Stopped
    }
}

impl Dispatch {
    /// Sends until it is stopped.
    pub fn run(self, name: &str) {
        let rounds = match Rounds::begin(self.clock.clone(), self.stopped.clone()) {
            Ok(rounds) => rounds,
            Err(error) => {
                tracing::error!(%error, endpoint = name, "notices cannot leave");
                return;
            }
        };
        let mut sender = Sender { passed: self.served_upto, of: self, rounds, retried: false };
        go_round(&mut sender, |error| {
            tracing::warn!(%error, endpoint = name, "notices cannot be read");
        });
        sender.rounds.end();
    }
}

struct Sender {
    of: Dispatch,
    rounds: Rounds,
    /// Facts up to here were looked at.
    passed: u64,
    /// Of a notice that is done with, the store may still say that it waits.
    retried: bool,
}

impl Work for Sender {
    fn round(&mut self) -> Result<bool, Halt> {
        self.again()?;
        let place = (self.of.campaign.region, self.of.number);
        let upto = outbox::readable_upto(&self.of.reader, place.0)?;
        if upto <= self.passed {
            if let Sent::Mailed(mailer) = &mut self.of.sent {
                self.rounds.wait_for(mailer.quit())?;
            }
            return Ok(false);
        }
        let waiting = outbox::next(&self.of.reader, place, (self.passed, upto), PIECE)?;
        let all = waiting.len() < PIECE as usize;
        for queued in &waiting {
            self.deliver(queued)?;
        }
        if all {
            self.passed = upto;
            if upto - self.of.served_upto > PASSED_MIN {
                self.of.marks.served(place.0, place.1, upto)?;
                self.of.served_upto = upto;
            }
        }
        Ok(!waiting.is_empty())
    }

    fn rounds(&mut self) -> &mut Rounds {
        &mut self.rounds
    }
}

impl Sender {
    /// Tries a notice until it is taken or a dead letter.
    fn deliver(&mut self, queued: &Queued) -> Result<(), Halt> {
        let letter = Letter::of(&self.of.campaign, queued, self.of.language)?;
        let mut attempts = queued.attempts;
        loop {
            let tried = self.attempt(&letter)?;
            attempts = attempts.saturating_add(1);
            let state = match tried {
                Ok(()) => Delivery::Delivered,
                Err(returned) if returned.is_for_good => Delivery::Dead,
                Err(_) if attempts >= self.of.limits.attempts_max => Delivery::Dead,
                Err(_) => Delivery::Waiting,
            };
            self.mark(queued, state, attempts, fault(tried))?;
            if state != Delivery::Waiting {
                self.passed = queued.told.notice;
                self.of.served_upto = self.passed;
                self.retried |= attempts > 1;
                return Ok(());
            }
            self.back_off(wait(&self.of.limits, attempts, &letter.key))?;
        }
    }

    /// Tries dead letters that somebody asked for once more, each once: new notices do not wait
    /// for them.
    fn again(&mut self) -> Result<(), Halt> {
        if std::mem::take(&mut self.retried) {
            // Else it would be taken for one that somebody asked for again.
            self.of.marks.flush()?;
        }
        let place = (self.of.campaign.region, self.of.number);
        let asked = outbox::again(&self.of.reader, place, self.passed, PIECE)?;
        for queued in &asked {
            let letter = Letter::of(&self.of.campaign, queued, self.of.language)?;
            let tried = self.attempt(&letter)?;
            let state = if tried.is_ok() { Delivery::Delivered } else { Delivery::Dead };
            self.mark(queued, state, queued.attempts.saturating_add(1), fault(tried))?;
        }
        if !asked.is_empty() {
            // Else they would be found again.
            self.of.marks.flush()?;
        }
        Ok(())
    }

    fn mark(
        &self,
        queued: &Queued,
        state: Delivery,
        attempts: u16,
        fault: Option<DeliveryFault>,
    ) -> Result<(), Halt> {
        let (endpoint, notice, at) = (self.of.number, queued.told.notice, self.of.clock.now());
        let mark = Mark { endpoint, notice, state, attempts, at, fault };
        Ok(self.of.marks.tried(self.of.campaign.region, mark)?)
    }

    /// One try.
    fn attempt(&mut self, letter: &Letter) -> Result<Result<(), Returned>, Halt> {
        self.rounds.go_on()?;
        let (now, timeout) = (self.of.clock.now(), self.of.limits.timeout);
        let carried = match &mut self.of.sent {
            Sent::Mailed(mailer) => return self.rounds.wait_for(mailer.send(letter, timeout)),
            Sent::Carried(Carrier::Folder(folder)) => folder.put(letter),
            Sent::Carried(Carrier::Webhook(webhook)) => {
                self.rounds.wait_for(webhook.send(letter, now, timeout))?
            }
        };
        Ok(carried.map_err(Returned::from))
    }

    /// Waits before the next try; what somebody asks for meanwhile is tried at once.
    fn back_off(&mut self, mut left: Duration) -> Result<(), Halt> {
        while !left.is_zero() {
            let step = left.min(LOOK_EVERY);
            self.rounds.rest(step)?;
            left -= step;
            self.again()?;
        }
        Ok(())
    }
}

fn fault(tried: Result<(), Returned>) -> Option<DeliveryFault> {
    tried.err().map(|returned| returned.fault)
}

/// How long to wait after so many failures: twice as long each time up to the longest, of which a
/// half is by chance, so that endpoints behind one gateway do not come back together. The chance
/// is a hash of the key and the count: the same notice waits as long whoever counts.
pub fn wait(limits: &Limits, attempts: u16, key: &str) -> Duration {
    let doubled = 1u32.checked_shl(u32::from(attempts.saturating_sub(1))).unwrap_or(u32::MAX);
    let whole = limits.wait_first.saturating_mul(doubled).min(limits.wait_max);
    let hash = Sha256::new().chain_update(key).chain_update(attempts.to_be_bytes()).finalize();
    let chance = u32::from(u16::from_be_bytes([hash[0], hash[1]]));
    whole / 2 + whole / 2 * chance / (1 << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_differ() {
        let limits = Limits::default();
        let of = |attempts, key: &str| wait(&limits, attempts, key);
        let mut whole = limits.wait_first;
        for attempts in 1..=40 {
            let waits: Vec<Duration> = (0..50).map(|n| of(attempts, &format!("key {n}"))).collect();
            assert!(waits.iter().all(|wait| (whole / 2..=whole).contains(wait)), "{attempts}");
            let first = waits[0];
            assert!(waits.iter().any(|wait| *wait != first), "{attempts}");
            assert_eq!(of(attempts, "key 0"), first);
            whole = (whole * 2).min(limits.wait_max);
        }
        assert_eq!(whole, limits.wait_max);
        assert!(of(u16::MAX, "key") >= limits.wait_max / 2);
    }
}
