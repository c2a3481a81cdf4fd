//! What comes before what, as costs.

/// Costs that come before minutes: one of each outweighs any detour of those below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Weights {
    /// A unit of a further part of a source's shortage.
    pub part: i64,
    /// A unit that does not count for the half.
    pub late: i64,
    /// A unit that is not sent.
    pub short: i64,
}

impl Weights {
    /// For a network whose arcs cost so much at most. A path takes a slot but once, and so no more
    /// than two arcs a slot: whatever it saves in minutes is less than one more part, and so on.
    pub fn of(slots: usize, cost_max: i64, parts: u32) -> Weights {
        let arcs = 2 * slots as i64 + 4;
        let part = if parts > 1 { arcs * cost_max + 1 } else { 0 };
        let below = cost_max + part * i64::from(parts);
        let late = arcs * below + 1;
        Weights { part, late, short: arcs * (below + late) + 1 }
    }
}
