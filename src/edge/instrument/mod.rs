//! Results files of thermocyclers: bytes in, a verdict for every row out (DOMAIN 3.5). What a value
//! means is not judged here: that is the kit's table and the rules' ([`tenfold_domain::ct`]).
//!
//! ```text
//!   bytes --source--> sheets of rows --layout--> which machine, which column is what
//!                          |                        |
//!                          +----survey: size of the plate, is it whole, what stands twice
//!                          |                        |
//!                          `--------walk------------+--> a verdict for every row
//! ```
//!
//! A file is known by its content and never by its name. All that concerns it as a whole is found
//! before the first verdict, so that a file that is refused is refused whole. A row is in memory
//! at a time; of XLS all cells of one sheet.

mod facts;
mod fault;
mod format;
mod layout;
mod mapped;
mod mapping;
mod near;
mod placed;
mod plate_map;
mod source;
mod survey;
mod utf16;
mod value;
mod walk;
mod well;

use std::ops::ControlFlow;

use tenfold_domain::ct::Ct;
use tenfold_domain::plate::Well;

use layout::Layout;
use source::Source;
use survey::{Standing, Survey};
use value::CtCell;
use walk::{Line, Step, Walk};

pub use facts::Facts;
pub use fault::{RowFault, Unfit};
pub use format::Format;
pub use mapping::{Choice, CtColumn, Mapping};
pub use near::Near;
pub use plate_map::{MapFault, MapFile, MapFormat, MapTarget, MapWell, PlateMap};
pub use value::Task;
pub use well::PlateSize;

/// Largest file read, in bytes. A plate of 384 wells and four colours has some 200 kilobytes.
pub const BYTES_MAX: usize = 128 << 20;

/// What the reader of a file knows beforehand.
#[derive(Clone, Copy, Default, Debug)]
pub struct Asked<'a> {
    /// How the file is to be read; nothing where its content says it.
    pub mapping: Option<&'a Mapping>,
    /// The size of the plate; the file's own word counts more.
    pub plate_size: Option<PlateSize>,
}

/// What a file is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Whose shape it has.
    pub format: Format,
    /// What it says of itself.
    pub facts: Facts,
    /// How large the plate is.
    pub plate_size: PlateSize,
    /// The file, its machine or its reader says so; otherwise the wells that were met do.
    pub plate_size_is_said: bool,
    /// The row of the headings, from 1; 0 where there is none.
    pub heading_line: u64,
    /// The sheet; empty for text.
    pub sheet: String,
}

/// What a machine read of one target in one well. `S` is a text: borrowed while a file is read,
/// kept in a [`Run`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading<S = String> {
    /// Line of the text or row of the sheet, from 1.
    pub line: u64,
    /// The well.
    pub well: Well,
    /// The sample as it stands there; a tube's code where all is well.
    pub sample: S,
    /// The gene or detector; empty where the file has only colours.
    pub target: S,
    /// The colour; empty where the file has only targets.
    pub reporter: S,
    /// The cycle number, rounded to hundredths; nothing where no curve rose.
    pub ct: Option<Ct>,
    /// What the well is for.
    pub task: Task,
    /// The machine's word for that.
    pub content: S,
    /// The plate, where a mapping says that a file has several.
    pub plate: S,
    /// Left out at the machine by hand.
    pub is_omitted: bool,
}

impl Reading<&str> {
    /// The same, kept.
    pub fn kept(&self) -> Reading {
        Reading {
            line: self.line,
            well: self.well,
            sample: self.sample.into(),
            target: self.target.into(),
            reporter: self.reporter.into(),
            ct: self.ct,
            task: self.task,
            content: self.content.into(),
            plate: self.plate.into(),
            is_omitted: self.is_omitted,
        }
    }
}

/// What became of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict<S = String> {
    /// A value.
    Reading(Reading<S>),
    /// The same value as in this line.
    Again(u64),
    /// A well in which nothing was put.
    EmptyWell(Well),
    /// No result: before or below the results, blank, a heading that comes again.
    Note,
    /// A result that cannot be taken.
    Fault(RowFault),
}

/// A file that was recognised and looked through: nothing concerns it as a whole any more.
pub struct Opened<'a> {
    head: Head,
    source: Source<'a>,
    layout: Layout,
    survey: Survey,
    mapping: Option<&'a Mapping>,
}

/// Recognises a file and looks through it once.
///
/// # Errors
/// [`Unfit`]: nothing of it is to be taken.
pub fn open<'a>(bytes: &'a [u8], asked: &Asked<'a>) -> Result<Opened<'a>, Unfit> {
    let source = Source::open(bytes)?;
    let layout = layout::find(&source, asked.mapping)?;
    let survey = Survey::of(&source, &layout, asked.mapping)?;
    let mapped = asked.mapping.and_then(|mapping| mapping.plate_size);
    let said = layout.facts.plate_size().or(mapped).or(layout.format.plate_size());
    let said = said.or(asked.plate_size);
    if let Some(said) = said.filter(|said| survey.has_numbers && *said < survey.size_min) {
        let (said, needed) = (said.wells(), survey.size_min.wells());
        return Err(Unfit::SizeDiffers { said, needed });
    }
    let sheet = source.sheets()?.into_iter().nth(layout.sheet).unwrap_or_default();
    let head = Head {
        format: layout.format,
        facts: layout.facts.clone(),
        plate_size: said.unwrap_or(survey.size_min),
        plate_size_is_said: said.is_some(),
        heading_line: layout.heading_line,
        sheet,
    };
    Ok(Opened { head, source, layout, survey, mapping: asked.mapping })
}

