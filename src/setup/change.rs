//! One value of a town file, of its protocol or of a plan, in place of what stands there: the
//! variants of a sweep. A file with a change is read and checked like any other.

use std::fmt;

use toml::{Table, Value};

use super::SetupError;
use super::fault::NAMES;

/// Sections of a town file; a key that begins with none of them is the planner's.
const SECTIONS: [&str; 12] = [
    "region",
    "name",
    "protocol",
    "kits",
    "travel",
    "rounds",
    "labs",
    "townships",
    "communities",
    "sites",
    "planning",
    "failures",
];
/// Lists of the planner in which an element may be new: what is not told of it is as usual. Each
/// with the key that names its elements.
const OPEN_LISTS: [(&str, &str); 2] = [("planning.labs", "id"), ("planning.townships", "code")];
/// What stands at the end of a key whose value is invented.
const MARK: &str = "_synthetic";

/// Where a key leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// The town file.
    Town,
    /// The protocol file: the key begins with `protocol.`.
    Protocol,
    /// The plan: the key begins with `plan.`.
    Plan,
}

/// A key and one value for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// As it was asked for.
    key: String,
    /// As it was asked for.
    text: String,
    target: Target,
    /// From the top of its file.
    path: Vec<String>,
    value: Value,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.key, self.text)
    }
}

impl Change {
    /// The changes of `KEY=V1,V2,…`. Elements of lists are named by code, number or name. Values
    /// are TOML; a text needs no quotes.
    ///
    /// # Errors
    /// What is missing, in words.
    pub fn sweep(text: &str) -> Result<Vec<Change>, String> {
        let help = "write KEY=V1,V2,… like habits.no_show=0,0.05";
        let (key, values) = text.split_once('=').ok_or(help)?;
        let key = key.trim();
        if key.is_empty() || key.split('.').any(|word| word.trim().is_empty()) {
            return Err(help.into());
        }
        let values = split(values);
        if values.iter().any(String::is_empty) {
            return Err(format!("{help}: a value is missing"));
        }
        Ok(values.into_iter().map(|value| Change::new(key, value)).collect())
    }

    fn new(key: &str, text: String) -> Change {
        let words: Vec<String> = key.split('.').map(|word| word.trim().to_owned()).collect();
        let (target, path) = match (words[0].as_str(), words.len()) {
            ("protocol", 2..) => (Target::Protocol, words[1..].to_vec()),
            ("plan", 2..) => (Target::Plan, words[1..].to_vec()),
            (first, _) if SECTIONS.contains(&first) => (Target::Town, words),
            _ => (Target::Town, [vec!["planning".to_owned()], words].concat()),
        };
        Change { key: key.into(), value: parsed(&text), text, target, path }
    }

    /// The file that it changes.
    pub fn target(&self) -> Target {
        self.target
    }

    /// The text of its file, changed; any other file's text is left alone.
    ///
    /// # Errors
    /// [`SetupError::Value`] where the key leads to nothing that could be changed.
    pub(super) fn apply(
        &self,
        target: Target,
        file: &str,
        text: String,
    ) -> Result<String, SetupError> {
        if target != self.target {
            return Ok(text);
        }
        // A file that is no TOML is refused by its own reader, in better words.
        let Ok(mut table) = toml::from_str::<Table>(&text) else { return Ok(text) };
        self.put(&mut table).map_err(|problem| self.error(file, problem))?;
        // Each section on one line: a mark of an invented figure then stands only once, as
        // `mark::blank` wants it, and not again in the headers of the tables below it.
        Ok(table.iter().map(|(key, value)| format!("{key} = {value}\n")).collect())
    }

    /// Puts the value in its place.
    ///
    /// # Errors
    /// What is in the way, in words.
    pub(super) fn put(&self, table: &mut Table) -> Result<(), String> {
        let (last, way) = self.path.split_last().ok_or("names no key")?;
        let mut root = Value::Table(std::mem::take(table));
        let found = descend(&mut root, way).and_then(|section| {
            let section = section.as_table_mut().ok_or_else(|| no_section(&way.join(".")))?;
            section.insert(standing(section, last), self.value.clone());
            Ok(())
        });
        if let Value::Table(root) = root {
            *table = root;
        }
        found
    }

