//! The whole city in one replication: every site walked alone, then one list of events for what
//! meets: vehicles, labs, squads.
//!
//! Within this room an instant is `At(ms after the scenario's start)`.

mod called;
mod delivered;
mod plates;

use tenfold_domain::time::{At, MINUTE_MS};

use crate::arrival::ms;
use crate::bench::{Lab, Plate};
use crate::books::Books;
use crate::courier::{Next, Shelf, Vehicle, losses};
use crate::events::Events;
use crate::happens::Happens;
use crate::idle::Idle;
use crate::lane::Window;
use crate::pace::{Pace, horizon};
use crate::record::Records;
use crate::recorder::Recorder;
use crate::router::Router;
use crate::sampled::Sampled;
use crate::scenario::{Failure, Scenario};
use crate::squad::Squads;
use crate::stream::{Purpose, Stream};
use crate::trial::Trial;
use crate::witness::Witness;

struct World<'a, W> {
    scenario: &'a Scenario,
    pace: &'a Pace,
    root: Stream,
    events: Events<Happens>,
    shelf: Shelf<'a>,
    vehicles: Vec<Vehicle>,
    /// For each vehicle, whether it is lost.
    lost: Vec<bool>,
    labs: Vec<Lab>,
    plates: Vec<Plate>,
    squads: Squads,
    /// For each recollected tube its pool; its number comes after the last tube of a site.
    seconds: Vec<u32>,
    /// Who says which lab a box goes to, where labs are not fixed.
    router: Option<Router<'a>>,
    idle: Idle,
    /// When the network was out, and at which site.
    outages: Vec<(Option<usize>, Window)>,
    books: Books<'a>,
    witness: &'a mut W,
    end_at: i64,
}

/// One replication of a scenario. The same scenario, seed and replication give the same trial to
/// the last bit, on any number of threads.
pub fn trial(scenario: &Scenario, seed: u64, replication: u64) -> Trial {
    trial_at(scenario, &Pace::of(scenario), seed, replication)
}

/// The same with the laws made ready beforehand.
pub(crate) fn trial_at(scenario: &Scenario, pace: &Pace, seed: u64, replication: u64) -> Trial {
    watched(scenario, pace, (seed, replication), &mut ())
}

/// The same trial with a record of every tube, and of every person when asked. What is kept grows
/// with the city: some 180 bytes a tube and 90 a person.
pub fn records(
    scenario: &Scenario,
    seed: u64,
    replication: u64,
    persons: bool,
) -> (Trial, Records) {
    let mut recorder = Recorder::new(scenario, persons);
    let trial = watched(scenario, &Pace::of(scenario), (seed, replication), &mut recorder);
    (trial, recorder.records())
}

fn watched<W: Witness>(
    scenario: &Scenario,
    pace: &Pace,
    (seed, replication): (u64, u64),
    witness: &mut W,
) -> Trial {
    let sampled = Sampled::of(scenario, pace, Stream::root(seed, replication), witness);
    played(scenario, pace, (seed, replication), &sampled, witness)
}

/// Everything after the swabs, for tubes that were sampled under the same sites, habits, seed and
/// replication.
pub(crate) fn played<W: Witness>(
    scenario: &Scenario,
    pace: &Pace,
    (seed, replication): (u64, u64),
    sampled: &Sampled,
    witness: &mut W,
) -> Trial {
    let root = Stream::root(seed, replication);
    let mut books = Books::new(scenario, replication);
    books.sampled(sampled);
    let vehicles = Vehicle::all(scenario, root);
    let mut world = World {
        scenario,
        pace,
        root,
        events: Events::new(),
        shelf: Shelf::of(sampled),
        lost: vec![false; vehicles.len()],
        vehicles,
        labs: Lab::all(scenario),
        plates: Vec::new(),
        squads: Squads::new(scenario.squads, root.of(Purpose::Squad, 0)),
        seconds: Vec::new(),
        router: Router::of(scenario),
        idle: Idle::default(),
        outages: outages(scenario),
        books,
        witness,
        end_at: horizon(scenario).0 * MINUTE_MS,
    };
    world.run();
    let World { vehicles, labs, idle, books, squads, .. } = world;
    let vehicles = vehicles.into_iter().map(|vehicle| vehicle.trial).collect();
    let plate = labs.first().map_or(1, Lab::per_plate);
    let (hours, mut labs): (Vec<_>, Vec<_>) =
        labs.into_iter().map(|lab| (lab.hours(), lab.trial)).unzip();
    let cyclers: Vec<u32> = scenario.labs.iter().map(|lab| lab.cyclers).collect();
    idle.add_up((scenario.starts_at, plate), (&cyclers, &hours), &mut labs);
    books.close(vehicles, labs, &squads.pools)
}

fn outages(scenario: &Scenario) -> Vec<(Option<usize>, Window)> {
    let outage = |failure: &Failure| match failure {
        Failure::NetworkOut { site, from_at, to_at } => {
            Some((*site, (ms(scenario, *from_at), ms(scenario, *to_at))))
        }
        _ => None,
    };
    scenario.failures.iter().filter_map(outage).collect()
}

