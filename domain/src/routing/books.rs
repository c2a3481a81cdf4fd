//! What each lab has promised, and the boxes on their way to it.

use super::slots::{Rate, Slots, slot_of};
use super::{Choice, Load};
use crate::campaign::Campaign;
use crate::code::{BoxCode, LabId, SiteId};
use crate::map::Map;
use crate::protocol::Protocol;
use crate::term::{Class, ClosingReason};
use crate::time::{At, Minutes};

/// A lab takes nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Closing {
    /// Why.
    pub reason: ClosingReason,
    /// Until when; `None` until it is opened again.
    pub until_at: Option<At>,
}

/// One lab's book.
#[derive(Clone, PartialEq, Debug)]
pub struct LabBook {
    /// Its number.
    pub id: LabId,
    /// Tubes it can begin in an hour, as it said last.
    pub tubes_per_hour: u32,
    /// Tubes it has reagents for beyond those that were promised; `None` where nobody counts.
    pub tests_left: Option<i64>,
    /// From the start of a tube to its outcome.
    pub process: Minutes,
    /// It takes nothing.
    pub closed: Option<Closing>,
    /// Runs in a row whose controls failed.
    pub failed_runs: u8,
    /// What is promised.
    pub slots: Slots,
}

impl LabBook {
    /// Tubes that wait there, of a `backlog` received and not called: those on no plate; and all
    /// that are more than the lab can have under test at once, for a plate may be laid out and
    /// have no cycler. Under test at once are as many as it begins while one is processed (Little).
    pub fn waiting(&self, backlog: u32, on_plates: u32) -> u32 {
        let minutes = u64::try_from(self.process.0).unwrap_or_default();
        let under_test = u64::from(self.tubes_per_hour) * minutes / 60;
        let on_none = backlog.saturating_sub(on_plates);
        on_none.max(u64::from(backlog).saturating_sub(under_test) as u32)
    }
}

/// A sealed box that no lab has received.
#[derive(Clone, PartialEq, Debug)]
pub struct UnderWay {
    /// What it is.
    pub load: Load,
    /// The lab it goes to, by its place in the books.
    pub lab: Option<usize>,
    /// It is expected there in time.
    pub feasible: bool,
    /// Places it holds there: how many in which slot.
    pub(super) taken: Vec<(u32, u32)>,
}

impl UnderWay {
    /// The slot in which its first tube is to begin; none where it goes nowhere.
    pub fn first_slot(&self) -> Option<u32> {
        self.taken.first().map(|(slot, _)| *slot)
    }
}

/// The books of a region. Rebuilt from facts, and never the only place where something stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Books {
    /// Labs, as the campaign lists them.
    pub labs: Vec<LabBook>,
    /// Their places by number.
    places: Map<LabId, usize>,
    /// Labs that each site reaches, the nearest first.
    roads: Map<SiteId, Vec<(usize, Minutes)>>,
    /// Boxes by code.
    pub under_way: Map<BoxCode, UnderWay>,
    /// When a box was fetched last, by site.
    pub fetched: Map<SiteId, At>,
    first: First,
}

/// Who comes before others, and what is kept free for them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct First {
    /// The least strict class among them.
    from: Option<Class>,
    /// Share of every lab's places that only they may have, in percent.
    percent: u8,
}

impl Books {
    /// Books of a campaign in which nothing has happened.
    pub fn new(campaign: &Campaign) -> Books {
        let labs: Vec<LabBook> = campaign
            .labs
            .iter()
            .map(|lab| LabBook {
                id: lab.id,
                tubes_per_hour: lab.tubes_per_hour,
                tests_left: None,
                process: lab.process,
                closed: (!lab.open)
                    .then_some(Closing { reason: ClosingReason::Other, until_at: None }),
                failed_runs: 0,
                slots: Slots::new(&lab.hours),
            })
            .collect();
        let places: Map<LabId, usize> =
            labs.iter().enumerate().map(|(place, lab)| (lab.id, place)).collect();
        let road = |(to, minutes): &(LabId, Minutes)| places.get(to).map(|lab| (*lab, *minutes));
        let roads = campaign.sites.iter().map(|site| {
            let mut roads: Vec<_> = site.travel.iter().filter_map(road).collect();
            roads.sort_by_key(|(lab, minutes)| (*minutes, *lab));
            (site.id, roads)
        });
        Books {
            roads: roads.collect(),
            places,
            labs,
            under_way: Map::default(),
            fetched: Map::default(),
            first: First::of(&campaign.protocol),
        }
    }

