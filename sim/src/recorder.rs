//! The witness that writes everything down.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use tenfold_domain::time::At;

use crate::bench::Plate;
use crate::record::{PersonRecord, Records, RunRecord, TakenBy, TubeRecord};
use crate::scenario::Scenario;
use crate::tube::Tube;
use crate::witness::{Comes, Witness};

/// Writes records while a day is simulated.
#[derive(Debug)]
pub struct Recorder {
    starts_at: At,
    keep_persons: bool,
    records: Records,
    /// For each tube with positives, which of its people they are, in the order of swabbing.
    positives: BTreeMap<u32, Vec<bool>>,
    /// For each plate its latest run, and what is on it.
    plates: Vec<(usize, Vec<u32>)>,
    site: SiteNotes,
}

/// A site that is being walked; people by their place in `people`.
#[derive(Debug, Default)]
struct SiteNotes {
    by: Option<TakenBy>,
    lane: u16,
    people: Vec<PersonRecord>,
    comes: Option<Comes>,
    /// For each lane who is in its open tube.
    open: BTreeMap<u16, VecDeque<usize>>,
    sealed: Vec<Sealed>,
}

/// A tube that has no number yet.
#[derive(Debug)]
struct Sealed {
    tube: Tube,
    by: TakenBy,
    lane: u16,
    people: Vec<usize>,
}

impl Recorder {
    /// Nothing has happened.
    pub fn new(scenario: &Scenario, persons: bool) -> Recorder {
        Recorder {
            starts_at: scenario.starts_at,
            keep_persons: persons,
            records: Records::default(),
            positives: BTreeMap::new(),
            plates: Vec::new(),
            site: SiteNotes::default(),
        }
    }

    /// What was written down.
    pub fn records(mut self) -> Records {
        self.records.runs.sort_by_key(|run| (run.plate, run.run));
        self.records
    }

    fn at(&self, after_ms: i64) -> At {
        At(self.starts_at.0 + after_ms)
    }

    fn tube(&mut self, number: u32) -> &mut TubeRecord {
        &mut self.records.tubes[number as usize]
    }

    /// The latest run of a plate.
    fn run(&mut self, plate: u32) -> &mut RunRecord {
        let (run, _) = self.plates[plate as usize];
        &mut self.records.runs[run]
    }

    /// Somebody who is not swabbed yet; the site is written when its day is over.
    fn new_person(&self, number: u64, came_at: Option<i64>, positive: bool) -> PersonRecord {
        PersonRecord {
            site: 0,
            number: number as u32,
            positive,
            arrived_at: came_at.map(|at| self.at(at)),
            waits_from: None,
            registered_at: None,
            swab_at: None,
            lane: None,
            tube: None,
        }
    }

    fn new_tube(&self, number: u32, site: usize, sealed: &Sealed) -> TubeRecord {
        let tube = &sealed.tube;
        TubeRecord {
            number,
            site: site as u32,
            by: sealed.by,
            lane: sealed.lane,
            members: tube.members,
            positives: tube.positives,
            short: tube.short,
            paper: tube.paper,
            follows: None,
            first_swab_at: self.at(i64::from(tube.first_swab_at)),
            sealed_at: self.at(i64::from(tube.sealed_at)),
            collected_at: None,
            vehicle: None,
            received_at: None,
            lab: None,
            accession_at: None,
            plate: None,
            grey_plate: None,
            runs: 0,
            called_at: None,
            unclear: false,
            reviewed_at: None,
            outcome_at: None,
        }
    }
}

impl Witness for Recorder {
    fn at_lane(&mut self, by: TakenBy, lane: u16) {
        (self.site.by, self.site.lane) = (Some(by), lane);
    }

    fn comes(&mut self, person: Comes) {
        self.site.comes = Some(person);
    }

    fn swabbed(&mut self, registered_at: i64, swab_at: i64) {
        let Some(person) = self.site.comes.take() else { return };
        let lane = self.site.lane;
        let record = PersonRecord {
            waits_from: Some(self.at(person.waits_from)),
            registered_at: Some(self.at(registered_at)),
            swab_at: Some(self.at(swab_at)),
            lane: Some(lane),
            ..self.new_person(person.number, Some(person.at), person.positive)
        };
        self.site.open.entry(lane).or_default().push_back(self.site.people.len());
        self.site.people.push(record);
    }

    fn sealed(&mut self, tube: &Tube) {
        let Some(by) = self.site.by else { return };
        let lane = self.site.lane;
        let open = self.site.open.entry(lane).or_default();
        // A tube of one is filled by whoever came last, also beside an open pool.
        let people = if tube.is_pooled() {
            open.drain(..usize::from(tube.members).min(open.len())).collect()
        } else {
            open.pop_back().into_iter().collect()
        };
        self.site.sealed.push(Sealed { tube: *tube, by, lane, people });
    }

