//! The full model: beside the tandem at equal size, a town's 48 hours, twenty million people, and
//! many replications on one thread and on two.

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;
use tenfold::setup::plan;
use tenfold_domain::time::{At, Minutes};
use tenfold_sim::bounds::Bounds;
use tenfold_sim::city::trial;
use tenfold_sim::recipe::Recipe;
use tenfold_sim::replicate::{UNWATCHED, replicate};
use tenfold_sim::scenario::{
    Habits, Lab, Period, Place, Routing, Scenario, Site, Stop, Vehicle, Work,
};
use tenfold_sim::staffing::City;
use tenfold_sim::stream::Stream;
use tenfold_sim::tandem::Tandem;

use crate::{PEOPLE, SITES, beside_unlike, cpu_s, peak, setting};

const SEED: u64 = 2022;

fn town(name: &str) -> City {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/towns");
    plan::load(&fixtures.join(name), None).expect("a town for planning").city
}

/// A fixed staffing that is enough: what arithmetic says first, lanes and cyclers as it says.
fn staffed(city: &City) -> Scenario {
    let bounds = Bounds::of(city);
    let recipe = Recipe::start(city, &bounds);
    city.scenario(&recipe.staffing(city, &bounds))
}

/// Sites of equal size, each with lanes for its people in two days of fourteen hours; a vehicle
/// for every five sites, one lab with cyclers enough.
fn uniform(sites: u32, people: u64) -> Scenario {
    let protocol = town("ruijin.toml").protocol;
    let starts_at = At(1_648_764_000_000);
    let hour = |hours: i64| starts_at + Minutes::hours(hours);
    let each = (people / u64::from(sites)) as u32;
    let lanes = each.div_ceil(1_600) as u16;
    let period =
        |from: i64| Period { from_at: hour(from), to_at: hour(from + 14), lanes, single_lanes: 0 };
    let site = |number: u32| Site {
        name_zh: format!("第{number}采样点"),
        name_en: format!("Site {number}"),
        place: 0,
        people: each,
        capacity: 10,
        periods: vec![period(1), period(25)],
        mobile_teams: 1,
        position: None,
    };
    let vehicle = |number: u32| Vehicle {
        lab: 0,
        stops: (number * 5..sites.min(number * 5 + 5))
            .map(|site| Stop { site: site as usize, drive_minutes: 8.0 })
            .collect(),
        back_minutes: 15.0,
        boxes_max: 200,
        begins_at: vec![hour(3)],
        every: Minutes::hours(2),
    };
    let cyclers = (people / 15_000) as u32 + 1;
    Scenario {
        name: "equal sites".into(),
        protocol,
        starts_at,
        utc_offset: Minutes::hours(8),
        goal: Minutes::hours(48),
        half_goal: Minutes::hours(24),
        places: vec![Place {
            name_zh: "城".into(),
            name_en: "City".into(),
            people: people as u32,
            synthetic: true,
            prevalence: 3.5e-5,
            position: None,
        }],
        sites: (0..sites).map(site).collect(),
        vehicles: (0..sites.div_ceil(5)).map(vehicle).collect(),
        labs: vec![Lab {
            name_zh: "实验室".into(),
            name_en: "Lab".into(),
            own: true,
            synthetic: true,
            accession_per_hour: f64::from(cyclers) * 94.0,
            cyclers,
            periods: vec![(starts_at, hour(96))],
            position: None,
        }],
        routing: Routing::Fixed,
        squads: (people / 20_000) as u32 + 1,
        habits: Habits::default(),
        work: Work::default(),
        failures: Vec::new(),
    }
}

