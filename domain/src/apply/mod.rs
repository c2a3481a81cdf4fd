//! How a fact changes the state. Nothing here can fail: a fact is a fact.

mod boxes;
mod courses;

use crate::code::{PersonKey, TubeCode};
use crate::command::Stamp;
use crate::event::Event;
use crate::notice::Told;
use crate::plate::{Content, Plate};
use crate::recollection::Recollection;
use crate::routing::Closing;
use crate::state::{State, Take};
use crate::term::{Call, Cause, Store};
use crate::time::At;
use crate::tube::{Member, Stage, Tube};

impl State {
    /// Makes a fact part of the state. `seq` is its number in the region's ledger. Tubes, boxes
    /// and plates that the fact names must be loaded; a fact about others changes counts only.
    pub fn apply(&mut self, seq: u64, stamp: &Stamp, event: &Event) {
        self.scans.insert(stamp.scan, stamp.content);
        match event {
            Event::TubeOpened { .. }
            | Event::Registered { .. }
            | Event::Withdrawn { .. }
            | Event::Swabbed { .. }
            | Event::GlovesChanged { .. }
            | Event::TubeSealed { .. }
            | Event::TubeVoided { .. }
            | Event::TubeFound { .. }
            | Event::TubeRelabelled { .. } => self.apply_at_site(seq, stamp, event),
            Event::BoxOpened { .. }
            | Event::TubePacked { .. }
            | Event::TubeUnpacked { .. }
            | Event::BoxSealed { .. }
            | Event::BoxRouted { .. }
            | Event::BoxReserved { .. }
            | Event::BoxUnrouted { .. }
            | Event::HandedOver { .. }
            | Event::BoxLost { .. }
            | Event::BoxReceived { .. }
            | Event::BoxEmptied { .. } => self.apply_to_box(stamp, event),
            Event::RecollectionOpened { .. }
            | Event::RecollectionAssigned { .. }
            | Event::RecollectionAttempted { .. }
            | Event::RecollectionSampled { .. }
            | Event::RecollectionEnded { .. }
            | Event::RecollectionClosed { .. }
            | Event::RecollectionCancelled { .. } => self.apply_to_recollection(seq, event),
            Event::CourseBegun { .. }
            | Event::CourseSampled { .. }
            | Event::CourseResulted { .. }
            | Event::CourseEnded { .. } => self.apply_to_course(stamp, event),
            Event::LabClosed { lab, reason, until_at } => {
                self.books.close(*lab, Closing { reason: *reason, until_at: *until_at });
            }
            Event::LabOpened { lab } => self.books.open(*lab),
            Event::LabLimited { lab, tubes_per_hour, tests_left } => {
                self.books.limit(*lab, *tubes_per_hour, tests_left.map(i64::from));
            }
            Event::Notified { tube, person, party, message } => {
                self.notices.insert((*tube, *party, *message, *person), Told::new(stamp.at));
            }
            Event::NoticeEscalated { tube, person, party, message, step } => {
                let told = self.notices.entry((*tube, *party, *message, *person));
                told.and_modify(|told| told.step = *step);
            }
            Event::Acknowledged { tube, person, party, message } => {
                let told = self.notices.entry((*tube, *party, *message, *person));
                told.and_modify(|told| told.is_confirmed = true);
            }
            Event::Overridden { .. } | Event::Differed { .. } | Event::Kept { .. } => {
                self.discrepancies.insert(seq, None);
            }
            // Whom to tell, what a lab works with, why it corrects: no rule asks for these.
            Event::GuardianNamed { .. } | Event::LotBegun { .. } | Event::AmendedFor { .. } => {}
            Event::Resolved { discrepancy, .. } => {
                self.discrepancies.remove(discrepancy);
            }
            _ => self.apply_in_lab(stamp, event),
        }
    }

