//! Several services on one PostgreSQL: none of them special, and a region's commands may arrive at
//! any of them.

#[path = "shared/duties.rs"]
mod duties;
#[path = "common/postgres.rs"]
mod postgres;
mod process;
#[path = "../benches/support/mod.rs"]
mod support;
#[path = "shared/wires.rs"]
mod wires;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use postgres::Postgres;
use process::{Server, tenfold};
use serde_json::Value;
use support::{REGION, registration};
use tenfold::service::writer::{Answer, Ask};
use tenfold::service::{Service, clock};
use tenfold::storage::open;
use tenfold_domain::command::Act;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::time::At;
use wires::{Cut, Cutter, balancer};

/// A campaign on a server, and a folder that names it for each of `N` services.
fn campaign<const N: usize>(url: &str) -> (tempfile::TempDir, [PathBuf; N]) {
    let folder = tempfile::tempdir().expect("folder");
    let data: [PathBuf; N] = std::array::from_fn(|n| folder.path().join(format!("{n}")));
    open::settle(&data[0], url).expect("named");
    support::campaign(&data[0]);
    data[1..].iter().for_each(|other| beside(&data[0], other, url));
    (folder, data)
}

/// A folder for another service of the same campaign, which reaches the server at `url`.
fn beside(first: &Path, other: &Path, url: &str) {
    open::settle(other, url).expect("named");
    std::fs::copy(first.join("tenfold.key"), other.join("tenfold.key")).expect("copied");
}

