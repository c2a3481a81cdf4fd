//! What would usually come next for a tube, so that random days reach the published outcome.

use tenfold_domain::code::{BoxCode, LabId, LaneId, PlateCode, RoundId, SiteId, StaffId, TubeCode};
use tenfold_domain::command::{Act, Opaque, Proof, Register, Scope, Supervisor};
use tenfold_domain::plate::{Content, Plate};
use tenfold_domain::state::State;
use tenfold_domain::term::{AmendReason, Call, Class, Control, RejectReason, Store, VoidReason};
use tenfold_domain::transport::BoxStage;
use tenfold_domain::tube::{Stage, Tube};

use crate::campaign::{box_code, tube_code};
use crate::wish::{TUBES, person, plate, reading, well};

/// The next act for tube `n`; `flavour` picks among what is usual.
pub fn next(state: &State, n: u32, flavour: u32) -> Act {
    let code = tube_code(n);
    let Some(tube) = state.under_label(code) else { return join(state, n, flavour) };
    match &tube.stage {
        Stage::Open => open(state, tube, n, flavour),
        Stage::Sealed if flavour.is_multiple_of(7) && tube.blind.is_none() => {
            let expected = if flavour.is_multiple_of(2) { Call::Negative } else { Call::Positive };
            Act::MarkBlind { tube: tube.code, expected }
        }
        Stage::Sealed => {
            let site = if tube.lane == LaneId(3) { 2 } else { 1 };
            let into = box_code(if site == 2 { 3 } else { 1 + flavour % 2 });
            Act::PackTube { box_code: into, site: SiteId(site), tube: tube.code }
        }
        Stage::Packed | Stage::InTransit => carried(state, tube, flavour),
        Stage::Received { .. } => in_lab(state, tube, flavour),
        Stage::InTest { plate, .. } => read(state, *plate, flavour),
        Stage::Called { .. } => Act::Review { tube: tube.code },
        Stage::Reviewed { .. } => Act::Publish { tube: tube.code },
        Stage::Published { call, .. } | Stage::Stored { call, .. } if flavour.is_multiple_of(4) => {
            let call = if *call == Call::Negative { Call::Positive } else { Call::Negative };
            Act::AmendCall { tube: tube.code, call, reason: Some(AmendReason::Retested) }
        }
        Stage::Published { .. } if flavour.is_multiple_of(2) => {
            Act::StoreTube { tube: tube.code, store: Store::Freezer20 }
        }
        Stage::Stored { .. } => Act::DiscardTube { tube: tube.code },
        _ => second_swab(state, tube, flavour),
    }
}

/// A member of a finished tube who is owed a swab goes to a fresh tube, or to any.
fn second_swab(state: &State, tube: &Tube, flavour: u32) -> Act {
    let mut members = tube.members.iter().map(|member| member.person);
    let owed = members
        .find(|person| state.recollections.get(person).is_some_and(|owed| owed.sampled.is_none()));
    let fresh = (1..=TUBES).find(|n| !state.tubes.contains_key(&tube_code(*n)));
    let n = fresh.unwrap_or(1 + flavour % TUBES);
    match (join(state, n, flavour), owed) {
        (Act::Register(asked), Some(person)) => Act::Register(Register { person, ..asked }),
        (other, _) => other,
    }
}

fn join(_state: &State, n: u32, flavour: u32) -> Act {
    let classes = [Class::Resident, Class::Resident, Class::Resident, Class::Suspect];
    let supervisor = Supervisor { staff: StaffId(9), scopes: vec![Scope::default()] };
    Act::Register(Register {
        round: RoundId(1),
        lane: LaneId(if n.is_multiple_of(2) { 3 } else { 1 }),
        tube: tube_code(n),
        person: person(1 + flavour % 12),
        proof: if flavour % 16 == 5 { Proof::Overridden(supervisor) } else { Proof::Holds },
        guardian: (flavour % 16 == 7).then(|| person(12)),
        class: classes[(flavour / 12 % 4) as usize],
        has_phone: true,
        capacity: None,
        sealed: Opaque::default(),
    })
}

