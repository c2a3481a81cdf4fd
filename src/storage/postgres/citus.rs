//! Citus, where the server has it: every table that says a region is distributed by it, all
//! co-located, so that a region's commands meet one worker. The few tables that say none stay where
//! services connect.

use super::super::StoreError;
use super::Session;

/// Whether the database has the extension.
pub fn is_there(session: &Session) -> Result<bool, StoreError> {
    let row = session.first("SELECT 1::bigint FROM pg_extension WHERE extname = 'citus'", &[])?;
    Ok(row.is_some())
}

/// Distributes the tables that are not distributed yet, those with rows too; how many were. Part of
/// the caller's transaction.
pub fn distribute(session: &Session) -> Result<usize, StoreError> {
    // One connection a worker: what is made in a transaction must be seen by its next statement.
    session.batch("SET LOCAL citus.multi_shard_modify_mode = 'sequential'")?;
    let mut names: Vec<String> = Vec::new();
    session.each::<StoreError>(
        "SELECT c.relname::text FROM pg_class c
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'region' AND NOT a.attisdropped
         LEFT JOIN pg_dist_partition d ON d.logicalrelid = c.oid
         WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
           AND d.logicalrelid IS NULL
         ORDER BY c.relname",
        &[],
        |row| {
            names.push(row.try_get(0)?);
            Ok(())
        },
    )?;
    for name in &names {
        let colocated = "colocate_with => 'default'";
        let of = format!("'public.\"{name}\"'");
        session.batch(&format!("SELECT create_distributed_table({of}, 'region', {colocated})"))?;
        session.batch(&format!("SELECT truncate_local_data_after_distributing_table({of})"))?;
    }
    Ok(names.len())
}