    /// An error of a reader, told of this change: a line of a text that nobody wrote says nothing.
    pub fn blame(&self, error: SetupError) -> SetupError {
        match error {
            SetupError::Value { file, key, problem, .. } if !key.starts_with(&self.option()) => {
                let key = format!("{}: {key}", self.option());
                SetupError::Value { file, line: None, key, problem }
            }
            SetupError::Toml { file, message, .. } => self.error(&file, message),
            other => other,
        }
    }

    pub(super) fn error(&self, file: &str, problem: impl Into<String>) -> SetupError {
        let (file, key) = (file.into(), self.option());
        SetupError::Value { file, line: None, key, problem: problem.into() }
    }

    fn option(&self) -> String {
        format!("--sweep {}={}", self.key, self.text)
    }
}

/// A file's text with a change, where there is one.
///
/// # Errors
/// As [`Change::apply`].
pub(super) fn applied(
    change: Option<&Change>,
    target: Target,
    file: &str,
    text: String,
) -> Result<String, SetupError> {
    match change {
        Some(change) => change.apply(target, file, text),
        None => Ok(text),
    }
}

fn no_section(way: &str) -> String {
    format!("`{way}` holds a value and no keys: correct the key")
}

/// Splits at commas outside of brackets and quotes.
fn split(text: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quoted) = (vec![String::new()], 0, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' if !quoted => depth -= 1,
            ',' if depth == 0 && !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

/// A value as TOML has it, or a text. An hour of the day is a text in every file of ours.
fn parsed(text: &str) -> Value {
    let value = toml::from_str::<Table>(&format!("v = {text}"));
    match value.ok().and_then(|mut table| table.remove("v")) {
        Some(Value::Datetime(moment)) if moment.date.is_none() => Value::String(text.into()),
        Some(value) => value,
        None => Value::String(text.into()),
    }
}

/// The key under which a value stands, with its mark where it is invented.
fn standing(section: &Table, word: &str) -> String {
    let marked = format!("{word}{MARK}");
    if section.contains_key(&marked) { marked } else { word.into() }
}

/// The section that a way of keys leads to; sections that are not told yet are made.
fn descend<'a>(root: &'a mut Value, way: &[String]) -> Result<&'a mut Value, String> {
    let mut here = root;
    for (at, word) in way.iter().enumerate() {
        let path = way[..at].join(".");
        here = match here {
            Value::Table(section) => {
                let list = OPEN_LISTS.iter().any(|(list, _)| *list == way[..=at].join("."));
                let new = if list { Value::Array(Vec::new()) } else { Value::Table(Table::new()) };
                section.entry(standing(section, word)).or_insert(new)
            }
            Value::Array(list) => element(list, &path, word)?,
            _ => return Err(no_section(&path)),
        };
    }
    Ok(here)
}

