//! Control charts over HTTP: what control wells read is kept, judged and told, by machine.

use serde_json::{Value, json};

use crate::common::{Server, act};

/// A plate with controls alone, read on a machine: Ct of the positive control's N.
fn run(server: &Server, plate: &str, (lab, machine): (u32, Option<&str>), n: f64) -> Value {
    let wells =
        json!([{ "well": "G12", "control": "negative" }, { "well": "H12", "control": "positive" }]);
    let load = json!({ "plate": plate, "lab": lab, "kit": "standard", "wells": wells });
    assert_eq!(server.command("lab", &act("load_plate", load))["verdict"], "recorded");
    let mut read = json!({ "plate": plate, "readings": [
        { "well": "G12", "ct": [null, null, 27.5] }, { "well": "H12", "ct": [26.0, n, 27.0] },
    ]});
    if let Some(machine) = machine {
        read["machine"] = machine.into();
    }
    let verdict = server.command("lab", &act("read_plate", read));
    assert_eq!(verdict["verdict"], "recorded", "{verdict}");
    verdict
}

fn controls(server: &Server, role: &str, query: &str) -> Value {
    let path = format!("/v1/labs/quality/controls{query}");
    let reply = server.get(&path, Some(server.token(role)));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

/// The chart of the positive control's N on a machine.
fn chart<'a>(told: &'a Value, machine: &Value) -> &'a Value {
    let charts = told["charts"].as_array().expect("charts");
    let is = |chart: &&Value| {
        chart["control"] == "positive" && chart["target"] == "N" && &chart["machine"] == machine
    };
    charts.iter().find(is).expect("the chart")
}

fn alarms(server: &Server, role: &str, lab: u32) -> Vec<String> {
    let told = server.get("/v1/labs/quality?hours=1", Some(server.token(role))).json();
    let labs = told["labs"].as_array().expect("labs");
    let of = labs.iter().find(|of| of["lab"] == lab).expect("the lab");
    let words = of["alarms"].as_array().expect("alarms").iter();
    words.map(|alarm| alarm["word"].as_str().expect("a word").to_owned()).collect()
}

#[test]
fn a_machine_that_shifts_is_told_and_only_that_one() {
    let server = Server::start();
    // 28.0 and 0.2: ten on each side of the mean.
    for n in 0..20 {
        let away = if n % 2 == 0 { 0.2 } else { -0.2 };
        run(&server, &format!("A{n}"), (1, Some("slan 1")), 28.0 + away);
        if n < 3 {
            run(&server, &format!("B{n}"), (1, Some("slan 2")), 28.0);
        }
    }
    run(&server, "C0", (1, None), 28.0);
    run(&server, "D0", (2, Some("slan 1")), 31.0);
    assert_eq!(alarms(&server, "lab", 1), [""; 0], "baselines alone");

    // A failed run lies far off and counts for nothing; then within, a warning, and out of control.
    for (plate, n) in [("A20", 35.5), ("A21", 28.1), ("A22", 28.45), ("A23", 28.5)] {
        let valid = n < 30.0;
        assert_eq!(run(&server, plate, (1, Some("slan 1")), n)["valid"], valid);
    }
    let told = controls(&server, "commander", "?lab=1");
    assert_eq!((&told["baseline"], &told["warns"]), (&json!(20), &json!(["1-2s"])));
    let shifted = chart(&told, &json!("slan 1"));
    assert_eq!((&shifted["mean"], &shifted["baseline_points"]), (&json!(28.0), &json!(20)));
    assert_eq!(shifted["deviation"], 0.2052, "of a sample of twenty");
    let points = shifted["points"].as_array().expect("points");
    let said: Vec<(&Value, &Value)> =
        points[19..].iter().map(|point| (&point["mark"], &point["broken"])).collect();
    let expected = [
        (json!("baseline"), json!([])),
        (json!("failed"), json!([])),
        (json!("within"), json!([])),
        (json!("warned"), json!(["1-2s"])),
        (json!("rejected"), json!(["2-2s", "1-2s"])),
    ];
    assert_eq!(said, expected.iter().map(|(mark, broken)| (mark, broken)).collect::<Vec<_>>());
    assert_eq!((&points[23]["plate"], &points[23]["well"]), (&json!("A23"), &json!("H12")));
    assert_eq!((&points[23]["ct"], &points[23]["z"]), (&json!(28.5), &json!(2.4367)));
    let times: Vec<i64> = points.iter().filter_map(|point| point["at_ms"].as_i64()).collect();
    assert!(times.len() == 24 && times.is_sorted());

    // Another machine of the same lab, one that nobody named, another lab: charts of their own.
    let few = chart(&told, &json!("slan 2"));
    assert_eq!((&few["mean"], &few["baseline_points"]), (&Value::Null, &json!(3)));
    assert_eq!(chart(&told, &Value::Null)["points"].as_array().map(Vec::len), Some(1));
    let negative = told["charts"].as_array().expect("charts").iter().find(|chart| {
        chart["control"] == "negative" && chart["target"] == "N" && chart["machine"] == "slan 1"
    });
    assert!(negative.is_some_and(|chart| chart["points"][0]["mark"] == "no_curve"));
    assert!(told["charts"].as_array().expect("charts").iter().all(|chart| chart["lab"] == 1));

    assert_eq!(alarms(&server, "lab", 1), ["control-rejected"]);
    assert_eq!(alarms(&server, "lab", 2), [""; 0]);
    let told = server.get("/v1/labs/quality?lab=1", Some(server.token("lab"))).json();
    let en = told["labs"][0]["alarms"][0]["en"].as_str().expect("words").to_owned();
    let figures = "the last on plate A23, well H12, 28.50 cycles, mean 28.00, s 0.21; 2-2s";
    assert!(en.contains("slan 1, positive control N") && en.contains(figures), "{en}");
}

