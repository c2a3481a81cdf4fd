//! What every store must do, as a list of named checks: a new store is right when the list
//! passes. SQLite and PostgreSQL run it here.

#[path = "common/postgres.rs"]
mod postgres;

use std::path::Path;

use postgres::Postgres;
use tenfold::storage::postgres::{self as kept, PostgresStore};

use tenfold::storage::sqlite::{self, SqliteStore};
use tenfold::storage::trail::Trail;
use tenfold::storage::{Append, Entry, Heads, Store, chain, head};
use tenfold_domain::accession::Accession;
use tenfold_domain::code::{
    BoxCode, Code, DeviceId, LabId, LaneId, PersonKey, PlateCode, Region, RoundId, ScanId, SiteId,
    SquadId, StaffId, TubeCode,
};
use tenfold_domain::command::{Opaque, Stamp};
use tenfold_domain::course::{Course, Taken};
use tenfold_domain::event::Event;
use tenfold_domain::plate::{Content, Plate, Well};
use tenfold_domain::recollection::Recollection;
use tenfold_domain::term::{
    Call, Cause, Class, Control, Finding, RecollectionEnd, RejectReason, Store as Freezer,
    VoidReason,
};
use tenfold_domain::time::At;
use tenfold_domain::transport::{BoxStage, Case};
use tenfold_domain::tube::{Member, Stage, Tube};

const HERE: Region = Region(360_781);
const THERE: Region = Region(110_101);

fn code(text: &str) -> Code {
    Code::scan(text).expect("code")
}

fn tube_code(n: u64) -> TubeCode {
    TubeCode(code(&format!("T{n}")))
}

fn scan(n: u64) -> ScanId {
    let mut bytes = [9; 16];
    bytes[8..].copy_from_slice(&n.to_be_bytes());
    ScanId(bytes)
}

fn person(n: u64) -> PersonKey {
    let mut bytes = [5; 16];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    PersonKey(bytes)
}

/// The n-th fact of a ledger: kinds in turn, so that several tables are used.
fn entry(seq: u64) -> Entry {
    let (content, by, device) = (seq.wrapping_mul(u64::MAX / 3), StaffId(seq as u32), DeviceId(2));
    let event = match seq % 3 {
        0 => {
            Event::TubeSealed { tube: tube_code(seq / 10), count: 3, short: seq.is_multiple_of(2) }
        }
        1 => Event::Registered {
            tube: tube_code(seq / 10),
            person: person(seq),
            round: RoundId(1),
            lane: LaneId(4),
            class: Class::Key,
            position: 3,
            previous: (seq > 10).then(|| seq - 3),
            sealed: Opaque([1, 2, 3].as_slice().into()),
        },
        _ => Event::TubeRejected {
            tube: tube_code(seq / 10),
            lab: LabId(2),
            reason: RejectReason::TooOld,
        },
    };
    let stamp = Stamp { scan: scan(seq), content, by, device, at: At(-5 + seq as i64) };
    Entry { seq, stamp, recorded_at: At(seq as i64), event }
}

fn entries(from: u64, upto: u64) -> Vec<Entry> {
    (from..=upto).map(entry).collect()
}

fn append(store: &mut impl Store, region: Region, entries: &[Entry]) {
    store.append(&[Append { region, entries, heads: None, recorded_at: At(1) }]).expect("kept");
}

fn tube(code: TubeCode, stage: Stage) -> Tube {
    let member = |n: u64| Member {
        seq: n,
        person: person(n),
        class: Class::Suspect,
        position: n as u8 + 1,
        swabbed: n == 2,
    };
    Tube {
        code,
        round: RoundId(2),
        lane: LaneId(3),
        capacity: 10,
        opened_at: At(1_000),
        first_swab_at: Some(At(2_000)),
        members: (1..4).map(member).collect(),
        box_code: Some(BoxCode(self::code("B1"))),
        lab: Some(LabId(1)),
        accession: Some(Accession(202_204_010_000_077)),
        received_at: Some(At(3_000)),
        store: Some(Freezer::Freezer70),
        blind: Some(Call::Positive),
        stage,
    }
}

fn stages() -> Vec<Stage> {
    let (call, at, by) = (Call::Grey, At(9_000), StaffId(8));
    let well = Well::parse("H12").expect("well");
    vec![
        Stage::Open,
        Stage::Sealed,
        Stage::Packed,
        Stage::InTransit,
        Stage::Received { attempts: 2 },
        Stage::InTest { attempts: 1, plate: PlateCode(code("P1")), well },
        Stage::Called { call, by, at },
        Stage::Reviewed { call },
        Stage::Published { call, at },
        Stage::Stored { call, keep_until_at: at },
        Stage::Discarded { call },
        Stage::Rejected(RejectReason::Leaking),
        Stage::Void(VoidReason::Lost),
        Stage::Relabelled(TubeCode(code("T2"))),
    ]
}

