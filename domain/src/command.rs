//! What people and machines ask for. A command is a request; whether it becomes a fact is
//! decided in [`crate::decide`].

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::code::{
    BoxCode, DeviceId, LabId, LaneId, PersonKey, PlateCode, RoundId, ScanId, SiteId, SquadId,
    StaffId, TubeCode,
};
use crate::ct::Reading;
use crate::plate::{Content, Well};
use crate::refusal::Refusal;
use crate::term::{
    AmendReason, Call, Class, ClosingReason, Control, CourseEnd, Finding, Flaw, Message, Party,
    RecollectionEnd, RejectReason, RelabelReason, Resolution, Store, VoidReason, WithdrawReason,
};
use crate::time::At;

/// Bytes the rules carry and never read: sealed personal data, or a kept command.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Opaque(pub Arc<[u8]>);

/// Who asks, where and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// Identity of the command, made on the device.
    pub scan: ScanId,
    /// Fingerprint of the command's content: the same scan with another one is refused.
    pub content: u64,
    /// Who.
    pub by: StaffId,
    /// On which device.
    pub device: DeviceId,
    /// When it happened, by the device's clock.
    pub at: At,
}

/// Where the bearer of a token may act; `None` is everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// The only site.
    pub site: Option<SiteId>,
    /// The only lane.
    pub lane: Option<LaneId>,
    /// The only lab.
    pub lab: Option<LabId>,
    /// The only party whose notices they confirm.
    pub party: Option<Party>,
}

/// A request with its stamp.
#[derive(Clone, PartialEq, Debug)]
pub struct Command {
    /// Who asks, where and when.
    pub stamp: Stamp,
    /// Where whoever asks may act.
    pub scope: Scope,
    /// It was done by hand already (a late upload): what the rules refuse is kept as a
    /// discrepancy and never dropped.
    pub after_the_fact: bool,
    /// The command as it came, sealed; kept whole when the rules refuse it after the fact.
    pub original: Opaque,
    /// The request.
    pub act: Act,
}

impl Command {
    /// This command as one that can only be kept: its scan was used for something else. It gets
    /// a number of its own, made of scan and content, so that sent again it is the same.
    pub fn conflicting(&self) -> Command {
        let mut scan = self.stamp.scan.0;
        let content = self.stamp.content.to_le_bytes();
        scan[8..].iter_mut().zip(content).for_each(|(byte, other)| *byte ^= other);
        let (act, named) = (self.act.word(), self.act.registers());
        let act = Act::TurnedAway { act, refusal: Refusal::ScanReused, named };
        Command { stamp: Stamp { scan: ScanId(scan), ..self.stamp }, act, ..self.clone() }
    }
}

/// Whether a document's number proves itself (DOMAIN 1.1).
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Proof {
    /// Its check character is right, or it has none.
    #[default]
    Holds,
    /// Its check character is wrong.
    Fails,
    /// Its check character is wrong, and this supervisor takes it all the same.
    Overridden(Supervisor),
}

/// Somebody who may override, and where: a scope for each token that lets them. None, and they
/// may nowhere.
#[derive(Clone, PartialEq, Debug)]
pub struct Supervisor {
    /// Who.
    pub staff: StaffId,
    /// Where they may.
    pub scopes: Vec<Scope>,
}

/// A registration at the desk.
#[derive(Clone, PartialEq, Debug)]
pub struct Register {
    /// The round.
    pub round: RoundId,
    /// The desk.
    pub lane: LaneId,
    /// The tube that takes the swab; opened by its first member.
    pub tube: TubeCode,
    /// Who.
    pub person: PersonKey,
    /// Whether the number of their document proves itself.
    pub proof: Proof,
    /// Who answers for a person without a document.
    pub guardian: Option<PersonKey>,
    /// What kind of person.
    pub class: Class,
    /// A phone number was taken.
    pub has_phone: bool,
    /// Tube size when this member opens it; `None` takes the largest the class allows.
    pub capacity: Option<u8>,
    /// Sealed personal data, carried through.
    pub sealed: Opaque,
}

