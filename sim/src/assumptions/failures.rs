//! What goes wrong, as rows: hours are counted from the start of the round.

use tenfold_domain::time::{At, MINUTE_MS};

use super::{percent, trim};
use crate::scenario::{Failure, Scenario};
use crate::tables::{AssumptionRow, Source};

/// One row for each failure.
pub fn rows(scenario: &Scenario) -> Vec<AssumptionRow> {
    scenario.failures.iter().map(|failure| told(scenario, failure)).collect()
}

fn told(scenario: &Scenario, failure: &Failure) -> AssumptionRow {
    let hour = |at: At| {
        let ms = at.0.saturating_sub(scenario.starts_at.0) as f64;
        trim(ms / (60 * MINUTE_MS) as f64, 1)
    };
    let span = |from_at: At, to_at: At| {
        let (from, to) = (hour(from_at), hour(to_at));
        (format!("开始后 {from} 至 {to} 小时"), format!("{from} h to {to} h after the start"))
    };
    let of = |name: Option<(String, String)>, (zh, en): (String, String)| match name {
        Some((name_zh, name_en)) => (format!("{name_zh}，{zh}"), format!("{name_en}, {en}")),
        None => (zh, en),
    };
    let (what, value) = match failure {
        Failure::LabDown { lab, from_at, to_at } => {
            let lab = scenario.labs.get(*lab);
            let name = lab.map(|lab| (lab.name_zh.clone(), lab.name_en.clone()));
            (("实验室停工", "A lab is down"), of(name, span(*from_at, *to_at)))
        }
        Failure::NetworkOut { site, from_at, to_at } => {
            let site = site.and_then(|site| scenario.sites.get(site));
            let name = site.map(|site| (site.name_zh.clone(), site.name_en.clone()));
            let all = ("全部采样点".into(), "all sites".into());
            (("断网", "The network is out"), of(name.or(Some(all)), span(*from_at, *to_at)))
        }
        Failure::VehicleLost { vehicle, at } => {
            let (number, hour) = (vehicle + 1, hour(*at));
            let zh = format!("{number} 号车，开始后 {hour} 小时起");
            (("车辆退出", "A vehicle is lost"), (zh, format!("vehicle {number}, from {hour} h on")))
        }
        Failure::Rain { from_at, to_at, speed } => {
            let (zh, en) = span(*from_at, *to_at);
            let speed = percent(*speed).0;
            (("下雨", "Rain"), (format!("{zh}，速度 {speed}"), format!("{en}, speed {speed}")))
        }
    };
    AssumptionRow::new(what, value, Source::Given)
}

#[cfg(test)]
mod tests {
    use tenfold_domain::time::Minutes;

    use super::*;
    use crate::summary::tests::scenario;

    #[test]
    fn every_failure_is_told() {
        let mut scenario = scenario();
        let at = |hours: i64| scenario.starts_at + Minutes::hours(hours);
        scenario.failures = vec![
            Failure::LabDown { lab: 0, from_at: at(8), to_at: at(12) },
            Failure::NetworkOut { site: None, from_at: at(1), to_at: at(2) },
            Failure::VehicleLost { vehicle: 0, at: scenario.starts_at + Minutes(90) },
            Failure::Rain { from_at: at(0), to_at: at(48), speed: 0.7 },
        ];
        let said: Vec<String> = rows(&scenario).into_iter().map(|row| row.value_en).collect();
        assert_eq!(
            said,
            [
                "lab, 8 h to 12 h after the start",
                "all sites, 1 h to 2 h after the start",
                "vehicle 1, from 1.5 h on",
                "0 h to 48 h after the start, speed 70 %",
            ]
        );
    }
}
