//! Plates before they are run: a layout proposed, a map for the machine.

use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tenfold_domain::code::{LabId, PlateCode};
use tenfold_domain::layout::Grid;
use utoipa::{IntoParams, ToSchema};

use super::auth::Caller;
use super::body::{self, Asked, Named};
use super::plans;
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::edge::instrument::{MapFile, MapFormat};
use crate::report::html;
use crate::service::Service;
use crate::service::layouts::{LayoutView, Order, Printed};

/// Tubes scanned for one plate: more are a slip.
const SCANNED_MAX: usize = 1_000;

/// What is to be laid out.
#[derive(Deserialize, ToSchema)]
pub struct LayoutAsked {
    /// The lab; the caller's own where absent.
    #[schema(example = 1)]
    pub lab: Option<u32>,
    /// Wells of the plate: 96 or 384; 96 where absent.
    #[schema(example = 96)]
    pub wells: Option<u16>,
    /// Tubes in the order of scanning. Where absent, those that wait at the lab: recollections and
    /// key classes first, then the oldest.
    pub tubes: Option<Vec<String>>,
}

/// Propose a plate's layout
///
/// Specimens go down the columns, the controls that the protocol asks for stand in the last wells.
/// A tube that was scanned twice, is on a plate, was not received or is another lab's is named.
/// Nothing is recorded: send `wells` in `load_plate`.
#[utoipa::path(post, path = "/v1/plates/layouts", tag = "lab", request_body = LayoutAsked,
    responses((status = 200, description = "the proposal", body = LayoutView),
        (status = 422, description = "no lab, or a plate of another size", body = Problem)))]
pub async fn propose(
    State(service): State<Arc<Service>>,
    caller: Caller,
    body::Json(asked): body::Json<LayoutAsked>,
) -> Result<Json<LayoutView>, ApiError> {
    let unfit = |zh: &str, en: &str| ApiError::Unreadable(Said::new(zh, en));
    let lab = caller.bearer.scope.lab.or(asked.lab.map(LabId));
    let lab = lab.ok_or_else(|| unfit("lab：请注明实验室", "lab: name the lab"))?;
    let grid = Grid::of(asked.wells.unwrap_or(96));
    let grid = grid.ok_or_else(|| unfit("wells：应为 96 或 384", "wells: 96 or 384"))?;
    if asked.tubes.as_ref().is_some_and(|tubes| tubes.len() > SCANNED_MAX) {
        return Err(unfit("tubes：一块板没有这么多管", "tubes: no plate takes so many"));
    }
    let order = Order { lab, grid, scanned: asked.tubes };
    Ok(Json(service.layout(caller.region, order).await?))
}

/// For which machine.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MapAsked {
    /// `abi7500`, `quantstudio`, `cfx` or `csv`; `csv` where absent.
    pub machine: Option<String>,
    /// The colour, for a machine that wants a file for each (`cfx`).
    pub reporter: Option<String>,
}

/// A plate's map for the thermocycler
///
/// What stands in which well, in the form that the machine's software takes.
#[utoipa::path(get, path = "/v1/plates/{code}/map", tag = "lab", params(
        ("code" = String, Path, description = "the plate's label"), MapAsked),
    responses((status = 200, description = "the file", body = String),
        (status = 404, description = "no such plate", body = Problem),
        (status = 422, description = "no such machine or colour, or a layout that it cannot take",
            body = Problem)))]
pub async fn map(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Named(code): Named<String>,
    Asked(asked): Asked<MapAsked>,
) -> Result<Response, ApiError> {
    let code = PlateCode::scan(&code).map_err(|_| ApiError::NotFound)?;
    let machine = asked.machine.as_deref().unwrap_or("csv");
    let (format, kind, ending) = match machine {
        "abi7500" => (MapFormat::Abi7500, "text/plain; charset=utf-8", "txt"),
        "quantstudio" => (MapFormat::QuantStudio, "text/plain; charset=utf-8", "txt"),
        "cfx" => (MapFormat::Cfx, "text/csv; charset=utf-8", "csv"),
        "csv" => (MapFormat::Csv, "text/csv; charset=utf-8", "csv"),
        _ => {
            return Err(ApiError::Unreadable(Said::new(
                "machine：应为 abi7500、quantstudio、cfx 或 csv",
                "machine: abi7500, quantstudio, cfx or csv",
            )));
        }
    };
    let map = service.plate_map(caller.region, code, format).await?.ok_or(ApiError::NotFound)?;
    let files = map.map_err(|fault| ApiError::Unreadable(Said::new(fault.zh(), fault.en())))?;
    let MapFile { bytes, .. } = chosen(files, asked.reporter.as_deref())?;
    let name = format!("attachment; filename=\"{code}.{ending}\"");
    let name = HeaderValue::from_str(&name).map_err(|_| ApiError::Internal)?;
    let kind = HeaderValue::from_static(kind);
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// The file of a colour, or the only one there is.
fn chosen(files: Vec<MapFile>, reporter: Option<&str>) -> Result<MapFile, ApiError> {
    let names: Vec<&str> = files.iter().filter_map(|file| file.reporter.as_deref()).collect();
    let names = names.join(", ");
    let is = |file: &MapFile| match (file.reporter.as_deref(), reporter) {
        (None, _) => true,
        (Some(of), Some(asked)) => of.eq_ignore_ascii_case(asked),
        (Some(_), None) => false,
    };
    files.into_iter().find(is).ok_or_else(|| {
        ApiError::Unreadable(Said::new(
            format!("reporter：请选一个通道：{names}"),
            format!("reporter: choose a colour: {names}"),
        ))
    })
}

/// A plate's layout as a page to print
///
/// One sheet of A4 in both languages: which tube stands in which well, controls marked, with room
/// for signatures.
#[utoipa::path(get, path = "/v1/plates/{code}/sheet", tag = "lab",
    params(("code" = String, Path, description = "the plate's label")),
    responses((status = 200, description = "the page", body = String, content_type = "text/html",
            example = "<!doctype html>"),
        (status = 404, description = "no such plate", body = Problem)))]
pub async fn sheet(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Named(code): Named<String>,
) -> Result<Response, ApiError> {
    static POLICY: OnceLock<String> = OnceLock::new();
    let code = PlateCode::scan(&code).map_err(|_| ApiError::NotFound)?;
    let found = service.plate_of_lab(caller.region, code).await?;
    let Printed { plate, lab: (zh, en), accessions } = found.ok_or(ApiError::NotFound)?;
    let page = html::sheet(&html::Sheet {
        plate: code.as_str(),
        lab: (&zh, &en),
        kit: &plate.kit,
        wells: &plate.wells,
        accessions: &accessions,
    });
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            header::CONTENT_SECURITY_POLICY,
            POLICY.get_or_init(|| plans::policy(html::SHEET_STYLE, None)),
        ),
    ];
    Ok((headers, page).into_response())
}
