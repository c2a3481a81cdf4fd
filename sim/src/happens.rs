//! What can happen where sites, vehicles, labs and squads meet.

use crate::bench::Timer;

/// What happens. At one instant in this order: whatever frees or brings comes before whatever
/// begins.
#[derive(Clone, Copy, Debug)]
pub enum Happens {
    /// A vehicle is gone.
    Lost(usize),
    /// A lab goes down, where boxes are routed.
    Closes(usize),
    /// A lab is back, where boxes are routed.
    Opens(usize),
    /// Reviewed calls of a plate.
    Reviewed(u32),
    /// The end of a run.
    Cycled(u32, i64),
    /// A plate waits for a cycler.
    Extracted(u32),
    /// A plate closes by the clock.
    Rings(usize, Timer),
    /// A lab opens.
    Wakes(usize),
    /// A vehicle at a stop.
    Stops(usize, usize),
    /// A vehicle at its lab.
    Back(usize),
    /// A vehicle at a lab, where boxes are routed.
    AtLab(usize, usize),
    /// A squad has swabbed everybody of a pool, where boxes are routed.
    Swabbed(u32),
    /// A squad at the lab with the tubes of a pool.
    SquadBack(u32),
    /// What was written on paper about a tube is entered, and its people can be found.
    Entered { tube: u32, lab: usize, called_at: i64 },
    /// A vehicle may leave.
    Departs(usize),
}

impl Happens {
    /// Its place among what happens at one instant.
    pub fn priority(self) -> u8 {
        match self {
            Happens::Lost(_) | Happens::Closes(_) | Happens::Opens(_) => 0,
            Happens::Reviewed(_) => 1,
            Happens::Cycled(..) => 2,
            Happens::Extracted(_) => 3,
            Happens::Rings(..) => 4,
            Happens::Wakes(_) => 5,
            Happens::Stops(..) => 6,
            Happens::Back(_) | Happens::AtLab(..) => 7,
            Happens::Swabbed(_) | Happens::SquadBack(_) => 8,
            Happens::Entered { .. } => 9,
            Happens::Departs(_) => 10,
        }
    }
}
