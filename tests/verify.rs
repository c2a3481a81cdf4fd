//! Whatever is changed behind the writer's back is found, and nothing else is.

mod day;

use std::path::Path;

use day::{Day, REGION, a_box, plate, tube};
use rusqlite::Connection;
use tenfold::service;
use tenfold::service::query::schedules::Only;
use tenfold::service::vault::{KEY_FILE, Vault};
use tenfold::service::verify::{Difference, Expected, RegionReport, agrees, missing, verify};
use tenfold::storage::fact::TABLES;
use tenfold::storage::sqlite::{self, SqliteStore};
use tenfold::storage::tables::{access, query, reference};
use tenfold::storage::{Append, Entry, Store as _};
use tenfold_domain::code::{DeviceId, LabId, PersonKey, RoundId, ScanId, StaffId, TubeCode};
use tenfold_domain::command::{Act, Named, Opaque, Proof, Scope, Stamp, Supervisor};
use tenfold_domain::event::Event;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::{
    AccessReason, AmendReason, Call, CourseEnd, RelabelReason, Resolution, Store, VoidReason,
    WithdrawReason,
};
use tenfold_domain::time::{At, Minutes};

fn check(folder: &Path) -> RegionReport {
    let mut connection = sqlite::reader(folder).expect("open");
    let (vault, _) = Vault::open(&folder.join(KEY_FILE), false).expect("key");
    let campaigns = service::campaigns(&connection, &vault).expect("campaigns");
    let mut report = verify(&mut connection, &campaigns, &mut |_, _| {}).expect("read");
    assert_eq!(agrees(&report), report.values().all(|found| found.differences.is_empty()));
    report.remove(&REGION).expect("region")
}

/// A day that is over, in a folder.
fn over() -> Day {
    let mut day = Day::begin();
    day.everything();
    day.close();
    let connection = Connection::open(day.folder.path().join(sqlite::FILE)).expect("open");
    // Everything into the one file, so that a copy of it is a copy of everything.
    let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
    let busy: i64 = connection.query_row(sql, [], |row| row.get(0)).expect("checkpoint");
    assert_eq!(busy, 0);
    day
}

/// The file as it was.
fn put_back(path: &Path, whole: &[u8]) {
    for beside in ["-wal", "-shm"] {
        let beside = path.with_file_name(format!("{}{beside}", sqlite::FILE));
        if beside.exists() {
            std::fs::remove_file(beside).expect("removed");
        }
    }
    std::fs::write(path, whole).expect("file");
}

/// What is found after a change that should touch `rows` rows.
fn after(day: &Day, change: &str, rows: usize) -> Vec<Difference> {
    let connection = Connection::open(day.folder.path().join(sqlite::FILE)).expect("open");
    assert_eq!(connection.execute(change, []).expect(change), rows, "{change}");
    drop(connection);
    let found = check(day.folder.path()).differences;
    assert!(!found.is_empty(), "not found: {change}");
    found
}

fn amended(connection: tenfold::storage::db::Connection) -> Vec<(TubeCode, Option<AmendReason>)> {
    query::amended(&connection, REGION).expect("read")
}

fn broken(found: &[Difference]) -> bool {
    found.iter().any(|difference| matches!(difference, Difference::ChainBroken { .. }))
}

#[test]
fn a_day_as_it_was_written_agrees_also_while_serving() {
    let mut day = Day::begin();
    assert_eq!(check(day.folder.path()).differences, []);
    day.everything();
    let serving = check(day.folder.path());
    assert_eq!(serving.differences, []);
    day.close();
    let found = check(day.folder.path());
    assert_eq!(found.differences, []);
    assert!(found.facts > 80 && found.commits > 50 && found.heads > 25, "{found:?}");
    assert_eq!(found.last_link.len(), 64);
    day.open();
    day.fill(tube(6), 51);
    assert_eq!(check(day.folder.path()).differences, []);
}

