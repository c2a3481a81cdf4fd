//! What is wrong, in Chinese. Faults are written where they are found, in English; here is the
//! one list that a translator reads, by the English words, with `{}` for what varies.

use std::sync::OnceLock;

const LIST: &str = include_str!("faults_zh.csv");

/// A sentence and its parts between what varies.
struct Entry {
    /// Written here, and not by a parser.
    #[cfg(test)]
    is_own: bool,
    en: Vec<String>,
    zh: String,
}

/// A problem in Chinese; one that the list does not know stays as it is.
pub(super) fn in_chinese(problem: &str) -> String {
    let told = |entry: &Entry| Some(entry.told(&entry.varying(problem)?));
    entries().iter().find_map(told).unwrap_or_else(|| problem.to_owned())
}

fn entries() -> &'static [Entry] {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let rows = csv::Reader::from_reader(LIST.as_bytes()).into_records();
        // A row that cannot be read would be missed by the test below.
        let rows = rows.filter_map(Result::ok).filter(|row| row.len() == 3);
        let entry = |row: csv::StringRecord| Entry {
            #[cfg(test)]
            is_own: &row[0] == "setup",
            en: row[1].split("{}").map(str::to_owned).collect(),
            zh: row[2].to_owned(),
        };
        rows.map(entry).collect()
    })
}

impl Entry {
    /// What stands between the parts, where a problem is this sentence.
    fn varying<'a>(&self, problem: &'a str) -> Option<Vec<&'a str>> {
        let (first, rest) = self.en.split_first()?;
        let mut left = problem.strip_prefix(first.as_str())?;
        let Some((last, middle)) = rest.split_last() else {
            return left.is_empty().then(Vec::new);
        };
        let mut found = Vec::new();
        for part in middle {
            let (one, after) = left.split_once(part.as_str())?;
            found.push(one);
            left = after;
        }
        found.push(left.strip_suffix(last.as_str())?);
        Some(found)
    }

    /// The sentence: `{}` in order, `{0}` and `{1}` where Chinese has another order.
    fn told(&self, varying: &[&str]) -> String {
        let mut text = self.zh.clone();
        for (at, one) in varying.iter().enumerate() {
            let named = format!("{{{at}}}");
            let place = if text.contains(&named) { &named } else { "{}" };
            text = text.replacen(place, one, 1);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    /// The code of a room and of the rooms in it.
    fn code(room: &Path) -> String {
        let paths = std::fs::read_dir(room).expect("room").flatten().map(|entry| entry.path());
        let text = |path: PathBuf| match path.extension().and_then(|kind| kind.to_str()) {
            None => code(&path),
            Some("rs") => std::fs::read_to_string(path).expect("text"),
            Some(_) => String::new(),
        };
        paths.map(text).collect()
    }

    /// The room's code, each string in one piece.
    fn sources() -> String {
        let text = code(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/setup")));
        // A string goes on in the next line after a backslash.
        let joined: String = text.split("\\\n").map(str::trim_start).collect();
        joined.replace("\\\"", "\"")
    }

    #[test]
    fn every_sentence_of_the_list_is_still_said() {
        let sources = sources();
        assert_eq!(entries().len() + 1, LIST.lines().count(), "a row that cannot be read");
        for entry in entries() {
            let parts = entry.en.iter().filter(|part| part.len() > 8);
            let gone: Vec<&String> = parts
                .filter(|part| entry.is_own && !sources.contains(part.trim_start_matches(": ")))
                .collect();
            assert!(gone.is_empty(), "nobody says {gone:?} any more");
            let blanks = entry.zh.matches("{}").count() + entry.zh.matches("{0}").count() * 2;
            assert_eq!(blanks, entry.en.len() - 1, "{}", entry.zh);
        }
    }

    #[test]
    fn what_varies_comes_along() {
        for (en, zh) in [
            ("must be above 0", "须大于 0"),
            ("is -3, but must not be negative", "为 -3，不得为负"),
            (
                "has 2 rows for 3 places: give every place its row",
                "3 个地点只有 2 行：请给每个地点一行",
            ),
            ("missing field `a`", "缺少键 `a`"),
            (
                "unknown field `a`, expected one of `b`, `c`; did you mean `b`?",
                "未知的键 `a`，可用的键为 `b`, `c`；是否为 `b`？",
            ),
            ("said by nobody", "said by nobody"),
        ] {
            assert_eq!(in_chinese(en), zh);
        }
    }
}
