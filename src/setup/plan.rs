//! A town file as the planner reads it: a [`City`], where its travel times come from, which of
//! its figures are invented, and what looks wrong without being so.
//!
//! Everything in `[planning]` may be left out; what is assumed then stands at `plan_file.rs`,
//! and for habits, work and costs at the simulator's own defaults.

use std::path::Path;

use tenfold_domain::code::SiteId;
use tenfold_domain::term::{Area, Class};
use tenfold_domain::time::Minutes;
use tenfold_sim::layout::shares;
use tenfold_sim::pool::POOLING_PREVALENCE_MAX;
use tenfold_sim::scenario::Place;
use tenfold_sim::staffing::{AtHand, Candidate, CandidateLab, City};
use tenfold_sim::travel::{End, Roads};

use super::change::Change;
use super::geo::Position;
use super::plan_file::PlaceFile;
use super::plan_habits::{cabin_needs, costs, habits, prevalence, work};
use super::plan_hours::Calendar;
use super::plan_labs::Labs;
use super::roads::{Said, Source, measure};
use super::town::{Beside, Parts, Town, Township};
use super::{Blame, SetupError};

/// Share of people who are positive where nobody says: 354 of 10,251,875 in Shijiazhuang, the
/// first round of January 2021, which is 0.35 in 10,000.
const PREVALENCE: f64 = 0.000_035;
/// Half of the people by then where nobody says (R03).
const HALF_GOAL: Minutes = Minutes::hours(24);

/// Sites too far away that are named one by one; the others are counted.
const FAR_SITES_MAX: usize = 5;

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

/// As [`load`], with one value of the town file or of its protocol changed, where asked.
///
/// # Errors
/// As [`load`]; told of the change where there is one, so load the file by itself before.
pub fn load_changed(
    path: &Path,
    protocol: Option<&Path>,
    change: Option<&Change>,
) -> Result<PlanInput, SetupError> {
    let folder = Some(path.parent().unwrap_or(Path::new("")));
    let read = Town::load_parts(path, protocol, &[], change);
    let read = read.and_then(|parts| input(parts, folder));
    read.map_err(|error| match change {
        Some(change) => change.blame(error),
        None => error,
    })
}

/// As [`load`], from the texts of a town file and of a protocol, each with a name for error
/// texts; what the town file names is not read.
///
/// # Errors
/// As [`load`], and [`SetupError::Value`] when the town file names measured travel times.
pub fn from_text(town: (&str, &str), protocol: (&str, &str)) -> Result<PlanInput, SetupError> {
    let protocol = (protocol.0.to_owned(), protocol.1.to_owned());
    let beside = Beside { protocol, kits: String::new() };
    input(Town::parts(town.0, town.1, |_| Ok(beside))?, None)
}

fn input(parts: Parts, folder: Option<&Path>) -> Result<PlanInput, SetupError> {
    let (file, text) = (parts.name.clone(), parts.text.clone());
    let blame = Blame { file: &file, text: &text };
    let mut warnings = Vec::new();
    let calendar = calendar(&blame, &parts)?;
    let mut city = city(&blame, &parts, calendar)?;
    let source = measure(folder, &blame, &parts.travel, &parts.town, &mut city, &mut warnings)?;
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
fn told<'a>(parts: &'a Parts, township: &Township) -> Option<&'a PlaceFile> {
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

fn pair(position: Position) -> (f64, f64) {
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

/// Makes candidate sites; keeps what all townships share.
struct Sites<'a> {
    blame: Blame<'a>,
    parts: &'a Parts,
    /// Labs of the file that are the city's, by index.
    open_labs: Vec<usize>,
    /// Lanes of each site of the file.
    lanes: Vec<u64>,
}

