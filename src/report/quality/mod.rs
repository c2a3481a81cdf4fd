//! What labs' work is worth, for whoever shows it: rates, alarms and control charts, as a running
//! service answers them.

mod tables;

use serde::Deserialize;
use tenfold_domain::term::{ChartMark, Control, ControlRule};

use super::words::{Both, Clock};

/// Rates and charts of one moment.
#[derive(Clone, Debug)]
pub struct Quality {
    /// Rates by lab, with their alarms.
    pub rates: Rates,
    /// Charts of control wells.
    pub controls: Controls,
    /// Local time.
    pub clock: Clock,
}

/// Rates of labs.
#[derive(Clone, Debug, Deserialize)]
pub struct Rates {
    /// The moment of asking.
    pub at_ms: i64,
    /// Hours that were looked at.
    pub hours: u32,
    /// Labs.
    pub labs: Vec<LabRates>,
}

/// What a lab did.
#[derive(Clone, Debug, Deserialize)]
pub struct LabRates {
    /// Number.
    pub lab: u32,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Readings.
    pub calls: u64,
    /// Positive ones.
    pub positive: u64,
    /// Invalid ones.
    pub invalid: u64,
    /// Plates read.
    pub runs: u64,
    /// With a control that failed.
    pub failed_runs: u64,
    /// From receipt to publication.
    pub from_receipt: Took,
    /// What is out of control.
    pub alarms: Vec<Alarm>,
    /// What became of blind samples; a commander alone is told.
    pub blind: Option<Blind>,
}

/// What a lab made of blind samples.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Blind {
    /// Found what was put in.
    pub agreed: u64,
    /// A positive called negative.
    pub missed: u64,
    /// A negative called positive.
    pub r#false: u64,
    /// Neither.
    pub unclear: u64,
}

/// How long outcomes took.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Took {
    /// Half took no longer.
    pub p50_minutes: Option<i64>,
    /// Nine of ten took no longer.
    pub p90_minutes: Option<i64>,
}

/// Something that somebody at a lab should look at.
#[derive(Clone, Debug, Deserialize)]
pub struct Alarm {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// Charts of control wells.
#[derive(Clone, Debug, Deserialize)]
pub struct Controls {
    /// Hours of which points are shown.
    pub hours: u32,
    /// Points that a mean is made of.
    pub baseline: u16,
    /// Rules that warn.
    pub warns: Vec<String>,
    /// Rules that reject.
    pub rejects: Vec<String>,
    /// Charts.
    pub charts: Vec<Chart>,
}

/// One chart.
#[derive(Clone, Debug, Deserialize)]
pub struct Chart {
    /// Number of the lab.
    pub lab: u32,
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its name in English.
    pub name_en: String,
    /// The kit.
    pub kit: String,
    /// The machine, where somebody said it.
    pub machine: Option<String>,
    /// Word of the control.
    pub control: String,
    /// The target.
    pub target: String,
    /// Lot of the kit, where the lab said one.
    pub lot: Option<String>,
    /// Lot of the control, where it has one of its own.
    pub control_lot: Option<String>,
    /// The target is the kit's internal control.
    pub internal_control: bool,
    /// Points that count for the mean so far.
    pub baseline_points: usize,
    /// Mean in cycles.
    pub mean: Option<f64>,
    /// Standard deviation in cycles.
    pub deviation: Option<f64>,
    /// In the order of time.
    pub points: Vec<Point>,
}

/// What one well read.
#[derive(Clone, Debug, Deserialize)]
pub struct Point {
    /// The plate.
    pub plate: String,
    /// The well.
    pub well: String,
    /// When.
    pub at_ms: i64,
    /// Cycles.
    pub ct: Option<f64>,
    /// Standard deviations from the mean.
    pub z: Option<f64>,
    /// Word of its mark.
    pub mark: String,
    /// Words of the rules that it breaks.
    pub broken: Vec<String>,
}

impl Point {
    /// How it stands.
    pub fn mark(&self) -> Option<ChartMark> {
        ChartMark::from_word(&self.mark)
    }
}

impl Chart {
    /// The control, as people say it.
    pub fn control(&self) -> Both {
        let control = Control::from_word(&self.control);
        control.map_or(Both::same(&self.control), |control| Both::new(control.zh(), control.en()))
    }

