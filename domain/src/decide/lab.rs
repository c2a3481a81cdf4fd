//! In the lab: receipt of tubes, calls, review, publication, storage.

use super::{Decision, course, recollect};
use crate::accession::Accession;
use crate::code::{BoxCode, LabId, PlateCode, TubeCode};
use crate::command::Stamp;
use crate::event::Event;
use crate::refusal::{Refusal, Refused};
use crate::state::State;
use crate::term::{AmendReason, Call, Cause, Difference, RejectReason, Store};
use crate::time::At;
use crate::tube::{Stage, Tube};

pub(super) fn known(state: &State, lab: LabId) -> Result<(), Refused> {
    state.campaign.lab(lab).map(|_| ()).ok_or_else(|| Refusal::LabUnknown.into())
}

/// A tube is scanned at the hatch. What is late, surplus or at the wrong lab is named; the good
/// tube is taken all the same, also one that was given up as lost.
pub fn receive_tube(
    state: &State,
    (now, stamp): (At, &Stamp),
    code: TubeCode,
    box_code: Option<BoxCode>,
    lab: LabId,
) -> Decision {
    known(state, lab)?;
    let tube = state.tube(code)?;
    let lost = tube.is_lost();
    if !lost {
        tube.alive()?;
    }
    let case = box_code.map(|code| state.case(code)).transpose()?;
    let here = case.map(|case| case.being_checked()).transpose()?;
    match tube.lab {
        Some(has) if has == lab => return Ok(Vec::new()),
        Some(_) => return Err(Refusal::TubeOtherLab.into()),
        None if here.is_some_and(|here| here != lab) => return Err(Refusal::TubeOtherLab.into()),
        None => {}
    }
    let accession = next(state, lab, now);
    let mut events = Vec::new();
    if lost {
        recollect::found(state, tube, &mut events);
    }
    events.extend(received(state, stamp, tube, lab, accession));
    let expected = case.is_none_or(|case| case.tubes.contains(&code));
    if !expected || tube.stage == Stage::Open {
        events.push(differs(Difference::Surplus, tube, box_code, 0, 1));
    }
    // A tube that was never sealed: who has no swab in it gets no outcome from it. Of a lost tube
    // everybody was owed one when it was given up.
    if !lost {
        recollect::owe_unswabbed(state, stamp.at, tube, &mut events);
    }
    Ok(events)
}

/// Every tube of a box that is not in yet is accepted after a count.
pub fn receive_rest(state: &State, (now, stamp): (At, &Stamp), box_code: BoxCode) -> Decision {
    let case = state.case(box_code)?;
    let lab = case.being_checked()?;
    let mut number = next(state, lab, now);
    let waiting = case
        .tubes
        .iter()
        .filter_map(|code| state.tubes.get(code))
        .filter(|tube| tube.stage == Stage::InTransit);
    let mut events = Vec::new();
    for tube in waiting {
        events.extend(received(state, stamp, tube, lab, number));
        number = number.next(now, state.campaign.protocol.clock.utc_offset);
    }
    Ok(events)
}

/// The number that a lab gives next; by the moment of acceptance, see [`Accession`].
fn next(state: &State, lab: LabId, now: At) -> Accession {
    let last = state.tally.labs.get(&lab).map_or(Accession::default(), |lab| lab.accession);
    last.next(now, state.campaign.protocol.clock.utc_offset)
}

fn received(
    state: &State,
    stamp: &Stamp,
    tube: &Tube,
    lab: LabId,
    accession: Accession,
) -> Vec<Event> {
    let mut events = vec![Event::TubeReceived { tube: tube.code, lab, accession }];
    let limit = state.campaign.protocol.transport.room_limit;
    if let Some(age) = tube.first_swab_at.map(|at| stamp.at - at).filter(|age| *age > limit) {
        events.push(differs(Difference::TooOld, tube, tube.box_code, limit.0, age.0));
    }
    let original = tube.members.iter().find_map(|member| {
        let owed = state.recollections.get(&member.person)?;
        owed.lab.filter(|_| owed.sampled == Some(tube.code))
    });
    if let Some(original) = original.filter(|original| *original != lab) {
        let (expected, counted) = (i64::from(original.0), i64::from(lab.0));
        events.push(differs(Difference::OtherLab, tube, tube.box_code, expected, counted));
    }
    events
}