#[test]
fn what_is_found_dismissed_and_amended_agrees_also_after_a_restart() {
    let mut day = Day::begin();
    day.fill(tube(1), 1);
    day.fill(tube(2), 11);
    day.carry(a_box(1), &[tube(1)]);
    day.send(a_box(2), &[tube(2)]);
    day.ask(Act::LoseBox { box_code: a_box(2) });
    let lab = LabId(1);
    day.test(plate(1), &[(tube(1), false)]);
    day.ask(Act::StoreTube { tube: tube(1), store: Store::Fridge });
    let reason = Some(AmendReason::MixedUp);
    day.ask(Act::AmendCall { tube: tube(1), call: Call::Positive, reason });
    let kept = |n| Named { person: PersonKey([n; 16]), round: RoundId(1), tube: tube(2) };
    for n in [1, 2] {
        let (act, named) = ("register", Some(kept(n)));
        let act = Act::TurnedAway { act, refusal: Refusal::NameMissing, named };
        day.ask_whole(act, Opaque(b"sealed".as_slice().into()), true);
    }
    assert_eq!(check(day.folder.path()).differences, []);
    day.close();
    day.open();
    let (courier, receiver) = (StaffId(8), StaffId(9));
    let receipt = Act::ReceiveBox { box_code: a_box(2), lab, courier, receiver, count: 1 };
    day.by(9).ask(receipt);
    day.ask(Act::ReceiveRest { box_code: a_box(2) });
    day.by(33).ask(Act::Review { tube: tube(1) });
    let owed = |day: &Day| day.runtime.block_on(day.service().recollections(REGION)).expect("read");
    // Ten of the lost tube, which is found, ten of the positive pool, two kept registrations.
    assert_eq!(owed(&day).len(), 22);
    assert_eq!(owed(&day).iter().filter(|owed| owed.sampled.is_some()).count(), 10);
    let open = day.runtime.block_on(day.service().discrepancies(REGION)).expect("read");
    let kept = open.iter().filter(|open| open.fact.what == "kept_command");
    let kept: Vec<u64> = kept.map(|open| open.discrepancy).collect();
    let (discrepancy, resolution) = (kept[0], Resolution::Dismissed);
    day.ask(Act::Resolve { discrepancy, resolution });
    assert_eq!(owed(&day).len(), 21, "the other one is still owed");
    let found = day.runtime.block_on(day.service().tube(REGION, tube(1))).expect("read");
    let found = found.expect("known");
    assert_eq!((found.stage, found.store), ("stored", Some("fridge")));
    assert_eq!(check(day.folder.path()).differences, []);
    let trace = day.runtime.block_on(day.service().trace_tube(REGION, tube(2))).expect("read");
    let facts: Vec<_> = trace.expect("known").facts.iter().map(|fact| fact.what).collect();
    for what in ["box_loss", "tube_void", "tube_find", "box_receipt", "accession"] {
        assert!(facts.contains(&what), "{what} is missing in {facts:?}");
    }
    day.close();
    assert_eq!(check(day.folder.path()).differences, []);
}

