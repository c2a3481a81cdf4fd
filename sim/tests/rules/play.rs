//! A day played before the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{BoxCode, DeviceId, ScanId, TubeCode};
use tenfold_domain::command::{Act, Command, Fingerprint, Opaque, Scope, Stamp};
use tenfold_domain::decide::decide;
use tenfold_domain::event::Event;
use tenfold_domain::routing::slot_of;
use tenfold_domain::state::State;
use tenfold_domain::term::Difference;
use tenfold_domain::time::At;
use tenfold_domain::turnaround::{Clock, tube_clock};

use super::script::{Step, code};

/// The state as it grows, and what is seen on the way.
pub struct Play {
    /// The region.
    pub state: State,
    /// Every fact, in order.
    pub facts: Vec<Event>,
    /// Boxes received elsewhere than the rules had sent them.
    pub strayed: Vec<BoxCode>,
    /// The books' law held after every fact about a box.
    pub law_held: bool,
    /// Most tubes that were promised in a quarter of an hour.
    pub promised_most: u32,
    /// Quarters in which a lab promised more than it can begin.
    pub over_capacity: Vec<u32>,
    /// What was refused, in words.
    pub refused: Vec<String>,
    /// Tubes whose room clock had run out when they were received, second swabs apart.
    pub too_old: BTreeSet<u32>,
    /// Second swabs whose outcome came late.
    pub late: BTreeSet<u32>,
    /// When people could be told of a tube.
    pub told: BTreeMap<u32, At>,
    scans: u128,
    /// Tubes before those of second swabs.
    first_swabs: u32,
    /// Labels by the number of their tubes.
    labels: Vec<TubeCode>,
}

impl Play {
    /// Nothing has been asked.
    pub fn new(campaign: Campaign, first_swabs: u32) -> Play {
        Play {
            state: State::new(Arc::new(campaign)),
            facts: Vec::new(),
            strayed: Vec::new(),
            law_held: true,
            promised_most: 0,
            over_capacity: Vec::new(),
            refused: Vec::new(),
            too_old: BTreeSet::new(),
            late: BTreeSet::new(),
            told: BTreeMap::new(),
            scans: 0,
            first_swabs,
            labels: (0..9_999).map(code).collect(),
        }
    }

    /// Asks one thing, at once or once the network is back; what is yielded becomes part of the
    /// state.
    pub fn ask(&mut self, now: At, step: &Step) {
        self.scans += 1;
        let stamp = Stamp {
            scan: ScanId(self.scans.to_le_bytes()),
            content: Fingerprint::of(&format!("{:?}", step.act)),
            by: step.by,
            device: DeviceId(step.by.0),
            at: step.at,
        };
        let command = Command {
            stamp,
            scope: Scope::default(),
            after_the_fact: now > step.at,
            original: Opaque::default(),
            act: step.act.clone(),
        };
        if let Act::ReceiveBox { box_code, lab, .. } = step.act {
            let routed = self.state.boxes.get(&box_code).and_then(|case| case.routed);
            self.strayed.extend((routed != Some(lab)).then_some(box_code));
        }
        match decide(&self.state, now, &command) {
            Ok(events) => events.into_iter().for_each(|event| self.fact(now, &stamp, event)),
            Err(refused) => self.refused.push(format!("{refused:?}: {step:?}")),
        }
    }

    fn fact(&mut self, now: At, stamp: &Stamp, event: Event) {
        if let Event::Published { tube, .. } = event {
            self.told.insert(self.number(tube), now);
        }
        self.judge(stamp, &event);
        self.state.apply(self.facts.len() as u64 + 1, stamp, &event);
        if matches!(event, Event::BoxReserved { .. }) {
            self.look_at_books(now);
        }
        self.facts.push(event);
    }

    /// Every lab's quarters of the next day, after a promise.
    fn look_at_books(&mut self, now: At) {
        let books = &self.state.books;
        self.law_held &= books.law_holds();
        for lab in &books.labs {
            for slot in (0..96).map(|quarter| slot_of(now) + quarter) {
                let taken = lab.slots.taken(slot);
                self.promised_most = self.promised_most.max(taken);
                // A quarter of an hour's tubes, rounded as the slots do.
                if taken > lab.tubes_per_hour.div_ceil(4) {
                    self.over_capacity.push(slot);
                }
            }
        }
    }

    /// What the clocks say at the moment of a fact.
    fn judge(&mut self, stamp: &Stamp, event: &Event) {
        match event {
            Event::TubeReceived { tube, .. } => {
                let clock = tube_clock(&self.state.campaign.protocol, &self.state.tubes[tube]);
                let Some((Clock::Room, ends_at)) = clock else {
                    panic!("{tube} is received without its room clock: {clock:?}");
                };
                let first = self.number(*tube) < self.first_swabs;
                if first && stamp.at > ends_at {
                    self.too_old.insert(self.number(*tube));
                }
            }
            Event::RecollectionClosed { tube, late: true, .. } => {
                self.late.insert(self.number(*tube));
            }
            _ => {}
        }
    }

    fn number(&self, tube: TubeCode) -> u32 {
        self.labels.iter().position(|label| *label == tube).expect("a label") as u32
    }

    /// How often the rules saw such a difference.
    pub fn differed(&self, what: Difference) -> usize {
        let kind = |event: &Event| match event {
            Event::Differed { difference, .. } => Some(*difference),
            _ => None,
        };
        self.facts.iter().filter_map(kind).filter(|difference| *difference == what).count()
    }
}
