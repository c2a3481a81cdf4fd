//! Who is under a schedule of tests, as rows. Rebuilt from the facts like every head.

use tenfold_domain::code::PersonKey;
use tenfold_domain::course::{Course, Taken};
use tenfold_domain::time::At;

use super::cell::{BadCell, Cell, Field};

/// Columns of `course` after the region.
pub const COURSE: [&str; 7] =
    ["person", "schedule", "day_zero_at", "squad", "contact", "swabs", "open"];

/// Stands for nothing in the text of a swab.
const NONE: &str = "-";

/// A course as a row of [`COURSE`]; `None` closes the row. `text` holds its swabs, a line each:
/// tube, when it was registered, when it was swabbed and the number of its call.
pub fn cells<'a>(
    person: &'a PersonKey,
    course: Option<&'a Course>,
    text: &'a mut String,
) -> [Cell<'a>; 7] {
    text.clear();
    let Some(course) = course else {
        let mut closed = [Cell::Null; 7];
        (closed[0], closed[6]) = (person.cell(), Cell::Int(0));
        return closed;
    };
    for Taken { tube, at, result } in &course.swabs {
        let (swab_at, call) = match result {
            Some((swab_at, call)) => (swab_at.0.to_string(), call.number().to_string()),
            None => (NONE.to_owned(), NONE.to_owned()),
        };
        text.push_str(&format!("{tube} {} {swab_at} {call}\n", at.0));
    }
    [
        person.cell(),
        course.schedule.cell(),
        course.day_zero_at.cell(),
        course.squad.cell(),
        course.contact.cell(),
        Cell::Text(text),
        Cell::Int(1),
    ]
}

/// The course of an open row of [`COURSE`].
pub fn course(row: &[Cell<'_>]) -> Result<(PersonKey, Course), BadCell> {
    let Cell::Text(swabs) = row[5] else { return Err(BadCell { wanted: "swabs" }) };
    let course = Course {
        schedule: Field::from_cell(row[1])?,
        day_zero_at: Field::from_cell(row[2])?,
        squad: Field::from_cell(row[3])?,
        contact: Field::from_cell(row[4])?,
        swabs: swabs.lines().map(swab).collect::<Result<_, _>>()?,
    };
    Ok((Field::from_cell(row[0])?, course))
}

fn swab(line: &str) -> Result<Taken, BadCell> {
    const BAD: BadCell = BadCell { wanted: "swab" };
    let number = |word: &str| word.parse::<i64>().map_err(|_| BAD);
    let words: Vec<&str> = line.split(' ').collect();
    let [tube, at, swab_at, call] = words[..] else { return Err(BAD) };
    let result = match (swab_at, call) {
        (NONE, NONE) => None,
        _ => Some((At(number(swab_at)?), Field::from_cell(Cell::Int(number(call)?))?)),
    };
    Ok(Taken { tube: Field::from_cell(Cell::Text(tube))?, at: At(number(at)?), result })
}
