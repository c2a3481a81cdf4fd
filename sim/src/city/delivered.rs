//! From the site to the lab's door: to the lab fixed for the site, or box by box to whichever the
//! live rule chose.

use std::ops::Range;

use tenfold_domain::time::MINUTE_MS;

use super::World;
use crate::arrival::ms;
use crate::happens::Happens;
use crate::router::Here;
use crate::scenario::Failure;
use crate::witness::Witness;

impl<W: Witness> World<'_, W> {
    /// Labs that go down and come back, where boxes are routed: fixed labs are told nobody.
    pub(super) fn closings(&mut self) {
        if self.router.is_none() {
            return;
        }
        let scenario = self.scenario;
        let down = |failure: &Failure| match failure {
            Failure::LabDown { lab, from_at, to_at } => {
                Some((*lab, ms(scenario, *from_at), ms(scenario, *to_at)))
            }
            _ => None,
        };
        let downs: Vec<(usize, i64, i64)> = scenario.failures.iter().filter_map(down).collect();
        for (lab, from, to) in &downs {
            self.then(*from, Happens::Closes(*lab));
            // Of failures that overlap the last one opens.
            let still = |(other, from, until): &(usize, i64, i64)| {
                other == lab && (from..until).contains(&to)
            };
            if !downs.iter().any(still) {
                self.then(*to, Happens::Opens(*lab));
            }
        }
    }

    pub(super) fn closes(&mut self, now: i64, lab: usize) {
        self.router.iter_mut().for_each(|router| router.close(now, lab));
    }

    pub(super) fn opens(&mut self, now: i64, lab: usize) {
        self.router.iter_mut().for_each(|router| router.open(now, lab));
    }

    /// What a vehicle took at a stop is packed, and each box asks for its lab.
    pub(super) fn load(&mut self, now: i64, at: (usize, usize), taken: Range<u32>) {
        if let Some(router) = &mut self.router {
            router.load(now, at, taken, self.shelf.tubes);
            self.vehicles[at.0].aboard.clear();
        }
    }

    /// A vehicle has called at all its stops.
    pub(super) fn leaves_last_stop(&mut self, left: i64, vehicle: usize) {
        let here = self.vehicles[vehicle].stops().last().map(|stop| Here::Site(stop.site));
        self.leaves(left, vehicle, here);
    }

    /// A vehicle drives on to a lab that gets something, or home.
    fn leaves(&mut self, left: i64, vehicle: usize, here: Option<Here>) {
        let home = self.vehicles[vehicle].lab;
        let next = self.router.as_ref().zip(here);
        let next = next.map(|(router, here)| router.next_lab((vehicle, home), here));
        let truck = &mut self.vehicles[vehicle];
        let (lab, at) = match next {
            Some((lab, Some(minutes))) => (lab, truck.lab_at(left, minutes, self.pace)),
            Some((_, None)) | None => (home, truck.home_at(left, self.pace)),
        };
        if lab == home {
            self.then(at, Happens::Back(vehicle));
        } else {
            self.then(at, Happens::AtLab(vehicle, lab));
        }
    }

    /// A vehicle at a lab that is not its own.
    pub(super) fn at_lab(&mut self, now: i64, vehicle: usize, lab: usize) {
        self.hand_over(now, vehicle, lab);
        self.leaves(now, vehicle, Some(Here::Lab(lab)));
    }

    /// A vehicle at its own lab: it leaves again in time, or with what must go elsewhere at once.
    pub(super) fn unload(&mut self, now: i64, vehicle: usize) {
        let lab = self.vehicles[vehicle].lab;
        self.hand_over(now, vehicle, lab);
        if self.router.as_ref().is_some_and(|router| !router.is_empty(vehicle)) {
            return self.leaves(now, vehicle, Some(Here::Lab(lab)));
        }
        let (loads, next) = self.vehicles[vehicle].back(now);
        for (first, last) in loads {
            self.receive(now, lab, (first..last + 1, last + 1 - first));
        }
        self.ring_later(lab);
        self.drive(vehicle, next);
    }

    fn hand_over(&mut self, now: i64, vehicle: usize, lab: usize) {
        let home = self.vehicles[vehicle].lab;
        let Some(router) = &mut self.router else { return };
        for parcel in router.hand_over((vehicle, home), lab) {
            let tubes = parcel.tubes.len() as u32;
            self.receive(now, lab, (parcel.tubes.into_iter(), tubes));
        }
        self.ring_later(lab);
    }

    /// Tubes of sites are at a lab's door.
    fn receive(
        &mut self,
        now: i64,
        lab: usize,
        (tubes, count): (impl Iterator<Item = u32> + Clone, u32),
    ) {
        for number in tubes.clone() {
            let tube = &self.shelf.tubes[number as usize];
            self.books.received(now, tube);
            let age = (now - i64::from(tube.first_swab_at)) / MINUTE_MS;
            let oldest = &mut self.labs[lab].trial.oldest_minutes;
            *oldest = (*oldest).max(age);
        }
        self.labs[lab].trial.received.add(now, count);
        self.witness.received(tubes.clone(), lab, now);
        self.waits(now, lab, count);
        let filled = self.labs[lab].receive(now, tubes, false, self.witness);
        self.fill(now, lab, filled);
    }

    /// Tubes are in a lab, on no plate.
    pub(super) fn waits(&mut self, now: i64, lab: usize, tubes: u32) {
        self.idle.waiting(now, lab, i64::from(tubes));
        self.router.iter_mut().for_each(|router| router.received(lab, tubes));
    }

    /// A squad has swabbed everybody of a pool; where boxes are routed, theirs asks for its lab.
    pub(super) fn swabbed(&mut self, now: i64, number: u32) {
        let Some(router) = &mut self.router else { return };
        let pool = self.squads.pools[number as usize];
        let site = self.shelf.site_of(pool.tube);
        let swabs = self.squads.swabs(&pool, self.pace);
        router.swabbed(now, (number, site, pool.lab), swabs);
    }

    /// The lab a squad brings the tubes of a pool to.
    pub(super) fn squad_lab(&mut self, number: u32) -> usize {
        let original = self.squads.pools[number as usize].lab;
        self.router.as_mut().map_or(original, |router| router.brought(number, original))
    }
}
