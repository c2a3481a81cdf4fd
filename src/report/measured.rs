//! Tables of what the simulation measured, as short as a page.

use tenfold_domain::time::Minutes;
use tenfold_sim::summary::{Resource, Share, Spread, Use, When};

use super::Report;
use super::story;
use super::table::{Cell, Table, column, words};
use super::words::Both;

/// A longer list of vehicles stays in the files: nobody reads a hundred tours on paper.
const VEHICLES_PRINTED_MAX: usize = 40;

/// All of them.
pub fn all(report: &Report<'_>) -> Vec<Table> {
    vec![
        kept(report),
        done(report),
        flow(report),
        uses(report),
        sites(report),
        labs(report),
        vehicles(report),
    ]
}

fn kept(report: &Report<'_>) -> Table {
    let kept = &report.summary.kept;
    let columns = vec![
        words("limit", "要求", "Limit"),
        column("hits", "守住的次数", "Kept in"),
        column("replications", "模拟次数", "Replications"),
        column("share", "比例", "Share"),
        column("at_least", "概率下限（95 % 置信）", "At least (95 % confidence)"),
        column("at_most", "概率上限（95 % 置信）", "At most (95 % confidence)"),
    ];
    let row = |what: Both, share: &Share| {
        let (hits, of) = (Cell::count(share.hits as f64), Cell::count(share.of as f64));
        let [value, least, most] = [share.value(), share.at_least, share.at_most].map(Cell::share);
        vec![Cell::Text(what), hits, of, value, least, most]
    };
    let shares = [kept.all, kept.half_own, kept.age];
    let rows = story::limits(report).into_iter().zip(shares);
    let every = row(Both::new("以上全部同时守住", "All of these at once"), &kept.every);
    let in_time = 1.0 - report.summary.repeats.late_share;
    let people = Cell::Text(story::recollection_limit(report));
    let none = || Cell::Blank;
    let people = vec![people, none(), none(), Cell::share(in_time), none(), none()];
    let rows = rows.map(|(what, share)| row(what, &share)).chain([every, people]);
    Table::new("kept", "各项时限的把握", "How surely each limit is kept", columns).with(rows)
}

fn done(report: &Report<'_>) -> Table {
    let summary = report.summary;
    let columns = vec![
        words("what", "进度", "Progress"),
        column("median_minutes", "用时（时:分，中位）", "After (h:mm, median)"),
        column("median_at", "时刻", "At"),
        column("p95_minutes", "用时（时:分，95 %）", "After (h:mm, 95 %)"),
        column("p95_at", "时刻", "At"),
    ];
    let clock = super::words::Clock::of(report.scenario);
    let at = |span: Option<Minutes>| Cell::moment(span.map(|span| clock.after(span)));
    let row = |zh: &str, en: &str, when: When| {
        let (median, late) = (when.median, when.late);
        vec![Cell::text(zh, en), Cell::span(median), at(median), Cell::span(late), at(late)]
    };
    let rows = [
        row("半数出结果（本市实验室）", "Half resulted, own labs", summary.half_own),
        row("半数出结果", "Half resulted", summary.half),
        row("全员采样", "Everybody sampled", summary.all_sampled),
        row("全员出结果", "Everybody resulted", summary.all),
    ];
    Table::new("done", "何时完成", "When it is done", columns).with(rows)
}

