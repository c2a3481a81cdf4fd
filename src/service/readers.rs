//! Connections that only read. A limited number at a time: under load reads are turned away
//! first, and said so.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::storage::db::Connection;
use crate::storage::open;
use tokio::sync::Semaphore;

use crate::storage::StoreError;

/// Why a read was not done.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Too many reads at a time.
    #[error("too many reads at a time")]
    Shed,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A handful of connections and who may use them.
pub struct Readers {
    data: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
    places: Arc<Semaphore>,
}

impl Readers {
    /// Opens as many connections as reads may run at a time.
    pub fn new(data: &Path, reads_max: usize) -> Result<Readers, StoreError> {
        let idle = (0..reads_max).map(|_| open::reader(data)).collect::<Result<_, _>>()?;
        Ok(Readers {
            data: data.to_owned(),
            idle: Arc::new(Mutex::new(idle)),
            places: Arc::new(Semaphore::new(reads_max)),
        })
    }

    /// Runs a read on a connection of its own, away from the threads that answer requests. Turned
    /// away at once when all connections are busy.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, ReadError> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| ReadError::Shed)?;
        let (idle, data) = (self.idle.clone(), self.data.clone());
        let work = tokio::task::spawn_blocking(move || {
            let taken = idle.lock().ok().and_then(|mut idle| idle.pop());
            // Whoever has a place has a connection, unless a read before took its own along in a
            // fault: then a new one.
            let mut connection = taken.map_or_else(|| open::reader(&data), Ok)?;
            let result = read(&mut connection);
            if let Ok(mut idle) = idle.lock() {
                idle.push(connection);
            }
            drop(place);
            Ok(result?)
        });
        work.await.map_err(|error| StoreError::Backend(error.to_string()))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::tables;

    #[test]
    fn a_read_that_panics_costs_nobody_else_a_connection() {
        let folder = tempfile::tempdir().expect("folder");
        open::migrate(folder.path()).expect("made");
        let readers = Readers::new(folder.path(), 1).expect("opens");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
        for _ in 0..3 {
            let fault = runtime.block_on(readers.read::<()>(|_| panic!("a fault in a read")));
            assert!(matches!(fault, Err(ReadError::Store(_))));
            let read = readers.read(|connection| tables::reference::tokens(connection));
            assert!(runtime.block_on(read).expect("reads on").is_empty());
        }
    }
}
