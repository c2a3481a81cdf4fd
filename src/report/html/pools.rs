//! Advice on the size of tubes: a row for each place, tests for each size, the advised in bold.

use super::both;
use crate::report::Report;
use crate::report::story;
use crate::report::words::{Both, number, percent};

/// The table; empty where there is no advice.
pub fn table(report: &Report<'_>) -> String {
    let mut sizes: Vec<u8> =
        report.pools.iter().flat_map(|row| &row.options).map(|option| option.capacity).collect();
    sizes.sort_unstable();
    sizes.dedup();
    if sizes.is_empty() {
        return String::new();
    }
    let heads: String = sizes
        .iter()
        .map(|size| {
            let head = Both::new(format!("{size} 人管检测量"), format!("Tests, {size} a tube"));
            format!("<th class=\"n\">{}</th>", both(&head))
        })
        .collect();
    let [place, share, repeats, minutes] = [
        Both::new("地区", "Place"),
        Both::new("流行率", "Prevalence"),
        Both::new("建议规格下复采人数", "Swabbed again, as advised"),
        Both::new("完成（分）", "Done (min)"),
    ]
    .map(|head| both(&head));
    let mut out = format!(
        "<table><thead><tr><th>{place}</th><th class=\"n\">{share}</th>{heads}\
         <th class=\"n\">{repeats}</th><th class=\"n\">{minutes}</th></tr></thead><tbody>"
    );
    for row in report.pools {
        let place = both(&story::place(report.scenario, Some(row.place)));
        let share = percent(row.prevalence, 3);
        out.push_str(&format!("<tr><td>{place}</td><td class=\"n\">{share}</td>"));
        for size in &sizes {
            let option = row.options.iter().find(|option| option.capacity == *size);
            let tests = option.map_or("–".into(), |option| number(option.tests, 0));
            let best = if *size == row.advised { " best" } else { "" };
            out.push_str(&format!("<td class=\"n{best}\">{tests}</td>"));
        }
        let advised = row.options.iter().find(|option| option.capacity == row.advised);
        let again = advised.map_or("–".into(), |option| number(option.recollected, 0));
        let minutes = advised.and_then(|option| option.minutes);
        let minutes = minutes.map_or("–".into(), |minutes| number(minutes, 0));
        out.push_str(&format!("<td class=\"n\">{again}</td><td class=\"n\">{minutes}</td></tr>"));
    }
    out.push_str("</tbody></table>");
    out
}