impl<W: Witness> World<'_, W> {
    fn run(&mut self) {
        for (at, vehicle) in losses(self.scenario) {
            self.then(at, Happens::Lost(vehicle));
        }
        for number in 0..self.vehicles.len() {
            let first_at = self.vehicles[number].first_at();
            self.then(first_at, Happens::Departs(number));
        }
        self.closings();
        while let Some((At(now), what)) = self.events.pop() {
            if now > self.end_at {
                break;
            }
            self.happens(now, what);
            debug_assert!(self.is_conserved(), "a tube is nowhere after {what:?} at {now}");
        }
    }

    fn then(&mut self, at: i64, what: Happens) {
        self.events.push(At(at), what.priority(), what);
    }

    fn happens(&mut self, now: i64, what: Happens) {
        match what {
            Happens::Lost(vehicle) => self.lose(now, vehicle),
            Happens::Departs(vehicle) if self.lost[vehicle] => {}
            Happens::Departs(vehicle) => {
                let next = self.vehicles[vehicle].depart(now, &self.shelf, self.pace);
                self.drive(vehicle, next);
            }
            Happens::Stops(vehicle, stop) => {
                let rules = (self.pace, &self.scenario.protocol);
                let site = self.vehicles[vehicle].stops()[stop].site;
                let first = self.shelf.next[site];
                let next = self.vehicles[vehicle].stop((now, stop), &mut self.shelf, rules);
                let taken = first..self.shelf.next[site];
                self.witness.collected(taken.clone(), vehicle, now);
                self.load(now, (vehicle, site), taken);
                self.drive(vehicle, next);
            }
            Happens::Back(vehicle) => self.unload(now, vehicle),
            Happens::AtLab(vehicle, lab) => self.at_lab(now, vehicle, lab),
            Happens::Closes(lab) => self.closes(now, lab),
            Happens::Opens(lab) => self.opens(now, lab),
            Happens::Rings(lab, timer) => {
                let filled = self.labs[lab].ring(timer);
                let later = self.labs[lab].timer(timer.urgent).filter(|next| {
                    filled.is_none() && next.serial == timer.serial && next.at > timer.at
                });
                if let Some(later) = later {
                    self.then(later.at, Happens::Rings(lab, later));
                }
                self.fill(now, lab, filled);
            }
            Happens::Extracted(plate) => {
                let Plate { lab, urgent, ref tubes, .. } = self.plates[plate as usize];
                self.idle.waiting(now, lab, tubes.len() as i64);
                self.witness.extracted(plate, now);
                self.labs[lab].queue(plate, urgent);
                self.begin(now, lab);
            }
            Happens::Wakes(lab) => {
                self.labs[lab].woken();
                self.begin(now, lab);
            }
            Happens::Cycled(plate, busy_ms) => self.cycled(now, plate, busy_ms),
            Happens::Reviewed(plate) => self.reviewed(now, plate),
            Happens::Swabbed(pool) => self.swabbed(now, pool),
            Happens::SquadBack(pool) => self.squad_back(now, pool),
            Happens::Entered { tube, lab, called_at } => {
                self.follow(now, (lab, called_at), tube);
                self.send_squads(now);
            }
        }
    }

    fn drive(&mut self, vehicle: usize, next: Next) {
        match next {
            Next::Idle => {}
            Next::Depart(at) => self.then(at, Happens::Departs(vehicle)),
            Next::Stop(at, stop) => self.then(at, Happens::Stops(vehicle, stop)),
            Next::Laden(left) => self.leaves_last_stop(left, vehicle),
        }
    }

    /// The stops of a lost vehicle go to the next one of its lab as well. A tour in hand is
    /// driven to its end by whoever comes to help.
    fn lose(&mut self, now: i64, vehicle: usize) {
        self.lost[vehicle] = true;
        let (lab, count) = (self.vehicles[vehicle].lab, self.vehicles.len());
        let mut others = (1..count).map(|step| (vehicle + step) % count);
        let heir = others.find(|other| self.vehicles[*other].lab == lab && !self.lost[*other]);
        let Some(heir) = heir else { return };
        let stops = self.vehicles[vehicle].stops().to_vec();
        if self.vehicles[heir].take_over(&stops) {
            self.then(now, Happens::Departs(heir));
        }
    }

    /// Every tube of a site is at its site, aboard, in a lab or has its outcome.
    fn is_conserved(&self) -> bool {
        let first = |tube: &u32| (*tube as usize) < self.shelf.tubes.len();
        let aboard = self.vehicles.iter().flat_map(|vehicle| &vehicle.aboard);
        let aboard: u64 = aboard.map(|(first, last)| u64::from(last - first) + 1).sum();
        let plates = self.plates.iter().flat_map(|plate| &plate.tubes).filter(|t| first(t));
        let filling = self.labs.iter().flat_map(|lab| lab.filling()).filter(first);
        let in_labs = plates.count() as u64 + filling.count() as u64;
        let (routed, law_holds) =
            self.router.as_ref().map_or((0, true), |router| (router.carried(), router.law_holds()));
        let sum = self.shelf.waiting() + aboard + routed + in_labs + self.books.outcomes();
        law_holds && sum == self.shelf.tubes.len() as u64
    }
}
