//! A machine that is not known here, described by its user: which heading is what.

use super::value::{Task, heading};
use super::well::PlateSize;

/// Where a column is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// By one of these headings; case, spaces and points do not count.
    Named(Vec<String>),
    /// By place, from 0, where there is no heading.
    Place(usize),
}

/// A column of cycle numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CtColumn {
    /// What all of its numbers are of; nothing where a row says it.
    pub target: Option<String>,
    /// Where it is.
    pub choice: Choice,
}

/// A description of results files. Invariant: `cts` is not empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// Maker and machine, for people.
    pub name: String,
    /// The sheet; any where it is not said.
    pub sheet: Option<String>,
    /// The plate, where wells are numbers.
    pub plate_size: Option<PlateSize>,
    /// What stands between cells of a text, a character of ASCII; found out where it is not said.
    pub separator: Option<u8>,
    /// Wells.
    pub well: Choice,
    /// Samples.
    pub sample: Choice,
    /// Cycle numbers: one column, or one for each target.
    pub cts: Vec<CtColumn>,
    /// Targets.
    pub target: Option<Choice>,
    /// Colours.
    pub reporter: Option<Choice>,
    /// What a well is for.
    pub task: Option<Choice>,
    /// What is left out.
    pub omit: Option<Choice>,
    /// The plate, where a file has several.
    pub plate: Option<Choice>,
    /// Further words for no cycle number.
    pub no_ct: Vec<String>,
    /// Words for what a well is for.
    pub tasks: Vec<(String, Task)>,
}

impl Choice {
    /// The place in a row of headings, as [`heading`] leaves them.
    pub(super) fn place(&self, headings: &[String]) -> Option<usize> {
        match self {
            Choice::Place(place) => Some(*place),
            Choice::Named(names) => {
                let names: Vec<String> = names.iter().map(|name| heading(name)).collect();
                headings.iter().position(|one| !one.is_empty() && names.contains(one))
            }
        }
    }

    /// What a person calls it.
    pub(super) fn shown(&self) -> String {
        match self {
            Choice::Named(names) => names.first().cloned().unwrap_or_default(),
            Choice::Place(place) => format!("{}", place + 1),
        }
    }

    /// Whether a heading is needed to find it.
    pub(super) fn is_named(&self) -> bool {
        matches!(self, Choice::Named(_))
    }
}

impl Mapping {
    /// Every column that is described.
    pub(super) fn choices(&self) -> impl Iterator<Item = &Choice> {
        let optional =
            [&self.target, &self.reporter, &self.task, &self.omit, &self.plate].into_iter();
        let must = [&self.well, &self.sample].into_iter();
        must.chain(self.cts.iter().map(|column| &column.choice)).chain(optional.flatten())
    }

    /// What a well is for, by the mapping's words and then by the usual ones.
    pub(super) fn task(&self, text: &str) -> Task {
        let word = heading(text);
        let said = self.tasks.iter().find(|(known, _)| heading(known) == word);
        said.map_or_else(|| Task::of(text), |(_, task)| *task)
    }
}