#[test]
fn a_stages_number_counts_where_the_stage_does() {
    for stage in stages() {
        let number = u8::try_from(head::stage_number(&stage)).expect("small");
        assert_eq!(head::column(number), stage.column(), "{stage:?}");
    }
    assert_eq!(head::column(0), None);
    assert_eq!(head::column(15), None);
}

fn order_is_kept_through_all_tables<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    append(&mut store, HERE, &entries(1, 40));
    append(&mut store, HERE, &entries(41, 50));
    assert_eq!(store.entries(HERE, 1, 100).expect("read"), entries(1, 50));
    assert_eq!(store.entries(HERE, 38, 5).expect("read"), entries(38, 42));
    assert_eq!(store.entries(HERE, 51, 5).expect("read"), []);
}

fn nothing_is_kept_of_a_failed_append<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    append(&mut store, HERE, &entries(1, 5));
    let end = store.ledger_end(HERE).expect("read");
    // A second region whose numbers were used already fails after the first one was written.
    append(&mut store, THERE, &entries(1, 3));
    let good = entries(6, 9);
    let twice = entries(1, 3);
    let of = |region, entries| Append { region, entries, heads: None, recorded_at: At(2) };
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.append(&[of(HERE, &good), of(THERE, &twice)])
    }));
    assert!(!matches!(failed, Ok(Ok(()))), "a number used twice is refused");
    assert_eq!(store.ledger_end(HERE).expect("read"), end);
    assert_eq!(store.entries(HERE, 1, 100).expect("read"), entries(1, 5));
    drop(store);
    let mut store = open();
    append(&mut store, HERE, &good);
    assert_eq!(store.entries(HERE, 1, 100).expect("read"), entries(1, 9));
    assert_eq!(store.entries(THERE, 1, 100).expect("read"), entries(1, 3));
}

fn everything_survives_a_reopening_and_the_chain_goes_on<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    assert_eq!(store.ledger_end(HERE).expect("read").link, chain::GENESIS);
    append(&mut store, HERE, &entries(1, 10));
    let first = store.ledger_end(HERE).expect("read");
    assert_eq!((first.seq, first.commit, first.head_mark), (10, 1, 0));
    drop(store);
    let mut store = open();
    assert_eq!(store.ledger_end(HERE).expect("read"), first);
    append(&mut store, HERE, &entries(11, 12));
    let second = store.ledger_end(HERE).expect("read");
    assert_eq!((second.seq, second.commit), (12, 2));
    assert_ne!(second.link, first.link);
    drop(store);
    let mut store = open();
    assert_eq!(store.ledger_end(HERE).expect("read"), second);
    assert_eq!(store.entries(HERE, 1, 100).expect("read"), entries(1, 12));
}

fn heads_come_back_as_they_were_written<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    let mut trail = Trail::default();
    [(1, 1), (2, 2), (6, 300)].into_iter().for_each(|(table, seq)| trail.push(table, seq));
    let mut tubes: Vec<Tube> =
        (1..).zip(stages()).map(|(n, stage)| tube(tube_code(n), stage)).collect();
    tubes.push(Tube {
        members: Vec::new(),
        first_swab_at: None,
        box_code: None,
        lab: None,
        accession: None,
        received_at: None,
        ..tube(tube_code(99), Stage::Open)
    });
    let heads = Heads {
        tubes: tubes.iter().map(|tube| (tube, &trail)).collect(),
        mark: 7,
        ..Heads::default()
    };
    let write = |store: &mut S, heads| {
        let append = Append { region: HERE, entries: &[], heads: Some(heads), recorded_at: At(1) };
        store.append(&[append]).expect("kept");
    };
    write(&mut store, heads);
    assert_eq!(store.ledger_end(HERE).expect("read").head_mark, 7);
    drop(store);
    let mut store = open();
    let codes: Vec<TubeCode> = tubes.iter().map(|tube| tube.code).collect();
    let mut found = store.tubes(HERE, &codes).expect("read");
    found.sort_by_key(|(tube, _)| codes.iter().position(|code| *code == tube.code));
    let expected: Vec<_> = tubes.iter().map(|tube| (tube.clone(), trail.clone())).collect();
    assert_eq!(found, expected);
    assert_eq!(store.ledger_end(HERE).expect("read").head_mark, 7);
    let again = tube(tube_code(1), Stage::Sealed);
    let tubes = vec![(&again, &trail)];
    write(&mut store, Heads { tubes, mark: 8, ..Heads::default() });
    assert_eq!(store.tubes(HERE, &codes[..1]).expect("read"), [(again.clone(), trail.clone())]);
}

