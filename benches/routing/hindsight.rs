//! How much longer tubes wait than if everything that comes were known beforehand: random streams
//! of boxes, decided one by one as they are sealed, beside the best that a min-cost flow finds for
//! the whole stream at once. The flow keeps the same places free for those who come first and may
//! split a box between labs, so it is a bound that nobody may reach. Minutes are counted as a tube
//! ages, from the oldest swab of its box to the start of its test: that is what the windows of R99
//! and R142 count, and what the target of 1.10 means. From sealing alone is told beside it.

use tenfold_domain::campaign::{Campaign, Lab, Site};
use tenfold_domain::code::{BoxCode, LabId, SiteId, with_check_digits};
use tenfold_domain::routing::{
    Asking, Books, Choice, LabBook, Load, Rate, SLOT, SLOTS, at, choose, comes_first, slot_of,
};
use tenfold_domain::term::Class;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use tenfold_sim::allocation::{LabSlots, Problem, flow};

use super::Dice;

const LABS: u32 = 4;
const SITES: u32 = 20;
const BOXES: usize = 220;
/// Slots in which boxes are sealed: seven and a half hours.
const SEALING: u64 = 30;
/// Midnight, 1 April 2022.
const START: At = At(1_648_771_200_000);

/// Who decides.
#[derive(Clone, Copy)]
enum By {
    Nearest,
    EarliestStart,
    OurRule,
}

/// A stream: boxes in the order of sealing.
struct Stream {
    campaign: Campaign,
    boxes: Vec<Sealed>,
}

struct Sealed {
    /// Slot at whose end it is sealed.
    slot: usize,
    site: SiteId,
    tubes: u16,
    strictest: Class,
    /// Of the oldest swab, when it is sealed: half to the whole of a two-hour round.
    age: Minutes,
}

/// Prints what each way of deciding costs over so many streams, as a ratio to hindsight.
pub fn compare(mut campaign: Campaign, streams: u64) {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for first_percent in [0, campaign.protocol.routing.first_percent] {
        campaign.protocol.routing.first_percent = first_percent;
        let mut ratios = [const { (Vec::new(), Vec::new()) }; 3];
        for _ in 0..streams {
            let stream = Stream::new(&campaign, &mut dice);
            let (best, aged) = (stream.hindsight(), stream.aged());
            let all = [By::Nearest, By::EarliestStart, By::OurRule];
            for ((of_swab, of_seal), by) in ratios.iter_mut().zip(all) {
                let decided = stream.decided(by);
                of_swab.push((aged + decided) / (aged + best));
                of_seal.push(decided / best);
            }
        }
        let told = |(of_swab, of_seal): &(Vec<f64>, Vec<f64>)| {
            let mean = |ratios: &Vec<f64>| ratios.iter().sum::<f64>() / ratios.len() as f64;
            let most = of_swab.iter().copied().fold(0.0, f64::max);
            format!("{:.3} (most {most:.3}; from sealing {:.3})", mean(of_swab), mean(of_seal))
        };
        let [nearest, earliest, ours] = &ratios;
        println!(
            "{streams} streams, {first_percent} % kept for who comes first: of hindsight's minutes \
             nearest lab {}, earliest start {}, our rule {}",
            told(nearest),
            told(earliest),
            told(ours)
        );
    }
}

impl Stream {
    fn new(like: &Campaign, dice: &mut Dice) -> Stream {
        let mut boxes: Vec<Sealed> = (0..BOXES)
            .map(|_| Sealed {
                slot: dice.below(SEALING) as usize,
                site: SiteId(1 + dice.below(SITES.into()) as u32),
                tubes: 6 + dice.below(25) as u16,
                strictest: if dice.below(10) == 0 { Class::Key } else { Class::Resident },
                age: Minutes(60 + dice.below(61) as i64),
            })
            .collect();
        boxes.sort_by_key(|sealed| sealed.slot);
        let tubes: u64 = boxes.iter().map(|sealed| u64::from(sealed.tubes)).sum();
        // From nine tenths to fifteen per cent more than labs begin in the hours of sealing.
        let load_percent = 90 + dice.below(26);
        let an_hour = tubes * 4 * 100 / SEALING / load_percent;
        let shares: Vec<u64> = (0..LABS).map(|_| 1 + dice.below(3)).collect();
        let all: u64 = shares.iter().sum();
        let mut campaign = like.clone();
        let (lab, site) = (like.labs[0].clone(), like.sites[0].clone());
        let rate = |share: &u64| (an_hour * share / all).max(4) as u32;
        let labs = (1..).zip(&shares);
        campaign.labs = labs
            .map(|(id, share)| Lab {
                id: LabId(id),
                tubes_per_hour: rate(share),
                hours: Vec::new(),
                ..lab.clone()
            })
            .collect();
        campaign.sites = (1..=SITES)
            .map(|id| {
                let drive = |lab| (LabId(lab), Minutes(5 + dice.below(56) as i64));
                let travel: Vec<_> = (1..=LABS).map(drive).collect();
                let lab = travel.iter().min_by_key(|(_, drive)| *drive).expect("a lab").0;
                Site { id: SiteId(id), travel, lab, ..site.clone() }
            })
            .collect();
        Stream { campaign, boxes }
    }

