//! A second test that stays open is raised by the service itself, and leaves like any notice.

use std::collections::BTreeMap;

use tenfold::service::{clock, escalation};
use tenfold_domain::command::Act;
use tenfold_domain::term::{Message, Party};
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
fn what_nobody_confirms_is_raised_once_and_shows_four_states() {
    let receiver = Receiver::start(|_, _| Say::Taken);
    let mut day = Day::begin();
    day.now = clock::now() - Minutes(31);
    crate::singles(&mut day, 0);
    let (party, message) = (Party::Police, Message::PersonBasics);
    let confirmed = tube(1_000);
    day.ask(Act::Acknowledge { tube: confirmed, person: None, party, message });
    let notify = endpoints(&day, &webhook("all", &receiver.url()));
    open(&mut day, notify);
    let service = day.service().clone();
    let now = clock::now();
    let raise = |day: &Day, at| day.runtime.block_on(service.escalate_notices(at)).expect("asked");
    assert_eq!(raise(&day, now), 6, "a command for each tube");
    assert_eq!(raise(&day, now), 0, "each step once");
    // 72 of the singles, and one to headquarters for each of six people.
    let page = crate::until(&day, |page| page.endpoints[0].delivered == 78);
    assert_eq!(page.deliveries.iter().filter(|one| one.message == "unconfirmed").count(), 6);
    let list = |day: &Day| {
        day.runtime.block_on(day.service().notices(crate::day::REGION, None)).expect("read")
    };
    let notices = list(&day);
    assert_eq!(notices.len(), 78);
    for notice in &notices {
        assert!(notice.delivered_at_ms >= Some(notice.told_at_ms), "{notice:?}");
        let is_confirmed = notice.acknowledged_at_ms.is_some();
        let steps: Vec<u8> = notice.escalated.iter().map(|raised| raised.step).collect();
        let is_raised = !is_confirmed && notice.message != "unconfirmed";
        assert_eq!(steps, [1][..usize::from(is_raised)], "{notice:?}");
        assert!(notice.escalated.iter().all(|raised| raised.to == ["headquarters"]));
    }
    assert_eq!(notices.iter().filter(|one| one.acknowledged_at_ms.is_some()).count(), 1);
    let told = receiver.seen().into_iter().map(|one| one.body());
    let told = told.into_iter().find(|body| body["message"] == "unconfirmed").expect("one");
    assert!(told["text_zh"].as_str().expect("text").contains("催办"), "{told}");
    drop(service);
    // What was raised is known after a restart; what nobody looked at meanwhile takes each step.
    day.close();
    day.open();
    day.now = clock::now() - Minutes(91);
    crate::singles(&mut day, 1);
    let service = day.service().clone();
    let raise = |day: &Day, at| day.runtime.block_on(service.escalate_notices(at)).expect("asked");
    assert_eq!([raise(&day, clock::now()), raise(&day, clock::now())], [6, 0]);
    day.next_board();
    let boards = service.board.boards();
    // Of twice 72 one was confirmed; what tells headquarters so is not raised itself.
    assert_eq!(boards[&crate::day::REGION].notices, (143 + 12, 143));
    let twice = list(&day).into_iter().filter(|one| one.escalated.len() == 2);
    assert_eq!(twice.count(), 72);
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
