//! Questions about routes: why a box goes where it goes, what labs have promised, and what would
//! follow if one of them went down. Decided by the rules themselves, on a copy of what they see.

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::code::{BoxCode, LabId, ScanId, StaffId};
use tenfold_domain::command::{Act, Command, Opaque, Scope, Stamp};
use tenfold_domain::decide::decide;
use tenfold_domain::event::Event;
use tenfold_domain::refusal::Refused;
use tenfold_domain::routing::{self, Answer, Asking, Choice, Passed, slot_of};
use tenfold_domain::state::State;
use tenfold_domain::term::{ClosingReason, RouteReason};
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

/// What routing decides by: a state with no tube in it.
pub struct Roads(pub(super) State);

/// Why, in words of a closed list and of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WhyView {
    /// The word.
    pub reason: &'static str,
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// A lab that is not the best one now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PassedView {
    /// The lab.
    pub lab: u32,
    /// Why not.
    #[serde(flatten)]
    pub why: WhyView,
    /// Minutes too late, or worse by the score.
    pub by_minutes: i64,
}

/// What the rules would answer for a box now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RouteView {
    /// The box.
    #[serde(rename = "box")]
    pub box_code: String,
    /// The lab it goes to so far.
    pub routed: Option<u32>,
    /// The best lab now; none takes it where absent.
    pub lab: Option<u32>,
    /// Expected arrival.
    pub arrive_at_ms: Option<i64>,
    /// Expected start of its first test.
    pub start_at_ms: Option<i64>,
    /// Expected last outcome.
    pub outcome_at_ms: Option<i64>,
    /// Minutes from arrival to the end of room temperature; below zero, late by so many.
    pub room_slack_minutes: Option<i64>,
    /// Minutes from the outcome to when it is due; below zero, late by so many.
    pub outcome_slack_minutes: Option<i64>,
    /// Both windows hold.
    pub feasible: bool,
    /// No lab is reached in time: keep the box cold (R101).
    pub keep_cold: bool,
    /// Why there.
    pub why: WhyView,
    /// Why not the next two; the lab fixed beforehand stands first.
    pub passed: Vec<PassedView>,
}

/// What would follow if a lab took nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct WhatIfView {
    /// Boxes on their way to it then.
    pub boxes: usize,
    /// Tubes in them.
    pub tubes: u64,
    /// Boxes by the lab they would go to instead.
    pub moved: BTreeMap<u32, usize>,
    /// Boxes that no lab would take.
    pub unrouted: usize,
    /// Of the boxes, those that are late as it stands.
    pub late_before: usize,
    /// Those that would be late, or go nowhere.
    pub late_after: usize,
    /// Latest last outcome of them as it would be.
    pub last_outcome_at_ms: Option<i64>,
}

impl From<RouteReason> for WhyView {
    fn from(reason: RouteReason) -> WhyView {
        WhyView { reason: reason.word(), zh: reason.zh(), en: reason.en() }
    }
}

impl From<Passed> for PassedView {
    fn from(Passed { lab, reason, by }: Passed) -> PassedView {
        PassedView { lab: lab.0, why: reason.into(), by_minutes: by.0 }
    }
}

impl Roads {
    /// A copy of what the writer decides by.
    pub fn of(state: &State) -> Roads {
        let mut roads = State::new(state.campaign.clone());
        roads.books = state.books.clone();
        roads.tally.labs = state.tally.labs.clone();
        Roads(roads)
    }

    /// What is to be said of a box on its way; `None` where there is no such box.
    pub fn route(&self, now: At, code: BoxCode) -> Option<RouteView> {
        let Roads(state) = self;
        let State { campaign, books, .. } = state;
        let held = books.under_way.get(&code)?;
        let routed = held.lab.map(|lab| books.labs[lab].id);
        let asking = Asking { now, load: held.load, held: Some(held) };
        let answer = routing::choose(campaign, books, |lab| state.waiting(lab), asking);
        Some(RouteView::new(code, routed, &answer))
    }

    /// What would follow if a lab took nothing from `from_at` on. Boxes whose test there begins
    /// before then are there by then; the others are where they were sealed.
    ///
    /// # Errors
    /// [`Refused`]: no such lab, or an end that is before the beginning.
    pub fn what_if(mut self, down: (LabId, At, Option<At>)) -> Result<WhatIfView, Refused> {
        let (lab, from_at, until_at) = down;
        let books = &mut self.0.books;
        let from = slot_of(from_at);
        let arrived = |code: &BoxCode| books.under_way[code].first_slot().is_some_and(|s| s < from);
        let arrived: Vec<BoxCode> = books.boxes_to(Some(lab)).into_iter().filter(arrived).collect();
        arrived.into_iter().for_each(|code| books.gone(code));
        let boxes = books.boxes_to(Some(lab));
        let loads = boxes.iter().map(|code| &books.under_way[code]);
        let mut view = WhatIfView {
            boxes: boxes.len(),
            tubes: loads.clone().map(|box_| u64::from(box_.load.tubes)).sum(),
            late_before: loads.filter(|box_| !box_.feasible).count(),
            ..WhatIfView::default()
        };
        let command = asked(from_at, Act::CloseLab { lab, reason: ClosingReason::Down, until_at });
        for event in decide(&self.0, from_at, &command)? {
            view.add(&event);
        }
        Ok(view)
    }
}

/// A command that nobody records.
fn asked(at: At, act: Act) -> Command {
    let stamp = Stamp {
        scan: ScanId([0; 16]),
        content: 0,
        by: StaffId(0),
        device: tenfold_domain::code::DeviceId(0),
        at,
    };
    let (scope, original) = (Scope::default(), Opaque::default());
    Command { stamp, scope, after_the_fact: false, original, act }
}

impl WhatIfView {
    fn add(&mut self, event: &Event) {
        match event {
            Event::BoxRouted { lab, outcome_at, feasible, .. } => {
                *self.moved.entry(lab.0).or_default() += 1;
                self.late_after += usize::from(!feasible);
                self.last_outcome_at_ms = self.last_outcome_at_ms.max(Some(outcome_at.0));
            }
            Event::BoxUnrouted { .. } => {
                self.unrouted += 1;
                self.late_after += 1;
            }
            _ => {}
        }
    }
}

impl RouteView {
    fn new(code: BoxCode, routed: Option<LabId>, answer: &Answer) -> RouteView {
        let of = |what: fn(&Choice) -> i64| answer.choice.as_ref().map(what);
        let minutes = |Minutes(minutes): Minutes| minutes;
        RouteView {
            box_code: code.to_string(),
            routed: routed.map(|lab| lab.0),
            lab: answer.choice.map(|choice| choice.lab.0),
            arrive_at_ms: of(|choice| choice.arrive_at.0),
            start_at_ms: of(|choice| choice.start_at.0),
            outcome_at_ms: of(|choice| choice.outcome_at.0),
            room_slack_minutes: answer.choice.map(|choice| minutes(choice.room_slack)),
            outcome_slack_minutes: answer.choice.map(|choice| minutes(choice.outcome_slack)),
            feasible: answer.choice.is_some_and(|choice| choice.feasible()),
            keep_cold: answer.keep_cold(),
            why: answer.reason.into(),
            passed: answer.passed.into_iter().flatten().map(PassedView::from).collect(),
        }
    }
}
