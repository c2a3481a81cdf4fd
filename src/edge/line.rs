//! The line that a reader types: `姓名|性别|民族|出生|地址|号码|机关|有效期`, as text readers and
//! keyboard wedges deliver it (DOMAIN 1.3). The number is looked for by its check, since readers
//! differ in what stands where; the fields before it are told by their distance to it.

use tenfold_domain::code::{fold, half_width};
use tenfold_domain::person::{Document, DocumentKind, Sex};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::time::At;

use super::calendar;
use super::nation::Nation;
use super::who::{Validity, Who};

/// Separators that make a line a reader's.
const SEPARATORS_MIN: usize = 5;
/// Fields before the number: name, sex, nation, birth, address.
const BEFORE: usize = 5;

/// Whether a line has a reader's separators; an input method makes them full-width.
pub fn is_one(line: &str) -> bool {
    line.chars().filter(|symbol| half_width(*symbol) == '|').count() >= SEPARATORS_MIN
}

/// Everybody on a line, in its order, the same person as often as they stand there. A line on
/// which no number is good gives the refusal of the field where the number belongs.
pub fn people(line: &str, today: At) -> Vec<Result<Who, Refusal>> {
    let fields: Vec<&str> = line.split(|symbol| half_width(symbol) == '|').collect();
    let mut found: Vec<Result<Who, Refusal>> = Vec::new();
    for (at, field) in fields.iter().enumerate().skip(1) {
        if let Some(document) = number(field, today) {
            let before = at.checked_sub(BEFORE).map(|first| &fields[first..at]);
            found.push(whole(document, before.unwrap_or(&fields[..1]), &fields[at + 1..], today));
        }
    }
    if found.is_empty() {
        // A number of 15 digits carries no check; here its place proves it.
        let (before, after) = fields.split_at(BEFORE.min(fields.len()));
        let (field, after) = after.split_first().unwrap_or((&"", &[]));
        let document = Document::parse(DocumentKind::ResidentId, field, today);
        found.push(document.and_then(|document| whole(document, before, after, today)));
    }
    found
}

/// A card's number: what carries a check character, or the foreigner's card of 2017.
fn number(field: &str, today: At) -> Option<Document> {
    let kind = match fold(field).len() {
        18 => DocumentKind::ResidentId,
        15 => DocumentKind::ForeignPermit,
        _ => return None,
    };
    Document::parse(kind, field, today).ok()
}

/// The person of a number and the fields around it.
fn whole(document: Document, before: &[&str], after: &[&str], today: At) -> Result<Who, Refusal> {
    let mut who = Who::of(document);
    let text = |at: usize| before.get(at).map(|field| field.trim()).unwrap_or_default();
    who.name = text(0).trim_start_matches('\u{feff}').to_owned();
    let sex = text(1);
    who.sexed(match half_width(sex.chars().next().unwrap_or_default()) {
        '男' | '1' | 'M' | 'm' => Some(Sex::Male),
        '女' | '2' | 'F' | 'f' => Some(Sex::Female),
        _ => None,
    });
    who.nation = Nation::from_text(&narrow(text(2)));
    who.born(calendar::written(&narrow(text(3))), today)?;
    let days = (after.get(1), after.get(2));
    who.valid(validity(days.0.unwrap_or(&""), days.1.unwrap_or(&"")), today);
    Ok(who)
}

/// `2010.01.01-2030.01.01`, `20100101-长期`, or first and last day in two fields.
fn validity(first: &str, second: &str) -> Option<Validity> {
    const LONG: &str = "长期";
    let (first, second) = (narrow(first), narrow(second));
    let from = calendar::written(&first)?;
    let ends = |text: &str| {
        if text.contains(LONG) { Some(None) } else { calendar::written(text).map(Some) }
    };
    // Behind the first day: eight digits, or ten characters with separators.
    let behind = first.trim().char_indices().nth(8).map(|(at, _)| &first.trim()[at..]);
    let same = behind.and_then(|rest| {
        let rest = if from_digits(&first) { rest } else { rest.get(2..)? };
        ends(rest.trim_start_matches(['-', '至', ' ', '~']))
    });
    let to = same.or_else(|| ends(&second))?;
    Some(Validity { from: Some(from), to })
}

fn from_digits(text: &str) -> bool {
    text.trim().bytes().take(8).all(|byte| byte.is_ascii_digit())
}

/// A field with its full-width forms as ASCII.
fn narrow(field: &str) -> String {
    field.chars().map(half_width).collect()
}
