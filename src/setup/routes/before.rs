//! The tours of this morning, out of what `tenfold routes plan --json` printed then.

use std::path::Path;

use serde::Deserialize;
use tenfold_domain::time::At;
use tenfold_sim::routes::again::begun;
use tenfold_sim::routes::plan::{Act, Plan, Stop, Tour};

use super::RouteInput;
use crate::setup::{SetupError, read};

#[derive(Deserialize)]
struct BeforeFile {
    tables: TablesFile,
}

#[derive(Deserialize)]
struct TablesFile {
    vehicles: Vec<VehicleRow>,
    stops: Vec<StopRow>,
}

#[derive(Deserialize)]
struct VehicleRow {
    vehicle: Tongues,
    leaves: String,
    back: String,
}

#[derive(Deserialize)]
struct StopRow {
    vehicle: Tongues,
    stop: Tongues,
    round: Option<f64>,
    lab: Tongues,
    arrive: String,
    begin: String,
    leave: String,
    on_board: f64,
}

#[derive(Deserialize)]
struct Tongues {
    zh: String,
}

/// A pickup that the day does not have any more.
const GONE: usize = usize::MAX;

/// What of the tours of a file has happened at an instant or is happening, in the numbers of a
/// day. A vehicle on its way to a site that has nothing to fetch any more is called off.
///
/// # Errors
/// The file cannot be read or holds no tours; a vehicle, a lab, or something that was fetched is
/// not in the day.
pub fn load(path: &Path, input: &RouteInput, from_at: At) -> Result<Vec<Tour>, SetupError> {
    let text = read(path)?;
    let file = path.display().to_string();
    let error = |line: Option<usize>, key: &str, problem: String| SetupError::Value {
        file: file.clone(),
        line,
        key: key.into(),
        problem,
    };
    let before: BeforeFile = serde_json::from_str(&text).map_err(|fault| {
        let help = format!("{fault}; give the file that `tenfold routes plan --json` printed");
        error(Some(fault.line()), "tables", help)
    })?;
    let plan = plan(&before.tables, input).map_err(|name| {
        let help = format!("{name:?} is not in the day: give the day that was planned, changed");
        error(None, "tables.stops", help)
    })?;
    let mut tours = begun(&plan, from_at);
    let is_gone = |stop: &Stop| matches!(stop.act, Act::Call { pickup: GONE, .. });
    for tour in &mut tours {
        if tour.stops.last().is_some_and(is_gone) {
            tour.stops.pop();
            tour.back_at = tour.stops.last().map_or(tour.leaves_at, |stop| stop.leaves_at);
        }
        if tour.stops.iter().any(is_gone) {
            let help = "boxes were fetched that the day does not have: keep rounds that are over \
                        as they were";
            return Err(error(None, "tables.stops", help.into()));
        }
    }
    tours.retain(|tour| !tour.stops.is_empty());
    Ok(tours)
}

/// The whole plan; the name that nobody knows where there is one.
fn plan(tables: &TablesFile, input: &RouteInput) -> Result<Plan, String> {
    let mut tours = Vec::new();
    let mut taken = vec![false; input.day.pickups.len()];
    for row in &tables.vehicles {
        let name = &row.vehicle.zh;
        let vehicle = input.vehicles.iter().position(|vehicle| vehicle.zh == *name);
        let vehicle = vehicle.ok_or_else(|| name.clone())?;
        let mut stops = Vec::new();
        for row in tables.stops.iter().filter(|row| row.vehicle.zh == *name) {
            stops.push(Stop {
                act: act(row, input, &mut taken)?,
                arrives_at: at(&row.arrive)?,
                begins_at: at(&row.begin)?,
                leaves_at: at(&row.leave)?,
                boxes: row.on_board as u32,
            });
        }
        let (leaves_at, back_at) = (at(&row.leaves)?, at(&row.back)?);
        tours.push(Tour { vehicle, leaves_at, stops, back_at });
    }
    Ok(Plan { tours, missed: Vec::new() })
}

fn act(row: &StopRow, input: &RouteInput, taken: &mut [bool]) -> Result<Act, String> {
    let lab = input.labs.iter().position(|lab| lab.zh == row.lab.zh);
    let lab = lab.ok_or_else(|| row.lab.zh.clone())?;
    let Some(round) = row.round else { return Ok(Act::Drop { lab }) };
    let is = |at: &usize| {
        let pickup = &input.day.pickups[*at];
        let site = input.sites.get(pickup.site);
        site.is_some_and(|site| site.zh == row.stop.zh) && f64::from(pickup.round) == round
    };
    let pickup = (0..taken.len()).filter(is).find(|at| !taken[*at]);
    if let Some(pickup) = pickup {
        taken[pickup] = true;
    }
    Ok(Act::Call { pickup: pickup.unwrap_or(GONE), lab })
}

fn at(stamp: &str) -> Result<At, String> {
    let moment: Result<jiff::Timestamp, _> = stamp.parse();
    moment.map(|moment| At(moment.as_millisecond())).map_err(|_| stamp.to_owned())
}
