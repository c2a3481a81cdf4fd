//! Tests by schedule: the list of what is due, and how everybody under a schedule stands.

use serde::Serialize;
use tenfold_domain::code::{PersonKey, Region, SquadId};
use tenfold_domain::course::{Course, Stand, Test};
use tenfold_domain::protocol::Schedule;
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

use super::Look;
use crate::service::readers::ReadError;
use crate::service::{Service, clock};
use crate::storage::StoreError;
use crate::storage::tables::load;

/// Rows of an answer.
const ROWS_MAX: usize = 5_000;

/// Whose tests are asked for; everybody's where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct Only {
    /// Those that one squad goes to.
    pub squad: Option<SquadId>,
    /// Those of one schedule.
    pub schedule: Option<String>,
}

impl Only {
    fn takes(&self, course: &Course) -> bool {
        let squad = self.squad.is_none_or(|squad| course.squad == Some(squad));
        squad && self.schedule.as_ref().is_none_or(|name| course.schedule == *name)
    }
}

/// A test that is due, or will be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScheduledTest {
    /// Look-up key, 32 hexadecimal digits.
    pub person: String,
    /// The schedule's name.
    #[schema(example = "close_contact")]
    pub schedule: String,
    /// The day, counted from day 0.
    #[schema(example = 4)]
    pub day: i64,
    /// How it stands: ahead, due, missed.
    #[schema(example = "due")]
    pub stand: &'static str,
    /// When its day begins.
    pub opens_at_ms: i64,
    /// When its day is over.
    pub due_at_ms: i64,
    /// Whole minutes until then; below 0 when it was missed.
    #[schema(example = 310)]
    pub minutes_left: i64,
    /// Its day is over.
    pub late: bool,
    /// Who goes there.
    pub squad: Option<u32>,
    /// Look-up key of the close contact whom they follow.
    pub contact: Option<String>,
}

/// Tests that are due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DueList {
    /// When it was asked.
    pub at_ms: i64,
    /// Tests whose day runs.
    #[schema(example = 12)]
    pub due: usize,
    /// Tests whose day was missed.
    #[schema(example = 1)]
    pub missed: usize,
    /// The least time left first, 5,000 at most.
    pub tests: Vec<ScheduledTest>,
}

/// A test and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TestView {
    /// The day, counted from day 0.
    pub day: i64,
    /// When its day begins.
    pub opens_at_ms: i64,
    /// When its day is over.
    pub due_at_ms: i64,
    /// How it stands: ahead, due, missed, met, met_late.
    pub stand: &'static str,
    /// The tube that met it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tube: Option<String>,
}

/// A swab of somebody under a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SwabView {
    /// The tube, under its present label.
    pub tube: String,
    /// The swab; the registration where no call is confirmed yet.
    pub at_ms: i64,
    /// The confirmed call, a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<&'static str>,
}

/// Somebody under a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CourseView {
    /// Look-up key, 32 hexadecimal digits.
    pub person: String,
    /// The schedule's name.
    pub schedule: String,
    /// Midnight with which day 0 begins.
    pub day_zero_at_ms: i64,
    /// Which day it is.
    pub day: i64,
    /// Who goes there.
    pub squad: Option<u32>,
    /// Look-up key of the close contact whom they follow.
    pub contact: Option<String>,
    /// Their own tests are done and negative; they wait for the contact's.
    pub waits_for_contact: bool,
    /// Enough negatives, far enough apart, by the time of the swab (two, 24 h).
    pub cleared: bool,
    /// Every test.
    pub tests: Vec<TestView>,
    /// Every swab.
    pub swabs: Vec<SwabView>,
}

impl Service {
    /// Tests that are due, and those whose day begins within `ahead`.
    pub async fn tests_due(
        &self,
        of: Region,
        only: Only,
        ahead: Minutes,
    ) -> Result<DueList, ReadError> {
        let now = clock::now();
        self.look(of, move |look| due(look, now, &only, ahead)).await
    }

    /// Who is under a schedule, with every test.
    pub async fn courses(&self, of: Region, only: Only) -> Result<Vec<CourseView>, ReadError> {
        let now = clock::now();
        self.look(of, move |look| courses(look, now, &only)).await
    }
}

