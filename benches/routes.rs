//! Tours of a day beside VROOM at equal time: five invented days of 30 sites, 6 rounds and 3 labs,
//! and days of 15 and 60 sites; how soon the first tours are there; a day of 300 sites.
//!
//! `cargo bench --bench routes`; SECONDS is the time for each day and solver (10), LARGE_SECONDS
//! that of the large day (60), PYTHON names an interpreter that has pyvroom, PEER=0 leaves it out.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};
use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use tenfold_sim::routes::check::check;
use tenfold_sim::routes::day::Day;
use tenfold_sim::routes::invented::{Shape, day};
use tenfold_sim::routes::plan::Plan;
use tenfold_sim::routes::{Until, first, search};

/// Means over five days at most this share of what VROOM needs.
const TARGET: f64 = 0.97;

fn main() {
    let seconds = setting("SECONDS", 10.0);
    let python = std::env::var("PYTHON").unwrap_or("python3".into());
    let peer = setting("PEER", 1.0) > 0.0 && has_vroom(&python);
    println!("tours, {seconds} s for each day and solver, one thread, cost in minutes of driving:");
    let mut ratios = Vec::new();
    let usual = (1..=5).map(|seed| (seed, 30));
    for (seed, sites) in usual.chain([(6, 15), (7, 60)]) {
        let mut day = day(seed, Shape { sites, vehicles: sites * 2 / 3, ..Shape::default() });
        // VROOM counts an unloading once, but asks whether boxes are in time at its beginning for
        // the first and at its end for the others: without it both solve the same problem.
        day.labs.iter_mut().for_each(|lab| lab.unload = Minutes(0));
        let ours = searched(&day, seed, seconds);
        let cost = ours.cost_minutes(&day);
        assert!(ours.missed.is_empty(), "everything can be served");
        print!("  day {seed}, {sites} sites: {cost:.1}, {} vehicles", ours.tours.len());
        let Some(theirs) = peer.then(|| vroom(&python, &day, seconds)) else {
            println!();
            continue;
        };
        let ratio = cost / theirs.0;
        let (cost, vehicles, left) = theirs;
        println!("; VROOM {cost:.1}, {vehicles} vehicles, {left} left over; {ratio:.4}");
        if sites == 30 {
            ratios.push(ratio);
        }
    }
    if !ratios.is_empty() {
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        println!("  mean of {}: {mean:.4} of VROOM (target {TARGET} at most)", ratios.len());
    }
    large(setting("LARGE_SECONDS", 60.0));
}

fn setting(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A plan of so many seconds, checked; prints how soon the first tours were there.
fn searched(day: &Day, seed: u64, seconds: f64) -> Plan {
    let begun = Instant::now();
    let start = first(day).expect("a fit day");
    let first_ms = begun.elapsed().as_secs_f64() * 1e3;
    let begun = Instant::now();
    let mut rounds = 0;
    let spent = |_| begun.elapsed().as_secs_f64() / seconds;
    let plan = search(day, seed, Until::Spent(&spent), &mut |step| rounds = step.rounds);
    let plan = plan.expect("a fit day");
    assert_eq!(check(day, &plan), [], "the tours can be driven");
    println!(
        "  first tours in {first_ms:.1} ms (target 100): {:.1}, {} vehicles, {} missed; \
         {rounds} rounds after it",
        start.cost_minutes(day),
        start.tours.len(),
        start.missed.len()
    );
    plan
}

fn large(seconds: f64) {
    let shape = Shape { sites: 300, vehicles: 150, labs: 8, side_km: 50.0, ..Shape::default() };
    let day = day(8, shape);
    println!("300 sites, 8 labs, {} pickups, {seconds} s:", day.pickups.len());
    let plan = searched(&day, 8, seconds);
    println!(
        "  {:.1}, {} vehicles, {} missed, checked",
        plan.cost_minutes(&day),
        plan.tours.len(),
        plan.missed.len()
    );
}

fn has_vroom(python: &str) -> bool {
    let asked = Command::new(python).args(["-c", "import vroom"]).stderr(Stdio::null()).status();
    let found = asked.is_ok_and(|status| status.success());
    if !found {
        println!(
            "{python} has no pyvroom, its figures are left out: python3 -m venv VENV && \
             VENV/bin/python -m pip install pyvroom numpy, then PYTHON=VENV/bin/python"
        );
    }
    found
}

/// Cost in minutes, vehicles, and shipments that were left over.
fn vroom(python: &str, day: &Day, seconds: f64) -> (f64, u64, u64) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/vroom_day.py");
    let mut peer = Command::new(python)
        .arg(script)
        .arg(seconds.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python");
    let text = problem(day).to_string();
    peer.stdin.take().expect("its input").write_all(text.as_bytes()).expect("written");
    let output = peer.wait_with_output().expect("an end");
    assert!(output.status.success(), "VROOM failed");
    let told: Value = serde_json::from_slice(&output.stdout).expect("one object");
    let count = |key: &str| told[key].as_u64().expect("a number");
    (told["cost"].as_f64().expect("a cost") / 60.0, count("vehicles"), count("unassigned"))
}

/// The day as VROOM reads it: whole seconds after the first moment.
fn problem(day: &Day) -> Value {
    let origin = day.ends().0;
    let s = |at: At| (at.0 - origin.0) / 1_000;
    let size = day.ways.size();
    let way = |from, to| day.ways.ms(from, to).expect("a way") / 1_000;
    let rows: Vec<Vec<i64>> =
        (0..size).map(|from| (0..size).map(|to| way(from, to)).collect()).collect();
    let vehicles = day.vehicles.iter().enumerate().map(|(id, vehicle)| {
        json!({
            "id": id + 1,
            "profile": "car",
            "start_index": vehicle.depot,
            "end_index": vehicle.depot,
            "capacity": [vehicle.boxes_max],
            "time_window": [s(vehicle.from_at), s(vehicle.to_at)],
            "costs": { "fixed": day.costs.vehicle.0 * 60 },
        })
    });
    let shipments = day.pickups.iter().enumerate().map(|(id, pickup)| {
        let site = day.sites[pickup.site];
        let lab = &day.labs[site.lab.expect("fixed labs")];
        let until = pickup.deadline_at.min(lab.hours[0].1);
        json!({
            "amount": [pickup.boxes],
            "pickup": {
                "id": id + 1,
                "location_index": site.place,
                "service": site.stay.0 * MINUTE_MS / 1_000,
                "time_windows": [[s(pickup.ready_at), s(pickup.due_at)]],
            },
            "delivery": {
                "id": id + 1,
                "location_index": lab.place,
                "time_windows": [[s(lab.hours[0].0), s(until)]],
            },
        })
    });
    json!({
        "vehicles": vehicles.collect::<Vec<Value>>(),
        "shipments": shipments.collect::<Vec<Value>>(),
        "matrices": { "car": { "durations": rows } },
    })
}
