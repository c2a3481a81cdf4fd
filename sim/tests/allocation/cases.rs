//! Drawn problems, what an answer is worth, and the best of all answers to a small one. Nothing
//! here asks the library which ways there are: they are reckoned from the problem anew.

use tenfold_domain::time::Minutes;
use tenfold_sim::allocation::{Flow, Half, LabSlots, Problem};
use tenfold_sim::stream::{Purpose, Stream};

/// Numbers one after the other.
pub struct Draws(Stream, u64);

impl Draws {
    pub fn new(seed: u64) -> Draws {
        Draws(Stream::root(seed, 0).of(Purpose::Site, 0), 0)
    }

    /// From 0 to below a count.
    pub fn below(&mut self, count: u64) -> u64 {
        self.1 += 1;
        self.0.bits(self.1) % count
    }
}

/// How large a drawn problem is.
#[derive(Clone, Copy)]
pub struct Case {
    pub sites: usize,
    pub labs: usize,
    pub slots: usize,
}

/// At most seven tubes, three labs, four slots; often crowded, with holes of the roads, odd slots,
/// charges, a half, and shared shortages.
pub fn small(seed: u64) -> Problem {
    let mut draws = Draws::new(seed);
    let (labs, slots) = (1 + draws.below(3) as usize, 2 + draws.below(3) as usize);
    let sites = 1 + draws.below(4) as usize;
    let mut tubes = vec![vec![0; slots]; sites];
    for _ in 0..1 + draws.below(7) {
        tubes[draws.below(sites as u64) as usize][draws.below(slots as u64 - 1) as usize] += 1;
    }
    let mut drive = || (draws.below(6) > 0).then(|| draws.below(100) as u32);
    let drives = (0..sites).map(|_| (0..labs).map(|_| drive()).collect()).collect();
    let mut lab = || LabSlots {
        own: draws.below(2) == 0,
        capacity: (0..slots).map(|_| draws.below(3) as u32).collect(),
        charge: Minutes(draws.below(2) as i64 * 30),
    };
    let labs = (0..labs).map(|_| lab()).collect();
    let half = Half { tubes: 1 + draws.below(4), slots: 1 + draws.below(slots as u64) as usize };
    Problem {
        slot: Minutes(20 + draws.below(3) as i64 * 20),
        slots,
        pickup: Minutes(draws.below(2) as i64 * 15),
        drive_max: Minutes(80),
        wait_max: Minutes(draws.below(3) as i64 * 40),
        tubes,
        drives,
        labs,
        half: (draws.below(2) == 0).then_some(half),
        parts: 1 + draws.below(2) as u32 * 2,
    }
}

/// Sites and labs on a square, hours; the labs' capacity is the tubes over the load.
pub fn town(case: Case, seed: u64, load: f64) -> Problem {
    let mut draws = Draws::new(seed);
    let Case { sites, labs, slots } = case;
    let mut spot = || (draws.below(60) as f64, draws.below(60) as f64);
    let at: Vec<(f64, f64)> = (0..sites + labs).map(|_| spot()).collect();
    let drive = |site: usize, lab: usize| {
        let ((a, b), (c, d)) = (at[site], at[sites + lab]);
        Some(3 + ((a - c).powi(2) + (b - d).powi(2)).sqrt() as u32)
    };
    let open = slots * 2 / 3;
    let mut tubes_of = |_| -> Vec<u32> {
        (0..slots).map(|slot| if slot < open { draws.below(12) as u32 } else { 0 }).collect()
    };
    let tubes: Vec<Vec<u32>> = (0..sites).map(&mut tubes_of).collect();
    let all: u32 = tubes.iter().flatten().sum();
    let each = f64::from(all) / load / (labs * open) as f64;
    let mut lab = |number: usize| LabSlots {
        own: number.is_multiple_of(2),
        capacity: (0..slots)
            .map(|_| (each * (0.5 + draws.below(100) as f64 / 100.0)) as u32)
            .collect(),
        charge: Minutes(if number.is_multiple_of(2) { 0 } else { 45 }),
    };
    Problem {
        slot: Minutes(60),
        slots,
        pickup: Minutes(30),
        drive_max: Minutes(60),
        wait_max: Minutes(180),
        drives: (0..sites).map(|s| (0..labs).map(|lab| drive(s, lab)).collect()).collect(),
        labs: (0..labs).map(&mut lab).collect(),
        tubes,
        half: Some(Half { tubes: u64::from(all) / 2, slots: slots * 3 / 5 }),
        parts: 1,
    }
}

/// Lab, slot and minutes (with the charge) of every way of a tube.
pub fn ways(problem: &Problem, site: usize, sealed: usize) -> Vec<(usize, usize, i64)> {
    let mut ways = Vec::new();
    let leaves = (sealed as i64 + 1) * problem.slot.0 + problem.pickup.0;
    for (lab, drive) in problem.drives[site].iter().enumerate() {
        let Some(drive) = drive.map(i64::from).filter(|drive| *drive <= problem.drive_max.0) else {
            continue;
        };
        for slot in 0..problem.slots {
            let (from, until) = (slot as i64 * problem.slot.0, (slot as i64 + 1) * problem.slot.0);
            let begins = from.max(leaves + drive);
            if begins < until && begins - leaves - drive <= problem.wait_max.0 {
                ways.push((lab, slot, begins - leaves + problem.labs[lab].charge.0));
            }
        }
    }
    ways
}

