//! Questions a story asks about the state.

use tenfold_domain::code::{PersonKey, RoundId};
use tenfold_domain::course::Test;
use tenfold_domain::keeping::errand;
use tenfold_domain::outcome;
use tenfold_domain::term::Call;
use tenfold_domain::time::At;
use tenfold_domain::transport::BoxStage;
use tenfold_domain::tube::{Stage, Tube};
use tenfold_domain::turnaround::{box_clock, tube_clock};

use super::names::{clock, lab, number, of_clock, of_person, person};
use super::words::Words;
use super::world::World;

/// The answer to a question, or `None` when the line is no question.
pub fn answer(world: &mut World, words: &Words) -> Result<Option<String>, String> {
    Ok(Some(if words.begins("tube") {
        let code = world.names.tube(words.at(1)?)?;
        world.state.tubes.get(&code).map_or("unknown".to_owned(), |tube| of_tube(world, tube))
    } else if words.begins("box") {
        let code = world.names.case(words.at(1)?)?;
        of_box(world, code)
    } else if words.begins("outcome") {
        let round = words.find("round").map_or(Ok(1), number)?;
        world.state.outcome(person(words.at(1)?)?, RoundId(round)).word().to_owned()
    } else if words.begins("cleared") {
        let yes = cleared(world, person(words.at(1)?)?);
        if yes { "yes" } else { "no" }.to_owned()
    } else if words.begins("recollection") {
        of_recollection(world, person(words.at(1)?)?)
    } else if words.begins("errand of") {
        let code = world.names.tube(words.at(2)?)?;
        let rule = &world.state.campaign.protocol.lab;
        let errand = world.state.tubes.get(&code).and_then(|tube| errand(rule, tube));
        let told = errand.map(|(what, due_at)| format!("{} by {}", what.word(), of_clock(due_at)));
        told.unwrap_or_else(|| "nothing".to_owned())
    } else if words.begins("tests of") {
        of_course(world, person(words.at(2)?)?)
    } else if words.begins("clears") {
        let course = world.state.courses.get(&person(words.at(1)?)?);
        let rule = &world.state.campaign.protocol.recollection;
        if course.is_some_and(|course| course.cleared(rule)) { "yes" } else { "no" }.to_owned()
    } else if words.begins("conservation") {
        conservation(world)
    } else if words.begins("late") {
        let at = words.find("at").map_or(Ok(world.now), |word| clock(world.day, word))?;
        late(world, at)
    } else if words.begins("lab") {
        let counts = world.state.tally.labs.get(&lab(words.at(1)?)?).copied().unwrap_or_default();
        format!(
            "expected {} backlog {} called {} positive {} rejected {}",
            counts.expected, counts.backlog, counts.called, counts.positive, counts.rejected
        )
    } else if words.begins("waits for") {
        waits(world, words.at(2)?)?
    } else if words.begins("discrepancies") {
        world.state.discrepancies.len().to_string()
    } else {
        return Ok(None);
    }))
}

fn of_tube(world: &World, tube: &Tube) -> String {
    let filled = format!("{} of {}", tube.members.len(), tube.capacity);
    match &tube.stage {
        Stage::Open => format!("open {filled}"),
        Stage::Sealed => format!("sealed {filled}"),
        Stage::Packed => format!("packed {filled}"),
        Stage::InTransit => format!("in transit {filled}"),
        Stage::Received { attempts } => format!("received attempts {attempts}"),
        Stage::InTest { plate, well, .. } => format!("in test on {plate} {well}"),
        Stage::Called { call, .. } => format!("called {}", call.word()),
        Stage::Reviewed { call } => format!("reviewed {}", call.word()),
        Stage::Published { call, .. } => format!("published {}", call.word()),
        Stage::Stored { keep_until_at, .. } => {
            let store = tube.store.map_or("nowhere", |store| store.word());
            format!("stored {store} until {}", of_clock(*keep_until_at))
        }
        Stage::Discarded { call } => format!("discarded {}", call.word()),
        Stage::Rejected(reason) => format!("rejected {}", reason.word()),
        Stage::Void(reason) => format!("void {}", reason.word()),
        Stage::Relabelled(to) => format!("now {}", world.names.of_code(*to)),
    }
}

fn of_box(world: &World, code: tenfold_domain::code::BoxCode) -> String {
    let Some(case) = world.state.boxes.get(&code) else { return "unknown".to_owned() };
    let routed = case.routed.map(|lab| format!(" for L{lab}")).unwrap_or_default();
    let place = match case.stage {
        BoxStage::Open => "open".to_owned(),
        BoxStage::Sealed => "sealed".to_owned(),
        BoxStage::InTransit { holder } => format!("with {}", world.names.of_staff(holder)),
        BoxStage::Received { lab } => format!("received at L{lab}"),
        BoxStage::Emptied { lab } => format!("emptied at L{lab}"),
        BoxStage::Lost => "lost".to_owned(),
    };
    let tubes = case.tubes.iter().filter_map(|tube| world.state.tubes.get(tube));
    let missing: Vec<String> = tubes
        .filter(|tube| case.misses(tube))
        .map(|tube| format!(" missing {}", world.names.of_code(tube.code)))
        .collect();
    format!("{place} {} tubes{routed}{}", case.count(), missing.concat())
}

