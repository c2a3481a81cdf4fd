//! Vehicles on their rounds: out of the lab, from site to site, back with boxes (R78, R105).

use tenfold_domain::protocol::Protocol;
use tenfold_domain::time::MINUTE_MS;

use crate::arrival::ms;
use crate::pace::Pace;
use crate::sampled::Sampled;
use crate::scenario::{Failure, Scenario, Stop};
use crate::stream::{Purpose, Stream};
use crate::trial::VehicleTrial;
use crate::tube::Tube;

/// Draws of one tour: stops come after each other in this room.
const DRAWS_A_TOUR: u64 = 1 << 12;

/// Sealed tubes of all sites, and what of them was collected.
#[derive(Debug)]
pub struct Shelf<'a> {
    /// All tubes, site after site, each in the order of sealing.
    pub tubes: &'a [Tube],
    /// Where a site's tubes begin; one more than there are sites.
    pub begins: &'a [u32],
    /// The next tube of each site that nobody has fetched.
    pub next: Vec<u32>,
}

impl<'a> Shelf<'a> {
    /// Nothing is fetched yet.
    pub fn of(sampled: &'a Sampled) -> Shelf<'a> {
        let begins = &sampled.begins;
        Shelf { tubes: &sampled.tubes, begins, next: begins[..begins.len() - 1].to_vec() }
    }

    /// Tubes of a site sealed by an instant and not fetched, at most so many.
    fn sealed_by(&self, site: usize, now: i64, most: usize) -> u32 {
        let (next, end) = (self.next[site] as usize, self.begins[site + 1] as usize);
        let waiting = &self.tubes[next..end.min(next.saturating_add(most))];
        waiting.partition_point(|tube| i64::from(tube.sealed_at) <= now) as u32
    }

    /// When the next tube of a site is sealed that nobody has fetched.
    fn next_sealed_at(&self, site: usize) -> Option<i64> {
        let (next, end) = (self.next[site], self.begins[site + 1]);
        (next < end).then(|| i64::from(self.tubes[next as usize].sealed_at))
    }

    /// The site of a tube.
    pub fn site_of(&self, tube: u32) -> usize {
        self.begins.partition_point(|begin| *begin <= tube) - 1
    }

    /// Tubes still at their sites.
    pub fn waiting(&self) -> u64 {
        let ends = self.begins.iter().skip(1);
        self.next.iter().zip(ends).map(|(next, end)| u64::from(end - next)).sum()
    }
}

/// A vehicle.
#[derive(Debug)]
pub struct Vehicle {
    /// Index of its lab.
    pub lab: usize,
    /// First and last tube of each load, in the order of loading.
    pub aboard: Vec<(u32, u32)>,
    /// For the books.
    pub trial: VehicleTrial,
    stops: Vec<Stop>,
    back_minutes: f64,
    boxes_max: u32,
    boxes: u32,
    /// Ascending.
    begins_at: Vec<i64>,
    every_ms: i64,
    tour: u64,
    /// Drives between labs on this tour.
    hops: usize,
    /// Nothing is left for it.
    idle: bool,
    left_at: i64,
    stays: Stream,
    drives: Stream,
}

/// What a vehicle does next, and when, in milliseconds after the start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Nothing is left for it.
    Idle,
    /// It may leave then.
    Depart(i64),
    /// It arrives at a stop of this number.
    Stop(i64, usize),
    /// It leaves its last stop for a lab.
    Laden(i64),
}

impl Vehicle {
    /// All vehicles of a scenario.
    pub fn all(scenario: &Scenario, root: Stream) -> Vec<Vehicle> {
        let vehicle = |(number, vehicle): (usize, &crate::scenario::Vehicle)| Vehicle {
            lab: vehicle.lab,
            aboard: Vec::new(),
            trial: VehicleTrial::default(),
            stops: vehicle.stops.clone(),
            back_minutes: vehicle.back_minutes,
            boxes_max: vehicle.boxes_max.max(1),
            boxes: 0,
            begins_at: vehicle.begins_at.iter().map(|at| ms(scenario, *at)).collect(),
            every_ms: vehicle.every.0.max(1) * MINUTE_MS,
            tour: 0,
            hops: 0,
            idle: false,
            left_at: 0,
            stays: root.of(Purpose::Stay, number as u64),
            drives: root.of(Purpose::Drive, number as u64),
        };
        scenario.vehicles.iter().enumerate().map(vehicle).collect()
    }

    /// When it can first leave.
    pub fn first_at(&self) -> i64 {
        self.begins_at.first().copied().unwrap_or_default()
    }

