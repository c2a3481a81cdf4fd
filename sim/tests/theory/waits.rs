//! Waits and losses of one node.

use tenfold_domain::time::At;
use tenfold_sim::events::Events;
use tenfold_sim::servers::Servers;
use tenfold_sim::stream::{Purpose, Stream};
use tenfold_sim::theory::Queue;

use super::{Length, Node, SERVICE_MS, check, only_waits};

/// Replications, customers before counting (ten relaxation times and more), customers counted.
const REPLICATIONS: u64 = 250;
const WARM: usize = 10_000;
const COUNT: usize = 80_000;

/// PLANNING 4.1: people an hour, served an hour, servers.
#[test]
fn mmc_as_in_the_plan() {
    for (people, served, servers) in
        [(70.0, 40.0, 2), (100.0, 40.0, 3), (300.0, 40.0, 8), (300.0, 40.0, 10), (1e3, 40.0, 28)]
    {
        let rho = people / served / f64::from(servers);
        let node = Node::random(servers, rho, Length::Exponential);
        let waits = node.waits(REPLICATIONS, WARM, COUNT);
        let name = format!("M/M/{servers}, rho {rho:.4}");
        let (theory, waited) =
            (node.theory(), waits.iter().map(|one| one.waited).collect::<Vec<_>>());
        check(&format!("{name}, mean wait"), &only_waits(&waits), theory.wait_mmc(), 0.05);
        check(&format!("{name}, share who wait"), &waited, theory.p_wait(), 0.02);
    }
}

#[test]
fn mdc() {
    for (servers, rho) in [(1, 0.8), (2, 0.8), (5, 0.9), (20, 0.9)] {
        let node = Node::random(servers, rho, Length::Constant);
        let waits = only_waits(&node.waits(REPLICATIONS, WARM, COUNT));
        let name = format!("M/D/{servers}, rho {rho}, mean wait");
        check(&name, &waits, node.theory().wait_mdc(), 0.03);
    }
}

#[test]
fn mg1_as_pollaczek_and_khinchine_say() {
    for services in [Length::Uniform, Length::Erlang2, Length::Mixed] {
        for rho in [0.5, 0.8] {
            let node = Node::random(1, rho, services);
            let waits = only_waits(&node.waits(REPLICATIONS, WARM, COUNT));
            let name = format!("M/{services:?}/1, rho {rho}, mean wait");
            check(&name, &waits, node.theory().wait_mgc(services.cv()), 0.05);
        }
    }
}

enum What {
    Comes(u64),
    Leaves,
}

/// Share turned away in one replication of M/M/c/K, by the list of events.
fn lost(queue: Queue, room: u32, replication: u64) -> f64 {
    let root = Stream::root(404, replication);
    let (arrival, swab) = (root.of(Purpose::Arrival, 0), root.of(Purpose::Swab, 0));
    let gap_ms = |n| (Length::Exponential.draw(arrival, n) * SERVICE_MS / queue.rate) as i64;
    let service_ms = |n| (Length::Exponential.draw(swab, n) * SERVICE_MS) as i64;
    let (mut inside, mut lost, mut begun) = (0, 0u32, 0);
    let mut events = Events::new();
    events.push(At(gap_ms(0)), 1, What::Comes(0));
    while let Some((now, what)) = events.pop() {
        let begins = match what {
            What::Comes(n) if n as usize == WARM + COUNT => break,
            What::Comes(n) => {
                events.push(At(now.0 + gap_ms(n + 1)), 1, What::Comes(n + 1));
                let full = inside == room;
                lost += u32::from(full && n as usize >= WARM);
                inside += u32::from(!full);
                !full && inside <= queue.servers
            }
            What::Leaves => {
                inside -= 1;
                inside >= queue.servers
            }
        };
        if begins {
            events.push(At(now.0 + service_ms(begun)), 0, What::Leaves);
            begun += 1;
        }
    }
    f64::from(lost) / COUNT as f64
}

#[test]
fn mmck_losses() {
    for (servers, room, rho) in [(1, 5, 0.8), (5, 5, 0.8), (8, 20, 0.95), (3, 10, 1.3)] {
        let queue = Queue { servers, rate: rho * f64::from(servers), service: 1.0 };
        let losses: Vec<f64> = (0..REPLICATIONS).map(|n| lost(queue, room, n)).collect();
        let name = format!("M/M/{servers}/{room}, rho {rho}, share turned away");
        check(&name, &losses, queue.loss_mmck(room), 0.03);
    }
}

/// The same customers by the list of events: every start is the recursion's, to the bit.
#[test]
fn events_and_recursion_agree() {
    for servers in [1, 2, 13, 50] {
        let node = Node::random(servers, 0.95, Length::Mixed);
        let customers: Vec<(i64, i64)> = node.customers(Stream::root(1, 1)).take(50_000).collect();
        let mut recursion = Servers::new(servers as usize, 0);
        let expected: Vec<i64> = customers
            .iter()
            .map(|&(at_ms, service_ms)| recursion.take(at_ms, service_ms))
            .collect();
        assert_eq!(starts_by_events(&customers, servers), expected, "{servers} servers");
    }
}

fn starts_by_events(customers: &[(i64, i64)], servers: u32) -> Vec<i64> {
    let mut events = Events::with_capacity(servers as usize + 1);
    let (mut free, mut starts) = (servers, Vec::with_capacity(customers.len()));
    let mut come = 0;
    events.push(At(customers[0].0), 1, What::Comes(0));
    while let Some((now, what)) = events.pop() {
        match what {
            What::Comes(n) => {
                come += 1;
                if let Some(&(at_ms, _)) = customers.get(n as usize + 1) {
                    events.push(At(at_ms), 1, What::Comes(n + 1));
                }
            }
            What::Leaves => free += 1,
        }
        while free > 0 && starts.len() < come {
            free -= 1;
            events.push(At(now.0 + customers[starts.len()].1), 0, What::Leaves);
            starts.push(now.0);
        }
    }
    starts
}
