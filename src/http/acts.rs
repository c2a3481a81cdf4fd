//! Every act: the parts of which it is made, in one table. The parser and the interface description
//! are both made of it, so that neither can say what the other does not do.

use tenfold_domain::code::{LaneId, PersonKey, RoundId, StaffId, TubeCode};
use tenfold_domain::command::{Act, ActKind, Proof, Register, Supervisor};
use tenfold_domain::person::Document;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::Class;

use super::field::Fields;
use super::member::{ACT, ALWAYS, ANYWHERE, Fault, Member};
use super::part::*;
use super::wire::Wire;
use crate::service::personal::Personal;

/// Members of an act, and which of them must be there.
pub type Described = Vec<(&'static [Member], Need)>;

macro_rules! acts {
    ($($kind:ident
        $({ $($field:ident: $part:expr),* $(,)? })?
        $(by $make:ident($($given:expr),+ $(,)?))?
    ;)+) => {
        /// The act of a kind, proven part by part in the order of the table: the fingerprint of
        /// the command depends on it.
        pub fn act(
            kind: ActKind,
            wire: &Wire<'_>,
            fields: &mut Fields<'_>,
        ) -> Result<Act, Fault> {
            // An act that the table does not hold does not compile.
            match kind {$(
                ActKind::$kind => {
                    $(Ok(Act::$kind { $($field: ($part.read)(wire, fields)?),* }))?
                    $($make($(($given.read)(wire, fields)?,)+ fields))?
                }
            )+}
        }

        /// What an act is made of.
        pub fn described(kind: ActKind) -> Described {
            match kind {$(
                ActKind::$kind => vec![
                    $($($part.described(),)*)?
                    $($($given.described(),)+)?
                ],
            )+}
        }
    };
}

acts! {
    Register by register(
        ROUND, LANE, TUBE, CLASS, CAPACITY_OR_NONE, DOCUMENT, SUPERVISOR_OR_NONE,
        GUARDIAN_OR_NONE, NAME, PHONE
    );
    OpenTube { tube: TUBE, round: ROUND, lane: LANE, capacity: CAPACITY };
    Withdraw { tube: TUBE, person: PERSON, reason: WITHDRAWN_FOR };
    Swab { tube: TUBE, person: PERSON_OR_NONE };
    ChangeGloves {};
    SealTube { tube: TUBE, count: PEOPLE };
    VoidTube { tube: TUBE, reason: VOID_FOR };
    RelabelTube { tube: TUBE, to: TO, reason: RELABELLED_FOR };
    PackTube { box_code: BOX, site: SITE, tube: TUBE };
    UnpackTube { box_code: BOX, tube: TUBE };
    SealBox { box_code: BOX, count: TUBES };
    RouteBox { box_code: BOX, lab: LAB_OR_NONE };
    HandOver { box_code: BOX, giver: GIVER, taker: TAKER, given: GIVEN, taken: TAKEN };
    LoseBox { box_code: BOX };
    ReceiveBox { box_code: BOX, lab: LAB, courier: COURIER, receiver: RECEIVER, count: TUBES };
    ReceiveTube { tube: TUBE, box_code: BOX_OR_NONE, lab: LAB };
    ReceiveRest { box_code: BOX };
    EmptyBox { box_code: BOX };
    RejectTube { tube: TUBE, lab: LAB, reason: REJECTED_FOR };
    NoteFlaw {
        tube: TUBE_OR_NONE, box_code: BOX_OR_NONE, lab: LAB, reason: FLAWED_BY,
        count: COUNT_OR_NONE,
    };
    BeginLot { lab: LAB, kit: KIT, control: CONTROL_OR_NONE, lot: LOT };
    LoadPlate { plate: PLATE, lab: LAB, kit: KIT, wells: WELLS };
    ReadPlate { plate: PLATE, readings: READINGS, machine: MACHINE_OR_NONE };
    ReviewPlate { plate: PLATE };
    CallTube { tube: TUBE, lab: LAB, call: CALL };
    AmendCall { tube: TUBE, call: CALL, reason: AMENDED_FOR_OR_NONE };
    Review { tube: TUBE };
    Publish { tube: TUBE };
    StoreTube { tube: TUBE, store: STORE };
    DiscardTube { tube: TUBE };
    AssignRecollection { person: PERSON, squad: SQUAD };
    AttemptRecollection { person: PERSON, finding: FINDING };
    EndRecollection { person: PERSON, reason: GIVEN_UP_FOR };
    BeginCourse {
        person: PERSON, schedule: SCHEDULE, day_zero_at: DAY_ZERO, squad: SQUAD_OR_NONE,
        contact: CONTACT_OR_NONE,
    };
    EndCourse { person: PERSON, reason: ENDED_FOR };
    Escalate { person: PERSON };
    EscalateNotices { tube: TUBE };
    Acknowledge { tube: TUBE, person: PERSON_OR_NONE, party: PARTY, message: MESSAGE };
    Resolve { discrepancy: DISCREPANCY, resolution: RESOLUTION };
    CloseLab { lab: LAB, reason: CLOSED_FOR, until_at: UNTIL_OR_NONE };
    OpenLab { lab: LAB };
    MarkBlind { tube: TUBE, expected: EXPECTED };
    LimitLab { lab: LAB, tubes_per_hour: RATE_OR_NONE, tests_left: TESTS_OR_NONE };
}

/// The only act with personal data in it: sealed here, before anything else sees it.
#[allow(clippy::too_many_arguments)] // one for each part, in the order of the table
fn register(
    round: RoundId,
    lane: LaneId,
    tube: TubeCode,
    class: Class,
    capacity: Option<u8>,
    (document, person): (Document, PersonKey),
    supervisor: Option<StaffId>,
    guardian: Option<(Document, PersonKey)>,
    name: String,
    phone: Option<String>,
    fields: &mut Fields<'_>,
) -> Result<Act, Fault> {
    fields.personal(&[&name, phone.as_deref().unwrap_or_default()]);
    let has_phone = phone.is_some();
    let proof = match supervisor {
        _ if document.is_sound() => Proof::Holds,
        None => Proof::Fails,
        // Where they may, the door finds out: it knows who bears which token.
        Some(staff) => Proof::Overridden(Supervisor { staff, scopes: Vec::new() }),
    };
    if let Some((guardian, _)) = &guardian {
        document.in_care_of(guardian)?;
    }
    let shown =
        |document: &Document| (document.kind().word().to_owned(), document.number().to_owned());
    let (kind, number) = shown(&document);
    let shown_too = guardian.as_ref().map(|(document, _)| shown(document));
    let personal = Personal { name, kind, number, phone, guardian: shown_too };
    // Fails only where the system gives no random bytes; then nothing may be taken.
    let sealed = fields.seal(&personal).map_err(|_| Fault::from(Refusal::Malformed))?;
    let guardian = guardian.map(|(_, guardian)| guardian);
    Ok(Act::Register(Register {
        round,
        lane,
        tube,
        person,
        proof,
        guardian,
        class,
        has_phone,
        capacity,
        sealed,
    }))
}

/// The act of a word.
pub fn of_word(word: &str, wire: &Wire<'_>, fields: &mut Fields<'_>) -> Result<Act, Fault> {
    act(ActKind::from_word(word).ok_or_else(|| ACT.fault())?, wire, fields)
}

/// Every member by its name: as this act reads it, or else as the first that does.
pub fn members(kind: Option<ActKind>) -> Vec<Member> {
    let kinds = kind.into_iter().chain(ActKind::ALL.iter().copied());
    let parts = kinds.flat_map(described).flat_map(|(members, _)| members.iter().copied());
    let mut all: Vec<Member> = Vec::new();
    for member in ALWAYS.into_iter().chain(ANYWHERE).chain(parts) {
        if all.iter().all(|other| other.name != member.name) {
            all.push(member);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::hash::Hasher as _;

    use tenfold_domain::code::{Region, ScanId};
    use tenfold_domain::command::Fingerprint;
    use tenfold_domain::time::At;

    use super::*;
    use crate::service::vault::Vault;

    /// Prints of acts in the order of their numbers, each of those up to a number: who adds acts
    /// adds a row.
    const PRINTS: [(u8, u64); 9] = [
        (31, 0x5b72_6f60_586b_4043),
        (34, 0xe958_c193_fcef_4fa1),
        (35, 0xa082_2ee3_6b2c_439d),
        (36, 0xce65_0c19_21c2_17e5),
        (38, 0x3296_9e30_7c07_77fb),
        (39, 0x30da_f997_b0e4_bde5),
        (40, 0x11e2_fee4_e266_7644),
        (46, 0x7e8a_1624_7e73_c489),
        (60, 0x2209_daf0_8b53_13b5),
    ];
    const PLAIN: u64 = 0x5528_1da7_a35f_b586;
    const KEY: u64 = 0x3396_1bb3_1e00_914a;

    /// Every member that any act reads.
    const ALL: &str = r#"{"round":1,"lane":2,"site":3,"tube":"360781000183","to":"360781000280",
        "box":"3607810001","plate":"P1","capacity":10,"count":9,"lab":2,"giver":5,"taker":6,
        "document":{"kind":"resident_id","number":"11010519491231002X"},"name":"张三","given":7,
        "taken":8,"courier":9,"receiver":10,"kit":"standard","call":"grey","store":"fridge",
        "expected":"positive",
        "wells":[{"well":"A01","control":"positive"},{"well":"A02","tube":"360781000183"}],
        "readings":[{"well":"A01","ct":[23.45,null]}],"squad":4,"finding":"moved","party":"cdc",
        "message":"unreached","discrepancy":77,"resolution":"redone","reason":"REASON",
        "until_at_ms":1648785600000,"day_zero_at_ms":1648742400000,"schedule":"close_contact",
        "tubes_per_hour":120,"tests_left":900,"lot":"20220401-A"}"#;

    fn reason(kind: ActKind) -> &'static str {
        match kind {
            ActKind::Withdraw | ActKind::VoidTube => "wrong_person",
            ActKind::RelabelTube => "damaged",
            ActKind::CloseLab => "down",
            ActKind::EndCourse => "hospital",
            ActKind::EndRecollection => "refused",
            _ => "leaking",
        }
    }

    /// What stands in ledgers depends on it: a scan sent again after an upgrade is the same scan.
    #[test]
    fn fingerprints_stay_as_they_are() {
        let vault = Vault::new(&[7; 32]);
        let place = (Region(1), ScanId([1; 16]));
        let at = 1_648_771_200_000;
        let mut prints = PRINTS.map(|(last, _)| (last, Fingerprint::default()));
        for kind in ActKind::ALL.iter().copied().filter(|kind| *kind != ActKind::Register) {
            let row = prints.iter_mut().find(|(last, _)| kind.number() <= *last);
            let (_, print) = row.expect("an act without a row");
            let text = ALL.replace("REASON", reason(kind));
            for bare in [false, true] {
                let mut wire: Wire<'_> = serde_json::from_str(&text).expect("fits");
                match kind {
                    ActKind::RouteBox if bare => wire.lab = None,
                    ActKind::CloseLab if bare => wire.until_at_ms = None,
                    ActKind::LimitLab if bare => wire.tests_left = None,
                    ActKind::BeginCourse if bare => wire.squad = None,
                    ActKind::ReceiveTube if bare => wire.box_code = None,
                    ActKind::NoteFlaw if bare => wire.tube = None,
                    // As before a reason was asked for; with one it has a print of its own.
                    ActKind::AmendCall => wire.reason = None,
                    ActKind::Swab | ActKind::Acknowledge if bare => wire.document = None,
                    _ => {}
                }
                let mut fields = Fields::new(&vault, place, At(at), kind.word(), at);
                let asked = act(kind, &wire, &mut fields).expect("well-formed");
                assert_eq!(asked.kind(), Some(kind));
                print.write(&fields.fingerprint().to_le_bytes());
            }
        }
        assert_eq!(prints.map(|(last, print)| (last, print.finish())), PRINTS);
        for (class, phone, print) in [(None, "", PLAIN), (Some("key"), "19900000000", KEY)] {
            let mut wire: Wire<'_> = serde_json::from_str(ALL).expect("fits");
            wire.class = class.map(|class| super::super::wire::Text(class.into()));
            wire.capacity = wire.capacity.filter(|_| class.is_none());
            wire.phone = Some(super::super::wire::Text(phone.into()));
            let mut fields = Fields::new(&vault, place, At(at), "register", at);
            of_word("register", &wire, &mut fields).expect("well-formed");
            assert_eq!(fields.fingerprint(), print);
        }
    }

    #[test]
    fn a_correction_for_another_reason_is_another_command() {
        let vault = Vault::new(&[7; 32]);
        let place = (Region(1), ScanId([1; 16]));
        let print = |reason: &str| {
            let text = ALL.replace("REASON", reason);
            let wire: Wire<'_> = serde_json::from_str(&text).expect("fits");
            let mut fields = Fields::new(&vault, place, At(0), "amend_call", 0);
            act(ActKind::AmendCall, &wire, &mut fields).expect("well-formed");
            fields.fingerprint()
        };
        assert_ne!(print("misread"), print("mixed_up"));
    }

    #[test]
    fn an_unknown_word_is_told_the_known_ones() {
        let vault = Vault::new(&[7; 32]);
        let mut fields = Fields::new(&vault, (Region(1), ScanId([1; 16])), At(0), "unknown", 0);
        let fault = of_word("unknown", &Wire::default(), &mut fields).expect_err("no such act");
        let said = fault.member.expect("named").wanted.said();
        assert!(said.en.starts_with("one of: register, open_tube"), "{said}");
    }
}
