//! What control wells read, as charts by lab, kit, machine, control, target and lot; the rules
//! judge them ([`tenfold_domain::chart`]).

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::chart::{Chart, Judged, Limits, Point, chart, lots_of};
use tenfold_domain::code::LabId;
use tenfold_domain::ct::Ct;
use tenfold_domain::term::{ChartMark, Control, ControlRule};
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

use super::Look;
use crate::storage::StoreError;
use crate::storage::tables::quality::{self, ControlReading, control_readings};

/// Charts of control wells.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ControlsView {
    /// The moment of asking.
    pub at_ms: i64,
    /// Hours of which points are told; means and rules look at all that there are.
    pub hours: u32,
    /// Points that a mean and a standard deviation are made of.
    #[schema(example = 20)]
    pub baseline: u16,
    /// Rules that warn.
    #[schema(value_type = Vec<String>, example = json!(["1-2s"]))]
    pub warns: Vec<&'static str>,
    /// Rules by which a point is out of control.
    #[schema(value_type = Vec<String>, example = json!(["1-3s", "2-2s", "R-4s", "4-1s", "10x"]))]
    pub rejects: Vec<&'static str>,
    /// By lab, kit, machine, control, target and lots: a new lot begins a baseline of its own.
    pub charts: Vec<ChartView>,
}

/// The chart of one lab, kit, machine, control and target.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ChartView {
    /// The lab.
    #[schema(example = 1)]
    pub lab: u32,
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its name in English.
    pub name_en: String,
    /// The kit.
    #[schema(example = "standard")]
    pub kit: String,
    /// The machine; absent where nobody said which it was.
    #[schema(example = "slan-96 2031")]
    pub machine: Option<String>,
    /// The control: `positive`, `negative` or `blank`.
    #[schema(example = "positive")]
    pub control: &'static str,
    /// The target.
    #[schema(example = "N")]
    pub target: String,
    /// Lot of the kit; absent where the lab began none.
    #[schema(example = "20220401-A")]
    pub lot: Option<String>,
    /// Lot of the control material, where it has one of its own.
    #[schema(example = "PC7")]
    pub control_lot: Option<String>,
    /// The target is the kit's internal control.
    pub internal_control: bool,
    /// Points that count for the mean so far, `baseline` at most.
    #[schema(example = 20)]
    pub baseline_points: usize,
    /// Mean in cycles; absent while there are too few points.
    #[schema(example = 28.11)]
    pub mean: Option<f64>,
    /// Standard deviation in cycles.
    #[schema(example = 0.24)]
    pub deviation: Option<f64>,
    /// In the order of their time.
    pub points: Vec<PointView>,
}

/// What one well read.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PointView {
    /// The plate.
    #[schema(example = "P20220401001")]
    pub plate: String,
    /// The well.
    #[schema(example = "H12")]
    pub well: String,
    /// When it was read.
    #[schema(example = 1_648_771_200_000_i64)]
    pub at_ms: i64,
    /// Cycles; absent where no curve rose.
    #[schema(example = 28.3)]
    pub ct: Option<f64>,
    /// Standard deviations from the mean, where there is one.
    #[schema(example = 0.8)]
    pub z: Option<f64>,
    /// `baseline`, `within`, `warned`, `rejected`, `failed` (a run whose controls failed) or
    /// `no_curve`.
    #[schema(example = "within")]
    pub mark: &'static str,
    /// Rules that it breaks.
    #[schema(value_type = Vec<String>, example = json!([]))]
    pub broken: Vec<&'static str>,
}

/// What a chart is of.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Of {
    /// The lab.
    pub lab: LabId,
    /// The kit.
    pub kit: String,
    /// The machine.
    pub machine: Option<String>,
    /// The control.
    pub control: Control,
    /// The target.
    pub target: String,
    /// Lots of the kit and of the control that its plates were laid out with.
    pub lots: [Option<String>; 2],
}

/// Readings of one chart in the order of their time, and what the rules say of them.
pub struct Charted {
    /// What it is of.
    pub of: Of,
    /// What was read.
    pub readings: Vec<ControlReading>,
    /// What the rules say.
    pub chart: Chart,
}

impl Charted {
    /// Every reading with what is said of it.
    pub fn judged(&self) -> impl Iterator<Item = (&ControlReading, &Judged)> {
        self.readings.iter().zip(&self.chart.judged)
    }
}

