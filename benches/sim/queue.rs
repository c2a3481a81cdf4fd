//! M/M/50 at rho 0.9 by the simulator's own cores. All answers are the sum of waits in
//! milliseconds; arrivals and services are drawn as the customers come.

use std::collections::VecDeque;

use tenfold_domain::time::At;
use tenfold_sim::draw::exponential;
use tenfold_sim::events::Events;
use tenfold_sim::servers::Servers;
use tenfold_sim::stream::{Purpose, Stream};

pub const SERVERS: u32 = 50;
const SERVICE_MS: f64 = 90_000.0;
const GAP_MS: f64 = SERVICE_MS / 0.9 / SERVERS as f64;

/// Draws of one run.
#[derive(Clone, Copy)]
pub struct Draws {
    arrival: Stream,
    swab: Stream,
}

impl Draws {
    pub fn new() -> Draws {
        let root = Stream::root(50, 0);
        Draws { arrival: root.of(Purpose::Arrival, 0), swab: root.of(Purpose::Swab, 0) }
    }

    #[inline]
    pub fn gap_ms(&self, customer: u64) -> i64 {
        (exponential(self.arrival.bits(customer)) * GAP_MS) as i64
    }

    #[inline]
    pub fn service_ms(&self, customer: u64) -> i64 {
        (exponential(self.swab.bits(customer)) * SERVICE_MS) as i64
    }
}

enum What {
    Comes,
    Leaves,
}

pub fn by_events(customers: u64) -> i64 {
    let draws = Draws::new();
    let mut events = Events::with_capacity(SERVERS as usize + 1);
    let mut queue: VecDeque<i64> = VecDeque::new();
    let (mut free, mut come, mut begun, mut waited_ms) = (SERVERS, 0, 0, 0);
    events.push(At(draws.gap_ms(0)), 1, What::Comes);
    while let Some((At(now_ms), what)) = events.pop() {
        match what {
            What::Comes => {
                queue.push_back(now_ms);
                come += 1;
                if come < customers {
                    events.push(At(now_ms + draws.gap_ms(come)), 1, What::Comes);
                }
            }
            What::Leaves => free += 1,
        }
        if free > 0
            && let Some(since_ms) = queue.pop_front()
        {
            free -= 1;
            waited_ms += now_ms - since_ms;
            events.push(At(now_ms + draws.service_ms(begun)), 0, What::Leaves);
            begun += 1;
        }
    }
    waited_ms
}

pub fn by_recursion(customers: u64) -> i64 {
    let draws = Draws::new();
    let mut servers = Servers::new(SERVERS as usize, 0);
    let (mut at_ms, mut waited_ms) = (0, 0);
    for customer in 0..customers {
        at_ms += draws.gap_ms(customer);
        waited_ms += servers.take(at_ms, draws.service_ms(customer)) - at_ms;
    }
    waited_ms
}
