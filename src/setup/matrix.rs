//! Files of measured travel times: CSV wide or long, the answer of an OSRM `table` service, the
//! matrices of a VROOM problem. All become one table of minutes, the row being the origin.

use std::collections::HashMap;

use serde::Deserialize;

use super::geo::Position;
use super::{Blame, SetupError};

/// What a row and column of a table stand for, as far as the file says.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Label {
    pub name: Option<String>,
    pub position: Option<Position>,
}

/// Measured minutes.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Table {
    pub labels: Vec<Label>,
    /// Row by row; NaN where the file says that there is no route.
    pub minutes: Vec<f64>,
}

/// Cells that say that there is no route; an empty cell is a hole and no statement.
const NO_ROUTE: [&str; 5] = ["null", "none", "-", "inf", "无"];

impl Table {
    /// Reads a file's text by what it looks like; `order` names the rows of a file without names.
    ///
    /// # Errors
    /// [`SetupError::Kind`] for anything else, [`SetupError::Value`] with the line or both places
    /// for a hole, a negative or unreadable time, a table that is no square.
    pub fn read(file: &str, text: &str, order: &[String]) -> Result<Table, SetupError> {
        let text = text.trim_start_matches('\u{feff}');
        let json = text.trim_start().starts_with(['{', '[']);
        let mut table = if json { from_json(file, text)? } else { from_csv(file, text)? };
        let unnamed = table.labels.iter().all(|label| label.name.is_none());
        if !order.is_empty() && unnamed {
            let counts = (order.len(), table.labels.len());
            let help = format!("names {} rows, but the file has {}", counts.0, counts.1);
            let blame = Blame { file, text: "" };
            blame.must(counts.0 == counts.1, "travel.order", &help)?;
            for (label, name) in table.labels.iter_mut().zip(order) {
                label.name = Some(name.clone());
            }
        }
        Ok(table)
    }

    /// How a row is called in messages.
    pub fn name(&self, at: usize) -> String {
        called(&self.labels, at)
    }
}

fn called(labels: &[Label], at: usize) -> String {
    let name = labels.get(at).and_then(|label| label.name.clone());
    name.unwrap_or_else(|| format!("row {}", at + 1))
}

fn fault(file: &str, line: Option<usize>, key: String, problem: String) -> SetupError {
    SetupError::Value { file: file.into(), line, key, problem }
}

fn hole(file: &str, line: Option<usize>, from: &str, to: &str) -> SetupError {
    let problem = "has no travel time: write the minutes, or null where there is no route";
    fault(file, line, format!("{from} -> {to}"), problem.into())
}

/// An answer of OSRM's table service, or a VROOM problem; other keys are passed over.
#[derive(Deserialize)]
struct JsonFile {
    code: Option<String>,
    message: Option<String>,
    durations: Option<Vec<Vec<Option<f64>>>>,
    sources: Option<Vec<WaypointFile>>,
    destinations: Option<Vec<WaypointFile>>,
    matrices: Option<std::collections::BTreeMap<String, ProfileFile>>,
}

#[derive(Deserialize)]
struct WaypointFile {
    location: Option<Position>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct ProfileFile {
    durations: Vec<Vec<Option<f64>>>,
}

fn from_json(file: &str, text: &str) -> Result<Table, SetupError> {
    let wrong = |key: &str, problem: String| fault(file, None, key.into(), problem);
    let content: JsonFile = serde_json::from_str(text).map_err(|error| {
        let problem = format!("{error}; give an OSRM table answer or VROOM matrices");
        fault(file, Some(error.line()), "JSON".into(), problem)
    })?;
    if let Some(mut profiles) = content.matrices {
        let car = profiles.remove("car").or_else(|| profiles.pop_first().map(|(_, first)| first));
        let help = "names no profile: give `car` with its durations in seconds";
        let car = car.ok_or_else(|| wrong("matrices", help.into()))?;
        let labels = vec![Label::default(); car.durations.len()];
        return seconds(file, labels, car.durations);
    }
    if let Some(code) = content.code.filter(|code| code != "Ok") {
        let message = content.message.unwrap_or_default();
        return Err(wrong("code", format!("is {code:?} ({message}): ask the service again")));
    }
    let help = "are missing: give an OSRM table answer or VROOM matrices";
    let durations = content.durations.ok_or_else(|| wrong("durations", help.into()))?;
    let label = |point: WaypointFile| Label {
        name: point.name.filter(|name| !name.trim().is_empty()),
        position: point.location,
    };
    let all = |points: Option<Vec<WaypointFile>>| -> Vec<Label> {
        points.unwrap_or_default().into_iter().map(label).collect()
    };
    let (mut from, to) = (all(content.sources), all(content.destinations));
    if !to.is_empty() && from != to {
        let help = "differ from the sources: ask for the table without `sources` and \
                    `destinations`, so that every place is both";
        return Err(wrong("destinations", help.into()));
    }
    if from.is_empty() {
        from = vec![Label::default(); durations.len()];
    }
    seconds(file, from, durations)
}

/// A square of seconds.
fn seconds(
    file: &str,
    labels: Vec<Label>,
    rows: Vec<Vec<Option<f64>>>,
) -> Result<Table, SetupError> {
    let size = labels.len();
    let help = format!("has {} rows for {size} places: give every place its row", rows.len());
    (Blame { file, text: "" }).must(rows.len() == size && size > 0, "durations", &help)?;
    // Room for what is there, not for what places without durations would make of it.
    let mut minutes = Vec::with_capacity(rows.iter().map(Vec::len).sum());
    for (at, row) in rows.into_iter().enumerate() {
        if row.len() < size {
            return Err(hole(file, None, &called(&labels, at), &called(&labels, row.len())));
        }
        let help = format!("has {} durations for {size} places", row.len());
        (Blame { file, text: "" }).must(row.len() == size, &called(&labels, at), &help)?;
        for (to, value) in row.into_iter().enumerate() {
            let value = value.unwrap_or(f64::NAN);
            if value < 0.0 {
                let key = format!("{} -> {}", called(&labels, at), called(&labels, to));
                let problem = format!("is {value} s: a drive takes no less than 0");
                return Err(fault(file, None, key, problem));
            }
            minutes.push(value / 60.0);
        }
    }
    Ok(Table { labels, minutes })
}

fn from_csv(file: &str, text: &str) -> Result<Table, SetupError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<Table, String> {
        Table::read("t", text, &[]).map_err(|error| error.to_string())
    }

