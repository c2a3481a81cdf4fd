//! The least that a small day can cost, by trying every order of calls and drops.

use tenfold_domain::time::At;
use tenfold_sim::routes::day::{Day, Vehicle};

/// Fewest left behind, then least of vehicles and driving in milliseconds. For days of two
/// vehicles at most, a few pickups and no limit by the hour.
pub fn least(day: &Day) -> (usize, i64) {
    let tables: Vec<Vec<Option<i64>>> =
        day.vehicles.iter().map(|vehicle| of_vehicle(day, vehicle)).collect();
    let all = 1usize << day.pickups.len();
    let mut best = (day.pickups.len(), 0);
    for one in 0..all {
        for other in 0..all {
            if one & other != 0 {
                continue;
            }
            let costs = [tables[0][one], tables[1][other]];
            if let [Some(a), Some(b)] = costs {
                let missed = day.pickups.len() - (one | other).count_ones() as usize;
                best = best.min((missed, a + b));
            }
        }
    }
    best
}

/// Where a vehicle is, and what it has done.
#[derive(Clone)]
struct Here {
    place: usize,
    at: At,
    driven: i64,
    done: usize,
    aboard: Vec<(usize, usize)>,
}

/// What serving exactly each set of pickups costs one vehicle; `None` where it cannot.
fn of_vehicle(day: &Day, vehicle: &Vehicle) -> Vec<Option<i64>> {
    let mut costs = vec![None; 1 << day.pickups.len()];
    costs[0] = Some(0);
    let (place, at) = (vehicle.depot, vehicle.from_at);
    try_all(day, vehicle, Here { place, at, driven: 0, done: 0, aboard: Vec::new() }, &mut costs);
    costs
}

fn try_all(day: &Day, vehicle: &Vehicle, here: Here, costs: &mut Vec<Option<i64>>) {
    let home = day.ways.ms(here.place, vehicle.depot);
    let home = home.filter(|home| here.at.0 + home <= vehicle.to_at.0);
    if let Some(home) = home.filter(|_| here.done != 0 && here.aboard.is_empty()) {
        let cost = here.driven + home + day.costs.vehicle.0 * 60_000;
        let best = &mut costs[here.done];
        *best = Some(best.map_or(cost, |best: i64| best.min(cost)));
    }
    for (pickup, of) in day.pickups.iter().enumerate().filter(|(p, _)| here.done >> p & 1 == 0) {
        let site = day.sites[of.site];
        let Some(way) = day.ways.ms(here.place, site.place) else { continue };
        let begins = At(here.at.0 + way).max(of.ready_at);
        let load: u32 = here.aboard.iter().map(|(p, _)| day.pickups[*p].boxes).sum();
        if begins > of.due_at || load + of.boxes > vehicle.boxes_max {
            continue;
        }
        for lab in (0..day.labs.len()).filter(|lab| site.lab.is_none_or(|fixed| fixed == *lab)) {
            let mut next = here.clone();
            (next.place, next.at) = (site.place, begins + site.stay);
            (next.driven, next.done) = (here.driven + way, here.done | 1 << pickup);
            next.aboard.push((pickup, lab));
            try_all(day, vehicle, next, costs);
        }
    }
    for (number, lab) in day.labs.iter().enumerate() {
        let to = |(_, to): &&(usize, usize)| *to == number;
        let Some(way) = day.ways.ms(here.place, lab.place) else { continue };
        let arrives = At(here.at.0 + way);
        let opens = lab.hours.iter().find(|hours| arrives <= hours.1).map(|hours| hours.0);
        let Some(begins) = opens.map(|opens| arrives.max(opens)) else { continue };
        let mut carried = here.aboard.iter().filter(to).peekable();
        if carried.peek().is_none()
            || carried.any(|(pickup, _)| begins > day.pickups[*pickup].deadline_at)
        {
            continue;
        }
        let mut next = here.clone();
        (next.place, next.at) = (lab.place, begins + lab.unload);
        next.driven += way;
        next.aboard.retain(|(_, to)| *to != number);
        try_all(day, vehicle, next, costs);
    }
}
