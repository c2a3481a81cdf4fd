//! What somebody at a lab should look at: rates far from the other labs' or from its own past
//! ([`tenfold_domain::drift`]), control charts that reject, outcomes that take too long.

use serde::Serialize;
use tenfold_domain::drift::{Share, Side, drifts};
use tenfold_domain::protocol::QualityRule;
use tenfold_domain::term::{Call, ChartMark, ControlRule};
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

use super::controls::Charted;
use super::quality::{Counts, TookView};

/// Something that somebody at the lab should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AlarmView {
    /// `positive-high`, `positive-low`, `invalid-high` or `failed-runs-high` beside the other labs,
    /// the same with `-than-before` beside the lab's own past, `control-rejected` or `slow`.
    pub word: &'static str,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// A rate that is watched, and on which side: of what, the words beside the others and beside the
/// past, and what to do.
struct Watched {
    share: fn(&Counts) -> Share,
    side: Side,
    words: [&'static str; 2],
    zh: &'static str,
    en: &'static str,
}

const WATCHED: [Watched; 4] = [
    Watched {
        share: |counts| called(counts, Call::Positive),
        side: Side::High,
        words: ["positive-high", "positive-high-than-before"],
        zh: "阳性率偏高，请查污染",
        en: "many positives: look for contamination",
    },
    Watched {
        share: |counts| called(counts, Call::Positive),
        side: Side::Low,
        words: ["positive-low", "positive-low-than-before"],
        zh: "阳性率偏低，请查灵敏度",
        en: "few positives: check the sensitivity",
    },
    Watched {
        share: |counts| called(counts, Call::Invalid),
        side: Side::High,
        words: ["invalid-high", "invalid-high-than-before"],
        zh: "无效率偏高，请查提取",
        en: "many invalid readings: check the extraction",
    },
    Watched {
        share: |counts| Share { hits: counts.failed, of: counts.runs },
        side: Side::High,
        words: ["failed-runs-high", "failed-runs-high-than-before"],
        zh: "质控失败偏多，请停机核查",
        en: "many failed controls: stop and check",
    },
];

fn called(counts: &Counts, call: Call) -> Share {
    Share { hits: counts.called(call), of: counts.all() }
}

/// What is out of control beside the other labs.
pub(super) fn beside_others(
    own: &Counts,
    others: &[&Counts],
    rule: &QualityRule,
) -> Vec<AlarmView> {
    let drifting = WATCHED.iter().filter_map(|watched| {
        let own = (watched.share)(own);
        let sum =
            |sum: Share, share: Share| Share { hits: sum.hits + share.hits, of: sum.of + share.of };
        let others = others.iter().map(|counts| (watched.share)(counts));
        let others = others.fold(Share::default(), sum);
        let side = drifts(own, others, rule.chance_ppm)?;
        (side == watched.side).then(|| AlarmView {
            word: watched.words[0],
            zh: format!(
                "{}：本实验室 {} 中 {}，其他实验室 {} 中 {}",
                watched.zh, own.of, own.hits, others.of, others.hits
            ),
            en: format!(
                "{}: {} of {} here, {} of {} in the other labs",
                watched.en, own.hits, own.of, others.hits, others.of
            ),
        })
    });
    drifting.collect()
}

/// What is out of control beside what the lab had before.
pub(super) fn beside_before(own: &Counts, before: &Counts, rule: &QualityRule) -> Vec<AlarmView> {
    let days = rule.past.0 as f64 / (24.0 * 60.0);
    let drifting = WATCHED.iter().filter_map(|watched| {
        let (own, before) = ((watched.share)(own), (watched.share)(before));
        let side = drifts(own, before, rule.chance_ppm)?;
        (side == watched.side).then(|| AlarmView {
            word: watched.words[1],
            zh: format!(
                "{}：现 {} 中 {}，此前 {days} 天 {} 中 {}",
                watched.zh, own.of, own.hits, before.of, before.hits
            ),
            en: format!(
                "{}: {} of {} now, {} of {} in the {days} days before",
                watched.en, own.hits, own.of, before.hits, before.of
            ),
        })
    });
    drifting.collect()
}

/// A chart with a point out of control since a moment.
pub(super) fn of_chart(charted: &Charted, since: At) -> Option<AlarmView> {
    let rejected = charted
        .judged()
        .filter(|(reading, judged)| reading.at >= since && judged.mark == ChartMark::Rejected);
    let rejected: Vec<_> = rejected.collect();
    let (last, judged) = rejected.last()?;
    let (of, limits) = (&charted.of, charted.chart.limits.as_ref()?);
    let said = |told: fn(ControlRule) -> &'static str| -> String {
        let rules: Vec<String> =
            judged.broken.iter().map(|rule| format!("{} {}", rule.word(), told(*rule))).collect();
        rules.join("; ")
    };
    let plural = if rejected.len() == 1 { "" } else { "s" };
    let machine = |none| of.machine.as_deref().unwrap_or(none);
    let (count, plate, well) = (rejected.len(), last.plate, last.well);
    let ct = last.ct.map(|ct| f64::from(ct.0) / 100.0).unwrap_or_default();
    let (mean, deviation) = (limits.mean(), limits.deviation());
    Some(AlarmView {
        word: "control-rejected",
        zh: format!(
            "质控失控 {count} 点（试剂盒 {}，{}，{} {}）：最近一点在板 {plate} 孔 {well}，{ct:.2}，\
             均值 {mean:.2}，s {deviation:.2}；{}",
            of.kit,
            machine("未注明仪器"),
            of.control.zh(),
            of.target,
            said(ControlRule::zh).replace("; ", "；"),
        ),
        en: format!(
            "{count} control point{plural} out of control (kit {}, {}, {} {}): the last on plate \
             {plate}, well {well}, {ct:.2} cycles, mean {mean:.2}, s {deviation:.2}; {}",
            of.kit,
            machine("machine not said"),
            of.control.en(),
            of.target,
            said(ControlRule::en),
        ),
    })
}

