//! Guards the house: reads the sources and names what breaks a rule of ARCHITECTURE.md.
//!
//! Package walls keep `domain/` and `sim/` apart; nothing in Rust keeps one room of the root
//! package from reaching up into another, a file from growing without end, or a clock from being
//! read in the middle of a rule. These tests do. Every check is a pure function of the text, and
//! `floors/bad.rs` shows each of them failing on a snippet that breaks its rule.

#[path = "floors/bad.rs"]
mod bad;
#[path = "floors/checks.rs"]
mod checks;
#[path = "floors/source.rs"]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::Source;

/// What a person writes here. Data, lock files and build products are not read.
const KINDS: [&str; 15] = [
    "rs", "sql", "toml", "md", "sh", "html", "js", "mjs", "ts", "tsx", "css", "yml", "txt", "csv",
    "tsv",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under `dir` that a person wrote, with its path from the root.
fn walk(dir: &Path, found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let hidden = name.starts_with('.') && name != ".ci";
        if hidden
            || ["target", "demo", "dist", "node_modules", "proptest-regressions"].contains(&name)
        {
            continue;
        }
        if path.is_dir() {
            walk(&path, found);
            continue;
        }
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        let plain = ["Makefile", "run"].contains(&name);
        if !plain && !KINDS.contains(&kind) {
            continue;
        }
        if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root()).unwrap_or(&path);
            found.push(Source::new(&path.to_string_lossy().replace('\\', "/"), &text));
        }
    }
}

fn house() -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root(), &mut found);
    assert!(found.iter().any(|source| source.path == "src/lib.rs"), "the sources were not found");
    found
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} broken:\n{}", faults.len(), faults.join("\n"));
}

/// Runs one check over every file and lists all that it finds, not only the first.
fn every(check: fn(&Source) -> Vec<String>) {
    none(house().iter().flat_map(check).collect());
}

#[test]
fn domain_depends_on_std_alone() {
    let manifest = fs::read_to_string(root().join("domain/Cargo.toml")).expect("domain/Cargo.toml");
    none(checks::manifest_without_dependencies(&manifest));
    every(checks::only_std);
}

#[test]
fn domain_rooms_look_down() {
    let house = house();
    let lib = house.iter().find(|source| source.path == "domain/src/lib.rs").expect("lib.rs");
    none(checks::rooms_in_order(&lib.rooms(), &house));
}

#[test]
fn floors_look_down() {
    none(checks::floors(&house()));
}

#[test]
fn sizes_stay_readable() {
    every(checks::sizes);
}

#[test]
fn time_comes_from_one_file() {
    every(checks::clocks);
}

#[test]
fn tests_never_sleep() {
    every(checks::sleeps);
}

#[test]
fn nothing_panics_by_habit() {
    none(checks::panics(&house(), checks::MAY_PANIC));
}

#[test]
fn nothing_is_left_behind() {
    every(checks::leftovers);
}

#[test]
fn no_path_of_one_machine() {
    every(checks::machine_paths);
}

#[test]
fn sql_lives_in_sql_files() {
    every(checks::sql_in_rust);
}

#[test]
fn schemas_are_told_apart() {
    none(checks::schema_names(&house()));
}

#[test]
fn stories_tell_something() {
    every(checks::empty_story);
}