/// The full model beside the tandem at equal size.
pub fn beside_tandem(runs: usize) {
    let (model, scenario) = (Tandem::city(SITES, PEOPLE), uniform(SITES, PEOPLE));
    let out = trial(&scenario, SEED, 0);
    assert!(out.resulted.total() * 100 > PEOPLE * 99, "{} have an outcome", out.resulted.total());
    let (full_s, tandem_s, ratio) = beside_unlike(
        runs,
        || trial(&scenario, SEED, 0).resulted.total(),
        || model.by_sites(Stream::root(SEED, 0)).people,
    );
    println!("full model, {SITES} sites, {PEOPLE} people, medians of {runs}:");
    println!("  full {full_s:.3} CPU s, tandem {tandem_s:.3}; {:.0} ns a person", full_s * 1e3);
    println!("  ratio {ratio:.2} (target 3 at most)");
}

/// Ruijin's 48 hours.
pub fn ruijin(runs: usize) {
    let scenario = staffed(&town("ruijin.toml"));
    let mut took: Vec<f64> =
        (0..runs as u64).map(|n| cpu_s(|| trial(&scenario, SEED, n)).0).collect();
    took.sort_by(f64::total_cmp);
    let people: u32 = scenario.sites.iter().map(|site| site.people).sum();
    println!(
        "Ruijin's 48 hours, {people} people at {} sites, medians of {runs}:",
        scenario.sites.len()
    );
    println!("  {:.3} CPU s (target 0.5 at most)", took[took.len() / 2]);
}

/// Twenty million people in the full model, in a process of its own.
pub fn twenty_million() {
    let scenario = uniform(2_000, crate::MANY);
    let before = peak();
    let (took_s, out) = cpu_s(|| trial(&scenario, SEED, 0));
    println!("full model, {} people at {} sites, once:", out.expected, scenario.sites.len());
    println!("  {} with an outcome, {} tubes", out.resulted.total(), out.tubes);
    println!("  {took_s:.2} CPU s, peak resident {} (target 64 at most), {before} before", peak());
}

/// Many replications on one thread and on two, between two measurements of what a second thread of
/// this machine is worth at the same time.
pub fn replications() {
    let count = setting("REPLICATIONS", 100) as u64;
    let scenario = uniform(SITES, PEOPLE);
    let on = |threads: usize| {
        let replicated = || replicate(&scenario, SEED, 0..count, UNWATCHED, |trial| trial);
        let (took_s, (spent_s, trials)) = on_threads(threads, || cpu_s(replicated));
        (took_s, spent_s, trials)
    };
    let before = bare_ratio();
    let (one_s, one_cpu_s, one) = on(1);
    let (two_s, two_cpu_s, two) = on(2);
    let bare = (before + bare_ratio()) / 2.0;
    assert!(one == two, "the number of threads changes an answer");
    println!("{count} replications of {PEOPLE} people, the whole model:");
    println!(
        "  one thread {one_s:.1} s wall ({one_cpu_s:.1} CPU s), two {two_s:.1} ({two_cpu_s:.1})"
    );
    let ratio = one_s / two_s;
    println!("  two threads {ratio:.2} x one (target 1.8), answers equal");
    println!("  a bare loop that touches no memory: {bare:.2} x; {:.2} of that", ratio / bare);
    println!("  on two threads {two_s:.1} s (target 12 at most)");
}

/// How much sooner two threads are done than one with draws that are only added up.
fn bare_ratio() -> f64 {
    const PARTS: u32 = 64;
    const DRAWS: u64 = 1 << 25;
    let part = |part: u32| {
        let stream = Stream::root(SEED, u64::from(part));
        (0..DRAWS).fold(0, |sum: u64, n| sum.wrapping_add(stream.bits(n)))
    };
    let draw =
        || (0..PARTS).into_par_iter().with_max_len(1).map(part).reduce(|| 0, u64::wrapping_add);
    let ((one_s, one), (two_s, two)) = (on_threads(1, draw), on_threads(2, draw));
    assert_eq!(one, two, "the same draws");
    one_s / two_s
}

/// Seconds by the clock, and what came out.
fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> (f64, T) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let began = Instant::now();
    let made = pool.install(work);
    (began.elapsed().as_secs_f64(), made)
}