/// Whom a registration names, and where: enough to owe them a swab.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named {
    /// Who.
    pub person: PersonKey,
    /// The round.
    pub round: RoundId,
    /// The tube.
    pub tube: TubeCode,
}

/// What is asked.
#[allow(missing_docs)] // fields are named for what they hold; the variant says the rest
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// A person is registered into a tube (R83-R93).
    Register(Register),
    /// A tube is opened by a scan.
    OpenTube { round: RoundId, lane: LaneId, tube: TubeCode, capacity: u8 },
    /// A member leaves before the swab.
    Withdraw { tube: TubeCode, person: PersonKey, reason: WithdrawReason },
    /// One member, or everybody still without, is swabbed.
    Swab { tube: TubeCode, person: Option<PersonKey> },
    /// The collector puts on new gloves (R97).
    ChangeGloves,
    /// A tube is closed for good; `count` is what the collector counted.
    SealTube { tube: TubeCode, count: u8 },
    /// A tube is given up.
    VoidTube { tube: TubeCode, reason: VoidReason },
    /// A label is replaced.
    RelabelTube { tube: TubeCode, to: TubeCode, reason: RelabelReason },
    /// A tube goes into a box; the first opens it.
    PackTube { box_code: BoxCode, site: SiteId, tube: TubeCode },
    /// A tube comes out of an open box.
    UnpackTube { box_code: BoxCode, tube: TubeCode },
    /// A box is closed; `count` is what the packer counted (R102).
    SealBox { box_code: BoxCode, count: u16 },
    /// A sealed box is given a lab; `None` asks the rules to choose.
    RouteBox { box_code: BoxCode, lab: Option<LabId> },
    /// A box passes from hand to hand.
    HandOver { box_code: BoxCode, giver: StaffId, taker: StaffId, given: u16, taken: u16 },
    /// A box is lost.
    LoseBox { box_code: BoxCode },
    /// A box arrives; courier and receiver sign (R107).
    ReceiveBox { box_code: BoxCode, lab: LabId, courier: StaffId, receiver: StaffId, count: u16 },
    /// A tube is scanned at the hatch.
    ReceiveTube { tube: TubeCode, box_code: Option<BoxCode>, lab: LabId },
    /// Every tube of a received box is accepted after a count.
    ReceiveRest { box_code: BoxCode },
    /// Receipt of a box is finished; what was not scanned is missing.
    EmptyBox { box_code: BoxCode },
    /// A lab takes no more boxes; those on their way to it are given another.
    CloseLab { lab: LabId, reason: ClosingReason, until_at: Option<At> },
    /// A lab takes boxes again; those that no lab takes in time are given one.
    OpenLab { lab: LabId },
    /// A lab says what it can do from now on: tubes an hour, and tubes it has reagents for.
    LimitLab { lab: LabId, tubes_per_hour: Option<u32>, tests_left: Option<u32> },
    /// A tube on its way is a blind sample, of which this must be found.
    MarkBlind { tube: TubeCode, expected: Call },
    /// The lab names what is wrong with a tube, and may test it all the same. A tube without a
    /// label has no code: of those the box is named, and how many there are.
    NoteFlaw {
        tube: Option<TubeCode>,
        box_code: Option<BoxCode>,
        lab: LabId,
        reason: Flaw,
        count: Option<u16>,
    },
    /// The lab turns a specimen away.
    RejectTube { tube: TubeCode, lab: LabId, reason: RejectReason },
    /// A plate is laid out.
    LoadPlate { plate: PlateCode, lab: LabId, kit: String, wells: Vec<(Well, Content)> },
    /// From now on a lab lays plates out with another lot of a kit, or of one of its control
    /// materials.
    BeginLot { lab: LabId, kit: String, control: Option<Control>, lot: String },
    /// The thermocycler's readings of a plate, and which one it was.
    ReadPlate { plate: PlateCode, readings: Vec<(Well, Reading)>, machine: Option<String> },
    /// A second person confirms what is negative on a plate, all at once (R117).
    ReviewPlate {
        /// The plate.
        plate: PlateCode,
    },
    /// A tube is called by hand.
    CallTube { tube: TubeCode, lab: LabId, call: Call },
    /// A call is corrected; the first call stays, with why it was left. A lab's command of before
    /// reasons were asked for has none.
    AmendCall { tube: TubeCode, call: Call, reason: Option<AmendReason> },
    /// A second person confirms a call.
    Review { tube: TubeCode },
    /// A reviewed call is published, where the protocol makes it a step of its own.
    Publish { tube: TubeCode },
    /// A published specimen is put away, or one that waits for its test.
    StoreTube { tube: TubeCode, store: Store },
    /// A stored specimen is destroyed.
    DiscardTube { tube: TubeCode },
    /// A squad takes on a recollection.
    AssignRecollection { person: PersonKey, squad: SquadId },
    /// A squad was there and came back without a swab.
    AttemptRecollection { person: PersonKey, finding: Finding },
    /// What is owed to a person is no longer gone after; a squad sent there again takes it up.
    EndRecollection { person: PersonKey, reason: RecollectionEnd },
    /// A person is put under a schedule, day 0 beginning at `day_zero_at`; `contact` is the close
    /// contact they follow (R234-R237).
    BeginCourse {
        person: PersonKey,
        schedule: String,
        day_zero_at: At,
        squad: Option<SquadId>,
        contact: Option<PersonKey>,
    },
    /// A person's tests by schedule end.
    EndCourse { person: PersonKey, reason: CourseEnd },
    /// A second test that stays open is raised, as far as its time has come (R159).
    Escalate { person: PersonKey },
    /// What parties were told about a tube and have not confirmed is raised, as far as its time
    /// has come.
    EscalateNotices { tube: TubeCode },
    /// A party confirms that it was told (R151); about whom, where there are several.
    Acknowledge { tube: TubeCode, person: Option<PersonKey>, party: Party, message: Message },
    /// A supervisor settles a discrepancy, named by its number.
    Resolve { discrepancy: u64, resolution: Resolution },
    /// What the door refused before it became one of the above: always refused, and kept like
    /// any other when it was done by hand already. `act` is the word it came with, `named` whom a
    /// registration tells all the same.
    TurnedAway { act: &'static str, refusal: Refusal, named: Option<Named> },
}

