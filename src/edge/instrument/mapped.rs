//! Files that a user's mapping describes.

use std::ops::ControlFlow;

use super::facts::Facts;
use super::fault::Unfit;
use super::format::{Format, ROLES, Role};
use super::layout::{Layout, headings};
use super::mapping::{Choice, Mapping};
use super::source::Source;
use super::well::Written;
use crate::edge::table::Cells;

/// A heading has a well, a sample and a cycle number.
const CELLS_MIN: usize = 3;

/// Finds the row that has all headings of the mapping, or the first row with a well where columns
/// are given by place alone.
///
/// # Errors
/// [`Unfit::MappingMissing`], and those of reading.
pub(super) fn find(
    source: &Source<'_>,
    sheets: &[String],
    mapping: &Mapping,
) -> Result<Layout, Unfit> {
    let needs_heading = mapping.choices().any(Choice::is_named);
    let mut nearest: Option<Vec<String>> = None;
    let separators =
        mapping.separator.map_or_else(|| source.separators(), |separator| vec![separator]);
    let is_meant = |name: &str| {
        name.is_empty() || mapping.sheet.as_deref().is_none_or(|said| said.trim() == name.trim())
    };
    for separator in &separators {
        for (sheet, _) in sheets.iter().enumerate().filter(|(_, name)| is_meant(name)) {
            let mut found: Option<(u64, usize, Vec<String>)> = None;
            let mut facts = Facts::default();
            source.each(sheet, *separator, &mut |row, cells, _| {
                let is_start = if needs_heading && cells.len() < CELLS_MIN {
                    false
                } else if needs_heading {
                    let here = headings(cells);
                    let missing = missing(mapping, &here);
                    let is_start = missing.is_empty();
                    if nearest.as_ref().is_none_or(|best| missing.len() < best.len()) {
                        nearest = Some(missing);
                    }
                    if is_start {
                        found = Some((row.number, here.len(), here));
                    }
                    is_start
                } else {
                    let is_start = begins(mapping, cells);
                    if is_start {
                        found = Some((row.number - 1, cells.len(), Vec::new()));
                    }
                    is_start
                };
                if is_start {
                    return ControlFlow::Break(());
                }
                facts.look(cells);
                ControlFlow::Continue(())
            })?;
            if let Some((line, width, here)) = found {
                return Ok(layout(mapping, (sheet, *separator), (line, width), &here, facts));
            }
        }
    }
    let all = || mapping.choices().map(Choice::shown).collect();
    Err(Unfit::MappingMissing(nearest.unwrap_or_else(all)))
}

/// What a row lacks of the headings of a mapping.
fn missing(mapping: &Mapping, here: &[String]) -> Vec<String> {
    let absent = mapping.choices().filter(|choice| choice.place(here).is_none());
    absent.map(Choice::shown).collect()
}

/// Whether a row has a well in the place that is given for it, and cells for the rest.
fn begins(mapping: &Mapping, cells: &Cells) -> bool {
    let Choice::Place(well) = mapping.well else { return false };
    Written::read(cells.get(well)).is_some()
        && mapping
            .cts
            .iter()
            .any(|column| column.choice.place(&[]).is_some_and(|at| at < cells.len()))
}

fn layout(
    mapping: &Mapping,
    (sheet, separator): (usize, u8),
    (heading_line, width): (u64, usize),
    here: &[String],
    facts: Facts,
) -> Layout {
    let mut places = [None; ROLES];
    let optional = |choice: &Option<Choice>| choice.as_ref().and_then(|choice| choice.place(here));
    for (role, place) in [
        (Role::Well, mapping.well.place(here)),
        (Role::Sample, mapping.sample.place(here)),
        (Role::Target, optional(&mapping.target)),
        (Role::Reporter, optional(&mapping.reporter)),
        (Role::Task, optional(&mapping.task)),
        (Role::Omit, optional(&mapping.omit)),
        (Role::Plate, optional(&mapping.plate)),
    ] {
        places[role as usize] = place;
    }
    let cts = mapping.cts.iter();
    let cts = cts
        .filter_map(|column| Some((column.choice.place(here)?, column.target.clone())))
        .collect();
    let format = Format::Mapped;
    Layout { format, sheet, separator, heading_line, width, places, cts, facts }
}
