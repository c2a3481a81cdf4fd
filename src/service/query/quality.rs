//! Whether a lab drifts: positives, invalid readings and failed runs beside what the other labs
//! have, and how long outcomes took.
//!
//! A rate is out of control where chance would bring it so far from the rate of all labs less than
//! once in 740 times on that side: the three-sigma limit of Shewhart's charts (1931), by the exact
//! binomial law, since positives are rare.

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::code::LabId;
use tenfold_domain::term::{Call, Class};
use tenfold_domain::time::{At, Minutes};
use tenfold_sim::binomial::at_most;
use utoipa::ToSchema;

use super::Look;
use crate::storage::StoreError;
use crate::storage::sqlite::quality::{calls_since, runs_since, turnarounds_since};

/// One side of three standard deviations.
const CHANCE: f64 = 0.00135;

/// How long outcomes took, in minutes; nothing where none was published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct TookView {
    /// Half took no longer.
    pub p50_minutes: Option<i64>,
    /// Nine of ten took no longer.
    pub p90_minutes: Option<i64>,
    /// Of a hundred, ninety-nine took no longer.
    pub p99_minutes: Option<i64>,
}

/// Something that somebody at the lab should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AlarmView {
    /// `positive-high`, `positive-low`, `invalid-high`, `failed-runs-high` or `slow`.
    pub word: &'static str,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What a lab did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LabQuality {
    /// The lab.
    pub lab: u32,
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its name in English.
    pub name_en: String,
    /// Readings of specimens, retests among them.
    pub calls: u64,
    /// Of these, positive.
    pub positive: u64,
    /// Of these, grey.
    pub grey: u64,
    /// Of these, invalid.
    pub invalid: u64,
    /// Plates read.
    pub runs: u64,
    /// Of these, with a control that failed.
    pub failed_runs: u64,
    /// From receipt to publication.
    pub from_receipt: TookView,
    /// From the first swab to publication.
    pub from_swab: TookView,
    /// What is out of control.
    pub alarms: Vec<AlarmView>,
}

/// What labs did in the last hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QualityView {
    /// The moment of asking.
    pub at_ms: i64,
    /// Hours that were looked at.
    pub hours: u32,
    /// As the campaign lists them.
    pub labs: Vec<LabQuality>,
}

/// Counts of one lab.
#[derive(Default)]
struct Counts {
    calls: BTreeMap<Call, u64>,
    runs: u64,
    failed: u64,
    from_receipt: Vec<Minutes>,
    from_swab: Vec<Minutes>,
}

/// What every lab did in so many hours.
pub fn quality(look: &Look<'_>, now: At, hours: u32) -> Result<QualityView, StoreError> {
    let since = now - Minutes::hours(i64::from(hours));
    let mut of: BTreeMap<LabId, Counts> = BTreeMap::new();
    for (lab, call, count) in calls_since(look.connection, look.region, since)? {
        *of.entry(lab).or_default().calls.entry(call).or_default() += count;
    }
    for (lab, valid, count) in runs_since(look.connection, look.region, since)? {
        let counts = of.entry(lab).or_default();
        counts.runs += count;
        counts.failed += if valid { 0 } else { count };
    }
    for (lab, from_receipt, from_swab) in turnarounds_since(look.connection, look.region, since)? {
        let counts = of.entry(lab).or_default();
        counts.from_receipt.push(from_receipt);
        counts.from_swab.extend(from_swab);
    }
    let limit = look.campaign.protocol.class(Class::Resident).lab_limit;
    let none = Counts::default();
    let labs = look.campaign.labs.iter().map(|lab| {
        let own = of.get(&lab.id).unwrap_or(&none);
        let others: Vec<&Counts> =
            of.iter().filter(|(id, _)| **id != lab.id).map(|(_, counts)| counts).collect();
        let mut alarms = alarms(own, &others);
        let from_receipt = TookView::of(&own.from_receipt);
        alarms.extend(slow(&from_receipt, limit));
        LabQuality {
            lab: lab.id.0,
            name_zh: lab.name_zh.clone(),
            name_en: lab.name_en.clone(),
            calls: own.all(),
            positive: own.called(Call::Positive),
            grey: own.called(Call::Grey),
            invalid: own.called(Call::Invalid),
            runs: own.runs,
            failed_runs: own.failed,
            alarms,
            from_receipt,
            from_swab: TookView::of(&own.from_swab),
        }
    });
    Ok(QualityView { at_ms: now.0, hours, labs: labs.collect() })
}

impl Counts {
    fn called(&self, call: Call) -> u64 {
        self.calls.get(&call).copied().unwrap_or(0)
    }

    fn all(&self) -> u64 {
        self.calls.values().sum()
    }
}

impl TookView {
    /// The nearest rank.
    fn of(took: &[Minutes]) -> TookView {
        let mut took = took.to_vec();
        took.sort_unstable();
        let at = |percent: usize| {
            let rank = (took.len() * percent).div_ceil(100);
            took.get(rank.checked_sub(1)?).map(|minutes| minutes.0)
        };
        TookView { p50_minutes: at(50), p90_minutes: at(90), p99_minutes: at(99) }
    }
}

/// How many of how many.
type Share = (u64, u64);