#[test]
fn a_new_lot_begins_a_baseline_of_its_own() {
    let server = Server::start();
    let begin = |role: &str, fields: Value| server.command(role, &act("begin_lot", fields));
    for n in 0..20 {
        let away = if n % 2 == 0 { 0.2 } else { -0.2 };
        run(&server, &format!("A{n}"), (1, Some("slan 1")), 28.0 + away);
    }
    let load = json!({ "plate": "LATE", "lab": 1, "kit": "standard", "wells":
        [{ "well": "G12", "control": "negative" }, { "well": "H12", "control": "positive" }] });
    assert_eq!(server.command("lab", &act("load_plate", load))["verdict"], "recorded");
    let lot = json!({ "lab": 1, "kit": "standard", "lot": "20220401-B" });
    assert_eq!(begin("lab", lot.clone())["verdict"], "recorded");
    assert_eq!(begin("clerk", lot.clone())["verdict"], "refused");
    assert_eq!(begin("lab2", lot)["verdict"], "refused");
    let bad = json!({ "lab": 1, "kit": "standard", "lot": "B 7" });
    assert_eq!(begin("lab", bad)["verdict"], "refused");
    // Far off by the old lot's mean: within the kit's limits, and no more than a new lot.
    for n in 0..3 {
        run(&server, &format!("B{n}"), (1, Some("slan 1")), 30.0);
    }
    let control = json!({ "lab": 1, "kit": "standard", "control": "positive", "lot": "PC7" });
    assert_eq!(begin("lab", control)["verdict"], "recorded");
    run(&server, "C0", (1, Some("slan 1")), 31.0);
    // Laid out before the lot was begun, and read after.
    let late = json!({ "plate": "LATE", "machine": "slan 1", "readings": [
        { "well": "G12", "ct": [null, null, 27.5] }, { "well": "H12", "ct": [26.0, 28.1, 27.0] },
    ]});
    assert_eq!(server.command("lab", &act("read_plate", late))["verdict"], "recorded");
    let told = controls(&server, "commander", "?lab=1");
    let of = |lot: Value, control_lot: Value, control: &str| -> Option<(usize, usize, bool)> {
        let charts = told["charts"].as_array().expect("charts");
        let is = |chart: &&Value| {
            (&chart["lot"], &chart["control_lot"]) == (&lot, &control_lot)
                && (&chart["control"], &chart["target"]) == (&json!(control), &json!("N"))
        };
        let chart = charts.iter().find(is)?;
        let baseline = chart["baseline_points"].as_u64().expect("points") as usize;
        let points = chart["points"].as_array().expect("points").len();
        Some((points, baseline, chart["mean"].is_f64()))
    };
    let (none, b, pc7) = (Value::Null, json!("20220401-B"), json!("PC7"));
    assert_eq!(of(none.clone(), none.clone(), "positive"), Some((21, 20, true)));
    assert_eq!(of(b.clone(), none.clone(), "positive"), Some((3, 3, false)));
    assert_eq!(of(b.clone(), pc7.clone(), "positive"), Some((1, 1, false)));
    // A control's own lot is no other control's.
    assert_eq!(of(b.clone(), none, "negative"), Some((4, 0, false)));
    assert_eq!(of(b, pc7, "negative"), None);
    assert_eq!(alarms(&server, "lab", 1), [""; 0], "nothing drifted");
}

