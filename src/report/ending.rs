//! How a search for a plan ended, in sentences: proven, short and by how much, or never.

use tenfold_sim::bounds::Never;
use tenfold_sim::sizing::{Faults, Outcome};
use tenfold_sim::staffing::City;
use tenfold_sim::summary::{Answer, Share};

use super::words::{Both, number, span};

/// What no staffing can mend, or what was late when the search ended; which proof the plan has; or
/// that the search was stopped. `found` are the replications of the report, and what they and the
/// proof say together: a search that ended without a proof may have ended with a good plan, and one
/// with a proof may have been lucky.
pub fn sentences(
    city: &City,
    never: &[Never],
    outcome: &Outcome,
    found: Option<(Share, Answer)>,
) -> Vec<Both> {
    let mut said: Vec<Both> = never.iter().map(|never| mended_by_nothing(city, never)).collect();
    match outcome {
        Outcome::Proven { of, late } => said.push(proof((*late, *of), found)),
        Outcome::Short(_) if matches!(found, Some((_, Answer::Proven))) => {}
        Outcome::Short(faults) if faults.is_any() => said.push(late(faults)),
        Outcome::Short(_) => {}
        Outcome::Stopped => said.push(Both::new(
            "测算被中断：以下是目前最好的方案，尚未证实。",
            "Stopped: this is the best plan so far, and it is not proven.",
        )),
    }
    said
}

/// The proof, with the replications of the report where those speak less clearly.
fn proof((late, of): (u32, u32), found: Option<(Share, Answer)>) -> Both {
    let mut said = Both::new(
        format!("测算：{of} 次全新模拟中 {late} 次超时，已证实（95 % 置信度，概率不低于 95 %）。"),
        format!(
            "Sized and proven: {late} of {of} fresh replications late (at least 95 % in time at \
             95 % confidence)."
        ),
    );
    let Some((shown, answer)) = found.filter(|(shown, _)| shown.answer() != Answer::Proven) else {
        return said;
    };
    let (late, of) = (late as usize + shown.of - shown.hits, of as usize + shown.of);
    said.zh.push_str(&format!("连同本报告的模拟，共 {of} 次中 {late} 次超时"));
    said.en.push_str(&format!(" With those of this report, {late} of {of} are late"));
    if answer == Answer::Proven {
        said.zh.push_str("，结论不变。");
        said.en.push_str(", and the proof stands.");
    } else {
        said.zh.push_str("，结论存疑：请换一个种子再测算，或增加资源。");
        said.en
            .push_str(", and the proof is in doubt: size it with another seed, or give it more.");
    }
    said
}

fn late(faults: &Faults) -> Both {
    let Faults { of, everybody, half, tubes, recollections, .. } = *faults;
    if of == 0 {
        return Both::new(
            "逐项加到上限仍未找到可行方案。",
            "No plan was found within the steps of the search.",
        );
    }
    let mut zh = format!("测算未找到可行方案。最后 {of} 次模拟中：");
    let mut en = format!("The search ended without a plan. Of its last {of} replications: ");
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut add = |count: u32, what_zh: &str, what_en: &str| {
        if count > 0 {
            parts.push((format!("{count} 次{what_zh}"), format!("{count} {what_en}")));
        }
    };
    add(everybody, "未能全员按时出结果", "without everybody resulted in time");
    add(half, "本市半数超时", "without half by own labs in time");
    add(tubes, "有样本管过久", "with a tube too old or left behind");
    if recollections {
        parts.push(("复采超时过多".into(), "too many second swabs late".into()));
    }
    let (parts_zh, parts_en): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    zh.push_str(&format!("{}。", parts_zh.join("，")));
    en.push_str(&format!("{}.", parts_en.join(", ")));
    Both { zh, en }
}

fn mended_by_nothing(city: &City, never: &Never) -> Both {
    match never {
        Never::Nobody => Both::new("没有人需要检测。", "Nobody is to be tested."),
        Never::NoHours => Both::new(
            "任何开放时段内采的样都来不及在时限内出结果。",
            "No hour of the sites is early enough for a swab to have its outcome in time.",
        ),
        Never::Lanes(needed, most) => amount(("采样台", "lanes"), *needed, *most),
        Never::OwnCyclers(needed, most) => {
            amount(("本市实验室扩增仪", "thermocyclers in the city's own labs"), *needed, *most)
        }
        Never::Cyclers(needed, most) => {
            amount(("扩增仪", "thermocyclers in all labs"), *needed, *most)
        }
        Never::Unreached(site) => {
            let (zh, en) = name(city, *site);
            Both::new(
                format!("{zh}：没有任何实验室可达。"),
                format!("{en}: no lab can be reached from it."),
            )
        }
        Never::TooFar(site, minutes) => {
            let (zh, en) = name(city, *site);
            let limit = span(city.protocol.transport.room_limit);
            let drive = number(*minutes, 0);
            let over = number(minutes - city.protocol.transport.room_limit.0 as f64, 0);
            Both::new(
                format!(
                    "{zh}：到最近实验室行车 {drive} 分钟，超过标本时限 {} 达 {over} 分钟。",
                    limit.zh
                ),
                format!(
                    "{en}: the drive to the nearest lab takes {drive} min, {over} min more than \
                     the {} a tube may wait.",
                    limit.en
                ),
            )
        }
    }
}

fn name(city: &City, site: usize) -> (&str, &str) {
    city.sites.get(site).map_or(("", ""), |site| (&site.name_zh, &site.name_en))
}

fn amount(what: (&str, &str), needed: f64, most: f64) -> Both {
    if !needed.is_finite() {
        return Both::new(
            format!("{}：没有能在时限内工作的时段，再多也不够。", what.0),
            format!("No number of {} is enough: none has hours that still count.", what.1),
        );
    }
    let (needed, missing) = (needed.ceil(), number((needed.ceil() - most).max(1.0), 0));
    let (needed, most) = (number(needed, 0), number(most, 0));
    Both::new(
        format!("能力永远不够：{}至少需 {needed}，最多只有 {most}，缺 {missing}。", what.0),
        format!(
            "Capacity can never suffice: at least {needed} {} are needed, {most} at most can be \
             had: {missing} missing.",
            what.1
        ),
    )
}
