//! Allocation beside HiGHS on the same figures, in CPU seconds of one thread and as ratios in one
//! run: 100 sites, 10 labs, 24 slots as a flow, with room and with a shortage; one lab for each
//! site; lanes of 100 sites for the half.
//!
//! `cargo bench --bench allocation`; RUNS changes the number of runs (5), PYTHON names an
//! interpreter that has highspy. Without one HiGHS is left out, in one line.

#[path = "allocation/peer.rs"]
mod peer;

use std::hint::black_box;

use peer::Peer;
use rustix::time::{ClockId, clock_gettime};
use serde_json::json;
use tenfold_domain::time::Minutes;
use tenfold_sim::allocation::half::{Ask, SitePeople, lanes};
use tenfold_sim::allocation::{LabSlots, Problem, TRIES, UNFINISHED, fixed, flow};
use tenfold_sim::stream::{Purpose, Stream};

const SITES: usize = 100;
const LABS: usize = 10;
const SLOTS: usize = 24;
/// Hours of the day in which boxes are sealed.
const OPEN: usize = 16;
/// What a box that nobody begins counts beside its minutes, for HiGHS.
const SHORT: u64 = 100_000;
const SEED: u64 = 2022;
/// Boards of one lab a site are searched from so many seeds.
const SEEDS: u64 = 5;

fn main() {
    let runs = std::env::var("RUNS").ok().and_then(|text| text.parse().ok()).unwrap_or(5).max(1);
    let peer = Peer::find();
    for (load, target_s) in [(0.8, 0.1), (1.1, 0.1), (1.3, 0.3)] {
        by_hour(runs, load, target_s, &peer);
    }
    for load in [0.8, 0.92] {
        one_lab_a_site(load, &peer);
    }
    lanes_for_the_half(runs, &peer);
}

/// CPU seconds of something, the median of its runs, and what it made.
fn timed<T>(runs: usize, work: impl Fn() -> T) -> (f64, T) {
    let now_s = || {
        let now = clock_gettime(ClockId::ProcessCPUTime);
        now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
    };
    let once = |_| {
        let before_s = now_s();
        let made = black_box(work());
        (now_s() - before_s, made)
    };
    let mut all: Vec<(f64, T)> = (0..runs).map(once).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.swap_remove(runs / 2)
}

/// Sites and labs on a square of 40 minutes; six boxes or so a site and hour; capacity is the
/// boxes over the load, more in some labs than in others.
fn problem(load: f64) -> Problem {
    let stream = Stream::root(SEED, 0).of(Purpose::Site, 0);
    let spot = |at: u64| (stream.unit(2 * at) * 40.0, stream.unit(2 * at + 1) * 40.0);
    let drive = |site: usize, lab: usize| {
        let ((a, b), (c, d)) = (spot(site as u64), spot((SITES + lab) as u64));
        Some(5 + (a - c).hypot(b - d) as u32)
    };
    let boxes = |site: usize, slot: usize| {
        let draw = stream.unit((10_000 + site * SLOTS + slot) as u64);
        if slot < OPEN { 1 + (draw * 12.75) as u32 } else { 0 }
    };
    let of_site = |site: usize| (0..SLOTS).map(|slot| boxes(site, slot)).collect();
    let tubes: Vec<Vec<u32>> = (0..SITES).map(of_site).collect();
    let all: u32 = tubes.iter().flatten().sum();
    let each = f64::from(all) / load / (LABS * OPEN) as f64;
    let lab = |lab: usize| LabSlots {
        own: true,
        capacity: vec![(each * (0.55 + 0.1 * lab as f64)).round() as u32; SLOTS],
        charge: Minutes(0),
    };
    Problem {
        slot: Minutes(60),
        slots: SLOTS,
        pickup: Minutes(0),
        drive_max: Minutes(120),
        wait_max: Minutes(240),
        drives: (0..SITES).map(|site| (0..LABS).map(|lab| drive(site, lab)).collect()).collect(),
        tubes,
        labs: (0..LABS).map(lab).collect(),
        half: None,
        parts: 1,
    }
}

