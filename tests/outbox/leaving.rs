//! What leaves, to whom, in which order.

use std::collections::BTreeSet;

use tenfold::service::verify;
use tenfold::storage::sqlite;
use tenfold_domain::term::Delivery;

use crate::day::Day;
use crate::receiver::{Receiver, Say};
use crate::{SECRET, deliveries, endpoints, of, open, singles, until, webhook};

#[test]
fn every_notice_leaves_signed_in_order_with_nothing_personal() {
    let receiver = Receiver::start(|_, _| Say::Taken);
    let mut day = Day::begin();
    let notify = endpoints(&day, &webhook("all", &receiver.url()));
    let began_seconds = day.now.0 / 1_000;
    let clock = open(&mut day, notify);
    day.everything();
    singles(&mut day, 0);
    let page = until(&day, |page| {
        page.deliveries.len() == 3 + 2 + 72 && page.endpoints[0].delivered == 77
    });
    let seen = receiver.seen();
    assert_eq!(seen.len(), 77, "each once");
    assert!(seen.is_sorted_by_key(|one| one.notice()));
    let keys: BTreeSet<&str> = seen.iter().map(|one| one.key()).collect();
    assert_eq!(keys.len(), 77);
    let now_seconds = tenfold::service::outbox::Clock::now(&*clock).0 / 1_000;
    let mut personal = vec!["张小三".to_owned(), "张".to_owned(), "13800000000".to_owned()];
    for n in (1..=40).chain(100..110) {
        personal.push(day.document(n).number().to_owned());
        personal.push(day.person(n).to_string());
    }
    for one in &seen {
        let then = one.signed_at();
        assert!((began_seconds..=now_seconds).contains(&then), "signed when it was sent");
        assert!(one.is_signed(&SECRET, then + 300), "{one:?}");
        assert!(!one.is_signed(&SECRET, then + 301), "too old to be taken");
        assert!(!one.is_signed(&SECRET, then - 301), "from the future");
        assert!(!one.is_signed(&[7; 32], then), "another's secret");
        let mut changed = one.clone();
        changed.text = changed.text.replace("notice", "notices");
        assert!(!changed.is_signed(&SECRET, then), "another's words");
        let said = format!("{:?}{}", one.headers, one.text);
        let found: Vec<&String> = personal.iter().filter(|it| said.contains(&**it)).collect();
        assert!(found.is_empty(), "{found:?} in {said}");
        assert_eq!(one.body()["key"], one.key());
    }
    let pool = seen.iter().find(|one| one.body()["message"] == "positive_pool").expect("a pool");
    let body = pool.body();
    assert_eq!(body["say_to_person_zh"], "请您来做第二次采样");
    assert_eq!(body["say_to_person_en"], "please come for a second test");
    assert_eq!((&body["lab"]["id"], &body["region"]), (&1.into(), &360_781.into()));
    let due_ms = body["due_at_ms"].as_i64().expect("due");
    assert!(due_ms > body["told_at_ms"].as_i64().expect("told"));
    assert!(body["text_zh"].as_str().expect("text").contains("混管阳性"));
    let single = seen.iter().find(|one| one.body()["party"] == "ambulance").expect("single");
    assert!(single.body().get("say_to_person_zh").is_none(), "said by a doctor, not by a note");
    assert!(page.deliveries.iter().all(|one| one.state == "delivered" && one.attempts == 1));
    assert!(page.deliveries.iter().all(|one| one.tried_at_ms >= Some(one.told_at_ms)));
    let key_of = |notice| seen.iter().find(|one| one.notice() == notice).map(|one| one.key());
    assert!(page.deliveries.iter().all(|one| key_of(one.notice) == Some(&*one.key)));
}

#[test]
fn a_party_is_told_what_is_for_it_in_its_language() {
    let receiver = Receiver::start(|_, _| Say::Taken);
    let mut day = Day::begin();
    let text = format!(
        "[[endpoints]]\nname = \"police\"\nparties = [\"police\"]\nmessages = [\"unreached\"]\n\
         url = \"{}\"\nsecret_file = \"secret\"\nlanguage = \"en\"\n",
        receiver.url()
    );
    let notify = endpoints(&day, &text);
    open(&mut day, notify);
    day.everything();
    let seen = receiver.until(|seen| seen.len() == 1);
    let body = seen[0].body();
    assert_eq!((&body["party"], &body["message"]), (&"police".into(), &"unreached".into()));
    assert!(body["text_en"].as_str().expect("text").contains("help to find the person"));
    assert!(body.get("text_zh").is_none() && body.get("say_to_person_zh").is_none());
    let page = until(&day, |page| page.endpoints[0].delivered == 1);
    assert_eq!((page.endpoints[0].waiting, page.endpoints[0].dead), (0, 0));
}