fn differs(
    difference: Difference,
    tube: &Tube,
    box_code: Option<BoxCode>,
    expected: i64,
    counted: i64,
) -> Event {
    Event::Differed { difference, tube: Some(tube.code), box_code, expected, counted }
}

/// Receipt of a box is finished; what was not scanned is named missing and stays in transit.
pub fn empty_box(state: &State, box_code: BoxCode) -> Decision {
    let case = state.case(box_code)?;
    if matches!(case.stage, crate::transport::BoxStage::Emptied { .. }) {
        return Ok(Vec::new());
    }
    case.being_checked()?;
    let missing = case
        .tubes
        .iter()
        .filter_map(|code| state.tubes.get(code))
        .filter(|tube| tube.stage == Stage::InTransit);
    let mut events: Vec<Event> =
        missing.map(|tube| differs(Difference::Missing, tube, Some(box_code), 1, 0)).collect();
    events.push(Event::BoxEmptied { box_code, missing: events.len() as u16 });
    Ok(events)
}

/// The lab turns a specimen away; its members are swabbed again.
pub fn reject(
    state: &State,
    stamp: &Stamp,
    code: TubeCode,
    lab: LabId,
    reason: RejectReason,
) -> Decision {
    known(state, lab)?;
    let tube = state.tube(code)?.alive()?;
    at_hand(state, tube, lab)?;
    let mut events = vec![Event::TubeRejected { tube: code, lab, reason }];
    recollect::owe_all(state, stamp.at, tube, Cause::Rejected, &mut events);
    Ok(events)
}

/// Refuses unless the tube is at this lab, or at its hatch in a box that is being checked, and has
/// no call yet.
pub(super) fn at_hand(state: &State, tube: &Tube, lab: LabId) -> Result<(), Refused> {
    let at_hatch = tube.box_code.and_then(|code| state.boxes.get(&code));
    let at_hatch = at_hatch.is_some_and(|case| case.being_checked() == Ok(lab));
    match tube.stage {
        Stage::Open | Stage::Sealed | Stage::Packed => Err(Refusal::TubeNotReceived.into()),
        Stage::InTransit if !at_hatch => Err(Refusal::TubeNotReceived.into()),
        Stage::InTransit => Ok(()),
        _ if tube.lab != Some(lab) => Err(Refusal::TubeOtherLab.into()),
        _ if tube.stage.call().is_some() => Err(Refusal::TubeCalled.into()),
        _ => Ok(()),
    }
}

/// A tube is called by hand. The same call again changes nothing; another one is an amendment.
pub fn call(state: &State, code: TubeCode, lab: LabId, call: Call) -> Decision {
    known(state, lab)?;
    let tube = state.tube(code)?.readable(lab)?;
    let attempts = match tube.stage {
        Stage::Received { attempts } | Stage::InTest { attempts, .. } => attempts,
        _ if tube.stage.call() == Some(call) => return Ok(Vec::new()),
        _ => return Err(Refusal::CallDiffers.into()),
    };
    let attempt = attempts.saturating_add(1);
    let (plate, well) = match tube.stage {
        Stage::InTest { plate, well, .. } => (Some(plate), Some(well)),
        _ => (None, None),
    };
    Ok(vec![Event::Called { tube: code, lab, call, attempt, plate, well, ct: None }])
}

/// A call is corrected and waits for review again; the first call stays in the ledger, with why it
/// was left.
pub fn amend(state: &State, code: TubeCode, call: Call, reason: Option<AmendReason>) -> Decision {
    let tube = state.tube(code)?.alive()?;
    match tube.stage.call() {
        None => Err(Refusal::NotCalled.into()),
        Some(_) if matches!(tube.stage, Stage::Discarded { .. }) => {
            Err(Refusal::SpecimenGone.into())
        }
        Some(from) if from == call => Ok(Vec::new()),
        Some(from) => {
            let reason = reason.ok_or(Refusal::AmendReasonMissing)?;
            let amended = Event::CallAmended { tube: code, from, call };
            Ok(vec![amended, Event::AmendedFor { tube: code, reason }])
        }
    }
}

/// A second person confirms a call (R117), and what follows from it starts.
pub fn review(state: &State, stamp: &Stamp, code: TubeCode) -> Decision {
    let tube = state.tube(code)?.alive()?;
    match tube.stage {
        Stage::Called { call, .. } => {
            let mut events = reviewed(state, stamp, tube)?;
            events.extend(course::follow(state, stamp.at, &[(tube, call)]));
            Ok(events)
        }
        _ if tube.stage.call().is_some() => Ok(Vec::new()),
        _ => Err(Refusal::NotCalled.into()),
    }
}

