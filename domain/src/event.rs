//! Facts. Each variant has a table of its own in the store; none is ever deleted.

use crate::accession::Accession;
use crate::code::{
    BoxCode, LabId, LaneId, PersonKey, PlateCode, RoundId, SiteId, SquadId, StaffId, TubeCode,
};
use crate::command::Opaque;
use crate::ct::Ct;
use crate::plate::{Content, Well};
use crate::term::{
    AmendReason, BlindMatch, Call, Cause, Class, ClosingReason, Control, CourseEnd, Difference,
    Finding, Message, Party, RecollectionEnd, RejectReason, RelabelReason, Resolution, RouteReason,
    Store, VoidReason, WithdrawReason,
};
use crate::time::At;

/// What happened. Who, where and when stand in the [`crate::command::Stamp`] beside it.
#[allow(missing_docs)] // fields are named for what they hold; the variant says the rest
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// A tube was opened on a lane.
    TubeOpened { tube: TubeCode, round: RoundId, lane: LaneId, capacity: u8 },
    /// A person became a member of a tube, at `position` from 1.
    Registered {
        tube: TubeCode,
        person: PersonKey,
        round: RoundId,
        lane: LaneId,
        class: Class,
        position: u8,
        /// Ledger number of the person's registration before this one.
        previous: Option<u64>,
        sealed: Opaque,
    },
    /// A supervisor took a document whose check character is wrong; stands right behind the
    /// registration.
    Overridden { person: PersonKey, tube: TubeCode, supervisor: StaffId },
    /// Somebody answers for a person without a document, who was registered by the same scan.
    GuardianNamed { person: PersonKey, guardian: PersonKey, tube: TubeCode },
    /// A member left before the swab.
    Withdrawn { tube: TubeCode, person: PersonKey, reason: WithdrawReason },
    /// One member (or with `None` all who were without) has been swabbed; the tube's age runs
    /// from `first_swab_at`.
    Swabbed { tube: TubeCode, person: Option<PersonKey>, count: u8, first_swab_at: At },
    /// The collector put on new gloves.
    GlovesChanged { collector: StaffId },
    /// A tube was closed for good with `count` members; `short` when fewer than its capacity.
    TubeSealed { tube: TubeCode, count: u8, short: bool },
    /// A tube was given up.
    TubeVoided { tube: TubeCode, reason: VoidReason },
    /// A tube that was given up as lost is there after all, and goes on.
    TubeFound { tube: TubeCode },
    /// A tube's label was replaced; the old code is burnt.
    TubeRelabelled { tube: TubeCode, to: TubeCode, reason: RelabelReason },
    /// A box was opened at a site.
    BoxOpened { box_code: BoxCode, site: SiteId },
    /// A tube went into a box.
    TubePacked { box_code: BoxCode, tube: TubeCode },
    /// A tube came out of an open box.
    TubeUnpacked { box_code: BoxCode, tube: TubeCode },
    /// A box was closed; its age is that of its oldest first swab.
    BoxSealed { box_code: BoxCode, count: u16, oldest_swab_at: At },
    /// A box was given a lab: expected arrival and last outcome, whether both windows hold.
    BoxRouted { box_code: BoxCode, lab: LabId, arrive_at: At, outcome_at: At, feasible: bool },
    /// A box holds places at a lab from `start_at` on: what the lab was chosen by, and why. Stands
    /// right behind its [`Event::BoxRouted`].
    BoxReserved {
        box_code: BoxCode,
        lab: LabId,
        start_at: At,
        strictest: Class,
        original: Option<LabId>,
        reason: RouteReason,
    },
    /// A box goes to no lab, or to none any more: none takes it.
    BoxUnrouted {
        box_code: BoxCode,
        strictest: Class,
        original: Option<LabId>,
        reason: RouteReason,
    },
    /// A lab takes no more boxes.
    LabClosed { lab: LabId, reason: ClosingReason, until_at: Option<At> },
    /// A lab takes boxes again.
    LabOpened { lab: LabId },
    /// A lab said what it can do; what it did not say stays.
    LabLimited { lab: LabId, tubes_per_hour: Option<u32>, tests_left: Option<u32> },
    /// A box passed from hand to hand, both parties with their count.
    HandedOver { box_code: BoxCode, giver: StaffId, taker: StaffId, given: u16, taken: u16 },
    /// A box was lost.
    BoxLost { box_code: BoxCode },
    /// A box arrived at a lab.
    BoxReceived { box_code: BoxCode, lab: LabId, courier: StaffId, receiver: StaffId, count: u16 },
    /// A specimen was accepted under the lab's accession number.
    TubeReceived { tube: TubeCode, lab: LabId, accession: Accession },
    /// A specimen was turned away.
    TubeRejected { tube: TubeCode, lab: LabId, reason: RejectReason },
    /// Receipt of a box was finished with `missing` tubes.
    BoxEmptied { box_code: BoxCode, missing: u16 },
    /// A plate was laid out for a kit.
    PlateLoaded { plate: PlateCode, lab: LabId, kit: String },
    /// A well of a plate was filled.
    WellLoaded { plate: PlateCode, well: Well, content: Content },
    /// A lab lays plates out with another lot of a kit, or of one of its control materials.
    LotBegun { lab: LabId, kit: String, control: Option<Control>, lot: String },
    /// A plate was read; an invalid run sends its tubes back to the queue.
    RunRead { plate: PlateCode, valid: bool },
    /// What a control well read of one target, in a run whose controls all held or not; the machine
    /// as the results file or the lab names it. Stands behind its [`Event::RunRead`]; runs of
    /// before this was kept have none.
    ControlRead {
        plate: PlateCode,
        lab: LabId,
        kit: String,
        machine: Option<String>,
        well: Well,
        control: Control,
        target: String,
        ct: Option<Ct>,
        valid: bool,
    },
    /// A specimen was called; `attempt` counts from 1.
    Called {
        tube: TubeCode,
        lab: LabId,
        call: Call,
        attempt: u8,
        plate: Option<PlateCode>,
        well: Option<Well>,
        ct: Option<Ct>,
    },
    /// A tube is a blind sample, of which this must be found. Its members are invented.
    BlindMarked { tube: TubeCode, expected: Call },
    /// A blind sample's call was confirmed, and compared with what had to be found.
    BlindCompared { tube: TubeCode, lab: LabId, expected: Call, call: Call, found: BlindMatch },
    /// So many members of a blind sample are owed no swab, as those of any other tube would be.
    BlindSpared { tube: TubeCode, people: u8 },
    /// A call was corrected.
    CallAmended { tube: TubeCode, from: Call, call: Call },
    /// Why; stands right behind the correction. Those of before reasons were asked for have none.
    AmendedFor { tube: TubeCode, reason: AmendReason },
    /// A second person confirmed the call.
    Reviewed { tube: TubeCode, call: Call },
    /// The outcome may be seen.
    Published { tube: TubeCode, call: Call },
    /// A specimen was put away until `keep_until_at`; one that waits for its test was then, and
    /// is kept until it is tested.
    Stored { tube: TubeCode, store: Store, keep_until_at: At },
    /// A specimen was destroyed.
    Discarded { tube: TubeCode },
    /// A person must be swabbed again by `due_at`; `tube` is what caused it.
    RecollectionOpened {
        person: PersonKey,
        tube: TubeCode,
        cause: Cause,
        lab: Option<LabId>,
        due_at: At,
    },
    /// A squad took it on.
    RecollectionAssigned { person: PersonKey, squad: SquadId },
    /// A squad came back without a swab.
    RecollectionAttempted { person: PersonKey, finding: Finding, attempt: u8 },
    /// The person was swabbed again into `tube`.
    RecollectionSampled { person: PersonKey, tube: TubeCode },
    /// The person's own outcome is known.
    RecollectionClosed { person: PersonKey, tube: TubeCode, call: Call, late: bool },
    /// It is no longer gone after: on no list, never late. Whoever comes all the same is swabbed
    /// and tested as what is owed asks.
    RecollectionEnded { person: PersonKey, reason: RecollectionEnd },
    /// Nothing is owed any more: the kept registration that owed it was dismissed.
    RecollectionCancelled { person: PersonKey, tube: TubeCode, discrepancy: u64 },
    /// A person was put under a schedule; `contact` is whom they follow. Under one already, it
    /// takes that one's place, and swabs stay.
    CourseBegun {
        person: PersonKey,
        schedule: String,
        day_zero_at: At,
        squad: Option<SquadId>,
        contact: Option<PersonKey>,
    },
    /// A person under a schedule was registered into `tube`.
    CourseSampled { person: PersonKey, tube: TubeCode },
    /// The call of a tube in which somebody under a schedule was swabbed was confirmed.
    CourseResulted { person: PersonKey, tube: TubeCode, swab_at: At, call: Call },
    /// A person's tests by schedule ended; `next` names the schedule that follows.
    CourseEnded { person: PersonKey, reason: CourseEnd, next: Option<String> },
    /// A party was told something about a tube (and one person of it); told again, it confirms
    /// again.
    Notified { tube: TubeCode, person: Option<PersonKey>, party: Party, message: Message },
    /// A party had not confirmed what it was told when a step of raising it came (from 1); whom
    /// the step names was told so.
    NoticeEscalated {
        tube: TubeCode,
        person: Option<PersonKey>,
        party: Party,
        message: Message,
        step: u8,
    },
    /// A party confirmed that it was told.
    Acknowledged { tube: TubeCode, person: Option<PersonKey>, party: Party, message: Message },
    /// A difference was seen, with what was expected and what was counted.
    Differed {
        difference: Difference,
        tube: Option<TubeCode>,
        box_code: Option<BoxCode>,
        expected: i64,
        counted: i64,
    },
    /// A command done by hand was refused by the rules and is kept whole.
    Kept { refusal: u16, act: String, original: Opaque },
    /// A supervisor settled a discrepancy.
    Resolved { discrepancy: u64, resolution: Resolution },
}
