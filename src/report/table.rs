//! A table once, for every way of showing it.

use tenfold_domain::time::{At, Minutes};

use super::words::{Both, Clock, Lang, clock_span, number, percent};

/// Rows under named columns.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Name of its file and its JSON member.
    pub key: &'static str,
    /// Title.
    pub title: Both,
    /// Whether the printed report shows it: long lists stay in the files.
    pub printed: bool,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows; each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Name in files: unit last.
    pub key: &'static str,
    /// Heading.
    pub head: Both,
    /// Text in two languages, and so two columns in a file.
    pub both: bool,
}

/// One value.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Not given.
    Blank,
    /// Text.
    Text(Both),
    /// A number and how many decimals are shown.
    Number(f64, u8),
    /// A share, 0 to 1, shown in percent with so many decimals.
    Share(f64, u8),
    /// A moment.
    Moment(At),
    /// A span.
    Span(Minutes),
    /// Yes or no.
    Yes(bool),
}

/// A column of numbers, moments or spans.
pub fn column(key: &'static str, zh: &str, en: &str) -> Column {
    Column { key, head: Both::new(zh, en), both: false }
}

/// A column of text in both languages.
pub fn words(key: &'static str, zh: &str, en: &str) -> Column {
    Column { key, head: Both::new(zh, en), both: true }
}

impl Table {
    /// A table with its title and no rows yet, printed.
    pub fn new(key: &'static str, zh: &str, en: &str, columns: Vec<Column>) -> Table {
        Table { key, title: Both::new(zh, en), printed: true, columns, rows: Vec::new() }
    }

    /// For files alone: no page shows it.
    #[must_use]
    pub fn unprinted(self) -> Table {
        Table { printed: false, ..self }
    }

    /// With these rows, each as long as the columns.
    #[must_use]
    pub fn with(self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Table {
        Table { rows: rows.into_iter().collect(), ..self }
    }
}

impl Cell {
    /// Text in both languages.
    pub fn text(zh: impl Into<String>, en: impl Into<String>) -> Cell {
        Cell::Text(Both::new(zh, en))
    }

    /// A share in percent with one decimal.
    pub fn share(share: f64) -> Cell {
        Cell::Share(share, 1)
    }

    /// A whole number.
    pub fn count(value: f64) -> Cell {
        Cell::Number(value, 0)
    }

    /// A number, or nothing.
    pub fn maybe(value: Option<f64>, decimals: u8) -> Cell {
        value.map_or(Cell::Blank, |value| Cell::Number(value, decimals))
    }

    /// A moment, or nothing.
    pub fn moment(at: Option<At>) -> Cell {
        at.map_or(Cell::Blank, Cell::Moment)
    }

    /// A span, or nothing.
    pub fn span(minutes: Option<Minutes>) -> Cell {
        minutes.map_or(Cell::Blank, Cell::Span)
    }

    /// Whether it stands right, as numbers do.
    pub fn is_figure(&self) -> bool {
        !matches!(self, Cell::Text(_) | Cell::Yes(_))
    }

    /// For a reader; a dash is what was not given or never came.
    pub fn shown(&self, clock: Clock) -> Both {
        match self {
            Cell::Blank => Both::same("–"),
            Cell::Text(text) => text.clone(),
            Cell::Number(value, decimals) => Both::same(number(*value, *decimals)),
            Cell::Share(share, decimals) => Both::same(percent(*share, *decimals)),
            Cell::Moment(at) => Both::same(clock.moment(*at)),
            Cell::Span(minutes) => Both::same(clock_span(*minutes)),
            Cell::Yes(true) => Both::new("是", "yes"),
            Cell::Yes(false) => Both::new("否", "no"),
        }
    }

    /// For a file, in one language: numbers plain, spans in minutes, moments with their offset.
    pub fn plain(&self, clock: Clock, lang: Lang) -> String {
        match self {
            Cell::Blank => String::new(),
            Cell::Text(text) => text.pick(lang).into(),
            Cell::Number(value, _) if !value.is_finite() => String::new(),
            Cell::Number(value, decimals) => format!("{value:.*}", usize::from(*decimals)),
            Cell::Share(share, _) if !share.is_finite() => String::new(),
            Cell::Share(share, _) => format!("{share:.6}"),
            Cell::Moment(at) => clock.stamp(*at),
            Cell::Span(minutes) => minutes.0.to_string(),
            Cell::Yes(yes) => if *yes { "yes" } else { "no" }.into(),
        }
    }
}
