//! Identity documents: what a number must look like before it names a person.
//!
//! A number is cleaned, checked and brought to one spelling, so that the same person has the
//! same number at every desk. Which region a number names is never checked: counties are
//! renumbered, and a retired prefix stays on its card (DOMAIN 1.1).

use std::fmt;

use crate::code::fold;
use crate::refusal::Refusal;

use crate::time::{At, Minutes};

terms! {
    /// What a person shows at the desk (R83, R88).
    DocumentKind {
        ResidentId = 1 "resident_id" "居民身份证" "resident identity card",
        ResidencePermit = 2 "residence_permit" "港澳台居民居住证" "residence permit (HK, Macau, Taiwan)",
        ForeignPermit = 3 "foreign_permit" "外国人永久居留身份证" "foreign resident card",
        TravelPermit = 4 "travel_permit" "港澳台居民来往内地通行证" "travel permit (HK, Macau, Taiwan)",
        Passport = 5 "passport" "护照" "passport",
        Temporary = 6 "temporary" "临时编号" "temporary number (no document)",
    }
    /// Sex as a document number tells it; numbers by GB/T 2261.1.
    Sex {
        Male = 1 "male" "男" "male",
        Female = 2 "female" "女" "female",
    }
}

/// A day of birth. Invariant: a day of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Birth {
    /// Four digits.
    pub year: u16,
    /// 1..=12.
    pub month: u8,
    /// 1..=31.
    pub day: u8,
}

/// A document that names one person. Invariant: the number is in its only spelling, `0-9A-Z`,
/// at most 18 characters.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Document {
    kind: DocumentKind,
    number: String,
}

impl Document {
    /// Cleans and checks a number as typed, scanned or read from a chip. `today` is the moment
    /// of entry; a birth date after it (by the calendar of UTC+8) is refused.
    ///
    /// The number decides among the three cards of 18 digits, so that a wrongly chosen kind
    /// does not make a second person; a resident number of 15 digits becomes one of 18; the
    /// renewal digits of a travel permit go.
    ///
    /// # Errors
    /// [`Refusal::DocumentBad`] for a wrong shape, [`Refusal::CheckWrong`] for a wrong check
    /// character, then [`Refusal::BirthDateBad`] for a birth date that is no date or lies in the
    /// future.
    pub fn parse(kind: DocumentKind, text: &str, today: At) -> Result<Document, Refusal> {
        let document = Document::shaped(kind, text)?;
        if document.is_sound() { document.born_by(today) } else { Err(Refusal::CheckWrong) }
    }

    /// The same for a number whose check character may be wrong, which stays as it is written:
    /// typed again it is the same document, and never one whose number is right.
    ///
    /// # Errors
    /// Those of [`Document::parse`] but [`Refusal::CheckWrong`].
    pub fn as_written(kind: DocumentKind, text: &str, today: At) -> Result<Document, Refusal> {
        Document::shaped(kind, text)?.born_by(today)
    }

    /// A number of the right shape in its only spelling.
    fn shaped(kind: DocumentKind, text: &str) -> Result<Document, Refusal> {
        let number = fold(text);
        let (kind, number) = match kind {
            DocumentKind::ForeignPermit if is_letters_digits(&number, 3, 12) => (kind, number),
            DocumentKind::ResidentId
            | DocumentKind::ResidencePermit
            | DocumentKind::ForeignPermit => card(kind, number)?,
            DocumentKind::TravelPermit => (kind, travel_permit(number)?),
            DocumentKind::Passport if (1..=9).contains(&number.len()) => (kind, number),
            DocumentKind::Temporary
                if number.starts_with('T') && (4..=16).contains(&number.len()) =>
            {
                (kind, number)
            }
            DocumentKind::Passport | DocumentKind::Temporary => return Err(Refusal::DocumentBad),
        };
        Ok(Document { kind, number })
    }

