//! A LightCycler 480 writes a file for each colour: nothing is called before those of all the kit's
//! colours are there, whoever sends them and in whatever order.

use serde_json::{Value, json};

use crate::common::Server;
use crate::results::{PLATE, TUBES, layout, load, received, send_bytes, stage};

/// Filters of the machine with the Cp of the five wells: negative, positive, positive control.
const FILTERS: [(&str, [&str; 5]); 3] = [
    ("FAM (465-510)", ["", "28.11", "", "", "30.2"]),
    ("VIC / HEX / Yellow555 (533-580)", ["", "29.40", "", "", "30.9"]),
    ("Cy 5 / Cy 5.5 (618-660)", ["27.1", "27.5", "26.9", "", "28.0"]),
];

/// The file of a colour, of an experiment of the plate.
fn file(colour: usize, experiment: &str) -> String {
    let (filter, cps) = FILTERS[colour];
    let wells = ["A1", "B1", "B2", "G12", "H12"];
    let samples = [TUBES[0], TUBES[1], TUBES[2], "NTC", "PC"];
    let rows = wells
        .iter()
        .zip(samples)
        .zip(cps)
        .map(|((well, sample), cp)| format!("True\t255\t{well}\t{sample}\t{cp}\t\t0\t\n"));
    let heading = "Include\tColor\tPos\tName\tCp\tConcentration\tStandard\tStatus\n";
    let rows: String = rows.collect();
    format!("Experiment: {experiment}  Selected Filter: {filter}\n{heading}{rows}")
}

fn plate() -> Server {
    let server = Server::start();
    let lab = received(&server, &TUBES);
    load(&server, PLATE, &lab, layout());
    server
}

fn stages(server: &Server) -> Value {
    json!(TUBES.map(|tube| stage(server, tube)))
}

fn send(server: &Server, text: &str) -> Value {
    send_bytes(server, "", text.as_bytes())
}

#[test]
fn three_files_of_one_colour_are_one_plate() {
    let server = plate();
    let [first, second, third] = [2, 0, 1].map(|colour| file(colour, "round 3"));
    let told = send(&server, &first);
    assert_eq!((&told["refused"], &told["reason"]), (&json!(false), &json!("waiting")), "{told}");
    assert_eq!(told["waits_for"], json!(["ORF1ab (FAM)", "N (VIC)"]));
    assert_eq!((&told["plate"], &told["command"]), (&json!(PLATE), &Value::Null));
    assert_eq!((&told["taken"], &told["named"]), (&json!(5), &json!(0)), "{told}");
    for lang in ["zh", "en"] {
        assert!(told[lang].as_str().is_some_and(|said| said.contains("N (VIC)")), "{told}");
    }
    assert_eq!(send(&server, &first)["waits_for"], told["waits_for"], "the same again");
    assert_eq!(send(&server, &second)["waits_for"], json!(["N (VIC)"]));
    assert_eq!(
        stages(&server),
        json!(["in_test", "in_test", "in_test"]),
        "of half a plate nothing"
    );

    let told = send(&server, &third);
    assert_eq!((&told["reason"], &told["waits_for"]), (&Value::Null, &json!([])), "{told}");
    assert_eq!(
        (&told["command"]["verdict"], &told["command"]["valid"]),
        (&json!("recorded"), &json!(true))
    );
    assert_eq!((&told["unread"], &told["taken"]), (&json!([]), &json!(5)));
    let calls = told["command"]["calls"].as_array().expect("calls");
    let calls: Vec<&Value> = calls.iter().map(|one| &one["call"]).collect();
    assert_eq!(calls, ["negative", "positive", "negative"]);
    assert_eq!(stages(&server), json!(["called", "called", "called"]));
    // Each of them again changes nothing.
    for text in [&first, &second, &third] {
        let again = send(&server, text);
        assert_eq!(again["command"]["verdict"], "already_recorded", "{again}");
    }
    // Nor does one that came too late: it is compared with the others, and not kept.
    let late = send(&server, &third.replace("\t29.40\t", "\t\t"));
    assert_eq!(late["command"]["verdict"], "already_recorded", "one alone is unclear: {late}");
    let other = second.replace("\t28.11\t", "\t\t");
    assert_eq!(send(&server, &other)["command"]["verdict"], "already_recorded");
    assert_eq!(stages(&server), json!(["called", "called", "called"]));
}

#[test]
fn colours_of_another_run_or_another_plate_fill_no_gap() {
    let server = plate();
    send(&server, &file(0, "round 3"));
    send(&server, &file(1, "round 3"));
    let told = send(&server, &file(2, "round 4"));
    assert_eq!(told["waits_for"], json!(["ORF1ab (FAM)", "N (VIC)"]), "{told}");
    let swapped = file(2, "round 3").replace(TUBES[0], "X").replace(TUBES[1], TUBES[0]);
    let swapped = swapped.replace(TUBES[2], TUBES[1]).replace('X', TUBES[2]);
    let told = send(&server, &swapped);
    assert_eq!(
        (&told["refused"], &told["reason"]),
        (&json!(true), &json!("other-plate")),
        "{told}"
    );
    // A colour that the kit does not have is no part of its plate.
    let red = file(0, "round 3").replace("FAM (465-510)", "Cyan 500 (450-500)");
    assert_eq!(send(&server, &red)["reason"], "targets-missing");
    assert_eq!(stages(&server), json!(["in_test", "in_test", "in_test"]));
    // A tube missing in one colour is not read at all; a colour exported again counts anew.
    let row = format!("True\t255\tB2\t{}\t26.9\t\t0\t\n", TUBES[2]);
    send(&server, &file(0, "round 3").replace("\t28.11\t", "\t\t"));
    let told = send(&server, &file(2, "round 3").replace(&row, ""));
    assert_eq!(told["command"]["verdict"], "recorded", "{told}");
    let unread = json!([{ "well": "B02", "tube": TUBES[2], "targets": ["IC"] }]);
    assert_eq!(told["unread"], unread);
    assert_eq!(
        stages(&server),
        json!(["called", "received", "received"]),
        "one target alone: grey"
    );
}

#[test]
fn a_watched_folder_puts_colours_together_also_over_two_looks() {
    let server = plate();
    let folder = tempfile::tempdir().expect("folder");
    let give = |colour: usize| {
        let name = format!("round3-{colour}.txt");
        std::fs::write(folder.path().join(name), file(colour, "round 3")).expect("written");
    };
    let watch = |lang: &str| {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenfold"))
            .args(["lab", "watch", "--once", "--lang", lang])
            .args(["--url", &format!("http://{}", server.address)])
            .args(["--token", server.token("lab")])
            .arg(folder.path())
            .output()
            .expect("it runs");
        (ran.status.code(), String::from_utf8(ran.stdout).expect("text"))
    };
    give(0);
    let (code, out) = watch("en");
    let told =
        format!("round3-0.txt: plate {PLATE}: kept, not called yet; missing: N (VIC), IC (CY5)\n");
    assert_eq!((code, out), (Some(1), told));
    give(1);
    give(2);
    let (code, out) = watch("zh");
    assert_eq!((code, out.lines().count()), (Some(0), 2), "{out}");
    assert!(
        out.starts_with(&format!("round3-1.txt：板 {PLATE}：已保留，尚未判读；缺：IC (CY5)")),
        "{out}"
    );
    assert!(out.lines().nth(1).is_some_and(|line| line.contains("采用 5 行")), "{out}");
    assert_eq!(stages(&server), json!(["called", "called", "called"]));
    let done = std::fs::read_dir(folder.path().join("done")).expect("a folder").count();
    assert_eq!(done, 6, "each with its answer");
}
