//! Lanes of every site, on the first day and later, so that half of the people are swabbed early
//! enough for the first day's results and everybody by the end (R03, R06), at the least cost.
//!
//! A site with so many lanes on the first day has so many persons done in time, and needs so many
//! lanes later: one item of its class in a multiple-choice knapsack. The classes are added one by
//! one; of two sums the one with fewer persons and no less cost is dropped, and so is a sum that
//! cannot end below what rounding a relaxation has found: Lagrange's bound on the constraint of the
//! half (Kellerer, Pferschy and Pisinger 2004, chapter 11).

/// Sums kept after a site; beyond it the worst by their bound are dropped, and the answer may lie
/// above its bound.
const SUMS_MAX: usize = 200_000;

/// A site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SitePeople {
    /// Persons to be swabbed there.
    pub people: u32,
    /// Most lanes it has room for.
    pub lanes_max: u16,
}

/// What is asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Ask {
    /// By site.
    pub sites: Vec<SitePeople>,
    /// Persons an hour that a lane swabs.
    pub persons_per_lane_hour: f64,
    /// Open hours of the first day whose swabs still count for the half.
    pub hours_to_half: f64,
    /// Open hours of the first day.
    pub hours_first: f64,
    /// Open hours of the days after it.
    pub hours_later: f64,
    /// What a lane costs on the first day, in any whole unit.
    pub cost_first: u64,
    /// The same of the days after it together.
    pub cost_later: u64,
    /// Persons that must be done in the hours that count.
    pub half: u64,
}

/// Lanes by site.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DayLanes {
    /// On the first day.
    pub first: Vec<u16>,
    /// On the days after it.
    pub later: Vec<u16>,
    /// Of all lanes.
    pub cost: u64,
    /// Persons done in the hours that count.
    pub in_time: u64,
    /// No choice of lanes costs less.
    pub bound: f64,
}

/// Why there is no choice of lanes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Never {
    /// A site, by index, whose people are not done by the end with all the lanes it has room for.
    Site(usize),
    /// Persons done in the hours that count with every lane there is, of so many asked.
    Half(u64, u64),
}

/// Lanes on the first day and later, persons in time, cost.
#[derive(Clone, Copy, Debug)]
struct Item {
    first: u16,
    later: u16,
    persons: u64,
    cost: u64,
}

/// A sum over the sites so far: persons, cost, the sum before it and the item added.
#[derive(Clone, Copy, Debug)]
struct Sum {
    persons: u64,
    cost: u64,
    before: u32,
    item: u16,
}

/// The cheapest lanes.
///
/// # Errors
/// [`Never`] where no number of lanes does it.
pub fn lanes(ask: &Ask) -> Result<DayLanes, Never> {
    let items = (0..ask.sites.len()).map(|site| of_site(ask, site));
    let items = items.collect::<Result<Vec<Vec<Item>>, Never>>()?;
    let most: u64 = items.iter().filter_map(|items| items.last()).map(|item| item.persons).sum();
    if most < ask.half {
        return Err(Never::Half(most, ask.half));
    }
    let (worth, rounded) = relaxed(&items, ask.half);
    // What the sites from each on cost at least, when a person done in time is worth so much.
    let mut rest = vec![0.0; items.len() + 1];
    for (site, items) in items.iter().enumerate().rev() {
        let least = |item: &Item| item.cost as f64 - worth * item.persons as f64;
        rest[site] = rest[site + 1] + items.iter().map(least).fold(f64::INFINITY, f64::min);
    }
    let bound = rest[0] + worth * ask.half as f64;
    let (chosen, cost) = sums(&items, ask.half, (worth, &rest), rounded);
    let told = |of: fn(&Item) -> u16| -> Vec<u16> {
        chosen.iter().zip(&items).map(|(at, items)| of(&items[*at])).collect()
    };
    let in_time = chosen.iter().zip(&items).map(|(at, items)| items[*at].persons).sum();
    Ok(DayLanes {
        first: told(|item| item.first),
        later: told(|item| item.later),
        cost,
        in_time,
        bound: bound.min(cost as f64),
    })
}

/// What a site can be given, by persons done in time; each item costs more than the one before.
fn of_site(ask: &Ask, site: usize) -> Result<Vec<Item>, Never> {
    let SitePeople { people, lanes_max } = ask.sites[site];
    let people = f64::from(people);
    let done = |lanes: u16, hours: f64| {
        (f64::from(lanes) * ask.persons_per_lane_hour * hours).min(people).floor()
    };
    let item = |first: u16| {
        let left = people - done(first, ask.hours_first);
        let a_lane = ask.persons_per_lane_hour * ask.hours_later;
        let later = if left > 0.0 { (left / a_lane).ceil() } else { 0.0 };
        (later <= f64::from(lanes_max)).then(|| Item {
            first,
            later: later as u16,
            persons: done(first, ask.hours_to_half) as u64,
            cost: u64::from(first) * ask.cost_first + later as u64 * ask.cost_later,
        })
    };
    let mut items: Vec<Item> = (0..=lanes_max).filter_map(item).collect();
    items.sort_by_key(|item| (std::cmp::Reverse(item.persons), item.cost));
    // From the most persons down, whatever costs no less than what does more is of no use.
    let mut least = u64::MAX;
    items.retain(|item| {
        let useful = item.cost < least;
        least = least.min(item.cost);
        useful
    });
    items.reverse();
    if items.is_empty() { Err(Never::Site(site)) } else { Ok(items) }
}

