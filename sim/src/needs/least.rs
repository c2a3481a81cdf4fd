//! Bounds of arithmetic beside the plan, so that a planner sees how near it is.

use super::{Both, Planned};
use crate::bounds::tubes_per_plate;
use crate::tables::BoundRow;

const LANES: Both = ("台", "lanes");
const CYCLERS: Both = ("台", "cyclers");

/// One row for each bound that is also something a plan has.
pub(super) fn rows(planned: Planned<'_>) -> Vec<BoundRow> {
    let Planned { city, bounds, scenario, staffing } = planned;
    let (start, half, end) = (planned.starts_at(), planned.half_at(), planned.ends_at());
    let rate = bounds.persons_per_lane_hour;
    let plate = tubes_per_plate(city);
    let teams: u32 = staffing.mobile_teams.iter().map(|teams| u32::from(*teams)).sum();
    let cycling = city.work.cycling.mean_s / 60.0;
    let interval = city.protocol.transport.collection_interval.0;
    let mut rows = vec![
        row(
            ("采样台，前半程", "Lanes, until half must be done"),
            LANES,
            (bounds.lanes_first, planned.lanes_of_all(start, half)),
            format!("0.5 N / ({rate:.1}/h × {:.1} h)", bounds.hours_first),
        ),
        row(
            ("采样台，后半程", "Lanes, afterwards"),
            LANES,
            (bounds.lanes_later, planned.lanes_of_all(half, end)),
            format!("N₂ / ({rate:.1}/h × {:.1} h)", bounds.hours_later),
        ),
        row(
            ("本市实验室扩增仪，前半数", "Own cyclers, for half"),
            CYCLERS,
            (bounds.cyclers_own, planned.cyclers(|lab| city.labs[lab].own)),
            format!("0.5 T / {plate:.0} × {cycling:.0} min / h₁"),
        ),
        row(
            ("扩增仪，全员", "Cyclers of all labs"),
            CYCLERS,
            (bounds.cyclers, planned.cyclers(|_| true)),
            format!("T / {plate:.0} × {cycling:.0} min / h₂"),
        ),
        row(
            ("转运车辆", "Vehicles"),
            ("辆", "vehicles"),
            (bounds.vehicles, scenario.vehicles.len() as u32),
            format!("(Σ stay + 2 × drive) / {interval} min"),
        ),
        row(
            ("流动采样组", "Mobile teams"),
            ("组", "teams"),
            (bounds.mobile_teams, teams),
            format!("N_home × {:.0} min / h", city.work.home_visit.mean_s / 60.0),
        ),
        row(
            ("复采小队", "Squads"),
            ("队", "squads"),
            (bounds.squads, scenario.squads),
            format!("{:.1} pools × job / h", bounds.pools),
        ),
    ];
    // Nothing to bound where nobody is visited and no pool is positive.
    rows.retain(|row| row.least > 0.0 || row.planned > Some(0.0));
    rows
}

fn row(what: Both, unit: Both, (least, planned): (f64, u32), formula: String) -> BoundRow {
    BoundRow {
        what_zh: what.0.into(),
        what_en: what.1.into(),
        unit_zh: unit.0.into(),
        unit_en: unit.1.into(),
        least,
        planned: Some(f64::from(planned)),
        formula,
    }
}
