//! Boxes: from sites by vehicle, from squads, and labs that close and open while they are on their
//! way.

use std::collections::BTreeMap;

use tenfold_domain::command::Act;
use tenfold_domain::term::ClosingReason;
use tenfold_domain::time::At;
use tenfold_sim::record::{Records, TubeRecord};
use tenfold_sim::scenario::{Failure, Routing, Scenario};

use super::common::campaign::box_code;
use super::ground::{lab_id, site_id};
use super::script::{AGAIN, PACKER, Step, code, staff};

/// Whoever leads the city: no site, no lab.
const COMMANDER: u32 = 10;

/// What a vehicle takes from a site is packed, sealed, handed over, and received; labs that are
/// fixed are named. Returns the number of boxes.
pub fn from_sites(scenario: &Scenario, records: &Records, steps: &mut Vec<Step>) -> u32 {
    let mut loads: BTreeMap<(At, u32, u32), Vec<&TubeRecord>> = BTreeMap::new();
    for tube in &records.tubes {
        if let Some((at, vehicle)) = tube.collected_at.zip(tube.vehicle) {
            loads.entry((at, vehicle, tube.site)).or_default().push(tube);
        }
    }
    let most = usize::from(scenario.protocol.transport.tubes_per_box_max);
    let is_fixed = scenario.routing == Routing::Fixed;
    let mut number = 0;
    for ((at, vehicle, _), mut load) in loads {
        let home = scenario.vehicles[vehicle as usize].lab as u32;
        if !is_fixed {
            // Singles first, each kind in the order of sealing.
            load.sort_by_key(|tube| (tube.is_pooled(), tube.number));
        }
        for tubes in load.chunks(most) {
            number += 1;
            one_box(number, (at, vehicle, home, is_fixed), tubes, steps);
        }
    }
    number
}

fn one_box(
    number: u32,
    (at, vehicle, home, is_fixed): (At, u32, u32, bool),
    tubes: &[&TubeRecord],
    steps: &mut Vec<Step>,
) {
    let (box_code, count) = (box_code(number), tubes.len() as u16);
    let (site, lab) = (site_id(tubes[0].site), tubes[0].lab.unwrap_or(home));
    let (packer, courier, receiver) = (staff(PACKER, site.0), staff(5, vehicle), staff(6, lab));
    let mut then = |at, rank, by, act| steps.push(Step { at, rank, by, act });
    for tube in tubes {
        then(at, 4, packer, Act::PackTube { box_code, site, tube: code(tube.number) });
    }
    then(at, 5, packer, Act::SealBox { box_code, count });
    if is_fixed {
        then(at, 6, packer, Act::RouteBox { box_code, lab: Some(lab_id(lab)) });
    }
    let (given, taken) = (count, count);
    let act = Act::HandOver { box_code, giver: packer, taker: courier, given, taken };
    then(at, 7, courier, act);
    let Some(at) = tubes[0].received_at else { return };
    let lab = lab_id(lab);
    then(at, 8, receiver, Act::ReceiveBox { box_code, lab, courier, receiver, count });
    then(at, 9, receiver, Act::ReceiveRest { box_code });
    then(at, 10, receiver, Act::EmptyBox { box_code });
}

/// A squad packs everybody of a pool once the last is swabbed, and brings the box.
pub fn from_squads(records: &Records, packed: u32, steps: &mut Vec<Step>) {
    let mut pools: BTreeMap<u32, Vec<&TubeRecord>> = BTreeMap::new();
    for tube in &records.tubes {
        tube.follows.into_iter().for_each(|pool| pools.entry(pool).or_default().push(tube));
    }
    for (number, tubes) in (packed + 1..).zip(pools.values()) {
        let (box_code, count) = (box_code(number), tubes.len() as u16);
        let Some(at) = tubes.iter().map(|tube| tube.first_swab_at).max() else { continue };
        let (site, squad, driver) = (tubes[0].site, staff(3, tubes[0].site), staff(9, number));
        let mut then = |at, rank, by, act| steps.push(Step { at, rank, by, act });
        for tube in tubes {
            let tube = code(tube.number);
            then(at, AGAIN + 4, squad, Act::PackTube { box_code, site: site_id(site), tube });
        }
        then(at, AGAIN + 5, squad, Act::SealBox { box_code, count });
        let (given, taken) = (count, count);
        let act = Act::HandOver { box_code, giver: squad, taker: driver, given, taken };
        then(at, AGAIN + 6, driver, act);
        let Some((at, lab)) = tubes[0].received_at.zip(tubes[0].lab) else { continue };
        let (receiver, lab) = (staff(6, lab), lab_id(lab));
        let act = Act::ReceiveBox { box_code, lab, courier: driver, receiver, count };
        then(at, 8, receiver, act);
        then(at, 9, receiver, Act::ReceiveRest { box_code });
        then(at, 10, receiver, Act::EmptyBox { box_code });
    }
}

/// A lab that is down is closed, and opened when it is back.
pub fn closings(scenario: &Scenario, steps: &mut Vec<Step>) {
    let by = staff(COMMANDER, 0);
    for failure in &scenario.failures {
        let Failure::LabDown { lab, from_at, to_at } = failure else { continue };
        let lab = lab_id(*lab as u32);
        let act = Act::CloseLab { lab, reason: ClosingReason::Down, until_at: None };
        steps.push(Step { at: *from_at, rank: 0, by, act });
        steps.push(Step { at: *to_at, rank: 0, by, act: Act::OpenLab { lab } });
    }
}
