//! Which lab a box goes to, as options name it.

use tenfold_sim::staffing::City;

use crate::report::words::Both;

/// Who says which lab a box goes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Routing {
    /// The lab fixed for its site beforehand
    Fixed,
    /// The rule of the live service, box by box
    Routed,
}

impl Routing {
    /// Makes a city do so, whatever its file says.
    pub fn put(self, city: &mut City) {
        city.routed = self == Routing::Routed;
    }

    /// What a variant is called by it.
    pub fn name(self) -> Both {
        match self {
            Routing::Fixed => Both::new("固定实验室", "fixed labs"),
            Routing::Routed => Both::new("逐箱分配", "boxes routed"),
        }
    }
}
