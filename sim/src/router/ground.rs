//! The campaign that a scenario stands for in the live system: what the rule reads of sites, labs
//! and ways. Numbers are indexes counted from 1.

use tenfold_domain::campaign::{Campaign, Lab, Site};
use tenfold_domain::code::{LabId, Region, SiteId};
use tenfold_domain::term::Area;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use crate::scenario::{self, Scenario, Ways};

const DAY: Minutes = Minutes::hours(24);
const WELLS: f64 = 96.0;

/// A site by its index.
pub fn site_id(site: usize) -> SiteId {
    SiteId(site as u32 + 1)
}

/// A lab by its index.
pub fn lab_id(lab: usize) -> LabId {
    LabId(lab as u32 + 1)
}

/// The index of a lab.
pub fn lab_of(id: LabId) -> usize {
    (id.0 as usize).saturating_sub(1)
}

/// Sites with the lab fixed for them (that of the first vehicle that calls there) and their ways,
/// labs with what they can begin in an hour.
pub fn campaign(scenario: &Scenario, ways: &Ways) -> Campaign {
    let labs: Vec<Lab> = (0..scenario.labs.len()).map(|at| lab(scenario, at)).collect();
    let mut served = vec![None; scenario.sites.len()];
    for vehicle in &scenario.vehicles {
        tour(scenario, vehicle, &mut served);
    }
    let site = |(at, served): (usize, Option<Served>)| {
        let open = (0..labs.len()).filter(|lab| labs[*lab].open);
        let to = |lab: usize| Some((lab_id(lab), whole(minutes(ways, at, served, lab)?)));
        Site {
            id: site_id(at),
            township: 0,
            name_zh: String::new(),
            name_en: String::new(),
            area: Area::Ordinary,
            lab: lab_id(served.map_or(0, |served| served.home)),
            travel: open.filter_map(to).collect(),
            hours: Vec::new(),
            open: true,
        }
    };
    Campaign {
        region: Region(0),
        name: String::new(),
        protocol: scenario.protocol.clone(),
        rounds: Vec::new(),
        sites: served.into_iter().enumerate().map(site).collect(),
        lanes: Vec::new(),
        labs,
        kits: Vec::new(),
    }
}

/// The first vehicle that calls at a site.
#[derive(Clone, Copy, Debug)]
struct Served {
    /// Its lab.
    home: usize,
    /// Its last stop, where it turns to the labs.
    last: usize,
    /// From loading to leaving there.
    rest_minutes: f64,
    /// From there home.
    back_minutes: f64,
}

/// Tells each stop of a tour that no vehicle before calls at how the tour goes on.
fn tour(scenario: &Scenario, vehicle: &scenario::Vehicle, served: &mut [Option<Served>]) {
    let Some(last) = vehicle.stops.last().map(|stop| stop.site) else { return };
    let (home, back_minutes) = (vehicle.lab, vehicle.back_minutes);
    let stay_minutes = scenario.work.stop.mean_s / 60.0;
    let mut rest_minutes = 0.0;
    for stop in vehicle.stops.iter().rev() {
        rest_minutes += stay_minutes;
        served[stop.site].get_or_insert(Served { home, last, rest_minutes, back_minutes });
        rest_minutes += stop.drive_minutes;
    }
}

/// Minutes from loading at a site to a lab's door: the rest of the tour, then the drive. To a lab
/// that is not the vehicle's own also what its way home is longer by, for whatever else it carries
/// and for the sites that wait for its next tour.
fn minutes(ways: &Ways, site: usize, served: Option<Served>, lab: usize) -> Option<f64> {
    let Some(Served { home, last, rest_minutes, back_minutes }) = served else {
        return ways.to_labs[site][lab];
    };
    if lab == home {
        return Some(rest_minutes + back_minutes);
    }
    let there = ways.to_labs[last][lab]?;
    let longer = there + ways.between_labs[lab][home] - back_minutes;
    Some(rest_minutes + there + longer.max(0.0))
}

/// Minutes of a drive as the live system has them: rounded up.
fn whole(minutes: f64) -> Minutes {
    Minutes((minutes - 1e-6).ceil().max(0.0) as i64)
}

/// A lab begins what its benches unpack and its cyclers take, whichever is less; from arrival at
/// an idle lab to the call of a tube on a full plate it takes one extraction and one run.
fn lab(scenario: &Scenario, at: usize) -> Lab {
    let (lab, work) = (&scenario.labs[at], &scenario.work);
    let (positive, negative) = scenario.protocol.lab.controls_min;
    let plate = (WELLS - f64::from(positive) - f64::from(negative)).max(1.0);
    let cycled = f64::from(lab.cyclers) * plate * 3_600.0 / work.cycling.mean_s;
    let process_s = work.extraction.mean_s + work.cycling.mean_s;
    Lab {
        id: lab_id(at),
        name_zh: String::new(),
        name_en: String::new(),
        tubes_per_hour: cycled.min(lab.accession_per_hour) as u32,
        process: whole(process_s / 60.0),
        hours: hours(lab),
        own: lab.own,
        open: lab.cyclers > 0 && !lab.periods.is_empty(),
    }
}

/// Daily hours, in minutes after midnight UTC; none for a lab that works day and night.
fn hours(lab: &scenario::Lab) -> Vec<(Minutes, Minutes)> {
    let span = |(from, to): &(At, At)| {
        let from_midnight = Minutes(from.0.rem_euclid(DAY.0 * MINUTE_MS) / MINUTE_MS);
        (from_midnight, Minutes(from_midnight.0 + (*to - *from).0))
    };
    let hours: Vec<(Minutes, Minutes)> = lab.periods.iter().map(span).collect();
    let day_and_night = hours.iter().any(|(from, to)| to.0 - from.0 >= DAY.0);
    if day_and_night { Vec::new() } else { hours }
}
