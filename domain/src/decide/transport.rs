//! Boxes: packing, sealing, handover, loss and receipt.

use super::{Decision, recollect, route};
use crate::code::{BoxCode, LabId, SiteId, StaffId, TubeCode};
use crate::command::Stamp;
use crate::event::Event;
use crate::refusal::{Refusal, Refused};
use crate::state::State;
use crate::term::{Cause, Difference, VoidReason};
use crate::time::At;
use crate::transport::{BoxStage, Case};
use crate::tube::{Stage, Tube};

/// A tube goes into a box; the first opens it (R105).
pub fn pack(state: &State, box_code: BoxCode, site: SiteId, code: TubeCode) -> Decision {
    if state.campaign.site(site).is_none() {
        return Err(Refusal::SiteUnknown.into());
    }
    let known = state.boxes.get(&box_code);
    if known.is_none() && !state.campaign.protocol.box_codes.iter().any(|r| r.accepts(box_code.0)) {
        return Err(Refusal::BoxCodeBad.into());
    }
    let tube = state.tube(code)?.alive()?;
    if let Some(case) = known {
        if case.tubes.contains(&code) {
            return Ok(Vec::new());
        }
        case.alive()?;
        if case.site != site {
            return Err(Refusal::BoxOtherSite.into());
        }
        case.open()?;
        if case.count() >= state.campaign.protocol.transport.tubes_per_box_max {
            return Err(Refusal::BoxFull.into());
        }
    }
    if state.campaign.site_of(tube.lane).map(|site| site.id) != Some(site) {
        return Err(Refusal::BoxOtherSite.into());
    }
    match (&tube.stage, tube.box_code) {
        (Stage::Open, _) => return Err(Refusal::TubeNotSealed.into()),
        (Stage::Sealed, _) => {}
        (_, Some(other)) => return Err(Refusal::TubeInBox.about(other)),
        (_, None) => return Err(Refusal::TubeInBox.into()),
    }
    let mut events = Vec::with_capacity(2);
    if known.is_none() {
        events.push(Event::BoxOpened { box_code, site });
    }
    events.push(Event::TubePacked { box_code, tube: code });
    Ok(events)
}

/// A tube comes out of an open box.
pub fn unpack(state: &State, box_code: BoxCode, tube: TubeCode) -> Decision {
    let case = state.case(box_code)?.open()?;
    if !case.tubes.contains(&tube) {
        return Err(Refusal::TubeNotInBox.into());
    }
    Ok(vec![Event::TubeUnpacked { box_code, tube }])
}

/// A box is closed after a count (R102) and given a lab, if one is open.
pub fn seal(state: &State, (now, stamp): (At, &Stamp), box_code: BoxCode, count: u16) -> Decision {
    let case = state.case(box_code)?.open()?;
    if case.tubes.is_empty() {
        return Err(Refusal::BoxEmpty.into());
    }
    if case.count() != count {
        return Err(Refusal::BoxCountDiffers.into());
    }
    let oldest_swab_at = tubes(state, case).filter_map(|tube| tube.first_swab_at).min();
    let oldest_swab_at = oldest_swab_at.unwrap_or(stamp.at);
    let mut events = vec![Event::BoxSealed { box_code, count, oldest_swab_at }];
    route::first(state, now, (box_code, state.load_of(case, oldest_swab_at)), &mut events);
    Ok(events)
}

fn tubes<'a>(state: &'a State, case: &'a Case) -> impl Iterator<Item = &'a Tube> {
    case.tubes.iter().filter_map(|code| state.tubes.get(code))
}

