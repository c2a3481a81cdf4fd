//! The second swab, the notices and the discrepancies.

use super::{Decision, blind};
use crate::code::{PersonKey, SquadId, TubeCode};
use crate::command::Named;
use crate::event::Event;
use crate::recollection::Recollection;
use crate::refusal::{Refusal, Refused};
use crate::state::{Notice, State};
use crate::term::{Call, Cause, Difference, Finding, Message, Party, RecollectionEnd, Resolution};
use crate::time::At;
use crate::tube::Tube;

/// Told of a positive pool (R154).
pub const POOL_PARTIES: [Party; 3] = [Party::Squad, Party::Community, Party::Police];

/// Told of a positive single, each twice (R144-R145).
pub const SINGLE_PARTIES: [Party; 6] = [
    Party::Ambulance,
    Party::Hospital,
    Party::Community,
    Party::Police,
    Party::Cdc,
    Party::Headquarters,
];

/// Everybody in the tube is owed a new swab, marked swabbed or not: who was not could have been
/// withdrawn. After the lab took the tube in, who had no swab in it is owed one already.
pub fn owe_all(state: &State, since: At, tube: &Tube, cause: Cause, events: &mut Vec<Event>) {
    if tube.blind.is_some() {
        return events.extend(blind::spared(tube));
    }
    let members = tube.members.iter().filter(|member| member.swabbed || tube.lab.is_none());
    events.extend(members.filter_map(|member| owe(state, since, tube, member.person, cause)));
}

/// Who is in a tube without a swab when the lab takes it in gets no outcome from it.
pub fn owe_unswabbed(state: &State, since: At, tube: &Tube, events: &mut Vec<Event>) {
    let cause = Cause::Rejected;
    let unswabbed = tube.members.iter().filter(|member| !member.swabbed && tube.blind.is_none());
    events.extend(unswabbed.filter_map(|member| owe(state, since, tube, member.person, cause)));
}

/// Who was registered by hand, and whose registration the rules could not take, is owed a swab
/// unless they stand in another tube of the round or are owed one already. Owed for another kept
/// registration, it is owed for this one too, from the same time on: each is settled by itself.
pub fn owe_kept(state: &State, since: At, named: Named) -> Option<Event> {
    let Named { person, round, tube } = named;
    let (cause, lab) = (Cause::Unresolved, None);
    if state.standing(person, round).next().is_some() {
        return None;
    }
    let open = state.recollections.get(&person).filter(|owed| owed.is_open());
    let (tube, due_at) = match open {
        None => (tube, since + state.campaign.protocol.recollection.void_limit),
        Some(owed) if owed.cause == cause && owed.sampled.is_none() => (owed.source, owed.due_at),
        Some(_) => return None,
    };
    Some(Event::RecollectionOpened { person, tube, cause, lab, due_at })
}

/// Who was owed a swab already keeps the old cause and the old time, unless the new cause asks
/// for more: a positive pool for a tube of one, the original lab and six hours. What is owed for a
/// kept registration may yet be dismissed, so a tube takes its place as the cause.
fn owe(state: &State, since: At, tube: &Tube, person: PersonKey, cause: Cause) -> Option<Event> {
    let rule = &state.campaign.protocol.recollection;
    let pool = matches!(cause, Cause::PositivePool | Cause::Unclear);
    let owed = state.recollections.get(&person).filter(|owed| owed.is_open());
    match owed.filter(|owed| owed.single() || !pool) {
        Some(owed)
            if owed.cause == Cause::Unresolved
                && owed.sampled.is_none_or(|sampled| sampled == tube.code) =>
        {
            let (tube, due_at) = (tube.code, owed.due_at);
            Some(Event::RecollectionOpened { person, tube, cause, lab: None, due_at })
        }
        Some(owed) => (owed.sampled == Some(tube.code)).then_some(Event::RecollectionOpened {
            person,
            tube: owed.source,
            cause: owed.cause,
            lab: owed.lab,
            due_at: owed.due_at,
        }),
        None => Some(Event::RecollectionOpened {
            person,
            tube: tube.code,
            cause,
            lab: tube.lab.filter(|_| pool),
            due_at: if pool { rule.positive_due_at(since) } else { since + rule.void_limit },
        }),
    }
}