#[test]
fn who_works_at_one_lab_sees_that_one() {
    let server = Server::start();
    run(&server, "A0", (1, Some("slan 1")), 28.0);
    run(&server, "B0", (2, Some("slan 1")), 28.0);
    let labs = |told: &Value| -> Vec<i64> {
        let charts = told["charts"].as_array().expect("charts").iter();
        let mut labs: Vec<i64> = charts.filter_map(|chart| chart["lab"].as_i64()).collect();
        labs.dedup();
        labs
    };
    assert_eq!(labs(&controls(&server, "commander", "")), [1, 2]);
    assert_eq!(labs(&controls(&server, "lab2", "")), [2]);
    assert_eq!(labs(&controls(&server, "lab2", "?lab=2&hours=1")), [2]);
    for (path, role, status) in [
        ("/v1/labs/quality/controls?lab=1", "lab2", 403),
        ("/v1/labs/quality?lab=1", "lab2", 403),
        ("/v1/labs/quality/controls", "clerk", 403),
        ("/v1/labs/quality/controls?hours=0", "lab", 422),
        ("/v1/labs/quality/controls?hours=8761", "lab", 422),
        ("/v1/labs/quality?hours=721", "lab", 422),
    ] {
        assert_eq!(server.get(path, Some(server.token(role))).status, status, "{path} {role}");
    }
    let own = server.get("/v1/labs/quality", Some(server.token("lab2"))).json();
    assert_eq!(own["labs"].as_array().map(Vec::len), Some(1));
    assert_eq!(own["labs"][0]["lab"], 2);
}

fn told(server: &Server, role: &str, rest: &[&str]) -> (Option<i32>, String) {
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenfold"))
        .args(["lab", "quality", "--url", &format!("http://{}", server.address)])
        .args(rest)
        .env("TENFOLD_TOKEN", server.token(role))
        .output()
        .expect("runs");
    let said = String::from_utf8(ran.stdout).expect("text");
    (ran.status.code(), said + &String::from_utf8_lossy(&ran.stderr))
}

#[test]
fn the_command_tells_alarms_and_draws_every_chart() {
    let server = Server::start();
    let folder = tempfile::tempdir().expect("folder");
    let page = folder.path().join("quality.html");
    let out = page.display().to_string();
    run(&server, "A0", (1, Some("slan <1>")), 28.1);
    let (code, said) = told(&server, "commander", &["--out", &out]);
    assert_eq!((code, said.trim()), (Some(0), "Nothing is out of control"));
    let few = std::fs::read_to_string(&page).expect("the page");
    assert!(few.contains("too few points: 1 of 20") && few.contains("20 点中已有 1 点"));

    for n in 1..20 {
        let away = if n % 2 == 0 { 0.1 } else { -0.1 };
        run(&server, &format!("A{n}"), (1, Some("slan <1>")), 28.0 + away);
    }
    // Within, a warning, out of control, and a failed run.
    for (plate, n) in [("A20", 28.05), ("A21", 28.22), ("A22", 28.9), ("A23", 35.5)] {
        run(&server, plate, (1, Some("slan <1>")), n);
    }
    let (code, said) = told(&server, "commander", &["--out", &out, "--lang", "zh"]);
    assert_eq!(code, Some(1));
    let first = said.lines().nth(1).expect("an alarm");
    assert!(said.starts_with("1 项报警\n") && first.contains("1-3s 1 点超出 3s"), "{said}");
    let page = std::fs::read_to_string(&page).expect("the page");
    let count = |what: &str| page.matches(what).count();
    // Positive and negative controls: four charts with curves; the negative's two targets without.
    assert_eq!((count("class=\"plot lj\""), count("no curve in 24 of 24")), (4, 2));
    // One of each in the key: a square, and a cross in every chart.
    assert_eq!((count("class=\"out\""), count("class=\"cross\"")), (2, 5));
    assert!(count("mean 28.00 · s 0.10") == 1 && count("均值 28.00 · s 0.10") == 1);
    assert!(count("slan &lt;1&gt;") > 0 && count("<1>") == 0, "names are text");
    assert!(page.contains("<html lang=\"zh-CN\">") && count("http") == 0, "needs no other file");

    let (code, said) = told(&server, "lab2", &["--lab", "2", "--json"]);
    let both: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, &both["controls"]["charts"]), (Some(0), &json!([])));
    assert_eq!(told(&server, "lab2", &["--lab", "1"]).0, Some(2));
}
