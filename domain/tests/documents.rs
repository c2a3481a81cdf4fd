//! Numbers whose check character is wrong: one person each, and never the right one.

use proptest::prelude::*;
use proptest::sample::select;
use tenfold_domain::person::{Document, DocumentKind, resident_number};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::time::At;

/// 2022-04-01.
const TODAY: At = At(1_648_771_200_000);

/// Digits as a keyboard in full width types them, with blanks between.
fn typed(number: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c);
    number.chars().flat_map(|c| [wide(c.to_ascii_lowercase()), ' ']).collect()
}

fn number() -> impl Strategy<Value = String> {
    // Residents, residence permits of three kinds, and the foreign card of 2023.
    let region = prop_oneof![
        110_000..660_000u32,
        select(vec![810_000, 820_000, 830_000]),
        900_000..999_999u32
    ];
    let birth = (1920..2022u32, 1..=12u32, 1..=28u32);
    (region, birth, 0..1_000u16)
        .prop_map(|(region, (y, m, d), n)| resident_number(region, y * 10_000 + m * 100 + d, n))
}

proptest! {
    #[test]
    fn a_wrong_check_character_makes_a_person_of_its_own(right in number()) {
        let kind = DocumentKind::ResidentId;
        let known = Document::parse(kind, &right, TODAY).expect("right");
        prop_assert!(known.is_sound());
        prop_assert_eq!(&Document::as_written(kind, &right, TODAY), &Ok(known.clone()));
        let mut people = vec![known];
        for check in "0123456789X".chars().filter(|check| !right.ends_with(*check)) {
            let wrong = format!("{}{check}", &right[..17]);
            prop_assert_eq!(Document::parse(kind, &wrong, TODAY), Err(Refusal::CheckWrong));
            let taken = Document::as_written(kind, &wrong, TODAY).expect("taken");
            prop_assert!(!taken.is_sound());
            prop_assert_eq!(taken.number(), wrong.as_str());
            let again = Document::as_written(DocumentKind::ResidencePermit, &typed(&wrong), TODAY);
            prop_assert_eq!(&again, &Ok(taken.clone()), "one spelling, whatever is typed");
            prop_assert!(!people.contains(&taken));
            people.push(taken);
        }
    }

    /// Nothing but the check character is ever let through.
    #[test]
    fn whatever_is_written_has_the_shape_of_its_kind(
        kind in select(DocumentKind::ALL), text in "\\PC{0,24}",
    ) {
        let strict = Document::parse(kind, &text, TODAY);
        match Document::as_written(kind, &text, TODAY) {
            Ok(taken) if taken.is_sound() => prop_assert_eq!(strict, Ok(taken)),
            Ok(_) => prop_assert_eq!(strict, Err(Refusal::CheckWrong)),
            Err(_) => prop_assert!(strict.is_err()),
        }
    }
}