    fn apply_at_site(&mut self, seq: u64, stamp: &Stamp, event: &Event) {
        match event {
            Event::TubeOpened { tube, round, lane, capacity } => {
                let opened = Tube {
                    code: *tube,
                    round: *round,
                    lane: *lane,
                    capacity: *capacity,
                    opened_at: stamp.at,
                    first_swab_at: None,
                    members: Vec::with_capacity(usize::from(*capacity)),
                    box_code: None,
                    lab: None,
                    accession: None,
                    received_at: None,
                    store: None,
                    blind: None,
                    stage: Stage::Open,
                };
                self.tally.shift(&opened, None, opened.stage.column());
                self.tubes.insert(*tube, opened);
            }
            Event::Registered { tube, person, round, class, position, .. } => {
                self.latest.insert(*person, seq);
                self.takes.entry(*person).or_default().push(Take { round: *round, tube: *tube });
                let (person, position, class) = (*person, *position, *class);
                let member = Member { seq, person, position, class, swabbed: false };
                self.joined(*tube, member);
            }
            Event::Withdrawn { tube, person, .. } => self.left(*tube, *person),
            Event::Swabbed { tube, person, count, first_swab_at } => {
                let used = self.gloves.entry(stamp.by).or_default();
                *used = used.saturating_add(u16::from(*count));
                if let Some(tube) = self.tubes.get_mut(tube) {
                    tube.first_swab_at.get_or_insert(*first_swab_at);
                    let swabbed = tube.members.iter_mut();
                    swabbed
                        .filter(|member| person.is_none_or(|person| member.person == person))
                        .for_each(|member| member.swabbed = true);
                }
            }
            Event::GlovesChanged { collector } => {
                self.gloves.insert(*collector, 0);
            }
            Event::TubeSealed { tube, .. } => self.shift(*tube, Stage::Sealed),
            Event::TubeVoided { tube, reason } => {
                self.leaves_lab(*tube);
                self.leaves_open_box(*tube);
                self.owed_again(*tube);
                self.shift(*tube, Stage::Void(*reason));
            }
            // On its way again, wherever it lay: whoever finds it receives it.
            Event::TubeFound { tube } => self.shift(*tube, Stage::InTransit),
            Event::TubeRelabelled { tube, to, .. } => self.relabel(*tube, *to),
            _ => {}
        }
    }

    fn apply_in_lab(&mut self, stamp: &Stamp, event: &Event) {
        match event {
            Event::TubeReceived { tube, lab, accession } => {
                self.leaves_open_box(*tube);
                let counts = self.tally.lab(*lab);
                counts.received += 1;
                counts.backlog += 1;
                counts.accession = counts.accession.max(*accession);
                if let Some(tube) = self.tubes.get_mut(tube) {
                    tube.lab = Some(*lab);
                    tube.accession = Some(*accession);
                    tube.received_at = Some(stamp.at);
                }
                self.shift(*tube, Stage::Received { attempts: 0 });
            }
            Event::TubeRejected { tube, lab, reason } => {
                self.leaves_lab(*tube);
                self.tally.lab(*lab).rejected += 1;
                self.owed_again(*tube);
                self.shift(*tube, Stage::Rejected(*reason));
            }
            Event::PlateLoaded { plate, lab, kit } => {
                let (code, kit) = (*plate, kit.clone());
                let loaded = Plate { code, lab: *lab, kit, wells: Vec::new(), read_at: None };
                self.plates.insert(code, loaded);
            }
            Event::WellLoaded { plate, well, content } => {
                self.plates.entry(*plate).and_modify(|p| p.wells.push((*well, *content)));
                if let Content::Tube(tube) = content {
                    let attempts = self.attempts(*tube);
                    // Taken out of where it waited.
                    self.put(*tube, None);
                    self.shift(*tube, Stage::InTest { attempts, plate: *plate, well: *well });
                }
            }
            Event::RunRead { plate, valid } => self.run_read(*plate, *valid, stamp.at),
            Event::BlindMarked { tube, expected } => {
                self.tubes.entry(*tube).and_modify(|tube| tube.blind = Some(*expected));
            }
            // No rule asks for these: charts and counts are made of the facts.
            Event::ControlRead { .. } | Event::BlindCompared { .. } | Event::BlindSpared { .. } => {
            }
            Event::Called { tube, call, attempt, .. } => {
                self.called(stamp, *tube, *call, *attempt);
            }
            Event::CallAmended { tube, from, call } => {
                if let Some(lab) = self.tubes.get(tube).and_then(|tube| tube.lab) {
                    let positive = |call: &Call| i64::from(*call == Call::Positive);
                    self.tally.lab(lab).positive += positive(call) - positive(from);
                }
                self.shift(*tube, Stage::Called { call: *call, by: stamp.by, at: stamp.at });
            }
            Event::Reviewed { tube, call } => self.shift(*tube, Stage::Reviewed { call: *call }),
            Event::Published { tube, call } => {
                self.shift(*tube, Stage::Published { call: *call, at: stamp.at });
            }
            Event::Stored { tube, store, keep_until_at } => {
                if let Some(call) = self.put(*tube, Some(*store)) {
                    self.shift(*tube, Stage::Stored { call, keep_until_at: *keep_until_at });
                }
            }
            Event::Discarded { tube } => {
                if let Some(call) = self.put(*tube, None) {
                    self.shift(*tube, Stage::Discarded { call });
                }
            }
            _ => {}
        }
    }

