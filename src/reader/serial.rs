//! A serial port, raw, 115,200 baud, 8N1: bytes out, bytes in, each within a time.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::termios::{
    ControlModes, OptionalActions, QueueSelector, ioctl_tiocexcl, tcflush, tcgetattr, tcsetattr,
};

use super::Fault;

/// What security modules speak.
const BAUD: u32 = 115_200;

/// A port that is open, for this program alone.
pub(super) struct Serial(File);

impl Serial {
    /// Opens it; a terminal's line editing, echo and signals are off.
    pub(super) fn open(path: &Path) -> Result<Serial, Fault> {
        // Without NONBLOCK opening would wait for a modem's carrier; with NOCTTY a break on the
        // line is no Ctrl-C to us.
        let flags = (OFlags::NOCTTY | OFlags::NONBLOCK).bits().cast_signed();
        let opened = OpenOptions::new().read(true).write(true).custom_flags(flags).open(path);
        let file = opened.map_err(|error| match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ResourceBusy => Fault::Taken,
            _ => Fault::Gone,
        })?;
        let set = || -> Result<(), Errno> {
            ioctl_tiocexcl(&file)?;
            let mut line = tcgetattr(&file)?;
            line.make_raw();
            line.set_speed(BAUD)?;
            // make_raw sets eight bits without parity; two stop bits and flow control go too.
            line.control_modes |= ControlModes::CLOCAL | ControlModes::CREAD;
            line.control_modes -= ControlModes::CSTOPB | ControlModes::CRTSCTS;
            tcsetattr(&file, OptionalActions::Now, &line)
        };
        set().map_err(|_| Fault::Gone)?;
        Ok(Serial(file))
    }

    /// Sends, and forgets first what came too late to be an answer to this.
    pub(super) fn send(&mut self, bytes: &[u8], patience: Duration) -> Result<(), Fault> {
        tcflush(&self.0, QueueSelector::IFlush).map_err(|_| Fault::Gone)?;
        let mut left = bytes;
        while !left.is_empty() {
            self.wait(PollFlags::OUT, patience)?;
            match self.0.write(left) {
                Ok(count) => left = &left[count..],
                Err(error) if passes(error.kind()) => {}
                Err(_) => return Err(Fault::Gone),
            }
        }
        Ok(())
    }

    /// What there is, at least a byte.
    pub(super) fn receive(&mut self, into: &mut [u8], patience: Duration) -> Result<usize, Fault> {
        loop {
            self.wait(PollFlags::IN, patience)?;
            match self.0.read(into) {
                Ok(count) if count > 0 => return Ok(count),
                Err(error) if passes(error.kind()) => {}
                Ok(_) | Err(_) => return Err(Fault::Gone),
            }
        }
    }

    fn wait(&self, what: PollFlags, patience: Duration) -> Result<(), Fault> {
        let mut ports = [PollFd::new(&self.0, what)];
        let patience = Timespec::try_from(patience).map_err(|_| Fault::Silent)?;
        let count = match poll(&mut ports, Some(&patience)) {
            Ok(count) => count,
            // A signal; what was waited for is waited for again by the caller's next look.
            Err(Errno::INTR) => 0,
            Err(_) => return Err(Fault::Gone),
        };
        let ready = ports[0].revents();
        if ready.contains(what) {
            Ok(())
        } else if count == 0 {
            Err(Fault::Silent)
        } else {
            // Hung up: the cable was pulled.
            Err(Fault::Gone)
        }
    }
}

/// Whether waiting again is right.
fn passes(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::Interrupted)
}
