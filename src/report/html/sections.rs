//! The sections of the page, in the order of reading.

use std::fmt::Write;

use super::{
    Page, both, charts, escape, figure, gantt, heading, heat, long, map, pools, say, staff,
};
use crate::report::Report;
use crate::report::story;
use crate::report::words::{Both, mean, number, percent};

/// Labs with a backlog figure of their own.
const LABS_MAX: usize = 8;

pub fn curves(page: &Page<'_>, out: &mut String) {
    let report = page.report;
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
    page.tables(&["done", "kept"], out);
    out.push_str("</section>");
}

pub fn waiting(page: &Page<'_>, out: &mut String) {
    let report = page.report;
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
pub fn way(page: &Page<'_>, out: &mut String) {
    let report = page.report;
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
    labs(report, out);
    page.tables(&["flow", "labs"], out);
    repeats(report, out);
    out.push_str("</section>");
}

/// A small figure for each lab in use.
fn labs(report: &Report<'_>, out: &mut String) {
    let used: Vec<usize> = story::used_labs(report).collect();
    let pair = used.len() > 1;
    let text = say(
        "实验室积压：已收未审的管数；线为均值，灰带为 5 %–95 %。",
        "Lab backlog: tubes received and not reviewed; lines are means, gray bands 5 % to 95 %.",
    );
    let _ = write!(out, "<p class=\"over\">{text}</p>");
    out.push_str(if pair { "<div class=\"pair\">" } else { "<div>" });
    let size = if pair { (340, 120) } else { (charts::WIDE, 150) };
    for index in used.into_iter().take(LABS_MAX) {
        let lab = &report.scenario.labs[index];
        let name = both(&Both::new(&lab.name_zh, &lab.name_en));
        let most = number(report.summary.labs[index].backlog_max.high, 0);
        let text = say(format!("最多 {most}（95 %）"), format!("at most {most} (95 %)"));
        let caption = format!("<strong>{name}</strong> · {text}");
        figure(out, &caption, &charts::backlog(report, index, size));
    }
    out.push_str("</div>");
}

fn repeats(report: &Report<'_>, out: &mut String) {
    let repeats = &report.summary.repeats;
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
}

pub fn resources(page: &Page<'_>, out: &mut String) {
    let report = page.report;
    out.push_str("<section>");
    heading(out, "瓶颈", "The bottleneck");
    let _ = write!(
        out,
        "<p class=\"lead\">{}</p><p class=\"quiet\">{}</p>",
        both(&story::bottleneck(report)),
        say(
            "利用率 = 所需工作量 ÷ 从开始工作到时限内能做的工作量；车辆为箱数 ÷ 所跑各趟可装箱数。\
             按每类中最忙者比较，低于 80 % 不算瓶颈。",
            "Use is the work asked for over the work possible from its first moment to the goal; \
             of a vehicle, boxes over the room of its tours. Kinds are compared by their busiest \
             unit. Below 80 % nothing is called a bottleneck."
        )
    );
    page.tables(&["resources", "bounds", "vehicles"], out);
    out.push_str("</section>");
}

pub fn people(page: &Page<'_>, out: &mut String) {
    let report = page.report;
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

pub fn plan(page: &Page<'_>, out: &mut String) {
    let report = page.report;
    let rows = [report.shortages.len(), report.supplies.len(), report.pools.len()];
    if rows.iter().all(|rows| *rows == 0) {
        return;
    }
    out.push_str("<section>");
    heading(out, "缺口与物资", "Shortages and supplies");
    page.tables(&["shortages", "lab_load", "supplies"], out);
    let text = say(
        "混采人数建议：粗体为建议规格（检测量含复采）。",
        "Advice on the size of tubes: the advised one in bold; tests with second swabs counted.",
    );
    long(out, &text, &pools::table(report));
    out.push_str("</section>");
}

pub fn where_and_who(page: &Page<'_>, out: &mut String) {
    let report = page.report;
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
    page.tables(&["sites"], out);
    out.push_str("</section>");
}

pub fn fine_print(page: &Page<'_>, out: &mut String) {
    let report = page.report;
    out.push_str("<section>");
    heading(out, "假设", "Assumptions");
    page.tables(&["assumptions"], out);
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
