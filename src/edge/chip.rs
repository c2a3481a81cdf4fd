//! The text of a card's chip: 256 bytes of UTF-16LE, each field padded with spaces (GA/T 490, as
//! DOMAIN 1.2 gives its four layouts). What is not a person's name, number, birth, sex, nation or
//! validity stays unread.

use std::ops::Range;

use jiff::civil::Date;
use tenfold_domain::person::{Document, DocumentKind, Sex};
use tenfold_domain::time::At;

use super::calendar;
use super::fault::{Fault, Warning};
use super::nation::Nation;
use super::who::{Validity, Who};

/// Bytes of a record.
pub const LENGTH: usize = 256;

/// A record.
pub type Record = [u8; LENGTH];

/// Where the mark of the layout stands.
const MARK: usize = 248;

/// Which fields stand where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// Resident identity card; no mark.
    Resident,
    /// `I`: card for foreigners of 2017.
    Foreign2017,
    /// `J`: residence permit for Hong Kong, Macau and Taiwan.
    ResidencePermit,
    /// `Y`: card for foreigners of 2023.
    Foreign2023,
}

/// Byte ranges of the fields that are read.
struct Fields {
    name: Range<usize>,
    /// Taken where there is no Chinese name; it may stand in two pieces.
    latin: [Range<usize>; 2],
    sex: Range<usize>,
    nation: Range<usize>,
    birth: Range<usize>,
    number: Range<usize>,
    from: Range<usize>,
    to: Range<usize>,
}

impl Layout {
    /// The layout by the unit at offset 248; whatever is no mark is a resident card.
    pub fn of(record: &Record) -> Layout {
        match (record[MARK], record[MARK + 1]) {
            (b'I', 0) => Layout::Foreign2017,
            (b'J', 0) => Layout::ResidencePermit,
            (b'Y', 0) => Layout::Foreign2023,
            _ => Layout::Resident,
        }
    }

    fn kind(self) -> DocumentKind {
        match self {
            Layout::Resident => DocumentKind::ResidentId,
            Layout::ResidencePermit => DocumentKind::ResidencePermit,
            Layout::Foreign2017 | Layout::Foreign2023 => DocumentKind::ForeignPermit,
        }
    }

    fn fields(self) -> Fields {
        let latin = if self == Layout::Foreign2023 { [52..122, 220..242] } else { [0..0, 0..0] };
        match self {
            Layout::Foreign2017 => Fields {
                name: 158..188,
                latin: [0..120, 0..0],
                sex: 120..122,
                nation: 0..0,
                birth: 220..236,
                number: 122..152,
                from: 188..204,
                to: 204..220,
            },
            Layout::Resident | Layout::ResidencePermit | Layout::Foreign2023 => Fields {
                name: 0..30,
                latin,
                sex: 30..32,
                nation: if self == Layout::Resident { 32..36 } else { 0..0 },
                birth: 36..52,
                number: 122..158,
                from: 188..204,
                to: 204..220,
            },
        }
    }
}

/// The person of a record of 256 bytes. `today` tells births to come and cards that have expired.
///
/// # Errors
/// [`Fault::RecordLength`], [`Fault::NameUnreadable`], and [`Fault::Refused`] as
/// [`Document::parse`] and for a day of birth to come.
pub fn parse(record: &[u8], today: At) -> Result<Who, Fault> {
    let given: &Record = record.try_into().map_err(|_| Fault::RecordLength(record.len()))?;
    let layout = Layout::of(given);
    let fields = layout.fields();
    let number = text(given, fields.number).ok_or(Fault::NoDocument)?;
    let mut who = Who::of(Document::parse(layout.kind(), &number, today)?);
    who.name = name(given, fields.name, fields.latin)?;
    who.born(digits(given, fields.birth).and_then(calendar::day), today)?;
    who.sexed(match given[fields.sex.start] {
        b'1' => Some(Sex::Male),
        b'2' => Some(Sex::Female),
        _ => None,
    });
    if !fields.nation.is_empty() {
        who.nation = digits(given, fields.nation)
            .and_then(|code| Nation::from_code(u8::try_from(code).ok()?));
        if who.nation.is_none() {
            who.warn(Warning::NationUnknown);
        }
    }
    let validity = validity(given, fields.from, fields.to);
    if validity.is_none() {
        who.warn(Warning::ValidityUnreadable);
    }
    who.valid(validity, today);
    Ok(who)
}

/// The Chinese name, or else the one in Latin letters.
fn name(record: &Record, name: Range<usize>, latin: [Range<usize>; 2]) -> Result<String, Fault> {
    let chinese = text(record, name).ok_or(Fault::NameUnreadable)?;
    if !chinese.is_empty() {
        return Ok(chinese);
    }
    let [first, second] = latin;
    let mut whole = text(record, first.clone()).ok_or(Fault::NameUnreadable)?;
    // The second piece goes on where the first was full; a space may have been cut off between.
    if whole.chars().count() + 1 == first.len() / 2 {
        whole.push(' ');
    }
    whole.push_str(&text(record, second).ok_or(Fault::NameUnreadable)?);
    whole.truncate(whole.trim_end().len());
    Ok(whole)
}

/// A field without its padding; `None` where its units are no text.
fn text(record: &Record, range: Range<usize>) -> Option<String> {
    let units = record[range].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    // A unit of UTF-16 is at most three bytes of UTF-8.
    let mut text = String::with_capacity(units.len() * 3);
    for symbol in char::decode_utf16(units) {
        match symbol.ok()? {
            '\0' => text.push(' '),
            symbol if symbol.is_control() => return None,
            symbol => text.push(symbol),
        }
    }
    text.truncate(text.trim_end().len());
    Some(text)
}

/// A field that is digits from end to end, as a number; at most eight of them.
fn digits(record: &Record, range: Range<usize>) -> Option<u32> {
    record[range].chunks_exact(2).try_fold(0u32, |number, pair| match pair {
        [digit @ b'0'..=b'9', 0] => Some(number * 10 + u32::from(digit - b'0')),
        _ => None,
    })
}

/// Two days, or one and 长期.
fn validity(record: &Record, from: Range<usize>, to: Range<usize>) -> Option<Validity> {
    /// 长期, U+957F U+671F.
    const LONG: [u8; 4] = [0x7f, 0x95, 0x1f, 0x67];
    let day = |range: Range<usize>| -> Option<Date> { calendar::day(digits(record, range)?) };
    let last = if record[to.clone()].starts_with(&LONG) { None } else { Some(day(to)?) };
    Some(Validity { from: Some(day(from)?), to: last })
}
