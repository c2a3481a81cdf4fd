//! The sentences of a report: whether the plan holds, what holds it back, who is last.

use tenfold_domain::time::Minutes;
use tenfold_sim::scenario::Scenario;
use tenfold_sim::summary::{
    Answer, PROBABILITY_GOAL, Resource, Share, TIGHT, late_tours as late_tours_of,
};

use super::Report;
use super::words::{Both, mean, percent, span};

/// The limits in the order of [`tenfold_sim::summary::Kept`].
pub fn limits(report: &Report<'_>) -> [Both; 3] {
    let room = report.scenario.protocol.transport.room_limit;
    let with = |zh: &str, minutes, en: &str| {
        let span = span(minutes);
        Both::new(format!("{zh} {}", span.zh), format!("{en} {}", span.en))
    };
    [
        with("全员出结果，不超过", report.scenario.goal, "Everybody resulted within"),
        with(
            "半数由本市实验室出结果，不超过",
            report.scenario.half_goal,
            "Half resulted by own labs within",
        ),
        with("采样管到实验室，不超过", room, "Every tube at a lab within"),
    ]
}

/// The limit of second swabs, which is judged over people and not over replications.
pub fn recollection_limit(report: &Report<'_>) -> Both {
    let limit = span(report.summary.repeats.limit);
    let goal = percent(PROBABILITY_GOAL, 0);
    Both::new(
        format!("复采出结果，{goal} 的人不超过 {}", limit.zh),
        format!("Recollections of {goal} of people within {}", limit.en),
    )
}

/// One word or two for the plan.
pub fn answer(report: &Report<'_>) -> Both {
    match report.answer {
        Answer::Proven => Both::new("可行", "Feasible"),
        Answer::Unproven if report.summary.kept.every.value() >= PROBABILITY_GOAL => {
            Both::new("看来可行，尚未证实", "Looks feasible, not proven")
        }
        Answer::Unproven => Both::new("临界，尚不能断定", "On the edge, not decided"),
        Answer::Late => Both::new("不可行", "Not feasible"),
    }
}

/// Which guarantee the plan has, in a sentence.
pub fn guarantee(report: &Report<'_>) -> Both {
    let every = report.summary.kept.every;
    let Share { hits, of, at_least, at_most } = every;
    let (least, most) = (percent(at_least, 1), percent(at_most, 1));
    // Second swabs are judged apart; where they are late, `broken` says so.
    match every.answer() {
        Answer::Proven => Both::new(
            format!("{of} 次模拟中 {hits} 次守住全部时限：以 95 % 置信度，概率不低于 {least}。"),
            format!(
                "{hits} of {of} replications kept every limit: at 95 % confidence the \
                 probability is at least {least}."
            ),
        ),
        Answer::Unproven if every.value() < PROBABILITY_GOAL => Both::new(
            format!(
                "{of} 次模拟中 {hits} 次守住全部时限：以 95 % 置信度，概率不低于 {least}，不高于 \
                 {most}。这些次数不足以判定是否达到 95 %。"
            ),
            format!(
                "{hits} of {of} replications kept every limit: at 95 % confidence the probability \
                 is at least {least}, and at most {most}. They alone do not tell whether it is \
                 95 %."
            ),
        ),
        Answer::Unproven => Both::new(
            format!(
                "{of} 次模拟中 {hits} 次守住全部时限，但次数太少：以 95 % 置信度只能说概率不低于 \
                 {least}。要证实 95 %，至少需 59 次且无一失败。"
            ),
            format!(
                "{hits} of {of} replications kept every limit, too few for proof: at 95 % \
                 confidence the probability is only known to be at least {least}. Proving 95 % \
                 takes 59 replications without a failure."
            ),
        ),
        Answer::Late if hits == 0 => Both::new(
            format!("{of} 次模拟中没有一次守住全部时限。"),
            format!("Not one of {of} replications kept every limit."),
        ),
        Answer::Late => Both::new(
            format!("{of} 次模拟中只有 {hits} 次守住全部时限，低于 95 %。"),
            format!("Only {hits} of {of} replications kept every limit, short of 95 %."),
        ),
    }
}

