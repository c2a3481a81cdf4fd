//! Routing against a slow and plain book-keeper: what it chooses, that no place is promised twice,
//! that a lab in time is found whenever there is one, that giving back restores everything.

#[path = "common/campaign.rs"]
#[allow(dead_code)] // the stories use more of it
mod campaign;

use proptest::prelude::*;

use tenfold_domain::campaign::{Campaign, Lab};
use tenfold_domain::code::{BoxCode, LabId, SiteId};
use tenfold_domain::routing::{
    self, Asking, Books, Closing, Load, Rate, Slots, Wish, choose, slot_of,
};
use tenfold_domain::term::{Class, ClosingReason};
use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use campaign::{MIDNIGHT, box_code, campaign};

/// A box that comes at a minute of the day, whose oldest swab is so many minutes old.
#[derive(Clone, Debug)]
struct Coming {
    minute: i64,
    age: i64,
    tubes: u16,
    class: Class,
    original: Option<LabId>,
    site: u32,
}

#[derive(Clone, Debug)]
struct Day {
    campaign: Campaign,
    waiting: Vec<u32>,
    closed: Option<(usize, ClosingReason)>,
    boxes: Vec<Coming>,
}

fn labs() -> impl Strategy<Value = Vec<(u32, i64, u32, bool)>> {
    // Tubes an hour, drive, tubes waiting, hours of the day only.
    prop::collection::vec((1..=240u32, 5..=150i64, 0..=300u32, any::<bool>()), 1..=5)
}

fn day() -> impl Strategy<Value = Day> {
    let coming = (360..=1_200i64, 0..=240i64, 1..=30u16, 0..5usize, 0..=6u32).prop_map(
        |(minute, age, tubes, class, original)| Coming {
            minute,
            age,
            tubes,
            class: Class::ALL[class],
            original: (1..=5).contains(&original).then_some(LabId(original)),
            site: 1 + (original % 2),
        },
    );
    let boxes = prop::collection::vec(coming, 1..=40);
    let closed = prop::option::of((0..5usize, prop::sample::select(ClosingReason::ALL)));
    (labs(), boxes, closed).prop_map(|(labs, mut boxes, closed)| {
        boxes.sort_by_key(|coming| coming.minute);
        let mut campaign = campaign::campaign();
        let template = campaign.labs[0].clone();
        let lab = |(at, (rate, _, _, day)): (usize, &(u32, i64, u32, bool))| Lab {
            id: LabId(at as u32 + 1),
            tubes_per_hour: *rate,
            hours: if *day { vec![(Minutes(360), Minutes(1_320))] } else { Vec::new() },
            ..template.clone()
        };
        campaign.labs = labs.iter().enumerate().map(lab).collect();
        for site in &mut campaign.sites {
            // The other site is a quarter of an hour further from every lab.
            let more = if site.id == SiteId(2) { 15 } else { 0 };
            let drive = |(at, lab): (usize, &(u32, i64, u32, bool))| {
                (LabId(at as u32 + 1), Minutes(lab.1 + more))
            };
            site.travel = labs.iter().enumerate().map(drive).collect();
            site.lab = LabId(1);
        }
        let closed = closed.map(|(lab, reason)| (lab % labs.len(), reason));
        Day { campaign, waiting: labs.iter().map(|lab| lab.2).collect(), closed, boxes }
    })
}

/// Promises as a list, looked through again and again.
#[derive(Default)]
struct Plain {
    promised: Vec<Promise>,
}

/// Places of a lab that a box was promised, and whether it comes first.
struct Promise {
    lab: LabId,
    slot: u32,
    tubes: u32,
    first: bool,
}

