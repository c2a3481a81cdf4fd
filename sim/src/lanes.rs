//! The lanes of one kind at a site: who of them takes the next person.

use crate::arrival::ms;
use crate::lane::{Lane, NEVER, Rule, Visit, Window};
use crate::record::TakenBy;
use crate::scenario::{Scenario, Site};
use crate::tube::Rack;
use crate::witness::Witness;

/// Lanes of one kind and when each can take somebody.
pub struct Lanes {
    /// In the order of their numbers.
    pub lanes: Vec<Lane>,
    /// Invariant: `ready[i] == lanes[i].ready_at`; together, so that the search is short.
    pub ready: Vec<i64>,
    rule: Rule,
    by: TakenBy,
    /// Number of the first lane within the site.
    number: u16,
}

impl Lanes {
    /// Lanes numbered on from `number`.
    pub fn new(
        (scenario, site): (&Scenario, &Site),
        rule: Rule,
        (by, number): (TakenBy, u16),
        staffed: impl Fn(usize) -> u16,
    ) -> Lanes {
        let most = (0..site.periods.len()).map(&staffed).max().unwrap_or(0);
        let windows = |number: u16| -> Vec<Window> {
            let mut windows: Vec<Window> = Vec::new();
            for (index, period) in site.periods.iter().enumerate() {
                if staffed(index) <= number {
                    continue;
                }
                let (from, to) = (ms(scenario, period.from_at), ms(scenario, period.to_at));
                match windows.last_mut() {
                    Some(last) if last.1 == from => last.1 = to,
                    _ => windows.push((from, to)),
                }
            }
            windows
        };
        let lanes: Vec<Lane> = (0..most).map(|number| Lane::new(windows(number), &rule)).collect();
        let ready = lanes.iter().map(|lane| lane.ready_at).collect();
        Lanes { lanes, ready, rule, by, number }
    }

    /// Number of the first lane after these.
    pub fn end_number(&self) -> u16 {
        self.number + self.lanes.len() as u16
    }

    /// Tells the witness whose turn it is.
    #[inline]
    pub fn at<W: Witness>(&self, lane: usize, rack: &mut Rack<'_, W>) {
        rack.witness.at_lane(self.by, self.number + lane as u16);
    }

    /// The lane that can take somebody first; among those that can at once the lowest number, so
    /// that its tube fills.
    #[inline]
    pub fn first<W: Witness>(&mut self, now: i64, rack: &mut Rack<'_, W>) -> Option<usize> {
        loop {
            let mut best = (NEVER, 0);
            for (index, ready_at) in self.ready.iter().enumerate() {
                let key = (*ready_at).max(now);
                if *ready_at != NEVER && key < best.0 {
                    best = (key, index);
                }
            }
            if best.0 == NEVER {
                return None;
            }
            self.at(best.1, rack);
            let lane = &mut self.lanes[best.1];
            lane.close(best.0, &self.rule, rack);
            if lane.ready_at == self.ready[best.1] {
                return Some(best.1);
            }
            self.ready[best.1] = lane.ready_at;
        }
    }

    /// One person at a lane; returns when the swab begins.
    #[inline]
    pub fn take<W: Witness>(&mut self, lane: usize, visit: Visit, rack: &mut Rack<'_, W>) -> i64 {
        let swab_at = self.lanes[lane].take(visit, &self.rule, rack);
        self.ready[lane] = self.lanes[lane].ready_at;
        swab_at
    }

    /// Closes everything.
    pub fn end<W: Witness>(&mut self, rack: &mut Rack<'_, W>) {
        for lane in 0..self.lanes.len() {
            self.at(lane, rack);
            self.lanes[lane].close(NEVER, &self.rule, rack);
        }
    }
}