/// A ledger of before reasons were asked for: the correction stands alone in its commit.
#[test]
fn a_correction_without_a_reason_is_read_as_it_was_written() {
    let mut day = Day::begin();
    day.fill(tube(1), 1);
    day.carry(a_box(1), &[tube(1)]);
    day.test(plate(1), &[(tube(1), false)]);
    day.close();
    let mut store = SqliteStore::open(day.folder.path()).expect("open");
    let end = store.ledger_end(REGION).expect("read");
    let last = store.entries(REGION, end.seq, 1).expect("read").remove(0);
    let stamp = Stamp { scan: ScanId([9; 16]), by: StaffId(20), ..last.stamp };
    let event = Event::CallAmended { tube: tube(1), from: Call::Negative, call: Call::Positive };
    let entries = [Entry { seq: end.seq + 1, stamp, recorded_at: last.recorded_at, event }];
    let recorded_at = last.recorded_at;
    let append = Append { region: REGION, entries: &entries, heads: None, recorded_at };
    store.append(&[append]).expect("kept");
    drop(store);
    day.open();
    // The heads are written behind it.
    day.close();
    day.open();
    let bench = day.runtime.block_on(day.service().bench(REGION, LabId(1))).expect("read");
    let mut alone = bench.expect("known").plates.remove(0).alone;
    let corrected = alone.remove(0).corrected.expect("it was");
    assert_eq!((corrected.from, corrected.reason, corrected.en), ("negative", None, None));
    day.close();
    assert_eq!(check(day.folder.path()).differences, []);
    let told = amended(sqlite::reader(day.folder.path()).expect("open"));
    assert_eq!(told, [(tube(1), None)]);
    // Corrected once more, now with a reason.
    day.open();
    let reason = Some(AmendReason::Mistyped);
    day.by(20).ask(Act::AmendCall { tube: tube(1), call: Call::Negative, reason });
    day.close();
    let told = amended(sqlite::reader(day.folder.path()).expect("open"));
    assert_eq!(told, [(tube(1), reason)]);
    let changed = "UPDATE amendment_reason SET reason = 1";
    assert!(broken(&after(&day, changed, 1)));
}

#[test]
fn who_is_under_a_schedule_is_rebuilt_from_the_facts() {
    let mut day = Day::begin();
    let begin = |day: &mut Day, n, schedule: &str, contact| {
        let (person, schedule) = (day.person(n), schedule.to_owned());
        let day_zero_at = day.now - Minutes::hours(30);
        day.ask(Act::BeginCourse { person, schedule, day_zero_at, squad: None, contact });
    };
    begin(&mut day, 1, "close_contact", None);
    let contact = Some(day.person(1));
    begin(&mut day, 2, "secondary_contact", contact);
    begin(&mut day, 3, "suspect", None);
    begin(&mut day, 4, "suspect", None);
    for (n, capacity) in [(1, 1), (2, 1), (3, 1), (4, 10)] {
        day.register(tube(u64::from(n)), n, capacity);
    }
    day.ask(Act::Withdraw { tube: tube(4), person: day.person(4), reason: WithdrawReason::Left });
    for n in 1..4 {
        day.ask(Act::Swab { tube: tube(n), person: None });
        day.ask(Act::SealTube { tube: tube(n), count: 1 });
    }
    let reason = RelabelReason::Damaged;
    day.ask(Act::RelabelTube { tube: tube(1), to: tube(101), reason });
    day.ask(Act::VoidTube { tube: tube(3), reason: VoidReason::Leaked });
    assert_eq!(check(day.folder.path()).differences, []);
    day.close();
    assert_eq!(check(day.folder.path()).differences, [], "what came to nothing is written too");
    day.open();
    day.carry(a_box(1), &[tube(101), tube(2)]);
    day.test(plate(1), &[(tube(2), false), (tube(101), true)]);
    let courses = day.runtime.block_on(day.service().courses(REGION, Only::default()));
    let courses = courses.expect("read");
    let shown = |n| {
        let key = day.person(n).to_string();
        let of = courses.iter().find(|course| course.person == key);
        of.map(|course| (course.schedule.as_str(), course.swabs.len()))
    };
    assert_eq!(shown(1), None, "positive");
    assert_eq!(shown(2), Some(("close_contact", 1)), "who follows is raised");
    assert_eq!((shown(3), shown(4)), (Some(("suspect", 0)), Some(("suspect", 0))));
    day.ask(Act::EndCourse { person: day.person(4), reason: CourseEnd::Moved });
    let person = day.person(2);
    day.close();
    assert_eq!(check(day.folder.path()).differences, []);
    for change in ["squad = 9", "swabs = ''", "open = 0", "day_zero_at = day_zero_at + 1"] {
        let change = format!("UPDATE course SET {change} WHERE person = x'{person}'");
        let connection = Connection::open(day.folder.path().join(sqlite::FILE)).expect("open");
        let _: i64 = connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .expect("checkpoint");
        drop(connection);
        let path = day.folder.path().join(sqlite::FILE);
        let whole = std::fs::read(&path).expect("file");
        let found = after(&day, &change, 1);
        assert_eq!(found.len(), 1, "{change}: {found:?}");
        put_back(&path, &whole);
    }
}

