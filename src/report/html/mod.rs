//! The printed report: one file that needs no other, in both languages.
//!
//! A switch shows one language; print shows the chosen one. Every figure reads in black and white
//! and from a photocopy.

mod charts;
mod gantt;
mod heat;
mod map;
mod plot;
mod pools;
mod staff;

use std::fmt::Write;

use tenfold_domain::time::Minutes;
use tenfold_sim::summary::{Answer, When};
use tenfold_sim::trial::BIN;

use super::Report;
use super::story;
use super::table::{Cell, Column, Table};
use super::words::{Both, Clock, Lang, clock_span, mean, number, percent, span};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Rows of a table on paper; the files have them all.
const ROWS_MAX: usize = 150;
/// Labs with a backlog figure of their own.
const LABS_MAX: usize = 8;

/// The page, first shown in `lang`.
pub fn page(report: &Report<'_>, lang: Lang) -> String {
    let title = escape(&report.scenario.name);
    let mut body = String::new();
    head(report, &mut body);
    first(report, &mut body);
    curves(report, &mut body);
    waiting(report, &mut body);
    way(report, &mut body);
    resources(report, &mut body);
    people(report, &mut body);
    plan(report, &mut body);
    where_and_who(report, &mut body);
    fine_print(report, &mut body);
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · Tenfold</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <main>{body}</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        lang.tag()
    )
}

/// Text that no browser takes for markup.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // A sign of percent never begins a line.
            '%' if safe.ends_with(' ') => {
                safe.pop();
                safe.push_str("\u{a0}%");
            }
            _ => safe.push(c),
        }
    }
    safe
}

/// Both languages, of which the page shows one.
pub fn both(text: &Both) -> String {
    if text.zh == text.en {
        return escape(&text.zh);
    }
    let (zh, en) = (escape(&text.zh), escape(&text.en));
    format!(
        "<span class=\"zh\" lang=\"zh-CN\">{zh}</span><span class=\"en\" lang=\"en\">{en}</span>"
    )
}

fn say(zh: impl Into<String>, en: impl Into<String>) -> String {
    both(&Both::new(zh, en))
}

fn head(report: &Report<'_>, out: &mut String) {
    let (scenario, summary) = (report.scenario, report.summary);
    let clock = Clock::of(scenario);
    let people = number(summary.expected, 0);
    let (sites, cars, labs) = (scenario.sites.len(), scenario.vehicles.len(), scenario.labs.len());
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
        "<header><nav><button type=\"button\" data-lang=\"zh-CN\">中文</button>\
         <button type=\"button\" data-lang=\"en\">English</button></nav>\
         <p class=\"kind\">{}</p><h1>{}</h1><p class=\"city\">{city}</p></header>",
        say("全员核酸检测 · 模拟与规划报告", "Mass testing · simulation and plan"),
        escape(&scenario.name)
    );
}

