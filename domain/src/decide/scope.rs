//! Who works for one site or one lab acts on what is there and on nothing else.

use crate::code::{LabId, LaneId, SiteId};
use crate::command::{Act, Scope};
use crate::refusal::{Refusal, Refused};
use crate::state::{State, Touch};
use crate::transport::BoxStage;

/// A place as far as an act or a thing names it.
type Place = (Option<SiteId>, Option<LaneId>, Option<LabId>);

/// Refuses an act outside its asker's scope: by the place it names, or by where the tube, box or
/// plate is that it touches.
pub fn check(state: &State, scope: Scope, act: &Act) -> Result<(), Refused> {
    if scope == Scope::default() {
        return Ok(());
    }
    if let Act::Acknowledge { party, .. } = act
        && differs(scope.party, Some(*party))
    {
        return Err(Refusal::PartyNotYours.into());
    }
    within(scope, named(state, act))?;
    // Whose lane fills a tube is told more helpfully by the rules of the tube; what the door turned
    // away is refused for the door's reason.
    if matches!(act, Act::Register(_) | Act::OpenTube { .. } | Act::TurnedAway { .. }) {
        return Ok(());
    }
    // A lab gives up what it has, and nothing on the way.
    if let Act::VoidTube { tube, .. } = act
        && scope.lab.is_some()
        && state.tubes.get(tube).is_some_and(|tube| tube.lab.is_none())
    {
        return Err(Refusal::LabNotYours.into());
    }
    let mut answer = Ok(());
    act.touches(|touch| {
        if answer.is_ok() {
            answer = within(scope, place_of(state, touch));
        }
    });
    answer
}

/// Whether one of these scopes holds at a desk.
pub fn holds_at(state: &State, scopes: &[Scope], lane: LaneId) -> bool {
    scopes.iter().any(|scope| within(*scope, of_lane(state, lane)).is_ok())
}

fn within(scope: Scope, (site, lane, lab): Place) -> Result<(), Refused> {
    if differs(scope.site, site) || differs(scope.lane, lane) {
        return Err(Refusal::SiteNotYours.into());
    }
    if differs(scope.lab, lab) {
        return Err(Refusal::LabNotYours.into());
    }
    Ok(())
}

fn differs<T: PartialEq>(only: Option<T>, asked: Option<T>) -> bool {
    matches!((only, asked), (Some(only), Some(asked)) if only != asked)
}

/// The place an act names by itself.
fn named(state: &State, act: &Act) -> Place {
    match act {
        Act::Register(register) => of_lane(state, register.lane),
        Act::OpenTube { lane, .. } => of_lane(state, *lane),
        Act::PackTube { site, .. } => (Some(*site), None, None),
        Act::ReceiveBox { lab, .. }
        | Act::ReceiveTube { lab, .. }
        | Act::RejectTube { lab, .. }
        | Act::NoteFlaw { lab, .. }
        | Act::LoadPlate { lab, .. }
        | Act::CloseLab { lab, .. }
        | Act::OpenLab { lab }
        | Act::LimitLab { lab, .. }
        | Act::CallTube { lab, .. } => (None, None, Some(*lab)),
        _ => (None, None, None),
    }
}

fn of_lane(state: &State, lane: LaneId) -> Place {
    (state.campaign.lane(lane).map(|known| known.site), Some(lane), None)
}

/// Where a thing is: a tube at its site and its lab, a box at its site and the lab that has it.
fn place_of(state: &State, touch: Touch) -> Place {
    match touch {
        Touch::Tube(code) => state.tubes.get(&code).map_or((None, None, None), |tube| {
            (state.campaign.site_of(tube.lane).map(|site| site.id), Some(tube.lane), tube.lab)
        }),
        Touch::Box(code) => state.boxes.get(&code).map_or((None, None, None), |case| {
            let lab = match case.stage {
                BoxStage::Received { lab } | BoxStage::Emptied { lab } => Some(lab),
                _ => None,
            };
            (Some(case.site), None, lab)
        }),
        Touch::Plate(code) => (None, None, state.plates.get(&code).map(|plate| plate.lab)),
        // Wherever they are: a lab that closes gives up what others bring.
        Touch::BoxesTo(_) | Touch::Person(_) => (None, None, None),
    }
}
