//! A box at the hatch in which nearly everything is wrong: each thing is named with who noted it,
//! and the good tubes are tested all the same.

use serde_json::{Value, json};
use tenfold::service::clock;
use tenfold_domain::accession::Accession;
use tenfold_domain::time::Minutes;

use crate::common::{Server, act, case, now_ms, register, tube};

const HOUR: i64 = 3_600_000;

struct Hatch {
    server: Server,
    lab: Value,
}

impl Hatch {
    fn ok(&self, role: &str, word: &str, fields: Value) -> Value {
        let verdict = self.server.command(role, &act(word, fields));
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
        verdict
    }

    fn refused(&self, word: &str, fields: Value) -> Value {
        self.server.command("lab", &act(word, fields))["refusal"]["name"].clone()
    }

    /// Tube `n` of two people, swabbed so many hours ago and sealed.
    fn sealed(&self, n: u32, hours: i64) {
        let at_ms = now_ms() - hours * HOUR;
        for person in [2 * n, 2 * n + 1] {
            let mut person = register(person, n);
            person["at_ms"] = at_ms.into();
            assert_eq!(self.server.command("clerk", &person)["verdict"], "recorded");
        }
        self.ok("clerk", "swab", json!({ "tube": tube(n), "at_ms": at_ms }));
        self.ok("clerk", "seal_tube", json!({ "tube": tube(n), "count": 2, "at_ms": at_ms }));
    }

    /// Tubes 1 to 6 in box 1, the first of them too old, at the hatch, where seven are counted.
    fn arrived() -> Hatch {
        let mut hatch = Hatch { server: Server::start(), lab: Value::Null };
        (1..8).for_each(|n| hatch.sealed(n, if n == 1 { 5 } else { 0 }));
        for n in 1..7 {
            hatch.ok("packer", "pack_tube", json!({ "box": case(1), "site": 1, "tube": tube(n) }));
        }
        hatch.lab =
            hatch.ok("packer", "seal_box", json!({ "box": case(1), "count": 6 }))["lab"].clone();
        let hands = json!({ "box": case(1), "giver": 2, "taker": 3, "given": 6, "taken": 6 });
        hatch.ok("courier", "hand_over", hands);
        let signed = json!({
            "box": case(1), "lab": hatch.lab, "courier": 3, "receiver": 4, "count": 7,
        });
        hatch.ok("lab", "receive_box", signed);
        hatch
    }

    fn scan(&self, n: u32) {
        let scanned = json!({ "tube": tube(n), "box": case(1), "lab": self.lab });
        self.ok("lab", "receive_tube", scanned);
    }

    fn note(&self, n: u32, reason: &str, count: Value) -> Value {
        let mut noted = json!({
            "tube": tube(n), "box": case(1), "lab": self.lab, "reason": reason,
        });
        if !count.is_null() {
            noted["count"] = count;
        }
        self.ok("lab", "note_flaw", noted)
    }

    fn shown(&self) -> Value {
        let path = format!("/v1/boxes/{}", case(1));
        let reply = self.server.get(&path, Some(self.server.token("courier")));
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }
}

/// What is wrong with one tube, or with the box.
fn wrong(of: &Value) -> Vec<&str> {
    let noted = of["differences"].as_array().expect("a list");
    noted.iter().map(|one| one["difference"].as_str().expect("a word")).collect()
}

fn of_tube(shown: &Value, list: &str, n: u32) -> Value {
    let tubes = shown[list].as_array().expect("tubes");
    tubes.iter().find(|one| one["tube"] == json!(tube(n))).expect("listed").clone()
}

