//! Tables of what the plan needs, and of what was taken for granted.

use tenfold_sim::assumptions;
use tenfold_sim::tables::{AssumptionRow, Source};

use super::Report;
use super::hours;
use super::story;
use super::table::{Cell, Column, Table, column, words};
use super::words::Both;

/// All of them, empty where the report has no rows.
pub fn all(report: &Report<'_>) -> Vec<Table> {
    vec![
        bounds(report),
        shortages(report),
        hours::by_hour(report.hours),
        hours::by_lab(report.scenario, report.lab_hours),
        staffing(report),
        supplies(report),
        pools(report),
        taken_for_granted(report),
    ]
}

fn place() -> Column {
    words("place", "地区", "Place")
}

fn unit() -> Column {
    words("unit", "单位", "Unit")
}

/// What is needed against what is at hand.
fn against() -> [Column; 3] {
    let needed = column("needed", "需要", "Needed");
    [needed, column("at_hand", "现有", "At hand"), column("missing", "缺口", "Missing")]
}

fn span() -> [Column; 2] {
    [column("from_at", "自", "From"), column("until_at", "至", "Until")]
}

fn bounds(report: &Report<'_>) -> Table {
    let columns = vec![
        words("what", "下限", "Bound"),
        column("least", "至少", "At least"),
        column("planned", "本计划", "This plan"),
        unit(),
        column("formula", "算式", "Formula"),
    ];
    let rows = report.bounds.iter().map(|row| {
        vec![
            Cell::text(&row.what_zh, &row.what_en),
            Cell::Number(row.least, 1),
            Cell::maybe(row.planned, 1),
            Cell::text(&row.unit_zh, &row.unit_en),
            Cell::Text(Both::same(&row.formula)),
        ]
    });
    Table::new("bounds", "算式给出的下限", "Bounds by formula", columns).with(rows)
}

fn shortages(report: &Report<'_>) -> Table {
    let [needed, at_hand, missing] = against();
    let [from_at, until_at] = span();
    let columns = vec![
        words("what", "项目", "What"),
        place(),
        needed,
        at_hand,
        missing,
        unit(),
        from_at,
        until_at,
        words("note", "备注", "Note"),
    ];
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
    let title = ("缺口与请求", "What is short and must be asked for");
    Table::new("shortages", title.0, title.1, columns).with(rows)
}

fn staffing(report: &Report<'_>) -> Table {
    let [from_at, until_at] = span();
    let columns = vec![
        words("role", "岗位", "Role"),
        place(),
        words("site", "采样点", "Site"),
        from_at,
        until_at,
        column("on_duty", "在岗", "On duty"),
        column("needed", "共需", "Needed"),
        column("at_hand", "现有", "At hand"),
    ];
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
    // The page shows them by place: see `html::staff`.
    Table::new("staffing", "人员安排", "Staffing", columns).with(rows).unprinted()
}

fn supplies(report: &Report<'_>) -> Table {
    let [needed, at_hand, missing] = against();
    let columns = vec![
        column("number", "序号", "No."),
        words("class", "类别", "Class"),
        words("what", "物资", "Goods"),
        place(),
        needed,
        at_hand,
        missing,
        unit(),
    ];
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
    Table::new("supplies", "物资", "Supplies", columns).with(rows)
}

/// One row for each place and size.
fn pools(report: &Report<'_>) -> Table {
    let columns = vec![
        place(),
        column("prevalence", "流行率", "Prevalence"),
        column("capacity", "混采人数", "Persons in a tube"),
        column("tests", "检测量", "Tests"),
        column("recollected", "复采人数", "Swabbed again"),
        column("minutes", "完成（分）", "Done (min)"),
        column("advised", "建议", "Advised"),
    ];
    let rows = report.pools.iter().flat_map(|row| {
        row.options.iter().map(|option| {
            vec![
                Cell::Text(story::place(report.scenario, Some(row.place))),
                Cell::Share(row.prevalence, 3),
                Cell::count(f64::from(option.capacity)),
                Cell::count(option.tests),
                Cell::count(option.recollected),
                Cell::maybe(option.minutes, 0),
                Cell::Yes(option.capacity == row.advised),
            ]
        })
    });
    // The page shows a row for each place: see `html::pools`.
    Table::new("pools", "混采人数建议", "Advice on the size of tubes", columns)
        .with(rows)
        .unprinted()
}

fn taken_for_granted(report: &Report<'_>) -> Table {
    let columns = vec![
        words("what", "假设", "Assumption"),
        words("value", "取值", "Value"),
        words("source", "来源", "Source"),
    ];
    let own = assumptions::all(report.scenario);
    let rows = own.iter().chain(report.assumptions);
    let cells = |row: &AssumptionRow| {
        vec![
            Cell::text(&row.what_zh, &row.what_en),
            Cell::text(&row.value_zh, &row.value_en),
            Cell::Text(source(&row.source)),
        ]
    };
    let title = ("采用的取值与来源", "What was taken for granted, and where it is from");
    Table::new("assumptions", title.0, title.1, columns).with(rows.map(cells))
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
