//! The parts of which acts are made. A part is read and described by the same value: there is no
//! way to read a member of a command that the interface description does not name.

use tenfold_domain::code::{
    BoxCode, LabId, LaneId, PersonKey, PlateCode, RoundId, SiteId, SquadId, StaffId, TubeCode,
};
use tenfold_domain::ct::Reading;
use tenfold_domain::person::Document;
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::{
    AmendReason, Call, Class, ClosingReason, Control, CourseEnd, Finding, Flaw, Message, Party,
    RecollectionEnd, RejectReason, RelabelReason, Resolution, Store, VoidReason, WithdrawReason,
};

use tenfold_domain::time::At;

use super::field::Fields;
use super::member::{Fault, Member, Wanted, words};
use super::wire::Wire;
use crate::service::results::MACHINE_BYTES_MAX;

/// Which members of a part must be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// Every one.
    All,
    /// One at least.
    Any,
    /// None.
    None,
    /// None, and the example does without.
    Seldom,
}

/// Something an act is made of.
pub struct Part<T> {
    /// Its members on the wire.
    pub members: &'static [Member],
    /// Which of them must be there.
    pub need: Need,
    /// Proves them.
    pub read: fn(&Wire<'_>, &mut Fields<'_>) -> Result<T, Fault>,
}

impl<T> Part<T> {
    /// What of it is on the wire.
    pub fn described(&self) -> (&'static [Member], Need) {
        (self.members, self.need)
    }
}

/// Longest kit or schedule, name and phone, in bytes.
const KIT_BYTES_MAX: usize = 100;
const NAME_BYTES_MAX: usize = 200;
const PHONE_BYTES_MAX: usize = 40;

/// A part of one member, named once: `kind member: what it holds`.
macro_rules! part {
    (number $member:ident: $of:ty => $make:expr) => {{
        const HELD: Wanted = Wanted::Number(<$of>::MAX as u64);
        const MEMBER: Member = Member { name: stringify!($member), wanted: HELD };
        Part {
            members: &[MEMBER],
            need: Need::All,
            read: |wire, fields| fields.number::<$of>(MEMBER, wire.$member).map($make),
        }
    }};
    (number or none $member:ident: $of:ty => $make:expr) => {{
        const HELD: Wanted = Wanted::Number(<$of>::MAX as u64);
        const MEMBER: Member = Member { name: stringify!($member), wanted: HELD };
        Part {
            members: &[MEMBER],
            need: Need::None,
            read: |wire, fields| Ok(fields.number_or_none::<$of>(MEMBER, wire.$member)?.map($make)),
        }
    }};
    (word $member:ident: $of:ty) => {{
        const HELD: Wanted = Wanted::Words(words!($of));
        const MEMBER: Member = Member { name: stringify!($member), wanted: HELD };
        Part {
            members: &[MEMBER],
            need: Need::All,
            read: |wire, fields| fields.term(MEMBER, &wire.$member, <$of>::from_word),
        }
    }};
    (word $member:ident: $of:ty, or $none:expr) => {{
        const HELD: Wanted = Wanted::Words(words!($of));
        const MEMBER: Member = Member { name: stringify!($member), wanted: HELD };
        Part {
            members: &[MEMBER],
            need: Need::None,
            read: |wire, fields| match wire.$member {
                None => Ok($none),
                Some(_) => fields.term(MEMBER, &wire.$member, <$of>::from_word),
            },
        }
    }};
    ($by:ident $member:ident: $held:expr) => {{
        const MEMBER: Member = Member { name: stringify!($member), wanted: $held };
        Part {
            members: &[MEMBER],
            need: Need::All,
            read: |wire, fields| fields.$by(MEMBER, &wire.$member),
        }
    }};
}

