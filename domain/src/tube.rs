//! The pooled or single tube.
//!
//! ```text
//! open -> sealed -> packed -> in transit -> received -> in test -> called -> reviewed
//!   |        |         |          |            |  \_______/ (retest)           |
//!   |        |         |          |            v                               v
//!   '--------'---------'----------'---> void, rejected          published -> stored -> discarded
//! ```

use crate::accession::Accession;
use crate::code::{BoxCode, LabId, LaneId, PersonKey, PlateCode, RoundId, StaffId, TubeCode};
use crate::plate::Well;
use crate::refusal::{Refusal, Refused};
use crate::term::{Call, Class, RejectReason, Store, VoidReason};
use crate::time::At;

/// A person in a tube.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Member {
    /// Number of the registration in the region's ledger.
    pub seq: u64,
    /// Who.
    pub person: PersonKey,
    /// Their place, from 1. Invariant: at most the capacity, no place twice.
    pub position: u8,
    /// What kind of person.
    pub class: Class,
    /// The swab is in the tube.
    pub swabbed: bool,
}

/// Where a tube is in its life; each stage carries only its own facts.
#[allow(missing_docs)] // fields are named for what they hold; the variant says the rest
#[derive(Clone, PartialEq, Debug)]
pub enum Stage {
    /// Takes members.
    Open,
    /// Closed for good.
    Sealed,
    /// In a box at the site.
    Packed,
    /// On the way to the lab.
    InTransit,
    /// At the lab, waiting for a plate; `attempts` readings so far were grey or invalid.
    Received { attempts: u8 },
    /// On a plate.
    InTest { attempts: u8, plate: PlateCode, well: Well },
    /// Read, waiting for a second pair of eyes.
    Called { call: Call, by: StaffId, at: At },
    /// Confirmed, waiting for publication.
    Reviewed { call: Call },
    /// The outcome may be seen.
    Published { call: Call, at: At },
    /// Put away.
    Stored { call: Call, keep_until_at: At },
    /// Destroyed.
    Discarded { call: Call },
    /// Turned away by the lab.
    Rejected(RejectReason),
    /// Given up.
    Void(VoidReason),
    /// The label was burnt; the specimen goes on under another.
    Relabelled(TubeCode),
}

/// The columns of the conservation law: a registered person is in exactly one of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Column {
    /// In an open tube.
    Open = 0,
    /// In a sealed tube.
    Sealed = 1,
    /// In a box at the site.
    Boxed = 2,
    /// On the way.
    InTransit = 3,
    /// At the lab.
    Received = 4,
    /// On a plate.
    InTest = 5,
    /// Called, and whatever follows.
    Resulted = 6,
    /// Void or rejected.
    Void = 7,
}

impl Column {
    /// Every column, in the order of the law.
    pub const ALL: [Column; 8] = [
        Column::Open,
        Column::Sealed,
        Column::Boxed,
        Column::InTransit,
        Column::Received,
        Column::InTest,
        Column::Resulted,
        Column::Void,
    ];

    /// The word in answers and tables.
    pub fn word(self) -> &'static str {
        match self {
            Column::Open => "open",
            Column::Sealed => "sealed",
            Column::Boxed => "boxed",
            Column::InTransit => "in_transit",
            Column::Received => "received",
            Column::InTest => "in_test",
            Column::Resulted => "resulted",
            Column::Void => "void",
        }
    }
}

impl Stage {
    /// The column of the conservation law; `None` for a burnt label, whose members moved on.
    pub fn column(&self) -> Option<Column> {
        Some(match self {
            Stage::Open => Column::Open,
            Stage::Sealed => Column::Sealed,
            Stage::Packed => Column::Boxed,
            Stage::InTransit => Column::InTransit,
            Stage::Received { .. } => Column::Received,
            Stage::InTest { .. } => Column::InTest,
            Stage::Called { .. }
            | Stage::Reviewed { .. }
            | Stage::Published { .. }
            | Stage::Stored { .. }
            | Stage::Discarded { .. } => Column::Resulted,
            Stage::Rejected(_) | Stage::Void(_) => Column::Void,
            Stage::Relabelled(_) => return None,
        })
    }

    /// The word in answers and tables.
    pub fn word(&self) -> &'static str {
        match self {
            Stage::Open => "open",
            Stage::Sealed => "sealed",
            Stage::Packed => "packed",
            Stage::InTransit => "in_transit",
            Stage::Received { .. } => "received",
            Stage::InTest { .. } => "in_test",
            Stage::Called { .. } => "called",
            Stage::Reviewed { .. } => "reviewed",
            Stage::Published { .. } => "published",
            Stage::Stored { .. } => "stored",
            Stage::Discarded { .. } => "discarded",
            Stage::Rejected(_) => "rejected",
            Stage::Void(_) => "void",
            Stage::Relabelled(_) => "relabelled",
        }
    }

    /// The call, once there is one.
    pub fn call(&self) -> Option<Call> {
        match self {
            Stage::Called { call, .. }
            | Stage::Reviewed { call }
            | Stage::Published { call, .. }
            | Stage::Stored { call, .. }
            | Stage::Discarded { call } => Some(*call),
            _ => None,
        }
    }

    /// The call as the member may see it.
    pub fn outcome(&self) -> Option<Call> {
        match self {
            Stage::Published { call, .. }
            | Stage::Stored { call, .. }
            | Stage::Discarded { call } => Some(*call),
            _ => None,
        }
    }
}

