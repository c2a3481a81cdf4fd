//! Published outcomes leave in batches: all, in order, none that is not published, whatever the
//! receiver does; and what is refused for good waits for a hand.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use tenfold::edge::upstream::Form;
use tenfold::service::query::upstreams::{Behind, Skipped, UpstreamView};
use tenfold::service::verify;
use tenfold::storage::sqlite;
use tenfold::storage::tables::skip::Asked;
use tenfold::storage::tables::upstream;
use tenfold_domain::code::{DeviceId, LabId, StaffId, TubeCode};
use tenfold_domain::command::Act;
use tenfold_domain::term::{AmendReason, Call, SkipReason};

use crate::day::{Day, REGION, a_box, tube};
use crate::receiver::{Receiver, Say, Seen};
use crate::{PATIENCE, SECRET, endpoints, open, singles, until, webhook};

/// An upstream at an address that waits for nobody.
pub fn upstream(name: &str, url: &str, batch_max: u32) -> String {
    format!(
        "[[upstreams]]\nname = \"{name}\"\nform = \"json\"\nurl = \"{url}\"\n\
         secret_file = \"secret\"\nbatch_max = {batch_max}\ngather_seconds = 0\n"
    )
}

/// The outcomes of a batch, a line each.
pub fn lines(one: &Seen) -> Vec<Value> {
    one.text.lines().map(|line| serde_json::from_str(line).expect("json")).collect()
}

pub fn numbers(one: &Seen) -> Vec<u64> {
    lines(one).iter().map(|line| line["number"].as_u64().expect("number")).collect()
}

/// Every outcome that was published: its number, tube and call.
pub fn published(day: &Day) -> Vec<(u64, TubeCode, Call)> {
    let reader = sqlite::reader(day.folder.path()).expect("opens");
    let range = (0, i64::MAX.unsigned_abs());
    let all = upstream::published(&reader, REGION, range, u32::MAX).expect("read");
    all.into_iter().map(|one| (one.number, one.tube, one.call)).collect()
}

pub fn upstreams(day: &Day) -> Vec<UpstreamView> {
    let asked = day.service().upstreams(REGION, day.now);
    day.runtime.block_on(asked).expect("read")
}

/// Asks until it is so of the first upstream.
pub fn until_stands(day: &Day, says: impl Fn(&UpstreamView) -> bool) -> UpstreamView {
    let since = Instant::now();
    loop {
        let first = upstreams(day).swap_remove(0);
        if says(&first) {
            return first;
        }
        assert!(since.elapsed() < PATIENCE, "it does not come: {first:?}");
    }
}

/// Single tubes at the lab that nobody has called.
pub fn uncalled(day: &mut Day, tubes: &[TubeCode]) {
    for (n, tube) in (200..).zip(tubes) {
        day.register(*tube, n, 1);
        day.ask(Act::Swab { tube: *tube, person: None });
        day.ask(Act::SealTube { tube: *tube, count: 1 });
    }
    day.carry(a_box(900), tubes);
}

pub fn call(day: &mut Day, tube: TubeCode, call: Call) {
    day.by(20).ask(Act::CallTube { tube, lab: LabId(1), call });
}

pub fn amend(day: &mut Day, tube: TubeCode, call: Call) {
    day.by(20).ask(Act::AmendCall { tube, call, reason: Some(AmendReason::Retested) });
}

pub fn review(day: &mut Day, tube: TubeCode) {
    day.by(21).ask(Act::Review { tube });
    day.by(7);
}

