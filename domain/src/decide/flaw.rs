//! What is wrong with a tube at the hatch and no scanner sees (R107). It is named, and nothing else
//! follows by itself: the lab tests the specimen all the same, or rejects it.

use super::{Decision, lab};
use crate::code::{BoxCode, LabId, TubeCode};
use crate::event::Event;
use crate::refusal::{Refusal, Refused};
use crate::state::State;
use crate::term::Flaw;
use crate::transport::Case;
use crate::tube::{Stage, Tube};

/// The lab names a flaw: of a tube by its code, or of so many tubes of a box whose labels came off.
/// Whose people those hold is known by elimination: they are among the tubes of the manifest that
/// were not scanned, which the lab takes in by the written code when only one is left, or rejects.
pub fn note(
    state: &State,
    lab: LabId,
    (tube, box_code): (Option<TubeCode>, Option<BoxCode>),
    flaw: Flaw,
    count: Option<u16>,
) -> Decision {
    lab::known(state, lab)?;
    let case = box_code.map(|code| state.case(code)).transpose()?;
    if let Some(case) = case
        && case.being_checked()? != lab
    {
        return Err(Refusal::TubeOtherLab.into());
    }
    let (expected, counted) = match (tube, count) {
        (Some(code), count) => {
            let tube = state.tube(code)?.alive()?;
            lab::at_hand(state, tube, lab)?;
            counts(state, (tube, case), flaw, count)?
        }
        (None, Some(count)) if case.is_some() && flaw == Flaw::Unlabelled && count > 0 => {
            (0, i64::from(count))
        }
        (None, _) => return Err(Refusal::FlawUnfit.into()),
    };
    let lies_in = || tube.and_then(|code| state.tubes.get(&code)).and_then(|tube| tube.box_code);
    let (difference, box_code) = (flaw.difference(), box_code.or_else(lies_in));
    Ok(vec![Event::Differed { difference, tube, box_code, expected, counted }])
}

/// What was expected of a tube, and counted: swabs where swabs were counted, otherwise no flaw and
/// one.
fn counts(
    state: &State,
    (tube, case): (&Tube, Option<&Case>),
    flaw: Flaw,
    count: Option<u16>,
) -> Result<(i64, i64), Refused> {
    let swabs = tube.members.iter().filter(|member| member.swabbed).count() as i64;
    match (flaw, count.map(i64::from)) {
        (Flaw::FewerSwabs, Some(count)) if count < swabs => Ok((swabs, count)),
        (Flaw::FewerSwabs, _) | (_, Some(_)) => Err(Refusal::FlawUnfit.into()),
        (Flaw::Unlabelled, None) if tube.stage == Stage::InTransit => {
            by_elimination(state, tube, case).map(|()| (0, 1))
        }
        (_, None) => Ok((0, 1)),
    }
}

/// Refuses unless every other tube of the box is in: then the one without a label can be no other.
fn by_elimination(state: &State, tube: &Tube, case: Option<&Case>) -> Result<(), Refused> {
    let case = case.filter(|case| case.tubes.contains(&tube.code)).ok_or(Refusal::FlawUnfit)?;
    let waits = |code: &TubeCode| {
        state.tubes.get(code).is_some_and(|other| other.stage == Stage::InTransit)
    };
    let alone = !case.tubes.iter().filter(|code| **code != tube.code).any(waits);
    if alone { Ok(()) } else { Err(Refusal::LabelUncertain.into()) }
}
