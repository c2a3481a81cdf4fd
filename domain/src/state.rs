//! What is known: the slice of a region that a command touches, or all of it.
//!
//! The simulator and the tests keep everything here. The live store keeps what is in motion and
//! loads the rest on demand; [`Touch`] says what a command needs.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use crate::campaign::Campaign;
use crate::code::{BoxCode, LabId, PersonKey, PlateCode, RoundId, ScanId, StaffId, TubeCode};
use crate::command::Act;
use crate::course::Course;
use crate::map::Map;
use crate::outcome::{self, Outcome};
use crate::plate::Plate;
use crate::recollection::Recollection;
use crate::refusal::{Refusal, Refused};
use crate::routing::{Books, Load};
use crate::tally::Tally;
use crate::term::{Class, Message, Party};
use crate::time::At;
use crate::transport::Case;
use crate::tube::{self, Tube};

/// One registration of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Take {
    /// The pass.
    pub round: RoundId,
    /// The tube, under the label it had then.
    pub tube: TubeCode,
}

/// What a party was told: about which tube, who, what, and about which of its members.
pub type Notice = (TubeCode, Party, Message, Option<PersonKey>);

/// The state of one region.
#[derive(Clone, PartialEq, Debug)]
pub struct State {
    /// What stands before the first scan.
    pub campaign: Arc<Campaign>,
    /// Scans that became facts, with the fingerprint of their content.
    pub scans: Map<ScanId, u64>,
    /// Tubes by label.
    pub tubes: Map<TubeCode, Tube>,
    /// Boxes by label.
    pub boxes: Map<BoxCode, Case>,
    /// Plates by label.
    pub plates: Map<PlateCode, Plate>,
    /// Registrations by person.
    pub takes: Map<PersonKey, Vec<Take>>,
    /// Ledger number of each person's latest registration.
    pub latest: Map<PersonKey, u64>,
    /// Batch 1..=4 by person, from the roster; the highest priority wins (R48-R52).
    pub batches: Map<PersonKey, u8>,
    /// Recollections owed.
    pub recollections: Map<PersonKey, Recollection>,
    /// Who is under a schedule of tests.
    pub courses: Map<PersonKey, Course>,
    /// Notices, and whether the party confirmed.
    pub notices: BTreeMap<Notice, bool>,
    /// Discrepancies a supervisor has not settled, by ledger number; for a kept registration whom
    /// it owes a swab.
    pub discrepancies: BTreeMap<u64, Option<PersonKey>>,
    /// Disinfections since the collector's last change of gloves (R97).
    pub gloves: Map<StaffId, u16>,
    /// The conservation law.
    pub tally: Tally,
    /// What labs have promised to boxes on their way.
    pub books: Books,
}

/// Something a command needs to see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Touch {
    /// A tube, and the box it lies in.
    Tube(TubeCode),
    /// A box and every tube on its manifest.
    Box(BoxCode),
    /// Every box on its way to a lab, without its tubes; for `None`, those no lab takes in time.
    BoxesTo(Option<LabId>),
    /// A plate and every tube on it, under every label that tube has had since.
    Plate(PlateCode),
    /// A person's registrations and the tubes that hold them, under every label since.
    Person(PersonKey),
}

impl State {
    /// An empty region.
    pub fn new(campaign: Arc<Campaign>) -> State {
        State {
            books: Books::new(&campaign),
            campaign,
            scans: Map::default(),
            tubes: Map::default(),
            boxes: Map::default(),
            plates: Map::default(),
            takes: Map::default(),
            latest: Map::default(),
            batches: Map::default(),
            recollections: Map::default(),
            courses: Map::default(),
            notices: BTreeMap::new(),
            discrepancies: BTreeMap::new(),
            gloves: Map::default(),
            tally: Tally::default(),
        }
    }

    /// The tube, or the refusal that it is unknown.
    pub fn tube(&self, code: TubeCode) -> Result<&Tube, Refused> {
        self.tubes.get(&code).ok_or_else(|| Refusal::TubeUnknown.into())
    }

    /// The box, or the refusal that it is unknown.
    pub fn case(&self, code: BoxCode) -> Result<&Case, Refused> {
        self.boxes.get(&code).ok_or_else(|| Refusal::BoxUnknown.into())
    }

    /// What routing looks at of a box whose tubes are loaded.
    pub fn load_of(&self, case: &Case, oldest_swab_at: At) -> Load {
        let tubes = || case.tubes.iter().filter_map(|code| self.tubes.get(code));
        let members = tubes().flat_map(|tube| &tube.members);
        let original = members
            .filter_map(|member| self.recollections.get(&member.person))
            .find_map(|owed| owed.sampled.and(owed.lab));
        Load {
            site: case.site,
            tubes: case.count(),
            oldest_swab_at,
            strictest: tubes().map(Tube::strictest).max().unwrap_or(Class::Resident),
            original,
        }
    }

    /// Tubes that wait at a lab, before a box that comes to it now.
    pub fn waiting(&self, lab: LabId) -> u32 {
        self.books.lab(lab).map_or(0, |book| self.tally.waiting(book))
    }

