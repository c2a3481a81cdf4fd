//! Rows under a heading, one at a time: which are results, and what stands in their columns.

use super::fault::RowFault;
use super::format::Role;
use super::layout::Layout;
use super::mapping::Mapping;
use super::value::{Task, flag, heading};
use super::well::Written;
use crate::edge::table::{Cells, Row};

/// Letters that no well has, however damaged.
const WORDS_MIN: usize = 6;

/// What a row is.
pub(super) enum Step<'x> {
    /// Blank, a repeated heading, a line below the results.
    Note,
    /// Results end before this row.
    Stop,
    /// The file ends within this row.
    CutOff,
    /// No result, and it should be one.
    Fault(RowFault),
    /// A well and what stands beside it.
    Line(Line<'x>),
}

/// The cells of a row of results.
#[derive(Clone, Copy)]
pub(super) struct Line<'x> {
    pub(super) well: Written,
    /// The number of the well, where its name stands beside it.
    pub(super) number: Option<Written>,
    pub(super) sample: &'x str,
    pub(super) target: &'x str,
    pub(super) reporter: &'x str,
    pub(super) content: &'x str,
    pub(super) plate: &'x str,
    pub(super) task: Task,
    /// Nothing where the cell says neither yes nor no.
    pub(super) is_omitted: Option<bool>,
    /// The file ends in this row without a line break.
    pub(super) is_open: bool,
}

