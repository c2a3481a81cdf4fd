//! Which lab a box goes to, and what labs take.

use super::Decision;
use crate::code::{BoxCode, LabId};
use crate::event::Event;
use crate::refusal::{Refusal, Refused};
use crate::routing::{self, Answer, Asking, Choice, Closing, Load};
use crate::state::State;
use crate::term::{ClosingReason, Difference, RouteReason};
use crate::time::At;
use crate::transport::{BoxStage, Case};

/// A box that was just sealed is given a lab, if one takes it.
pub fn first(state: &State, now: At, (code, load): (BoxCode, Load), events: &mut Vec<Event>) {
    let answer = choose(state, Asking { now, load, held: None });
    answered(code, &load, &answer, events);
}

fn unrouted(box_code: BoxCode, load: &Load, reason: RouteReason) -> Event {
    let Load { strictest, original, .. } = *load;
    Event::BoxUnrouted { box_code, strictest, original, reason }
}

/// A sealed box is given a lab: the asked one, or the best. It stays where it is unless another
/// is better by the stated gain.
pub fn route(state: &State, now: At, box_code: BoxCode, lab: Option<LabId>) -> Decision {
    let case = sealed(state, box_code)?;
    let load = state.load_of(case, case.oldest_swab_at.unwrap_or(now));
    let asking = Asking { now, load, held: state.books.under_way.get(&box_code) };
    let (choice, reason) = match lab {
        Some(id) if case.routed == Some(id) => return Ok(Vec::new()),
        Some(id) => (asked(state, asking, id)?, RouteReason::Asked),
        None => {
            let answer = choose(state, asking);
            (answer.choice.ok_or(Refusal::NoLabOpen)?, answer.reason)
        }
    };
    let mut events = Vec::new();
    if case.routed != Some(choice.lab) {
        routed(box_code, &load, choice, reason, &mut events);
    }
    Ok(events)
}

fn sealed(state: &State, box_code: BoxCode) -> Result<&Case, Refused> {
    let case = state.case(box_code)?.alive()?;
    match case.stage {
        BoxStage::Open => Err(Refusal::BoxNotSealed.into()),
        BoxStage::Received { .. } | BoxStage::Emptied { .. } => Err(Refusal::BoxReceived.into()),
        BoxStage::Sealed | BoxStage::InTransit { .. } | BoxStage::Lost => Ok(case),
    }
}

/// What a lab that somebody names offers.
fn asked(state: &State, asking: Asking<'_>, id: LabId) -> Result<Choice, Refused> {
    let books = &state.books;
    let place = books.place(id).ok_or(Refusal::LabUnknown)?;
    let waiting = |lab| state.waiting(lab);
    let choice = routing::at(&state.campaign, books, waiting, (asking, place));
    choice.map_err(|_| Refusal::LabTakesNothing.into())
}

/// A lab takes nothing more; each box on its way to it is given another, or none.
pub fn close_lab(
    state: &State,
    now: At,
    lab: LabId,
    (reason, until_at): (ClosingReason, Option<At>),
) -> Decision {
    let place = state.books.place(lab).ok_or(Refusal::LabUnknown)?;
    if until_at.is_some_and(|until_at| until_at <= now) {
        return Err(Refusal::ClosingOver.into());
    }
    let closing = Closing { reason, until_at };
    if state.books.labs[place].closed == Some(closing) {
        return Ok(Vec::new());
    }
    let mut events = vec![Event::LabClosed { lab, reason, until_at }];
    let mut books = state.books.clone();
    let waiting = |lab| state.waiting(lab);
    let told = |code, load: &Load, answer: &Answer| answered(code, load, answer, &mut events);
    routing::close(&state.campaign, &mut books, waiting, (now, lab, closing), told);
    Ok(events)
}

/// A lab takes boxes again; those that no lab takes in time are asked for anew.
pub fn open_lab(state: &State, now: At, lab: LabId) -> Decision {
    let place = state.books.place(lab).ok_or(Refusal::LabUnknown)?;
    let book = &state.books.labs[place];
    if book.closed.is_none() && book.failed_runs == 0 {
        return Ok(Vec::new());
    }
    let mut events = vec![Event::LabOpened { lab }];
    let mut books = state.books.clone();
    let waiting = |lab| state.waiting(lab);
    let told = |code, load: &Load, answer: &Answer| answered(code, load, answer, &mut events);
    routing::open(&state.campaign, &mut books, waiting, (now, lab), told);
    Ok(events)
}

/// A lab says what it can do. Boxes on their way stay: what was promised is kept.
pub fn limit_lab(
    state: &State,
    lab: LabId,
    (tubes_per_hour, tests_left): (Option<u32>, Option<u32>),
) -> Decision {
    state.books.place(lab).ok_or(Refusal::LabUnknown)?;
    if tubes_per_hour.is_none() && tests_left.is_none() {
        return Ok(Vec::new());
    }
    Ok(vec![Event::LabLimited { lab, tubes_per_hour, tests_left }])
}

/// The facts of a box that was asked for: where it goes now, or that nobody takes it.
fn answered(code: BoxCode, load: &Load, answer: &Answer, events: &mut Vec<Event>) {
    match answer.choice {
        Some(choice) => routed(code, load, choice, answer.reason, events),
        None => events.push(unrouted(code, load, answer.reason)),
    }
}

fn choose(state: &State, asking: Asking<'_>) -> Answer {
    routing::choose(&state.campaign, &state.books, |lab| state.waiting(lab), asking)
}

/// The facts of a box that goes to a lab. A recollection that cannot go to the lab that tested
/// first is an exception, which a supervisor approves by settling it (R157).
fn routed(
    box_code: BoxCode,
    load: &Load,
    choice: Choice,
    reason: RouteReason,
    events: &mut Vec<Event>,
) {
    let Choice { lab, arrive_at, start_at, outcome_at, .. } = choice;
    let feasible = choice.feasible();
    events.push(Event::BoxRouted { box_code, lab, arrive_at, outcome_at, feasible });
    let Load { strictest, original, .. } = *load;
    events.push(Event::BoxReserved { box_code, lab, start_at, strictest, original, reason });
    if let Some(original) = original.filter(|original| *original != lab) {
        events.push(Event::Differed {
            difference: Difference::OtherLab,
            tube: None,
            box_code: Some(box_code),
            expected: i64::from(original.0),
            counted: i64::from(lab.0),
        });
    }
}
