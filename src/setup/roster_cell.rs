//! The cells of one roster line: what each may hold.

use tenfold_domain::person::DocumentKind;
use tenfold_domain::term::Class;

use super::roster_row::{COLUMNS, Column};

/// The column a heading names, in either tongue.
pub(super) fn column(cell: &str) -> Option<Column> {
    let cell = cell.trim().to_lowercase();
    let named = COLUMNS.iter().find(|(_, english, chinese)| cell == *english || cell == *chinese);
    named.map(|(column, ..)| *column)
}

/// A name: 1 to 50 characters that print, and nothing a spreadsheet would run as a formula.
pub(super) fn name(text: &str) -> Option<String> {
    let length = (1..=50).contains(&text.chars().count());
    let formula = text.starts_with(['=', '+', '-', '@']);
    (length && !formula && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

/// Whether a cell is a number as a spreadsheet writes one that it no longer knows to the last
/// digit, such as `3.60781E+17`. Its digits would pass for a passport's, so it is found before.
pub(super) fn is_rounded(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(['E', 'e'])
        && text.contains('+')
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
