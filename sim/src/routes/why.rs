//! Why a pickup is left behind, by the first of the reasons that is enough.

use tenfold_domain::time::{MINUTE_MS, Minutes};

use super::numbers::{Call, NEVER, Numbers};
use super::plan::Why;
use super::rebuild::State;
use super::track::Track;

/// Why nobody makes a call.
pub(super) fn why(numbers: &Numbers, state: &State, call: usize) -> Why {
    let call = &numbers.calls[call];
    let most = numbers.cabs.iter().map(|cab| cab.boxes).max().unwrap_or(0);
    if call.boxes > most {
        return Why::TooManyBoxes { over: (call.boxes - most) as u32 };
    }
    if call.labs.is_empty() {
        return without_lab(numbers, call);
    }
    let short = numbers.cabs.iter().enumerate().filter(|(_, cab)| cab.boxes >= call.boxes);
    let short = short.map(|(cab, _)| alone(numbers, cab, call)).min().unwrap_or(NEVER);
    if short >= NEVER / 2 {
        return Why::NoWay;
    }
    if short > 0 {
        return Why::NoShift { by: minutes(short) };
    }
    let late = state.tracks.iter().map(|track| late(numbers, track, call)).min();
    Why::NoVehicle { by: minutes(late.unwrap_or(0).max(0)) }
}

/// Milliseconds as minutes, rounded up: what is missing is never told too small.
fn minutes(ms: i32) -> Minutes {
    Minutes((i64::from(ms) + MINUTE_MS - 1) / MINUTE_MS)
}

/// No lab is reached in time, whoever drives.
fn without_lab(numbers: &Numbers, call: &Call) -> Why {
    let late = |lab: &usize| {
        let door = &numbers.doors[*lab];
        let begins = door.open_from(call.ready + call.stay + numbers.way(call.place, door.place));
        begins.saturating_sub(call.deadline)
    };
    let best = call.may_go_to.iter().map(late).min().unwrap_or(NEVER);
    if best >= NEVER / 2 {
        return Why::NoWay;
    }
    if best > 0 {
        return Why::TooFar { by: minutes(best) };
    }
    let most = call.may_go_to.iter().filter_map(|lab| numbers.doors[*lab].tubes_per_hour).max();
    Why::TooManyTubes { over: call.tubes.saturating_sub(most.unwrap_or(0)) }
}

/// How much a vehicle that has nothing else to do comes too late: to the site, to a lab or home.
fn alone(numbers: &Numbers, cab: usize, call: &Call) -> i32 {
    let cab = &numbers.cabs[cab];
    let at_site = cab.from.saturating_add(numbers.way(cab.depot, call.place));
    let leaves = at_site.max(call.ready) + call.stay;
    let by_lab = call.labs.iter().map(|lab| {
        let door = &numbers.doors[*lab];
        let begins = door.open_from(leaves.saturating_add(numbers.way(call.place, door.place)));
        let home = begins.saturating_add(door.unload + numbers.way(door.place, cab.depot));
        (begins - call.deadline).max(home - cab.to)
    });
    by_lab.min().unwrap_or(NEVER).max(at_site - call.due)
}

/// How much a vehicle comes too late that makes the call between two of its stops and goes to a
/// lab at once: to the site, to the lab or to the stop after it.
fn late(numbers: &Numbers, track: &Track, call: &Call) -> i32 {
    let room = numbers.cabs[track.vehicle].boxes - call.boxes;
    let gaps = track.stops.windows(2).skip(track.kept - 1);
    let by_gap = gaps.filter(|pair| pair[0].load <= room).map(|pair| {
        let at_site = pair[0].leaves.saturating_add(numbers.way(pair[0].place, call.place));
        let leaves = at_site.max(call.ready) + call.stay;
        let by_lab = call.labs.iter().map(|lab| {
            let door = &numbers.doors[*lab];
            let begins = door.open_from(leaves.saturating_add(numbers.way(call.place, door.place)));
            let next = begins.saturating_add(door.unload + numbers.way(door.place, pair[1].place));
            (begins - call.deadline).max(next.saturating_sub(pair[1].latest))
        });
        by_lab.min().unwrap_or(NEVER).max(at_site - call.due)
    });
    by_gap.min().unwrap_or(NEVER)
}
