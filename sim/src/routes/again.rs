//! A day planned anew while it runs: what has left is kept, the rest is searched for again.

use tenfold_domain::time::At;

use super::day::{Day, Unfit};
use super::numbers::{NEVER, Numbers};
use super::plan::{Act, Plan, Stop, Tour};
use super::search::{Step, Until, searched};
use super::track::{self, Track};
use super::written::plan_of;

/// What of a plan has happened at a moment or is happening: every stop that a vehicle has left
/// for. Tours that have not begun are not among them.
pub fn begun(plan: &Plan, from_at: At) -> Vec<Tour> {
    let of_tour = |tour: &Tour| {
        let mut left_at = tour.leaves_at;
        let has_left = |stop: &&Stop| {
            let has_left = left_at < from_at;
            left_at = stop.leaves_at;
            has_left
        };
        let stops: Vec<Stop> = tour.stops.iter().take_while(has_left).copied().collect();
        let back_at = stops.last().map_or(tour.leaves_at, |stop| stop.leaves_at);
        Tour { vehicle: tour.vehicle, leaves_at: tour.leaves_at, stops, back_at }
    };
    plan.tours.iter().map(of_tour).filter(|tour| !tour.stops.is_empty()).collect()
}

/// The best tours found that begin with what has happened; nobody else moves before `from_at`.
/// A vehicle whose last stop is done waits there for its next.
///
/// # Errors
/// What makes the day unfit: [`Unfit::Index`] also where a tour names what the day does not have,
/// or fetches something twice.
pub fn search_again(
    day: &Day,
    begun: &[Tour],
    from_at: At,
    seed: u64,
    until: Until<'_>,
    told: &mut dyn FnMut(Step),
) -> Result<Plan, Unfit> {
    let mut numbers = Numbers::of(day)?;
    numbers.meet();
    if !is_known(day, begun) {
        return Err(Unfit::Index);
    }
    let since = numbers.ms(from_at);
    let track = |vehicle: usize| {
        let of_vehicle = begun.iter().find(|tour| tour.vehicle == vehicle);
        match of_vehicle {
            Some(tour) => kept(&numbers, tour, since),
            None => Track::since(&numbers, vehicle, Vec::new(), since),
        }
    };
    let tracks: Vec<Track> = (0..numbers.cabs.len()).map(track).collect();
    Ok(plan_of(&numbers, &searched(&numbers, &tracks, seed, until, told)))
}

fn is_known(day: &Day, begun: &[Tour]) -> bool {
    let mut fetched = vec![false; day.pickups.len()];
    let mut driven = vec![false; day.vehicles.len()];
    let once = |of: &mut [bool], at: usize| {
        of.get_mut(at).is_some_and(|done| !std::mem::replace(done, true))
    };
    begun.iter().all(|tour| {
        once(&mut driven, tour.vehicle)
            && tour.stops.iter().all(|stop| match stop.act {
                Act::Call { pickup, lab } => lab < day.labs.len() && once(&mut fetched, pickup),
                Act::Drop { lab } => lab < day.labs.len(),
            })
    })
}

/// A tour of which the beginning stays: its stops at their moments, and a drop for all that is on
/// board, the oldest first.
fn kept(numbers: &Numbers, tour: &Tour, since: i32) -> Track {
    let mut stops = Vec::with_capacity(tour.stops.len());
    let mut aboard: Vec<(i32, usize)> = Vec::new();
    for stop in &tour.stops {
        let hold = numbers.ms(stop.begins_at);
        stops.push(match stop.act {
            Act::Call { pickup, lab } => {
                aboard.push((numbers.calls[pickup].deadline, lab));
                track::Stop::call(numbers, pickup, lab, hold)
            }
            Act::Drop { lab } => {
                aboard.retain(|(_, to)| *to != lab);
                track::Stop::drop(numbers, lab, hold)
            }
        });
    }
    let mut track = Track::since(numbers, tour.vehicle, stops, since);
    track.stops[0].hold = numbers.ms(tour.leaves_at);
    aboard.sort_unstable();
    for (_, lab) in aboard {
        // A second drop at the same lab unloads nothing, and goes again.
        let end = track.stops.len() - 1;
        track.stops.insert(end, track::Stop::drop(numbers, lab, -NEVER));
    }
    track.time(numbers, &mut Vec::new());
    track
}