fn flow(report: &Report<'_>) -> Table {
    let flow = &report.summary.flow;
    let columns = vec![
        words("what", "项目", "What"),
        column("mean", "均值", "Mean"),
        column("p95", "95 %", "95 %"),
    ];
    let share = |zh: &str, en: &str, spread: &Spread| {
        vec![Cell::text(zh, en), Cell::Share(spread.mean, 2), Cell::Share(spread.high, 2)]
    };
    let limit = super::words::span(report.scenario.protocol.transport.room_limit);
    let old_zh = format!("到实验室时超过{}的样本管", limit.zh);
    let old_en = format!("Tubes older than {} at the lab", limit.en);
    let most = &flow.waiting_max;
    let rows = [
        share(&old_zh, &old_en, &flow.too_old_share),
        share(
            "上机时超过该时限的样本管",
            "As old when their test begins",
            &flow.started_too_old_share,
        ),
        share("扩增仪空闲（占开放工时）", "Cyclers idle, of open hours", &flow.idle_share),
        share(
            "其中某实验室积有一板以上待检时",
            "Of them, while a plate waited at a lab",
            &flow.idle_beside_pile_share,
        ),
        vec![
            Cell::text("单个实验室最多待检（管）", "Most tubes waiting at one lab"),
            Cell::count(most.mean),
            Cell::count(most.high),
        ],
    ];
    Table::new("flow", "样本时长、空机与积样", "Age of tubes, idle machines, piles", columns)
        .with(rows)
}

fn uses(report: &Report<'_>) -> Table {
    let columns = vec![
        words("resource", "资源", "Resource"),
        column("together", "总体利用率", "Use, all together"),
        column("busiest_share", "最忙者利用率", "Use of the busiest"),
        words("busiest", "最忙者", "Busiest"),
    ];
    let rows = report.summary.uses.iter().map(|usage| used(report, usage));
    Table::new("resources", "资源利用率", "Use of resources", columns).with(rows)
}

fn used(report: &Report<'_>, usage: &Use) -> Vec<Cell> {
    let unit = if usage.resource == Resource::Squads || usage.busiest.share <= 0.0 {
        Cell::Blank
    } else {
        Cell::Text(story::unit(report.scenario, usage.resource, usage.busiest.unit))
    };
    let resource = Cell::Text(story::resource(usage.resource));
    vec![resource, Cell::share(usage.together), Cell::share(usage.busiest.share), unit]
}

fn sites(report: &Report<'_>) -> Table {
    let columns = vec![
        words("site", "采样点", "Site"),
        words("place", "地区", "Place"),
        column("people", "人数", "People"),
        column("lanes_max", "采样台", "Lanes"),
        column("sampled", "已采", "Sampled"),
        column("unsampled", "未采", "Left over"),
        column("wait_minutes", "平均等候（分）", "Mean wait (min)"),
        column("wait_minutes_max_p95", "最长等候（分，95 %）", "Longest wait (min, 95 %)"),
        column("queue_max_p95", "最长队列（人，95 %）", "Longest queue (95 %)"),
        column("last_swab_p95_minutes", "采完（时:分，95 %）", "Sampled after (h:mm, 95 %)"),
        column(
            "last_outcome_p95_minutes",
            "出齐结果（时:分，95 %）",
            "Resulted after (h:mm, 95 %)",
        ),
    ];
    let rows = story::open_sites(report)
        .filter_map(|at| report.scenario.sites.get(at).zip(report.summary.sites.get(at)))
        .map(|(site, summary)| {
            let lanes = site.periods.iter().map(|period| period.lanes + period.single_lanes).max();
            vec![
                Cell::text(&site.name_zh, &site.name_en),
                Cell::Text(story::place(report.scenario, Some(site.place))),
                Cell::count(f64::from(site.people)),
                Cell::count(f64::from(lanes.unwrap_or_default())),
                Cell::count(summary.sampled.mean),
                Cell::Number(summary.unsampled.mean, 1),
                Cell::Number(summary.wait_minutes.mean, 1),
                Cell::count(summary.wait_minutes_max.high),
                Cell::count(summary.queue_max.high),
                Cell::span(summary.last_swab.late),
                Cell::span(summary.last_outcome.late),
            ]
        });
    Table::new("sites", "各采样点", "Site by site", columns).with(rows)
}

/// Of a table of sites too long to be printed whole, those that end last come first; one that
/// never ends before all.
pub fn last_first(table: &mut Table) {
    let end = |row: &Vec<Cell>| match row.last() {
        Some(Cell::Span(minutes)) => *minutes,
        _ => Minutes(i64::MAX),
    };
    table.rows.sort_by_key(|row| std::cmp::Reverse(end(row)));
}

