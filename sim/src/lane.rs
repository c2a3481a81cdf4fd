//! One lane: a registrar, a short line, and the collectors of the shift on duty. A first-come
//! recursion, person after person: no list of events.

use crate::tube::{OpenTube, Rack, Tube};
use crate::witness::Witness;

/// People between the registrar and the collectors: a group for one tube (R93).
const LINE: usize = 10;

/// Most collectors on duty at one lane.
const COLLECTORS_MAX: usize = 4;

/// The lane takes nobody any more.
pub const NEVER: i64 = i64::MAX;

/// What a lane works by; the same for all lanes of a site.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Persons in a tube.
    pub capacity: u8,
    /// Collectors on duty.
    pub collectors: usize,
    /// Length of a shift.
    pub shift_ms: i64,
    /// Handing over to the next shift.
    pub change_ms: i64,
    /// People to one pair of gloves.
    pub gloves_people: u16,
    /// Changing gloves.
    pub gloves_ms: i64,
    /// A tube that does not fill is sealed this long after its first swab.
    pub seal_after_ms: i64,
}

/// Hours in which a lane is staffed, milliseconds after the start.
pub type Window = (i64, i64);

/// A person at the lane.
#[derive(Clone, Copy, Debug)]
pub struct Visit {
    /// Ready for registration.
    pub at: i64,
    /// How long registration takes.
    pub register_ms: i64,
    /// How long the swab takes.
    pub swab_ms: i64,
    /// Positive.
    pub positive: bool,
    /// Registered on paper.
    pub paper: bool,
    /// Alone in a tube.
    pub single: bool,
}

/// A lane and its open tube.
#[derive(Debug)]
pub struct Lane {
    windows: Vec<Window>,
    window: usize,
    /// End of the present window; [`NEVER`] past the last.
    closes_at: i64,
    /// Invariant: when the registrar can take the next person; [`NEVER`] past the last window.
    pub ready_at: i64,
    register_free_at: i64,
    collectors_free_at: [i64; COLLECTORS_MAX],
    served: [u16; COLLECTORS_MAX],
    /// Swabs of the last [`LINE`] people: who registers next waits until the oldest has begun.
    line: [i64; LINE],
    line_at: usize,
    shift_ends_at: i64,
    handed_over_at: i64,
    tube: OpenTube,
}

impl Lane {
    /// A lane that is staffed in these windows; there must be one at least.
    pub fn new(windows: Vec<Window>, rule: &Rule) -> Lane {
        let mut lane = Lane {
            windows,
            window: 0,
            closes_at: NEVER,
            ready_at: NEVER,
            register_free_at: 0,
            collectors_free_at: [0; COLLECTORS_MAX],
            served: [0; COLLECTORS_MAX],
            line: [i64::MIN; LINE],
            line_at: 0,
            shift_ends_at: 0,
            handed_over_at: 0,
            tube: OpenTube::default(),
        };
        lane.begin(rule);
        lane
    }

    /// Begins the present window, if there is one.
    fn begin(&mut self, rule: &Rule) {
        let Some((from, to)) = self.windows.get(self.window).copied() else {
            (self.ready_at, self.closes_at) = (NEVER, NEVER);
            return;
        };
        self.closes_at = to;
        self.register_free_at = self.register_free_at.max(from);
        self.ready_at = self.register_free_at;
        for free_at in &mut self.collectors_free_at {
            *free_at = (*free_at).max(from);
        }
        self.shift_ends_at = from + rule.shift_ms;
        self.handed_over_at = from;
    }

    /// Closes windows that have ended by the time somebody could register.
    #[inline]
    pub fn close<W: Witness>(&mut self, now: i64, rule: &Rule, rack: &mut Rack<'_, W>) {
        if self.ready_at.max(now) >= self.closes_at {
            self.close_ended(now, rule, rack);
        }
    }

    fn close_ended<W: Witness>(&mut self, now: i64, rule: &Rule, rack: &mut Rack<'_, W>) {
        while let Some((_, to)) = self.windows.get(self.window).copied() {
            if self.ready_at.max(now) < to {
                return;
            }
            self.tube.seal_at_close(to, rule, rack);
            self.window += 1;
            self.begin(rule);
        }
    }

    /// Start of the present window.
    pub fn opened_at(&self) -> i64 {
        self.windows.get(self.window).map_or(NEVER, |(from, _)| *from)
    }

    /// Registers and swabs one person; returns when the swab begins.
    #[inline]
    pub fn take<W: Witness>(&mut self, visit: Visit, rule: &Rule, rack: &mut Rack<'_, W>) -> i64 {
        let registered_at = visit.at.max(self.ready_at) + visit.register_ms;
        let collector = self.first_free(rule.collectors);
        let mut swab_at = registered_at.max(self.collectors_free_at[collector]);
        while swab_at >= self.shift_ends_at {
            self.handed_over_at = self.shift_ends_at + rule.change_ms;
            self.shift_ends_at += rule.shift_ms;
        }
        swab_at = swab_at.max(self.handed_over_at);
        let swabbed_at = swab_at + visit.swab_ms;
        self.collectors_free_at[collector] = swabbed_at;
        self.served[collector] += 1;
        if self.served[collector] >= rule.gloves_people {
            self.served[collector] = 0;
            self.collectors_free_at[collector] += rule.gloves_ms;
        }
        self.line[self.line_at] = swab_at;
        self.line_at = (self.line_at + 1) % LINE;
        self.register_free_at = registered_at;
        self.ready_at = registered_at.max(self.line[self.line_at]);
        rack.witness.swabbed(registered_at, swab_at);
        if visit.single {
            rack.put(Tube::single(swab_at, swabbed_at, visit.positive, visit.paper));
        } else {
            self.tube.add((swab_at, swabbed_at), (visit.positive, visit.paper), rule, rack);
        }
        swab_at
    }

    /// Somebody works out of this lane's hours until an instant: a mobile team on its way.
    pub fn busy_until(&mut self, at: i64) {
        self.register_free_at = at;
        self.ready_at = at;
    }

    #[inline]
    fn first_free(&self, collectors: usize) -> usize {
        let mut first = 0;
        for other in 1..collectors.min(COLLECTORS_MAX) {
            if self.collectors_free_at[other] < self.collectors_free_at[first] {
                first = other;
            }
        }
        first
    }
}
