//! The laws, recomputed from scratch and compared with what the state keeps as it goes.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use tenfold_domain::code::{LabId, LaneId, PersonKey, RoundId, TubeCode};
use tenfold_domain::event::Event;
use tenfold_domain::outcome::{Outcome, of_member};
use tenfold_domain::state::State;
use tenfold_domain::tally::{Counts, LabCounts};
use tenfold_domain::term::{BlindMatch, Call, Cause, Class, Message};
use tenfold_domain::transport::BoxStage;
use tenfold_domain::tube::{Stage, Tube};

use crate::run::Fact;

pub type Checked = Result<(), TestCaseError>;

/// Everything that must hold in any state.
pub fn hold(state: &State, facts: &[Fact]) -> Checked {
    conservation(state, facts)?;
    labs(state, facts)?;
    tubes(state)?;
    boxes(state)?;
    books(state)?;
    people(state, facts)?;
    recollections(state)?;
    discrepancies(state, facts)?;
    overridden(facts)?;
    amended(facts)?;
    read_by_people(state)?;
    blind(state, facts)?;
    crate::courses::hold(state, facts)?;
    reviewed(state, facts)
}

fn conservation(state: &State, facts: &[Fact]) -> Checked {
    prop_assert_eq!(state.tally.broken().next(), None);
    let mut recount: BTreeMap<(LaneId, i64), Counts> = BTreeMap::new();
    for tube in state.tubes.values() {
        let Some(column) = tube.stage.column() else { continue };
        let counts = recount.entry((tube.lane, tube.opened_at.hour())).or_default();
        counts.registered += tube.members.len() as i64;
        counts.people[column as usize] += tube.members.len() as i64;
        counts.tubes[column as usize] += 1;
    }
    let mut kept = state.tally.lanes.clone();
    kept.retain(|_, counts| *counts != Counts::default());
    prop_assert_eq!(&recount, &kept);
    let registered: i64 = facts
        .iter()
        .map(|(_, _, event)| match event {
            Event::Registered { .. } => 1,
            Event::Withdrawn { .. } => -1,
            _ => 0,
        })
        .sum();
    prop_assert_eq!(registered, state.tally.total().registered);
    Ok(())
}

