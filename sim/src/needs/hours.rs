//! Labs hour by hour: what they are sent against what they can begin, and what the half of the
//! first day lacks when own labs alone are counted (R04), which is what must be asked for.

use tenfold_domain::time::{At, Minutes};

use crate::allocation::expected::Expected;
use crate::allocation::{Flow, flow};
use crate::scenario::Scenario;
use crate::staffing::City;
use crate::tables::{HourRow, LabHourRow};

/// Rows of a staffed city.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hours {
    /// Of all labs.
    pub hours: Vec<HourRow>,
    /// Of each lab.
    pub lab_hours: Vec<LabHourRow>,
}

impl Hours {
    /// Of a city and what is simulated of it, when a lane swabs so many persons an hour; nothing
    /// where no lab is in use. Large cities are taken place by place.
    pub fn of(city: &City, scenario: &Scenario, persons_per_lane_hour: f64) -> Hours {
        let expected = Expected::of(city, scenario, persons_per_lane_hour);
        let expected = expected.by_place_where_large(scenario);
        flow(&expected.problem)
            .map_or(Hours::default(), |flow| Hours::of_flow(&expected, &flow, scenario.starts_at))
    }

    /// Of a flow that was found before. Hours without tubes and without work have no row.
    pub fn of_flow(expected: &Expected, found: &Flow, starts_at: At) -> Hours {
        let problem = &expected.problem;
        let own = problem.own_labs_only();
        // It passed its check with the others.
        let own_flow = flow(&own).unwrap_or_default();
        let own_missing = own_flow.missing_for_half(&own);
        let short = found.short_by_slot();
        let from_at = |slot: usize| starts_at + Minutes(slot as i64 * problem.slot.0);
        let mut rows = Hours::default();
        for slot in 0..problem.slots {
            let sum = |own: bool, of: &dyn Fn(usize) -> u32| -> u64 {
                let labs = (0..problem.labs.len()).filter(|lab| problem.labs[*lab].own == own);
                labs.map(|lab| u64::from(of(lab))).sum()
            };
            let capacity = |lab: usize| problem.labs[lab].capacity[slot];
            let begun = |lab: usize| found.begun[lab][slot];
            let waiting = |lab: usize| found.waiting[lab][slot];
            let row = HourRow {
                from_at: from_at(slot),
                sealed: problem.tubes.iter().map(|site| u64::from(site[slot])).sum(),
                own_capacity: sum(true, &capacity),
                own_begun: sum(true, &begun),
                other_capacity: sum(false, &capacity),
                other_begun: sum(false, &begun),
                waiting: sum(true, &waiting) + sum(false, &waiting),
                short: short.get(slot).copied().unwrap_or(0),
                own_missing: own_missing.get(slot).copied().unwrap_or(0),
            };
            if row.sealed + row.own_begun + row.other_begun + row.waiting == 0 {
                continue;
            }
            rows.hours.push(row);
            rows.lab_hours.extend(expected.labs.iter().enumerate().map(|(at, lab)| LabHourRow {
                lab: *lab,
                from_at: from_at(slot),
                capacity: capacity(at),
                begun: begun(at),
                waiting: waiting(at),
            }));
        }
        rows
    }
}
