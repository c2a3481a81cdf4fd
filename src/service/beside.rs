//! Work beside the writer: what is kept and is no fact (tokens, the access log, cursors of
//! deliveries) is committed on a connection of its own, and waits for nobody's batch.

use std::path::Path;

use crate::storage::db::Transaction;
use crate::storage::open;

use super::Service;
use crate::storage::StoreError;

/// Writes in one transaction: all of it is durable when this returns, or nothing of it is kept.
pub fn commit<T>(
    data: &Path,
    write: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut store = open::writer(data)?;
    let transaction = store.begin()?;
    let written = write(&transaction)?;
    transaction.commit()?;
    Ok(written)
}

/// Work that waits for a disk or a processor, away from the threads that answer requests; a fault
/// in it is the store's failure to whoever asked.
pub async fn blocking<T: Send + 'static, E: From<StoreError> + Send + 'static>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|fault| StoreError::Backend(fault.to_string()))?
}

impl Service {
    /// [`commit`] from where requests are answered.
    pub(super) async fn commit_beside<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let data = self.data.clone();
        blocking(move || commit(&data, write)).await
    }
}
