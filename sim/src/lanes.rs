//! The lanes of one kind at a site: who of them takes the next person.

use crate::arrival::ms;
use crate::lane::{Lane, NEVER, Rule, Visit, Window};
use crate::record::TakenBy;
use crate::scenario::{Scenario, Site};
use crate::tube::Rack;
use crate::witness::Witness;

/// Room for the number of a lane below an instant.
const NUMBER_BITS: u32 = 16;

/// [`NEVER`] as such an instant: thousands of years.
const NEVER_KEY: i64 = NEVER >> NUMBER_BITS;

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
            let best = self.soonest(now);
            let (at, lane) = (best >> NUMBER_BITS, (best & ((1 << NUMBER_BITS) - 1)) as usize);
            if at >= NEVER_KEY {
                return None;
            }
            self.at(lane, rack);
            self.lanes[lane].close(at, &self.rule, rack);
            let ready_at = self.lanes[lane].ready_at;
            if ready_at == self.ready[lane] {
                return Some(lane);
            }
            self.ready[lane] = ready_at;
        }
    }

    /// When somebody can be taken first, and by which lane below that in one number, without a
    /// branch: which lane it is cannot be foretold, and a wrong guess costs more than the look at
    /// all of them.
    #[inline]
    fn soonest(&self, now: i64) -> i64 {
        let key = |(index, ready_at): (usize, &i64)| {
            (*ready_at).max(now).min(NEVER_KEY) << NUMBER_BITS | index as i64
        };
        self.ready.iter().enumerate().map(key).fold(i64::MAX, i64::min)
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
