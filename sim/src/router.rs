//! Which lab each box goes to, asked of the live system's own rule ([`tenfold_domain::routing`]):
//! its books in one replication, fed with what the live system would see.
//!
//! ```text
//!  a vehicle loads, a squad has swabbed ─► box ─► choose ─► lab ──► reserved until received
//!  a lab goes down, comes back ──────────────────► close, open ──► boxes under way go elsewhere
//!  plates laid out, runs read ───────────────────► what waits in a lab, controls that fail
//! ```

mod desk;
mod ground;

use std::collections::BTreeMap;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{BoxCode, with_check_digits};
use tenfold_domain::routing::{self, Asking, Books, Closing, Load};
use tenfold_domain::term::{Class, ClosingReason};
use tenfold_domain::time::At;

use crate::scenario::{Routing, Scenario, Ways};
use crate::tube::Tube;
use desk::Desks;
use ground::{lab_id, lab_of, site_id};

/// A box on a vehicle.
#[derive(Debug)]
pub struct Parcel {
    /// Its label; there is always one.
    code: Option<BoxCode>,
    /// Tubes in it, by number.
    pub tubes: Vec<u32>,
}

/// A lab, or the site at which a vehicle loaded last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Here {
    /// A site by its index.
    Site(usize),
    /// A lab by its index.
    Lab(usize),
}

/// The books of one replication; instants are milliseconds after the scenario's start.
pub struct Router<'a> {
    ways: &'a Ways,
    starts_at: At,
    tubes_per_box: usize,
    campaign: Campaign,
    books: Books,
    desks: Desks,
    sealed: u64,
    /// By vehicle.
    aboard: Vec<Vec<Parcel>>,
    /// Boxes of second swabs, by pool.
    with_squads: BTreeMap<u32, Option<BoxCode>>,
}

impl Scenario {
    /// Sites, labs and ways as the live system's rule sees them; none where labs are fixed.
    pub fn campaign(&self) -> Option<Campaign> {
        match &self.routing {
            Routing::Fixed => None,
            Routing::Routed(ways) => Some(ground::campaign(self, ways)),
        }
    }
}

