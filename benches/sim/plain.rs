//! The same models as anybody would write them in an hour, with std alone: what the simulator's
//! cores must not be much slower than.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use tenfold_sim::draw::{Law, exponential};
use tenfold_sim::stream::{Purpose, Stream};
use tenfold_sim::tandem::{Passed, Tandem};

use crate::queue::{Draws, SERVERS};

/// M/M/50: a heap of (time, number, whether somebody leaves).
pub fn by_heap(customers: u64) -> i64 {
    let draws = Draws::new();
    let mut heap = BinaryHeap::new();
    let mut queue: VecDeque<i64> = VecDeque::new();
    let (mut free, mut come, mut begun, mut waited_ms) = (SERVERS, 0, 0, 0);
    let mut number = 0u64;
    heap.push(Reverse((draws.gap_ms(0), number, false)));
    while let Some(Reverse((now_ms, _, leaves))) = heap.pop() {
        if leaves {
            free += 1;
        } else {
            queue.push_back(now_ms);
            come += 1;
            if come < customers {
                number += 1;
                heap.push(Reverse((now_ms + draws.gap_ms(come), number, false)));
            }
        }
        if free > 0
            && let Some(since_ms) = queue.pop_front()
        {
            free -= 1;
            waited_ms += now_ms - since_ms;
            number += 1;
            heap.push(Reverse((now_ms + draws.service_ms(begun), number, true)));
            begun += 1;
        }
    }
    waited_ms
}

/// What both recursions of the tandem must agree on.
#[derive(PartialEq, Eq, Debug)]
pub struct Sums {
    people: u64,
    waited_ms: i64,
    tubes: u64,
    oldest_ms: i64,
    plates: u64,
    last_outcome_ms: i64,
}

impl Sums {
    pub fn of(passed: &Passed) -> Sums {
        Sums {
            people: passed.people,
            waited_ms: passed.desk_wait_ms + passed.swab_wait_ms,
            tubes: passed.tubes,
            oldest_ms: passed.oldest_ms,
            plates: passed.plates,
            last_outcome_ms: passed.last_outcome_ms,
        }
    }
}

/// First come first served at a few servers: look for the one that is free first.
fn serve(free_ms: &mut [i64], arrive_at_ms: i64, service_ms: i64) -> i64 {
    let mut first = 0;
    for server in 1..free_ms.len() {
        if free_ms[server] < free_ms[first] {
            first = server;
        }
    }
    let start_ms = free_ms[first].max(arrive_at_ms);
    free_ms[first] = start_ms + service_ms;
    start_ms
}

/// The tandem: a vector of everybody at a site, sorted between desk and swab.
pub fn tandem(model: &Tandem, root: Stream) -> Sums {
    let (register, swab) = (Law::of(model.register), Law::of(model.swab));
    let (drive, run) = (Law::of(model.drive), Law::of(model.run));
    let group = u64::from(model.group);
    let every_ms = model.collect_every.0 * 60_000;
    let mut sums =
        Sums { people: 0, waited_ms: 0, tubes: 0, oldest_ms: 0, plates: 0, last_outcome_ms: 0 };
    let mut people: Vec<(i64, u64)> = Vec::new();
    let mut tubes: Vec<(i64, i64)> = Vec::new();
    let mut shipments: Vec<(i64, usize, u64, u64)> = Vec::new();
    for site in 0..u64::from(model.sites) {
        let of = |purpose| root.of(purpose, site);
        let (arrivals, registers) = (of(Purpose::Arrival), of(Purpose::Register));
        let (swabs, drives) = (of(Purpose::Swab), of(Purpose::Drive));
        people.clear();
        tubes.clear();
        tubes.resize(model.groups as usize, (i64::MAX, 0));
        let mut desks = vec![0; model.desks as usize];
        let mut at_ms = 0;
        for number in 0..u64::from(model.groups) * group {
            if number % group == 0 {
                let gap = exponential(arrivals.bits(number / group)) * model.every_s * 1e3;
                at_ms += gap as i64;
            }
            let register_ms = register.ms(registers.bits(number));
            let start_ms = serve(&mut desks, at_ms, register_ms);
            sums.waited_ms += start_ms - at_ms;
            people.push((start_ms + register_ms, number));
        }
        people.sort_unstable();
        let mut collectors = vec![0; model.collectors as usize];
        for &(at_ms, number) in &people {
            let swab_ms = swab.ms(swabs.bits(number));
            let start_ms = serve(&mut collectors, at_ms, swab_ms);
            sums.waited_ms += start_ms - at_ms;
            let tube = &mut tubes[(number / group) as usize];
            *tube = (tube.0.min(start_ms), tube.1.max(start_ms + swab_ms));
        }
        sums.people += people.len() as u64;
        sums.tubes += tubes.len() as u64;
        let mut collections: Vec<(i64, u64)> = Vec::new();
        for &(first_ms, sealed_ms) in &tubes {
            let collection = ((sealed_ms + every_ms - 1) / every_ms - 1) as usize;
            while collections.len() <= collection {
                let next = collections.len();
                let drive_ms = drive.ms(drives.bits(next as u64));
                collections.push(((next as i64 + 1) * every_ms + drive_ms, 0));
            }
            collections[collection].1 += 1;
            sums.oldest_ms = sums.oldest_ms.max(collections[collection].0 - first_ms);
        }
        let found = collections.iter().enumerate().filter(|(_, collection)| collection.1 > 0);
        shipments
            .extend(found.map(|(number, collection)| (collection.0, number, site, collection.1)));
    }
    shipments.sort_unstable();
    lab(model, &run, root, &shipments, &mut sums);
    sums
}

fn lab(
    model: &Tandem,
    run: &Law,
    root: Stream,
    shipments: &[(i64, usize, u64, u64)],
    sums: &mut Sums,
) {
    let draws = root.of(Purpose::Plate, 0);
    let mut cyclers = vec![0; model.cyclers as usize];
    let mut waiting = 0;
    for (number, &(received_ms, _, _, tubes)) in shipments.iter().enumerate() {
        waiting += tubes;
        let last = number + 1 == shipments.len();
        while waiting >= u64::from(model.plate) || last && waiting > 0 {
            waiting -= waiting.min(u64::from(model.plate));
            let run_ms = run.ms(draws.bits(sums.plates));
            let done_ms = serve(&mut cyclers, received_ms, run_ms) + run_ms;
            sums.last_outcome_ms = sums.last_outcome_ms.max(done_ms);
            sums.plates += 1;
        }
    }
}
