//! At the site: registration, swab, seal, void, relabel.

use super::{Decision, course, recollect, scope};
use crate::campaign::Site;
use crate::code::{LaneId, PersonKey, RoundId, TubeCode};
use crate::command::{Proof, Register, Stamp};
use crate::event::Event;
use crate::refusal::{Refusal, Refused};
use crate::state::State;
use crate::term::{Cause, Difference, RelabelReason, VoidReason, WithdrawReason};
use crate::time::At;
use crate::tube::{Stage, Tube};

/// A person joins a tube, which their scan may open.
pub fn register(state: &State, stamp: &Stamp, asked: &Register) -> Decision {
    let site = desk(state, asked.round, asked.lane)?;
    let known = state.tubes.get(&asked.tube);
    match known {
        Some(tube) => fills(tube, asked)?,
        None => {
            accepted(state, asked.tube)?;
            asked.capacity.map_or(Ok(()), |asked| exists(state, asked))?;
        }
    }
    let overridden = overridden(state, stamp, asked)?;
    if known.is_some_and(|tube| tube.member(asked.person).is_some()) {
        return Err(Refusal::AlreadyInTube.into());
    }
    may_be_sampled(state, stamp.at, asked)?;
    phone(state, asked)?;
    let owed = state.recollections.get(&asked.person).filter(|owed| owed.sampled.is_none());
    let single = owed.is_some_and(|owed| owed.single());
    let allowed = if single { 1 } else { allowed_capacity(state, site, asked) };
    let capacity = known.map_or(asked.capacity.unwrap_or(allowed), |tube| tube.capacity);
    if single && capacity > 1 {
        return Err(Refusal::SingleTubeNeeded.into());
    }
    if capacity > allowed {
        return Err(Refusal::TubeTooLarge.into());
    }
    let position = known.map_or(Some(1), Tube::free_position).ok_or(Refusal::TubeFull)?;
    let mut events = Vec::with_capacity(2);
    if known.is_none() {
        events.push(opened(state, asked.round, asked.lane, asked.tube, capacity)?);
    }
    events.push(Event::Registered {
        tube: asked.tube,
        person: asked.person,
        round: asked.round,
        lane: asked.lane,
        class: asked.class,
        position,
        previous: state.latest.get(&asked.person).copied(),
        sealed: asked.sealed.clone(),
    });
    events.extend(overridden);
    let (person, tube) = (asked.person, asked.tube);
    let named = |guardian| Event::GuardianNamed { person, guardian, tube };
    events.extend(asked.guardian.map(named));
    if owed.is_some() {
        events.push(Event::RecollectionSampled { person: asked.person, tube: asked.tube });
    }
    if state.courses.contains_key(&asked.person) {
        events.push(Event::CourseSampled { person: asked.person, tube: asked.tube });
    }
    Ok(events)
}

/// A tube is opened by a scan before its first member.
pub fn open_tube(
    state: &State,
    round: RoundId,
    lane: LaneId,
    code: TubeCode,
    capacity: u8,
) -> Decision {
    desk(state, round, lane)?;
    match state.tubes.get(&code) {
        Some(tube) => {
            let tube = tube.alive()?;
            if tube.lane != lane {
                return Err(Refusal::TubeOtherLane.into());
            }
            Err(Refusal::TubeKnown.into())
        }
        None => {
            accepted(state, code)?;
            Ok(vec![opened(state, round, lane, code, capacity)?])
        }
    }
}

/// The site of a desk that may take people now.
fn desk(state: &State, round: RoundId, lane: LaneId) -> Result<&Site, Refused> {
    let round = state.campaign.round(round).ok_or(Refusal::RoundUnknown)?;
    if !round.open {
        return Err(Refusal::RoundClosed.into());
    }
    let site = state.campaign.site_of(lane).ok_or(Refusal::LaneUnknown)?;
    if site.open { Ok(site) } else { Err(Refusal::SiteClosed.into()) }
}

fn opened(
    state: &State,
    round: RoundId,
    lane: LaneId,
    tube: TubeCode,
    capacity: u8,
) -> Result<Event, Refused> {
    exists(state, capacity)?;
    Ok(Event::TubeOpened { tube, round, lane, capacity })
}

fn exists(state: &State, capacity: u8) -> Result<(), Refused> {
    let known = state.campaign.protocol.capacities.contains(&capacity);
    if known { Ok(()) } else { Err(Refusal::CapacityBad.into()) }
}

fn accepted(state: &State, tube: TubeCode) -> Result<(), Refused> {
    let rules = &state.campaign.protocol.tube_codes;
    if rules.iter().any(|rule| rule.accepts(tube.0)) {
        return Ok(());
    }
    Err(Refusal::TubeCodeBad.into())
}

/// Refuses a tube that cannot take members at this desk.
fn fills(tube: &Tube, asked: &Register) -> Result<(), Refused> {
    let tube = tube.alive()?;
    if tube.round != asked.round {
        return Err(Refusal::TubeOtherRound.into());
    }
    if tube.lane != asked.lane {
        return Err(Refusal::TubeOtherLane.into());
    }
    tube.open().map(|_| ())
}

/// A number whose check character is wrong is refused, unless a supervisor of the site who is not
/// the clerk takes it; then it is a fact that they did, which another look settles (DOMAIN 1.1).
fn overridden(state: &State, stamp: &Stamp, asked: &Register) -> Result<Option<Event>, Refused> {
    let supervisor = match &asked.proof {
        Proof::Holds => return Ok(None),
        Proof::Fails => return Err(Refusal::CheckWrong.into()),
        Proof::Overridden(supervisor) => supervisor,
    };
    let may = scope::holds_at(state, &supervisor.scopes, asked.lane);
    if supervisor.staff == stamp.by || !may {
        return Err(Refusal::NotASupervisor.into());
    }
    let (person, tube, supervisor) = (asked.person, asked.tube, supervisor.staff);
    Ok(Some(Event::Overridden { person, tube, supervisor }))
}

