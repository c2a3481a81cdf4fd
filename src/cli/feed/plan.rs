//! Who comes to which lane, and into which tube: made before the day starts.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use tenfold_domain::campaign::{Campaign, Lane};
use tenfold_domain::code::{LaneId, RoundId, SiteId};
use tenfold_domain::ct::Kit;

use super::codes::Codes;
use super::staff::Staff;
use super::work::Pace;
use crate::cli::client::Server;
use crate::setup::chance::Chance;
use crate::setup::people::{People, Person};
use crate::setup::town::{Figure, Town, Township};

/// Fewer people than this at a lane and its tubes stay short.
const PEOPLE_PER_LANE: usize = 50;

/// An invented person and what no clerk can see.
pub struct Soul {
    /// As registered.
    pub person: Person,
    /// The swab will be positive.
    pub infected: bool,
}

/// Everything that stands before the first scan.
pub struct World {
    /// Where to.
    pub server: Server,
    /// The campaign.
    pub campaign: Campaign,
    /// The round that takes people.
    pub round: RoundId,
    /// The kit every lab uses.
    pub kit: Kit,
    /// Everybody.
    pub people: Vec<Soul>,
    /// Labels.
    pub codes: Codes,
    /// Who works.
    pub staff: Staff,
    /// Commands in a request; 1 sends each alone.
    pub batch: usize,
    /// How fast people come.
    pub pace: Pace,
    /// Where chance starts.
    pub seed: u64,
}

/// A tube as planned.
pub struct TubePlan {
    /// Its label.
    pub code: String,
    /// Places.
    pub capacity: u8,
    /// Who goes in.
    pub members: Vec<usize>,
    /// What goes wrong with it on purpose.
    pub twist: Option<Twist>,
}

/// What goes wrong on purpose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Twist {
    /// The next tube's first person tries this full one before.
    Eleventh(usize),
    /// The last registration is sent a second time.
    Repeat,
    /// The last member leaves before the swab.
    Withdraw,
    /// The tube breaks after it was sealed.
    Void,
    /// Somebody written down on paper is uploaded into the sealed tube.
    Late(usize),
}

/// A lane's day.
pub struct LanePlan {
    /// The lane.
    pub lane: LaneId,
    /// Its site.
    pub site: SiteId,
    /// In order.
    pub tubes: Vec<TubePlan>,
}

/// The round that takes people, and the kit.
pub fn frame(campaign: &Campaign) -> anyhow::Result<(RoundId, Kit)> {
    let open = campaign.rounds.iter().find(|round| round.open);
    let round = open.context("no round of this campaign takes people")?.id;
    let kit = campaign.kits.first().context("the campaign has no kit")?;
    if !campaign.labs.iter().any(|lab| lab.open) {
        bail!("no lab of this campaign is open");
    }
    Ok((round, kit.clone()))
}

/// A campaign as a town to live in; lanes stand for residents.
pub fn town_of(campaign: Campaign) -> Town {
    let mut lanes: BTreeMap<u32, u32> = BTreeMap::new();
    for lane in &campaign.lanes {
        if let Some(site) = campaign.site(lane.site) {
            *lanes.entry(site.township).or_default() += 1;
        }
    }
    let township = |(code, lanes): (u32, u32)| Township {
        code,
        name_zh: String::new(),
        name_en: String::new(),
        population: Figure { value: lanes, synthetic: true },
        position: None,
        country: false,
    };
    Town {
        townships: lanes.into_iter().map(township).collect(),
        communities: Vec::new(),
        protocol: String::new(),
        kits: String::new(),
        positions: Vec::new(),
        labs: Vec::new(),
        campaign,
    }
}

/// Invents people. Half of an infected household is infected, so that the share of all is
/// `prevalence` and the infected come together, as they do.
pub fn crowd(town: &Town, seed: u64, count: usize, prevalence: f64) -> anyhow::Result<Vec<Soul>> {
    let mut chance = Chance::new(seed ^ 0x70_6f_6f_6c);
    let (mut household, mut ill) = (0, false);
    let souls = People::new(seed, town).take(count).map(|person| {
        if person.household != household {
            household = person.household;
            ill = chance.happens(prevalence * 2.0);
        }
        let infected = ill && chance.happens(0.5_f64.max(prevalence));
        Soul { person, infected }
    });
    let souls: Vec<Soul> = souls.collect();
    if souls.len() < count {
        bail!("only {} different people can be invented", souls.len());
    }
    Ok(souls)
}

