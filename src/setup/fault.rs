//! What is wrong with a file of the set-up, and where: file, line, key and what to do.

use std::io;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use super::fault_json;
use super::fault_zh::in_chinese;

/// Why a file of the set-up cannot be used. Every text names the file, the key and what to do.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The file cannot be read at all.
    #[error("{file}: cannot be read ({source}); check the path and the permissions")]
    Read {
        /// The file.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The file is of another kind than the one asked for.
    #[error("{file}: is {found}, not {wanted}; check that this is the file you meant")]
    Kind {
        /// The file.
        file: String,
        /// What it looks like.
        found: &'static str,
        /// What was asked for.
        wanted: &'static str,
    },
    /// The file is not the TOML this loader knows.
    #[error("{file}: line {line}: `{key}`: {message}; correct this line or take it out")]
    Toml {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What stands at the start of the line.
        key: String,
        /// What the parser said.
        message: String,
    },
    /// A value that no plan can mean.
    #[error("{file}: {}{key}: {problem}", shown(*line))]
    Value {
        /// The file.
        file: String,
        /// Line, from 1, where the key stands, or the table it is missing from.
        line: Option<usize>,
        /// Path of the key, for instance `classes.resident.capacity`.
        key: String,
        /// What is wrong and what to do.
        problem: String,
    },
}

impl SetupError {
    /// File, line and key, as far as they are known.
    pub fn place(&self) -> (&str, Option<usize>, Option<&str>) {
        match self {
            SetupError::Read { file, .. } | SetupError::Kind { file, .. } => (file, None, None),
            SetupError::Toml { file, line, key, .. } => (file, Some(*line), Some(key)),
            SetupError::Value { file, line, key, .. } => (file, *line, Some(key)),
        }
    }

    /// In Chinese, as far as [`in_chinese`] knows it.
    pub fn zh(&self) -> String {
        let (file, line, key) = self.place();
        let line = line.map(|line| format!("第 {line} 行，")).unwrap_or_default();
        let key = key.map(|key| format!("键 `{key}`，")).unwrap_or_default();
        let problem = match self {
            SetupError::Read { source, .. } => format!("无法读取（{source}）；请核对路径和权限"),
            SetupError::Kind { found, wanted, .. } => {
                format!(
                    "文件类型不对（{}，应为 {}）；请核对是否为所需文件",
                    in_chinese(found),
                    in_chinese(wanted)
                )
            }
            SetupError::Toml { message, .. } => {
                format!("{}；请改正或删去此行", in_chinese(message))
            }
            SetupError::Value { problem, .. } => in_chinese(problem),
        };
        format!("{file}：{line}{key}{problem}")
    }
}

/// How a line is shown before a key.
fn shown(line: Option<usize>) -> String {
    line.map(|line| format!("line {line}: ")).unwrap_or_default()
}

/// Reads a whole file of UTF-8 text.
///
/// # Errors
/// [`SetupError::Read`] when the system does not give it, [`SetupError::Kind`] when it is no text.
pub fn read(path: &Path) -> Result<String, SetupError> {
    let file = path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|source| SetupError::Read { file: file.clone(), source })?;
    let found = "a binary file or text in another encoding";
    let wrong = SetupError::Kind { file, found, wanted: "UTF-8 text" };
    if bytes.contains(&0) {
        return Err(wrong);
    }
    String::from_utf8(bytes).map_err(|_| wrong)
}

/// Reads TOML text into the shape of a file.
pub(super) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, SetupError> {
    toml::from_str(text).map_err(|error| {
        if let Some(found) = other_kind(text) {
            return SetupError::Kind { file: file.into(), found, wanted: "TOML" };
        }
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = line_at(text, start);
        let content = text.lines().nth(line - 1).unwrap_or_default();
        let key = content.split(['=', '#']).next().unwrap_or_default().trim().to_owned();
        let message = match meant(error.message()) {
            Some(known) => format!("{}; did you mean `{known}`?", error.message()),
            None => error.message().to_owned(),
        };
        SetupError::Toml { file: file.into(), line, key, message }
    })
}

/// What a text that is no TOML looks like, where that can be told.
fn other_kind(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() || text.starts_with('{') {
        return Some("JSON");
    }
    let first = text.lines().next()?;
    let cells = first.contains(',') && !first.contains('=') && !first.starts_with(['#', '[']);
    cells.then_some("CSV")
}

/// The known key nearest to an unknown one, out of the parser's own words.
fn meant(message: &str) -> Option<String> {
    let (unknown, known) = message.strip_prefix("unknown field `")?.split_once('`')?;
    let words = known.split('`').skip(1).step_by(2);
    let near = words.map(|word| (distance(unknown, word), word)).min()?;
    (near.0 <= 1 + unknown.chars().count() / 4).then(|| near.1.to_owned())
}

