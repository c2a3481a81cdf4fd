//! `tenfold compare` on the real binary, with towns of a few thousand people.

#[path = "report/markup.rs"]
mod markup;
#[path = "common/folder.rs"]
mod folder;
#[path = "compare/routed.rs"]
mod routed;
#[path = "common/town.rs"]
mod town;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use folder::Folder;
use serde_json::Value;
use tenfold::setup::change::Change;
use tenfold::setup::plan;
use town::Township;

/// A folder with a town, the fixtures it names, and what the program writes.
struct Bench(Folder);

/// Two townships of 5,000 people, hardly anybody positive; one lab of the city's own.
fn town() -> String {
    let township = |zh, en, population, position, sites| Township {
        zh,
        en,
        population,
        position,
        country: false,
        sites: Some((sites, 4)),
    };
    let townships = [
        township("甲镇", "North", 3000, (116.0, 25.88), 2),
        township("乙镇", "East", 2000, (116.04, 25.9), 1),
    ];
    town::text("小城", ("小城实验室", "Town lab"), 3000, &townships) + PLANNING
}

const PLANNING: &str = r#"
[planning]
prevalence = 0.000001
squads = 1
staff = { collectors = 12, registrars = 8 }

[planning.work_synthetic]
stop = { mean_s = 300.0, cv = 0.3 }
review = { mean_s = 1200.0, cv = 0.4 }

[[planning.labs]]
id = 1
vehicles = 1
"#;

impl Bench {
    fn new() -> Bench {
        let bench = Bench(Folder::new());
        bench.changed("small.toml", "", "");
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    /// The town with one change.
    #[track_caller]
    fn changed(&self, name: &str, from: &str, to: &str) {
        let town = town();
        assert!(town.contains(from), "{from}");
        self.0.write(name, town.replacen(from, to, 1));
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenfold"));
        command.args(args).current_dir(self.path("."));
        command
    }

    /// Compares and expects an exit code; standard output and standard error.
    #[track_caller]
    fn check(&self, args: &[&str], code: i32) -> (String, String) {
        let args = [&["compare"], args].concat();
        told(self.command(&args).output().expect("the program starts"), code)
    }

    /// What is at hand in the small town, as `plan.json`: quicker than a search.
    fn staffing(&self) {
        let args = ["simulate", "towns/small.toml", "--at-hand", "--replications", "2", "--json"];
        let (plan, _) = told(self.command(&args).output().expect("the program starts"), 1);
        fs::write(self.path("plan.json"), plan).expect("written");
    }

    /// A plan of the small town, as `plan.json`.
    fn plan(&self) -> Value {
        let args = ["plan", "towns/small.toml", "--json"];
        let (plan, _) = told(self.command(&args).output().expect("the program starts"), 0);
        fs::write(self.path("plan.json"), &plan).expect("written");
        json(&plan)
    }
}

#[track_caller]
fn told(output: Output, code: i32) -> (String, String) {
    let [out, err] =
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8"));
    assert_eq!(output.status.code(), Some(code), "{out}\n{err}");
    (out, err)
}

#[track_caller]
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The row of a figure and a variant.
#[track_caller]
fn figure<'a>(document: &'a Value, figure: &str, variant: &str) -> &'a Value {
    let rows = document["tables"]["figures"].as_array().expect("a table");
    let is = |row: &&Value| row["figure"]["en"] == figure && row["variant"]["en"] == variant;
    rows.iter().find(is).unwrap_or_else(|| panic!("{figure} {variant}: {rows:#?}"))
}

