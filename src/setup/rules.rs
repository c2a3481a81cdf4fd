//! A protocol rule by rule, so that people can read it, and lay another one beside it.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{SetupError, Span, protocol};

/// What names an element of a list of rules; elements of other lists go by their number.
const NAMES: [&str; 2] = ["class", "name"];

/// One rule of two protocols, as their files say it; `None` where a file does not say it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    /// Its path, for instance `transport.room_limit` or `classes.resident.capacity`.
    pub key: String,
    /// What the first says.
    pub ours: Option<String>,
    /// What the second says.
    pub theirs: Option<String>,
    /// They say different things: `2 h` and `120 min` are the same.
    pub differs: bool,
}

/// Name of a protocol and every rule by its path, values as text, lists with a comma between.
///
/// # Errors
/// When it is no protocol; see [`protocol::from_toml`].
pub fn rules(file: &str, text: &str) -> Result<(String, BTreeMap<String, String>), SetupError> {
    let name = protocol::from_toml(file, text)?.name;
    let table: Table = super::parse(file, text)?;
    let mut rules = BTreeMap::new();
    for (key, value) in table.iter().filter(|(key, _)| *key != "name") {
        walk(key, value, &mut rules);
    }
    Ok((name, rules))
}

/// Every rule that either of two protocols says, in the order of the paths.
pub fn compare(
    ours: &BTreeMap<String, String>,
    theirs: &BTreeMap<String, String>,
) -> Vec<Compared> {
    let mut keys: Vec<&String> = ours.keys().chain(theirs.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let of = |key: &String| {
        let (ours, theirs) = (ours.get(key).cloned(), theirs.get(key).cloned());
        let differs = ours.as_deref().map(meant) != theirs.as_deref().map(meant);
        Compared { key: key.clone(), ours, theirs, differs }
    };
    keys.into_iter().map(of).collect()
}

/// A span in minutes, so that the same time written in two ways is the same.
fn meant(value: &str) -> String {
    let span = |part: &str| Span::try_from(part.to_owned()).map(|span| format!("{} min", span.0.0));
    let parts = value.split(", ").map(|part| span(part).unwrap_or_else(|_| part.to_owned()));
    parts.collect::<Vec<_>>().join(", ")
}

fn walk(path: &str, value: &Value, rules: &mut BTreeMap<String, String>) {
    match value {
        Value::Table(table) => {
            table.iter().for_each(|(key, value)| walk(&format!("{path}.{key}"), value, rules));
        }
        Value::Array(list) if list.iter().any(Value::is_table) => {
            for (at, element) in list.iter().enumerate() {
                let mut element = element.clone();
                let named = element.as_table_mut().and_then(|element| {
                    let key = NAMES.into_iter().find(|key| element.contains_key(*key))?;
                    element.remove(key).map(|name| said(&name))
                });
                walk(&format!("{path}.{}", named.unwrap_or((at + 1).to_string())), &element, rules);
            }
        }
        _ => {
            rules.insert(path.to_owned(), said(value));
        }
    }
}

/// A value as people read it: text without quotes, lists with a comma between.
fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(said).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUIJIN: &str = include_str!("../../fixtures/protocols/ruijin-2022.toml");

    #[test]
    fn every_rule_has_a_path_and_a_text() {
        let (name, rules) = rules("a file", RUIJIN).expect("sound");
        let of = |key: &str| rules.get(key).map(String::as_str);
        assert_eq!(name, "ruijin-2022");
        assert_eq!(of("transport.room_limit"), Some("4 h"));
        assert_eq!(of("classes.resident.capacity_by_area.lockdown"), Some("1"));
        assert_eq!(of("schedules.close_contact.days"), Some("1, 4, 7, 14"));
        assert_eq!(of("recollection.escalations.1.to"), Some("squad, community"));
        assert_eq!(of("tube_codes.2.prefix"), Some("RJ"));
    }

    #[test]
    fn a_rule_written_otherwise_is_the_same_rule() {
        let other = RUIJIN
            .replace("room_limit = \"4 h\"", "room_limit = \"240 min\"")
            .replace("tubes_per_box_max = 30", "tubes_per_box_max = 20");
        let (_, ours) = rules("ours", RUIJIN).expect("sound");
        let (_, theirs) = rules("theirs", &other).expect("sound");
        let differ: Vec<Compared> =
            compare(&ours, &theirs).into_iter().filter(|rule| rule.differs).collect();
        let boxes = Compared {
            key: "transport.tubes_per_box_max".into(),
            ours: Some("30".into()),
            theirs: Some("20".into()),
            differs: true,
        };
        assert_eq!(differ, [boxes]);
    }

    #[test]
    fn what_is_no_protocol_is_named() {
        assert!(rules("a file", "name = \"x\"").is_err());
        assert!(rules("a file", "not toml").is_err());
    }
}
