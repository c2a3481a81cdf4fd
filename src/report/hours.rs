//! Tables of the labs hour by hour: of all of them for the page, of each for the files.

use tenfold_sim::scenario::Scenario;
use tenfold_sim::tables::{HourRow, LabHourRow};

use super::table::{Cell, Table, column, words};

fn count(tubes: u64) -> Cell {
    Cell::count(tubes as f64)
}

/// Tubes against what all labs can begin.
pub fn by_hour(rows: &[HourRow]) -> Table {
    let columns = vec![
        column("from_at", "自", "From"),
        column("sealed", "封管", "Sealed"),
        column("own_capacity", "本市产能", "Own capacity"),
        column("own_begun", "本市上机", "Own begun"),
        column("other_capacity", "外部产能", "Other capacity"),
        column("other_begun", "外部上机", "Other begun"),
        column("waiting", "时末积压", "Waiting at its end"),
        column("short", "缺口", "Short"),
        column("own_missing", "半数缺口（仅本市）", "Half lacks, own labs"),
    ];
    let row = |row: &HourRow| {
        let mut cells = vec![Cell::Moment(row.from_at)];
        let counts = [
            row.sealed,
            row.own_capacity,
            row.own_begun,
            row.other_capacity,
            row.other_begun,
            row.waiting,
            row.short,
            row.own_missing,
        ];
        cells.extend(counts.map(count));
        cells
    };
    let title = ("实验室每小时负荷（管，均值推算）", "Labs by hour (tubes, by means)");
    Table::new("lab_load", title.0, title.1, columns).with(rows.iter().map(row))
}

/// The same of each lab; for files.
pub fn by_lab(scenario: &Scenario, rows: &[LabHourRow]) -> Table {
    let columns = vec![
        words("lab", "实验室", "Lab"),
        column("from_at", "自", "From"),
        column("capacity", "产能", "Capacity"),
        column("begun", "上机", "Begun"),
        column("waiting", "时末积压", "Waiting at its end"),
    ];
    let row = |row: &LabHourRow| {
        let lab = scenario.labs.get(row.lab);
        vec![
            lab.map_or(Cell::Blank, |lab| Cell::text(&lab.name_zh, &lab.name_en)),
            Cell::Moment(row.from_at),
            count(row.capacity.into()),
            count(row.begun.into()),
            count(row.waiting.into()),
        ]
    };
    let title = ("各实验室每小时负荷", "Each lab by hour");
    Table::new("lab_hours", title.0, title.1, columns).with(rows.iter().map(row)).unprinted()
}
