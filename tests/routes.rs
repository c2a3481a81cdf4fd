//! `tenfold routes plan` on the real binary: a day's own file, a town under a plan, what is wrong
//! with a file, a day that is planned anew.

#[path = "common/folder.rs"]
mod folder;
#[path = "report/markup.rs"]
mod markup;
#[path = "common/town.rs"]
#[allow(dead_code)] // the fixtures are enough here
mod town;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use folder::Folder;
use serde_json::{Value, json};
use tenfold::setup::plan;
use tenfold::setup::staffing::StaffingFile;
use town::fixture;

/// A folder with the day of the fixtures, and what the program writes.
struct Bench {
    folder: Folder,
    good: String,
}

impl Bench {
    fn new() -> Bench {
        let good = fs::read_to_string(fixture("days/xianghu.toml")).expect("fixture");
        let bench = Bench { folder: Folder::new(), good };
        bench.folder.write("day.toml", &bench.good);
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path("towns").join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("written")
    }

    /// The day with some changes, as a file of a name.
    #[track_caller]
    fn changed(&self, name: &str, changes: &[(&str, &str)]) {
        let mut text = self.good.clone();
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        self.folder.write(name, text);
    }

    /// Plans and expects an exit code; standard output and standard error.
    #[track_caller]
    fn plan(&self, args: &[&str], code: i32) -> (String, String) {
        let args = [&["routes", "plan"], args].concat();
        let output = Command::new(env!("CARGO_BIN_EXE_tenfold"))
            .args(args)
            .current_dir(self.path("."))
            .output()
            .expect("the program starts");
        let [out, err] =
            [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8"));
        assert_eq!(output.status.code(), Some(code), "{out}\n{err}");
        (out, err)
    }

    #[track_caller]
    fn document(&self, args: &[&str], code: i32) -> Value {
        let (out, _) = self.plan(&[args, &["--rounds", "1500", "--json"]].concat(), code);
        serde_json::from_str(&out).expect("one document")
    }
}

fn rows<'a>(document: &'a Value, table: &str) -> &'a [Value] {
    document["tables"][table].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn a_day_is_planned_and_told_in_every_way() {
    let bench = Bench::new();
    let to = ["--csv", "tables", "--geojson", "tours.json", "--report", "tours.html"];
    let all = [&["day.toml", "--rounds", "1500", "--json"], to.as_slice()].concat();
    let (out, _) = bench.plan(&all, 0);
    assert_eq!(bench.plan(&all, 0).0, out, "the same seed, the same bytes");
    let document: Value = serde_json::from_str(&out).expect("one document");
    // Eight sites, six rounds, of which one has no box.
    assert_eq!((&document["pickups"], &document["missed"]), (&json!(47), &json!(0)));
    let cost = |of: &Value| of["cost_minutes"].as_f64().expect("a cost");
    assert!(cost(&document) <= cost(&document["start"]));
    assert!(document["km"].as_f64().expect("kilometres") > 50.0);
    let stops = rows(&document, "stops");
    let calls = stops.iter().filter(|row| row["act"]["en"] == "call").count();
    assert_eq!(calls, 47);
    let slack = |row: &Value| row["deadline_slack_minutes"].as_i64().expect("minutes");
    assert!(stops.iter().all(|row| (10..=120).contains(&slack(row))), "with its reserve");

    let csv = bench.read("tables/stops.csv");
    let head = "\u{feff}vehicle_zh,vehicle_en,order,act_zh,act_en,stop_zh,stop_en,round,lab_zh,\
                lab_en,arrive,begin,leave,boxes,on_board,deadline_slack_minutes";
    assert_eq!(csv.lines().next(), Some(head));
    assert_eq!(csv.lines().count(), stops.len() + 1);
    assert!(csv.contains("2022-04-01T09:"), "local time with its offset");

    let lines: Value = serde_json::from_str(&bench.read("tours.json")).expect("GeoJSON");
    let features = lines["features"].as_array().expect("features");
    assert_eq!(json!(features.len()), document["vehicles"]);
    for feature in features {
        assert_eq!(feature["geometry"]["type"], "LineString");
        let points = feature["geometry"]["coordinates"].as_array().expect("points");
        assert_eq!(points.first(), points.last(), "from the depot to the depot");
        assert!(points[0][0].as_f64().expect("a longitude") > 115.0, "longitude first");
    }
    let page = bench.read("tours.html");
    markup::well_formed(&page);
    for told in [
        "全部按时送达",
        "Everything is there in time",
        "竹岗村",
        "Zhugang",
        "TCM Hospital car 1",
        "<polyline",
    ] {
        assert!(page.contains(told), "{told}");
    }
    for outside in ["src=", "href=", "http:", "https:", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn json_is_read_as_toml_is() {
    let bench = Bench::new();
    let day: toml::Value = toml::from_str(&bench.good).expect("TOML");
    bench.folder.write("day.json", serde_json::to_string_pretty(&day).expect("JSON"));
    assert_eq!(bench.document(&["day.json"], 0), bench.document(&["day.toml"], 0));
}

#[test]
fn the_summary_speaks_both_languages() {
    let bench = Bench::new();
    let (en, _) = bench.plan(&["day.toml", "--rounds", "200"], 0);
    let (zh, _) = bench.plan(&["day.toml", "--rounds", "200", "--lang", "zh"], 0);
    assert!(en.contains("Everything is there in time") && en.contains("vehicle hours"), "{en}");
    assert!(zh.contains("全部按时送达") && zh.contains("车时"), "{zh}");
    assert!(bench.path("day-routes.html").exists(), "a page is written in any case");
}

#[test]
fn what_cannot_be_in_time_is_named() {
    let bench = Bench::new();
    // Out of every vehicle's reach: 90 km from the labs.
    bench.changed("far.toml", &[("[115.9894, 25.8719]", "[115.2, 25.9]")]);
    let document = bench.document(&["far.toml"], 3);
    let missed = rows(&document, "missed");
    assert_eq!(missed.len(), 6);
    assert!(missed.iter().all(|row| row["site"]["en"] == "Zhugang"));
    let why = missed[0]["why"]["en"].as_str().expect("a reason");
    assert!(
        why.starts_with("too far: ") && why.ends_with("late even when fetched at once"),
        "{why}"
    );

    // One vehicle for nearly everything, and no time to wait for it: more could.
    let one = [
        ("count = 3", "count = 1"),
        ("count = 2", "count = 1"),
        ("boxes_max = 20", "boxes_max = 1"),
        ("45 min", "5 min"),
    ];
    bench.changed("few.toml", &one);
    let document = bench.document(&["few.toml"], 1);
    let missed = rows(&document, "missed");
    assert!(!missed.is_empty() && missed.len() < 30, "{}", missed.len());
    let busy = |row: &Value| row["why"]["en"].as_str().is_some_and(|why| why.contains("busy"));
    assert!(missed.iter().any(busy), "{missed:?}");
    let (out, _) = bench.plan(&["few.toml", "--rounds", "200", "--lang", "zh"], 1);
    assert!(out.contains("次取箱无法按时送达") && out.contains("车辆都在忙"), "{out}");
}

#[test]
fn what_is_wrong_with_a_day_is_said_with_file_line_and_key() {
    let bench = Bench::new();
    let hours = "hours = [[\"07:00\", \"24:00\"]]\n";
    for (from, to, told) in [
        (hours, "", "day.toml: line 19: labs.市人民医院.hours: is never open: write the hours"),
        (hours, "hours = [[\"09:00\", \"08:00\"]]\n", "line 23: labs.市人民医院.hours: must be in"),
        ("first = \"09:00\"", "first = \"9 am\"", "`first`: \"9 am\" is no time of day"),
        ("boxes_max = 24", "boxes_max = 0", "must hold a box"),
        ("depot = \"市人民医院\"", "depot = \"no such\"", "is no site or lab of the file"),
        ("lab = \"市人民医院\"", "lab = \"no such\"", "八一路.lab: is no lab of the file"),
        ("tubes = [112, ", "tubes = [", "must have a number for each round"),
        ("room_limit = \"4 h\"", "room_limit = \"2 h\"", "must be longer than the interval"),
        ("date = \"2022-04-01\"", "date = \"1 April\"", "line 5: date: is no date"),
        ("+08:00", "Peking", "utc_offset: is no offset"),
        ("boxes = [2, 3,", "boxes = [20000, 3,", "more than 1000 boxes are no round"),
        ("town_kmh = 30.0", "town_kmh = 0.0", "cannot be calculated with"),
        ("stay = ", "stays = ", "did you mean `stay`?"),
        ("[travel]\n", "[travel]\nmatrix = \"none.csv\"\n", "none.csv: cannot be read"),
    ] {
        bench.changed("day.toml", &[(from, to)]);
        let (_, err) = bench.plan(&["day.toml", "--rounds", "1"], 2);
        assert!(err.contains("day.toml: ") || err.contains("none.csv"), "{err}");
        assert!(err.contains(told), "{told}: {err}");
        let (_, err) = bench.plan(&["day.toml", "--rounds", "1", "--lang", "zh"], 2);
        assert!(err.chars().filter(|c| ('一'..='龥').contains(c)).count() > 8, "{err}");
    }
    let none = bench.good.split("[[vehicles]]").next().expect("a beginning");
    bench.folder.write("day.toml", none);
    let (_, err) = bench.plan(&["day.toml"], 2);
    assert!(err.contains("vehicles: nobody drives"), "{err}");
    bench.folder.write("day.json", "{\n \"name\": \"x\",\n \"date\": 5\n}");
    let (_, err) = bench.plan(&["day.json"], 2);
    assert!(err.contains("day.json: line 3: JSON: "), "{err}");
    let day: toml::Value = toml::from_str(&bench.good.replace(hours, "")).expect("TOML");
    bench.folder.write("day.json", serde_json::to_string_pretty(&day).expect("JSON"));
    let (_, err) = bench.plan(&["day.json"], 2);
    let line = bench.read("day.json").lines().position(|line| line.contains("市人民医院"));
    assert!(err.contains(": labs.市人民医院.hours: is never open"), "{err}");
    let said = format!("day.json: line {}: ", line.expect("the lab") - 1);
    assert!(err.contains(&said), "{said}: {err}");
    bench.folder.write("day.toml", b"\xff\x00");
    let (_, err) = bench.plan(&["day.toml"], 2);
    assert!(err.contains("a binary file"), "{err}");
}

/// A matrix of the day's ten places, ten minutes each way, with some cells changed.
fn matrix(bench: &Bench, changes: &[(usize, usize, &str)]) -> String {
    let day: toml::Value = toml::from_str(&bench.good).expect("TOML");
    let names = ["sites", "labs"].into_iter().flat_map(|kind| {
        let places = day[kind].as_array().expect("a list").iter();
        places.map(|place| place["name_zh"].as_str().expect("a name").to_owned())
    });
    let names: Vec<String> = names.collect();
    let mut text = format!(",{}\n", names.join(","));
    for (from, name) in names.iter().enumerate() {
        let cell = |to: usize| {
            let usual = if from == to { "0" } else { "10" };
            let changed = changes.iter().find(|change| (change.0, change.1) == (from, to));
            changed.map_or(usual, |change| change.2).to_owned()
        };
        let cells: Vec<String> = (0..names.len()).map(cell).collect();
        text += &format!("{name},{}\n", cells.join(","));
    }
    text
}

#[test]
fn a_matrix_is_used_and_its_faults_are_named() {
    let bench = Bench::new();
    let with = [("[travel]\n", "[travel]\nmatrix = \"m.csv\"\n")];
    bench.changed("day.toml", &with);
    bench.folder.write("m.csv", matrix(&bench, &[]));
    let (_, err) = bench.plan(&["day.toml", "--rounds", "200"], 0);
    assert!(!err.contains("pairs"), "{err}");
    bench.folder.write("m.csv", matrix(&bench, &[(2, 4, "")]));
    let (_, err) = bench.plan(&["day.toml"], 2);
    assert!(err.contains("金都大道 -> 南岗村: has no travel time"), "{err}");
    bench.folder.write("m.csv", matrix(&bench, &[(2, 4, "4")]));
    let (_, err) = bench.plan(&["day.toml", "--rounds", "200"], 0);
    assert!(err.contains("1 of 45 pairs differ by more than a quarter forth and back"), "{err}");
    // An island: no way in or out.
    let mut cut = Vec::new();
    for other in (0..10).filter(|other| *other != 4) {
        cut.extend([(4, other, "null"), (other, 4, "null")]);
    }
    bench.folder.write("m.csv", matrix(&bench, &cut));
    let document = bench.document(&["day.toml"], 3);
    let missed = rows(&document, "missed");
    assert_eq!(missed.len(), 6);
    assert!(missed.iter().all(|row| row["why"]["en"] == "there is no way to a lab"));
}

#[test]
fn a_town_under_a_plan_has_its_tours() {
    let bench = Bench::new();
    let town = fixture("towns/ruijin.toml");
    let input = plan::load(&town, None).expect("the fixture");
    let staffing = StaffingFile::of(&input.city, &input.city.most());
    bench.folder.write("plan.json", json!({ "plan": staffing }).to_string());
    let town = town.to_str().expect("a path");
    let (_, err) = bench.plan(&[town], 2);
    assert!(err.contains("townships: is a town: give the plan"), "{err}");
    let (_, err) = bench.plan(&[town, "--plan", "plan.json", "--day", "9"], 2);
    assert!(err.contains("the round has 3 days") || err.contains("the round has 2 days"), "{err}");
    let args = [town, "--plan", "plan.json", "--rounds", "50", "--json"];
    let (out, _) = bench.plan(&[&args[..], &["--report", "page.html"]].concat(), 0);
    let document: Value = serde_json::from_str(&out).expect("one document");
    assert_eq!(document["date"], "2022-04-01");
    assert!(document["pickups"].as_u64().expect("a number") > 300);
    markup::well_formed(&bench.read("page.html"));
}

/// The rest of the day at the pace of the sites now, as a running service tells it.
#[test]
fn the_rest_of_a_day_is_planned_at_the_pace_of_its_sites() {
    let bench = Bench::new();
    let paces = json!({ "at_ms": 0, "sites": [
        { "site": 1, "name_zh": "八一路", "name_en": "Bayi Road", "tubes_per_hour": 95.2 },
        { "site": 4, "name_zh": "龙珠", "name_en": "Longzhu", "tubes_per_hour": 0.0 },
        { "site": 9, "name_zh": "别处", "name_en": "Elsewhere", "tubes_per_hour": 3.0 },
    ] });
    bench.folder.write("paces.json", paces.to_string());
    let args = ["day.toml", "--paces", "paces.json", "--from", "12:00", "--rounds", "300"];
    let (before, _) = bench.plan(&["day.toml", "--rounds", "300", "--json"], 0);
    bench.folder.write("before.json", &before);
    let args = [&args[..], &["--before", "before.json", "--json"]].concat();
    let (out, err) = bench.plan(&args, 0);
    assert!(err.contains("别处: takes people and has no further round"), "{err}");
    let document: Value = serde_json::from_str(&out).expect("one document");
    let rounds = |name: &str| -> Vec<(f64, f64)> {
        let stops = rows(&document, "stops").iter();
        let of = stops.filter(|row| row["stop"]["en"] == name && row["round"].is_number());
        let number = |value: &Value| value.as_f64().expect("a number");
        let mut rounds: Vec<_> =
            of.map(|row| (number(&row["round"]), number(&row["boxes"]))).collect();
        rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
        rounds
    };
    // Sealed at 9 and 11 as expected, then 191 tubes in two hours: seven boxes a round.
    let bayi = [(1.0, 2.0), (2.0, 3.0), (3.0, 7.0), (4.0, 7.0), (5.0, 7.0), (6.0, 7.0)];
    assert_eq!(rounds("Bayi Road"), bayi);
    assert_eq!(rounds("Longzhu").len(), 2, "closed after 11:45");
    for (text, said) in [
        ("{}", "give what `GET /v1/paces` answered"),
        (r#"{"sites": [{"name_zh": "龙珠", "tubes_per_hour": -1}]}"#, "is no pace of a site"),
    ] {
        bench.folder.write("bad.json", text);
        let (_, err) = bench.plan(&["day.toml", "--paces", "bad.json"], 2);
        assert!(err.contains(said), "{err}");
    }
}

#[test]
fn a_day_is_planned_anew_from_what_has_left() {
    let bench = Bench::new();
    let (before, _) = bench.plan(&["day.toml", "--rounds", "1500", "--json"], 0);
    bench.folder.write("before.json", &before);
    let before: Value = serde_json::from_str(&before).expect("one document");
    let changes = [
        // 八一路 doubles from its fourth round on, 龙珠 closes after its second.
        ("boxes = [2, 3, 2, 2, 3, 1]", "boxes = [2, 3, 2, 4, 6, 2]"),
        ("boxes = [3, 3, 2, 3, 3, 2]", "boxes = [3, 3, 2, 0, 0, 0]"),
    ];
    bench.changed("now.toml", &changes);
    let again = ["now.toml", "--from", "14:00", "--before", "before.json"];
    let now = bench.document(&again, 0);
    assert_eq!(now["pickups"], json!(44));
    let stamp = "2022-04-01T14:00:00+08:00";
    let left = |document: &Value| -> Vec<[Value; 5]> {
        let early = |row: &&Value| row["leave"].as_str().is_some_and(|leave| leave < stamp);
        let keys = ["vehicle", "stop", "round", "begin", "leave"];
        let done = rows(document, "stops").iter().filter(early);
        done.map(|row| keys.map(|key| row[key].clone())).collect()
    };
    assert!(left(&before).len() > 20);
    // The last stop of a vehicle that waits is left when it moves on, which is after two o'clock.
    let kept = left(&now);
    assert!(kept.iter().all(|row| left(&before).contains(row)), "nothing new in the past");
    assert!(kept.len() + 10 > left(&before).len());
    let boxes = |row: &Value| (row["stop"]["en"].clone(), row["round"].clone());
    let longzhu = rows(&now, "stops").iter().map(boxes).filter(|row| row.0 == "Longzhu").count();
    assert_eq!(longzhu, 3, "closed after its third round");
    // The hospital receives nothing after one o'clock, as is heard at two.
    bench.changed("shut.toml", &[(r#"[["07:00", "24:00"]]"#, r#"[["07:00", "13:00"]]"#)]);
    let again = ["shut.toml", "--from", "14:00", "--before", "before.json", "--rounds", "50"];
    let (_, err) = bench.plan(&again, 1);
    assert!(err.contains("what has left breaks a rule of now: "), "{err}");
    assert!(err.contains(": the lab does not receive then"), "{err}");
    let (_, err) = bench.plan(&[&again[..], &["--lang", "zh"]].concat(), 1);
    assert!(err.contains("站：实验室此时不收样"), "{err}");
    let (_, err) = bench.plan(&["now.toml", "--from", "2 pm", "--before", "before.json"], 2);
    assert!(err.contains("--from 2 pm"), "{err}");
    let (_, err) = bench.plan(&["now.toml", "--from", "14:00", "--before", "now.toml"], 2);
    assert!(err.contains("give the file that `tenfold routes plan --json` printed"), "{err}");
    bench.changed("lost.toml", &[("boxes = [2, 3, 2, 2, 3, 1]", "boxes = [0, 0, 2, 2, 3, 1]")]);
    let (_, err) = bench.plan(&["lost.toml", "--from", "14:00", "--before", "before.json"], 2);
    assert!(err.contains("keep rounds that are over as they were"), "{err}");
}