    /// Where it goes.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// Takes over the stops of a vehicle that is lost; whether it had nothing to do before.
    pub fn take_over(&mut self, stops: &[Stop]) -> bool {
        self.stops.extend_from_slice(stops);
        std::mem::take(&mut self.idle)
    }

    /// Leaves, if anything will be sealed before its next departure; else waits for one before
    /// which something will be.
    pub fn depart(&mut self, now: i64, shelf: &Shelf<'_>, pace: &Pace) -> Next {
        let sealed = |stop: &Stop| shelf.next_sealed_at(stop.site);
        let Some(earliest) = self.stops.iter().filter_map(sealed).min() else {
            self.idle = true;
            return Next::Idle;
        };
        if earliest > now + self.every_ms {
            return Next::Depart(self.due_after(earliest - self.every_ms));
        }
        self.left_at = now;
        self.trial.tours += 1;
        self.tour += 1;
        self.hops = 0;
        Next::Stop(now + self.drive(now, 0, pace), 0)
    }

    /// The first departure of its timetable at or after an instant.
    fn due_after(&self, at: i64) -> i64 {
        let next = self.begins_at.partition_point(|begins_at| *begins_at <= at);
        let (today, tomorrow) = (next.checked_sub(1), self.begins_at.get(next).copied());
        let Some(begins_at) = today.map(|today| self.begins_at[today]) else {
            return tomorrow.unwrap_or(at);
        };
        let due = begins_at + (at - begins_at + self.every_ms - 1) / self.every_ms * self.every_ms;
        // Not so late that it could not be back for the next day's first.
        tomorrow.filter(|tomorrow| due + self.every_ms > *tomorrow).unwrap_or(due)
    }

    fn draw(&self, stop: usize) -> u64 {
        self.tour * DRAWS_A_TOUR + stop as u64
    }

    fn drive(&self, now: i64, to: usize, pace: &Pace) -> i64 {
        let minutes = self.stops.get(to).map_or(self.back_minutes, |stop| stop.drive_minutes);
        pace.driven(now, minutes, self.drives.bits(self.draw(to)))
    }

    /// Loads what is sealed and fits, and drives on.
    pub fn stop(
        &mut self,
        (now, number): (i64, usize),
        shelf: &mut Shelf<'_>,
        (pace, protocol): (&Pace, &Protocol),
    ) -> Next {
        let site = self.stops[number].site;
        let tubes_per_box = u32::from(protocol.transport.tubes_per_box_max.max(1));
        let there = shelf.sealed_by(site, now, usize::MAX);
        let fits = (self.boxes_max - self.boxes).saturating_mul(tubes_per_box);
        let taken = there.min(fits);
        let mut left = now;
        if taken > 0 {
            let first = shelf.next[site];
            self.aboard.push((first, first + taken - 1));
            shelf.next[site] += taken;
            let boxes = taken.div_ceil(tubes_per_box);
            self.boxes += boxes;
            self.trial.boxes += boxes;
            left += pace.at_site(now, pace.stop.ms(self.stays.bits(self.draw(number))));
        }
        self.trial.left_behind += (there - taken).div_ceil(tubes_per_box);
        let next = number + 1;
        if next < self.stops.len() {
            Next::Stop(left + self.drive(left, next, pace), next)
        } else {
            Next::Laden(left)
        }
    }

    /// Drives home from its last stop; when it is there.
    pub fn home_at(&self, left: i64, pace: &Pace) -> i64 {
        left + self.drive(left, self.stops.len(), pace)
    }

    /// Drives to a lab that is so many minutes away, the first from its last stop; when it is
    /// there. The draw of the first is that of the way home.
    pub fn lab_at(&mut self, left: i64, minutes: f64, pace: &Pace) -> i64 {
        let bits = self.drives.bits(self.draw(self.stops.len() + self.hops));
        self.hops += 1;
        left + pace.driven(left, minutes, bits)
    }

    /// Hands over what it brought; it leaves again on time or, where it is late, at once.
    pub fn back(&mut self, now: i64) -> (Vec<(u32, u32)>, Next) {
        let minutes = (now - self.left_at) / MINUTE_MS;
        self.trial.busy_minutes += minutes as u64;
        self.trial.tour_minutes_max = self.trial.tour_minutes_max.max(minutes as u32);
        self.boxes = 0;
        let due = self.due_after(self.left_at + 1);
        (std::mem::take(&mut self.aboard), Next::Depart(due.max(now)))
    }
}

/// When vehicles are lost.
pub fn losses(scenario: &Scenario) -> impl Iterator<Item = (i64, usize)> + '_ {
    scenario.failures.iter().filter_map(move |failure| match failure {
        Failure::VehicleLost { vehicle, at } => Some((ms(scenario, *at), *vehicle)),
        _ => None,
    })
}
