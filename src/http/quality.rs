//! What labs' work is worth: rates, control charts, how long outcomes take.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tenfold_domain::code::LabId;
use tenfold_domain::role::Role;
use utoipa::IntoParams;

use super::auth::Caller;
use super::body::Asked;
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::service::Service;
use crate::service::query;
use crate::service::query::controls::ControlsView;
use crate::service::query::quality::QualityView;

/// How far back rates are looked at: a month.
const QUALITY_HOURS_MAX: u32 = 720;
/// How far back points of charts are shown: a year.
const CONTROLS_HOURS_MAX: u32 = 8_760;

/// Which lab, and how far back.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Back {
    /// Only this lab; who works at one lab sees that one.
    pub lab: Option<u32>,
    /// Hours: 1 to 720 for rates, 24 where absent; 1 to 8760 for charts, 720 where absent.
    pub hours: Option<u32>,
}

impl Back {
    /// The lab that the caller may see, and the hours.
    fn asked(
        &self,
        caller: &Caller,
        (hours, most): (u32, u32),
    ) -> Result<(Option<LabId>, u32), ApiError> {
        let (own, wanted) = (caller.bearer.scope.lab, self.lab.map(LabId));
        if own.is_some() && wanted.is_some() && own != wanted {
            return Err(ApiError::Forbidden);
        }
        let hours = self.hours.unwrap_or(hours);
        if !(1..=most).contains(&hours) {
            return Err(ApiError::Unreadable(Said::new(
                format!("hours：应为 1 至 {most}"),
                format!("hours: from 1 to {most}"),
            )));
        }
        Ok((own.or(wanted), hours))
    }
}

/// Whether a lab drifts
///
/// Positives, invalid readings and failed runs of every lab in the last hours, how long outcomes
/// took, and what is out of control: rates beside the other labs and beside the lab's own past (by
/// the exact law, as rarely by chance as the protocol says), control charts that reject. A
/// commander also sees what became of blind samples.
#[utoipa::path(get, path = "/v1/labs/quality", tag = "lab", params(Back),
    responses((status = 200, description = "as the campaign lists them", body = QualityView),
        (status = 403, description = "another lab than one's own", body = Problem),
        (status = 422, description = "too many hours, or none", body = Problem)))]
pub async fn rates(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Asked(back): Asked<Back>,
) -> Result<Json<QualityView>, ApiError> {
    let (lab, hours) = back.asked(&caller, (24, QUALITY_HOURS_MAX))?;
    let blind = caller.bearer.role == Role::Commander;
    let asked = query::quality::Asked { lab, hours, blind };
    Ok(Json(service.quality(caller.region, asked).await?))
}

/// Control charts
///
/// What positive, negative and blank controls read, by lab, kit, machine, control and target in
/// the order of time: the mean and standard deviation of the first points (Levey and Jennings), and
/// which of Westgard's rules each later point breaks. Which rules warn and which reject is the
/// protocol's. Readings of before they were kept are not there.
#[utoipa::path(get, path = "/v1/labs/quality/controls", tag = "lab", params(Back),
    responses((status = 200, description = "by lab, kit, machine, control and target",
            body = ControlsView),
        (status = 403, description = "another lab than one's own", body = Problem),
        (status = 422, description = "too many hours, or none", body = Problem)))]
pub async fn controls(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Asked(back): Asked<Back>,
) -> Result<Json<ControlsView>, ApiError> {
    let asked = back.asked(&caller, (720, CONTROLS_HOURS_MAX))?;
    Ok(Json(service.controls(caller.region, asked).await?))
}
