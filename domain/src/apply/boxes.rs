//! How facts about boxes change the state: packing, the way to a lab, handover, receipt.

use crate::code::{BoxCode, TubeCode};
use crate::command::Stamp;
use crate::event::Event;
use crate::state::State;
use crate::time::At;
use crate::transport::{BoxStage, Case};
use crate::tube::Stage;

impl State {
    pub(super) fn apply_to_box(&mut self, stamp: &Stamp, event: &Event) {
        match event {
            Event::BoxOpened { box_code, site } => {
                let opened = Case {
                    code: *box_code,
                    site: *site,
                    tubes: Vec::new(),
                    routed: None,
                    in_time: false,
                    start_at: None,
                    strictest: None,
                    original: None,
                    oldest_swab_at: None,
                    sealed_at: None,
                    stage: BoxStage::Open,
                };
                self.boxes.insert(*box_code, opened);
            }
            Event::TubePacked { box_code, tube } => {
                self.boxes.entry(*box_code).and_modify(|case| case.tubes.push(*tube));
                self.tubes.entry(*tube).and_modify(|tube| tube.box_code = Some(*box_code));
                self.shift(*tube, Stage::Packed);
            }
            Event::TubeUnpacked { box_code, tube } => {
                self.boxes.entry(*box_code).and_modify(|case| case.tubes.retain(|t| t != tube));
                self.tubes.entry(*tube).and_modify(|tube| tube.box_code = None);
                self.shift(*tube, Stage::Sealed);
            }
            Event::BoxSealed { box_code, oldest_swab_at, .. } => {
                let load = self.boxes.get(box_code).map(|case| self.load_of(case, *oldest_swab_at));
                if let Some(case) = self.boxes.get_mut(box_code)
                    && let Some(load) = load
                {
                    case.oldest_swab_at = Some(*oldest_swab_at);
                    case.sealed_at = Some(stamp.at);
                    case.stage = BoxStage::Sealed;
                    self.books.sealed(*box_code, load);
                }
            }
            Event::BoxRouted { .. } | Event::BoxReserved { .. } | Event::BoxUnrouted { .. } => {
                self.apply_to_route(event);
            }
            Event::HandedOver { box_code, taker, .. } => {
                self.fetched(*box_code, stamp.at);
                self.box_stage(*box_code, BoxStage::InTransit { holder: *taker });
                for tube in self.manifest(*box_code) {
                    self.shift_from(tube, &Stage::Packed, Stage::InTransit);
                }
            }
            Event::BoxLost { box_code } => {
                self.no_longer_expected(*box_code);
                self.books.gone(*box_code);
                self.box_stage(*box_code, BoxStage::Lost);
            }
            Event::BoxReceived { box_code, lab, .. } => {
                self.no_longer_expected(*box_code);
                let tubes = self.boxes.get(box_code).map_or(0, Case::count);
                self.books.arrived(*box_code, (*lab, tubes));
                self.box_stage(*box_code, BoxStage::Received { lab: *lab });
            }
            Event::BoxEmptied { box_code, .. } => {
                if let Some(Case { stage: BoxStage::Received { lab }, .. }) =
                    self.boxes.get(box_code)
                {
                    self.box_stage(*box_code, BoxStage::Emptied { lab: *lab });
                }
            }
            _ => {}
        }
    }

    fn apply_to_route(&mut self, event: &Event) {
        match event {
            Event::BoxRouted { box_code, lab, feasible, .. } => {
                self.no_longer_expected(*box_code);
                self.books.release(*box_code);
                if let Some(case) = self.boxes.get_mut(box_code) {
                    (case.routed, case.in_time, case.start_at) = (Some(*lab), *feasible, None);
                    if case.is_under_way() {
                        self.tally.lab(*lab).expected += i64::from(case.count());
                    }
                }
            }
            Event::BoxReserved { box_code, lab, start_at, strictest, original, .. } => {
                if let Some(case) = self.boxes.get_mut(box_code) {
                    case.start_at = Some(*start_at);
                    (case.strictest, case.original) = (Some(*strictest), *original);
                    self.books.reserve(*box_code, (*lab, *start_at, case.in_time));
                }
            }
            Event::BoxUnrouted { box_code, strictest, original, .. } => {
                self.no_longer_expected(*box_code);
                self.books.release(*box_code);
                if let Some(case) = self.boxes.get_mut(box_code) {
                    (case.routed, case.in_time, case.start_at) = (None, false, None);
                    (case.strictest, case.original) = (Some(*strictest), *original);
                }
            }
            _ => {}
        }
    }

    /// A box leaves its site; not one that goes from hand to hand.
    fn fetched(&mut self, code: BoxCode, at: At) {
        let case = self.boxes.get(&code);
        if let Some(case) = case.filter(|case| case.stage == BoxStage::Sealed) {
            self.books.fetched_at(case.site, at);
        }
    }

    fn manifest(&self, code: BoxCode) -> Vec<TubeCode> {
        self.boxes.get(&code).map(|case| case.tubes.clone()).unwrap_or_default()
    }

    fn box_stage(&mut self, code: BoxCode, stage: BoxStage) {
        self.boxes.entry(code).and_modify(|case| case.stage = stage);
    }

    fn no_longer_expected(&mut self, code: BoxCode) {
        if let Some(case) = self.boxes.get_mut(&code)
            && let Some(lab) = case.routed
            && case.is_under_way()
        {
            self.tally.lab(lab).expected -= i64::from(case.count());
        }
    }

    pub(super) fn leaves_open_box(&mut self, code: TubeCode) {
        let Some(tube) = self.tubes.get(&code) else { return };
        let case = tube.box_code.and_then(|code| self.boxes.get_mut(&code));
        if let Some(case) = case.filter(|case| case.stage == BoxStage::Open) {
            case.tubes.retain(|tube| *tube != code);
        }
    }
}
