//! What each lab takes, has waiting and has promised, for the commander's board and for couriers.

use serde::Serialize;
use tenfold_domain::campaign::Lab;
use tenfold_domain::routing::{
    self, Asking, Books, Choice, LabBook, UnderWay, Wish, begins_at, slot_of,
};
use tenfold_domain::state::State;
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

use super::routing::WhyView;

/// Hours of promises that are shown.
const HOURS: u32 = 12;
const SLOTS_AN_HOUR: u32 = 4;

/// A lab as routing sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LabStand {
    /// The lab.
    pub lab: u32,
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its name in English.
    pub name_en: String,
    /// The city's own (R04).
    pub own: bool,
    /// It takes boxes now.
    pub takes: bool,
    /// Why not, where it does not.
    pub closed: Option<WhyView>,
    /// Until when, where somebody said so.
    pub until_at_ms: Option<i64>,
    /// Tubes it can begin in an hour.
    pub tubes_per_hour: u32,
    /// Tubes it has reagents for beyond those promised, where somebody counts.
    pub tests_left: Option<i64>,
    /// Runs in a row with failed controls.
    pub failed_runs: u8,
    /// Tubes that wait there: on no plate, or more than it can have under test at once.
    pub waiting: u32,
    /// Tubes there on a plate.
    pub in_test: i64,
    /// Boxes on their way to it.
    pub boxes: usize,
    /// Of these, boxes that are expected too late.
    pub late_boxes: usize,
    /// Minutes from arrival to the end of the room-temperature window (R99) of the box on its way
    /// that has the least, if it set off from its site now; below zero, too late. Absent: no box.
    pub room_slack_minutes: Option<i64>,
    /// The same from the outcome of its last tube to when that is due (R142).
    pub outcome_slack_minutes: Option<i64>,
    /// Tubes in them.
    pub promised: u64,
    /// Of the promised tubes, those that are to begin in each of the next hours.
    pub promised_by_hour: Vec<u64>,
    /// When a tube that came now would begin; none within two days where absent.
    pub free_at_ms: Option<i64>,
}

/// Boxes on their way to a lab.
#[derive(Clone, Copy, Default)]
struct Coming {
    boxes: usize,
    late_boxes: usize,
    tubes: u64,
    room_slack: Option<Minutes>,
    outcome_slack: Option<Minutes>,
}

impl Coming {
    fn keep_least(&mut self, left: Option<Choice>) {
        let least = |before: Option<Minutes>, one| before.into_iter().chain(one).min();
        self.room_slack = least(self.room_slack, left.map(|left| left.room_slack));
        self.outcome_slack = least(self.outcome_slack, left.map(|left| left.outcome_slack));
    }
}

/// What the lab that a box goes to would offer it, if it set off from its site now: one that waits
/// for a courier loses minute by minute what it was promised.
fn left(state: &State, box_: &UnderWay, now: At) -> Option<Choice> {
    let asking = Asking { now, load: box_.load, held: Some(box_) };
    let place = (asking, box_.lab?);
    routing::at(&state.campaign, &state.books, |lab| state.waiting(lab), place).ok()
}

/// Every lab. The writer makes it for each board, so boxes are gone through once.
pub fn all(state: &State, now: At) -> Vec<LabStand> {
    let mut coming = vec![Coming::default(); state.books.labs.len()];
    for box_ in state.books.under_way.values() {
        if let Some(coming) = box_.lab.and_then(|lab| coming.get_mut(lab)) {
            coming.boxes += 1;
            coming.late_boxes += usize::from(!box_.feasible);
            coming.tubes += u64::from(box_.load.tubes);
            coming.keep_least(left(state, box_, now));
        }
    }
    let labs = state.campaign.labs.iter().zip(&state.books.labs).zip(coming);
    labs.map(|(lab, coming)| one(state, lab, coming, now)).collect()
}

fn one(state: &State, (lab, book): (&Lab, &LabBook), coming: Coming, now: At) -> LabStand {
    let books = &state.books;
    let refused = state.campaign.protocol.routing.refuses(book, now, 1);
    let waiting = state.tally.waiting(book);
    LabStand {
        lab: lab.id.0,
        name_zh: lab.name_zh.clone(),
        name_en: lab.name_en.clone(),
        own: lab.own,
        takes: refused.is_none(),
        closed: refused.map(WhyView::from),
        until_at_ms: book.closed.and_then(|closing| closing.until_at).map(|at| at.0),
        tubes_per_hour: book.tubes_per_hour,
        tests_left: book.tests_left,
        failed_runs: book.failed_runs,
        waiting,
        in_test: state.tally.labs.get(&lab.id).map_or(0, |counts| counts.in_test),
        boxes: coming.boxes,
        late_boxes: coming.late_boxes,
        room_slack_minutes: coming.room_slack.map(|slack| slack.0),
        outcome_slack_minutes: coming.outcome_slack.map(|slack| slack.0),
        promised: coming.tubes,
        promised_by_hour: by_hour(book, now),
        free_at_ms: free_at(books, book, (now, waiting)).map(|at| at.0),
    }
}

fn by_hour(book: &LabBook, now: At) -> Vec<u64> {
    let from = slot_of(now);
    let hour = |hour: u32| {
        let slots = (0..SLOTS_AN_HOUR).map(|slot| from + hour * SLOTS_AN_HOUR + slot);
        slots.map(|slot| u64::from(book.slots.taken(slot))).sum()
    };
    (0..HOURS).map(hour).collect()
}

/// When a resident's tube that came now would begin.
fn free_at(books: &Books, book: &LabBook, (now, waiting): (At, u32)) -> Option<At> {
    let (from, rate) = (slot_of(now), books.rate_for(book, false));
    let place = book.slots.find(Wish { from, arrive: from, waiting, tubes: 1, rate, held: &[] });
    place.map(|place| begins_at(place.first).max(now))
}
