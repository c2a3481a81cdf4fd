//! Records turned into what people would ask of the live system, in order of time.

use std::collections::BTreeMap;

use tenfold_domain::code::{PersonKey, SquadId, StaffId, TubeCode};
use tenfold_domain::command::{Act, Opaque, Proof, Register};
use tenfold_domain::term::Class;
use tenfold_domain::time::At;
use tenfold_sim::record::{PersonRecord, Records, TubeRecord};
use tenfold_sim::scenario::Scenario;

use super::common::campaign::{box_code, tube_code};
use super::ground::{LANES_MAX, ROUND, lab_id, lane_id, person_key, site_id};
use super::lab;

/// One thing asked.
#[derive(Debug)]
pub struct Step {
    /// When.
    pub at: At,
    /// At one instant the smaller first: the way of a tube.
    pub rank: u8,
    /// Who asks.
    pub by: StaffId,
    /// What.
    pub act: Act,
}

/// Ranks beside those that stand with their acts.
const SWAB: u8 = 2;
pub const READ: u8 = 11;
pub const LOAD: u8 = 12;
pub const REVIEW: u8 = 13;
const ASSIGN: u8 = 14;
const AGAIN: u8 = 15;

/// Kinds of work at a site.
const CLERK: u32 = 1;
const COLLECTOR: u32 = 2;
const PACKER: u32 = 4;

/// More places than there are to work at.
const PLACES_MAX: u32 = 100_000;

/// The label of a tube.
pub fn code(tube: u32) -> TubeCode {
    tube_code(tube + 1)
}

/// Somebody at work: a kind of work, where, and who of those there.
pub fn staff(work: u32, place: u32) -> StaffId {
    StaffId(work * PLACES_MAX + place)
}

/// The index of the site whose network somebody at work needs; none of a courier, a squad, a lab.
pub fn site_of(by: StaffId) -> Option<u32> {
    let (work, place) = (by.0 / PLACES_MAX, by.0 % PLACES_MAX);
    match work {
        CLERK | COLLECTOR => Some(place / LANES_MAX - 1),
        PACKER => Some(place - 1),
        _ => None,
    }
}

/// People of batch 1, who go singly (R48).
pub fn singles(records: &Records) -> impl Iterator<Item = PersonKey> + '_ {
    let single = |person: &&PersonRecord| {
        person.tube.is_some_and(|tube| !records.tubes[tube as usize].is_pooled())
    };
    records.persons.iter().filter(single).map(person_key)
}

/// The whole day.
pub fn script(scenario: &Scenario, records: &Records) -> Vec<Step> {
    let mut members: BTreeMap<u32, Vec<&PersonRecord>> = BTreeMap::new();
    for person in &records.persons {
        person.tube.into_iter().for_each(|tube| members.entry(tube).or_default().push(person));
    }
    let mut steps = Vec::new();
    for tube in &records.tubes {
        match tube.follows {
            None => at_lane(scenario, tube, &members[&tube.number], &mut steps),
            Some(pool) => {
                let place = tube.number - first_after(records, pool);
                again(tube, members[&pool][place as usize], &mut steps);
            }
        }
    }
    gloves(scenario, &mut steps);
    boxes(scenario, records, &mut steps);
    lab::plates(records, &mut steps);
    steps.sort_by_key(|step| (step.at, step.rank));
    steps
}

/// Number of the first tube that follows a pool.
fn first_after(records: &Records, pool: u32) -> u32 {
    let follows = |tube: &&TubeRecord| tube.follows == Some(pool);
    records.tubes.iter().find(follows).map_or(0, |tube| tube.number)
}

fn register(tube: &TubeRecord, person: PersonKey, capacity: Option<u8>) -> Act {
    Act::Register(Register {
        round: ROUND,
        lane: lane_id(tube),
        tube: code(tube.number),
        person,
        proof: Proof::Holds,
        guardian: None,
        class: Class::Resident,
        has_phone: false,
        capacity,
        sealed: Opaque::default(),
    })
}