    /// Enters a person of the roster into a batch; of several the highest priority wins (R48-R52).
    pub fn enrol(&mut self, person: PersonKey, batch: u8) {
        let entered = self.batches.entry(person).or_insert(batch);
        *entered = batch.min(*entered);
    }

    /// The tube a label stands for now, through any number of new labels.
    pub fn under_label(&self, code: TubeCode) -> Option<&Tube> {
        let find = |code| Ok::<_, Infallible>(self.tubes.get(&code));
        let Ok(found) = tube::under_label(code, find, |tube| tube);
        found
    }

    /// The tubes of a round that a person was registered into, under their present labels.
    pub fn tubes_of(&self, person: PersonKey, round: RoundId) -> impl Iterator<Item = &Tube> {
        let takes = self.takes.get(&person).map(Vec::as_slice).unwrap_or_default();
        let label = |take: &Take| self.under_label(take.tube).map(|tube| tube.code);
        takes
            .iter()
            .enumerate()
            .filter(move |(_, take)| take.round == round)
            // Entered, left and entered again is one specimen, also under a new label.
            .filter(move |(i, take)| !takes[..*i].iter().any(|t| label(t) == label(take)))
            .filter_map(|(_, take)| self.under_label(take.tube))
    }

    /// The tubes of a round in which a person's swab or registration still stands.
    pub fn standing(&self, person: PersonKey, round: RoundId) -> impl Iterator<Item = &Tube> {
        self.tubes_of(person, round)
            .filter(move |tube| !tube.is_spent() && tube.member(person).is_some())
    }

    /// What a person reads of a round.
    pub fn outcome(&self, person: PersonKey, round: RoundId) -> Outcome {
        let tubes = self.tubes_of(person, round);
        let takes: Vec<_> = tubes.filter_map(|tube| Some((tube, tube.member(person)?))).collect();
        outcome::of_person(&takes, self.recollections.get(&person))
    }
}

impl Act {
    /// Names everything the decision about this act looks at.
    pub fn touches(&self, mut see: impl FnMut(Touch)) {
        match self {
            Act::Register(_) | Act::TurnedAway { .. } => {
                if let Some(named) = self.registers() {
                    see(Touch::Tube(named.tube));
                    see(Touch::Person(named.person));
                }
            }
            Act::OpenTube { tube, .. }
            | Act::Withdraw { tube, .. }
            | Act::Swab { tube, .. }
            | Act::SealTube { tube, .. }
            | Act::VoidTube { tube, .. }
            | Act::RejectTube { tube, .. }
            | Act::CallTube { tube, .. }
            | Act::AmendCall { tube, .. }
            | Act::Review { tube }
            | Act::Publish { tube }
            | Act::StoreTube { tube, .. }
            | Act::DiscardTube { tube }
            | Act::MarkBlind { tube, .. }
            | Act::Acknowledge { tube, .. } => see(Touch::Tube(*tube)),
            Act::NoteFlaw { tube, box_code, .. } => {
                tube.iter().for_each(|code| see(Touch::Tube(*code)));
                box_code.iter().for_each(|code| see(Touch::Box(*code)));
            }
            Act::RelabelTube { tube, to, .. } => {
                see(Touch::Tube(*tube));
                see(Touch::Tube(*to));
            }
            Act::PackTube { box_code, tube, .. } | Act::UnpackTube { box_code, tube } => {
                see(Touch::Box(*box_code));
                see(Touch::Tube(*tube));
            }
            Act::SealBox { box_code, .. }
            | Act::RouteBox { box_code, .. }
            | Act::HandOver { box_code, .. }
            | Act::LoseBox { box_code }
            | Act::ReceiveBox { box_code, .. }
            | Act::ReceiveRest { box_code }
            | Act::EmptyBox { box_code } => see(Touch::Box(*box_code)),
            Act::CloseLab { lab, .. } => see(Touch::BoxesTo(Some(*lab))),
            Act::OpenLab { .. } => see(Touch::BoxesTo(None)),
            Act::ReceiveTube { tube, box_code, .. } => {
                see(Touch::Tube(*tube));
                box_code.iter().for_each(|code| see(Touch::Box(*code)));
            }
            Act::LoadPlate { plate, wells, .. } => {
                see(Touch::Plate(*plate));
                for (_, content) in wells {
                    if let crate::plate::Content::Tube(tube) = content {
                        see(Touch::Tube(*tube));
                    }
                }
            }
            Act::ReadPlate { plate, .. } | Act::ReviewPlate { plate } => see(Touch::Plate(*plate)),
            Act::ChangeGloves
            | Act::LimitLab { .. }
            | Act::AssignRecollection { .. }
            | Act::AttemptRecollection { .. }
            | Act::EndRecollection { .. }
            | Act::BeginCourse { .. }
            | Act::EndCourse { .. }
            | Act::Escalate { .. }
            | Act::Resolve { .. } => {}
        }
    }
}
