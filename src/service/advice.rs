//! What is sampled must match what can be tested (R14): from what labs have promised and what
//! sites took in the last hour, which sites to slow, by how many persons an hour, and until when.
//! A flow of means ([`tenfold_sim::allocation`]); which lab a box goes to is not decided here.

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::campaign::{Campaign, Site};
use tenfold_domain::code::SiteId;
use tenfold_domain::routing::{LabBook, SLOT, SLOTS, begins_at, slot_of};
use tenfold_domain::state::State;
use tenfold_domain::term::Class;
use tenfold_domain::time::{At, Minutes};
use tenfold_domain::tube::Column;
use tenfold_sim::allocation::advice::{Advice, Slow, advice};
use tenfold_sim::allocation::{Fault, LAB_SLOTS_MAX, LabSlots, Problem};
use utoipa::ToSchema;

use super::pace::rates;
use super::progress::Progress;
use super::routing::Roads;

/// A slot of the flow, in the books' quarters: half an hour.
const QUARTERS: u32 = 2;
/// A shortage is shared out in quarters of what a site takes in a slot: nobody is asked to stop
/// before others have slowed.
const PARTS: u32 = 4;
/// Hours for which sites may be supposed to go on.
pub const HOURS_MAX: u8 = 12;

/// A site that takes more than labs can test.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SlowView {
    /// The site.
    pub site: u32,
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its name in English.
    pub name_en: String,
    /// From when.
    pub from_ms: i64,
    /// Until when.
    pub until_ms: i64,
    /// Persons an hour that it takes, by its last hour.
    pub persons_per_hour: f64,
    /// Persons an hour that it should take fewer, on average until then.
    pub fewer_per_hour: f64,
}

/// What to do so that nothing is sampled that cannot be tested in time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AdviceView {
    /// The moment of asking.
    pub at_ms: i64,
    /// Hours for which sites are supposed to go on as they do.
    pub hours: u8,
    /// Persons an hour that all sites take now, by their last hour.
    pub persons_per_hour: f64,
    /// Tubes an hour that labs which take boxes now can begin.
    pub tubes_per_hour: u64,
    /// Tubes that are sealed or will be in that time, and that labs cannot begin in time.
    pub short_tubes: u64,
    /// Sites to slow; none where labs can begin everything.
    pub slow: Vec<SlowView>,
    /// From then on no site need be slowed; absent where none is, or where it lasts to the end.
    pub freely_from_ms: Option<i64>,
    /// By then labs have begun the last of the tubes sealed until then.
    pub clears_at_ms: Option<i64>,
}

/// What a site takes now.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PaceView {
    /// The site.
    pub site: u32,
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its name in English.
    pub name_en: String,
    /// Persons an hour, by its last hour.
    pub persons_per_hour: f64,
    /// Tubes an hour, likewise.
    pub tubes_per_hour: f64,
    /// Tubes that are there and in no sealed box.
    pub loose_tubes: u32,
}

/// What all sites take now.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PacesView {
    /// The moment of asking.
    pub at_ms: i64,
    /// As the campaign lists them.
    pub sites: Vec<PaceView>,
}

/// What a site takes.
#[derive(Clone, Copy, Default)]
struct Pace {
    persons_per_hour: f64,
    tubes_per_hour: f64,
    /// Tubes that are there and in no sealed box.
    loose: u32,
}

impl Roads {
    /// What every site takes, which the board tells.
    pub fn paces(&self, board: &Progress, now: At) -> PacesView {
        let Roads(state) = self;
        let paces = paces(state, board, now);
        let sites = state.campaign.sites.iter().map(|site| {
            let pace = paces.get(&site.id).copied().unwrap_or_default();
            PaceView {
                site: site.id.0,
                name_zh: site.name_zh.clone(),
                name_en: site.name_en.clone(),
                persons_per_hour: pace.persons_per_hour,
                tubes_per_hour: pace.tubes_per_hour,
                loose_tubes: pace.loose,
            }
        });
        PacesView { at_ms: now.0, sites: sites.collect() }
    }

