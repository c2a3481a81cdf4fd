//! What a staffing needs, as rows for the planner: bounds beside the plan, people by site and
//! shift, what is short and must be asked for (R41, R217), goods, advice on the size of tubes.

mod goods;
mod hours;
mod least;
mod pools;
mod people;
mod short;

use tenfold_domain::time::At;

pub use goods::{Good, Per};
pub use hours::Hours;
pub use people::{RoleNeed, by_role};

use crate::bounds::Bounds;
use crate::scenario::Scenario;
use crate::staffing::{City, LabKind, Staffing};
use crate::tables::{
    BoundRow, HourRow, LabHourRow, PoolAdviceRow, ShortageRow, StaffingRow, SupplyRow,
};

/// A city with its staffing, and what is simulated of both.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a> {
    /// The city.
    pub city: &'a City,
    /// The least of everything.
    pub bounds: &'a Bounds,
    /// Who and what is put to work.
    pub staffing: &'a Staffing,
    /// [`City::scenario`] of both.
    pub scenario: &'a Scenario,
}

/// All rows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Needs {
    /// Bounds beside the plan.
    pub bounds: Vec<BoundRow>,
    /// What is needed against what is at hand: first the whole city, then each place.
    pub shortages: Vec<ShortageRow>,
    /// People by site and period.
    pub staffing: Vec<StaffingRow>,
    /// Goods for the whole city.
    pub supplies: Vec<SupplyRow>,
    /// Advice on the size of tubes, by place.
    pub pools: Vec<PoolAdviceRow>,
    /// Tubes against what labs can begin, by hour.
    pub hours: Vec<HourRow>,
    /// The same of each lab.
    pub lab_hours: Vec<LabHourRow>,
}

/// Bounds beside a staffing, while nothing else of it is known.
pub fn least(planned: Planned<'_>) -> Vec<BoundRow> {
    least::rows(planned)
}

impl Needs {
    /// Of a planned city; `goods` is what people, tubes and lanes use up or need, and may be
    /// empty.
    pub fn of(planned: Planned<'_>, goods: &[Good]) -> Needs {
        let staffing = people::rows(planned);
        let rate = planned.bounds.persons_per_lane_hour;
        let Hours { hours, lab_hours } = Hours::of(planned.city, planned.scenario, rate);
        Needs {
            bounds: least::rows(planned),
            shortages: short::rows(planned, &staffing),
            supplies: goods::rows(planned, goods),
            pools: pools::rows(planned),
            staffing,
            hours,
            lab_hours,
        }
    }
}

/// The same said in Chinese and in English.
type Both = (&'static str, &'static str);

const PEOPLE: Both = ("人", "people");

impl Planned<'_> {
    /// Most lanes staffed at once at a site, over periods that begin in `from..to`.
    fn lanes(&self, site: usize, from: At, to: At) -> u32 {
        let periods = self.scenario.sites.get(site).map(|site| site.periods.as_slice());
        let inside = |period: &&crate::scenario::Period| (from..to).contains(&period.from_at);
        let lanes = |period: &crate::scenario::Period| {
            u32::from(period.lanes) + u32::from(period.single_lanes)
        };
        periods.unwrap_or_default().iter().filter(inside).map(lanes).max().unwrap_or(0)
    }

    /// The same of all sites together, each at its most.
    fn lanes_of_all(&self, from: At, to: At) -> u32 {
        (0..self.scenario.sites.len()).map(|site| self.lanes(site, from, to)).sum()
    }

    fn starts_at(&self) -> At {
        self.scenario.starts_at
    }

    fn half_at(&self) -> At {
        self.starts_at() + self.scenario.half_goal
    }

    fn ends_at(&self) -> At {
        self.starts_at() + self.scenario.goal
    }

    /// Vehicles on the road for a lab.
    fn vehicles(&self, lab: usize) -> u32 {
        self.scenario.vehicles.iter().filter(|vehicle| vehicle.lab == lab).count() as u32
    }

    /// Thermocyclers of labs of which `counts` holds.
    fn cyclers(&self, counts: impl Fn(usize) -> bool) -> u32 {
        let labs = self.scenario.labs.iter().enumerate();
        labs.filter(|(lab, _)| counts(*lab)).map(|(_, lab)| lab.cyclers).sum()
    }

    fn kind(&self, lab: usize) -> LabKind {
        self.city.labs[lab].kind
    }
}