/// Lanes that work today: as many as the people need, whole sites spread over the region.
pub fn lanes(campaign: &Campaign, people: usize, batch: usize) -> anyhow::Result<Vec<Lane>> {
    let wanted = people.div_ceil(PEOPLE_PER_LANE.max(batch)).max(1);
    let sites: Vec<SiteId> =
        campaign.sites.iter().filter(|site| site.open).map(|site| site.id).collect();
    let mut of_site: BTreeMap<SiteId, Vec<Lane>> = BTreeMap::new();
    for lane in campaign.lanes.iter().filter(|lane| sites.contains(&lane.site)) {
        of_site.entry(lane.site).or_default().push(lane.clone());
    }
    let open = of_site.values().map(Vec::len).sum::<usize>();
    if open == 0 {
        bail!("no site of this campaign is open");
    }
    let share = (wanted * of_site.len()).div_ceil(open).clamp(1, of_site.len());
    let spread = (0..share).map(|nth| nth * of_site.len() / share);
    let chosen: Vec<usize> = spread.collect();
    let lanes = of_site.into_values().enumerate().filter(|(at, _)| chosen.contains(at));
    Ok(lanes.flat_map(|(_, lanes)| lanes).take(wanted).collect())
}

/// Deals the people to the lanes, households together, and fills tubes as large as each may
/// join; what is left at a lane's end is a short tube.
pub fn deal(world: &World, lanes: &[Lane], count: usize) -> Vec<LanePlan> {
    let share = count.div_ceil(lanes.len());
    let people: Vec<usize> = (0..count).collect();
    let shares = people.chunks(share.max(1));
    shares.zip(lanes).map(|(people, lane)| lane_plan(world, lane, people)).collect()
}

fn lane_plan(world: &World, lane: &Lane, people: &[usize]) -> LanePlan {
    let (campaign, protocol) = (&world.campaign, &world.campaign.protocol);
    let area = campaign.site(lane.site).map(|site| site.area);
    let mut filling: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    let mut tubes = Vec::new();
    let tube =
        |capacity, members| TubePlan { code: world.codes.tube(), capacity, members, twist: None };
    for who in people {
        let person = &world.people[*who].person;
        let largest =
            area.map_or(1, |area| protocol.capacity(person.class, area, Some(person.batch)));
        let fits = protocol.capacities.iter().filter(|capacity| **capacity <= largest);
        let capacity = fits.copied().max().unwrap_or(1);
        if capacity == 1 {
            let specimens = protocol.class(person.class).specimens.max(1);
            tubes.extend((0..specimens).map(|_| tube(1, vec![*who])));
            continue;
        }
        let members = filling.entry(capacity).or_default();
        members.push(*who);
        if members.len() == usize::from(capacity) {
            tubes.push(tube(capacity, std::mem::take(members)));
        }
    }
    let rest = filling.into_iter().filter(|(_, members)| !members.is_empty());
    tubes.extend(rest.map(|(capacity, members)| tube(capacity, members)));
    LanePlan { lane: lane.id, site: lane.site, tubes }
}

/// Puts one of each twist on full pooled tubes, spread over the lanes. `late` is somebody who
/// stands in no tube.
pub fn twist(lanes: &mut [LanePlan], late: usize) {
    let full =
        |tube: &TubePlan| tube.capacity > 1 && tube.members.len() == usize::from(tube.capacity);
    // The next tube's people may join this one, too, were there room.
    let alike = |pair: &[TubePlan]| full(&pair[0]) && pair[0].capacity == pair[1].capacity;
    let mut places = Vec::new();
    for (lane, plan) in lanes.iter().enumerate() {
        let pairs = plan.tubes.windows(2).enumerate().filter(|(_, pair)| alike(pair));
        places.extend(pairs.map(|(at, _)| (lane, at)));
    }
    for nth in 0..5.min(places.len()) {
        let (lane, at) = places[nth * places.len() / 5.min(places.len())];
        let next = lanes[lane].tubes[at + 1].members.first().copied();
        lanes[lane].tubes[at].twist = match nth {
            0 => next.map(Twist::Eleventh),
            1 => Some(Twist::Repeat),
            2 => Some(Twist::Withdraw),
            3 => Some(Twist::Void),
            _ => Some(Twist::Late(late)),
        };
    }
}

/// Shared by every errand.
pub type Shared = Arc<World>;
