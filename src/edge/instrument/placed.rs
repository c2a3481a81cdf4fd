//! Machines whose columns are known by place: names are looked for first, and places are believed
//! only where no name says otherwise.

use std::ops::ControlFlow;

use super::facts::{Facts, keep};
use super::fault::Unfit;
use super::format::{Column, Format, Placed, ROLES, Role, USUAL};
use super::layout::{Layout, dated, headings};
use super::near::Near;
use super::source::Source;
use super::value::{CtCell, ct, heading};
use super::well::Written;
use crate::edge::table::{Cells, Row};

/// Rows in which the beginning is looked for.
const ROWS_MAX: u64 = 200;

/// What a look through a sheet found, or the row that came near.
type Found = Result<Layout, Option<Near>>;

/// Where columns stand, and the row after which the results do.
struct Start {
    line: u64,
    width: usize,
    places: [Option<usize>; ROLES],
}

/// Looks through a sheet of this shape's name.
///
/// # Errors
/// Those of reading.
pub(super) fn find(
    source: &Source<'_>,
    sheets: &[String],
    sheet: usize,
    separator: u8,
    placed: &Placed,
) -> Result<Found, Unfit> {
    let mut start: Option<Result<Start, Near>> = None;
    let mut facts = Facts::default();
    let mut before: Vec<String> = Vec::new();
    source.each(sheet, separator, &mut |row, cells, _| {
        start = look(placed, row, cells, &before);
        if start.is_some() || row.number > ROWS_MAX {
            return ControlFlow::Break(());
        }
        facts.look(cells);
        if placed.format == Format::Slan {
            match row.number {
                1 => keep(&mut facts.instrument, cells.get(1)),
                3 => keep(&mut facts.ended_at, cells.get(1)),
                _ => {}
            }
        }
        before = headings(cells);
        ControlFlow::Continue(())
    })?;
    let start = match start {
        None => return Ok(Err(None)),
        Some(Err(near)) => return Ok(Err(Some(near))),
        Some(Ok(start)) => start,
    };
    if placed.format == Format::Ma6000 {
        let other = sheets.iter().position(|name| name.trim() == "Protocol&Plate");
        if let Some(other) = other {
            dated(source, other, &mut facts)?;
        }
    }
    let Start { line: heading_line, width, places } = start;
    let cts = places[Role::Ct as usize].map(|place| (place, None)).into_iter().collect();
    let format = placed.format;
    Ok(Ok(Layout { format, sheet, separator, heading_line, width, places, cts, facts }))
}

/// Whether the results begin at or after this row.
fn look(
    placed: &Placed,
    row: Row,
    cells: &Cells,
    before: &[String],
) -> Option<Result<Start, Near>> {
    let here = headings(cells);
    let by_names = usual(&here);
    let is_heading = match placed.mark {
        Some(mark) => here.iter().any(|one| one == mark),
        None => by_names.is_some(),
    };
    if is_heading {
        return Some(by_mark(placed, row, &here, by_names));
    }
    // Without a mark the first row of results is one that reads as such.
    if placed.mark.is_some() || !reads(placed, cells) {
        return None;
    }
    let width = before.len();
    let start = documented(placed, before);
    let line = row.number - 1;
    Some(start.map(|places| Start { line, width, places }).ok_or(Near {
        format: placed.format,
        line,
        missing: vec!["well", "sample", "ct"],
    }))
}

/// The columns of a heading: by names, or by places where names do not speak against them.
fn by_mark(
    placed: &Placed,
    row: Row,
    here: &[String],
    by_names: Option<[Option<usize>; ROLES]>,
) -> Result<Start, Near> {
    let (line, width) = (row.number, here.len());
    if let Some(places) = by_names.or_else(|| documented(placed, here)) {
        return Ok(Start { line, width, places });
    }
    let names = |column: &&Column| column.must && place_of(column, here).is_none();
    let missing = USUAL.iter().filter(names).filter_map(|column| column.names.first().copied());
    Err(Near { format: placed.format, line, missing: missing.collect() })
}

/// Places by the usual names; nothing where well, sample or cycle number has none.
fn usual(here: &[String]) -> Option<[Option<usize>; ROLES]> {
    let mut places = [None; ROLES];
    for column in &USUAL {
        let place = place_of(column, here);
        if place.is_none() && column.must {
            return None;
        }
        places[column.role as usize] = place;
    }
    Some(places)
}

/// The place of the first of a column's names that is there; the narrower names come first.
fn place_of(column: &Column, here: &[String]) -> Option<usize> {
    column.names.iter().find_map(|name| here.iter().position(|one| one == name))
}

/// Places by documentation, unless a heading names something else there, or names one of them
/// elsewhere.
fn documented(placed: &Placed, here: &[String]) -> Option<[Option<usize>; ROLES]> {
    let mut places = [None; ROLES];
    for (role, place) in placed.places {
        places[*role as usize] = Some(*place);
    }
    for column in &USUAL {
        let named = place_of(column, here);
        match (places[column.role as usize], named) {
            (Some(place), Some(named)) if place != named => return None,
            (None, Some(named)) if places.contains(&Some(named)) => return None,
            (None, Some(named)) => places[column.role as usize] = Some(named),
            _ => {}
        }
    }
    Some(places)
}

/// Whether a row reads as results in the documented places.
fn reads(placed: &Placed, cells: &Cells) -> bool {
    let cell = |role: Role| {
        let place = placed.places.iter().find(|(known, _)| *known == role);
        place.map_or("", |(_, place)| cells.get(*place))
    };
    let is_well = Written::read(cell(Role::Well)).is_some();
    let is_ct = ct(cell(Role::Ct), &[]) != CtCell::Unreadable;
    let says_something = !heading(cell(Role::Ct)).is_empty() || !cell(Role::Sample).is_empty();
    // The least telling name of a sheet asks for a cycle number or a word for none.
    let is_told = placed.format != Format::SlanData || !cell(Role::Ct).is_empty();
    is_well && is_ct && says_something && is_told
}
