//! A second test that stays open is raised by the service itself, and leaves like any notice.

use std::collections::BTreeMap;

use tenfold::service::{clock, escalation};
use tenfold_domain::command::Act;
use tenfold_domain::time::Minutes;

use crate::day::{Day, a_box, plate, tube};
use crate::receiver::{Receiver, Say, Seen};
use crate::{endpoints, open, webhook};

/// Overdue notices by party.
fn overdue(seen: &[Seen]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for body in seen.iter().map(Seen::body).filter(|body| body["message"] == "overdue") {
        *counts.entry(body["party"].as_str().expect("a word").to_owned()).or_default() += 1;
    }
    counts
}

/// Three people in a positive pool so many hours ago; one of them was swabbed again.
fn pool(day: &mut Day, lot: u16, hours: i64) {
    day.now = clock::now() - Minutes::hours(hours);
    let (pool, first) = (tube(1_000 + u64::from(lot)), 100 * lot);
    for person in first..first + 3 {
        day.register(pool, person, 10);
    }
    day.ask(Act::Swab { tube: pool, person: None });
    day.ask(Act::SealTube { tube: pool, count: 3 });
    day.carry(a_box(500 + u64::from(lot)), &[pool]);
    day.test(plate(500 + u64::from(lot)), &[(pool, true)]);
    day.register(tube(2_000 + u64::from(lot)), first + 1, 1);
}

#[test]
fn who_is_not_swabbed_again_is_raised_at_each_step_and_once() {
    let receiver = Receiver::start(|_, _| Say::Taken);
    let mut day = Day::begin();
    pool(&mut day, 1, 5);
    pool(&mut day, 2, 7);
    let notify = endpoints(&day, &webhook("all", &receiver.url()));
    open(&mut day, notify);
    let service = day.service().clone();
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(1).enable_time().build().expect("runtime");
    let keeps = runtime.spawn(escalation::keep(service.clone()));
    // Of each pool the two who were not swabbed; of the older one headquarters is told of all
    // three, for whose outcome it is too late.
    let expected = [("squad", 4), ("community", 4), ("police", 4), ("headquarters", 3)];
    let expected = expected.map(|(party, count)| (party.to_owned(), count)).into();
    // Nothing else is recorded: a notice that changes no head leaves all the same.
    let seen = receiver.until(|seen| overdue(seen) == expected);
    keeps.abort();
    let again = day.runtime.block_on(service.escalate(clock::now()));
    assert_eq!(again.expect("asked"), 0, "nobody is told twice");
    let told = seen.iter().map(Seen::body).find(|body| body["message"] == "overdue");
    let told = told.expect("one");
    assert!(told["say_to_person_zh"].is_string() && told["text_en"].is_string(), "{told}");
    let trace = day.runtime.block_on(service.trace_tube(crate::day::REGION, tube(1_001)));
    let facts = trace.expect("read").expect("known").facts;
    assert!(facts.iter().any(|fact| fact.what == "notice" && fact.staff == 0), "by nobody");
}
