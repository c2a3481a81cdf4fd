//! The sampling tandem: the shortest model of a city's testing that still has all its joints.
//!
//! ```text
//!  groups ─► desks ─► swab ─► tube of a group ─► box ─► collection ─► lab: plates ─► cyclers
//!  └──────────── each site by itself ────────────────┘  every 2 h    └── one for all sites ──┘
//! ```
//!
//! Two ways to the same answers, to the bit ([`Tandem::by_sites`], [`Tandem::by_events`]). The
//! first goes through site after site by recursion, a person at a time, because sites do not
//! interact before the courier comes; what it keeps grows with sites and collections and not
//! with people. The second is one list of events for the whole city, which any model can be
//! written as. Numbers are drawn by person and purpose, so both draw the same.
//!
//! Ties: at one instant first come those who leave a desk, then those who leave a swab, groups
//! that arrive, collections, arrivals at the lab (by collection, then by site), cyclers.

mod by_events;
mod by_sites;

use tenfold_domain::time::{MINUTE_MS, Minutes};

use crate::draw::{Law, exponential};
use crate::scenario::Span;
use crate::stream::{Purpose, Stream};
use crate::trial::Curve;

/// The model. Time runs from 0, in milliseconds; groups come at random (a Poisson process).
#[derive(Clone, PartialEq, Debug)]
pub struct Tandem {
    /// Sites.
    pub sites: u32,
    /// Groups that come to each site.
    pub groups: u32,
    /// People in a group, who share a tube; at least one.
    pub group: u32,
    /// Mean time from one group to the next at a site, in seconds.
    pub every_s: f64,
    /// Registration desks at each site, at least one.
    pub desks: u32,
    /// A registration.
    pub register: Span,
    /// Collectors at each site, at least one.
    pub collectors: u32,
    /// A swab.
    pub swab: Span,
    /// From one collection to the next, at every site at once; the first after one of them.
    pub collect_every: Minutes,
    /// From a site to the lab.
    pub drive: Span,
    /// Tubes on a plate, at least one.
    pub plate: u32,
    /// Thermocyclers, at least one.
    pub cyclers: u32,
    /// A plate, from the cycler's start to the outcomes.
    pub run: Span,
}

/// What came out. Sums are over people, in milliseconds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passed {
    /// People swabbed.
    pub people: u64,
    /// From arrival to the desk.
    pub desk_wait_ms: i64,
    /// From leaving the desk to the swab.
    pub swab_wait_ms: i64,
    /// The longest of any wait.
    pub wait_ms_max: i64,
    /// The last swab.
    pub last_swab_ms: i64,
    /// Tubes sealed.
    pub tubes: u64,
    /// Collections that found a tube.
    pub shipments: u64,
    /// Tubes by age at the lab, counted from the beginning of the first swab.
    pub age_at_lab: Curve,
    /// The oldest tube at the lab.
    pub oldest_ms: i64,
    /// Plates run.
    pub plates: u64,
    /// People by the time of their outcome.
    pub outcomes: Curve,
    /// The last outcome.
    pub last_outcome_ms: i64,
}

/// Longest age and latest outcome that have a bin of their own.
const AGES: Minutes = Minutes::hours(12);
const OUTCOMES: Minutes = Minutes::hours(30 * 24);

impl Tandem {
    /// A city by its number of sites and people: sites of 360 people an hour on average, three
    /// desks, ten collectors, and a lab that keeps up. People are rounded up to whole groups.
    pub fn city(sites: u32, people: u64) -> Tandem {
        let span = |mean_s, cv| Span { mean_s, cv };
        let sites = sites.max(1);
        Tandem {
            sites,
            groups: people.div_ceil(u64::from(sites) * 10) as u32,
            group: 10,
            every_s: 100.0,
            desks: 3,
            register: span(25.0, 0.4),
            collectors: 10,
            swab: span(90.0, 0.35),
            collect_every: Minutes(120),
            drive: span(1_800.0, 0.3),
            plate: 94,
            cyclers: sites.div_ceil(2),
            run: span(6_300.0, 0.05),
        }
    }

    /// Site after site by recursion.
    pub fn by_sites(&self, root: Stream) -> Passed {
        by_sites::run(&self.at_least_one(), root)
    }

