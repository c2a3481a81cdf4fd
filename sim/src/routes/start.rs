//! The first tours: every call where it costs least, once by the clock and once the farthest
//! first; what the search begins with and is never worse than.

use super::numbers::Numbers;
use super::rebuild::State;
use super::track::{Aboard, Track};

/// With more calls than this one order must do: the first tours are there in a tenth of a second.
const BOTH_ORDERS_MAX: usize = 600;

/// The better of the first tours; `tracks` are what has happened already.
pub(super) fn start(numbers: &Numbers, tracks: &[Track], board: &mut Vec<Aboard>) -> State {
    let by_clock = filled(numbers, tracks, board, by_deadline);
    if numbers.calls.len() > BOTH_ORDERS_MAX {
        return by_clock;
    }
    let by_way = filled(numbers, tracks, board, by_distance);
    if by_way.value(numbers) < by_clock.value(numbers) { by_way } else { by_clock }
}

/// All calls put in, in an order; the least key goes first.
fn filled(
    numbers: &Numbers,
    tracks: &[Track],
    board: &mut Vec<Aboard>,
    order: fn(&Numbers, usize) -> i64,
) -> State {
    let mut state = State::of(numbers, tracks.to_vec());
    state.missed.sort_by_key(|call| (order(numbers, *call), *call));
    let closed = vec![false; state.tracks.len()];
    state.put_back(numbers, &closed, None, board);
    state.settle();
    state
}

/// What must be at a lab first.
pub(super) fn by_deadline(numbers: &Numbers, call: usize) -> i64 {
    i64::from(numbers.calls[call].deadline)
}

/// The farthest from its labs first.
pub(super) fn by_distance(numbers: &Numbers, call: usize) -> i64 {
    -i64::from(way_to_lab(numbers, call))
}

/// Milliseconds to the nearest lab that a call may go to; 0 where there is none.
pub(super) fn way_to_lab(numbers: &Numbers, call: usize) -> i32 {
    let call = &numbers.calls[call];
    call.labs.first().map_or(0, |lab| numbers.way(call.place, numbers.doors[*lab].place))
}