    /// The book of a lab.
    pub fn lab(&self, id: LabId) -> Option<&LabBook> {
        self.place(id).map(|place| &self.labs[place])
    }

    /// The place of a lab in the books.
    pub fn place(&self, id: LabId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// Labs that a site reaches, the nearest first.
    pub fn roads(&self, site: SiteId) -> &[(usize, Minutes)] {
        self.roads.get(&site).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a box comes before others: with a recollection in it, or with a class whose outcome
    /// is due sooner than the latest of any class (R142, R157).
    pub fn comes_first(&self, load: &Load) -> bool {
        self.first.holds(load)
    }

    /// What a box may have of a lab's places, coming first or not.
    pub fn rate_for(&self, lab: &LabBook, first: bool) -> Rate {
        self.first.rate_for(lab, first)
    }

    /// A box was sealed.
    pub fn sealed(&mut self, box_code: BoxCode, load: Load) {
        let under_way = UnderWay { load, lab: None, feasible: false, taken: Vec::new() };
        self.under_way.insert(box_code, under_way);
    }

    /// A courier took a box from a site.
    pub fn fetched_at(&mut self, site: SiteId, at: At) {
        let last = self.fetched.entry(site).or_insert(at);
        *last = at.max(*last);
    }

    /// A box goes to a lab, in time or not, and holds places there from `start_at` on.
    pub fn reserve(&mut self, box_code: BoxCode, (id, start_at, feasible): (LabId, At, bool)) {
        self.release(box_code);
        let Some(lab) = self.place(id) else { return };
        let Some(box_) = self.under_way.get_mut(&box_code) else { return };
        let first = self.first.holds(&box_.load);
        let book = &mut self.labs[lab];
        let rate = self.first.rate_for(book, first);
        let tubes = u32::from(box_.load.tubes);
        (box_.lab, box_.feasible) = (Some(lab), feasible);
        box_.taken = book.slots.take(slot_of(start_at), tubes, rate);
        book.tests_left = book.tests_left.map(|left| left - i64::from(tubes));
    }

    /// A box holds no places any more; it is still on its way.
    pub fn release(&mut self, box_code: BoxCode) {
        let Some(box_) = self.under_way.get_mut(&box_code) else { return };
        let Some(lab) = box_.lab.take() else { return };
        let first = self.first.holds(&box_.load);
        let book = &mut self.labs[lab];
        book.slots.give_back(&box_.taken, first);
        box_.taken.clear();
        box_.feasible = false;
        let tubes = i64::from(box_.load.tubes);
        book.tests_left = book.tests_left.map(|left| left + tubes);
    }

    /// A box is at a lab. Its tubes wait there now, and use up reagents there.
    pub fn arrived(&mut self, box_code: BoxCode, (at, tubes): (LabId, u16)) {
        self.gone(box_code);
        self.change(at, |lab| lab.tests_left = lab.tests_left.map(|left| left - i64::from(tubes)));
    }

    /// A lab takes nothing more.
    pub fn close(&mut self, id: LabId, closing: Closing) {
        self.change(id, |lab| lab.closed = Some(closing));
    }

    /// A lab takes boxes again, whatever its controls did before.
    pub fn open(&mut self, id: LabId) {
        self.change(id, |lab| (lab.closed, lab.failed_runs) = (None, 0));
    }

    /// A lab said what it can do. Reagents are what is beyond those promised already.
    pub fn limit(&mut self, id: LabId, tubes_per_hour: Option<u32>, tests_left: Option<i64>) {
        let Some(place) = self.place(id) else { return };
        let to_it = self.under_way.values().filter(|box_| box_.lab == Some(place));
        let promised: i64 = to_it.map(|box_| i64::from(box_.load.tubes)).sum();
        let lab = &mut self.labs[place];
        lab.tubes_per_hour = tubes_per_hour.unwrap_or(lab.tubes_per_hour);
        lab.tests_left = tests_left.map(|left| left - promised).or(lab.tests_left);
    }

    /// A run's controls held or failed.
    pub fn run_read(&mut self, id: LabId, valid: bool) {
        self.change(id, |lab| {
            lab.failed_runs = if valid { 0 } else { lab.failed_runs.saturating_add(1) };
        });
    }

    fn change(&mut self, id: LabId, change: impl FnOnce(&mut LabBook)) {
        if let Some(place) = self.place(id) {
            change(&mut self.labs[place]);
        }
    }

    /// A box is on its way no longer.
    pub fn gone(&mut self, box_code: BoxCode) {
        self.release(box_code);
        self.under_way.remove(&box_code);
    }

    /// Every promise is one of a box on its way, and no lab has promised a place twice.
    pub fn law_holds(&self) -> bool {
        let mut promised: Map<(usize, u32), u32> = Map::default();
        for box_ in self.under_way.values() {
            let Some(lab) = box_.lab else {
                if box_.taken.is_empty() { continue } else { return false }
            };
            for (slot, part) in &box_.taken {
                *promised.entry((lab, *slot)).or_default() += part;
            }
        }
        // Of a box that is on its way for days, the first slots are forgotten.
        promised.retain(|(lab, slot), _| self.labs[*lab].slots.keeps(*slot));
        let all: u64 = promised.values().map(|part| u64::from(*part)).sum();
        let kept: u64 = self.labs.iter().map(|lab| lab.slots.promised()).sum();
        let taken = |lab: usize, slot| self.labs[lab].slots.taken(slot);
        all == kept && promised.iter().all(|((lab, slot), part)| taken(*lab, *slot) == *part)
    }

    /// Boxes on their way to a lab, or for `None` those that no lab takes in time; who comes first
    /// before the others, then the oldest.
    pub fn boxes_to(&self, lab: Option<LabId>) -> Vec<BoxCode> {
        let place = lab.map(|id| self.place(id));
        let wanted = |box_: &UnderWay| match place {
            Some(place) => place.is_some() && box_.lab == place,
            None => !box_.feasible,
        };
        let mut boxes: Vec<(bool, At, BoxCode)> = self
            .under_way
            .iter()
            .filter(|(_, box_)| wanted(box_))
            .map(|(code, UnderWay { load, .. })| {
                (!self.comes_first(load), load.oldest_swab_at, *code)
            })
            .collect();
        boxes.sort_unstable();
        boxes.into_iter().map(|(_, _, code)| code).collect()
    }
}

/// Whether something comes before others: a recollection, or a class whose outcome is due sooner
/// than the latest of any class (R142, R157).
pub fn comes_first(protocol: &Protocol, strictest: Class, is_recollection: bool) -> bool {
    First::of(protocol).takes(strictest, is_recollection)
}

impl First {
    fn of(protocol: &Protocol) -> First {
        let latest = protocol.classes.iter().map(|rule| rule.lab_limit).max();
        let sooner = protocol.classes.iter().filter(|rule| Some(rule.lab_limit) < latest);
        // A box is as urgent as its strictest person, so the least strict of the urgent counts.
        let from = sooner.map(|rule| rule.class).min();
        First { from, percent: protocol.routing.first_percent.min(100) }
    }

    fn holds(&self, load: &Load) -> bool {
        self.takes(load.strictest, load.original.is_some())
    }

    fn takes(&self, strictest: Class, is_recollection: bool) -> bool {
        is_recollection || self.from.is_some_and(|from| strictest >= from)
    }

    fn rate_for(&self, lab: &LabBook, first: bool) -> Rate {
        let all = lab.tubes_per_hour;
        // Rounded up: a small lab must not be closed to residents by a share of its one tube.
        let open = (u64::from(all) * (100 - u64::from(self.percent))).div_ceil(100) as u32;
        Rate { all, open, first }
    }
}

impl Choice {
    /// What a reservation needs of it.
    pub fn reserved(&self) -> (LabId, At, bool) {
        (self.lab, self.start_at, self.feasible())
    }
}
