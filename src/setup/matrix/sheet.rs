//! Travel times as CSV, wide or long.

use std::collections::HashMap;

use super::super::SetupError;
use super::{Label, Table, fault, hole};

/// Cells that say that there is no route; an empty cell is a hole and no statement.
const NO_ROUTE: [&str; 5] = ["null", "none", "-", "inf", "无"];

/// By its heading.
pub(super) fn from_csv(file: &str, text: &str) -> Result<Table, SetupError> {
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).trim(csv::Trim::All);
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    for record in reader.from_reader(text.as_bytes()).into_records() {
        let record = record.map_err(|error| {
            let line = error.position().map(|position| position.line() as usize);
            fault(file, line, "CSV".into(), format!("{error}; correct this line"))
        })?;
        let line = record.position().map_or(0, |position| position.line() as usize);
        rows.push((line, record.iter().map(str::to_owned).collect()));
    }
    let wanted = "a table of travel times: CSV, an OSRM answer or VROOM matrices";
    let kind = || SetupError::Kind { file: file.into(), found: "text of another kind", wanted };
    let Some((_, heading)) = rows.first().filter(|(_, heading)| heading.len() > 1) else {
        return Err(kind());
    };
    let word = |at: usize| heading.get(at).map(|cell| cell.to_ascii_lowercase());
    let long = [word(0), word(1)] == [Some("from".into()), Some("to".into())];
    if long { long_table(file, &rows) } else { wide_table(file, &rows) }
}

/// Names in the first row and the first column, minutes between them.
fn wide_table(file: &str, rows: &[(usize, Vec<String>)]) -> Result<Table, SetupError> {
    let names = &rows[0].1[1..];
    let size = names.len();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        places.entry(name).or_insert(at);
    }
    // Row by row: a long heading alone must not make room for its square.
    let mut by_place: Vec<Option<Vec<f64>>> = vec![None; size];
    for (line, row) in &rows[1..] {
        let from = &row[0];
        let at = *places.get(from.as_str()).ok_or_else(|| {
            let problem = "is a row without a column of this name: name every place in both";
            fault(file, Some(*line), from.clone(), problem.into())
        })?;
        let mut minutes = Vec::with_capacity(row.len());
        for (to, name) in names.iter().enumerate() {
            let cell = row.get(to + 1).map_or("", String::as_str);
            minutes.push(match cell {
                "" if at == to => 0.0,
                "" => return Err(hole(file, Some(*line), from, name)),
                cell => value(file, *line, (from, name), cell)?,
            });
        }
        by_place[at] = Some(minutes);
    }
    if let Some(missing) = by_place.iter().position(Option::is_none) {
        let other = usize::from(missing == 0).min(size - 1);
        return Err(hole(file, None, &names[missing], &names[other]));
    }
    let minutes = by_place.into_iter().flatten().flatten().collect();
    Ok(Table { labels: labels(names), minutes })
}

/// `from,to,minutes` and perhaps more, a pair in each line.
fn long_table(file: &str, rows: &[(usize, Vec<String>)]) -> Result<Table, SetupError> {
    let mut names: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut pairs = HashMap::new();
    for (line, row) in &rows[1..] {
        let mut at = |column: usize| {
            let name = row.get(column).cloned().unwrap_or_default();
            *places.entry(name).or_insert_with_key(|name| {
                names.push(name.clone());
                names.len() - 1
            })
        };
        let (from, to) = (at(0), at(1));
        let (a, b) = (names[from].clone(), names[to].clone());
        let cell = row.get(2).map_or("", String::as_str);
        if cell.is_empty() {
            return Err(hole(file, Some(*line), &a, &b));
        }
        if pairs.insert((from, to), value(file, *line, (&a, &b), cell)?).is_some() {
            let problem = "is listed twice: keep one line".into();
            return Err(fault(file, Some(*line), format!("{a} -> {b}"), problem));
        }
    }
    let size = names.len();
    let mut minutes = Vec::with_capacity(pairs.len() + size);
    for from in 0..size {
        for to in 0..size {
            match pairs.get(&(from, to)) {
                Some(value) => minutes.push(*value),
                None if from == to => minutes.push(0.0),
                None => return Err(hole(file, None, &names[from], &names[to])),
            }
        }
    }
    Ok(Table { labels: labels(&names), minutes })
}

fn labels(names: &[String]) -> Vec<Label> {
    names.iter().map(|name| Label { name: Some(name.clone()), position: None }).collect()
}

fn value(file: &str, line: usize, ends: (&str, &str), cell: &str) -> Result<f64, SetupError> {
    if NO_ROUTE.contains(&cell.to_ascii_lowercase().as_str()) {
        return Ok(f64::NAN);
    }
    let number = cell.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| {
        let problem = format!("{cell:?} is no travel time: write minutes, 0 or more");
        fault(file, Some(line), format!("{} -> {}", ends.0, ends.1), problem)
    })
}
