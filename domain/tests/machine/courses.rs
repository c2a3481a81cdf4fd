//! What must hold of tests by schedule in any state.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tenfold_domain::code::TubeCode;
use tenfold_domain::course::Stand;
use tenfold_domain::event::Event;
use tenfold_domain::state::State;
use tenfold_domain::term::Call;
use tenfold_domain::time::At;

use crate::laws::Checked;
use crate::run::Fact;

/// A test is met by a swab that stands, of the person alone; a call counts when it was confirmed;
/// nobody stays under a schedule on which they were found positive.
pub fn hold(state: &State, facts: &[Fact]) -> Checked {
    let mut confirmed: BTreeMap<TubeCode, Call> = BTreeMap::new();
    let mut newest = At(i64::MIN);
    for (_, stamp, event) in facts {
        newest = newest.max(stamp.at);
        if let Event::Reviewed { tube, call } = event {
            confirmed.insert(*tube, *call);
        }
    }
    let protocol = &state.campaign.protocol;
    for (person, course) in &state.courses {
        prop_assert!(course.contact != Some(*person));
        let rule = protocol.schedules.iter().find(|rule| rule.name == course.schedule);
        prop_assert!(rule.is_some(), "{}", course.schedule);
        let Some(rule) = rule else { continue };
        for swab in &course.swabs {
            let tube = state.tubes.get(&swab.tube).filter(|tube| !tube.is_spent());
            let member = tube.and_then(|tube| tube.member(*person));
            prop_assert!(member.is_some(), "{:?} in {}", person, swab.tube);
            let Some((_, call)) = swab.result else { continue };
            prop_assert_eq!(Some(&call), confirmed.get(&swab.tube));
            let single = tube.is_some_and(|tube| !tube.is_pooled());
            let goes_on = rule.positive.as_ref() == Some(&course.schedule);
            // Corrected to another schedule, or raised to it, swabs stay.
            prop_assert!(call != Call::Positive || !single || goes_on, "{:?}", course);
        }
        let tests = course.tests(rule, &protocol.recollection, newest);
        prop_assert!(tests.len() >= rule.days.len());
        for test in &tests {
            match test.stand {
                Stand::Met { tube, .. } => {
                    prop_assert!(course.swabs.iter().any(|swab| swab.tube == tube));
                }
                Stand::Ahead => prop_assert!(newest < test.opens_at),
                Stand::Due => prop_assert!(newest >= test.opens_at && newest < test.ends_at),
                Stand::Missed => prop_assert!(newest >= test.ends_at),
            }
        }
        if course.cleared(&protocol.recollection) {
            let of_call = |call| {
                course.swabs.iter().filter(move |s| s.result.is_some_and(|(_, of)| of == call))
            };
            let times = || of_call(Call::Negative).filter_map(|s| s.result.map(|(at, _)| at));
            let apart = times().max().zip(times().min()).map(|(last, first)| last - first);
            prop_assert!(apart >= Some(protocol.recollection.clearance_gap), "{:?}", course);
        }
    }
    Ok(())
}
