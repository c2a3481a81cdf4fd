//! A day as the search reads it: whole milliseconds after the day's beginning in 32 bits, tables
//! without holes, neighbours sorted once.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::day::{Day, Pickup, Site, Unfit};

/// Later than any moment of a day, and two of it still fit: where there is no way.
pub(super) const NEVER: i32 = i32::MAX / 3;

/// Neighbours of a call that a string removal asks for: of these some stand in other tours.
const NEAR_MAX: usize = 120;

/// A pickup.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub place: usize,
    pub ready: i32,
    pub due: i32,
    pub stay: i32,
    /// Latest moment at a lab's door.
    pub deadline: i32,
    pub boxes: i32,
    pub tubes: u32,
    /// Labs it may go to, the nearest first, only those that it can be brought to in time.
    pub labs: Vec<usize>,
    /// Labs it may go to by the rules, in time or not.
    pub may_go_to: Vec<usize>,
}

/// A lab.
#[derive(Clone, Debug)]
pub(super) struct Door {
    pub place: usize,
    pub hours: Vec<(i32, i32)>,
    pub unload: i32,
    pub tubes_per_hour: Option<u32>,
}

impl Door {
    /// The first moment from one on at which the lab receives; [`NEVER`] after its last hour.
    #[inline]
    pub fn open_from(&self, at: i32) -> i32 {
        for (from, to) in &self.hours {
            if at <= *to {
                return at.max(*from);
            }
        }
        NEVER
    }

    /// The last moment up to one at which the lab receives; before all days where there is none.
    #[inline]
    pub fn open_until(&self, at: i32) -> i32 {
        for (from, to) in self.hours.iter().rev() {
            if at >= *from {
                return at.min(*to);
            }
        }
        -NEVER
    }
}

/// A vehicle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cab {
    pub depot: usize,
    pub boxes: i32,
    pub from: i32,
    pub to: i32,
}

/// The day in numbers.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    pub origin: At,
    pub calls: Vec<Call>,
    pub doors: Vec<Door>,
    pub cabs: Vec<Cab>,
    /// Milliseconds of driving that one more vehicle is worth.
    pub cab_cost: i64,
    /// Some lab limits what it receives in an hour.
    pub is_limited: bool,
    /// Calls nearest to each call, in place and in time, itself first; empty before
    /// [`Numbers::meet`].
    pub near: Vec<Vec<u32>>,
    size: usize,
    ways: Vec<i32>,
}

impl Numbers {
    /// Of a fit day.
    ///
    /// # Errors
    /// The first of what makes the day unfit.
    pub fn of(day: &Day) -> Result<Numbers, Unfit> {
        if let Some(unfit) = day.unfit().first() {
            return Err(*unfit);
        }
        // A whole hour, so that an hour by the clock is a division.
        let origin = At(day.ends().0.hour() * 3_600_000);
        let at = |at: At| (at.0 - origin.0) as i32;
        let span = |span: Minutes| (span.0 * MINUTE_MS) as i32;
        let size = day.ways.size();
        let pairs = (0..size).flat_map(|from| (0..size).map(move |to| (from, to)));
        let way =
            |(from, to)| day.ways.ms(from, to).map_or(NEVER, |ms| ms.min(NEVER as i64) as i32);
        let mut numbers = Numbers {
            origin,
            calls: Vec::new(),
            doors: Vec::new(),
            cabs: Vec::new(),
            cab_cost: day.costs.vehicle.0 * MINUTE_MS,
            is_limited: day.labs.iter().any(|lab| lab.tubes_per_hour.is_some()),
            near: Vec::new(),
            size,
            ways: pairs.map(way).collect(),
        };
        numbers.doors.extend(day.labs.iter().map(|lab| Door {
            place: lab.place,
            hours: lab.hours.iter().map(|(from, to)| (at(*from), at(*to))).collect(),
            unload: span(lab.unload),
            tubes_per_hour: lab.tubes_per_hour,
        }));
        numbers.cabs.extend(day.vehicles.iter().map(|vehicle| Cab {
            depot: vehicle.depot,
            boxes: vehicle.boxes_max.min(1 << 20) as i32,
            from: at(vehicle.from_at),
            to: at(vehicle.to_at),
        }));
        let call = |pickup: &Pickup| {
            let site = day.sites[pickup.site];
            let mut call = Call {
                place: site.place,
                ready: at(pickup.ready_at),
                due: at(pickup.due_at),
                stay: span(site.stay),
                deadline: at(pickup.deadline_at),
                boxes: pickup.boxes.min(1 << 20) as i32,
                tubes: pickup.tubes,
                labs: Vec::new(),
                may_go_to: numbers.labs_of(&site),
            };
            call.labs = numbers.labs_in_time(&call);
            call
        };
        numbers.calls = day.pickups.iter().map(call).collect();
        Ok(numbers)
    }

    /// Finds the neighbours of every call, which the search asks for and the first tours do not.
    pub fn meet(&mut self) {
        self.near = (0..self.calls.len()).map(|call| self.neighbours(call)).collect();
    }

    /// Milliseconds from a place to another; [`NEVER`] where there is no way.
    #[inline]
    pub fn way(&self, from: usize, to: usize) -> i32 {
        self.ways[from * self.size + to]
    }

    /// All labs, or the one that is fixed beforehand (R106).
    fn labs_of(&self, site: &Site) -> Vec<usize> {
        let named = |lab: &usize| site.lab.is_none_or(|fixed| fixed == *lab);
        (0..self.doors.len()).filter(named).collect()
    }

    /// Labs of a call that a vehicle at the door when it is ready reaches in time.
    fn labs_in_time(&self, call: &Call) -> Vec<usize> {
        let way = |lab: &usize| self.way(call.place, self.doors[*lab].place);
        let in_time = |lab: &usize| {
            let door = &self.doors[*lab];
            let fits = door.tubes_per_hour.is_none_or(|most| call.tubes <= most);
            fits && door.open_from(call.ready + call.stay + way(lab)) <= call.deadline
        };
        let mut labs = call.may_go_to.clone();
        labs.retain(in_time);
        labs.sort_by_key(|lab| (way(lab), *lab));
        labs
    }

    /// Calls nearest to one: what a vehicle loses between the two, the better way round. Waiting
    /// counts less than driving, for in it other calls can be made.
    fn neighbours(&self, call: usize) -> Vec<u32> {
        let one = &self.calls[call];
        let apart = |other: &Call| {
            let after = |a: &Call, b: &Call| {
                let way = self.way(a.place, b.place);
                let wait = (b.ready - (a.due + a.stay + way)).max(0);
                let late = (a.ready + a.stay + way - b.due).max(0);
                i64::from(way) + i64::from(wait) / 5 + i64::from(late)
            };
            after(one, other).min(after(other, one))
        };
        let mut near: Vec<(i64, u32)> = self
            .calls
            .iter()
            .enumerate()
            .map(|(at, other)| (if at == call { -1 } else { apart(other) }, at as u32))
            .collect();
        let most = NEAR_MAX.min(near.len());
        if most < near.len() {
            near.select_nth_unstable(most);
            near.truncate(most);
        }
        near.sort_unstable();
        near.into_iter().map(|(_, at)| at).collect()
    }

    /// The moment of an instant, within what the search can count.
    pub fn ms(&self, at: At) -> i32 {
        (at.0.saturating_sub(self.origin.0)).clamp(-i64::from(NEVER), i64::from(NEVER)) as i32
    }

    /// The instant of a moment of the search.
    pub fn at(&self, ms: i32) -> At {
        At(self.origin.0 + i64::from(ms))
    }
}
