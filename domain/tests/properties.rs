//! Random days in a very small town: whatever anybody asks, in whatever order, both laws of the
//! house hold after every step.
//!
//! A case is a list of steps. Most go *onward* with a tube (what would usually come next), so
//! that days get far; others meddle with it, ask for anything at all, repeat a scan, or reuse one
//! for something else. Failing seeds are kept in `fixtures/seeds.txt`.

#[path = "common/campaign.rs"]
mod campaign;
#[path = "machine/courses.rs"]
mod courses;
#[path = "machine/laws.rs"]
mod laws;
#[path = "machine/meddle.rs"]
mod meddle;
#[path = "machine/onward.rs"]
mod onward;
#[path = "machine/run.rs"]
mod run;
#[path = "machine/slice.rs"]
mod slice;
#[path = "machine/wish.rs"]
mod wish;

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{FileFailurePersistence, TestRunner};

/// Every kind of fact.
const KINDS: [&str; 56] = [
    "TubeOpened",
    "Registered",
    "Overridden",
    "GuardianNamed",
    "Withdrawn",
    "Swabbed",
    "GlovesChanged",
    "TubeSealed",
    "TubeVoided",
    "TubeFound",
    "TubeRelabelled",
    "BoxOpened",
    "TubePacked",
    "TubeUnpacked",
    "BoxSealed",
    "BoxRouted",
    "BoxReserved",
    "BoxUnrouted",
    "LabClosed",
    "LabOpened",
    "LabLimited",
    "HandedOver",
    "BoxLost",
    "BoxReceived",
    "TubeReceived",
    "TubeRejected",
    "BoxEmptied",
    "PlateLoaded",
    "WellLoaded",
    "RunRead",
    "ControlRead",
    "BlindMarked",
    "BlindCompared",
    "BlindSpared",
    "Called",
    "CallAmended",
    "AmendedFor",
    "Reviewed",
    "Published",
    "Stored",
    "Discarded",
    "RecollectionOpened",
    "RecollectionAssigned",
    "RecollectionAttempted",
    "RecollectionSampled",
    "RecollectionClosed",
    "RecollectionEnded",
    "RecollectionCancelled",
    "CourseBegun",
    "CourseSampled",
    "CourseResulted",
    "CourseEnded",
    "Notified",
    "Differed",
    "Kept",
    "Resolved",
];

/// Where failing seeds are kept.
const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/seeds.txt");

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 512,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(SEEDS))),
        max_shrink_iters: 20_000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    /// Both laws after every step; a command twice changes nothing; the facts alone rebuild it all.
    #[test]
    fn any_day_keeps_the_laws(plan in wish::plan(), steps in wish::day()) {
        let mut run = run::Run::new(plan);
        for step in &steps {
            run.step(step)?;
        }
        run.replay()?;
    }
}

/// Days that never reach a published outcome would prove little: every kind of fact must occur.
#[test]
fn random_days_get_far() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..300 {
        let plan = wish::plan().new_tree(&mut runner).expect("a plan").current();
        let steps = wish::day().new_tree(&mut runner).expect("a day").current();
        let mut run = run::Run::new(plan);
        for step in &steps {
            run.step(step).expect("the laws hold");
        }
        for kind in run.kinds() {
            *seen.entry(kind).or_default() += 1;
        }
    }
    let missing: Vec<&&str> = KINDS.iter().filter(|kind| !seen.contains_key(**kind)).collect();
    assert!(missing.is_empty(), "no day holds {missing:?}; seen {seen:?}");
}
