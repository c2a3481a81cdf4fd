//! The shape of a town file; see `fixtures/towns/ruijin.toml`.
//!
//! An invented figure is written under a key that ends in `_synthetic`, and keeps that mark on
//! its way to every page and report.

use serde::Deserialize;
use tenfold_domain::campaign::{Lab, Round};
use tenfold_domain::code::{LabId, RoundId};
use tenfold_domain::time::{At, Minutes};
use toml::value::{Datetime, Offset};

use super::geo::{Position, Travel};
use super::plan_file::{Clock, FailureFile, PlanningFile};
use super::town::{Community, Figure, LabFigures};
use super::{Blame, SetupError, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TownFile {
    pub region: u32,
    pub name: String,
    pub protocol: String,
    pub kits: Vec<String>,
    #[serde(default)]
    pub travel: Travel,
    pub rounds: Vec<RoundFile>,
    pub labs: Vec<LabFile>,
    pub townships: Vec<TownshipFile>,
    #[serde(default)]
    pub communities: Vec<CommunityFile>,
    #[serde(default)]
    pub sites: Vec<SiteFile>,
    #[serde(default)]
    pub planning: PlanningFile,
    #[serde(default)]
    pub failures: Vec<FailureFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoundFile {
    pub id: u32,
    pub starts_at: Datetime,
    pub deadline_at: Datetime,
    #[serde(default = "yes")]
    pub open: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabFile {
    pub id: u32,
    pub name_zh: String,
    pub name_en: String,
    pub tubes_per_day: Option<u32>,
    pub tubes_per_day_synthetic: Option<u32>,
    pub hours_per_day: Option<u32>,
    pub hours_per_day_synthetic: Option<u32>,
    /// When it works each day, [begin, end] by the clock of the first round. Absent, day and night.
    pub hours: Option<[Clock; 2]>,
    pub process: Option<Span>,
    pub process_synthetic: Option<Span>,
    pub position: Option<Position>,
    pub position_synthetic: Option<Position>,
    #[serde(default = "yes")]
    pub own: bool,
    #[serde(default = "yes")]
    pub open: bool,
}

/// A township; `sites` of them are laid out around its position and named by number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TownshipFile {
    pub code: u32,
    pub name_zh: String,
    pub name_en: String,
    pub population: Option<u32>,
    pub population_synthetic: Option<u32>,
    pub position: Option<Position>,
    pub position_synthetic: Option<Position>,
    pub country: bool,
    #[serde(default)]
    pub sites_synthetic: u32,
    #[serde(default)]
    pub lanes_per_site_synthetic: u16,
    #[serde(default)]
    pub spread_km_synthetic: f64,
    pub hours: Option<[Clock; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommunityFile {
    pub township: u32,
    pub name_zh: String,
    pub population: Option<u32>,
    pub population_synthetic: Option<u32>,
}

/// A site that is known by name and place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SiteFile {
    pub township: u32,
    pub name_zh: String,
    pub name_en: String,
    pub position: Option<Position>,
    pub area: Option<String>,
    pub lab: Option<u32>,
    pub lanes: u16,
    pub hours: Option<[Clock; 2]>,
    #[serde(default = "yes")]
    pub open: bool,
}

fn yes() -> bool {
    true
}

/// A figure that stands either under `key` or under `key_synthetic`, never under both.
pub(super) fn figure(
    blame: &Blame,
    key: &str,
    real: Option<u32>,
    synthetic: Option<u32>,
) -> Result<Figure, SetupError> {
    let figure = match (real, synthetic) {
        (Some(value), None) => Figure { value, synthetic: false },
        (None, Some(value)) => Figure { value, synthetic: true },
        _ => {
            let help = "write it once: as it is when the figure has a source, with `_synthetic` \
                        after the key when it is invented";
            return Err(blame.error(key, help));
        }
    };
    blame.must(figure.value > 0, key, "must be above 0")?;
    Ok(figure)
}

/// Rounds, each with a start before its deadline.
pub(super) fn rounds(blame: &Blame, files: Vec<RoundFile>) -> Result<Vec<Round>, SetupError> {
    blame.must(!files.is_empty(), "rounds", "list at least one round")?;
    let mut rounds: Vec<Round> = Vec::new();
    for file in files {
        let key = format!("rounds.{}", file.id);
        let id = RoundId(file.id);
        let counted = Round::NUMBERS.contains(&file.id);
        let help = "must lie between 1 and 65535: count the rounds, a date is no number";
        blame.must(counted, &key, help)?;
        let new = rounds.iter().all(|other| other.id != id);
        blame.must(new, &key, "is listed twice: keep one entry")?;
        let starts_at = instant(blame, &key, &file.starts_at)?;
        let deadline_at = instant(blame, &key, &file.deadline_at)?;
        blame.must(starts_at < deadline_at, &key, "deadline_at must come after starts_at")?;
        rounds.push(Round { id, starts_at, deadline_at, open: file.open });
    }
    Ok(rounds)
}

/// A date and time with its distance from UTC, without which it names no moment.
fn instant(blame: &Blame, key: &str, written: &Datetime) -> Result<At, SetupError> {
    let moment: Result<jiff::Timestamp, _> = written.to_string().parse();
    let help = "write date, time and offset, like 2022-04-01T06:00:00+08:00";
    moment.map(|moment| At(moment.as_millisecond())).map_err(|_| blame.error(key, help))
}

/// Minutes that a written instant's clock is ahead of UTC.
pub(super) fn offset(written: &Datetime) -> i64 {
    match written.offset {
        Some(Offset::Custom { minutes }) => i64::from(minutes),
        Some(Offset::Z) | None => 0,
    }
}

/// Daily hours of a lab or a site in minutes after midnight UTC; a whole day is none.
pub(super) fn daily(
    blame: &Blame,
    key: &str,
    hours: Option<[Clock; 2]>,
    ahead: i64,
) -> Result<Vec<(Minutes, Minutes)>, SetupError> {
    const DAY: i64 = 24 * 60;
    let Some([Clock(from), Clock(to)]) = hours else { return Ok(Vec::new()) };
    let help = "is never open: write the hours as [begin, end], like [\"07:00\", \"23:00\"]";
    blame.must(from != to, key, help)?;
    let long = (to.0 - from.0).rem_euclid(DAY);
    let from = (from.0 - ahead).rem_euclid(DAY);
    Ok(if long == 0 { Vec::new() } else { vec![(Minutes(from), Minutes(from + long))] })
}

/// Labs and their figures, in the order of the file; the town's clock is so many minutes `ahead`
/// of UTC.
pub(super) fn labs(
    blame: &Blame,
    files: Vec<LabFile>,
    ahead: i64,
) -> Result<(Vec<Lab>, Vec<LabFigures>), SetupError> {
    blame.must(!files.is_empty(), "labs", "list at least one lab")?;
    let (mut labs, mut figures): (Vec<Lab>, Vec<LabFigures>) = (Vec::new(), Vec::new());
    for file in files {
        let key = |name: &str| format!("labs.{}.{name}", file.id);
        let id = LabId(file.id);
        let new = file.id > 0 && labs.iter().all(|other| other.id != id);
        blame.must(new, &key("id"), "must be above 0 and no other lab's")?;
        let day = (file.tubes_per_day, file.tubes_per_day_synthetic);
        let tubes_per_day = figure(blame, &key("tubes_per_day"), day.0, day.1)?;
        let hours = (file.hours_per_day, file.hours_per_day_synthetic);
        let hours_per_day = figure(blame, &key("hours_per_day"), hours.0, hours.1)?;
        blame.must(hours_per_day.value <= 24, &key("hours_per_day"), "a day has 24 hours")?;
        let tubes_per_hour = tubes_per_day.value / hours_per_day.value;
        blame.must(tubes_per_hour > 0, &key("tubes_per_day"), "is less than one tube an hour")?;
        let help = "say how long a tube takes in an idle lab, like \"4 h\", and once only";
        let process = match (file.process, file.process_synthetic) {
            (Some(span), None) | (None, Some(span)) => span.0,
            _ => return Err(blame.error(key("process"), help)),
        };
        let position = file.position.or(file.position_synthetic);
        figures.push(LabFigures { id, tubes_per_day, hours_per_day, position });
        labs.push(Lab {
            id,
            name_zh: file.name_zh,
            name_en: file.name_en,
            tubes_per_hour,
            process,
            hours: daily(blame, &key("hours"), file.hours, ahead)?,
            own: file.own,
            open: file.open,
        });
    }
    Ok((labs, figures))
}

/// Communities and their population.
pub(super) fn communities(
    blame: &Blame,
    files: Vec<CommunityFile>,
) -> Result<Vec<Community>, SetupError> {
    let read = |file: CommunityFile| {
        let key = format!("communities.{}", file.name_zh);
        let population = figure(blame, &key, file.population, file.population_synthetic)?;
        Ok(Community { township: file.township, name_zh: file.name_zh, population })
    };
    files.into_iter().map(read).collect()
}