    /// Advice for the next hours, when sites go on as in the last one, which the board tells.
    ///
    /// # Errors
    /// [`Fault`], where the campaign's travel times or labs are no sound problem.
    pub fn advice(&self, board: &Progress, now: At, hours: u8) -> Result<AdviceView, Fault> {
        let Roads(state) = self;
        let campaign = &state.campaign;
        let hours = hours.clamp(1, HOURS_MAX);
        let paces = paces(state, board, now);
        let paces: Vec<(&Site, Pace)> = campaign
            .sites
            .iter()
            .map(|site| (site, paces.get(&site.id).copied().unwrap_or_default()))
            .collect();
        let problem = problem(state, &paces, now, hours);
        let backlog: Vec<u32> = campaign.labs.iter().map(|lab| state.waiting(lab.id)).collect();
        let persons = |(_, pace): &(&Site, Pace)| {
            if pace.tubes_per_hour > 0.0 {
                pace.persons_per_hour / pace.tubes_per_hour
            } else {
                1.0
            }
        };
        let persons: Vec<f64> = paces.iter().map(persons).collect();
        let found = advice(&problem, &backlog, &persons)?;
        let takes = |(_, book): &(usize, &LabBook)| {
            campaign.protocol.routing.refuses(book, now, 1).is_none()
        };
        let taking = state.books.labs.iter().enumerate().filter(takes);
        Ok(AdviceView {
            persons_per_hour: paces.iter().map(|(_, pace)| pace.persons_per_hour).sum(),
            tubes_per_hour: taking.map(|(_, book)| u64::from(book.tubes_per_hour)).sum(),
            ..AdviceView::new(&found, &paces, (now, hours))
        })
    }
}

impl AdviceView {
    fn new(found: &Advice, paces: &[(&Site, Pace)], (now, hours): (At, u8)) -> AdviceView {
        let (first, sampled) = (slot_of(now), slots_of(hours));
        let at = |slot: usize| begins_at(first + slot as u32 * QUARTERS).max(now).0;
        // A site is told one pace, and not another every half hour.
        let slow = |rows: &[Slow]| {
            let (site, pace) = paces[rows[0].site];
            let (from, until) = (rows[0].from, rows[rows.len() - 1].until);
            let slots = |row: &Slow| row.persons_per_hour * (row.until - row.from) as f64;
            let fewer = rows.iter().map(slots).sum::<f64>() / (until - from) as f64;
            SlowView {
                site: site.id.0,
                name_zh: site.name_zh.clone(),
                name_en: site.name_en.clone(),
                from_ms: at(from),
                until_ms: at(until),
                persons_per_hour: pace.persons_per_hour,
                fewer_per_hour: fewer.min(pace.persons_per_hour),
            }
        };
        AdviceView {
            at_ms: now.0,
            hours,
            persons_per_hour: 0.0,
            tubes_per_hour: 0,
            short_tubes: found.tubes,
            slow: found.slow.chunk_by(|a, b| a.site == b.site).map(slow).collect(),
            // What comes after the hours that were asked for was not supposed.
            freely_from_ms: found.sample_freely_from.filter(|slot| *slot < sampled).map(at),
            clears_at_ms: found.clears.map(|slot| at(slot + 1)),
        }
    }
}

/// What each site takes, and what of it no box has taken along.
fn paces(state: &State, board: &Progress, now: At) -> BTreeMap<SiteId, Pace> {
    let mut paces: BTreeMap<SiteId, Pace> = BTreeMap::new();
    for ((lane, _), counts) in &board.lanes {
        let Some(site) = state.campaign.site_of(*lane) else { continue };
        let there = [Column::Open, Column::Sealed, Column::Boxed, Column::InTransit];
        let there: i64 = there.iter().map(|column| counts.tubes[*column as usize]).sum();
        paces.entry(site.id).or_default().loose += u32::try_from(there).unwrap_or(0);
    }
    for box_ in state.books.under_way.values() {
        let loose = &mut paces.entry(box_.load.site).or_default().loose;
        *loose = loose.saturating_sub(u32::from(box_.load.tubes));
    }
    for (site, rate) in rates(&state.campaign, board, now) {
        let pace = paces.entry(site).or_default();
        pace.tubes_per_hour = rate.tubes_per_hour;
        pace.persons_per_hour = rate.persons_per_hour;
    }
    paces
}