/// The limits that are not kept often enough; empty where all are.
pub fn broken(report: &Report<'_>) -> Vec<Both> {
    let kept = &report.summary.kept;
    let shares = [kept.all, kept.half_own, kept.age];
    let rows = limits(report).into_iter().zip(shares);
    let late = rows.filter(|(_, share)| share.answer() == Answer::Late).map(|(limit, share)| {
        let share = percent(share.value(), 0);
        Both::new(
            format!("{}：只在 {share} 的模拟中达到", limit.zh),
            format!("{}: kept in only {share} of replications", limit.en),
        )
    });
    late.chain(late_recollections(report)).collect()
}

fn late_recollections(report: &Report<'_>) -> Option<Both> {
    let repeats = &report.summary.repeats;
    let (limit, late) = (recollection_limit(report), percent(repeats.late_share, 1));
    let (zh, en) = match repeats.answer {
        Answer::Proven => return None,
        Answer::Unproven => ("，不足以断定", ", too few to tell"),
        Answer::Late => ("", ""),
    };
    Some(Both::new(
        format!("{}：{late} 的人超时{zh}", limit.zh),
        format!("{}: {late} of them are late{en}", limit.en),
    ))
}

/// A kind of resource by name.
pub fn resource(resource: Resource) -> Both {
    match resource {
        Resource::Collectors => Both::new("采样员", "Collectors"),
        Resource::Vehicles => Both::new("转运车辆", "Vehicles"),
        Resource::Benches => Both::new("实验室收样登记台", "Accession benches"),
        Resource::Cyclers => Both::new("扩增仪", "Cyclers"),
        Resource::Squads => Both::new("复采小队", "Recollection squads"),
    }
}

/// A site, vehicle or lab by name.
pub fn unit(scenario: &Scenario, resource: Resource, index: usize) -> Both {
    let site = || scenario.sites.get(index).map(|site| (&site.name_zh, &site.name_en));
    let lab = || scenario.labs.get(index).map(|lab| (&lab.name_zh, &lab.name_en));
    let named = match resource {
        Resource::Collectors => site(),
        Resource::Benches | Resource::Cyclers => lab(),
        Resource::Vehicles => None,
        Resource::Squads => return Both::new("全市", "whole city"),
    };
    let number = index + 1;
    named.map_or_else(
        || Both::new(format!("{number} 号车"), format!("Vehicle {number}")),
        |(zh, en)| Both::new(zh, en),
    )
}

/// A place by name; the whole city where none is named.
pub fn place(scenario: &Scenario, index: Option<usize>) -> Both {
    let place = index.and_then(|index| scenario.places.get(index));
    place.map_or_else(
        || Both::new("全市", "Whole city"),
        |place| Both::new(&place.name_zh, &place.name_en),
    )
}

/// What holds the plan back.
pub fn bottleneck(report: &Report<'_>) -> Both {
    let Some(usage) = report.summary.bottleneck() else {
        return Both::new("没有资源在工作。", "No resource does any work.");
    };
    let name = resource(usage.resource);
    let unit = unit(report.scenario, usage.resource, usage.busiest.unit);
    let share = percent(usage.busiest.share, 0);
    if usage.busiest.share < TIGHT {
        return Both::new(
            format!(
                "没有资源吃紧：最忙的是{}（{}），利用率 {share}。完成时间由开放时段和到达决定。",
                name.zh, unit.zh
            ),
            format!(
                "Nothing is short: {} work hardest ({}, use {share}). Hours and arrivals set the \
                 end.",
                name.en.to_lowercase(),
                unit.en
            ),
        );
    }
    let over = usage.busiest.share > 1.0;
    Both::new(
        format!(
            "瓶颈是{}：{}利用率 {share}{}。",
            name.zh,
            unit.zh,
            if over { "，超出能力" } else { "" }
        ),
        format!(
            "The bottleneck is {}: {} at a use of {share}{}.",
            name.en.to_lowercase(),
            unit.en,
            if over { ", more than it can do" } else { "" }
        ),
    )
}