/// Everybody of a tube is registered and swabbed, and it is sealed after a count.
fn at_lane(
    scenario: &Scenario,
    tube: &TubeRecord,
    members: &[&PersonRecord],
    steps: &mut Vec<Step>,
) {
    let lane = lane_id(tube).0;
    let pool = scenario.sites[tube.site as usize].capacity;
    for person in members {
        let (Some(registered_at), Some(swab_at)) = (person.registered_at, person.swab_at) else {
            continue;
        };
        let key = person_key(person);
        // Who goes singly gets the tube that the rules allow.
        let act = register(tube, key, tube.is_pooled().then_some(pool));
        steps.push(Step { at: registered_at, rank: 0, by: staff(CLERK, lane), act });
        let act = Act::Swab { tube: code(tube.number), person: Some(key) };
        steps.push(Step { at: swab_at, rank: SWAB, by: staff(COLLECTOR, lane), act });
    }
    let act = Act::SealTube { tube: code(tube.number), count: tube.members };
    steps.push(Step { at: tube.sealed_at, rank: 3, by: staff(COLLECTOR, lane), act });
}

/// A member of a pool is visited, swabbed alone and brought to the lab that tested first.
fn again(tube: &TubeRecord, person: &PersonRecord, steps: &mut Vec<Step>) {
    let (by, key, at) = (staff(3, tube.site), person_key(person), tube.first_swab_at);
    let code = code(tube.number);
    let mut then = |rank, act| steps.push(Step { at, rank, by, act });
    then(ASSIGN, Act::AssignRecollection { person: key, squad: SquadId(1) });
    then(AGAIN, register(tube, key, None));
    then(AGAIN + 1, Act::Swab { tube: code, person: Some(key) });
    then(AGAIN + 2, Act::SealTube { tube: code, count: 1 });
    then(AGAIN + 3, Act::ChangeGloves);
    if let Some((at, lab)) = tube.received_at.zip(tube.lab) {
        let (by, lab) = (staff(6, lab), lab_id(lab));
        let act = Act::ReceiveTube { tube: code, box_code: None, lab };
        steps.push(Step { at, rank: AGAIN + 4, by, act });
    }
}

/// Collectors put on new gloves after as many people as the protocol says (R97), right before
/// the next swab.
fn gloves(scenario: &Scenario, steps: &mut Vec<Step>) {
    let limit = scenario.protocol.transport.glove_disinfections_max;
    let mut used: BTreeMap<u32, u16> = BTreeMap::new();
    steps.sort_by_key(|step| (step.at, step.rank));
    for step in std::mem::take(steps) {
        if step.rank == SWAB {
            let used = used.entry(step.by.0).or_default();
            if *used == limit {
                *used = 0;
                steps.push(Step { act: Act::ChangeGloves, at: step.at, rank: SWAB, by: step.by });
            }
            *used += 1;
        }
        steps.push(step);
    }
}

/// What a vehicle takes from a site is packed, sealed, routed, handed over, and received.
fn boxes(scenario: &Scenario, records: &Records, steps: &mut Vec<Step>) {
    let mut loads: BTreeMap<(At, u32, u32), Vec<&TubeRecord>> = BTreeMap::new();
    for tube in &records.tubes {
        if let Some((at, vehicle)) = tube.collected_at.zip(tube.vehicle) {
            loads.entry((at, vehicle, tube.site)).or_default().push(tube);
        }
    }
    let most = usize::from(scenario.protocol.transport.tubes_per_box_max);
    let mut number = 0;
    for ((at, vehicle, _), load) in loads {
        let lab = scenario.vehicles[vehicle as usize].lab as u32;
        for tubes in load.chunks(most) {
            number += 1;
            one_box(number, (at, vehicle, lab), tubes, steps);
        }
    }
}

fn one_box(
    number: u32,
    (at, vehicle, lab): (At, u32, u32),
    tubes: &[&TubeRecord],
    steps: &mut Vec<Step>,
) {
    let (box_code, count) = (box_code(number), tubes.len() as u16);
    let site = site_id(tubes[0].site);
    let (packer, courier, receiver) = (staff(PACKER, site.0), staff(5, vehicle), staff(6, lab));
    let mut then = |at, rank, by, act| steps.push(Step { at, rank, by, act });
    for tube in tubes {
        then(at, 4, packer, Act::PackTube { box_code, site, tube: code(tube.number) });
    }
    then(at, 5, packer, Act::SealBox { box_code, count });
    then(at, 6, packer, Act::RouteBox { box_code, lab: Some(lab_id(lab)) });
    let (given, taken) = (count, count);
    let act = Act::HandOver { box_code, giver: packer, taker: courier, given, taken };
    then(at, 7, courier, act);
    let Some(at) = tubes[0].received_at else { return };
    let lab = lab_id(lab);
    then(at, 8, receiver, Act::ReceiveBox { box_code, lab, courier, receiver, count });
    then(at, 9, receiver, Act::ReceiveRest { box_code });
    then(at, 10, receiver, Act::EmptyBox { box_code });
}