fn labs(state: &State, facts: &[Fact]) -> Checked {
    let mut accessions = HashSet::new();
    for lab in [LabId(1), LabId(2)] {
        let of_lab = || {
            state
                .tubes
                .values()
                .filter(|tube| tube.lab == Some(lab) && tube.stage.column().is_some())
        };
        let waits =
            |tube: &&Tube| matches!(tube.stage, Stage::Received { .. } | Stage::InTest { .. });
        let on_plate = |tube: &&Tube| matches!(tube.stage, Stage::InTest { .. });
        let expected = state.boxes.values().filter(|case| {
            case.routed == Some(lab)
                && matches!(case.stage, BoxStage::Sealed | BoxStage::InTransit { .. })
        });
        let rejected = facts.iter().filter(
            |(_, _, event)| matches!(event, Event::TubeRejected { lab: of, .. } if *of == lab),
        );
        let has = |call: Call| of_lab().filter(move |tube| tube.stage.call() == Some(call)).count();
        let recount = LabCounts {
            expected: expected.map(|case| i64::from(case.count())).sum(),
            received: of_lab().count() as i64,
            backlog: of_lab().filter(waits).count() as i64,
            in_test: of_lab().filter(on_plate).count() as i64,
            called: of_lab().filter(|tube| tube.stage.call().is_some()).count() as i64,
            positive: has(Call::Positive) as i64,
            rejected: rejected.count() as i64,
            accession: of_lab().filter_map(|tube| tube.accession).max().unwrap_or_default(),
        };
        let kept = state.tally.labs.get(&lab).copied().unwrap_or_default();
        prop_assert_eq!(recount, kept, "at lab {}", lab);
        for tube in of_lab() {
            prop_assert!(accessions.insert((lab, tube.accession)), "{:?} twice", tube.accession);
        }
        let given = facts.iter().filter_map(|(_, _, event)| match event {
            Event::TubeReceived { lab: of, accession, .. } if *of == lab => Some(*accession),
            _ => None,
        });
        let given: Vec<_> = given.collect();
        prop_assert!(given.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", given);
    }
    Ok(())
}

/// Labs promise places to the boxes on their way, each once, and to no others.
fn books(state: &State) -> Checked {
    prop_assert!(state.books.law_holds());
    let cases = state.boxes.values().filter(|case| case.is_under_way());
    let under_way: BTreeSet<_> = cases.map(|case| case.code).collect();
    let kept: BTreeSet<_> = state.books.under_way.keys().copied().collect();
    prop_assert_eq!(under_way, kept);
    for (code, box_) in &state.books.under_way {
        let lab = box_.lab.map(|lab| state.books.labs[lab].id);
        prop_assert_eq!(lab, state.boxes[code].routed, "{}", code);
    }
    Ok(())
}

fn tubes(state: &State) -> Checked {
    for tube in state.tubes.values() {
        prop_assert!(tube.members.len() <= usize::from(tube.capacity));
        let people: HashSet<PersonKey> = tube.members.iter().map(|member| member.person).collect();
        prop_assert_eq!(people.len(), tube.members.len(), "twice in {}", tube.code);
        let swabbed = tube.members.iter().any(|member| member.swabbed);
        prop_assert_eq!(swabbed, tube.first_swab_at.is_some(), "age of {}", tube.code);
        prop_assert!(swabbed || tube.stage.outcome().is_none(), "{} never sampled", tube.code);
        for member in tube.members.iter().filter(|member| !member.swabbed) {
            let told = of_member(tube, member);
            prop_assert!(matches!(told, Outcome::Pending | Outcome::NewSwab), "{told:?} unswabbed");
        }
    }
    Ok(())
}

fn boxes(state: &State) -> Checked {
    let mut lies_in = HashMap::new();
    for case in state.boxes.values() {
        prop_assert!(case.count() <= state.campaign.protocol.transport.tubes_per_box_max);
        if matches!(case.stage, BoxStage::Lost | BoxStage::Emptied { .. }) {
            continue;
        }
        for tube in &case.tubes {
            prop_assert_eq!(lies_in.insert(*tube, case.code), None, "{} in two boxes", tube);
        }
    }
    for tube in state.tubes.values() {
        let case = tube.box_code.and_then(|code| state.boxes.get(&code));
        let listed = case.is_some_and(|case| case.tubes.contains(&tube.code));
        match tube.stage {
            Stage::Packed => prop_assert!(
                listed
                    && case.is_some_and(|c| matches!(c.stage, BoxStage::Open | BoxStage::Sealed))
            ),
            Stage::InTransit => prop_assert!(listed),
            Stage::Open | Stage::Sealed => prop_assert_eq!(tube.box_code, None),
            _ => {}
        }
    }
    Ok(())
}

/// One specimen per person and round, unless the class has more, a recollection was owed or a test
/// by schedule was due.
fn people(state: &State, facts: &[Fact]) -> Checked {
    // By class, and beside that each swab that was owed, whichever came first: a lost tube that is
    // found stands beside both.
    let mut allowed: HashMap<PersonKey, (usize, usize)> = HashMap::new();
    for (_, _, event) in facts {
        match event {
            Event::Registered { person, class, .. } => {
                let specimens = specimens(state, *class);
                let (by_class, _) = allowed.entry(*person).or_default();
                *by_class = (*by_class).max(specimens);
            }
            Event::RecollectionSampled { person, .. } | Event::CourseSampled { person, .. } => {
                allowed.entry(*person).or_default().1 += 1;
            }
            _ => {}
        }
    }
    for (person, (by_class, owed)) in &allowed {
        let allowed = by_class + owed;
        for round in [RoundId(1), RoundId(2)] {
            // A blind sample that was lost owes nobody a swab, and stands again when it is found.
            let standing = state.standing(*person, round).filter(|tube| tube.blind.is_none());
            let tubes: Vec<TubeCode> = standing.map(|tube| tube.code).collect();
            prop_assert!(tubes.len() <= allowed, "{:?} in {:?}", person, tubes);
            let different: HashSet<&TubeCode> = tubes.iter().collect();
            prop_assert_eq!(different.len(), tubes.len());
        }
    }
    Ok(())
}

fn specimens(state: &State, class: Class) -> usize {
    usize::from(state.campaign.protocol.class(class).specimens)
}

/// A recollection that is met waits for a tube that still holds the person and can still tell.
fn recollections(state: &State) -> Checked {
    for (person, owed) in &state.recollections {
        let Some(sampled) = owed.sampled else { continue };
        prop_assert!(owed.is_open(), "{:?} was swabbed, and is given up", person);
        let tube = state.under_label(sampled);
        let tube = tube.filter(|tube| tube.code == sampled && !tube.is_spent());
        let member = tube.and_then(|tube| tube.member(*person));
        prop_assert!(member.is_some(), "{:?} is to be met by {}", person, sampled);
        prop_assert!(!owed.single() || tube.is_some_and(|tube| !tube.is_pooled()));
        let told = tube.and_then(|tube| tube.stage.outcome());
        prop_assert!(told.is_none(), "{:?} waits for {}, which is {:?}", person, sampled, told);
    }
    Ok(())
}

/// Nobody reads negative of a round that still asks for their second test or found them positive,
/// and nobody reads it without a swab of their own in a tube that was negative.
fn read_by_people(state: &State) -> Checked {
    for person in state.takes.keys() {
        for round in [RoundId(1), RoundId(2)] {
            let told = state.outcome(*person, round);
            let of = |tube: &Tube| tube.member(*person).map(|member| of_member(tube, member));
            let seen: Vec<Outcome> = state.tubes_of(*person, round).filter_map(of).collect();
            let owed = state.recollections.get(person).filter(|owed| owed.single());
            let source = owed.and_then(|owed| state.tubes.get(&owed.source));
            let asked = source.is_some_and(|tube| tube.round == round);
            prop_assert!(told != Outcome::Negative || !asked && seen.contains(&told));
            prop_assert_eq!(told == Outcome::Positive, seen.contains(&Outcome::Positive));
        }
    }
    Ok(())
}

/// A blind sample owes nobody anything, tells nobody anything, and each confirmed call of it is
/// compared at once; what happens to it in a lab happens to any tube.
fn blind(state: &State, facts: &[Fact]) -> Checked {
    let is_blind = |code: TubeCode| state.under_label(code).is_some_and(|t| t.blind.is_some());
    for (person, owed) in &state.recollections {
        prop_assert!(owed.sampled.is_none_or(|tube| !is_blind(tube)), "{:?}", person);
        // A registration that was kept may name it: whoever was registered so is not invented.
        let kept = owed.cause == Cause::Unresolved;
        prop_assert!(kept || !is_blind(owed.source), "{:?} for {}", person, owed.source);
    }
    for tube in state.tubes.values().filter(|tube| tube.blind.is_some()) {
        for member in &tube.members {
            prop_assert_eq!(of_member(tube, member), Outcome::Pending);
        }
    }
    for ((_, _, event), next) in facts.iter().zip(facts.iter().skip(1).map(Some).chain([None])) {
        match event {
            // Of whom a kept registration owes a swab, and who was not reached or is given up; and
            // of which nobody has confirmed that they were told.
            Event::Notified {
                message: Message::Unreached | Message::Ended | Message::Unconfirmed,
                ..
            } => {}
            Event::Notified { tube, .. } => prop_assert!(!is_blind(*tube)),
            Event::BlindMarked { tube, expected } => {
                prop_assert!(matches!(expected, Call::Positive | Call::Negative));
                prop_assert!(is_blind(*tube) || state.tubes[tube].is_spent(), "{}", tube);
            }
            Event::Reviewed { tube, .. } if is_blind(*tube) => {
                let next = next.map(|(_, _, event)| event);
                let follows = match next {
                    Some(Event::BlindCompared { tube: of, .. }) => of == tube,
                    Some(Event::Published { .. }) => true,
                    _ => false,
                };
                prop_assert!(follows, "{:?} behind the review of {}", next, tube);
            }
            Event::BlindCompared { tube, expected, call, found, .. } => {
                prop_assert!(is_blind(*tube));
                let agrees = *found == BlindMatch::Agreed;
                prop_assert!(agrees == (expected == call) || *call == Call::Grey);
            }
            _ => {}
        }
    }
    let count = |of: fn(&Event) -> bool| facts.iter().filter(|(_, _, e)| of(e)).count();
    let reviewed = facts
        .iter()
        .filter(|(_, _, event)| matches!(event, Event::Reviewed { tube, .. } if is_blind(*tube)));
    let compared = count(|event| matches!(event, Event::BlindCompared { .. }));
    prop_assert_eq!(reviewed.count(), compared);
    Ok(())
}

/// Every difference and every kept command waits for a supervisor until it is settled.
fn discrepancies(state: &State, facts: &[Fact]) -> Checked {
    let mut open = BTreeSet::new();
    for (seq, _, event) in facts {
        match event {
            Event::Overridden { .. } | Event::Differed { .. } | Event::Kept { .. } => {
                open.insert(*seq)
            }
            Event::Resolved { discrepancy, .. } => open.remove(discrepancy),
            _ => false,
        };
    }
    prop_assert_eq!(&open, &state.discrepancies.keys().copied().collect());
    // What a kept registration owes is owed for it alone until it is met or settled.
    for person in state.discrepancies.values().flatten() {
        let owes = |(_, _, event): &Fact| {
            matches!(event, Event::RecollectionOpened { person: of, cause, .. }
                if of == person && *cause == Cause::Unresolved)
        };
        prop_assert!(facts.iter().any(owes));
    }
    Ok(())
}

/// Whoever took a wrong check digit was not the clerk, and the registration stands before it.
fn overridden(facts: &[Fact]) -> Checked {
    for pair in facts.windows(2) {
        let [(_, clerk, registered), (_, _, Event::Overridden { person, supervisor, .. })] = pair
        else {
            continue;
        };
        prop_assert!(clerk.by != *supervisor);
        let before = matches!(registered, Event::Registered { person: of, .. } if of == person);
        prop_assert!(before);
    }
    Ok(())
}

/// Right behind every correction stands why, and nowhere else.
fn amended(facts: &[Fact]) -> Checked {
    for (at, (seq, stamp, event)) in facts.iter().enumerate() {
        let Event::AmendedFor { tube, .. } = event else { continue };
        let before = at.checked_sub(1).and_then(|at| facts.get(at));
        let Some((_, of, Event::CallAmended { tube: corrected, from, call })) = before else {
            return Err(TestCaseError::fail(format!("{seq}: a reason of no correction")));
        };
        prop_assert_eq!((tube, stamp.scan), (corrected, of.scan));
        prop_assert!(from != call);
    }
    let count = |is: fn(&Event) -> bool| facts.iter().filter(|(_, _, event)| is(event)).count();
    let corrected = count(|event| matches!(event, Event::CallAmended { .. }));
    prop_assert_eq!(corrected, count(|event| matches!(event, Event::AmendedFor { .. })));
    Ok(())
}

/// No outcome is seen unless somebody else than the caller reviewed the last call.
fn reviewed(state: &State, facts: &[Fact]) -> Checked {
    for tube in state.tubes.values().filter(|tube| tube.stage.outcome().is_some()) {
        let of_tube = facts.iter().rev().filter(|(_, _, event)| match event {
            Event::Called { tube: of, .. }
            | Event::CallAmended { tube: of, .. }
            | Event::Reviewed { tube: of, .. } => *of == tube.code,
            _ => false,
        });
        let last: Vec<&Fact> = of_tube.take(2).collect();
        let [(_, reviewer, Event::Reviewed { call, .. }), (_, caller, said)] = last[..] else {
            return Err(TestCaseError::fail(format!("{} not reviewed: {last:?}", tube.code)));
        };
        prop_assert!(reviewer.by != caller.by);
        prop_assert_eq!(Some(*call), tube.stage.outcome());
        let (Event::Called { call: said, .. } | Event::CallAmended { call: said, .. }) = said
        else {
            return Err(TestCaseError::fail(format!("{} reviewed twice", tube.code)));
        };
        prop_assert_eq!(said, call);
    }
    Ok(())
}

/// What a step owes: whoever was swabbed into a tube that was just given up or confirmed as a
/// positive pool, and whoever was not swabbed into a tube that just reached the lab.
pub fn follow(before: &State, state: &State) -> Checked {
    for tube in state.tubes.values().filter(|tube| tube.blind.is_none()) {
        let was = before.tubes.get(&tube.code);
        let given_up = tube.is_spent() && !was.is_some_and(Tube::is_spent);
        // Of a lost tube that was found everybody was owed a swab when it was given up.
        let received =
            tube.lab.is_some() && was.is_some_and(|was| was.lab.is_none() && !was.is_spent());
        let confirmed = was.is_some_and(|was| matches!(was.stage, Stage::Called { .. }))
            && matches!(tube.stage, Stage::Reviewed { .. } | Stage::Published { .. });
        let call = tube.stage.call().filter(|_| confirmed);
        let pool = is_positive_pool(state, tube, call);
        for member in &tube.members {
            let owed = state.recollections.get(&member.person);
            let again = owed.filter(|owed| owed.sampled != Some(tube.code));
            if member.swabbed && (given_up || pool) || !member.swabbed && received {
                prop_assert!(again.is_some(), "{:?} forgotten in {}", member, tube.code);
            }
            if member.swabbed && pool {
                prop_assert!(again.is_some_and(|owed| owed.single()));
            }
        }
    }
    Ok(())
}

fn is_positive_pool(state: &State, tube: &Tube, call: Option<Call>) -> bool {
    let grey_counts = state.campaign.protocol.lab.grey_becomes_positive;
    match call {
        Some(Call::Positive) => tube.is_pooled(),
        Some(Call::Grey) => grey_counts,
        _ => false,
    }
}