/// The answer first: the word, the figures, what holds it back.
fn first(report: &Report<'_>, out: &mut String) {
    let summary = report.summary;
    let class = match summary.answer() {
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
    out.push_str(&key(("达到全部要求", "All limits kept"), &percent(every.value(), 0), &of));
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
        "<div><span class=\"what\">{head}</span><b>{figure}</b><span class=\"beside\">{}</span></div>",
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

fn heading(out: &mut String, zh: &str, en: &str) {
    let _ = write!(out, "<h2>{}</h2>", say(zh, en));
}

fn figure(out: &mut String, caption: &str, drawing: &str) {
    if !drawing.is_empty() {
        let _ = write!(out, "<figure><figcaption>{caption}</figcaption>{drawing}</figure>");
    }
}

/// A figure that may run over the end of a page.
fn long(out: &mut String, caption: &str, table: &str) {
    if !table.is_empty() {
        let caption = format!("<figcaption>{caption}</figcaption>");
        let _ = write!(out, "<figure class=\"long\">{caption}{table}</figure>");
    }
}

fn curves(report: &Report<'_>, out: &mut String) {
    out.push_str("<section>");
    heading(out, "进度", "Progress");
    let legend = [
        ("dotted", say("已采样", "sampled")),
        ("solid", say("已出结果", "resulted")),
        ("dashed", say("其中本市实验室", "of them from own labs")),
    ];
    let legend = legend.map(|(class, text)| {
        format!(
            "<span class=\"entry\"><svg viewBox=\"0 0 34 8\"><line x1=\"1\" x2=\"33\" y1=\"4\" \
             y2=\"4\" class=\"{class}\"/></svg>{text}</span>"
        )
    });
    let caption = format!(
        "{}<span class=\"legend\">{}</span>",
        say(
            "累计人数占比。线为均值，灰带为 5 %–95 %；圆圈为目标，曲线应从其左上方经过。",
            "Cumulative share of people. Lines are means, gray bands 5 % to 95 %; rings are the \
             goals, which a curve should pass on the upper left."
        ),
        legend.concat()
    );
    figure(out, &caption, &charts::curves(report));
    tables(report, &["done", "kept"], out);
    out.push_str("</section>");
}

fn waiting(report: &Report<'_>, out: &mut String) {
    out.push_str("<section>");
    heading(out, "等候与排队", "Waiting and queues");
    let wait = heat::table(report, heat::Shown::Wait);
    let queue = heat::table(report, heat::Shown::Queue);
    if wait.is_empty() && queue.is_empty() {
        let _ = write!(out, "<p>{}</p>", say("几乎无人等候。", "Hardly anybody waits."));
    }
    let all = say("各点排队人数合计，每小时末。", "People in all queues, at the end of each hour.");
    figure(out, &all, &charts::queues(report));
    let text = say(
        "平均等候（分钟），等候最久的采样点；列为小时，点为不足半分钟。",
        "Mean wait in minutes at the sites where it is longest, by hour; a dot is below a half.",
    );
    figure(out, &text, &wait);
    let text = say(
        "时末排队人数（到达减去已采），队列最长的采样点。",
        "People in the queue when the hour ends (who came less who was swabbed), longest queues.",
    );
    figure(out, &text, &queue);
    out.push_str("</section>");
}

/// From the site to the lab, in the lab, and back to the people.
fn way(report: &Report<'_>, out: &mut String) {
    let summary = report.summary;
    out.push_str("<section>");
    heading(out, "样本与实验室", "Tubes and labs");
    let age = &summary.age;
    let (tubes, old) = (mean(age.tubes.mean), mean(age.too_old.mean));
    let stranded = mean(age.stranded.mean);
    let text = say(
        format!(
            "到达实验室时样本的时长；虚线为上限。平均每次 {tubes} 管，超时 {old} 管，未送达 {stranded} 管。"
        ),
        format!(
            "Age of tubes on receipt; the dashed line is the limit. {tubes} tubes on average, \
             {old} too old, {stranded} never received."
        ),
    );
    figure(out, &text, &charts::ages(report));
    let labs = report.scenario.labs.iter().enumerate().take(LABS_MAX);
    let pair = report.scenario.labs.len() > 1;
    let text = say(
        "实验室积压：已收未审的管数；线为均值，灰带为 5 %–95 %。",
        "Lab backlog: tubes received and not reviewed; lines are means, gray bands 5 % to 95 %.",
    );
    let _ = write!(out, "<p class=\"over\">{text}</p>");
    out.push_str(if pair { "<div class=\"pair\">" } else { "<div>" });
    let size = if pair { (340, 120) } else { (charts::WIDE, 150) };
    for (index, lab) in labs {
        let name = both(&Both::new(&lab.name_zh, &lab.name_en));
        let most = number(summary.labs.get(index).map_or(0.0, |lab| lab.backlog_max.high), 0);
        let text = say(format!("最多 {most}（95 %）"), format!("at most {most} (95 %)"));
        let caption = format!("<strong>{name}</strong> · {text}");
        figure(out, &caption, &charts::backlog(report, index, size));
    }
    out.push_str("</div>");
    tables(report, &["labs"], out);
    let repeats = &summary.repeats;
    let (pools, people) = (mean(repeats.pools.mean), mean(repeats.people.mean));
    let late = percent(repeats.late_share, 1);
    let text = say(
        format!(
            "复采：平均 {pools} 管混采阳性，{people} 人复采，{late} 超时。从判读到单采结果的用时："
        ),
        format!(
            "Recollections: {pools} positive pools on average, {people} people swabbed again, \
             {late} of them late. Time from the call to the single outcome:"
        ),
    );
    if repeats.people.high > 0.0 {
        figure(out, &text, &charts::recollections(report));
    } else {
        let _ = write!(out, "<p>{}</p>", say("没有复采。", "Nobody was swabbed again."));
    }
    out.push_str("</section>");
}

fn resources(report: &Report<'_>, out: &mut String) {
    out.push_str("<section>");
    heading(out, "瓶颈", "The bottleneck");
    let _ = write!(
        out,
        "<p class=\"lead\">{}</p><p class=\"quiet\">{}</p>",
        both(&story::bottleneck(report)),
        say(
            "利用率 = 所需工作量 ÷ 从开始工作到时限内能做的工作量；车辆为箱数 ÷ 可装箱数，\
             一趟超过转运间隔时为其倍数。按每类中最忙者比较，低于 80 % 不算瓶颈。",
            "Use is the work asked for over the work possible from its first moment to the goal; \
             of a vehicle, boxes over room, or its tour over the interval where that is longer. \
             Kinds are compared by their busiest unit. Below 80 % nothing is called a bottleneck."
        )
    );
    tables(report, &["resources", "bounds", "vehicles"], out);
    out.push_str("</section>");
}

fn people(report: &Report<'_>, out: &mut String) {
    let shifts = gantt::chart(report.scenario);
    let staff = staff::table(report);
    if shifts.is_empty() && staff.is_empty() {
        return;
    }
    out.push_str("<section>");
    heading(out, "人员", "People");
    let text = say(
        "采样员班次：A、B 两班轮换，数字为每点在岗人数。",
        "Shifts of collectors: crews A and B in turn; the number on duty at each site.",
    );
    figure(out, &text, &shifts);
    let text = say(
        "按地区和岗位所需人数，含轮换的班次。",
        "People needed by place and role, crews that take turns included.",
    );
    long(out, &text, &staff);
    out.push_str("</section>");
}

fn plan(report: &Report<'_>, out: &mut String) {
    let rows = [report.shortages.len(), report.supplies.len(), report.pools.len()];
    if rows.iter().all(|rows| *rows == 0) {
        return;
    }
    out.push_str("<section>");
    heading(out, "缺口与物资", "Shortages and supplies");
    tables(report, &["shortages", "supplies"], out);
    let text = say(
        "混采人数建议：粗体为建议规格（检测量含复采）。",
        "Advice on the size of tubes: the advised one in bold; tests with second swabs counted.",
    );
    long(out, &text, &pools::table(report));
    out.push_str("</section>");
}

fn where_and_who(report: &Report<'_>, out: &mut String) {
    let slowest = report.summary.slowest.map(|slowest| slowest.site);
    let whole = map::chart(report.scenario, slowest);
    let centre = map::centre(report.scenario, slowest);
    out.push_str("<section>");
    heading(out, "采样点", "Sites");
    let text = say(
        "圆为采样点，面积按人数；方块为实验室；圈出最慢的采样点。上方为北。",
        "Circles are sites, their area by people; squares are labs; the slowest site is ringed. \
         North is up.",
    );
    figure(out, &text, &whole);
    figure(out, &say("同图，中心部分放大。", "The same, its centre enlarged."), &centre);
    tables(report, &["sites"], out);
    out.push_str("</section>");
}

fn fine_print(report: &Report<'_>, out: &mut String) {
    out.push_str("<section>");
    heading(out, "假设", "Assumptions");
    tables(report, &["assumptions"], out);
    let (scenario, summary) = (report.scenario, report.summary);
    let (seed, count, version) = (report.seed, summary.replications, escape(report.version));
    let protocol = escape(&scenario.protocol.name);
    let _ = write!(
        out,
        "<footer>Tenfold {version} · {} {seed} · {} {count} · {} {protocol}</footer></section>",
        say("种子", "seed"),
        say("模拟次数", "replications"),
        say("方案", "protocol")
    );
}

/// The tables of these keys, as far as they have rows.
fn tables(report: &Report<'_>, keys: &[&str], out: &mut String) {
    let clock = Clock::of(report.scenario);
    let known = report.tables();
    for key in keys {
        if let Some(table) = known.iter().find(|table| table.key == *key && table.printed) {
            grid(table, clock, out);
        }
    }
}

fn grid(table: &Table, clock: Clock, out: &mut String) {
    let _ = write!(out, "<h3>{}</h3><table id=\"{}\"><thead><tr>", both(&table.title), table.key);
    let figures = |at: usize| table.rows.iter().all(|row| row.get(at).is_some_and(Cell::is_figure));
    let classes: Vec<&str> =
        (0..table.columns.len()).map(|at| if figures(at) { " class=\"n\"" } else { "" }).collect();
    let head =
        |(column, class): (&Column, &&str)| format!("<th{class}>{}</th>", both(&column.head));
    out.extend(table.columns.iter().zip(&classes).map(head));
    out.push_str("</tr></thead><tbody>");
    for row in table.rows.iter().take(ROWS_MAX) {
        let cell =
            |(cell, class): (&Cell, &&str)| format!("<td{class}>{}</td>", both(&cell.shown(clock)));
        let cells: String = row.iter().zip(&classes).map(cell).collect();
        let _ = write!(out, "<tr>{cells}</tr>");
    }
    out.push_str("</tbody></table>");
    let more = table.rows.len().saturating_sub(ROWS_MAX);
    if more > 0 {
        let key = table.key;
        let text = say(
            format!("另有 {more} 行，见 {key}.csv。"),
            format!("{more} more rows: see {key}.csv."),
        );
        let _ = write!(out, "<p class=\"quiet\">{text}</p>");
    }
}
