//! The simulator's cores beside what they could be replaced by, in CPU seconds of one thread and
//! as ratios in one run: the list of events against a plain loop on std's heap, the sampling
//! tandem against a plain recursion, both against the same models in SimPy; the full model against
//! the tandem; a town, twenty million people, and replications on two threads.
//!
//! `cargo bench --bench sim`; RUNS changes the number of runs (5), PEER_RUNS that of SimPy's (RUNS;
//! 0 leaves it out), PYTHON names an interpreter that has SimPy, REPLICATIONS their number (100).

#[path = "sim/full.rs"]
mod full;
#[path = "sim/peer.rs"]
mod peer;
#[path = "sim/plain.rs"]
mod plain;
#[path = "sim/queue.rs"]
mod queue;

use std::hint::black_box;
use std::process::Command;

use rustix::time::{ClockId, clock_gettime};
use tenfold_sim::stream::Stream;
use tenfold_sim::tandem::Tandem;

use peer::Peer;

const CUSTOMERS: u64 = 1_000_000;
const SITES: u32 = 100;
const PEOPLE: u64 = 1_000_000;
const MANY: u64 = 20_000_000;

/// Set for the process of its own that twenty million people get, so that its peak is theirs;
/// `replications` does nothing but those.
const PART: &str = "SIM_BENCH_PART";

fn main() {
    match std::env::var(PART).as_deref() {
        Ok("tandem") => return twenty_million(),
        Ok("full") => return full::twenty_million(),
        Ok("replications") => return full::replications(),
        _ => {}
    }
    let runs = setting("RUNS", 5).max(1);
    let peer = Peer::find(setting("PEER_RUNS", runs));
    events(runs, &peer);
    tandem(runs, &peer);
    full::beside_tandem(runs);
    full::ruijin(runs);
    for part in ["tandem", "full"] {
        let this = std::env::current_exe().expect("path of this bench");
        let status = Command::new(this).env(PART, part).status().expect("a process");
        assert!(status.success(), "twenty million people: {status}");
    }
    full::replications();
}

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// CPU seconds this process takes for something: the machine is shared, a wall clock is no judge.
fn cpu_s<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let now_s = || {
        let now = clock_gettime(ClockId::ProcessCPUTime);
        now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
    };
    let before_s = now_s();
    let made = black_box(work());
    (now_s() - before_s, made)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Both in turns, so that whatever the neighbours do they do to both; their answers are equal.
/// Medians of the first, of the second, and of the ratio of the first to the second.
fn beside<T: PartialEq + std::fmt::Debug>(
    runs: usize,
    ours: impl Fn() -> T,
    plain: impl Fn() -> T,
) -> (f64, f64, f64) {
    assert_eq!(ours(), plain(), "the same model");
    beside_unlike(runs, ours, plain)
}

/// The same of two models that need not agree.
fn beside_unlike<T, U>(
    runs: usize,
    ours: impl Fn() -> T,
    plain: impl Fn() -> U,
) -> (f64, f64, f64) {
    let (mut mine, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let (ours_s, _) = cpu_s(&ours);
        let (plain_s, _) = cpu_s(&plain);
        mine.push(ours_s);
        theirs.push(plain_s);
        ratios.push(ours_s / plain_s);
    }
    (median(mine), median(theirs), median(ratios))
}

/// The most memory this process has had resident.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: Option<f64> = peak.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok());
    kib.map_or("unknown".into(), |kib| format!("{:.1} MiB", kib / 1024.0))
}

fn events(runs: usize, peer: &Peer) {
    println!("M/M/50, rho 0.9, {CUSTOMERS} customers, numbers drawn, medians of {runs}:");
    let (ours_s, plain_s, ratio) =
        beside(runs, || queue::by_events(CUSTOMERS), || plain::by_heap(CUSTOMERS));
    println!("  list of events {ours_s:.3} CPU s, plain heap loop {plain_s:.3}");
    println!("  ratio {ratio:.2} (target 1.5 at most)");
    let (recursion_s, plain_s, _) =
        beside(runs, || queue::by_recursion(CUSTOMERS), || plain::by_heap(CUSTOMERS));
    println!("  recursion {recursion_s:.3} CPU s, {:.2} of the loop", recursion_s / plain_s);
    let wait_s = queue::by_events(CUSTOMERS) as f64 / 1e3 / CUSTOMERS as f64;
    println!("  mean wait {wait_s:.2} s");
    peer.beside("mmc.py", &[CUSTOMERS], ours_s, 80.0);
}

fn tandem(runs: usize, peer: &Peer) {
    let model = Tandem::city(SITES, PEOPLE);
    let root = Stream::root(2022, 0);
    println!("sampling tandem, {SITES} sites, {PEOPLE} people, numbers drawn, medians of {runs}:");
    let (ours_s, plain_s, ratio) =
        beside(runs, || plain::Sums::of(&model.by_sites(root)), || plain::tandem(&model, root));
    println!("  site by site {ours_s:.3} CPU s, plain recursion {plain_s:.3}");
    println!("  ratio {ratio:.2} (target 1.5 at most)");
    let (events_s, again_s, ratio) =
        beside(runs, || model.by_events(root), || model.by_sites(root));
    println!("  one list of events {events_s:.3} CPU s, {ratio:.2} of {again_s:.3} site by site");
    let passed = model.by_sites(root);
    let wait_s = (passed.desk_wait_ms + passed.swab_wait_ms) as f64 / 1e3 / passed.people as f64;
    println!("  mean wait {wait_s:.2} s, oldest tube {} min", passed.oldest_ms / 60_000);
    peer.beside("tandem.py", &[u64::from(SITES), PEOPLE], ours_s, 200.0);
}

/// 2,000 sites of 10,000 people.
fn twenty_million() {
    let model = Tandem::city(2_000, MANY);
    let (took_s, passed) = cpu_s(|| model.by_sites(Stream::root(2022, 0)));
    assert_eq!(passed.people, MANY);
    println!("sampling tandem, {MANY} people at {} sites, once:", model.sites);
    println!(
        "  {took_s:.2} CPU s (target 4.5 at most), peak resident {} (target 64 at most)",
        peak()
    );
}
