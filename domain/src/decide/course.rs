//! Schedules: who is put under one, what a confirmed call makes of it, and who follows whom.

use std::collections::{BTreeMap, BTreeSet};

use super::Decision;
use crate::code::{PersonKey, SquadId, TubeCode};
use crate::course::Course;
use crate::event::Event;
use crate::protocol::{Protocol, Schedule};
use crate::refusal::{Refusal, Refused};
use crate::state::State;
use crate::term::{Call, CourseEnd};
use crate::time::{At, Minutes};
use crate::tube::Tube;

/// What a person is put under: schedule, day 0, who goes there, whom they follow.
pub struct Asked<'a> {
    /// The schedule's name.
    pub schedule: &'a str,
    /// Midnight with which day 0 begins.
    pub day_zero_at: &'a At,
    /// Who goes there.
    pub squad: &'a Option<SquadId>,
    /// The close contact whom they follow (R237).
    pub contact: &'a Option<PersonKey>,
}

fn schedule<'a>(protocol: &'a Protocol, name: &str) -> Option<&'a Schedule> {
    protocol.schedules.iter().find(|schedule| schedule.name == name)
}

/// A person is put under a schedule; under the same one again, it is corrected and swabs stay.
pub fn begin(state: &State, at: At, person: PersonKey, asked: &Asked<'_>) -> Decision {
    let rule = schedule(&state.campaign.protocol, asked.schedule);
    let rule = rule.ok_or(Refusal::ScheduleUnknown)?;
    let known = state.courses.get(&person);
    if known.is_some_and(|course| course.schedule != asked.schedule) {
        return Err(Refusal::CourseOpen.into());
    }
    let (day_zero_at, squad, contact) = (*asked.day_zero_at, *asked.squad, *asked.contact);
    fits(rule, day_zero_at, at)?;
    if contact.is_some_and(|of| of == person || !state.courses.contains_key(&of)) {
        return Err(Refusal::ContactUnfit.into());
    }
    let same = |course: &Course| {
        (course.day_zero_at, course.squad, course.contact) == (day_zero_at, squad, contact)
    };
    if known.is_some_and(same) {
        return Ok(Vec::new());
    }
    let schedule = asked.schedule.to_owned();
    Ok(vec![Event::CourseBegun { person, schedule, day_zero_at, squad, contact }])
}

/// Day 0 lies no further off than the schedule is long: else it is over already, or a slip.
fn fits(rule: &Schedule, day_zero_at: At, at: At) -> Result<(), Refused> {
    let days = rule.days.iter().max().map_or(0, |day| i64::from(*day)) + 1;
    let span = Minutes::hours(24 * days);
    let fits = day_zero_at + span > at && day_zero_at - span < at;
    if fits { Ok(()) } else { Err(Refusal::DayZeroUnfit.into()) }
}

/// Whether a test by schedule asks for one more swab.
pub fn is_due(state: &State, at: At, person: PersonKey, specimens: u8) -> bool {
    let protocol = &state.campaign.protocol;
    let course = state.courses.get(&person);
    let Some((course, rule)) = course.and_then(|c| Some((c, schedule(protocol, &c.schedule)?)))
    else {
        return false;
    };
    course.takes(&course.tests(rule, &protocol.recollection, at), specimens, at)
}

/// A person's tests by schedule end for a reason.
pub fn end(state: &State, at: At, person: PersonKey, reason: CourseEnd) -> Decision {
    if !state.courses.contains_key(&person) {
        return Err(Refusal::CourseUnknown.into());
    }
    let mut books = Books::of(state, at);
    books.end(person, reason);
    Ok(books.events)
}

/// What confirmed calls make of the schedules of a tube's members. All tubes of one decision at
/// once: two specimens of one test, or a contact and who follows it, may lie on one plate.
pub fn follow(state: &State, at: At, confirmed: &[(&Tube, Call)]) -> Vec<Event> {
    if state.courses.is_empty() {
        return Vec::new();
    }
    let mut books = Books::of(state, at);
    let (mut of, mut positive) = (BTreeSet::new(), BTreeSet::new());
    for (tube, call) in confirmed.iter().filter(|(tube, _)| tube.blind.is_none()) {
        let swab_at = tube.first_swab_at.unwrap_or(at);
        let swabbed = tube.members.iter().filter(|member| member.swabbed);
        for person in swabbed.map(|member| member.person) {
            if books.result(person, tube.code, swab_at, *call) {
                of.insert(person);
                let single = *call == Call::Positive && !tube.is_pooled();
                positive.extend((single && !books.goes_on(person)).then_some(person));
            }
        }
    }
    positive.into_iter().for_each(|person| books.end(person, CourseEnd::Positive));
    of.into_iter().for_each(|person| books.complete(person));
    books.events
}

