//! Variants side by side, for a page and a terminal: a few columns at a time, the first variant
//! always among them.

use tenfold_sim::compare::{Figure, Verdict};

use super::figures::{name, shown, signed, told};
use super::{Comparison, letter};
use crate::report::words::{Both, number};

/// Columns beside the first that a page is wide enough for.
const BESIDE_MAX: usize = 3;

/// A table of which every row is one thing and every column one variant.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// Title.
    pub title: Both,
    /// Heads of the columns.
    pub heads: Vec<Both>,
    /// What each row is, and its cells, as many as heads.
    pub rows: Vec<(Both, Vec<SideCell>)>,
}

/// A cell: a value, and below it the difference from the first variant.
#[derive(Clone, PartialEq, Debug)]
pub struct SideCell {
    /// The value.
    pub value: String,
    /// The difference; none of the first variant.
    pub difference: Option<Both>,
    /// The difference is told apart from zero.
    pub apart: bool,
}

/// Whether the variants do not all take the same.
pub fn differs(comparison: &Comparison<'_>) -> bool {
    let other = |needed: &f64, first: f64| needed.round() != first.round();
    all_needs(comparison).iter().any(|(_, row)| row.iter().any(|needed| other(needed, row[0])))
}

/// Figures, then needs where they differ; each again for the next few variants where there are
/// many.
pub fn sides(comparison: &Comparison<'_>) -> Vec<Side> {
    let others: Vec<usize> = (1..comparison.variants.len()).collect();
    let blocks: Vec<Vec<usize>> = if others.is_empty() {
        vec![vec![0]]
    } else {
        others.chunks(BESIDE_MAX).map(|block| [&[0], block].concat()).collect()
    };
    let figures = blocks.iter().map(|block| figures(comparison, block));
    let needs = blocks.iter().map(|block| needs(comparison, block));
    let needs = needs.filter(|_| differs(comparison));
    figures.chain(needs).collect()
}

fn side(comparison: &Comparison<'_>, block: &[usize], zh: &str, en: &str) -> Side {
    let heads = block.iter().map(|variant| comparison.name(*variant)).collect();
    let with = |title: &str| {
        let first = block.get(1).copied().filter(|_| comparison.variants.len() > BESIDE_MAX + 1);
        let last = block.last().copied().unwrap_or_default();
        first.map_or(title.to_owned(), |first| {
            format!("{title} · {}–{}", letter(first), letter(last))
        })
    };
    Side { title: Both::new(with(zh), with(en)), heads, rows: Vec::new() }
}

fn figures(comparison: &Comparison<'_>, block: &[usize]) -> Side {
    let (zh, en) =
        ("各项数字，及与 A 之差 [区间]", "Figures, and their difference from A [interval]");
    let mut side = side(comparison, block, zh, en);
    let compared = comparison.compared;
    for figure in Figure::ALL {
        let cell = |variant: &usize| {
            let value = shown(figure, &compared.value(*variant, figure));
            if *variant == 0 {
                return SideCell { value, difference: None, apart: false };
            }
            let paired = compared.difference(*variant, figure);
            let apart = matches!(paired.verdict(), Verdict::More | Verdict::Less);
            SideCell { value, difference: Some(told(figure, &paired)), apart }
        };
        side.rows.push((name(comparison, figure), block.iter().map(cell).collect()));
    }
    side
}

/// Who and what each variant takes. No chance is in it, so a difference is what it is.
fn needs(comparison: &Comparison<'_>, block: &[usize]) -> Side {
    let mut side = side(comparison, block, "所需人员、车辆和设备", "People, vehicles and machines");
    for (what, needed) in all_needs(comparison) {
        let cell = |variant: &usize| {
            let (mine, first) = (needed[*variant], needed[0]);
            let value = number(mine, 0);
            let differs = *variant > 0 && mine.round() != first.round();
            let difference = differs.then(|| Both::same(signed(mine - first, 0)));
            SideCell { value, difference, apart: differs }
        };
        side.rows.push((what, block.iter().map(cell).collect()));
    }
    side
}

/// Every kind of need of any variant, by variant; 0 where one takes none of it.
pub fn all_needs(comparison: &Comparison<'_>) -> Vec<(Both, Vec<f64>)> {
    let mut kinds: Vec<&Both> = Vec::new();
    for need in comparison.variants.iter().flat_map(|variant| &variant.needs) {
        if !kinds.contains(&&need.what) {
            kinds.push(&need.what);
        }
    }
    let of = |what: &Both| -> Vec<f64> {
        let one = |variant: &super::Variant| {
            variant.needs.iter().find(|need| need.what == *what).map_or(0.0, |need| need.needed)
        };
        comparison.variants.iter().map(one).collect()
    };
    let mut rows: Vec<(Both, Vec<f64>)> =
        kinds.into_iter().map(|what| (what.clone(), of(what))).collect();
    let costs = comparison.variants.iter().map(|variant| variant.cost).collect();
    rows.push((
        Both::new("费用（元，按规划文件单价）", "Cost (yuan, at the town file's rates)"),
        costs,
    ));
    rows
}