/// A box at each stage.
fn every_box(lab: LabId) -> Vec<Case> {
    let stages = [
        BoxStage::Open,
        BoxStage::Sealed,
        BoxStage::InTransit { holder: StaffId(4) },
        BoxStage::Received { lab },
        BoxStage::Emptied { lab },
        BoxStage::Lost,
    ];
    let case = |(n, stage): (usize, &BoxStage)| Case {
        code: BoxCode(code(&format!("B{n}"))),
        site: SiteId(6),
        tubes: (0..n as u64).map(tube_code).collect(),
        routed: (n > 1).then_some(lab),
        in_time: n > 2,
        start_at: (n > 1).then_some(At(n as i64 * 900_000)),
        strictest: (n > 1).then_some(Class::Key),
        original: (n > 2).then_some(lab),
        oldest_swab_at: (n > 1).then_some(At(5)),
        sealed_at: (n > 1).then_some(At(6)),
        stage: *stage,
    };
    stages.iter().enumerate().map(case).collect()
}

fn boxes_plates_and_recollections_come_back<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    let lab = LabId(2);
    let boxes = every_box(lab);
    let well = |text| Well::parse(text).expect("well");
    let wells = vec![
        (well("A01"), Content::Tube(tube_code(1))),
        (well("P24"), Content::Control(Control::Blank)),
    ];
    let plate = Plate {
        code: PlateCode(code("P1")),
        lab,
        kit: "试剂 1".into(),
        wells,
        read_at: Some(At(9)),
    };
    let owed = Recollection {
        source: tube_code(3),
        cause: Cause::Unclear,
        lab: Some(lab),
        due_at: At(100),
        squad: Some(SquadId(3)),
        findings: vec![Finding::Moved, Finding::NoPhone],
        sampled: Some(tube_code(4)),
        ended: None,
    };
    let given_up =
        Recollection { sampled: None, ended: Some(RecollectionEnd::Moved), ..owed.clone() };
    let trail = Trail::EMPTY;
    let heads = Heads {
        boxes: boxes.iter().map(|case| (case, &trail)).collect(),
        plates: vec![(&plate, &trail)],
        recollections: vec![
            (person(1), Some(&owed)),
            (person(2), Some(&given_up)),
            (person(3), None),
        ],
        ..Heads::default()
    };
    let of = |heads| Append { region: HERE, entries: &[], heads: Some(heads), recorded_at: At(1) };
    store.append(&[of(heads)]).expect("kept");
    let codes: Vec<BoxCode> = boxes.iter().map(|case| case.code).collect();
    let mut found = store.boxes(HERE, &codes).expect("read");
    found.sort_by_key(|(case, _)| case.code);
    assert_eq!(found.into_iter().map(|(case, _)| case).collect::<Vec<_>>(), boxes);
    let plates = store.plates(HERE, &[plate.code]).expect("read");
    assert_eq!(plates, [(plate.clone(), trail.clone())]);
    let open = store.recollections(HERE).expect("read");
    assert_eq!(open, [(person(1), owed.clone()), (person(2), given_up.clone())]);
    let recollections = vec![(person(1), None)];
    let courses = vec![(person(1), None)];
    store
        .append(&[of(Heads { recollections, courses, mark: 2, ..Heads::default() })])
        .expect("kept");
    assert_eq!(store.recollections(HERE).expect("read"), [(person(2), given_up)]);
}

fn who_is_under_a_schedule_comes_back<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    let taken = |n, result| Taken { tube: tube_code(n), at: At(7), result };
    let course = Course {
        schedule: "close contact 密接".into(),
        day_zero_at: At(-5),
        squad: Some(SquadId(3)),
        contact: Some(person(2)),
        swabs: vec![taken(4, Some((At(-6), Call::Grey))), taken(5, None)],
    };
    let of = |heads| Append { region: HERE, entries: &[], heads: Some(heads), recorded_at: At(1) };
    let courses = vec![(person(1), Some(&course)), (person(3), None)];
    store.append(&[of(Heads { courses, mark: 1, ..Heads::default() })]).expect("kept");
    assert_eq!(store.courses(HERE).expect("read"), [(person(1), course.clone())]);
    let courses = vec![(person(1), None)];
    store.append(&[of(Heads { courses, mark: 2, ..Heads::default() })]).expect("kept");
    assert!(store.courses(HERE).expect("read").is_empty());
}

fn what_is_not_there_is_absent<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    assert!(store.tubes(HERE, &[tube_code(1)]).expect("read").is_empty());
    assert!(store.boxes(HERE, &[BoxCode(code("B1"))]).expect("read").is_empty());
    assert!(store.plates(HERE, &[]).expect("read").is_empty());
    assert_eq!(store.registration(HERE, 1).expect("read"), None);
    let many: Vec<TubeCode> = (0..2_000).map(tube_code).collect();
    assert!(store.tubes(HERE, &many).expect("read").is_empty());
    let there = tube(tube_code(1_500), Stage::Open);
    let trail = Trail::EMPTY;
    let tubes = vec![(&there, &trail)];
    let heads = Some(Heads { tubes, ..Heads::default() });
    store
        .append(&[Append { region: HERE, entries: &[], heads, recorded_at: At(1) }])
        .expect("kept");
    assert_eq!(store.tubes(HERE, &many).expect("read").len(), 1);
}

