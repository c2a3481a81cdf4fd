//! Published outcomes as a table, for who carries them to a platform by hand: in the order and by
//! the cursor of those that leave by themselves.

use std::io::Write;

use crate::storage::db::Connection;
use tenfold_domain::campaign::Campaign;

use super::batch::{Manner, outcome, sender};
use super::{ExportError, Sheet};
use crate::edge::upstream::{HEADING, cells};
use crate::storage::tables::{outbox, upstream};

/// Outcomes read at a time.
const PIECE: u32 = 10_000;

/// Outcomes behind the cursor `after`. Returns how many, and the cursor to go on from.
pub fn outcomes<W: Write>(
    connection: &Connection,
    campaign: &Campaign,
    (manner, after): (Manner<'_>, u64),
    mut sheet: Sheet<W>,
) -> Result<(u64, u64), ExportError> {
    let upto = outbox::readable_upto(connection, campaign.region)?;
    let system = campaign.region.to_string();
    sheet.row(HEADING)?;
    let mut cursor = after;
    loop {
        let piece = upstream::published(connection, campaign.region, (cursor, upto), PIECE)?;
        let Some(last) = piece.last() else { return Ok((sheet.end()?, cursor)) };
        cursor = last.number;
        for one in &piece {
            let told = sender(&system, manner, one.recorded_at);
            let row = cells(&told, &outcome(campaign, one));
            sheet.row(row.iter().map(String::as_str))?;
        }
    }
}