impl Plain {
    /// First slot and instant of the last tube for a box at a lab; none within two days.
    fn find(
        &self,
        (lab, waiting, is_first): (&Lab, u32, bool),
        (now, arrive_at, tubes): (At, At, u32),
    ) -> Option<(u32, At)> {
        let (mut waiting, mut left, mut first) = (waiting, tubes, None);
        for slot in slot_of(now)..slot_of(now) + 192 {
            let minute = i64::from(slot % 96) * 15;
            let hours = &lab.hours;
            let open = hours.is_empty()
                || hours.iter().any(|(from, to)| from.0 <= minute && minute + 15 <= to.0);
            let upto = |rate: u32, slot: u32| u64::from(rate) * u64::from(slot) / 4;
            let begins = |rate| if open { upto(rate, slot + 1) - upto(rate, slot) } else { 0 };
            let here = || self.promised.iter().filter(|p| (p.lab, p.slot) == (lab.id, slot));
            let taken: u32 = here().map(|p| p.tubes).sum();
            let came: u64 = here().filter(|p| p.first).map(|p| u64::from(p.tubes)).sum();
            // A tenth is kept until those who come first have taken as much.
            let all = begins(lab.tubes_per_hour);
            let open_to_all = begins((lab.tubes_per_hour * 90).div_ceil(100)).min(all);
            let capacity = if is_first { all } else { all.min(open_to_all + came) } as u32;
            let free = capacity.saturating_sub(taken);
            let beside = free.saturating_sub(waiting);
            waiting = waiting.saturating_sub(free);
            if slot < slot_of(arrive_at) || beside == 0 {
                continue;
            }
            first = first.or(Some(slot));
            if beside >= left {
                let used = i64::from(capacity - beside + left);
                let within = 15 * MINUTE_MS * used / i64::from(capacity);
                let last_at = At(i64::from(slot) * 15 * MINUTE_MS + within);
                return first.map(|first| (first, last_at.max(arrive_at)));
            }
            left -= beside;
        }
        None
    }
}

/// What a lab offers, by the plain book-keeper: not original, not in time, minutes late, score.
type Offer = ((bool, bool, i64, i64, usize), LabId, At, At);

fn offers(day: &Day, plain: &Plain, (now, load): (At, Load), first: bool) -> Vec<Offer> {
    let protocol = &day.campaign.protocol;
    let site = day.campaign.site(load.site).expect("a site");
    let offer = |(place, lab): (usize, &Lab)| -> Option<Offer> {
        if day.closed.is_some_and(|(closed, _)| closed == place) {
            return None;
        }
        let drive = site.travel.iter().find(|(to, _)| *to == lab.id).map(|(_, drive)| *drive)?;
        let arrive_at = now + drive;
        let wish = (now, arrive_at, u32::from(load.tubes));
        let (slot, last_at) = plain.find((lab, day.waiting[place], first), wish)?;
        let start_at = arrive_at.max(At(i64::from(slot) * 15 * MINUTE_MS));
        let outcome_at = last_at + lab.process;
        let class = protocol.class(load.strictest);
        let due_at = (arrive_at + class.lab_limit).min(load.oldest_swab_at + class.total_limit);
        let room_ends_at = load.oldest_swab_at + protocol.transport.room_limit;
        let late = Minutes(0).max(Minutes(-(room_ends_at - arrive_at).0));
        let late = late.max(Minutes(-(due_at - outcome_at).0));
        let drive_ms = drive.0 * MINUTE_MS;
        let queue_ms = (start_at.0 + last_at.0) / 2 - arrive_at.0;
        let granted = if lab.id == site.lab { 15 * MINUTE_MS } else { 0 };
        let score = drive_ms + drive_ms / 4 + 2 * queue_ms - granted;
        let strange = load.original.is_some_and(|original| original != lab.id);
        let order = (strange, late != Minutes(0), late.0, score, place);
        Some((order, lab.id, start_at, outcome_at))
    };
    day.campaign.labs.iter().enumerate().filter_map(offer).collect()
}

fn load(coming: &Coming, labs: usize) -> (At, Load) {
    let now = MIDNIGHT + Minutes(coming.minute);
    let load = Load {
        site: SiteId(coming.site),
        tubes: coming.tubes,
        oldest_swab_at: now - Minutes(coming.age),
        strictest: coming.class,
        original: coming.original.filter(|lab| lab.0 as usize <= labs),
    };
    (now, load)
}