/// Every chart of a region, or of one lab.
pub fn charts(look: &Look<'_>, lab: Option<LabId>) -> Result<Vec<Charted>, StoreError> {
    let mut by: BTreeMap<Of, Vec<ControlReading>> = BTreeMap::new();
    let lots = quality::lots(look.connection, look.region, lab)?;
    // Nobody looks up plates where no lot was ever begun.
    let plates = match lots.is_empty() {
        true => BTreeMap::new(),
        false => quality::plates_loaded(look.connection, look.region, lab)?,
    };
    for reading in control_readings(look.connection, look.region, lab)? {
        let own = lots.get(&(reading.lab, reading.kit.clone()));
        let loaded = plates.get(&reading.plate).copied().unwrap_or(0);
        let of = Of {
            lab: reading.lab,
            kit: reading.kit.clone(),
            machine: reading.machine.clone(),
            control: reading.control,
            target: reading.target.clone(),
            lots: lots_of(own.map_or(&[], Vec::as_slice), reading.control, loaded)
                .map(|lot| lot.map(str::to_owned)),
        };
        by.entry(of).or_default().push(reading);
    }
    let rule = &look.campaign.protocol.quality;
    let charted = by.into_iter().map(|(of, readings)| {
        let point = |reading: &ControlReading| Point { ct: reading.ct, valid: reading.valid };
        let points: Vec<Point> = readings.iter().map(point).collect();
        Charted { of, chart: chart(rule, &points), readings }
    });
    Ok(charted.collect())
}

/// The charts, with the points of so many hours.
pub fn controls(
    look: &Look<'_>,
    now: At,
    (lab, hours): (Option<LabId>, u32),
) -> Result<ControlsView, StoreError> {
    let since = now - Minutes::hours(i64::from(hours));
    let rule = &look.campaign.protocol.quality;
    let words = |rules: &[ControlRule]| rules.iter().map(|rule| rule.word()).collect();
    let charts = charts(look, lab)?;
    Ok(ControlsView {
        at_ms: now.0,
        hours,
        baseline: rule.baseline,
        warns: words(&rule.warns),
        rejects: words(&rule.rejects),
        charts: charts.iter().map(|charted| view(look, charted, since)).collect(),
    })
}

fn view(look: &Look<'_>, charted: &Charted, since: At) -> ChartView {
    let Charted { of, chart, .. } = charted;
    let lab = look.campaign.lab(of.lab);
    let kit = look.campaign.kit(&of.kit);
    let target = kit.and_then(|kit| kit.targets.iter().find(|target| target.name == of.target));
    let is_baseline = |judged: &&Judged| judged.mark == ChartMark::Baseline;
    let limits = chart.limits.as_ref();
    let points = charted.judged().filter(|(reading, _)| reading.at >= since);
    ChartView {
        lab: of.lab.0,
        name_zh: lab.map(|lab| lab.name_zh.clone()).unwrap_or_default(),
        name_en: lab.map(|lab| lab.name_en.clone()).unwrap_or_default(),
        kit: of.kit.clone(),
        machine: of.machine.clone(),
        control: of.control.word(),
        target: of.target.clone(),
        lot: of.lots[0].clone(),
        control_lot: of.lots[1].clone(),
        internal_control: target.is_some_and(|target| target.internal_control),
        baseline_points: chart.judged.iter().filter(is_baseline).count(),
        mean: limits.map(|limits| to_four(limits.mean())),
        deviation: limits.map(|limits| to_four(limits.deviation())),
        points: points.map(|(reading, judged)| point(reading, judged, limits)).collect(),
    }
}

fn point(reading: &ControlReading, judged: &Judged, limits: Option<&Limits>) -> PointView {
    let cycles = |ct: Ct| f64::from(ct.0) / 100.0;
    let away = |(limits, ct): (&Limits, Ct)| {
        Some((cycles(ct) - limits.mean()) / limits.deviation()).filter(|z| z.is_finite())
    };
    PointView {
        plate: reading.plate.to_string(),
        well: reading.well.to_string(),
        at_ms: reading.at.0,
        ct: reading.ct.map(cycles),
        z: limits.zip(reading.ct).and_then(away).map(to_four),
        mark: judged.mark.word(),
        broken: judged.broken.iter().map(|rule| rule.word()).collect(),
    }
}

/// Four decimals are finer than any machine.
fn to_four(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