/// What the program says where it ends well.
fn said(arguments: &[&str]) -> String {
    let run = tenfold(arguments);
    let [out, error] = [&run.stdout, &run.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(run.status.success(), "{arguments:?}: {out}{error}");
    out.into_owned()
}

/// Every head follows from the facts, and the chain holds.
fn agrees(data: &Path) {
    let facts = said(&["verify", "--data", data.to_str().expect("path")]);
    assert!(facts.contains("Everything agrees."), "{facts}");
}

/// A day of 400 people; the server counts what their devices do.
fn feed(data: &Path, server: SocketAddr, seed: &str) {
    let (data, url) = (data.to_str().expect("path"), format!("http://{server}"));
    let more = ["--people", "400", "--prevalence", "0.02", "--seed", seed];
    let all = said(&[&["feed", "--data", data, "--url", &url][..], &more].concat());
    assert!(all.contains("The server counts the same"), "{all}");
}

/// Waits for the boards until they count so many people.
async fn counts(service: &Service, people: i64) {
    let mut boards = service.board.subscribe();
    let shown = || service.board.boards()[&REGION].total;
    while shown().registered != people {
        boards.changed().await.expect("a board");
    }
    assert!(shown().law_holds());
}

/// The tenth part of a tube's people, or so many as `of` takes.
fn people(service: &Service, tube: u64, now: At, of: impl Fn(u64) -> bool) -> Vec<Ask> {
    let people = (10 * tube..10 * tube + 10).filter(|n| of(*n));
    people.map(|n| registration(&service.vault, n, now)).collect()
}

fn recorded(answers: &[Answer]) -> usize {
    answers.iter().filter(|answer| matches!(answer, Answer::Recorded(_))).count()
}

/// Tubes filled at two desks whose devices speak to two services, more of them than either keeps
/// in memory; then everything said again, to the other one.
#[test]
fn two_services_fill_the_same_tubes_and_lose_nobody() {
    let Some(postgres) = Postgres::start() else { return };
    let (_folder, data) = campaign::<2>(&postgres.database("tubes"));
    let [left, right] = &data.each_ref().map(|data| support::open(data));
    let now = clock::now();
    support::runtime().block_on(async {
        for tube in 0..150 {
            let even = left.ask(people(left, tube, now, |n| n % 2 == 0));
            let odd = right.ask(people(right, tube, now, |n| n % 2 == 1));
            let (even, odd) = tokio::join!(even, odd);
            let [even, odd] = [even, odd].map(|answers| recorded(&answers.expect("answered")));
            assert_eq!((even, odd), (5, 5), "tube {tube}");
        }
        for tube in 0..150 {
            let again = left.ask(people(left, tube, now, |n| n % 2 == 1)).await.expect("answered");
            let known =
                |answer: &Answer| matches!(answer, Answer::Already(facts) if !facts.is_empty());
            assert!(again.iter().all(known), "tube {tube}");
        }
        let latest = people(left, 7, now, |n| n == 77).remove(0);
        let person = latest.command.act.registers().expect("registers").person;
        let known = left.desk.latest(REGION, person).await;
        assert!(known.is_some());
        assert_eq!(known, right.desk.latest(REGION, person).await);
        counts(left, 1_500).await;
        counts(right, 1_500).await;
    });
    agrees(&data[1]);
    // Who starts now reads what both wrote.
    let third = support::open(&data[0]);
    assert_eq!(third.board.boards()[&REGION].total.registered, 1_500);
    [left, right, &third].into_iter().for_each(Service::stop);
}

/// Forty people at once for the ten places of one tube, half of them at each service.
#[test]
fn a_storm_on_one_tube_fills_it_once() {
    let Some(postgres) = Postgres::start() else { return };
    let (_folder, data) = campaign::<2>(&postgres.database("storm"));
    let [left, right] = &data.each_ref().map(|data| support::open(data));
    let now = clock::now();
    let crowd = |service: &Service, from: u64| {
        let asks: Vec<Ask> = (from..from + 20)
            .map(|n| {
                let mut ask = registration(&service.vault, n, now);
                let Act::Register(register) = &mut ask.command.act else { unreachable!() };
                (register.tube, register.lane) =
                    (support::tube_of(0), tenfold_domain::code::LaneId(1));
                ask
            })
            .collect();
        let desk = service.desk.clone();
        async move {
            let asked = asks.into_iter().map(|ask| desk.ask(vec![ask]));
            let answers = futures_util::future::join_all(asked).await;
            answers.into_iter().flat_map(|answers| answers.expect("answered")).collect::<Vec<_>>()
        }
    };
    let answers = support::runtime().block_on(async {
        let (mut of_left, of_right) = tokio::join!(crowd(left, 0), crowd(right, 1_000));
        of_left.extend(of_right);
        of_left
    });
    assert_eq!(recorded(&answers), 10);
    let refused = answers.iter().filter_map(|answer| match answer {
        Answer::Refused(why) => Some(why.refusal),
        _ => None,
    });
    assert_eq!(refused.filter(|why| *why == Refusal::TubeFull).count(), 30);
    [left, right].into_iter().for_each(Service::stop);
    agrees(&data[0]);
}

/// The line is cut at a commit: before the server hears of it, after it has kept it, and both
/// times while another service writes in between.
#[test]
fn a_commit_without_an_answer_is_kept_once() {
    let Some(postgres) = Postgres::start() else { return };
    let (folder, [direct]) = campaign::<1>(&postgres.database("cut"));
    let cutter = Cutter::new(postgres.folder());
    let cut = folder.path().join("cut");
    beside(&direct, &cut, &postgres.address_through(cutter.folder(), "cut"));
    let [cut, other] = [&cut, &direct].map(|data| support::open(data));
    let (now, mut tube) = (clock::now(), 0);
    support::runtime().block_on(async {
        for at in [Cut::Before, Cut::After, Cut::Before, Cut::After] {
            let first = cut.ask(people(&cut, tube, now, |n| n % 10 < 5)).await.expect("answered");
            assert_eq!(recorded(&first), 5);
            cutter.at_next_commit(at);
            let asked = cut.ask(people(&cut, tube, now, |n| n % 10 >= 5));
            let beside = other.ask(people(&other, tube + 1, now, |_| true));
            let (asked, beside) = tokio::join!(asked, beside);
            // Kept or said already, never refused: nobody has to say it twice.
            let asked = asked.expect("answered inside the deadline");
            let kept = |answer: &Answer| !matches!(answer, Answer::Refused(_));
            assert!(asked.len() == 5 && asked.iter().all(kept), "{at:?}: {asked:?}");
            assert_eq!(recorded(&beside.expect("answered")), 10);
            tube += 2;
        }
        counts(&cut, 10 * tube as i64).await;
        counts(&other, 10 * tube as i64).await;
    });
    assert_eq!(cutter.cuts(), 4);
    [&cut, &other].into_iter().for_each(Service::stop);
    agrees(&direct);
}

/// However many people a batch registers, the service asks the server as often.
#[test]
fn a_batch_costs_as_many_statements_whatever_its_size() {
    let Some(postgres) = Postgres::start() else { return };
    let (folder, [direct]) = campaign::<1>(&postgres.database("counted"));
    let cutter = Cutter::new(postgres.folder());
    let counted = folder.path().join("counted");
    beside(&direct, &counted, &postgres.address_through(cutter.folder(), "counted"));
    let service = support::open(&counted);
    let now = clock::now();
    let mut from = 0;
    let counts = [10, 100, 1_000, 2_000].map(|people| {
        let asks = (from..from + people).map(|n| registration(&service.vault, n, now)).collect();
        from += people;
        cutter.statements();
        let answers = support::runtime().block_on(service.ask(asks)).expect("answered");
        assert_eq!(recorded(&answers), people as usize);
        cutter.statements()
    });
    let [small, ..] = &counts;
    assert!(small.len() == 1 && (5..25).contains(&small[0]), "{counts:?}");
    assert!(counts.iter().all(|count| count == small), "{counts:?}");
    service.stop();
}

/// A whole day behind a balancer, each line to another of three services; one of them dies in the
/// middle, and the devices send again what it did not answer.
#[test]
fn a_day_behind_a_balancer_survives_the_death_of_a_service() {
    let Some(postgres) = Postgres::start() else { return };
    let (_folder, data) = campaign::<3>(&postgres.database("day"));
    let [first, second, third] = data.each_ref().map(|data| Server::start(data));
    let services = [&first, &second, &third].map(Server::address);
    let address = balancer(services.to_vec());
    feed(&data[0], address, "1");
    agrees(&data[1]);
    let token = process::token(&data[0], &["--role", "commander"]);
    let totals = |server: &Server| board(server, &token)["totals"].clone();
    std::thread::scope(|scope| {
        let registered = || totals(&first)["registered"].as_i64().unwrap_or(0);
        // The services that did not write the last fact have followed.
        until("three boards agree", || {
            [&second, &third].iter().all(|other| totals(other) == totals(&first))
        });
        let before = registered();
        let day = scope.spawn(|| feed(&data[0], address, "2"));
        // In the middle: some of the day is registered and not all.
        while registered() < before + 50 {
            assert!(!day.is_finished(), "the day was over before anything was seen of it");
        }
        second.kill();
        day.join().expect("the day ends");
    });
    agrees(&data[2]);
    // Whoever followed stands where one stands who reads everything anew.
    let fourth = Server::start(&data[1]);
    let anew = board(&fourth, &token);
    assert!(anew["labs"].as_array().is_some_and(|labs| !labs.is_empty()), "{anew}");
    for server in [&first, &third] {
        until("it has followed", || totals(server) == anew["totals"]);
        assert_eq!(board(server, &token), anew);
    }
}

/// Longer than anything here takes; what has not come by then does not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// Looks until it is so.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::yield_now();
    }
}

/// What a service's board counts, without what belongs to the moment or to the process.
fn board(server: &Server, token: &str) -> Value {
    // A read that is turned away is asked again.
    let asked = || serde_json::from_str(&server.get("/v1/progress", token)).ok();
    let mut board: Value = std::iter::repeat_with(asked).flatten().next().expect("endless");
    for field in ["at_ms", "rate_per_minute", "registered_per_minute"] {
        board.as_object_mut().expect("a board").remove(field);
    }
    board
}
