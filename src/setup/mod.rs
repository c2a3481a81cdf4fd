//! What stands before the first scan: files in, a [`tenfold_domain::campaign::Campaign`] out.
//!
//! ```text
//!   protocols/*.toml --protocol--.
//!   kits/*.toml ----------kit----+--town--> Campaign --> rules, planner, devices
//!   towns/*.toml -----------geo--'    |
//!                                     +--people--> invented people   (drills, tests, load)
//!   a town that was sent --posted--.
//!   towns/*.toml --plan-- roads --> City --> planner, simulator
//!   plan.json --staffing--------------> Staffing --> simulator
//!   a town and its plan --opened------> Campaign with the sites, lanes and labs of the plan
//!   both in one file --campaign_file--> the same
//!   days/*.toml, a town and its plan --routes--> Day --> tours
//!   --sweep KEY=V1,V2 --change--> any of these texts with one value changed
//!   notify.toml --notify--------------> where notices go
//!   a protocol --rules---------------> its rules one by one, beside another one's
//!   roster.csv --roster---------------+----------> rows or a named fault for each
//! ```
//!
//! What this room never does: ask the time, draw a number without a seed, write a name or a
//! document number into an error text.

pub mod campaign_file;
pub mod chance;
pub mod change;
pub mod examples;
mod fault;
mod fault_json;
mod fault_zh;
pub mod geo;
pub mod instrument;
pub mod kit;
mod mark;
mod matrix;
pub mod notify;
pub mod opened;
pub mod people;
pub mod plan;
mod plan_doubts;
mod plan_file;
mod plan_habits;
mod plan_hours;
mod plan_labs;
mod plan_sites;
pub mod posted;
pub mod protocol;
mod protocol_file;
pub mod roads;
pub mod roster;
pub mod routes;
pub mod rules;
pub mod staffing;
pub mod supplies;
mod roster_cell;
mod roster_row;
mod roster_seen;
pub mod town;
mod town_file;

use serde::Deserialize;
use tenfold_domain::time::Minutes;

use fault::{Blame, parse};
pub use fault::{SetupError, read};
use plan_file::Clock;

/// A span as files write it: `"90 min"`, `"12 h"`, `"7 d"`. Invariant: more than nothing.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Span(Minutes);

impl TryFrom<String> for Span {
    type Error = String;

    fn try_from(text: String) -> Result<Span, String> {
        let help = || {
            format!(
                "{text:?} is not a time: write a whole number above 0 and a unit, \
                 like \"90 min\", \"12 h\" or \"7 d\""
            )
        };
        let (number, unit) = text.trim().split_once(' ').ok_or_else(help)?;
        let number: u32 = number.parse().map_err(|_| help())?;
        let minutes = match unit.trim() {
            "min" => 1,
            "h" => 60,
            "d" => 24 * 60,
            _ => return Err(help()),
        };
        if number == 0 { Err(help()) } else { Ok(Span(Minutes(i64::from(number) * minutes))) }
    }
}

/// Minutes east of Greenwich, written as `+08:00`; China's where nothing is written.
fn utc_offset(blame: &Blame, key: &str, text: &Option<String>) -> Result<Minutes, SetupError> {
    let Some(text) = text else { return Ok(Minutes::hours(8)) };
    let read = || {
        let sign = if text.starts_with('-') { -1 } else { 1 };
        let clock = Clock::try_from(text.trim_start_matches(['+', '-']).to_owned()).ok()?;
        Some(Minutes(sign * clock.0.0)).filter(|offset| offset.0.abs() <= 14 * 60)
    };
    let help = "is no offset: write it like \"+08:00\"";
    read().ok_or_else(|| blame.error(key, help))
}