fn code(n: usize) -> BoxCode {
    box_code(n as u32 + 1)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Box after box, the choice is the plain book-keeper's, so a lab in time is found whenever
    /// there is one; and every place is promised once.
    #[test]
    fn the_choice_is_the_best_by_the_plain_books(day in day()) {
        let mut books = Books::new(&day.campaign);
        if let Some((lab, reason)) = day.closed {
            books.close(day.campaign.labs[lab].id, Closing { reason, until_at: None });
        }
        let mut plain = Plain::default();
        let waiting = |lab: LabId| day.waiting[lab.0 as usize - 1];
        for (n, coming) in day.boxes.iter().enumerate() {
            let (now, load) = load(coming, day.campaign.labs.len());
            let first = books.comes_first(&load);
            let asking = Asking { now, load, held: None };
            let answer = choose(&day.campaign, &books, waiting, asking);
            let again = choose(&day.campaign, &books, waiting, asking);
            prop_assert_eq!(answer, again, "the same again");
            let offers = offers(&day, &plain, (now, load), first);
            let best = offers.iter().min();
            let ours = answer.choice.map(|choice| (choice.lab, choice.start_at, choice.outcome_at));
            prop_assert_eq!(ours, best.map(|(_, lab, start, outcome)| (*lab, *start, *outcome)));
            prop_assert_eq!(
                answer.choice.is_some_and(|choice| choice.feasible()),
                best.is_some_and(|(order, ..)| !order.1)
            );
            let Some(choice) = answer.choice else { continue };
            books.sealed(code(n), load);
            books.reserve(code(n), choice.reserved());
            let place = books.place(choice.lab).expect("a lab");
            for slot in slot_of(choice.start_at)..slot_of(choice.start_at) + 192 {
                let taken = books.labs[place].slots.taken(slot);
                let before: u32 = plain.promised.iter()
                    .filter(|p| (p.lab, p.slot) == (choice.lab, slot)).map(|p| p.tubes).sum();
                if taken > before {
                    let (lab, tubes) = (choice.lab, taken - before);
                    plain.promised.push(Promise { lab, slot, tubes, first });
                }
                let rate = u64::from(day.campaign.labs[place].tubes_per_hour);
                prop_assert!(u64::from(taken) <= rate.div_ceil(4), "{taken} of {rate} an hour");
            }
            prop_assert!(books.law_holds());
        }
    }

    /// Whatever was promised and given back, in whatever order, the books are as before.
    #[test]
    fn giving_back_restores_the_books(day in day(), order in any::<prop::sample::Index>()) {
        let mut books = Books::new(&day.campaign);
        let empty = books.clone();
        let waiting = |lab: LabId| day.waiting[lab.0 as usize - 1];
        let mut codes = Vec::new();
        for (n, coming) in day.boxes.iter().enumerate() {
            let (now, load) = load(coming, day.campaign.labs.len());
            let asking = Asking { now, load, held: None };
            books.sealed(code(n), load);
            if let Some(choice) = choose(&day.campaign, &books, waiting, asking).choice {
                books.reserve(code(n), choice.reserved());
            }
            codes.push(code(n));
        }
        let at = order.index(codes.len());
        codes.rotate_left(at);
        for code in codes {
            books.gone(code);
            prop_assert!(books.law_holds());
        }
        for (lab, fresh) in books.labs.iter().zip(&empty.labs) {
            prop_assert_eq!(lab.slots.promised(), fresh.slots.promised());
        }
        prop_assert!(books.under_way.is_empty());
    }
}

/// Four tubes an hour, nothing kept.
const FOUR: Rate = Rate { all: 4, open: 4, first: false };

