//! A person's report: the four items of R140 stand on it, and its code is read from paper.

use std::process::Command;
use std::sync::Arc;

use super::face::face;
use super::{have, texts, zbar};
use tenfold::edge::label::pdf::Pdf;
use tenfold::edge::label::report::{A5, Held, Report};
use tenfold::edge::label::{Font, LabelError};

fn held() -> Vec<Held> {
    let held = |hours, until: &str| Held { hours, until: until.into() };
    vec![held(48, "2022-04-03 08:00"), held(168, "2022-04-08 08:00")]
}

fn report<'a>(held: &'a [Held], statement: &'a str) -> Report<'a> {
    Report {
        campaign: "瑞金市 2022",
        number: "FDP8W6G5DWWV0",
        name: "张*丰",
        document_kind: ("居民身份证", "resident identity card"),
        document: "360781********0215",
        sampled: "2022-04-01 08:00",
        detected: held.is_empty(),
        method: ("实时荧光 RT-PCR 法", "real-time RT-PCR"),
        limit_copies_per_ml: 500,
        kit: "standard",
        tested: "2022-04-01 13:20",
        reported: "2022-04-01 14:05",
        lab: ("市人民医院", "People's Hospital"),
        issued: "2022-04-01 20:00",
        held,
        statement,
    }
}

#[test]
fn the_four_items_stand_on_it_in_both_languages() {
    let held = held();
    let label = report(&held, "TR0").label().expect("fits");
    let said = texts(&label);
    for item in [
        "未检出（阴性）",
        "Not detected (negative)",
        "实时荧光 RT-PCR 法",
        "real-time RT-PCR",
        "500 拷贝/mL",
        "500 copies/mL",
        "2022-04-01 13:20",
        "48 小时 h：至 until 2022-04-03 08:00",
        "7 天 d：至 until 2022-04-08 08:00",
    ] {
        assert!(said.contains(&item), "{item}: {said:?}");
    }
    let label = report(&[], "TR0").label().expect("fits");
    let said = texts(&label);
    assert!(said.contains(&"检出（阳性）") && said.contains(&"This is no negative certificate"));
    assert!(!said.iter().any(|text| text.contains("until")), "{said:?}");
    for bad in ["", &"A".repeat(401)] {
        assert!(matches!(report(&[], bad).label(), Err(LabelError::Length(..))));
    }
}

#[test]
fn the_longest_code_is_read_from_the_page() {
    if !have("pdftoppm", "poppler-utils") || !have("zbarimg", "zbar-tools") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let held = held();
    for length in [196, 270, 400] {
        let statement = "TR0123456789ABCDEFGHJKMNPQRSTVWXYZ".repeat(12)[..length].to_owned();
        let mut bytes = Vec::new();
        let font = Arc::new(Font::new(face(0x4e00..=0x9fff)).expect("a font"));
        let mut pdf = Pdf::new(A5, &mut bytes).with_font(Some(font));
        pdf.add(&report(&held, &statement).label().expect("fits"), &mut bytes);
        pdf.finish(&mut bytes);
        let (path, page) = (folder.path().join("page.pdf"), folder.path().join("page"));
        std::fs::write(&path, bytes).expect("written");
        let draw = ["-r", "200", "-png", "-singlefile"];
        let drawn = Command::new("pdftoppm").args(draw).arg(&path).arg(&page).status();
        assert!(drawn.expect("pdftoppm runs").success());
        assert_eq!(zbar(&page.with_extension("png"), true), [statement], "{length}");
    }
}