/// Slots of so many hours.
fn slots_of(hours: u8) -> usize {
    usize::from(hours) * 60 / (QUARTERS as usize * SLOT.0 as usize)
}

/// Sites go on for so many hours; labs begin what arrives until it has waited too long.
fn problem(state: &State, paces: &[(&Site, Pace)], now: At, hours: u8) -> Problem {
    let campaign = &state.campaign;
    let rules = &campaign.protocol;
    let sampled = slots_of(hours);
    // The books know two days; and a problem of very many labs knows fewer slots.
    let most = (LAB_SLOTS_MAX / campaign.labs.len().max(1)).min((SLOTS / QUARTERS) as usize);
    let process = campaign.labs.iter().map(|lab| lab.process).max().unwrap_or_default();
    let wait_max = rules.class(Class::Resident).lab_limit.0 - process.0;
    let drive_max = rules.transport.room_limit.0 - rules.transport.collection_interval.0;
    let slot = Minutes(i64::from(QUARTERS) * SLOT.0);
    // A courier calls once in an interval (R78): a tube waits for half of it.
    let pickup = Minutes(rules.transport.collection_interval.0 / 2);
    let way_max = (pickup.0 + drive_max.max(0) + wait_max.max(0)) / slot.0;
    let slots = (sampled + way_max as usize + 2).min(most);
    let labs = campaign.labs.iter().zip(&state.books.labs);
    Problem {
        slot,
        slots,
        pickup,
        drive_max: Minutes(drive_max),
        wait_max: Minutes(wait_max.max(0)),
        tubes: paces.iter().map(|(_, pace)| pace.by_slot(sampled.min(slots), slots)).collect(),
        drives: paces.iter().map(|(site, _)| drives(campaign, site)).collect(),
        labs: labs
            .map(|(lab, book)| LabSlots {
                own: lab.own,
                capacity: capacity(state, book, now, slots),
                ..LabSlots::default()
            })
            .collect(),
        half: None,
        parts: PARTS,
    }
}

impl Pace {
    /// Whole tubes in each slot; those that are there already stand in the first.
    fn by_slot(&self, sampled: usize, slots: usize) -> Vec<u32> {
        let of_slot = self.tubes_per_hour * f64::from(QUARTERS) * SLOT.0 as f64 / 60.0;
        let upto = |slot: usize| (of_slot * slot as f64).round() as u32;
        let new = |slot: usize| if slot < sampled { upto(slot + 1) - upto(slot) } else { 0 };
        let loose = |slot: usize| if slot == 0 { self.loose } else { 0 };
        (0..slots).map(|slot| new(slot) + loose(slot)).collect()
    }
}

fn drives(campaign: &Campaign, site: &Site) -> Vec<Option<u32>> {
    let drive = |lab: &tenfold_domain::campaign::Lab| {
        let road = site.travel.iter().find(|(to, _)| *to == lab.id)?;
        u32::try_from(road.1.0).ok()
    };
    campaign.labs.iter().map(drive).collect()
}

/// Residents' places that nobody was promised, as long as reagents last.
fn capacity(state: &State, book: &LabBook, now: At, slots: usize) -> Vec<u32> {
    let rule = &state.campaign.protocol.routing;
    let (first, rate) = (slot_of(now), state.books.rate_for(book, false));
    let mut tests_left = book.tests_left.map(|left| u32::try_from(left.max(0)).unwrap_or(u32::MAX));
    let free = |slot: usize| -> u32 {
        let quarters = (0..QUARTERS).map(|quarter| first + slot as u32 * QUARTERS + quarter);
        // Whether reagents last is counted below.
        let takes = |quarter: &u32| rule.refuses(book, begins_at(*quarter).max(now), 0).is_none();
        quarters.filter(takes).map(|quarter| book.slots.free(quarter, rate)).sum()
    };
    let mut capacity: Vec<u32> = (0..slots).map(free).collect();
    if let Some(left) = &mut tests_left {
        for room in &mut capacity {
            *room = (*room).min(*left);
            *left -= *room;
        }
    }
    capacity
}