impl<'a> Router<'a> {
    /// Of a scenario whose boxes are routed; none where labs are fixed.
    pub fn of(scenario: &'a Scenario) -> Option<Router<'a>> {
        let Routing::Routed(ways) = &scenario.routing else { return None };
        let campaign = ground::campaign(scenario, ways);
        Some(Router {
            ways,
            starts_at: scenario.starts_at,
            tubes_per_box: usize::from(scenario.protocol.transport.tubes_per_box_max.max(1)),
            books: Books::new(&campaign),
            campaign,
            desks: Desks::new(scenario.labs.len()),
            sealed: 0,
            aboard: scenario.vehicles.iter().map(|_| Vec::new()).collect(),
            with_squads: BTreeMap::new(),
        })
    }

    fn at(&self, now: i64) -> At {
        At(self.starts_at.0 + now)
    }

    /// A box is sealed, and is given a lab if one takes it.
    fn seal(&mut self, now: i64, load: Load) -> Option<BoxCode> {
        self.desks.turn(now);
        self.sealed += 1;
        let code = with_check_digits(&format!("{:010}", self.sealed)).map(BoxCode)?;
        self.books.sealed(code, load);
        let asking = Asking { now: self.at(now), load, held: None };
        let waiting = |lab| self.desks.waiting(&self.books, lab);
        let answer = routing::choose(&self.campaign, &self.books, waiting, asking);
        if let Some(choice) = answer.choice {
            self.books.reserve(code, choice.reserved());
        }
        Some(code)
    }

    /// A vehicle loads these tubes of a site: those for one person, whose outcome is due sooner
    /// (R47-R49, R142), are packed first, so that few boxes hold any.
    pub fn load(
        &mut self,
        now: i64,
        (vehicle, site): (usize, usize),
        tubes: impl Iterator<Item = u32>,
        shelf: &[Tube],
    ) {
        let tube = |number: &u32| &shelf[*number as usize];
        let (mut packed, pools): (Vec<u32>, Vec<u32>) =
            tubes.partition(|number| !tube(number).is_pooled());
        let singles = packed.len();
        packed.extend(pools);
        for (number, tubes) in packed.chunks(self.tubes_per_box).enumerate() {
            let oldest = tubes.iter().map(|number| tube(number).first_swab_at).min();
            let is_key = number * self.tubes_per_box < singles;
            let load = Load {
                site: site_id(site),
                tubes: tubes.len() as u16,
                oldest_swab_at: self.at(i64::from(oldest.unwrap_or_default())),
                strictest: if is_key { Class::Key } else { Class::Resident },
                original: None,
            };
            let code = self.seal(now, load);
            self.aboard[vehicle].push(Parcel { code, tubes: tubes.to_vec() });
        }
    }

    /// A squad has swabbed everybody of a pool; their box goes to the lab that tested first while
    /// that takes anything (R157).
    pub fn swabbed(
        &mut self,
        now: i64,
        (pool, site, lab): (u32, usize, usize),
        swabs: impl Iterator<Item = i64>,
    ) {
        let swabs: Vec<i64> = swabs.collect();
        let load = Load {
            site: site_id(site),
            tubes: swabs.len() as u16,
            oldest_swab_at: self.at(swabs.first().copied().unwrap_or(now)),
            strictest: Class::Resident,
            original: Some(lab_id(lab)),
        };
        let code = self.seal(now, load);
        self.with_squads.insert(pool, code);
    }

    /// Where a squad brings a pool's box: it is received there. To its original lab where none
    /// takes it.
    pub fn brought(&mut self, pool: u32, original: usize) -> usize {
        let code = self.with_squads.remove(&pool).flatten();
        let lab = self.goes_to(code).unwrap_or(original);
        self.receive(code, lab);
        lab
    }

    /// Hands over whatever a vehicle has for a lab that it stands at; at its home also what no lab
    /// takes.
    pub fn hand_over(&mut self, (vehicle, home): (usize, usize), lab: usize) -> Vec<Parcel> {
        let all = std::mem::take(&mut self.aboard[vehicle]);
        let here = |parcel: &Parcel| self.goes_to(parcel.code).unwrap_or(home) == lab;
        let (given, kept): (Vec<Parcel>, Vec<Parcel>) = all.into_iter().partition(here);
        self.aboard[vehicle] = kept;
        given.iter().for_each(|parcel| self.receive(parcel.code, lab));
        given
    }

    fn goes_to(&self, code: Option<BoxCode>) -> Option<usize> {
        self.books.under_way.get(&code?)?.lab
    }

    fn receive(&mut self, code: Option<BoxCode>, lab: usize) {
        let Some(code) = code else { return };
        let tubes = self.books.under_way.get(&code).map_or(0, |box_| box_.load.tubes);
        self.books.arrived(code, (lab_id(lab), tubes));
    }

    /// The next lab of a vehicle that has nothing more to collect: of those that get any of its
    /// boxes the one that costs the fewest minutes for each tube, so that few tubes ride along to
    /// other labs (Smith 1956); its home where none gets any. With the minutes to it, where that is
    /// not the way home from the last stop.
    pub fn next_lab(&self, (vehicle, home): (usize, usize), here: Here) -> (usize, Option<f64>) {
        let minutes = |lab: usize| match here {
            Here::Site(site) => self.ways.to_labs[site][lab],
            Here::Lab(from) => Some(self.ways.between_labs[from][lab]),
        };
        let mut tubes: BTreeMap<usize, f64> = BTreeMap::new();
        for parcel in &self.aboard[vehicle] {
            let lab = self.goes_to(parcel.code).unwrap_or(home);
            *tubes.entry(lab).or_default() += parcel.tubes.len() as f64;
        }
        let each = |(lab, tubes): (usize, f64)| (lab, minutes(lab).unwrap_or(f64::MAX) / tubes);
        let next = tubes.into_iter().map(each).min_by(|a, b| a.1.total_cmp(&b.1));
        match (next.map_or(home, |(lab, _)| lab), here) {
            (lab, Here::Site(_)) if lab == home => (home, None),
            (lab, _) => (lab, minutes(lab)),
        }
    }

    /// A vehicle has nothing more to deliver.
    pub fn is_empty(&self, vehicle: usize) -> bool {
        self.aboard[vehicle].is_empty()
    }

    /// A lab takes nothing more, nobody knows until when; boxes on their way there go elsewhere.
    pub fn close(&mut self, now: i64, lab: usize) {
        self.desks.turn(now);
        let closing = Closing { reason: ClosingReason::Down, until_at: None };
        let at = self.at(now);
        let waits = self.desks.all(&self.books);
        let waiting = |lab| waits.get(lab_of(lab)).copied().unwrap_or_default();
        let asked = (at, lab_id(lab), closing);
        routing::close(&self.campaign, &mut self.books, waiting, asked, |_, _, _| ());
    }

    /// A lab takes boxes again.
    pub fn open(&mut self, now: i64, lab: usize) {
        self.desks.turn(now);
        let at = self.at(now);
        let waits = self.desks.all(&self.books);
        let waiting = |lab| waits.get(lab_of(lab)).copied().unwrap_or_default();
        routing::open(&self.campaign, &mut self.books, waiting, (at, lab_id(lab)), |_, _, _| ());
    }

    /// Tubes are at a lab.
    pub fn received(&mut self, lab: usize, tubes: u32) {
        self.desks.received(lab, tubes);
    }

    /// Tubes of a lab will be on a plate from an instant on.
    pub fn laid_out(&mut self, lab: usize, at: i64, tubes: u32) {
        self.desks.laid_out(lab, at, tubes);
    }

    /// A run is read. Its controls held, and of its tubes some must be tested again; or they
    /// failed, and the plate is laid out again at once.
    pub fn run_read(&mut self, now: i64, lab: usize, held: Option<(u32, u32)>) {
        self.desks.turn(now);
        self.books.run_read(lab_id(lab), held.is_some());
        if let Some((tubes, again)) = held {
            self.desks.read(lab, tubes, again);
        }
    }

    /// Tubes on vehicles.
    pub fn carried(&self) -> u64 {
        self.aboard.iter().flatten().map(|parcel| parcel.tubes.len() as u64).sum()
    }

    /// Every promise is one of a box under way, and no lab has promised a place twice.
    pub fn law_holds(&self) -> bool {
        self.books.law_holds()
    }
}
