//! What a mapping may say, and how it is told that it is wrong.

use tenfold::edge::instrument::{Asked, read};
use tenfold::setup::instrument::from_toml;

use super::line;

const COLUMNS: &str = "[columns]\nwell = 1\nsample = 2\n";

#[test]
fn faults_name_the_line_and_what_to_do_in_both_languages() {
    let check = |text: &str, en: &str, zh: &str| {
        let fault = from_toml("m.toml", text).expect_err(text);
        let (said, said_zh) = (fault.to_string(), fault.zh());
        assert!(said.contains(en), "{said}");
        assert!(said_zh.contains(zh), "{said_zh}");
    };
    let head = "name = \"x\"\n";
    check(&format!("{head}{COLUMNS}"), "is missing: name the column", "缺少：请在此写明 Ct 列");
    let both = format!("{head}{COLUMNS}ct = 3\n[targets]\nN = 4\n");
    check(&both, "line 5: columns.ct: is given twice", "第 5 行");
    let target = format!("{head}{COLUMNS}target = 3\n[targets]\nN = 4\n");
    check(&target, "has no meaning beside [targets]", "与 [targets] 同用无意义");
    check(&format!("{head}{COLUMNS}ct = 0\n"), "the place of the column from 1", "从 1 起的列号");
    check(&format!("{head}{COLUMNS}ct = \" - \"\n"), "names no heading", "不是列名");
    check(&format!("{head}plate_size = 48\n{COLUMNS}ct = 3\n"), "96 or 384", "96 或 384");
    check(&format!("{head}separator = \"x\"\n{COLUMNS}ct = 3\n"), "must be `,`", "`tab`");
    check(&format!("{head}{COLUMNS}ct = 3.5\n"), "a place from 1", "第 5 行");
    check(&format!("{head}{COLUMNS}cq = 3\n"), "did you mean `ct`?", "是否为 `ct`");
}

#[test]
fn columns_by_place_need_no_heading() {
    let text = format!("name = \"x\"\nseparator = \"|\"\n{COLUMNS}ct = 4\nomit = 3\n");
    let mapping = from_toml("m.toml", &text).expect("a mapping");
    let asked = Asked { mapping: Some(&mapping), plate_size: None };
    let file = "printed by hand\nA1|001230000741|no|24,53\nB1|001230000838|yes|\n";
    let run = read(file.as_bytes(), &asked).expect("read");
    let lines: Vec<String> = run.readings.iter().map(line).collect();
    assert_eq!(lines, ["A01 001230000741 / 24.53 ", "B01 001230000838 / - "]);
    assert!(run.readings[1].is_omitted);
}