/// Indexes of the sites that are open for somebody; a plan may close some.
pub fn open_sites<'a>(report: &Report<'a>) -> impl Iterator<Item = usize> + use<'a> {
    let sites = report.scenario.sites.iter().enumerate();
    sites.filter(|(_, site)| site.people > 0 || !site.periods.is_empty()).map(|(index, _)| index)
}

/// Indexes of the labs that are put to work.
pub fn used_labs<'a>(report: &Report<'a>) -> impl Iterator<Item = usize> + use<'a> {
    let labs = report.scenario.labs.iter().zip(&report.summary.labs).enumerate();
    let used = |lab: &tenfold_sim::scenario::Lab, received: Option<&f64>| {
        lab.cyclers > 0 || received.is_some_and(|tubes| *tubes > 0.0)
    };
    labs.filter(move |(_, (lab, found))| used(lab, found.received.mean.last()))
        .map(|(index, _)| index)
}

/// Who is last.
pub fn slowest(report: &Report<'_>) -> Option<Both> {
    let slowest = report.summary.slowest?;
    let site = report.scenario.sites.get(slowest.site)?;
    let (times, of) = (slowest.times, report.summary.replications);
    Some(Both::new(
        format!("最慢的采样点是{}：{of} 次模拟中 {times} 次最后完成。", site.name_zh),
        format!("The slowest site is {}: last in {times} of {of} replications.", site.name_en),
    ))
}

/// Vehicles that cannot keep their timetable; none where all can.
pub fn late_tours(report: &Report<'_>) -> Option<Both> {
    let (count, longest) = late_tours_of(report.scenario, &report.summary.vehicles);
    let longest = span(Minutes(longest.round() as i64));
    (count > 0).then(|| {
        Both::new(
            format!(
                "{count} 辆车一趟超过其时刻表的间隔（平均最长 {}），样本因此变旧。",
                longest.zh
            ),
            format!(
                "Tours of {count} vehicles are longer than their timetable allows (mean of the \
                 longest {}), and tubes grow old.",
                longest.en
            ),
        )
    })
}

/// People who came and were not swabbed; none where there are none.
pub fn left_over(report: &Report<'_>) -> Option<Both> {
    let sites = &report.summary.sites;
    let people: f64 = sites.iter().map(|site| site.unsampled.mean).sum();
    let at = sites.iter().filter(|site| site.unsampled.high > 0.0).count();
    let shown = mean(people);
    (people > 0.0).then(|| {
        Both::new(
            format!("平均 {shown} 人到收点时仍未采样（涉及 {at} 个采样点）。"),
            format!("On average {shown} people are not swabbed when sites close, at {at} sites."),
        )
    })
}

/// Rows of shortage that are short.
pub fn shortages(report: &Report<'_>) -> Both {
    let short = |row: &&tenfold_sim::tables::ShortageRow| row.missing() > Some(0.0);
    // A thing that is short in many places is one thing to ask for.
    let things = |rows: &mut dyn Iterator<Item = &tenfold_sim::tables::ShortageRow>| {
        rows.map(|row| &row.what_en).collect::<std::collections::BTreeSet<_>>().len()
    };
    let count = things(&mut report.shortages.iter().filter(short));
    let unknown = things(&mut report.shortages.iter().filter(|row| row.at_hand.is_none()));
    let open = |zh: &mut String, en: &mut String| {
        if unknown > 0 {
            zh.push_str(&format!(" {unknown} 项未告知现有数量。"));
            en.push_str(&format!(" For {unknown} nobody has told what is at hand."));
        }
    };
    let (mut zh, mut en) = match count {
        0 => ("已知项目无缺口。".to_owned(), "Nothing that is known is short.".to_owned()),
        1 => (
            "1 项有缺口，须请求支援。".to_owned(),
            "One thing is short and must be asked for.".into(),
        ),
        _ => (
            format!("{count} 项有缺口，须请求支援。"),
            format!("{count} things are short and must be asked for."),
        ),
    };
    open(&mut zh, &mut en);
    Both { zh, en }
}
