//! What a keyboard wedge types into a focused field: numbers, a reader's line, labels, two codes
//! run together, the same twice, with an input method in between. Gives the list of what it holds.
//!
//! A number without a check digit may be a label misread. It is told with the kinds it could be,
//! for the clerk to say; only what a check, a rule or its own shape proves is taken.

use std::fmt;

use tenfold_domain::code::{BoxCode, Code, CodeRule, TubeCode, fold, half_width};
use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::time::At;

use super::fault::{Fault, Warning};
use super::who::Who;
use super::{line, mrz};

/// Longest text that is read, in bytes: no device types more before somebody looks.
const TEXT_MAX: usize = 4_096;
/// Longest run of letters and digits that is taken apart, in characters: two card numbers typed
/// twice. Longer ones are no scan.
const RUN_MAX: usize = 72;
/// Shortest number without a check that is offered, in characters.
const NUMBER_MIN: usize = 5;
/// Characters of a receipt, and the alphabet in which it is printed (Crockford's).
const RECEIPT: (usize, &str) = (12, "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
/// Kinds whose numbers carry no check digit, the likelier first.
const UNPROVEN: [DocumentKind; 4] = [
    DocumentKind::ResidentId,
    DocumentKind::TravelPermit,
    DocumentKind::Temporary,
    DocumentKind::Passport,
];

/// Which labels a campaign accepts: protocol data.
#[derive(Clone, Copy, Default, Debug)]
pub struct Labels<'p> {
    /// Rules of tube codes.
    pub tubes: &'p [CodeRule],
    /// Rules of box codes.
    pub boxes: &'p [CodeRule],
}

/// One thing on a line.
#[derive(Clone, PartialEq, Eq)]
pub enum Found {
    /// A person, proven by a check digit or by a shape that nothing else has.
    Who(Box<Who>),
    /// A tube's label.
    Tube(TubeCode),
    /// A box's label.
    Case(BoxCode),
    /// A receipt's code, as its holder may scan it.
    Receipt(Code),
    /// A number that no check proves, as each kind of document it could be.
    Number(Vec<Document>),
    /// Looks like a card's number and the rules refuse it.
    Refused(Refusal),
    /// The zone of a travel document that does not hold.
    Damaged(Fault),
    /// Nothing known; how many letters and digits (bytes, where the text is too long to be read).
    Unknown(usize),
}

/// Everything on a line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scan {
    /// What it holds, in its order, each thing once.
    pub found: Vec<Found>,
    /// [`Warning::InputMethod`] and [`Warning::TypedTwice`].
    pub warnings: Vec<Warning>,
}

/// Reads what was typed: one line, or several when the scanner sends Enter between two codes.
/// `today` tells births to come. The answer holds no more things than the text has characters.
pub fn read(text: &str, labels: Labels<'_>, today: At) -> Scan {
    let mut scan = Scan::default();
    if text.len() > TEXT_MAX {
        scan.add(Found::Unknown(text.len()));
        return scan;
    }
    if text.chars().any(|symbol| half_width(symbol) == '<') {
        let who = mrz::parse(text, today).map(Box::new);
        scan.add(who.map_or_else(Found::Damaged, Found::Who));
        return scan;
    }
    let lines = text.split(['\r', '\n', '\t']).filter(|line| !line.trim().is_empty());
    for typed in lines {
        if line::is_one(typed) {
            for who in line::people(typed, today) {
                scan.add(who.map_or_else(Found::Refused, |who| Found::Who(Box::new(who))));
            }
        } else {
            scan.bare(typed, labels, today);
        }
        let foreign = if line::is_one(typed) { is_wide } else { is_foreign };
        if typed.chars().any(foreign) {
            scan.warn(Warning::InputMethod);
        }
    }
    scan
}

/// The one person on a line, where a document is expected; labels beside it do not matter.
///
/// # Errors
/// [`Fault::Refused`] and [`Fault::Mrz`] of what looks like a document and is none,
/// [`Fault::SeveralDocuments`], [`Fault::KindUnknown`] of a number without a check digit, else
/// [`Fault::NoDocument`].
pub fn document(text: &str, today: At) -> Result<Who, Fault> {
    let (mut person, mut fault) = (None, Fault::NoDocument);
    for found in read(text, Labels::default(), today).found {
        match found {
            Found::Who(_) if person.is_some() => return Err(Fault::SeveralDocuments),
            Found::Who(who) => person = Some(*who),
            Found::Refused(refusal) => fault = refusal.into(),
            Found::Damaged(damage) => fault = damage,
            Found::Number(_) if fault == Fault::NoDocument => fault = Fault::KindUnknown,
            _ => {}
        }
    }
    person.ok_or(fault)
}

impl Scan {
    /// Adds a thing, once: a reader's line beside the bare number of the same person is one.
    fn add(&mut self, found: Found) {
        let same = |other: &Found| match (other, &found) {
            (Found::Who(one), Found::Who(two)) => one.document == two.document,
            (one, two) => one == two,
        };
        if self.found.iter().any(same) {
            self.warn(Warning::TypedTwice);
        } else {
            self.found.push(found);
        }
    }

    fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// A line without separators: first as one number that an input method or a habit of writing
    /// has broken up, then word by word, then taken apart.
    fn bare(&mut self, typed: &str, labels: Labels<'_>, today: At) {
        let whole = fold(typed);
        if let Some(found) = proven(&whole, labels, today) {
            return self.add(found);
        }
        let separate = |symbol: char| !half_width(symbol).is_ascii_alphanumeric();
        let words = typed.split(separate).filter(|word| !word.is_empty());
        let words: Vec<_> = words.map(|word| apart(&fold(word), labels, today)).collect();
        let known = |found: &[Found]| !found.iter().any(|one| matches!(one, Found::Unknown(_)));
        if words.len() > 1 && words.iter().all(|found| known(found)) {
            return words.into_iter().flatten().for_each(|found| self.add(found));
        }
        apart(&whole, labels, today).into_iter().for_each(|found| self.add(found));
    }
}

/// A run of letters and digits as one thing, as the same twice, or as two that are both proven.
fn apart(run: &str, labels: Labels<'_>, today: At) -> Vec<Found> {
    if let Some(found) = one(run, labels, today) {
        return vec![found];
    }
    let unknown = vec![Found::Unknown(run.len())];
    if run.len() > RUN_MAX {
        return unknown;
    }
    let (first, second) = run.split_at(run.len() / 2);
    if first == second && run.len() >= 2 * NUMBER_MIN {
        let found = apart(first, labels, today);
        return found.iter().chain(&found).cloned().collect();
    }
    let mut ways = (1..run.len()).filter_map(|at| {
        let (first, second) = run.split_at(at);
        Some(vec![proven(first, labels, today)?, proven(second, labels, today)?])
    });
    match (ways.next(), ways.next()) {
        (Some(way), None) => way,
        _ if run.len() == 18 => vec![Found::Refused(refusal(run, today))],
        // Nothing, or two ways to read it: then neither is certain.
        _ => unknown,
    }
}

/// What a run is, taken as a whole.
fn one(run: &str, labels: Labels<'_>, today: At) -> Option<Found> {
    if let Some(found) = proven(run, labels, today) {
        return Some(found);
    }
    if let Some(code) = receipt(run) {
        return Some(Found::Receipt(code));
    }
    if run.len() < NUMBER_MIN || !run.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let as_kind = |kind: &DocumentKind| Document::parse(*kind, run, today).ok();
    let numbers: Vec<Document> = UNPROVEN.iter().filter_map(as_kind).collect();
    (!numbers.is_empty()).then_some(Found::Number(numbers))
}

/// A receipt's code by its shape. Of digits alone it is sooner a label misread than a receipt (one
/// in a million).
pub fn receipt(run: &str) -> Option<Code> {
    let (length, alphabet) = RECEIPT;
    let lettered = run.bytes().any(|byte| byte.is_ascii_uppercase());
    let known = run.chars().all(|symbol| alphabet.contains(symbol));
    (run.len() == length && lettered && known).then(|| Code::scan(run).ok()).flatten()
}

/// What a check digit, the campaign's rule, or a shape of its own proves.
fn proven(run: &str, labels: Labels<'_>, today: At) -> Option<Found> {
    let code = Code::scan(run).ok();
    let accepted = |rules: &[CodeRule]| code.filter(|code| rules.iter().any(|r| r.accepts(*code)));
    if let Some(code) = accepted(labels.tubes) {
        return Some(Found::Tube(TubeCode(code)));
    }
    if let Some(code) = accepted(labels.boxes) {
        return Some(Found::Case(BoxCode(code)));
    }
    let letters = run.bytes().take_while(u8::is_ascii_uppercase).count();
    let kind = match (run.len(), letters) {
        (18, 0) => DocumentKind::ResidentId,
        (15, 3) => DocumentKind::ForeignPermit,
        // Nine characters of this shape are also passports of some states.
        (11, 1) if run.starts_with(['H', 'M']) => DocumentKind::TravelPermit,
        _ => return None,
    };
    let document = Document::parse(kind, run, today).ok()?;
    Some(Found::Who(Box::new(Who::of(document))))
}

/// Why a number of 18 characters is no card's.
fn refusal(run: &str, today: At) -> Refusal {
    let parsed = Document::parse(DocumentKind::ResidentId, run, today);
    parsed.err().unwrap_or(Refusal::DocumentBad)
}

/// A digit, letter or separator in the full-width form that no reader sends by itself.
fn is_wide(symbol: char) -> bool {
    let half = half_width(symbol);
    half != symbol && (half.is_ascii_alphanumeric() || half == '|')
}

/// Anything that a scanner of labels and numbers does not send.
fn is_foreign(symbol: char) -> bool {
    !symbol.is_ascii() && symbol != '\u{feff}'
}

/// The kind of thing; for a person no more than [`Who`] shows.
impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::Who(who) => who.fmt(f),
            Found::Tube(code) => write!(f, "Tube({code})"),
            Found::Case(code) => write!(f, "Case({code})"),
            Found::Receipt(_) => f.write_str("Receipt"),
            Found::Number(documents) => {
                let kinds: Vec<&str> = documents.iter().map(|one| one.kind().word()).collect();
                write!(f, "Number({})", kinds.join(" or "))
            }
            Found::Refused(refusal) => write!(f, "Refused({})", refusal.name()),
            Found::Damaged(fault) => write!(f, "Damaged({fault:?})"),
            Found::Unknown(length) => write!(f, "Unknown({length})"),
        }
    }
}
