//! The shape of a town file's `[planning]` and `[[failures]]`, all of it optional; see
//! `fixtures/towns/ruijin.toml`. Marks of invented figures were blanked out before.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use tenfold_domain::time::Minutes;
use tenfold_sim::scenario::{self, Work};
use tenfold_sim::staffing::{AtHand, CabinNeeds, Costs};

use super::Span;
use super::geo::Position;

/// What the planner wants to know beyond the campaign.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PlanningFile {
    /// Number of the round; the first when not given.
    pub round: Option<u32>,
    /// Everybody has an outcome; from the round's start to its deadline when not given.
    pub goal: Option<Span>,
    /// Half have one from the city's own labs; 24 h when not given (R03).
    pub half_goal: Option<Span>,
    /// Of every day.
    pub hours: Option<[Clock; 2]>,
    /// Day by day; the last counts for the days after it.
    pub hours_by_day: Vec<[Clock; 2]>,
    /// The last part of the last day, with lanes of its own (R113).
    pub late: Option<Span>,
    /// Lanes a site has room for; those of the file when not given.
    pub lanes_max: Option<u16>,
    /// Share of people who are positive.
    pub prevalence: Option<f64>,
    /// Squads at hand.
    pub squads: Option<u32>,
    /// Which lab a box goes to.
    pub routing: RoutingWord,
    /// Boxes a vehicle can hold.
    pub boxes_max: Option<u32>,
    pub habits: HabitsFile,
    /// Shares of the people by class, out of which `habits.single` is made.
    pub classes: BTreeMap<String, f64>,
    #[serde(with = "WorkFile")]
    pub work: Work,
    #[serde(with = "CostsFile")]
    pub costs: Costs,
    /// What a cabin's place must offer; the plan's figures when not given (R126-R130).
    #[serde(with = "CabinNeedsFile")]
    pub cabin_needs: CabinNeeds,
    /// People at hand who can be sent anywhere.
    #[serde(with = "StaffFile")]
    pub staff: AtHand,
    pub townships: Vec<PlaceFile>,
    pub labs: Vec<LabPlanFile>,
    pub bought_labs: Vec<NewLabFile>,
    pub cabin_labs: Vec<NewLabFile>,
}

/// Which lab a box goes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RoutingWord {
    /// The one fixed for its site (R106).
    #[default]
    Fixed,
    /// The one that the live system's rule gives it.
    Routed,
}

/// How people come; the defaults are the simulator's.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HabitsFile {
    pub arrival: Option<String>,
    pub walk_in: Option<[f64; 24]>,
    pub no_show: Option<f64>,
    pub straggler: Option<f64>,
    pub at_home: Option<f64>,
    pub single: Option<f64>,
    pub manual: Option<f64>,
    pub household: Option<f64>,
    pub clustering: Option<f64>,
}

/// What differs from the town in a township, and who is at hand there.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PlaceFile {
    pub code: u32,
    pub prevalence: Option<f64>,
    pub lanes_max: Option<u16>,
    pub collectors: Option<u32>,
    pub registrars: Option<u32>,
    pub organisers: Option<u32>,
    pub order_keepers: Option<u32>,
    pub mobile_teams: Option<u32>,
}

/// What the planner knows more of a lab of the file.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LabPlanFile {
    pub id: u32,
    pub hours: Option<[Clock; 2]>,
    pub vehicles: Option<u32>,
    pub boxes_max: Option<u32>,
    pub cyclers: Option<u32>,
    pub cyclers_max: Option<u32>,
    pub accession_per_hour: Option<f64>,
}

/// A lab that is not there yet: one that can be bought, or a place for cabins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLabFile {
    pub name_zh: String,
    pub name_en: String,
    pub tubes_per_day: f64,
    pub hours_per_day: Option<u32>,
    pub hours: Option<[Clock; 2]>,
    /// Cabins the place has room for; of bought labs 1.
    pub cabins_max: Option<u32>,
    /// Counts for the half of the first day; cabins do, bought labs do not (R04).
    pub own: Option<bool>,
    pub position: Option<Position>,
    pub boxes_max: Option<u32>,
    pub accession_per_hour: Option<f64>,
}