// Where and what.
pub const ROUND: Part<RoundId> = part!(number round: u32 => RoundId);
pub const LANE: Part<LaneId> = part!(number lane: u32 => LaneId);
pub const SITE: Part<SiteId> = part!(number site: u32 => SiteId);
pub const LAB: Part<LabId> = part!(number lab: u32 => LabId);
/// Without one the rules choose.
pub const LAB_OR_NONE: Part<Option<LabId>> = part!(number or none lab: u32 => LabId);
pub const TUBE: Part<TubeCode> = part!(tube tube: Wanted::Label);
/// A tube without a label has no code.
pub const TUBE_OR_NONE: Part<Option<TubeCode>> = Part {
    members: &[Member { name: "tube", wanted: Wanted::Label }],
    need: Need::None,
    read: |wire, fields| match wire.tube {
        None => Ok(None),
        Some(_) => (TUBE.read)(wire, fields).map(Some),
    },
};
pub const TO: Part<TubeCode> = part!(tube to: Wanted::Label);
pub const PLATE: Part<PlateCode> = part!(plate plate: Wanted::Label);
pub const KIT: Part<String> = part!(text kit: Wanted::Text(KIT_BYTES_MAX));
pub const LOT: Part<String> = part!(text lot: Wanted::Text(KIT_BYTES_MAX));
pub const WELLS: Part<Vec<(Well, Content)>> = part!(wells wells: Wanted::Wells);
pub const READINGS: Part<Vec<(Well, Reading)>> = part!(readings readings: Wanted::Readings);
/// The thermocycler. Silent when absent: a command of before it was there keeps its fingerprint.
const MACHINE_MEMBER: Member = Member { name: "machine", wanted: Wanted::Text(MACHINE_BYTES_MAX) };
pub const MACHINE_OR_NONE: Part<Option<String>> = Part {
    members: &[MACHINE_MEMBER],
    need: Need::Seldom,
    read: |wire, fields| match wire.machine {
        None => Ok(None),
        Some(_) => fields.text(MACHINE_MEMBER, &wire.machine).map(Some),
    },
};
pub const DISCREPANCY: Part<u64> = part!(number discrepancy: u64 => u64::from);

/// `box` is a word of Rust, so the member has another name there.
const BOX_MEMBER: Member = Member { name: "box", wanted: Wanted::Label };
pub const BOX: Part<BoxCode> = Part {
    members: &[BOX_MEMBER],
    need: Need::All,
    read: |wire, fields| fields.case(BOX_MEMBER, &wire.box_code),
};
/// A tube may come without its box.
pub const BOX_OR_NONE: Part<Option<BoxCode>> = Part {
    members: &[BOX_MEMBER],
    need: Need::None,
    read: |wire, fields| match wire.box_code {
        None => Ok(None),
        Some(_) => fields.case(BOX_MEMBER, &wire.box_code).map(Some),
    },
};

// Who counted what, who gave and took.
pub const CAPACITY: Part<u8> = part!(number capacity: u8 => u8::from);
/// Without one, the largest tube the class allows.
pub const CAPACITY_OR_NONE: Part<Option<u8>> = part!(number or none capacity: u8 => u8::from);
pub const PEOPLE: Part<u8> = part!(number count: u8 => u8::from);
pub const TUBES: Part<u16> = part!(number count: u16 => u16::from);
/// Tubes without a label, or swabs in a tube that holds fewer than it has members.
pub const COUNT_OR_NONE: Part<Option<u16>> = part!(number or none count: u16 => u16::from);
pub const GIVER: Part<StaffId> = part!(number giver: u32 => StaffId);
pub const TAKER: Part<StaffId> = part!(number taker: u32 => StaffId);
pub const GIVEN: Part<u16> = part!(number given: u16 => u16::from);
pub const TAKEN: Part<u16> = part!(number taken: u16 => u16::from);
pub const COURIER: Part<StaffId> = part!(number courier: u32 => StaffId);
pub const RECEIVER: Part<StaffId> = part!(number receiver: u32 => StaffId);
pub const SQUAD: Part<SquadId> = part!(number squad: u32 => SquadId);
/// Without one, nobody is named yet.
pub const SQUAD_OR_NONE: Part<Option<SquadId>> = part!(number or none squad: u32 => SquadId);