    fn apply_to_recollection(&mut self, seq: u64, event: &Event) {
        match event {
            Event::RecollectionOpened { person, tube, cause, lab, due_at } => {
                // What a kept registration owes stands right behind it.
                if let Some(kept) = self.discrepancies.get_mut(&seq.wrapping_sub(1))
                    && *cause == Cause::Unresolved
                {
                    *kept = Some(*person);
                }
                // Owed again, the person is still the one the squad knows; after it had ended, the
                // visits are begun anew.
                let before = self.recollections.remove(person).filter(Recollection::is_open);
                let (squad, findings) =
                    before.map(|owed| (owed.squad, owed.findings)).unwrap_or_default();
                let owed = Recollection {
                    source: *tube,
                    cause: *cause,
                    lab: *lab,
                    due_at: *due_at,
                    squad,
                    findings,
                    sampled: None,
                    ended: None,
                };
                self.recollections.insert(*person, owed);
            }
            Event::RecollectionAssigned { person, squad } => {
                self.recollections.entry(*person).and_modify(|owed| {
                    (owed.squad, owed.ended) = (Some(*squad), None);
                });
            }
            Event::RecollectionEnded { person, reason } => {
                self.recollections.entry(*person).and_modify(|owed| owed.ended = Some(*reason));
            }
            Event::RecollectionAttempted { person, finding, .. } => {
                self.recollections.entry(*person).and_modify(|owed| owed.findings.push(*finding));
            }
            Event::RecollectionSampled { person, tube } => {
                self.recollections.entry(*person).and_modify(|owed| {
                    (owed.sampled, owed.ended) = (Some(*tube), None);
                });
            }
            Event::RecollectionClosed { person, .. }
            | Event::RecollectionCancelled { person, .. } => {
                self.recollections.remove(person);
            }
            _ => {}
        }
    }

    fn joined(&mut self, code: TubeCode, member: Member) {
        if let Some(tube) = self.tubes.get_mut(&code) {
            tube.members.push(member);
            let column = tube.stage.column();
            let counts = self.tally.of(tube);
            counts.registered += 1;
            column.into_iter().for_each(|column| counts.people[column as usize] += 1);
        }
    }

    fn left(&mut self, code: TubeCode, person: PersonKey) {
        if let Some(tube) = self.tubes.get_mut(&code) {
            tube.members.retain(|member| member.person != person);
            let column = tube.stage.column();
            let counts = self.tally.of(tube);
            counts.registered -= 1;
            column.into_iter().for_each(|column| counts.people[column as usize] -= 1);
        }
        self.owed_again_by(person, code);
    }

    /// Recollections that were to be met by this tube are owed again.
    fn owed_again(&mut self, code: TubeCode) {
        let members = self.tubes.get(&code).map(|tube| tube.members.clone()).unwrap_or_default();
        members.iter().for_each(|member| self.owed_again_by(member.person, code));
    }

