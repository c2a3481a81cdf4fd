//! Tours in sentences.

use std::fmt::Write;

use tenfold_domain::time::Minutes;
use tenfold_sim::routes::plan::Why;

use super::Tours;
use crate::report::words::{Both, Lang, clock_span, number, span};

/// The answer in a word.
pub fn heading(tours: &Tours<'_>) -> Both {
    match tours.plan.missed.len() {
        0 => Both::new("全部按时送达", "Everything is there in time"),
        1 => Both::new("1 次取箱无法按时送达", "1 pickup cannot be served in time"),
        count => Both::new(
            format!("{count} 次取箱无法按时送达"),
            format!("{count} pickups cannot be served in time"),
        ),
    }
}

/// What it takes, what it saves, how tight it is.
pub fn sentences(tours: &Tours<'_>) -> Vec<Both> {
    let (day, plan) = (&tours.input.day, tours.plan);
    let (vehicles, at_hand) = (plan.tours.len(), day.vehicles.len());
    let served = day.pickups.len() - plan.missed.len();
    let hours = number(plan.vehicle_hours(), 1);
    let km = plan.km(day).map(|km| number(km, 0));
    let (km_zh, km_en) = match &km {
        Some(km) => (format!("{km} 公里、"), format!("{km} km and ")),
        None => Default::default(),
    };
    let mut said = vec![Both::new(
        format!("{at_hand} 辆车中用 {vehicles} 辆，取箱 {served} 次，共 {km_zh}{hours} 车时。"),
        format!(
            "{vehicles} of {at_hand} vehicles make {served} calls: {km_en}{hours} vehicle hours."
        ),
    )];
    let slack = plan.tours.iter().flat_map(|tour| {
        (0..tour.stops.len()).filter_map(move |at| Some((tours.slack(tour, at)?, tour, at)))
    });
    if let Some((slack, tour, at)) = slack.min_by_key(|(slack, ..)| *slack) {
        let name = tours.named(tour.stops[at].act);
        let (zh, en) = name.map_or(("", ""), |name| (&name.zh, &name.en));
        said.push(Both::new(
            format!("最紧的一处：{zh}，距室温时限还有 {} 分。", slack.0),
            format!("The tightest: {en}, {} min before its limit at room temperature.", slack.0),
        ));
    }
    said.push(saved(tours));
    if tours.stopped {
        said.push(Both::new(
            "搜索被中断：以下是当时最好的方案。",
            "The search was stopped: this is the best of what it had found.",
        ));
    }
    said
}

/// Against the first tours.
fn saved(tours: &Tours<'_>) -> Both {
    let (day, start, plan) = (&tours.input.day, tours.start, tours.plan);
    let saved = 100.0 * (1.0 - plan.cost_minutes(day) / start.cost_minutes(day).max(1.0));
    let (before, after) = (start.tours.len(), plan.tours.len());
    if start.missed.len() > plan.missed.len() {
        let more = start.missed.len() - plan.missed.len();
        return Both::new(
            format!("比初始方案多送达 {more} 次（{before} 辆车 → {after} 辆）。"),
            format!(
                "{more} more are served than by the first tours ({before} → {after} vehicles)."
            ),
        );
    }
    Both::new(
        format!("初始方案用 {before} 辆车；按车辆与行驶计，省去 {saved:.1} %。"),
        format!(
            "The first tours took {before} vehicles; {saved:.1} % of vehicles and driving are \
             saved."
        ),
    )
}

/// Why a pickup is left behind.
pub fn why(why: Why) -> Both {
    let late = |by: Minutes| (span(by).zh, span(by).en);
    match why {
        Why::NoWay => Both::new("与检测机构之间没有路线", "there is no way to a lab"),
        Why::TooManyBoxes { over } => Both::new(
            format!("比最大的车多 {over} 箱"),
            format!("{over} boxes more than the largest vehicle holds"),
        ),
        Why::TooManyTubes { over } => Both::new(
            format!("比机构每小时限量多 {over} 管"),
            format!("{over} tubes more than its lab receives in an hour"),
        ),
        Why::TooFar { by } => {
            let (zh, en) = late(by);
            Both::new(
                format!("太远：封箱即走也晚 {zh}"),
                format!("too far: {en} late even when fetched at once"),
            )
        }
        Why::NoShift { by } => {
            let (zh, en) = late(by);
            Both::new(format!("班次太短，差 {zh}"), format!("the shift is {en} too short"))
        }
        Why::NoVehicle { by: Minutes(0) } => Both::new("机构当时已满", "the lab's hours are full"),
        Why::NoVehicle { by } => {
            let (zh, en) = late(by);
            Both::new(
                format!("车辆都在忙：最早的一辆也晚 {zh}"),
                format!("all vehicles are busy: the first would be {en} late"),
            )
        }
    }
}

/// What was assumed, for the fine print.
pub fn assumptions(tours: &Tours<'_>) -> Vec<Both> {
    let source = tours.input.source.say();
    let cost = tours.input.day.costs.vehicle.0;
    let reserve = tours.input.reserve.0;
    vec![
        Both::new(format!("{}。", source.zh), format!("{}.", source.en)),
        Both::new(
            format!("每个时限前预留 {reserve} 分，以备行车比所示更久；余量含此预留。"),
            format!(
                "{reserve} minutes are kept in reserve before every limit, for drives that take \
                 longer than told; the slack shown includes them, what is late is late for them."
            ),
        ),
        Both::new(
            format!("多用一辆车按行驶 {cost} 分钟计；先求送达，再省车，再省行驶。"),
            format!(
                "One more vehicle counts as {cost} minutes of driving; being in time comes before \
                 either."
            ),
        ),
        Both::new(
            "到达每处不早于前一处离开加行车时间；箱在室温时限前开始卸货；绕行更快时按绕行计。",
            "Boxes are in time when unloading begins before their limit at room temperature; a way \
             round that is shorter is taken.",
        ),
    ]
}

/// For a terminal.
pub fn summary(tours: &Tours<'_>, lang: Lang) -> String {
    let mut out = format!("{}\n{}\n", tours.input.name, heading(tours).pick(lang));
    for sentence in sentences(tours) {
        let _ = writeln!(out, "{}", sentence.pick(lang));
    }
    let clock = tours.clock();
    for tour in &tours.plan.tours {
        let (from, to) = (clock.hour(tour.leaves_at), clock.hour(tour.back_at));
        let slack = (0..tour.stops.len()).filter_map(|at| tours.slack(tour, at)).min();
        let slack = slack.map_or("–".into(), clock_span);
        let (name, stops) = (tours.vehicle(tour), tour.stops.len());
        let line = Both::new(
            format!("  {}  {from}–{to}  {stops} 站  最小余量 {slack}", name.zh),
            format!("  {}  {from}–{to}  {stops} stops  least slack {slack}", name.en),
        );
        let _ = writeln!(out, "{}", line.pick(lang));
    }
    for missed in &tours.plan.missed {
        let Some(pickup) = tours.input.day.pickups.get(missed.pickup) else { continue };
        let Some(site) = tours.input.sites.get(pickup.site) else { continue };
        let (ready, why) = (clock.hour(pickup.ready_at), why(missed.why));
        let line = Both::new(
            format!("  ! {} {ready}：{}", site.zh, why.zh),
            format!("  ! {} {ready}: {}", site.en, why.en),
        );
        let _ = writeln!(out, "{}", line.pick(lang));
    }
    out
}
