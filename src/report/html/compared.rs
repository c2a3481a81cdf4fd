//! The page of a comparison: who is ahead, the curves of all variants in one figure, every number
//! side by side.

use std::fmt::Write;

use tenfold_domain::time::Minutes;
use tenfold_sim::compare::Figure;
use tenfold_sim::trial::BIN;

use super::charts::WIDE;
use super::plot::{Frame, Mark, Stroke, draw};
use super::{SWITCH, both, escape, figure, frame, heading, say};
use crate::report::compared::{self, Comparison, Side, SideCell, letter, sides};
use crate::report::words::{Both, Lang, number, span};

/// Strokes of curves, told apart on a photocopy: pieces, gaps and width in pixels.
const STROKES: [(f64, f64, f64); 8] = [
    (1.0, 0.0, 2.2),
    (8.0, 4.5, 2.2),
    (2.2, 3.2, 2.2),
    (18.0, 5.0, 2.2),
    (4.0, 9.0, 2.8),
    (8.0, 4.5, 1.1),
    (2.2, 3.2, 1.1),
    (18.0, 5.0, 1.1),
];

/// The page, first shown in `lang`.
pub fn page(comparison: &Comparison<'_>, lang: Lang) -> String {
    let mut body = String::new();
    head(comparison, &mut body);
    answer(comparison, &mut body);
    progress(comparison, &mut body);
    for (number, side) in sides(comparison).iter().enumerate() {
        let _ = write!(body, "<section><h2>{}</h2>", both(&side.title));
        grid(side, number, &mut body);
        body.push_str("</section>");
    }
    fine_print(comparison, &mut body);
    frame(&escape(&title(comparison)), &body, lang)
}

/// The town's name, or those of several.
fn title(comparison: &Comparison<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for variant in comparison.variants {
        if !names.contains(&variant.scenario.name.as_str()) {
            names.push(&variant.scenario.name);
        }
    }
    names.join(" · ")
}

fn head(comparison: &Comparison<'_>, out: &mut String) {
    let (count, of) = (comparison.variants.len(), comparison.compared.replications());
    let people = number(comparison.compared.expected(0), 0);
    let text = say(
        format!("{count} 个方案 · {of} 次模拟，同一随机数 · {people} 人"),
        format!("{count} variants · {of} replications, the same chance · {people} people"),
    );
    let _ = write!(
        out,
        "<header>{SWITCH}<p class=\"kind\">{}</p><h1>{}</h1><p class=\"city\">{text}</p></header>",
        say("全员核酸检测 · 方案比较", "Mass testing · what if"),
        escape(&title(comparison))
    );
}

fn answer(comparison: &Comparison<'_>, out: &mut String) {
    let _ = write!(
        out,
        "<section class=\"answer {}\"><h2>{}</h2><p>{}</p>",
        if compared::is_open(comparison) { "open" } else { "good" },
        both(&compared::heading(comparison)),
        both(&compared::ahead(comparison))
    );
    for sentence in comparison.said {
        let _ = write!(out, "<p>{}</p>", both(sentence));
    }
    out.push_str("</section><section class=\"story\">");
    for (at, variant) in comparison.variants.iter().enumerate() {
        let said: String = variant.said.iter().map(|text| format!(" {}", both(text))).collect();
        let _ = write!(
            out,
            "<p>{}<b>{}</b> {}<span class=\"quiet\">{said}</span></p>",
            sample(at),
            letter(at),
            both(&variant.name)
        );
    }
    out.push_str("</section>");
}

/// A piece of a variant's line.
fn sample(variant: usize) -> String {
    let (piece, gap, width) = STROKES[variant % STROKES.len()];
    let dashes = if gap > 0.0 { format!(";stroke-dasharray:{piece} {gap}") } else { String::new() };
    format!(
        "<span class=\"entry\"><svg viewBox=\"0 0 34 8\"><line x1=\"1\" x2=\"33\" y1=\"4\" \
         y2=\"4\" style=\"stroke-width:{width}{dashes}\"/></svg></span>"
    )
}

fn progress(comparison: &Comparison<'_>, out: &mut String) {
    out.push_str("<section>");
    heading(out, "进度", "Progress");
    let limits = |of: fn(&tenfold_sim::scenario::Scenario) -> Minutes| -> Both {
        comparison.variants.first().map_or(Both::same(""), |first| span(of(&first.scenario)))
    };
    let (half, goal) = (limits(|s| s.half_goal), limits(|s| s.goal));
    let caption = say(
        format!(
            "已出结果的人数占比，自开始起；各次均值。字母标在曲线与其他曲线相距最远处。细线为 A 的\
             时限：{} 半数（仅计本市实验室，此处为全部），{} 全员。",
            half.zh, goal.zh
        ),
        format!(
            "Cumulative share of people resulted, from the start, means. A letter stands where its \
             curve is farthest from the others. Thin lines are the limits of A: half within {} (by \
             own labs; curves are of all labs), everybody within {}.",
            half.en, goal.en
        ),
    );
    figure(out, &caption, &curves(comparison));
    out.push_str("</section>");
}

