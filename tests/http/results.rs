//! Results files of thermocyclers, sent to the service: every row has a verdict, the rest lands, a
//! file for another plate changes nothing.

use serde_json::{Value, json};

use crate::common::{Server, act, case, fixture, register};

/// The three tubes of fixtures/instruments, in A01, B01 and B02.
pub const TUBES: [&str; 3] = ["001230000741", "001230000838", "001230000935"];
pub const PLATE: &str = "PL20220401007";

pub fn ok(server: &Server, role: &str, word: &str, fields: Value) -> Value {
    let verdict = server.command(role, &act(word, fields));
    assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
    verdict
}

/// Tubes of one person each, brought to a lab in one box; the lab.
pub fn received(server: &Server, tubes: &[&str]) -> Value {
    for (n, tube) in (1..).zip(tubes) {
        let mut command = register(n, n);
        command["tube"] = json!(tube);
        assert_eq!(server.command("clerk", &command)["verdict"], "recorded");
        ok(server, "clerk", "swab", json!({ "tube": tube }));
        ok(server, "clerk", "seal_tube", json!({ "tube": tube, "count": 1 }));
        ok(server, "packer", "pack_tube", json!({ "box": case(1), "site": 1, "tube": tube }));
    }
    let count = tubes.len();
    let sealed = ok(server, "packer", "seal_box", json!({ "box": case(1), "count": count }));
    let hands = json!({ "box": case(1), "giver": 2, "taker": 3, "given": count, "taken": count });
    ok(server, "courier", "hand_over", hands);
    let lab = sealed["lab"].clone();
    let signed = json!({ "box": case(1), "lab": lab, "courier": 3, "receiver": 4, "count": count });
    ok(server, "lab", "receive_box", signed);
    ok(server, "lab", "receive_rest", json!({ "box": case(1) }));
    lab
}

pub fn load(server: &Server, plate: &str, lab: &Value, tubes: [(&str, &str); 3]) {
    let specimen = |(well, tube): (&str, &str)| json!({ "well": well, "tube": tube });
    let mut wells: Vec<Value> = tubes.into_iter().map(specimen).collect();
    wells.push(json!({ "well": "G12", "control": "negative" }));
    wells.push(json!({ "well": "H12", "control": "positive" }));
    let kit = json!({ "plate": plate, "lab": lab, "kit": "standard", "wells": wells });
    ok(server, "lab", "load_plate", kit);
}

pub fn layout() -> [(&'static str, &'static str); 3] {
    [("A01", TUBES[0]), ("B01", TUBES[1]), ("B02", TUBES[2])]
}

