//! Waiting and queues by site and hour: shades of gray with their numbers.

use tenfold_domain::time::Minutes;
use tenfold_sim::summary::{HourSummary, SiteSummary};

use super::{both, escape};
use crate::report::Report;
use crate::report::words::{Both, Clock, number};

/// Sites shown; all of them stand in the table of sites.
const SITES_MAX: usize = 12;
/// Columns that fit a page; with more, hours are joined.
const COLUMNS_MAX: usize = 30;
/// Shades beside white.
const SHADES: f64 = 8.0;

/// Waits and queues below these are not painted dark, however they compare.
const DARK_MINUTES: f64 = 30.0;
const DARK_PEOPLE: f64 = 60.0;

/// What a cell shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Mean wait of those swabbed, in minutes.
    Wait,
    /// People in the queue at the end.
    Queue,
}

/// The sites with the highest values, highest first, by hour; empty where nobody waits.
pub fn table(report: &Report<'_>, shown: Shown) -> String {
    let sites = &report.summary.sites;
    let spans = spans(sites);
    let values: Vec<Vec<Option<f64>>> = sites
        .iter()
        .map(|site| spans.iter().map(|span| value(&site.hours, *span, shown)).collect())
        .collect();
    let peak = |row: &Vec<Option<f64>>| row.iter().flatten().copied().fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..sites.len()).collect();
    order.sort_by(|a, b| peak(&values[*b]).total_cmp(&peak(&values[*a])));
    order.truncate(SITES_MAX);
    let max = order.first().map_or(0.0, |first| peak(&values[*first]));
    if max < 0.5 {
        return String::new();
    }
    let max = max.max(if shown == Shown::Wait { DARK_MINUTES } else { DARK_PEOPLE });
    let mut out = format!("<table class=\"heat{}\">", if max >= 99.5 { " small" } else { "" });
    out.push_str(&heads(report, &spans));
    for site in order {
        let Some(named) = report.scenario.sites.get(site) else { continue };
        let name = both(&Both::new(&named.name_zh, &named.name_en));
        out.push_str(&format!("<tr><th scope=\"row\">{name}</th>"));
        for (value, span) in values[site].iter().zip(&spans) {
            out.push_str(&cell(*value, max, night(&spans, *span)));
        }
        out.push_str("</tr>");
    }
    out.push_str("</table>");
    out
}

/// Hours from and to, of each column: those in which anybody came, was swabbed or stood in line.
fn spans(sites: &[SiteSummary]) -> Vec<(usize, usize)> {
    let count = sites.iter().map(|site| site.hours.len()).max().unwrap_or_default();
    let busy = |hour: &usize| {
        let rows = sites.iter().filter_map(|site| site.hours.get(*hour));
        rows.map(|row| row.arrived + row.swabbed).sum::<f64>() >= 0.5
    };
    let hours: Vec<usize> = (0..count).filter(busy).collect();
    let step = hours.len().div_ceil(COLUMNS_MAX).max(1);
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for hour in hours {
        match spans.last_mut() {
            Some((from, to)) if *to == hour && hour - *from < step => *to = hour + 1,
            _ => spans.push((hour, hour + 1)),
        }
    }
    spans
}

fn value(hours: &[HourSummary], (from, to): (usize, usize), shown: Shown) -> Option<f64> {
    let rows = hours.get(from..to.min(hours.len()))?;
    match shown {
        Shown::Queue => rows.last().map(|row| row.queue),
        Shown::Wait => {
            let swabbed: f64 = rows.iter().map(|row| row.swabbed).sum();
            let waited: f64 = rows.iter().map(|row| row.swabbed * row.wait_minutes).sum();
            (swabbed > 0.0).then(|| waited / swabbed)
        }
    }
}

/// Whether closed hours lie before a column.
fn night(spans: &[(usize, usize)], span: (usize, usize)) -> bool {
    span.0 > 0 && !spans.iter().any(|(_, to)| *to == span.0) && spans.first() != Some(&span)
}

fn cell(value: Option<f64>, max: f64, night: bool) -> String {
    let gap = if night { " gap" } else { "" };
    let Some(value) = value else { return format!("<td class=\"{gap}\"></td>") };
    let shade = (value / max * SHADES).round().clamp(0.0, SHADES) as u8;
    let text = if value < 0.5 { "·".to_owned() } else { short(value) };
    format!("<td class=\"g{shade}{gap}\">{}</td>", escape(&text))
}

/// A number that fits a narrow cell: thousands as `1.2k`.
fn short(value: f64) -> String {
    if value >= 9_950.0 {
        format!("{}k", number(value / 1_000.0, 0))
    } else if value >= 999.5 {
        format!("{}k", number(value / 1_000.0, 1))
    } else {
        number(value, 0)
    }
}

/// Two rows: the days, and the hours at which columns begin.
fn heads(report: &Report<'_>, spans: &[(usize, usize)]) -> String {
    let clock = Clock::of(report.scenario);
    let at = |hour: usize| clock.after(Minutes::hours(hour as i64));
    let mut days: Vec<(String, usize)> = Vec::new();
    for (from, _) in spans {
        let day = clock.day(at(*from));
        match days.last_mut() {
            Some((last, count)) if *last == day => *count += 1,
            _ => days.push((day, 1)),
        }
    }
    let days = days.iter().map(|(day, count)| format!("<th colspan=\"{count}\">{day}</th>"));
    let hours = spans.iter().map(|(from, _)| {
        let hour = clock.hour(at(*from));
        format!("<th>{}</th>", hour.split(':').next().unwrap_or_default())
    });
    format!(
        "<thead><tr><th></th>{}</tr><tr class=\"hours\"><th></th>{}</tr></thead>",
        days.collect::<String>(),
        hours.collect::<String>()
    )
}