    fn born_by(self, today: At) -> Result<Document, Refusal> {
        match self.written_birth() {
            Some((y, m, d)) => match birth(y, m, d) {
                Some(born) if born <= birthday_of(today) => Ok(self),
                _ => Err(Refusal::BirthDateBad),
            },
            None => Ok(self),
        }
    }

    /// Whether the check character is right; true of numbers that have none (every number of 18
    /// characters has one).
    pub fn is_sound(&self) -> bool {
        let written = self.number.split_at_checked(17);
        written.is_none_or(|(body, check)| check.chars().eq([check_character(body)]))
    }

    /// Refuses a guardian for anybody but a person without a document, and one who has none either.
    ///
    /// # Errors
    /// [`Refusal::GuardianUnfit`], and [`Refusal::CheckWrong`] for a guardian's wrong number.
    pub fn in_care_of(&self, guardian: &Document) -> Result<(), Refusal> {
        let temporary = |document: &Document| document.kind == DocumentKind::Temporary;
        if !temporary(self) || temporary(guardian) {
            return Err(Refusal::GuardianUnfit);
        }
        if guardian.is_sound() { Ok(()) } else { Err(Refusal::CheckWrong) }
    }

    /// The kind, as the number tells it.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The number in its only spelling. Personal data: never into a log or an error.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The day of birth, where the number carries it (every number of 18 characters).
    pub fn birth(&self) -> Option<Birth> {
        self.written_birth().and_then(|(year, month, day)| birth(year, month, day))
    }

    /// The sex, where the number carries it: an odd sequence is male.
    pub fn sex(&self) -> Option<Sex> {
        let sequence = self.number.as_bytes().get(16).filter(|_| self.number.len() == 18)?;
        Some(if sequence % 2 == 1 { Sex::Male } else { Sex::Female })
    }

    /// Year, month and day as they stand in the number, a date or not.
    fn written_birth(&self) -> Option<(u32, u32, u32)> {
        let written = self.number.get(6..14).filter(|_| self.number.len() == 18)?;
        let written: u32 = written.parse().ok()?;
        Some((written / 10_000, written / 100 % 100, written % 100))
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.word(), mask_number(&self.number))
    }
}

impl Birth {
    /// Full years at this moment, by the calendar of UTC+8.
    pub fn age(self, now: At) -> u16 {
        let today = birthday_of(now);
        let years = today.year.saturating_sub(self.year);
        years.saturating_sub(u16::from((today.month, today.day) < (self.month, self.day)))
    }
}

/// A resident number with its check character (GB 11643). `region6` has six digits, `yyyymmdd`
/// eight and `sequence` three (odd = male); more digits are cut off at the front.
pub fn resident_number(region6: u32, yyyymmdd: u32, sequence: u16) -> String {
    let (region, birth) = (region6 % 1_000_000, yyyymmdd % 100_000_000);
    let mut number = format!("{region:06}{birth:08}{:03}", sequence % 1000);
    number.push(check_character(&number));
    number
}

/// Shows who it may be and not who it is: `110101********1234`. Shorter numbers keep two
/// characters at each end, and those under eight none.
pub fn mask_number(number: &str) -> String {
    match number.chars().count() {
        18.. => mask(number, 6, 4),
        8..18 => mask(number, 2, 2),
        _ => mask(number, 0, 0),
    }
}

/// `张*三`, `张*`, and `*` for a single character.
pub fn mask_name(name: &str) -> String {
    match name.chars().count() {
        3.. => mask(name, 1, 1),
        2 => mask(name, 1, 0),
        _ => mask(name, 0, 0),
    }
}

/// `138****0000`; shorter numbers keep the last two digits.
pub fn mask_phone(phone: &str) -> String {
    if phone.chars().count() >= 11 { mask(phone, 3, 4) } else { mask(phone, 0, 2) }
}