/// The element of a list that bears a name, or is so many from its start.
fn element<'a>(list: &'a mut Vec<Value>, path: &str, word: &str) -> Result<&'a mut Value, String> {
    let is_named = |value: &Value| {
        let named = |key: &str| match value.get(key) {
            Some(Value::String(name)) => name == word,
            Some(Value::Integer(number)) => number.to_string() == word,
            _ => false,
        };
        NAMES.iter().chain(&["site", "lab"]).any(|key| named(key))
    };
    let open = OPEN_LISTS.iter().find(|(list, _)| *list == path);
    let named = list.iter().rposition(is_named);
    let counted = || word.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < list.len());
    let at = match (named.or_else(|| open.is_none().then(counted)?), open, word.parse::<i64>()) {
        (Some(at), ..) => at,
        (None, Some((_, key)), Ok(number)) => {
            let name = ((*key).to_owned(), Value::Integer(number));
            list.push(Value::Table(Table::from_iter([name])));
            list.len() - 1
        }
        _ => return Err(format!("`{path}` has nothing that is named {word}: correct the key")),
    };
    Ok(&mut list[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOWN: &str = "region = 360781\n[[labs]]\nid = 7\ntubes_per_day_synthetic = 900\n\
                        [planning]\nstaff = { collectors = 4 }\n[planning.habits]\n\
                        no_show_synthetic = 0.02\n";

    #[track_caller]
    fn changed(sweep: &str) -> Vec<Result<Table, String>> {
        let changes = Change::sweep(sweep).expect("a sweep");
        let one = |change: Change| {
            let text = change.apply(Target::Town, "town.toml", TOWN.into());
            text.map(|text| toml::from_str(&text).expect("TOML")).map_err(|e| e.to_string())
        };
        changes.into_iter().map(one).collect()
    }

    #[track_caller]
    fn at<'a>(table: &'a Table, path: &[&str]) -> &'a Value {
        let first = table.get(path[0]).unwrap_or_else(|| panic!("{path:?} of {table:?}"));
        path[1..].iter().fold(first, |here, word| match word.parse::<usize>() {
            Ok(at) => &here[at],
            Err(_) => &here[*word],
        })
    }

    #[test]
    fn each_value_takes_the_place_of_what_stands_there() {
        let towns = changed("habits.no_show=0, 0.05");
        let values = towns.iter().map(|town| {
            at(town.as_ref().expect("a key"), &["planning", "habits", "no_show_synthetic"])
        });
        assert_eq!(
            values.collect::<Vec<_>>(),
            [&Value::Integer(0), &Value::Float(0.05)],
            "the mark stays"
        );
        let check = |sweep: &str, path: &[&str], value: Value| {
            let town = changed(sweep).remove(0).expect("a key");
            assert_eq!(at(&town, path), &value, "{sweep}");
            assert_eq!(at(&town, &["region"]), &Value::Integer(360_781));
        };
        check("labs.7.tubes_per_day=1200", &["labs", "0", "tubes_per_day_synthetic"], 1200.into());
        check("staff.collectors=9", &["planning", "staff", "collectors"], 9.into());
        check("habits.arrival=start_gun", &["planning", "habits", "arrival"], "start_gun".into());
        check("goal=36 h", &["planning", "goal"], "36 h".into());
        check("planning.labs.7.cyclers=3", &["planning", "labs", "0", "id"], 7.into());
        check(
            "hours=[\"07:00\", \"21:00\"]",
            &["planning", "hours"],
            Value::Array(vec!["07:00".into(), "21:00".into()]),
        );
        assert_eq!(parsed("07:00"), Value::String("07:00".into()));
        assert!(matches!(parsed("2022-04-01T06:00:00+08:00"), Value::Datetime(_)));
    }

    #[test]
    fn a_key_that_leads_nowhere_is_named() {
        let said = |sweep: &str| changed(sweep).remove(0).expect_err("refused");
        assert_eq!(
            said("labs.9.process=4 h"),
            "town.toml: --sweep labs.9.process=4 h: `labs` has nothing that is named 9: correct \
             the key"
        );
        assert!(said("region.x=1").contains("`region` holds a value and no keys"));
        for (sweep, told) in [
            ("habits.no_show", "write KEY=V1,V2"),
            ("=1", "write KEY=V1,V2"),
            ("habits..no_show=1", "write KEY=V1,V2"),
            ("habits.no_show=1,,2", "a value is missing"),
        ] {
            assert!(Change::sweep(sweep).expect_err("refused").contains(told), "{sweep}");
        }
    }

    #[test]
    fn another_file_is_left_alone() {
        let change = Change::sweep("protocol.transport.room_limit=3 h").expect("a sweep").remove(0);
        assert_eq!(change.target(), Target::Protocol);
        let same = change.apply(Target::Town, "town.toml", TOWN.into()).expect("left alone");
        assert_eq!(same, TOWN);
        let rules = change.apply(Target::Protocol, "p", "[transport]\nroom_limit = \"4 h\"".into());
        assert!(rules.expect("a key").contains("room_limit = \"3 h\""));
        assert_eq!(Change::sweep("protocol=a.toml").expect("a sweep")[0].target(), Target::Town);
    }
}
