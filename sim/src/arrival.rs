//! When a site's people come: one pending arrival, made from the one before; nobody is loaded
//! beforehand.

use tenfold_domain::time::{At, MINUTE_MS};

use crate::scenario::{Arrival, Scenario, Site};
use crate::stream::{Purpose, Stream};

/// The wish to come over the hours: straight between knots of (instant, share so far).
struct Knots {
    knots: Vec<(i64, f64)>,
    at: usize,
}

impl Knots {
    /// The instant by which a share has come; shares must not fall from call to call.
    fn instant(&mut self, share: f64) -> i64 {
        while self.at + 2 < self.knots.len() && self.knots[self.at + 1].1 <= share {
            self.at += 1;
        }
        let [(from, low), (to, high)] = [self.knots[self.at], self.knots[self.at + 1]];
        let within = if high > low { ((share - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        from + ((to - from) as f64 * within) as i64
    }
}

/// A site's people in the order they come.
pub struct Arrivals {
    main: Knots,
    late: Knots,
    regular: bool,
    stream: Stream,
    /// People who come at their time, and those who come in the last period only.
    counts: [u64; 2],
    /// How many of each have come, and when the next one comes.
    come: [u64; 2],
    next: [i64; 2],
    share: [f64; 2],
}

impl Arrivals {
    /// Of a site; instants in milliseconds after the scenario's start. `None` when the site
    /// never opens.
    pub fn new(scenario: &Scenario, site: &Site, root: Stream, number: u64) -> Option<Arrivals> {
        let [(main, on_time), (late, stragglers)] = groups(scenario, site)?;
        let mut arrivals = Arrivals {
            main,
            late,
            regular: scenario.habits.arrival == Arrival::Appointment,
            stream: root.of(Purpose::Arrival, number),
            counts: [on_time, stragglers],
            come: [0; 2],
            next: [i64::MAX; 2],
            share: [0.0; 2],
        };
        arrivals.pend(0);
        arrivals.pend(1);
        Some(arrivals)
    }

    /// People who come at all.
    pub fn expected(&self) -> u64 {
        self.counts[0] + self.counts[1]
    }

    /// Makes the pending arrival of one group.
    fn pend(&mut self, group: usize) {
        let (come, count) = (self.come[group], self.counts[group]);
        if come >= count {
            self.next[group] = i64::MAX;
            return;
        }
        let draw = self.stream.unit(come << 1 | group as u64);
        self.share[group] = if self.regular {
            // One in each equal part: as appointments are given out.
            (come as f64 + draw) / count as f64
        } else {
            next_of_uniforms(self.share[group], draw, count - come)
        };
        let knots = if group == 0 { &mut self.main } else { &mut self.late };
        self.next[group] = knots.instant(self.share[group]);
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
        self.come[group] += 1;
        self.pend(group);
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

/// The smallest of `left` uniform shares above `after`: `1 - (1 - after)(1 - u)^(1/left)`.
#[inline]
fn next_of_uniforms(after: f64, draw: f64, left: u64) -> f64 {
    let part = -draw.ln() / left as f64;
    // 1 - exp(-x) to the last digit that counts, without the call, while x is small.
    let gap =
        if part < 1e-3 { part * (1.0 - part * (0.5 - part / 6.0)) } else { -(-part).exp_m1() };
    after + (1.0 - after) * gap
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
