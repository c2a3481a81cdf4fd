//! Every story of `fixtures/stories`, line by line against the rules.
//!
//! ```text
//! == The eleventh person            a title: a new morning, nothing has happened
//! # why this matters                a comment
//! at 08:30                          the clock; `day 2 at 09:00` for later days
//! protocol tubes_per_box_max 2      the plan of this story; also round, site, lab, roster
//! given T9 with P1 P2 received      what usually happens, up to a stage
//! register P1..P10 into T1          a command (a range stands for a line each)
//!   -> recorded 10 of 10            the answer to the (last) command, or to a question
//! tube T1
//!   -> open 10 of 10
//! ```
//! Any command takes `by anna`, `late` (done by hand already), `scan S1`, `clock 08:10` (the
//! device's) and at its end `with token clerk of site 2`.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::words::unfold;
use common::world::World;
use tenfold_domain::refusal::Refusal;

/// Yielded where the command is read or the document is checked, before the rules are asked.
const YIELDED_ELSEWHERE: [Refusal; 7] = [
    Refusal::RegionUnknown,
    Refusal::Malformed,
    Refusal::GuardianUnfit,
    Refusal::DocumentBad,
    Refusal::BirthDateBad,
    Refusal::NameMissing,
    Refusal::NotOpened,
];

/// Fewest stories that tell the rules.
const STORIES_MIN: usize = 75;

#[derive(Default)]
struct Told {
    titles: BTreeSet<String>,
    refusals: BTreeSet<String>,
    failures: Vec<String>,
}

#[test]
fn every_story_comes_true() {
    let told = tell_all();
    assert!(told.failures.is_empty(), "\n{}", told.failures.join("\n"));
    assert!(told.titles.len() >= STORIES_MIN, "only {} stories", told.titles.len());
}

#[test]
fn every_refusal_has_its_story() {
    let told = tell_all();
    let missing: Vec<&str> = Refusal::ALL
        .iter()
        .filter(|refusal| !YIELDED_ELSEWHERE.contains(refusal))
        .map(|refusal| refusal.name())
        .filter(|name| !told.refusals.contains(*name))
        .collect();
    assert!(missing.is_empty(), "no story yields {missing:?}");
}

fn tell_all() -> Told {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/stories");
    let entries = fs::read_dir(&folder).expect("fixtures/stories");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let mut told = Told::default();
    files.iter().for_each(|file| tell(file, &mut told));
    told
}

/// Tells the stories of one file; a story ends at its first failure.
fn tell(file: &Path, told: &mut Told) {
    let text = fs::read_to_string(file).expect("text");
    let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut world = World::new();
    let mut last: Option<String> = None;
    let mut failed = false;
    for (number, line) in text.lines().enumerate().map(|(place, line)| (place + 1, line.trim())) {
        if let Some(title) = line.strip_prefix("== ") {
            untold(&file, number, &mut last, told);
            world = World::new();
            (last, failed) = (None, false);
            if !told.titles.insert(title.to_owned()) {
                told.failures.push(format!("{file}:{number}: `{title}` is told twice"));
            }
        } else if !failed && !line.is_empty() && !line.starts_with('#') {
            let step = step(&mut world, line, &mut last, &mut told.refusals);
            if let Err(why) = step {
                failed = true;
                told.failures.push(format!("{file}:{number}: {line}\n  {why}"));
            }
        }
    }
    untold(&file, text.lines().count(), &mut last, told);
}

/// An answer at the end of a story that the story does not tell.
fn untold(file: &str, number: usize, last: &mut Option<String>, told: &mut Told) {
    if let Some(answer) = last.take() {
        told.failures.push(format!("{file}:{number}: not told: {answer}"));
    }
}

fn step(
    world: &mut World,
    line: &str,
    last: &mut Option<String>,
    refusals: &mut BTreeSet<String>,
) -> Result<(), String> {
    if let Some(expected) = line.strip_prefix("-> ") {
        let got = last.take().ok_or("nothing was asked")?;
        if got != expected {
            return Err(format!("expected {expected}\n  got      {got}"));
        }
        let refusal = expected.strip_prefix("refused ").or(expected.strip_prefix("kept "));
        let name = refusal.and_then(|refusal| refusal.split_whitespace().next());
        refusals.extend(name.map(str::to_owned));
        return Ok(());
    }
    if let Some(untold) = last.take() {
        return Err(format!("the line before was answered and not expected: {untold}"));
    }
    for line in unfold(line) {
        if let Some(before) = last.take().filter(|said| said.starts_with("refused")) {
            return Err(format!("the range stops: {before}"));
        }
        *last = world.line(&line)?;
        if let Some((lane, hour, counts)) = world.state.tally.broken().next() {
            return Err(format!("the law is broken on lane {lane}, hour {hour}: {counts:?}"));
        }
    }
    Ok(())
}
