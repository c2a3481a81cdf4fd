//! A user's description of a thermocycler's files: which heading is what.

use std::collections::BTreeMap;

use serde::Deserialize;
use tenfold_domain::term::Control;

use super::{Blame, SetupError, parse};
use crate::edge::instrument::{Choice, CtColumn, Mapping, PlateSize, Task};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    name: String,
    sheet: Option<String>,
    plate_size: Option<u64>,
    separator: Option<String>,
    #[serde(default)]
    no_ct: Vec<String>,
    columns: ColumnsFile,
    #[serde(default)]
    targets: BTreeMap<String, ChoiceFile>,
    #[serde(default)]
    tasks: TasksFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnsFile {
    well: ChoiceFile,
    sample: ChoiceFile,
    ct: Option<ChoiceFile>,
    target: Option<ChoiceFile>,
    reporter: Option<ChoiceFile>,
    task: Option<ChoiceFile>,
    omit: Option<ChoiceFile>,
    plate: Option<ChoiceFile>,
}

/// A heading, several of which one is there, or a place from 1.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a heading, a list of headings, or a place from 1")]
enum ChoiceFile {
    Place(u16),
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct TasksFile {
    unknown: Vec<String>,
    negative: Vec<String>,
    positive: Vec<String>,
    blank: Vec<String>,
    standard: Vec<String>,
}

/// Reads the text of a mapping; `file` is its name in error texts.
///
/// # Errors
/// [`SetupError::Toml`] for unknown, missing and mistyped keys; [`SetupError::Value`] for headings
/// that are empty, a place 0, and cycle numbers described twice or not at all.
pub fn from_toml(file: &str, text: &str) -> Result<Mapping, SetupError> {
    let content: MappingFile = parse(file, text)?;
    let blame = Blame { file, text };
    let columns = content.columns;
    let optional = |key: &str, choice: Option<ChoiceFile>| {
        choice.map(|choice| checked(blame, &format!("columns.{key}"), choice)).transpose()
    };
    let is_wide = !content.targets.is_empty();
    let help = "is given twice: name one column of cycle numbers in [columns], or one for each \
                target in [targets]";
    blame.must(!(is_wide && columns.ct.is_some()), "columns.ct", help)?;
    let help = "is missing: name the column of cycle numbers here, or one for each target in \
                [targets]";
    blame.must(is_wide || columns.ct.is_some(), "columns.ct", help)?;
    let help = "has no meaning beside [targets], which says what each column is of";
    blame.must(!(is_wide && columns.target.is_some()), "columns.target", help)?;
    let mut cts = Vec::new();
    cts.extend(optional("ct", columns.ct)?.map(|choice| CtColumn { target: None, choice }));
    for (target, choice) in content.targets {
        let choice = checked(blame, &format!("targets.{target}"), choice)?;
        cts.push(CtColumn { target: Some(target), choice });
    }
    let plate_size = content.plate_size.map(|wells| {
        PlateSize::of(wells).ok_or_else(|| blame.error("plate_size", "must be 96 or 384"))
    });
    Ok(Mapping {
        name: content.name,
        sheet: content.sheet,
        plate_size: plate_size.transpose()?,
        separator: separator(blame, content.separator.as_deref())?,
        well: checked(blame, "columns.well", columns.well)?,
        sample: checked(blame, "columns.sample", columns.sample)?,
        cts,
        target: optional("target", columns.target)?,
        reporter: optional("reporter", columns.reporter)?,
        task: optional("task", columns.task)?,
        omit: optional("omit", columns.omit)?,
        plate: optional("plate", columns.plate)?,
        no_ct: content.no_ct,
        tasks: tasks(content.tasks),
    })
}

fn separator(blame: Blame<'_>, said: Option<&str>) -> Result<Option<u8>, SetupError> {
    match said {
        None => Ok(None),
        Some("tab" | "\t") => Ok(Some(b'\t')),
        Some(",") => Ok(Some(b',')),
        Some(";") => Ok(Some(b';')),
        Some("|") => Ok(Some(b'|')),
        Some(_) => Err(blame.error("separator", "must be `,`, `;`, `|` or `tab`")),
    }
}

fn checked(blame: Blame<'_>, key: &str, choice: ChoiceFile) -> Result<Choice, SetupError> {
    let names = match choice {
        ChoiceFile::Place(place) => {
            let place = usize::from(place).checked_sub(1);
            let help = "must be a heading, or the place of the column from 1";
            return place.map(Choice::Place).ok_or_else(|| blame.error(key, help));
        }
        ChoiceFile::One(name) => vec![name],
        ChoiceFile::Several(names) => names,
    };
    let is_said = |name: &String| name.chars().any(char::is_alphanumeric);
    let help = "names no heading: write the heading as the file has it, or the place of the \
                column from 1";
    blame.must(!names.is_empty() && names.iter().all(is_said), key, help)?;
    Ok(Choice::Named(names))
}

fn tasks(file: TasksFile) -> Vec<(String, Task)> {
    let words = [
        (file.unknown, Task::Unknown),
        (file.negative, Task::Control(Control::Negative)),
        (file.positive, Task::Control(Control::Positive)),
        (file.blank, Task::Control(Control::Blank)),
        (file.standard, Task::Standard),
    ];
    words.into_iter().flat_map(|(words, task)| words.into_iter().map(move |w| (w, task))).collect()
}
