//! When each thing is asked: at once, or, where the network was out, as soon as it is back. What
//! stands on paper is entered in the order it was done, and whoever needs it waits: a lab can
//! enter no box, and no plate, with a tube in it that nobody knows yet.

use std::collections::BTreeMap;

use tenfold_domain::code::{BoxCode, PersonKey, PlateCode, StaffId, TubeCode};
use tenfold_domain::command::Act;
use tenfold_domain::state::Touch;
use tenfold_domain::time::At;
use tenfold_sim::scenario::{Failure, Scenario};

use super::script::{Step, site_of};

/// What a step waits for until it is known, and what is known from then on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Tube(TubeCode),
    Box(BoxCode),
    Plate(PlateCode),
    Person(PersonKey),
    /// Pairs of gloves are counted in order.
    Gloves(StaffId),
}

/// Where a tube lies, and who is in which tubes.
type Within = BTreeMap<Thing, Vec<Thing>>;

/// Steps in the order in which they are asked, each with the instant of asking.
pub fn asked(scenario: &Scenario, steps: Vec<Step>) -> Vec<(At, Step)> {
    let (mut known, mut within) = (BTreeMap::new(), Within::new());
    let mut asked: Vec<(At, Step)> = Vec::new();
    for step in steps {
        let things = things(&step);
        let mut needed = things.clone();
        // A person's tube lies in a box, and later on a plate.
        for _ in 0..2 {
            let more = needed.iter().filter_map(|thing| within.get(thing)).flatten().copied();
            needed.extend(more.collect::<Vec<Thing>>());
        }
        let known_at = needed.iter().filter_map(|thing| known.get(thing)).copied().max();
        let at = back_at(scenario, &step).max(known_at.unwrap_or(step.at));
        known.extend(things.iter().map(|thing| (*thing, at)));
        put(&step.act, &things, &mut within);
        asked.push((at, step));
    }
    asked.sort_by_key(|(at, _)| *at);
    asked
}

/// What a step looks at.
fn things(step: &Step) -> Vec<Thing> {
    let mut things = Vec::new();
    step.act.touches(|touch| {
        things.push(match touch {
            Touch::Tube(code) => Thing::Tube(code),
            Touch::Box(code) => Thing::Box(code),
            Touch::Plate(code) => Thing::Plate(code),
            Touch::Person(key) => Thing::Person(key),
            // Nobody closes a lab on paper.
            Touch::BoxesTo(_) => return,
        });
    });
    match step.act {
        Act::AssignRecollection { person, .. } => things.push(Thing::Person(person)),
        Act::Swab { .. } | Act::ChangeGloves => things.push(Thing::Gloves(step.by)),
        _ => {}
    }
    things
}

/// From now on a person is in a tube, a tube in a box or on a plate.
fn put(act: &Act, things: &[Thing], within: &mut Within) {
    let tubes = things.iter().filter(|thing| matches!(thing, Thing::Tube(_)));
    let mut put = |what, into| within.entry(what).or_default().push(into);
    match act {
        Act::Register(asked) => put(Thing::Person(asked.person), Thing::Tube(asked.tube)),
        Act::PackTube { box_code, .. } => tubes.for_each(|tube| put(*tube, Thing::Box(*box_code))),
        Act::LoadPlate { plate, .. } => tubes.for_each(|tube| put(*tube, Thing::Plate(*plate))),
        _ => {}
    }
}

/// When the network of whoever works at a site is back; the step's own instant where it is not
/// out.
fn back_at(scenario: &Scenario, step: &Step) -> At {
    let Some(here) = site_of(step.by) else { return step.at };
    let out = scenario.failures.iter().filter_map(|failure| match failure {
        Failure::NetworkOut { site, from_at, to_at } => {
            let is_out = site.is_none_or(|site| site as u32 == here);
            (is_out && (*from_at..*to_at).contains(&step.at)).then_some(*to_at)
        }
        _ => None,
    });
    out.max().unwrap_or(step.at)
}
