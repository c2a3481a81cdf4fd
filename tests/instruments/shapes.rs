//! One small plate, as every machine writes it.

use tenfold::edge::instrument::{Asked, Facts, Format, PlateSize, read};
use tenfold::edge::instrument::{RowFault, Run};

use super::{bytes, line, mapping, run, unasked};

/// Wells, samples and tasks of the plate, and a cycle number for each target.
const PLATE: [(&str, &str, &str, [&str; 3]); 5] = [
    ("A01", "001230000741", "unknown", ["-", "-", "24.53"]),
    ("B01", "001230000838", "unknown", ["28.11", "29.40", "25.02"]),
    ("B02", "001230000935", "unknown", ["-", "36.72", "26.10"]),
    ("G12", "NTC", "negative", ["-", "-", "-"]),
    ("H12", "PC", "positive", ["30.20", "31.05", "27.33"]),
];

/// The plate in lines, with the targets and colours that a machine names.
fn plate<const TARGETS: usize>(names: [&str; TARGETS], has_tasks: bool) -> Vec<String> {
    let rows = PLATE.iter().flat_map(|(well, sample, task, cts)| {
        let task = if has_tasks { task } else { "" };
        names.iter().zip(cts).map(move |(name, ct)| format!("{well} {sample} {name} {ct} {task}"))
    });
    rows.collect()
}

const BOTH: [&str; 3] = ["ORF1ab/FAM", "N/VIC", "IC/CY5"];
const PLACES: [&str; 3] = ["/FAM", "/VIC", "/CONTROL"];

fn check(run: &Run, format: Format, expected: &[String]) {
    assert_eq!(run.head.format, format);
    assert_eq!(run.head.plate_size, PlateSize::Wells96);
    let lines: Vec<String> = run.readings.iter().map(line).collect();
    assert_eq!(lines, expected, "{format:?}");
    assert_eq!(run.faults, []);
}

#[test]
fn every_shape_says_the_same_plate() {
    let all = plate(BOTH, true);
    let targets = plate(["ORF1ab/", "N/", "IC/"], true);
    for (name, format, expected) in [
        ("quantstudio.txt", Format::QuantStudio, &all),
        ("quantstudio-utf16.txt", Format::QuantStudio, &all),
        ("quantstudio.xlsx", Format::QuantStudio, &all),
        ("design-analysis.csv", Format::DesignAnalysis, &all),
        ("abi7500-v2.csv", Format::Abi7500V2, &all),
        ("abi7500-v2.xls", Format::Abi7500V2, &all),
        ("abi7500-v1.csv", Format::Abi7500V1, &targets),
        ("cfx.csv", Format::Cfx, &all),
        ("cfx-semicolon.csv", Format::Cfx, &all),
        ("broken/shuffled-cfx.csv", Format::Cfx, &all),
        ("lightcycler96.txt", Format::LightCycler96, &all),
        ("slan.xls", Format::Slan, &plate(PLACES, true)),
        ("broken/shuffled-slan.xls", Format::Slan, &plate(PLACES, true)),
        ("slan-data.xls", Format::SlanData, &plate(PLACES, true)),
        ("ma6000.xls", Format::Ma6000, &plate(["/FAM", "/VIC"], false)),
        ("unknown-maker.xls", Format::UnknownMaker, &plate(["/1", "/2", "/3"], false)),
    ] {
        check(&run(name), format, expected);
    }
}

#[test]
fn what_a_file_says_of_itself_is_kept_as_it_stands() {
    let said = |name: &str| run(name).head.facts;
    let text = |text: &str| Some(text.to_owned());
    for name in ["quantstudio.txt", "quantstudio-utf16.txt", "quantstudio.xlsx"] {
        let Facts { instrument, plate, ended_at, serial, .. } = said(name);
        assert_eq!(instrument, text("QuantStudio 5 System"), "{name}");
        assert_eq!(plate, text("PL20220401007"), "{name}");
        assert_eq!(ended_at, text("2022-04-01 21:14:33 PM CST"), "{name}");
        assert_eq!(serial, text("272310000"), "{name}");
    }
    assert_eq!(said("design-analysis.csv").ended_at, text("2022-04-01 21:14:33 +08:00"));
    assert_eq!(said("abi7500-v2.csv").instrument, text("sds7500fast"));
    assert_eq!(said("slan.xls").instrument, text("SLAN-96P 8.2.2"));
    assert_eq!(said("slan.xls").ended_at, text("2022-04-01 19:40:12"));
    assert_eq!(said("ma6000.xls").ended_at, text("2022/04/01 19:40"));
    assert_eq!(said("lightcycler480.txt").filter, text("FAM (465-510)"));
    assert_eq!(said("cfx.csv"), Facts::default());
}

#[test]
fn a_plate_of_384_wells_a_filter_a_file() {
    let run = run("lightcycler480.txt");
    assert_eq!(run.head.format, Format::LightCycler480);
    assert_eq!(run.head.plate_size, PlateSize::Wells384);
    let lines: Vec<String> = run.readings.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "A01 001230000741 /FAM (465-510) - ",
            "B13 001230000838 /FAM (465-510) 28.11 ",
            "P24 001230000935 /FAM (465-510) 36.72 ",
            "I05 NTC /FAM (465-510) - ",
            "J06 PC /FAM (465-510) 30.20 ",
        ]
    );
    assert_eq!(run.empty_wells, 1, "P23 was not included and holds nothing");
}

#[test]
fn a_mapping_reads_what_is_not_known() {
    let mapping = mapping();
    let asked = Asked { mapping: Some(&mapping), plate_size: None };
    let bytes = bytes("generic-gbk.csv");
    let run = read(&bytes, &asked).expect("read");
    let mut lines: Vec<String> = run.readings.iter().map(line).collect();
    let mut expected = plate(["ORF1ab/", "N/", "IC/"], true);
    lines.sort();
    expected.sort();
    assert_eq!(lines, expected);
    assert_eq!(unasked(&bytes).map_err(|unfit| unfit.word()).err(), Some("unknown-shape"));
}

#[test]
fn what_was_left_out_by_hand_is_marked() {
    let text = String::from_utf8(bytes("quantstudio.txt")).expect("text");
    let text = text.replacen("B1\tfalse", "B1\ttrue", 1);
    let run = unasked(text.as_bytes()).expect("read");
    let omitted: Vec<String> = run.readings.iter().filter(|r| r.is_omitted).map(line).collect();
    assert_eq!(omitted, ["B01 001230000838 ORF1ab/FAM 28.11 unknown"]);
    let text = text.replacen("B1\ttrue", "B1\tperhaps", 1);
    let run = unasked(text.as_bytes()).expect("read");
    assert!(matches!(run.faults[..], [(22, RowFault::Omitted(_))]), "{:?}", run.faults);
}

#[test]
fn a_numbered_well_is_what_the_size_of_the_plate_says() {
    let file = |wells: &str| {
        let block = if wells.is_empty() { String::new() } else { format!("Block Type,{wells}\n") };
        let rows = "Well,Sample Name,Target Name,Task,Ct\n13,001230000741,N,UNKNOWN,24.5\n";
        unasked(format!("{block}{rows}").as_bytes()).map(|run| run.readings[0].well.to_string())
    };
    assert_eq!(file("96fast"), Ok("B01".into()));
    assert_eq!(file("384-Well Block"), Ok("A13".into()));
    // The machine takes only one size.
    assert_eq!(file(""), Ok("B01".into()));
}