/// The text with a star for every character but the first `head` and the last `tail`.
fn mask(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let shown = |place: usize| place < head || place + tail >= length;
    text.chars().enumerate().map(|(place, c)| if shown(place) { c } else { '*' }).collect()
}

/// A card number of 18 characters, or of 15 by the rule before 1999, and the kind it tells.
fn card(kind: DocumentKind, number: String) -> Result<(DocumentKind, String), Refusal> {
    if number.len() == 15 && kind == DocumentKind::ResidentId && is_letters_digits(&number, 0, 15) {
        // Numbers of 15 digits ended in 1999, so the century is not in doubt.
        let long = format!("{}19{}", &number[..6], &number[6..]);
        let check = check_character(&long);
        return Ok((kind, format!("{long}{check}")));
    }
    let (body, check) = number.split_at_checked(17).ok_or(Refusal::DocumentBad)?;
    let shape = is_letters_digits(body, 0, 17) && matches!(check.as_bytes(), [b'0'..=b'9' | b'X']);
    let kind = match number.as_bytes() {
        [b'9', ..] => DocumentKind::ForeignPermit,
        [b'8', b'1'..=b'3', ..] => DocumentKind::ResidencePermit,
        _ => DocumentKind::ResidentId,
    };
    if shape { Ok((kind, number)) } else { Err(Refusal::DocumentBad) }
}

/// A travel permit without the two digits that count renewals: H or M and eight digits, or
/// eight digits from Taiwan.
fn travel_permit(mut number: String) -> Result<String, Refusal> {
    let letters = usize::from(number.starts_with(['H', 'M']));
    let shape = [8, 10].iter().any(|digits| is_letters_digits(&number, letters, *digits));
    number.truncate(letters + 8);
    if shape { Ok(number) } else { Err(Refusal::DocumentBad) }
}

/// Whether a cleaned number is so many letters and then so many digits, and nothing else.
fn is_letters_digits(number: &str, letters: usize, digits: usize) -> bool {
    let (head, tail) = number.as_bytes().split_at(letters.min(number.len()));
    tail.len() == digits
        && head.iter().all(u8::is_ascii_uppercase)
        && tail.iter().all(u8::is_ascii_digit)
}

/// The check character after 17 digits: ISO 7064 MOD 11-2 as GB 11643 writes it.
fn check_character(digits: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let digits = digits.bytes().map(|digit| u32::from(digit.wrapping_sub(b'0')));
    CHECKS[(digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum::<u32>() % 11) as usize]
}

/// A day of the calendar from 1800 on, or nothing.
fn birth(year: u32, month: u32, day: u32) -> Option<Birth> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1800..=9999).contains(&year) && (1..=last).contains(&day)).then_some(Birth {
        year: year as u16,
        month: month as u8,
        day: day as u8,
    })
}

