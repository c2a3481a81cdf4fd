//! The first look through all rows: how large the plate must be, whether the file is whole, which
//! wells are said twice. Keeps some forty bytes for each value and nothing of the texts but names
//! of targets and plates.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::ControlFlow;

use super::fault::Unfit;
use super::layout::Layout;
use super::mapping::Mapping;
use super::source::Source;
use super::value::{CtCell, ct, heading};
use super::walk::{Line, Step, Walk};
use super::well::{PlateSize, Written};

/// What the first look found.
pub(super) struct Survey {
    /// The smallest plate that has every well.
    pub(super) size_min: PlateSize,
    /// Some wells are numbers without a name beside them.
    pub(super) has_numbers: bool,
    /// The first value of each well and target.
    values: HashMap<u64, Value>,
    /// The first sample of each well, as a hash, and its line.
    samples: HashMap<u64, (u64, u32)>,
    /// Wells and targets with different values, wells with different samples: two lines of each.
    /// Without it nothing need be looked up again.
    says_twice: bool,
    conflicts: HashMap<u64, (u32, u32)>,
    disputes: HashMap<u64, (u32, u32)>,
    names: Names,
    no_ct: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Value {
    /// In hundredths; -1 is none.
    ct: i32,
    line: u32,
}

/// What the rest of the file says about a value.
pub(super) enum Standing {
    First,
    /// The same as in this line.
    Again(u64),
    /// Another value stands in this line.
    Conflict(u64),
    /// Another sample stands in this line.
    Dispute(u64),
}

/// Numbers for texts.
#[derive(Default)]
struct Names {
    known: HashMap<Box<str>, u64>,
    room: String,
}

impl Names {
    /// The number of a text of two parts.
    fn of(&mut self, first: &str, second: &str) -> u64 {
        if first.is_empty() && second.is_empty() {
            return 0;
        }
        self.room.clear();
        self.room.push_str(first);
        self.room.push('\u{1f}');
        self.room.push_str(second);
        if let Some(number) = self.known.get(self.room.as_str()) {
            return *number;
        }
        let number = self.known.len() as u64 + 1;
        self.known.insert(self.room.as_str().into(), number);
        number
    }
}

impl Survey {
    /// Goes over every row.
    ///
    /// # Errors
    /// [`Unfit::CutOff`], [`Unfit::NoRows`], and those of reading.
    pub(super) fn of(
        source: &Source<'_>,
        layout: &Layout,
        mapping: Option<&Mapping>,
    ) -> Result<Survey, Unfit> {
        let no_ct = mapping.map_or_else(Vec::new, |mapping| mapping.no_ct.clone());
        let mut survey = Survey {
            size_min: PlateSize::Wells96,
            has_numbers: false,
            values: HashMap::new(),
            samples: HashMap::new(),
            says_twice: false,
            conflicts: HashMap::new(),
            disputes: HashMap::new(),
            names: Names::default(),
            no_ct: no_ct.iter().map(|word| heading(word)).collect(),
        };
        let mut walk = Walk::new(layout, mapping, matches!(source, Source::Text(..)));
        let (mut has_rows, mut cut) = (false, None);
        source.each(layout.sheet, layout.separator, &mut |row, cells, is_ended| {
            match walk.step(row, cells, is_ended) {
                Step::Stop => return ControlFlow::Break(()),
                Step::CutOff => {
                    cut = Some(row.number);
                    return ControlFlow::Break(());
                }
                Step::Note | Step::Fault(_) => {}
                Step::Line(line) => {
                    has_rows = true;
                    survey.size_min = survey.size_min.max(line.well.size_min());
                    survey.has_numbers |= matches!(line.well, Written::Number(_));
                    for (place, target) in &layout.cts {
                        let target = target.as_deref().unwrap_or(line.target);
                        survey.note(row.number, &line, target, cells.get(*place));
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        match cut {
            Some(line) => Err(Unfit::CutOff { line }),
            None if !has_rows => Err(Unfit::NoRows(layout.format)),
            None => Ok(survey),
        }
    }

    /// The words of a mapping for no cycle number.
    pub(super) fn no_ct(&self) -> &[String] {
        &self.no_ct
    }

    /// Keys of the well, and of the well with its target.
    fn keys(&mut self, line: &Line<'_>, target: &str) -> Option<(u64, u64)> {
        let well = match line.well {
            Written::Named(well) => u64::from(well.number()),
            Written::Number(number) => 512 + u64::from(number),
            Written::Outside => return None,
        };
        // Below: 10 bits of well, 27 of target, 27 of plate; there are at most four million rows.
        let of_plate = self.names.of(line.plate, "") << 37 | well;
        Some((of_plate, of_plate | self.names.of(target, line.reporter) << 10))
    }

    fn note(&mut self, row: u64, line: &Line<'_>, target: &str, cell: &str) {
        // What was left out by hand speaks against nothing.
        if line.is_omitted != Some(false) {
            return;
        }
        let Some((well, key)) = self.keys(line, target) else { return };
        let row = row as u32;
        if !line.sample.is_empty() {
            let mut hasher = DefaultHasher::new();
            line.sample.hash(&mut hasher);
            let hash = hasher.finish();
            let first = *self.samples.entry(well).or_insert((hash, row));
            if first.0 != hash {
                self.says_twice = true;
                self.disputes.entry(well).or_insert((first.1, row));
            }
        }
        let ct = match ct(cell, &self.no_ct) {
            CtCell::Rose(ct) => i32::from(ct.0),
            CtCell::None => -1,
            CtCell::Unreadable => return,
        };
        let first = *self.values.entry(key).or_insert(Value { ct, line: row });
        self.says_twice |= first.line != row;
        if first.ct != ct {
            self.conflicts.entry(key).or_insert((first.line, row));
        }
    }

    /// How a value stands among the others of the file.
    pub(super) fn standing(&mut self, row: u64, line: &Line<'_>, target: &str) -> Standing {
        if !self.says_twice {
            return Standing::First;
        }
        let Some((well, key)) = self.keys(line, target) else { return Standing::First };
        let row = row as u32;
        let other =
            |(first, second): &(u32, u32)| u64::from(if *first == row { *second } else { *first });
        if let Some(lines) = self.disputes.get(&well) {
            return Standing::Dispute(other(lines));
        }
        if let Some(lines) = self.conflicts.get(&key) {
            return Standing::Conflict(other(lines));
        }
        match self.values.get(&key) {
            Some(first) if first.line < row => Standing::Again(u64::from(first.line)),
            _ => Standing::First,
        }
    }
}
