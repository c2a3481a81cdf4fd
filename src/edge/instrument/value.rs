//! Cells of a result: cycle numbers, what a well is for, yes and no.

use tenfold_domain::code::half_width;
use tenfold_domain::ct::Ct;
use tenfold_domain::term::Control;

/// More cycles than any protocol runs.
const CYCLES_MAX: f64 = 100.0;
/// What machines write where no curve rose, as [`heading`] leaves it. An empty cell says it too.
const NO_CT: [&str; 9] =
    ["", "undetermined", "undet", "noct", "nan", "na", "none", "无ct", "未检出"];

/// What stands in a cell of cycle numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CtCell {
    Rose(Ct),
    None,
    Unreadable,
}

/// Reads a cycle number or a word for none; `also` are words of a user's own, as [`heading`]
/// leaves them.
///
/// No run has a thousand cycles, so a lone comma is a decimal one (`24,53`); where comma and point
/// stand together the comma divides thousands, and the number is too large anyway.
pub(super) fn ct(text: &str, also: &[String]) -> CtCell {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !plain || text.is_empty() {
        let word = heading(text);
        if NO_CT.contains(&word.as_str()) || also.contains(&word) {
            // Of marks alone only a dash says that there is none.
            let is_dash = text.chars().all(|c| matches!(half_width(c), '-' | '–' | '—' | '/'));
            return if word.is_empty() && !is_dash { CtCell::Unreadable } else { CtCell::None };
        }
    }
    let number = match text.bytes().filter(|byte| *byte == b',').count() {
        0 => text.parse::<f64>(),
        1 if !text.contains('.') => text.replace(',', ".").parse(),
        _ => return CtCell::Unreadable,
    };
    match number {
        Ok(cycles) if (0.01..=CYCLES_MAX).contains(&cycles) => {
            CtCell::Rose(Ct((cycles * 100.0).round() as u16))
        }
        _ => CtCell::Unreadable,
    }
}

/// What a well is for, by the machine's word.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Task {
    /// A specimen.
    Unknown,
    /// A control.
    Control(Control),
    /// One of a series of known amounts.
    Standard,
    /// The file has no word for it.
    Unsaid,
    /// A word that is not known here; see [`super::Reading::content`].
    Other,
}

/// Beginnings of words and what they say; the first that fits.
const TASKS: [(&str, Task); 29] = [
    ("unkn", Task::Unknown),
    ("sample", Task::Unknown),
    ("specimen", Task::Unknown),
    ("未知", Task::Unknown),
    ("待测", Task::Unknown),
    ("待检", Task::Unknown),
    ("样本", Task::Unknown),
    ("样品", Task::Unknown),
    ("标本", Task::Unknown),
    ("blank", Task::Control(Control::Blank)),
    ("空白", Task::Control(Control::Blank)),
    ("ntc", Task::Control(Control::Negative)),
    ("nrt", Task::Control(Control::Negative)),
    ("notemplate", Task::Control(Control::Negative)),
    ("neg", Task::Control(Control::Negative)),
    ("nc", Task::Control(Control::Negative)),
    ("阴", Task::Control(Control::Negative)),
    ("pos", Task::Control(Control::Positive)),
    ("pc", Task::Control(Control::Positive)),
    ("阳", Task::Control(Control::Positive)),
    ("弱阳", Task::Control(Control::Positive)),
    ("强阳", Task::Control(Control::Positive)),
    ("临界阳", Task::Control(Control::Positive)),
    ("std", Task::Standard),
    ("standard", Task::Standard),
    ("quant", Task::Standard),
    ("标准", Task::Standard),
    ("定标", Task::Standard),
    ("calib", Task::Standard),
];

impl Task {
    /// By the word of a machine, its numbers passed over (`Unkn-01`, `NTC`, `阴性对照`).
    pub(super) fn of(text: &str) -> Task {
        let word = heading(text);
        if word.is_empty() {
            return Task::Unsaid;
        }
        let known = TASKS.iter().find(|(beginning, _)| word.starts_with(beginning));
        known.map_or(Task::Other, |(_, task)| *task)
    }

    /// A stable word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Task::Unknown => "unknown",
            Task::Control(control) => control.word(),
            Task::Standard => "standard",
            Task::Unsaid => "",
            Task::Other => "other",
        }
    }
}

/// Whether a cell says yes; nothing where it says neither.
pub(super) fn flag(text: &str) -> Option<bool> {
    match heading(text).as_str() {
        "true" | "yes" | "y" | "1" | "x" | "是" => Some(true),
        "false" | "no" | "n" | "0" | "否" | "" => Some(false),
        _ => None,
    }
}

/// A heading or word without what people write in different ways: case, spaces, points, dashes,
/// full-width forms, and the Cyrillic т with which the ABI 7500 writes `Cт`.
pub(super) fn heading(text: &str) -> String {
    if text.is_ascii() {
        // Nearly every cell, and asked of many.
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect();
    }
    let letters = text.chars().map(half_width).flat_map(char::to_lowercase);
    let letters = letters.map(|letter| if letter == '\u{442}' { 't' } else { letter });
    letters.filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycle_numbers_and_words_for_none() {
        for (text, cell) in [
            ("24.53", CtCell::Rose(Ct(2453))),
            ("24,534", CtCell::Rose(Ct(2453))),
            ("31", CtCell::Rose(Ct(3100))),
            ("0.004", CtCell::Unreadable),
            ("Undetermined", CtCell::None),
            ("undet.", CtCell::None),
            ("No Ct", CtCell::None),
            ("NoCt", CtCell::None),
            ("NaN", CtCell::None),
            ("N/A", CtCell::None),
            ("-", CtCell::None),
            ("", CtCell::None),
            ("24.5.3", CtCell::Unreadable),
            ("1,024.53", CtCell::Unreadable),
            ("-3.2", CtCell::Unreadable),
            ("0", CtCell::Unreadable),
            ("inf", CtCell::Unreadable),
            ("1e9", CtCell::Unreadable),
            ("?", CtCell::Unreadable),
            ("high", CtCell::Unreadable),
        ] {
            assert_eq!(ct(text, &[]), cell, "{text}");
        }
        assert_eq!(ct("无扩增", &["无扩增".into()]), CtCell::None);
    }

    #[test]
    fn headings_are_compared_without_their_dress() {
        for (text, plain) in [
            ("C\u{442}", "ct"),
            ("C\u{422} Mean", "ctmean"),
            ("Cq Std. Dev", "cqstddev"),
            ("Ｗｅｌｌ", "well"),
            ("反应孔", "反应孔"),
        ] {
            assert_eq!(heading(text), plain);
        }
    }

    #[test]
    fn what_a_well_is_for() {
        for (text, task) in [
            ("UNKNOWN", Task::Unknown),
            ("Unkn-01", Task::Unknown),
            ("NTC", Task::Control(Control::Negative)),
            ("Pos Ctrl-1", Task::Control(Control::Positive)),
            ("弱阳性对照", Task::Control(Control::Positive)),
            ("Std-1", Task::Standard),
            ("空白对照", Task::Control(Control::Blank)),
            ("", Task::Unsaid),
            ("IPC", Task::Other),
        ] {
            assert_eq!(Task::of(text), task, "{text}");
        }
    }
}
