//! The comparison as long tables for files and programs: a row for each figure and variant.

use tenfold_domain::time::Minutes;
use tenfold_sim::compare::{Figure, Verdict};
use tenfold_sim::trial::BIN;

use super::figures::{key, name, word};
use super::side::all_needs;
use super::{Comparison, letter};
use crate::report::table::{Cell, Table, column, words};
use crate::report::words::Both;

/// Decimals of a share in a file, and of minutes.
const DECIMALS: u8 = 6;

pub fn all(comparison: &Comparison<'_>) -> Vec<Table> {
    vec![figures(comparison), needs(comparison), curves(comparison)]
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(Both::same(text))
}

fn figures(comparison: &Comparison<'_>) -> Table {
    let columns = vec![
        column("figure", "键", "Key"),
        words("what", "项目", "What"),
        column("variant", "方案", "Variant"),
        words("name", "名称", "Name"),
        column("mean", "均值", "Mean"),
        column("median", "中位数", "Median"),
        column("p95", "95 %", "95 %"),
        column("told_in", "有值的次数", "Told in"),
        column("difference", "与 A 之差", "Difference from A"),
        column("low", "区间下限", "Low"),
        column("high", "区间上限", "High"),
        column("pairs", "对数", "Pairs"),
        column("missing", "缺一方的对", "Pairs without one"),
        column("told_apart", "可辨", "Told apart"),
        words("verdict", "判断", "Verdict"),
    ];
    let mut table = Table::new("figures", "各项数字", "Figures", columns);
    let compared = comparison.compared;
    for figure in Figure::ALL {
        for (at, variant) in comparison.variants.iter().enumerate() {
            let value = compared.value(at, figure);
            let number = |value: Option<f64>| Cell::maybe(value, DECIMALS);
            let mut row = vec![
                text(key(figure)),
                Cell::Text(name(comparison, figure)),
                text(letter(at)),
                Cell::Text(variant.name.clone()),
                number(value.mean),
                number(value.median),
                number(value.p95),
                Cell::count(value.told as f64),
            ];
            if at == 0 {
                row.extend(vec![Cell::Blank; 7]);
            } else {
                let paired = compared.difference(at, figure);
                let finite = |end: f64| number(Some(end).filter(|end| end.is_finite()));
                let apart = matches!(paired.verdict(), Verdict::More | Verdict::Less);
                row.extend([
                    number(paired.difference),
                    finite(paired.low),
                    finite(paired.high),
                    Cell::count(paired.pairs as f64),
                    Cell::count(paired.missing as f64),
                    Cell::Yes(apart),
                    Cell::Text(word(figure, &paired)),
                ]);
            }
            table.rows.push(row);
        }
    }
    table
}

fn needs(comparison: &Comparison<'_>) -> Table {
    let columns = vec![
        words("what", "项目", "What"),
        column("variant", "方案", "Variant"),
        words("name", "名称", "Name"),
        column("needed", "需要", "Needed"),
        column("difference", "与 A 之差", "Difference from A"),
    ];
    let mut table = Table::new("needs", "所需", "Needs", columns);
    for (what, needed) in all_needs(comparison) {
        for (at, variant) in comparison.variants.iter().enumerate() {
            let difference = (at > 0).then(|| needed[at] - needed[0]);
            table.rows.push(vec![
                Cell::Text(what.clone()),
                text(letter(at)),
                Cell::Text(variant.name.clone()),
                Cell::count(needed[at]),
                Cell::maybe(difference, 0),
            ]);
        }
    }
    table
}

fn curves(comparison: &Comparison<'_>) -> Table {
    let columns = vec![
        column("until_minutes", "截至（分）", "Until (min)"),
        column("variant", "方案", "Variant"),
        column("resulted", "出结果", "Resulted"),
        column("resulted_p5", "出结果 5 %", "Resulted 5 %"),
        column("resulted_p95", "出结果 95 %", "Resulted 95 %"),
    ];
    let mut table = Table::new("curves", "累计曲线", "Cumulative curves", columns);
    for at in 0..comparison.variants.len() {
        let band = comparison.compared.resulted(at);
        let bins = band.mean.iter().zip(&band.low).zip(&band.high).enumerate();
        table.rows.extend(bins.map(|(bin, ((mean, low), high))| {
            let until = Cell::Span(Minutes((bin as i64 + 1) * BIN.0));
            let number = |count: &f64| Cell::Number(*count, 1);
            vec![until, text(letter(at)), number(mean), number(low), number(high)]
        }));
    }
    table
}