/// Edits between two words: letters put in, left out or changed (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let change = corner + usize::from(letter != *other);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

fn line_at(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or_default().matches('\n').count() + 1
}

/// The line of a key like `labs.2.process`, or of the table it is missing from. An element of a
/// list is named by one of its [`NAMES`] or by its place from 1.
fn line_of(text: &str, key: &str) -> Option<usize> {
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return fault_json::line_of(text.trim_start_matches('\u{feff}'), key);
    }
    let table = DeTable::parse(text).ok()?;
    let mut here = DeValue::Table(table.into_inner());
    let mut line = None;
    for word in key.split('.') {
        let (span, next) = match here {
            DeValue::Table(table) => {
                let marked = format!("{word}_synthetic");
                let mut entries = table.into_iter();
                let hit = entries.find(|(key, _)| {
                    let key = key.get_ref().as_ref();
                    key == word || key == marked
                });
                let Some((key, value)) = hit else { return line };
                (key.span(), value.into_inner())
            }
            DeValue::Array(array) => {
                let elements: Vec<_> = array.into_iter().collect();
                let named = elements.iter().rposition(|value| is_named(value.get_ref(), word));
                let counted = || word.parse::<usize>().ok()?.checked_sub(1);
                let at = named.or_else(counted);
                let element = at.and_then(|at| elements.into_iter().nth(at))?;
                (element.span(), element.into_inner())
            }
            _ => return line,
        };
        line = Some(line_at(text, span.start));
        here = next;
    }
    line
}

/// Keys that name an element of a list, in every file of the set-up.
pub(super) const NAMES: [&str; 6] = ["code", "id", "name_zh", "name_en", "name", "class"];

fn is_named(element: &DeValue, word: &str) -> bool {
    let Some(table) = element.as_table() else { return false };
    table.iter().any(|(key, value)| {
        let value = value.get_ref();
        let text = value.as_str().or_else(|| value.as_integer().map(|number| number.as_str()));
        NAMES.contains(&key.get_ref().as_ref()) && text == Some(word)
    })
}

/// Names the file, the line and the key of what is wrong.
#[derive(Clone, Copy)]
pub(super) struct Blame<'a> {
    /// Shown as it is.
    pub file: &'a str,
    /// Where lines are looked up.
    pub text: &'a str,
}

impl Blame<'_> {
    /// The error itself.
    pub fn error(&self, key: impl Into<String>, problem: impl Into<String>) -> SetupError {
        let key = key.into();
        let line = line_of(self.text, &key);
        SetupError::Value { file: self.file.into(), line, key, problem: problem.into() }
    }

    /// Nothing when the condition holds, else the error.
    pub fn must(&self, holds: bool, key: &str, problem: &str) -> Result<(), SetupError> {
        if holds { Ok(()) } else { Err(self.error(key, problem)) }
    }

    /// Words of a list that the rules know; at least one.
    pub fn words<T>(
        &self,
        key: &str,
        listed: &[String],
        read: fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, SetupError> {
        self.must(!listed.is_empty(), key, "is empty: name at least one, or nothing ever leaves")?;
        let word = |word: &String| {
            read(word).ok_or_else(|| self.error(key, format!("{word} is not a word of this list")))
        };
        listed.iter().map(word).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a = 1\n[b]\nc_synthetic = 2\n[[labs]]\nid = 1\nx = 3\n[[labs]]\nid = 2\n";

    #[test]
    fn a_key_has_a_line() {
        for (key, line) in [
            ("a", Some(1)),
            ("b.c", Some(3)),
            ("b.missing", Some(2)),
            ("labs.1.x", Some(6)),
            ("labs.2.missing", Some(7)),
            ("labs.9", None),
            ("nothing", None),
        ] {
            assert_eq!(line_of(TEXT, key), line, "{key}");
        }
    }

    #[test]
    fn the_nearest_known_key_is_offered() {
        let said = |unknown: &str| {
            meant(&format!("unknown field `{unknown}`, expected one of `detour`, `town_kmh`"))
        };
        assert_eq!(said("detours").as_deref(), Some("detour"));
        assert_eq!(said("twon_kmh").as_deref(), Some("town_kmh"));
        assert_eq!(said("speed"), None);
        assert_eq!(meant("missing field `detour`"), None);
    }

    #[test]
    fn files_of_another_kind_are_told_apart() {
        for (text, kind) in [
            ("{\"code\": \"Ok\"}", Some("JSON")),
            ("[[1, 2], [3, 4]]", Some("JSON")),
            ("\u{feff}from,to,minutes\nA,B,3\n", Some("CSV")),
            ("[planning]\nround = 1, 2\n", None),
            ("# a, b\nregion = x\n", None),
        ] {
            assert_eq!(other_kind(text), kind, "{text}");
        }
    }
}
