//! The machine-readable zone of travel documents, ICAO 9303: passports (part 4, TD3, two lines of
//! 44) and cards (part 5, TD1, three lines of 30). Every check digit must hold.

use jiff::civil::Date;
use tenfold_domain::code::half_width;
use tenfold_domain::person::{Document, DocumentKind, Sex};
use tenfold_domain::time::At;

use super::calendar;
use super::fault::Fault;
use super::who::{Validity, Who};

/// Characters of the longer zone.
const LONGEST: usize = 90;
/// Characters of both lines of a passport.
const TD3: usize = 88;
/// Characters of the three lines of a card.
const TD1: usize = 90;

/// Which part of a zone is at fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Zone {
    /// Not two lines of 44 nor three of 30 in `0-9A-Z<`, or no document of a person.
    Shape,
    /// The check digit of the document number.
    Number,
    /// The day of birth or its check digit.
    Birth,
    /// The day of expiry or its check digit.
    Expiry,
    /// The check digit of the holder's personal number.
    Personal,
    /// The check digit over all of them.
    Composite,
}

impl Zone {
    /// In Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Zone::Shape => "不是两行 44 位或三行 30 位",
            Zone::Number => "证件号码校验位有误",
            Zone::Birth => "出生日期或其校验位有误",
            Zone::Expiry => "有效期或其校验位有误",
            Zone::Personal => "个人号码校验位有误",
            Zone::Composite => "总校验位有误",
        }
    }

    /// In English.
    pub fn en(self) -> &'static str {
        match self {
            Zone::Shape => "not two lines of 44 characters nor three of 30",
            Zone::Number => "the check digit of the number is wrong",
            Zone::Birth => "day of birth or its check digit is wrong",
            Zone::Expiry => "day of expiry or its check digit is wrong",
            Zone::Personal => "the check digit of the personal number is wrong",
            Zone::Composite => "the check digit over all is wrong",
        }
    }
}

/// The person of a zone; line breaks and spaces anywhere, full-width and lower-case forms folded.
///
/// # Errors
/// [`Fault::Mrz`] with the first part at fault, [`Fault::Refused`] for a number that the rules
/// refuse or a birth to come.
pub fn parse(text: &str, today: At) -> Result<Who, Fault> {
    let mut zone = [0u8; LONGEST];
    let mut length = 0;
    for symbol in text.chars().filter(|symbol| !symbol.is_whitespace()) {
        let symbol = half_width(symbol).to_ascii_uppercase();
        let known = matches!(symbol, '0'..='9' | 'A'..='Z' | '<');
        let place = zone.get_mut(length).filter(|_| known).ok_or(Fault::Mrz(Zone::Shape))?;
        (*place, length) = (symbol as u8, length + 1);
    }
    match (length, zone[0]) {
        (TD3, b'P') => passport(&zone[44..TD3], &zone[5..44], today),
        (TD1, b'A' | b'C' | b'I' | b'P') => card(&zone, today),
        _ => Err(Fault::Mrz(Zone::Shape)),
    }
}

/// The second line of a passport, and its name (part 4, 4.2.2).
fn passport(line: &[u8], name: &[u8], today: At) -> Result<Who, Fault> {
    checked(&[&line[..9]], line[9], Zone::Number)?;
    checked(&[&line[13..19]], line[19], Zone::Birth)?;
    checked(&[&line[21..27]], line[27], Zone::Expiry)?;
    // Of an empty personal number the check digit may be a filler.
    let empty = line[28..42].iter().all(|symbol| *symbol == b'<') && line[42] == b'<';
    if !empty {
        checked(&[&line[28..42]], line[42], Zone::Personal)?;
    }
    checked(&[&line[..10], &line[13..20], &line[21..43]], line[43], Zone::Composite)?;
    let number = Number { kind: DocumentKind::Passport, head: &line[..9], tail: &[] };
    holder(number, name, (&line[13..19], line[20], &line[21..27]), today)
}