fn cleared(world: &World, person: PersonKey) -> bool {
    let state = &world.state;
    let takes = state.takes.get(&person).map(Vec::as_slice).unwrap_or_default();
    let tubes = takes.iter().filter_map(|take| state.under_label(take.tube));
    let mut calls: Vec<(At, Call)> =
        tubes.filter_map(|tube| Some((tube.first_swab_at?, tube.stage.outcome()?))).collect();
    calls.sort_by_key(|(at, _)| *at);
    outcome::cleared(&state.campaign.protocol.recollection, &calls)
}

/// `close_contact: 1 met, 4 missed, 7 due, 14 ahead`.
fn of_course(world: &World, person: PersonKey) -> String {
    let Some(course) = world.state.courses.get(&person) else { return "none".to_owned() };
    let protocol = &world.state.campaign.protocol;
    let rule = protocol.schedules.iter().find(|rule| rule.name == course.schedule);
    let tests = rule.map(|rule| course.tests(rule, &protocol.recollection, world.now));
    let told = |test: &Test| format!("{} {}", test.day, test.stand.word());
    let tests: Vec<String> = tests.unwrap_or_default().iter().map(told).collect();
    format!("{}: {}", course.schedule, tests.join(", "))
}

fn of_recollection(world: &World, person: PersonKey) -> String {
    let Some(owed) = world.state.recollections.get(&person) else { return "none".to_owned() };
    let stage = match (owed.sampled, owed.ended) {
        (Some(tube), _) => format!("sampled in {}", world.names.of_code(tube)),
        (None, Some(reason)) => format!("ended {}", reason.word()),
        (None, None) => "open".to_owned(),
    };
    let lab = owed.lab.map(|lab| format!(" at L{lab}")).unwrap_or_default();
    let squad = owed.squad.map(|squad| format!(" squad {squad}")).unwrap_or_default();
    let found: Vec<&str> = owed.findings.iter().map(|finding| finding.word()).collect();
    let found = if found.is_empty() { String::new() } else { format!(" {}", found.join(" ")) };
    format!("{} {stage} due {}{lab}{squad}{found}", owed.cause.word(), of_clock(owed.due_at))
}

/// `holds`, with the columns that are not empty.
fn conservation(world: &World) -> String {
    if let Some((lane, ..)) = world.state.tally.broken().next() {
        return format!("broken on lane {lane}");
    }
    let total = world.state.tally.total();
    let columns = tenfold_domain::tube::Column::ALL;
    let columns = columns.iter().filter(|column| total.people[**column as usize] != 0);
    let columns =
        columns.map(|column| format!(", {} {}", total.people[*column as usize], column.word()));
    format!("holds: {} registered{}", total.registered, columns.collect::<String>())
}

/// What is over its time, oldest first.
fn late(world: &World, at: At) -> String {
    let protocol = &world.state.campaign.protocol;
    let tubes = world.state.tubes.values().filter_map(|tube| {
        tube_clock(protocol, tube).map(|clock| (world.names.of_code(tube.code), clock))
    });
    let boxes = world.state.boxes.values().filter_map(|case| {
        box_clock(protocol, case).map(|clock| (world.names.of_code(case.code), clock))
    });
    let mut late: Vec<(At, String)> = tubes
        .chain(boxes)
        .filter(|(_, (_, ends))| at > *ends)
        .map(|(name, (clock, ends))| (ends, format!("{name} {}", clock.word())))
        .collect();
    let owed = world.state.recollections.iter().filter(|(_, owed)| owed.is_late(at));
    late.extend(owed.map(|(key, owed)| (owed.due_at, format!("{} recollection", of_person(*key)))));
    late.sort();
    let told: Vec<String> =
        late.into_iter().map(|(ends, what)| format!("{what} since {}", of_clock(ends))).collect();
    if told.is_empty() { "nothing".to_owned() } else { told.join(", ") }
}

/// Parties that have not confirmed what they were told about a tube.
fn waits(world: &mut World, tube: &str) -> Result<String, String> {
    let tube = world.names.tube(tube)?;
    let notices = world.state.notices.iter();
    let mut open: Vec<String> = notices
        .filter(|((of, ..), confirmed)| *of == tube && !**confirmed)
        .map(|((_, party, message, _), _)| format!("{} {}", message.word(), party.word()))
        .collect();
    open.sort();
    Ok(if open.is_empty() { "nobody".to_owned() } else { open.join(", ") })
}
