//! The page of a day's tours: the answer, a map, every vehicle's day, stop by stop.

mod day;
mod lines;

use std::fmt::Write;

use super::{SWITCH, both, escape, figure, frame, grid, heading, long, say};
use crate::report::routes::{self, Tours};
use crate::report::words::{Both, Lang, number};

/// The page, first shown in `lang`.
pub fn page(tours: &Tours<'_>, lang: Lang) -> String {
    let mut body = String::new();
    head(tours, &mut body);
    answer(tours, &mut body);
    body.push_str("<section>");
    heading(&mut body, "行车", "On the road");
    let caption = say(
        "直线连接各站，非实际道路；方块为检测机构，圆点为采样点，空心圆为未能送达的采样点。\
         线型区分车辆。",
        "Straight lines from stop to stop, not roads. Squares are labs, dots sites, rings sites \
         that are not served in time. Strokes tell vehicles apart.",
    );
    figure(&mut body, &caption, &lines::chart(tours));
    let caption = say(
        "每行一辆车：黑块为取箱，斜纹块为送达，细线为行驶与等候。",
        "A row a vehicle: black is a call, hatched a drop, the thin line driving and waiting.",
    );
    long(&mut body, &caption, &day::chart(tours));
    body.push_str("</section><section>");
    let tables = tours.tables();
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        grid(table, tours.clock(), &mut body);
    }
    body.push_str("</section>");
    fine_print(tours, &mut body);
    frame(&escape(&tours.input.name), &body, lang)
}

fn head(tours: &Tours<'_>, out: &mut String) {
    let day = &tours.input.day;
    let (sites, labs) = (day.sites.len(), day.labs.len());
    let (pickups, date) = (day.pickups.len(), tours.clock().date(tours.input.midnight));
    let text = say(
        format!("{date} · {sites} 个采样点 · {labs} 个检测机构 · 取箱 {pickups} 次"),
        format!("{date} · {sites} sites · {labs} labs · {pickups} pickups"),
    );
    let _ = write!(
        out,
        "<header>{SWITCH}<p class=\"kind\">{}</p><h1>{}</h1><p class=\"city\">{text}</p></header>",
        say("全员核酸检测 · 转运路线", "Mass testing · tours of the day"),
        escape(&tours.input.name)
    );
}

fn answer(tours: &Tours<'_>, out: &mut String) {
    let class = if tours.plan.missed.is_empty() { "good" } else { "bad" };
    let _ =
        write!(out, "<section class=\"answer {class}\"><h2>{}</h2>", both(&routes::heading(tours)));
    for sentence in routes::sentences(tours) {
        let _ = write!(out, "<p>{}</p>", both(&sentence));
    }
    out.push_str("</section><section class=\"keys\">");
    let (day, plan) = (&tours.input.day, tours.plan);
    let at_hand = day.vehicles.len();
    let served = day.pickups.len() - plan.missed.len();
    let km = plan.km(day).map_or("–".into(), |km| number(km, 0));
    let hours = number(plan.driving_ms(day) as f64 / 3_600_000.0, 1);
    let of = Both::new(format!("现有 {at_hand} 辆"), format!("of {at_hand} at hand"));
    key(("车辆", "Vehicles"), &plan.tours.len().to_string(), &of, out);
    let of = Both::new(format!("共 {} 次", day.pickups.len()), format!("of {}", day.pickups.len()));
    key(("按时取送", "Served in time"), &served.to_string(), &of, out);
    let of = Both::new(format!("行驶 {hours} 小时"), format!("{hours} h of driving"));
    key(("公里", "Kilometres"), &km, &of, out);
    let of = Both::new("出车至收车", "from leaving to coming back");
    key(("车时", "Vehicle hours"), &number(plan.vehicle_hours(), 1), &of, out);
    out.push_str("</section>");
}

fn key((zh, en): (&str, &str), figure: &str, beside: &Both, out: &mut String) {
    let _ = write!(
        out,
        "<div><span class=\"what\">{}</span><b>{}</b><span class=\"beside\">{}</span></div>",
        say(zh, en),
        escape(figure),
        both(beside)
    );
}

fn fine_print(tours: &Tours<'_>, out: &mut String) {
    out.push_str("<section>");
    heading(out, "说明", "What this rests on");
    for sentence in routes::assumptions(tours) {
        let _ = write!(out, "<p class=\"quiet\">{}</p>", both(&sentence));
    }
    let _ = write!(
        out,
        "</section><footer>Tenfold {} · {}</footer>",
        env!("CARGO_PKG_VERSION"),
        say(
            format!("种子 {} · 搜索 {} 轮", tours.seed, tours.rounds),
            format!("seed {} · {} rounds of search", tours.seed, tours.rounds)
        )
    );
}
