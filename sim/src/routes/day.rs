//! What a day of collecting is made of, as plain data, and what is wrong with it.

use tenfold_domain::time::{At, Minutes};

/// A day: who has boxes when, who tests them, who drives, and how long each way takes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Day {
    /// Where boxes come from.
    pub sites: Vec<Site>,
    /// Where boxes go.
    pub labs: Vec<Lab>,
    /// Who drives.
    pub vehicles: Vec<Vehicle>,
    /// What is to be fetched.
    pub pickups: Vec<Pickup>,
    /// How long every way takes.
    pub ways: Ways,
    /// What a plan is judged by, beside leaving nothing behind.
    pub costs: Costs,
}

/// A sampling site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Site {
    /// Its row in the ways.
    pub place: usize,
    /// How long a call takes: counting, signing, loading.
    pub stay: Minutes,
    /// Its lab where that is fixed beforehand (R106); `None` lets the search choose.
    pub lab: Option<usize>,
}

/// A lab that receives boxes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lab {
    /// Its row in the ways.
    pub place: usize,
    /// When it receives, in order, not overlapping; unloading may begin until the end itself.
    pub hours: Vec<(At, At)>,
    /// How long a drop takes: unloading and both signatures (R107).
    pub unload: Minutes,
    /// Tubes that it receives in one hour by the clock (R123); `None` is any number.
    pub tubes_per_hour: Option<u32>,
}

/// A vehicle with its driver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Vehicle {
    /// Where it leaves from and comes back to: a row in the ways.
    pub depot: usize,
    /// Boxes it can hold.
    pub boxes_max: u32,
    /// Leaves the depot no sooner.
    pub from_at: At,
    /// Is back by then.
    pub to_at: At,
}

/// Boxes of one site and two-hour round (R78), fetched by one call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pickup {
    /// Index of its site.
    pub site: usize,
    /// Number of the round at the site, for whoever reads the plan.
    pub round: u32,
    /// Boxes, part-filled ones too.
    pub boxes: u32,
    /// Tubes in them.
    pub tubes: u32,
    /// Sealed and ready to go: no call begins before.
    pub ready_at: At,
    /// The call begins by then.
    pub due_at: At,
    /// Unloading at a lab begins by then: the oldest first swab and the protocol's limit at room
    /// temperature (R99). A moment and not a time on board, so that waiting and driving draw on
    /// one account.
    pub deadline_at: At,
}

/// What a plan is judged by, in minutes of driving.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Costs {
    /// Putting one more vehicle on the road costs as much as driving this long.
    pub vehicle: Minutes,
}

impl Default for Costs {
    fn default() -> Costs {
        Costs { vehicle: Minutes(200) }
    }
}

/// Directed times and lengths between all places; the row is the origin.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ways {
    size: usize,
    /// Invariant: as long as the square of `size`; `None` where there is no way.
    ms: Vec<Option<i64>>,
    /// As long as `ms`, or empty where nobody gave lengths.
    km: Vec<f64>,
}

impl Ways {
    /// Of rows of minutes one after the other, NaN or infinite where there is no way, rounded to
    /// milliseconds; of kilometres likewise, or none. A way by a third place that is shorter is
    /// taken instead, so that leaving a stop out never makes a tour late. O(size³).
    ///
    /// `None` when a list is no square of `size`, or a time is negative.
    pub fn new(size: usize, minutes: &[f64], km: Vec<f64>) -> Option<Ways> {
        let square = size * size;
        let lengths = km.is_empty() || km.len() == square;
        if minutes.len() != square || !lengths || minutes.iter().any(|way| *way < 0.0) {
            return None;
        }
        let ms = |way: &f64| way.is_finite().then(|| (way * 60_000.0).round() as i64);
        let mut ways = Ways { size, ms: minutes.iter().map(ms).collect(), km };
        (0..size).for_each(|at| ways.ms[at * size + at] = Some(0));
        ways.shorten();
        Some(ways)
    }

    /// Every way by every third place (Floyd and Warshall).
    fn shorten(&mut self) {
        let size = self.size;
        for by in 0..size {
            for from in 0..size {
                let Some(first) = self.ms[from * size + by].filter(|_| from != by) else {
                    continue;
                };
                for to in 0..size {
                    let Some(second) = self.ms[by * size + to] else { continue };
                    let direct = from * size + to;
                    if self.ms[direct].is_none_or(|ms| first + second < ms) {
                        self.ms[direct] = Some(first + second);
                        if !self.km.is_empty() {
                            self.km[direct] = self.km[from * size + by] + self.km[by * size + to];
                        }
                    }
                }
            }
        }
    }