#[test]
fn what_is_wrong_in_a_box_is_named_tube_by_tube_and_stops_no_good_one() {
    let hatch = Hatch::arrived();
    hatch.scan(1);
    let told = hatch.note(2, "leaking", Value::Null);
    assert_eq!(told["differences"][0]["difference"], "leaking", "{told}");
    hatch.scan(2);
    let reason = json!({ "tube": tube(3), "lab": hatch.lab, "reason": "leaking" });
    hatch.ok("lab", "reject_tube", reason);
    hatch.note(4, "fewer_swabs", json!(1));
    hatch.note(4, "insufficient", Value::Null);
    hatch.scan(4);
    hatch.scan(5);
    hatch.scan(7);
    // A tube without a label: not by a code while two are left, but by the box.
    let unlabelled = json!({ "box": case(1), "lab": hatch.lab, "reason": "unlabelled" });
    assert_eq!(hatch.refused("note_flaw", unlabelled.clone()), "FlawUnfit");
    let mut counted = unlabelled;
    counted["count"] = 1.into();
    hatch.ok("lab", "note_flaw", counted);
    hatch.ok("lab", "empty_box", json!({ "box": case(1) }));

    let shown = hatch.shown();
    let of = |n| of_tube(&shown, "tubes", n);
    let named: Vec<Value> = (1..7).map(|n| json!(wrong(&of(n)))).collect();
    let expected =
        json!([["too_old"], ["leaking"], [], ["fewer_swabs", "insufficient"], [], ["missing"],]);
    assert_eq!(json!(named), expected, "{shown}");
    let stages: Vec<Value> = (1..7).map(|n| of(n)["stage"].clone()).collect();
    let expected = ["received", "received", "rejected", "received", "received", "in_transit"];
    assert_eq!(json!(stages), json!(expected));
    assert_eq!(of(3)["rejected"]["reason"], "leaking");
    assert!(of(3)["rejected"]["staff"].is_u64() && of(3)["rejected"]["at_ms"].is_i64());
    let surplus = of_tube(&shown, "surplus", 7);
    assert_eq!((wrong(&surplus), &surplus["stage"]), (vec!["surplus"], &json!("received")));
    assert_eq!(wrong(&shown), ["receipt_count", "unlabelled"]);
    let fewer = &of(4)["differences"][0];
    let told = [&fewer["expected"], &fewer["counted"], &fewer["zh"], &fewer["resolution"]];
    assert_eq!(json!(told), json!([2, 1, "拭子数少于人数", null]));
    assert_eq!(fewer["staff"], 4);
    assert!(fewer["at_ms"].is_i64());

    // The numbers that stand on the tubes: of the lab and the day, in the order of scanning.
    let day = Accession::default().next(clock::now(), Minutes::hours(8)).to_string();
    let numbers = [&of(1), &of(2), &of(4), &of(5), &surplus].map(|one| one["accession"].clone());
    let expected: Vec<Value> =
        (1..6).map(|n| json!(format!("{}-{}-{n:04}", hatch.lab, &day[..8]))).collect();
    assert_eq!(json!(numbers), json!(expected));
    assert_eq!(of(3)["accession"], Value::Null);

    let hands = shown["signatures"].as_array().expect("signatures");
    let signed = |one: &Value| {
        ["what", "giver", "giver_count", "taker", "taker_count"].map(|key| one[key].clone())
    };
    assert_eq!(json!(signed(&hands[0])), json!(["handover", 2, 6, 3, 6]));
    assert_eq!(json!(signed(&hands[1])), json!(["receipt", 3, 6, 4, 7]));
    assert!(hands.iter().all(|one| one["at_ms"].is_i64()) && hands.len() == 2);
}

#[test]
fn a_new_label_and_a_supervisors_word_are_shown_with_what_was_noted() {
    let hatch = Hatch::arrived();
    hatch.note(2, "leaking", Value::Null);
    hatch.scan(2);
    let label = json!({ "tube": tube(2), "to": tube(9), "reason": "unreadable" });
    hatch.ok("clerk", "relabel_tube", label);
    let noted = of_tube(&hatch.shown(), "tubes", 9)["differences"][0].clone();
    assert_eq!((&noted["difference"], &noted["resolution"]), (&json!("leaking"), &Value::Null));
    let settled = json!({ "discrepancy": noted["discrepancy"], "resolution": "explained" });
    hatch.ok("commander", "resolve", settled);
    let shown = hatch.shown();
    assert_eq!(of_tube(&shown, "tubes", 9)["differences"][0]["resolution"], "explained");
    assert_eq!(shown["surplus"], json!([]));
    let trace = format!("/v1/boxes/{}/trace", case(1));
    let trace = hatch.server.get(&trace, Some(hatch.server.token("auditor"))).json();
    assert_eq!(trace["box"], shown);
}
