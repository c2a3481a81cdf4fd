//! What happens to a tube beside the usual, aimed so that it often succeeds.

use tenfold_domain::code::{BoxCode, LabId, PersonKey, PlateCode, SquadId, StaffId, TubeCode};
use tenfold_domain::command::Act;
use tenfold_domain::ct::Reading;
use tenfold_domain::plate::Well;
use tenfold_domain::state::State;
use tenfold_domain::term::{
    AmendReason, Call, ClosingReason, CourseEnd, Finding, Flaw, Message, Party, RecollectionEnd,
    RejectReason, RelabelReason, Resolution, VoidReason, WithdrawReason,
};
use tenfold_domain::transport::BoxStage;
use tenfold_domain::tube::{Stage, Tube};

use crate::campaign::{box_code, tube_code};
use crate::wish::{TUBES, reading};

/// Something unusual for tube `n`; `flavour` picks what.
pub fn act(state: &State, n: u32, flavour: u32) -> Act {
    let code = tube_code(n);
    let tube = state.under_label(code);
    let code = tube.map_or(code, |tube| tube.code);
    let rest = flavour / 21;
    let case = tube.and_then(|tube| tube.box_code).unwrap_or(box_code(1 + rest % 3));
    let lab = LabId(1 + rest % 2);
    let member = tube.and_then(|tube| pick(&tube.members, rest)).map(|member| member.person);
    match (flavour % 21, member) {
        (0, Some(person)) => Act::Withdraw { tube: code, person, reason: WithdrawReason::Refused },
        (1, Some(person)) => Act::Swab { tube: code, person: Some(person) },
        (2, Some(person)) => Act::AssignRecollection { person, squad: SquadId(1) },
        (3, Some(person)) if rest.is_multiple_of(3) => {
            Act::EndRecollection { person, reason: RecollectionEnd::Resampled }
        }
        (3, Some(person)) => Act::AttemptRecollection { person, finding: Finding::NotFound },
        (4 | 5, _) => relabel(state, code),
        (6, _) => Act::UnpackTube { box_code: case, tube: code },
        (7, _) => lose_or_find(state, case, lab),
        (8, _) => Act::VoidTube { tube: code, reason: VoidReason::Leaked },
        (9, _) => Act::ReceiveTube { tube: code, box_code: None, lab },
        (10, _) => Act::RouteBox { box_code: case, lab: Some(lab) },
        (11, _) => {
            let reason = AmendReason::ALL.get(rest as usize % 7).copied();
            Act::AmendCall { tube: code, call: Call::ALL[(rest % 4) as usize], reason }
        }
        (12, _) => acknowledge(state, code),
        (13, _) => {
            let open: Vec<u64> = state.discrepancies.keys().copied().collect();
            let discrepancy = pick(&open, rest).copied().unwrap_or(1);
            Act::Resolve { discrepancy, resolution: Resolution::ALL[(rest % 3) as usize] }
        }
        (14, _) => reject(tube, code, lab),
        (16 | 17, _) => at_a_lab(lab, rest / 2),
        (18, _) => end_of_course(state, rest),
        (19, _) => dismiss(state, rest),
        (20, _) => flaw(tube, code, rest),
        (_, _) => match tube.map(|tube| &tube.stage) {
            Some(Stage::InTest { plate, .. }) => twice(state, *plate),
            _ => Act::CallTube { tube: code, lab, call: Call::Grey },
        },
    }
}

/// Somebody who is under a schedule is so no longer.
fn end_of_course(state: &State, rest: u32) -> Act {
    let mut people: Vec<PersonKey> = state.courses.keys().copied().collect();
    people.sort_unstable();
    let person = pick(&people, rest).copied().unwrap_or(PersonKey([0; 16]));
    Act::EndCourse { person, reason: CourseEnd::ALL[rest as usize % CourseEnd::ALL.len()] }
}