fn told(problem: &Problem, model: &str) -> serde_json::Value {
    json!({
        "model": model,
        "slot": problem.slot.0,
        "pickup": problem.pickup.0,
        "drive_max": problem.drive_max.0,
        "wait_max": problem.wait_max.0,
        "tubes": problem.tubes,
        "drives": problem.drives,
        "capacity": problem.labs.iter().map(|lab| &lab.capacity).collect::<Vec<_>>(),
        "short": SHORT,
        "unfinished": UNFINISHED,
    })
}

fn by_hour(runs: usize, load: f64, target_s: f64, peer: &Peer) {
    let problem = problem(load);
    let (took_s, flow) = timed(runs, || flow(&problem).expect("a whole problem"));
    let (all, short) = (problem.tubes_in_all(), flow.short_in_all());
    let cost = flow.minutes + SHORT * short;
    println!("flow, {SITES} sites x {LABS} labs x {SLOTS} slots, {all} boxes, load {load}:");
    println!("  {took_s:.4} CPU s, median of {runs} (target {target_s}), {short} boxes short");
    if let Some(theirs) = peer.solve(&told(&problem, "flow")) {
        let same = (theirs.cost - cost as f64).abs() < 0.5;
        println!(
            "  HiGHS {:.2} CPU s, {:.0} times as much; {} of {cost}",
            theirs.cpu_s,
            theirs.cpu_s / took_s,
            if same { "the same optimum" } else { "ANOTHER OPTIMUM" }
        );
        assert!(same, "HiGHS {} against {cost}", theirs.cost);
    }
}

fn one_lab_a_site(load: f64, peer: &Peer) {
    let problem = problem(load);
    println!("one lab for each of {SITES} sites, load {load}, {TRIES} tries:");
    let mut costs = Vec::new();
    for seed in 1..=SEEDS {
        let (took_s, found) = timed(1, || fixed(&problem, seed, TRIES).expect("a whole problem"));
        println!("  seed {seed}: {took_s:.2} CPU s (target 1), cost {}", found.cost);
        costs.push(found.cost as f64);
    }
    if let Some(theirs) = peer.solve(&told(&problem, "fixed")) {
        println!(
            "  HiGHS {:.1} CPU s, cost {:.0}, bound {:.0}",
            theirs.cpu_s, theirs.cost, theirs.bound
        );
        let over: Vec<String> =
            costs.iter().map(|cost| format!("{:.3}", (cost / theirs.cost - 1.0) * 100.0)).collect();
        println!("  over HiGHS, in percent (target 0.1): {}", over.join(" "));
    }
}

fn lanes_for_the_half(runs: usize, peer: &Peer) {
    let stream = Stream::root(SEED, 1).of(Purpose::Site, 0);
    let site =
        |at: u64| SitePeople { people: 1_500 + (stream.unit(at) * 9_000.0) as u32, lanes_max: 12 };
    let sites: Vec<SitePeople> = (0..SITES as u64).map(site).collect();
    let people: u64 = sites.iter().map(|site| u64::from(site.people)).sum();
    let ask = Ask {
        sites,
        persons_per_lane_hour: 76.3,
        hours_to_half: 11.6,
        hours_first: 14.0,
        hours_later: 13.0,
        cost_first: 2_800,
        cost_later: 2_600,
        half: people / 2,
    };
    let (took_s, found) = timed(runs, || lanes(&ask).expect("room enough"));
    println!("lanes of {SITES} sites for the half of {people} people:");
    println!(
        "  {took_s:.4} CPU s, median of {runs} (target 0.5), cost {}, {:.4} % above its bound",
        found.cost,
        (found.cost as f64 / found.bound - 1.0) * 100.0
    );
    let told = json!({
        "model": "lanes",
        "people": ask.sites.iter().map(|site| site.people).collect::<Vec<_>>(),
        "lanes_max": 12,
        "rate": ask.persons_per_lane_hour,
        "hours": [ask.hours_to_half, ask.hours_first, ask.hours_later],
        "costs": [ask.cost_first, ask.cost_later],
        "half": ask.half,
    });
    if let Some(theirs) = peer.solve(&told) {
        println!(
            "  HiGHS {:.2} CPU s, cost {:.0}, bound {:.0}",
            theirs.cpu_s, theirs.cost, theirs.bound
        );
        let over = (found.cost as f64 / theirs.bound - 1.0) * 100.0;
        println!("  ours above HiGHS' bound: {over:.4} % (target 0.1)");
    }
}
