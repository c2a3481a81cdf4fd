//! A security module that is not there: the other end of a pseudo-terminal, answering as real ones
//! do, with a slot for a card and the faults of a desk.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// What happens at the reader.
#[derive(Default)]
pub struct Desk {
    pub card: Option<[u8; 256]>,
    /// It was read and was not lifted since.
    pub was_read: bool,
    /// This module finds a card again that was not lifted.
    pub finds_again: bool,
    /// It answers nothing.
    pub is_mute: bool,
    /// It answers one byte of a frame and no more.
    pub is_cut: bool,
    /// The next frame loses a bit on the way.
    pub spoils: bool,
    /// The card goes away after it was found.
    pub slips: bool,
}

/// A module in its socket, or out of it.
pub struct Socket {
    path: PathBuf,
    desk: Arc<Mutex<Desk>>,
    plugged: Option<(Arc<AtomicBool>, JoinHandle<()>)>,
}

impl Socket {
    /// An empty socket whose port will have this name.
    pub fn new(path: &Path) -> Socket {
        Socket { path: path.to_owned(), desk: Arc::default(), plugged: None }
    }

    pub fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().expect("not poisoned")
    }

    /// Lays a card on it.
    pub fn lay(&self, card: [u8; 256]) {
        (self.desk().card, self.desk().was_read) = (Some(card), false);
    }

    pub fn lift(&self) {
        (self.desk().card, self.desk().was_read) = (None, false);
    }

    pub fn plug(&mut self) {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
        let master = openpt(flags).expect("a pseudo-terminal");
        grantpt(&master).expect("granted");
        unlockpt(&master).expect("unlocked");
        let name = ptsname(&master, Vec::new()).expect("a name");
        let name = name.to_str().expect("plain");
        // Held open, or the first reads would say that nobody is at the other end.
        let other = File::options().read(true).write(true).open(name).expect("opens");
        let _ = std::fs::remove_file(&self.path);
        symlink(name, &self.path).expect("a name of our own");
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, desk) = (stop.clone(), self.desk.clone());
        let run = move || {
            run(File::from(master), &desk, &stopped);
            drop(other);
        };
        self.plugged = Some((stop, std::thread::spawn(run)));
    }

    pub fn unplug(&mut self) {
        let _ = std::fs::remove_file(&self.path);
        if let Some((stop, thread)) = self.plugged.take() {
            stop.store(true, Ordering::Relaxed);
            thread.join().expect("no fault");
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.unplug();
    }
}

fn run(mut line: File, desk: &Mutex<Desk>, stop: &AtomicBool) {
    let mut heard = Vec::new();
    let look = Timespec { tv_sec: 0, tv_nsec: 10_000_000 };
    while !stop.load(Ordering::Relaxed) {
        let mut lines = [PollFd::new(&line, PollFlags::IN)];
        if poll(&mut lines, Some(&look)).expect("polls") == 0 {
            continue;
        }
        let mut came = [0; 64];
        let count = line.read(&mut came).unwrap_or(0);
        heard.extend_from_slice(&came[..count]);
        while heard.len() >= 10 {
            let command: Vec<u8> = heard.drain(..10).collect();
            let answer = answer(&command, &mut desk.lock().expect("not poisoned"));
            // The other side may be gone.
            let _ = line.write_all(&answer);
        }
    }
}

fn answer(command: &[u8], desk: &mut Desk) -> Vec<u8> {
    assert_eq!(command[..7], [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0, 3], "a command of three bytes");
    assert_eq!(command[5..].iter().fold(0, |sum, byte| sum ^ byte), 0, "its checksum");
    if desk.is_mute {
        return Vec::new();
    }
    let card = desk.card.filter(|_| desk.finds_again || !desk.was_read);
    let mut answer = match (&command[7..9], card) {
        ([0x20, 0x01], Some(_)) => frame(0x9f, &[0; 4]),
        ([0x20, 0x01], None) => frame(0x80, &[]),
        ([0x20, 0x02], Some(_)) if desk.slips => frame(0x81, &[]),
        ([0x20, 0x02], Some(_)) => frame(0x90, &[0; 8]),
        ([0x30, 0x01], Some(card)) => {
            desk.was_read = !desk.spoils;
            // A photograph that nobody may look at.
            frame(0x90, &[&[1, 0, 4, 0][..], &card, &[0x5a; 1024]].concat())
        }
        _ => frame(0x81, &[]),
    };
    if std::mem::take(&mut desk.spoils) {
        let last = answer.len() - 2;
        answer[last] ^= 1;
    }
    if desk.is_cut {
        answer.truncate(6);
    }
    answer
}

fn frame(status: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() + 4) as u16;
    let start = [0xaa, 0xaa, 0xaa, 0x96, 0x69];
    let mut frame = [&start[..], &length.to_be_bytes(), &[0, 0, status], content].concat();
    frame.push(frame[5..].iter().fold(0, |sum, byte| sum ^ byte));
    frame
}

/// The text of a resident card; nobody's.
pub fn card(name: &str, number: &str) -> [u8; 256] {
    let fields = [
        (name, 15),
        ("1", 1),
        ("01", 2),
        (&number[6..14], 8),
        ("某省某市某路1号", 35),
        (number, 18),
        ("某市公安局", 15),
        ("20200101", 8),
        ("长期", 8),
        ("", 18),
    ];
    let text: String = fields.iter().map(|(text, width)| format!("{text:<width$}")).collect();
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    units.try_into().expect("256 bytes")
}