/// The three lines of a card (part 5, 4.2.2). A number longer than nine characters goes on in the
/// optional data, its check digit behind it.
fn card(zone: &[u8; TD1], today: At) -> Result<Who, Fault> {
    let (first, second, name) = (&zone[..30], &zone[30..60], &zone[60..]);
    let tail = first[15..].split(|symbol| *symbol == b'<').next().unwrap_or_default();
    let tail = match tail.split_last() {
        Some((check, tail)) if first[14] == b'<' => {
            checked(&[&first[5..15], tail], *check, Zone::Number)?;
            tail
        }
        _ => {
            checked(&[&first[5..14]], first[14], Zone::Number)?;
            &[]
        }
    };
    checked(&[&second[..6]], second[6], Zone::Birth)?;
    checked(&[&second[8..14]], second[14], Zone::Expiry)?;
    let all = [&first[5..], &second[..7], &second[8..15], &second[18..29]];
    checked(&all, second[29], Zone::Composite)?;
    // `C` is China's travel permit (GA/T 704.14); the rules know every other card of a foreign
    // state as a passport.
    let kind = if zone[0] == b'C' { DocumentKind::TravelPermit } else { DocumentKind::Passport };
    let number = Number { kind, head: &first[5..14], tail };
    holder(number, name, (&second[..6], second[7], &second[8..14]), today)
}

/// A document number in its one or two pieces.
struct Number<'z> {
    kind: DocumentKind,
    head: &'z [u8],
    tail: &'z [u8],
}

fn holder(
    number: Number<'_>,
    name: &[u8],
    (birth, sex, expiry): (&[u8], u8, &[u8]),
    today: At,
) -> Result<Who, Fault> {
    let digits = number.head.iter().chain(number.tail).filter(|symbol| **symbol != b'<');
    let digits: String = digits.copied().map(char::from).collect();
    let mut who = Who::of(Document::parse(number.kind, &digits, today)?);
    who.name = spaced(name);
    // A birth of which a part is unknown is written with fillers (part 3, 4.8).
    if birth.iter().all(u8::is_ascii_digit) {
        let ends = calendar::day_of(today);
        let day = day(birth, 2000).filter(|day| *day <= ends).or_else(|| day(birth, 1900));
        who.born(Some(day.ok_or(Fault::Mrz(Zone::Birth))?), today)?;
    }
    who.sexed(match sex {
        b'M' => Some(Sex::Male),
        b'F' => Some(Sex::Female),
        _ => None,
    });
    if expiry.iter().any(|symbol| *symbol != b'<') {
        let to = day(expiry, 2000).ok_or(Fault::Mrz(Zone::Expiry))?;
        who.valid(Some(Validity { from: None, to: Some(to) }), today);
    }
    Ok(who)
}

/// `ERIKSSON<<ANNA<MARIA<<<` as `ERIKSSON ANNA MARIA`.
fn spaced(name: &[u8]) -> String {
    let mut spaced = String::with_capacity(name.len());
    for part in name.split(|symbol| *symbol == b'<').filter(|part| !part.is_empty()) {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.extend(part.iter().copied().map(char::from));
    }
    spaced
}

/// A day of six digits in a century.
fn day(yymmdd: &[u8], century: u32) -> Option<Date> {
    let number = yymmdd.iter().try_fold(0u32, |number, symbol| {
        symbol.is_ascii_digit().then(|| number * 10 + u32::from(symbol - b'0'))
    })?;
    calendar::day(century * 10_000 + number)
}

/// Whether the check digit of some fields holds (part 3, 4.9): weights 7, 3, 1, modulo 10.
fn checked(fields: &[&[u8]], check: u8, zone: Zone) -> Result<(), Fault> {
    let values = fields.iter().copied().flatten().map(|symbol| match symbol {
        b'0'..=b'9' => u32::from(symbol - b'0'),
        b'A'..=b'Z' => u32::from(symbol - b'A') + 10,
        _ => 0,
    });
    let sum: u32 = values.zip([7, 3, 1].into_iter().cycle()).map(|(value, by)| value * by).sum();
    if u32::from(check) == u32::from(b'0') + sum % 10 { Ok(()) } else { Err(Fault::Mrz(zone)) }
}
