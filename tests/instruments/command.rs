//! `tenfold lab read`, as a process.

use std::process::Command;

use serde_json::Value;

use super::fixture;

/// Exit code and standard output.
fn lab_read(name: &str, args: &[&str]) -> (Option<i32>, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_tenfold"))
        .args(["lab", "read"])
        .arg(fixture(name))
        .args(args)
        .output()
        .expect("it runs");
    (ran.status.code(), String::from_utf8(ran.stdout).expect("text"))
}

#[test]
fn it_says_what_was_recognised_in_both_languages() {
    let (code, out) = lab_read("quantstudio.xlsx", &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.starts_with("Applied Biosystems QuantStudio, 96 wells; instrument"), "{out}");
    assert!(out.contains("B02\t001230000935\tN\tVIC\t36.72\tunknown"), "{out}");
    assert!(out.contains("15 readings"), "{out}");
    let (code, out) = lab_read("slan.xls", &["--lang", "zh", "--quiet"]);
    assert_eq!((code, out.lines().count()), (Some(0), 2), "{out}");
    assert!(out.contains("15 个读数"), "{out}");
}

#[test]
fn rows_at_fault_and_refused_files_answer_no() {
    let (code, out) = lab_read("broken/rows.csv", &["--plate-size", "96", "--quiet"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("line 4: the Ct of A01 cannot be read"), "{out}");
    let (code, out) = lab_read("broken/rows.csv", &["--lang", "zh"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("第 4 行：A01 的 Ct 无法识别"), "{out}");
    let (code, out) = lab_read("broken/cut.txt", &["--lang", "zh"]);
    assert_eq!(
        (code, out.as_str()),
        (Some(1), "未采用: 文件在第 32 行中断；请重新导出或重新传输\n")
    );
    assert_eq!(lab_read("no-such-file.csv", &[]).0, Some(2));
}

#[test]
fn programs_get_an_object_a_line() {
    let (code, out) = lab_read("broken/rows.csv", &["--json"]);
    assert_eq!(code, Some(1));
    let lines: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines[0]["format"], "cfx");
    let fault = lines.iter().find(|line| line["line"] == 5).expect("line 5");
    assert_eq!((&fault["well"], &fault["fault"]["word"]), (&"B01".into(), &"no-sample".into()));
    let reading = lines.iter().find(|line| line["line"] == 9).expect("line 9");
    assert_eq!(reading["ct"], 36.72);
    assert_eq!(lines.last().expect("counts")["again"], 1);
    let (code, out) = lab_read("broken/no-results.txt", &["--json"]);
    let refused: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &refused["refused"]["word"]), (Some(1), &"no-results".into()));
}

#[test]
fn a_mapping_is_a_file() {
    let mapping = fixture("generic-gbk.toml");
    let mapping = mapping.to_str().expect("a path");
    let (code, out) = lab_read("generic-gbk.csv", &["--mapping", mapping]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.starts_with("an invented machine, 96 wells\n"), "{out}");
    let wrong = fixture("abi7500-v1.csv");
    let (code, _) = lab_read("generic-gbk.csv", &["--mapping", wrong.to_str().expect("a path")]);
    assert_eq!(code, Some(2));
}
