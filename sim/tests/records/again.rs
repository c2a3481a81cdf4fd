//! A trial made again from records alone: what the day's books say must stand in them.

use super::idle;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use tenfold_sim::record::{PersonRecord, Records, TubeRecord};
use tenfold_sim::scenario::Scenario;
use tenfold_sim::trial::{Curve, LabTrial, Recollections, SiteHour, SiteTrial, Trial};

/// The trial of records; number, people expected and tours of vehicles are taken from `known`,
/// since no tube tells them.
pub fn trial(scenario: &Scenario, known: &Trial, records: &Records) -> Trial {
    let after = |at: At| at.0 - scenario.starts_at.0;
    let empty = || Curve { bins: vec![0; known.sampled.bins.len()] };
    let (started, started_too_old) = idle::started(scenario, records);
    let mut again = Trial {
        started,
        started_too_old,
        sampled: empty(),
        resulted: empty(),
        resulted_own: empty(),
        age_at_lab: empty(),
        last_swab_at: None,
        last_outcome_at: None,
        in_goal: 0,
        in_half_goal_own: 0,
        too_old: 0,
        oldest_minutes: 0,
        tubes: 0,
        short_tubes: 0,
        stranded: 0,
        sites: sites(known, records, after),
        labs: labs(scenario, known, records, after),
        recollections: recollections(scenario, records, empty()),
        ..known.clone()
    };
    for person in &records.persons {
        let Some(swab_at) = person.swab_at else { continue };
        again.sampled.add(after(swab_at), 1);
        // The books keep the last swab to the minute.
        let minute = scenario.starts_at + (swab_at - scenario.starts_at);
        again.last_swab_at = again.last_swab_at.max(Some(minute));
    }
    for tube in records.tubes.iter().filter(|tube| tube.follows.is_none()) {
        again.tubes += 1;
        again.short_tubes += u64::from(tube.short);
        again.stranded += u64::from(tube.received_at.is_none());
        if let Some(at) = tube.received_at {
            again.age_at_lab.add(at.0 - tube.first_swab_at.0, 1);
            again.too_old += u64::from(is_too_old(scenario, tube));
            let age = tube.age_at_lab().expect("received");
            again.oldest_minutes = again.oldest_minutes.max(age.0);
        }
        outcome(&mut again, scenario, tube);
    }
    again
}

fn is_too_old(scenario: &Scenario, tube: &TubeRecord) -> bool {
    let limit = scenario.protocol.transport.room_limit;
    tube.received_at.is_some_and(|at| at.0 - tube.first_swab_at.0 > limit.0 * MINUTE_MS)
}

fn outcome(again: &mut Trial, scenario: &Scenario, tube: &TubeRecord) {
    let (Some(at), Some(lab)) = (tube.outcome_at, tube.lab) else { return };
    let (after, members) = (at.0 - scenario.starts_at.0, u32::from(tube.members));
    let within = |goal: Minutes| u64::from(after <= goal.0 * MINUTE_MS) * u64::from(members);
    again.resulted.add(after, members);
    again.in_goal += within(scenario.goal);
    if scenario.labs[lab as usize].own {
        again.resulted_own.add(after, members);
        again.in_half_goal_own += within(scenario.half_goal);
    }
    again.last_outcome_at = again.last_outcome_at.max(Some(at));
    let of_site = &mut again.sites[tube.site as usize].last_outcome_at;
    *of_site = (*of_site).max(Some(at));
}

fn sites(known: &Trial, records: &Records, after: impl Fn(At) -> i64) -> Vec<SiteTrial> {
    let hours = known.sites[0].hours.len();
    let empty = SiteTrial { hours: vec![SiteHour::default(); hours], ..SiteTrial::default() };
    let mut sites = vec![empty; known.sites.len()];
    let hour = |at: At| ((after(at).max(0) / (60 * MINUTE_MS)) as usize).min(hours - 1);
    for person in &records.persons {
        let site = &mut sites[person.site as usize];
        let PersonRecord { arrived_at: Some(came), waits_from: Some(from), .. } = person else {
            site.unsampled += 1;
            continue;
        };
        let swab_at = person.swab_at.expect("who waits is swabbed");
        site.sampled += 1;
        site.hours[hour(*came)].arrived += 1;
        let waited = (swab_at - *from).0.max(0) as u32;
        let slot = &mut site.hours[hour(swab_at)];
        slot.swabbed += 1;
        slot.waited_minutes += waited;
        slot.waited_minutes_max = slot.waited_minutes_max.max(waited);
        let minute = At(swab_at.0 - after(swab_at) % MINUTE_MS);
        site.last_swab_at = site.last_swab_at.max(Some(minute));
    }
    sites
}

fn labs(
    scenario: &Scenario,
    known: &Trial,
    records: &Records,
    after: impl Fn(At) -> i64,
) -> Vec<LabTrial> {
    let empty = || Curve { bins: vec![0; known.sampled.bins.len()] };
    let lab = || LabTrial { received: empty(), reviewed: empty(), ..LabTrial::default() };
    let mut labs: Vec<LabTrial> = scenario.labs.iter().map(|_| lab()).collect();
    for tube in &records.tubes {
        let Some(lab) = tube.lab else { continue };
        let lab = &mut labs[lab as usize];
        tube.received_at.into_iter().for_each(|at| lab.received.add(after(at), 1));
        tube.reviewed_at.into_iter().for_each(|at| lab.reviewed.add(after(at), 1));
        let age = tube.age_at_lab().filter(|_| tube.follows.is_none());
        lab.oldest_minutes = lab.oldest_minutes.max(age.map_or(0, |age| age.0));
    }
    for run in &records.runs {
        let lab = &mut labs[run.lab as usize];
        lab.plates += u32::from(run.begun_at.is_some());
        let busy = run.begun_at.zip(run.read_at).map_or(0, |(from, to)| (to - from).0);
        lab.busy_minutes += busy as u64;
    }
    idle::labs(scenario, records, &mut labs);
    for (lab, known) in labs.iter_mut().zip(&known.labs) {
        // Held against records apart: see `idle::heaps_fit`.
        (lab.waiting_max, lab.waiting_max_at) = (known.waiting_max, known.waiting_max_at);
    }
    labs
}

/// Every pool that was called positive, or grey without a retest, is owed a second swab of each.
fn recollections(scenario: &Scenario, records: &Records, took: Curve) -> Recollections {
    let mut again = Recollections { took, ..Recollections::default() };
    let owed = |tube: &&TubeRecord| tube.is_followed() && tube.reviewed_at.is_some();
    for pool in records.tubes.iter().filter(owed) {
        again.pools += 1;
        again.people += u32::from(pool.members);
    }
    let limit = scenario.protocol.recollection.positive_limit.0 * MINUTE_MS;
    let mut done = 0;
    for tube in &records.tubes {
        let Some(pool) = tube.follows else { continue };
        again.too_old += u32::from(is_too_old(scenario, tube));
        let called_at = records.tubes[pool as usize].called_at.expect("called");
        let Some(at) = tube.outcome_at else { continue };
        let took_ms = at.0 - called_at.0;
        done += 1;
        again.took.add(took_ms, 1);
        again.late += u32::from(took_ms > limit);
        again.minutes_max = again.minutes_max.max((took_ms / MINUTE_MS) as u32);
    }
    again.late += again.people - done;
    again
}