fn rule<'a>(look: &Look<'a>, course: &Course) -> Option<&'a Schedule> {
    let schedules = &look.campaign.protocol.schedules;
    schedules.iter().find(|schedule| schedule.name == course.schedule)
}

/// Of those asked for, each with their tests; a schedule that the protocol lost has none.
fn read(
    look: &Look<'_>,
    now: At,
    only: &Only,
) -> Result<Vec<(PersonKey, Course, Vec<Test>)>, StoreError> {
    let all = load::courses(look.connection, look.region)?;
    let clearing = &look.campaign.protocol.recollection;
    let tests = |course: &Course| {
        rule(look, course).map(|rule| course.tests(rule, clearing, now)).unwrap_or_default()
    };
    let asked = all.into_iter().filter(|(_, course)| only.takes(course));
    let with_tests = asked.map(|(person, course)| {
        let tests = tests(&course);
        (person, course, tests)
    });
    Ok(with_tests.collect())
}

/// Tests without a swab, the least time left first.
pub fn due(look: &Look<'_>, now: At, only: &Only, ahead: Minutes) -> Result<DueList, StoreError> {
    let mut list = DueList { at_ms: now.0, due: 0, missed: 0, tests: Vec::new() };
    for (person, course, tests) in read(look, now, only)? {
        for test in tests {
            match test.stand {
                Stand::Due => list.due += 1,
                Stand::Missed => list.missed += 1,
                Stand::Ahead if test.opens_at <= now + ahead => {}
                Stand::Ahead | Stand::Met { .. } => continue,
            }
            list.tests.push(of_due(now, person, &course, &test));
        }
    }
    list.tests.sort_by(|a, b| (a.due_at_ms, &a.person).cmp(&(b.due_at_ms, &b.person)));
    list.tests.truncate(ROWS_MAX);
    Ok(list)
}

fn of_due(now: At, person: PersonKey, course: &Course, test: &Test) -> ScheduledTest {
    ScheduledTest {
        person: person.to_string(),
        schedule: course.schedule.clone(),
        day: test.day,
        stand: test.stand.word(),
        opens_at_ms: test.opens_at.0,
        due_at_ms: test.ends_at.0,
        minutes_left: (test.ends_at - now).0,
        late: test.stand == Stand::Missed,
        squad: course.squad.map(|squad| squad.0),
        contact: course.contact.map(|contact| contact.to_string()),
    }
}

/// Everybody asked for, in the order of look-up keys.
pub fn courses(look: &Look<'_>, now: At, only: &Only) -> Result<Vec<CourseView>, StoreError> {
    let clearing = &look.campaign.protocol.recollection;
    let all = read(look, now, only)?;
    let views = all.iter().map(|(person, course, tests)| CourseView {
        person: person.to_string(),
        schedule: course.schedule.clone(),
        day_zero_at_ms: course.day_zero_at.0,
        day: course.day_of(now),
        squad: course.squad.map(|squad| squad.0),
        contact: course.contact.map(|contact| contact.to_string()),
        waits_for_contact: course.contact.is_some()
            && rule(look, course).is_some_and(|rule| course.is_complete(rule, clearing, now)),
        cleared: course.cleared(clearing),
        tests: tests.iter().map(of_test).collect(),
        swabs: swabs(course),
    });
    Ok(views.collect())
}

fn of_test(test: &Test) -> TestView {
    let tube = match test.stand {
        Stand::Met { tube, .. } => Some(tube.to_string()),
        _ => None,
    };
    TestView {
        day: test.day,
        opens_at_ms: test.opens_at.0,
        due_at_ms: test.ends_at.0,
        stand: test.stand.word(),
        tube,
    }
}

fn swabs(course: &Course) -> Vec<SwabView> {
    let swab = |taken: &tenfold_domain::course::Taken| SwabView {
        tube: taken.tube.to_string(),
        at_ms: taken.result.map_or(taken.at.0, |(swab_at, _)| swab_at.0),
        call: taken.result.map(|(_, call)| call.word()),
    };
    course.swabs.iter().map(swab).collect()
}
