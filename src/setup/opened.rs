//! A campaign as a plan opens it: the town's sites with the lanes that the plan staffs, the labs
//! that it uses with what they can do then, and for every site the lab that the plan gives it.
//!
//! What a plan says of hours and shifts stays with the plan: a campaign has desks, and who sits at
//! them is a roster's business. So a site gets as many lanes as it ever has at once, and one more
//! for each mobile team, since two teams must not write into one tube.

use std::iter;

use tenfold_domain::campaign::{Lab, Lane, Site};
use tenfold_domain::code::{LabId, LaneId, SiteId};
use tenfold_domain::term::Area;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use tenfold_sim::bounds::tubes_per_plate;
use tenfold_sim::staffing::{City, LabStaffing, Staffing};

use super::geo::Position;
use super::plan::PlanInput;
use super::town::{Figure, LabFigures, Town};
use super::{Blame, SetupError};

const DAY: Minutes = Minutes::hours(24);

/// Lanes of a site are counted in two bytes.
const LANES_MAX: u32 = 65_535;

/// A town with the campaign of a plan, and what the plan changed of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// The town.
    pub town: Town,
    /// Sites of the file that the plan does not open.
    pub sites_closed: usize,
    /// Labs that the campaign has by the plan alone: bought, or brought as cabins.
    pub labs_added: Vec<LabId>,
    /// Labs of the file that the plan does not use.
    pub labs_closed: usize,
}

/// Opens what a plan opens. Numbers of sites stay those of the town's file; closed sites keep
/// theirs and have no lane. Lanes are counted anew.
///
/// # Errors
/// [`SetupError::Value`] where the plan opens nothing, or has no lab for a site that it opens.
pub fn opened(input: &PlanInput, staffing: &Staffing) -> Result<Opened, SetupError> {
    let blame = Blame { file: "plan", text: "" };
    let mut town = input.town.clone();
    let standing = town.campaign.labs.len();
    let ids = labs(&mut town, &input.city, staffing);
    let sites = sites(&mut town, &input.city);
    let mut desks = vec![0; town.campaign.sites.len()];
    let lab_of = input.city.labs_of_sites(staffing);
    for (at, site) in sites.iter().enumerate() {
        desks[*site] = desks_of(staffing, at);
        let opened = &mut town.campaign.sites[*site];
        if desks[*site] == 0 {
            continue;
        }
        let help = "has more lanes than any site: correct the plan";
        blame.must(desks[*site] <= LANES_MAX, &opened.name_zh, help)?;
        let help = "has lanes and no lab that takes its tubes: make the plan anew";
        let lab = lab_of.get(at).copied().flatten().and_then(|lab| ids[lab]);
        opened.lab = lab.ok_or_else(|| blame.error(opened.name_zh.clone(), help))?;
        opened.travel = travel(&input.city, at, &ids);
        if opened.hours.is_empty() {
            opened.hours = daily(&staffed(&input.city, staffing, at));
        }
    }
    let help = "opens no lane: give a plan that was found, not one of nothing";
    blame.must(desks.iter().any(|count| *count > 0), "plan.sites", help)?;
    let mut sites_closed = 0;
    for (site, count) in town.campaign.sites.iter_mut().zip(&desks) {
        sites_closed += usize::from(site.open && *count == 0);
        site.open = *count > 0;
    }
    town.campaign.lanes = lanes(&town.campaign.sites, &desks);
    let (old, new) = town.campaign.labs.split_at(standing);
    let before = &input.town.campaign.labs;
    let labs_closed = before.iter().zip(old).filter(|(lab, now)| lab.open && !now.open).count();
    let labs_added = new.iter().map(|lab| lab.id).collect();
    Ok(Opened { town, sites_closed, labs_added, labs_closed })
}

/// The most lanes at once, and one for each mobile team.
fn desks_of(staffing: &Staffing, site: usize) -> u32 {
    let of = |lists: &[Vec<u16>], period: usize| -> u32 {
        lists.get(site).and_then(|list| list.get(period)).map_or(0, |lanes| u32::from(*lanes))
    };
    let lists = [&staffing.lanes, &staffing.single_lanes];
    let periods = lists.iter().filter_map(|lists| lists.get(site)).map(Vec::len).max();
    let at_once = |period| of(&staffing.lanes, period) + of(&staffing.single_lanes, period);
    let most = (0..periods.unwrap_or(0)).map(at_once).max().unwrap_or(0);
    most + staffing.mobile_teams.get(site).map_or(0, |teams| u32::from(*teams))
}

fn lanes(sites: &[Site], desks: &[u32]) -> Vec<Lane> {
    let of_site = |(site, count): (&Site, &u32)| {
        let id = site.id;
        (1..=*count).map(move |number| (id, number as u16)).collect::<Vec<_>>()
    };
    let all = sites.iter().zip(desks).flat_map(of_site);
    all.zip(1..).map(|((site, number), id)| Lane { id: LaneId(id), site, number }).collect()
}

