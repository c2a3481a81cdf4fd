//! Whether a lab drifts: positives, invalid readings and failed runs beside what the other labs
//! have and what it had before, its control charts, and how long outcomes took.

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::code::{LabId, Region};
use tenfold_domain::term::{BlindMatch, Call, Class};
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

use super::Look;
use super::alarms::{self, AlarmView};
use super::controls::{self, Charted, ControlsView};
use crate::service::readers::ReadError;
use crate::service::{Service, clock};
use crate::storage::StoreError;
use crate::storage::tables::quality::{
    Hours, blind_comparisons, calls_since, runs_since, turnarounds_since,
};

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
    /// What became of blind samples, of all of the campaign; for the commander alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blind: Option<BlindView>,
}

/// What a lab made of blind samples whose call is confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct BlindView {
    /// Found what was put in.
    #[schema(example = 11)]
    pub agreed: u64,
    /// A positive called negative.
    #[schema(example = 1)]
    pub missed: u64,
    /// A negative called positive.
    #[schema(example = 0)]
    pub r#false: u64,
    /// Neither positive nor negative.
    #[schema(example = 0)]
    pub unclear: u64,
}

/// Which lab, how far back, and who asks.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The only lab.
    pub lab: Option<LabId>,
    /// Hours.
    pub hours: u32,
    /// Blind samples are shown.
    pub blind: bool,
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

impl Service {
    /// What labs, or one of them, did in the last hours, and which of them drift.
    pub async fn quality(&self, of: Region, asked: Asked) -> Result<QualityView, ReadError> {
        let now = clock::now();
        self.look(of, move |look| quality(look, now, asked)).await
    }

    /// Charts of control wells of all labs or one, with the points of the last hours.
    pub async fn controls(
        &self,
        of: Region,
        asked: (Option<LabId>, u32),
    ) -> Result<ControlsView, ReadError> {
        let now = clock::now();
        self.look(of, move |look| controls::controls(look, now, asked)).await
    }
}

/// Counts of one lab.
#[derive(Default)]
pub(super) struct Counts {
    pub calls: BTreeMap<Call, u64>,
    pub runs: u64,
    pub failed: u64,
}

/// What one lab did in the hours that are looked at, and before.
#[derive(Default)]
struct Done {
    now: Counts,
    before: Counts,
    from_receipt: Vec<Minutes>,
    from_swab: Vec<Minutes>,
}

impl Done {
    fn of(&mut self, is_now: bool) -> &mut Counts {
        if is_now { &mut self.now } else { &mut self.before }
    }
}

/// What every lab did in so many hours; `only` shows one of them, beside all others.
pub fn quality(
    look: &Look<'_>,
    now: At,
    Asked { lab: only, hours, blind }: Asked,
) -> Result<QualityView, StoreError> {
    let blind = if blind { Some(of_blind(look)?) } else { None };
    let since = now - Minutes::hours(i64::from(hours));
    let rule = &look.campaign.protocol.quality;
    let done = done(look, Hours { since, past: since - rule.past })?;
    let charts = controls::charts(look, only)?;
    let limit = look.campaign.protocol.class(Class::Resident).lab_limit;
    let none = Done::default();
    let labs = look.campaign.labs.iter().filter(|lab| only.is_none_or(|only| only == lab.id));
    let labs = labs.map(|lab| {
        let own = done.get(&lab.id).unwrap_or(&none);
        let others = done.iter().filter(|(id, _)| **id != lab.id).map(|(_, done)| &done.now);
        let mut told = alarms::beside_others(&own.now, &others.collect::<Vec<_>>(), rule);
        told.extend(alarms::beside_before(&own.now, &own.before, rule));
        let charts = charts.iter().filter(|charted: &&Charted| charted.of.lab == lab.id);
        told.extend(charts.filter_map(|charted| alarms::of_chart(charted, since)));
        let from_receipt = TookView::of(&own.from_receipt);
        told.extend(alarms::slow(&from_receipt, limit));
        LabQuality {
            lab: lab.id.0,
            name_zh: lab.name_zh.clone(),
            name_en: lab.name_en.clone(),
            calls: own.now.all(),
            positive: own.now.called(Call::Positive),
            grey: own.now.called(Call::Grey),
            invalid: own.now.called(Call::Invalid),
            runs: own.now.runs,
            failed_runs: own.now.failed,
            alarms: told,
            blind: blind.as_ref().map(|of| of.get(&lab.id).copied().unwrap_or_default()),
            from_receipt,
            from_swab: TookView::of(&own.from_swab),
        }
    });
    Ok(QualityView { at_ms: now.0, hours, labs: labs.collect() })
}

fn of_blind(look: &Look<'_>) -> Result<BTreeMap<LabId, BlindView>, StoreError> {
    let mut of: BTreeMap<LabId, BlindView> = BTreeMap::new();
    for (lab, found, count) in blind_comparisons(look.connection, look.region)? {
        let view = of.entry(lab).or_default();
        let place = match found {
            BlindMatch::Agreed => &mut view.agreed,
            BlindMatch::Missed => &mut view.missed,
            BlindMatch::False => &mut view.r#false,
            BlindMatch::Unclear => &mut view.unclear,
        };
        *place += count;
    }
    Ok(of)
}

fn done(look: &Look<'_>, hours: Hours) -> Result<BTreeMap<LabId, Done>, StoreError> {
    let mut of: BTreeMap<LabId, Done> = BTreeMap::new();
    for (lab, call, is_now, count) in calls_since(look.connection, look.region, hours)? {
        *of.entry(lab).or_default().of(is_now).calls.entry(call).or_default() += count;
    }
    for (lab, valid, is_now, count) in runs_since(look.connection, look.region, hours)? {
        let counts = of.entry(lab).or_default().of(is_now);
        counts.runs += count;
        counts.failed += if valid { 0 } else { count };
    }
    let took = turnarounds_since(look.connection, look.region, hours.since)?;
    for (lab, from_receipt, from_swab) in took {
        let done = of.entry(lab).or_default();
        done.from_receipt.push(from_receipt);
        done.from_swab.extend(from_swab);
    }
    Ok(of)
}

impl Counts {
    /// Readings that say this.
    pub fn called(&self, call: Call) -> u64 {
        self.calls.get(&call).copied().unwrap_or(0)
    }

    /// All readings.
    pub fn all(&self) -> u64 {
        self.calls.values().sum()
    }
}

impl TookView {
    /// The nearest rank.
    pub(super) fn of(took: &[Minutes]) -> TookView {
        let mut took = took.to_vec();
        took.sort_unstable();
        let at = |percent: usize| {
            let rank = (took.len() * percent).div_ceil(100);
            took.get(rank.checked_sub(1)?).map(|minutes| minutes.0)
        };
        TookView { p50_minutes: at(50), p90_minutes: at(90), p99_minutes: at(99) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_rank_is_told() {
        let took = TookView::of(&(1..=200).rev().map(Minutes).collect::<Vec<_>>());
        let told = (took.p50_minutes, took.p90_minutes, took.p99_minutes);
        assert_eq!(told, (Some(100), Some(180), Some(198)));
        assert_eq!(TookView::of(&[]), TookView::default());
        assert_eq!(TookView::of(&[Minutes(7)]).p50_minutes, Some(7));
    }
}
