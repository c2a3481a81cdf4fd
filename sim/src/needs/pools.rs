//! Advice on the size of tubes in each place: tests, second swabs and time for each size.

use super::Planned;
use crate::bounds::tubes_per_plate;
use crate::pool::{POOLING_PREVALENCE_MAX, pool_struck};
use crate::scenario::Place;
use crate::tables::{PoolAdviceRow, PoolOption};

/// A row for each place with people.
pub(super) fn rows(planned: Planned<'_>) -> Vec<PoolAdviceRow> {
    let places = planned.scenario.places.iter().enumerate();
    places.filter(|(_, place)| place.people > 0).map(|at| row(planned, at)).collect()
}

fn row(planned: Planned<'_>, (index, place): (usize, &Place)) -> PoolAdviceRow {
    let mut sizes = planned.scenario.protocol.capacities.clone();
    sizes.sort_unstable();
    let options: Vec<PoolOption> = sizes.iter().map(|size| option(planned, place, *size)).collect();
    let pooling_pays = place.prevalence <= POOLING_PREVALENCE_MAX;
    // The smaller of two equals: fewer people are called back.
    let fewest = options.iter().min_by(|a, b| a.tests.total_cmp(&b.tests));
    let advised = fewest.filter(|_| pooling_pays).map_or(1, |option| option.capacity);
    PoolAdviceRow { place: index, prevalence: place.prevalence, options, advised, pooling_pays }
}

/// Tests and second swabs with a perfect test and households that fall ill together; the time
/// as if every place of the city had this size and this prevalence.
fn option(planned: Planned<'_>, place: &Place, capacity: u8) -> PoolOption {
    let habits = &planned.scenario.habits;
    let people = f64::from(place.people) * (1.0 - habits.no_show);
    let size = f64::from(capacity.max(1));
    let struck = pool_struck(capacity, place.prevalence, habits);
    let again = if capacity > 1 { people * struck } else { 0.0 };
    let tests = people / size + again;
    PoolOption {
        capacity,
        tests,
        recollected: again,
        minutes: minutes(planned, capacity, tests / people),
    }
}

/// From the start until the last outcome, by the fluid bound: the end of sampling or of the lab's
/// work, whichever is later, a tube's own way, and a squad's where anybody is swabbed again.
fn minutes(planned: Planned<'_>, capacity: u8, tests_a_person: f64) -> Option<f64> {
    let Planned { scenario, bounds, city, .. } = planned;
    let work = &scenario.work;
    let people = bounds.people + bounds.at_home;
    let lanes = f64::from(planned.lanes_of_all(planned.starts_at(), planned.ends_at()));
    let opens = city.periods.first()?.0;
    let opens_min = (opens.0 - scenario.starts_at.0) as f64 / 60e3;
    let rate = bounds.persons_per_lane_hour / 60.0 * lanes;
    let sampled = opens_min + closed_hours_too(planned, bounds.people / rate)?;
    let a_minute: f64 = scenario.labs.iter().map(|lab| f64::from(lab.cyclers)).sum::<f64>()
        * tubes_per_plate(city)
        / (work.cycling.mean_s / 60.0);
    let tested = opens_min + people * tests_a_person / a_minute;
    let lab_s = work.extraction.mean_s + work.cycling.mean_s + work.review.mean_s;
    let again_s = if capacity > 1 {
        f64::from(capacity) * work.recollect.mean_s + work.recollect_back.mean_s + lab_s
    } else {
        0.0
    };
    let done = sampled.max(tested) + bounds.pipeline_minutes + again_s / 60.0;
    done.is_finite().then_some(done)
}

/// Minutes from the first opening until sites were open for so many; `None` where they never are.
fn closed_hours_too(planned: Planned<'_>, open_minutes: f64) -> Option<f64> {
    let (first, _) = planned.city.periods.first()?;
    let mut left = open_minutes;
    for (from, to) in &planned.city.periods {
        let span = (to.0 - from.0) as f64 / 60e3;
        if left <= span {
            return Some((from.0 - first.0) as f64 / 60e3 + left);
        }
        left -= span;
    }
    None
}
