//! The top of the page: what was asked, the answer in a word, its figures, what holds it back.

use std::fmt::Write;

use tenfold_domain::time::Minutes;
use tenfold_sim::summary::{Answer, When};
use tenfold_sim::trial::BIN;

use super::{SWITCH, both, escape, say};
use crate::report::Report;
use crate::report::story;
use crate::report::words::{Both, Clock, clock_span, number, percent, span};

pub fn head(report: &Report<'_>, out: &mut String) {
    let (scenario, summary) = (report.scenario, report.summary);
    let clock = Clock::of(scenario);
    let people = number(summary.expected, 0);
    let (sites, labs) = (story::open_sites(report).count(), story::used_labs(report).count());
    let cars = scenario.vehicles.len();
    let start = clock.date(scenario.starts_at);
    let hour = clock.hour(scenario.starts_at);
    let city = say(
        format!(
            "{people} 人 · {sites} 个采样点 · {cars} 辆车 · {labs} 个实验室 · {start} {hour} 开始"
        ),
        format!(
            "{people} people · {sites} sites · {cars} vehicles · {labs} labs · from {start} {hour}"
        ),
    );
    let _ = write!(
        out,
        "<header>{SWITCH}<p class=\"kind\">{}</p><h1>{}</h1><p class=\"city\">{city}</p></header>",
        say("全员核酸检测 · 模拟与规划报告", "Mass testing · simulation and plan"),
        escape(&scenario.name)
    );
}

/// The answer first: the word, the figures, what holds it back.
pub fn first(report: &Report<'_>, out: &mut String) {
    let summary = report.summary;
    let class = match report.answer {
        Answer::Proven => "good",
        Answer::Unproven => "open",
        Answer::Late => "bad",
    };
    let _ = write!(
        out,
        "<section class=\"answer {class}\"><h2>{}</h2><p>{}</p>",
        both(&story::answer(report)),
        both(&story::guarantee(report))
    );
    for sentence in report.said {
        let _ = write!(out, "<p>{}</p>", both(sentence));
    }
    let broken = story::broken(report);
    if !broken.is_empty() {
        let items = broken.iter().map(|text| format!("<li>{}</li>", both(text)));
        let _ = write!(out, "<ul>{}</ul>", items.collect::<String>());
    }
    out.push_str("</section><section class=\"keys\">");
    out.push_str(&moment(
        report,
        ("半数出结果（本市）", "Half resulted, own labs"),
        summary.half_own,
    ));
    out.push_str(&moment(report, ("全员出结果", "Everybody resulted"), summary.all));
    let every = summary.kept.every;
    let of = Both::new(
        format!("{} 次模拟中 {} 次", every.of, every.hits),
        format!("{} of {} replications", every.hits, every.of),
    );
    out.push_str(&key(("守住全部时限", "Every limit kept"), &percent(every.value(), 0), &of));
    let oldest = summary.age.oldest_minutes.high;
    let limit = span(summary.age.limit);
    let age = Both::new(
        format!("最久一管（95 %），限 {}", limit.zh),
        format!("oldest tube (95 %), limit {}", limit.en),
    );
    let shown = clock_span(Minutes(oldest as i64));
    out.push_str(&key(("样本到达时长", "Age at the lab"), &shown, &age));
    out.push_str("</section><section class=\"story\">");
    let mut sentences = vec![story::bottleneck(report)];
    sentences.extend(story::slowest(report));
    sentences.extend(story::left_over(report));
    sentences.extend(story::late_tours(report));
    if !report.shortages.is_empty() {
        sentences.push(story::shortages(report));
    }
    for sentence in sentences {
        let _ = write!(out, "<p>{}</p>", both(&sentence));
    }
    out.push_str("</section>");
}

fn key((zh, en): (&str, &str), figure: &str, beside: &Both) -> String {
    let (head, figure) = (say(zh, en), escape(figure));
    format!(
        "<div><span class=\"what\">{head}</span><b>{figure}</b>\
         <span class=\"beside\">{}</span></div>",
        both(beside)
    )
}

fn moment(report: &Report<'_>, what: (&str, &str), when: When) -> String {
    let clock = Clock::of(report.scenario);
    let Some(median) = when.median else {
        let bin = (report.scenario.goal.0 / BIN.0 - 1).max(0) as usize;
        let share = report.summary.resulted.mean.get(bin).copied().unwrap_or_default()
            / report.summary.expected.max(1.0);
        let share = percent(share, 1);
        let beside = Both::new(
            format!("多数模拟中未达到；时限时平均 {share} 已出"),
            format!("not reached in most replications; {share} at the goal on average"),
        );
        return key(what, "–", &beside);
    };
    let after = span(median);
    let late = when.late.map_or("–".into(), |late| clock.moment(clock.after(late)));
    let beside = Both::new(
        format!("开始后 {}；95 %：{late}", after.zh),
        format!("{} after the start; 95 %: {late}", after.en),
    );
    key(what, &clock.moment(clock.after(median)), &beside)
}
