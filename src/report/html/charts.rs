//! Which figures a report has: curves, ages, backlog, recollections.

use tenfold_sim::summary::{Band, When};
use tenfold_sim::trial::BIN;

use super::plot::{Frame, Mark, Stroke, draw, round_ticks};
use crate::report::Report;
use crate::report::words::{Clock, number};

/// Width of a figure over the whole page.
pub const WIDE: u32 = 700;
/// Hours of one bin.
const BIN_HOURS: f64 = BIN.0 as f64 / 60.0;

fn hour_ticks(report: &Report<'_>, hours: f64) -> Vec<(f64, String)> {
    let clock = Clock::of(report.scenario);
    let step = if hours > 80.0 { 12 } else { 6 };
    clock.ticks(hours, step).into_iter().map(|at| (at, clock.tick(at))).collect()
}

fn hours(minutes: i64) -> f64 {
    minutes as f64 / 60.0
}

/// Hours shown: the goal and what comes after it, no further than the curves go.
pub fn shown_hours(report: &Report<'_>) -> f64 {
    let summary = report.summary;
    let end = |when: When| when.late.or(when.median).map_or(0.0, |span| hours(span.0));
    let goal = hours(report.scenario.goal.0);
    let curve = summary.resulted.mean.len() as f64 * BIN_HOURS;
    // Where not everybody is ever done, the page follows the mean until nothing changes.
    let last = summary.resulted.mean.last().copied().unwrap_or_default();
    let still = summary.resulted.mean.iter().position(|people| *people >= last);
    let still = still.map_or(0.0, |bin| (bin + 1) as f64 * BIN_HOURS);
    let end = goal.max(end(summary.all)).max(still).min(curve.max(goal));
    (end * 1.02).ceil()
}

/// A cumulated band as shares of everybody, from 0 at the start; bins count at their end.
fn band(band: &Band, people: f64, hours: f64) -> Vec<(f64, f64, f64, f64)> {
    let share = |count: f64| if people > 0.0 { (count / people).min(1.0) } else { 0.0 };
    let mut points = vec![(0.0, 0.0, 0.0, 0.0)];
    for (bin, ((mean, low), high)) in band.mean.iter().zip(&band.low).zip(&band.high).enumerate() {
        let at = (bin + 1) as f64 * BIN_HOURS;
        if at > hours + 1e-9 {
            break;
        }
        points.push((at, share(*low), share(*mean), share(*high)));
    }
    points
}

/// Cumulative sampled and resulted people against the two goals.
pub fn curves(report: &Report<'_>) -> String {
    let (scenario, summary) = (report.scenario, report.summary);
    let end = shown_hours(report);
    let percent = |tick: u32| (f64::from(tick) / 100.0, format!("{tick} %"));
    let frame = Frame {
        size: (WIDE, 268),
        x: (0.0, end),
        y_max: 1.06,
        x_ticks: hour_ticks(report, end),
        y_ticks: [0, 25, 50, 75, 100].map(percent).to_vec(),
    };
    let mut marks = Vec::new();
    let rows = [
        (&summary.sampled, 0.10, Stroke::Dotted),
        (&summary.resulted_own, 0.18, Stroke::Dashed),
        (&summary.resulted, 0.26, Stroke::Solid),
    ];
    let points = rows.map(|(curve, ..)| band(curve, summary.expected, end));
    for (points, (_, gray, _)) in points.iter().zip(rows) {
        let edges = points.iter().map(|(at, low, _, high)| (*at, *low, *high)).collect();
        marks.push(Mark::Band(edges, gray));
    }
    for (at, share) in [(scenario.half_goal, 0.5), (scenario.goal, 1.0)] {
        let at = hours(at.0);
        marks.push(Mark::Line(vec![(at, 0.0), (at, share)], Stroke::Hair));
        marks.push(Mark::Line(vec![(0.0, share), (at, share)], Stroke::Hair));
    }
    for (points, (_, _, stroke)) in points.iter().zip(rows) {
        let mean = points.iter().map(|(at, _, mean, _)| (*at, *mean)).collect();
        marks.push(Mark::Line(mean, stroke));
    }
    for (at, share, label) in [(scenario.half_goal, 0.5, "50 %"), (scenario.goal, 1.0, "100 %")] {
        let at = hours(at.0);
        marks.push(Mark::Ring(at, share));
        marks.push(Mark::Note(at, share - 0.055, label.into()));
    }
    draw(&frame, &marks)
}

