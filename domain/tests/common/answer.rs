//! Facts and refusals as a story tells them.

use tenfold_domain::decide::Decision;
use tenfold_domain::event::Event;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::state::State;
use tenfold_domain::term::{Message, Party, RouteReason};

use super::names::{Names, of_clock, of_person};

/// The answer to a command: its facts, or the refusal with what stands in the way.
pub fn answer(names: &Names, state: &State, decision: &Decision) -> String {
    match decision {
        Err(refused) => {
            let about = refused.about.map(|code| format!(" {}", names.of_code(code)));
            format!("refused {}{}", refused.refusal.name(), about.unwrap_or_default())
        }
        Ok(events) if events.is_empty() => "already recorded".to_owned(),
        Ok(events) => {
            let mut said: Vec<String> = Vec::new();
            for event in events.iter().filter(|event| matters(event, events)) {
                let phrase = phrase(names, state, event);
                let (head, tail) = phrase.split_once(": ").unwrap_or((&phrase, ""));
                match said.last_mut().filter(|last| last.starts_with(&format!("{head}: "))) {
                    Some(last) => *last = format!("{last} {tail}"),
                    None => said.push(phrase),
                }
            }
            said.join(", ")
        }
    }
}

/// A fact that another one of the same answer implies is not told.
fn matters(event: &Event, all: &[Event]) -> bool {
    let has = |of: fn(&Event) -> bool| all.iter().any(of);
    match event {
        Event::TubeOpened { .. } => !has(|e| matches!(e, Event::Registered { .. })),
        Event::Swabbed { .. } => !has(|e| matches!(e, Event::TubeSealed { .. })),
        Event::BoxOpened { .. } | Event::WellLoaded { .. } => false,
        Event::BoxReserved { reason, .. } => *reason != RouteReason::Fixed,
        // Told of runs whose machine is named.
        Event::ControlRead { machine, .. } => machine.is_some(),
        Event::Published { .. } => !has(|e| matches!(e, Event::Reviewed { .. })),
        _ => true,
    }
}

/// One fact. Facts of one kind that follow each other are joined behind their colon.
fn phrase(names: &Names, state: &State, event: &Event) -> String {
    let tube = |code| names.of_code(code);
    match event {
        Event::TubeOpened { tube: code, capacity, .. } => {
            format!("opened {} of {capacity}", tube(*code))
        }
        Event::Registered { tube, position, .. } => {
            let capacity = state.tubes.get(tube).map_or(0, |tube| tube.capacity);
            format!("recorded {position} of {capacity}")
        }
        Event::Overridden { supervisor, .. } => {
            format!("check overridden by {}", names.of_staff(*supervisor))
        }
        Event::GuardianNamed { guardian, .. } => format!("guardian {}", of_person(*guardian)),
        Event::Withdrawn { .. } => "withdrawn".to_owned(),
        Event::Swabbed { count, .. } => format!("swabbed {count}"),
        Event::GlovesChanged { .. } => "new gloves".to_owned(),
        Event::TubeSealed { tube, count, short } => {
            let capacity = state.tubes.get(tube).map_or(0, |tube| tube.capacity);
            format!("sealed {}{count} of {capacity}", if *short { "short " } else { "" })
        }
        Event::TubeVoided { tube: code, reason } => {
            format!("void {} {}", tube(*code), reason.word())
        }
        Event::TubeFound { tube: code } => format!("found {}", tube(*code)),
        Event::TubeRelabelled { tube: from, to, .. } => {
            format!("{} is now {}", tube(*from), tube(*to))
        }
        Event::RecollectionOpened { person, cause, due_at, .. } => {
            let due = of_clock(*due_at);
            format!("recollect {} due {due}: {}", cause.word(), of_person(*person))
        }
        Event::Notified { party, message, .. } => {
            format!("told {}: {}", message.word(), party.word())
        }
        Event::NoticeEscalated { party, message, step, .. } => {
            format!("raised {} step {step}: {}", message.word(), party.word())
        }
        Event::Differed { difference, expected, counted, .. } => {
            format!("differs {} expected {expected} counted {counted}", difference.word())
        }
        Event::Kept { refusal, .. } => {
            let refusal = Refusal::from_number(*refusal).map_or("?", Refusal::name);
            format!("kept {refusal}")
        }
        other => further(names, other),
    }
}