    /// Minutes from sealing to the start of the test, all tubes together, decided one by one.
    fn decided(&self, by: By) -> f64 {
        let mut books = Books::new(&self.campaign);
        let mut minutes = 0;
        for (n, sealed) in self.boxes.iter().enumerate() {
            let now = START + Minutes(SLOT.0 * (sealed.slot as i64 + 1));
            let load = Load {
                site: sealed.site,
                tubes: sealed.tubes,
                oldest_swab_at: now - sealed.age,
                strictest: sealed.strictest,
                original: None,
            };
            let asking = Asking { now, load, held: None };
            let choice = self.choice(by, &books, asking).expect("there is room within two days");
            let digits = with_check_digits(&format!("{n:08}")).expect("digits");
            let code = BoxCode(digits);
            let before = books.labs.clone();
            books.sealed(code, load);
            books.reserve(code, choice.reserved());
            let lab = books.place(choice.lab).expect("a lab");
            for slot in slot_of(now)..slot_of(now) + SLOTS {
                let more = books.labs[lab].slots.taken(slot) - before[lab].slots.taken(slot);
                let begins_at = At(i64::from(slot) * SLOT.0 * MINUTE_MS).max(choice.arrive_at);
                minutes += i64::from(more) * (begins_at.0 - now.0) / MINUTE_MS;
            }
        }
        minutes as f64
    }

    fn choice(&self, by: By, books: &Books, asking: Asking<'_>) -> Option<Choice> {
        let each = || {
            let one = |place| at(&self.campaign, books, |_| 0, (asking, place)).ok();
            (0..LABS as usize).filter_map(one)
        };
        match by {
            By::Nearest => each().min_by_key(|choice| choice.arrive_at),
            By::EarliestStart => each().min_by_key(|choice| (choice.start_at, choice.arrive_at)),
            By::OurRule => choose(&self.campaign, books, |_| 0, asking).choice,
        }
    }

    /// Minutes from the oldest swab to sealing, all tubes together.
    fn aged(&self) -> f64 {
        self.boxes.iter().map(|sealed| f64::from(sealed.tubes) * sealed.age.0 as f64).sum()
    }

    /// The same minutes as [`Stream::decided`], were everything known beforehand.
    fn hindsight(&self) -> f64 {
        let slots = SEALING as usize + SLOTS as usize;
        let protocol = &self.campaign.protocol;
        // Each site twice: what comes first of it, then the rest.
        let mut tubes = vec![vec![0; slots]; 2 * SITES as usize];
        let books = Books::new(&self.campaign);
        for sealed in &self.boxes {
            let rest = usize::from(!comes_first(protocol, sealed.strictest, false));
            let site = 2 * (sealed.site.0 as usize - 1) + rest;
            tubes[site][sealed.slot] += u32::from(sealed.tubes);
        }
        // Each lab twice: the places open to all, then those kept. As the books have it: over a
        // day no tube is lost to rounding.
        let upto = |rate: u32, slot: usize| rate * slot as u32 / 4;
        let begins = |rate, slot| upto(rate, slot + 1) - upto(rate, slot);
        let parts = |lab: &LabBook| {
            let Rate { all, open, .. } = books.rate_for(lab, false);
            let open: Vec<u32> = (0..slots).map(|slot| begins(open, slot)).collect();
            let all = (0..slots).map(|slot| begins(all, slot));
            // The two rates round apart: a slot may have a place more at the lower one.
            let kept = all.zip(&open).map(|(all, open)| all.saturating_sub(*open)).collect();
            [open, kept].map(|capacity| LabSlots { capacity, ..LabSlots::default() })
        };
        let drives = |site: &Site, first: bool| {
            let drives = site.travel.iter().map(|(_, drive)| drive.0 as u32);
            drives.flat_map(|drive| [Some(drive), first.then_some(drive)]).collect()
        };
        let sites = self.campaign.sites.iter();
        let problem = Problem {
            slot: SLOT,
            slots,
            pickup: Minutes(0),
            drive_max: Minutes(120),
            wait_max: Minutes(i64::from(SLOTS) * SLOT.0),
            tubes,
            drives: sites.flat_map(|site| [drives(site, true), drives(site, false)]).collect(),
            labs: books.labs.iter().flat_map(parts).collect(),
            half: None,
            parts: 1,
        };
        let best = flow(&problem).expect("a sound problem");
        assert_eq!(best.short_in_all(), 0, "there is room within two days");
        best.minutes as f64
    }
}