impl Sites<'_> {
    /// The candidate sites of a township: those of the file that are open, or one at its seat.
    fn add(&self, place: usize, city: &mut City) -> Result<(), SetupError> {
        let parts = self.parts;
        let campaign = &parts.town.campaign;
        let township = &parts.town.townships[place];
        let lanes_max = told(parts, township).and_then(|file| file.lanes_max);
        let lanes_max = lanes_max.or(parts.planning.lanes_max);
        let key = format!("planning.townships.{}.lanes_max", township.code);
        let help = "must be above 0: nobody is swabbed without a lane";
        self.blame.must(lanes_max != Some(0), &key, help)?;
        let mine: Vec<usize> = (0..campaign.sites.len())
            .filter(|at| campaign.sites[*at].township == township.code && campaign.sites[*at].open)
            .collect();
        let lanes: Vec<u64> = mine.iter().map(|at| self.lanes[*at]).collect();
        let people = people_of_sites(parts, township, &lanes);
        for ((at, lanes), people) in mine.iter().zip(&lanes).zip(people) {
            let site = &campaign.sites[*at];
            city.sites.push(Candidate {
                name_zh: site.name_zh.clone(),
                name_en: site.name_en.clone(),
                place,
                people: people as u32,
                capacity: campaign.protocol.capacity(Class::Resident, site.area, None),
                lanes_max: lanes_max.unwrap_or(*lanes as u16),
                lab: self.fixed_lab(site.id),
                end: end(parts.town.positions[*at], township, place),
            });
        }
        if mine.is_empty() {
            city.sites.push(self.seat(place, lanes_max)?);
        }
        Ok(())
    }

    /// A site at a township's seat.
    fn seat(&self, place: usize, lanes_max: Option<u16>) -> Result<Candidate, SetupError> {
        let township = &self.parts.town.townships[place];
        let help = "has people and no site: add sites, or say how many lanes its seat has room \
                    for with `lanes_max` in `[planning]`";
        let key = format!("townships.{}", township.code);
        let protocol = &self.parts.town.campaign.protocol;
        Ok(Candidate {
            name_zh: format!("{}采样点", township.name_zh),
            name_en: format!("{} site", township.name_en),
            place,
            people: township.population.value,
            capacity: protocol.capacity(Class::Resident, Area::Ordinary, None),
            lanes_max: lanes_max.ok_or_else(|| self.blame.error(key, help))?,
            lab: None,
            end: end(township.position, township, place),
        })
    }

    /// The lab that the file fixes for a site, by its index among the city's.
    fn fixed_lab(&self, site: SiteId) -> Option<usize> {
        let (_, lab) = self.parts.fixed_labs.iter().find(|(id, _)| *id == site)?;
        let labs = &self.parts.town.campaign.labs;
        self.open_labs.iter().position(|at| labs[*at].id == *lab)
    }
}

/// A site's end of a drive.
fn end(position: Option<Position>, township: &Township, place: usize) -> End {
    let position = position.map(pair);
    End { position, country: township.country, place: Some(place), row: None }
}

/// People by site: those of the communities where each has its site, else by lanes.
fn people_of_sites(parts: &Parts, township: &Township, lanes: &[u64]) -> Vec<u64> {
    let communities = parts.town.communities.iter();
    let known: Vec<u64> = communities
        .filter(|community| community.township == township.code)
        .map(|community| u64::from(community.population.value))
        .collect();
    let all = u64::from(township.population.value);
    if known.len() == lanes.len() && known.iter().sum::<u64>() == all {
        return known;
    }
    shares(all, lanes)
}

/// Every site must reach a lab and be reached from it; far ones are warned of.
fn reachable(blame: &Blame, city: &City, warnings: &mut Vec<Said>) -> Result<(), SetupError> {
    let limit = city.protocol.transport.room_limit.0 as f64;
    let mut far = 0;
    for (at, site) in city.sites.iter().enumerate().filter(|(_, site)| site.people > 0) {
        let drive =
            |(lab, _): (usize, &CandidateLab)| city.from_lab(lab, at).and(city.to_lab(at, lab));
        let nearest = city.labs.iter().enumerate().filter_map(drive).min_by(f64::total_cmp);
        let Some(nearest) = nearest else {
            let key = format!("sites.{}", site.name_zh);
            let problem = "nobody can reach it: there is no route to and from any lab; correct \
                           the travel times, add a lab or take the site out";
            return Err(blame.error(key, problem));
        };
        if nearest > limit {
            far += 1;
        }
        if nearest > limit && far <= FAR_SITES_MAX {
            let (hours, limit) = (nearest / 60.0, limit / 60.0);
            warnings.push(Said {
                zh: format!(
                    "{}：到最近的检测机构需 {hours:.1} 小时，超过标本室温时限 {limit:.0} 小时（R99）",
                    site.name_zh
                ),
                en: format!(
                    "{}: the nearest lab is {hours:.1} h away, more than the {limit:.0} h a \
                     specimen may stay at room temperature (R99)",
                    site.name_en
                ),
            });
        }
    }
    if far > FAR_SITES_MAX {
        let more = far - FAR_SITES_MAX;
        warnings.push(Said {
            zh: format!("另有 {more} 个采样点同样太远"),
            en: format!("{more} more sites are as far"),
        });
    }
    Ok(())
}

/// Warns where pools save nothing.
fn dense(city: &City, warnings: &mut Vec<Said>) {
    for place in city.places.iter().filter(|p| p.prevalence > POOLING_PREVALENCE_MAX) {
        let (percent, limit) = (place.prevalence * 100.0, POOLING_PREVALENCE_MAX * 100.0);
        warnings.push(Said {
            zh: format!(
                "{}：流行率 {percent:.1} % 高于 {limit:.2} %，混采不再节省检测，应单采单检",
                place.name_zh
            ),
            en: format!(
                "{}: at a prevalence of {percent:.1} % pooling does not pay (it does up to \
                 {limit:.2} %); take single tubes",
                place.name_en
            ),
        });
    }
}
