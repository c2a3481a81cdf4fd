//! Batches of outcomes that an upstream never took and somebody had left out.

use tenfold_domain::code::{DeviceId, Region, StaffId};
use tenfold_domain::term::SkipReason;
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::cell::Field;
use super::super::db::{Connection, Transaction, cells, sql};

/// Somebody asks that a batch be left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Its last outcome's number, as whoever asks was shown it.
    pub upto: u64,
    /// Why.
    pub reason: SkipReason,
    /// Who.
    pub staff: StaffId,
    /// On which device.
    pub device: DeviceId,
    /// When.
    pub at: At,
}

/// A batch that is left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skip {
    /// Of which upstream.
    pub upstream: String,
    /// Behind this fact it began.
    pub after: u64,
    /// Who had it left out, and why.
    pub asked: Asked,
    /// Outcomes in it.
    pub outcomes: u64,
    /// When it was done; not yet when absent.
    pub done_at: Option<At>,
}

/// Notes that the batch under way is to be left out, where it is the one that is meant and was
/// tried in vain; whether it was.
pub fn ask(
    transaction: &Transaction<'_>,
    (region, upstream): (Region, &str),
    asked: &Asked,
) -> Result<bool, StoreError> {
    let values =
        cells![region, upstream, asked.upto, asked.reason, asked.staff, asked.device, asked.at];
    Ok(transaction.execute(sql!("skip_upstream"), values)? == 1)
}

/// Whether the batch that ends there is to be left out, and was not yet.
pub fn is_asked(
    connection: &Connection,
    (region, number): (Region, u16),
    upto: u64,
) -> Result<bool, StoreError> {
    connection.exists(sql!("is_upstream_skipped"), cells![region, number, upto])
}

/// It was left out, in the caller's transaction.
pub fn done(
    transaction: &Transaction<'_>,
    (region, number): (Region, u16),
    (upto, at): (u64, At),
) -> Result<(), StoreError> {
    let values = cells![region, number, upto, at];
    transaction.execute(sql!("upstream_skipped"), values)?;
    Ok(())
}

/// What was left out, and what is about to be, the newest first, at most `limit`.
pub fn list(connection: &Connection, region: Region, limit: u32) -> Result<Vec<Skip>, StoreError> {
    connection.all(sql!("upstream_skips"), cells![region, limit], |row| {
        let upstream = row.get(0)?;
        let row = row.cells(1, 8)?;
        let asked = Asked {
            upto: Field::from_cell(row[1])?,
            reason: Field::from_cell(row[3])?,
            staff: Field::from_cell(row[4])?,
            device: DeviceId(Field::from_cell(row[5])?),
            at: Field::from_cell(row[6])?,
        };
        Ok(Skip {
            upstream,
            after: Field::from_cell(row[0])?,
            asked,
            outcomes: Field::from_cell(row[2])?,
            done_at: Field::from_cell(row[7])?,
        })
    })
}
