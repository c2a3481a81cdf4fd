//! Labs, points out of control and charts as tables.

use tenfold_domain::term::ChartMark;
use tenfold_domain::time::{At, Minutes};

use super::{Chart, LabRates, Quality};
use crate::report::table::{Cell, Table, column, words};
use crate::report::words::Both;

impl Quality {
    /// Labs, blind samples, points out of control, charts.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = vec![self.labs(), self.blind(), self.rejected(), self.charts()];
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    fn labs(&self) -> Table {
        let columns = vec![
            words("lab", "检测机构", "Lab"),
            column("readings", "读数", "Readings"),
            column("positive", "阳性率", "Positive"),
            column("invalid", "无效率", "Invalid"),
            column("runs", "上机", "Runs"),
            column("failed_runs", "质控不合格", "Failed"),
            column("half_minutes", "半数用时", "Half within"),
            column("nine_of_ten_minutes", "九成用时", "9 of 10 within"),
            column("alarms", "报警", "Alarms"),
        ];
        let row = |lab: &LabRates| {
            let share = |count: u64| match lab.calls {
                0 => Cell::Blank,
                calls => Cell::Share(count as f64 / calls as f64, 2),
            };
            let took = |minutes: Option<i64>| Cell::span(minutes.map(Minutes));
            vec![
                Cell::text(&lab.name_zh, &lab.name_en),
                Cell::count(lab.calls as f64),
                share(lab.positive),
                share(lab.invalid),
                Cell::count(lab.runs as f64),
                Cell::count(lab.failed_runs as f64),
                took(lab.from_receipt.p50_minutes),
                took(lab.from_receipt.p90_minutes),
                Cell::count(lab.alarms.len() as f64),
            ]
        };
        Table::new("quality_labs", "检测机构", "Labs", columns)
            .with(self.rates.labs.iter().map(row))
    }

    /// Of labs that were sent blind samples.
    fn blind(&self) -> Table {
        let columns = vec![
            words("lab", "检测机构", "Lab"),
            column("agreed", "相符", "Agreed"),
            column("missed", "漏检", "Missed"),
            column("false", "假阳", "False"),
            column("unclear", "不明", "Unclear"),
        ];
        let row = |lab: &LabRates| {
            let blind = lab.blind?;
            let counts = [blind.agreed, blind.missed, blind.r#false, blind.unclear];
            let mut row = vec![Cell::text(&lab.name_zh, &lab.name_en)];
            row.extend(counts.map(|count| Cell::count(count as f64)));
            (counts.iter().sum::<u64>() > 0).then_some(row)
        };
        let rows = self.rates.labs.iter().filter_map(row);
        Table::new("quality_blind", "盲样", "Blind samples", columns).with(rows)
    }

    fn rejected(&self) -> Table {
        let columns = vec![
            words("lab", "检测机构", "Lab"),
            words("machine", "仪器", "Machine"),
            words("control", "质控", "Control"),
            column("target", "靶标", "Target"),
            column("plate", "板", "Plate"),
            column("well", "孔", "Well"),
            column("at", "时间", "Time"),
            column("ct", "Ct", "Ct"),
            column("z", "s 数", "s away"),
            column("rules", "规则", "Rules"),
        ];
        let mut table = Table::new("quality_rejected", "失控点", "Out of control", columns);
        for chart in &self.controls.charts {
            let rejected =
                chart.points.iter().filter(|point| point.mark() == Some(ChartMark::Rejected));
            table.rows.extend(rejected.map(|point| {
                vec![
                    Cell::text(&chart.name_zh, &chart.name_en),
                    Cell::Text(chart.machine()),
                    Cell::Text(chart.control()),
                    Cell::Text(Both::same(&chart.target)),
                    Cell::Text(Both::same(&point.plate)),
                    Cell::Text(Both::same(&point.well)),
                    Cell::Moment(At(point.at_ms)),
                    Cell::maybe(point.ct, 2),
                    Cell::maybe(point.z, 1),
                    Cell::Text(Both::same(point.broken.join(" "))),
                ]
            }));
        }
        table
    }

    fn charts(&self) -> Table {
        let columns = vec![
            words("lab", "检测机构", "Lab"),
            words("machine", "仪器", "Machine"),
            column("kit", "试剂盒", "Kit"),
            words("control", "质控", "Control"),
            column("target", "靶标", "Target"),
            column("points", "点", "Points"),
            column("mean", "均值", "Mean"),
            column("deviation", "s", "s"),
            column("failed", "不合格", "Failed"),
            column("warned", "警告", "Warned"),
            column("rejected", "失控", "Rejected"),
        ];
        let row = |chart: &Chart| {
            let count = |mark| Cell::count(chart.count(mark) as f64);
            vec![
                Cell::text(&chart.name_zh, &chart.name_en),
                Cell::Text(chart.machine()),
                Cell::Text(chart.kit()),
                Cell::Text(chart.control()),
                Cell::Text(Both::same(&chart.target)),
                Cell::count(chart.points.len() as f64),
                Cell::maybe(chart.mean, 2),
                Cell::maybe(chart.deviation, 2),
                count(ChartMark::Failed),
                count(ChartMark::Warned),
                count(ChartMark::Rejected),
            ]
        };
        let charts = self.controls.charts.iter().filter(|chart| chart.has_curves());
        Table::new("quality_charts", "质控图", "Charts", columns).with(charts.map(row))
    }
}