    /// Places.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Milliseconds from a place to another; `None` where there is no way or no such place.
    pub fn ms(&self, from: usize, to: usize) -> Option<i64> {
        let inside = from < self.size && to < self.size;
        inside.then(|| self.ms[from * self.size + to]).flatten()
    }

    /// Kilometres from a place to another; `None` where nobody gave lengths.
    pub fn km(&self, from: usize, to: usize) -> Option<f64> {
        let inside = from < self.size && to < self.size && !self.km.is_empty();
        inside.then(|| self.km[from * self.size + to]).filter(|km| km.is_finite())
    }
}

/// What makes a day unfit to be planned: indexes count from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// There is no lab.
    NoLabs,
    /// There is no vehicle.
    NoVehicles,
    /// A lab is never open, or its hours run backwards or overlap.
    Hours {
        /// Index of the lab.
        lab: usize,
    },
    /// A vehicle can hold nothing, or its shift ends before it begins.
    Vehicle {
        /// Index of the vehicle.
        vehicle: usize,
    },
    /// A pickup has no boxes, or is due before it is ready.
    Pickup {
        /// Index of the pickup.
        pickup: usize,
    },
    /// Something names a site, lab or place that is not there.
    Index,
    /// A stay, an unloading or a vehicle's cost is negative.
    Negative,
    /// First and last moment lie more than [`DAYS_MAX`] days apart.
    Long,
}

/// A plan of a day reaches a little beyond it, and of a weekend's round no further than this.
pub const DAYS_MAX: i64 = 7;

impl Day {
    /// All that keeps the day from being planned; empty when it can be.
    pub fn unfit(&self) -> Vec<Unfit> {
        let mut found = Vec::new();
        found.extend(self.labs.is_empty().then_some(Unfit::NoLabs));
        found.extend(self.vehicles.is_empty().then_some(Unfit::NoVehicles));
        for (lab, of) in self.labs.iter().enumerate() {
            let forward = of.hours.iter().all(|(from, to)| from < to);
            let apart = of.hours.windows(2).all(|pair| pair[0].1 < pair[1].0);
            if of.hours.is_empty() || !forward || !apart {
                found.push(Unfit::Hours { lab });
            }
        }
        for (vehicle, of) in self.vehicles.iter().enumerate() {
            if of.boxes_max == 0 || of.from_at >= of.to_at {
                found.push(Unfit::Vehicle { vehicle });
            }
        }
        for (pickup, of) in self.pickups.iter().enumerate() {
            if of.boxes == 0 || of.due_at < of.ready_at {
                found.push(Unfit::Pickup { pickup });
            }
        }
        found.extend(self.is_index_wrong().then_some(Unfit::Index));
        found.extend(self.is_negative().then_some(Unfit::Negative));
        let (first, last) = self.ends();
        let long = last.0.saturating_sub(first.0) > DAYS_MAX * 24 * 3_600_000;
        found.extend(long.then_some(Unfit::Long));
        found
    }

    fn is_index_wrong(&self) -> bool {
        let size = self.ways.size();
        let lab = |lab: Option<usize>| lab.is_some_and(|lab| lab >= self.labs.len());
        self.sites.iter().any(|site| site.place >= size || lab(site.lab))
            || self.labs.iter().any(|lab| lab.place >= size)
            || self.vehicles.iter().any(|vehicle| vehicle.depot >= size)
            || self.pickups.iter().any(|pickup| pickup.site >= self.sites.len())
    }

    fn is_negative(&self) -> bool {
        let stays = self.sites.iter().map(|site| site.stay);
        let all = stays.chain(self.labs.iter().map(|lab| lab.unload)).chain([self.costs.vehicle]);
        all.into_iter().any(|span| !(0..=24 * 60).contains(&span.0))
    }

    /// First and last moment that the day speaks of.
    pub fn ends(&self) -> (At, At) {
        let hours = self.labs.iter().flat_map(|lab| lab.hours.iter().copied());
        let shifts = self.vehicles.iter().map(|vehicle| (vehicle.from_at, vehicle.to_at));
        let pickups = self.pickups.iter().map(|p| (p.ready_at, p.deadline_at.max(p.due_at)));
        let mut all = hours.chain(shifts).chain(pickups);
        let Some(one) = all.next() else { return (At(0), At(0)) };
        all.fold(one, |ends, (from, to)| (ends.0.min(from), ends.1.max(to)))
    }
}
