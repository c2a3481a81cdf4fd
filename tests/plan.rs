//! `tenfold plan` and `tenfold simulate` on the real binary, with towns of a few thousand people.

#[path = "common/folder.rs"]
mod folder;
#[path = "common/town.rs"]
mod town;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::LazyLock;

use folder::Folder;
use serde_json::Value;
use town::Township;

/// A folder with a town, the fixtures it names, and what the program writes.
struct Bench(Folder);

/// Three townships of 6,000 people, hardly anybody positive: a late second swab would be most of
/// them. One lab of the city's own, staff told for the first.
static TOWN: LazyLock<String> = LazyLock::new(|| {
    let township = |zh, en, population, position| Township {
        zh,
        en,
        population,
        position,
        country: false,
        sites: Some((1, 4)),
    };
    let townships = [
        Township { sites: Some((2, 4)), ..township("甲镇", "North", 3_000, (116.0, 25.88)) },
        township("乙镇", "East", 2_000, (116.04, 25.9)),
        Township { country: true, ..township("丙乡", "South", 1_000, (116.0, 25.85)) },
    ];
    town::text("小城", ("小城实验室", "Town lab"), 3_000, &townships) + PLANNING
});

const PLANNING: &str = r#"
[planning]
prevalence = 0.000001
squads = 1
staff = { collectors = 4 }

[[planning.townships]]
code = 360781100
collectors = 12
registrars = 8

[[planning.townships]]
code = 360781101
collectors = 8
registrars = 4

[[planning.townships]]
code = 360781102
collectors = 0
registrars = 2

[[planning.labs]]
id = 1
vehicles = 1
"#;

