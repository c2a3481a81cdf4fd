//! A rule that tours break, in a sentence: of a day that is planned anew, what has left may break
//! one that came later.

use tenfold_sim::routes::check::Broken;

use super::Tours;
use crate::report::words::Both;

/// Which rule is broken, and by whom.
pub fn broken(tours: &Tours<'_>, broken: Broken) -> Both {
    let of_pickup = |pickup: usize, zh: &str, en: &str| {
        let found = tours.input.day.pickups.get(pickup);
        let site = found.and_then(|found| tours.input.sites.get(found.site));
        let (round, name) = (found.map_or(0, |found| found.round), site);
        let (site_zh, site_en) = name.map_or(("", ""), |name| (&name.zh, &name.en));
        Both::new(
            format!("{site_zh}第 {round} 轮：{zh}"),
            format!("{site_en}, round {round}: {en}"),
        )
    };
    let of_vehicle = |vehicle: usize, zh: &str, en: &str| {
        let name = tours.input.vehicles.get(vehicle);
        let (name_zh, name_en) = name.map_or(("", ""), |name| (&name.zh, &name.en));
        Both::new(format!("{name_zh}：{zh}"), format!("{name_en}: {en}"))
    };
    let of_stop = |(tour, stop): (usize, usize), zh: &str, en: &str| {
        let number = stop + 1;
        let vehicle = tours.plan.tours.get(tour).map_or(usize::MAX, |tour| tour.vehicle);
        of_vehicle(vehicle, &format!("第 {number} 站：{zh}"), &format!("stop {number}: {en}"))
    };
    match broken {
        Broken::Unknown => Both::new(
            "有当日没有的采样点、实验室或车辆",
            "a site, a lab or a vehicle that the day does not have",
        ),
        Broken::VehicleTwice { vehicle } => of_vehicle(vehicle, "同时跑两条线", "drives two tours"),
        Broken::TooFast { tour, stop } => {
            of_stop((tour, stop), "来不及赶到", "cannot be reached so soon")
        }
        Broken::TooHasty { tour, stop } => {
            of_stop((tour, stop), "未做完就离开", "is left before its work is done")
        }
        Broken::Window { pickup } => {
            of_pickup(pickup, "不在取箱时段内", "is not fetched in its window")
        }
        Broken::Stale { pickup, by } => of_pickup(
            pickup,
            &format!("送达超过室温时限 {} 分", by.0),
            &format!("is {} min too old when it is unloaded", by.0),
        ),
        Broken::Undelivered { pickup } => {
            of_pickup(pickup, "装车后未送达", "is loaded and never unloaded")
        }
        Broken::WrongLab { pickup } => {
            of_pickup(pickup, "未送固定的实验室", "does not go to its fixed lab")
        }
        Broken::Boxes { tour, stop } => {
            of_stop((tour, stop), "箱数超过车辆装载", "more boxes on board than the vehicle holds")
        }
        Broken::Closed { tour, stop } => {
            of_stop((tour, stop), "实验室此时不收样", "the lab does not receive then")
        }
        Broken::Crowded { lab, hour_at } => {
            let (zh, en) = tours.input.labs.get(lab).map_or(("", ""), |name| (&name.zh, &name.en));
            let hour = tours.clock().stamp(hour_at);
            Both::new(
                format!("{zh}：{hour} 起一小时内收样超过其能力"),
                format!("{en}: more tubes than it receives in the hour from {hour} on"),
            )
        }
        Broken::Shift { vehicle } => {
            of_vehicle(vehicle, "超出班次", "is out before its shift or after it")
        }
        Broken::Forgotten { pickup } => {
            of_pickup(pickup, "既未安排也未列为缺失", "is neither fetched nor named as missed")
        }
        Broken::Twice { pickup } => of_pickup(pickup, "被取两次", "is fetched twice"),
    }
}
