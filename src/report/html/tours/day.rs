//! Every vehicle's day as a row of blocks.

use std::fmt::Write;

use tenfold_domain::time::At;
use tenfold_sim::routes::plan::{Act, Tour};

use crate::report::html::escape;
use crate::report::routes::Tours;

const LABEL: f64 = 172.0;
const WIDTH: f64 = 700.0;
const ROW: f64 = 20.0;
const BLOCK: f64 = 12.0;
const FOOT: f64 = 22.0;

/// The chart; empty where nobody drives.
pub fn chart(tours: &Tours<'_>) -> String {
    let all = &tours.plan.tours;
    let from = all.iter().map(|tour| tour.leaves_at).min();
    let to = all.iter().map(|tour| tour.back_at).max();
    let Some((from, to)) = from.zip(to) else { return String::new() };
    let height = all.len() as f64 * ROW + FOOT;
    let mut out = format!(
        "<svg class=\"plot\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\"><defs>\
         <pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#fff\"/>\
         <line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke=\"#555\" stroke-width=\"1.6\"/>\
         </pattern></defs>"
    );
    let span = (to.0 - from.0).max(1) as f64;
    let x = |at: At| LABEL + (at.0 - from.0) as f64 / span * (WIDTH - LABEL - 8.0);
    axis(tours, (from, to), x, height, &mut out);
    for (row, tour) in all.iter().enumerate() {
        blocks(tours, tour, row as f64 * ROW, x, &mut out);
    }
    out.push_str("</svg>");
    out
}

fn axis(
    tours: &Tours<'_>,
    (from, to): (At, At),
    x: impl Fn(At) -> f64,
    height: f64,
    out: &mut String,
) {
    let hour_ms = 3_600_000;
    let local = |at: At| (at + tours.input.utc_offset).0;
    let hours = (to.0 - from.0) / hour_ms;
    let step = if hours > 10 { 2 * hour_ms } else { hour_ms };
    let first = local(from).div_euclid(step) + 1;
    for tick in first..=local(to).div_euclid(step) {
        let at = At(tick * step) - tours.input.utc_offset;
        let (x, base) = (x(at), height - 18.0);
        let _ = write!(
            out,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"0\" y2=\"{base:.1}\" class=\"grid\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" class=\"mid\">{}</text>",
            base + 13.0,
            tours.clock().hour(at)
        );
    }
}

fn blocks(tours: &Tours<'_>, tour: &Tour, top: f64, x: impl Fn(At) -> f64, out: &mut String) {
    let (middle, name) = (top + ROW / 2.0, tours.vehicle(tour));
    let _ = write!(
        out,
        "<text x=\"0\" y=\"{:.1}\" class=\"zh\">{}</text><text x=\"0\" y=\"{:.1}\" \
         class=\"en\">{}</text><line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{middle:.1}\" \
         y2=\"{middle:.1}\" class=\"scale\"/>",
        middle + 4.0,
        escape(&name.zh),
        middle + 4.0,
        escape(&name.en),
        x(tour.leaves_at),
        x(tour.back_at)
    );
    for stop in &tour.stops {
        let class = if matches!(stop.act, Act::Call { .. }) { "crew-a" } else { "crew-b" };
        let (left, right) = (x(stop.begins_at), x(stop.leaves_at));
        let _ = write!(
            out,
            "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{BLOCK}\" \
             class=\"{class}\"/>",
            middle - BLOCK / 2.0,
            (right - left).max(1.5)
        );
    }
}
