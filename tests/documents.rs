//! Documents as devices deliver them: every layout of the chip, the frame, both zones, and what a
//! keyboard wedge types. Every person is invented; the numbers are the specimens of DOMAIN 1.

#[path = "documents/any.rs"]
mod any;
#[path = "documents/frame.rs"]
mod framed;
#[path = "documents/record.rs"]
mod record;
#[path = "documents/statement.rs"]
mod statement;
#[path = "documents/token.rs"]
mod token;
#[path = "documents/wedge.rs"]
mod typed;

use framed::frame;
use record::{record, resident};
use tenfold::edge::fault::{Fault, Warning};
use tenfold::edge::frame::Damage;
use tenfold::edge::mrz::Zone;
use tenfold::edge::nation::Nation;
use tenfold::edge::who::Who;
use tenfold::edge::{chip, frame as module, mrz};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::time::At;

/// 2022-04-01T17:00:00Z, already the second of April at the desk.
const TODAY: At = At(1_648_832_400_000);

/// A person on one line: `kind number name birth sex nation from..to warnings`.
fn told(who: &Who) -> String {
    let birth = who.birth.map(|b| format!("{}-{:02}-{:02}", b.year, b.month, b.day));
    let days = who.validity.map(|v| {
        let day = |day: Option<_>| day.map_or("-".into(), |day: jiff::civil::Date| day.to_string());
        format!("{}..{}", day(v.from), day(v.to))
    });
    let dash = || "-".to_owned();
    format!(
        "{} {} {} {} {} {} {} {:?}",
        who.document.kind().word(),
        who.document.number(),
        who.name,
        birth.unwrap_or_else(dash),
        who.sex.map_or("-", |sex| sex.word()),
        who.nation.map_or("-", Nation::zh),
        days.unwrap_or_else(dash),
        who.warnings,
    )
}

#[track_caller]
fn check_chip(fields: &[(usize, &str)], expected: &str) {
    let who = chip::parse(&record(fields), TODAY).expect("read");
    assert_eq!(told(&who), expected);
}

#[test]
fn a_resident_card() {
    let who = chip::parse(&resident("360781199901010011"), TODAY).expect("read");
    let expected = "resident_id 360781199901010011 张小三 1999-01-01 male 基诺族 \
                    2015-03-01..2035-03-01 []";
    assert_eq!(told(&who), expected);
}

#[test]
fn a_resident_card_without_end_and_all_that_is_only_warned_of() {
    check_chip(
        &[
            (0, "李四"),
            (30, "2"),
            (32, "25"),
            (36, "19491231"),
            (122, "11010519491231002X"),
            (188, "20100101"),
            (204, "长期"),
        ],
        "resident_id 11010519491231002X 李四 1949-12-31 female 水族 2010-01-01..- []",
    );
    // Nankang's old code, another sex and day than the number's, a nation that is none, expired.
    let number = tenfold_domain::person::resident_number(360_782, 19_900_102, 11);
    check_chip(
        &[
            (0, "王五"),
            (30, "2"),
            (32, "57"),
            (36, "19900103"),
            (122, &number),
            (188, "20100101"),
            (204, "20200101"),
        ],
        &format!(
            "resident_id {number} 王五 1990-01-03 female - 2010-01-01..2020-01-01 [RegionUnknown, \
             BirthDiffers, SexDiffers, NationUnknown, Expired]"
        ),
    );
    check_chip(
        &[(0, "王五"), (30, "9"), (32, "01"), (122, "360781199901010011"), (188, "2010010")],
        "resident_id 360781199901010011 王五 1999-01-01 male 汉族 - [ValidityUnreadable]",
    );
}

#[test]
fn a_residence_permit() {
    for (number, sex, digit) in [
        ("810000199001010019", "male", "1"),
        ("820000199001010029", "female", "2"),
        ("830000199001010039", "male", "1"),
    ] {
        check_chip(
            &[
                (0, "陈大文"),
                (30, digit),
                (36, "19900101"),
                (122, number),
                (188, "20190501"),
                (204, "20240501"),
                (220, "H12345678"),
                (238, "01"),
                (248, "J"),
            ],
            &format!(
                "residence_permit {number} 陈大文 1990-01-01 {sex} - 2019-05-01..2024-05-01 []"
            ),
        );
    }
}

