//! A town file as the planner reads it: a [`City`], where its travel times come from, which of
//! its figures are invented, and what looks wrong without being so.
//!
//! Everything in `[planning]` may be left out; what is assumed then stands at `plan_file.rs`,
//! and for habits, work and costs at the simulator's own defaults.

use std::path::{Path, PathBuf};

use tenfold_domain::time::Minutes;
use tenfold_sim::scenario::Place;
use tenfold_sim::staffing::{AtHand, City};
use tenfold_sim::travel::Roads;

use super::change::Change;
use super::geo::Position;
use super::plan_doubts::{dense, reachable};
use super::plan_file::{PlaceFile, RoutingWord};
use super::plan_habits::{cabin_needs, costs, habits, prevalence, work};
use super::plan_hours::Calendar;
use super::plan_labs::Labs;
use super::plan_sites::Sites;
use super::roads::{Find, Said, Source, measure};
use super::town::{Parts, Town, Township};
use super::{Blame, SetupError, read};

/// Share of people who are positive where nobody says: 354 of 10,251,875 in Shijiazhuang, the
/// first round of January 2021, which is 0.35 in 10,000.
const PREVALENCE: f64 = 0.000_035;
/// Half of the people by then where nobody says (R03).
const HALF_GOAL: Minutes = Minutes::hours(24);

/// What a plan is made from.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanInput {
    /// The town as the live system knows it.
    pub town: Town,
    /// The city as the planner knows it. Its sites are those of `town.campaign`, in their order,
    /// without closed ones; a township without a site has one at its seat.
    pub city: City,
    /// Where travel times come from.
    pub source: Source,
    /// Keys of the planner's sections whose values are invented, without numbers of elements.
    pub synthetic: Vec<String>,
    /// What looks wrong.
    pub warnings: Vec<Said>,
}

/// Reads a town file for the planner, with another protocol than it names where one is given.
///
/// # Errors
/// As [`Town::load`]; [`SetupError::Value`] for figures no plan can mean, a site that no lab can
/// be reached from, a lab that is never open, a township without people or site.
pub fn load(path: &Path, protocol: Option<&Path>) -> Result<PlanInput, SetupError> {
    load_changed(path, protocol, None)
}

/// As [`load`], with other kits than the file names, where given: for a campaign.
///
/// # Errors
/// As [`load`].
pub fn load_with_kits(
    path: &Path,
    protocol: Option<&Path>,
    kits: &[PathBuf],
) -> Result<PlanInput, SetupError> {
    of_file(path, Town::load_parts(path, protocol, kits, None))
}

fn of_file(path: &Path, parts: Result<Parts, SetupError>) -> Result<PlanInput, SetupError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let find = |named: &str| {
        let path = folder.join(named);
        Ok(Some((path.display().to_string(), read(&path)?)))
    };
    parts.and_then(|parts| input(parts, &find))
}

/// As [`load`], with one value of the town file or of its protocol changed, where asked.
///
/// # Errors
/// As [`load`]; told of the change where there is one, so load the file by itself before.
pub fn load_changed(
    path: &Path,
    protocol: Option<&Path>,
    change: Option<&Change>,
) -> Result<PlanInput, SetupError> {
    let parts = Town::load_parts(path, protocol, &[], change);
    of_file(path, parts).map_err(|error| match change {
        Some(change) => change.blame(error),
        None => error,
    })
}

/// What a town file says, as a plan needs it; `find` has the files that it names.
pub(super) fn input(parts: Parts, find: &Find<'_>) -> Result<PlanInput, SetupError> {
    let (file, text) = (parts.name.clone(), parts.text.clone());
    let blame = Blame { file: &file, text: &text };
    let mut warnings = Vec::new();
    let calendar = calendar(&blame, &parts)?;
    let mut city = city(&blame, &parts, calendar)?;
    let source = measure(find, &blame, &parts.travel, &parts.town, &mut city, &mut warnings)?;
    reachable(&blame, &city, &mut warnings)?;
    dense(&city, &mut warnings);
    let synthetic = parts.marks.iter().cloned().collect();
    Ok(PlanInput { town: parts.town, city, source, synthetic, warnings })
}

