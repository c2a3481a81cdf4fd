//! Commands in, verdicts out.

use serde_json::{Value, json};

use crate::common::{Server, act, case, now_ms, number, register, scan, tube};

fn name(verdict: &Value) -> &str {
    verdict["refusal"]["name"].as_str().unwrap_or_else(|| panic!("no refusal: {verdict}"))
}

#[test]
fn a_verdict_of_every_kind() {
    let server = Server::start();
    let command = register(1, 1);
    let recorded = server.command("clerk", &command);
    assert_eq!(recorded["verdict"], "recorded", "{recorded}");
    assert_eq!(recorded["scan_id"], command["scan_id"]);
    assert_eq!((&recorded["tube"], &recorded["position"]), (&json!(tube(1)), &json!(1)));
    assert_eq!(recorded["receipt"].as_str().map(str::len), Some(12));

    let mut again = server.command("clerk", &command);
    assert_eq!(again["verdict"], "already_recorded");
    again["verdict"] = "recorded".into();
    assert_eq!(again, recorded, "the same command is answered alike");

    let mut other = command.clone();
    other["tube"] = tube(2).into();
    let reused = server.command("clerk", &other);
    assert_eq!((reused["verdict"].as_str(), name(&reused)), (Some("refused"), "ScanReused"));

    let refused = server.command("clerk", &register(1, 2));
    assert_eq!((refused["verdict"].as_str(), name(&refused)), (Some("refused"), "AlreadySampled"));
    assert_eq!(refused["refusal"]["about"], json!(tube(1)));
    for words in ["zh", "en", "do_zh", "do_en"] {
        assert!(refused["refusal"][words].as_str().is_some_and(|text| !text.is_empty()));
    }

    let mut late = register(1, 2);
    late["after_the_fact"] = true.into();
    let kept = server.command("clerk", &late);
    assert_eq!((kept["verdict"].as_str(), name(&kept)), (Some("kept"), "AlreadySampled"));
    assert_eq!(server.command("clerk", &late), kept, "kept once, and told so each time");
}

#[test]
fn what_the_door_refuses_after_the_fact_is_kept() {
    let server = Server::start();
    let mut late = register(1, 1);
    late["after_the_fact"] = true.into();
    late["document"]["number"] = "110105194912310021".into();
    let kept = server.command("clerk", &late);
    assert_eq!((kept["verdict"].as_str(), name(&kept)), (Some("kept"), "CheckWrong"));
    assert_eq!(server.command("clerk", &late), kept);
    server.board_until(|board| board["discrepancies"] == 1);
}

#[test]
fn who_is_turned_away_at_the_door_is_owed_a_swab_when_they_can_be_found() {
    let server = Server::start();
    let late = |person, change: &dyn Fn(&mut Value)| {
        let mut late = register(person, 1);
        late["after_the_fact"] = true.into();
        change(&mut late);
        let kept = server.command("clerk", &late);
        assert_eq!(kept["verdict"], "kept");
        (name(&kept).to_owned(), kept["recollections"].as_i64())
    };
    let owed = |refusal: &str| (refusal.to_owned(), Some(1));
    let nobody = |refusal: &str| (refusal.to_owned(), None);
    assert_eq!(late(1, &|late| late["name"] = " ".into()), owed("NameMissing"));
    assert_eq!(late(2, &|late| late["capacity"] = "ten".into()), owed("Malformed"));
    assert_eq!(late(3, &|late| late["name"] = 7.into()), owed("Malformed"));
    assert_eq!(late(4, &|late| late["document"] = json!(null)), nobody("Malformed"));
    assert_eq!(late(5, &|late| late["tube"] = "?".into()), nobody("TubeCodeBad"));
    assert_eq!(late(6, &|late| late["round"] = json!(null)), nobody("Malformed"));
    let mut strange = register(9, 1);
    (strange["after_the_fact"], strange["name"]) = (true.into(), " ".into());
    let kept = server.command("courier", &strange);
    assert_eq!((&kept["verdict"], kept["recollections"].as_i64()), (&json!("kept"), None));
    server.board_until(|board| board["recollections"]["open"] == 3);
    let first = register(7, 2);
    server.command("clerk", &first);
    let reused = late(8, &|late| late["scan_id"] = first["scan_id"].clone());
    assert_eq!(reused, owed("ScanReused"), "another's scan takes nobody's swab away");
}

