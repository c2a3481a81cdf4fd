//! Which lab a box goes to: what a decision takes among 10, 50 and 200 labs, with and without the
//! places it then holds, beside a plain look at every lab; and how long it takes until every box on
//! its way to a lab that goes down has another answer on disk; and how near the decisions come to
//! the best that hindsight allows.
//!
//! `cargo bench --bench routing`; STREAMS, DECISIONS and BOXES change the size.

#[path = "routing/hindsight.rs"]
mod hindsight;
mod support;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use hdrhistogram::Histogram;
use support::{REGION, campaign, command, open, registration, seconds, setting};
use tenfold::service::clock;
use tenfold::service::writer::{Answer, Ask};
use tenfold::setup::town::Town;
use tenfold_domain::campaign::{Campaign, Lab, Site};
use tenfold_domain::code::{BoxCode, LabId, SiteId, TubeCode, with_check_digits};
use tenfold_domain::command::Act;
use tenfold_domain::routing::{Asking, Books, Choice, Load, choose};
use tenfold_domain::term::{Class, ClosingReason};
use tenfold_domain::time::{At, Minutes};

const SITES: u32 = 300;
const TUBES: u16 = 18;

fn main() {
    hindsight::compare(city((1, 90), &mut Dice(1)), setting("STREAMS", 60));
    let decisions = setting("DECISIONS", 300_000);
    for labs in [10, 50, 200] {
        decide(labs, (90, decisions));
        // More comes than labs can begin: for five hours and a half, then they are two behind.
        decide(labs, (110, decisions.min(20_000)));
    }
    reroute(setting("BOXES", 10_000));
}

/// Numbers without end, the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// A city with so many labs, which a box a second loads by so many percent; each site reaches all
/// of them in 5 to 124 minutes.
fn city((labs, load_percent): (u32, u32), dice: &mut Dice) -> Campaign {
    let town = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/towns/ruijin.toml");
    let mut campaign = Town::load(&town).expect("town").campaign;
    let (lab, site) = (campaign.labs[0].clone(), campaign.sites[0].clone());
    let rate = u32::from(TUBES) * 3_600 * 100 / load_percent / labs;
    campaign.labs = (1..=labs)
        .map(|id| Lab { id: LabId(id), tubes_per_hour: rate, hours: Vec::new(), ..lab.clone() })
        .collect();
    let drive = |lab: u32, dice: &mut Dice| (LabId(lab), Minutes(5 + dice.below(120) as i64));
    campaign.sites = (1..=SITES)
        .map(|id| {
            let travel: Vec<_> = (1..=labs).map(|lab| drive(lab, dice)).collect();
            let lab = travel.iter().min_by_key(|(_, drive)| *drive).expect("a lab").0;
            Site { id: SiteId(id), travel, lab, ..site.clone() }
        })
        .collect();
    campaign
}

fn decide(labs: u32, (load_percent, decisions): (u32, u64)) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let campaign = city((labs, load_percent), &mut dice);
    let mut books = Books::new(&campaign);
    let mut on_the_way: BTreeSet<(At, BoxCode, usize)> = BTreeSet::new();
    let mut received = Received::new(&campaign);
    let mut took = Histogram::<u64>::new_with_max(1_000_000_000, 3).expect("bounds");
    let mut with_places = Histogram::<u64>::new_with_max(1_000_000_000, 3).expect("bounds");
    let mut plainly = Histogram::<u64>::new_with_max(1_000_000_000, 3).expect("bounds");
    for n in 0..decisions {
        let now = At(1_648_771_200_000 + n as i64 * 1_000);
        received.a_second_goes_by();
        while on_the_way.first().is_some_and(|(at, ..)| *at < now) {
            let (_, code, lab) = on_the_way.pop_first().expect("the first");
            books.gone(code);
            received.waiting[lab] += u32::from(TUBES);
        }
        let waiting = |lab: LabId| received.waiting[lab.0 as usize - 1];
        let load = Load {
            site: SiteId(1 + dice.below(u64::from(SITES)) as u32),
            tubes: TUBES,
            oldest_swab_at: now - Minutes(60 + dice.below(60) as i64),
            strictest: if dice.below(10) == 0 { Class::Key } else { Class::Resident },
            original: None,
        };
        let code = BoxCode(with_check_digits(&format!("{:08}", n % 90_000_000)).expect("digits"));
        let asking = Asking { now, load, held: None };
        let since = Instant::now();
        let answer = black_box(choose(&campaign, &books, waiting, black_box(asking)));
        took.saturating_record(since.elapsed().as_nanos() as u64);
        if n % 16 == 0 {
            let since = Instant::now();
            let answer = plain(&campaign, &books, waiting, black_box(asking));
            black_box(answer);
            plainly.saturating_record(since.elapsed().as_nanos() as u64);
        }
        books.sealed(code, load);
        if let Some(choice) = answer.choice {
            let since = Instant::now();
            books.reserve(code, choice.reserved());
            with_places.saturating_record(since.elapsed().as_nanos() as u64);
            on_the_way.insert((choice.arrive_at, code, choice.lab.0 as usize - 1));
        }
    }
    let at = |of: &Histogram<u64>, share: f64| of.value_at_quantile(share) as f64 / 1_000.0;
    println!(
        "{labs} labs, load {load_percent} %: p50 {:.2} p99 {:.2} p99.9 {:.2} us; \
         its places p50 {:.2} p99 {:.2} us; \
         p50 {:.2} of a look at every lab, with {} boxes on their way",
        at(&took, 0.5),
        at(&took, 0.99),
        at(&took, 0.999),
        at(&with_places, 0.5),
        at(&with_places, 0.99),
        at(&took, 0.5) / at(&plainly, 0.5),
        books.under_way.len(),
    );
}