#[test]
fn a_card_for_foreigners_of_2023() {
    let number = "932682198501010017";
    let rest = [(30, "1"), (36, "19850101"), (122, number), (188, "20230901"), (204, "20330901")];
    let mut fields = vec![(0, "艾力"), (52, "ALI"), (242, "GEO"), (248, "Y")];
    fields.extend(rest);
    let days = "2023-09-01..2033-09-01 []";
    check_chip(&fields, &format!("foreign_permit {number} 艾力 1985-01-01 male - {days}"));
    // Without a Chinese name: 46 characters in two pieces, here with the space at their seam.
    let name = "ALEXANDRA-WILHELMINA VAN DER MERWE MARIA THERES";
    let (first, second) = name.split_at(35);
    assert_eq!((first.len(), second.len(), first.ends_with(' ')), (35, 12, true));
    let mut fields = vec![(52, first), (220, &second[..11]), (242, "GEO"), (248, "Y")];
    fields.extend(rest);
    let name = &name[..46];
    check_chip(&fields, &format!("foreign_permit {number} {name} 1985-01-01 male - {days}"));
}

#[test]
fn a_card_for_foreigners_of_2017() {
    let fields = [
        (0, "KHAN IMRAN ALI"),
        (120, "1"),
        (122, "PAK310080010103"),
        (152, "PAK"),
        (158, "可汗"),
        (188, "20180101"),
        (204, "20280101"),
        (220, "19800101"),
        (236, "01"),
        (240, "1500"),
        (248, "I"),
    ];
    let days = "1980-01-01 male - 2018-01-01..2028-01-01 []";
    check_chip(&fields, &format!("foreign_permit PAK310080010103 可汗 {days}"));
    let without: Vec<_> = fields.into_iter().filter(|(start, _)| *start != 158).collect();
    check_chip(&without, &format!("foreign_permit PAK310080010103 KHAN IMRAN ALI {days}"));
}

#[test]
fn a_chip_that_names_nobody_says_why() {
    let parse = |fields: &[(usize, &str)]| chip::parse(&record(fields), TODAY).expect_err("wrong");
    let refused = Fault::Refused;
    assert_eq!(parse(&[(122, "360781199901010012")]), refused(Refusal::CheckWrong));
    assert_eq!(parse(&[(122, "360781199902300016")]), refused(Refusal::CheckWrong));
    let number = tenfold_domain::person::resident_number(360_781, 20_220_403, 11);
    assert_eq!(parse(&[(122, &number)]), refused(Refusal::BirthDateBad));
    let to_come = [(122, "PAK310080010103"), (220, "20990101"), (248, "I")];
    assert_eq!(parse(&to_come), refused(Refusal::BirthDateBad));
    assert_eq!(parse(&[]), refused(Refusal::DocumentBad));
    let mut half = resident("360781199901010011");
    half[0..2].copy_from_slice(&0xd800u16.to_le_bytes());
    assert_eq!(chip::parse(&half, TODAY), Err(Fault::NameUnreadable));
    assert_eq!(chip::parse(&half[..255], TODAY), Err(Fault::RecordLength(255)));
}

#[test]
fn a_frame_is_read_by_its_declared_lengths() {
    let text = resident("360781199901010011");
    let (photo, prints) = ([0x57; 1024], [0x43; 1024]);
    let plain = frame(&[&text, &photo]);
    assert_eq!((plain.len(), &plain[14..16]), (1295, &text[..2]), "as DOMAIN 1.3 gives it");
    let late = [&[0xaa, 0xaa, 0x00][..], &plain, &[0xff; 7]].concat();
    let three = frame(&[&text, &photo, &prints]);
    for frame in [plain, late, three, frame(&[&text, &[]]), frame(&[&text, &[], &[]])] {
        assert_eq!(module::text(&frame), Ok(&text));
    }
}

