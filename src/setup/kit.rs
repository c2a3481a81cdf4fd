//! The rule table of a reagent kit, as its insert prints it (R141).

use serde::Deserialize;
use tenfold_domain::ct::{Assay, Ct, Kit, Target};
use tenfold_domain::term::Method;

use super::{Blame, SetupError, parse};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KitFile {
    name: String,
    targets_for_positive: u8,
    /// Absent in kits of before, like the limit: then no report is made of their outcomes.
    method: Option<String>,
    detection_limit_copies_per_ml: Option<u32>,
    targets: Vec<TargetFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetFile {
    name: String,
    #[serde(default)]
    reporter: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    internal_control: bool,
    positive_max: f64,
    grey_max: f64,
}

/// Several kits in one text, as a campaign keeps them: each under `[[kit]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KitsFile {
    kit: Vec<KitFile>,
}

/// One text of several kits' texts, in their order: what [`all`] reads.
///
/// # Errors
/// As [`from_toml`], of the file at fault; [`SetupError::Value`] for two kits of one name.
pub fn bundle(files: &[(String, String)]) -> Result<String, SetupError> {
    let mut whole = toml::Table::new();
    let mut kits = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for (file, text) in files {
        let kit = from_toml(file, text)?;
        let help = "is the name of two kits: a plate names its kit by it";
        (Blame { file, text }).must(!names.contains(&kit.name), "name", help)?;
        names.push(kit.name);
        kits.push(toml::Value::Table(parse(file, text)?));
    }
    whole.insert("kit".into(), toml::Value::Array(kits));
    Ok(whole.to_string())
}

/// Reads the kits kept with a campaign: one kit's file, or several under `[[kit]]`.
///
/// # Errors
/// As [`from_toml`].
pub fn all(file: &str, text: &str) -> Result<Vec<Kit>, SetupError> {
    let table: toml::Table = parse(file, text)?;
    if !table.contains_key("kit") {
        return Ok(vec![from_toml(file, text)?]);
    }
    let content: KitsFile = parse(file, text)?;
    content.kit.into_iter().map(|kit| checked(file, text, kit)).collect()
}

/// Reads the text of a kit file; `file` is its name in error texts.
///
/// # Errors
/// [`SetupError::Toml`] for unknown, missing and mistyped keys; [`SetupError::Value`] for cut-offs
/// outside 0..=60 cycles or in the wrong order, and for a kit that could never be positive.
pub fn from_toml(file: &str, text: &str) -> Result<Kit, SetupError> {
    checked(file, text, parse(file, text)?)
}

fn checked(file: &str, text: &str, content: KitFile) -> Result<Kit, SetupError> {
    let blame = Blame { file, text };
    blame.must(!content.name.trim().is_empty(), "name", "is empty: give the kit's short name")?;
    let mut targets: Vec<Target> = Vec::new();
    for target in content.targets {
        let key = format!("targets.{}", target.name);
        let new = |name: &String| targets.iter().all(|other| !other.is_named(name));
        let new = new(&target.name) && new(&target.reporter) && target.also.iter().all(new);
        blame.must(new, &key, "is listed twice: keep one entry")?;
        let ordered = 0.0 < target.positive_max
            && target.positive_max <= target.grey_max
            && target.grey_max <= 60.0;
        let help = "cut-offs must ascend from positive_max to grey_max, within 60 cycles; write \
                    the same number twice where the insert has no grey zone";
        blame.must(ordered, &key, help)?;
        targets.push(Target {
            name: target.name,
            reporter: target.reporter,
            also: target.also,
            internal_control: target.internal_control,
            positive_max: hundredths(target.positive_max),
            grey_max: hundredths(target.grey_max),
        });
    }
    let viral = targets.iter().filter(|target| !target.internal_control).count();
    let reachable = (1..=viral).contains(&usize::from(content.targets_for_positive));
    let help = "must lie between 1 and the number of targets that are no internal control";
    blame.must(reachable, "targets_for_positive", help)?;
    let assay = assay(&blame, &content.method, content.detection_limit_copies_per_ml)?;
    let (name, targets_for_positive) = (content.name, content.targets_for_positive);
    Ok(Kit { name, targets, targets_for_positive, assay })
}

/// What a report tells of the kit: both, or neither.
fn assay(
    blame: &Blame,
    method: &Option<String>,
    limit: Option<u32>,
) -> Result<Option<Assay>, SetupError> {
    const LIMIT: &str = "detection_limit_copies_per_ml";
    let Some(word) = method else {
        let help = "needs `method` beside it, or take it out: a report tells both (R140)";
        blame.must(limit.is_none(), LIMIT, help)?;
        return Ok(None);
    };
    let words: Vec<&str> = Method::ALL.iter().map(|method| method.word()).collect();
    let help = || format!("{word:?} is not a method: use one of {}", words.join(", "));
    let method = Method::from_word(word).ok_or_else(|| blame.error("method", help()))?;
    let help = "needs `detection_limit_copies_per_ml` beside it: a report tells both (R140)";
    blame.must(limit.is_some(), "method", help)?;
    let limit_copies_per_ml = limit.unwrap_or_default();
    let help = "must be above 0: copies in a millilitre, as the insert prints it";
    blame.must(limit_copies_per_ml > 0, LIMIT, help)?;
    Ok(Some(Assay { method, limit_copies_per_ml }))
}

/// Cycles as the rules count them; the caller has checked that they lie within 0..=60.
fn hundredths(cycles: f64) -> Ct {
    Ct((cycles * 100.0).round() as u16)
}
