//! Bodies in and out of a thread that blocks: a few pieces wait between the two, so that neither
//! runs ahead of the other and nothing is held whole.

use std::io::{self, Read};

use axum::body::{Body, Bytes};
use futures_util::{StreamExt as _, stream};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::body;

/// Pieces between the line and the thread.
const PIECES: usize = 8;

/// An answer that a thread writes: what it sends, until it lets go of its end.
pub fn answer() -> (Sender<Bytes>, Body) {
    let (sender, receiver) = channel::<Bytes>(PIECES);
    let pieces = stream::unfold(receiver, async |mut receiver| {
        receiver.recv().await.map(|piece| (Ok::<_, io::Error>(piece), receiver))
    });
    (sender, Body::from_stream(pieces))
}

/// A request's body as a thread reads it. Ends with an error when the line breaks, or after
/// `bytes_max`.
pub fn request(body: Body, bytes_max: u64) -> Feed {
    let (sender, receiver) = channel(PIECES);
    tokio::spawn(async move {
        let mut stream = body.into_data_stream();
        while let Some(piece) = stream.next().await {
            // A reader that has stopped wants no more of it.
            if sender.send(piece.ok()).await.is_err() {
                return body::linger(Body::from_stream(stream));
            }
        }
    });
    Feed { receiver, piece: Bytes::new(), left: bytes_max }
}

/// The other end of a request's body.
pub struct Feed {
    receiver: Receiver<Option<Bytes>>,
    piece: Bytes,
    left: u64,
}

/// Why a [`Feed`] ends early.
#[derive(Debug, thiserror::Error)]
#[error("the body is larger than is taken")]
pub struct TooLarge;

impl Read for Feed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.receiver.blocking_recv() {
                None => return Ok(0),
                Some(None) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Some(Some(piece)) => self.piece = piece,
            }
            let length = self.piece.len() as u64;
            self.left = self.left.checked_sub(length).ok_or_else(|| io::Error::other(TooLarge))?;
        }
        let taken = self.piece.split_to(self.piece.len().min(into.len()));
        into[..taken.len()].copy_from_slice(&taken);
        Ok(taken.len())
    }
}