#[test]
fn a_damaged_frame_is_named() {
    let text = resident("360781199901010011");
    let good = frame(&[&text, &[7; 1024]]);
    assert_eq!(module::text(&good[5..]), Err(Damage::NoFrame));
    for length in 5..good.len() {
        let declared = if length < 7 { 7 } else { good.len() };
        let short = Damage::Short { declared, came: length };
        assert_eq!(module::text(&good[..length]), Err(short));
    }
    for place in 7..good.len() {
        let mut bad = good.clone();
        bad[place] ^= 0x10;
        assert_eq!(module::text(&bad), Err(Damage::Checksum), "byte {place}");
    }
    // The module's own answer when there is no card, and lengths that do not fill the frame.
    let empty = [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x04, 0x00, 0x00, 0x80, 0x84];
    assert_eq!(module::text(&empty), Err(Damage::Status(0x80)));
    let mut lengths = good.clone();
    lengths[13] = 0x01; // the photograph declared a byte longer
    lengths[1294] ^= 0x01;
    assert_eq!(module::text(&lengths), Err(Damage::Lengths));
    assert_eq!(module::text(&frame(&[&text[..255], &[7; 1024]])), Err(Damage::Lengths));
}

/// ICAO's own specimens (9303 parts 4 and 5, appendix A).
const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                   L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n\
                   ERIKSSON<<ANNA<MARIA<<<<<<<<<<";

#[test]
fn both_zones_are_read() {
    let told = |text: &str| mrz::parse(text, TODAY).map(|who| told(&who));
    let rest = "ERIKSSON ANNA MARIA 1974-08-12 female - -..2012-04-15 [Expired]";
    assert_eq!(told(TD3), Ok(format!("passport L898902C3 {rest}")));
    assert_eq!(told(TD1), Ok(format!("passport D23145890 {rest}")));
    let typed = TD3.to_lowercase().replace('\n', "\r\n ").replace('<', "＜");
    assert_eq!(told(&typed), told(TD3));
    // A number of twelve characters goes on in the optional data; without a personal number the
    // check digit may be a filler; a birth of which only the year is known is no birth.
    let long = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\n\
                STEVENSON<<PETER<JOHN<<<<<<<<<";
    assert_eq!(told(long), Err(Fault::Refused(Refusal::DocumentBad)), "twelve: no passport");
    let permit = "C<CHNH123456789<<<<<<<<<<<<<<<\n";
    assert_eq!(told(permit), Err(Fault::Mrz(Zone::Shape)));
}

#[test]
fn every_check_digit_of_a_zone_counts() {
    let line = TD3.find('\n').expect("two lines") + 1;
    let checks = [
        (0, Zone::Number),
        (13, Zone::Birth),
        (21, Zone::Expiry),
        (29, Zone::Personal),
        (43, Zone::Composite),
    ];
    for (place, zone) in checks {
        let mut bytes = TD3.as_bytes().to_vec();
        let at = line + place;
        // The next symbol: some symbols ten apart weigh the same.
        bytes[at] += 1;
        let text = String::from_utf8(bytes).expect("ascii");
        assert_eq!(mrz::parse(&text, TODAY), Err(Fault::Mrz(zone)), "{place}");
    }
    for (place, zone) in
        [(5, Zone::Number), (31, Zone::Birth), (39, Zone::Expiry), (60, Zone::Composite)]
    {
        let mut bytes = TD1.as_bytes().to_vec();
        bytes[place] += 1;
        let text = String::from_utf8(bytes).expect("ascii");
        assert_eq!(mrz::parse(&text, TODAY), Err(Fault::Mrz(zone)), "{place}");
    }
    for text in ["", "P<", &TD3[1..], &format!("{TD3}<<<"), &TD3.replace('P', "V")] {
        assert_eq!(mrz::parse(text, TODAY), Err(Fault::Mrz(Zone::Shape)));
    }
}

#[test]
fn nothing_prints_who_it_is() {
    let who = chip::parse(&resident("360781199901010011"), TODAY).expect("read");
    assert_eq!(format!("{who:?}"), "Who(resident_id, [])");
    let fault = chip::parse(&record(&[(122, "360781199901010012")]), TODAY).expect_err("wrong");
    assert!(!format!("{fault} {fault:?} {}", fault.zh()).contains("3607"), "{fault}");
    assert_eq!(Warning::Expired.en(), "the document has expired");
}