fn further(names: &Names, event: &Event) -> String {
    match event {
        Event::TubePacked { box_code, .. } => format!("packed into {}", names.of_code(*box_code)),
        Event::TubeUnpacked { .. } => "unpacked".to_owned(),
        Event::BoxSealed { count, .. } => format!("sealed {count}"),
        Event::BoxRouted { lab, arrive_at, outcome_at, feasible, .. } => {
            let (arrive, outcome) = (of_clock(*arrive_at), of_clock(*outcome_at));
            let late = if *feasible { "" } else { " too late" };
            format!("routed to L{lab} by {arrive} outcome {outcome}{late}")
        }
        Event::BoxReserved { reason, .. } => format!("because {}", reason.word()),
        Event::BoxUnrouted { box_code, reason, .. } => {
            format!("{} goes nowhere: {}", names.of_code(*box_code), reason.word())
        }
        Event::LabClosed { lab, reason, .. } => format!("L{lab} closed {}", reason.word()),
        Event::LabOpened { lab } => format!("L{lab} takes boxes"),
        Event::LabLimited { lab, .. } => format!("L{lab} limited"),
        Event::HandedOver { taker, .. } => format!("handed to {}", names.of_staff(*taker)),
        Event::BoxLost { .. } => "lost".to_owned(),
        Event::BoxReceived { lab, .. } => format!("received at L{lab}"),
        Event::TubeReceived { lab, accession, .. } => {
            format!("received L{lab}: #{accession}")
        }
        Event::TubeRejected { reason, .. } => format!("rejected {}", reason.word()),
        Event::BoxEmptied { missing, .. } => format!("emptied missing {missing}"),
        Event::PlateLoaded { .. } => "loaded".to_owned(),
        Event::LotBegun { lab, kit, control, lot } => {
            let of = control.map_or(String::new(), |control| format!(" {}", control.word()));
            format!("L{lab} uses lot {lot} of {kit}{of}")
        }
        Event::RunRead { valid, .. } => if *valid { "run valid" } else { "run invalid" }.to_owned(),
        Event::ControlRead { machine, well, control, target, ct, .. } => {
            let machine = machine.as_deref().unwrap_or("nothing");
            let ct = ct.map_or("-".to_owned(), |ct| format!("{:.1}", f64::from(ct.0) / 100.0));
            format!("controls on {machine}: {well} {} {target} {ct}", control.word())
        }
        Event::Called { tube, call, attempt, .. } => {
            let again = if *attempt > 1 { format!(" attempt {attempt}") } else { String::new() };
            format!("called: {} {}{again}", names.of_code(*tube), call.word())
        }
        Event::BlindMarked { expected, .. } => format!("blind, expects {}", expected.word()),
        Event::BlindCompared { lab, found, .. } => format!("blind at L{lab} {}", found.word()),
        Event::BlindSpared { people, .. } => format!("nobody of {people} owed"),
        Event::AmendedFor { reason, .. } => format!("because {}", reason.word()),
        Event::CallAmended { from, call, .. } => {
            format!("amended {} to {}", from.word(), call.word())
        }
        Event::Reviewed { call, .. } => format!("reviewed {}", call.word()),
        Event::Published { call, .. } => format!("published {}", call.word()),
        Event::Stored { keep_until_at, .. } => format!("stored until {}", of_clock(*keep_until_at)),
        Event::Discarded { .. } => "discarded".to_owned(),
        Event::RecollectionAssigned { squad, .. } => format!("assigned to squad {squad}"),
        Event::RecollectionAttempted { attempt, .. } => format!("attempt {attempt}"),
        Event::RecollectionEnded { person, reason } => {
            format!("recollection ended {}: {}", reason.word(), of_person(*person))
        }
        Event::RecollectionSampled { .. } => "recollection sampled".to_owned(),
        Event::RecollectionClosed { person, late, .. } => {
            let kind = if *late { "recollection closed late" } else { "recollection closed" };
            format!("{kind}: {}", of_person(*person))
        }
        Event::RecollectionCancelled { person, .. } => {
            format!("recollection cancelled: {}", of_person(*person))
        }
        Event::Acknowledged { party, message, .. } => acknowledged(*party, *message),
        Event::Resolved { resolution, .. } => format!("resolved {}", resolution.word()),
        _ => by_schedule(event),
    }
}

fn acknowledged(party: Party, message: Message) -> String {
    format!("{} acknowledged {}", party.word(), message.word())
}

fn by_schedule(event: &Event) -> String {
    match event {
        Event::CourseBegun { person, schedule, .. } => {
            format!("under {schedule}: {}", of_person(*person))
        }
        Event::CourseSampled { .. } => "by schedule".to_owned(),
        Event::CourseResulted { person, call, .. } => {
            format!("schedule {}: {}", call.word(), of_person(*person))
        }
        Event::CourseEnded { person, reason, next } => {
            let next = next.as_ref().map(|next| format!(" next {next}")).unwrap_or_default();
            format!("schedule over {}{next}: {}", reason.word(), of_person(*person))
        }
        _ => unreachable!("told by `phrase`"),
    }
}