#[test]
fn every_outcome_leaves_signed_in_order_and_nobody_is_named() {
    let receiver = Receiver::start(|_, _| Say::Taken);
    let mut day = Day::begin();
    let notify = endpoints(&day, &upstream("province", &receiver.url(), 4));
    open(&mut day, notify);
    day.everything();
    singles(&mut day, 0);
    let waiting = [tube(50), tube(51)];
    uncalled(&mut day, &waiting);
    call(&mut day, waiting[0], Call::Negative);
    let stand = until_stands(&day, |stand| stand.sent == 8);
    let all = published(&day);
    assert_eq!((stand.waiting, stand.sent_upto, stand.state), (0, all[7].0, "sending"));
    let seen = receiver.seen();
    assert_eq!(seen.len() as u64, stand.batches);
    let sent: Vec<Value> = seen.iter().flat_map(lines).collect();
    let told = |one: &Value| {
        let number = one["number"].as_u64().expect("number");
        let call = Call::from_word(one["call"].as_str().expect("call")).expect("a call");
        (number, TubeCode::scan(one["tube"].as_str().expect("tube")).expect("tube"), call)
    };
    assert_eq!(sent.iter().map(told).collect::<Vec<_>>(), all, "each once, in order");
    assert!(sent.iter().all(|one| one["corrected"] == false));
    assert!(sent.iter().any(|one| one["people"] == 10));
    let mut personal = vec!["张".to_owned(), "13800000000".to_owned()];
    for n in (1..=40).chain(100..110).chain(200..202) {
        personal.push(day.document(n).number().to_owned());
        personal.push(day.person(n).to_string());
    }
    for one in &seen {
        assert!(
            one.is_signed(&SECRET, one.signed_at()) && !one.is_signed(&[7; 32], one.signed_at())
        );
        let of = numbers(one);
        assert!(of.len() <= 4);
        let header = |name: &str| one.headers[name].parse::<u64>().expect("number");
        assert_eq!(header("tenfold-first"), of[0]);
        assert_eq!([header("tenfold-last"), header("tenfold-cursor")], [of[of.len() - 1]; 2]);
        assert_eq!(header("tenfold-count"), of.len() as u64);
        let named = format!("360781-{}-{}-", of[0], of[of.len() - 1]);
        assert!(one.key().starts_with(&named), "{}", one.key());
        let said = format!("{:?}{}", one.headers, one.text);
        let found: Vec<&String> = personal.iter().filter(|it| said.contains(&**it)).collect();
        assert!(found.is_empty(), "{found:?} in {said}");
    }
    // A correction is told once somebody confirmed it, and not before.
    amend(&mut day, tube(1), Call::Positive);
    call(&mut day, waiting[1], Call::Negative);
    review(&mut day, waiting[1]);
    until_stands(&day, |stand| stand.sent == 9);
    review(&mut day, tube(1));
    until_stands(&day, |stand| stand.sent == 10);
    let last = lines(receiver.seen().last().expect("one")).swap_remove(0);
    let code = tube(1).to_string();
    assert_eq!((&last["tube"], &last["call"]), (&code.into(), &"positive".into()));
    assert_eq!(last["corrected"], true);
}

#[test]
fn a_blind_sample_is_nobodys_outcome() {
    let receiver = Receiver::start(|_, _| Say::Taken);
    let mut day = Day::begin();
    let notify = endpoints(&day, &upstream("province", &receiver.url(), 2));
    open(&mut day, notify);
    let tubes = [tube(60), tube(61), tube(62)];
    for (n, tube) in (200..).zip(&tubes) {
        day.register(*tube, n, 1);
        day.ask(Act::Swab { tube: *tube, person: None });
        day.ask(Act::SealTube { tube: *tube, count: 1 });
    }
    for tube in [tubes[0], tubes[2]] {
        day.ask(Act::MarkBlind { tube, expected: Call::Negative });
    }
    day.carry(a_box(900), &tubes);
    for tube in tubes {
        call(&mut day, tube, Call::Negative);
        review(&mut day, tube);
    }
    let stand = until_stands(&day, |stand| stand.sent == 1 && stand.waiting == 0);
    assert_eq!((stand.batches, stand.state), (1, "sending"));
    let seen = receiver.seen();
    assert_eq!(seen.iter().flat_map(numbers).count(), 1);
    assert_eq!(lines(&seen[0])[0]["tube"], tubes[1].to_string());
    assert!(stand.sent_upto > numbers(&seen[0])[0], "the last is passed by");
    let all = day.service().outcomes_behind(REGION, Form::Json, (0, 10));
    let Ok(Behind::Some(all)) = day.runtime.block_on(all) else { panic!("one") };
    assert_eq!((all.count, all.last), (1, numbers(&seen[0])[0]));
    // A cursor beyond the last fact is named.
    let mut connection = sqlite::reader(day.folder.path()).expect("opens");
    let campaigns = day.service().campaigns.clone();
    day.close();
    let mut differences = || {
        let report = verify::verify(&mut connection, &campaigns, &mut |_, _| {}).expect("read");
        report[&REGION].differences.clone()
    };
    assert_eq!(differences(), []);
    let store = rusqlite::Connection::open(day.folder.path().join(sqlite::FILE)).expect("opens");
    store.execute_batch("UPDATE upstream SET sent_upto = 88888").expect("changed");
    assert_eq!(differences(), [verify::Difference::UpstreamStray(1, 88_888)]);
}

