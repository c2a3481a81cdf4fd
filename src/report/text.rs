//! The report as a terminal shows it, in one language: what matters, in one screen.

use super::Report;
use super::story;
use super::table::Table;
use super::words::{Both, Clock, Lang, number};

/// Tables a terminal shows; the rest stands in the files.
const SHOWN: [&str; 6] = ["kept", "done", "flow", "resources", "bounds", "shortages"];
/// Rows of one table; more are only counted.
const ROWS_MAX: usize = 24;

/// The summary, its lines ended by `\n`.
pub fn summary(report: &Report<'_>, lang: Lang) -> String {
    let (scenario, summary) = (report.scenario, report.summary);
    let clock = Clock::of(scenario);
    let say = |text: &Both| text.pick(lang).to_owned();
    let people = number(summary.expected, 0);
    let (sites, labs) = (story::open_sites(report).count(), story::used_labs(report).count());
    let cars = scenario.vehicles.len();
    let city = Both::new(
        format!("{people} 人，{sites} 个采样点，{cars} 辆车，{labs} 个实验室"),
        format!("{people} people, {sites} sites, {cars} vehicles, {labs} labs"),
    );
    let start = Both::new("开始于", "from");
    let mut lines = vec![
        format!("{} · {}", scenario.name, say(&story::answer(report))),
        format!("{} · {} {}", say(&city), say(&start), clock.stamp(scenario.starts_at)),
        String::new(),
        say(&story::guarantee(report)),
    ];
    lines.extend(report.said.iter().map(say));
    lines.extend(story::broken(report).iter().map(|text| format!("  ! {}", say(text))));
    lines.push(say(&story::bottleneck(report)));
    lines.extend(story::slowest(report).iter().map(say));
    lines.extend(story::left_over(report).iter().map(say));
    lines.extend(story::late_tours(report).iter().map(say));
    if !report.shortages.is_empty() {
        lines.push(say(&story::shortages(report)));
    }
    for table in report.tables().iter().filter(|table| SHOWN.contains(&table.key)) {
        lines.push(String::new());
        lines.extend(drawn(&without_notes(table), clock, lang, ROWS_MAX));
    }
    let seed = Both::new(
        format!(
            "种子 {} · 模拟 {} 次 · 版本 {}",
            report.seed, summary.replications, report.version
        ),
        format!(
            "seed {} · {} replications · version {}",
            report.seed, summary.replications, report.version
        ),
    );
    lines.extend([String::new(), say(&seed), String::new()]);
    lines.join("\n")
}

/// Notes are sentences, longer than a terminal is wide; they stand in the page and the files.
fn without_notes(table: &Table) -> Table {
    let mut table = table.clone();
    if let Some(at) = table.columns.iter().position(|column| column.key == "note") {
        table.columns.remove(at);
        table.rows.iter_mut().for_each(|row| drop(row.remove(at)));
    }
    table
}

/// A table as lines: title, heading, so many rows at most; figures stand right.
pub(super) fn drawn(table: &Table, clock: Clock, lang: Lang, rows_max: usize) -> Vec<String> {
    let heads = table.columns.iter().map(|column| column.head.pick(lang).to_owned()).collect();
    let mut grid: Vec<Vec<String>> = vec![heads];
    for row in table.rows.iter().take(rows_max) {
        grid.push(row.iter().map(|cell| cell.shown(clock).pick(lang).to_owned()).collect());
    }
    let figures: Vec<bool> = (0..table.columns.len())
        .map(|at| table.rows.iter().all(|row| row.get(at).is_some_and(|cell| cell.is_figure())))
        .collect();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|at| grid.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max())
        .map(Option::unwrap_or_default)
        .collect();
    let mut lines = vec![table.title.pick(lang).to_owned()];
    for row in grid {
        let cells = row.iter().zip(&widths).zip(&figures);
        let padded: Vec<String> = cells
            .map(|((cell, wide), figure)| {
                let space = " ".repeat(wide.saturating_sub(width(cell)));
                if *figure { format!("{space}{cell}") } else { format!("{cell}{space}") }
            })
            .collect();
        lines.push(format!("  {}", padded.join("  ").trim_end()));
    }
    let more = table.rows.len().saturating_sub(rows_max);
    if more > 0 {
        let text = Both::new(format!("  … 另有 {more} 行"), format!("  … {more} more rows"));
        lines.push(text.pick(lang).to_owned());
    }
    lines
}

/// Columns a text takes: Chinese signs and full-width forms take two.
fn width(text: &str) -> usize {
    let wide = |c: char| {
        matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
    };
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(width("瑞金 9"), 6);
        assert_eq!(width("（分）"), 6);
        assert_eq!(width("48 h – ∞"), 8);
    }
}