/// Something that goes wrong on a day of the round, counted from 1.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FailureFile {
    pub kind: FailureKind,
    #[serde(default = "first")]
    pub day: u32,
    pub from: Clock,
    pub to: Option<Clock>,
    pub lab: Option<u32>,
    pub site: Option<String>,
    pub vehicle: Option<u32>,
    pub speed: Option<f64>,
}

fn first() -> u32 {
    1
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FailureKind {
    LabDown,
    NetworkOut,
    VehicleLost,
    Rain,
}

/// Minutes after midnight, as files write it: `"07:00"`, up to `"24:00"`.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Clock(pub Minutes);

impl TryFrom<String> for Clock {
    type Error = String;

    fn try_from(text: String) -> Result<Clock, String> {
        let help = || format!("{text:?} is no time of day: write it like \"07:00\", to \"24:00\"");
        let (hours, minutes) = text.split_once(':').ok_or_else(help)?;
        let two = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<i64>().ok().filter(|_| digits)
        };
        let (hours, minutes) = two(hours).zip(two(minutes)).ok_or_else(help)?;
        let whole = hours * 60 + minutes;
        if minutes > 59 || whole > 24 * 60 { Err(help()) } else { Ok(Clock(Minutes(whole))) }
    }
}

#[derive(Deserialize)]
#[serde(remote = "scenario::Span", deny_unknown_fields)]
struct SpanFile {
    mean_s: f64,
    #[serde(default)]
    cv: f64,
}

/// Every field of [`Work`], each with its default.
#[derive(Deserialize)]
#[serde(remote = "Work", deny_unknown_fields, default = "Work::default")]
struct WorkFile {
    #[serde(with = "SpanFile")]
    precheck: scenario::Span,
    #[serde(with = "SpanFile")]
    register_chip: scenario::Span,
    #[serde(with = "SpanFile")]
    register_manual: scenario::Span,
    #[serde(with = "SpanFile")]
    register_paper: scenario::Span,
    swab_cv: f64,
    gloves_s: f64,
    shift_change_s: f64,
    night_speed: f64,
    #[serde(deserialize_with = "minutes")]
    seal_after: Minutes,
    #[serde(with = "SpanFile")]
    home_visit: scenario::Span,
    #[serde(with = "SpanFile")]
    stop: scenario::Span,
    drive_cv: f64,
    #[serde(with = "SpanFile")]
    extraction: scenario::Span,
    #[serde(with = "SpanFile")]
    cycling: scenario::Span,
    #[serde(with = "SpanFile")]
    review: scenario::Span,
    #[serde(deserialize_with = "minutes")]
    plate_wait: Minutes,
    #[serde(deserialize_with = "minutes")]
    urgent_wait: Minutes,
    failed_run: f64,
    grey: f64,
    #[serde(with = "SpanFile")]
    recollect: scenario::Span,
    #[serde(with = "SpanFile")]
    recollect_back: scenario::Span,
}

fn minutes<'de, D: Deserializer<'de>>(from: D) -> Result<Minutes, D::Error> {
    Span::deserialize(from).map(|span| span.0)
}

#[derive(Deserialize)]
#[serde(remote = "Costs", deny_unknown_fields, default = "Costs::default")]
struct CostsFile {
    lane_hour: f64,
    collector_shift: f64,
    helper_shift: f64,
    vehicle_hour: f64,
    team_hour: f64,
    squad_hour: f64,
    own_tube: f64,
    bought_tube: f64,
    cabin: f64,
}

#[derive(Deserialize)]
#[serde(remote = "CabinNeeds", deny_unknown_fields, default = "CabinNeeds::default")]
struct CabinNeedsFile {
    cabin_m: [f64; 3],
    ground_m: [f64; 2],
    truck_m: f64,
    crane_t: f64,
    power_kw: f64,
    water_mm: [f64; 2],
    cables: [u32; 2],
}

#[derive(Deserialize)]
#[serde(remote = "AtHand", deny_unknown_fields, default = "AtHand::default")]
struct StaffFile {
    collectors: Option<u32>,
    registrars: Option<u32>,
    organisers: Option<u32>,
    order_keepers: Option<u32>,
    mobile_teams: Option<u32>,
}