#[test]
fn a_receiver_that_fails_in_every_way_gets_each_batch_as_it_was() {
    let receiver = Receiver::start(|n, _| match n % 7 {
        0 => Say::Status(503, ""),
        1 => Say::Close,
        2 => Say::Hang,
        3 => Say::Twice,
        4 => Say::Status(307, "location: http://127.0.0.1:9/elsewhere\r\n"),
        5 => Say::Status(429, "retry-after: 1\r\n"),
        _ => Say::Taken,
    });
    let mut day = Day::begin();
    let mut notify = endpoints(&day, &upstream("province", &receiver.url(), 5));
    notify.upstreams[0].limits.timeout = Duration::from_millis(50);
    open(&mut day, notify);
    (0..3).for_each(|lot| singles(&mut day, lot));
    let stand = until_stands(&day, |stand| stand.sent == 18);
    assert_eq!((stand.waiting, stand.attempts, stand.fault), (0, 0, None));
    let mut tries: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
    let mut firsts = Vec::new();
    for one in receiver.seen() {
        if !tries.contains_key(one.key()) {
            firsts.extend(numbers(&one));
        }
        tries.entry(one.key().to_owned()).or_default().push(one);
    }
    let wanted: Vec<u64> = published(&day).iter().map(|one| one.0).collect();
    assert_eq!(firsts, wanted, "in order, and what came twice came under one id");
    assert!(tries.values().any(|tries| tries.len() > 3));
    for tries in tries.values() {
        assert!(
            tries
                .iter()
                .all(|one| one.text == tries[0].text && one.is_signed(&SECRET, one.signed_at()))
        );
    }
}

#[test]
fn what_is_refused_for_good_waits_for_a_hand_and_holds_up_nobody_else() {
    let ill = Arc::new(AtomicBool::new(true));
    let is_ill = ill.clone();
    let strict = Receiver::start(move |_, _| match is_ill.load(Ordering::Acquire) {
        true => Say::Status(422, ""),
        false => Say::Taken,
    });
    let (other, parties) = (Receiver::start(|_, _| Say::Taken), Receiver::start(|_, _| Say::Taken));
    let gone = std::net::TcpListener::bind("127.0.0.1:0").expect("binds").local_addr();
    let gone = format!("http://{}/", gone.expect("address"));
    let mut day = Day::begin();
    let text = |most| {
        upstream("strict", &strict.url(), most)
            + &upstream("other", &other.url(), 500)
            + &upstream("gone", &gone, 500)
            + &webhook("all", &parties.url())
    };
    let notify = endpoints(&day, &text(6));
    open(&mut day, notify);
    singles(&mut day, 0);
    let held = until_stands(&day, |stand| stand.state == "held");
    assert_eq!((held.sent, held.sent_upto, held.waiting), (0, 0, 6));
    assert_eq!((held.fault, held.status, held.attempts), (Some("refused"), Some(422), 1));
    assert!(held.fault_zh.is_some() && held.oldest_waiting_minutes == Some(0));
    singles(&mut day, 1);
    until(&day, |page| page.endpoints[0].delivered == 144);
    let since = Instant::now();
    while upstreams(&day)[1].sent != 12 || upstreams(&day)[2].attempts < 3 {
        assert!(since.elapsed() < PATIENCE, "{:?}", upstreams(&day));
    }
    assert_eq!(upstreams(&day)[2].fault, Some("unreachable"));
    assert_eq!(strict.seen().len(), 1, "not asked again by itself");
    // Held it stays over a restart, and goes on in smaller batches when somebody says so.
    let notify = endpoints(&day, &text(2));
    open(&mut day, notify);
    assert_eq!((upstreams(&day)[0].state, upstreams(&day)[0].waiting), ("held", 12));
    ill.store(false, Ordering::Release);
    let resume = |day: &Day, name: &str| {
        let asked = day.service().resume_upstream(REGION, name, day.now);
        day.runtime.block_on(asked).expect("asked")
    };
    assert_eq!(resume(&day, "nobody"), None);
    assert_eq!(resume(&day, "strict").expect("there").state, "sending");
    let stand = until_stands(&day, |stand| stand.sent == 12);
    assert_eq!((stand.waiting, stand.status, stand.batches), (0, None, 6));
    let seen: Vec<u64> = strict.seen().iter().skip(1).flat_map(numbers).collect();
    assert_eq!(seen, published(&day).iter().map(|one| one.0).collect::<Vec<_>>());
    assert_eq!(resume(&day, "strict").expect("there").sent, 12, "nothing to mend, nothing done");
}

