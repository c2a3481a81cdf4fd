//! Staffing as a headquarters reads it: places down, roles across, heads in all shifts.

use std::collections::BTreeMap;

use tenfold_sim::tables::StaffingRow;

use super::both;
use crate::report::Report;
use crate::report::story;
use crate::report::words::{Both, number};

/// The table; empty where the plan has no staffing. Of rows for one site and role at different
/// times the largest counts: the same people come back the next day.
pub fn table(report: &Report<'_>) -> String {
    if report.staffing.is_empty() {
        return String::new();
    }
    let place_of = |row: &StaffingRow| {
        let site = row.site.and_then(|site| report.scenario.sites.get(site));
        row.place.or(site.map(|site| site.place))
    };
    let mut roles: Vec<Both> = Vec::new();
    let mut places: Vec<Option<usize>> = Vec::new();
    // The most people needed at any time, by site, place and role.
    let mut needs: BTreeMap<(Option<usize>, usize, usize), u32> = BTreeMap::new();
    for row in report.staffing {
        let role = found(&mut roles, Both::new(&row.role_zh, &row.role_en));
        let place = found(&mut places, place_of(row));
        let most = needs.entry((row.site, place, role)).or_default();
        *most = (*most).max(row.needed);
    }
    let mut sums = vec![vec![0u32; roles.len()]; places.len()];
    for ((_, place, role), most) in needs {
        sums[place][role] += most;
    }
    let all = Both::new("合计", "All");
    let heads: String = roles
        .iter()
        .chain([&all])
        .map(|role| format!("<th class=\"n\">{}</th>", both(role)))
        .collect();
    let place_head = both(&Both::new("地区", "Place"));
    let mut out = format!("<table><thead><tr><th>{place_head}</th>{heads}</tr></thead><tbody>");
    let line = |name: &Both, needs: &[u32], class: &str| {
        let all: u32 = needs.iter().sum();
        let cells: String = needs
            .iter()
            .chain([&all])
            .map(|people| format!("<td class=\"n\">{}</td>", number(f64::from(*people), 0)))
            .collect();
        format!("<tr{class}><th scope=\"row\">{}</th>{cells}</tr>", both(name))
    };
    for (place, needs) in places.iter().zip(&sums) {
        out.push_str(&line(&story::place(report.scenario, *place), needs, ""));
    }
    let totals: Vec<u32> =
        (0..roles.len()).map(|role| sums.iter().map(|needs| needs[role]).sum()).collect();
    out.push_str(&line(&all, &totals, " class=\"sum\""));
    out.push_str("</tbody></table>");
    out
}

/// Index of a value in a list, put there when it is new.
fn found<T: PartialEq>(list: &mut Vec<T>, value: T) -> usize {
    list.iter().position(|known| *known == value).unwrap_or_else(|| {
        list.push(value);
        list.len() - 1
    })
}