/// Schedules as the facts of this decision leave them.
struct Books<'a> {
    state: &'a State,
    at: At,
    /// Who is under another one than the state says; under none for `None`.
    changed: BTreeMap<PersonKey, Option<Course>>,
    events: Vec<Event>,
}

impl<'a> Books<'a> {
    fn of(state: &'a State, at: At) -> Books<'a> {
        Books { state, at, changed: BTreeMap::new(), events: Vec::new() }
    }

    fn course(&self, person: PersonKey) -> Option<&Course> {
        match self.changed.get(&person) {
            Some(course) => course.as_ref(),
            None => self.state.courses.get(&person),
        }
    }

    fn rule(&self, course: &Course) -> Option<&'a Schedule> {
        schedule(&self.state.campaign.protocol, &course.schedule)
    }

    /// Notes a call of somebody under a schedule, if they are.
    fn result(&mut self, person: PersonKey, tube: TubeCode, swab_at: At, call: Call) -> bool {
        let Some(mut course) = self.course(person).cloned() else { return false };
        course.resulted(tube, swab_at, call);
        self.changed.insert(person, Some(course));
        self.events.push(Event::CourseResulted { person, tube, swab_at, call });
        true
    }

    /// Whether a positive changes nothing: the schedule is that of people who are positive.
    fn goes_on(&self, person: PersonKey) -> bool {
        self.course(person).is_some_and(|course| {
            let named = self.rule(course).and_then(|rule| rule.positive.as_ref());
            named == Some(&course.schedule)
        })
    }

    /// Ends what is complete, unless the contact they follow still waits (R237).
    fn complete(&mut self, person: PersonKey) {
        let Some(course) = self.course(person) else { return };
        let clearing = &self.state.campaign.protocol.recollection;
        let waits = course.contact.is_some_and(|of| self.course(of).is_some());
        let complete =
            self.rule(course).is_some_and(|rule| course.is_complete(rule, clearing, self.at));
        if complete && !waits {
            self.end(person, CourseEnd::Completed);
        }
    }

    /// Ends a schedule, names the following one, and settles who follows this person.
    fn end(&mut self, person: PersonKey, reason: CourseEnd) {
        let Some(course) = self.course(person).cloned() else { return };
        let rule = self.rule(&course);
        let next = rule.and_then(|rule| match reason {
            CourseEnd::Positive => rule.positive.clone(),
            CourseEnd::Completed => rule.then.clone(),
            _ => None,
        });
        self.events.push(Event::CourseEnded { person, reason, next: next.clone() });
        self.changed.insert(person, None);
        // The second part of what was begun, from the day on with which the first ended (R235).
        if let Some(next) = next.filter(|_| reason == CourseEnd::Completed) {
            let day_zero_at = course.day_begins(course.day_of(self.at));
            self.begin(
                person,
                &Course { schedule: next, day_zero_at, swabs: Vec::new(), ..course },
            );
        }
        for follower in self.followers(person) {
            match reason {
                CourseEnd::Positive => self.raise(follower),
                CourseEnd::Completed | CourseEnd::Ended => self.free(follower),
                _ => {}
            }
        }
    }

    fn begin(&mut self, person: PersonKey, course: &Course) {
        let course = Course { contact: None, ..course.clone() };
        self.events.push(Event::CourseBegun {
            person,
            schedule: course.schedule.clone(),
            day_zero_at: course.day_zero_at,
            squad: course.squad,
            contact: None,
        });
        self.changed.insert(person, Some(course));
    }

    /// Who follows a person, in the order of keys: the state's own order is nobody's.
    fn followers(&self, person: PersonKey) -> BTreeSet<PersonKey> {
        let courses = self.state.courses.iter();
        let follow = courses.filter(|(_, course)| course.contact == Some(person));
        let follow = follow.map(|(follower, _)| *follower);
        let still = |of: &PersonKey| self.course(*of).is_some_and(|c| c.contact == Some(person));
        follow.filter(still).collect()
    }

    /// Handled as a close contact from now on, counted from the same day; swabs stay (R237).
    fn raise(&mut self, person: PersonKey) {
        let Some(course) = self.course(person).cloned() else { return };
        let raised = self.rule(&course).and_then(|rule| rule.raised.clone());
        if let Some(schedule) = raised {
            self.begin(person, &Course { schedule, ..course });
        }
    }

    /// Freed together with the contact, unless a test is open; then they go on by themselves.
    fn free(&mut self, person: PersonKey) {
        let Some(course) = self.course(person) else { return };
        let clearing = &self.state.campaign.protocol.recollection;
        let free =
            self.rule(course).is_some_and(|rule| course.owes_nothing(rule, clearing, self.at));
        if free {
            self.end(person, CourseEnd::Freed);
        }
    }
}
