//! Minimum-cost flow from sources over lab slots, by successive shortest paths: Dijkstra's search
//! with potentials from one source after the other, which ends at the first slot with room. Slots
//! with room are reached in a few steps, so only a crowded part of the network is ever searched.
//!
//! ```text
//!  source ─cost─► slot ──────────────────────────► end        a slot that does not count
//!         ─cost─► slot ─► pool ─0─► end                        one that counts for the half,
//!                              └─late─► end                    until the half is reached
//!         ─short─► end                                         what nobody can begin
//! ```
//!
//! Invariant between two searches: no arc with room has a negative reduced cost
//! (cost + price of its tail - price of its head; the end's price is 0), so that every flow is the
//! cheapest of what has been sent so far (Ahuja, Magnanti and Orlin 1993, chapter 9).

mod search;
mod weights;

use std::cmp::Reverse;

use search::Search;

pub(super) use weights::Weights;

/// No arc, no node.
const NONE: u32 = u32::MAX;

/// Kept small, and what changes kept apart: arcs are most of what a search reads.
#[derive(Clone, Copy, Debug)]
struct Arc {
    slot: u32,
    cost: u32,
}

/// Where a path ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    Slot(u32),
    Pool,
    Short(u32),
}

/// Sources, slots and what flows between them. Nodes are numbered: sources, slots, the pool.
#[derive(Debug)]
pub(super) struct Network {
    weights: Weights,
    parts: u64,
    /// Arcs of source `i` are `first[i]..first[i + 1]`.
    first: Vec<u32>,
    arcs: Vec<Arc>,
    /// Source of each arc, and units on it.
    ends: Vec<(u32, u32)>,
    supply: Vec<u32>,
    /// Units of each source that were given up.
    short: Vec<u32>,
    /// Room left, by slot.
    room: Vec<u32>,
    /// Arcs with flow, by slot.
    used: Vec<Vec<u32>>,
    /// Slots that count for the half, and whether each does.
    pool: Vec<u32>,
    counts: Vec<bool>,
    half_left: u64,
    prices: Vec<i64>,
    search: Search,
}

impl Network {
    /// Slots with their room and whether each counts; of those, so many units fill the half.
    pub fn new(
        (room, counts): (Vec<u32>, Vec<bool>),
        half: u64,
        (weights, parts): (Weights, u32),
    ) -> Network {
        let pool = (0..room.len() as u32).filter(|slot| counts[*slot as usize]).collect();
        Network {
            weights,
            parts: u64::from(parts.max(1)),
            first: vec![0],
            arcs: Vec::new(),
            ends: Vec::new(),
            supply: Vec::new(),
            short: Vec::new(),
            used: vec![Vec::new(); room.len()],
            room,
            pool,
            counts,
            half_left: half,
            prices: Vec::new(),
            search: Search::default(),
        }
    }

    /// A source with its units and its arcs (slot, cost); gives the number of its first arc.
    pub fn source(&mut self, supply: u32, ways: impl Iterator<Item = (usize, u32)>) -> usize {
        let source = self.supply.len() as u32;
        let first = self.arcs.len();
        self.arcs.extend(ways.map(|(slot, cost)| Arc { slot: slot as u32, cost }));
        self.ends.resize(self.arcs.len(), (source, 0));
        self.first.push(self.arcs.len() as u32);
        self.supply.push(supply);
        self.short.push(0);
        first
    }

    /// Sends everything, source after source, as far as there is room.
    pub fn send_all(&mut self) {
        let nodes = self.supply.len() + self.room.len() + 1;
        self.prices = vec![0; nodes];
        self.search.reached = vec![(0, NONE, 0); nodes];
        for source in 0..self.supply.len() as u32 {
            let mut left = self.supply[source as usize];
            while left > 0 {
                let end = self.shortest(source);
                left -= self.augment(source, end, left);
            }
        }
    }

    /// Units on an arc.
    pub fn flow(&self, arc: usize) -> u32 {
        self.ends[arc].1
    }

    /// Units of a source that were not sent.
    pub fn short(&self, source: usize) -> u32 {
        self.short[source]
    }

    fn slot_node(&self, slot: u32) -> u32 {
        self.supply.len() as u32 + slot
    }

    fn pool_node(&self) -> u32 {
        self.prices.len() as u32 - 1
    }

    fn price(&self, node: u32) -> i64 {
        self.prices[node as usize]
    }

    /// The part of its shortage that a source is in, and the units left in it.
    fn part(&self, source: u32) -> (i64, u32) {
        let supply = u64::from(self.supply[source as usize]);
        let short = u64::from(self.short[source as usize]);
        let part = short * self.parts / supply;
        let until = ((part + 1) * supply).div_ceil(self.parts);
        (part as i64, (until - short) as u32)
    }

    /// What it costs to end here, and how; `None` where nothing ends.
    fn end_of(&self, node: u32) -> Option<(i64, End)> {
        let sources = self.supply.len() as u32;
        if node < sources {
            let at = node as usize;
            let (part, _) = (self.short[at] < self.supply[at]).then(|| self.part(node))?;
            return Some((self.weights.short + part * self.weights.part, End::Short(node)));
        }
        if node == self.pool_node() {
            return Some((if self.half_left > 0 { 0 } else { self.weights.late }, End::Pool));
        }
        let slot = node - sources;
        let ends = self.room[slot as usize] > 0 && !self.counts[slot as usize];
        ends.then_some((self.weights.late, End::Slot(slot)))
    }

