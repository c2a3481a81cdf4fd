//! A line that keeps time: a request's head must come quickly once it has begun, an idle line may
//! stay longer, and whoever does not read what they asked for is not waited for.
//!
//! ```text
//!   accepted -> head -> busy -> idle -> head -> ...      each with a limit of its own
//! ```

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// How long each phase of a line may take.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// From the first byte of a request (or from accepting) to the end of its head.
    pub head: Duration,
    /// Between two requests.
    pub idle: Duration,
    /// Between two pieces of a body, read or written.
    pub piece: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Pace {
            head: Duration::from_secs(5),
            idle: Duration::from_secs(75),
            piece: Duration::from_secs(15),
        }
    }
}

const HEAD: u8 = 0;
const BUSY: u8 = 1;
const IDLE: u8 = 2;

/// What a line is doing, shared with whoever answers its requests.
#[derive(Clone)]
pub struct Phase(Arc<AtomicU8>);

impl Phase {
    /// A request is being answered until the guard is dropped.
    pub fn busy(&self) -> Busy {
        self.0.store(BUSY, Ordering::Release);
        Busy(self.0.clone())
    }
}

/// A request is being answered.
pub struct Busy(Arc<AtomicU8>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(IDLE, Ordering::Release);
    }
}

/// A stream that ends when a phase takes too long.
pub struct Clocked<S> {
    stream: S,
    pace: Pace,
    phase: Arc<AtomicU8>,
    /// The phase the timer was set for.
    timed: u8,
    timer: Pin<Box<Sleep>>,
    /// Bytes wait for a reader who does not read.
    stuck: bool,
}

impl<S> Clocked<S> {
    /// A fresh line: its first head is due.
    pub fn new(stream: S, pace: Pace) -> Clocked<S> {
        let phase = Arc::new(AtomicU8::new(HEAD));
        let timer = Box::pin(sleep(pace.head));
        Clocked { stream, pace, phase, timed: HEAD, timer, stuck: false }
    }

    /// To be told when requests are answered.
    pub fn phase(&self) -> Phase {
        Phase(self.phase.clone())
    }

    fn set(&mut self, phase: u8, span: Duration) {
        self.timed = phase;
        self.timer.as_mut().set(sleep(span));
    }

    /// Nothing came: is it time to give up?
    fn waited(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let phase = self.phase.load(Ordering::Acquire);
        if phase != self.timed {
            let span = if phase == IDLE { self.pace.idle } else { self.pace.piece };
            self.set(phase, span);
        }
        // While the service works on an answer, the line has no reason to hurry it; a body that
        // does not come is the reader's own business, see `body`.
        if phase == BUSY && !self.stuck {
            return Poll::Pending;
        }
        self.timer.as_mut().poll(cx).map(|()| io::ErrorKind::TimedOut.into())
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Clocked<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let line = self.get_mut();
        let before = into.filled().len();
        match Pin::new(&mut line.stream).poll_read(cx, into) {
            Poll::Pending => line.waited(cx).map(Err),
            ready => {
                let came = into.filled().len() > before;
                let began =
                    line.phase.compare_exchange(IDLE, HEAD, Ordering::AcqRel, Ordering::Acquire);
                // The head's time runs from its first byte, however slowly the others come.
                if came && began.is_ok() {
                    line.set(HEAD, line.pace.head);
                }
                ready
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> Clocked<S> {
    fn wrote<T>(&mut self, cx: &mut Context<'_>, done: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if done.is_pending() {
            if !self.stuck {
                self.stuck = true;
                let phase = self.phase.load(Ordering::Acquire);
                self.set(phase, self.pace.piece);
            }
            return self.timer.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()));
        }
        // Streams write for as long as somebody reads: each piece is a sign of life.
        self.stuck = false;
        if self.timed == IDLE {
            self.set(IDLE, self.pace.idle);
        }
        done
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Clocked<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let line = self.get_mut();
        let done = Pin::new(&mut line.stream).poll_write(cx, bytes);
        line.wrote(cx, done)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let line = self.get_mut();
        let done = Pin::new(&mut line.stream).poll_write_vectored(cx, bytes);
        line.wrote(cx, done)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let line = self.get_mut();
        let done = Pin::new(&mut line.stream).poll_flush(cx);
        line.wrote(cx, done)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}
