//! From the search's numbers to a plan that people read.

use super::numbers::Numbers;
use super::plan::{Act, Missed, Plan, Stop, Tour};
use super::rebuild::State;
use super::track::{self, Track, What};
use super::why::why;

/// A solution as a plan.
pub(super) fn plan_of(numbers: &Numbers, state: &State) -> Plan {
    let used = state.tracks.iter().filter(|track| track.is_used());
    let mut missed: Vec<Missed> = state
        .missed
        .iter()
        .map(|call| Missed { pickup: *call, why: why(numbers, state, *call) })
        .collect();
    missed.sort_by_key(|missed| missed.pickup);
    Plan { tours: used.map(|track| tour(numbers, track)).collect(), missed }
}

fn tour(numbers: &Numbers, track: &Track) -> Tour {
    let [depot, first, ..] = track.stops.as_slice() else {
        let at = numbers.at(0);
        return Tour { vehicle: track.vehicle, leaves_at: at, stops: Vec::new(), back_at: at };
    };
    // Nobody waits at the first door for what can be waited for at home.
    let way = numbers.way(depot.place, first.place);
    let leaves = if track.kept > 1 { depot.leaves } else { depot.leaves.max(first.begins - way) };
    let last = track.stops.len() - 1;
    let mut stops: Vec<Stop> =
        track.stops[1..last].iter().map(|stop| written(numbers, stop)).collect();
    if let Some(stop) = stops.first_mut() {
        stop.arrives_at = numbers.at(leaves.saturating_add(way));
    }
    let back_at = numbers.at(track.stops[last].arrives);
    Tour { vehicle: track.vehicle, leaves_at: numbers.at(leaves), stops, back_at }
}

fn written(numbers: &Numbers, stop: &track::Stop) -> Stop {
    let act = match stop.what {
        What::Call(pickup) => Act::Call { pickup, lab: stop.lab },
        What::Drop | What::Depot => Act::Drop { lab: stop.lab },
    };
    Stop {
        act,
        arrives_at: numbers.at(stop.arrives),
        begins_at: numbers.at(stop.begins),
        leaves_at: numbers.at(stop.leaves),
        boxes: stop.load.max(0) as u32,
    }
}
