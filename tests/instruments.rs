//! Results files of thermocyclers, read: every shape, broken ones, hostile ones, a large one.

#[path = "instruments/broken.rs"]
mod broken;
#[path = "instruments/command.rs"]
mod command;
#[path = "instruments/hostile.rs"]
mod hostile;
#[path = "instruments/large.rs"]
mod large;
#[path = "instruments/mappings.rs"]
mod mappings;
#[path = "instruments/maps.rs"]
mod maps;
#[path = "instruments/shapes.rs"]
mod shapes;

use std::path::PathBuf;

use tenfold::edge::instrument::{Asked, Mapping, Reading, Run, Unfit, read};
use tenfold::setup::instrument::from_toml;

/// A file of the fixtures.
fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/instruments").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(fixture(name)).expect("a fixture")
}

/// The mapping of the fixtures.
fn mapping() -> Mapping {
    let text = String::from_utf8(bytes("generic-gbk.toml")).expect("text");
    from_toml("generic-gbk.toml", &text).expect("a mapping")
}

fn run(name: &str) -> Run {
    unasked(&bytes(name)).expect(name)
}

fn unasked(bytes: &[u8]) -> Result<Run, Unfit> {
    read(bytes, &Asked::default())
}

/// A reading in one line: well, sample, target, colour, cycle number, task.
fn line(reading: &Reading) -> String {
    let ct = reading.ct.map_or("-".into(), |ct| format!("{}.{:02}", ct.0 / 100, ct.0 % 100));
    let Reading { well, sample, target, reporter, task, .. } = reading;
    format!("{well} {sample} {target}/{reporter} {ct} {}", task.word())
}
