//! Files that are not what they should be: refused whole, or their rows are named.

use tenfold::edge::instrument::{Asked, Format, PlateSize, Unfit, read};

use super::{bytes, line, mapping, run, unasked};

/// The word of the refusal, and both texts of it.
fn refused(bytes: &[u8]) -> (&'static str, String, String) {
    let unfit = unasked(bytes).expect_err("refused");
    (unfit.word(), unfit.zh(), unfit.en())
}

#[test]
fn files_are_refused_whole_and_say_why() {
    for (name, word, zh, en) in [
        ("broken/no-results.txt", "no-results", "没有结果部分", "QuantStudio without its results"),
        ("broken/cut.txt", "cut-off", "第 32 行", "within line 32"),
        ("broken/cut-abi7500-v2.xls", "workbook", "已损坏或不完整", "no sound XLS"),
        ("broken/cut-quantstudio.xlsx", "workbook", "已损坏或不完整", "no sound XLSX"),
        ("broken/unknown-shape.csv", "unknown-shape", "缺 targetname、ct", "without targetname"),
        ("broken/unnamed-shuffled-slan.xls", "unknown-shape", "SLAN", "without 样本编号"),
        ("broken/wrong-size-numbers.csv", "size-differs", "96 孔板", "says 96 wells"),
        ("broken/mixed-encodings.csv", "mixed-encodings", "第 4 行为 UTF-8", "line 1 is GBK"),
    ] {
        let (said, said_zh, said_en) = refused(&bytes(name));
        assert_eq!(said, word, "{name}");
        assert!(said_zh.contains(zh), "{name}: {said_zh}");
        assert!(said_en.contains(en), "{name}: {said_en}");
    }
    for (given, word) in [
        (&b""[..], "empty"),
        (b"\r\n \r\n", "empty"),
        (b"%PDF-1.7", "other-kind"),
        (b"Well,Sample\0Name,Ct\n", "other-kind"),
        (b"PK\x03\x04 and nothing of a workbook", "workbook"),
        (b"\x09\x08\x08\x00\x00\x00\x10\x00 an older book", "other-kind"),
        (b"Well,Sample Name,Target Name,Task,Ct\n", "no-rows"),
    ] {
        assert_eq!(refused(given).0, word, "{given:?}");
    }
}

#[test]
fn a_mapping_says_which_headings_are_missing() {
    let mapping = mapping();
    let asked = Asked { mapping: Some(&mapping), plate_size: None };
    let unfit = read(&bytes("cfx.csv"), &asked).expect_err("refused");
    let Unfit::MappingMissing(headings) = &unfit else { panic!("{unfit:?}") };
    assert!(headings.contains(&"FAM-循环数".into()), "{headings:?}");
    let unfit = read(&bytes("broken/mixed-encodings.csv"), &asked).expect_err("refused");
    assert_eq!(unfit, Unfit::MixedEncodings { utf8: 4, gbk: 1 });
}

#[test]
fn single_bytes_in_utf16_are_mixed_encodings() {
    let mut wide = bytes("quantstudio-utf16.txt");
    wide.extend_from_slice(b"1\tA1\tfalse\t001230000741\tN\tUNKNOWN\tFAM\t\t24.53\r\n");
    let word = refused(&wide).0;
    assert_eq!(word, "mixed-encodings");
    let half = &bytes("quantstudio-utf16.txt")[..3001];
    assert_eq!(refused(half).0, "cut-off");
}

/// Line and word of every row at fault.
fn faults(name: &str, plate_size: PlateSize) -> Vec<(u64, &'static str)> {
    let asked = Asked { mapping: None, plate_size: Some(plate_size) };
    let run = read(&bytes(name), &asked).expect("read");
    run.faults.iter().map(|(line, fault)| (*line, fault.word())).collect()
}

