//! Tests by schedule: who is tested on which days, which of the tests are met, and when somebody is
//! cleared (R185-R190, R232-R237). Days and spans are the protocol's.

use crate::code::{PersonKey, SquadId, TubeCode};
use crate::outcome;
use crate::protocol::{RecollectionRule, Schedule};
use crate::term::Call;
use crate::time::{At, Minutes};

/// A person under a schedule, from the day on that is counted as day 0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Course {
    /// The schedule's name in the protocol.
    pub schedule: String,
    /// Midnight with which day 0 begins; day 1 begins 24 h later.
    pub day_zero_at: At,
    /// Who goes there.
    pub squad: Option<SquadId>,
    /// The close contact whom this secondary contact follows (R237).
    pub contact: Option<PersonKey>,
    /// Swabs since they were put under it, in the order of the facts.
    pub swabs: Vec<Taken>,
}

/// A swab of somebody under a schedule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// The tube, under its present label.
    pub tube: TubeCode,
    /// When they were registered into it.
    pub at: At,
    /// The confirmed call, and the moment of the tube's first swab.
    pub result: Option<(At, Call)>,
}

impl Taken {
    /// By when it counts: the swab, or where none is known yet the registration.
    fn counts_at(&self) -> At {
        self.result.map_or(self.at, |(swab_at, _)| swab_at)
    }
}

/// How a test stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stand {
    /// Its day has not begun.
    Ahead,
    /// Its day runs, and there is no swab.
    Due,
    /// Its day is over without a swab; it stays so until one is taken.
    Missed,
    /// A swab was taken on its day, or late.
    Met {
        /// In this tube.
        tube: TubeCode,
        /// After its day.
        late: bool,
    },
}

impl Stand {
    /// The word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Stand::Ahead => "ahead",
            Stand::Due => "due",
            Stand::Missed => "missed",
            Stand::Met { late: false, .. } => "met",
            Stand::Met { late: true, .. } => "met_late",
        }
    }

    /// A swab is owed now.
    pub fn is_open(self) -> bool {
        matches!(self, Stand::Due | Stand::Missed)
    }
}

/// A test of a schedule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Test {
    /// The day, counted from day 0.
    pub day: i64,
    /// When its day begins.
    pub opens_at: At,
    /// When its day is over.
    pub ends_at: At,
    /// How it stands.
    pub stand: Stand,
}

const DAY: Minutes = Minutes::hours(24);

impl Course {
    /// When a day begins.
    pub fn day_begins(&self, day: i64) -> At {
        self.day_zero_at + Minutes(DAY.0.saturating_mul(day))
    }

    /// The day an instant falls on; 0 and less before day 1.
    pub fn day_of(&self, at: At) -> i64 {
        (at - self.day_zero_at).0.div_euclid(DAY.0)
    }

    /// Every test with how it stands. A swab meets each test whose day had begun by then and that
    /// no earlier swab met: later than its day, it meets it late. Somebody who stays under a
    /// schedule until cleared is tested again one clearance gap after the last swab.
    pub fn tests(&self, rule: &Schedule, clearing: &RecollectionRule, now: At) -> Vec<Test> {
        let test = |day: i64, opens_at: At| {
            let ends_at = opens_at + DAY;
            let swabs = self.swabs.iter().filter(|swab| swab.at >= opens_at);
            let stand = match swabs.min_by_key(|swab| swab.at) {
                Some(swab) => Stand::Met { tube: swab.tube, late: swab.at >= ends_at },
                None if now < opens_at => Stand::Ahead,
                None if now < ends_at => Stand::Due,
                None => Stand::Missed,
            };
            Test { day, opens_at, ends_at, stand }
        };
        let days = rule.days.iter().map(|day| i64::from(*day));
        let mut tests: Vec<Test> = days.map(|day| test(day, self.day_begins(day))).collect();
        let all_met = tests.iter().all(|test| matches!(test.stand, Stand::Met { .. }));
        let newest = self.swabs.iter().map(|swab| swab.at).max();
        if let Some(newest) = newest.filter(|_| rule.until_cleared && all_met)
            && !self.cleared(clearing)
        {
            let opens_at = newest + clearing.clearance_gap;
            tests.push(test(self.day_of(opens_at), opens_at));
        }
        tests
    }

    /// Whether one more swab may be taken, where a test is met by so many specimens (R185): on a
    /// day without a test nothing is said.
    pub fn takes(&self, tests: &[Test], specimens: u8, at: At) -> bool {
        let begun = tests.iter().map(|test| test.opens_at).filter(|opens_at| *opens_at <= at);
        let Some(opens_at) = begun.max() else { return false };
        let since = self.swabs.iter().filter(|swab| swab.at >= opens_at).count();
        since < usize::from(specimens)
    }

    /// Whether the person is cleared (R232, R233): enough negatives in a row, each far enough from
    /// the one before, by the time of the swab. A swab without its call ends what is known.
    pub fn cleared(&self, rule: &RecollectionRule) -> bool {
        let mut swabs: Vec<&Taken> = self.swabs.iter().collect();
        swabs.sort_by_key(|swab| swab.counts_at());
        let calls: Vec<(At, Call)> = swabs.iter().map_while(|swab| swab.result).collect();
        outcome::cleared(rule, &calls)
    }

    /// No swab waits for its call, and the newest is negative.
    fn is_negative(&self) -> bool {
        let called = self.swabs.iter().all(|swab| swab.result.is_some());
        let newest = self.swabs.iter().filter_map(|swab| swab.result).max_by_key(|(at, _)| *at);
        called && newest.is_some_and(|(_, call)| call == Call::Negative)
    }

    /// Nothing is owed by now: no test is open, and what was taken is negative.
    pub fn owes_nothing(&self, rule: &Schedule, clearing: &RecollectionRule, now: At) -> bool {
        let tests = self.tests(rule, clearing, now);
        self.is_negative() && !tests.iter().any(|test| test.stand.is_open())
    }

    /// Every test is met and negative. Who stays until cleared is let go by hand: a suspect's
    /// antibodies count too (R232).
    pub fn is_complete(&self, rule: &Schedule, clearing: &RecollectionRule, now: At) -> bool {
        let tests = self.tests(rule, clearing, now);
        let met = tests.iter().all(|test| matches!(test.stand, Stand::Met { .. }));
        !rule.until_cleared && met && self.is_negative()
    }

    /// A swab is registered.
    pub fn sampled(&mut self, tube: TubeCode, at: At) {
        if self.swabs.iter().all(|swab| swab.tube != tube) {
            self.swabs.push(Taken { tube, at, result: None });
        }
    }

    /// A confirmed call is known. Of a tube that was found again, or of a swab from before they
    /// were put under the schedule, it is the first that is heard.
    pub fn resulted(&mut self, tube: TubeCode, swab_at: At, call: Call) {
        self.sampled(tube, swab_at);
        let known = self.swabs.iter_mut().filter(|swab| swab.tube == tube);
        known.for_each(|swab| swab.result = Some((swab_at, call)));
    }

    /// The tube came to nothing, or they left it before the swab.
    pub fn unsampled(&mut self, tube: TubeCode) {
        self.swabs.retain(|swab| swab.tube != tube);
    }

    /// The tube has another label.
    pub fn relabelled(&mut self, from: TubeCode, to: TubeCode) {
        let known = self.swabs.iter_mut().filter(|swab| swab.tube == from);
        known.for_each(|swab| swab.tube = to);
    }
}