pub fn send_bytes(server: &Server, query: &str, bytes: &[u8]) -> Value {
    let path = format!("/v1/plates/results{query}");
    let kind = "application/octet-stream";
    let reply = server.post(&path, Some(server.token("lab")), kind, bytes);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

fn send(server: &Server, query: &str, file: &str) -> Value {
    let bytes = std::fs::read(fixture(&format!("instruments/{file}"))).expect("the fixture");
    send_bytes(server, query, &bytes)
}

pub fn stage(server: &Server, tube: &str) -> Value {
    let reply = server.get(&format!("/v1/tubes/{tube}"), Some(server.token("lab")));
    reply.json()["stage"].clone()
}

#[test]
fn a_file_of_every_machine_becomes_calls() {
    for file in ["quantstudio.txt", "quantstudio.xlsx", "abi7500-v2.xls", "cfx.csv", "slan.xls"] {
        let server = Server::start();
        let lab = received(&server, &TUBES);
        load(&server, PLATE, &lab, layout());
        let told = send(&server, "", file);
        assert_eq!((&told["refused"], &told["plate"]), (&json!(false), &json!(PLATE)), "{file}");
        assert_eq!((&told["named"], &told["unread"]), (&json!(0), &json!([])), "{file}: {told}");
        assert_eq!(told["taken"], 15, "{file}: three targets in five wells");
        assert_eq!(told["command"]["verdict"], "recorded", "{file}: {told}");
        assert_eq!(told["command"]["valid"], true);
        // What the two controls read of three targets is kept under the machine.
        let charts = server.get("/v1/labs/quality/controls", Some(server.token("lab"))).json();
        let charts = charts["charts"].as_array().expect("charts").clone();
        assert_eq!(charts.len(), 6, "{file}");
        assert!(charts.iter().all(|chart| chart["machine"] == told["machine"]), "{file}");
        assert!(told["machine"].as_str().is_some_and(|machine| !machine.is_empty()), "{file}");
        let stages = TUBES.map(|tube| stage(&server, tube));
        // The third is grey, and waits for another plate.
        assert_eq!(stages, ["called", "called", "received"].map(Value::from), "{file}");

        let quality = server.get("/v1/labs/quality?hours=1", Some(server.token("lab"))).json();
        let of = quality["labs"].as_array().and_then(|labs| labs.iter().find(|l| l["lab"] == lab));
        let of = of.expect("the lab");
        let counts = ["calls", "positive", "grey", "invalid", "runs", "failed_runs"];
        assert_eq!(counts.map(|word| of[word].as_u64().expect("a count")), [3, 1, 1, 0, 1, 0]);
        assert_eq!(of["alarms"], json!([]), "nothing to compare with");

        let again = send(&server, "", file);
        assert_eq!(again["command"]["seq"], Value::Null, "{file}: no new fact: {again}");
        assert_eq!(TUBES.map(|tube| stage(&server, tube)), stages);
    }
}

#[test]
fn a_file_for_another_plate_changes_nothing() {
    let server = Server::start();
    let lab = received(&server, &TUBES);
    // Two of three tubes stand elsewhere.
    load(&server, "OTHER1", &lab, [("A01", TUBES[0]), ("B01", TUBES[2]), ("B02", TUBES[1])]);
    let told = send(&server, "?plate=OTHER1", "quantstudio.txt");
    assert_eq!((&told["refused"], &told["reason"]), (&json!(true), &json!("other-plate")));
    assert_eq!((&told["command"], &told["rows"]), (&Value::Null, &json!([])));
    let evidence = json!({ "well": "B01", "file": TUBES[1], "plate": TUBES[2] });
    assert_eq!(told["evidence"][0], evidence, "{told}");
    assert!(told["zh"].as_str().is_some_and(|zh| zh.contains("另一块板")));
    assert_eq!(stage(&server, TUBES[0]), "in_test");

    let told = send(&server, "?plate=NOSUCH", "quantstudio.txt");
    assert_eq!((&told["refused"], &told["reason"]), (&json!(true), &json!("no-plate")));
    let told = send(&server, "", "broken/cut.txt");
    assert_eq!(told["refused"], true, "{told}");
    assert!(told["en"].is_string() && told["reason"].is_string());
    // One colour is no result yet.
    let text = std::fs::read_to_string(fixture("instruments/quantstudio.txt")).expect("fixture");
    let one_colour: Vec<&str> = text.lines().filter(|line| !line.contains("\tVIC\t")).collect();
    let told = send_bytes(&server, "?plate=OTHER1", one_colour.join("\n").as_bytes());
    assert_eq!(told["refused"], true);
    assert_eq!(stage(&server, TUBES[0]), "in_test", "still");
}

/// Rows at fault are named, and everything else lands; a well without a value is tested again.
#[test]
fn what_cannot_be_taken_is_named_and_the_rest_lands() {
    let server = Server::start();
    let lab = received(&server, &TUBES);
    load(&server, PLATE, &lab, layout());
    let text = std::fs::read_to_string(fixture("instruments/quantstudio.txt")).expect("fixture");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = |lines: &[String], words: [&str; 2]| {
        let is = |line: &String| words.iter().all(|word| line.contains(word));
        lines.iter().position(is).expect("the row")
    };
    // A code misread in one well, a target of another kit in one row, a row too many.
    for line in lines.iter_mut().filter(|line| line.contains("\tB1\t")) {
        *line = line.replace(TUBES[1], "001230001032");
    }
    let row = at(&lines, ["\tB2\t", "\tN\t"]);
    lines[row] = lines[row].replace("\tN\t", "\tE gene\t");
    let first = at(&lines, ["\tA1\t", "\tORF1ab\t"]);
    lines.insert(first, lines[first].replace("1\tA1", "3\tA3"));
    let told = send_bytes(&server, "", lines.join("\r\n").as_bytes());
    assert_eq!(told["refused"], false, "{told}");
    let rows = told["rows"].as_array().expect("rows");
    let words: Vec<&str> = rows
        .iter()
        .filter(|row| row["word"] != "taken")
        .map(|row| row["word"].as_str().expect("a word"))
        .collect();
    let unknown = "unknown-tube";
    assert_eq!(words, ["other-well", unknown, unknown, unknown, "unknown-target"], "{told}");
    assert!(rows.iter().filter(|row| row["word"] != "taken").all(|row| row["zh"].is_string()));
    let unread = told["unread"].as_array().expect("wells");
    let wells: Vec<&Value> = unread.iter().map(|unread| &unread["well"]).collect();
    assert_eq!(wells, ["B01", "B02"]);
    assert_eq!(unread[1]["targets"], json!(["N"]));
    // What was not read goes back to the queue, negative or not.
    let stages = TUBES.map(|tube| stage(&server, tube));
    assert_eq!(stages, ["called", "received", "received"].map(Value::from));
}

#[test]
fn who_may_send_results_and_what_is_no_parameter() {
    let server = Server::start();
    let send = |role: &str, query: &str| {
        let path = format!("/v1/plates/results{query}");
        server.post(&path, Some(server.token(role)), "application/octet-stream", b"x").status
    };
    assert_eq!(send("clerk", ""), 403);
    assert_eq!(send("lab", "?mapping=none"), 422);
    assert_eq!(send("lab", "?plate=%2D"), 422);
    assert_eq!(send("lab", ""), 200, "refused in the answer: no shape");
}

/// The folder a machine exports to: what was recorded and what was refused lie apart, each with
/// the answer beside it.
#[test]
fn a_watched_folder_is_sent_file_by_file() {
    let server = Server::start();
    let lab = received(&server, &TUBES);
    load(&server, PLATE, &lab, layout());
    let folder = tempfile::tempdir().expect("folder");
    let give = |name: &str| {
        let from = fixture(&format!("instruments/{name}"));
        let to = folder.path().join(from.file_name().expect("a name"));
        std::fs::copy(from, to).expect("copied");
    };
    let watch = |lang: &str, token: &str| {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenfold"))
            .args(["lab", "watch", "--once", "--lang", lang, "--machine", "7 号机 & 台"])
            .args(["--url", &format!("http://{}", server.address), "--token", server.token(token)])
            .arg(folder.path())
            .output()
            .expect("it runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (ran.status.code(), text(ran.stdout), text(ran.stderr))
    };
    give("quantstudio.txt");
    std::fs::write(folder.path().join(".still-being-written"), "x").expect("written");
    let (code, out, err) = watch("en", "lab");
    let told = format!("quantstudio.txt: plate {PLATE}: 15 rows taken, 0 named, 0 wells unread\n");
    assert_eq!((code, out), (Some(0), told), "{err}");
    let charts = server.get("/v1/labs/quality/controls", Some(server.token("lab"))).json();
    assert_eq!(charts["charts"][0]["machine"], "7 号机 & 台");
    // The same file again, and one that is cut.
    give("quantstudio.txt");
    give("broken/cut.txt");
    let (code, out, _) = watch("zh", "lab");
    assert_eq!(code, Some(1));
    assert!(out.starts_with("cut.txt：已退回：文件在第 32 行中断"), "{out}");
    let names = |of: &str| {
        let entries = std::fs::read_dir(folder.path().join(of)).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    };
    let done = ["quantstudio.txt", "quantstudio.txt.verdict.json"];
    assert_eq!(
        names("done"),
        [&["2-quantstudio.txt", "2-quantstudio.txt.verdict.json"], &done[..]].concat()
    );
    assert_eq!(names("refused"), ["cut.txt", "cut.txt.verdict.json"]);
    assert_eq!(names(""), [".still-being-written", "done", "refused"]);
    let beside = folder.path().join("done/quantstudio.txt.verdict.json");
    let verdict: Value =
        serde_json::from_slice(&std::fs::read(beside).expect("there")).expect("JSON");
    assert_eq!(verdict["rows"].as_array().map(Vec::len), Some(15));

    give("quantstudio.txt");
    let (code, _, err) = watch("en", "clerk");
    assert_eq!(code, Some(2), "{err}");
    assert!(names("").contains(&"quantstudio.txt".to_owned()), "nobody lost it");
}

/// From the hatch to the machine: the oldest and most urgent tubes first, controls where the
/// protocol wants them, the map as the machine takes it; and its results come back.
#[test]
fn a_layout_is_proposed_loaded_and_sent_to_the_machine() {
    let server = Server::start();
    let lab = received(&server, &TUBES);
    let propose = |body: Value| {
        let reply = server.post_json("/v1/plates/layouts", Some(server.token("lab")), &body);
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    };
    let layout = propose(json!({ "lab": lab }));
    let wells = layout["wells"].as_array().expect("wells").clone();
    let tubes: Vec<&Value> = wells.iter().map(|well| &well["tube"]).collect();
    assert_eq!(tubes[..3], TUBES, "the oldest swab first");
    assert!(wells[3..].iter().all(|well| well["control"].is_string()), "{layout}");
    assert_eq!(wells.last().map(|well| &well["well"]), Some(&json!("H12")));

    // As they were scanned: one twice, one that nobody knows, one of no lab.
    let mut other = register(9, 9);
    other["tube"] = json!("001230001032");
    assert_eq!(server.command("clerk", &other)["verdict"], "recorded");
    let scanned = [TUBES[2], TUBES[0], TUBES[2], "1", "001230001032"];
    let layout = propose(json!({ "lab": lab, "wells": 384, "tubes": scanned }));
    let left: Vec<(&Value, &Value)> = layout["left_out"]
        .as_array()
        .expect("tubes")
        .iter()
        .map(|left| (&left["tube"], &left["name"]))
        .collect();
    let named = [
        (json!(TUBES[2]), json!("TubeOnPlate")),
        (json!("1"), json!("TubeUnknown")),
        (json!("001230001032"), json!("TubeNotReceived")),
    ];
    let named: Vec<(&Value, &Value)> = named.iter().map(|(tube, name)| (tube, name)).collect();
    assert_eq!(left, named, "{layout}");
    assert_eq!(layout["wells"][0]["tube"], TUBES[2], "in the order of scanning");

    ok(
        &server,
        "lab",
        "load_plate",
        json!({ "plate": "P7", "lab": lab, "kit": "standard", "wells": wells }),
    );
    assert_eq!(propose(json!({ "lab": lab }))["wells"][0]["tube"], Value::Null, "nobody waits");
    let map =
        |query: &str| server.get(&format!("/v1/plates/P7/map{query}"), Some(server.token("lab")));
    let sheet = server.get("/v1/plates/P7/sheet", Some(server.token("lab")));
    assert_eq!(
        (sheet.status, sheet.headers["content-type"].as_str()),
        (200, "text/html; charset=utf-8")
    );
    let sheet = sheet.text();
    assert!(sheet.contains("001230<b>000741</b>") && sheet.contains("检测板 Plate P7"), "{sheet}");
    assert_eq!(server.get("/v1/plates/P9/sheet", Some(server.token("lab"))).status, 404);
    let text = map("?machine=quantstudio").text();
    assert!(text.contains("[Sample Setup]\r\n") && text.contains("* Experiment Barcode = P7"));
    assert!(text.contains("\tA1\t001230000741\t\t\t\tORF1ab\t\tUNKNOWN\tFAM\t"), "{text}");
    assert_eq!(map("?machine=cfx").status, 422, "a file for each colour");
    let colour = map("?machine=cfx&reporter=vic").text();
    assert!(colour.contains("A,1,N,001230000741,"), "{colour}");
    assert_eq!((map("?machine=abacus").status, map("").status), (422, 200));
    let nothing = server.get("/v1/plates/NONE/map", Some(server.token("lab")));
    assert_eq!(nothing.status, 404);
}