#[test]
fn an_override_is_open_after_a_restart_and_a_guardian_is_kept() {
    let mut day = Day::begin();
    let supervisor = Supervisor { staff: StaffId(99), scopes: vec![Scope::default()] };
    day.register_as(tube(1), 1, 10, |asked| asked.proof = Proof::Overridden(supervisor.clone()));
    let guardian = day.person(3);
    day.register_as(tube(1), 2, 10, |asked| asked.guardian = Some(guardian));
    day.close();
    assert_eq!(check(day.folder.path()).differences, []);
    day.open();
    // Nobody settles what is not open: tube, registration, override.
    day.ask(Act::Resolve { discrepancy: 3, resolution: Resolution::Explained });
    day.close();
    assert_eq!(check(day.folder.path()).differences, []);
}

#[test]
fn one_changed_byte_breaks_the_chain_whatever_the_table() {
    let day = over();
    let path = day.folder.path().join(sqlite::FILE);
    let whole = std::fs::read(&path).expect("file");
    let mut tables = 0;
    for table in TABLES {
        let connection = Connection::open(&path).expect("open");
        let count: i64 = connection
            .query_row(&format!("SELECT COUNT(*) FROM \"{}\"", table.name), [], |row| row.get(0))
            .expect("count");
        drop(connection);
        if count == 0 {
            continue;
        }
        tables += 1;
        let last = format!("WHERE seq = (SELECT MAX(seq) FROM \"{}\")", table.name);
        let change = format!("UPDATE \"{}\" SET \"at\" = \"at\" + 1 {last}", table.name);
        assert!(broken(&after(&day, &change, 1)), "{}", table.name);
        put_back(&path, &whole);
    }
    assert!(tables >= 24, "the day has {tables} kinds of facts");
    for change in [
        "UPDATE registration SET sealed = zeroblob(LENGTH(sealed)) WHERE position = 3 AND tube = \
         (SELECT MIN(tube) FROM registration)",
        "UPDATE swab SET tube = LOWER(tube) || ' ' WHERE seq = (SELECT MIN(seq) FROM swab)",
        "UPDATE tube_seal SET short = 2 WHERE seq = (SELECT MIN(seq) FROM tube_seal)",
        "UPDATE call SET ct = NULL WHERE ct IS NOT NULL",
        "UPDATE review SET staff = 1.5 WHERE seq = (SELECT MIN(seq) FROM review)",
        "UPDATE commit_link SET link = zeroblob(32) WHERE number = 7",
    ] {
        assert!(broken(&after(&day, change, 1)), "{change}");
        put_back(&path, &whole);
    }
    assert_eq!(check(day.folder.path()).differences, []);
}