/// What an answer is worth: less is better, the first figure first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Weighed {
    pub short: u64,
    /// Tubes that the half lacks.
    pub lacking: u64,
    /// Parts of a shortage beyond a site's first, a tube each.
    pub parts: u64,
    pub minutes: i64,
}

pub fn lacking(problem: &Problem, counted: u64) -> u64 {
    problem.half.map_or(0, |half| half.tubes.saturating_sub(counted))
}

pub fn counts(problem: &Problem, lab: usize, slot: usize) -> bool {
    problem.half.is_some_and(|half| problem.labs[lab].own && slot < half.slots)
}

pub fn parts(problem: &Problem, supply: u32, short: u32) -> u64 {
    let part = |unit: u32| u64::from(unit) * u64::from(problem.parts) / u64::from(supply);
    (0..short).map(part).sum()
}

/// Checks an answer against everything it must keep, and weighs it.
#[track_caller]
pub fn weigh(problem: &Problem, flow: &Flow) -> Weighed {
    let mut left = problem.tubes.clone();
    let mut begun = vec![vec![0; problem.slots]; problem.labs.len()];
    let (mut weighed, mut counted, mut minutes) = (Weighed::default(), 0, 0);
    for sent in &flow.sent {
        let ways = ways(problem, sent.site, sent.sealed);
        let charge = problem.labs[sent.lab].charge.0;
        let way = (sent.lab, sent.begun, i64::from(sent.minutes) + charge);
        assert!(ways.contains(&way) && sent.tubes > 0, "no way: {sent:?} of {ways:?}");
        left[sent.site][sent.sealed] -= sent.tubes;
        begun[sent.lab][sent.begun] += sent.tubes;
        weighed.minutes += i64::from(sent.tubes) * way.2;
        minutes += u64::from(sent.tubes) * u64::from(sent.minutes);
        if counts(problem, sent.lab, sent.begun) {
            counted += u64::from(sent.tubes);
        }
    }
    assert_eq!(left, flow.short, "every tube is begun or short");
    assert_eq!((begun, counted, minutes), (flow.begun.clone(), flow.counted, flow.minutes));
    for (lab, begun) in problem.labs.iter().zip(&flow.begun) {
        assert!(
            begun.iter().zip(&lab.capacity).all(|(begun, most)| begun <= most),
            "over capacity"
        );
    }
    for (tubes, short) in problem.tubes.iter().zip(&flow.short) {
        weighed.short += short.iter().map(|tubes| u64::from(*tubes)).sum::<u64>();
        let pairs = tubes.iter().zip(short).filter(|(supply, _)| **supply > 0);
        weighed.parts += pairs.map(|(supply, short)| parts(problem, *supply, *short)).sum::<u64>();
    }
    Weighed { lacking: lacking(problem, counted), ..weighed }
}

/// The best of all answers: every tube goes every way, or none.
pub fn best(problem: &Problem) -> Weighed {
    let mut tubes = Vec::new();
    for (site, of_site) in problem.tubes.iter().enumerate() {
        for (sealed, count) in of_site.iter().enumerate() {
            tubes.extend((0..*count).map(|_| (site, sealed)));
        }
    }
    let mut room: Vec<Vec<u32>> = problem.labs.iter().map(|lab| lab.capacity.clone()).collect();
    let mut short = vec![vec![0; problem.slots]; problem.tubes.len()];
    let mut best = None;
    go_on(problem, &tubes, (&mut room, &mut short), (Weighed::default(), 0), &mut best);
    best.expect("nothing sent is an answer, too")
}

fn go_on(
    problem: &Problem,
    tubes: &[(usize, usize)],
    (room, short): (&mut Vec<Vec<u32>>, &mut Vec<Vec<u32>>),
    (now, counted): (Weighed, u64),
    best: &mut Option<Weighed>,
) {
    let Some(((site, sealed), rest)) = tubes.split_first() else {
        let mut whole = Weighed { lacking: lacking(problem, counted), ..now };
        for (tubes, short) in problem.tubes.iter().zip(short.iter()) {
            let pairs = tubes.iter().zip(short).filter(|(supply, _)| **supply > 0);
            whole.parts += pairs.map(|(supply, s)| parts(problem, *supply, *s)).sum::<u64>();
        }
        *best = Some(best.map_or(whole, |best| best.min(whole)));
        return;
    };
    if best.is_some_and(|best| now.short > best.short) {
        return;
    }
    for (lab, slot, minutes) in ways(problem, *site, *sealed) {
        if room[lab][slot] == 0 {
            continue;
        }
        room[lab][slot] -= 1;
        let now = Weighed { minutes: now.minutes + minutes, ..now };
        let counted = counted + u64::from(counts(problem, lab, slot));
        go_on(problem, rest, (room, short), (now, counted), best);
        room[lab][slot] += 1;
    }
    short[*site][*sealed] += 1;
    let now = Weighed { short: now.short + 1, ..now };
    go_on(problem, rest, (room, short), (now, counted), best);
    short[*site][*sealed] -= 1;
}