/// Two days are kept: a place further on would stand where one of tomorrow stands.
#[test]
fn no_promise_reaches_beyond_two_days() {
    let now = MIDNIGHT;
    let wish = |arrive: Minutes, tubes| Wish {
        from: slot_of(now),
        arrive: slot_of(now + arrive),
        waiting: 0,
        tubes,
        rate: FOUR,
        held: &[],
    };
    let mut slots = Slots::new(&[]);
    // A tube a quarter of an hour: one box takes the first hour, one all but the last hour.
    slots.take(slot_of(now), 4, FOUR);
    let second = slots.find(wish(Minutes(0), 184)).expect("there is room");
    assert_eq!((second.first, second.last), (slot_of(now) + 4, slot_of(now) + 187));
    slots.take(second.first, 184, FOUR);
    assert!(slots.find(wish(Minutes(120), 5)).is_none(), "an hour is left, and not more");
    let third = slots.find(wish(Minutes(120), 4)).expect("the last hour");
    assert_eq!(third.last, slot_of(now) + 191);
    slots.take(third.first, 4, FOUR);
    assert_eq!(slots.promised(), 192);
    assert!((0..192).all(|slot| slots.taken(slot_of(now) + slot) == 1));
}

/// A plate may be laid out and have no cycler: what is beyond what a lab can have under test at
/// once waits, whatever it lies on.
#[test]
fn tubes_on_plates_wait_once_they_are_more_than_a_lab_has_under_test() {
    let town = campaign();
    let books = Books::new(&town);
    // 60 tubes an hour, three hours each: 180 at once.
    let lab = books.lab(LabId(1)).expect("a lab");
    assert_eq!((lab.tubes_per_hour, lab.process), (60, Minutes(180)));
    assert_eq!(lab.waiting(0, 0), 0);
    assert_eq!(lab.waiting(100, 60), 40, "on no plate");
    assert_eq!(lab.waiting(180, 180), 0, "all under test");
    assert_eq!(lab.waiting(500, 500), 320, "laid out far ahead of the cyclers");
    assert_eq!(lab.waiting(500, 10), 490, "never fewer than lie on no plate");
    assert!(books.lab(LabId(9)).is_none());
}

/// A box asked for again when its lab closes is told its new lab, and its places there are its own.
#[test]
fn a_lab_that_closes_gives_its_boxes_away_and_opens_to_those_that_found_none() {
    let town = campaign();
    let mut books = Books::new(&town);
    let nobody = |_: LabId| 0;
    let load = Load {
        site: SiteId(1),
        tubes: 10,
        oldest_swab_at: MIDNIGHT,
        strictest: Class::Resident,
        original: None,
    };
    let now = MIDNIGHT + Minutes(60);
    for number in 1..=3 {
        books.sealed(box_code(number), load);
        let answer = choose(&town, &books, nobody, Asking { now, load, held: None });
        let choice = answer.choice.expect("both labs are open");
        assert_eq!(choice.lab, LabId(1), "the near one");
        books.reserve(box_code(number), choice.reserved());
    }
    let closing = Closing { reason: ClosingReason::Down, until_at: None };
    let mut told = Vec::new();
    routing::close(&town, &mut books, nobody, (now, LabId(1), closing), |code, _, answer| {
        told.push((code, answer.choice.map(|choice| choice.lab)));
    });
    let elsewhere = |number| (box_code(number), Some(LabId(2)));
    assert_eq!(told, [elsewhere(1), elsewhere(2), elsewhere(3)]);
    assert!(books.law_holds() && books.boxes_to(Some(LabId(1))).is_empty());
    told.clear();
    routing::close(&town, &mut books, nobody, (now, LabId(2), closing), |code, _, answer| {
        told.push((code, answer.choice.map(|choice| choice.lab)));
    });
    assert!(told.iter().all(|(_, lab)| lab.is_none()) && told.len() == 3, "{told:?}");
    assert_eq!(books.labs.iter().map(|lab| lab.slots.promised()).sum::<u64>(), 0);
    told.clear();
    routing::open(&town, &mut books, nobody, (now, LabId(2)), |code, _, answer| {
        told.push((code, answer.choice.map(|choice| choice.lab)));
    });
    assert_eq!(told, [elsewhere(1), elsewhere(2), elsewhere(3)]);
    assert!(books.law_holds());
}