    fn owed_again_by(&mut self, person: PersonKey, code: TubeCode) {
        if let Some(owed) = self.recollections.get_mut(&person) {
            owed.sampled = owed.sampled.filter(|sampled| *sampled != code);
        }
        if let Some(course) = self.courses.get_mut(&person) {
            course.unsampled(code);
        }
    }

    fn shift(&mut self, code: TubeCode, to: Stage) {
        if let Some(tube) = self.tubes.get_mut(&code) {
            let from = tube.stage.column();
            tube.stage = to;
            self.tally.shift(tube, from, tube.stage.column());
        }
    }

    fn shift_from(&mut self, code: TubeCode, from: &Stage, to: Stage) {
        if self.tubes.get(&code).is_some_and(|tube| tube.stage == *from) {
            self.shift(code, to);
        }
    }

    /// A specimen that was called lies somewhere, or nowhere any more.
    fn put(&mut self, code: TubeCode, store: Option<Store>) -> Option<Call> {
        let tube = self.tubes.get_mut(&code)?;
        tube.store = store;
        tube.stage.call()
    }

    fn relabel(&mut self, from: TubeCode, to: TubeCode) {
        let Some(old) = self.tubes.get_mut(&from) else { return };
        let mut renamed = old.clone();
        renamed.code = to;
        old.stage = Stage::Relabelled(to);
        for member in &renamed.members {
            if let Some(owed) = self.recollections.get_mut(&member.person) {
                owed.sampled = owed.sampled.map(|tube| if tube == from { to } else { tube });
            }
            if let Some(course) = self.courses.get_mut(&member.person) {
                course.relabelled(from, to);
            }
        }
        if let Some(case) = renamed.box_code.and_then(|code| self.boxes.get_mut(&code)) {
            case.tubes.iter_mut().filter(|tube| **tube == from).for_each(|tube| *tube = to);
        }
        self.tubes.insert(to, renamed);
    }

    fn leaves_lab(&mut self, code: TubeCode) {
        if let Some(tube) = self.tubes.get(&code)
            && matches!(tube.stage, Stage::Received { .. } | Stage::InTest { .. })
            && let Some(lab) = tube.lab
        {
            self.tally.lab(lab).backlog -= 1;
        }
    }

    /// Readings so far that were grey or invalid.
    fn attempts(&self, code: TubeCode) -> u8 {
        match self.tubes.get(&code).map(|tube| &tube.stage) {
            Some(Stage::Received { attempts } | Stage::InTest { attempts, .. }) => *attempts,
            _ => 0,
        }
    }

    fn run_read(&mut self, plate: crate::code::PlateCode, valid: bool, at: At) {
        let Some(read) = self.plates.get_mut(&plate) else { return };
        read.read_at = Some(at);
        self.books.run_read(read.lab, valid);
        if valid {
            return;
        }
        let tubes: Vec<TubeCode> = read.tubes().map(|(_, tube)| tube).collect();
        for tube in tubes {
            let attempts = self.attempts(tube);
            let on_plate = self.tubes.get(&tube).is_some_and(
                |tube| matches!(tube.stage, Stage::InTest { plate: on, .. } if on == plate),
            );
            if on_plate {
                self.shift(tube, Stage::Received { attempts });
            }
        }
    }

    /// A reading is final unless it is grey or invalid and the protocol still grants a retest.
    fn called(&mut self, stamp: &Stamp, tube: TubeCode, call: Call, attempt: u8) {
        let unclear = matches!(call, Call::Grey | Call::Invalid);
        if unclear && self.campaign.protocol.lab.reads_again(attempt) {
            return self.shift(tube, Stage::Received { attempts: attempt });
        }
        if let Some(lab) = self.tubes.get(&tube).and_then(|tube| tube.lab) {
            let counts = self.tally.lab(lab);
            counts.backlog -= 1;
            counts.called += 1;
            counts.positive += i64::from(call == Call::Positive);
        }
        let at: At = stamp.at;
        self.shift(tube, Stage::Called { call, by: stamp.by, at });
    }
}
