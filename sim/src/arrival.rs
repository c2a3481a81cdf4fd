//! When a site's people come: a few pending arrivals, each made from the one before; nobody else is
//! loaded beforehand.

use tenfold_domain::time::{At, MINUTE_MS};

use crate::scenario::{Arrival, Scenario, Site};
use crate::stream::{Purpose, Stream};

/// Arrivals that are made at once: what draws and quotients take runs beside each other then, and
/// a site still holds no more than these.
const BATCH: usize = 64;

/// The wish to come over the hours: straight between knots of (instant, share so far).
struct Knots {
    knots: Vec<(i64, f64)>,
    at: usize,
}

impl Knots {
    /// The instant by which a share has come; shares must not fall from call to call.
    #[inline]
    fn instant(&mut self, share: f64) -> i64 {
        while self.at + 2 < self.knots.len() && self.knots[self.at + 1].1 <= share {
            self.at += 1;
        }
        let [(from, low), (to, high)] = [self.knots[self.at], self.knots[self.at + 1]];
        let within = if high > low { ((share - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        from + ((to - from) as f64 * within) as i64
    }
}

/// People of a site who come by one law, in the order they come.
struct Group {
    knots: Knots,
    /// Of the site's two groups: the last bit of the number of each draw.
    number: u64,
    count: u64,
    /// Whose arrival is made, of `count`.
    made: u64,
    share: f64,
    /// Arrivals that are made; [`i64::MAX`] behind the last of all.
    pending: [i64; BATCH],
    at: usize,
}

impl Group {
    fn new((knots, count): (Knots, u64), number: u64) -> Group {
        Group { knots, number, count, made: 0, share: 0.0, pending: [i64::MAX; BATCH], at: BATCH }
    }

    /// When the next of them comes, [`i64::MAX`] after the last.
    #[inline]
    fn next(&mut self, stream: Stream, regular: bool) -> i64 {
        if self.at == BATCH {
            self.make(stream, regular);
        }
        let next = self.pending[self.at];
        self.at += 1;
        next
    }

    /// Makes the next arrivals.
    fn make(&mut self, stream: Stream, regular: bool) {
        let number = (self.count - self.made).min(BATCH as u64) as usize;
        let draw = |n: u64| stream.unit(n << 1 | self.number);
        let mut shares = [0.0; BATCH];
        for (n, share) in (self.made..).zip(&mut shares[..number]) {
            *share = if regular {
                // One in each equal part: as appointments are given out.
                (n as f64 + draw(n)) / self.count as f64
            } else {
                gap_of_uniforms(draw(n), self.count - n)
            };
        }
        self.pending = [i64::MAX; BATCH];
        for (pending, share) in self.pending.iter_mut().zip(&shares[..number]) {
            self.share = if regular { *share } else { self.share + (1.0 - self.share) * share };
            *pending = self.knots.instant(self.share);
        }
        self.made += number as u64;
        self.at = 0;
    }
}

/// A site's people in the order they come.
pub struct Arrivals {
    /// People who come at their time, and those who come in the last period only.
    groups: [Group; 2],
    next: [i64; 2],
    regular: bool,
    stream: Stream,
}

impl Arrivals {
    /// Of a site; instants in milliseconds after the scenario's start. `None` when the site
    /// never opens.
    pub fn new(scenario: &Scenario, site: &Site, root: Stream, number: u64) -> Option<Arrivals> {
        let [main, late] = groups(scenario, site)?;
        let regular = scenario.habits.arrival == Arrival::Appointment;
        let stream = root.of(Purpose::Arrival, number);
        let mut groups = [Group::new(main, 0), Group::new(late, 1)];
        let next = [groups[0].next(stream, regular), groups[1].next(stream, regular)];
        Some(Arrivals { groups, next, regular, stream })
    }

    /// People who come at all.
    pub fn expected(&self) -> u64 {
        self.groups[0].count + self.groups[1].count
    }
}

impl Iterator for Arrivals {
    type Item = i64;

    /// The next arrival, milliseconds after the start; first those who come at their time.
    #[inline]
    fn next(&mut self) -> Option<i64> {
        let group = usize::from(self.next[1] < self.next[0]);
        let at = self.next[group];
        if at == i64::MAX {
            return None;
        }
        self.next[group] = self.groups[group].next(self.stream, self.regular);
        Some(at)
    }
}

/// Those who come at their time and those who come on the last day only: the law, and how many.
fn groups(scenario: &Scenario, site: &Site) -> Option<[(Knots, u64); 2]> {
    let habits = &scenario.habits;
    let people = f64::from(site.people);
    let coming = (people * (1.0 - habits.no_show - habits.at_home)).round().max(0.0);
    let late = (people * habits.straggler).round().min(coming);
    let last = site.periods.last()?;
    let day = |period_from: At| (period_from + scenario.utc_offset).hour().div_euclid(24);
    let of_last_day = |from_at: At| day(from_at) == day(last.from_at);
    let main = (knots(scenario, site, |_| true), (coming - late) as u64);
    Some([main, (knots(scenario, site, of_last_day), late as u64)])
}

/// People expected to come to a site in each of so many hours after the start.
pub fn hourly(scenario: &Scenario, site: &Site, hours: usize) -> Vec<f64> {
    let mut expected = vec![0.0; hours];
    let hour_ms = 60 * MINUTE_MS;
    for (law, people) in groups(scenario, site).into_iter().flatten() {
        for pair in law.knots.windows(2) {
            let [(from, low), (to, high)] = [pair[0], pair[1]];
            let (first, last) = (from / hour_ms, (to - 1).max(from) / hour_ms);
            for hour in first..=last {
                // Knots at one instant are a crowd that comes at once.
                let inside = to.min((hour + 1) * hour_ms) - from.max(hour * hour_ms);
                let part = if to > from { inside as f64 / (to - from) as f64 } else { 1.0 };
                if let Some(expected) = expected.get_mut(hour.max(0) as usize) {
                    *expected += part * (high - low) * people as f64;
                }
            }
        }
    }
    expected
}

/// What of the room above it the smallest of `left` uniform shares leaves below: `1 - u^(1/left)`.
#[inline]
fn gap_of_uniforms(draw: f64, left: u64) -> f64 {
    let part = -draw.ln() / left as f64;
    // 1 - exp(-x) to the last digit that counts, without the call, while x is small.
    if part < 1e-3 { part * (1.0 - part * (0.5 - part / 6.0)) } else { -(-part).exp_m1() }
}

/// Knots over the periods that count. People are invited by what a period can take (lanes x
/// hours), and come within it as the law says.
fn knots(scenario: &Scenario, site: &Site, counts: impl Fn(At) -> bool) -> Knots {
    let mut knots = Vec::new();
    let mut sum = 0.0;
    for period in site.periods.iter().filter(|period| counts(period.from_at)) {
        let lanes = f64::from(period.lanes + period.single_lanes);
        let (from, to) = (ms(scenario, period.from_at), ms(scenario, period.to_at));
        // The last tenth of an hour is left to those who wait.
        let to = (to - 6 * MINUTE_MS).max(from + 1);
        let weight = lanes * (to - from) as f64;
        match &scenario.habits.arrival {
            Arrival::Appointment => knots.extend([(from, sum), (to, sum + weight)]),
            Arrival::StartGun => knots.extend([(from, sum), (from, sum + weight)]),
            Arrival::WalkIn(hours) => {
                walk_in(&mut knots, (scenario, hours), (from, to), (sum, weight));
            }
        }
        sum += weight;
    }
    if knots.is_empty() || sum <= 0.0 {
        let at = site.periods.first().map_or(0, |period| ms(scenario, period.from_at));
        return Knots { knots: vec![(at, 0.0), (at, 1.0)], at: 0 };
    }
    for (_, share) in &mut knots {
        *share /= sum;
    }
    Knots { knots, at: 0 }
}

/// Knots at every full hour of a period, by the weights of the day.
fn walk_in(
    knots: &mut Vec<(i64, f64)>,
    (scenario, hours): (&Scenario, &[f64; 24]),
    (from, to): (i64, i64),
    (sum, weight): (f64, f64),
) {
    let hour_ms = 60 * MINUTE_MS;
    let local = scenario.starts_at.0 + scenario.utc_offset.0 * MINUTE_MS;
    let mut parts = vec![(from, 0.0)];
    let (mut at, mut share) = (from, 0.0);
    while at < to {
        let end = ((local + at).div_euclid(hour_ms) + 1) * hour_ms - local;
        let end = end.min(to);
        let hour = (local + at).div_euclid(hour_ms).rem_euclid(24) as usize;
        share += hours[hour].max(1e-6) * (end - at) as f64;
        parts.push((end, share));
        at = end;
    }
    knots.extend(parts.into_iter().map(|(at, part)| (at, sum + weight * part / share)));
}

/// Milliseconds of an instant after the scenario's start.
pub fn ms(scenario: &Scenario, at: At) -> i64 {
    at.0 - scenario.starts_at.0
}
