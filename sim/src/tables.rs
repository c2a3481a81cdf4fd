//! Rows of the planner's tables: plain data that sizing fills, and that the printed report, CSV,
//! JSON and the terminal show alike. `None` is "not given" and never zero.

use tenfold_domain::time::At;

/// A closed-form figure beside the simulated one, so that the planner sees how near the plan is.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BoundRow {
    /// What is bounded, in Chinese.
    pub what_zh: String,
    /// What is bounded, in English.
    pub what_en: String,
    /// Unit in Chinese.
    pub unit_zh: String,
    /// Unit in English.
    pub unit_en: String,
    /// No plan can do with less than this.
    pub least: f64,
    /// What this plan has; `None` where the plan does not say it.
    pub planned: Option<f64>,
    /// The formula, in plain signs.
    pub formula: String,
}

/// What is needed against what is at hand (R40, R41, R217).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ShortageRow {
    /// What, in Chinese.
    pub what_zh: String,
    /// What, in English.
    pub what_en: String,
    /// Unit in Chinese.
    pub unit_zh: String,
    /// Unit in English.
    pub unit_en: String,
    /// Index of the place; the whole city where none is named.
    pub place: Option<usize>,
    /// Needed by the plan.
    pub needed: f64,
    /// At hand; `None` where nobody has told.
    pub at_hand: Option<f64>,
    /// First moment it is needed.
    pub from_at: Option<At>,
    /// No longer needed after this.
    pub until_at: Option<At>,
    /// What must be known to lend it, in Chinese: needs of a cabin lab (R126-R130), a source.
    pub note_zh: String,
    /// The same in English.
    pub note_en: String,
}

impl ShortageRow {
    /// What must be asked for; `None` where it is not told what is at hand.
    pub fn missing(&self) -> Option<f64> {
        self.at_hand.map(|at_hand| (self.needed - at_hand).max(0.0))
    }
}

/// People of one role at one site or place, in one span of time.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StaffingRow {
    /// Role in Chinese.
    pub role_zh: String,
    /// Role in English.
    pub role_en: String,
    /// Index of the site; the place or the city where none is named.
    pub site: Option<usize>,
    /// Index of the place; the whole city where none is named.
    pub place: Option<usize>,
    /// From.
    pub from_at: Option<At>,
    /// Until.
    pub until_at: Option<At>,
    /// On duty at one time.
    pub on_duty: u32,
    /// In all, over shifts that take turns.
    pub needed: u32,
    /// At hand; `None` where nobody has told.
    pub at_hand: Option<u32>,
}

/// Tubes that come into being in an hour against what the labs can begin (R03-R05, R14).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HourRow {
    /// The hour begins.
    pub from_at: At,
    /// Tubes sealed.
    pub sealed: u64,
    /// Tubes that the city's own labs can begin.
    pub own_capacity: u64,
    /// Tubes that they begin.
    pub own_begun: u64,
    /// Tubes that the other labs can begin.
    pub other_capacity: u64,
    /// Tubes that they begin.
    pub other_begun: u64,
    /// Tubes that wait at all labs when the hour ends.
    pub waiting: u64,
    /// Tubes sealed in this hour that no lab begins in time.
    pub short: u64,
    /// Tubes sealed in this hour that the half of the first day lacks, own labs alone (R04).
    pub own_missing: u64,
}

/// A lab in an hour.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LabHourRow {
    /// Index of the lab.
    pub lab: usize,
    /// The hour begins.
    pub from_at: At,
    /// Tubes that it can begin.
    pub capacity: u32,
    /// Tubes that it begins.
    pub begun: u32,
    /// Tubes that wait there when the hour ends.
    pub waiting: u32,
}

/// One kind of goods (R137, R163-R181).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SupplyRow {
    /// Number in the plan's annex; 0 where it has none.
    pub number: u16,
    /// Class in Chinese: sampling, testing, protection, disinfection, site goods.
    pub class_zh: String,
    /// Class in English.
    pub class_en: String,
    /// What, in Chinese.
    pub what_zh: String,
    /// What, in English.
    pub what_en: String,
    /// Unit in Chinese.
    pub unit_zh: String,
    /// Unit in English.
    pub unit_en: String,
    /// Index of the place; the whole city where none is named.
    pub place: Option<usize>,
    /// Needed; `None` where the annex is blank.
    pub needed: Option<f64>,
    /// At hand; `None` where nobody has told.
    pub at_hand: Option<f64>,
}

impl SupplyRow {
    /// What must be asked for; `None` where either side is not given.
    pub fn missing(&self) -> Option<f64> {
        Some((self.needed? - self.at_hand?).max(0.0))
    }
}

/// Advice on the size of tubes in one place.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PoolAdviceRow {
    /// Index of the place.
    pub place: usize,
    /// Share of people who are positive, 0 to 1.
    pub prevalence: f64,
    /// What each size costs, in order of size.
    pub options: Vec<PoolOption>,
    /// The size advised, in persons.
    pub advised: u8,
    /// Whether pooling saves tests at all at this prevalence.
    pub pooling_pays: bool,
}

/// What one size of tube costs.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct PoolOption {
    /// Persons in a tube.
    pub capacity: u8,
    /// Tests for everybody, second swabs counted.
    pub tests: f64,
    /// People swabbed again.
    pub recollected: f64,
    /// Minutes until the last outcome, second swabs counted; `None` where it was not reckoned.
    pub minutes: Option<f64>,
}

/// One thing taken for granted, with where it is from.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AssumptionRow {
    /// What, in Chinese.
    pub what_zh: String,
    /// What, in English.
    pub what_en: String,
    /// The value, with its unit, in Chinese.
    pub value_zh: String,
    /// The value, with its unit, in English.
    pub value_en: String,
    /// Where it is from.
    pub source: Source,
}

impl AssumptionRow {
    /// Of a pair of names and a pair of values: Chinese, then English.
    pub fn new(what: (&str, &str), value: (String, String), source: Source) -> AssumptionRow {
        let (what_zh, what_en) = (what.0.into(), what.1.into());
        AssumptionRow { what_zh, what_en, value_zh: value.0, value_en: value.1, source }
    }
}

/// Where a figure is from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Source {
    /// Nobody measured it: somebody's judgement.
    #[default]
    Judgement,
    /// The plan's protocol file.
    Protocol,
    /// A requirement of the written plan, for instance `R72`, as the protocol file states it.
    Rule(&'static str),
    /// The planner's own file.
    Given,
    /// Invented, for drills.
    Synthetic,
}
