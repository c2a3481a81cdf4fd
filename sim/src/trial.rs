//! What came out of one replication: curves, ages, waits and who was late. Statistics over many
//! replications are made from these afterwards.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

/// Width of a bin of every curve.
pub const BIN: Minutes = Minutes(10);

/// Counts over time in bins of [`BIN`] from the scenario's start; what lies beyond the last bin
/// is counted in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Curve {
    /// Counts of each bin, not cumulated.
    pub bins: Vec<u32>,
}

impl Curve {
    /// Empty, long enough for a span.
    pub fn new(span: Minutes) -> Curve {
        Curve { bins: vec![0; (span.0 / BIN.0) as usize + 1] }
    }

    /// Counts some at an instant `ms` after the start.
    #[inline]
    pub fn add(&mut self, after_ms: i64, count: u32) {
        let bin = (after_ms.max(0) / (BIN.0 * MINUTE_MS)) as usize;
        let last = self.bins.len() - 1;
        self.bins[bin.min(last)] += count;
    }

    /// Adds another curve of the same length, or one whose last bins were empty and left out.
    pub fn merge(&mut self, other: &Curve) {
        for (mine, theirs) in self.bins.iter_mut().zip(&other.bins) {
            *mine += theirs;
        }
    }

    /// All counts.
    pub fn total(&self) -> u64 {
        self.bins.iter().map(|count| u64::from(*count)).sum()
    }

    /// End of the first bin by which at least `count` are reached, after the start.
    pub fn reaches(&self, count: u64) -> Option<Minutes> {
        let mut sum = 0;
        let bin = self.bins.iter().position(|bin| {
            sum += u64::from(*bin);
            sum >= count
        })?;
        Some(Minutes((bin as i64 + 1) * BIN.0))
    }
}

/// One replication.
#[derive(Clone, PartialEq, Debug)]
pub struct Trial {
    /// Number of the replication.
    pub replication: u64,
    /// People who were to come.
    pub expected: u64,
    /// First swabs over time.
    pub sampled: Curve,
    /// First outcomes over time: of a negative pool at its review, of a positive one too (its
    /// members' second swab is counted under `recollections`).
    pub resulted: Curve,
    /// Those of them from the city's own labs.
    pub resulted_own: Curve,
    /// Last swab of anybody.
    pub last_swab_at: Option<At>,
    /// Last first outcome of anybody.
    pub last_outcome_at: Option<At>,
    /// People with a first outcome within the goal.
    pub in_goal: u64,
    /// People with one from the city's own labs within the half goal.
    pub in_half_goal_own: u64,
    /// Tubes that reached a lab, by age there in bins of [`BIN`].
    pub age_at_lab: Curve,
    /// Tubes older than the protocol's room limit when received (R99).
    pub too_old: u64,
    /// Tubes on their first run, and those of them older than the room limit when it began.
    pub started: u64,
    /// Tubes older than the protocol's room limit when their first run began.
    pub started_too_old: u64,
    /// Oldest tube on receipt, minutes.
    pub oldest_minutes: i64,
    /// Tubes sealed, and those of them that were not full.
    pub tubes: u64,
    /// Tubes sealed with fewer than their capacity.
    pub short_tubes: u64,
    /// Tubes never received by any lab.
    pub stranded: u64,
    /// By site.
    pub sites: Vec<SiteTrial>,
    /// By lab.
    pub labs: Vec<LabTrial>,
    /// By vehicle.
    pub vehicles: Vec<VehicleTrial>,
    /// Second swabs.
    pub recollections: Recollections,
}

/// One site in one replication.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SiteTrial {
    /// By hour from the start.
    pub hours: Vec<SiteHour>,
    /// Last swab.
    pub last_swab_at: Option<At>,
    /// Last first outcome of its people.
    pub last_outcome_at: Option<At>,
    /// People who stood there when the last period ended.
    pub unsampled: u32,
    /// People sampled.
    pub sampled: u32,
}

/// One hour of a site. Waiting is from arrival to the swab, closed hours not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SiteHour {
    /// Came.
    pub arrived: u32,
    /// Swabbed.
    pub swabbed: u32,
    /// Minutes waited by those swabbed, in all.
    pub waited_minutes: u32,
    /// Longest of them.
    pub waited_minutes_max: u32,
}

/// One lab in one replication.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LabTrial {
    /// Tubes received, in bins of [`BIN`].
    pub received: Curve,
    /// Tubes whose call was reviewed.
    pub reviewed: Curve,
    /// Plates run.
    pub plates: u32,
    /// Minutes cyclers were busy.
    pub busy_minutes: u64,
    /// Oldest tube on receipt, minutes.
    pub oldest_minutes: i64,
    /// Minutes of cyclers, all together, in its open hours from the first tube that any lab
    /// received to the last plate that any began. While it is down it is not open.
    pub open_minutes: u64,
    /// Of them, idle.
    pub idle_minutes: u64,
    /// Of those, while a plate's worth of tubes waited in one lab or another.
    pub idle_beside_pile_minutes: u64,
    /// Most tubes that waited there: received and not yet on a plate, or on one that has no
    /// cycler.
    pub waiting_max: u32,
    /// When that was.
    pub waiting_max_at: Option<At>,
}

/// One vehicle in one replication.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VehicleTrial {
    /// Tours driven.
    pub tours: u32,
    /// Boxes brought.
    pub boxes: u32,
    /// Boxes left behind for want of room, once for each time.
    pub left_behind: u32,
    /// Minutes on the way.
    pub busy_minutes: u64,
    /// Longest tour.
    pub tour_minutes_max: u32,
}

/// Second swabs after positive pools (R146-R159).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recollections {
    /// Pools that are followed up: positive, or grey to the last reading.
    pub pools: u32,
    /// People swabbed again.
    pub people: u32,
    /// Of them, with an outcome later than the protocol's limit after the call, or none.
    pub late: u32,
    /// Tubes of theirs older than the protocol's room limit when received (R99).
    pub too_old: u32,
    /// Longest from call to outcome, minutes.
    pub minutes_max: u32,
    /// Outcomes by minutes since the call, in bins of [`BIN`].
    pub took: Curve,
}