impl Opened<'_> {
    /// What the file is.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Hands over the verdict of every row from the first after the heading to the last of the
    /// results, with its line or row from 1; of a row with several cycle numbers one for each.
    ///
    /// # Errors
    /// [`Unfit`], only where bytes in memory change their mind.
    pub fn each(&mut self, mut take: impl FnMut(u64, Verdict<&str>)) -> Result<(), Unfit> {
        let Opened { head, source, layout, survey, mapping } = self;
        let mut walk = Walk::new(layout, *mapping, matches!(source, Source::Text(..)));
        source.each(layout.sheet, layout.separator, &mut |row, cells, is_ended| {
            if row.number <= layout.heading_line {
                walk.step(row, cells, is_ended);
                return ControlFlow::Continue(());
            }
            match walk.step(row, cells, is_ended) {
                Step::Stop | Step::CutOff => return ControlFlow::Break(()),
                Step::Note => take(row.number, Verdict::Note),
                Step::Fault(fault) => take(row.number, Verdict::Fault(fault)),
                Step::Line(line) => {
                    for (place, target) in &layout.cts {
                        // A cell that a line of text does not have is no empty one.
                        let is_there = cells.len() > *place || !matches!(source, Source::Text(..));
                        let cell = is_there.then(|| cells.get(*place));
                        let is_cut = line.is_open && cells.len() == place + 1;
                        let target = target.as_deref().unwrap_or(line.target);
                        let cell = Cell { line: row.number, ct: cell, is_cut, target };
                        take(row.number, verdict(head.plate_size, survey, &line, &cell));
                    }
                }
            }
            ControlFlow::Continue(())
        })
    }
}

/// A cell of cycle numbers and where it stands.
struct Cell<'x> {
    line: u64,
    /// Nothing where the row ends before it.
    ct: Option<&'x str>,
    /// The file ends in it.
    is_cut: bool,
    target: &'x str,
}

/// Checks in the order of what a person would look at first: the well, the cell, the neighbours.
fn verdict<'x>(
    size: PlateSize,
    survey: &mut Survey,
    line: &Line<'x>,
    cell: &Cell<'x>,
) -> Verdict<&'x str> {
    let Some(well) = line.well.on(size) else { return Verdict::Fault(RowFault::WellOutside) };
    let differs = line.number.is_some_and(|number| number.on(size) != Some(well));
    if differs {
        return Verdict::Fault(RowFault::WellsDiffer(well));
    }
    if cell.is_cut {
        return Verdict::Fault(RowFault::MaybeCut);
    }
    let Some(is_omitted) = line.is_omitted else {
        return Verdict::Fault(RowFault::Omitted(well));
    };
    let ct = match cell.ct.map(|ct| value::ct(ct, survey.no_ct())) {
        Some(CtCell::Rose(ct)) => Some(ct),
        Some(CtCell::None) => None,
        Some(CtCell::Unreadable) | None => return Verdict::Fault(RowFault::Ct(well)),
    };
    if line.sample.is_empty() && matches!(line.task, Task::Unknown | Task::Unsaid | Task::Other) {
        return match ct {
            Some(_) if !is_omitted => Verdict::Fault(RowFault::NoSample(well)),
            _ => Verdict::EmptyWell(well),
        };
    }
    if !is_omitted {
        match survey.standing(cell.line, line, cell.target) {
            Standing::First => {}
            Standing::Again(first) => return Verdict::Again(first),
            Standing::Conflict(line) => return Verdict::Fault(RowFault::Conflict { well, line }),
            Standing::Dispute(line) => {
                return Verdict::Fault(RowFault::SamplesDiffer { well, line });
            }
        }
    }
    Verdict::Reading(Reading {
        line: cell.line,
        well,
        sample: line.sample,
        target: cell.target,
        reporter: line.reporter,
        ct,
        task: line.task,
        content: line.content,
        plate: line.plate,
        is_omitted,
    })
}

/// A whole file: as much as a plate has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// What the file is.
    pub head: Head,
    /// Values, in the order of the file.
    pub readings: Vec<Reading>,
    /// Rows that were not taken, each with its line.
    pub faults: Vec<(u64, RowFault)>,
    /// Rows that say again what another one said.
    pub again: u64,
    /// Rows of wells in which nothing was put.
    pub empty_wells: u64,
    /// Rows that are no results.
    pub notes: u64,
}

/// Reads a whole file. For files of many plates see [`open`].
///
/// # Errors
/// [`Unfit`]: nothing of it is to be taken.
pub fn read(bytes: &[u8], asked: &Asked<'_>) -> Result<Run, Unfit> {
    let mut opened = open(bytes, asked)?;
    let head = opened.head().clone();
    let (readings, faults) = (Vec::new(), Vec::new());
    let mut run = Run { head, readings, faults, again: 0, empty_wells: 0, notes: 0 };
    opened.each(|line, verdict| match verdict {
        Verdict::Reading(reading) => run.readings.push(reading.kept()),
        Verdict::Fault(fault) => run.faults.push((line, fault)),
        Verdict::Again(_) => run.again += 1,
        Verdict::EmptyWell(_) => run.empty_wells += 1,
        Verdict::Note => run.notes += 1,
    })?;
    Ok(run)
}
