//! What a report's QR says: checked with the public key alone, and altered nowhere unseen.

use proptest::prelude::*;
use tenfold::edge::statement::{Doubt, PublicKey, Statement, public_key};
use tenfold_domain::code::{LabId, Region};
use tenfold_domain::ct::Assay;
use tenfold_domain::term::Method;
use tenfold_domain::time::{At, Minutes};

const SEED: [u8; 32] = [7; 32];
/// 2022-04-01 08:00 at UTC+8.
const SAMPLED: At = At(1_648_771_200_000);

fn statement() -> Statement {
    Statement {
        key: 3,
        region: Region(360_781),
        detected: false,
        assay: Assay { method: Method::RtPcr, limit_copies_per_ml: 500 },
        lab: LabId(2),
        sampled_at: SAMPLED,
        tested_at: SAMPLED + Minutes(300),
        issued_at: SAMPLED + Minutes(600),
        reference: [9; 16],
        holds: vec![Minutes::hours(48), Minutes::hours(168)],
        name: "张*丰".into(),
    }
}

fn key(revoked: bool) -> Option<PublicKey> {
    Some(PublicKey { bytes: public_key(&SEED).expect("a key"), revoked })
}

fn open(text: &str, now: At) -> Result<Statement, (Doubt, Option<Statement>)> {
    Statement::open(text, |_, number| key(false).filter(|_| number == 3), now)
}

fn doubt(text: &str) -> Doubt {
    open(text, SAMPLED).expect_err("not genuine").0
}

#[test]
fn a_statement_says_what_was_signed_however_it_is_typed() {
    let text = statement().sign(&SEED).expect("signed");
    assert!(text.starts_with("TR") && text.len() < 220, "{}", text.len());
    assert!(text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
    assert_eq!(open(&text, SAMPLED), Ok(statement()));
    let typed = format!(" {}-{}\n", &text[..35].to_lowercase(), &text[35..]);
    assert_eq!(open(&typed, SAMPLED), Ok(statement()));
    let address = format!("https://hesuan.example/check#{text}");
    assert_eq!(open(&address, SAMPLED), Ok(statement()), "where it is checked stands before it");
}

#[test]
fn each_way_of_not_holding_is_told_apart() {
    let text = statement().sign(&SEED).expect("signed");
    let ends = SAMPLED + Minutes::hours(168);
    assert_eq!(open(&text, At(ends.0 - 1)), Ok(statement()), "the longer one holds");
    assert_eq!(open(&text, ends), Err((Doubt::Expired, Some(statement()))));
    let with = |key| Statement::open(&text, |_, _| key, SAMPLED);
    assert_eq!(with(key(true)), Err((Doubt::Revoked, Some(statement()))));
    assert_eq!(with(None), Err((Doubt::Altered, None)), "no such key");
    let stranger = statement().sign(&[8; 32]).expect("signed");
    assert_eq!(open(&stranger, SAMPLED), Err((Doubt::Altered, None)), "tells nothing of it");
    for other in ["", "TR", "TR0", "360781199901010011", &text[2..], &text.repeat(20)] {
        assert_eq!(doubt(other), Doubt::Unreadable, "{other}");
    }
    let none = Statement { holds: Vec::new(), detected: true, ..statement() };
    let text = none.sign(&SEED).expect("signed");
    assert_eq!(open(&text, SAMPLED + Minutes::hours(10_000)), Ok(none), "nothing that could end");
}

#[test]
fn what_has_no_room_is_cut_before_it_is_signed() {
    let long =
        Statement { sampled_at: At(SAMPLED.0 + 59_999), name: "欧*".repeat(30), ..statement() };
    let rounded = long.rounded();
    assert_eq!((rounded.sampled_at, rounded.name.len()), (SAMPLED, 24));
    let latin = Statement { name: format!("A{}I", "*".repeat(60)), ..statement() };
    assert_eq!(latin.rounded().name, format!("A{}I", "*".repeat(22)));
    let text = rounded.sign(&SEED).expect("signed");
    assert_eq!(open(&text, SAMPLED), Ok(rounded));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn one_character_altered_is_seen(at in 2..190usize, to in "[0-9A-Z]") {
        let text = statement().sign(&SEED).expect("signed");
        let mut altered = text.clone();
        altered.replace_range(at..=at, &to);
        if let Ok(found) = open(&altered, SAMPLED) {
            // The same said with a letter that looks like the one that stood there.
            prop_assert_eq!(found, statement());
            prop_assert!(["O", "I", "L"].contains(&to.as_str()) || altered == text);
        }
    }

    #[test]
    fn whatever_is_scanned_is_answered(text in ".{0,300}") {
        prop_assert!(open(&text, SAMPLED).is_err());
        let marked = format!("TR{text}");
        prop_assert!(open(&marked, SAMPLED).is_err());
    }
}
