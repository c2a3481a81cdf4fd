//! A security module on a serial port: find, select, read.

use std::hash::{BuildHasher as _, RandomState};
use std::path::PathBuf;
use std::time::Duration;

use zeroize::Zeroizing;

use super::serial::Serial;
use super::{Adapter, Fault, Look, Reading};
use crate::edge::frame;
use crate::edge::sam::{Answers, Command, NOT_FOUND};
use crate::service::clock::Stopwatch;

/// How long the module may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// To find or select a card.
    pub find: Duration,
    /// To read one: two seconds at 115,200 baud is the slowest seen in drivers' defaults.
    pub read: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { find: Duration::from_millis(800), read: Duration::from_secs(3) }
    }
}

/// The module, plugged in or not.
pub struct Module {
    path: PathBuf,
    patience: Patience,
    port: Option<Serial>,
    answers: Answers,
    /// Of the card that was read last, until the module finds none: a hash under a key that this
    /// process alone has, so that nothing of the person is kept.
    last: Option<u64>,
    keys: RandomState,
}

impl Module {
    /// The port is opened at the first look.
    pub fn new(path: PathBuf, patience: Patience) -> Module {
        let (answers, keys) = (Answers::default(), RandomState::new());
        Module { path, patience, port: None, answers, last: None, keys }
    }

    /// Asks, and waits for the answer's status and frame.
    fn ask(&mut self, command: Command) -> Result<(u8, Zeroizing<Vec<u8>>), Fault> {
        let patience = match command {
            Command::Find | Command::Select => self.patience.find,
            Command::Read => self.patience.read,
        };
        let port = match &mut self.port {
            Some(port) => port,
            none => none.insert(Serial::open(&self.path)?),
        };
        self.answers.clear();
        port.send(&command.frame(), patience)?;
        let started = Stopwatch::start();
        let mut came = Zeroizing::new([0; 512]);
        loop {
            // Bytes that trickle in do not make it wait longer.
            let left = patience.saturating_sub(started.elapsed());
            let count = port.receive(&mut came[..], left)?;
            match self.answers.take(&came[..count]) {
                Ok(Some((status, frame))) => return Ok((status, Zeroizing::new(frame))),
                Ok(None) => {}
                Err(_) => return Err(Fault::Damaged),
            }
        }
    }

    fn card(&mut self) -> Result<Look, Fault> {
        let (status, _) = self.ask(Command::Find)?;
        if status == NOT_FOUND {
            self.last = None;
            return Ok(Look::Nothing);
        }
        good(Command::Find, status)?;
        let (status, _) = self.ask(Command::Select)?;
        good(Command::Select, status)?;
        let (status, frame) = self.ask(Command::Read)?;
        good(Command::Read, status)?;
        let text = frame::text(&frame).map_err(|_| Fault::Damaged)?;
        let record = Box::new(Zeroizing::new(*text));
        // Most modules do not find a card twice before it was lifted; some do.
        let hash = Some(self.keys.hash_one(&record[..]));
        if std::mem::replace(&mut self.last, hash) == hash {
            return Ok(Look::Left);
        }
        Ok(Look::Card(Reading::Record(record)))
    }
}

impl Adapter for Module {
    fn look(&mut self) -> Result<Look, Fault> {
        let looked = self.card();
        if matches!(looked, Err(Fault::Gone)) {
            // Opened again at the next look; whoever lies on it then is read.
            self.port = None;
            self.last = None;
        }
        looked
    }
}

fn good(command: Command, status: u8) -> Result<(), Fault> {
    if status == command.good() { Ok(()) } else { Err(Fault::Unreadable(status)) }
}
