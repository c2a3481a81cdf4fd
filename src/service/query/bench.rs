//! What is to be done at a lab now: boxes on their way to its hatch or open there, tubes that wait
//! for a plate, plates that wait for their readings or for a second pair of eyes.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use tenfold_domain::code::{LabId, PlateCode, Region, TubeCode};
use tenfold_domain::event::Event;
use tenfold_domain::plate::{Plate, Well};
use tenfold_domain::term::{AmendReason, Call};
use tenfold_domain::time::At;
use tenfold_domain::transport::{BoxStage, Case};
use tenfold_domain::tube::{Stage, Tube};
use tenfold_domain::turnaround::{Clock, box_clock, tube_clock};
use utoipa::ToSchema;

use super::Look;
use super::view::DueView;
use crate::service::readers::ReadError;
use crate::service::{Service, clock};
use crate::storage::StoreError;
use crate::storage::tables::query;

/// Tubes on plates or called, and boxes, that are looked at.
const LOOKED_AT_MAX: u32 = 20_000;
/// Numbers of the facts of a call as [`crate::storage::fact`] keeps them.
const CALL: u8 = 23;
const AMENDMENT: u8 = 24;
const AMENDMENT_REASON: u8 = 59;

/// A box on its way to the hatch, or open there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ComingView {
    /// Its label.
    #[serde(rename = "box")]
    pub box_code: String,
    /// `in_transit`, or `received` while it is being checked.
    #[schema(value_type = String, example = "received")]
    pub stage: &'static str,
    /// Where it was packed.
    pub site: u32,
    /// Tubes on its manifest.
    pub count: u16,
    /// The clock that runs for it.
    pub due: Option<DueView>,
}

/// A call that a second person looks at by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ToReview {
    /// The tube.
    pub tube: String,
    /// The lab's number for it.
    #[schema(example = "1-20220401-0001")]
    pub accession: Option<String>,
    /// Where it stood; absent where it was called by hand.
    pub well: Option<String>,
    /// What was called: negative, positive, grey, invalid.
    #[schema(value_type = String, example = "positive")]
    pub call: &'static str,
    /// The lowest cycle that it was called by, in hundredths; absent where no curve rose.
    #[schema(example = 2345)]
    pub ct_hundredths: Option<u16>,
    /// Who called it: somebody else must confirm it.
    pub called_by: u32,
    /// When.
    pub at_ms: i64,
    /// How many people are in it.
    pub people: usize,
    /// What it was called before, and why that was left; absent where it was not corrected.
    pub corrected: Option<CorrectedView>,
}

/// What a corrected call was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CorrectedView {
    /// The call that was left.
    #[schema(value_type = String, example = "negative")]
    pub from: &'static str,
    /// Why; absent of a correction of before reasons were asked for.
    #[schema(value_type = Option<String>, example = "mixed_up")]
    pub reason: Option<&'static str>,
    /// The reason in Chinese.
    #[schema(value_type = Option<String>, example = "标本或孔位混淆")]
    pub zh: Option<&'static str>,
    /// The reason in English.
    #[schema(value_type = Option<String>, example = "specimens or wells were mixed up")]
    pub en: Option<&'static str>,
}

/// A plate that is not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BenchPlate {
    /// Its label.
    pub plate: String,
    /// The kit it is read by.
    pub kit: String,
    /// When its readings came; none while they are waited for.
    pub read_at_ms: Option<i64>,
    /// Specimens on it.
    pub specimens: usize,
    /// Who its readings were sent by: somebody else must confirm them.
    pub called_by: Option<u32>,
    /// Negative calls of its readings that wait to be confirmed: `review_plate` takes all of them.
    pub negative: usize,
    /// Calls that are looked at one by one before that, in the order of their wells.
    pub alone: Vec<ToReview>,
    /// When the first of its outcomes is due.
    pub due_at_ms: Option<i64>,
}

/// What is to be done at a lab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BenchView {
    /// When it was asked.
    pub at_ms: i64,
    /// The lab.
    pub lab: u32,
    /// Everything was looked at; else only the oldest.
    pub complete: bool,
    /// Open at the hatch first, then by the time they are due.
    pub boxes: Vec<ComingView>,
    /// Tubes that wait for a plate.
    pub waiting: usize,
    /// Plates whose readings are waited for, or that wait for review: the first due first.
    pub plates: Vec<BenchPlate>,
    /// Calls that were made by hand.
    pub by_hand: Vec<ToReview>,
}