/// Goes through the rows of a layout. Goes over a file twice the same way.
pub(super) struct Walk<'a> {
    layout: &'a Layout,
    mapping: Option<&'a Mapping>,
    is_text: bool,
    /// Headings of the columns of wells and of cycle numbers, to know them when they come again.
    again: Option<[String; 2]>,
    after_blank: bool,
    has_result: bool,
    /// The well of the row before, its sample, and how many rows it has had.
    well: Option<Written>,
    sample: String,
    nth: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(layout: &'a Layout, mapping: Option<&'a Mapping>, is_text: bool) -> Self {
        Walk {
            layout,
            mapping,
            is_text,
            again: None,
            after_blank: false,
            has_result: false,
            well: None,
            sample: String::new(),
            nth: 0,
        }
    }

    /// Takes a row in order, from the first of the file.
    pub(super) fn step<'x>(&'x mut self, row: Row, cells: &'x Cells, is_ended: bool) -> Step<'x> {
        let layout = self.layout;
        if row.number <= layout.heading_line {
            if row.number == layout.heading_line {
                self.again = Some(self.keys(cells));
            }
            return Step::Note;
        }
        if !row.is_sound {
            return Step::Fault(RowFault::Unreadable);
        }
        if cells.iter().all(str::is_empty) {
            self.after_blank = self.has_result;
            return Step::Note;
        }
        let first = cells.get(0);
        if self.is_text && first.starts_with('[') && first.ends_with(']') {
            return Step::Stop;
        }
        let found = self.well_of(cells);
        let Some((well, number)) = found else { return self.no_well(cells, is_ended) };
        // A row of text that is shorter than its heading at the end of the file was cut.
        if !is_ended && cells.len() < layout.width {
            return Step::CutOff;
        }
        self.has_result = true;
        self.after_blank = false;
        self.count(well, cells);
        Step::Line(self.line(well, number, cells, is_ended))
    }

    fn cell<'x>(&self, role: Role, cells: &'x Cells) -> &'x str {
        self.layout.place(role).map_or("", |place| cells.get(place))
    }

    fn keys(&self, cells: &Cells) -> [String; 2] {
        let ct = self.layout.cts.first().map_or("", |(place, _)| cells.get(*place));
        [heading(self.cell(Role::Well, cells)), heading(ct)]
    }

    /// The well, and its number where both are there. Rows of some machines leave out the well of
    /// the row before.
    fn well_of(&self, cells: &Cells) -> Option<(Written, Option<Written>)> {
        let [well, position] = [Role::Well, Role::Position].map(|role| self.cell(role, cells));
        if well.is_empty() && position.is_empty() {
            return self.well.filter(|_| self.continues(cells)).map(|well| (well, None));
        }
        match (Written::read(position), Written::read(well)) {
            (Some(position), number) => Some((position, number)),
            (None, Some(number)) if position.is_empty() => Some((number, None)),
            _ => None,
        }
    }

    /// Whether a row without a well belongs to the well above: as many colours as the machine has
    /// follow one another, and each says something.
    fn continues(&self, cells: &Cells) -> bool {
        let layout = self.layout;
        let has_colour = layout.place(Role::Reporter).is_some();
        let has_room = has_colour || self.nth + 1 < layout.format.channels().len();
        let says = layout.cts.iter().any(|(place, _)| !cells.get(*place).is_empty());
        !layout.format.channels().is_empty() && !self.after_blank && has_room && says
    }

    /// A row without a well: a line below the results, or a fault.
    fn no_well<'x>(&self, cells: &Cells, is_ended: bool) -> Step<'x> {
        if self.again.as_ref().is_some_and(|again| *again == self.keys(cells)) {
            return Step::Note;
        }
        let has_ct = self.layout.cts.iter().any(|(place, _)| !cells.get(*place).is_empty());
        let roles = [Role::Sample, Role::Target, Role::Well, Role::Position];
        let says = roles.iter().any(|role| !self.cell(*role, cells).is_empty());
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        // Analysis settings and remarks stand below: a key, a value, and nothing to the right.
        let first = cells.iter().find(|cell| !cell.is_empty()).unwrap_or_default();
        let is_phrase = first.chars().filter(|c| c.is_alphabetic()).count() >= WORDS_MIN;
        let is_remark = filled <= 2 && cells.len() <= 3 && self.has_result;
        if !has_ct && (!says || (is_remark && (is_phrase || self.after_blank))) {
            return Step::Note;
        }
        if !is_ended && cells.len() < self.layout.width {
            return Step::CutOff;
        }
        Step::Fault(RowFault::Well)
    }

    /// Counts the rows of a well, and keeps its sample for those that leave it out.
    fn count(&mut self, well: Written, cells: &Cells) {
        if self.layout.format.channels().is_empty() {
            return;
        }
        let sample = self.cell(Role::Sample, cells);
        if self.well == Some(well) {
            self.nth += 1;
            if sample.is_empty() {
                return;
            }
        } else {
            self.nth = 0;
        }
        self.well = Some(well);
        self.sample.clear();
        self.sample.push_str(sample);
    }

    fn line<'x>(
        &'x self,
        well: Written,
        number: Option<Written>,
        cells: &'x Cells,
        is_ended: bool,
    ) -> Line<'x> {
        let channels = self.layout.format.channels();
        let given = self.cell(Role::Sample, cells);
        let sample = if given.is_empty() && !channels.is_empty() { &self.sample } else { given };
        let mut reporter = self.cell(Role::Reporter, cells);
        if reporter.is_empty() && self.layout.place(Role::Reporter).is_none() {
            let filter = self.layout.facts.filter.as_deref();
            reporter = filter.or(channels.get(self.nth).copied()).unwrap_or_default();
        }
        let content = self.cell(Role::Task, cells);
        let task = match self.mapping {
            Some(mapping) => mapping.task(content),
            None => Task::of(content),
        };
        let is_omitted = match (self.layout.place(Role::Omit), self.layout.place(Role::Include)) {
            (Some(place), _) => flag(cells.get(place)),
            (None, Some(place)) => flag(cells.get(place)).map(|is_included| !is_included),
            (None, None) => Some(false),
        };
        Line {
            well,
            number,
            sample,
            target: self.cell(Role::Target, cells),
            reporter,
            content,
            plate: self.cell(Role::Plate, cells),
            task,
            is_omitted,
            is_open: !is_ended,
        }
    }
}