/// The round's beginning and end.
fn calendar(blame: &Blame, parts: &Parts) -> Result<Calendar, SetupError> {
    let planning = &parts.planning;
    let rounds = &parts.town.campaign.rounds;
    let wanted = planning.round.unwrap_or(rounds[0].id.0);
    let at = rounds.iter().position(|round| round.id.0 == wanted);
    let help = "is no round of the file: correct the number";
    let at = at.ok_or_else(|| blame.error("planning.round", help))?;
    let starts_at = rounds[at].starts_at;
    let goal = planning.goal.as_ref().map(|goal| goal.0);
    let ends_at = goal.map_or(rounds[at].deadline_at, |goal| starts_at + goal);
    let days = (ends_at - starts_at).0 / Minutes::hours(24).0;
    let help = "a round of more than 30 days is none: correct the goal or the deadline";
    blame.must(days <= 30, "planning.goal", help)?;
    Ok(Calendar { starts_at, ends_at, utc_offset: Minutes(parts.offsets[at]) })
}

fn city(blame: &Blame, parts: &Parts, calendar: Calendar) -> Result<City, SetupError> {
    let planning = &parts.planning;
    let campaign = &parts.town.campaign;
    let half_goal = planning.half_goal.as_ref().map_or(HALF_GOAL, |goal| goal.0);
    let goal = calendar.ends_at - calendar.starts_at;
    let help = "must not be later than the goal for everybody";
    blame.must(half_goal <= goal, "planning.half_goal", help)?;
    work(blame, &planning.work)?;
    costs(blame, &planning.costs)?;
    cabin_needs(blame, &planning.cabin_needs)?;
    for file in &planning.townships {
        let known = parts.town.townships.iter().any(|township| township.code == file.code);
        let key = format!("planning.townships.{}", file.code);
        blame.must(known, &key, "is no township of the file: correct the number")?;
    }
    let labs = Labs { blame: *blame, parts, calendar };
    let mut city = City {
        name: campaign.name.clone(),
        protocol: campaign.protocol.clone(),
        starts_at: calendar.starts_at,
        utc_offset: calendar.utc_offset,
        goal,
        half_goal,
        places: places(blame, parts)?,
        periods: calendar.periods(blame, planning)?,
        sites: Vec::new(),
        labs: labs.all()?,
        roads: Roads::default(),
        habits: habits(blame, &campaign.protocol, planning)?,
        work: planning.work.clone(),
        failures: Vec::new(),
        routed: planning.routing == RoutingWord::Routed,
        losses: Vec::new(),
        at_hand: parts.town.townships.iter().map(|place| at_hand(parts, place)).collect(),
        reserve: planning.staff,
        squads: planning.squads,
        costs: planning.costs,
        cabin_needs: planning.cabin_needs,
    };
    let lanes = parts.town.lanes_by_site();
    let sites = Sites { blame: *blame, parts, open_labs: labs.open(), lanes };
    for place in 0..city.places.len() {
        sites.add(place, &mut city)?;
    }
    (city.failures, city.losses) = labs.failures(&city)?;
    Ok(city)
}

/// What the planner's section says of a township.
pub(super) fn told<'a>(parts: &'a Parts, township: &Township) -> Option<&'a PlaceFile> {
    parts.planning.townships.iter().find(|file| file.code == township.code)
}

fn places(blame: &Blame, parts: &Parts) -> Result<Vec<Place>, SetupError> {
    let town = parts.planning.prevalence.unwrap_or(PREVALENCE);
    let town = prevalence(blame, "planning.prevalence", town)?;
    let place = |township: &Township| {
        let key = format!("planning.townships.{}.prevalence", township.code);
        let own = told(parts, township).and_then(|file| file.prevalence).unwrap_or(town);
        Ok(Place {
            name_zh: township.name_zh.clone(),
            name_en: township.name_en.clone(),
            people: township.population.value,
            synthetic: township.population.synthetic,
            prevalence: prevalence(blame, &key, own)?,
            position: township.position.map(pair),
        })
    };
    parts.town.townships.iter().map(place).collect()
}

pub(super) fn pair(position: Position) -> (f64, f64) {
    (position.lon, position.lat)
}

fn at_hand(parts: &Parts, township: &Township) -> AtHand {
    told(parts, township).map_or(AtHand::default(), |file| AtHand {
        collectors: file.collectors,
        registrars: file.registrars,
        organisers: file.organisers,
        order_keepers: file.order_keepers,
        mobile_teams: file.mobile_teams,
    })
}