impl Bench {
    fn new() -> Bench {
        let bench = Bench(Folder::new());
        bench.write("small.toml", &TOWN);
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    fn write(&self, name: &str, text: &str) {
        self.0.write(name, text);
    }

    /// The town with one change.
    fn changed(&self, name: &str, from: &str, to: &str) {
        assert!(TOWN.contains(from), "{from}");
        self.write(name, &TOWN.replacen(from, to, 1));
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenfold"));
        command.args(args).current_dir(self.path(".")).output().expect("the program starts")
    }

    /// Runs and expects an exit code; standard output and standard error.
    #[track_caller]
    fn check(&self, args: &[&str], code: i32) -> (String, String) {
        let output = self.run(args);
        let [out, err] =
            [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8"));
        assert_eq!(output.status.code(), Some(code), "{args:?}\n{out}\n{err}");
        (out, err)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

#[track_caller]
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A row of a table of the document.
#[track_caller]
fn row<'a>(document: &'a Value, table: &str, what: &str, place: &str) -> &'a Value {
    let rows = document["tables"][table].as_array().expect("a table");
    rows.iter()
        .find(|row| row["what"]["en"] == what && row["place"]["en"] == place)
        .unwrap_or_else(|| panic!("{what}, {place}: {rows:#?}"))
}

#[test]
fn a_plan_is_found_proven_and_written() {
    let bench = Bench::new();
    let (out, err) = bench.check(&["plan", "towns/small.toml", "--csv", "tables"], 0);
    assert!(out.contains("小城 · Feasible"), "{out}");
    let proof = out.split("Sized and proven: ").nth(1).expect("a proof").split(" fresh").next();
    let (late, of) = proof.and_then(|proof| proof.split_once(" of ")).expect("counts");
    let [late, of] = [late, of].map(|count| count.parse::<f64>().expect("a count"));
    // One in forty at the most would be accepted so if one in twenty of all days were late.
    let likelier = (of - late) * f64::ln(0.99 / 0.95) + late * f64::ln(0.01 / 0.05);
    assert!(likelier >= f64::ln(40.0), "{late} of {of}");
    assert!(out.contains("must be asked for") && out.contains("Collectors"), "{out}");
    assert!(!out.contains("采样员"), "one language alone: {out}");
    assert_eq!(err, "small-plan.html\n", "no bar where nobody looks");
    let page = bench.read("small-plan.html");
    for told in ["缺口与请求", "Pedal medical waste bin, 30 L", "甲镇", "Lanes, afterwards"]
    {
        assert!(page.contains(told), "{told}");
    }
    for table in ["bounds", "shortages", "staffing", "supplies", "pools", "sites", "curves"] {
        let sheet = bench.read(&format!("tables/{table}.csv"));
        assert!(sheet.lines().count() > 1, "{table}");
    }
    let (zh, _) = bench.check(&["plan", "towns/small.toml", "--lang", "zh"], 0);
    assert!(zh.contains("小城 · 可行") && zh.contains("采样员"), "{zh}");
}

#[test]
fn the_document_says_what_is_missing_and_where() {
    let bench = Bench::new();
    let (out, _) = bench.check(&["plan", "towns/small.toml", "--json", "--report", "a.html"], 0);
    let document = json(&out);
    assert_eq!(document["answer"], "proven");
    assert!(bench.path("a.html").exists() && !bench.path("small-plan.html").exists());
    let south = row(&document, "shortages", "Collectors", "South");
    let missing = south["missing"].as_f64().expect("told");
    assert!(missing >= 4.0 && missing % 4.0 == 0.0, "a lane takes four: {south}");
    assert_eq!(south["at_hand"], 0.0);
    let city = row(&document, "shortages", "Collectors", "Whole city");
    assert!(city["missing"].as_f64() <= Some(missing), "the reserve helps: {city}");
    assert!(row(&document, "shortages", "Organisers", "North")["missing"].is_null());
    // 6,000 people at 500 caps for 10,000; 30 rows of annex 2 and what lanes need.
    let caps = row(&document, "supplies", "Medical protective cap", "Whole city");
    assert_eq!(caps["needed"], 300.0);
    assert!(row(&document, "supplies", "Shoe covers", "Whole city")["needed"].is_null());
    assert_eq!(document["tables"]["supplies"].as_array().map(Vec::len), Some(41));
    let bounds = document["tables"]["bounds"].as_array().expect("bounds");
    let short = bounds.iter().filter(|row| row["planned"].as_f64() < row["least"].as_f64());
    assert_eq!(short.count(), 0, "no plan does with less: {bounds:#?}");
    let advised = document["tables"]["pools"].as_array().expect("advice");
    let sizes: Vec<&Value> = advised.iter().filter(|row| row["advised"] == true).collect();
    assert_eq!(sizes.len(), 3, "one size for each township");
    assert!(sizes.iter().all(|row| row["capacity"] == 20.0), "{sizes:?}");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bench = Bench::new();
    let once = |page: &str| {
        let args = ["plan", "towns/small.toml", "--seed", "7", "--json", "--report", page];
        (bench.check(&args, 0).0, bench.read(page))
    };
    assert!(once("a.html") == once("b.html"));
    let args = ["plan", "towns/small.toml", "--seed", "8", "--json"];
    assert_ne!(bench.check(&args, 0).0, once("c.html").0, "another seed, other days");
}

#[test]
fn a_plan_is_simulated_again_and_with_what_goes_wrong() {
    let bench = Bench::new();
    let (plan, _) = bench.check(&["plan", "towns/small.toml", "--json"], 0);
    fs::write(bench.path("plan.json"), &plan).expect("written");
    let simulate = ["simulate", "towns/small.toml", "--plan", "plan.json", "--json"];
    let records = ["--tubes", "tubes.csv", "--persons", "persons.csv"];
    let (again, err) = bench.check(&[&simulate[..], &records].concat(), 0);
    let (plan, again) = (json(&plan), json(&again));
    assert_eq!(err, "small-simulation.html\n");
    for part in ["plan", "kept", "done", "tables"] {
        assert_eq!(plan[part], again[part], "{part}: the same staffing on the same days");
    }
    assert_eq!(bench.read("persons.csv").lines().count(), 6_001, "everybody, and a heading");
    let tubes = bench.read("tubes.csv");
    assert!(tubes.starts_with("number,site,by,lane,members,"), "{tubes:.200}");
    assert!(tubes.contains(",2022-04-01T"), "{tubes:.400}");

    // The only lab is down from the first afternoon to the end of the second day.
    let down = "\n[[failures]]\nkind = \"lab_down\"\nday = 1\nfrom = \"12:00\"\nto = \"11:00\"\n\
                lab = 1\n";
    bench.write("down.toml", &format!("{}{down}", *TOWN));
    let (out, _) = bench.check(&["simulate", "towns/down.toml", "--plan", "plan.json"], 1);
    assert!(out.contains("Not feasible"), "{out}");
    assert!(out.contains("Half resulted by own labs within 24 h: kept in only 0 %"), "{out}");
}

#[test]
fn what_is_at_hand_is_not_enough() {
    let bench = Bench::new();
    // One lane for the 3,000 people of the first township: no more registrars.
    bench.changed("few.toml", "registrars = 8", "registrars = 2");
    let args = ["simulate", "towns/few.toml", "--at-hand", "--replications", "5", "--json"];
    let document = json(&bench.check(&args, 1).0);
    assert_eq!(document["replications"], 5);
    let lanes = |site: &Value, kind: &str| site[kind][0].as_u64().expect("lanes");
    let sites = document["plan"]["sites"].as_array().expect("sites");
    let lanes = |site: &Value| lanes(site, "lanes") + lanes(site, "single_lanes");
    let lanes: Vec<u64> = sites.iter().map(lanes).collect();
    assert_eq!(lanes, [0, 1, 2, 1], "the reserve's lane goes where there is none");
    assert_eq!(document["answer"], "late");

    bench.write("nobody.toml", TOWN.split("[planning]").next().expect("a town"));
    let (_, err) = bench.check(&["simulate", "towns/nobody.toml", "--at-hand"], 2);
    assert!(err.contains("nobody.toml") && err.contains("collectors"), "{err}");
}

#[test]
fn impossible_towns_say_why_and_by_how_much() {
    let bench = Bench::new();
    let crowd = TOWN.replacen("population = 3000", "population = 60000", 1);
    bench.write("crowd.toml", &crowd.replacen("tubes_per_day = 3000", "tubes_per_day = 900", 1));
    let (out, _) = bench.check(&["plan", "towns/crowd.toml", "--replications", "2"], 3);
    assert!(out.contains("Capacity can never suffice: at least "), "{out}");
    assert!(out.contains("thermocyclers in the city's own labs are needed, "), "{out}");
    assert!(out.contains(" missing.") && out.contains("Not feasible"), "{out}");
    assert!(bench.read("crowd-plan.html").contains("Own testing capacity, cyclers"));

    bench.changed("far.toml", "position = [116.0, 25.85]", "position = [118.5, 25.85]");
    let (out, err) = bench.check(&["plan", "towns/far.toml"], 3);
    assert!(out.contains("the drive to the nearest lab takes "), "{out}");
    assert!(out.contains("min more than the 4 h a tube may wait"), "{out}");
    assert!(err.contains("R99"), "{err}");
    assert!(!bench.path("far-plan.html").exists(), "nothing to show");
    let (zh, _) = bench.check(&["plan", "towns/far.toml", "--lang", "zh"], 3);
    assert!(zh.contains("到最近实验室行车"), "{zh}");
    let document = json(&bench.check(&["plan", "towns/far.toml", "--json"], 3).0);
    assert_eq!(document["answer"], "never");
}

#[test]
fn bad_input_is_named_and_nothing_is_written() {
    let bench = Bench::new();
    bench.changed("negative.toml", "population = 3000", "population = -3");
    bench.changed("pool.toml", "prevalence = 0.000001", "prevalence = 1.4");
    fs::write(bench.path("plan.json"), "{\"plan\": 1}").expect("written");
    let other = TOWN.replace("sites_synthetic = 2", "sites_synthetic = 3");
    bench.write("other.toml", &other);
    let cases: [(&[&str], &str); 6] = [
        (&["plan", "towns/none.toml"], "none.toml"),
        (&["plan", "towns/negative.toml"], "population"),
        (&["plan", "towns/pool.toml"], "prevalence"),
        (&["plan", "towns/small.toml", "--lang", "fr"], "zh or en"),
        (&["plan", "towns/small.toml", "--replications", "0"], "replications"),
        (&["simulate", "towns/small.toml", "--plan", "plan.json"], "plan.json: line 1: plan"),
    ];
    for (args, told) in cases {
        let (out, err) = bench.check(args, 2);
        assert!(out.is_empty() && err.contains(told), "{told}: {out}{err}");
    }
    let (plan, _) = bench.check(&["plan", "towns/small.toml", "--json"], 0);
    fs::write(bench.path("plan.json"), plan).expect("written");
    let (_, err) = bench.check(&["simulate", "towns/other.toml", "--plan", "plan.json"], 2);
    assert!(err.contains("plan.sites: is of another town"), "{err}");
    assert!(!bench.path("negative-plan.html").exists());
}
