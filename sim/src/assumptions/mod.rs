//! Everything a simulation takes for granted, as rows a reader can check one by one. A figure
//! that is still the default is a judgement; one that differs was given by the planner.

mod failures;

use tenfold_domain::time::Minutes;

use crate::scenario::{Arrival, Habits, Routing, Scenario, Span, Work};
use crate::tables::{AssumptionRow, Source};

/// All assumptions of a scenario: limits, habits, work times, what goes wrong, and which figures
/// are invented.
pub fn all(scenario: &Scenario) -> Vec<AssumptionRow> {
    let mut rows = limits(scenario);
    rows.extend(habits(&scenario.habits));
    rows.extend(work(&scenario.work));
    rows.extend(routed(scenario));
    rows.extend(failures::rows(scenario));
    rows.extend(synthetic(scenario));
    rows
}

/// A judgement while it is the default, else given.
fn judged<T: PartialEq>(value: &T, default: &T) -> Source {
    if value == default { Source::Judgement } else { Source::Given }
}

fn trim(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

fn percent(share: f64) -> (String, String) {
    let text = format!("{} %", trim(share * 100.0, 2));
    (text.clone(), text)
}

fn minutes(span: Minutes) -> (String, String) {
    if span.0 % 60 == 0 {
        return (format!("{} 小时", span.0 / 60), format!("{} h", span.0 / 60));
    }
    (format!("{} 分钟", span.0), format!("{} min", span.0))
}

fn seconds(value: f64) -> (String, String) {
    if value >= 120.0 {
        let text = trim(value / 60.0, 1);
        return (format!("{text} 分钟"), format!("{text} min"));
    }
    let text = trim(value, 1);
    (format!("{text} 秒"), format!("{text} s"))
}

fn span(span: Span) -> (String, String) {
    let (zh, en) = seconds(span.mean_s);
    let cv = trim(span.cv, 2);
    (format!("均值 {zh}，变异系数 {cv}"), format!("mean {en}, CV {cv}"))
}

/// Told where it is not as usual: labs are fixed.
fn routed(scenario: &Scenario) -> Option<AssumptionRow> {
    let gain = minutes(scenario.protocol.routing.gain);
    let row = AssumptionRow::new(
        ("每箱送往何处", "Which lab a box goes to"),
        (
            format!("按在线规则逐箱分配，优于原实验室 {} 以上才改送", gain.0),
            format!("by the live rule, box by box; away from its lab for a gain of {}", gain.1),
        ),
        Source::Rule("R10 R99 R106 R157"),
    );
    (scenario.routing != Routing::Fixed).then_some(row)
}

fn limits(scenario: &Scenario) -> Vec<AssumptionRow> {
    let protocol = &scenario.protocol;
    let staffing = &protocol.staffing;
    let count = |value: u16, zh: &str, en: &str| (format!("{value} {zh}"), format!("{value} {en}"));
    vec![
        AssumptionRow::new(
            ("全员完成时限", "Everybody has an outcome within"),
            minutes(scenario.goal),
            RULE_GOAL,
        ),
        AssumptionRow::new(
            ("半数完成时限（本市实验室）", "Half have one, from own labs, within"),
            minutes(scenario.half_goal),
            Source::Rule("R03 R04"),
        ),
        AssumptionRow::new(
            ("每名采样员每小时采样", "Swabs an hour and collector"),
            count(staffing.persons_per_hour, "人", "people"),
            Source::Rule("R72"),
        ),
        AssumptionRow::new(
            ("每采样台在岗采样员", "Collectors on duty at a lane"),
            count(u16::from(staffing.collectors_per_lane), "人", "people"),
            Source::Rule("R70"),
        ),
        AssumptionRow::new(
            ("采样班次，两班轮换", "Shift of collectors, two in turn"),
            minutes(staffing.shift),
            Source::Rule("R71"),
        ),
        AssumptionRow::new(
            ("转运间隔", "Interval of collection rounds"),
            minutes(protocol.transport.collection_interval),
            Source::Rule("R78"),
        ),
        AssumptionRow::new(
            ("常温时限（自首次采样起）", "Room limit from the first swab to the lab"),
            minutes(protocol.transport.room_limit),
            Source::Rule("R99"),
        ),
        AssumptionRow::new(
            ("每转运箱采样管", "Tubes in a box, at most"),
            count(protocol.transport.tubes_per_box_max, "管", "tubes"),
            Source::Rule("R105"),
        ),
        AssumptionRow::new(
            ("复采结果时限", "From a positive pool to the single outcome"),
            minutes(protocol.recollection.positive_limit),
            Source::Rule("R159"),
        ),
    ]
}

const RULE_GOAL: Source = Source::Rule("R06");

fn habits(habits: &Habits) -> Vec<AssumptionRow> {
    let default = Habits::default();
    let arrival = match &habits.arrival {
        Arrival::Appointment => ("分时预约", "by appointment"),
        Arrival::WalkIn(_) => ("自行前来，早晚高峰", "at will, with a morning and an evening peak"),
        Arrival::StartGun => ("开门时同时到达", "everybody at opening"),
    };
    let people = trim(habits.household, 2);
    let share = |what, value: f64, default: f64| {
        AssumptionRow::new(what, percent(value), judged(&value, &default))
    };
    vec![
        AssumptionRow::new(
            ("居民到达方式", "How people come"),
            (arrival.0.into(), arrival.1.into()),
            judged(&habits.arrival, &default.arrival),
        ),
        share(("本轮不来者", "Share who never come"), habits.no_show, default.no_show),
        share(
            ("最后时段才来者", "Share who come in the last period only"),
            habits.straggler,
            default.straggler,
        ),
        share(("上门采样者", "Share visited at home"), habits.at_home, default.at_home),
        share(("单采者", "Share who go to a single lane"), habits.single, default.single),
        share(("手工录入者", "Share typed in by hand"), habits.manual, default.manual),
        AssumptionRow::new(
            ("户均人口", "Persons in a household"),
            (format!("{people} 人"), format!("{people} people")),
            judged(&habits.household, &default.household),
        ),
        share(
            ("阳性者同户亦阳性比例", "Share of a positive person's household also positive"),
            habits.clustering,
            default.clustering,
        ),
    ]
}

fn work(work: &Work) -> Vec<AssumptionRow> {
    let default = Work::default();
    let spans = [
        (("预检（测温、扫码）", "Temperature and code"), work.precheck, default.precheck),
        (("读卡登记", "Registration by chip"), work.register_chip, default.register_chip),
        (("手工登记", "Registration by hand"), work.register_manual, default.register_manual),
        (("纸质登记", "Registration on paper"), work.register_paper, default.register_paper),
        (("上门采样一人", "One visit at home"), work.home_visit, default.home_visit),
        (("车辆停靠", "A vehicle's stay at a stop"), work.stop, default.stop),
        (("核酸提取", "Extraction"), work.extraction, default.extraction),
        (("扩增上机", "A plate on the cycler"), work.cycling, default.cycling),
        (("审核", "Review"), work.review, default.review),
        (("复采一人", "One recollection"), work.recollect, default.recollect),
        (("复采小队返回", "A squad's way back"), work.recollect_back, default.recollect_back),
    ];
    let mut rows: Vec<AssumptionRow> = spans
        .into_iter()
        .map(|(what, value, default)| {
            AssumptionRow::new(what, span(value), judged(&value, &default))
        })
        .collect();
    let plain = |what, value: f64, default: f64| {
        let text = trim(value, 2);
        AssumptionRow::new(what, (text.clone(), text), judged(&value, &default))
    };
    let time = |what, value: f64, default: f64| {
        AssumptionRow::new(what, seconds(value), judged(&value, &default))
    };
    let share = |what, value: f64, default: f64| {
        AssumptionRow::new(what, percent(value), judged(&value, &default))
    };
    let wait = |what, value: Minutes, default: Minutes| {
        AssumptionRow::new(what, minutes(value), judged(&value, &default))
    };
    rows.extend([
        plain(("采样用时变异系数", "CV of a swab's time"), work.swab_cv, default.swab_cv),
        time(("更换手套", "Fresh gloves"), work.gloves_s, default.gloves_s),
        time(("班次交接", "Handing over of shifts"), work.shift_change_s, default.shift_change_s),
        share(
            ("夜间（22–6 时）速度", "Speed at night, 22 to 6"),
            work.night_speed,
            default.night_speed,
        ),
        wait(
            ("未满管封管时限", "A short tube is sealed after"),
            work.seal_after,
            default.seal_after,
        ),
        wait(("未满板上机时限", "A short plate starts after"), work.plate_wait, default.plate_wait),
        wait(
            ("复采板上机时限", "A plate of second swabs starts after"),
            work.urgent_wait,
            default.urgent_wait,
        ),
        plain(("行车时间变异系数", "CV of a drive's time"), work.drive_cv, default.drive_cv),
        share(("质控失败批次", "Runs whose controls fail"), work.failed_run, default.failed_run),
        share(("灰区或无效管", "Tubes that read grey or invalid"), work.grey, default.grey),
    ]);
    rows
}

/// Which figures of the town are invented, counted.
fn synthetic(scenario: &Scenario) -> Vec<AssumptionRow> {
    let places = scenario.places.iter().filter(|place| place.synthetic).count();
    let labs = scenario.labs.iter().filter(|lab| lab.synthetic).count();
    let count = |what, some: usize, all: usize| {
        let value = (format!("{some} / {all} 处"), format!("{some} of {all}"));
        (some > 0).then(|| AssumptionRow::new(what, value, Source::Synthetic))
    };
    let rows = [
        count(
            ("人口为虚构的地区", "Places with invented residents"),
            places,
            scenario.places.len(),
        ),
        count(("数据为虚构的实验室", "Labs with invented figures"), labs, scenario.labs.len()),
    ];
    rows.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