    /// The machine, as people say it.
    pub fn machine(&self) -> Both {
        let none = || Both::new("未注明仪器", "machine not said");
        self.machine.as_ref().map_or_else(none, Both::same)
    }

    /// The kit with its lots, as people say it.
    pub fn kit(&self) -> Both {
        let lots: Vec<&str> =
            [&self.lot, &self.control_lot].into_iter().flatten().map(String::as_str).collect();
        if lots.is_empty() {
            return Both::same(&self.kit);
        }
        let (kit, lots) = (&self.kit, lots.join(" / "));
        Both::new(format!("{kit}，批号 {lots}"), format!("{kit}, lot {lots}"))
    }

    /// Some run that held has a cycle number here.
    pub fn has_curves(&self) -> bool {
        let counts = |point: &Point| point.ct.is_some() && point.mark() != Some(ChartMark::Failed);
        self.points.iter().any(counts)
    }

    fn count(&self, mark: ChartMark) -> usize {
        self.points.iter().filter(|point| point.mark() == Some(mark)).count()
    }
}

impl Quality {
    /// Labs with their alarms.
    pub fn alarms(&self) -> impl Iterator<Item = (&LabRates, &Alarm)> {
        self.rates.labs.iter().flat_map(|lab| lab.alarms.iter().map(move |alarm| (lab, alarm)))
    }

    /// The answer in one line.
    pub fn heading(&self) -> Both {
        match self.alarms().count() {
            0 => Both::new("未见失控", "Nothing is out of control"),
            1 => Both::new("1 项报警", "1 alarm"),
            count => Both::new(format!("{count} 项报警"), format!("{count} alarms")),
        }
    }

    /// Every alarm with its lab.
    pub fn sentences(&self) -> Vec<Both> {
        let said = |(lab, alarm): (&LabRates, &Alarm)| {
            Both::new(
                format!("{}：{}", lab.name_zh, alarm.zh),
                format!("{}: {}", lab.name_en, alarm.en),
            )
        };
        self.alarms().map(said).collect()
    }

    /// What the figures rest on.
    pub fn assumptions(&self) -> Vec<Both> {
        let Controls { baseline, warns, rejects, hours, .. } = &self.controls;
        let told = |rules: &[String], lang: fn(ControlRule) -> &'static str| -> Vec<String> {
            let known = rules.iter().filter_map(|word| ControlRule::from_word(word));
            known.map(|rule| format!("{} {}", rule.word(), lang(rule))).collect()
        };
        vec![
            Both::new(
                format!(
                    "均值与标准差 s 取自质控合格的前 {baseline} 点，此后各点按 Westgard 规则判断。\
                     质控不合格的上机列出但不计入。"
                ),
                format!(
                    "Mean and standard deviation s are of the first {baseline} points of runs \
                     whose controls held; every later point is judged by Westgard's rules. Failed \
                     runs are shown and count for nothing."
                ),
            ),
            Both::new(
                format!(
                    "警告：{}。失控：{}。",
                    told(warns, ControlRule::zh).join("；"),
                    told(rejects, ControlRule::zh).join("；")
                ),
                format!(
                    "Warning: {}. Out of control: {}.",
                    told(warns, ControlRule::en).join("; "),
                    told(rejects, ControlRule::en).join("; ")
                ),
            ),
            Both::new(
                format!("所列各点为最近 {hours} 小时；均值与规则依据全部记录。"),
                format!("Points are of the last {hours} h; means and rules look at all records."),
            ),
        ]
    }
}
