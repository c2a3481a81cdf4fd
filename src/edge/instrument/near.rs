//! What an unknown file came nearest to: shapes of which some headings were found, and which were
//! missing.

use super::format::{Format, NAMED, Shape};

/// A shape that a row came near to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Near {
    /// The shape.
    pub format: Format,
    /// The row, from 1.
    pub line: u64,
    /// Headings that were not there, plainly written.
    pub missing: Vec<&'static str>,
}

impl Near {
    pub(super) fn zh(&self) -> String {
        let Near { format, line, missing } = self;
        format!("第 {line} 行近似 {}，缺 {}", format.name(), missing.join("、"))
    }

    pub(super) fn en(&self) -> String {
        let Near { format, line, missing } = self;
        format!("line {line} is near {}, without {}", format.name(), missing.join(", "))
    }
}

/// Most that are told.
const TOLD_MAX: usize = 3;

/// Keeps for each shape the row that came nearest.
#[derive(Default)]
pub(super) struct Nearest {
    best: [Option<(usize, u64)>; NAMED.len()],
    missing: [Vec<&'static str>; NAMED.len()],
}

impl Nearest {
    /// Looks at a row that is no heading of any shape.
    pub(super) fn look(&mut self, line: u64, headings: &[String]) {
        for (place, shape) in NAMED.iter().enumerate() {
            let missing = missing(shape, headings);
            let columns = shape.columns.iter().filter(|column| column.must).count();
            let found = columns - missing.len();
            // One word alone, such as "sample", is no likeness.
            if found < 2 || self.best[place].is_some_and(|(best, _)| best >= found) {
                continue;
            }
            self.best[place] = Some((found, line));
            self.missing[place] = missing;
        }
    }

    /// The nearest first.
    pub(super) fn told(self) -> Vec<Near> {
        let mut found: Vec<(usize, Near)> = Vec::new();
        for ((shape, best), missing) in NAMED.iter().zip(self.best).zip(self.missing) {
            if let Some((_, line)) = best.filter(|_| !missing.is_empty()) {
                found.push((missing.len(), Near { format: shape.format, line, missing }));
            }
        }
        found.sort_by_key(|(missing, _)| *missing);
        found.into_iter().take(TOLD_MAX).map(|(_, near)| near).collect()
    }
}

/// The columns of a shape that a row does not have, by the first of their names.
fn missing(shape: &Shape, headings: &[String]) -> Vec<&'static str> {
    let columns = shape.columns.iter().filter(|column| column.must);
    let absent = columns
        .filter(|column| !headings.iter().any(|heading| column.names.contains(&heading.as_str())));
    absent.filter_map(|column| column.names.first().copied()).collect()
}
