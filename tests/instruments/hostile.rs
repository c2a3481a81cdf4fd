//! Whatever the bytes are: an answer, and a verdict for every row.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use tenfold::edge::instrument::{Asked, Format, open};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{bytes, mapping};

const FILES: [&str; 14] = [
    "quantstudio.txt",
    "quantstudio-utf16.txt",
    "quantstudio.xlsx",
    "design-analysis.csv",
    "abi7500-v2.csv",
    "abi7500-v2.xls",
    "abi7500-v1.csv",
    "cfx-semicolon.csv",
    "lightcycler480.txt",
    "slan.xls",
    "slan-data.xls",
    "ma6000.xls",
    "unknown-maker.xls",
    "generic-gbk.csv",
];

/// What a hostile workbook says of its parts.
const LENGTHS: [u32; 6] = [0, 1, 0x7fff_ffff, 0xffff_fffd, 0xffff_fffe, u32::MAX];

/// Reads twice; the verdicts must be the same and stand in order.
fn reads(bytes: &[u8]) -> Option<Format> {
    let mapping = mapping();
    for mapping in [None, Some(&mapping)] {
        let Ok(mut opened) = open(bytes, &Asked { mapping, plate_size: None }) else { continue };
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for into in [&mut first, &mut second] {
            opened.each(|line, verdict| into.push((line, format!("{verdict:?}")))).expect("again");
        }
        assert_eq!(first, second);
        if opened.head().sheet.is_empty() {
            assert!(first.is_sorted_by_key(|(line, _)| *line));
        }
        return Some(opened.head().format);
    }
    None
}

#[test]
fn nothing_is_recognised_by_its_name() {
    for name in FILES {
        assert!(reads(&bytes(name)).is_some(), "{name}");
    }
}

#[test]
fn a_file_cut_at_any_place_is_answered() {
    for name in FILES {
        let whole = bytes(name);
        let step = (whole.len() / 97).max(1);
        for end in (0..whole.len()).step_by(step) {
            reads(&whole[..end]);
        }
    }
}

/// A workbook of this sheet alone, written piece by piece.
fn packed(sheet: impl Fn(&mut dyn Write)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    for (part, text) in [
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="Data" r:id="r"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", r#"<a><Relationship Id="r" Target="s.xml"/></a>"#),
    ] {
        zip.start_file(part, plain).expect("part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.start_file("xl/s.xml", plain).expect("part");
    sheet(&mut zip);
    zip.finish().expect("written").into_inner()
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let element = format!("<x a=\"{}\"/>", "0".repeat(500_000));
    let wide = packed(|zip| {
        for _ in 0..1_100 {
            zip.write_all(element.as_bytes()).expect("written");
        }
    });
    assert!(wide.len() < 2_000_000, "{} bytes", wide.len());
    let long = packed(|zip| {
        zip.write_all(b"<row><c><v>").expect("written");
        for _ in 0..40 {
            zip.write_all(&[b'1'; 100_000]).expect("written");
        }
    });
    for bytes in [wide, long] {
        let refused = open(&bytes, &Asked::default()).err().map(|unfit| unfit.word());
        assert_eq!(refused, Some("workbook"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn flipped_bytes_are_answered(
        file in 0..FILES.len(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24),
    ) {
        let mut whole = bytes(FILES[file]);
        for (at, byte) in flips {
            let at = at.index(whole.len());
            whole[at] = byte;
        }
        reads(&whole);
    }

    #[test]
    fn lengths_of_a_workbook_may_say_anything(
        file in prop::sample::select(vec!["slan.xls", "abi7500-v2.xls"]),
        at in any::<prop::sample::Index>(),
        says in prop::sample::select(LENGTHS.to_vec()),
    ) {
        let mut whole = bytes(file);
        let at = at.index(whole.len() / 4) * 4;
        whole[at..at + 4].copy_from_slice(&says.to_le_bytes());
        reads(&whole);
    }

    #[test]
    fn any_text_is_answered(
        text in "(Well|Ct|Sample Name|Target Name|A1|B2|13|24.5|[,;\t\n\"]){0,80}",
    ) {
        reads(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        reads(&bytes);
    }
}
