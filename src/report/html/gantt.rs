//! Shifts of collectors: two crews take turns at every lane (R71). Sites with the same hours and
//! lanes stand together.

use std::fmt::Write;

use tenfold_domain::time::{At, MINUTE_MS};
use tenfold_sim::scenario::{Period, Scenario};

use super::both;
use crate::report::words::{Both, Clock};

/// Groups shown; the rest is counted.
const GROUPS_MAX: usize = 10;
const LABEL: f64 = 168.0;
const WIDTH: f64 = 700.0;
const ROW: f64 = 17.0;
const GAP: f64 = 12.0;

/// Sites that work alike.
struct Group<'a> {
    periods: &'a [Period],
    sites: Vec<usize>,
}

/// The chart; empty where no site ever opens.
pub fn chart(scenario: &Scenario) -> String {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (index, site) in scenario.sites.iter().enumerate() {
        if site.periods.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|group| group.periods == site.periods) {
            Some(group) => group.sites.push(index),
            None => groups.push(Group { periods: &site.periods, sites: vec![index] }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.sites.len()));
    let more: usize = groups.iter().skip(GROUPS_MAX).map(|group| group.sites.len()).sum();
    groups.truncate(GROUPS_MAX);
    let end = groups.iter().flat_map(|group| group.periods).map(|period| period.to_at).max();
    let Some(end) = end else { return String::new() };
    let hours = ((end.0 - scenario.starts_at.0) as f64 / 3_600_000.0).max(1.0);
    let height = groups.len() as f64 * (2.0 * ROW + GAP) + 26.0;
    let mut out = format!(
        "<svg class=\"plot\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\"><defs>\
         <pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#fff\"/>\
         <line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke=\"#555\" stroke-width=\"1.6\"/>\
         </pattern></defs>"
    );
    axis(scenario, hours, height, &mut out);
    for (row, group) in groups.iter().enumerate() {
        let top = row as f64 * (2.0 * ROW + GAP) + GAP / 2.0;
        label(scenario, group, top, &mut out);
        for period in group.periods {
            shifts(scenario, period, hours, top, &mut out);
        }
    }
    out.push_str("</svg>");
    if more > 0 {
        let text = Both::new(
            format!("另有 {more} 个采样点，见 staffing.csv。"),
            format!("{more} more sites: see staffing.csv."),
        );
        let _ = write!(out, "<p class=\"quiet\">{}</p>", both(&text));
    }
    out
}

fn x(hours: f64, of: f64) -> f64 {
    LABEL + hours / of * (WIDTH - LABEL - 8.0)
}

fn axis(scenario: &Scenario, hours: f64, height: f64, out: &mut String) {
    let clock = Clock::of(scenario);
    let step = if hours > 80.0 { 12 } else { 6 };
    let base = height - 18.0;
    for tick in clock.ticks(hours, step) {
        let at = x(tick, hours);
        let _ = write!(
            out,
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"0\" y2=\"{base:.1}\" class=\"grid\"/>\
             <text x=\"{at:.1}\" y=\"{:.1}\" class=\"mid\">{}</text>",
            base + 13.0,
            clock.tick(tick)
        );
    }
}

fn label(scenario: &Scenario, group: &Group<'_>, top: f64, out: &mut String) {
    let Some(first) = group.sites.first().and_then(|site| scenario.sites.get(*site)) else {
        return;
    };
    let more = group.sites.len() - 1;
    let (zh, en) = if more == 0 {
        (String::new(), String::new())
    } else {
        (format!("等 {} 个点", more + 1), format!("and {more} more"))
    };
    let lines = [(&first.name_zh, &first.name_en, 12.0), (&zh, &en, 27.0)];
    for (zh, en, down) in lines {
        for (class, text) in [("zh", zh), ("en", en)] {
            let text = super::escape(text);
            let y = top + down;
            let _ = write!(out, "<text x=\"0\" y=\"{y:.1}\" class=\"{class}\">{text}</text>");
        }
    }
    for (crew, down) in [("A", 12.5), ("B", 12.5 + ROW)] {
        let (left, y) = (LABEL - 14.0, top + down);
        let _ = write!(out, "<text x=\"{left}\" y=\"{y:.1}\">{crew}</text>");
    }
}

/// Blocks of one shift each, crew A first; the number on duty stands in each.
fn shifts(scenario: &Scenario, period: &Period, hours: f64, top: f64, out: &mut String) {
    let rule = &scenario.protocol.staffing;
    let lanes = u32::from(period.lanes) + u32::from(period.single_lanes);
    let people = lanes * u32::from(rule.collectors_per_lane);
    let step = rule.shift.0.max(1) * MINUTE_MS;
    let hour = |at: At| (at.0 - scenario.starts_at.0) as f64 / 3_600_000.0;
    let (mut from, mut turn) = (period.from_at, 0);
    while from < period.to_at && people > 0 {
        let to = At((from.0 + step).min(period.to_at.0));
        let (left, right) = (x(hour(from), hours), x(hour(to), hours));
        let y = top + f64::from(turn % 2) * ROW;
        let class = if turn % 2 == 0 { "crew-a" } else { "crew-b" };
        let _ = write!(
            out,
            "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"{class}\"/>",
            left + 0.5,
            (right - left - 1.0).max(0.5),
            ROW - 2.0
        );
        if right - left > 7.0 * people.to_string().len() as f64 + 4.0 {
            let (middle, base) = ((left + right) / 2.0, y + 11.5);
            if turn % 2 == 1 {
                // White under the number, or the hatch hides it.
                let wide = 7.0 * people.to_string().len() as f64 + 3.0;
                let (x, y) = (middle - wide / 2.0, y + 2.0);
                let _ = write!(
                    out,
                    "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" \
                     fill=\"#fff\"/>",
                    ROW - 6.0
                );
            }
            let _ = write!(
                out,
                "<text x=\"{middle:.1}\" y=\"{base:.1}\" class=\"mid {class}-n\">{people}</text>"
            );
        }
        (from, turn) = (to, turn + 1);
    }
}
