//! Marks of invented figures: `no_show_synthetic = 0.02` is `no_show = 0.02` and a note that the
//! figure is invented.
//!
//! The planner's sections have many figures, of which any may be invented. So their marks are
//! read off before the file is: each becomes blanks, and every line and column stays what it was.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

/// What stands at the end of a key whose value is invented.
const MARK: &str = "_synthetic";

/// The text with the marks under `roots` blanked out, and the keys that bore them, without marks
/// and without the numbers of list elements. A text that is no TOML comes back as it is.
pub(super) fn blank(text: &str, roots: &[&str]) -> (String, BTreeSet<String>) {
    let (mut spans, mut keys) = (Vec::new(), BTreeSet::new());
    if let Ok(table) = DeTable::parse(text) {
        for (key, value) in table.get_ref() {
            let root = key.get_ref().as_ref();
            if roots.contains(&root) {
                walk(value.get_ref(), root, &mut spans, &mut keys);
            }
        }
    }
    let mut bytes = text.as_bytes().to_vec();
    for (start, end) in spans {
        // A key in quotes does not end in its mark but in the quote, and stays as it is.
        if text.get(start..end).is_some_and(|key| key.ends_with(MARK)) {
            bytes[end - MARK.len()..end].fill(b' ');
        }
    }
    (String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned()), keys)
}

fn walk(value: &DeValue, path: &str, spans: &mut Vec<(usize, usize)>, keys: &mut BTreeSet<String>) {
    match value {
        DeValue::Table(table) => {
            for (key, value) in table {
                let word = key.get_ref().as_ref();
                let bare = word.strip_suffix(MARK);
                let path = format!("{path}.{}", bare.unwrap_or(word));
                if bare.is_some() {
                    spans.push((key.span().start, key.span().end));
                    keys.insert(path.clone());
                }
                walk(value.get_ref(), &path, spans, keys);
            }
        }
        DeValue::Array(array) => {
            array.iter().for_each(|value| walk(value.get_ref(), path, spans, keys));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_everything_else_stays_in_its_place() {
        let text = "a_synthetic = 1\n[planning.work_synthetic]\nx = 2\n[planning]\n\
                    list = [{ y_synthetic = 3 }, { y_synthetic = 4 }]\n";
        let (bare, keys) = blank(text, &["planning"]);
        assert_eq!(bare.len(), text.len());
        assert!(bare.starts_with("a_synthetic = 1\n[planning.work          ]\n"), "{bare}");
        assert!(bare.contains("{ y           = 3 }, { y           = 4 }"), "{bare}");
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        assert_eq!(keys, ["planning.list.y", "planning.work"]);
        assert_eq!(blank("= no toml", &["planning"]).0, "= no toml");
    }
}