/// A recollection that this tube meets is closed, and named when late: for a positive pool the
/// outcome was due, for a void tube the swab. A pool amended to negative closes none: its members
/// may be owed for another pool as well, and nobody drops out silently.
fn close(tube: &Tube, person: PersonKey, owed: &Recollection, call: Call, now: At) -> Vec<Event> {
    if owed.sampled != Some(tube.code) {
        return Vec::new();
    }
    let done_at = if owed.single() { now } else { tube.first_swab_at.unwrap_or(now) };
    let late = owed.is_late(done_at);
    let mut events = vec![Event::RecollectionClosed { person, tube: tube.code, call, late }];
    if late {
        events.push(Event::Differed {
            difference: Difference::LateRecollection,
            tube: Some(tube.code),
            box_code: None,
            expected: 0,
            counted: (done_at - owed.due_at).0,
        });
    }
    events
}

/// What follows a confirmed call: recollections close or open, parties are told.
pub fn follow(state: &State, now: At, tube: &Tube, call: Call, called_at: At) -> Vec<Event> {
    if let Some(expected) = tube.blind {
        return blind::follow(state, tube, expected, call);
    }
    let mut events = Vec::new();
    let settled = call == Call::Negative || (call == Call::Positive && !tube.is_pooled());
    if settled {
        let owed = tube
            .members
            .iter()
            .filter_map(|member| Some((member.person, state.recollections.get(&member.person)?)));
        events.extend(owed.flat_map(|(person, owed)| close(tube, person, owed, call, now)));
    } else {
        let grey_counts = state.campaign.protocol.lab.grey_becomes_positive;
        let positive = call == Call::Positive || (call == Call::Grey && grey_counts);
        let cause = if positive { Cause::PositivePool } else { Cause::Unclear };
        owe_all(state, called_at, tube, cause, &mut events);
        notify(tube.code, None, &POOL_PARTIES, &[Message::PositivePool], &mut events);
    }
    if call == Call::Positive && !tube.is_pooled() {
        let messages = [Message::PersonBasics, Message::PositiveReport];
        let person = tube.members.first().map(|member| member.person);
        notify(tube.code, person, &SINGLE_PARTIES, &messages, &mut events);
    }
    events
}

fn notify(
    tube: TubeCode,
    person: Option<PersonKey>,
    parties: &[Party],
    messages: &[Message],
    events: &mut Vec<Event>,
) {
    for message in messages {
        let told = parties.iter().map(|party| Event::Notified {
            tube,
            person,
            party: *party,
            message: *message,
        });
        events.extend(told);
    }
}

fn owed(state: &State, person: PersonKey) -> Result<&Recollection, Refused> {
    state.recollections.get(&person).ok_or_else(|| Refusal::RecollectionUnknown.into())
}

/// A squad takes a recollection on, also one that had ended.
pub fn assign(state: &State, person: PersonKey, squad: SquadId) -> Decision {
    let owed = owed(state, person)?;
    if owed.squad == Some(squad) && owed.is_open() {
        return Ok(Vec::new());
    }
    Ok(vec![Event::RecollectionAssigned { person, squad }])
}

/// A squad came back without a swab: the next party is told, and after enough attempts
/// headquarters is. The recollection stays owed.
pub fn visit(state: &State, person: PersonKey, finding: Finding) -> Decision {
    let owed = owed(state, person)?;
    let attempt = (owed.findings.len() as u8).saturating_add(1);
    let mut told: Vec<Party> = match finding {
        Finding::Refused => vec![Party::Community, Party::Police],
        Finding::NotFound => vec![Party::Police, Party::Headquarters],
        Finding::NoPhone => vec![Party::Community],
        Finding::Moved => vec![Party::Hospital, Party::Headquarters],
    };
    let enough = attempt >= state.campaign.protocol.recollection.attempts_max;
    if enough && !told.contains(&Party::Headquarters) {
        told.push(Party::Headquarters);
    }
    let mut events = vec![Event::RecollectionAttempted { person, finding, attempt }];
    notify(owed.source, Some(person), &told, &[Message::Unreached], &mut events);
    Ok(events)
}