#[test]
fn rows_at_fault_are_named_and_the_rest_lands() {
    let found = faults("broken/rows.csv", PlateSize::Wells96);
    assert_eq!(
        found,
        [
            (2, "well-outside"),
            (3, "well"),
            (4, "ct"),
            (5, "no-sample"),
            (7, "well-outside"),
            (8, "conflict"),
            (14, "samples-differ"),
            (15, "samples-differ"),
            (16, "samples-differ"),
            (17, "conflict"),
            (19, "unreadable"),
            (20, "unreadable"),
        ]
    );
    // A13 stands on the larger plate.
    let larger = faults("broken/rows.csv", PlateSize::Wells384);
    assert_eq!(larger.len(), found.len() - 1);
    let run = run("broken/rows.csv");
    assert_eq!(run.again, 1, "line 18 says line 9 again");
    assert!(run.readings.iter().all(|reading| reading.line != 8), "both rows of a conflict go");
    for (_, fault) in run.faults {
        assert!(!fault.zh().is_empty() && !fault.en().contains("0012300"), "{fault:?}");
    }
}

#[test]
fn numbers_of_another_plate_are_named_in_every_row() {
    let run = run("broken/wrong-size.txt");
    assert_eq!(run.head.plate_size, PlateSize::Wells96);
    let lines: Vec<String> = run.readings.iter().map(line).collect();
    assert!(lines.iter().all(|line| line.starts_with("A01")), "only 1 is the same well: {lines:?}");
    assert!(run.faults.iter().all(|(_, fault)| fault.word() == "wells-differ"));
    assert_eq!(run.faults.len(), 13);
}

#[test]
fn a_number_at_the_end_that_may_be_cut_is_not_believed() {
    let head = "Well,Sample Name,Target Name,Task,Ct\nA1,001230000741,N,UNKNOWN,24.53\n";
    let words = |end: &str| {
        unasked(format!("{head}{end}").as_bytes()).map(|run| {
            run.faults.iter().map(|(line, fault)| (*line, fault.word())).collect::<Vec<_>>()
        })
    };
    assert_eq!(words("B1,001230000838,N,UNKNOWN,31.07\n"), Ok(vec![]));
    assert_eq!(words("B1,001230000838,N,UNKNOWN,3"), Ok(vec![(3, "maybe-cut")]));
    assert_eq!(words("B1,001230000838,N,UNKN"), Err(Unfit::CutOff { line: 3 }));
    assert_eq!(words("B1,0012"), Err(Unfit::CutOff { line: 3 }));
    // Short in the middle: no cell is not an empty cell, and an empty cell means no curve.
    assert_eq!(words("B1,001230000838,N\nC1,001230000935,N,UNKNOWN,\n"), Ok(vec![(3, "ct")]));
    assert_eq!(words("\nAnalysis Type,Singleplex\n"), Ok(vec![]));
}

#[test]
fn a_sheet_called_data_is_not_yet_a_result() {
    let run = run("slan-data.xls");
    assert_eq!((run.head.format, run.head.sheet.as_str()), (Format::SlanData, "Data"));
}

#[test]
fn a_row_without_a_well_is_the_well_above_only_where_a_colour_is_left() {
    let blanks = "\t".repeat(9);
    let row = |well: &str, ct: &str| format!("{well}\t\t001230000741{blanks}\t{ct}\t\n");
    let text = [
        format!("反应孔\t\t样本{blanks}\tCt\t\n"),
        row("A1", "30.1"),
        row("", "NoCt"),
        row("", "24.5"),
        row("", "22.2"),
        "\t\t签名\n".into(),
        row("A2", "31.0"),
    ];
    let run = unasked(text.concat().as_bytes()).expect("read");
    let lines: Vec<String> = run.readings.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "A01 001230000741 /FAM 30.10 ",
            "A01 001230000741 /VIC - ",
            "A01 001230000741 /CONTROL 24.50 ",
            "A02 001230000741 /FAM 31.00 ",
        ]
    );
    let faults: Vec<_> = run.faults.iter().map(|(line, fault)| (*line, fault.word())).collect();
    assert_eq!(faults, [(5, "well"), (6, "well")]);
}
