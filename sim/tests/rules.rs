//! The simulation plays by the live rules: a small town's day, record by record, is asked of the
//! rules as the commands of clerks, packers, couriers, benches, reviewers and squads. Not one may
//! be refused, and the rules must count and judge as the trial did.
//!
//! A lab takes a box in by its count (`receive_box`, `receive_rest`): the room clock of R99 ends at
//! the door, as the trial's does. Where the network is out, what people did is entered when it is
//! back, with what it waits for: see `rules/paper.rs`.

mod common;
#[path = "rules/boxes.rs"]
mod boxes;
#[path = "rules/ground.rs"]
mod ground;
#[path = "rules/lab.rs"]
mod lab;
#[path = "rules/paper.rs"]
mod paper;
#[path = "rules/play.rs"]
mod play;
#[path = "rules/script.rs"]
mod script;
#[path = "rules/towns.rs"]
mod towns;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use play::Play;
use tenfold_domain::event::Event;
use tenfold_domain::outcome::Outcome;
use tenfold_domain::term::Difference;
use tenfold_domain::time::MINUTE_MS;
use tenfold_domain::tube::Column;
use tenfold_sim::city::records;
use tenfold_sim::record::{Records, TubeRecord};
use tenfold_sim::scenario::Scenario;
use tenfold_sim::trial::Trial;

/// A day, what was recorded of it, and what the rules made of it.
type Played = (Trial, Records, Play);

/// Played once: everybody below looks at the same days.
static DAYS: LazyLock<[Played; 9]> = LazyLock::new(|| towns::towns().map(played));

fn played(scenario: Scenario) -> Played {
    let scenario = &scenario;
    let (trial, records) = records(scenario, 2022, 0, true);
    let first = records.tubes.iter().filter(|tube| tube.follows.is_none()).count() as u32;
    let mut play = Play::new(ground::campaign(scenario, &records), first);
    for person in script::singles(&records) {
        play.state.enrol(person, 1);
    }
    for (now, step) in paper::asked(scenario, script::script(scenario, &records)) {
        play.ask(now, &step);
    }
    (trial, records, play)
}

#[test]
fn the_days_have_something_of_everything() {
    let [
        (trial, records, _),
        _,
        (_, lonely, _),
        (_, unclear, _),
        (_, large, _),
        (_, on_paper, _),
        ..,
    ] = &*DAYS;
    let tubes = || records.tubes.iter().filter(|tube| tube.follows.is_none());
    assert!(trial.short_tubes > 0);
    assert!(tubes().any(|tube| !tube.is_pooled()), "singles");
    assert!(tubes().any(|tube| !tube.is_pooled() && tube.positives > 0), "a positive single");
    assert!(records.tubes.iter().any(|tube| tube.grey_plate.is_some()));
    assert!(records.runs.iter().any(|run| run.valid == Some(false)));
    assert!((1..trial.tubes).contains(&trial.too_old), "{} of {}", trial.too_old, trial.tubes);
    assert!(lonely.tubes.iter().any(|tube| tube.members == 1 && tube.is_followed()));
    assert!(unclear.tubes.iter().any(|tube| tube.unclear && tube.is_pooled()));
    assert!(unclear.tubes.iter().any(|tube| tube.unclear && !tube.is_pooled()));
    assert!(large.runs.iter().any(|run| run.tubes == 94), "a full plate");
    let paper = || on_paper.tubes.iter().filter(|tube| tube.paper);
    assert!(paper().any(|tube| tube.outcome_at > tube.reviewed_at), "an outcome that waits");
    assert!(paper().any(|tube| tube.outcome_at == tube.reviewed_at), "one that need not");
    assert!(paper().any(|tube| tube.is_pooled() && tube.positives > 0), "a positive pool");
    let second = &trial.recollections;
    assert!((1..second.people).contains(&second.late), "{} of {}", second.late, second.people);
}

#[test]
fn the_rules_refuse_nothing_and_count_the_same() {
    for (trial, records, play) in DAYS.iter() {
        assert_eq!(play.refused, Vec::<String>::new());
        let total = play.state.tally.total();
        let second = records.tubes.iter().filter(|tube| tube.follows.is_some()).count() as u64;
        assert_eq!(total.registered as u64, trial.sampled.total() + second);
        assert_eq!(total.tubes.iter().sum::<i64>() as u64, trial.tubes + second);
        let resulted = trial.resulted.total() + trial.recollections.took.total();
        assert_eq!(total.people[Column::Resulted as usize] as u64, resulted);
        let short = |event: &&Event| matches!(event, Event::TubeSealed { short: true, .. });
        assert_eq!(play.facts.iter().filter(short).count() as u64, trial.short_tubes);
        let positive = |tube: &TubeRecord| tube.positives > 0 && !tube.unclear;
        for (number, lab) in trial.labs.iter().enumerate() {
            let counts = play.state.tally.labs[&ground::lab_id(number as u32)];
            assert_eq!(counts.received as u64, lab.received.total());
            assert_eq!(counts.called as u64, lab.reviewed.total());
            let here = |tube: &&TubeRecord| tube.lab == Some(number as u32) && positive(tube);
            assert_eq!(counts.positive as usize, records.tubes.iter().filter(here).count());
        }
        let opened = |event: &&Event| matches!(event, Event::RecollectionOpened { .. });
        let opened = play.facts.iter().filter(opened).count() as u32;
        assert_eq!(opened, trial.recollections.people);
    }
}

