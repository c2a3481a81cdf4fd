//! The cells of one roster line: how a line falls into cells and what a cell may hold.

use tenfold_domain::person::DocumentKind;
use tenfold_domain::term::Class;

use super::roster_row::{COLUMNS, Column};

/// The column a heading names, in either tongue.
pub(super) fn column(cell: &str) -> Option<Column> {
    let cell = cell.trim().to_lowercase();
    let named = COLUMNS.iter().find(|(_, english, chinese)| cell == *english || cell == *chinese);
    named.map(|(column, ..)| *column)
}

/// The cells of a line; `None` when a quote is not closed or text follows it.
pub(super) fn split(line: &str) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_cell(quoted)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        cells.push(cell);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return after.is_empty().then_some(cells),
        }
    }
}

/// A cell up to its closing quote, doubled quotes made single, and what follows it.
fn quoted_cell(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once('"')?;
        cell.push_str(part);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => return Some((cell, after)),
        }
    }
}

/// A name: 1 to 50 characters that print, and nothing a spreadsheet would run as a formula.
pub(super) fn name(text: &str) -> Option<String> {
    let length = (1..=50).contains(&text.chars().count());
    let formula = text.starts_with(['=', '+', '-', '@']);
    (length && !formula && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

/// A phone number without spaces and dashes; the inner `None` is an empty cell.
pub(super) fn phone(text: &str) -> Option<Option<String>> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if digits.is_empty() {
        return Some(None);
    }
    let bare = digits.strip_prefix('+').unwrap_or(&digits);
    let sound = (5..=15).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    sound.then_some(Some(digits))
}

/// The member of a list that a cell names, by code word, by Chinese name or as offices call it;
/// the usual one for an empty cell.
pub(super) fn term<T: Copy>(
    cell: &str,
    usual: T,
    all: &[T],
    named: impl Fn(T, &str) -> bool,
) -> Option<T> {
    let found = all.iter().copied().find(|member| named(*member, cell));
    if cell.is_empty() { Some(usual) } else { found }
}

/// Whether a cell means this kind of document.
pub(super) fn kind_named(kind: DocumentKind, cell: &str) -> bool {
    let also: &[&str] = match kind {
        DocumentKind::ResidentId => &["身份证", "二代身份证"],
        DocumentKind::ResidencePermit => &["港澳居民居住证", "台湾居民居住证"],
        DocumentKind::ForeignPermit => &["外国人永久居留证"],
        DocumentKind::TravelPermit => {
            &["回乡证", "台胞证", "港澳居民来往内地通行证", "台湾居民来往大陆通行证"]
        }
        DocumentKind::Passport | DocumentKind::Temporary => &[],
    };
    cell == kind.word() || cell == kind.zh() || also.contains(&cell)
}

/// Whether a cell means this class.
pub(super) fn class_named(class: Class, cell: &str) -> bool {
    let also: &[&str] = match class {
        Class::Resident => &["普通人员", "居民"],
        Class::CloseContact => &["密接"],
        Class::Key | Class::SecondaryContact | Class::Suspect => &[],
    };
    cell == class.word() || cell == class.zh() || also.contains(&cell)
}