fn open(state: &State, tube: &Tube, n: u32, flavour: u32) -> Act {
    let count = tube.members.len() as u8;
    match flavour % 5 {
        0 | 1 if count > 0 => Act::SealTube { tube: tube.code, count },
        2 if count > 0 => Act::Swab { tube: tube.code, person: Some(tube.members[0].person) },
        _ => match join(state, n, flavour / 5) {
            Act::Register(asked) => {
                let (tube, lane, round) = (tube.code, tube.lane, tube.round);
                Act::Register(Register { tube, lane, round, ..asked })
            }
            other => other,
        },
    }
}

fn carried(state: &State, tube: &Tube, flavour: u32) -> Act {
    let case = tube.box_code.and_then(|code| state.boxes.get(&code));
    let Some(case) = case else { return void(tube.code, VoidReason::Lost) };
    let (box_code, count): (BoxCode, u16) = (case.code, case.count());
    let (giver, taker) = (StaffId(1), StaffId(2));
    match case.stage {
        BoxStage::Open => Act::SealBox { box_code, count },
        BoxStage::Sealed => Act::HandOver { box_code, giver, taker, given: count, taken: count },
        BoxStage::InTransit { holder } => {
            let lab = case.routed.filter(|_| !flavour.is_multiple_of(5)).unwrap_or(LabId(1));
            let receiver = StaffId(holder.0 + 1);
            Act::ReceiveBox { box_code, lab, courier: holder, receiver, count }
        }
        BoxStage::Received { lab } => match flavour % 5 {
            0 => Act::EmptyBox { box_code },
            1 => Act::RejectTube { tube: tube.code, lab, reason: RejectReason::Leaking },
            2 => Act::ReceiveTube { tube: tube.code, box_code: Some(box_code), lab },
            _ => Act::ReceiveRest { box_code },
        },
        BoxStage::Emptied { lab } => Act::ReceiveTube { tube: tube.code, box_code: None, lab },
        BoxStage::Lost => void(tube.code, VoidReason::Lost),
    }
}

fn void(tube: TubeCode, reason: VoidReason) -> Act {
    Act::VoidTube { tube, reason }
}

fn in_lab(state: &State, tube: &Tube, flavour: u32) -> Act {
    let lab = tube.lab.unwrap_or(LabId(1));
    match flavour % 8 {
        0 => Act::RejectTube { tube: tube.code, lab, reason: RejectReason::Insufficient },
        1 => void(tube.code, VoidReason::Broken),
        2..=4 => {
            let calls = [Call::Negative, Call::Positive, Call::Positive, Call::Invalid];
            Act::CallTube { tube: tube.code, lab, call: calls[(flavour / 8 % 4) as usize] }
        }
        _ => {
            let fresh = (1..=20).map(plate).find(|code| !state.plates.contains_key(code));
            let waiting = state.tubes.values().filter(|other| {
                other.lab == tube.lab && matches!(other.stage, Stage::Received { .. })
            });
            let mut codes: Vec<TubeCode> = waiting.map(|tube| tube.code).collect();
            codes.sort();
            let contents = [Control::Positive, Control::Negative].map(Content::Control);
            let contents = contents.into_iter().chain(codes.into_iter().map(Content::Tube));
            let wells = (0..).map(well).zip(contents).collect();
            let plate = fresh.unwrap_or(plate(1));
            Act::LoadPlate { plate, lab, kit: "orf-n".to_owned(), wells }
        }
    }
}

/// The run's file: controls good seven times of eight, specimens by flavour.
fn read(state: &State, code: PlateCode, flavour: u32) -> Act {
    let wells = state.plates.get(&code).map(|plate: &Plate| plate.wells.clone());
    let readings = wells.unwrap_or_default().into_iter().enumerate();
    let readings = readings.map(|(place, (well, content))| {
        let kind = match content {
            Content::Control(Control::Positive) if !flavour.is_multiple_of(8) => 1,
            Content::Control(_) => 0,
            Content::Tube(_) => flavour.rotate_right(3 + 2 * place as u32),
        };
        (well, reading(kind))
    });
    Act::ReadPlate { plate: code, readings: readings.collect(), machine: None }
}