/// More than one outcome in ten takes longer than the protocol allows (R142).
pub(super) fn slow(from_receipt: &TookView, limit: Minutes) -> Option<AlarmView> {
    let p90 = from_receipt.p90_minutes.filter(|p90| *p90 > limit.0)?;
    Some(AlarmView {
        word: "slow",
        zh: format!("十分之一的结果自接收起超过 {p90} 分钟，时限 {} 分钟", limit.0),
        en: format!(
            "one outcome in ten takes more than {p90} min from receipt, {} are allowed",
            limit.0
        ),
    })
}

#[cfg(test)]
mod tests {
    use tenfold_domain::ct::Ct;

    use super::*;

    fn rule() -> QualityRule {
        QualityRule {
            baseline: 20,
            deviation_min: Ct(10),
            warns: Vec::new(),
            rejects: Vec::new(),
            chance_ppm: 1_350,
            past: Minutes::hours(7 * 24),
        }
    }

    #[test]
    fn a_lab_that_drifts_is_told_in_both_languages() {
        let mut own = Counts { runs: 40, failed: 12, ..Counts::default() };
        own.calls = [(Call::Negative, 900), (Call::Positive, 40), (Call::Invalid, 60)].into();
        let mut other = Counts { runs: 400, failed: 10, ..Counts::default() };
        other.calls = [(Call::Negative, 9_800), (Call::Positive, 100), (Call::Invalid, 100)].into();
        let mut told = beside_others(&own, &[&other], &rule());
        told.extend(slow(&TookView::of(&[Minutes(1_500); 10]), Minutes::hours(24)));
        let words: Vec<&str> = told.iter().map(|alarm| alarm.word).collect();
        assert_eq!(words, ["positive-high", "invalid-high", "failed-runs-high", "slow"]);
        assert!(told[0].en.ends_with("40 of 1000 here, 100 of 10000 in the other labs"));
        assert!(told.iter().all(|alarm| alarm.zh.contains("：") || alarm.word == "slow"));
        assert!(beside_others(&other, &[&other], &rule()).is_empty(), "labs alike");
        assert_eq!(slow(&TookView::default(), Minutes::hours(24)), None);
        let told = beside_before(&own, &other, &rule());
        let words: Vec<&str> = told.iter().map(|alarm| alarm.word).collect();
        let before = ["positive-high", "invalid-high", "failed-runs-high"]
            .map(|word| word.to_owned() + "-than-before");
        assert_eq!(words, before);
        assert!(told[1].zh.ends_with("现 1000 中 60，此前 7 天 10000 中 100"), "{}", told[1].zh);
        let none = Counts { calls: [(Call::Negative, 1_000)].into(), ..Counts::default() };
        let few = beside_before(&none, &other, &rule());
        assert_eq!(few.len(), 1, "{few:?}");
        assert!(
            few[0].en.starts_with("few positives") && few[0].word == "positive-low-than-before"
        );
    }
}
