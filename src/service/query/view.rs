//! What answers are made of: a fact, a clock, a member; in the words of the interface.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use tenfold_domain::time::At;
use tenfold_domain::turnaround::Clock;
use utoipa::ToSchema;

use crate::storage::cell::Shown;
use crate::storage::{Entry, fact};

/// One fact: what happened, who did it, on which device and when.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FactView {
    /// Its number in the region's ledger.
    pub seq: u64,
    /// What happened: the name of the table of such facts.
    pub what: &'static str,
    /// When, by the device's clock.
    pub at_ms: i64,
    /// When the server took it.
    pub recorded_at_ms: i64,
    /// Who.
    pub staff: u32,
    /// On which device.
    pub device: u32,
    /// The fact's own values. Sealed ones are left out.
    #[schema(value_type = Object)]
    pub detail: BTreeMap<String, Value>,
}

impl FactView {
    /// A fact in the words of the interface.
    pub fn of(entry: &Entry) -> FactView {
        FactView {
            seq: entry.seq,
            what: fact::TABLES[fact::table(&entry.event)].name,
            at_ms: entry.stamp.at.0,
            recorded_at_ms: entry.recorded_at.0,
            staff: entry.stamp.by.0,
            device: entry.stamp.device.0,
            detail: fact::shown(&entry.event).into_iter().filter_map(detail).collect(),
        }
    }

    /// Facts in the order in which they happened; those of one moment as they were recorded.
    pub fn in_order(mut entries: Vec<Entry>) -> Vec<FactView> {
        entries.sort_by_key(|entry| (entry.stamp.at, entry.seq));
        entries.dedup_by_key(|entry| entry.seq);
        entries.iter().map(FactView::of).collect()
    }
}

fn detail((name, shown): (&'static str, Shown)) -> Option<(String, Value)> {
    let name = if name == "box_code" { "box" } else { name };
    let value = match shown {
        Shown::Nothing | Shown::Hidden => return None,
        Shown::Moment(at) => return Some((format!("{name}_ms"), Value::from(at.0))),
        Shown::Number(number) => Value::from(number),
        Shown::Hundredths(ct) => Value::from(f64::from(ct) / 100.0),
        Shown::Truth(truth) => Value::from(truth),
        Shown::Text(text) => Value::from(text),
    };
    Some((name.to_owned(), value))
}

/// A clock that runs, and when it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DueView {
    /// Which limit: room, collection, outcome, recollection.
    pub clock: &'static str,
    /// When it ends.
    pub due_at_ms: i64,
}

impl From<(Clock, At)> for DueView {
    fn from((clock, due_at): (Clock, At)) -> DueView {
        DueView { clock: clock.word(), due_at_ms: due_at.0 }
    }
}