/// One curve a variant, as shares of its people from 0 at the start; bins count at their end.
fn curves(comparison: &Comparison<'_>) -> String {
    let hours = |minutes: f64| minutes / 60.0;
    let goals = comparison.variants.iter().map(|variant| hours(variant.scenario.goal.0 as f64));
    let latest = |variant: usize| {
        let value = comparison.compared.value(variant, Figure::ResultedAfter);
        value.p95.or(value.median).map_or(0.0, hours)
    };
    let ends = (0..comparison.variants.len()).map(latest);
    let end = (goals.chain(ends).fold(1.0, f64::max) * 1.02).ceil();
    let mut marks = Vec::new();
    if let Some(first) = comparison.variants.first() {
        for (goal, share) in [(first.scenario.half_goal, 0.5), (first.scenario.goal, 1.0)] {
            let at = hours(goal.0 as f64);
            marks.push(Mark::Line(vec![(at, 0.0), (at, share)], Stroke::Own(1.0, 0.0, 0.6)));
            marks.push(Mark::Line(vec![(0.0, share), (at, share)], Stroke::Own(1.0, 0.0, 0.6)));
        }
    }
    let curves: Vec<Vec<(f64, f64)>> =
        (0..comparison.variants.len()).map(|at| curve(comparison, at, end)).collect();
    for (at, points) in curves.iter().enumerate() {
        let (piece, gap, width) = STROKES[at % STROKES.len()];
        marks.push(Mark::Line(points.clone(), Stroke::Own(piece, gap, width)));
    }
    marks.extend((0..curves.len()).filter_map(|at| note(&curves, at, end)));
    let step = if end > 80.0 { 12 } else { 6 };
    let ticks = (0..=end as i64).step_by(step).map(|hour| (hour as f64, format!("{hour} h")));
    let percent = |tick: u32| (f64::from(tick) / 100.0, format!("{tick} %"));
    let frame = Frame {
        size: (WIDE, 300),
        x: (0.0, end),
        y_max: 1.06,
        x_ticks: ticks.collect(),
        y_ticks: [0, 25, 50, 75, 100].map(percent).to_vec(),
    };
    draw(&frame, &marks)
}

/// Shares of a variant's people, from 0 at the start; bins count at their end.
fn curve(comparison: &Comparison<'_>, variant: usize, end: f64) -> Vec<(f64, f64)> {
    let people = comparison.compared.expected(variant);
    let share = |count: &f64| if people > 0.0 { (count / people).min(1.0) } else { 0.0 };
    let band = comparison.compared.resulted(variant);
    let bins = band.mean.iter().enumerate();
    let points = bins.map(|(bin, count)| ((bin + 1) as f64 * BIN.0 as f64 / 60.0, share(count)));
    [(0.0, 0.0)].into_iter().chain(points).take_while(|(hours, _)| *hours <= end).collect()
}

/// A curve's letter, where the curve is farthest from the others and on the side away from them.
fn note(curves: &[Vec<(f64, f64)>], at: usize, end: f64) -> Option<Mark> {
    let others = || curves.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, c)| c);
    let apart = |bin: usize, share: f64| {
        let other = others().map(|curve| curve.get(bin).or(curve.last()).map_or(0.0, |p| p.1));
        other.map(|other| share - other).min_by(|a, b| a.abs().total_cmp(&b.abs()))
    };
    let far = curves
        .get(at)?
        .iter()
        .enumerate()
        .map(|(bin, (hours, share))| (apart(bin, *share).unwrap_or_default(), *hours, *share));
    let (apart, hours, share) = far.max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))?;
    // A curve rises to the right: above it is also to its left.
    let (hours, share) =
        if apart >= 0.0 { (hours - end * 0.035, share + 0.035) } else { (hours, share - 0.05) };
    Some(Mark::Note(hours, share, letter(at)))
}

fn grid(side: &Side, number: usize, out: &mut String) {
    let heads =
        side.heads.iter().map(|head| format!("<th class=\"n\">{}</th>", both(&broken(head))));
    let _ = write!(
        out,
        "<table class=\"side\" id=\"side-{number}\"><thead><tr><th></th>{}</tr></thead><tbody>",
        heads.collect::<String>()
    );
    for (what, cells) in &side.rows {
        let cell = |cell: &SideCell| {
            let class = if cell.apart { "beside apart" } else { "beside" };
            let below = cell.difference.as_ref().map_or_else(String::new, |difference| {
                format!("<span class=\"{class}\">{}</span>", both(difference))
            });
            format!("<td class=\"n\">{}{below}</td>", escape(&cell.value))
        };
        let cells: String = cells.iter().map(cell).collect();
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>{cells}</tr>", both(what));
    }
    out.push_str("</tbody></table>");
}

/// A key may be broken after its dots; a number never.
fn broken(head: &Both) -> Both {
    let broken = |text: &str| {
        let mut out = String::new();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            out.push(c);
            if c == '.' && rest.peek().is_some_and(|next| next.is_alphabetic()) {
                out.push('\u{200b}');
            }
        }
        out
    };
    Both::new(broken(&head.zh), broken(&head.en))
}

fn fine_print(comparison: &Comparison<'_>, out: &mut String) {
    out.push_str("<section>");
    heading(out, "说明", "How to read it");
    for note in compared::notes(comparison) {
        let _ = write!(out, "<p class=\"quiet\">{}</p>", both(&note));
    }
    let (seed, version) = (comparison.seed, env!("CARGO_PKG_VERSION"));
    let protocol = comparison.variants.first().map(|v| escape(&v.scenario.protocol.name));
    let _ = write!(
        out,
        "<footer>Tenfold {version} · {} {seed} · {} {}</footer></section>",
        say("种子", "seed"),
        say("方案", "protocol"),
        protocol.unwrap_or_default()
    );
}
