//! The list of what is going to happen, for whatever interacts: vehicles, labs, squads.
//!
//! Order of ties, for every model in this package: the earlier instant first; at one instant the
//! smaller priority number; within a priority whatever was put in first. The sequence number
//! makes the order total, so a run does not depend on how the heap is built.
//!
//! Keep one pending arrival a source and never load them all beforehand: the list then holds as
//! many events as there are actors, stays in the cache, and nothing is allocated once it has
//! reached that size.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tenfold_domain::time::At;

/// Events to come, each with a payload of the model's own.
#[derive(Clone, Debug)]
pub struct Events<T> {
    heap: BinaryHeap<Due<T>>,
    /// Of the next event, in the low 56 bits of its key: enough for two years at a thousand
    /// million events a second.
    sequence: u64,
}

/// Width of the sequence number in a key.
const SEQUENCE_BITS: u32 = 56;

/// An event with the number it is ordered by: instant, priority and sequence from the top down,
/// so that one comparison decides.
#[derive(Clone, Debug)]
struct Due<T> {
    key: u128,
    payload: T,
}

impl<T> Events<T> {
    /// Nothing is going to happen.
    pub fn new() -> Events<T> {
        Events::with_capacity(0)
    }

    /// Nothing is going to happen, with room for as many events at a time.
    pub fn with_capacity(pending: usize) -> Events<T> {
        Events { heap: BinaryHeap::with_capacity(pending), sequence: 0 }
    }

    /// Something is going to happen.
    #[inline]
    pub fn push(&mut self, at: At, priority: u8, payload: T) {
        let order = u64::from(priority) << SEQUENCE_BITS | self.sequence;
        self.sequence += 1;
        // The sign bit turned round orders negative instants below the others.
        let key = u128::from(at.0 as u64 ^ 1 << 63) << 64 | u128::from(order);
        self.heap.push(Due { key, payload });
    }

    /// What happens next, and when.
    #[inline]
    pub fn pop(&mut self) -> Option<(At, T)> {
        let due = self.heap.pop()?;
        Some((due.at(), due.payload))
    }

    /// When something happens next.
    #[inline]
    pub fn next_at(&self) -> Option<At> {
        self.heap.peek().map(Due::at)
    }

    /// How much is still to happen.
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether nothing is going to happen any more.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }
}

impl<T> Default for Events<T> {
    fn default() -> Events<T> {
        Events::new()
    }
}

impl<T> Due<T> {
    #[inline]
    fn at(&self) -> At {
        At(((self.key >> 64) as u64 ^ 1 << 63) as i64)
    }
}

/// Turned round, because std's heap hands out the greatest.
impl<T> Ord for Due<T> {
    #[inline]
    fn cmp(&self, other: &Due<T>) -> Ordering {
        other.key.cmp(&self.key)
    }
}

impl<T> PartialOrd for Due<T> {
    #[inline]
    fn partial_cmp(&self, other: &Due<T>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Due<T> {
    #[inline]
    fn eq(&self, other: &Due<T>) -> bool {
        self.key == other.key
    }
}

impl<T> Eq for Due<T> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::Stream;

    #[test]
    fn ties_go_by_priority_and_then_by_who_came_first() {
        let mut events = Events::new();
        let pushed =
            [(5, 1, 'd'), (5, 0, 'b'), (-3, 9, 'a'), (5, 1, 'e'), (5, 0, 'c'), (6, 0, 'f')];
        for (at_ms, priority, name) in pushed {
            events.push(At(at_ms), priority, name);
        }
        assert_eq!((events.len(), events.next_at()), (6, Some(At(-3))));
        let popped: Vec<(At, char)> = std::iter::from_fn(|| events.pop()).collect();
        let names: String = popped.iter().map(|(_, name)| name).collect();
        assert_eq!(names, "abcdef");
        assert_eq!(popped.first(), Some(&(At(-3), 'a')));
        assert!(events.is_empty());
    }

    #[test]
    fn order_is_that_of_a_stable_sort() {
        let stream = Stream::root(3, 1);
        let mut events = Events::new();
        let mut rows: Vec<(i64, u8, u64)> = (0..5_000)
            .map(|n| ((stream.bits(2 * n) % 40) as i64 - 20, (stream.bits(2 * n + 1) % 3) as u8, n))
            .collect();
        for &(at_ms, priority, n) in &rows {
            events.push(At(at_ms), priority, n);
        }
        rows.sort_by_key(|&(at_ms, priority, _)| (at_ms, priority));
        for (at_ms, _, n) in rows {
            assert_eq!(events.pop(), Some((At(at_ms), n)));
        }
    }

    #[test]
    fn a_steady_number_of_events_asks_for_no_more_room() {
        let stream = Stream::root(5, 0);
        let mut events = Events::with_capacity(64);
        let room = events.heap.capacity();
        for n in 0..60 {
            events.push(At(n), 0, n);
        }
        for n in 0..100_000 {
            let (at, name) = events.pop().expect("as many as before");
            events.push(At(at.0 + (stream.bits(n) % 1_000) as i64), 0, name);
        }
        assert_eq!((events.len(), events.heap.capacity()), (60, room));
    }
}
