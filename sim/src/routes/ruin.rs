//! What is taken out: strings of calls that follow each other in their tours, around one call and
//! its neighbours (SISR, section 5.1: on average ten calls, strings of at most ten, of half of
//! them a piece inside is left where it is).

use super::insert::Dice;
use super::numbers::Numbers;
use super::rebuild::{NOBODY, State};
use super::track::{Aboard, What};

/// Calls taken out in one round, on average.
const CALLS_MEAN: f64 = 10.0;
/// Longest string.
const STRING_MAX: f64 = 10.0;
/// Share of strings that leave a piece of themselves.
const SPLIT: f64 = 0.5;
/// Chance that the piece that is left is one call longer.
const PIECE_GROWS: f64 = 0.01;

/// Takes strings out around a random call.
pub(super) fn ruin(numbers: &Numbers, state: &mut State, dice: &mut Dice, board: &mut Vec<Aboard>) {
    if numbers.calls.is_empty() {
        return;
    }
    let (mut calls, mut tours) = (0, 0);
    for track in state.tracks.iter().filter(|track| track.calls > 0) {
        (calls, tours) = (calls + track.calls, tours + 1);
    }
    let longest = STRING_MAX.min(calls as f64 / f64::from(tours.max(1)));
    let strings_max = 4.0 * CALLS_MEAN / (1.0 + longest) - 1.0;
    let strings = (dice.unit() * strings_max + 1.0) as usize;
    let seed = dice.below(numbers.calls.len());
    let mut ruined: Vec<u32> = Vec::with_capacity(strings);
    for near in &numbers.near[seed] {
        if ruined.len() >= strings {
            break;
        }
        let (call, track) = (*near as usize, state.track_of[*near as usize]);
        if track == NOBODY || ruined.contains(&track) {
            continue;
        }
        let of_track: Vec<usize> = loose(state, track as usize);
        let Some(at) = of_track.iter().position(|other| *other == call) else { continue };
        let most = longest.min(of_track.len() as f64);
        let length = ((dice.unit() * most + 1.0) as usize).min(of_track.len());
        let out = string(&of_track, at, length, dice);
        state.take_out(numbers, track as usize, &out, board);
        ruined.push(track);
    }
}

/// Calls of a tour that have not happened yet, in their order.
fn loose(state: &State, track: usize) -> Vec<usize> {
    let track = &state.tracks[track];
    let stops = track.stops.iter().skip(track.kept);
    stops
        .filter_map(|stop| match stop.what {
            What::Call(call) => Some(call),
            _ => None,
        })
        .collect()
}

/// `length` calls around the one at `at`; of some strings a piece in the middle stays.
fn string(calls: &[usize], at: usize, length: usize, dice: &mut Dice) -> Vec<usize> {
    let mut left = 0;
    if length > 1 && length < calls.len() && dice.unit() < SPLIT {
        left = 1;
        while length + left < calls.len() && dice.unit() < PIECE_GROWS {
            left += 1;
        }
    }
    let whole = length + left;
    let first = (at + 1).saturating_sub(whole);
    let last = at.min(calls.len() - whole);
    let begin = first + dice.below(last - first + 1);
    let gap = if left > 0 { begin + 1 + dice.below(length - 1) } else { begin };
    let stays = |place: &usize| (gap..gap + left).contains(place);
    (begin..begin + whole).filter(|place| !stays(place)).map(|place| calls[place]).collect()
}
