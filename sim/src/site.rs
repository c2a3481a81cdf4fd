//! One site, from the gate to the sealed tube. Sites do not meet before the courier comes, so
//! each is walked alone, person after person, in the nearest cache.

use tenfold_domain::time::{MINUTE_MS, Minutes};

use crate::arrival::{Arrivals, ms};
use crate::household::Infection;
use crate::lane::{NEVER, Rule, Visit, Window};
use crate::lanes::Lanes;
use crate::pace::{Pace, horizon};
use crate::record::TakenBy;
use crate::scenario::{Failure, Scenario, Site};
use crate::stream::{Purpose, Stream, unit};
use crate::trial::{Curve, SiteHour, SiteTrial};
use crate::tube::{OpenTube, Rack, Tube};
use crate::witness::{Comes, Witness};

const HOUR_MS: i64 = 60 * MINUTE_MS;

/// What a site gives to the courier and to the books.
#[derive(Debug)]
pub struct SiteDay {
    /// In the order of sealing.
    pub tubes: Vec<Tube>,
    /// First swabs over time.
    pub sampled: Curve,
    /// For the books; outcomes come later. Who was to come or to be visited was sampled or not.
    pub trial: SiteTrial,
}

/// A site being walked.
struct Walk<'a, W> {
    scenario: &'a Scenario,
    site: &'a Site,
    pace: &'a Pace,
    outages: Vec<Window>,
    sampled: Curve,
    trial: SiteTrial,
    rack: Rack<'a, W>,
}

/// Walks one site; `number` is its index in the scenario.
pub fn walk<W: Witness>(
    scenario: &Scenario,
    pace: &Pace,
    root: Stream,
    number: usize,
    witness: &mut W,
) -> SiteDay {
    let site = &scenario.sites[number];
    let hours = horizon(scenario).0 / 60 + 1;
    let people = site.people as usize;
    let mut walk = Walk {
        scenario,
        site,
        pace,
        outages: outages(scenario, number),
        sampled: Curve::new(horizon(scenario)),
        trial: SiteTrial {
            hours: vec![SiteHour::default(); hours as usize],
            ..SiteTrial::default()
        },
        rack: Rack {
            tubes: Vec::with_capacity(people / usize::from(site.capacity.max(1)) * 9 / 8 + 16),
            witness,
        },
    };
    let prevalence = scenario.places[site.place].prevalence;
    let mut infection = Infection::new(root, number as u64, prevalence, &scenario.habits);
    let visited = (f64::from(site.people) * scenario.habits.at_home).round() as u64;
    let (came, lanes) = walk.people(root, number as u64, &mut infection);
    let visits = root.of(Purpose::HomeVisit, number as u64);
    walk.at_home(visits, (came..came + visited, lanes), &mut infection);
    let Walk { sampled, trial, rack: Rack { mut tubes, witness }, .. } = walk;
    tubes.sort_unstable();
    witness.walked(number);
    debug_assert_eq!(u64::from(trial.sampled + trial.unsampled), came + visited);
    SiteDay { tubes, sampled, trial }
}

/// When registration at a site is on paper.
fn outages(scenario: &Scenario, number: usize) -> Vec<Window> {
    let here = |failure: &Failure| match failure {
        Failure::NetworkOut { site, from_at, to_at } if site.is_none_or(|site| site == number) => {
            Some((ms(scenario, *from_at), ms(scenario, *to_at)))
        }
        _ => None,
    };
    scenario.failures.iter().filter_map(here).collect()
}

