//! The one door: every yes and no of the system.

mod blind;
mod course;
mod flaw;
mod lab;
mod notice;
mod plate;
mod recollect;
mod route;
mod scope;
mod site;
mod transport;

use crate::command::{Act, Command, Stamp};
use crate::event::Event;
use crate::refusal::{Refusal, Refused};
use crate::state::State;
use crate::time::At;

/// What a decision yields: facts to append, or why not. No facts means that it is recorded
/// already and changes nothing.
pub type Decision = Result<Vec<Event>, Refused>;

/// Decides a command. `state` must hold what [`Act::touches`] names. The same scan with the same
/// content yields no facts; a refusal of what was done by hand already yields the fact that it
/// is kept for a supervisor (DESIGN 2, law 2).
pub fn decide(state: &State, now: At, command: &Command) -> Decision {
    let stamp = &command.stamp;
    if let Some(content) = state.scans.get(&stamp.scan) {
        return if *content == stamp.content {
            Ok(Vec::new())
        } else {
            Err(Refusal::ScanReused.into())
        };
    }
    let decision = clock(state, now, stamp)
        .and_then(|()| scope::check(state, command.scope, &command.act))
        .and_then(|()| act(state, now, stamp, &command.act));
    decision.or_else(|refused| keep_or(state, now, refused, command))
}

/// A refusal of what was done by hand already becomes the fact that it is kept. A person whose
/// registration is kept and who stands in no other tube of the round is owed a swab: whatever
/// the supervisor finds, nobody waits for an outcome that cannot come.
fn keep_or(state: &State, now: At, refused: Refused, command: &Command) -> Decision {
    if !command.after_the_fact {
        return Err(refused);
    }
    let mut events = vec![Event::Kept {
        refusal: refused.refusal.number(),
        act: command.act.word().to_owned(),
        original: command.original.clone(),
    }];
    events.extend(command.act.registers().and_then(|named| recollect::owe_kept(state, now, named)));
    Ok(events)
}

/// Refuses commands from a device whose clock cannot be right.
fn clock(state: &State, now: At, stamp: &Stamp) -> Result<(), Refused> {
    let rule = &state.campaign.protocol.clock;
    if stamp.at > now + rule.ahead_max {
        return Err(Refusal::ClockAhead.into());
    }
    if stamp.at < now - rule.behind_max {
        return Err(Refusal::ClockBehind.into());
    }
    Ok(())
}

fn act(state: &State, now: At, stamp: &Stamp, act: &Act) -> Decision {
    match act {
        Act::Register(register) => site::register(state, stamp, register),
        Act::OpenTube { round, lane, tube, capacity } => {
            site::open_tube(state, *round, *lane, *tube, *capacity)
        }
        Act::Withdraw { tube, person, reason } => site::withdraw(state, *tube, *person, *reason),
        Act::Swab { tube, person } => site::swab(state, stamp, *tube, *person),
        Act::ChangeGloves => Ok(vec![Event::GlovesChanged { collector: stamp.by }]),
        Act::SealTube { tube, count } => site::seal(state, stamp, *tube, *count),
        Act::VoidTube { tube, reason } => site::void(state, stamp, *tube, *reason),
        Act::RelabelTube { tube, to, reason } => site::relabel(state, *tube, *to, *reason),
        Act::PackTube { box_code, site, tube } => transport::pack(state, *box_code, *site, *tube),
        Act::UnpackTube { box_code, tube } => transport::unpack(state, *box_code, *tube),
        Act::SealBox { box_code, count } => transport::seal(state, (now, stamp), *box_code, *count),
        Act::RouteBox { box_code, lab } => route::route(state, now, *box_code, *lab),
        Act::HandOver { box_code, giver, taker, given, taken } => {
            transport::hand_over(state, stamp, *box_code, (*giver, *taker), (*given, *taken))
        }
        Act::LoseBox { box_code } => transport::lose(state, stamp, *box_code),
        Act::ReceiveBox { box_code, lab, courier, receiver, count } => {
            transport::receive(state, stamp, *box_code, *lab, (*courier, *receiver), *count)
        }
        Act::ReceiveTube { tube, box_code, lab } => {
            lab::receive_tube(state, (now, stamp), *tube, *box_code, *lab)
        }
        Act::ReceiveRest { box_code } => lab::receive_rest(state, (now, stamp), *box_code),
        Act::EmptyBox { box_code } => lab::empty_box(state, *box_code),
        Act::CloseLab { lab, reason, until_at } => {
            route::close_lab(state, now, *lab, (*reason, *until_at))
        }
        Act::OpenLab { lab } => route::open_lab(state, now, *lab),
        Act::LimitLab { lab, tubes_per_hour, tests_left } => {
            route::limit_lab(state, *lab, (*tubes_per_hour, *tests_left))
        }
        Act::MarkBlind { tube, expected } => blind::mark(state, *tube, *expected),
        Act::NoteFlaw { tube, box_code, lab, reason, count } => {
            flaw::note(state, *lab, (*tube, *box_code), *reason, *count)
        }
        Act::RejectTube { tube, lab, reason } => lab::reject(state, stamp, *tube, *lab, *reason),
        Act::LoadPlate { plate, lab, kit, wells } => plate::load(state, *plate, *lab, kit, wells),
        Act::BeginLot { lab, kit, control, lot } => plate::lot(state, *lab, kit, *control, lot),
        Act::ReadPlate { plate, readings, machine } => {
            plate::read(state, *plate, readings, machine.as_deref())
        }
        Act::CallTube { tube, lab, call } => lab::call(state, *tube, *lab, *call),
        Act::AmendCall { tube, call, reason } => lab::amend(state, *tube, *call, *reason),
        Act::Review { tube } => lab::review(state, stamp, *tube),
        Act::ReviewPlate { plate } => lab::review_plate(state, stamp, *plate),
        Act::Publish { tube } => lab::publish(state, stamp, *tube),
        Act::StoreTube { tube, store } => lab::store(state, stamp, *tube, *store),
        Act::DiscardTube { tube } => lab::discard(state, now, *tube),
        Act::AssignRecollection { person, squad } => recollect::assign(state, *person, *squad),
        Act::AttemptRecollection { person, finding } => recollect::visit(state, *person, *finding),
        Act::EndRecollection { person, reason } => recollect::end(state, *person, *reason),
        Act::BeginCourse { person, schedule, day_zero_at, squad, contact } => {
            let asked = course::Asked { schedule, day_zero_at, squad, contact };
            course::begin(state, stamp.at, *person, &asked)
        }
        Act::EndCourse { person, reason } => course::end(state, stamp.at, *person, *reason),
        Act::Escalate { person } => recollect::escalate(state, now, *person),
        Act::EscalateNotices { tube } => notice::escalate(state, now, *tube),
        Act::Acknowledge { tube, person, party, message } => {
            notice::acknowledge(state, (*tube, *party, *message, *person))
        }
        Act::Resolve { discrepancy: n, resolution } => recollect::resolve(state, *n, *resolution),
        Act::TurnedAway { refusal, .. } => Err((*refusal).into()),
    }
}