/// A registration that was kept and owes a swab is dismissed.
fn dismiss(state: &State, rest: u32) -> Act {
    let kept = state.discrepancies.iter().filter(|(_, person)| person.is_some());
    let kept: Vec<u64> = kept.map(|(number, _)| *number).collect();
    let discrepancy = pick(&kept, rest).copied().unwrap_or(1);
    Act::Resolve { discrepancy, resolution: Resolution::Dismissed }
}

fn pick<T>(list: &[T], at: u32) -> Option<&T> {
    list.get(at as usize % list.len().max(1))
}

/// A lab closes, opens or says what it can do.
fn at_a_lab(lab: LabId, rest: u32) -> Act {
    match rest % 5 {
        0 => Act::OpenLab { lab },
        1 => Act::LimitLab { lab, tubes_per_hour: Some(rest % 7), tests_left: Some(rest % 3) },
        of => {
            let reason = ClosingReason::ALL[of as usize];
            Act::CloseLab { lab, reason, until_at: None }
        }
    }
}

/// A box is lost, or arrives after all.
fn lose_or_find(state: &State, box_code: BoxCode, lab: LabId) -> Act {
    match state.boxes.get(&box_code) {
        Some(case) if case.stage == BoxStage::Lost => {
            let (courier, receiver, count) = (StaffId(1), StaffId(2), case.count());
            Act::ReceiveBox { box_code, lab, courier, receiver, count }
        }
        _ => Act::LoseBox { box_code },
    }
}

fn relabel(state: &State, tube: TubeCode) -> Act {
    let fresh = (TUBES + 1..TUBES + 9).map(tube_code);
    let to = fresh.into_iter().find(|code| !state.tubes.contains_key(code)).unwrap_or(tube);
    Act::RelabelTube { tube, to, reason: RelabelReason::Damaged }
}

fn acknowledge(state: &State, tube: TubeCode) -> Act {
    let mut waiting: Vec<_> = state
        .notices
        .iter()
        .filter(|((of, ..), told)| *of == tube && !told.is_confirmed)
        .map(|((_, party, message, person), _)| (*party, *message, *person))
        .collect();
    waiting.sort();
    let nobody = (Party::Squad, Message::PositivePool, None);
    let (party, message, person) = waiting.first().copied().unwrap_or(nobody);
    Act::Acknowledge { tube, person, party, message }
}

/// A file that names a plate's last well twice and leaves out the first.
fn twice(state: &State, plate: PlateCode) -> Act {
    let wells = state.plates.get(&plate).map(|plate| plate.wells.clone()).unwrap_or_default();
    let mut readings: Vec<(Well, Reading)> =
        wells.iter().map(|(well, _)| (*well, reading(0))).collect();
    if let (Some(last), Some(first)) = (readings.last().cloned(), readings.first_mut()) {
        *first = last;
    }
    Act::ReadPlate { plate, readings, machine: None }
}

fn reject(tube: Option<&Tube>, code: TubeCode, lab: LabId) -> Act {
    let lab = tube.and_then(|tube| tube.lab).unwrap_or(lab);
    Act::RejectTube { tube: code, lab, reason: RejectReason::NoSwab }
}

/// What a lab sees of a tube that it has, or of tubes without a label.
fn flaw(tube: Option<&Tube>, code: TubeCode, rest: u32) -> Act {
    let lab = tube.and_then(|tube| tube.lab).unwrap_or(LabId(1 + rest % 2));
    let box_code = tube.and_then(|tube| tube.box_code);
    let reason = Flaw::ALL[rest as usize / 2 % Flaw::ALL.len()];
    let unlabelled = reason == Flaw::Unlabelled && rest.is_multiple_of(3);
    let count = (unlabelled || reason == Flaw::FewerSwabs).then_some(u16::from(unlabelled));
    Act::NoteFlaw { tube: (!unlabelled).then_some(code), box_code, lab, reason, count }
}
