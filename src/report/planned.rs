//! Tables of what the plan needs, and of what was taken for granted.

use tenfold_sim::assumptions;
use tenfold_sim::tables::{AssumptionRow, Source};

use super::Report;
use super::measured::table;
use super::story;
use super::table::{Cell, Table, column, words};
use super::words::Both;

/// All of them, empty where the report has no rows.
pub fn all(report: &Report<'_>) -> Vec<Table> {
    vec![
        bounds(report),
        shortages(report),
        staffing(report),
        supplies(report),
        pools(report),
        taken_for_granted(report),
    ]
}

fn bounds(report: &Report<'_>) -> Table {
    let columns = vec![
        words("what", "下限", "Bound"),
        column("least", "至少", "At least"),
        column("planned", "本计划", "This plan"),
        words("unit", "单位", "Unit"),
        column("formula", "算式", "Formula"),
    ];
    let mut table = table("bounds", "算式给出的下限", "Bounds by formula", columns);
    let rows = report.bounds.iter().map(|row| {
        vec![
            Cell::text(&row.what_zh, &row.what_en),
            Cell::Number(row.least, 1),
            Cell::maybe(row.planned, 1),
            Cell::text(&row.unit_zh, &row.unit_en),
            Cell::Text(Both::same(&row.formula)),
        ]
    });
    table.rows = rows.collect();
    table
}

fn shortages(report: &Report<'_>) -> Table {
    let columns = vec![
        words("what", "项目", "What"),
        words("place", "地区", "Place"),
        column("needed", "需要", "Needed"),
        column("at_hand", "现有", "At hand"),
        column("missing", "缺口", "Missing"),
        words("unit", "单位", "Unit"),
        column("from_at", "自", "From"),
        column("until_at", "至", "Until"),
        words("note", "备注", "Note"),
    ];
    let mut table =
        table("shortages", "缺口与请求", "What is short and must be asked for", columns);
    let rows = report.shortages.iter().map(|row| {
        vec![
            Cell::text(&row.what_zh, &row.what_en),
            Cell::Text(story::place(report.scenario, row.place)),
            Cell::count(row.needed),
            Cell::maybe(row.at_hand, 0),
            Cell::maybe(row.missing(), 0),
            Cell::text(&row.unit_zh, &row.unit_en),
            Cell::moment(row.from_at),
            Cell::moment(row.until_at),
            Cell::text(&row.note_zh, &row.note_en),
        ]
    });
    table.rows = rows.collect();
    table
}

fn staffing(report: &Report<'_>) -> Table {
    let columns = vec![
        words("role", "岗位", "Role"),
        words("place", "地区", "Place"),
        words("site", "采样点", "Site"),
        column("from_at", "自", "From"),
        column("until_at", "至", "Until"),
        column("on_duty", "在岗", "On duty"),
        column("needed", "共需", "Needed"),
        column("at_hand", "现有", "At hand"),
    ];
    let mut table = table("staffing", "人员安排", "Staffing", columns);
    // The page shows them by place: see `html::staff`.
    table.printed = false;
    let rows = report.staffing.iter().map(|row| {
        let site = row.site.and_then(|site| report.scenario.sites.get(site));
        vec![
            Cell::text(&row.role_zh, &row.role_en),
            Cell::Text(story::place(report.scenario, row.place.or(site.map(|site| site.place)))),
            site.map_or(Cell::Blank, |site| Cell::text(&site.name_zh, &site.name_en)),
            Cell::moment(row.from_at),
            Cell::moment(row.until_at),
            Cell::count(f64::from(row.on_duty)),
            Cell::count(f64::from(row.needed)),
            Cell::maybe(row.at_hand.map(f64::from), 0),
        ]
    });
    table.rows = rows.collect();
    table
}

fn supplies(report: &Report<'_>) -> Table {
    let columns = vec![
        column("number", "序号", "No."),
        words("class", "类别", "Class"),
        words("what", "物资", "Goods"),
        words("place", "地区", "Place"),
        column("needed", "需要", "Needed"),
        column("at_hand", "现有", "At hand"),
        column("missing", "缺口", "Missing"),
        words("unit", "单位", "Unit"),
    ];
    let mut table = table("supplies", "物资", "Supplies", columns);
    let rows = report.supplies.iter().map(|row| {
        let number = (row.number > 0).then(|| f64::from(row.number));
        vec![
            Cell::maybe(number, 0),
            Cell::text(&row.class_zh, &row.class_en),
            Cell::text(&row.what_zh, &row.what_en),
            Cell::Text(story::place(report.scenario, row.place)),
            Cell::maybe(row.needed, 0),
            Cell::maybe(row.at_hand, 0),
            Cell::maybe(row.missing(), 0),
            Cell::text(&row.unit_zh, &row.unit_en),
        ]
    });
    table.rows = rows.collect();
    table
}

/// One row for each place and size.
fn pools(report: &Report<'_>) -> Table {
    let columns = vec![
        words("place", "地区", "Place"),
        column("prevalence", "流行率", "Prevalence"),
        column("capacity", "混采人数", "Persons in a tube"),
        column("tests", "检测量", "Tests"),
        column("recollected", "复采人数", "Swabbed again"),
        column("minutes", "完成（分）", "Done (min)"),
        column("advised", "建议", "Advised"),
    ];
    let mut table = table("pools", "混采人数建议", "Advice on the size of tubes", columns);
    // The page shows a row for each place: see `html::pools`.
    table.printed = false;
    for row in report.pools {
        for option in &row.options {
            table.rows.push(vec![
                Cell::Text(story::place(report.scenario, Some(row.place))),
                Cell::Share(row.prevalence, 3),
                Cell::count(f64::from(option.capacity)),
                Cell::count(option.tests),
                Cell::count(option.recollected),
                Cell::maybe(option.minutes, 0),
                Cell::Yes(option.capacity == row.advised),
            ]);
        }
    }
    table
}

fn taken_for_granted(report: &Report<'_>) -> Table {
    let columns = vec![
        words("what", "假设", "Assumption"),
        words("value", "取值", "Value"),
        words("source", "来源", "Source"),
    ];
    let mut table = table(
        "assumptions",
        "采用的取值与来源",
        "What was taken for granted, and where it is from",
        columns,
    );
    let own = assumptions::all(report.scenario);
    let rows = own.iter().chain(report.assumptions);
    let cells = |row: &AssumptionRow| {
        vec![
            Cell::text(&row.what_zh, &row.what_en),
            Cell::text(&row.value_zh, &row.value_en),
            Cell::Text(source(&row.source)),
        ]
    };
    table.rows = rows.map(cells).collect();
    table
}

fn source(source: &Source) -> Both {
    match source {
        Source::Judgement => Both::new("经验判断", "judgement"),
        Source::Protocol => Both::new("方案文件", "protocol file"),
        Source::Rule(rule) => Both::new(format!("方案 {rule}"), format!("plan {rule}")),
        Source::Given => Both::new("用户给定", "given"),
        Source::Synthetic => Both::new("虚构数据", "invented (synthetic)"),
    }
}