/// One specimen per person and round, unless the class is double-sampled, a recollection is owed
/// (R185-R186) or a test by schedule is due: that one asks for as many of its own.
fn may_be_sampled(state: &State, at: At, asked: &Register) -> Result<(), Refused> {
    let person = asked.person;
    let owed = state.recollections.get(&person);
    let specimens = state.campaign.protocol.class(asked.class).specimens;
    if owed.is_some_and(|owed| owed.sampled.is_none())
        || course::is_due(state, at, person, specimens)
    {
        return Ok(());
    }
    let mut standing = state.standing(person, asked.round);
    match standing.nth(usize::from(specimens).saturating_sub(1)) {
        Some(tube) => Err(Refusal::AlreadySampled.about(tube.code)),
        None => Ok(()),
    }
}

fn phone(state: &State, asked: &Register) -> Result<(), Refused> {
    let mandatory = state.campaign.protocol.class(asked.class).phone_mandatory;
    if mandatory && !asked.has_phone { Err(Refusal::PhoneMissing.into()) } else { Ok(()) }
}

fn allowed_capacity(state: &State, site: &Site, asked: &Register) -> u8 {
    let batch = state.batches.get(&asked.person).copied();
    state.campaign.protocol.capacity(asked.class, site.area, batch)
}

/// A member leaves before the swab.
pub fn withdraw(
    state: &State,
    code: TubeCode,
    person: PersonKey,
    reason: WithdrawReason,
) -> Decision {
    let tube = state.tube(code)?.alive()?;
    let member = tube.member(person).ok_or(Refusal::NotAMember)?;
    if member.swabbed || tube.stage != Stage::Open {
        return Err(Refusal::AlreadySwabbed.into());
    }
    Ok(vec![Event::Withdrawn { tube: code, person, reason }])
}

/// Swabs go into a tube; a glove pair used too often is named (R97).
pub fn swab(state: &State, stamp: &Stamp, code: TubeCode, person: Option<PersonKey>) -> Decision {
    let tube = state.tube(code)?.open()?;
    if tube.members.is_empty() {
        return Err(Refusal::TubeEmpty.into());
    }
    let count = match person {
        Some(person) => u8::from(!tube.member(person).ok_or(Refusal::NotAMember)?.swabbed),
        None => tube.unswabbed(),
    };
    if count == 0 {
        return Ok(Vec::new());
    }
    let first_swab_at = tube.first_swab_at.unwrap_or(stamp.at);
    let mut events = vec![Event::Swabbed { tube: code, person, count, first_swab_at }];
    events.extend(gloves(state, stamp, code, count));
    Ok(events)
}

/// A glove pair that has just been used too often is named once.
fn gloves(state: &State, stamp: &Stamp, code: TubeCode, count: u8) -> Option<Event> {
    let before = state.gloves.get(&stamp.by).copied().unwrap_or(0);
    let limit = state.campaign.protocol.transport.glove_disinfections_max;
    let after = before.saturating_add(u16::from(count));
    (before <= limit && after > limit).then(|| Event::Differed {
        difference: Difference::Gloves,
        tube: Some(code),
        box_code: None,
        expected: i64::from(limit),
        counted: i64::from(after),
    })
}

/// A tube is closed for good. Whoever was not marked swabbed is taken to be, since the opening
/// of the tube: its age is never too young.
pub fn seal(state: &State, stamp: &Stamp, code: TubeCode, count: u8) -> Decision {
    let tube = state.tube(code)?.open()?;
    let members = tube.members.len() as u8;
    if members == 0 {
        return Err(Refusal::TubeEmpty.into());
    }
    if members != count {
        return Err(Refusal::TubeCountDiffers.into());
    }
    let mut events = Vec::with_capacity(2);
    let unmarked = tube.unswabbed();
    if unmarked > 0 {
        let first_swab_at = tube.first_swab_at.unwrap_or(tube.opened_at);
        events.push(Event::Swabbed { tube: code, person: None, count: unmarked, first_swab_at });
    }
    events.push(Event::TubeSealed { tube: code, count, short: count < tube.capacity });
    events.extend((unmarked > 0).then(|| gloves(state, stamp, code, unmarked)).flatten());
    Ok(events)
}

/// A tube is given up; everybody swabbed into it is swabbed again.
pub fn void(state: &State, stamp: &Stamp, code: TubeCode, reason: VoidReason) -> Decision {
    let tube = state.tube(code)?.alive()?;
    if tube.stage.call().is_some() {
        return Err(Refusal::TubeCalled.into());
    }
    let mut events = vec![Event::TubeVoided { tube: code, reason }];
    recollect::owe_all(state, stamp.at, tube, Cause::TubeVoid, &mut events);
    Ok(events)
}

/// A label is replaced; the members move as one.
pub fn relabel(state: &State, code: TubeCode, to: TubeCode, reason: RelabelReason) -> Decision {
    let tube = state.tube(code)?.alive()?;
    if state.tubes.contains_key(&to) {
        return Err(Refusal::TubeKnown.about(to));
    }
    accepted(state, to)?;
    if tube.stage.call().is_some() {
        return Err(Refusal::TubeCalled.into());
    }
    if matches!(tube.stage, Stage::InTest { .. }) {
        return Err(Refusal::TubeOnPlate.into());
    }
    Ok(vec![Event::TubeRelabelled { tube: code, to, reason }])
}
