//! What stands before the first scan: files in, a [`tenfold_domain::campaign::Campaign`] out.
//!
//! ```text
//!   protocols/*.toml --protocol--.
//!   kits/*.toml ----------kit----+--town--> Campaign --> rules, planner, devices
//!   towns/*.toml -----------geo--'    |
//!                                     +--people--> invented people   (drills, tests, load)
//!   roster.csv --roster---------------+----------> rows or a named fault for each
//! ```
//!
//! What this room never does: ask the time, draw a number without a seed, write a name or a
//! document number into an error text.

pub mod chance;
pub mod geo;
pub mod kit;
pub mod people;
pub mod protocol;
mod protocol_file;
pub mod roster;
mod roster_cell;
pub mod town;
mod town_file;

use std::io;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tenfold_domain::time::Minutes;

/// Why a file of the set-up cannot be used. Every text names the file, the key and what to do.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The file cannot be read at all.
    #[error("{file}: cannot be read ({source}); check the path and the permissions")]
    Read {
        /// The file.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not the TOML this loader knows.
    #[error("{file}: line {line}: `{key}`: {message}; correct this line or take it out")]
    Toml {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What stands at the start of the line.
        key: String,
        /// What the parser said.
        message: String,
    },
    /// A value that no plan can mean.
    #[error("{file}: {key}: {problem}")]
    Value {
        /// The file.
        file: String,
        /// Path of the key, for instance `classes.resident.capacity`.
        key: String,
        /// What is wrong and what to do.
        problem: String,
    },
}

/// Reads a whole file.
///
/// # Errors
/// [`SetupError::Read`] when the system does not give it.
pub fn read(path: &Path) -> Result<String, SetupError> {
    std::fs::read_to_string(path)
        .map_err(|source| SetupError::Read { file: path.display().to_string(), source })
}

/// Reads TOML text into the shape of a file.
fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, SetupError> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let content = text.lines().nth(line - 1).unwrap_or_default();
        let key = content.split(['=', '#']).next().unwrap_or_default().trim().to_owned();
        SetupError::Toml { file: file.into(), line, key, message: error.message().into() }
    })
}

/// Names the file and the key of what is wrong.
struct Blame<'a> {
    file: &'a str,
}

impl Blame<'_> {
    /// The error itself.
    fn error(&self, key: impl Into<String>, problem: impl Into<String>) -> SetupError {
        SetupError::Value { file: self.file.into(), key: key.into(), problem: problem.into() }
    }

    /// Nothing when the condition holds, else the error.
    fn must(&self, holds: bool, key: &str, problem: &str) -> Result<(), SetupError> {
        if holds { Ok(()) } else { Err(self.error(key, problem)) }
    }
}

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