#[test]
fn a_batch_is_answered_in_order() {
    let server = Server::start();
    let batch: Vec<Value> = (0..25).map(|person| register(person, person / 10)).collect();
    let admin = Some(server.token("admin"));
    let reply = server.post_json("/v1/commands", admin, &json!(batch));
    let verdicts = reply.json();
    let verdicts = verdicts.as_array().expect("an array for an array");
    assert_eq!(verdicts.len(), 25);
    for (place, (command, verdict)) in batch.iter().zip(verdicts).enumerate() {
        assert_eq!(command["scan_id"], verdict["scan_id"]);
        assert_eq!(verdict["position"], json!(place % 10 + 1));
    }
    let reply = server.post_json("/v1/commands", admin, &json!([]));
    assert_eq!((reply.status, reply.text().as_str()), (200, "[]"));
}

#[test]
fn one_bad_command_stops_no_other() {
    let server = Server::start();
    let mut lines =
        [register(1, 1), register(2, 1), register(3, 1), register(4, 1), register(5, 1)]
            .map(|command| command.to_string());
    lines[1] = act("dance", json!({})).to_string();
    lines[2] = act("seal_tube", json!({ "tube": tube(1), "count": "ten" })).to_string();
    lines[3] = r#"{"act":"change_gloves"}"#.into();
    let verdicts = server.lines(&lines.join("\n"));
    let told: Vec<&str> = verdicts.iter().filter_map(|v| v["verdict"].as_str()).collect();
    assert_eq!(told, ["recorded", "refused", "refused", "refused", "recorded"]);
    assert!(verdicts[1..4].iter().all(|verdict| name(verdict) == "Malformed"), "{verdicts:?}");
    assert!(verdicts[2]["scan_id"].is_string(), "an unfit command still has its name");
    assert!(verdicts[3]["scan_id"].is_null());
}

#[test]
fn scans_are_cleaned_however_they_are_typed() {
    let server = Server::start();
    let wide = |text: &str| -> String {
        let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).expect("full width");
        text.chars().map(wide).collect()
    };
    let mut command = register(1, 1);
    command["tube"] = wide(&tube(1)).into();
    assert_eq!(server.command("clerk", &command)["tube"], json!(tube(1)));
    let mut command = register(2, 1);
    command["document"]["number"] = format!(" {} ", number(2).to_lowercase()).into();
    assert_eq!(server.command("clerk", &command)["position"], 2);
    let mut foreign = register(3, 1);
    foreign["tube"] = "rj-00000000001".into();
    assert_eq!(server.command("clerk", &foreign)["tube"], "RJ00000000001");
    let mut again = register(2, 1);
    again["document"]["number"] = wide(&number(2)).into();
    assert_eq!(name(&server.command("clerk", &again)), "AlreadyInTube", "one person, one number");
}

#[test]
fn documents_are_checked_at_the_door() {
    let server = Server::start();
    let cases = [
        ("360781990101001", "recorded"),
        ("11010519491231002", "DocumentBad"),
        ("110105194912310021", "CheckWrong"),
        ("hello", "DocumentBad"),
        ("360781990230001", "BirthDateBad"),
    ];
    for (text, expected) in cases {
        let mut command = register(1, 1);
        command["document"]["number"] = text.into();
        let verdict = server.command("clerk", &command);
        let told = verdict["refusal"]["name"].as_str().or(verdict["verdict"].as_str());
        assert_eq!(told, Some(expected), "{text}");
        assert!(!verdict.to_string().contains(text), "no number in an answer");
    }
    let mut nameless = register(9, 1);
    nameless["name"] = "  ".into();
    assert_eq!(name(&server.command("clerk", &nameless)), "NameMissing");
    let mut unborn = register(9, 1);
    unborn["document"]["number"] =
        tenfold_domain::person::resident_number(360_781, 20_990_101, 1).into();
    assert_eq!(name(&server.command("clerk", &unborn)), "BirthDateBad");
}