#[test]
fn a_value_is_swept_under_one_plan() {
    let bench = Bench::new();
    bench.staffing();
    let sweep = ["towns/small.toml", "--plan", "plan.json", "--sweep", "habits.no_show=0,0.3,0"];
    let files = ["--csv", "tables", "--replications", "20"];
    let (out, err) = bench.check(&[&sweep[..], &files].concat(), 0);
    assert_eq!(err, "small-comparison.html\n", "no bar where nobody looks");
    assert!(out.contains("B habits.no_show = 0.3") && out.contains("better"), "{out}");
    assert!(out.contains("97.50 % each, Bonferroni"), "two comparisons: {out}");
    assert!(!out.contains("更好"), "one language alone: {out}");
    let page = fs::read_to_string(bench.path("small-comparison.html")).expect("a page");
    markup::well_formed(&page);
    for told in ["守住全部时限", "Every limit kept", "habits.no_show = 0.3", "stroke-dasharray"]
    {
        assert!(page.contains(told), "{told}");
    }
    for outside in ["src=", "href=", "http:", "https:", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for table in ["figures", "needs", "curves"] {
        let sheet = fs::read_to_string(bench.path(&format!("tables/{table}.csv")));
        let sheet = sheet.expect("a table");
        assert!(sheet.lines().count() > 3, "{table}");
        assert!(!sheet.contains("'-"), "a number is no formula: {sheet}");
    }

    let once = || bench.check(&[&sweep[..], &["--json"]].concat(), 0).0;
    let text = once();
    assert_eq!(text, once(), "the same seed, the same bytes");
    let document = json(&text);
    assert_eq!(document["replications"], 59, "as many as prove a plan that is never late");
    let wait = |variant| figure(&document, "wait_minutes", variant);
    assert!(wait("A")["difference"].is_null() && wait("A")["mean"].as_f64() > Some(0.0));
    assert!(wait("B")["high"].as_f64() < Some(0.0), "fewer people wait less: {}", wait("B"));
    assert_eq!(wait("B")["told_apart"], true);
    assert_eq!(wait("B")["verdict"]["en"], "better");
    assert_eq!(wait("B")["pairs"], 59.0);
    let differs = wait("B")["mean"].as_f64().zip(wait("A")["mean"].as_f64()).map(|(b, a)| b - a);
    let told = wait("B")["difference"].as_f64();
    assert!(differs.zip(told).is_some_and(|(a, b)| (a - b).abs() < 1e-9), "{differs:?} {told:?}");
    assert_eq!(wait("C")["difference"], 0.0, "the same value, the same chance");
    assert_eq!([&wait("C")["low"], &wait("C")["high"]], [0.0, 0.0]);
    let (zh, _) = bench.check(&[&sweep[..], &["--lang", "zh"]].concat(), 0);
    assert!(zh.contains("更好") && !zh.contains("better"), "{zh}");
}

#[test]
fn what_plays_no_part_makes_no_difference() {
    let bench = Bench::new();
    bench.staffing();
    let town = "towns/small.toml";
    // The plan says how many vehicles there are, not the town file.
    let sweep = [town, "--plan", "plan.json", "--sweep", "planning.labs.1.vehicles=1,5"];
    let (out, _) = bench.check(&sweep, 0);
    assert!(out.contains("No difference\nEvery figure is the same in every replication"), "{out}");
    assert!(out.contains("Every variant takes the same people"), "{out}");
    let (out, _) = bench.check(&[town, "--plan", "plan.json", "--sweep", "plan.squads=1,4"], 0);
    assert!(out.contains("Squads, people in all crews"), "the plan can be swept: {out}");
}

#[test]
fn plans_and_what_is_at_hand_are_compared() {
    let bench = Bench::new();
    bench.plan();
    let args = ["towns/small.toml", "--plan", "plan.json", "--at-hand", "--json"];
    let document = json(&bench.check(&args, 0).0);
    assert_eq!(document["variants"][1]["name"]["zh"], "现有");
    assert_eq!(document["ahead"]["variant"], "A", "three lanes are few: {}", document["ahead"]);
    assert_eq!(document["ahead"]["by"], "every_limit_kept");
    let every = figure(&document, "every_limit_kept", "B");
    assert_eq!((&every["mean"], &every["verdict"]["en"]), (&0.0.into(), &"worse".into()));

    // One plan for two towns, and one for each.
    bench.changed("gun.toml", "[planning]", "[planning]\nhabits = { arrival = \"start_gun\" }");
    let towns = ["towns/small.toml", "towns/gun.toml", "--replications", "10", "--json"];
    let shared = bench.check(&[&towns[..], &["--plan", "plan.json"]].concat(), 0).0;
    let plans = ["--plan", "plan.json", "--plan", "plan.json"];
    assert_eq!(shared, bench.check(&[&towns[..], &plans].concat(), 0).0);
    let shared = json(&shared);
    assert_eq!(shared["variants"][1]["name"]["en"], "gun");
    assert_eq!(figure(&shared, "wait_minutes", "B")["verdict"]["en"], "worse");
}

#[test]
fn towns_without_a_plan_are_sized_first() {
    let bench = Bench::new();
    bench.changed("lab.toml", "tubes_per_day = 3000", "tubes_per_day = 6000");
    let plan = bench.plan();
    let towns = ["towns/small.toml", "towns/lab.toml", "--report", "a.html"];
    let (out, err) = bench.check(&[&towns[..], &["--json"]].concat(), 0);
    assert_eq!(err, "a.html\n");
    let document = json(&out);
    assert_eq!(document["variants"][0]["plan"], plan["plan"], "the same search");
    for variant in 0..2 {
        assert_eq!(document["variants"][variant]["proven"], true);
    }
    let needs = document["tables"]["needs"].as_array().expect("a table");
    let lanes: Vec<&Value> =
        needs.iter().filter(|row| row["what"]["en"] == "Lanes, at most at once").collect();
    assert_eq!(lanes.len(), 2);
    assert!(lanes.iter().all(|row| row["needed"].as_f64() > Some(0.0)), "{lanes:?}");

    // A town that no staffing can do is told, and leaves nothing to compare.
    bench.changed("far.toml", "[116.04, 25.9]", "[118.5, 25.9]");
    let (out, _) = bench.check(&["towns/far.toml", "towns/far.toml", "--seed", "2"], 3);
    assert!(
        out.contains("towns/far.toml: ") && out.contains("the drive to the nearest lab takes"),
        "{out}"
    );
}

/// A value put where it stands already changes nothing of what the planner reads.
#[test]
fn a_file_with_a_change_is_read_as_it_stands() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/towns");
    for town in ["ruijin", "jingdezhen", "ganzhou", "metropolis"] {
        let path = folder.join(town).with_extension("toml");
        let known = plan::load(&path, None).expect("a town");
        let [region, limit] =
            [i64::from(known.town.campaign.region.0), known.city.protocol.transport.room_limit.0];
        for sweep in
            [format!("region={region}"), format!("protocol.transport.room_limit={limit} min")]
        {
            let change = Change::sweep(&sweep).expect("a sweep").remove(0);
            let mut read = plan::load_changed(&path, None, Some(&change)).expect("the same town");
            // The protocol's text is written anew, and means the same.
            read.town.protocol.clone_from(&known.town.protocol);
            assert!(read == known, "{town}: {sweep}");
        }
    }
}

