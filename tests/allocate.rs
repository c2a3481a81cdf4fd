//! `tenfold routes allocate` on the real binary, with a town of a few thousand people.

#[path = "common/folder.rs"]
mod folder;
#[path = "common/town.rs"]
mod town;

use std::process::Command;

use folder::Folder;
use serde_json::Value;
use town::Township;

/// Two townships of 5,000 people with all the staff they need; a lab of the city's own.
fn town(tubes_per_day: u32, far: f64) -> String {
    let township = |zh, en, population, position| Township {
        zh,
        en,
        population,
        position,
        country: false,
        sites: Some((2, 4)),
    };
    let townships = [
        township("甲镇", "North", 3_000, (116.0, 25.88)),
        township("乙镇", "East", 2_000, (116.04, far)),
    ];
    let staff = "\n[planning]\nprevalence = 0.000001\n\
                 hours_by_day = [[\"07:00\", \"21:00\"], [\"07:00\", \"17:00\"]]\n\
                 staff = { collectors = 0 }\n";
    let hand = "\n[[planning.townships]]\ncode = 360781100\ncollectors = 32\n\
                \n[[planning.townships]]\ncode = 360781101\ncollectors = 32\n";
    town::text("小城", ("小城实验室", "Town lab"), tubes_per_day, &townships) + staff + hand
}

struct Bench(Folder);

impl Bench {
    fn new(towns: &[(&str, String)]) -> Bench {
        let bench = Bench(Folder::new());
        for (name, text) in towns {
            bench.0.write(name, text);
        }
        bench
    }

    /// Runs `routes allocate`, expects an exit code; standard output and standard error.
    #[track_caller]
    fn check(&self, args: &[&str], code: i32) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenfold"));
        command.args(["routes", "allocate"]).args(args).current_dir(self.0.path("."));
        let output = command.output().expect("the program starts");
        let [out, err] =
            [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8"));
        assert_eq!(output.status.code(), Some(code), "{args:?}\n{out}\n{err}");
        (out, err)
    }

    fn document(&self, town: &str, code: i32) -> Value {
        let (out, _) = self.check(&[town, "--json"], code);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"))
    }
}

fn sum(document: &Value, table: &str, key: &str) -> u64 {
    let rows = document["tables"][table].as_array().expect("a table");
    rows.iter().map(|row| row[key].as_f64().expect("a figure") as u64).sum()
}

#[test]
fn a_town_with_room_sends_everything_in_time() {
    let bench = Bench::new(&[("enough.toml", town(3_000, 25.9))]);
    let document = bench.document("towns/enough.toml", 0);
    let tubes = document["tubes"].as_u64().expect("tubes");
    assert!((540..=552).contains(&tubes), "5,000 people, ten in a tube or alone: {tubes}");
    assert_eq!((&document["enough"], &document["short_tubes"]), (&true.into(), &0.into()));
    assert_eq!(sum(&document, "sends", "tubes"), tubes, "every tube goes somewhere");
    assert_eq!(sum(&document, "lab_load", "sealed"), tubes);
    assert_eq!(sum(&document, "lab_load", "own_begun"), tubes);
    assert!(document["tables"]["slow"].is_null(), "nobody is slowed");
    let labs = document["tables"]["fixed_labs"].as_array().expect("labs");
    assert_eq!(labs.len(), 4);
    assert!(
        labs.iter().all(|row| row["lab"]["en"] == "Town lab" && row["lab"]["zh"] == "小城实验室")
    );
    assert_eq!(document["tables"]["lanes"].as_array().map(Vec::len), Some(4));

    let (out, err) = bench.check(&["towns/enough.toml", "--csv", "tables"], 0);
    assert!(err.is_empty(), "{err}");
    assert!(out.contains("tubes are begun in time") && out.contains("Own labs begin"), "{out}");
    assert!(!out.contains("采样点"), "one language alone: {out}");
    for table in ["lab_load", "lab_hours", "sends", "fixed_labs", "lanes"] {
        let sheet = std::fs::read_to_string(bench.0.path(&format!("tables/{table}.csv")));
        assert!(sheet.expect(table).lines().count() > 1, "{table}");
    }
    let (zh, _) = bench.check(&["towns/enough.toml", "--lang", "zh"], 0);
    assert!(zh.contains("按时上机") && zh.contains("固定实验室"), "{zh}");
}

#[test]
fn a_lab_that_is_too_small_says_whom_to_slow_and_until_when() {
    // Six times the people, and a single thermocycler.
    let crowd = town(96, 25.9).replace("population = 3000", "population = 15000");
    let bench = Bench::new(&[("small.toml", crowd.replace("= 2000", "= 15000"))]);
    let document = bench.document("towns/small.toml", 1);
    let short = document["short_tubes"].as_u64().expect("tubes");
    assert!(short > 0 && document["enough"] == false, "{document:#}");
    assert_eq!(sum(&document, "slow", "tubes"), short);
    assert_eq!(sum(&document, "lab_load", "short"), short);
    assert!(sum(&document, "lab_load", "own_missing") > 0, "the half lacks them (R04)");
    for row in document["tables"]["slow"].as_array().expect("advice") {
        let [fewer, expected] = ["persons_per_hour_fewer", "persons_per_hour_expected"]
            .map(|key| row[key].as_f64().expect("persons"));
        assert!(0.0 < fewer && fewer <= expected, "{row}");
    }
    let (out, _) = bench.check(&["towns/small.toml"], 1);
    assert!(out.contains("cannot be begun in time") && out.contains("R14"), "{out}");
    assert_eq!(bench.check(&["towns/small.toml"], 1).0, out, "the same again");
}

#[test]
fn what_cannot_be_is_named() {
    let nobody = town(3_000, 25.9).replace("collectors = ", "organisers = ");
    let bench = Bench::new(&[
        ("far.toml", town(3_000, 27.9)),
        ("nobody.toml", nobody),
        ("hours.toml", town(3_000, 25.9).replace("hours_per_day = 24", "hours_per_day = 0")),
        ("down.toml", town(3_000, 25.9) + DOWN),
    ]);
    let (out, _) = bench.check(&["towns/far.toml"], 3);
    assert!(out.contains("the nearest lab is ") && out.contains("R99"), "{out}");
    let (zh, _) = bench.check(&["towns/far.toml", "--lang", "zh"], 3);
    assert!(zh.contains("最近的实验室需 "), "{zh}");
    let (_, err) = bench.check(&["towns/nobody.toml"], 2);
    assert!(err.contains("nobody.toml") && err.contains("collectors"), "{err}");
    let (_, err) = bench.check(&["towns/hours.toml"], 2);
    assert!(err.contains("hours.toml") && err.contains("hours_per_day"), "{err}");
    let (_, err) = bench.check(&["towns/none.toml"], 2);
    assert!(err.contains("none.toml"), "{err}");
    // The only lab is down for the whole round: nothing is begun, and it is said why.
    let (out, _) = bench.check(&["towns/down.toml"], 1);
    assert!(out.contains("Town lab: can begin nothing in the round"), "{out}");
}

const DOWN: &str = r#"
[[failures]]
kind = "lab_down"
day = 1
from = "00:00"
to = "24:00"
lab = 1

[[failures]]
kind = "lab_down"
day = 2
from = "00:00"
to = "24:00"
lab = 1

[[failures]]
kind = "lab_down"
day = 3
from = "00:00"
to = "24:00"
lab = 1
"#;