#[test]
fn no_tube_and_no_box_is_too_full() {
    for (number, (trial, records, play)) in DAYS.iter().enumerate() {
        let protocol = &play.state.campaign.protocol;
        for tube in play.state.tubes.values() {
            assert!(tube.members.len() <= usize::from(tube.capacity));
        }
        let most = protocol.transport.tubes_per_box_max;
        assert!(play.state.boxes.values().all(|case| (1..=most).contains(&case.count())));
        let brought: u32 = trial.vehicles.iter().map(|vehicle| vehicle.boxes).sum();
        // Where boxes are routed, squads pack theirs.
        let pools: BTreeSet<u32> = records.tubes.iter().filter_map(|tube| tube.follows).collect();
        let packed = if number >= towns::ROUTED { pools.len() as u32 } else { 0 };
        assert_eq!(play.state.boxes.len() as u32, brought + packed);
        assert_eq!(records.tubes.len(), play.state.tubes.len());
    }
}

#[test]
fn the_rules_judge_late_what_the_trial_judged_late() {
    for (trial, records, play) in DAYS.iter() {
        let protocol = &play.state.campaign.protocol;
        let room_ms = protocol.transport.room_limit.0 * MINUTE_MS;
        let age_ms = |tube: &TubeRecord| {
            tube.received_at.map_or(0, |received_at| received_at.0 - tube.first_swab_at.0)
        };
        let first = records.tubes.iter().filter(|tube| tube.follows.is_none());
        let old = first.filter(|tube| age_ms(tube) > room_ms).map(|tube| tube.number);
        let old: BTreeSet<u32> = old.collect();
        assert_eq!(play.too_old, old, "by their clocks");
        assert_eq!(old.len() as u64, trial.too_old);
        let late = records.tubes.iter().filter(|tube| {
            let pool = tube.follows.map(|pool| &records.tubes[pool as usize]);
            let due_at = pool.and_then(|pool| pool.called_at);
            let due_at = due_at.map(|at| protocol.recollection.positive_due_at(at));
            due_at.is_some_and(|due_at| tube.outcome_at.is_none_or(|at| at > due_at))
        });
        let late: BTreeSet<u32> = late.map(|tube| tube.number).collect();
        assert_eq!(play.late, late);
        assert_eq!(late.len() as u32, trial.recollections.late);
        // Nothing else differs: not a count, not a pair of gloves, not a lab. The rules name a
        // tube too old from the first whole minute on.
        let old = |tube: &&TubeRecord| age_ms(tube) >= room_ms + MINUTE_MS;
        let named = records.tubes.iter().filter(old).count();
        assert_eq!(play.differed(Difference::TooOld), named);
        assert_eq!(play.differed(Difference::LateRecollection), late.len());
        let elsewhere = play.differed(Difference::OtherLab);
        assert_eq!(play.state.discrepancies.len(), named + late.len() + elsewhere);
    }
}

/// Where boxes are routed, the rules and the simulation are asked for each box by themselves.
#[test]
fn the_rules_send_every_box_where_the_simulation_brought_it() {
    for (number, (trial, records, play)) in DAYS.iter().enumerate() {
        assert_eq!(play.strayed, Vec::new(), "day {number}");
        let routed = |event: &&Event| matches!(event, Event::BoxRouted { .. });
        let boxes = play.state.boxes.len();
        assert!(play.facts.iter().filter(routed).count() >= boxes, "each at least once");
        let original = |tube: &TubeRecord| records.tubes[tube.follows? as usize].lab;
        let second = records.tubes.iter().filter(|tube| original(tube).is_some());
        let elsewhere = second.filter(|tube| tube.lab.is_some() && original(tube) != tube.lab);
        let tubes = play.facts.iter().filter(|event| match event {
            Event::Differed { difference, tube, .. } => {
                *difference == Difference::OtherLab && tube.is_some()
            }
            _ => false,
        });
        assert_eq!(elsewhere.count(), tubes.count(), "exceptions to approve (R157)");
        if number >= towns::ROUTED {
            let labs = trial.labs.iter().filter(|lab| lab.received.total() > 0);
            assert_eq!(labs.count(), trial.labs.len(), "each lab gets some");
        }
    }
}

/// No box pushes another out of its place, and no lab is promised more than it can do.
#[test]
fn no_slot_of_a_lab_is_over_its_capacity() {
    for (_, _, play) in &DAYS[towns::ROUTED..] {
        assert!(play.law_held, "every promise is one of a box under way");
        assert!(play.promised_most > 0 && play.over_capacity.is_empty());
    }
}

#[test]
fn both_laws_hold_at_the_end_and_everybody_is_told() {
    for (_, records, play) in DAYS.iter() {
        assert_eq!(play.state.tally.broken().next(), None);
        assert!(play.state.tally.labs.values().all(|lab| lab.law_holds()));
        assert!(play.facts.iter().all(|fact| !matches!(fact, Event::Kept { .. })));
        assert!(play.state.recollections.is_empty(), "nobody is still owed a swab");
        for person in records.persons.iter().filter(|person| person.swab_at.is_some()) {
            let told = play.state.outcome(ground::person_key(person), ground::ROUND);
            let expected = if person.positive { Outcome::Positive } else { Outcome::Negative };
            assert_eq!(told, expected, "{person:?}");
        }
    }
}

/// The trial lets an outcome wait only for what is on paper of its own tube. In the live system a
/// plate is entered with all its tubes, so that its other tubes can be told of no sooner.
#[test]
fn what_was_on_paper_is_told_when_it_is_entered() {
    for (number, (_, records, play)) in DAYS.iter().enumerate() {
        let back_at = common::hour(16);
        for tube in &records.tubes {
            let told_at = play.told.get(&tube.number).copied();
            if number != towns::ON_PAPER || tube.paper {
                assert_eq!(told_at, tube.outcome_at, "{tube:?}");
            } else {
                let waits = tube.outcome_at.map(|at| at.max(back_at));
                assert!(told_at == tube.outcome_at || told_at == waits, "{told_at:?} {tube:?}");
            }
        }
    }
}