fn two_regions_are_two_ledgers<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    let (here, there) = (entries(1, 6), entries(1, 2));
    let of = |region, entries| Append { region, entries, heads: None, recorded_at: At(1) };
    store.append(&[of(HERE, &here), of(THERE, &there)]).expect("kept");
    assert_eq!(store.entries(HERE, 1, 100).expect("read"), here);
    assert_eq!(store.entries(THERE, 1, 100).expect("read"), there);
    let ends = [HERE, THERE].map(|region| store.ledger_end(region).expect("read"));
    assert_eq!((ends[0].seq, ends[1].seq), (6, 2));
    assert_ne!(ends[0].link, ends[1].link);
    assert_eq!(store.ledger_end(Region(1)).expect("read").seq, 0);
}

fn indexes_are_told_of_every_fact_once<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    append(&mut store, HERE, &entries(1, 30));
    append(&mut store, THERE, &entries(1, 3));
    let mut told = Vec::new();
    store.index_rows(HERE, &mut |row| told.push((row.seq, row.scan, row.person))).expect("read");
    told.sort_unstable();
    let of = |seq: u64| (seq, scan(seq), person(seq));
    assert_eq!(told, (1..=30).filter(|seq| seq % 3 == 1).map(of).collect::<Vec<_>>());
    let mut others = Vec::new();
    store.scan_rows(HERE, &mut |seq, scan| others.push((seq, scan))).expect("read");
    others.sort_unstable();
    let of = |seq: u64| (seq, scan(seq));
    assert_eq!(others, (1..=30).filter(|seq| seq % 3 != 1).map(of).collect::<Vec<_>>());
    let found = store.registration(HERE, 28).expect("read").expect("there");
    assert_eq!((found.person, found.previous, found.tube), (person(28), Some(25), tube_code(2)));
    assert_eq!(store.registration(HERE, 29).expect("read"), None, "that is no registration");
}

fn a_probe_leaves_nothing<S: Store>(open: &dyn Fn() -> S) {
    let mut store = open();
    append(&mut store, HERE, &entries(1, 2));
    let end = store.ledger_end(HERE).expect("read");
    store.probe().expect("takes writes");
    store.probe().expect("takes writes");
    assert_eq!(store.ledger_end(HERE).expect("read"), end);
}

type Named<S> = (&'static str, fn(&dyn Fn() -> S));

/// Every check, each on a store of its own; `open` opens the same data again and again.
fn contract<S: Store + 'static>(fresh: impl Fn() -> Box<dyn Fn() -> S>) {
    let checks: [Named<S>; 10] = [
        ("order_is_kept_through_all_tables", order_is_kept_through_all_tables),
        ("nothing_is_kept_of_a_failed_append", nothing_is_kept_of_a_failed_append),
        (
            "everything_survives_a_reopening_and_the_chain_goes_on",
            everything_survives_a_reopening_and_the_chain_goes_on,
        ),
        ("heads_come_back_as_they_were_written", heads_come_back_as_they_were_written),
        ("boxes_plates_and_recollections_come_back", boxes_plates_and_recollections_come_back),
        ("who_is_under_a_schedule_comes_back", who_is_under_a_schedule_comes_back),
        ("what_is_not_there_is_absent", what_is_not_there_is_absent),
        ("two_regions_are_two_ledgers", two_regions_are_two_ledgers),
        ("indexes_are_told_of_every_fact_once", indexes_are_told_of_every_fact_once),
        ("a_probe_leaves_nothing", a_probe_leaves_nothing),
    ];
    for (name, check) in checks {
        // The name of the check that does not hold stands above its panic.
        eprintln!("check {name}");
        check(&*fresh());
    }
}

#[test]
fn sqlite_keeps_the_contract() {
    contract(|| {
        let folder = tempfile::tempdir().expect("folder");
        sqlite::migrate(folder.path()).expect("migrate");
        Box::new(move || {
            let path: &Path = folder.path();
            SqliteStore::open(path).expect("open")
        })
    });
}

#[test]
fn postgres_keeps_the_contract() {
    let Some(server) = Postgres::start() else { return };
    let count = std::cell::Cell::new(0);
    contract(|| {
        count.set(count.get() + 1);
        let url = server.database(&format!("store{}", count.get()));
        kept::migrate(&url).expect("migrate");
        Box::new(move || PostgresStore::open(&url).expect("open"))
    });
}