/// People in all queues by hour.
pub fn queues(report: &Report<'_>) -> String {
    let sites = &report.summary.sites;
    let count = sites.iter().map(|site| site.hours.len()).max().unwrap_or_default();
    let total = |hour: usize| -> f64 {
        sites.iter().filter_map(|site| site.hours.get(hour)).map(|row| row.queue).sum()
    };
    let totals: Vec<f64> = (0..count).map(total).collect();
    let end = shown_hours(report);
    let bars = totals.iter().enumerate().take(end as usize);
    let bars = bars.map(|(hour, people)| (hour as f64 + 0.08, hour as f64 + 0.92, *people));
    let bars: Vec<_> = bars.filter(|bar| bar.2 > 0.0).collect();
    let max = bars.iter().map(|bar| bar.2).fold(1.0, f64::max);
    let frame = count_frame(hour_ticks(report, end), end, max, (150, 3.0));
    draw(&frame, &[Mark::Bars(bars, 0.62)])
}

/// A plane of counts, of a height in pixels and with about so many marks.
fn count_frame(
    x_ticks: Vec<(f64, String)>,
    end: f64,
    max: f64,
    (height, marks): (u32, f64),
) -> Frame {
    let ticks = round_ticks(max, marks);
    Frame {
        size: (WIDE, height),
        x: (0.0, end),
        y_max: ticks.last().copied().unwrap_or(1.0) * 1.02,
        x_ticks,
        y_ticks: ticks.into_iter().map(|tick| (tick, number(tick, 0))).collect(),
    }
}

/// Bars of a histogram with a limit; what lies beyond it is black.
fn histogram(bins: &[f64], limit_minutes: i64) -> String {
    let limit = hours(limit_minutes);
    let used = bins.iter().rposition(|count| *count > 0.005).map_or(0, |last| last + 1);
    let end = ((used as f64 + 1.0) * BIN_HOURS).max(limit * 1.15);
    let bar = |(bin, count): (usize, &f64)| {
        let from = bin as f64 * BIN_HOURS;
        (from + 0.012, from + BIN_HOURS - 0.012, *count)
    };
    let bars = bins[..used].iter().enumerate().map(bar);
    let (good, late): (Vec<_>, Vec<_>) = bars.partition(|bar| bar.0 < limit);
    let max = bins.iter().copied().fold(1.0, f64::max);
    let step = if end > 12.0 { 2 } else { 1 };
    let ticks = (0..=end as i64).step_by(step).map(|h| (h as f64, format!("{h} h"))).collect();
    let frame = count_frame(ticks, end, max, (190, 4.0));
    // Room above the bars for what the limit says.
    let top = frame.y_max * 1.16;
    let frame = Frame { y_max: top, ..frame };
    draw(
        &frame,
        &[
            Mark::Bars(good, 0.45),
            Mark::Bars(late, 0.95),
            Mark::Line(vec![(limit, 0.0), (limit, top)], Stroke::Dashed),
            Mark::Note(limit, top * 0.95, format!("{limit} h")),
        ],
    )
}

/// Age of tubes on receipt against the room limit.
pub fn ages(report: &Report<'_>) -> String {
    histogram(&report.summary.age.bins, report.summary.age.limit.0)
}

/// Time of recollections against their limit.
pub fn recollections(report: &Report<'_>) -> String {
    histogram(&report.summary.repeats.bins, report.summary.repeats.limit.0)
}

/// Fewer marks where a figure is narrow.
fn backlog_ticks(report: &Report<'_>, hours: f64, width: u32) -> Vec<(f64, String)> {
    let clock = Clock::of(report.scenario);
    let step = if width < WIDE { 24 } else { 12 };
    clock.ticks(hours, step).into_iter().map(|at| (at, clock.tick(at))).collect()
}

/// Tubes received and not reviewed in one lab; all labs share the vertical axis.
pub fn backlog(report: &Report<'_>, lab: usize, size: (u32, u32)) -> String {
    let labs = &report.summary.labs;
    let max = labs.iter().flat_map(|lab| &lab.backlog.high).copied().fold(1.0, f64::max);
    let end = shown_hours(report);
    let frame = count_frame(backlog_ticks(report, end, size.0), end, max, (size.1, 2.0));
    let frame = Frame { size, ..frame };
    let Some(band) = labs.get(lab).map(|lab| &lab.backlog) else { return String::new() };
    let at = |hour: usize| (hour + 1) as f64;
    let count = band.mean.len().min(end as usize);
    let area = (0..count).map(|hour| (at(hour), band.low[hour], band.high[hour])).collect();
    let mean = (0..count).map(|hour| (at(hour), band.mean[hour])).collect();
    draw(&frame, &[Mark::Band(area, 0.2), Mark::Line(mean, Stroke::Solid)])
}