    #[test]
    fn all_formats_give_the_same_table() {
        let names = |table: &Table| (0..3).map(|at| table.name(at)).collect::<Vec<_>>();
        let wide = table(",A,B,C\nA,0,10,20\nB,11,0,null\nC,21,6,0\n").expect("wide");
        assert_eq!(names(&wide), ["A", "B", "C"]);
        assert_eq!(wide.minutes[..5], [0.0, 10.0, 20.0, 11.0, 0.0]);
        assert!(wide.minutes[5].is_nan(), "no route");
        let long = "\u{feff}from,to,minutes,km\nA,B,10,5\nA,C,20,9\nB,A,11,5\nB,C,-,\n\
                    C,A,21,9\nC,B,6,3\n";
        let seconds = "[[0,600,1200.0],[660,0,null],[1260,360,0]]";
        let place = |name: &str| format!("{{\"location\":[116.0,26.0],\"name\":\"{name}\"}}");
        let places = ["A", "B", "C"].map(place).join(",");
        let osrm = format!(
            "{{\"code\":\"Ok\",\"durations\":{seconds},\"distances\":[[1]],\
             \"sources\":[{places}],\"destinations\":[{places}]}}"
        );
        let vroom = format!("{{\"jobs\":[],\"matrices\":{{\"car\":{{\"durations\":{seconds}}}}}}}");
        let order = ["A", "B", "C"].map(String::from);
        for text in [long, osrm.as_str(), vroom.as_str()] {
            let other = Table::read("t", text, &order).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(names(&other), ["A", "B", "C"]);
            for (a, b) in wide.minutes.iter().zip(&other.minutes) {
                assert!(a == b || a.is_nan() && b.is_nan(), "{text}");
            }
        }
        let short = Table::read("t", &vroom, &order[..2]).expect_err("two names").to_string();
        assert_eq!(short, "t: travel.order: names 2 rows, but the file has 3");
    }

    #[test]
    fn a_wrong_table_says_where_and_what_to_do() {
        // Squares that no memory holds, of texts that are short.
        let many = |one: &str| vec![one; 300_000].join(",");
        let places =
            format!("{{\"sources\":[{}],\"durations\":[{}]}}", many("{\"name\":\"\"}"), many("[]"));
        for (text, said) in [
            (",A,B\nA,0,\nB,1,0\n", "t: line 2: A -> B: has no travel time: write the minutes"),
            (",A,B\nA,0,5\n", "t: B -> A: has no travel time"),
            (",A,B\nA,0,-5\nB,1,0\n", "t: line 2: A -> B: \"-5\" is no travel time"),
            (&format!("{}\n,0\n", ",A".repeat(300_000)), "t: line 2: : is a row without"),
            (&format!("{}\nA,0\n", ",A".repeat(300_000)), "t: line 2: A -> A: has no travel"),
            (&places, "t: row 1 -> row 1: has no travel time"),
            (",A,B\nC,0,5\n", "t: line 2: C: is a row without a column"),
            ("from,to,minutes\nA,B,3\n", "t: B -> A: has no travel time"),
            ("from,to,minutes\nA,B,3\nA,B,4\n", "t: line 3: A -> B: is listed twice"),
            ("from,to,minutes\nA,B,\n", "t: line 2: A -> B: has no travel time"),
            ("{\"code\":\"NoTable\",\"message\":\"m\"}", "t: code: is \"NoTable\" (m): ask"),
            ("{\"code\":\"Ok\"}", "t: durations: are missing"),
            ("{\"durations\":[[0,1],[1]]}", "t: row 2 -> row 2: has no travel time"),
            ("{\"durations\":[[0,-1],[1,0]]}", "t: row 1 -> row 2: is -1 s"),
            ("{\"matrices\":{}}", "t: matrices: names no profile"),
            ("{\"durations\":", "t: line 1: JSON: EOF while parsing"),
            ("[planning]\nround = 1\n", "t: line 1: JSON: "),
            ("region = 1\n", "t: is text of another kind, not a table of travel times"),
            (
                "{\"durations\":[[0]],\"sources\":[{\"name\":\"A\"}],\
                 \"destinations\":[{\"name\":\"B\"}]}",
                "t: destinations: differ from the sources",
            ),
        ] {
            let error = table(text).expect_err(text);
            assert!(error.starts_with(said), "{error}\n  should say: {said}");
        }
    }
}
