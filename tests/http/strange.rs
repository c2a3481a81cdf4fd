//! Results files as nobody wants them: any well, sample, target and value in any order. No outcome
//! comes of it without a specimen that was swabbed, received and laid on that very plate.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::common::{Server, act, register, tube};

/// Tubes of a case: on its plate, on another, received only, registered only.
const TUBES: u32 = 6;
const ON_PLATE: std::ops::Range<u32> = 0..3;

/// A row: well, target with its colour, sample and value.
type Row = (String, (&'static str, &'static str), Sample, &'static str);

#[derive(Clone, Debug)]
enum Sample {
    /// One of the tubes of the case.
    Tube(u32),
    Text(&'static str),
}

fn row() -> impl Strategy<Value = Row> {
    let well = prop_oneof![
        6 => select(vec!["A01", "A02", "A03", "G12", "H12"]).prop_map(str::to_owned),
        1 => (0..20u8, 0..30u8).prop_map(|(row, n)| format!("{}{n:02}", char::from(b'A' + row))),
        1 => "[A-Z0-9 ]{0,4}",
    ];
    let target = select(vec![("ORF1ab", "FAM"), ("N", "VIC"), ("IC", "CY5"), ("E gene", "ROX")]);
    let sample = prop_oneof![
        5 => (0..TUBES).prop_map(Sample::Tube),
        2 => select(vec!["", "NTC", "PC", "999999999993", "Sample 7", "阴性"]).prop_map(Sample::Text),
    ];
    let value = select(vec!["NaN", "24.5", "36.5", "0", "-3", "45.01", "N/A", "1e400", ""]);
    (well, target, sample, value)
}

/// A file in which most rows are what a machine would write, and the others anything.
fn file() -> impl Strategy<Value = Vec<Row>> {
    let sound: Vec<Row> = whole();
    let strange = prop::collection::vec((any::<prop::sample::Index>(), row()), 0..8);
    (strange, any::<bool>()).prop_map(move |(strange, in_place)| {
        let mut rows = sound.clone();
        for (at, row) in strange {
            let place = at.index(rows.len());
            if in_place { rows[place] = row } else { rows.insert(place, row) }
        }
        rows
    })
}

/// All targets of every well: three specimens and two controls.
fn whole() -> Vec<Row> {
    let wells = [
        ("A01", Sample::Tube(0), ["NaN", "NaN", "24.5"]),
        ("A02", Sample::Tube(1), ["28.1", "29.4", "25.0"]),
        ("A03", Sample::Tube(2), ["NaN", "36.5", "26.1"]),
        ("G12", Sample::Text("NTC"), ["NaN", "NaN", "NaN"]),
        ("H12", Sample::Text("PC"), ["30.2", "31.0", "27.3"]),
    ];
    let targets = [("ORF1ab", "FAM"), ("N", "VIC"), ("IC", "CY5")];
    let of_well = |(well, sample, values): (&str, Sample, [&'static str; 3])| {
        let row = move |(target, value)| (well.to_owned(), target, sample.clone(), value);
        targets.into_iter().zip(values).map(row).collect::<Vec<Row>>()
    };
    wells.into_iter().flat_map(of_well).collect()
}

fn text(rows: &[Row], base: u32) -> String {
    let mut text = String::from(
        ",Well,Fluor,Target,Content,Sample,Biological Set Name,Cq,Cq Mean,Cq Std. Dev,\
         Starting Quantity (SQ),Log Starting Quantity,SQ Mean,SQ Std. Dev,Set Point,Well Note\r\n",
    );
    for (well, (target, colour), sample, value) in rows {
        let sample = match sample {
            Sample::Tube(n) => tube(base + n),
            Sample::Text(text) => (*text).to_owned(),
        };
        let row = write!(
            text,
            ",{well},{colour},{target},Unkn-1,{sample},,{value},0,0,NaN,NaN,NaN,NaN,58,\r\n"
        );
        row.expect("text");
    }
    text
}

struct Lab {
    server: Server,
}

impl Lab {
    fn ok(&self, role: &str, word: &str, fields: Value) {
        let verdict = self.server.command(role, &act(word, fields));
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
    }

    /// The tubes of a case, from `base` on.
    fn prepare(&self, base: u32) {
        for n in base..base + TUBES {
            assert_eq!(self.server.command("clerk", &register(n, n))["verdict"], "recorded");
            if n - base == TUBES - 1 {
                continue;
            }
            self.ok("clerk", "swab", json!({ "tube": tube(n) }));
            self.ok("clerk", "seal_tube", json!({ "tube": tube(n), "count": 1 }));
            self.ok("lab", "receive_tube", json!({ "tube": tube(n), "lab": 1 }));
        }
        self.load(&format!("S{base}"), base + ON_PLATE.start..base + ON_PLATE.end);
        self.load(&format!("R{base}"), base + ON_PLATE.end..base + ON_PLATE.end + 1);
    }

    fn load(&self, plate: &str, tubes: std::ops::Range<u32>) {
        let specimen = |(place, n)| json!({ "well": format!("A0{place}"), "tube": tube(n) });
        let mut wells: Vec<Value> = (1..).zip(tubes).map(specimen).collect();
        wells.push(json!({ "well": "G12", "control": "negative" }));
        wells.push(json!({ "well": "H12", "control": "positive" }));
        let layout = json!({ "plate": plate, "lab": 1, "kit": "standard", "wells": wells });
        self.ok("lab", "load_plate", layout);
    }

    fn stages(&self, base: u32) -> Vec<String> {
        let stage = |n: u32| {
            let path = format!("/v1/tubes/{}", tube(n));
            let told = self.server.get(&path, Some(self.server.token("lab"))).json();
            told["stage"].as_str().expect("a word").to_owned()
        };
        (base..base + TUBES).map(stage).collect()
    }

    fn send(&self, query: &str, text: &str) -> Value {
        let (path, kind) = (format!("/v1/plates/results{query}"), "application/octet-stream");
        let reply = self.server.post(&path, Some(self.server.token("lab")), kind, text.as_bytes());
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }
}

#[test]
fn whatever_a_file_says_no_outcome_comes_without_a_specimen() {
    let mut lab = Lab { server: Server::start() };
    let mut runner =
        TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(40) });
    let base = std::cell::Cell::new(1);
    let ran = runner.run(&(file(), any::<bool>()), |(rows, is_named)| {
        let first = base.replace(base.get() + TUBES);
        lab.prepare(first);
        let before = lab.stages(first);
        let text = text(&rows, first);
        let query = if is_named { format!("?plate=S{first}") } else { String::new() };
        let told = lab.send(&query, &text);
        let after = lab.stages(first);
        if told["refused"] == true {
            prop_assert_eq!(&before, &after, "refused whole: {}", told);
            prop_assert!(told["zh"].is_string() && told["en"].is_string(), "{}", told);
        } else {
            let count = |name| told[name].as_u64().expect("a count");
            let named = told["rows"].as_array().map_or(0, Vec::len) as u64;
            let all = named + count("again") + count("empty_wells") + count("notes");
            prop_assert_eq!(all, rows.len() as u64, "every row is answered for: {}", told);
        }
        let on_plate = match told["plate"].as_str() {
            Some(plate) if plate.starts_with('S') => ON_PLATE,
            Some(_) => ON_PLATE.end..ON_PLATE.end + 1,
            None => 0..0,
        };
        for (n, (before, after)) in (0..).zip(before.iter().zip(&after)) {
            let may_change = on_plate.contains(&n);
            prop_assert!(may_change || before == after, "tube {} of {}: {}", n, first, told);
            prop_assert!(after != "called" || before == "in_test", "tube {}: {}", n, told);
        }
        // The same again, and no tube is another way.
        let again = lab.send(&query, &text);
        prop_assert_eq!(&again["refused"], &told["refused"], "{}", again);
        prop_assert_eq!(lab.stages(first), after, "{}", again);
        Ok(())
    });
    ran.unwrap_or_else(|failed| panic!("{failed}"));
    lab.server.ended();
    let data = lab.server.data.display().to_string();
    let verify = std::process::Command::new(env!("CARGO_BIN_EXE_tenfold"))
        .args(["verify", "--data", &data])
        .output()
        .expect("it runs");
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stdout));
}
