//! Records turned into what people would ask of the live system, in order of time.

use std::collections::BTreeMap;

use tenfold_domain::code::{PersonKey, SquadId, StaffId, TubeCode};
use tenfold_domain::command::{Act, Opaque, Proof, Register};
use tenfold_domain::term::Class;
use tenfold_domain::time::At;
use tenfold_sim::record::{PersonRecord, Records, TubeRecord};
use tenfold_sim::scenario::{Routing, Scenario};

use super::boxes;
use super::common::campaign::tube_code;
use super::ground::{LANES_MAX, ROUND, lab_id, lane_id, person_key};
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
pub const AGAIN: u8 = 15;

/// Kinds of work at a site.
const CLERK: u32 = 1;
const COLLECTOR: u32 = 2;
pub const PACKER: u32 = 4;

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
                again(tube, members[&pool][place as usize], scenario, &mut steps);
            }
        }
    }
    gloves(scenario, &mut steps);
    let packed = boxes::from_sites(scenario, records, &mut steps);
    if scenario.routing != Routing::Fixed {
        boxes::from_squads(records, packed, &mut steps);
        boxes::closings(scenario, &mut steps);
    }
    lab::plates(records, &mut steps);
    steps.sort_by_key(|step| (step.at, step.rank));
    steps
}

/// Number of the first tube that follows a pool.
fn first_after(records: &Records, pool: u32) -> u32 {
    let follows = |tube: &&TubeRecord| tube.follows == Some(pool);
    records.tubes.iter().find(follows).map_or(0, |tube| tube.number)
}

fn register(tube: &TubeRecord, person: PersonKey, capacity: Option<u8>, class: Class) -> Act {
    Act::Register(Register {
        round: ROUND,
        lane: lane_id(tube),
        tube: code(tube.number),
        person,
        proof: Proof::Holds,
        guardian: None,
        class,
        has_phone: class != Class::Resident,
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
    // Whose outcome is due sooner matters where boxes are routed.
    let is_key = !tube.is_pooled() && scenario.routing != Routing::Fixed;
    let class = if is_key { Class::Key } else { Class::Resident };
    let pool = scenario.sites[tube.site as usize].capacity;
    for person in members {
        let (Some(registered_at), Some(swab_at)) = (person.registered_at, person.swab_at) else {
            continue;
        };
        let key = person_key(person);
        // Who goes singly gets the tube that the rules allow.
        let act = register(tube, key, tube.is_pooled().then_some(pool), class);
        steps.push(Step { at: registered_at, rank: 0, by: staff(CLERK, lane), act });
        let act = Act::Swab { tube: code(tube.number), person: Some(key) };
        steps.push(Step { at: swab_at, rank: SWAB, by: staff(COLLECTOR, lane), act });
    }
    let act = Act::SealTube { tube: code(tube.number), count: tube.members };
    steps.push(Step { at: tube.sealed_at, rank: 3, by: staff(COLLECTOR, lane), act });
}

/// A member of a pool is visited, swabbed alone and brought to the lab that tested first.
fn again(tube: &TubeRecord, person: &PersonRecord, scenario: &Scenario, steps: &mut Vec<Step>) {
    let (by, key, at) = (staff(3, tube.site), person_key(person), tube.first_swab_at);
    let code = code(tube.number);
    let mut then = |rank, act| steps.push(Step { at, rank, by, act });
    then(ASSIGN, Act::AssignRecollection { person: key, squad: SquadId(1) });
    then(AGAIN, register(tube, key, None, Class::Resident));
    then(AGAIN + 1, Act::Swab { tube: code, person: Some(key) });
    then(AGAIN + 2, Act::SealTube { tube: code, count: 1 });
    then(AGAIN + 3, Act::ChangeGloves);
    // Where boxes are routed, squads pack one: see `boxes::from_squads`.
    let by_hand = scenario.routing == Routing::Fixed;
    if let Some((at, lab)) = tube.received_at.zip(tube.lab).filter(|_| by_hand) {
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