// Tests by schedule.
pub const SCHEDULE: Part<String> = part!(text schedule: Wanted::Text(KIT_BYTES_MAX));
pub const DAY_ZERO: Part<At> = part!(number day_zero_at_ms: u64 => at);

// What a lab can do, and until when it takes nothing.
/// Without one, until it is opened.
pub const UNTIL_OR_NONE: Part<Option<At>> = part!(number or none until_at_ms: u64 => at);
/// Without one, what was said before.
pub const RATE_OR_NONE: Part<Option<u32>> = part!(number or none tubes_per_hour: u32 => u32::from);
pub const TESTS_OR_NONE: Part<Option<u32>> = part!(number or none tests_left: u32 => u32::from);

fn at(ms: u64) -> At {
    At(i64::try_from(ms).unwrap_or(i64::MAX))
}

// Words of closed lists.
pub const CLASS: Part<Class> = part!(word class: Class, or Class::Resident);
pub const WITHDRAWN_FOR: Part<WithdrawReason> = part!(word reason: WithdrawReason);
pub const VOID_FOR: Part<VoidReason> = part!(word reason: VoidReason);
pub const RELABELLED_FOR: Part<RelabelReason> = part!(word reason: RelabelReason);
pub const REJECTED_FOR: Part<RejectReason> = part!(word reason: RejectReason);
pub const FLAWED_BY: Part<Flaw> = part!(word reason: Flaw);
pub const CLOSED_FOR: Part<ClosingReason> = part!(word reason: ClosingReason);
pub const GIVEN_UP_FOR: Part<RecollectionEnd> = part!(word reason: RecollectionEnd);
pub const ENDED_FOR: Part<CourseEnd> = part!(word reason: CourseEnd);
/// The rules ask for one. Silent when absent: a command of before it was asked for keeps its
/// fingerprint, and sent again is answered as it was.
pub const AMENDED_FOR_OR_NONE: Part<Option<AmendReason>> = Part {
    members: &[AMENDED_MEMBER],
    need: Need::None,
    read: |wire, fields| match wire.reason {
        None => Ok(None),
        Some(_) => fields.term(AMENDED_MEMBER, &wire.reason, AmendReason::from_word).map(Some),
    },
};
const AMENDED_MEMBER: Member =
    Member { name: "reason", wanted: Wanted::Words(words!(AmendReason)) };
/// Without one, of the whole kit.
pub const CONTROL_OR_NONE: Part<Option<Control>> = Part {
    members: &[CONTROL_MEMBER],
    need: Need::None,
    read: |wire, fields| match wire.control {
        None => Ok(None),
        Some(_) => fields.term(CONTROL_MEMBER, &wire.control, Control::from_word).map(Some),
    },
};
const CONTROL_MEMBER: Member = Member { name: "control", wanted: Wanted::Words(words!(Control)) };
pub const CALL: Part<Call> = part!(word call: Call);
pub const EXPECTED: Part<Call> = part!(word expected: Call);
pub const STORE: Part<Store> = part!(word store: Store);
pub const FINDING: Part<Finding> = part!(word finding: Finding);
pub const PARTY: Part<Party> = part!(word party: Party);
pub const MESSAGE: Part<Message> = part!(word message: Message);
pub const RESOLUTION: Part<Resolution> = part!(word resolution: Resolution);

// Who.
pub const DOCUMENT_MEMBER: Member = Member { name: "document", wanted: Wanted::Document };
const GUARDIAN_MEMBER: Member = Member { name: "guardian", wanted: Wanted::Document };
const SUPERVISOR_MEMBER: Member =
    Member { name: "supervisor", wanted: Wanted::Number(u32::MAX as u64) };
