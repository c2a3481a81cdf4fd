//! The campaign that a scenario stands for in the live system: the same limits, sites, lanes and
//! labs under the numbers that the live system gives.

use tenfold_domain::campaign::{Campaign, Lab, Lane, Site};
use tenfold_domain::code::{LabId, LaneId, PersonKey, RoundId, SiteId};
use tenfold_domain::term::Area;
use tenfold_domain::time::Minutes;
use tenfold_sim::record::{PersonRecord, Records, TubeRecord};
use tenfold_sim::scenario::Scenario;

use super::common::campaign;

/// The only round.
pub const ROUND: RoundId = RoundId(1);

/// Most desks of a site; squads write at desk 0 of the site whose people they visit.
pub const LANES_MAX: u32 = 100;

/// A site by its index.
pub fn site_id(site: u32) -> SiteId {
    SiteId(site + 1)
}

/// A lab by its index.
pub fn lab_id(lab: u32) -> LabId {
    LabId(lab + 1)
}

/// The desk that filled a tube.
pub fn lane_id(tube: &TubeRecord) -> LaneId {
    LaneId(site_id(tube.site).0 * LANES_MAX + u32::from(tube.lane))
}

/// A person as the rules know them.
pub fn person_key(person: &PersonRecord) -> PersonKey {
    let mut key = [0; 16];
    key[..4].copy_from_slice(&person.site.to_le_bytes());
    key[4..8].copy_from_slice(&person.number.to_le_bytes());
    PersonKey(key)
}

/// The campaign of a scenario, with a desk for every lane that filled a tube.
pub fn campaign(scenario: &Scenario, records: &Records) -> Campaign {
    let town = campaign::campaign();
    let labs = 0..scenario.labs.len() as u32;
    let sites = 0..scenario.sites.len() as u32;
    let lanes = |site: u32| -> u32 {
        let of_site = records.tubes.iter().filter(|tube| tube.site == site);
        of_site.map(|tube| u32::from(tube.lane)).max().unwrap_or(0)
    };
    let lane = |site: u32, number: u32| Lane {
        id: LaneId(site_id(site).0 * LANES_MAX + number),
        site: site_id(site),
        number: number as u16,
    };
    // Where boxes are routed, the rule sees what the simulation showed it.
    let shown = scenario.campaign();
    let of_site = |site: u32| shown.as_ref().map(|shown| &shown.sites[site as usize]);
    let fixed = |site: u32| of_site(site).map_or(lab_id(0), |site| site.lab);
    let half_an_hour = || labs.clone().map(|lab| (lab_id(lab), Minutes(30))).collect();
    let site = |site: u32| Site {
        id: site_id(site),
        township: 360_781_001,
        name_zh: scenario.sites[site as usize].name_zh.clone(),
        name_en: scenario.sites[site as usize].name_en.clone(),
        area: Area::Ordinary,
        lab: fixed(site),
        travel: of_site(site).map_or_else(half_an_hour, |site| site.travel.clone()),
        hours: Vec::new(),
        open: true,
    };
    let lab = |lab: u32| Lab {
        id: lab_id(lab),
        name_zh: scenario.labs[lab as usize].name_zh.clone(),
        name_en: scenario.labs[lab as usize].name_en.clone(),
        tubes_per_hour: 60,
        process: Minutes(180),
        hours: Vec::new(),
        own: scenario.labs[lab as usize].own,
        open: true,
    };
    let mut protocol = scenario.protocol.clone();
    if shown.is_none() {
        // Then the lab of a site is fixed for the day, whatever its controls do.
        protocol.routing.failed_runs_max = u8::MAX;
    }
    let fixed_labs = labs.clone().map(lab).collect();
    Campaign {
        protocol,
        sites: sites.clone().map(site).collect(),
        lanes: sites.flat_map(|site| (0..=lanes(site)).map(move |n| lane(site, n))).collect(),
        labs: shown.map_or(fixed_labs, |shown| shown.labs),
        ..town
    }
}