/// The calendar day of a moment at UTC+8, as the birth date of somebody born then.
fn birthday_of(now: At) -> Birth {
    // Years from March, in eras of 400 years, so that the leap day ends its year.
    let days = (now + Minutes::hours(8)).0.div_euclid(86_400_000) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    Birth { year: year.clamp(0, 9999) as u16, month: month as u8, day: day as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2022-04-01T17:00:00Z, already the second of April at the desk.
    const TODAY: At = At(1_648_832_400_000);

    /// Kind, number as typed, and `kind number` or the refusal.
    const CASES: &str = "
        resident_id        11010519491231002x   resident_id 11010519491231002X
        resident_id        360781199901010011   resident_id 360781199901010011
        resident_id        ３６０７８１１９９９０１０１００２Ｘ   resident_id 36078119990101002X
        resident_id        360781990101001      resident_id 360781199901010011
        resident_id        810000199001010019   residence_permit 810000199001010019
        residence_permit   820000199001010029   residence_permit 820000199001010029
        residence_permit   830000199001010039   residence_permit 830000199001010039
        foreign_permit     932682198501010017   foreign_permit 932682198501010017
        foreign_permit     911124198108030024   foreign_permit 911124198108030024
        foreign_permit     931586198001010028   foreign_permit 931586198001010028
        foreign_permit     pak310080010103      foreign_permit PAK310080010103
        travel_permit      H1234567801          travel_permit H12345678
        travel_permit      m12345678            travel_permit M12345678
        travel_permit      1234567801           travel_permit 12345678
        passport           e-12345678           passport E12345678
        temporary          T000123              temporary T000123
        resident_id        110105194912310021   CheckWrong
        resident_id        11010519491231002Y   DocumentBad
        resident_id        360781199901010      BirthDateBad
        resident_id        36078119990101       DocumentBad
        foreign_permit     360781990101001      DocumentBad
        travel_permit      H123456789           DocumentBad
        passport           E123456789           DocumentBad
        temporary          000123               DocumentBad";

    fn answer(kind: &str, text: &str) -> String {
        let kind = DocumentKind::from_word(kind).expect("kind");
        match Document::parse(kind, text, TODAY) {
            Ok(document) => format!("{} {}", document.kind().word(), document.number()),
            Err(refusal) => refusal.name().to_owned(),
        }
    }

    #[test]
    fn every_document_has_one_spelling() {
        for line in CASES.lines().filter(|line| !line.trim().is_empty()) {
            let cells: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(answer(cells[0], cells[1]), cells[2..].join(" "), "{line}");
        }
    }

    #[test]
    fn births_are_days_of_the_calendar_and_not_to_come() {
        for (birth, good) in [
            (20_000_229, true),
            (19_000_229, false),
            (19_990_431, false),
            (19_991_301, false),
            (20_220_402, true),
            (20_220_403, false),
        ] {
            let number = resident_number(360_781, birth, 7);
            let expected =
                if good { format!("resident_id {number}") } else { "BirthDateBad".into() };
            assert_eq!(answer("resident_id", &number), expected);
        }
    }

    #[test]
    fn the_number_tells_birth_age_and_sex() {
        let parse = |text| Document::parse(DocumentKind::ResidentId, text, TODAY).expect("good");
        let born = parse("11010519491231002X").birth().expect("birth");
        assert_eq!((born.year, born.month, born.day, born.age(TODAY)), (1949, 12, 31, 72));
        assert_eq!(parse("360781199901010011").sex(), Some(Sex::Male));
        assert_eq!(parse("36078119990101002X").sex(), Some(Sex::Female));
        assert_eq!(format!("{:?}", parse("36078119990101002X")), "resident_id 360781********002X");
    }

    #[test]
    fn only_who_has_no_document_has_a_guardian() {
        let written = |text: &str| {
            let temporary = text.starts_with('T');
            let kind = [DocumentKind::ResidentId, DocumentKind::Temporary][usize::from(temporary)];
            Document::as_written(kind, text, TODAY).expect("shaped")
        };
        let (child, adult) = (written("T000123"), written("11010519491231002X"));
        assert_eq!(child.in_care_of(&adult), Ok(()));
        for (person, guardian) in [(&adult, &adult), (&child, &child), (&adult, &child)] {
            assert_eq!(person.in_care_of(guardian), Err(Refusal::GuardianUnfit));
        }
        assert_eq!(child.in_care_of(&written("110105194912310021")), Err(Refusal::CheckWrong));
    }

    #[test]
    fn masks_keep_the_ends_only() {
        assert_eq!(mask_number("110101199001011234"), "110101********1234");
        assert_eq!(
            (mask_number("E12345678"), mask_number("T0001")),
            ("E1*****78".into(), "*****".into())
        );
        assert_eq!((mask_name("张小三"), mask_name("张三")), ("张*三".into(), "张*".into()));
        assert_eq!(
            (mask_phone("13800000000"), mask_phone("5551234")),
            ("138****0000".into(), "*****34".into())
        );
    }
}
