//! Tubes by site and slot to labs and slots: a transportation problem, solved exactly.
//!
//! What is aimed at, in this order: as many tubes begun in time as can be; the half of the first
//! day in own labs (R03-R05); a shortage shared out among sites, where that is asked; the fewest
//! minutes of driving and waiting, charges of labs counted (R10).

use super::network::{Network, Weights};
use super::{Fault, Problem};

/// Minutes beyond which a way is only bad: two years.
const MUCH: u32 = 1_000_000;

/// Tubes of a site and slot that a lab begins in a slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sent {
    /// Index of the site.
    pub site: usize,
    /// Slot in which they are sealed.
    pub sealed: usize,
    /// Index of the lab.
    pub lab: usize,
    /// Slot in which they are begun.
    pub begun: usize,
    /// How many.
    pub tubes: u32,
    /// From leaving the site until they are begun, minutes of each.
    pub minutes: u32,
}

/// The answer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Flow {
    /// By site, slot of sealing, lab and slot of beginning.
    pub sent: Vec<Sent>,
    /// Tubes that no lab can begin in time, by site and slot of sealing.
    pub short: Vec<Vec<u32>>,
    /// Tubes begun, by lab and slot.
    pub begun: Vec<Vec<u32>>,
    /// Tubes that wait at the end of a slot, by lab and slot.
    pub waiting: Vec<Vec<u32>>,
    /// Minutes of driving and waiting of all tubes together; without the time until pickup.
    pub minutes: u64,
    /// Tubes that own labs begin in the slots that count for the half; 0 where none is asked.
    pub counted: u64,
}

/// Sends all tubes there is room for. The same problem has the same answer. Of 100 sites, 10 labs
/// and 24 slots it takes hundredths of a second; the work grows with the crowding, not the volume.
///
/// # Errors
/// What [`Problem::check`] finds.
pub fn flow(problem: &Problem) -> Result<Flow, Fault> {
    problem.check()?;
    let slots = problem.slots;
    let lab_slots = || (0..problem.labs.len() * slots).map(|at| (at / slots, at % slots));
    let room = lab_slots().map(|(lab, slot)| problem.labs[lab].capacity[slot]).collect();
    let counts = lab_slots().map(|(lab, slot)| problem.counts(lab, slot)).collect();
    let weights = Weights::of(problem.labs.len() * slots, cost_max(problem), problem.parts);
    let half = problem.half.map_or(0, |half| half.tubes);
    let mut network = Network::new((room, counts), half, (weights, problem.parts));
    let sources: Vec<(usize, usize, usize)> = sources(problem)
        .map(|(site, sealed)| {
            let charge =
                |lab: usize| u32::try_from(problem.labs[lab].charge.0.max(0)).unwrap_or(MUCH);
            let cost = |way: &super::Way| way.minutes.saturating_add(charge(way.lab)).min(MUCH);
            let ways = problem.ways(site, sealed);
            let ways = ways.map(|way| (way.lab * slots + way.begun, cost(&way)));
            (site, sealed, network.source(problem.tubes[site][sealed], ways))
        })
        .collect();
    network.send_all();
    Ok(told(problem, &network, &sources))
}

/// Sites with tubes in a slot, the earliest first: who seals later gives way where all else is
/// equal.
fn sources(problem: &Problem) -> impl Iterator<Item = (usize, usize)> + '_ {
    let all = (0..problem.slots).flat_map(|slot| (0..problem.tubes.len()).map(move |s| (s, slot)));
    all.filter(|(site, slot)| problem.tubes[*site][*slot] > 0)
}

/// The most that a tube can cost: its drive, its wait, and a charge.
fn cost_max(problem: &Problem) -> i64 {
    let charge = problem.labs.iter().map(|lab| lab.charge.0.max(0)).max().unwrap_or(0);
    let drive = problem.drives.iter().flatten().flatten().max().copied().unwrap_or(0);
    let drive = i64::from(drive).min(problem.drive_max.0.max(0));
    drive.saturating_add(problem.wait_max.0.max(0)).saturating_add(charge).min(i64::from(MUCH))
}

fn told(problem: &Problem, network: &Network, sources: &[(usize, usize, usize)]) -> Flow {
    let by_lab = || vec![vec![0; problem.slots]; problem.labs.len()];
    let mut flow = Flow {
        short: vec![vec![0; problem.slots]; problem.tubes.len()],
        begun: by_lab(),
        waiting: by_lab(),
        ..Flow::default()
    };
    for (source, (site, sealed, first)) in sources.iter().enumerate() {
        flow.short[*site][*sealed] = network.short(source);
        for (number, way) in problem.ways(*site, *sealed).enumerate() {
            let (tubes, lab, begun) = (network.flow(first + number), way.lab, way.begun);
            if tubes == 0 {
                continue;
            }
            let (site, sealed, minutes) = (*site, *sealed, way.minutes);
            flow.sent.push(Sent { site, sealed, lab, begun, tubes, minutes });
            flow.minutes += u64::from(tubes) * u64::from(minutes);
            flow.begun[lab][begun] += tubes;
            if problem.counts(lab, begun) {
                flow.counted += u64::from(tubes);
            }
            let drive = problem.drives[site][lab].unwrap_or(0);
            let arrives = sealed + problem.slots_on_the_way(drive);
            flow.waiting[lab][arrives..begun].iter_mut().for_each(|waiting| *waiting += tubes);
        }
    }
    flow
}

impl Flow {
    /// Tubes that no lab can begin in time.
    pub fn short_in_all(&self) -> u64 {
        self.short.iter().flatten().map(|tubes| u64::from(*tubes)).sum()
    }

    /// The same by slot of sealing.
    pub fn short_by_slot(&self) -> Vec<u64> {
        let slots = self.short.first().map_or(0, Vec::len);
        let of_slot = |slot: usize| self.short.iter().map(|site| u64::from(site[slot])).sum();
        (0..slots).map(of_slot).collect()
    }

    /// Tubes begun by all labs.
    pub fn begun_in_all(&self) -> u64 {
        self.begun.iter().flatten().map(|tubes| u64::from(*tubes)).sum()
    }

    /// Tubes that the half lacks and that the labs of this flow could not begin early enough for
    /// it, by slot of sealing, the earliest first: what must be asked for, hour by hour. All 0
    /// where the half is reached; together less than it lacks where too few are sealed in time.
    pub fn missing_for_half(&self, problem: &Problem) -> Vec<u64> {
        let mut missing = vec![0; problem.slots];
        let Some(half) = problem.half else { return missing };
        let mut left = half.tubes.saturating_sub(self.counted);
        let mut counted = vec![0u64; problem.slots];
        for sent in self.sent.iter().filter(|sent| problem.counts(sent.lab, sent.begun)) {
            counted[sent.sealed] += u64::from(sent.tubes);
        }
        // What is sealed in the last slot that counts arrives after it.
        for slot in 0..half.slots.saturating_sub(1).min(problem.slots) {
            let sealed: u64 = problem.tubes.iter().map(|site| u64::from(site[slot])).sum();
            missing[slot] = (sealed - counted[slot]).min(left);
            left -= missing[slot];
        }
        missing
    }
}
