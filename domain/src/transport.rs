//! Boxes and their passing from hand to hand.

use crate::code::{BoxCode, LabId, SiteId, StaffId, TubeCode};
use crate::refusal::{Refusal, Refused};
use crate::term::Class;
use crate::time::At;
use crate::tube::{Stage, Tube};

/// Where a box is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoxStage {
    /// Takes tubes.
    Open,
    /// Closed, still at the site.
    Sealed,
    /// In somebody's hands on the way.
    InTransit {
        /// Who has it.
        holder: StaffId,
    },
    /// At a lab, being checked.
    Received {
        /// Which lab.
        lab: LabId,
    },
    /// Checked and empty.
    Emptied {
        /// Which lab.
        lab: LabId,
    },
    /// Gone.
    Lost,
}

impl BoxStage {
    /// The word in answers and tables.
    pub fn word(self) -> &'static str {
        match self {
            BoxStage::Open => "open",
            BoxStage::Sealed => "sealed",
            BoxStage::InTransit { .. } => "in_transit",
            BoxStage::Received { .. } => "received",
            BoxStage::Emptied { .. } => "emptied",
            BoxStage::Lost => "lost",
        }
    }
}

/// A transport box.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// Its label.
    pub code: BoxCode,
    /// Where it was packed.
    pub site: SiteId,
    /// Its manifest. Invariant: no tube twice, no tube in another live box.
    pub tubes: Vec<TubeCode>,
    /// The lab it was sent to.
    pub routed: Option<LabId>,
    /// It is expected there in time.
    pub in_time: bool,
    /// From when on it holds places there.
    pub start_at: Option<At>,
    /// Oldest first swab inside, once sealed: the box's age.
    pub oldest_swab_at: Option<At>,
    /// Strictest class inside, once a lab was asked for.
    pub strictest: Option<Class>,
    /// The lab that tested first, where a recollection lies inside, by then (R157).
    pub original: Option<LabId>,
    /// When it was sealed.
    pub sealed_at: Option<At>,
    /// Where it is in its life.
    pub stage: BoxStage,
}

impl Case {
    /// How many tubes stand on its manifest.
    pub fn count(&self) -> u16 {
        self.tubes.len() as u16
    }

    /// Closed, and no lab has it.
    pub fn is_under_way(&self) -> bool {
        matches!(self.stage, BoxStage::Sealed | BoxStage::InTransit { .. })
    }

    /// Whether a tube was not in the box when it was emptied and has not turned up since: it is
    /// missing until a lab receives it or somebody reports it lost.
    pub fn misses(&self, tube: &Tube) -> bool {
        matches!(self.stage, BoxStage::Emptied { .. })
            && tube.box_code == Some(self.code)
            && tube.stage == Stage::InTransit
    }

    /// Refuses a lost box.
    pub fn alive(&self) -> Result<&Case, Refused> {
        match self.stage {
            BoxStage::Lost => Err(Refusal::BoxLost.into()),
            _ => Ok(self),
        }
    }

    /// Refuses unless the box takes tubes.
    pub fn open(&self) -> Result<&Case, Refused> {
        match self.alive()?.stage {
            BoxStage::Open => Ok(self),
            _ => Err(Refusal::BoxNotOpen.into()),
        }
    }

    /// The lab that is checking it; refuses any other stage.
    pub fn being_checked(&self) -> Result<LabId, Refused> {
        match self.alive()?.stage {
            BoxStage::Received { lab } => Ok(lab),
            _ => Err(Refusal::BoxNotReceived.into()),
        }
    }
}
