//! People by site and period (R70-R81, R114, R160). A row holds one period; its shifts take turns.

use std::collections::BTreeMap;

use tenfold_domain::time::At;

use super::{Both, Planned};
use crate::scenario::{Period, Site};
use crate::tables::StaffingRow;

/// Crews that take turns at a lane (R71).
const CREWS: u32 = 2;
/// People of a disinfection team: fewest and most (R81).
const DISINFECTORS: (u32, u32) = (3, 5);
/// A collector, a liaison and a driver visit people at home (R114).
const MOBILE_TEAM: u32 = 3;
/// A collector, a clerk and a driver (R160).
const SQUAD: u32 = 3;
/// A driver and an escort (R80).
const VEHICLE_CREW: u32 = 2;

pub(super) const COLLECTORS: Both = ("采样员", "Collectors");
pub(super) const REGISTRARS: Both = ("登记员", "Registrars");
pub(super) const ORGANISERS: Both = ("组织者", "Organisers");
pub(super) const ORDER_KEEPERS: Both = ("秩序维护员", "Order keepers");
const DISINFECTION: Both = ("消毒组", "Disinfection");
const MOBILE: Both = ("流动采样组", "Mobile teams");
const COURIERS: Both = ("转运员", "Couriers");
const SQUADS: Both = ("复采小队", "Squads");

/// Rows of every open site, then those of the whole city.
pub(super) fn rows(planned: Planned<'_>) -> Vec<StaffingRow> {
    let sites = planned.scenario.sites.iter().enumerate();
    let mut rows: Vec<StaffingRow> = sites
        .flat_map(|(index, site)| {
            site.periods.iter().flat_map(move |period| of_site(planned, (index, site), period))
        })
        .collect();
    let crews = planned.scenario.vehicles.len() as u32 * VEHICLE_CREW;
    let open = planned.city.periods.iter();
    rows.extend(open.map(|(from, to)| row(COURIERS, None, (*from, *to), crews, 1)));
    let squads = planned.scenario.squads * SQUAD;
    rows.push(row(SQUADS, None, (planned.starts_at(), planned.ends_at()), squads, 1));
    rows.retain(|row| row.needed > 0);
    rows
}

/// People of one role in the whole city.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleNeed {
    /// The role in Chinese.
    pub role_zh: String,
    /// The role in English.
    pub role_en: String,
    /// Heads, crews that take turns included.
    pub needed: u32,
}

/// Rows added up by role, in the order in which roles appear. Of rows for one site at different
/// times the largest counts: the same people come back the next day.
pub fn by_role(rows: &[StaffingRow]) -> Vec<RoleNeed> {
    let mut roles: Vec<RoleNeed> = Vec::new();
    let mut most: BTreeMap<(usize, Option<usize>), u32> = BTreeMap::new();
    for row in rows {
        let known = roles.iter().position(|role| role.role_en == row.role_en);
        let role = known.unwrap_or(roles.len());
        if role == roles.len() {
            let (role_zh, role_en) = (row.role_zh.clone(), row.role_en.clone());
            roles.push(RoleNeed { role_zh, role_en, needed: 0 });
        }
        let largest = most.entry((role, row.site)).or_default();
        *largest = row.needed.max(*largest);
    }
    for ((role, _), needed) in most {
        roles[role].needed += needed;
    }
    roles
}

fn of_site(
    planned: Planned<'_>,
    (index, site): (usize, &Site),
    period: &Period,
) -> Vec<StaffingRow> {
    let lanes = u32::from(period.lanes) + u32::from(period.single_lanes);
    let collectors = u32::from(planned.scenario.protocol.staffing.collectors_per_lane);
    let disinfectors = (DISINFECTORS.0 - 1 + lanes).clamp(DISINFECTORS.0, DISINFECTORS.1);
    let visitors = u32::from(site.mobile_teams) * MOBILE_TEAM;
    let at = Some((index, site.place));
    let span = (period.from_at, period.to_at);
    vec![
        row(COLLECTORS, at, span, lanes * collectors, CREWS),
        row(REGISTRARS, at, span, lanes, CREWS),
        row(ORGANISERS, at, span, lanes, CREWS),
        row(ORDER_KEEPERS, at, span, lanes, CREWS),
        row(DISINFECTION, at, span, disinfectors, 1),
        row(MOBILE, at, span, visitors, 1),
    ]
}

fn row(
    role: Both,
    at: Option<(usize, usize)>,
    (from_at, until_at): (At, At),
    on_duty: u32,
    crews: u32,
) -> StaffingRow {
    StaffingRow {
        role_zh: role.0.into(),
        role_en: role.1.into(),
        site: at.map(|(site, _)| site),
        place: at.map(|(_, place)| place),
        from_at: Some(from_at),
        until_at: Some(until_at),
        on_duty,
        needed: on_duty * crews,
        at_hand: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_the_sum_of_its_sites_at_their_most() {
        let span = (At(0), At(1));
        let of = |site: usize, people: u32| row(COLLECTORS, Some((site, 0)), span, people, CREWS);
        let rows = [of(0, 4), of(0, 6), of(1, 2), of(0, 2), row(SQUADS, None, span, 3, 1)];
        let sums: Vec<(String, u32)> =
            by_role(&rows).into_iter().map(|role| (role.role_en, role.needed)).collect();
        assert_eq!(sums, [("Collectors".into(), 16), ("Squads".into(), 3)]);
    }
}