#[test]
fn a_folder_gets_whole_files_that_sort_as_they_were_told() {
    let mut day = Day::begin();
    let inbox = day.folder.path().join("inbox");
    std::fs::create_dir(&inbox).expect("made");
    let text = "[[endpoints]]\nname = \"squads\"\nparties = [\"squad\", \"community\"]\n\
                folder = \"inbox\"\nlanguage = \"zh\"\n";
    let notify = endpoints(&day, text);
    open(&mut day, notify);
    day.everything();
    singles(&mut day, 0);
    until(&day, |page| page.endpoints[0].delivered == 2 + 12);
    let mut names: Vec<_> =
        std::fs::read_dir(&inbox).expect("listed").map(|one| one.expect("file").path()).collect();
    names.sort();
    assert_eq!(names.len(), 14, "no file that is not whole: {names:?}");
    let notices: Vec<u64> = names
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).expect("text");
            let body: serde_json::Value = serde_json::from_str(&text).expect("json");
            assert!(body.get("text_en").is_none());
            body["notice"].as_u64().expect("number")
        })
        .collect();
    assert!(notices.is_sorted());
    // Gone, it fails, and what is told meanwhile waits until it is there again.
    std::fs::rename(&inbox, day.folder.path().join("away")).expect("moved");
    singles(&mut day, 1);
    let page = until(&day, |page| {
        page.deliveries.iter().any(|one| one.fault == Some("folder") && one.state == "waiting")
    });
    assert_eq!(page.endpoints[0].waiting, 12);
    std::fs::rename(day.folder.path().join("away"), &inbox).expect("moved");
    until(&day, |page| page.endpoints[0].delivered == 26);
}

#[test]
fn what_was_told_before_is_sent_after_a_restart_and_nothing_twice() {
    let receiver = Receiver::start(|_, _| Say::Taken);
    let mut day = Day::begin();
    day.everything();
    let next = webhook("next", &receiver.url()) + "from = \"next\"\n";
    let notify = endpoints(&day, &(webhook("all", &receiver.url()) + &next));
    open(&mut day, notify.clone());
    until(&day, |page| page.endpoints[0].delivered == 5);
    open(&mut day, notify.clone());
    singles(&mut day, 0);
    until(&day, |page| page.endpoints.iter().all(|one| one.waiting == 0 && one.delivered >= 72));
    open(&mut day, notify);
    singles(&mut day, 1);
    let page =
        until(&day, |page| page.endpoints.iter().all(|one| one.waiting == 0 && one.delivered > 72));
    let counts: Vec<u64> = page.endpoints.iter().map(|one| one.delivered).collect();
    assert_eq!(counts, [5 + 144, 144], "the second begins with what came after it");
    assert_eq!(receiver.seen().len(), 5 + 144 + 144);
    // One that is not in the file any more rests, and nothing waits for it.
    let one = endpoints(&day, &next);
    open(&mut day, one);
    singles(&mut day, 2);
    let page = until(&day, |page| page.endpoints[1].delivered == 216);
    assert_eq!((page.endpoints[0].waiting, page.endpoints[0].delivered), (0, 149));
    assert_eq!(of(&page, "all").len(), 149);
    assert_eq!(deliveries(&day, Some(Delivery::Dead)).deliveries, []);
    let mut connection = sqlite::reader(day.folder.path()).expect("opens");
    let campaigns = day.service().campaigns.clone();
    let report = verify::verify(&mut connection, &campaigns, &mut |_, _| {}).expect("read");
    assert!(verify::agrees(&report), "{report:?}");
    // A delivery of what nobody was told is named, and so is a cursor beyond the last fact.
    day.close();
    let store = rusqlite::Connection::open(day.folder.path().join(sqlite::FILE)).expect("opens");
    let sql = "UPDATE delivery SET notice = 99999 WHERE endpoint = 1 AND notice = (
                   SELECT MIN(notice) FROM delivery WHERE endpoint = 1);
               UPDATE endpoint SET served_upto = 88888 WHERE number = 2";
    store.execute_batch(sql).expect("changed");
    let report = verify::verify(&mut connection, &campaigns, &mut |_, _| {}).expect("read");
    let found = &report[&crate::day::REGION].differences;
    let strays = [(1, 99_999), (2, 88_888)].map(|(e, n)| verify::Difference::DeliveryStray(e, n));
    assert_eq!(found[..], strays);
}