#[test]
fn a_row_that_is_gone_moved_or_added_is_found() {
    let day = over();
    let path = day.folder.path().join(sqlite::FILE);
    let whole = std::fs::read(&path).expect("file");
    let gone = after(&day, "DELETE FROM packing WHERE seq = (SELECT MIN(seq) FROM packing)", 1);
    assert!(broken(&gone) && gone.iter().any(|d| matches!(d, Difference::FactMissing(..))));
    put_back(&path, &whole);
    let swap = "UPDATE registration AS r SET sealed = (SELECT o.sealed FROM registration o
        WHERE o.region = r.region AND o.tube = r.tube AND o.position = 3 - r.position)
        WHERE r.position IN (1, 2) AND r.tube = (SELECT MIN(tube) FROM registration)";
    assert!(broken(&after(&day, swap, 2)));
    put_back(&path, &whole);
    let added = "INSERT INTO glove_change SELECT region, MAX(last_seq) + 1, x'00', 0, 1, 1, 0, 0, 1
        FROM commit_link";
    assert!(matches!(after(&day, added, 1)[..], [Difference::FactUnlinked(_), ..]));
    put_back(&path, &whole);
    let twice = "INSERT INTO glove_change SELECT region, first_seq, x'00', 0, 1, 1, 0, 0, 1
        FROM commit_link WHERE number = 3";
    let found = after(&day, twice, 1);
    assert!(broken(&found) && found.iter().any(|d| matches!(d, Difference::FactTwice(_))));
    put_back(&path, &whole);
    let commit = after(&day, "DELETE FROM commit_link WHERE number = 9", 1);
    assert!(commit.contains(&Difference::CommitMissing(9)));
}

/// A number that no writer of ours gives is named, and costs no walk through all numbers to it.
#[test]
fn forged_numbers_are_found_at_once() {
    let day = over();
    let path = day.folder.path().join(sqlite::FILE);
    let whole = std::fs::read(&path).expect("file");
    for (number, first) in [
        (i64::MAX, Difference::FactUnlinked(i64::MAX as u64)),
        (0, Difference::FactBelowFirst(0)),
        (-7, Difference::FactBelowFirst(-7)),
        (i64::MIN, Difference::FactBelowFirst(i64::MIN)),
    ] {
        let forged = format!(
            "INSERT INTO glove_change SELECT region, {number}, x'00', 0, 1, 1, 0, 0, 1
             FROM commit_link WHERE number = 3"
        );
        assert_eq!(after(&day, &forged, 1)[0], first, "{number}");
        put_back(&path, &whole);
    }
    // A commit that claims all numbers there are takes no longer than one that claims its own.
    let claims = format!("UPDATE commit_link SET last_seq = {} WHERE number = 9", i64::MAX);
    assert!(broken(&after(&day, &claims, 1)));
    put_back(&path, &whole);
    let far = format!(
        "INSERT INTO glove_change SELECT region, {}, x'00', 0, 1, 1, 0, 0, 1
         FROM commit_link WHERE number = 3",
        i64::MAX
    );
    let connection = Connection::open(&path).expect("open");
    connection.execute(&far, []).expect("forged");
    drop(connection);
    let last = "number = (SELECT MAX(number) FROM commit_link)";
    let claims = format!("UPDATE commit_link SET last_seq = {} WHERE {last}", i64::MAX);
    let found = after(&day, &claims, 1);
    let gap = |d: &Difference| matches!(d, Difference::FactMissing(_, last) if *last > 1 << 62);
    assert!(broken(&found) && found.iter().any(gap), "{found:?}");
    put_back(&path, &whole);
    for forged in ["number = -1", "number = 9223372036854775807", "first_seq = -5", "last_seq = -1"]
    {
        let change = format!("UPDATE commit_link SET {forged} WHERE number = 9");
        let found = after(&day, &change, 1);
        assert!(found.iter().any(|d| matches!(d, Difference::CommitMissing(_))), "{forged}");
        put_back(&path, &whole);
    }
}