#[test]
fn what_is_never_taken_is_left_out_by_hand_and_the_next_goes() {
    // One tube's outcome is refused for good by one, and for ever "later" by the other.
    let except = |say: fn() -> Say| {
        let ill = tube(1_000).to_string();
        Receiver::start(move |_, one| if one.text.contains(&ill) { say() } else { Say::Taken })
    };
    let strict = except(|| Say::Status(422, ""));
    let broken = except(|| Say::Status(500, ""));
    let mut day = Day::begin();
    let text = upstream("strict", &strict.url(), 1) + &upstream("broken", &broken.url(), 1);
    let notify = endpoints(&day, &text);
    open(&mut day, notify);
    singles(&mut day, 0);
    let held = until_stands(&day, |stand| stand.state == "held");
    let since = Instant::now();
    while upstreams(&day)[1].attempts < 2 {
        assert!(since.elapsed() < PATIENCE, "{:?}", upstreams(&day));
    }
    let numbers: Vec<u64> = published(&day).iter().map(|one| one.0).collect();
    let upto = held.open_upto.expect("under way");
    assert_eq!(upto, numbers[0]);
    let skip = |day: &Day, name: &str, upto: u64| {
        let (staff, device) = (StaffId(9), DeviceId(4));
        let asked = Asked { upto, reason: SkipReason::Carried, staff, device, at: day.now };
        day.runtime.block_on(day.service().skip_upstream(REGION, name, asked)).expect("asked")
    };
    // Another batch than the one that is under way stays.
    for wrong in [0, numbers[1], numbers[5], u64::MAX / 2] {
        assert!(matches!(skip(&day, "strict", wrong), Skipped::NotUnderWay), "{wrong}");
    }
    assert!(matches!(skip(&day, "nobody", upto), Skipped::Unknown));
    for name in ["strict", "broken"] {
        let Skipped::Asked(view) = skip(&day, name, upto) else { panic!("{name}") };
        assert_eq!((view.skipped.len(), view.skipped[0].outcomes), (1, 1));
    }
    assert!(matches!(skip(&day, "strict", upto), Skipped::Asked(_)), "asked again");
    let since = Instant::now();
    while !upstreams(&day).iter().all(|stand| stand.waiting == 0) {
        assert!(since.elapsed() < PATIENCE, "{:?}", upstreams(&day));
    }
    for stand in upstreams(&day) {
        assert_eq!((stand.sent, stand.fault, stand.open_upto), (5, None, None), "{}", stand.name);
        let [left_out] = &stand.skipped[..] else { panic!("one") };
        assert_eq!((left_out.reason, left_out.staff), ("carried", 9));
        assert_eq!((left_out.after, left_out.upto, left_out.outcomes), (0, upto, 1));
        assert!(left_out.done_at_ms.is_some());
    }
    let told: Vec<u64> = strict.seen().iter().skip(1).flat_map(self::numbers).collect();
    assert_eq!(told, numbers[1..], "the others, in order");
}

#[test]
fn a_folder_gets_whole_files_in_every_form() {
    let mut day = Day::begin();
    let mut text = String::new();
    for form in ["json", "csv", "hl7", "fhir-r4", "fhir-r5"] {
        std::fs::create_dir(day.folder.path().join(form)).expect("made");
        text += &format!(
            "[[upstreams]]\nname = \"{form}\"\nform = \"{form}\"\nfolder = \"{form}\"\n\
             gather_seconds = 3600\nbatch_max = 2\nreceiver = \"PROVINCE\"\n"
        );
    }
    let notify = endpoints(&day, &text);
    open(&mut day, notify);
    day.everything();
    let since = Instant::now();
    while upstreams(&day).iter().any(|one| one.sent != 2) {
        assert!(since.elapsed() < PATIENCE, "a full batch waits for nobody");
    }
    let file = |form: &str, ending: &str| {
        let files: Vec<_> =
            std::fs::read_dir(day.folder.path().join(form)).expect("listed").flatten().collect();
        let [file] = &files[..] else { panic!("{form}: {files:?}") };
        let name = file.file_name().into_string().expect("name");
        assert!(name.ends_with(&format!(".{ending}")) && name.contains("-360781-"), "{name}");
        std::fs::read_to_string(file.path()).expect("text")
    };
    let table = file("csv", "csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.headers().expect("heading").iter().nth(10), Some("call"));
    let calls: Vec<String> = rows.records().map(|row| row.expect("a row")[10].to_owned()).collect();
    assert_eq!(calls, ["negative", "positive"]);
    let hl7 = file("hl7", "hl7");
    let segments: Vec<&str> = hl7.split_terminator('\r').collect();
    assert!(segments[0].starts_with("BHS|^~\\&|TENFOLD^360781||PROVINCE|"), "{}", segments[0]);
    assert_eq!(segments.iter().filter(|it| it.starts_with("MSH|")).count(), 2);
    assert_eq!(segments.last(), Some(&"BTS|2"));
    for (form, count) in [("json", 2), ("fhir-r4", 2), ("fhir-r5", 2)] {
        let text = file(form, "ndjson");
        assert_eq!(text.lines().count(), count);
        text.lines().for_each(|line| drop(serde_json::from_str::<Value>(line).expect("json")));
    }
    // One alone waits for others, as the file says.
    uncalled(&mut day, &[tube(60)]);
    call(&mut day, tube(60), Call::Negative);
    review(&mut day, tube(60));
    let stand = until_stands(&day, |stand| stand.waiting == 1);
    assert_eq!((stand.sent, stand.state), (2, "sending"));
}
