//! Questions about a small day, and their answers.

mod day;

use day::{Day, REGION, a_box, plate, tube, well};
use tenfold::service::query::Look;
use tenfold::service::query::conservation::By;
use tenfold::service::query::late;
use tenfold::service::query::personal::{Unmask, Unshown};
use tenfold::service::query::trace::PersonTrace;
use tenfold::storage::sqlite;
use tenfold::storage::tables::access::Filter;
use tenfold::storage::tables::reference::TokenMark;
use tenfold_domain::code::{DeviceId, PersonKey, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::{Bearer, Role};
use tenfold_domain::term::AccessReason;
use tenfold_domain::time::Minutes;

fn day() -> Day {
    let mut day = Day::begin();
    day.everything();
    day
}

fn trace(day: &Day, person: PersonKey, unmask: Option<Unmask>) -> Option<PersonTrace> {
    let service = day.service();
    day.runtime.block_on(service.trace_person(REGION, person, unmask)).expect("read")
}

/// Somebody of a role who says why.
fn unmask(role: Role) -> Unmask {
    let bearer = Bearer { role, staff: StaffId(44), device: DeviceId(2), scope: Scope::default() };
    let (token, reason) = (TokenMark([7; 8]), AccessReason::ContactTracing);
    Unmask { bearer, token, reason, note: Some("the case of 张小三".into()) }
}

fn kinds(facts: &[tenfold::service::query::view::FactView]) -> Vec<&'static str> {
    facts.iter().map(|fact| fact.what).collect()
}

#[test]
fn a_person_is_followed_forward_to_every_outcome() {
    let day = day();
    let found = trace(&day, day.person(12), None).expect("known");
    assert_eq!(found.takes.len(), 2);
    let (second, first) = (&found.takes[0], &found.takes[1]);
    assert_eq!((second.outcome.outcome, first.outcome.outcome), ("pending", "second_test"));
    assert_eq!(found.outcome.outcome, "pending", "the second test is on its way");
    assert_eq!(first.tube, tube(2).to_string());
    let now = first.now.as_ref().expect("tube");
    assert_eq!((now.tube.as_str(), now.call), (tube(102).as_str(), Some("positive")));
    assert_eq!(now.members.len(), 1, "nobody else in the tube is shown");
    let custody = kinds(&first.custody);
    assert_eq!(custody.iter().filter(|what| **what == "registration").count(), 1);
    for what in [
        "tube_opening",
        "swab",
        "tube_seal",
        "relabel",
        "packing",
        "box_opening",
        "box_seal",
        "box_route",
        "handover",
        "box_receipt",
        "accession",
        "box_emptying",
        "plate_load",
        "well",
        "run",
        "call",
        "review",
        "publication",
        "notice",
    ] {
        assert!(custody.contains(&what), "{what} is missing in {custody:?}");
    }
    assert!(first.custody.is_sorted_by_key(|fact| (fact.at_ms, fact.seq)));
    assert_eq!(kinds(&found.recollections), ["recollection_opening", "recollection_swab"]);
    let call = first.custody.iter().find(|fact| fact.what == "call").expect("call");
    assert_eq!(call.detail["call"], "positive");
    assert_eq!(call.detail["ct"], 23.45);
    assert_eq!(call.detail["well"], "A02");
    assert_eq!(trace(&day, PersonKey([9; 16]), None), None);
}