const PERSON_MEMBER: Member = Member { name: "person", wanted: Wanted::Key };
pub const DOCUMENT: Part<(Document, PersonKey)> = Part {
    members: &[DOCUMENT_MEMBER],
    need: Need::All,
    read: |wire, fields| fields.document(DOCUMENT_MEMBER, &wire.document),
};
/// Who answers for a person without a document. As silent when absent as the supervisor.
pub const GUARDIAN_OR_NONE: Part<Option<(Document, PersonKey)>> = Part {
    members: &[GUARDIAN_MEMBER],
    need: Need::Seldom,
    read: |wire, fields| match wire.guardian {
        None => Ok(None),
        Some(_) => fields.guardian(GUARDIAN_MEMBER, &wire.guardian).map(Some),
    },
};
/// The close contact whom somebody follows.
const CONTACT_MEMBER: Member = Member { name: "contact", wanted: Wanted::Document };
pub const CONTACT_OR_NONE: Part<Option<PersonKey>> = Part {
    members: &[CONTACT_MEMBER],
    need: Need::None,
    read: |wire, fields| match wire.contact {
        None => Ok(None),
        Some(_) => {
            let (_, contact) = fields.guardian(CONTACT_MEMBER, &wire.contact)?;
            Ok(Some(contact))
        }
    },
};
/// Who takes a number whose check digit is wrong. Silent when absent: a command of before it was
/// there keeps its fingerprint.
pub const SUPERVISOR_OR_NONE: Part<Option<StaffId>> = Part {
    members: &[SUPERVISOR_MEMBER],
    need: Need::Seldom,
    read: |wire, fields| match wire.supervisor {
        None => Ok(None),
        given => fields.number::<u32>(SUPERVISOR_MEMBER, given).map(StaffId).map(Some),
    },
};
/// By document or by look-up key; the document goes first.
pub const PERSON: Part<PersonKey> =
    Part { members: &[DOCUMENT_MEMBER, PERSON_MEMBER], need: Need::Any, read: person };
/// Somebody, or everybody.
pub const PERSON_OR_NONE: Part<Option<PersonKey>> = Part {
    members: &[DOCUMENT_MEMBER, PERSON_MEMBER],
    need: Need::None,
    read: |wire, fields| match (&wire.document, &wire.person) {
        (None, None) => Ok(None),
        _ => person(wire, fields).map(Some),
    },
};

fn person(wire: &Wire<'_>, fields: &mut Fields<'_>) -> Result<PersonKey, Fault> {
    match wire.document {
        Some(_) => fields.document(DOCUMENT_MEMBER, &wire.document).map(|(_, person)| person),
        None => fields.key(PERSON_MEMBER, &wire.person),
    }
}

const NAME_MEMBER: Member = Member { name: "name", wanted: Wanted::Text(NAME_BYTES_MAX) };
const PHONE_MEMBER: Member = Member { name: "phone", wanted: Wanted::Text(PHONE_BYTES_MAX) };
/// Not part of the fingerprint by itself: it would stand in the open there. What was typed goes
/// before what was scanned (R86, R87); with neither the rules' own refusal says so.
pub const NAME: Part<String> = Part {
    members: &[NAME_MEMBER],
    need: Need::None,
    read: |wire, fields| {
        let typed = wire.name.as_ref().map(|text| text.0.trim()).filter(|name| !name.is_empty());
        match typed.unwrap_or_else(|| fields.scanned_name()) {
            "" => Err(Refusal::NameMissing.into()),
            name if name.len() > NAME_BYTES_MAX => Err(NAME_MEMBER.fault()),
            name => Ok(name.to_owned()),
        }
    },
};
/// The rules ask for one where the class must have it. As silent as the name.
pub const PHONE: Part<Option<String>> = Part {
    members: &[PHONE_MEMBER],
    need: Need::None,
    read: |wire, fields| match wire.phone.as_ref().map(|text| text.0.trim()).unwrap_or_default() {
        "" => Ok(fields.scanned_phone().map(str::to_owned)),
        phone if phone.len() > PHONE_BYTES_MAX => Err(PHONE_MEMBER.fault()),
        phone => Ok(Some(phone.to_owned())),
    },
};