#[test]
fn bad_input_is_named_and_nothing_is_written() {
    let bench = Bench::new();
    bench.changed("negative.toml", "population = 3000", "population = -3");
    fs::write(bench.path("plan.json"), "{\"plan\": 1}").expect("written");
    let town = "towns/small.toml";
    let nine = "squads=1,2,3,4,5,6,7,8,9";
    let cases: [(&[&str], &str); 13] = [
        (&[town], "nothing to compare"),
        (&[town, "towns/none.toml"], "none.toml"),
        (&[town, "towns/negative.toml"], "population"),
        (&["towns/negative.toml", "--sweep", "squads=1,2"], "line 24: `population`"),
        (&[town, town, "--sweep", "squads=1,2"], "--sweep changes one town"),
        (&[town, "--sweep", nine], "9 variants: give 8 at most"),
        (&[town, "--sweep", "squads"], "write KEY=V1,V2"),
        (&[town, "--sweep", "habits.no_show=0,1.4"], "small.toml: --sweep habits.no_show=1.4: "),
        (&[town, "--sweep", "habits.no_shw=0,1"], "did you mean `no_show`"),
        (&[town, "--sweep", "labs.4.process=4 h,5 h"], "`labs` has nothing that is named 4"),
        (
            &[town, "--sweep", "protocol.transport.room_limit=4 h,soon"],
            "ruijin-2022.toml: --sweep protocol.transport.room_limit=soon: \"soon\" is not a time",
        ),
        (&[town, "--sweep", "plan.squads=1,2"], "give it with --plan"),
        (&[town, town, "--plan", "plan.json"], "plan.json: line 1: plan"),
    ];
    for (args, told) in cases {
        let (out, err) = bench.check(args, 2);
        assert!(out.is_empty() && err.contains(told), "{told}: {out}{err}");
    }
    let (_, zh) = bench.check(&[town, "--sweep", "habits.no_show=0,1.4", "--lang", "zh"], 2);
    assert!(zh.contains("--sweep habits.no_show=1.4") && zh.contains("须在 0 与 1 之间"), "{zh}");
    assert!(!bench.path("small-comparison.html").exists());
}

/// Pressed as soon as the program listens for it: whole pairs, or word that there are none yet.
#[cfg(target_os = "linux")]
#[test]
fn a_stop_keeps_what_is_finished() {
    let bench = Bench::new();
    bench.staffing();
    let args = ["compare", "towns/small.toml", "--plan", "plan.json", "--sweep", "squads=1,2"];
    let mut command = bench.command(&[&args[..], &["--replications", "100000"]].concat());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    let listens = || {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"))?;
        let caught = u64::from_str_radix(caught.trim(), 16).ok()?;
        Some(caught & 1 << 1 != 0)
    };
    while listens() == Some(false) {
        std::thread::yield_now();
    }
    let pressed = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(pressed.expect("kill runs").success());
    let (out, err) = told(child.wait_with_output().expect("it ends"), 1);
    assert!(out.contains("Stopped"), "{out}");
    assert!(err.contains("what is finished is kept"), "{err}");
}
