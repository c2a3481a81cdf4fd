//! The page of labs' quality: alarms, rates, control charts by kit and machine.

mod levey;

use std::fmt::Write;

use tenfold_domain::term::ChartMark;
use tenfold_domain::time::At;

use super::{SWITCH, both, escape, figure, frame, grid, heading, say};
use crate::report::quality::{Chart, Point, Quality};
use crate::report::table::Table;
use crate::report::words::{Both, Lang, number};

/// The page, first shown in `lang`.
pub fn page(quality: &Quality, lang: Lang) -> String {
    let mut body = String::new();
    head(quality, &mut body);
    answer(quality, &mut body);
    body.push_str("<section>");
    for table in quality.tables().iter().filter(|table| is_of_labs(table)) {
        grid(table, quality.clock, &mut body);
    }
    body.push_str("</section>");
    charts(quality, &mut body);
    body.push_str("<section>");
    for table in quality.tables().iter().filter(|table| !is_of_labs(table)) {
        grid(table, quality.clock, &mut body);
    }
    body.push_str("</section>");
    fine_print(quality, &mut body);
    frame("实验室质控 · Laboratory quality", &body, lang)
}

fn is_of_labs(table: &Table) -> bool {
    ["quality_labs", "quality_blind"].contains(&table.key)
}

fn head(quality: &Quality, out: &mut String) {
    let at = At(quality.rates.at_ms);
    let (date, hour) = (quality.clock.date(at), quality.clock.hour(at));
    let (labs, hours) = (quality.rates.labs.len(), quality.rates.hours);
    let text = say(
        format!("{date} {hour} · {labs} 个检测机构 · 最近 {hours} 小时"),
        format!("{date} {hour} · {labs} labs · the last {hours} h"),
    );
    let _ = write!(
        out,
        "<header>{SWITCH}<p class=\"kind\">{}</p><h1>{}</h1><p class=\"city\">{text}</p></header>",
        say("全员核酸检测", "Mass testing"),
        say("实验室质控", "Laboratory quality"),
    );
}

fn answer(quality: &Quality, out: &mut String) {
    let said = quality.sentences();
    let class = if said.is_empty() { "good" } else { "bad" };
    let heading = both(&quality.heading());
    let _ = write!(out, "<section class=\"answer {class}\"><h2>{heading}</h2>");
    if !said.is_empty() {
        let items: String = said.iter().map(|text| format!("<li>{}</li>", both(text))).collect();
        let _ = write!(out, "<ul>{items}</ul>");
    }
    out.push_str("</section>");
}

/// Charts of one lab, machine and kit stand together.
fn charts(quality: &Quality, out: &mut String) {
    let of = |chart: &Chart| {
        let lots = (chart.lot.clone(), chart.control_lot.clone());
        (chart.lab, chart.machine.clone(), chart.kit.clone(), lots)
    };
    let mut charts: Vec<&Chart> = quality.controls.charts.iter().collect();
    charts.sort_by_key(|chart| of(chart));
    if charts.is_empty() {
        let none = say("尚无质控读数。", "No control wells have been read yet.");
        let _ = write!(out, "<section><p>{none}</p></section>");
        return;
    }
    for group in charts.chunk_by(|a, b| of(a) == of(b)) {
        let Some(first) = group.first() else { continue };
        let (machine, kit) = (first.machine(), first.kit());
        out.push_str("<section>");
        heading(
            out,
            &format!("{} · {} · {}", first.name_zh, machine.zh, kit.zh),
            &format!("{} · {} · {}", first.name_en, machine.en, kit.en),
        );
        let (drawn, flat): (Vec<&Chart>, Vec<&Chart>) =
            group.iter().copied().partition(|chart| chart.has_curves());
        for chart in drawn {
            let caption = caption(quality, chart);
            figure(out, &caption, &levey::chart(chart, quality.clock));
        }
        without_curves(&flat, out);
        out.push_str("</section>");
    }
    let _ = write!(out, "<p class=\"quiet lj-key\">{}</p>", levey::key());
}

fn caption(quality: &Quality, chart: &Chart) -> String {
    let control = chart.control();
    let (inner_zh, inner_en) =
        if chart.internal_control { ("（内标）", " (internal control)") } else { ("", "") };
    let title = say(
        format!("{} · {}{inner_zh}", control.zh, chart.target),
        format!("{} · {}{inner_en}", control.en, chart.target),
    );
    let limits = match (chart.mean, chart.deviation) {
        (Some(mean), Some(deviation)) => {
            let figures = format!("{} · s {}", number(mean, 2), number(deviation, 2));
            Both::new(format!("均值 {figures}"), format!("mean {figures}"))
        }
        _ => {
            let (has, needs) = (chart.baseline_points, quality.controls.baseline);
            Both::new(
                format!("点数不足：{needs} 点中已有 {has} 点"),
                format!("too few points: {has} of {needs}"),
            )
        }
    };
    let last = chart.points.iter().rev().find_map(|point| point.mark());
    let last = last.filter(|mark| *mark != ChartMark::Baseline).map(|mark| {
        let said = Both::new(format!("最近：{}", mark.zh()), format!("last: {}", mark.en()));
        format!(" · {}", both(&said))
    });
    format!("<strong>{title}</strong> · {}{}", both(&limits), last.unwrap_or_default())
}

/// Controls in which nothing rose, as it should be in negative ones.
fn without_curves(charts: &[&Chart], out: &mut String) {
    for chart in charts.iter().filter(|chart| !chart.points.is_empty()) {
        let (control, all) = (chart.control(), chart.points.len());
        let rose: Vec<String> = chart.points.iter().filter_map(curve).collect();
        let (flat, rose) = (all - rose.len(), rose.join(", "));
        let (zh, en) = match rose.is_empty() {
            true => ("。".to_owned(), ".".to_owned()),
            false => (
                format!("；质控不合格的上机有曲线：{rose}。"),
                format!("; in runs that failed: {rose}."),
            ),
        };
        let said = say(
            format!("{} · {}：{all} 次中 {flat} 次无扩增曲线{zh}", control.zh, chart.target),
            format!("{} · {}: no curve in {flat} of {all}{en}", control.en, chart.target),
        );
        let _ = write!(out, "<p class=\"quiet\">{said}</p>");
    }
}

fn curve(point: &Point) -> Option<String> {
    Some(format!("{} ({}, {})", number(point.ct?, 1), point.plate, point.well))
}

fn fine_print(quality: &Quality, out: &mut String) {
    out.push_str("<section>");
    heading(out, "说明", "What this rests on");
    for sentence in quality.assumptions() {
        let _ = write!(out, "<p class=\"quiet\">{}</p>", both(&sentence));
    }
    let version = escape(env!("CARGO_PKG_VERSION"));
    let _ = write!(out, "</section><footer>Tenfold {version}</footer>");
}
