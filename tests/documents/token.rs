//! What a resident shows who entered their own data: ours, in time, for this region, or nothing.

use proptest::prelude::*;
use tenfold::edge::token::{Invalid, SigningKey, Token};
use tenfold_domain::code::Region;
use tenfold_domain::time::At;

const HERE: Region = Region(360_781);
const SECRET: [u8; 32] = [7; 32];
/// 2022-04-01.
const NOW: At = At(1_648_771_200_000);

fn token() -> Token {
    Token {
        key: 3,
        region: HERE,
        expires_at: NOW + tenfold_domain::time::Minutes(5),
        reference: [9; 16],
    }
}

/// The only key there is.
fn known(_: Region, number: u8) -> Option<SigningKey> {
    (number == 3).then_some(SigningKey { secret: SECRET, revoked: false })
}

fn open(text: &str) -> Result<Token, Invalid> {
    Token::open(text, known, (HERE, NOW))
}

#[test]
fn a_token_says_what_was_signed_however_it_is_typed() {
    let text = token().sign(&SECRET);
    assert_eq!((text.len(), &text[..2]), (70, "TP"));
    assert!(text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
    assert_eq!(open(&text), Ok(token()));
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).expect("full width");
    assert_eq!(open(&text.to_lowercase().chars().map(wide).collect::<String>()), Ok(token()));
    assert_eq!(open(&format!(" {}-{}\n", &text[..35], &text[35..])), Ok(token()));
}

#[test]
fn each_way_of_not_holding_is_told_apart() {
    let text = token().sign(&SECRET);
    let with = |key: SigningKey| Token::open(&text, |_, _| Some(key), (HERE, NOW));
    assert_eq!(with(SigningKey { secret: [8; 32], revoked: false }), Err(Invalid::Forged));
    assert_eq!(Token::open(&text, |_, _| None, (HERE, NOW)), Err(Invalid::Forged), "no such key");
    assert_eq!(with(SigningKey { secret: SECRET, revoked: true }), Err(Invalid::Revoked));
    // Nobody without the key learns that it was taken back.
    assert_eq!(with(SigningKey { secret: [8; 32], revoked: true }), Err(Invalid::Forged));
    let at = |region, now| Token::open(&text, known, (region, now));
    assert_eq!(at(Region(110_101), NOW), Err(Invalid::OtherCampaign));
    assert_eq!(at(HERE, token().expires_at), Err(Invalid::Expired));
    assert_eq!(at(HERE, At(token().expires_at.0 - 1)), Ok(token()));
    for other in ["", "TP", "TP0", &text[..69], &format!("{text}0"), "360781199901010011"] {
        assert_eq!(open(other), Err(Invalid::Unreadable), "{other}");
    }
    let all = [
        Invalid::Unreadable,
        Invalid::Forged,
        Invalid::Revoked,
        Invalid::OtherCampaign,
        Invalid::Expired,
        Invalid::Unknown,
    ];
    for (at, why) in all.iter().enumerate() {
        assert!(why.en().is_ascii() && !why.zh().is_ascii(), "{why:?}");
        assert!(all[..at].iter().all(|other| other.en() != why.en() && other.zh() != why.zh()));
    }
}

#[test]
fn nothing_of_a_token_may_be_changed() {
    let text = token().sign(&SECRET);
    // Every other symbol in every place is every flipped bit and every other change of five.
    for place in 2..text.len() {
        for symbol in b"0123456789ABCDEFGHJKMNPQRSTVWXYZ".iter().map(|byte| char::from(*byte)) {
            let mut changed: Vec<char> = text.chars().collect();
            if changed[place] != symbol {
                changed[place] = symbol;
                let changed: String = changed.into_iter().collect();
                let why = open(&changed).expect_err(&changed);
                assert!(matches!(why, Invalid::Forged | Invalid::Unreadable), "{why:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        prop_assert!(open(&text).is_err());
    }

    #[test]
    fn any_bytes_behind_the_mark_are_answered(text in "TP[0-9A-HJKMNP-TV-Z]{68}") {
        prop_assert!(open(&text).is_err());
    }

    #[test]
    fn what_is_signed_comes_back(
        key in any::<u8>(), region in any::<u32>(), minutes in any::<u32>(),
        reference in any::<[u8; 16]>(), secret in any::<[u8; 32]>(),
    ) {
        let expires_at = At(i64::from(minutes) * 60_000);
        let token = Token { key, region: Region(region), expires_at, reference };
        let keys = |_, _| Some(SigningKey { secret, revoked: false });
        let opened = Token::open(&token.sign(&secret), keys, (Region(region), At(-1)));
        prop_assert_eq!(opened, Ok(token));
    }
}
