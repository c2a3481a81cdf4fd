//! Tours as tables: stop by stop, vehicle by vehicle, what is left behind, what labs receive.

use tenfold_domain::time::Minutes;
use tenfold_sim::routes::plan::{Act, Plan, Tour};

use super::{Tours, why};
use crate::report::table::{Cell, Table, column, words};
use crate::setup::routes::Named;

pub(super) fn all(tours: &Tours<'_>) -> Vec<Table> {
    vec![vehicles(tours), missed(tours), received(tours), stops(tours)]
}

fn named(named: Option<&Named>) -> Cell {
    named.map_or(Cell::Blank, |named| Cell::text(named.zh.as_str(), named.en.as_str()))
}

fn stops(tours: &Tours<'_>) -> Table {
    let columns = vec![
        words("vehicle", "车辆", "Vehicle"),
        column("order", "次序", "Order"),
        words("act", "事项", "Act"),
        words("stop", "地点", "Stop"),
        column("round", "轮", "Round"),
        words("lab", "送往", "For"),
        column("arrive", "到达", "Arrive"),
        column("begin", "开始", "Begin"),
        column("leave", "离开", "Leave"),
        column("boxes", "取箱", "Boxes"),
        column("on_board", "车上", "On board"),
        column("deadline_slack_minutes", "时限余量", "Slack"),
    ];
    let mut table = Table::new("stops", "逐站行程", "Stop by stop", columns);
    for tour in &tours.plan.tours {
        for (at, stop) in tour.stops.iter().enumerate() {
            let pickup = match stop.act {
                Act::Call { pickup, .. } => tours.input.day.pickups.get(pickup),
                Act::Drop { .. } => None,
            };
            let before = at.checked_sub(1).map_or(0, |at| tour.stops[at].boxes);
            let moved = stop.boxes.abs_diff(before);
            table.rows.push(vec![
                Cell::Text(tours.vehicle(tour)),
                Cell::count(at as f64 + 1.0),
                if pickup.is_some() {
                    Cell::text("取箱", "call")
                } else {
                    Cell::text("送达", "drop")
                },
                named(tours.named(stop.act)),
                pickup.map_or(Cell::Blank, |pickup| Cell::count(f64::from(pickup.round))),
                named(tours.lab(stop.act)),
                Cell::Moment(stop.arrives_at),
                Cell::Moment(stop.begins_at),
                Cell::Moment(stop.leaves_at),
                Cell::count(f64::from(moved)),
                Cell::count(f64::from(stop.boxes)),
                Cell::span(tours.slack(tour, at)),
            ]);
        }
    }
    table
}

fn vehicles(tours: &Tours<'_>) -> Table {
    let columns = vec![
        words("vehicle", "车辆", "Vehicle"),
        words("depot", "停放地", "Depot"),
        column("leaves", "出车", "Leaves"),
        column("back", "收车", "Back"),
        column("trips", "趟次", "Trips"),
        column("calls", "取箱次数", "Calls"),
        column("boxes", "箱数", "Boxes"),
        column("km", "公里", "km"),
        column("hours", "车时", "Hours"),
        column("least_slack_minutes", "最小余量", "Least slack"),
    ];
    let row = |tour: &Tour| {
        let alone = Plan { tours: vec![tour.clone()], missed: Vec::new() };
        let day = &tours.input.day;
        let calls = tour.stops.iter().filter_map(|stop| match stop.act {
            Act::Call { pickup, .. } => day.pickups.get(pickup),
            Act::Drop { .. } => None,
        });
        let boxes: u32 = calls.clone().map(|pickup| pickup.boxes).sum();
        let calls = calls.count();
        let slack: Option<Minutes> =
            (0..tour.stops.len()).filter_map(|at| tours.slack(tour, at)).min();
        vec![
            Cell::Text(tours.vehicle(tour)),
            named(tours.depot(tour)),
            Cell::Moment(tour.leaves_at),
            Cell::Moment(tour.back_at),
            Cell::count((tour.stops.len() - calls) as f64),
            Cell::count(calls as f64),
            Cell::count(f64::from(boxes)),
            Cell::maybe(alone.km(day), 1),
            Cell::Number(alone.vehicle_hours(), 1),
            Cell::span(slack),
        ]
    };
    Table::new("vehicles", "车辆", "Vehicles", columns).with(tours.plan.tours.iter().map(row))
}

fn missed(tours: &Tours<'_>) -> Table {
    let columns = vec![
        words("site", "采样点", "Site"),
        column("round", "轮", "Round"),
        column("boxes", "箱数", "Boxes"),
        column("ready", "封箱", "Sealed"),
        column("deadline", "时限", "Deadline"),
        words("why", "原因", "Why"),
    ];
    let day = &tours.input.day;
    let rows = tours.plan.missed.iter().filter_map(|missed| {
        let pickup = day.pickups.get(missed.pickup)?;
        Some(vec![
            named(tours.input.sites.get(pickup.site)),
            Cell::count(f64::from(pickup.round)),
            Cell::count(f64::from(pickup.boxes)),
            Cell::Moment(pickup.ready_at),
            Cell::Moment(pickup.deadline_at + tours.input.reserve),
            Cell::Text(why(missed.why)),
        ])
    });
    Table::new("missed", "无法按时送达", "Not served in time", columns).with(rows)
}

fn received(tours: &Tours<'_>) -> Table {
    let columns = vec![
        words("lab", "检测机构", "Lab"),
        column("hour", "时段", "Hour"),
        column("tubes", "接收管数", "Tubes"),
        column("tubes_per_hour", "每小时限量", "Limit"),
    ];
    let rows = tours.received().into_iter().map(|(lab, hour, tubes)| {
        let limit = tours.input.day.labs.get(lab).and_then(|lab| lab.tubes_per_hour);
        vec![
            named(tours.input.labs.get(lab)),
            Cell::Moment(hour),
            Cell::count(f64::from(tubes)),
            Cell::maybe(limit.map(f64::from), 0),
        ]
    });
    Table::new("received", "各机构每小时接收", "Received by hour", columns).with(rows)
}
