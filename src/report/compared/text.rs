//! The comparison as a terminal shows it, in one language.

use super::said::{ahead, heading, notes};
use super::side::{Side, sides};
use super::{Comparison, letter};
use crate::report::table::{Cell, Table, column};
use crate::report::text::drawn;
use crate::report::words::{Both, Lang};

/// The summary, its lines ended by `\n`.
pub fn summary(comparison: &Comparison<'_>, lang: Lang) -> String {
    let say = |text: &Both| text.pick(lang).to_owned();
    let mut lines = vec![say(&heading(comparison)), say(&ahead(comparison)), String::new()];
    for (at, variant) in comparison.variants.iter().enumerate() {
        lines.push(format!("  {}  {}", letter(at), say(&variant.name)));
        lines.extend(variant.said.iter().map(|text| format!("     {}", say(text))));
    }
    lines.extend(comparison.said.iter().map(say));
    for side in sides(comparison) {
        lines.push(String::new());
        if let Some(clock) = comparison.clock() {
            lines.extend(drawn(&table(side), clock, lang, usize::MAX));
        }
    }
    lines.push(String::new());
    lines.extend(notes(comparison).iter().map(say));
    let (seed, version) = (comparison.seed, env!("CARGO_PKG_VERSION"));
    let seed = Both::new(
        format!("种子 {seed} · 版本 {version}"),
        format!("seed {seed} · version {version}"),
    );
    lines.extend([say(&seed), String::new()]);
    lines.join("\n")
}

/// A line of values, and below it one of differences where there are any.
fn table(side: Side) -> Table {
    let mut columns = vec![column("what", "", "")];
    columns.extend(side.heads.into_iter().map(|head| {
        let mut column = column("variant", "", "");
        column.head = head;
        column
    }));
    let mut rows = Vec::new();
    for (what, cells) in side.rows {
        let below = cells.iter().any(|cell| cell.difference.is_some());
        let mut values = vec![Cell::Text(what)];
        let mut differences = vec![Cell::text("", "")];
        for cell in cells {
            values.push(Cell::Text(Both::same(cell.value)));
            differences.push(cell.difference.map_or(Cell::text("", ""), Cell::Text));
        }
        rows.push(values);
        rows.extend(below.then_some(differences));
    }
    Table { key: "side", title: side.title, printed: true, columns, rows }
}
