//! Idle cyclers and tubes that wait, made again from records: step by step over every instant at
//! which anything changed, all labs side by side.

use std::collections::BTreeMap;

use tenfold_domain::time::{At, MINUTE_MS};
use tenfold_sim::record::{Records, RunRecord, TubeRecord};
use tenfold_sim::scenario::{Failure, Scenario};
use tenfold_sim::trial::{LabTrial, Trial};

/// Tubes that wait more, cyclers that run more, by instant and lab.
type Steps = BTreeMap<At, BTreeMap<usize, (i64, i64)>>;

fn steps(records: &Records) -> Steps {
    let mut steps = Steps::new();
    let mut step = |at: Option<At>, lab: u32, waiting: i64, running: i64| {
        let Some(at) = at else { return };
        let of_lab = steps.entry(at).or_default().entry(lab as usize).or_default();
        (of_lab.0, of_lab.1) = (of_lab.0 + waiting, of_lab.1 + running);
    };
    for tube in &records.tubes {
        step(tube.received_at, tube.lab.unwrap_or(0), 1, 0);
        let grey = tube.grey_plate.and_then(|plate| last_run(records, plate));
        grey.into_iter().for_each(|run| step(run.reviewed_at, run.lab, 1, 0));
    }
    for run in &records.runs {
        let tubes = i64::from(run.tubes);
        step(Some(run.loaded_at).filter(|_| run.run == 1), run.lab, -tubes, 0);
        step(run.extracted_at, run.lab, tubes, 0);
        step(run.begun_at, run.lab, -tubes, 1);
        step(run.read_at, run.lab, 0, -1);
    }
    steps
}

fn last_run(records: &Records, plate: u32) -> Option<&RunRecord> {
    records.runs.iter().rfind(|run| run.plate == plate)
}

fn is_open(scenario: &Scenario, lab: usize, at: At) -> bool {
    let down = scenario.failures.iter().any(|failure| match failure {
        Failure::LabDown { lab: of, from_at, to_at } => {
            *of == lab && (*from_at..*to_at).contains(&at)
        }
        _ => false,
    });
    !down && scenario.labs[lab].periods.iter().any(|(from, to)| (*from..*to).contains(&at))
}

/// Fills in what labs' books say of idle cyclers and waiting tubes.
pub fn labs(scenario: &Scenario, records: &Records, labs: &mut [LabTrial]) {
    let (positive, negative) = scenario.protocol.lab.controls_min;
    let plate = 96 - i64::from(positive) - i64::from(negative);
    let steps = steps(records);
    let from = records.tubes.iter().filter_map(|tube| tube.received_at).min().expect("a tube");
    let until = records.runs.iter().filter_map(|run| run.begun_at).max().expect("a run");
    // Hours begin and end between two changes as well.
    let hours = scenario.labs.iter().flat_map(|lab| &lab.periods).flat_map(|(a, b)| [*a, *b]);
    let downs = scenario.failures.iter().flat_map(|failure| match failure {
        Failure::LabDown { from_at, to_at, .. } => vec![*from_at, *to_at],
        _ => Vec::new(),
    });
    let mut moments: Vec<At> = steps.keys().copied().chain(hours).chain(downs).collect();
    moments.retain(|at| (from..=until).contains(at));
    moments.sort();
    let mut stands = vec![(0, 0); labs.len()];
    let mut sums = vec![[0; 3]; labs.len()];
    for (number, at) in moments.iter().enumerate() {
        let repeated = number > 0 && moments[number - 1] == *at;
        for (lab, (waiting, running)) in steps.get(at).filter(|_| !repeated).into_iter().flatten() {
            let stand: &mut (i64, i64) = &mut stands[*lab];
            (stand.0, stand.1) = (stand.0 + waiting, stand.1 + running);
        }
        let span = moments.get(number + 1).map_or(0, |next| next.0 - at.0);
        let piled = stands.iter().any(|(waiting, _)| *waiting >= plate);
        for (lab, sums) in
            sums.iter_mut().enumerate().filter(|(lab, _)| is_open(scenario, *lab, *at))
        {
            let cyclers = i64::from(scenario.labs[lab].cyclers);
            let idle = cyclers - stands[lab].1;
            let beside_pile = if piled { idle } else { 0 };
            for (sum, cyclers) in sums.iter_mut().zip([cyclers, idle, beside_pile]) {
                *sum += cyclers * span;
            }
        }
    }
    for (lab, sums) in labs.iter_mut().zip(sums) {
        let [open, idle, beside_pile] = sums.map(|sum| (sum / MINUTE_MS) as u64);
        (lab.open_minutes, lab.idle_minutes) = (open, idle);
        lab.idle_beside_pile_minutes = beside_pile;
    }
}

/// Tubes on their first run, and those too old for it.
pub fn started(scenario: &Scenario, records: &Records) -> (u64, u64) {
    let limit_ms = scenario.protocol.transport.room_limit.0 * MINUTE_MS;
    let begun: BTreeMap<u32, At> = records
        .runs
        .iter()
        .filter(|run| run.run == 1)
        .filter_map(|run| Some((run.plate, run.begun_at?)))
        .collect();
    let first = |tube: &TubeRecord| begun.get(&tube.grey_plate.or(tube.plate)?).copied();
    let first_swabs = records.tubes.iter().filter(|tube| tube.follows.is_none());
    let ages: Vec<i64> =
        first_swabs.filter_map(|tube| Some(first(tube)?.0 - tube.first_swab_at.0)).collect();
    (ages.len() as u64, ages.iter().filter(|age| **age > limit_ms).count() as u64)
}

/// No more tubes waited in a lab than its books say, and so many did.
pub fn heaps_fit(scenario: &Scenario, trial: &Trial, records: &Records) {
    let mut waiting = vec![0; scenario.labs.len()];
    let mut most = waiting.clone();
    for (at, labs) in steps(records) {
        for (lab, (more, _)) in labs {
            waiting[lab] += more;
            let books = &trial.labs[lab];
            if at.0 <= books.waiting_max_at.map_or(i64::MIN, |at| at.0) {
                most[lab] = most[lab].max(waiting[lab]);
            }
            assert!(waiting[lab] <= i64::from(books.waiting_max), "more wait at {at:?}");
        }
    }
    for (books, most) in trial.labs.iter().zip(most) {
        assert_eq!(most, i64::from(books.waiting_max));
    }
}
