//! Which shape a file has, and where its columns stand.

use std::ops::ControlFlow;

use super::facts::{Facts, keep};
use super::fault::Unfit;
use super::format::{Column, Format, NAMED, PLACED, ROLES, Role, Shape};
use super::mapping::Mapping;
use super::near::{Near, Nearest};
use super::source::Source;
use super::value::heading;
use crate::edge::table::Cells;

/// Rows in which what is nearly a heading is looked for.
const NEAR_ROWS: u64 = 500;

/// Where the results are.
pub(super) struct Layout {
    pub(super) format: Format,
    pub(super) sheet: usize,
    pub(super) separator: u8,
    /// The row after which results stand; 0 where they begin at once.
    pub(super) heading_line: u64,
    /// Cells of the heading.
    pub(super) width: usize,
    /// The place of each role among the cells; cycle numbers have `cts`.
    pub(super) places: [Option<usize>; ROLES],
    /// Columns of cycle numbers and what each is of, where it is not the row that says so.
    pub(super) cts: Vec<(usize, Option<String>)>,
    pub(super) facts: Facts,
}

impl Layout {
    pub(super) fn place(&self, role: Role) -> Option<usize> {
        self.places[role as usize]
    }
}

/// Places of a shape's columns in a row; nothing where one that must be there is missing.
fn places(columns: &[Column], headings: &[String]) -> Option<[Option<usize>; ROLES]> {
    let mut places = [None; ROLES];
    for column in columns {
        // Of a heading that comes again further right, the first one counts.
        let is_it = |heading: &String| column.names.contains(&heading.as_str());
        let place = headings.iter().position(is_it);
        if place.is_none() && column.must {
            return None;
        }
        places[column.role as usize] = place;
    }
    Some(places)
}

fn fits(shape: &Shape, headings: &[String]) -> Option<[Option<usize>; ROLES]> {
    let foreign = headings.iter().any(|one| shape.without.contains(&one.as_str()));
    if foreign { None } else { places(shape.columns, headings) }
}

pub(super) fn headings(cells: &Cells) -> Vec<String> {
    cells.iter().map(heading).collect()
}

/// Whether a row may be a heading: few are, and this is asked of all.
fn may_be_heading(cells: &Cells) -> bool {
    cells.len() >= 3 && cells.iter().any(is_ct)
}

fn is_ct(cell: &str) -> bool {
    cell.len() <= 4 && ["ct", "cq", "cp", "crt"].contains(&heading(cell).as_str())
}

/// Finds the results in a file.
///
/// # Errors
/// [`Unfit::MappingMissing`], [`Unfit::NoResults`], [`Unfit::UnknownShape`], and those of reading.
pub(super) fn find(source: &Source<'_>, mapping: Option<&Mapping>) -> Result<Layout, Unfit> {
    let sheets = source.sheets()?;
    if let Some(mapping) = mapping {
        return super::mapped::find(source, &sheets, mapping);
    }
    let mut near = Nearest::default();
    let mut hint = None;
    let separators = source.separators();
    for separator in &separators {
        for sheet in 0..sheets.len() {
            let (found, seen) = named(source, sheet, *separator, &mut near)?;
            hint = hint.or(seen);
            if let Some(found) = found {
                return Ok(found);
            }
        }
    }
    let mut placed_near: Vec<Near> = Vec::new();
    for placed in &PLACED {
        for (sheet, name) in sheets.iter().enumerate() {
            let name = name.trim().to_lowercase();
            let is_text = name.is_empty() && placed.mark.is_some();
            if !is_text && !placed.sheets.contains(&name.as_str()) {
                continue;
            }
            for separator in &separators {
                match super::placed::find(source, &sheets, sheet, *separator, placed)? {
                    Ok(found) => return Ok(found),
                    Err(Some(near)) => placed_near.push(near),
                    Err(None) if !is_text && placed.format != Format::SlanData => {
                        hint = hint.or(Some(placed.format));
                    }
                    Err(None) => {}
                }
            }
        }
    }
    let other_part = sheets.iter().any(|name| name.trim().eq_ignore_ascii_case("Protocol&Plate"));
    match hint.or(other_part.then_some(Format::Ma6000)) {
        Some(format) if placed_near.is_empty() => Err(Unfit::NoResults(format)),
        _ => {
            placed_near.extend(near.told());
            Err(Unfit::UnknownShape(placed_near))
        }
    }
}

/// Looks through a sheet for a heading that says everything; also whose preamble it has.
fn named(
    source: &Source<'_>,
    sheet: usize,
    separator: u8,
    near: &mut Nearest,
) -> Result<(Option<Layout>, Option<Format>), Unfit> {
    let mut found = None;
    let mut facts = Facts::default();
    source.each(sheet, separator, &mut |row, cells, _| {
        let is_candidate = may_be_heading(cells);
        if is_candidate || (row.number <= NEAR_ROWS && cells.len() > 2) {
            let headings = headings(cells);
            let fit = |shape: &Shape| Some((shape.format, fits(shape, &headings)?));
            if let Some((format, places)) =
                is_candidate.then(|| NAMED.iter().find_map(fit)).flatten()
            {
                found = Some((format, places, row.number, cells.len()));
                return ControlFlow::Break(());
            }
            near.look(row.number, &headings);
        }
        if row.number <= NEAR_ROWS {
            facts.look(cells);
        }
        ControlFlow::Continue(())
    })?;
    let hint = facts.hint;
    let layout = found.map(|(format, places, heading_line, width)| {
        let cts = places[Role::Ct as usize].map(|place| (place, None)).into_iter().collect();
        Layout { format, sheet, separator, heading_line, width, places, cts, facts }
    });
    Ok((layout, hint))
}

/// Keeps the second cell of a row of another sheet as the date of the run.
pub(super) fn dated(source: &Source<'_>, sheet: usize, facts: &mut Facts) -> Result<(), Unfit> {
    source.each(sheet, b',', &mut |row, cells, _| {
        if row.number == 3 {
            keep(&mut facts.ended_at, cells.get(1));
        }
        if row.number < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
}