#[test]
fn a_head_that_is_not_what_the_facts_make_is_named() {
    let day = over();
    let path = day.folder.path().join(sqlite::FILE);
    let whole = std::fs::read(&path).expect("file");
    let of = |table, code: &str| Difference::HeadDiffers(table, code.to_owned());
    let (first, case) = (tube(1).to_string(), a_box(2).to_string());
    let person = somebody_owed(&path);
    for (change, expected) in [
        (format!("UPDATE tube SET call = 2 WHERE code = '{first}'"), of("tube", &first)),
        (format!("UPDATE tube SET facts = zeroblob(3) WHERE code = '{first}'"), of("tube", &first)),
        (format!("UPDATE box SET site = site + 1 WHERE code = '{case}'"), of("box", &case)),
        ("UPDATE plate SET read_at = NULL".into(), of("plate", "P1")),
        (
            format!("UPDATE recollection SET due_at = due_at + 1 WHERE person = x'{person}'"),
            of("recollection", &person),
        ),
        (
            format!("DELETE FROM tube WHERE code = '{first}'"),
            Difference::HeadMissing("tube", first.clone()),
        ),
        (
            format!("UPDATE box SET code = 'RB999999' WHERE code = '{case}'"),
            Difference::HeadExtra("box", "RB999999".into()),
        ),
    ] {
        let found = after(&day, &change, 1);
        assert!(found.contains(&expected), "{change}: {found:?}");
        assert!(!broken(&found), "the facts are as they were");
        put_back(&path, &whole);
    }
    let people = after(&day, &format!("UPDATE tube SET people = 9 WHERE code = '{first}'"), 1);
    assert!(people.contains(&Difference::CountsDiffer("people and tubes")), "{people:?}");
}

/// Somebody who is owed a recollection, by look-up key.
fn somebody_owed(path: &Path) -> String {
    let connection = Connection::open(path).expect("open");
    let sql = "SELECT LOWER(HEX(person)) FROM recollection WHERE open = 1 LIMIT 1";
    connection.query_row(sql, [], |row| row.get(0)).expect("somebody")
}

#[test]
fn a_link_that_was_written_down_is_there_for_ever() {
    let mut day = Day::begin();
    let begun = check(day.folder.path()).last_link;
    day.everything();
    let midway = check(day.folder.path()).last_link;
    day.fill(tube(6), 51);
    day.close();
    let link = |text: &str| {
        let byte = |place| u8::from_str_radix(&text[place..place + 2], 16).expect("digits");
        std::array::from_fn(|place| byte(2 * place))
    };
    let links = vec![link(&begun), link(&midway), [9; 32]];
    let expected = Expected { links, accesses: vec![link(&midway)] };
    let connection = sqlite::reader(day.folder.path()).expect("open");
    let (links, accesses) = missing(&connection, std::iter::once(REGION), &expected).expect("read");
    assert_eq!((links, accesses), (vec!["09".repeat(32)], vec![midway]));
}

#[test]
fn the_access_log_is_a_chain_of_its_own() {
    let day = over();
    let path = day.folder.path().join(sqlite::FILE);
    let mut store = SqliteStore::open(day.folder.path()).expect("open");
    for n in 0..4 {
        // The second is from before reasons were a list.
        let reason = (n != 1).then_some(AccessReason::Audit);
        let access = access::Access {
            at: At(n),
            staff: StaffId(1),
            device: DeviceId(1),
            token: reason.map(|_| reference::TokenMark([1; 8])),
            what: reason.map_or("unmask: test", |_| "roster").into(),
            subject: None,
            reason,
            note: reason.map(|_| vec![1, 2, 3]),
        };
        let transaction = store.connection().begin().expect("begin");
        access::put(&transaction, REGION, &access).expect("put");
        transaction.commit().expect("commit");
    }
    let _: i64 = store
        .connection()
        .sqlite()
        .expect("SQLite")
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .expect("checkpoint");
    drop(store);
    let whole = std::fs::read(&path).expect("file");
    let found = check(day.folder.path());
    assert_eq!((found.differences, found.accesses, found.last_access.len()), (vec![], 4, 64));
    for change in ["reason = 5", "reason = 99", "reason = NULL", "token = NULL", "note = x'01'"] {
        let found = after(&day, &format!("UPDATE access SET {change} WHERE number = 3"), 1);
        assert_eq!(found, [Difference::AccessBroken(3)], "{change}");
        put_back(&path, &whole);
    }
    let found = after(&day, "UPDATE access SET staff = 2 WHERE number = 2", 1);
    assert_eq!(found, [Difference::AccessBroken(2)]);
}