/// A tube and who is in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Tube {
    /// Its label.
    pub code: TubeCode,
    /// The pass it belongs to.
    pub round: RoundId,
    /// The one desk that fills it.
    pub lane: LaneId,
    /// Persons it may hold.
    pub capacity: u8,
    /// When it was opened.
    pub opened_at: At,
    /// When the first swab went in; its age runs from here (R99).
    pub first_swab_at: Option<At>,
    /// Invariant: `members.len() <= capacity`, no person twice.
    pub members: Vec<Member>,
    /// The box it travels or travelled in.
    pub box_code: Option<BoxCode>,
    /// The lab that has it, once received.
    pub lab: Option<LabId>,
    /// The lab's number for it, once received.
    pub accession: Option<Accession>,
    /// When it was received.
    pub received_at: Option<At>,
    /// Where its specimen was put away; it lies there also while its call is amended.
    pub store: Option<Store>,
    /// What must be found in it, where it is a blind sample; nobody gets an outcome from it.
    pub blind: Option<Call>,
    /// Where it is in its life.
    pub stage: Stage,
}

/// Most labels of one tube that are followed: a loop of labels cannot be written, and damaged data
/// must not hang a reader.
pub const LABELS_MAX: usize = 64;

/// The tube of a label and of every label it had since, as `find` knows them; the last one is the
/// tube as it stands.
pub fn labels<T, E>(
    code: TubeCode,
    mut find: impl FnMut(TubeCode) -> Result<Option<T>, E>,
    tube: impl Fn(&T) -> &Tube,
) -> impl Iterator<Item = Result<T, E>> {
    let mut next = Some(code);
    let follow = move || {
        let found = find(next.take()?).transpose()?;
        if let Ok(Stage::Relabelled(to)) = found.as_ref().map(|found| &tube(found).stage) {
            next = Some(*to);
        }
        Some(found)
    };
    std::iter::from_fn(follow).take(LABELS_MAX)
}

/// The tube a label stands for now, through any number of new labels.
pub fn under_label<T, E>(
    code: TubeCode,
    find: impl FnMut(TubeCode) -> Result<Option<T>, E>,
    tube: impl Fn(&T) -> &Tube + Copy,
) -> Result<Option<T>, E> {
    let mut last = None;
    for found in labels(code, find, tube) {
        last = Some(found?);
    }
    Ok(last.filter(|last| !matches!(tube(last).stage, Stage::Relabelled(_))))
}

impl Tube {
    /// The strictest class among its members: the tube is as urgent as that.
    pub fn strictest(&self) -> Class {
        self.members.iter().map(|member| member.class).max().unwrap_or(Class::Resident)
    }

    /// The member's place, if the person is in the tube.
    pub fn member(&self, person: PersonKey) -> Option<&Member> {
        self.members.iter().find(|member| member.person == person)
    }

    /// The lowest place nobody has; `None` when the tube is full.
    pub fn free_position(&self) -> Option<u8> {
        (1..=self.capacity).find(|place| self.members.iter().all(|m| m.position != *place))
    }

    /// How many members are still without a swab.
    pub fn unswabbed(&self) -> u8 {
        self.members.iter().filter(|member| !member.swabbed).count() as u8
    }

    /// More than one person may be in it.
    pub fn is_pooled(&self) -> bool {
        self.capacity > 1
    }

    /// Its specimen is good for nothing any more.
    pub fn is_spent(&self) -> bool {
        matches!(self.stage, Stage::Void(_) | Stage::Rejected(_))
    }

    /// It was given up on its way because nobody knew where it was; found, it goes on.
    pub fn is_lost(&self) -> bool {
        self.stage == Stage::Void(VoidReason::Lost) && self.lab.is_none()
    }

    /// The lab's number for it, as it stands on the tube.
    pub fn written_accession(&self) -> Option<String> {
        Some(self.accession?.written(self.lab?))
    }

    /// Refuses what a given-up tube or a burnt label can no longer do.
    pub fn alive(&self) -> Result<&Tube, Refused> {
        match self.stage {
            Stage::Void(_) => Err(Refusal::TubeVoid.into()),
            Stage::Rejected(_) => Err(Refusal::TubeRejected.into()),
            Stage::Relabelled(to) => Err(Refusal::TubeRelabelled.about(to)),
            _ => Ok(self),
        }
    }

    /// Refuses unless the tube still takes members.
    pub fn open(&self) -> Result<&Tube, Refused> {
        match self.alive()?.stage {
            Stage::Open => Ok(self),
            _ => Err(Refusal::TubeNotOpen.into()),
        }
    }

    /// Refuses unless the tube is at this lab and waits for a reading.
    pub fn readable(&self, lab: LabId) -> Result<&Tube, Refused> {
        match self.alive()?.stage {
            Stage::Open | Stage::Sealed | Stage::Packed | Stage::InTransit => {
                Err(Refusal::TubeNotReceived.into())
            }
            _ if self.lab != Some(lab) => Err(Refusal::TubeOtherLab.into()),
            _ if self.first_swab_at.is_none() => Err(Refusal::TubeNotSampled.into()),
            _ => Ok(self),
        }
    }

    /// Refuses unless the tube may go on a plate of this lab; one that stands on another
    /// [`Tube::is_on_plate`].
    pub fn loadable(&self, lab: LabId) -> Result<&Tube, Refused> {
        let tube = self.readable(lab)?;
        match tube.stage.call() {
            Some(_) => Err(Refusal::TubeCalled.about(tube.code)),
            None => Ok(tube),
        }
    }

    /// It is on a plate that is not read.
    pub fn is_on_plate(&self) -> bool {
        matches!(self.stage, Stage::InTest { .. })
    }
}