#[test]
fn names_are_masked_until_somebody_may_and_says_why() {
    let day = day();
    let masked = trace(&day, day.person(1), None).and_then(|t| t.personal).expect("opens");
    assert!(masked.masked);
    assert_eq!((masked.name.as_str(), masked.phone.as_deref()), ("张*三", Some("138****0000")));
    let service = day.service();
    let refused = service.trace_person(REGION, day.person(1), Some(unmask(Role::Clerk)));
    assert!(matches!(day.runtime.block_on(refused), Err(Unshown::Forbidden)));
    let whole = trace(&day, day.person(1), Some(unmask(Role::Auditor))).and_then(|t| t.personal);
    let whole = whole.expect("opens");
    assert_eq!((whole.masked, whole.name.as_str()), (false, "张小三"));
    assert_eq!(whole.document, day.document(1).number());
    let connection = sqlite::reader(day.folder.path()).expect("open");
    let (note, reason): (Vec<u8>, u8) = connection
        .one("SELECT note, reason FROM access", &[], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("one row");
    assert_eq!(reason, AccessReason::ContactTracing.number());
    assert!(!String::from_utf8_lossy(&note).contains("张小三"), "a note is sealed");
    let page = day.runtime.block_on(service.accesses(REGION, Filter::default(), 10));
    let [row] = &page.expect("read").entries[..] else { panic!("one row") };
    assert_eq!((row.staff, row.token.as_deref()), (44, Some("0707070707070707")));
    assert_eq!(
        (row.subject, row.person.clone()),
        (Some("person"), Some(day.person(1).to_string()))
    );
    assert_eq!(
        (row.reason, row.note.as_deref()),
        (Some("contact_tracing"), Some("the case of 张小三"))
    );
    let text = serde_json::to_string(&trace(&day, day.person(1), None)).expect("json");
    assert!(!text.contains("张小三") && !text.contains(day.document(1).number()));
}

#[test]
fn a_tube_is_followed_back_under_every_label_and_after_a_restart() {
    let mut day = day();
    let ask = |day: &Day, code| {
        day.runtime.block_on(day.service().trace_tube(REGION, code)).expect("read").expect("known")
    };
    let old = ask(&day, tube(2));
    assert_eq!(old.labels, [tube(2).to_string(), tube(102).to_string()]);
    assert_eq!(old, ask(&day, tube(102)));
    assert_eq!(old.persons.len(), 10);
    assert_eq!(old.facts.iter().filter(|fact| fact.what == "registration").count(), 10);
    let eleven = old.persons.iter().find(|p| p.member.person == day.person(11).to_string());
    let eleven = eleven.expect("member");
    assert_eq!(kinds(&eleven.recollections), ["recollection_opening", "recollection_attempt"]);
    assert_eq!(eleven.recollections[1].detail["finding"], "not_found");
    day.close();
    day.open();
    assert_eq!(ask(&day, tube(2)), old);
    day.ask(tenfold_domain::command::Act::StoreTube {
        tube: tube(102),
        store: tenfold_domain::term::Store::Freezer20,
    });
    let stored = ask(&day, tube(2));
    assert_eq!(stored.facts.len(), old.facts.len() + 1, "a trail goes on after a restart");
    let void = ask(&day, tube(3));
    assert_eq!((void.tube.stage, void.tube.reason), ("void", Some("leaked")));
}

#[test]
fn boxes_and_wells_lead_back_to_people() {
    let day = day();
    let service = day.service();
    let case = day.runtime.block_on(service.trace_box(REGION, a_box(1))).expect("read");
    let case = case.expect("known");
    assert_eq!((case.case.stage, case.case.count, case.case.not_received), ("emptied", 2, 0));
    assert_eq!(case.tubes.iter().map(|tube| tube.members.len()).sum::<usize>(), 20);
    assert_eq!(kinds(&case.facts)[..3], ["box_opening", "packing", "packing"]);
    let here = (plate(1), well("A02"));
    let found = day.runtime.block_on(service.trace_well(REGION, here)).expect("read");
    let found = found.expect("known");
    assert_eq!(kinds(&found.facts), ["plate_load", "well", "run"]);
    assert_eq!(found.specimen.expect("tube").persons.len(), 10);
    let control = (plate(1), well("A03"));
    let found = day.runtime.block_on(service.trace_well(REGION, control)).expect("read");
    let found = found.expect("known");
    assert_eq!(found.well.control, Some("positive"));
    let read = ["plate_load", "well", "run", "control_reading"];
    assert_eq!(kinds(&found.facts)[..4], read, "and what it read");
    let empty = (plate(1), well("H12"));
    assert_eq!(day.runtime.block_on(service.trace_well(REGION, empty)).expect("read"), None);
    let view = day.runtime.block_on(service.plate(REGION, plate(1))).expect("read").expect("known");
    assert_eq!((view.read, view.wells.len(), view.wells[0].call), (true, 4, Some("negative")));
    assert_eq!(day.runtime.block_on(service.tube(REGION, tube(77))).expect("read"), None);
}

#[test]
fn what_is_late_comes_by_the_time_it_is_due() {
    let day = day();
    let ask = |minutes| {
        let list = day.runtime.block_on(day.service().late(REGION, Minutes(minutes)));
        list.expect("read")
    };
    let now = ask(0);
    let found: Vec<_> = now.late.iter().map(|late| (late.kind, late.due.clock)).collect();
    assert_eq!(found, [("box", "collection")], "fetched every two hours, swabbed three ago");
    assert_eq!(now.late[0].people, 11);
    let hour = ask(61);
    let found: Vec<_> = hour.late.iter().map(|late| (late.kind, late.due.clock)).collect();
    assert_eq!(found, [("box", "collection"), ("tube", "room")]);
    let day_on = ask(24 * 60);
    assert!(day_on.complete && day_on.late.is_sorted_by_key(|late| late.due.due_at_ms));
    let owed = day_on.late.iter().filter(|late| late.kind == "person").count();
    assert_eq!(owed, 20, "ten of the void tube and ten of the positive pool");
}

#[test]
fn a_tube_in_which_nobody_marked_a_swab_is_late_too() {
    use tenfold_domain::command::Act;
    let mut day = Day::begin();
    day.now = day.now - Minutes::hours(5);
    day.register(tube(1), 1, 10);
    let round = tenfold_domain::code::RoundId(1);
    let lane = tenfold_domain::code::LaneId(1);
    day.ask(Act::OpenTube { round, lane, tube: tube(2), capacity: 10 });
    let list = day.runtime.block_on(day.service().late(REGION, Minutes(0))).expect("read");
    let found: Vec<_> = list.late.iter().map(|one| (one.code.as_str(), one.due.clock)).collect();
    assert_eq!(found, [(tube(1).as_str(), "room")], "who holds nobody is not late");
    assert_eq!((list.late[0].stage, list.late[0].people), ("open", 1));
}

#[test]
fn the_law_holds_by_every_grain_and_names_what_is_astray() {
    let day = day();
    day.next_board();
    let ask = |by| day.runtime.block_on(day.service().conservation(REGION, by)).expect("read");
    let sites = ask(By::Site);
    assert!(sites.holds);
    assert_eq!((sites.total.registered, sites.total.people["void"]), (41, 10));
    assert_eq!(sites.rows.len(), 1);
    for by in [By::Lane, By::Hour] {
        let rows = ask(by).rows;
        assert_eq!(rows.iter().map(|row| row.registered).sum::<i64>(), 41, "{by:?}");
    }
    let lab = ask(By::Lab).labs[0].tubes;
    assert_eq!((lab.received, lab.positive, lab.backlog), (2, 1, 0));
    let boxes = ask(By::Box);
    assert!(boxes.holds);
    assert_eq!(boxes.boxes.len(), 1, "the emptied one is left out");
    assert_eq!((boxes.boxes[0].count, boxes.boxes[0].tubes["packed"]), (2, 2));
}

#[test]
fn who_is_swabbed_twice_in_a_round_is_one_person_of_the_roster() {
    use tenfold_domain::command::Act;
    use tenfold_domain::term::WithdrawReason;
    let mut day = day();
    let counted = |day: &Day| {
        day.next_board();
        let board = day.service().board.boards()[&REGION].clone();
        (board.total.registered, board.coverage.people, board.coverage.round.0)
    };
    assert_eq!(counted(&day), (41, 40, 1), "the second test of one of forty");
    day.register(tube(6), 13, 1);
    day.register(tube(7), 61, 10);
    let left = |day: &mut Day, code, n| {
        let (person, reason) = (day.person(n), WithdrawReason::Left);
        day.ask(Act::Withdraw { tube: code, person, reason });
    };
    left(&mut day, tube(6), 13);
    assert_eq!(counted(&day), (42, 41, 1), "who leaves the second tube stays in the first");
    left(&mut day, tube(7), 61);
    assert_eq!(counted(&day), (41, 40, 1));
    day.close();
    day.open();
    assert_eq!(counted(&day), (41, 40, 1));
}

#[test]
fn a_tube_missing_from_an_emptied_box_stays_in_sight_until_it_is_found() {
    use tenfold_domain::code::LabId;
    use tenfold_domain::command::Act;
    let mut day = Day::begin();
    day.fill(tube(1), 1);
    day.fill(tube(2), 11);
    let (box_code, lab) = (a_box(1), LabId(1));
    day.load(box_code, &[tube(1), tube(2)]);
    day.ask(Act::ReceiveTube { tube: tube(1), box_code: Some(box_code), lab });
    day.ask(Act::EmptyBox { box_code });
    let by_box = |day: &Day| {
        day.runtime.block_on(day.service().conservation(REGION, By::Box)).expect("read")
    };
    let found = by_box(&day);
    assert!(!found.holds && found.boxes.len() == 1);
    assert_eq!(
        (found.boxes[0].stage, &found.boxes[0].missing),
        ("emptied", &vec![tube(2).to_string()])
    );
    day.ask(Act::ReceiveTube { tube: tube(2), box_code: None, lab });
    let found = by_box(&day);
    assert!(found.holds && found.boxes.is_empty());
}

#[test]
fn what_is_late_is_counted_whole() {
    let day = day();
    let connection = sqlite::reader(day.folder.path()).expect("open");
    let campaign = &day.service().campaigns[&REGION];
    let look = Look { connection: &connection, region: REGION, campaign };
    let within = Minutes::hours(7 * 24);
    let now = tenfold::service::clock::now();
    let whole = late::late(&look, now, within, late::LATE_MAX).expect("read");
    let counts = late::counts(&look, now, within).expect("read");
    let of = |clock, over: fn(i64) -> bool| {
        let all = whole.late.iter().filter(|one| one.due.clock == clock);
        all.filter(|one| over(one.minutes_left)).count() as u64
    };
    assert!(whole.complete && counts.tubes > 0 && counts.boxes > 0);
    assert_eq!((counts.tubes, counts.boxes), (of("room", |_| true), of("collection", |_| true)));
    assert_eq!(counts.outcomes, of("outcome", |left| left < 0));
    let short = late::late(&look, now, within, 1).expect("read");
    assert_eq!((short.complete, short.late.len()), (false, 1));
}

#[test]
fn lists_tell_what_is_open() {
    let day = day();
    let service = day.service();
    let owed = day.runtime.block_on(service.recollections(REGION)).expect("read");
    assert_eq!(owed.len(), 20);
    let swabbed = owed.iter().find(|o| o.person == day.person(12).to_string()).expect("owed");
    assert_eq!((swabbed.single, swabbed.sampled.clone()), (true, Some(tube(4).to_string())));
    assert!(swabbed.may_end.is_empty(), "who was swabbed waits for the outcome");
    assert!(owed.iter().all(|one| one.site.is_some()), "where they were swabbed");
    let due = owed.iter().find(|one| one.sampled.is_none() && one.findings.is_empty());
    assert_eq!(due.expect("one").may_end, ["resampled", "died"], "nobody was looked for yet");
    let open = day.runtime.block_on(service.discrepancies(REGION)).expect("read");
    let kept = open.iter().find(|d| d.fact.what == "kept_command").expect("kept");
    assert_eq!(kept.en, "no record of this tube");
    assert_eq!(kept.fact.detail["act"], "seal_tube");
    assert!(!kept.fact.detail.contains_key("original"), "what it held stays sealed");
    let notices = day.runtime.block_on(service.notices(REGION, None)).expect("read");
    assert!(notices.iter().any(|n| n.party == "police" && n.message == "positive_pool"));
    assert!(notices.iter().all(|notice| notice.acknowledged_at_ms.is_none()));
    let campaign = service.campaign_view(REGION).expect("campaign");
    assert!(!campaign.sites[0].lanes.is_empty());
    assert_eq!(campaign.limits.room_limit_minutes, 240);
    assert_eq!(campaign.kits[0].targets, ["ORF1ab", "N", "IC"]);
}

#[test]
fn a_store_that_failed_is_tried_again_but_not_by_everybody_who_asks() {
    let day = Day::begin();
    let service = day.service();
    let asked = || day.runtime.block_on(service.takes_writes()).is_ok();
    service.metrics.failed();
    let watch = tenfold::service::clock::Stopwatch::start();
    assert!(asked(), "the first who asks tries");
    service.metrics.failed();
    let again = asked();
    assert!(!again || watch.elapsed().as_millis() >= 1_000, "and nobody else for a second");
    assert!(std::iter::repeat_with(asked).any(|takes| takes), "then it is tried again");
}

#[test]
fn who_left_a_tube_reads_nothing_of_those_who_stayed() {
    use tenfold::service::resident;
    use tenfold_domain::command::Act;
    let mut day = Day::begin();
    day.register(tube(1), 1, 10);
    let receipt = day.receipt();
    day.register(tube(1), 2, 10);
    let stayed = day.receipt();
    let (person, reason) = (day.person(1), tenfold_domain::term::WithdrawReason::Left);
    day.ask(Act::Withdraw { tube: tube(1), person, reason });
    day.ask(Act::Swab { tube: tube(1), person: None });
    day.ask(Act::SealTube { tube: tube(1), count: 1 });
    day.carry(a_box(1), &[tube(1)]);
    day.test(plate(1), &[(tube(1), true)]);
    let read = |n, receipt: &str| {
        let here = std::net::Ipv4Addr::LOCALHOST.into();
        let asked = resident::ask(day.service(), here, day.person(n), receipt);
        day.runtime.block_on(asked).map(|told| told.outcome.word()).ok()
    };
    assert_eq!(read(1, &receipt), None);
    assert_eq!(read(2, &stayed), Some("second_test"));
    assert_eq!(read(2, &receipt), None);
    let left = trace(&day, day.person(1), None).expect("known");
    assert_eq!(left.takes[0].outcome.outcome, "withdrawn");
}

#[test]
fn an_old_slip_is_still_read() {
    use tenfold::service::resident;
    use tenfold_domain::command::Act;
    use tenfold_domain::term::VoidReason;
    let mut day = Day::begin();
    let mut slips = Vec::new();
    for n in 1..=9 {
        day.register(tube(n), 1, 10);
        slips.push(day.receipt());
        day.ask(Act::VoidTube { tube: tube(n), reason: VoidReason::Broken });
    }
    day.register(tube(10), 1, 10);
    let here = std::net::Ipv4Addr::LOCALHOST.into();
    let asked = resident::ask(day.service(), here, day.person(1), &slips[0]);
    let told = day.runtime.block_on(asked).expect("nine slips later");
    assert!(told.sampled_at.is_some());
}

#[test]
fn what_is_settled_and_confirmed_leaves_the_lists_and_stays_in_the_trace() {
    use tenfold_domain::command::Act;
    use tenfold_domain::term::{Finding, Message, Party, Resolution};
    let mut day = day();
    let open = |day: &Day| {
        let list = day.runtime.block_on(day.service().discrepancies(REGION)).expect("read");
        list.iter().map(|open| open.discrepancy).collect::<Vec<_>>()
    };
    let before = open(&day);
    let (discrepancy, resolution) = (before[0], Resolution::Explained);
    day.ask(Act::Resolve { discrepancy, resolution });
    assert_eq!(open(&day), before[1..]);
    let confirmed = |day: &Day| {
        let list = day.runtime.block_on(day.service().notices(REGION, None)).expect("read");
        let unreached = list.into_iter().filter(|n| n.message == "unreached");
        let police = unreached.filter(|notice| notice.party == "police");
        police.map(|notice| notice.acknowledged_by).collect::<Vec<_>>()
    };
    assert_eq!(confirmed(&day), [None]);
    let (party, message) = (Party::Police, Message::Unreached);
    let acknowledge = Act::Acknowledge { tube: tube(102), person: None, party, message };
    day.by(33).ask(acknowledge.clone());
    assert_eq!(confirmed(&day), [Some(33)]);
    let (person, finding) = (day.person(11), Finding::NotFound);
    day.ask(Act::AttemptRecollection { person, finding });
    assert_eq!(confirmed(&day), [None], "told again, to be confirmed again");
    day.close();
    day.open();
    day.ask(acknowledge);
    assert_eq!(confirmed(&day), [Some(33)]);
    let trace = day.runtime.block_on(day.service().trace_tube(REGION, tube(2))).expect("read");
    let facts = kinds(&trace.expect("known").facts);
    assert_eq!(facts.iter().filter(|what| **what == "acknowledgement").count(), 2);
}

#[test]
fn who_is_given_up_has_a_name_for_it_and_is_on_no_clock() {
    use tenfold_domain::command::Act;
    use tenfold_domain::term::{Finding, RecollectionEnd};
    let mut day = day();
    let look = |day: &Day| {
        let service = day.service();
        let owed = day.runtime.block_on(service.recollections(REGION)).expect("read");
        let pools = day.runtime.block_on(service.pools(REGION)).expect("read");
        let open = owed.iter().filter(|one| one.ended.is_none()).count();
        let ended = owed.iter().filter_map(|one| Some((one.person.clone(), one.ended?)));
        let pools = pools.iter().map(|pool| (pool.open, pool.ended, pool.given_up.clone()));
        (open, ended.collect::<Vec<_>>(), pools.collect::<Vec<_>>())
    };
    let (open, ended, pools) = look(&day);
    assert!(ended.is_empty() && open > 1, "{open} {ended:?}");
    let owed = day.runtime.block_on(day.service().recollections(REGION)).expect("read");
    let single = owed.iter().find(|one| one.single && one.sampled.is_none()).expect("one");
    let person = PersonKey::parse(&single.person).expect("a key");
    day.ask(Act::AttemptRecollection { person, finding: Finding::Moved });
    day.ask(Act::EndRecollection { person, reason: RecollectionEnd::Moved });
    day.close();
    day.open();
    let (now_open, now_ended, now_pools) = look(&day);
    assert_eq!(now_open, open - 1);
    assert_eq!(now_ended, [(person.to_string(), "moved")]);
    let counted = |pools: &[(usize, usize, _)]| pools.iter().map(|pool| pool.1).sum::<usize>();
    assert_eq!(counted(&now_pools), counted(&pools) + 1, "{pools:?} {now_pools:?}");
    assert!(now_pools.iter().any(|pool| pool.2 == [("moved", 1)].into()), "{now_pools:?}");
    let trace =
        day.runtime.block_on(day.service().trace_person(REGION, person, None)).expect("read");
    let told = kinds(&trace.expect("known").recollections);
    assert!(told.contains(&"recollection_ending"), "{told:?}");
}
