//! Long lists for files: by hour and by bin. No page shows them.

use tenfold_domain::time::Minutes;
use tenfold_sim::summary::Band;
use tenfold_sim::trial::BIN;

use super::Report;
use super::table::{Cell, Table, column, words};

/// All of them, marked as not printed.
pub fn all(report: &Report<'_>) -> Vec<Table> {
    let all = [
        site_hours(report),
        curves(report),
        backlog(report),
        bins(
            "ages",
            "样本到达时的时长",
            "Age of tubes at the lab",
            "tubes",
            &report.summary.age.bins,
        ),
        bins(
            "recollection_times",
            "复采用时",
            "Time from call to single outcome",
            "people",
            &report.summary.repeats.bins,
        ),
    ];
    all.map(Table::unprinted).into()
}

fn site_hours(report: &Report<'_>) -> Table {
    let columns = vec![
        words("site", "采样点", "Site"),
        column("hour_at", "小时", "Hour"),
        column("arrived", "到达", "Came"),
        column("swabbed", "采样", "Swabbed"),
        column("wait_minutes", "平均等候", "Mean wait"),
        column("wait_minutes_p95", "等候 95 %", "Wait 95 %"),
        column("queue", "时末排队", "Queue at its end"),
    ];
    let mut table = Table::new("site_hours", "各采样点每小时", "Sites by hour", columns);
    for (site, summary) in report.scenario.sites.iter().zip(&report.summary.sites) {
        for (hour, row) in summary.hours.iter().enumerate() {
            // Hours without anybody would be most of the file.
            if row.arrived + row.swabbed + row.queue <= 0.0 {
                continue;
            }
            table.rows.push(vec![
                Cell::text(&site.name_zh, &site.name_en),
                Cell::Moment(report.scenario.starts_at + Minutes::hours(hour as i64)),
                Cell::Number(row.arrived, 1),
                Cell::Number(row.swabbed, 1),
                Cell::Number(row.wait_minutes, 2),
                Cell::Number(row.wait_minutes_p95, 2),
                Cell::Number(row.queue, 1),
            ]);
        }
    }
    table
}

fn curves(report: &Report<'_>) -> Table {
    let summary = report.summary;
    let bands = [&summary.sampled, &summary.resulted, &summary.resulted_own];
    let columns = vec![
        column("until_at", "截至", "Until"),
        column("sampled", "已采", "Sampled"),
        column("sampled_p5", "已采 5 %", "Sampled 5 %"),
        column("sampled_p95", "已采 95 %", "Sampled 95 %"),
        column("resulted", "出结果", "Resulted"),
        column("resulted_p5", "出结果 5 %", "Resulted 5 %"),
        column("resulted_p95", "出结果 95 %", "Resulted 95 %"),
        column("resulted_own", "本市出结果", "Resulted, own labs"),
        column("resulted_own_p5", "本市 5 %", "Own labs 5 %"),
        column("resulted_own_p95", "本市 95 %", "Own labs 95 %"),
    ];
    let mut table = Table::new("curves", "累计曲线", "Cumulative curves", columns);
    let bins = bands.iter().map(|band| band.mean.len()).max().unwrap_or_default();
    let figures = |band: &Band, bin: usize| {
        let at = |list: &[f64]| Cell::maybe(list.get(bin).copied(), 1);
        [at(&band.mean), at(&band.low), at(&band.high)]
    };
    for bin in 0..bins {
        let until = report.scenario.starts_at + Minutes((bin as i64 + 1) * BIN.0);
        let mut row = vec![Cell::Moment(until)];
        row.extend(bands.iter().flat_map(|band| figures(band, bin)));
        table.rows.push(row);
    }
    table
}

fn backlog(report: &Report<'_>) -> Table {
    let columns = vec![
        words("lab", "实验室", "Lab"),
        column("until_at", "截至", "Until"),
        column("backlog", "积压（管）", "Backlog (tubes)"),
        column("backlog_p5", "5 %", "5 %"),
        column("backlog_p95", "95 %", "95 %"),
    ];
    let mut table = Table::new("backlog", "实验室积压", "Lab backlog", columns);
    for (lab, summary) in report.scenario.labs.iter().zip(&report.summary.labs) {
        let band = &summary.backlog;
        for (hour, ((mean, low), high)) in
            band.mean.iter().zip(&band.low).zip(&band.high).enumerate()
        {
            table.rows.push(vec![
                Cell::text(&lab.name_zh, &lab.name_en),
                Cell::Moment(report.scenario.starts_at + Minutes::hours(hour as i64 + 1)),
                Cell::Number(*mean, 1),
                Cell::Number(*low, 1),
                Cell::Number(*high, 1),
            ]);
        }
    }
    table
}

fn bins(key: &'static str, zh: &str, en: &str, unit: &'static str, bins: &[f64]) -> Table {
    let columns = vec![
        column("from_minutes", "自（分）", "From (min)"),
        column("until_minutes", "至（分）", "Until (min)"),
        column(unit, "数量", "Count"),
    ];
    let mut table = Table::new(key, zh, en, columns);
    let used = bins.iter().rposition(|count| *count > 0.0).map_or(0, |last| last + 1);
    for (bin, count) in bins[..used].iter().enumerate() {
        let edge = |bin: usize| Cell::count((bin as i64 * BIN.0) as f64);
        table.rows.push(vec![edge(bin), edge(bin + 1), Cell::Number(*count, 1)]);
    }
    table
}