impl Service {
    /// What is to be done at a lab; `None` for an unknown lab.
    pub async fn bench(&self, of: Region, lab: LabId) -> Result<Option<BenchView>, ReadError> {
        let now = clock::now();
        self.look(of, move |look| {
            let known = look.campaign.lab(lab).is_some();
            known.then(|| bench(look, lab, now)).transpose()
        })
        .await
    }
}

fn bench(look: &Look<'_>, lab: LabId, now: At) -> Result<BenchView, StoreError> {
    let (connection, region) = (look.connection, look.region);
    let tubes = query::bench_tubes(connection, region, lab, LOOKED_AT_MAX)?;
    let cases = query::live_boxes(connection, region, LOOKED_AT_MAX)?;
    let complete = tubes.len().max(cases.len()) < LOOKED_AT_MAX as usize;
    let mut here: Vec<&Case> = cases.iter().filter(|case| is_for(case, lab)).collect();
    here.sort_by_key(|case| (matches!(case.stage, BoxStage::InTransit { .. }), due(look, case)));
    let mut work = Work { look, tubes: &tubes, plates: BTreeMap::new(), by_hand: Vec::new() };
    work.sort_out()?;
    let Work { plates, by_hand, .. } = work;
    let mut plates: Vec<BenchPlate> = plates.into_values().map(|(_, view)| view).collect();
    plates.sort_by(|a, b| (a.due_at_ms, &a.plate).cmp(&(b.due_at_ms, &b.plate)));
    Ok(BenchView {
        at_ms: now.0,
        lab: lab.0,
        complete,
        boxes: here.into_iter().map(|case| coming(look, case)).collect(),
        waiting: query::waiting_at_lab(connection, region, lab)?.len(),
        plates,
        by_hand,
    })
}

fn is_for(case: &Case, lab: LabId) -> bool {
    match case.stage {
        BoxStage::InTransit { .. } => case.routed == Some(lab),
        BoxStage::Received { lab: at } => at == lab,
        _ => false,
    }
}

/// On the way it is the room-temperature window (R99) of its oldest tube that runs.
fn clock_of(look: &Look<'_>, case: &Case) -> Option<(Clock, At)> {
    let protocol = &look.campaign.protocol;
    let on_the_way = matches!(case.stage, BoxStage::InTransit { .. });
    let oldest = case.oldest_swab_at.filter(|_| on_the_way);
    let room = oldest.map(|at| (Clock::Room, at + protocol.transport.room_limit));
    box_clock(protocol, case).or(room)
}

fn due(look: &Look<'_>, case: &Case) -> i64 {
    clock_of(look, case).map_or(i64::MAX, |(_, due_at)| due_at.0)
}

fn coming(look: &Look<'_>, case: &Case) -> ComingView {
    ComingView {
        box_code: case.code.to_string(),
        stage: case.stage.word(),
        site: case.site.0,
        count: case.count(),
        due: clock_of(look, case).map(DueView::from),
    }
}

/// Tubes sorted to their plates.
struct Work<'a> {
    look: &'a Look<'a>,
    tubes: &'a [Tube],
    plates: BTreeMap<String, (Plate, BenchPlate)>,
    by_hand: Vec<ToReview>,
}