    fn unsampled(&mut self, number: u64, came_at: Option<i64>, positive: bool) {
        let person = self.new_person(number, came_at, positive);
        self.site.people.push(person);
    }

    fn walked(&mut self, site: usize) {
        let SiteNotes { mut people, mut sealed, .. } = std::mem::take(&mut self.site);
        sealed.sort_by_key(|sealed| sealed.tube);
        for sealed in sealed {
            let number = self.records.tubes.len() as u32;
            self.records.tubes.push(self.new_tube(number, site, &sealed));
            sealed.people.iter().for_each(|person| people[*person].tube = Some(number));
            if sealed.tube.positives > 0 {
                let positive = sealed.people.iter().map(|person| people[*person].positive);
                self.positives.insert(number, positive.collect());
            }
        }
        if self.keep_persons {
            people.iter_mut().for_each(|person| person.site = site as u32);
            people.sort_by_key(|person| person.number);
            self.records.persons.append(&mut people);
        }
    }

    fn collected(&mut self, tubes: Range<u32>, vehicle: usize, at: i64) {
        let at = self.at(at);
        for number in tubes {
            let tube = self.tube(number);
            (tube.collected_at, tube.vehicle) = (Some(at), Some(vehicle as u32));
        }
    }

    fn received(&mut self, tubes: impl Iterator<Item = u32>, lab: usize, at: i64) {
        let at = self.at(at);
        for number in tubes {
            let tube = self.tube(number);
            (tube.received_at, tube.lab) = (Some(at), Some(lab as u32));
        }
    }

    fn accessioned(&mut self, tube: u32, at: i64) {
        self.tube(tube).accession_at = Some(self.at(at));
    }

    fn loaded(&mut self, number: u32, plate: &Plate, at: i64) {
        let run = self.records.runs.len();
        self.records.runs.push(RunRecord {
            plate: number,
            run: plate.runs as u16 + 1,
            lab: plate.lab as u32,
            urgent: plate.urgent,
            tubes: plate.tubes.len() as u16,
            loaded_at: self.at(at),
            extracted_at: None,
            begun_at: None,
            read_at: None,
            valid: None,
            reviewed_at: None,
        });
        if plate.runs == 0 {
            plate.tubes.iter().for_each(|tube| self.tube(*tube).plate = Some(number));
            self.plates.push((run, plate.tubes.clone()));
        } else {
            self.plates[number as usize].0 = run;
        }
    }

    fn extracted(&mut self, plate: u32, at: i64) {
        let at = self.at(at);
        self.run(plate).extracted_at = Some(at);
    }

    fn begun(&mut self, plate: u32, at: i64) {
        let at = self.at(at);
        self.run(plate).begun_at = Some(at);
    }

    fn read(&mut self, plate: u32, at: i64, valid: bool) {
        let at = self.at(at);
        let Recorder { plates, records, .. } = self;
        let (run, tubes) = &plates[plate as usize];
        let run = &mut records.runs[*run];
        (run.read_at, run.valid) = (Some(at), Some(valid));
        for number in tubes {
            let tube = &mut records.tubes[*number as usize];
            tube.runs += 1;
            tube.called_at = valid.then_some(at);
        }
    }

    fn grey(&mut self, tube: u32) {
        let tube = self.tube(tube);
        (tube.grey_plate, tube.plate, tube.called_at) = (tube.plate, None, None);
    }

    fn outcome(&mut self, tube: u32, (reviewed_at, outcome_at): (i64, i64), unclear: bool) {
        let (reviewed_at, outcome_at) = (self.at(reviewed_at), self.at(outcome_at));
        let tube = self.tube(tube);
        (tube.reviewed_at, tube.outcome_at) = (Some(reviewed_at), Some(outcome_at));
        tube.unclear = unclear;
    }

    fn reviewed(&mut self, plate: u32, at: i64) {
        let at = self.at(at);
        self.run(plate).reviewed_at = Some(at);
    }

    fn recollected(&mut self, pool: u32, first: u32, swabs: impl Iterator<Item = i64>) {
        let site = self.tube(pool).site as usize;
        for (person, swab_at) in swabs.enumerate() {
            let positive = self.positives.get(&pool).and_then(|people| people.get(person));
            let positive = positive.copied().unwrap_or(false);
            let tube = Tube::single(swab_at, swab_at, positive, false);
            let sealed = Sealed { tube, by: TakenBy::Squad, lane: 0, people: Vec::new() };
            let record = self.new_tube(first + person as u32, site, &sealed);
            self.records.tubes.push(TubeRecord { follows: Some(pool), ..record });
        }
    }
}
