//! Jackson networks (1957): in the long run each node waits as if it were alone.

use tenfold_domain::time::At;
use tenfold_sim::events::Events;
use tenfold_sim::servers::Servers;
use tenfold_sim::stream::{Purpose, Stream};
use tenfold_sim::theory::Queue;

use super::{Length, Node, SERVICE_MS, check};

const REPLICATIONS: u64 = 200;
const WARM: usize = 10_000;
const COUNT: usize = 40_000;

/// Servers and mean service (in units of the first node's) of nodes in a row.
const ROW: [(u32, f64); 3] = [(4, 1.0), (10, 2.6), (1, 0.2)];
const RATE: f64 = 3.4;

/// Mean wait at each node of the row, by recursion; whoever leaves first goes on first.
fn row(replication: u64) -> [f64; 3] {
    let root = Stream::root(1957, replication);
    let first = Node::random(1, RATE, Length::Exponential);
    let mut here: Vec<(i64, u64)> =
        first.customers(root).map(|(at_ms, _)| at_ms).zip(0..).take(WARM + COUNT).collect();
    let mut waits = [0.0; 3];
    for (place, (servers, service)) in ROW.into_iter().enumerate() {
        let draws = root.of(Purpose::Register, place as u64);
        let mut servers = Servers::new(servers as usize, 0);
        let mut sum_ms = 0;
        for (at_ms, person) in &mut here {
            let service_ms = Length::Exponential.draw(draws, *person) * service * SERVICE_MS;
            let start_ms = servers.take(*at_ms, service_ms.round() as i64);
            if *person >= WARM as u64 {
                sum_ms += start_ms - *at_ms;
            }
            *at_ms = start_ms + service_ms.round() as i64;
        }
        here.sort_unstable();
        waits[place] = sum_ms as f64 / SERVICE_MS / COUNT as f64;
    }
    waits
}

#[test]
fn a_row_of_stations() {
    let rows: Vec<[f64; 3]> = (0..REPLICATIONS).map(row).collect();
    for (place, (servers, service)) in ROW.into_iter().enumerate() {
        let waits: Vec<f64> = rows.iter().map(|row| row[place]).collect();
        let queue = Queue { servers, rate: RATE, service };
        let name = format!("Jackson row, node {place}: M/M/{servers}, rho {:.2}", queue.rho());
        check(&name, &waits, queue.wait_mmc(), 0.05);
    }
}

/// Servers and mean service of a desk and a lab; a share of what leaves the lab is tested again.
const LOOP: [(u32, f64); 2] = [(2, 1.0), (3, 1.4)];
const AGAIN: f64 = 0.2;
const LOOP_RATE: f64 = 1.4;

enum What {
    Comes(u64),
    Leaves(usize),
}

/// Mean wait of a visit at each node of the loop, by the list of events.
fn feedback(replication: u64) -> [f64; 2] {
    let root = Stream::root(1958, replication);
    let (arrival, again) = (root.of(Purpose::Arrival, 0), root.of(Purpose::Grey, 0));
    let services = [0, 1].map(|place| root.of(Purpose::Plate, place));
    let gap_ms = |n| (Length::Exponential.draw(arrival, n) * SERVICE_MS / LOOP_RATE).round() as i64;
    let mut events = Events::new();
    let mut queues: [std::collections::VecDeque<At>; 2] = Default::default();
    let mut free = LOOP.map(|(servers, _)| servers);
    let (mut begun, mut left) = ([0u64; 2], 0);
    let mut sums_ms = [0i64; 2];
    events.push(At(gap_ms(0)), 1, What::Comes(0));
    while begun[0] < (WARM + COUNT) as u64 {
        let Some((now, what)) = events.pop() else { break };
        match what {
            What::Comes(n) => {
                events.push(At(now.0 + gap_ms(n + 1)), 1, What::Comes(n + 1));
                queues[0].push_back(now);
            }
            What::Leaves(0) => {
                free[0] += 1;
                queues[1].push_back(now);
            }
            What::Leaves(place) => {
                free[place] += 1;
                if again.hits(left, AGAIN) {
                    queues[1].push_back(now);
                }
                left += 1;
            }
        }
        for place in 0..2 {
            while free[place] > 0 {
                let Some(since) = queues[place].pop_front() else { break };
                free[place] -= 1;
                if begun[place] >= WARM as u64 {
                    sums_ms[place] += now.0 - since.0;
                }
                let service = Length::Exponential.draw(services[place], begun[place]);
                let service_ms = (service * LOOP[place].1 * SERVICE_MS).round() as i64;
                begun[place] += 1;
                events.push(At(now.0 + service_ms), 0, What::Leaves(place));
            }
        }
    }
    let mean = |place: usize| sums_ms[place] as f64 / (begun[place] - WARM as u64) as f64;
    [mean(0) / SERVICE_MS, mean(1) / SERVICE_MS]
}

#[test]
fn a_loop_of_retests() {
    let runs: Vec<[f64; 2]> = (0..REPLICATIONS).map(feedback).collect();
    let rates = [LOOP_RATE, LOOP_RATE / (1.0 - AGAIN)];
    for (place, (servers, service)) in LOOP.into_iter().enumerate() {
        let waits: Vec<f64> = runs.iter().map(|run| run[place]).collect();
        let queue = Queue { servers, rate: rates[place], service };
        let name = format!("Jackson loop, node {place}: M/M/{servers}, rho {:.2}", queue.rho());
        check(&name, &waits, queue.wait_mmc(), 0.05);
    }
}