impl Work<'_> {
    /// A called tube's head does not say its plate, its fact does: one is read for each plate, and
    /// one for each call that is looked at by itself.
    fn sort_out(&mut self) -> Result<(), StoreError> {
        let tubes = self.tubes;
        let known: HashMap<TubeCode, &Tube> = tubes.iter().map(|tube| (tube.code, tube)).collect();
        let mut taken: HashSet<TubeCode> = HashSet::new();
        for tube in tubes {
            match tube.stage {
                Stage::InTest { plate, .. } => self.add(plate, tube)?,
                Stage::Called { call, by, at } if !taken.contains(&tube.code) => {
                    let read = self.reading(tube)?;
                    let Some(code) = read.plate else {
                        self.by_hand.push(alone(tube, (call, by.0, at), &read));
                        continue;
                    };
                    self.add(code, tube)?;
                    let Some((plate, view)) = self.plates.get_mut(&code.to_string()) else {
                        continue;
                    };
                    if taken_at_once(tube, plate) {
                        let on_it = plate.tubes().filter_map(|(_, code)| known.get(&code));
                        let clean = on_it.filter(|tube| taken_at_once(tube, plate));
                        taken.extend(clean.map(|tube| tube.code));
                        taken.insert(tube.code);
                        view.negative = plate.tubes().filter(|(_, of)| taken.contains(of)).count();
                        view.called_by = Some(by.0);
                    } else {
                        view.called_by = view.called_by.or(Some(by.0));
                        view.alone.push(alone(tube, (call, by.0, at), &read));
                    }
                }
                _ => {}
            }
        }
        for (_, view) in self.plates.values_mut() {
            view.alone.sort_by(|a, b| a.well.cmp(&b.well));
        }
        Ok(())
    }

    /// Notes that a plate is not done, and when this tube's outcome is due.
    fn add(&mut self, code: PlateCode, tube: &Tube) -> Result<(), StoreError> {
        let name = code.to_string();
        if !self.plates.contains_key(&name) {
            let Some((plate, _)) = query::plate(self.look.connection, self.look.region, code)?
            else {
                return Ok(());
            };
            let view = BenchPlate {
                plate: name.clone(),
                kit: plate.kit.clone(),
                read_at_ms: plate.read_at.map(|at| at.0),
                specimens: plate.tubes().count(),
                called_by: None,
                negative: 0,
                alone: Vec::new(),
                due_at_ms: None,
            };
            self.plates.insert(name.clone(), (plate, view));
        }
        let due = tube_clock(&self.look.campaign.protocol, tube).map(|(_, due_at)| due_at.0);
        if let Some((_, view)) = self.plates.get_mut(&name) {
            view.due_at_ms = view.due_at_ms.into_iter().chain(due).min();
        }
        Ok(())
    }

    /// How a tube was read last, and whether that was corrected since.
    fn reading(&self, tube: &Tube) -> Result<Reading, StoreError> {
        let trail = self.look.tube_with_trail(tube.code)?.map(|(_, trail)| trail);
        let places = trail.unwrap_or_default();
        let last = |of: u8| places.facts().filter(|(table, _)| *table == of).last();
        let mut reading = Reading::default();
        let called = last(CALL);
        if let Some(Event::Called { plate, well, ct, .. }) = self.fact(called)? {
            reading = Reading { plate, well, ct: ct.map(|ct| ct.0), corrected: None };
        }
        // Tested again, it is another call.
        let since = called.map_or(0, |(_, seq)| seq);
        let amended = last(AMENDMENT).filter(|(_, seq)| *seq > since);
        if let Some(Event::CallAmended { from, .. }) = self.fact(amended)? {
            let amended = amended.map_or(0, |(_, seq)| seq);
            let behind = last(AMENDMENT_REASON).filter(|(_, seq)| *seq > amended);
            let reason = match self.fact(behind)? {
                Some(Event::AmendedFor { reason, .. }) => Some(reason),
                _ => None,
            };
            reading.corrected = Some((from, reason));
        }
        Ok(reading)
    }

    fn fact(&self, place: Option<(u8, u64)>) -> Result<Option<Event>, StoreError> {
        Ok(self.look.facts(place)?.pop().map(|entry| entry.event))
    }
}

/// How a tube was read last.
#[derive(Default)]
struct Reading {
    plate: Option<PlateCode>,
    well: Option<Well>,
    /// In hundredths.
    ct: Option<u16>,
    /// What was left, and why.
    corrected: Option<(Call, Option<AmendReason>)>,
}

/// `review_plate` confirms it with the rest of this plate.
fn taken_at_once(tube: &Tube, plate: &Plate) -> bool {
    matches!(tube.stage, Stage::Called { call: Call::Negative, at, .. }
        if plate.read_at == Some(at))
}

fn alone(tube: &Tube, (call, by, at): (Call, u32, At), read: &Reading) -> ToReview {
    ToReview {
        tube: tube.code.to_string(),
        accession: tube.written_accession(),
        well: read.well.map(|well| well.to_string()),
        call: call.word(),
        ct_hundredths: read.ct,
        called_by: by,
        at_ms: at.0,
        people: tube.members.len(),
        corrected: read.corrected.map(|(from, reason)| CorrectedView {
            from: from.word(),
            reason: reason.map(AmendReason::word),
            zh: reason.map(AmendReason::zh),
            en: reason.map(AmendReason::en),
        }),
    }
}