impl Act {
    /// Whom it registers, if it is a registration.
    pub fn registers(&self) -> Option<Named> {
        match self {
            Act::Register(Register { person, round, tube, .. }) => {
                Some(Named { person: *person, round: *round, tube: *tube })
            }
            Act::TurnedAway { named, .. } => *named,
            _ => None,
        }
    }

    /// The word for logs, metrics and the wire.
    pub fn word(&self) -> &'static str {
        match self {
            Act::TurnedAway { act, .. } => act,
            act => act.kind().map_or("unknown", ActKind::word),
        }
    }
}

macro_rules! act_kinds {
    ($($name:ident = $number:literal $word:literal $zh:literal $en:literal,)+) => {
        terms! {
            /// Which act, without what it is about: the one list of words that a command may ask.
            ActKind { $($name = $number $word $zh $en,)+ }
        }
        impl Act {
            /// Its kind; none for what was turned away at the door.
            pub fn kind(&self) -> Option<ActKind> {
                match self {
                    $(Act::$name { .. } => Some(ActKind::$name),)+
                    Act::TurnedAway { .. } => None,
                }
            }
        }
    };
}

// An act that is missing here does not compile.
act_kinds! {
    Register = 1 "register" "登记" "register a person",
    OpenTube = 2 "open_tube" "开管" "open a tube",
    Withdraw = 3 "withdraw" "撤回登记" "withdraw a member",
    Swab = 4 "swab" "采样" "take the swab",
    ChangeGloves = 5 "change_gloves" "更换手套" "change gloves",
    SealTube = 6 "seal_tube" "封管" "seal a tube",
    VoidTube = 7 "void_tube" "采样管作废" "void a tube",
    RelabelTube = 8 "relabel_tube" "更换管签" "replace a tube's label",
    PackTube = 9 "pack_tube" "装箱" "pack a tube",
    UnpackTube = 10 "unpack_tube" "出箱" "take a tube out of its box",
    SealBox = 11 "seal_box" "封箱" "seal a box",
    RouteBox = 12 "route_box" "指定检测机构" "route a box",
    HandOver = 13 "hand_over" "交接" "hand a box over",
    LoseBox = 14 "lose_box" "报箱遗失" "report a box lost",
    ReceiveBox = 15 "receive_box" "签收箱" "receive a box",
    ReceiveTube = 16 "receive_tube" "收样登记" "receive a tube",
    ReceiveRest = 17 "receive_rest" "其余全部收样" "receive the rest of a box",
    EmptyBox = 18 "empty_box" "清点完毕" "finish the receipt of a box",
    RejectTube = 19 "reject_tube" "标本拒收" "reject a specimen",
    LoadPlate = 20 "load_plate" "上板" "lay out a plate",
    ReadPlate = 21 "read_plate" "录入读数" "enter a plate's readings",
    CallTube = 22 "call_tube" "判读" "call a tube",
    AmendCall = 23 "amend_call" "更正判读" "amend a call",
    Review = 24 "review" "复核" "review a call",
    Publish = 25 "publish" "发布" "publish a call",
    StoreTube = 26 "store_tube" "标本保存" "store a specimen",
    DiscardTube = 27 "discard_tube" "标本销毁" "discard a specimen",
    AssignRecollection = 28 "assign_recollection" "指派复采" "assign a recollection",
    AttemptRecollection = 29 "attempt_recollection" "复采未成" "attempt a recollection in vain",
    Acknowledge = 30 "acknowledge" "确认通知" "confirm a notice",
    Resolve = 31 "resolve" "处理差异" "settle a discrepancy",
    CloseLab = 32 "close_lab" "停收标本" "close a lab",
    OpenLab = 33 "open_lab" "恢复收样" "open a lab",
    LimitLab = 34 "limit_lab" "设定检测能力" "say what a lab can do",
    ReviewPlate = 35 "review_plate" "整板复核" "review what is negative on a plate",
    MarkBlind = 36 "mark_blind" "设为盲样" "make a tube a blind sample",
    BeginCourse = 37 "begin_course" "纳入检测安排" "put a person under a schedule of tests",
    EndCourse = 38 "end_course" "结束检测安排" "end a person's schedule of tests",
    EndRecollection = 39 "end_recollection" "终止复采" "end a second test with a reason",
    BeginLot = 46 "begin_lot" "启用新批号" "begin a new lot of a kit or control",
    EscalateNotices = 45 "escalate_notices" "通知催办" "raise notices that nobody confirms",
    NoteFlaw = 40 "note_flaw" "记录标本异常" "note what is wrong with a tube",
    Escalate = 60 "escalate" "复采催办" "raise a second test that stays open",
}

/// Fingerprint of bytes (FNV-1a, 64 bits): stable across builds and machines, so that a scan
/// repeated after an upgrade still counts as the same. It tells slips apart and is no protection
/// against malice; nothing secret rests on it.
#[derive(Clone, Copy, Debug)]
pub struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fingerprint {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

impl Fingerprint {
    /// The fingerprint of one value's bytes.
    pub fn of(value: &impl Hash) -> u64 {
        let mut hasher = Fingerprint::default();
        value.hash(&mut hasher);
        hasher.finish()
    }
}