/// A box passes from hand to hand; a count that differs is named and not refused.
pub fn hand_over(
    state: &State,
    stamp: &Stamp,
    box_code: BoxCode,
    (giver, taker): (StaffId, StaffId),
    (given, taken): (u16, u16),
) -> Decision {
    let case = state.case(box_code)?.alive()?;
    if case.stage == BoxStage::Open {
        return Err(Refusal::BoxNotSealed.into());
    }
    different_hands(giver, taker)?;
    party_to(stamp, giver, taker)?;
    match case.stage {
        BoxStage::InTransit { holder } if holder != giver => {
            return Err(Refusal::NotTheHolder.into());
        }
        BoxStage::Received { .. } | BoxStage::Emptied { .. } => {
            return Err(Refusal::BoxReceived.into());
        }
        _ => {}
    }
    let mut events = vec![Event::HandedOver { box_code, giver, taker, given, taken }];
    let counts = if given == taken { vec![taken] } else { vec![given, taken] };
    let differing = counts.into_iter().filter(|count| *count != case.count());
    events.extend(differing.map(|counted| differs(Difference::HandoverCount, case, counted)));
    Ok(events)
}

fn different_hands(giver: StaffId, taker: StaffId) -> Result<(), Refused> {
    if giver == taker { Err(Refusal::SameHands.into()) } else { Ok(()) }
}

/// Who records a passing of hands is one of the two; the other signs on the same device.
fn party_to(stamp: &Stamp, giver: StaffId, taker: StaffId) -> Result<(), Refused> {
    if stamp.by == giver || stamp.by == taker {
        return Ok(());
    }
    Err(Refusal::NotAParty.into())
}

fn differs(difference: Difference, case: &Case, counted: u16) -> Event {
    Event::Differed {
        difference,
        tube: None,
        box_code: Some(case.code),
        expected: i64::from(case.count()),
        counted: i64::from(counted),
    }
}

/// A box is lost with everything in it; its people are swabbed again.
pub fn lose(state: &State, stamp: &Stamp, box_code: BoxCode) -> Decision {
    let case = state.case(box_code)?.alive()?;
    if matches!(case.stage, BoxStage::Received { .. } | BoxStage::Emptied { .. }) {
        return Err(Refusal::BoxReceived.into());
    }
    let mut events = vec![Event::BoxLost { box_code }];
    for tube in tubes(state, case).filter(|tube| tube.alive().is_ok()) {
        if matches!(tube.stage, Stage::Packed | Stage::InTransit) {
            events.push(Event::TubeVoided { tube: tube.code, reason: VoidReason::Lost });
            recollect::owe_all(state, stamp.at, tube, Cause::TubeVoid, &mut events);
        }
    }
    Ok(events)
}

/// A box arrives; courier and receiver sign (R107). A lost box that arrives is found with what lay
/// in it, whoever brings it.
pub fn receive(
    state: &State,
    stamp: &Stamp,
    box_code: BoxCode,
    lab: LabId,
    (courier, receiver): (StaffId, StaffId),
    count: u16,
) -> Decision {
    if state.campaign.lab(lab).is_none() {
        return Err(Refusal::LabUnknown.into());
    }
    let case = state.case(box_code)?;
    if case.stage == BoxStage::Open {
        return Err(Refusal::BoxNotSealed.into());
    }
    different_hands(courier, receiver)?;
    party_to(stamp, courier, receiver)?;
    match case.stage {
        BoxStage::InTransit { holder } if holder == courier => {}
        BoxStage::InTransit { .. } => return Err(Refusal::NotTheHolder.into()),
        BoxStage::Received { .. } | BoxStage::Emptied { .. } => {
            return Err(Refusal::BoxReceived.into());
        }
        BoxStage::Open | BoxStage::Sealed => return Err(Refusal::BoxNotHandedOver.into()),
        BoxStage::Lost => {}
    }
    let mut events = vec![Event::BoxReceived { box_code, lab, courier, receiver, count }];
    if case.stage == BoxStage::Lost {
        let lost = tubes(state, case).filter(|tube| tube.is_lost());
        lost.for_each(|tube| recollect::found(state, tube, &mut events));
    }
    if count != case.count() {
        events.push(differs(Difference::ReceiptCount, case, count));
    }
    if case.routed.is_some_and(|routed| routed != lab) {
        events.push(differs(Difference::Unrouted, case, count));
    }
    Ok(events)
}
