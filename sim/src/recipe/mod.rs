//! A staffing as a few numbers that can be turned up and down one at a time, each of which makes
//! the city no slower when it grows: what the search of [`crate::sizing`] turns.

mod levers;

pub use levers::Lever;

use tenfold_domain::time::Minutes;

use crate::bounds::Bounds;
use crate::staffing::{City, LabStaffing, Staffing};

/// Numbers that make a staffing of a city.
#[derive(Clone, PartialEq, Debug)]
pub struct Recipe {
    /// Lanes, over what arithmetic says for the people of each day.
    pub lanes: f64,
    /// Lanes more than that, by site, on later days.
    pub extra: Vec<u16>,
    /// Share of people who are asked to come on the first day.
    pub first: f64,
    /// The last day ends so many hours earlier than the city's hours.
    pub early_hours: u32,
    /// Thermocyclers of own labs, together.
    pub cyclers_own: u32,
    /// Thermocyclers of other labs, together.
    pub cyclers_other: u32,
    /// Vehicles, by lab, where it is used.
    pub vehicles: Vec<u32>,
    /// Squads.
    pub squads: u32,
    /// Mobile teams, over what arithmetic says.
    pub teams: f64,
    /// A tube that does not fill is sealed this long after its first swab.
    pub seal_after: Minutes,
}

/// A step of a lever that is a factor.
const STEP: f64 = 0.02;

/// Where a factor starts, and where it ends at most.
const FACTOR: (f64, f64) = (1.04, 4.0);

/// Where the share of the first day starts, and where it ends at most.
const FIRST: (f64, f64) = (0.54, 1.0);

/// A tube that does not fill is sealed this long after its first swab at first: a third of what
/// R99 leaves beside the round of collection.
const SEAL_AFTER: Minutes = Minutes(45);

/// Left at first for drives that take longer than they should.
const SPARE_MINUTES: i64 = 20;

impl Recipe {
    /// A first guess from arithmetic, Halfin and Whitt's square root on top where a queue scatters.
    pub fn start(city: &City, bounds: &Bounds) -> Recipe {
        let finite = |number: f64| if number.is_finite() { number } else { 0.0 };
        let with_root = |load: f64| (finite(load) + finite(load).sqrt()).ceil() as u32;
        let own_most = most(city, true);
        let cyclers_own = with_root(bounds.cyclers_own).clamp(1, own_most.max(1));
        let rest = (bounds.cyclers - f64::from(cyclers_own)).max(0.0);
        let mut recipe = Recipe {
            lanes: FACTOR.0,
            first: FIRST.0,
            early_hours: 0,
            extra: vec![0; city.sites.len()],
            cyclers_own: cyclers_own.min(own_most),
            cyclers_other: with_root(rest).min(most(city, false)),
            vehicles: vec![1; city.labs.len()],
            squads: with_root(bounds.squads),
            teams: FACTOR.0,
            seal_after: city.work.seal_after.min(SEAL_AFTER),
        };
        recipe.vehicles = recipe.vehicles_needed(city, bounds);
        recipe
    }

    /// Vehicles of each lab so that a tube sealed as late as may be still reaches it in time.
    pub fn vehicles_needed(&self, city: &City, bounds: &Bounds) -> Vec<u32> {
        let left = city.protocol.transport.room_limit.0 - self.seal_after.0 - SPARE_MINUTES;
        // A lab without a vehicle would get no site at all.
        let every_lab = Recipe { vehicles: vec![1; city.labs.len()], ..self.clone() };
        city.fleet(&every_lab.staffing(city, bounds), left as f64)
    }

    /// The staffing.
    pub fn staffing(&self, city: &City, bounds: &Bounds) -> Staffing {
        let half_before = city.starts_at + city.half_goal;
        let [first, later] = [true, false].map(|first| self.lanes_of_sites(city, bounds, first));
        let lanes = |site: usize| -> Vec<u16> {
            let room = city.sites[site].lanes_max;
            let of_period = |(from, _): &(_, _)| {
                let lanes = if *from < half_before { first[site] } else { later[site] };
                if lanes.is_finite() { (lanes as u16).min(room) } else { room }
            };
            city.periods.iter().map(of_period).collect()
        };
        let hours = bounds.hours_first + bounds.hours_later - f64::from(self.early_hours);
        let teams = |site: usize| self.teams_of(city, bounds, site, hours);
        let sites = 0..city.sites.len();
        Staffing {
            lanes: sites.clone().map(lanes).collect(),
            single_lanes: Vec::new(),
            mobile_teams: sites.map(teams).collect(),
            labs: self.labs(city),
            squads: self.squads,
            seal_after: Some(self.seal_after),
            ends_early: Minutes::hours(i64::from(self.early_hours)),
        }
    }

    /// Lanes of every site, on the first day or later, whatever it has room for.
    fn lanes_of_sites(&self, city: &City, bounds: &Bounds, first: bool) -> Vec<f64> {
        let residents = city.people().max(1) as f64;
        let share = |site: usize| f64::from(city.sites[site].people) / residents;
        let lanes = |site| self.lanes_of(bounds, share(site), site, first);
        (0..city.sites.len()).map(lanes).collect()
    }