/// Tubes that lie in labs, each of which begins them at its rate.
struct Received {
    waiting: Vec<u32>,
    tubes_per_hour: Vec<u32>,
    /// Parts of a tube, in 3,600ths.
    begun: Vec<u32>,
}

impl Received {
    fn new(campaign: &Campaign) -> Received {
        let tubes_per_hour: Vec<u32> = campaign.labs.iter().map(|lab| lab.tubes_per_hour).collect();
        let none = vec![0; tubes_per_hour.len()];
        Received { waiting: none.clone(), tubes_per_hour, begun: none }
    }

    fn a_second_goes_by(&mut self) {
        let labs = self.waiting.iter_mut().zip(&self.tubes_per_hour).zip(&mut self.begun);
        for ((waiting, tubes_per_hour), begun) in labs {
            // An idle lab saves no time for later.
            *begun = if *waiting == 0 { 0 } else { *begun + tubes_per_hour };
            *waiting = waiting.saturating_sub(*begun / 3_600);
            *begun %= 3_600;
        }
    }
}

/// Every lab asked by itself, the earliest start taken.
fn plain(
    campaign: &Campaign,
    books: &Books,
    waiting: impl Fn(LabId) -> u32,
    asking: Asking<'_>,
) -> Option<Choice> {
    let one = |place| tenfold_domain::routing::at(campaign, books, &waiting, (asking, place)).ok();
    (0..campaign.labs.len()).filter_map(one).min_by_key(|choice| choice.start_at)
}

/// So many sealed boxes go to one lab; it goes down.
fn reroute(boxes: u64) {
    let folder = tempfile::tempdir().expect("folder");
    campaign(folder.path());
    let service = open(folder.path());
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
    let now = clock::now();
    for from in (0..boxes).step_by(500) {
        let some = (from..boxes.min(from + 500)).flat_map(|n| sealed(&service, n, now)).collect();
        let answers = runtime.block_on(service.ask(some)).expect("takes");
        assert!(answers.iter().all(|answer| !matches!(answer, Answer::Refused(_))));
    }
    let labs = service.lab_stands(REGION);
    let fullest = labs.iter().max_by_key(|lab| lab.boxes).expect("a lab");
    let act =
        Act::CloseLab { lab: LabId(fullest.lab), reason: ClosingReason::Down, until_at: None };
    let closing = command(boxes * 10, now, act);
    let mut facts = 0;
    let took = seconds(|| {
        let answers = runtime.block_on(service.ask(vec![closing])).expect("takes");
        if let Answer::Recorded(recorded) = &answers[0] {
            facts = recorded.len();
        }
    });
    println!(
        "{} of {boxes} boxes go to lab {}; it goes down: {facts} facts on disk in {took:.3} s",
        fullest.boxes, fullest.lab
    );
}

/// One person's tube in a box of its own, up to the seal.
fn sealed(service: &tenfold::service::Service, n: u64, now: At) -> Vec<Ask> {
    let label =
        |n: u64, digits: usize| with_check_digits(&format!("{n:0digits$}")).expect("digits");
    let (tube, box_code) = (TubeCode(label(n, 10)), BoxCode(label(n, 8)));
    let mut register = registration(&service.vault, n * 10, now);
    if let Act::Register(named) = &mut register.command.act {
        (named.tube, named.lane) = (tube, tenfold_domain::code::LaneId(1));
    }
    let acts = [
        Act::Swab { tube, person: None },
        Act::SealTube { tube, count: 1 },
        Act::PackTube { box_code, site: SiteId(1), tube },
        Act::SealBox { box_code, count: 1 },
        Act::RouteBox { box_code, lab: Some(LabId(1)) },
    ];
    let rest = (1..).zip(acts).map(|(part, act)| command(n * 10 + part, now, act));
    std::iter::once(register).chain(rest).collect()
}
