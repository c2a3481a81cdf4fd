//! A plate whose machine writes a file for each colour: each is kept until all are there, and then
//! they are read as one plate, so that nothing is called from half of one. Files stay, so that one
//! that is sent again after the plate was read is the same as before.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tenfold_domain::code::{PlateCode, Region};

use super::Sent;
use crate::edge::instrument::{self, Run};
use crate::service::query::Look;
use crate::service::readers::ReadError;
use crate::service::{Service, beside, clock};
use crate::storage::StoreError;
use crate::storage::db::Connection;
use crate::storage::open;
use crate::storage::tables::result_part;

/// Largest file that is kept, in bytes: one of 384 wells and one colour has some 20 kilobytes.
const PART_BYTES_MAX: usize = 1 << 20;

/// Where files of one colour are kept.
pub struct Parts {
    data: PathBuf,
    /// Opened by the first that comes.
    store: Mutex<Option<Connection>>,
}

impl Parts {
    /// Those of a data folder.
    pub fn new(data: &Path) -> Parts {
        Parts { data: data.to_owned(), store: Mutex::default() }
    }

    fn keep(&self, of: (Region, PlateCode), bytes: &[u8]) -> Result<(), StoreError> {
        let gone = || StoreError::Backend("a thread that kept a results file has failed".into());
        let mut kept = self.store.lock().map_err(|_| gone())?;
        let store = match kept.take() {
            Some(store) => store,
            None => open::writer(&self.data)?,
        };
        let transaction = kept.insert(store).begin()?;
        result_part::put(&transaction, of, bytes, clock::now())?;
        transaction.commit()
    }
}

impl Service {
    /// Keeps a file of one colour; it is on the disk when this answers.
    pub(super) async fn keep_part(
        self: &Arc<Self>,
        of: (Region, PlateCode),
        sent: &Sent,
    ) -> Result<(), ReadError> {
        let (service, bytes) = (self.clone(), sent.bytes.clone());
        Ok(beside::blocking(move || service.parts.keep(of, &bytes)).await?)
    }
}

/// Whether a file is of one colour by its own word, and may be kept.
pub(super) fn is_part(run: &Run, sent: &Sent) -> bool {
    let is_small = sent.bytes.len() <= PART_BYTES_MAX;
    run.head.facts.filter.is_some() && sent.mapping.is_none() && is_small
}

/// Runs of the same plate that were kept, of the same experiment as this one: another run of the
/// plate must not fill its gaps.
pub(super) fn kept(look: &Look<'_>, plate: PlateCode, run: &Run) -> Result<Vec<Run>, StoreError> {
    let files = result_part::of_plate(look.connection, look.region, plate)?;
    let asked = instrument::Asked::default();
    // What was kept was read before it was; a reader that knows more since may refuse it now.
    let runs = files.iter().filter_map(|bytes| instrument::read(bytes, &asked).ok());
    let is_same = |other: &Run| other.head.facts.experiment == run.head.facts.experiment;
    Ok(runs.filter(is_same).collect())
}