/// The relaxation: what a person more in time costs where the half is reached, and a whole choice
/// near it (its items and cost), found by taking the steps of every site's lower hull, the cheapest
/// a person first, until the half is there.
fn relaxed(items: &[Vec<Item>], half: u64) -> (f64, (Vec<usize>, u64)) {
    let mut chosen = vec![0; items.len()];
    let mut steps: Vec<(f64, usize, usize)> = Vec::new();
    for (site, items) in items.iter().enumerate() {
        let mut at = 0;
        while at + 1 < items.len() {
            let slope = |to: usize| {
                let (from, to) = (&items[at], &items[to]);
                (to.cost - from.cost) as f64 / (to.persons - from.persons) as f64
            };
            // Of equal slopes the longest step.
            let steepest = |a: &usize, b: &usize| slope(*a).total_cmp(&slope(*b)).then(b.cmp(a));
            let Some(to) = (at + 1..items.len()).min_by(steepest) else { break };
            steps.push((slope(to), site, to));
            at = to;
        }
    }
    steps.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut persons: u64 = items.iter().map(|items| items[0].persons).sum();
    let mut worth = 0.0;
    for (slope, site, to) in steps {
        if persons >= half {
            break;
        }
        worth = slope;
        persons += items[site][to].persons - items[site][chosen[site]].persons;
        chosen[site] = to;
    }
    let cost = chosen.iter().zip(items).map(|(at, items)| items[*at].cost).sum();
    (worth, (chosen, cost))
}

/// The cheapest sum of one item a site that has the half; `rounded` where nothing is cheaper.
fn sums(
    items: &[Vec<Item>],
    half: u64,
    (worth, rest): (f64, &[f64]),
    rounded: (Vec<usize>, u64),
) -> (Vec<usize>, u64) {
    let mut layers: Vec<Vec<Sum>> = Vec::with_capacity(items.len());
    let mut last = vec![Sum { persons: 0, cost: 0, before: 0, item: 0 }];
    for (site, items) in items.iter().enumerate() {
        let bound = |sum: &Sum| {
            let wanting = half.saturating_sub(sum.persons) as f64;
            // Persons beyond the half are worth nothing more.
            sum.cost as f64 + (rest[site + 1] + worth * wanting).max(0.0)
        };
        // Costs are whole: what is to be better must be so by one.
        let hopeful = |sum: &Sum| bound(sum) <= rounded.1 as f64 - 0.5;
        let grown = last.iter().enumerate().flat_map(|(before, sum)| {
            items.iter().enumerate().map(move |(at, item)| Sum {
                persons: (sum.persons + item.persons).min(half),
                cost: sum.cost + item.cost,
                before: before as u32,
                item: at as u16,
            })
        });
        let mut grown: Vec<Sum> = grown.filter(hopeful).collect();
        grown.sort_by_key(|sum| (std::cmp::Reverse(sum.persons), sum.cost));
        let mut least = u64::MAX;
        grown.retain(|sum| {
            let useful = sum.cost < least;
            least = least.min(sum.cost);
            useful
        });
        if grown.len() > SUMS_MAX {
            grown.sort_by(|a, b| bound(a).total_cmp(&bound(b)));
            grown.truncate(SUMS_MAX);
        }
        layers.push(std::mem::replace(&mut last, grown.clone()));
        if grown.is_empty() {
            return rounded;
        }
    }
    let whole = |(_, sum): &(usize, &Sum)| sum.persons >= half;
    let best = last.iter().enumerate().filter(whole).min_by_key(|(_, sum)| sum.cost);
    let Some((_, best)) = best else { return rounded };
    let (cost, mut sum) = (best.cost, *best);
    let mut chosen = vec![0; items.len()];
    for site in (0..items.len()).rev() {
        chosen[site] = usize::from(sum.item);
        sum = layers[site][sum.before as usize];
    }
    (chosen, cost)
}

/// Fewest modules (cabins, say) that together begin so many tubes by the end of the last slot, each
/// so many tubes a slot. A tube sealed in a slot can be begun from the next one on, so `sealed`, by
/// slot, is the curve that no number of modules can overtake. `None` where it has too few.
pub fn modules(sealed: &[u32], tubes_per_slot: f64, needed: u64) -> Option<u32> {
    let begun = |modules: f64| -> f64 {
        let (mut waiting, mut begun) = (0.0, 0.0);
        for tubes in sealed {
            let now = f64::min(waiting, modules * tubes_per_slot);
            (waiting, begun) = (waiting - now + f64::from(*tubes), begun + now);
        }
        begun
    };
    let needed = needed as f64;
    if needed <= 0.0 {
        return Some(0);
    }
    if begun(f64::INFINITY) < needed || tubes_per_slot.is_nan() || tubes_per_slot <= 0.0 {
        return None;
    }
    // More modules never begin fewer: halve what is between too few and enough.
    let (mut few, mut enough) = (0u32, 1u32);
    // What is begun by so many is what is sealed but for a last bit of a float.
    let does = |modules: u32| begun(f64::from(modules)) >= needed - 1e-6;
    while !does(enough) {
        few = enough;
        enough = enough.checked_mul(2)?;
    }
    while enough - few > 1 {
        let middle = few + (enough - few) / 2;
        if does(middle) { enough = middle } else { few = middle }
    }
    Some(enough)
}
