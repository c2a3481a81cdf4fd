//! What parties were told: they confirm it, or it is raised.

use std::collections::BTreeSet;

use super::Decision;
use crate::code::{PersonKey, TubeCode};
use crate::event::Event;
use crate::notice::Told;
use crate::refusal::Refusal;
use crate::state::{Notice, State};
use crate::term::{Message, Party};
use crate::time::At;

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
        Some((_, Told { is_confirmed: true, .. })) => Ok(Vec::new()),
        Some(((_, _, _, person), _)) => {
            Ok(vec![Event::Acknowledged { tube, person: *person, party, message }])
        }
    }
}

/// Raises what parties were told about a tube and did not confirm, each step once: whom the
/// protocol names is told so, once for all that is raised about one person.
pub fn escalate(state: &State, now: At, tube: TubeCode) -> Decision {
    let rule = &state.campaign.protocol.notices;
    let all = (tube, Party::ALL[0], Message::ALL[0], None)..;
    let mut about = state.notices.range(all).take_while(|((of, ..), _)| *of == tube).peekable();
    if about.peek().is_none() {
        return Err(Refusal::NoticeUnknown.into());
    }
    let (mut events, mut tell) = (Vec::new(), BTreeSet::new());
    for (&(_, party, message, person), told) in about {
        for (step, due) in told.steps_due(rule, message, now) {
            events.push(Event::NoticeEscalated { tube, person, party, message, step });
            tell.extend(due.to.iter().map(|party| (person, *party)));
        }
    }
    let message = Message::Unconfirmed;
    events.extend(tell.into_iter().map(|(person, party)| Event::Notified {
        tube,
        person,
        party,
        message,
    }));
    Ok(events)
}
