//! Files of measured travel times: CSV wide or long, the answer of an OSRM `table` service, the
//! matrices of a VROOM problem. All become one table of minutes, the row being the origin.

mod sheet;

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

impl Table {
    /// Reads a file's text by what it looks like; `order` names the rows of a file without names.
    ///
    /// # Errors
    /// [`SetupError::Kind`] for anything else, [`SetupError::Value`] with the line or both places
    /// for a hole, a negative or unreadable time, a table that is no square.
    pub fn read(file: &str, text: &str, order: &[String]) -> Result<Table, SetupError> {
        let text = text.trim_start_matches('\u{feff}');
        let json = text.trim_start().starts_with(['{', '[']);
        let mut table = if json { from_json(file, text)? } else { sheet::from_csv(file, text)? };
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

#[cfg(test)]
mod tests;