/// The place in the campaign of each site of the city; one at a township's seat, which the file
/// does not know, is added at the end.
fn sites(town: &mut Town, city: &City) -> Vec<usize> {
    let of_file = town.campaign.sites.len();
    let mut left: Vec<Vec<usize>> = vec![Vec::new(); town.townships.len()];
    for at in (0..of_file).rev().filter(|at| town.campaign.sites[*at].open) {
        let code = town.campaign.sites[at].township;
        if let Some(place) = town.townships.iter().position(|township| township.code == code) {
            left[place].push(at);
        }
    }
    let mut found = Vec::new();
    for site in &city.sites {
        let at = left[site.place].pop().unwrap_or_else(|| {
            let at = town.campaign.sites.len();
            let township = &town.townships[site.place];
            town.campaign.sites.push(Site {
                id: SiteId(at as u32 + 1),
                township: township.code,
                name_zh: site.name_zh.clone(),
                name_en: site.name_en.clone(),
                area: Area::Ordinary,
                lab: LabId(0),
                travel: Vec::new(),
                hours: Vec::new(),
                open: true,
            });
            town.positions.push(township.position);
            at
        });
        found.push(at);
    }
    found
}

/// Opens, closes and adds labs; their numbers in the order of the city's, none where the plan has
/// no use for one.
fn labs(town: &mut Town, city: &City, staffing: &Staffing) -> Vec<Option<LabId>> {
    let standing: Vec<usize> =
        (0..town.campaign.labs.len()).filter(|at| town.campaign.labs[*at].open).collect();
    let plates_hourly = 3_600.0 / city.work.cycling.mean_s;
    let hourly = |cyclers: u32| f64::from(cyclers) * plates_hourly * tubes_per_plate(city);
    let mut ids = Vec::new();
    for at in 0..city.labs.len() {
        let LabStaffing { cyclers, .. } = staffing.labs.get(at).copied().unwrap_or_default();
        let rate = hourly(cyclers).round().max(1.0) as u32;
        let id = match standing.get(at) {
            Some(known) => {
                let lab = &mut town.campaign.labs[*known];
                // The file's own figure, where it is what so many cyclers do.
                let same = (f64::from(lab.tubes_per_hour) / hourly(1)).round().max(1.0) as u32;
                lab.open = cyclers > 0;
                lab.tubes_per_hour = if same == cyclers { lab.tubes_per_hour } else { rate };
                lab.id
            }
            None if cyclers > 0 => added(town, city, at, rate),
            None => LabId(0),
        };
        ids.push(Some(id).filter(|_| cyclers > 0));
    }
    ids
}

/// A lab that is bought or brought.
fn added(town: &mut Town, city: &City, at: usize, tubes_per_hour: u32) -> LabId {
    let (lab, work) = (&city.labs[at], &city.work);
    let id = LabId(town.campaign.labs.iter().map(|lab| lab.id.0).max().unwrap_or(0) + 1);
    let process_s = work.extraction.mean_s + work.cycling.mean_s + work.review.mean_s;
    let hours = daily(&lab.periods);
    let hours_per_day = hours.first().map_or(24, |(from, to)| ((to.0 - from.0) / 60) as u32);
    town.campaign.labs.push(Lab {
        id,
        name_zh: lab.name_zh.clone(),
        name_en: lab.name_en.clone(),
        tubes_per_hour,
        process: Minutes((process_s / 60.0).ceil() as i64),
        hours,
        own: lab.own,
        open: true,
    });
    let figure = |value| Figure { value, synthetic: lab.synthetic };
    town.labs.push(LabFigures {
        id,
        tubes_per_day: figure(tubes_per_hour.saturating_mul(hours_per_day)),
        hours_per_day: figure(hours_per_day),
        position: lab.end.position.map(|(lon, lat)| Position { lon, lat }),
    });
    id
}

/// Drives to the labs in use, by whatever the plan knows them from.
fn travel(city: &City, site: usize, ids: &[Option<LabId>]) -> Vec<(LabId, Minutes)> {
    let used = ids.iter().enumerate().filter_map(|(lab, id)| Some((lab, (*id)?)));
    let drive = |lab| city.to_lab(site, lab).map(|minutes| Minutes(minutes.ceil() as i64));
    used.filter_map(|(lab, id)| Some((id, drive(lab)?))).collect()
}

/// Periods in which a site has lanes.
fn staffed(city: &City, staffing: &Staffing, site: usize) -> Vec<(At, At)> {
    let any = |lists: &[Vec<u16>], period: usize| {
        lists.get(site).and_then(|list| list.get(period)).is_some_and(|lanes| *lanes > 0)
    };
    let open =
        |period: &usize| any(&staffing.lanes, *period) || any(&staffing.single_lanes, *period);
    let periods = (0..city.periods.len()).filter(open);
    let mut joined: Vec<(At, At)> = Vec::new();
    for (from, to) in periods.map(|at| city.periods[at]) {
        match joined.last_mut() {
            Some(last) if last.1 == from => last.1 = to,
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// Hours of every day, in minutes after midnight UTC, of periods that are the same each day but
/// for the first and the last, which the round may cut; none where they differ, or never end.
fn daily(periods: &[(At, At)]) -> Vec<(Minutes, Minutes)> {
    let long = |(from, to): &(At, At)| (*to - *from).0;
    let Some(longest) = periods.iter().max_by_key(|period| long(period)) else {
        return Vec::new();
    };
    let day_ms = DAY.0 * MINUTE_MS;
    let clock = |at: At| Minutes(at.0.rem_euclid(day_ms) / MINUTE_MS);
    let hours = (clock(longest.0), Minutes(clock(longest.0).0 + long(longest)));
    let within = |(from, to): &(At, At)| {
        let begins = (clock(*from).0 - hours.0.0).rem_euclid(DAY.0);
        begins + long(&(*from, *to)) <= long(longest)
    };
    let whole = long(longest) < DAY.0 && periods.iter().all(within);
    iter::once(hours).filter(|_| whole).collect()
}
