//! Arbitrary bytes before every parser: no panic, and no more out than came in.

use proptest::prelude::*;
use tenfold::edge::label::BoxContent;
use tenfold::edge::label::card::CardPlace;
use tenfold::edge::sam::Answers;
use tenfold::edge::wedge::{self, Labels};
use tenfold::edge::who::Who;
use tenfold::edge::{chip, frame, hex, mrz};

use super::TODAY;
use super::framed::frame as sent;
use super::record::resident;

/// What a person holds of their input, in bytes.
fn size(who: &Who) -> usize {
    who.name.len() + who.document.number().len()
}

/// Text of the characters that the parsers look for, so that chance gets past the first look.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("360781199901010011".to_owned()),
        Just("360781000139".to_owned()),
        Just("<<<<".to_owned()),
        Just("|".to_owned()),
        "[0-9A-Z]{0,20}",
        "[0-9A-Z<|\r\n\t ]{0,30}",
        "[０-９Ａ-Ｚ｜＜]{0,9}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Without a file of failures: a case that fails is written into a test by hand.
fn many() -> ProptestConfig {
    ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn a_frame(mut bytes in proptest::collection::vec(any::<u8>(), 0..1400),
               changed in 0usize..1400, to in any::<u8>()) {
        let _ = frame::text(&bytes);
        let start = sent(&[&resident("360781199901010011"), &bytes]);
        bytes = start;
        if let Some(byte) = bytes.get_mut(changed) {
            *byte = to;
        }
        if let Ok(text) = frame::text(&bytes) {
            prop_assert_eq!(text.len(), 256);
        }
    }

    #[test]
    fn a_chip(noise in proptest::collection::vec((0usize..256, any::<u8>()), 0..40),
              bytes in proptest::collection::vec(any::<u8>(), 200..300)) {
        let mut record = resident("360781199901010011");
        noise.into_iter().for_each(|(place, byte)| record[place] = byte);
        for record in [&record[..], &bytes] {
            if let Ok(who) = chip::parse(record, TODAY) {
                // A unit of two bytes becomes at most three of UTF-8.
                prop_assert!(size(&who) <= record.len() * 3 / 2);
            }
        }
    }

    #[test]
    fn a_zone(text in typed(), zone in "P[0-9A-Z<]{87}|[CIP][0-9A-Z<]{89}") {
        for text in [text, zone] {
            if let Ok(who) = mrz::parse(&text, TODAY) {
                prop_assert!(size(&who) <= text.len());
            }
        }
    }

    #[test]
    fn a_typed_line(text in typed()) {
        let scan = wedge::read(&text, Labels::default(), TODAY);
        prop_assert!(scan.found.len() <= text.len());
        if let Ok(who) = wedge::document(&text, TODAY) {
            prop_assert!(size(&who) <= text.len() + 3, "a number of 15 digits grows by three");
        }
    }

    #[test]
    fn bytes_as_text(text in typed(), bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(hex::either(&text).is_none_or(|bytes| bytes.len() <= text.len()));
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        prop_assert_eq!(hex::either(&hex), Some(bytes));
    }

    #[test]
    fn what_a_module_sends(noise in proptest::collection::vec(any::<u8>(), 0..200),
                           pieces in proptest::collection::vec(1usize..90, 1..60),
                           changed in 0usize..1400, to in any::<u8>()) {
        let whole = sent(&[&resident("360781199901010011"), &[0x57; 40]]);
        let mut line = [&noise[..], &whole, &noise, &whole].concat();
        if let Some(byte) = line.get_mut(changed) {
            *byte = to;
        }
        let mut answers = Answers::default();
        let (mut rest, mut given) = (&line[..], 0);
        for size in pieces.iter().cycle() {
            let (piece, after) = rest.split_at(rest.len().min(*size));
            rest = after;
            if let Ok(Some((status, frame))) = answers.take(piece) {
                given += frame.len();
                prop_assert!(frame.starts_with(&frame::PREAMBLE) && frame[9] == status);
                prop_assert_eq!(frame[5..].iter().fold(0, |sum, byte| sum ^ byte), 0);
            }
            if rest.is_empty() {
                break;
            }
        }
        prop_assert!(given <= line.len());
    }

    #[test]
    fn a_square_codes_text(text in typed(), numbers in "[0-9;:]{0,40}") {
        for text in [text, format!("0012300072;{numbers}"), format!("tenfold:site:{numbers}")] {
            let bounded = |code: &str| text.contains(code);
            prop_assert!(BoxContent::scan(&text).is_none_or(|told| bounded(told.code.as_str())));
            if let Some(place) = CardPlace::scan(&text) {
                prop_assert_eq!(CardPlace::scan(&place.content()), Some(place));
            }
        }
    }
}