#[test]
fn clocks_regions_and_roles() {
    let server = Server::start();
    let week = 7 * 24 * 3_600_000;
    for (shift, expected) in [(week, "ClockAhead"), (-week, "ClockBehind")] {
        let mut command = register(1, 1);
        command["at_ms"] = (now_ms() + shift).into();
        assert_eq!(name(&server.command("clerk", &command)), expected);
    }
    let mut elsewhere = register(1, 1);
    elsewhere["region"] = 110_101.into();
    assert_eq!(name(&server.command("clerk", &elsewhere)), "RegionUnknown");
    assert_eq!(name(&server.command("site", &register(1, 1))), "SiteNotYours");
    assert_eq!(name(&server.command("courier", &register(1, 1))), "RoleMayNot");
    assert_eq!(name(&server.command("planner", &act("change_gloves", json!({})))), "RoleMayNot");
}

#[test]
fn a_tube_goes_all_the_way() {
    let server = Server::start();
    let people: Vec<String> = (0..10).map(|p| register(p, 1).to_string()).collect();
    server.lines(&people.join("\n"));
    let (tube, case) = (tube(1), case(1));
    let ok = |role: &str, word: &str, fields: Value| {
        let verdict = server.command(role, &act(word, fields));
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
        verdict
    };
    ok("clerk", "swab", json!({ "tube": tube }));
    assert!(ok("clerk", "seal_tube", json!({ "tube": tube, "count": 10 }))["short"].is_null());
    ok("packer", "pack_tube", json!({ "box": case, "site": 1, "tube": tube }));
    let sealed = ok("packer", "seal_box", json!({ "box": case, "count": 1 }));
    let lab = sealed["lab"].clone();
    assert!(lab.is_u64() && sealed["feasible"].is_boolean(), "{sealed}");
    let hands = json!({ "box": case, "giver": 2, "taker": 3, "given": 1, "taken": 1 });
    ok("courier", "hand_over", hands);
    let receipt = json!({ "box": case, "lab": lab, "courier": 3, "receiver": 4, "count": 2 });
    let received = ok("lab", "receive_box", receipt);
    let difference = &received["differences"][0];
    assert_eq!(difference["difference"], "receipt_count", "{received}");
    assert_eq!((&difference["expected"], &difference["counted"]), (&json!(1), &json!(2)));
    let one = ok("lab", "receive_tube", json!({ "tube": tube, "box": case, "lab": lab }));
    let written = one["accession"].as_str().unwrap_or_default();
    assert!(written.starts_with(&format!("{lab}-20")) && written.ends_with("-0001"), "{one}");
    let call = ok("lab", "call_tube", json!({ "tube": tube, "lab": lab, "call": "positive" }));
    assert_eq!(call["call"], "positive", "{call}");
    // Nobody but those who read specimens learns of a call before its review.
    let path = format!("/v1/tubes/{tube}");
    let shown = |role: &str| server.get(&path, Some(server.token(role))).json();
    assert_eq!(shown("lab")["call"], "positive");
    assert_eq!(shown("lab")["members"].as_array().map(Vec::len), Some(10));
    for role in ["courier", "clerk"] {
        let shown = shown(role);
        assert!(shown["call"].is_null() && shown["people"] == 10, "{role}: {shown}");
        assert_eq!(shown["members"], json!([]), "{role}");
    }
    let review = ok("reviewer", "review", json!({ "tube": tube }));
    let owed = [&call["recollections"], &review["recollections"]];
    assert!(owed.contains(&&json!(10)), "ten people are owed a second swab: {owed:?}");
}

#[test]
fn an_identity_is_an_identity_however_it_is_written() {
    let server = Server::start();
    let mut command = register(1, 1);
    let id = scan();
    command["scan_id"] = id.to_uppercase().into();
    assert_eq!(server.command("clerk", &command)["scan_id"], json!(id));
    command["scan_id"] = id.replace('-', "").into();
    assert_eq!(server.command("clerk", &command)["verdict"], "already_recorded");
    command["scan_id"] = "soon".into();
    assert_eq!(name(&server.command("clerk", &command)), "Malformed");
}