impl<W: Witness> Walk<'_, W> {
    fn rule(&self, capacity: u8) -> Rule {
        let (protocol, work) = (&self.scenario.protocol, &self.scenario.work);
        Rule {
            capacity: capacity.max(1),
            collectors: usize::from(protocol.staffing.collectors_per_lane.max(1)),
            shift_ms: protocol.staffing.shift.0.max(1) * MINUTE_MS,
            change_ms: (work.shift_change_s * 1e3) as i64,
            gloves_people: protocol.transport.glove_disinfections_max.max(1),
            gloves_ms: (work.gloves_s * 1e3) as i64,
            seal_after_ms: work.seal_after.0 * MINUTE_MS,
        }
    }

    /// Everybody who comes, in order; returns how many, and how many lanes there are.
    fn people(&mut self, root: Stream, number: u64, infection: &mut Infection) -> (u64, u16) {
        let (scenario, site, pace) = (self.scenario, self.site, self.pace);
        let Some(arrivals) = Arrivals::new(scenario, site, root, number) else {
            return (0, 0);
        };
        let expected = arrivals.expected();
        let pooled = |index: usize| site.periods[index].lanes;
        let single = |index: usize| site.periods[index].single_lanes;
        let place = (scenario, site);
        let mut pooled = Lanes::new(place, self.rule(site.capacity), (TakenBy::Lane, 1), pooled);
        let first = (TakenBy::SingleLane, pooled.end_number());
        let mut singles = Lanes::new(place, self.rule(1), first, single);
        let stream = |purpose| root.of(purpose, number);
        let (prechecks, registers) = (stream(Purpose::Precheck), stream(Purpose::Register));
        let (swabs, habits) = (stream(Purpose::Swab), stream(Purpose::Habit));
        let (share_single, share_manual) = (scenario.habits.single, scenario.habits.manual);
        for (n, arrived_at) in arrivals.enumerate() {
            let n = n as u64;
            let positive = infection.is_positive(n);
            let checked_at =
                arrived_at + pace.at_site(arrived_at, pace.precheck.ms(prechecks.bits(n)));
            // One draw for two shares: its halves are independent.
            let bits = habits.bits(n);
            let is_single = unit(bits) < share_single;
            let is_manual = unit(bits << 32) < share_manual;
            let lanes =
                if is_single && !singles.lanes.is_empty() { &mut singles } else { &mut pooled };
            let Some(lane) = lanes.first(checked_at, &mut self.rack) else {
                self.trial.unsampled += 1;
                self.rack.witness.unsampled(n, Some(arrived_at), positive);
                continue;
            };
            let begins = checked_at.max(lanes.ready[lane]);
            let paper = self.outages.iter().any(|(from, to)| (*from..*to).contains(&begins));
            let law = match (paper, is_manual) {
                (true, _) => &pace.paper,
                (false, true) => &pace.manual,
                (false, false) => &pace.chip,
            };
            let visit = Visit {
                at: checked_at,
                register_ms: pace.at_site(begins, law.ms(registers.bits(n))),
                swab_ms: pace.at_site(begins, pace.swab.ms(swabs.bits(n))),
                positive,
                paper,
                single: is_single,
            };
            let waits_from = arrived_at.max(lanes.lanes[lane].opened_at());
            let comes = Comes { number: n, at: arrived_at, waits_from, positive };
            self.rack.witness.comes(comes);
            let swab_at = lanes.take(lane, visit, &mut self.rack);
            self.note(arrived_at, waits_from, swab_at);
        }
        pooled.end(&mut self.rack);
        singles.end(&mut self.rack);
        (expected, singles.end_number() - 1)
    }

    /// Those who stay at home, by teams of three that go from door to door; teams are numbered
    /// on after the lanes.
    fn at_home(
        &mut self,
        stream: Stream,
        (people, lanes): (std::ops::Range<u64>, u16),
        infection: &mut Infection,
    ) {
        let rule = self.rule(self.site.capacity);
        let site = self.site;
        let first = (TakenBy::MobileTeam, lanes + 1);
        let mut teams = Lanes::new((self.scenario, site), rule, first, |_| site.mobile_teams);
        let mut bags = vec![OpenTube::default(); teams.lanes.len()];
        for n in people {
            let positive = infection.is_positive(n);
            let Some(team) = teams.first(0, &mut self.rack) else {
                self.trial.unsampled += 1;
                self.rack.witness.unsampled(n, None, positive);
                continue;
            };
            let leaves_at = teams.ready[team];
            let there_at =
                leaves_at + self.pace.at_site(leaves_at, self.pace.home_visit.ms(stream.bits(n)));
            let comes = Comes { number: n, at: there_at, waits_from: there_at, positive };
            self.rack.witness.comes(comes);
            self.rack.witness.swabbed(there_at, there_at);
            bags[team].add((there_at, there_at), (positive, false), &rule, &mut self.rack);
            teams.lanes[team].busy_until(there_at);
            teams.ready[team] = teams.lanes[team].ready_at;
            self.note(there_at, there_at, there_at);
        }
        for (team, bag) in bags.iter_mut().enumerate() {
            teams.at(team, &mut self.rack);
            bag.seal_at_close(NEVER, &rule, &mut self.rack);
        }
    }

    #[inline]
    fn note(&mut self, arrived_at: i64, waits_from: i64, swab_at: i64) {
        self.trial.sampled += 1;
        self.sampled.add(swab_at, 1);
        let hours = &mut self.trial.hours;
        let last = hours.len() - 1;
        let hour = |at: i64| ((at.max(0) / HOUR_MS) as usize).min(last);
        hours[hour(arrived_at)].arrived += 1;
        let waited = ((swab_at - waits_from).max(0) / MINUTE_MS) as u32;
        let slot = &mut hours[hour(swab_at)];
        slot.swabbed += 1;
        slot.waited_minutes += waited;
        slot.waited_minutes_max = slot.waited_minutes_max.max(waited);
        let swab_at = self.scenario.starts_at + Minutes(swab_at / MINUTE_MS);
        self.trial.last_swab_at = self.trial.last_swab_at.max(Some(swab_at));
    }
}