    /// The whole city by one list of events.
    pub fn by_events(&self, root: Stream) -> Passed {
        by_events::run(&self.at_least_one(), root)
    }

    /// The same, without a division by nothing or a wait for nobody.
    fn at_least_one(&self) -> Tandem {
        Tandem {
            group: self.group.max(1),
            desks: self.desks.max(1),
            collectors: self.collectors.max(1),
            plate: self.plate.max(1),
            cyclers: self.cyclers.max(1),
            ..self.clone()
        }
    }

    /// The first collection that finds a tube sealed at an instant.
    fn collection_of(&self, sealed_ms: i64) -> usize {
        let every_ms = self.collect_every_ms();
        ((sealed_ms + every_ms - 1) / every_ms).max(1) as usize - 1
    }

    fn collected_ms(&self, collection: usize) -> i64 {
        (collection as i64 + 1) * self.collect_every_ms()
    }

    fn collect_every_ms(&self) -> i64 {
        self.collect_every.0.max(1) * MINUTE_MS
    }
}

/// The laws of a model, as tables.
struct Laws {
    every_ms: f64,
    register: Law,
    swab: Law,
    drive: Law,
    run: Law,
}

impl Laws {
    fn of(model: &Tandem) -> Laws {
        Laws {
            every_ms: model.every_s * 1e3,
            register: Law::of(model.register),
            swab: Law::of(model.swab),
            drive: Law::of(model.drive),
            run: Law::of(model.run),
        }
    }
}

/// The draws of one site.
#[derive(Clone, Copy)]
struct Draws {
    arrival: Stream,
    register: Stream,
    swab: Stream,
    drive: Stream,
}

impl Draws {
    fn of(root: Stream, site: u32) -> Draws {
        let of = |purpose| root.of(purpose, u64::from(site));
        Draws {
            arrival: of(Purpose::Arrival),
            register: of(Purpose::Register),
            swab: of(Purpose::Swab),
            drive: of(Purpose::Drive),
        }
    }

    /// From one group to the next.
    #[inline]
    fn gap_ms(&self, group: u32, laws: &Laws) -> i64 {
        (exponential(self.arrival.bits(u64::from(group))) * laws.every_ms) as i64
    }

    #[inline]
    fn register_ms(&self, person: u64, laws: &Laws) -> i64 {
        laws.register.ms(self.register.bits(person))
    }

    #[inline]
    fn swab_ms(&self, person: u64, laws: &Laws) -> i64 {
        laws.swab.ms(self.swab.bits(person))
    }

    fn drive_ms(&self, collection: usize, laws: &Laws) -> i64 {
        laws.drive.ms(self.drive.bits(collection as u64))
    }
}

/// A tube that is filling. Its group may be overtaken by the next at the desks, so several of a
/// site can be open.
#[derive(Clone, Copy)]
struct OpenTube {
    missing: u32,
    first_swab_ms: i64,
    last_swab_ms: i64,
}

impl OpenTube {
    fn of(group: u32) -> OpenTube {
        OpenTube { missing: group, first_swab_ms: i64::MAX, last_swab_ms: 0 }
    }
}

impl Passed {
    fn nothing() -> Passed {
        Passed {
            people: 0,
            desk_wait_ms: 0,
            swab_wait_ms: 0,
            wait_ms_max: 0,
            last_swab_ms: 0,
            tubes: 0,
            shipments: 0,
            age_at_lab: Curve::new(AGES),
            oldest_ms: 0,
            plates: 0,
            outcomes: Curve::new(OUTCOMES),
            last_outcome_ms: 0,
        }
    }

    /// A tube reaches the lab.
    fn received(&mut self, first_swab_ms: i64, received_ms: i64) {
        let age_ms = received_ms - first_swab_ms;
        self.tubes += 1;
        self.age_at_lab.add(age_ms, 1);
        self.oldest_ms = self.oldest_ms.max(age_ms);
    }

    /// A plate of some tubes is done.
    fn resulted(&mut self, tubes: u32, group: u32, done_ms: i64) {
        self.plates += 1;
        self.outcomes.add(done_ms, tubes * group);
        self.last_outcome_ms = self.last_outcome_ms.max(done_ms);
    }
}

#[cfg(test)]
mod tests;
