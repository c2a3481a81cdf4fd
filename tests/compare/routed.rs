//! Fixed labs beside the live rule, in `compare`, `simulate` and the town file.

use serde_json::Value;

use super::{Bench, figure, json, town};

/// The town with a second lab of the city's own across the river.
fn two_labs() -> String {
    let second = "\n[[labs]]\nid = 2\nname_zh = \"河东实验室\"\nname_en = \"East lab\"\n\
                  tubes_per_day = 3000\nhours_per_day = 24\nprocess = \"4 h\"\n\
                  position = [116.03, 25.9]\n\n[[planning.labs]]\nid = 2\nvehicles = 1\n";
    town() + second
}

#[test]
fn fixed_labs_and_routed_boxes_stand_side_by_side() {
    let bench = Bench::new();
    bench.0.write("two.toml", two_labs());
    let town = ["towns/two.toml", "--at-hand", "--replications", "6", "--routing", "fixed,routed"];
    let (out, _) = bench.check(&[&town[..], &["--lang", "zh"]].concat(), 0);
    assert!(out.contains("A  固定实验室") && out.contains("B  逐箱分配"), "{out}");

    let down = r#"failures=[],[{kind="lab_down",from="10:00",to="18:00",lab=1}]"#;
    let args = [&town[..], &["--sweep", down, "--json"]].concat();
    let text = bench.check(&args, 0).0;
    assert_eq!(text, bench.check(&args, 0).0, "the same seed, the same bytes");
    let document = json(&text);
    let names: Vec<&Value> = (0..4).map(|at| &document["variants"][at]["name"]["en"]).collect();
    assert_eq!(
        [names[0], names[1]],
        ["failures = [] · fixed labs", "failures = [] · boxes routed"]
    );
    assert!(names[3].as_str().is_some_and(|name| name.contains("lab_down")), "{names:?}");
    let mean = |key: &str, variant| figure(&document, key, variant)["mean"].as_f64();
    for share in ["old_tubes_share", "old_starts_share", "idle_share", "idle_beside_pile_share"] {
        for variant in ["A", "B", "C", "D"] {
            let share = mean(share, variant).expect("a share");
            assert!((0.0..=1.0).contains(&share), "{share}");
        }
    }
    // Who swabs, and when, is the same; boxes that would wait at the closed door do not.
    assert_eq!(mean("wait_minutes", "A"), mean("wait_minutes", "D"));
    assert!(mean("waiting_tubes_max", "D") < mean("waiting_tubes_max", "C"), "{text}");
    assert!(mean("old_starts_share", "D") < mean("old_starts_share", "C"), "{text}");
    let (_, err) = bench.check(&[&args[..], &["--routing", "sometimes"]].concat(), 2);
    assert!(err.contains("fixed") && err.contains("routed"), "{err}");
}

#[test]
fn a_town_file_may_route_its_boxes() {
    let bench = Bench::new();
    let down = "\n[[failures]]\nkind = \"lab_down\"\nfrom = \"10:00\"\nto = \"18:00\"\nlab = 1\n";
    let two_labs = || two_labs() + down;
    bench.0.write("two.toml", two_labs());
    let routed = two_labs().replacen("[planning]", "[planning]\nrouting = \"routed\"", 1);
    bench.0.write("routed.toml", routed);
    let simulate = |town: &str, more: &[&str]| {
        let args = ["simulate", town, "--at-hand", "--replications", "3", "--json"];
        let output = bench.command(&[&args[..], more].concat()).output().expect("the program");
        let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        document
    };
    let asked = simulate("towns/two.toml", &["--routing", "routed"]);
    assert_eq!(asked["routing"], "routed");
    assert_eq!(asked, simulate("towns/routed.toml", &[]), "as the file says");
    let fixed = simulate("towns/routed.toml", &["--routing", "fixed"]);
    assert_eq!(fixed["routing"], "fixed", "whatever the file says");
    assert_eq!(fixed, simulate("towns/two.toml", &[]), "fixed where nobody says");
    assert_ne!(fixed["tables"]["labs"], asked["tables"]["labs"]);
    let flow = asked["tables"]["flow"].as_array().expect("a table");
    assert_eq!(flow.len(), 5);
    assert!(asked["flow"]["idle_share"].as_f64().is_some_and(|share| share > 0.0), "{flow:?}");
    bench
        .0
        .write("odd.toml", two_labs().replacen("[planning]", "[planning]\nrouting = \"odd\"", 1));
    let (_, err) = bench.check(&["towns/odd.toml", "--at-hand", "--routing", "fixed,routed"], 2);
    assert!(err.contains("odd.toml") && err.contains("routed"), "{err}");
}