/// What is out of control beside the other labs.
fn alarms(own: &Counts, others: &[&Counts]) -> Vec<AlarmView> {
    let sum = |of: &dyn Fn(&Counts) -> u64| others.iter().map(|counts| of(counts)).sum::<u64>();
    let called = |call: Call| ((own.called(call), own.all()), sum(&|of| of.called(call)));
    let others_all = sum(&Counts::all);
    let (positive, positive_of) = called(Call::Positive);
    let (invalid, invalid_of) = called(Call::Invalid);
    let runs: Share = (own.failed, own.runs);
    let positives = (positive, (positive_of, others_all));
    let invalids = (invalid, (invalid_of, others_all));
    let failures = (runs, (sum(&|of| of.failed), sum(&|of| of.runs)));
    let mut alarms = Vec::new();
    let mut tell = |word, (own, others): (Share, Share), is: fn(Share, Share) -> bool, zh, en| {
        if is(own, others) {
            let ((a, of), (b, of_b)) = (own, others);
            alarms.push(AlarmView {
                word,
                zh: format!("{zh}：本实验室 {of} 中 {a}，其他实验室 {of_b} 中 {b}"),
                en: format!("{en}: {a} of {of} here, {b} of {of_b} in the other labs"),
            });
        }
    };
    let (zh, en) = ("阳性率偏高，请查污染", "many positives: look for contamination");
    tell("positive-high", positives, is_high, zh, en);
    let (zh, en) = ("阳性率偏低，请查灵敏度", "few positives: check the sensitivity");
    tell("positive-low", positives, is_low, zh, en);
    let (zh, en) = ("无效率偏高，请查提取", "many invalid readings: check the extraction");
    tell("invalid-high", invalids, is_high, zh, en);
    let (zh, en) = ("质控失败偏多，请停机核查", "many failed controls: stop and check");
    tell("failed-runs-high", failures, is_high, zh, en);
    alarms
}

/// More than one outcome in ten takes longer than the protocol allows (R142).
fn slow(from_receipt: &TookView, limit: Minutes) -> Option<AlarmView> {
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

/// The rate of all labs together, this one among them: the centre of the chart.
fn centre(own: Share, others: Share) -> f64 {
    (own.0 + others.0) as f64 / (own.1 + others.1).max(1) as f64
}

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// So many or more would come by chance too rarely.
fn is_high(own: Share, others: Share) -> bool {
    let fewer = small(own.0).checked_sub(1);
    fewer.is_some_and(|fewer| 1.0 - at_most(small(own.1), fewer, centre(own, others)) < CHANCE)
}

/// So few or fewer would come by chance too rarely.
fn is_low(own: Share, others: Share) -> bool {
    at_most(small(own.1), small(own.0), centre(own, others)) < CHANCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_out_of_control_beyond_three_sigma() {
        // At one in a hundred, of 1,000 there are 10; 3 sigma are 9.4 more.
        let others = (95, 9_500);
        for (count, high, low) in [(10, false, false), (18, false, false), (30, true, false)] {
            let own = (count, 1_000);
            assert_eq!((is_high(own, others), is_low(own, others)), (high, low), "{count}");
        }
        assert!(is_low((0, 1_000), others) && !is_low((3, 1_000), others));
        // Nothing to compare with, and too little to say anything.
        assert!(!is_high((5, 10), (0, 0)) && !is_low((0, 10), (0, 0)));
        assert!(!is_high((1, 100), (0, 5)) && !is_low((0, 0), others));
    }

    #[test]
    fn the_nearest_rank_is_told() {
        let took = TookView::of(&(1..=200).rev().map(Minutes).collect::<Vec<_>>());
        let told = (took.p50_minutes, took.p90_minutes, took.p99_minutes);
        assert_eq!(told, (Some(100), Some(180), Some(198)));
        assert_eq!(TookView::of(&[]), TookView::default());
        assert_eq!(TookView::of(&[Minutes(7)]).p50_minutes, Some(7));
    }

    #[test]
    fn a_lab_that_drifts_is_told_in_both_languages() {
        let mut own = Counts { runs: 40, failed: 12, ..Counts::default() };
        own.calls = [(Call::Negative, 900), (Call::Positive, 40), (Call::Invalid, 60)].into();
        own.from_receipt = vec![Minutes(1_500); 10];
        let mut other = Counts { runs: 400, failed: 10, ..Counts::default() };
        other.calls = [(Call::Negative, 9_800), (Call::Positive, 100), (Call::Invalid, 100)].into();
        let mut told = alarms(&own, &[&other]);
        told.extend(slow(&TookView::of(&own.from_receipt), Minutes::hours(24)));
        let words: Vec<&str> = told.iter().map(|alarm| alarm.word).collect();
        assert_eq!(words, ["positive-high", "invalid-high", "failed-runs-high", "slow"]);
        assert!(told[0].en.ends_with("40 of 1000 here, 100 of 10000 in the other labs"));
        assert!(told.iter().all(|alarm| alarm.zh.contains("：") || alarm.word == "slow"));
        assert!(alarms(&other, &[&other]).is_empty(), "labs alike");
        assert_eq!(slow(&TookView::default(), Minutes::hours(24)), None);
    }
}