/// The same for every tube that this plate's readings called, where all that is left of them is
/// negative: what is positive is looked at by itself first. A tube that was tested again or whose
/// call was amended is of another moment, and is left alone.
pub fn review_plate(state: &State, stamp: &Stamp, code: PlateCode) -> Decision {
    let plate = state.plates.get(&code).ok_or(Refusal::PlateUnknown)?;
    let read_at = plate.read_at.ok_or(Refusal::PlateNotRead)?;
    let (mut events, mut confirmed) = (Vec::new(), Vec::new());
    for tube in plate.tubes().filter_map(|(_, code)| state.under_label(code)) {
        match tube.stage {
            Stage::Called { call: Call::Negative, at, .. } if at == read_at => {
                events.extend(reviewed(state, stamp, tube)?);
                confirmed.push((tube, Call::Negative));
            }
            Stage::Called { at, .. } if at == read_at => {
                return Err(Refusal::PlateNotClean.about(tube.code));
            }
            _ => {}
        }
    }
    events.extend(course::follow(state, stamp.at, &confirmed));
    Ok(events)
}

fn reviewed(state: &State, stamp: &Stamp, tube: &Tube) -> Decision {
    let Stage::Called { call, by, at } = tube.stage else { return Ok(Vec::new()) };
    if by == stamp.by {
        return Err(Refusal::ReviewerIsCaller.into());
    }
    let mut events = vec![Event::Reviewed { tube: tube.code, call }];
    if state.campaign.protocol.lab.publish_on_review {
        events.extend(published(state, stamp, tube, call));
    }
    events.extend(recollect::follow(state, stamp.at, tube, call, at));
    Ok(events)
}

/// A reviewed call is published.
pub fn publish(state: &State, stamp: &Stamp, code: TubeCode) -> Decision {
    let tube = state.tube(code)?.alive()?;
    match tube.stage {
        Stage::Reviewed { call } => Ok(published(state, stamp, tube, call)),
        Stage::Published { .. } | Stage::Stored { .. } | Stage::Discarded { .. } => Ok(Vec::new()),
        _ => Err(Refusal::NotReviewed.into()),
    }
}

/// What publishing yields. A specimen put away before its call was amended lies where it lay, for
/// as long as the new call asks.
fn published(state: &State, stamp: &Stamp, tube: &Tube, call: Call) -> Vec<Event> {
    let keep_until_at = keep_until(state, call, stamp.at);
    let code = tube.code;
    let stored = tube.store.map(|store| Event::Stored { tube: code, store, keep_until_at });
    [Event::Published { tube: code, call }].into_iter().chain(stored).collect()
}

fn keep_until(state: &State, call: Call, published_at: At) -> At {
    published_at + state.campaign.protocol.lab.keep(call)
}

/// A published specimen is put away for as long as its call asks (R111, R112); one that waits for
/// its test is kept cold until then (R109).
pub fn store(state: &State, stamp: &Stamp, code: TubeCode, store: Store) -> Decision {
    let tube = state.tube(code)?.alive()?;
    match tube.stage {
        Stage::Received { .. } if tube.store == Some(store) => Ok(Vec::new()),
        Stage::Received { .. } => {
            Ok(vec![Event::Stored { tube: code, store, keep_until_at: stamp.at }])
        }
        Stage::Published { call, at } => {
            let keep_until_at = keep_until(state, call, at);
            Ok(vec![Event::Stored { tube: code, store, keep_until_at }])
        }
        Stage::Stored { .. } if tube.store == Some(store) => Ok(Vec::new()),
        Stage::Stored { keep_until_at, .. } => {
            Ok(vec![Event::Stored { tube: code, store, keep_until_at }])
        }
        _ => Err(Refusal::NotPublished.into()),
    }
}

/// A stored specimen is destroyed when its time is over.
pub fn discard(state: &State, now: At, code: TubeCode) -> Decision {
    match state.tube(code)?.alive()?.stage {
        Stage::Stored { keep_until_at, .. } if now < keep_until_at => {
            Err(Refusal::KeepLonger.into())
        }
        Stage::Stored { .. } => Ok(vec![Event::Discarded { tube: code }]),
        Stage::Discarded { .. } => Ok(Vec::new()),
        _ => Err(Refusal::NotPublished.into()),
    }
}