/// It is no longer gone after, for a reason with a name that the squads' visits bear out. Those
/// who were told of the pool, and headquarters, are told of that.
pub fn end(state: &State, person: PersonKey, reason: RecollectionEnd) -> Decision {
    let owed = owed(state, person)?;
    if owed.ended == Some(reason) {
        return Ok(Vec::new());
    }
    if let Some(tube) = owed.sampled {
        return Err(Refusal::SecondSwabTaken.about(tube));
    }
    if !owed.bears_out(reason, &state.campaign.protocol.recollection) {
        return Err(Refusal::EndUnfounded.into());
    }
    let mut events = vec![Event::RecollectionEnded { person, reason }];
    let pool = if owed.single() { &POOL_PARTIES[..] } else { &[] };
    let told: Vec<Party> = pool.iter().copied().chain([Party::Headquarters]).collect();
    notify(owed.source, Some(person), &told, &[Message::Ended], &mut events);
    Ok(events)
}

/// Whoever must be told by now that a second test is open still, and was not.
pub fn escalate(state: &State, now: At, person: PersonKey) -> Decision {
    let owed = owed(state, person)?;
    let told = |party: &Party| {
        let notice = (owed.source, *party, Message::Overdue, Some(person));
        state.notices.contains_key(&notice)
    };
    let rule = &state.campaign.protocol.recollection;
    let due = owed.escalations(rule, now).flat_map(|step| &step.to);
    let parties: Vec<Party> = due.filter(|party| !told(party)).copied().collect();
    let mut events = Vec::new();
    notify(owed.source, Some(person), &parties, &[Message::Overdue], &mut events);
    Ok(events)
}

/// A party confirms that it was told (R151). Who was told about one person only need not name
/// them.
pub fn acknowledge(state: &State, asked: Notice) -> Decision {
    let (tube, party, message, person) = asked;
    let all = (tube, party, message, None)..=(tube, party, message, Some(PersonKey([255; 16])));
    let mut told = state.notices.range(all);
    let found = match (person, told.next(), told.next()) {
        (None, Some(only), None) => Some(only),
        _ => state.notices.get_key_value(&asked),
    };
    match found {
        None => Err(Refusal::NoticeUnknown.into()),
        Some((_, true)) => Ok(Vec::new()),
        Some(((_, _, _, person), false)) => {
            Ok(vec![Event::Acknowledged { tube, person: *person, party, message }])
        }
    }
}

/// A supervisor settles a discrepancy. A kept registration that is dismissed owes nobody a swab.
pub fn resolve(state: &State, discrepancy: u64, resolution: Resolution) -> Decision {
    let kept = state.discrepancies.get(&discrepancy).ok_or(Refusal::DiscrepancyUnknown)?;
    let mut events = vec![Event::Resolved { discrepancy, resolution }];
    if let (Some(person), Resolution::Dismissed) = (*kept, resolution) {
        events.extend(cancel(state, discrepancy, person));
    }
    Ok(events)
}

/// What a kept registration owes, unless another one that waits for a supervisor owes it too.
fn cancel(state: &State, discrepancy: u64, person: PersonKey) -> Option<Event> {
    let mut open = state.discrepancies.iter();
    let owed = state.recollections.get(&person)?;
    let owed_else = open.any(|(seq, kept)| *seq != discrepancy && *kept == Some(person));
    let tube = owed.source;
    let only = owed.cause == Cause::Unresolved && !owed_else;
    only.then_some(Event::RecollectionCancelled { person, tube, discrepancy })
}

/// A tube that was given up as lost is there after all. Who was swabbed into it and not swabbed
/// again since waits for its outcome, of which a blind sample has none.
pub fn found(state: &State, tube: &Tube, events: &mut Vec<Event>) {
    events.push(Event::TubeFound { tube: tube.code });
    if tube.blind.is_some() {
        return;
    }
    let owed = |person| {
        let owed: Option<&Recollection> = state.recollections.get(&person);
        owed.is_some_and(|o| o.source == tube.code && !o.single() && o.sampled.is_none())
    };
    let waiting = tube.members.iter().filter(|member| member.swabbed && owed(member.person));
    events.extend(
        waiting.map(|member| Event::RecollectionSampled { person: member.person, tube: tube.code }),
    );
}
