//! Results files of thermocyclers: read against the plate they are for, and recorded.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tenfold_domain::code::PlateCode;
use tenfold_domain::ct::{Ct, Reading};
use tenfold_domain::plate::Well;
use utoipa::{IntoParams, ToSchema};

use super::App;
use super::auth::Caller;
use super::body::{self, Asked};
use super::door::{Door, Entered};
use super::problem::{ApiError, Problem};
use super::said::Said;
use super::verdict::Verdict;
use super::wire::parse;
use crate::edge::instrument::Mapping;
use crate::service::clock;
use crate::service::results::{MACHINE_BYTES_MAX, Results, ResultsView, Sent};
use crate::service::writer::Ask;

/// Ways to read results files of machines that are not known, by name.
pub type Mappings = BTreeMap<String, Arc<Mapping>>;

/// Which plate, and how the file is read.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// The plate; found by the file's own words and tubes where absent.
    pub plate: Option<String>,
    /// Name of a mapping that the service was started with, for a machine that is not known.
    pub mapping: Option<String>,
    /// The machine, as the lab tells its machines apart; as the file names it where absent.
    pub machine: Option<String>,
}

/// What became of a results file, and of the command that records it.
#[derive(Serialize, ToSchema)]
pub struct TakenView {
    /// What is said of the file.
    #[serde(flatten)]
    pub results: ResultsView,
    /// The machine that the run is kept under, for control charts.
    pub machine: Option<String>,
    /// The verdict on `read_plate`, as `POST /v1/commands` gives it; absent where the file is
    /// refused before.
    #[schema(value_type = Option<Object>)]
    pub command: Option<Value>,
}

/// A file's bytes, for the interface description.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct ResultsFile(#[allow(dead_code)] Vec<u8>);

/// Take a thermocycler's results file
///
/// Any export that `tenfold lab read` knows, by its content. Every row gets a verdict; what cannot
/// be taken is named and the rest is recorded as `read_plate`; a tube whose well is not read is
/// tested again. A file for another plate, or without all targets of the kit, is refused whole
/// before anything is written. A LightCycler 480 writes a file for each colour: each is kept
/// (`reason` is `waiting`, `waits_for` names what is missing) until those of all the kit's colours
/// are there, and then they are recorded as one plate. The same file again changes nothing.
#[utoipa::path(post, path = "/v1/plates/results", tag = "lab", params(Wanted),
    request_body(description = "the file as exported",
        content((ResultsFile = "application/octet-stream"))),
    responses(
        (status = 200, description = "what became of it, `refused` included", body = TakenView),
        (status = 413, description = "too many bytes", body = Problem),
        (status = 422, description = "no such mapping, or no plate's code", body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn take(
    State(app): State<App>,
    caller: Caller,
    Asked(wanted): Asked<Wanted>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<TakenView>, ApiError> {
    let plate = wanted.plate.as_deref().map(PlateCode::scan).transpose();
    let plate = plate.map_err(|_| {
        ApiError::Unreadable(Said::new("plate：不是板号", "plate: is no plate's code"))
    })?;
    let mapping = wanted.mapping.as_ref().map(|name| app.mappings.get(name).cloned().ok_or(name));
    let mapping = mapping.transpose().map_err(|_| {
        ApiError::Unreadable(Said::new(
            "mapping：服务启动时未载入此映射（serve --mapping）",
            "mapping: the service was not started with it (serve --mapping)",
        ))
    })?;
    let machine = wanted.machine.map(|machine| machine.trim().to_owned());
    let machine = machine.filter(|machine| !machine.is_empty());
    if machine.as_ref().is_some_and(|machine| machine.len() > MACHINE_BYTES_MAX) {
        return Err(ApiError::Unreadable(Said::new(
            format!("machine：不超过 {MACHINE_BYTES_MAX} 字节"),
            format!("machine: at most {MACHINE_BYTES_MAX} bytes"),
        )));
    }
    let bytes = body::batch(&headers, body).await?;
    let sent = Sent { bytes, plate, mapping, machine };
    let Results { readings, machine, view, .. } = app.service.results(caller.region, sent).await?;
    let command = match readings {
        None => None,
        Some(of_plate) => Some(record(&app, &caller, of_plate, machine.as_deref()).await?),
    };
    Ok(Json(TakenView { results: view, machine, command }))
}

/// Sends the readings through the same door as any command.
async fn record(
    app: &App,
    caller: &Caller,
    (plate, readings): (PlateCode, Vec<(Well, Reading)>),
    machine: Option<&str>,
) -> Result<Value, ApiError> {
    let now = clock::now();
    let cycles = |ct: &Option<Ct>| ct.map(|ct| f64::from(ct.0) / 100.0);
    let row = |(well, reading): &(Well, Reading)| {
        let cts: Vec<Option<f64>> = reading.iter().map(cycles).collect();
        json!({ "well": well.to_string(), "ct": cts })
    };
    let rows: Vec<Value> = readings.iter().map(row).collect();
    let (seconds, millis) = (now.0.div_euclid(1_000), now.0.rem_euclid(1_000));
    let time = uuid::Timestamp::from_unix_time(
        seconds.unsigned_abs(),
        millis.unsigned_abs() as u32 * 1_000_000,
        0,
        0,
    );
    let mut asked = json!({
        "scan_id": uuid::Uuid::new_v7(time).to_string(), "at_ms": now.0, "act": "read_plate",
        "plate": plate.as_str(), "readings": rows,
    });
    if let Some(machine) = machine.filter(|machine| !machine.is_empty()) {
        asked["machine"] = machine.into();
    }
    let text = asked.to_string();
    let door = Door { service: &app.service, caller, now };
    let entered = door.enter(parse(text.as_bytes()), text.as_bytes());
    let Entered { scan, command, member, .. } = entered.map_err(|_| ApiError::Internal)?;
    let verdict = match command {
        Err(fault) => serde_json::to_value(Verdict::turned_away(scan, &fault)),
        Ok(command) => {
            let ask = Ask { region: caller.region, command: *command };
            let answers = app.service.ask(vec![ask]).await?;
            let answer = answers.first().ok_or(ApiError::Internal)?;
            let scan = scan.ok_or(ApiError::Internal)?;
            serde_json::to_value(Verdict::of(scan, answer, member))
        }
    };
    verdict.map_err(|_| ApiError::Internal)
}
