//! The state of Dijkstra's search.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One search, kept from path to path so that nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// Distance and the arc (or none, the pool) by which a node was reached; of the search
    /// `stamp` alone.
    pub reached: Vec<(i64, u32, u32)>,
    stamp: u32,
    pub done: Vec<u32>,
    pub heap: BinaryHeap<(Reverse<i64>, u32)>,
}

impl Search {
    pub fn begin(&mut self) {
        self.stamp += 1;
        self.done.clear();
        self.heap.clear();
    }

    pub fn distance(&self, node: u32) -> i64 {
        let (distance, _, stamp) = self.reached[node as usize];
        if stamp == self.stamp { distance } else { i64::MAX }
    }

    pub fn reach(&mut self, node: u32, distance: i64, by: u32) {
        if distance < self.distance(node) {
            self.reached[node as usize] = (distance, by, self.stamp);
            self.heap.push((Reverse(distance), node));
        }
    }
}
