//! A checker that shares nothing with the solver: the residual network of an answer has no cycle
//! that saves (Klein 1967), by Bellman and Ford's rounds over costs that are compared figure by
//! figure; and a maximum flow by breadth-first search.

use std::collections::VecDeque;

use tenfold_sim::allocation::{Flow, Problem};

use super::cases::{counts, ways};

/// Short, not counted for the half, part of a shortage, minutes.
type Cost = [i64; 4];

fn add(a: Cost, b: Cost) -> Cost {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]]
}

fn less(a: Cost) -> Cost {
    a.map(|figure| -figure)
}

/// Nodes: sources, lab slots, the pool, the end.
struct Nodes {
    sources: Vec<(usize, usize)>,
    slots: usize,
    labs: usize,
}

impl Nodes {
    fn of(problem: &Problem) -> Nodes {
        let all = (0..problem.tubes.len()).flat_map(|s| (0..problem.slots).map(move |k| (s, k)));
        let sources = all.filter(|(site, slot)| problem.tubes[*site][*slot] > 0).collect();
        Nodes { sources, slots: problem.slots, labs: problem.labs.len() }
    }

    fn slot(&self, lab: usize, slot: usize) -> usize {
        self.sources.len() + lab * self.slots + slot
    }

    fn pool(&self) -> usize {
        self.sources.len() + self.labs * self.slots
    }

    fn end(&self) -> usize {
        self.pool() + 1
    }
}

/// An arc both ways, as far as each has room.
fn both(
    arcs: &mut Vec<(usize, usize, Cost)>,
    (from, to): (usize, usize),
    cost: Cost,
    room: [bool; 2],
) {
    if room[0] {
        arcs.push((from, to, cost));
    }
    if room[1] {
        arcs.push((to, from, less(cost)));
    }
}

fn residual(problem: &Problem, flow: &Flow, nodes: &Nodes) -> Vec<(usize, usize, Cost)> {
    let mut arcs = Vec::new();
    let (pool, end) = (nodes.pool(), nodes.end());
    for (node, (site, sealed)) in nodes.sources.iter().enumerate() {
        for (lab, slot, minutes) in ways(problem, *site, *sealed) {
            let used = flow.sent.iter().any(|sent| {
                (sent.site, sent.sealed, sent.lab, sent.begun) == (*site, *sealed, lab, slot)
            });
            let cost = [0, 0, 0, minutes];
            both(&mut arcs, (node, nodes.slot(lab, slot)), cost, [true, used]);
        }
        let supply = u64::from(problem.tubes[*site][*sealed]);
        let short = u64::from(flow.short[*site][*sealed]);
        let cost = |unit: u64| [1, 0, (unit * u64::from(problem.parts) / supply) as i64, 0];
        if short < supply {
            arcs.push((node, end, cost(short)));
        }
        if short > 0 {
            arcs.push((end, node, less(cost(short - 1))));
        }
    }
    for lab in 0..problem.labs.len() {
        for slot in 0..problem.slots {
            let (begun, most) = (flow.begun[lab][slot], problem.labs[lab].capacity[slot]);
            let room = [begun < most, begun > 0];
            let from = nodes.slot(lab, slot);
            if counts(problem, lab, slot) {
                both(&mut arcs, (from, pool), [0; 4], room);
            } else {
                both(&mut arcs, (from, end), [0, 1, 0, 0], room);
            }
        }
    }
    let half = problem.half.map_or(0, |half| half.tubes);
    let counted = flow.counted;
    let unit = |beyond: bool| [0, i64::from(beyond), 0, 0];
    arcs.push((pool, end, unit(counted >= half)));
    if counted > 0 {
        arcs.push((end, pool, less(unit(counted > half))));
    }
    arcs
}

/// A node on a cycle that saves, where there is one.
pub fn saving_cycle(problem: &Problem, flow: &Flow) -> Option<usize> {
    let nodes = Nodes::of(problem);
    let arcs = residual(problem, flow, &nodes);
    let mut far = vec![[0; 4]; nodes.end() + 1];
    for _ in 0..far.len() {
        let mut changed = None;
        for (from, to, cost) in &arcs {
            let by = add(far[*from], *cost);
            if by < far[*to] {
                far[*to] = by;
                changed = Some(*to);
            }
        }
        changed?;
    }
    Some(nodes.end())
}

/// The most tubes that any answer can begin (Edmonds and Karp 1972).
pub fn maximum_flow(problem: &Problem) -> u64 {
    let nodes = Nodes::of(problem);
    let start = nodes.end() + 1;
    let mut room = vec![std::collections::BTreeMap::<usize, u64>::new(); start + 1];
    for (node, (site, sealed)) in nodes.sources.iter().enumerate() {
        room[start].insert(node, u64::from(problem.tubes[*site][*sealed]));
        for (lab, slot, _) in ways(problem, *site, *sealed) {
            room[node].insert(nodes.slot(lab, slot), u64::MAX / 4);
        }
    }
    for (lab, hours) in problem.labs.iter().enumerate() {
        for (slot, most) in hours.capacity.iter().enumerate() {
            room[nodes.slot(lab, slot)].insert(nodes.end(), u64::from(*most));
        }
    }
    let mut sum = 0;
    while let Some(way) = widening(&room, start, nodes.end()) {
        let units = way.windows(2).map(|pair| room[pair[0]][&pair[1]]).min().unwrap_or(0);
        for pair in way.windows(2) {
            *room[pair[0]].entry(pair[1]).or_default() -= units;
            *room[pair[1]].entry(pair[0]).or_default() += units;
        }
        sum += units;
    }
    sum
}

fn widening(
    room: &[std::collections::BTreeMap<usize, u64>],
    start: usize,
    end: usize,
) -> Option<Vec<usize>> {
    let mut by = vec![None; room.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for (to, room) in &room[node] {
            if *room > 0 && by[*to].is_none() && *to != start {
                by[*to] = Some(node);
                queue.push_back(*to);
            }
        }
    }
    let mut way = vec![end];
    while way[way.len() - 1] != start {
        way.push(by[way[way.len() - 1]]?);
    }
    way.reverse();
    Some(way)
}