fn labs(report: &Report<'_>) -> Table {
    let clock = super::words::Clock::of(report.scenario);
    let columns = vec![
        words("lab", "实验室", "Lab"),
        column("own", "本市", "Own"),
        column("accession_per_hour", "登记（管/时）", "Accession (tubes/h)"),
        column("cyclers", "扩增仪", "Cyclers"),
        column("received", "收样（管）", "Received (tubes)"),
        column("plates", "板数", "Plates"),
        column("busy_hours", "扩增仪工时", "Cycler hours"),
        column("idle_share", "扩增仪空闲", "Cyclers idle"),
        column("idle_beside_pile_share", "别处积样时空闲", "Idle beside a pile"),
        column("waiting_max_p95", "最多待检（管，95 %）", "Most waiting (tubes, 95 %)"),
        column("waiting_max_at", "其时（中位）", "When (median)"),
        column("backlog_max_p95", "最大积压（管，95 %）", "Largest backlog (95 %)"),
        column("done_p95_minutes", "审完（时:分，95 %）", "Reviewed after (h:mm, 95 %)"),
        column("synthetic", "虚构数据", "Invented"),
    ];
    let rows = story::used_labs(report)
        .filter_map(|at| report.scenario.labs.get(at).zip(report.summary.labs.get(at)))
        .map(|(lab, summary)| {
            vec![
                Cell::text(&lab.name_zh, &lab.name_en),
                Cell::Yes(lab.own),
                Cell::count(lab.accession_per_hour),
                Cell::count(f64::from(lab.cyclers)),
                Cell::count(summary.received.mean.last().copied().unwrap_or_default()),
                Cell::count(summary.plates.mean),
                Cell::Number(summary.busy_hours.mean, 1),
                Cell::share(summary.idle_share.mean),
                Cell::share(summary.idle_beside_pile_share.mean),
                Cell::count(summary.waiting_max.high),
                Cell::moment(summary.waiting_max_after.median.map(|span| clock.after(span))),
                Cell::count(summary.backlog_max.high),
                Cell::span(summary.done.late),
                Cell::Yes(lab.synthetic),
            ]
        });
    Table::new("labs", "各实验室", "Lab by lab", columns).with(rows)
}

fn vehicles(report: &Report<'_>) -> Table {
    let columns = vec![
        words("vehicle", "车辆", "Vehicle"),
        words("lab", "送往", "To lab"),
        column("stops", "停靠点", "Stops"),
        column("boxes_max", "可装箱数", "Room for boxes"),
        column("tours", "趟数", "Tours"),
        column("boxes", "运回箱数", "Boxes"),
        column("left_behind", "未装下（箱次）", "Left behind"),
        column("busy_hours", "在途工时", "Hours on the way"),
        column("tour_minutes_max_p95", "最长一趟（分，95 %）", "Longest tour (min, 95 %)"),
    ];
    let vehicles = report.scenario.vehicles.iter().zip(&report.summary.vehicles).enumerate();
    let rows = vehicles.map(|(index, (vehicle, summary))| {
        vec![
            Cell::Text(story::unit(report.scenario, Resource::Vehicles, index)),
            Cell::Text(story::unit(report.scenario, Resource::Cyclers, vehicle.lab)),
            Cell::count(vehicle.stops.len() as f64),
            Cell::count(f64::from(vehicle.boxes_max)),
            Cell::Number(summary.tours.mean, 1),
            Cell::count(summary.boxes.mean),
            Cell::Number(summary.left_behind.mean, 1),
            Cell::Number(summary.busy_hours.mean, 1),
            Cell::count(summary.tour_minutes_max.high),
        ]
    });
    let table = Table::new("vehicles", "车辆", "Vehicles", columns).with(rows);
    if table.rows.len() <= VEHICLES_PRINTED_MAX { table } else { table.unprinted() }
}