    /// Lanes of one site with a share of all people, on the first day or later, whatever it has
    /// room for.
    fn lanes_of(&self, bounds: &Bounds, share: f64, site: usize, first: bool) -> f64 {
        let all = bounds.people * share;
        let (people, hours, extra) = if first {
            (all * self.first, bounds.hours_first, 0)
        } else {
            // Who is left standing on the last day stays so: Poisson's scatter, as if each chose
            // the day.
            let mean = all * (1.0 - self.first);
            let hours = bounds.hours_later - f64::from(self.early_hours);
            (mean + bounds.deviations * mean.sqrt(), hours, self.extra[site])
        };
        let lanes = people / bounds.persons_per_lane_hour / hours * self.lanes;
        lanes.ceil().max(1.0) + f64::from(extra)
    }

    /// The last day ends an hour earlier, its lanes being so many more; where sites have no room
    /// for them, or would draw people from the first day, more people come on that, as far as
    /// there is room. `None` where there is none.
    pub fn ends_earlier(&self, city: &City, bounds: &Bounds) -> Option<Recipe> {
        let early_hours = self.early_hours + 1;
        if f64::from(early_hours) > bounds.hours_later / 2.0 {
            return None;
        }
        let (now, most) = (self.level(Lever::First), self.level_max(Lever::First, city));
        let earlier = |first| Recipe { early_hours, ..self.with(Lever::First, first) };
        let has_room = |recipe: &Recipe| recipe.has_room(city, bounds);
        let mut with_room = (now..=most).map(earlier).filter(has_room).peekable();
        let least = with_room.peek().cloned();
        let invited = self.invited_first(city, bounds);
        with_room.find(|recipe| recipe.invited_first(city, bounds) >= invited).or(least)
    }

    /// Share of people who are invited for the first day: that of its lanes' hours, whole lanes.
    fn invited_first(&self, city: &City, bounds: &Bounds) -> f64 {
        let hours_later = bounds.hours_later - f64::from(self.early_hours);
        let lanes = |first| self.lanes_of_sites(city, bounds, first).into_iter().sum::<f64>();
        let (first, later) = (lanes(true) * bounds.hours_first, lanes(false) * hours_later);
        first / (first + later)
    }

    /// Whether every site has room for a lane more than this asks for, on both days: some will
    /// need it.
    pub fn has_room(&self, city: &City, bounds: &Bounds) -> bool {
        let [first, later] = [true, false].map(|first| self.lanes_of_sites(city, bounds, first));
        let most = first.into_iter().zip(later).map(|(first, later)| later.max(first));
        most.zip(&city.sites).all(|(lanes, site)| lanes < f64::from(site.lanes_max))
    }

    /// Teams of one site. Few visits scatter much: none of any site is left over after so many
    /// hours, as far as arithmetic sees.
    fn teams_of(&self, city: &City, bounds: &Bounds, site: usize, hours: f64) -> u16 {
        let visits = f64::from(city.sites[site].people) * city.habits.at_home;
        if visits < 0.5 {
            return 0;
        }
        let (visit, deviations) = (city.work.home_visit, bounds.deviations);
        let seconds = visit.mean_s * (visits + deviations * visit.cv * visits.sqrt());
        // The last visit of a team must end, too.
        let last = visit.mean_s * (1.0 + deviations * visit.cv);
        let teams = (seconds / (hours * 3600.0 - last).max(1.0) * self.teams).ceil();
        if teams.is_finite() { teams as u16 } else { 0 }
    }

    /// Thermocyclers go to labs in the order of what must be asked for: those that stand there,
    /// by what each has; then more for the same labs; then labs that are brought or bought.
    fn labs(&self, city: &City) -> Vec<LabStaffing> {
        let mut given = vec![0u32; city.labs.len()];
        for (own, mut left) in [(true, self.cyclers_own), (false, self.cyclers_other)] {
            let labs: Vec<usize> =
                (0..city.labs.len()).filter(|lab| city.labs[*lab].own == own).collect();
            let at_hand: u32 = labs.iter().map(|lab| city.labs[*lab].cyclers).sum();
            let standing = left.min(at_hand);
            let (mut before, mut placed) = (0u64, 0u64);
            for lab in &labs {
                before += u64::from(city.labs[*lab].cyclers);
                let upto = (u64::from(standing) * before).div_ceil(u64::from(at_hand.max(1)));
                given[*lab] = (upto - placed).min(u64::from(city.labs[*lab].cyclers)) as u32;
                placed = upto.max(placed);
            }
            left -= standing;
            for lab in &labs {
                let (room, step) = (&city.labs[*lab], city.labs[*lab].cyclers_step.max(1));
                let more = left.div_ceil(step).saturating_mul(step);
                let more = more.min(room.cyclers_max.saturating_sub(given[*lab]));
                given[*lab] += more;
                left = left.saturating_sub(more);
            }
        }
        let lab = |(lab, cyclers): (usize, &u32)| LabStaffing {
            cyclers: *cyclers,
            vehicles: if *cyclers > 0 { self.vehicles[lab] } else { 0 },
        };
        given.iter().enumerate().map(lab).collect()
    }
}

/// Most thermocyclers of own labs, or of the others.
pub fn most(city: &City, own: bool) -> u32 {
    city.labs.iter().filter(|lab| lab.own == own).map(|lab| lab.cyclers_max).sum()
}
