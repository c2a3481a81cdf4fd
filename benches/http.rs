//! The whole service over HTTP beside its references in one run: a bare axum handler that answers
//! as many bytes, and PostgreSQL taking the same rows one transaction each.
//!
//! `cargo bench --bench http`; PEOPLE and RUNS change the size.

mod support;
#[path = "support/load.rs"]
mod load;
#[path = "support/server.rs"]
mod server;

use std::net::SocketAddr;
use std::sync::Arc;

use load::{Load, request, send_all};
use support::{median, setting};

fn main() {
    let people = setting("PEOPLE", 200_000);
    let runs = setting("RUNS", 3);
    let mut figures = Figures::default();
    for run in 1..=runs {
        one_run(people, &mut figures);
        println!("run {run} of {runs} done");
    }
    let Figures { floor, single, batch, p99_ms, lone_p50_ms } = figures;
    let (floor, single, batch) = (median(floor), median(single), median(batch));
    println!("bare axum, 256 connections: {floor:.0} requests/s");
    println!("one at a time, 256 connections: {single:.0}/s = {:.2} of bare", single / floor);
    println!("one at a time, p99: {:.1} ms", median(p99_ms));
    println!("a lone clerk, p50: {:.2} ms", median(lone_p50_ms));
    println!("batches of 100: {batch:.0} registrations/s");
    for connections in [1, 64] {
        match postgres(connections) {
            Some(rows) => println!(
                "PostgreSQL row by row, {connections} at a time: {rows:.0}/s; batches are {:.1} x",
                batch / rows
            ),
            None => println!("PostgreSQL is missing: apt-get install postgresql"),
        }
    }
}

#[derive(Default)]
struct Figures {
    floor: Vec<f64>,
    single: Vec<f64>,
    batch: Vec<f64>,
    p99_ms: Vec<f64>,
    lone_p50_ms: Vec<f64>,
}

fn one_run(people: u64, figures: &mut Figures) {
    let batches = Arc::new(bodies(0, people, 100));
    let singles = Arc::new(bodies(people, people + people / 4, 1));
    let alone = Arc::new(bodies(people * 2, people * 2 + 2_000, 1));
    let runtime = support::runtime();
    let (bare, task) = runtime.block_on(bare_axum());
    figures.floor.push(run(&runtime, bare, &singles, 256).rate);
    task.abort();
    let server = server::Running::start();
    let sign = |bodies: &Arc<Vec<String>>| Arc::new(server.sign(bodies));
    let load = measured(&runtime, server.address(), &sign(&batches), 16);
    figures.batch.push(load.rate * 100.0);
    let load = measured(&runtime, server.address(), &sign(&singles), 256);
    figures.single.push(load.rate);
    figures.p99_ms.push(load.took_us.value_at_quantile(0.99) as f64 / 1e3);
    let load = measured(&runtime, server.address(), &sign(&alone), 1);
    figures.lone_p50_ms.push(load.took_us.value_at_quantile(0.5) as f64 / 1e3);
    server.check((people + people / 4 + 2_000) as i64);
}

/// Bodies of registrations, `batch` to a request.
fn bodies(from: u64, upto: u64, batch: u64) -> Vec<String> {
    let batches = (from..upto).step_by(batch as usize);
    batches.map(|start| support::body(start..(start + batch).min(upto))).collect()
}

fn run(
    runtime: &tokio::runtime::Runtime,
    address: SocketAddr,
    bodies: &Arc<Vec<String>>,
    connections: usize,
) -> Load {
    let requests = bodies.iter().map(|body| request("/v1/commands", "none", body)).collect();
    measured(runtime, address, &Arc::new(requests), connections)
}

fn measured(
    runtime: &tokio::runtime::Runtime,
    address: SocketAddr,
    requests: &Arc<Vec<Vec<u8>>>,
    connections: usize,
) -> Load {
    let load = runtime.block_on(send_all(address, requests.clone(), connections));
    assert!(load.refused.is_empty(), "{:?}", &load.refused[..load.refused.len().min(5)]);
    load
}

/// A handler that reads the body and answers about as many bytes as the service would.
async fn bare_axum() -> (SocketAddr, tokio::task::JoinHandle<()>) {
    use axum::routing::post;
    let answer = |body: axum::body::Bytes| async move {
        let one = "{\"scan_id\":\"019a0000-0000-7000-8000-000000000000\",\"verdict\":\"recorded\",\
            \"seq\":1234567,\"tube\":\"000000000012\",\"position\":3,\"receipt\":\"0123456789AB\"}";
        assert!(!body.is_empty());
        one
    };
    let app = axum::Router::new().route("/v1/commands", post(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("address");
    let task = tokio::spawn(async move { axum::serve(listener, app).await.expect("serves") });
    (address, task)
}

/// Rows a second of PostgreSQL, from the script beside this file.
fn postgres(connections: u32) -> Option<f64> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/postgres.sh");
    let run = std::process::Command::new(script).arg(connections.to_string()).output().ok()?;
    String::from_utf8(run.stdout).ok()?.trim().parse().ok()
}