    /// The cheapest way from a source to an end; prices follow it.
    fn shortest(&mut self, source: u32) -> End {
        let mut search = std::mem::take(&mut self.search);
        search.begin();
        search.reach(source, 0, NONE);
        let mut best = (i64::MAX, End::Short(source));
        while let Some((Reverse(distance), node)) = search.heap.pop() {
            if distance >= best.0 {
                break;
            }
            if distance > search.distance(node) {
                continue;
            }
            search.done.push(node);
            if let Some((cost, end)) = self.end_of(node) {
                let whole = distance + cost + self.price(node);
                if whole < best.0 {
                    best = (whole, end);
                }
            }
            self.go_on(&mut search, node, distance, best.0);
        }
        for node in &search.done {
            let (distance, ..) = search.reached[*node as usize];
            self.prices[*node as usize] += distance.min(best.0) - best.0;
        }
        self.search = search;
        best.1
    }

    /// Reaches the neighbours of a node that are nearer than the best end.
    fn go_on(&self, search: &mut Search, node: u32, distance: i64, best: i64) {
        let sources = self.supply.len() as u32;
        let price = self.price(node);
        let mut reach = |to: u32, cost: i64, by: u32| {
            let far = distance + cost + price - self.price(to);
            if far < best {
                search.reach(to, far, by);
            }
        };
        if node < sources {
            let [first, end] = [0, 1].map(|next| self.first[node as usize + next]);
            let arcs = &self.arcs[first as usize..end as usize];
            for (at, arc) in (first..end).zip(arcs) {
                reach(sources + arc.slot, i64::from(arc.cost), at);
            }
        } else if node == self.pool_node() {
            let used = |slot: &&u32| !self.used[**slot as usize].is_empty();
            self.pool.iter().filter(used).for_each(|slot| reach(sources + slot, 0, NONE));
        } else {
            let slot = (node - sources) as usize;
            if self.counts[slot] && self.room[slot] > 0 {
                reach(self.pool_node(), 0, slot as u32);
            }
            for at in &self.used[slot] {
                let cost = i64::from(self.arcs[*at as usize].cost);
                reach(self.ends[*at as usize].0, -cost, *at);
            }
        }
    }

    /// Sends what the way holds, `left` at most, from its end back to its source.
    fn augment(&mut self, source: u32, end: End, left: u32) -> u32 {
        let (node, mut units) = match end {
            End::Slot(slot) => (self.slot_node(slot), left.min(self.room[slot as usize])),
            End::Pool if self.half_left > 0 => {
                (self.pool_node(), left.min(u32::try_from(self.half_left).unwrap_or(u32::MAX)))
            }
            End::Pool => (self.pool_node(), left),
            End::Short(source) => (source, left.min(self.part(source).1)),
        };
        self.back(source, node, |step, network| {
            units = units.min(match step {
                Step::Back(arc) => network.ends[arc as usize].1,
                Step::Enter(slot) => network.room[slot as usize],
                Step::Forth(_) | Step::Leave(_) => u32::MAX,
            });
        });
        self.back(source, node, |step, network| network.walk(step, units));
        match end {
            End::Slot(slot) => self.room[slot as usize] -= units,
            End::Pool => self.half_left -= u64::from(units).min(self.half_left),
            End::Short(source) => self.short[source as usize] += units,
        }
        units
    }

    /// Every step of the way found last, from its end back to its source.
    fn back(&mut self, source: u32, mut node: u32, mut see: impl FnMut(Step, &mut Network)) {
        let sources = self.supply.len() as u32;
        while node != source {
            let (_, by, _) = self.search.reached[node as usize];
            let step = if node < sources {
                Step::Back(by)
            } else if node == self.pool_node() {
                Step::Enter(by)
            } else if by == NONE {
                Step::Leave(node - sources)
            } else {
                Step::Forth(by)
            };
            node = match step {
                Step::Back(arc) => self.slot_node(self.arcs[arc as usize].slot),
                Step::Forth(arc) => self.ends[arc as usize].0,
                Step::Enter(slot) => self.slot_node(slot),
                Step::Leave(_) => self.pool_node(),
            };
            see(step, self);
        }
    }

    fn walk(&mut self, step: Step, units: u32) {
        match step {
            Step::Forth(at) => {
                let flow = &mut self.ends[at as usize].1;
                if *flow == 0 {
                    self.used[self.arcs[at as usize].slot as usize].push(at);
                }
                *flow += units;
            }
            Step::Back(at) => {
                let flow = &mut self.ends[at as usize].1;
                *flow -= units;
                if *flow == 0 {
                    let used = &mut self.used[self.arcs[at as usize].slot as usize];
                    used.retain(|other| *other != at);
                }
            }
            Step::Enter(slot) => self.room[slot as usize] -= units,
            Step::Leave(slot) => self.room[slot as usize] += units,
        }
    }
}

/// A step of a way: along an arc, back along one, from a slot into the pool, or out of it.
#[derive(Clone, Copy, Debug)]
enum Step {
    Forth(u32),
    Back(u32),
    Enter(u32),
    Leave(u32),
}
