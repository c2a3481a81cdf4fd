//! Blind samples: said beforehand, compared when their call is confirmed.

use super::Decision;
use crate::blind::compare;
use crate::code::TubeCode;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::state::State;
use crate::term::Call;
use crate::tube::{Stage, Tube};

/// A sealed tube that no lab has received becomes a blind sample of a known verdict. Whoever is
/// owed a swab, or meets one by this tube, is no invented person.
pub fn mark(state: &State, code: TubeCode, expected: Call) -> Decision {
    let tube = state.tube(code)?.alive()?;
    if let Some(before) = tube.blind {
        return if before == expected { Ok(Vec::new()) } else { Err(Refusal::BlindDiffers.into()) };
    }
    let on_its_way = matches!(tube.stage, Stage::Sealed | Stage::Packed | Stage::InTransit);
    let known = matches!(expected, Call::Positive | Call::Negative);
    let owed = tube.members.iter().any(|m| state.recollections.contains_key(&m.person));
    if !on_its_way || !known || owed {
        return Err(Refusal::BlindUnfit.into());
    }
    Ok(vec![Event::BlindMarked { tube: code, expected }])
}

/// What follows a confirmed call of a blind sample: nothing but that it is compared, and that
/// nobody is owed what a call of this kind would have owed.
pub fn follow(state: &State, tube: &Tube, expected: Call, call: Call) -> Vec<Event> {
    let grey_is_positive = state.campaign.protocol.lab.grey_becomes_positive;
    let found = compare(expected, call, grey_is_positive);
    let compared =
        tube.lab.map(|lab| Event::BlindCompared { tube: tube.code, lab, expected, call, found });
    let settled = call == Call::Negative || (call == Call::Positive && !tube.is_pooled());
    compared.into_iter().chain((!settled).then(|| spared(tube)).flatten()).collect()
}

/// Members of a blind sample who are owed no swab by what happened to it.
pub fn spared(tube: &Tube) -> Option<Event> {
    let people = tube.members.len() as u8;
    (tube.blind.is_some() && people > 0).then_some(Event::BlindSpared { tube: tube.code, people })
}
