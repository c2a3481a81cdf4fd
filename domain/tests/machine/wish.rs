//! What may be asked for at random, and by whom.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use tenfold_domain::code::{
    LabId, LaneId, PersonKey, PlateCode, RoundId, SiteId, SquadId, StaffId,
};
use tenfold_domain::command::{Act, Opaque, Proof, Register, Scope, Supervisor};
use tenfold_domain::ct::{Ct, Reading};
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::term::{
    AmendReason, Call, Class, ClosingReason, Control, CourseEnd, Finding, Flaw, Message, Party,
    RecollectionEnd, RejectReason, RelabelReason, Resolution, Store, VoidReason, WithdrawReason,
};

use tenfold_domain::time::Minutes;

use crate::campaign::{MIDNIGHT, box_code, tube_code};

/// Labels that start a tube; relabelling reaches three more.
pub const TUBES: u32 = 5;

/// How this case's plan differs from the usual one.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Review publishes at once.
    pub publish_on_review: bool,
    /// A grey reading after the last retest counts as positive.
    pub grey_becomes_positive: bool,
    /// Specimens of a suspect.
    pub specimens: u8,
}

/// One step of a day.
#[derive(Clone, Debug)]
pub struct Step {
    /// Minutes since the step before.
    pub minutes: i64,
    /// Minutes the device's clock is off.
    pub skew: i64,
    /// It was done by hand already.
    pub late: bool,
    /// Who asks.
    pub by: u32,
    /// What is asked.
    pub wish: Wish,
}

/// What a step asks for.
#[derive(Clone, Debug)]
pub enum Wish {
    /// What would usually come next for a tube; the second number picks among the usual.
    Onward(u32, u32),
    /// Something unusual for a tube.
    Meddle(u32, u32),
    /// Anything.
    Act(Act),
    /// An earlier command once more, with its scan.
    Again(usize),
    /// Anything, under the scan of an earlier command.
    Reuse(usize, Act),
}

/// A plan.
pub fn plan() -> impl Strategy<Value = Plan> {
    (any::<bool>(), any::<bool>(), 1..=2u8).prop_map(|(publish, grey, specimens)| Plan {
        publish_on_review: publish,
        grey_becomes_positive: grey,
        specimens,
    })
}

/// A day.
pub fn day() -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 1..140)
}

fn step() -> impl Strategy<Value = Step> {
    let wish = prop_oneof![
        24 => (1..=TUBES, any::<u32>()).prop_map(|(tube, flavour)| Wish::Onward(tube, flavour)),
        5 => (1..=TUBES, any::<u32>()).prop_map(|(tube, flavour)| Wish::Meddle(tube, flavour)),
        3 => act().prop_map(Wish::Act),
        1 => any::<usize>().prop_map(Wish::Again),
        1 => (any::<usize>(), act()).prop_map(|(earlier, act)| Wish::Reuse(earlier, act)),
    ];
    let minutes = prop_oneof![8 => 0..20i64, 1 => 60..400i64, 1 => Just(26 * 60)];
    let skew = prop_oneof![20 => Just(0), 1 => -5..=5i64, 1 => Just(30), 1 => Just(-2000)];
    (minutes, skew, prop::bool::weighted(0.2), 1..=4u32, wish)
        .prop_map(|(minutes, skew, late, by, wish)| Step { minutes, skew, late, by, wish })
}

/// Person number `n`.
pub fn person(n: u32) -> PersonKey {
    let mut key = [0; 16];
    key[..4].copy_from_slice(&n.to_le_bytes());
    PersonKey(key)
}

/// Plate number `n`.
pub fn plate(n: u32) -> PlateCode {
    PlateCode::scan(&format!("Q{n}")).expect("a code")
}

/// Well number `n`, row by row.
pub fn well(n: u16) -> Well {
    Well::from_number(n).expect("a well")
}

fn people() -> impl Strategy<Value = PersonKey> {
    (1..=12u32).prop_map(person)
}

fn register() -> impl Strategy<Value = Act> {
    let size = prop_oneof![6 => Just(None), 1 => Just(Some(1)), 1 => Just(Some(3))];
    let guardian = prop_oneof![4 => Just(None), 1 => people().prop_map(Some)];
    let who = (people(), proof(), guardian);
    (1..=2u32, 1..=3u32, 1..=TUBES, who, select(Class::ALL), any::<bool>(), size).prop_map(
        |(round, lane, tube, (person, proof, guardian), class, has_phone, capacity)| {
            Act::Register(Register {
                round: RoundId(round),
                lane: LaneId(lane),
                tube: tube_code(tube),
                person,
                proof,
                guardian,
                class,
                has_phone,
                capacity,
                sealed: Opaque::default(),
            })
        },
    )
}

/// Mostly right; else wrong, or taken by somebody who may, may at one site, or may nowhere.
fn proof() -> impl Strategy<Value = Proof> {
    let site = Scope { site: Some(SiteId(1)), ..Scope::default() };
    let scopes = select(vec![vec![], vec![site], vec![Scope::default()]]);
    let taken = (1..=3u32, scopes).prop_map(|(staff, scopes)| {
        Proof::Overridden(Supervisor { staff: StaffId(staff), scopes })
    });
    prop_oneof![6 => Just(Proof::Holds), 1 => Just(Proof::Fails), 2 => taken]
}

/// Any act of the small town.
fn act() -> impl Strategy<Value = Act> {
    Union::new([
        register().boxed(),
        at_the_site().boxed(),
        on_the_tube().boxed(),
        on_the_box().boxed(),
        on_the_road().boxed(),
        at_the_hatch().boxed(),
        on_the_plate().boxed(),
        on_the_call().boxed(),
        afterwards().boxed(),
        by_schedule().boxed(),
    ])
}

fn tubes() -> impl Strategy<Value = tenfold_domain::code::TubeCode> {
    (1..=TUBES + 3).prop_map(tube_code)
}

fn boxes() -> impl Strategy<Value = tenfold_domain::code::BoxCode> {
    (1..=3u32).prop_map(box_code)
}

fn labs() -> impl Strategy<Value = LabId> {
    (1..=2u32).prop_map(LabId)
}

fn at_the_site() -> impl Strategy<Value = Act> {
    let open = (1..=2u32, 1..=3u32, tubes(), select(vec![1u8, 3, 9]));
    let withdraw = (tubes(), people(), select(WithdrawReason::ALL));
    prop_oneof![
        open.prop_map(|(round, lane, tube, capacity)| Act::OpenTube {
            round: RoundId(round),
            lane: LaneId(lane),
            tube,
            capacity
        }),
        withdraw.prop_map(|(tube, person, reason)| Act::Withdraw { tube, person, reason }),
        (tubes(), prop::option::of(people())).prop_map(|(tube, person)| Act::Swab { tube, person }),
        Just(Act::ChangeGloves),
    ]
}

fn on_the_tube() -> impl Strategy<Value = Act> {
    let relabel = (tubes(), tubes(), select(RelabelReason::ALL));
    prop_oneof![
        (tubes(), 0..=3u8).prop_map(|(tube, count)| Act::SealTube { tube, count }),
        (tubes(), select(VoidReason::ALL))
            .prop_map(|(tube, reason)| Act::VoidTube { tube, reason }),
        relabel.prop_map(|(tube, to, reason)| Act::RelabelTube { tube, to, reason }),
    ]
}

fn on_the_box() -> impl Strategy<Value = Act> {
    prop_oneof![
        (boxes(), 1..=2u32, tubes()).prop_map(|(box_code, site, tube)| Act::PackTube {
            box_code,
            site: SiteId(site),
            tube
        }),
        (boxes(), tubes()).prop_map(|(box_code, tube)| Act::UnpackTube { box_code, tube }),
        (boxes(), 0..=2u16).prop_map(|(box_code, count)| Act::SealBox { box_code, count }),
        (boxes(), prop::option::of(labs()))
            .prop_map(|(box_code, lab)| Act::RouteBox { box_code, lab }),
        boxes().prop_map(|box_code| Act::LoseBox { box_code }),
        of_a_lab(),
    ]
}

fn of_a_lab() -> impl Strategy<Value = Act> {
    let few = || prop::option::of(0..=3u32);
    prop_oneof![
        (labs(), select(ClosingReason::ALL)).prop_map(|(lab, reason)| Act::CloseLab {
            lab,
            reason,
            until_at: None
        }),
        labs().prop_map(|lab| Act::OpenLab { lab }),
        (labs(), few(), few()).prop_map(|(lab, tubes_per_hour, tests_left)| Act::LimitLab {
            lab,
            tubes_per_hour,
            tests_left
        }),
    ]
}

fn on_the_road() -> impl Strategy<Value = Act> {
    let hands = (boxes(), 1..=3u32, 1..=3u32, 0..=2u16, 0..=2u16);
    let receipt = (boxes(), labs(), 1..=3u32, 1..=3u32, 0..=2u16);
    prop_oneof![
        hands.prop_map(|(box_code, giver, taker, given, taken)| {
            let (giver, taker) = (StaffId(giver), StaffId(taker));
            Act::HandOver { box_code, giver, taker, given, taken }
        }),
        receipt.prop_map(|(box_code, lab, courier, receiver, count)| {
            let (courier, receiver) = (StaffId(courier), StaffId(receiver));
            Act::ReceiveBox { box_code, lab, courier, receiver, count }
        }),
    ]
}

fn at_the_hatch() -> impl Strategy<Value = Act> {
    let seen = (prop::option::of(tubes()), prop::option::of(boxes()), labs());
    prop_oneof![
        (seen, select(Flaw::ALL), prop::option::of(0..=2u16)).prop_map(
            |((tube, box_code, lab), reason, count)| Act::NoteFlaw {
                tube,
                box_code,
                lab,
                reason,
                count
            }
        ),
        (tubes(), prop::option::of(boxes()), labs())
            .prop_map(|(tube, box_code, lab)| Act::ReceiveTube { tube, box_code, lab }),
        boxes().prop_map(|box_code| Act::ReceiveRest { box_code }),
        boxes().prop_map(|box_code| Act::EmptyBox { box_code }),
        (tubes(), labs(), select(RejectReason::ALL))
            .prop_map(|(tube, lab, reason)| Act::RejectTube { tube, lab, reason }),
    ]
}

/// A well's curves: negative, positive, grey or dead by number.
pub fn reading(flavour: u32) -> Reading {
    match flavour % 4 {
        0 => vec![None, None, Some(Ct(2700))],
        1 => vec![Some(Ct(2800)), Some(Ct(2900)), Some(Ct(2700))],
        2 => vec![Some(Ct(3850)), None, Some(Ct(2700))],
        _ => vec![None, None, None],
    }
}

fn on_the_plate() -> impl Strategy<Value = Act> {
    let content = prop_oneof![
        3 => tubes().prop_map(Content::Tube),
        2 => select(Control::ALL).prop_map(Content::Control),
    ];
    let layout = vec((0..6u16, content), 0..6);
    let curves = vec((0..6u16, 0..4u32), 0..6);
    prop_oneof![
        (1..=4u32, labs(), layout).prop_map(|(of, lab, wells)| Act::LoadPlate {
            plate: plate(of),
            lab,
            kit: "orf-n".to_owned(),
            wells: wells.into_iter().map(|(at, content)| (well(at), content)).collect(),
        }),
        (1..=4u32, curves).prop_map(|(of, curves)| Act::ReadPlate {
            plate: plate(of),
            readings: curves.into_iter().map(|(at, kind)| (well(at), reading(kind))).collect(),
            machine: None,
        }),
    ]
}

fn on_the_call() -> impl Strategy<Value = Act> {
    prop_oneof![
        (tubes(), select(Call::ALL)).prop_map(|(tube, expected)| Act::MarkBlind { tube, expected }),
        (tubes(), labs(), select(Call::ALL)).prop_map(|(tube, lab, call)| Act::CallTube {
            tube,
            lab,
            call
        }),
        (tubes(), select(Call::ALL), prop::option::weighted(0.9, select(AmendReason::ALL)))
            .prop_map(|(tube, call, reason)| Act::AmendCall { tube, call, reason }),
        tubes().prop_map(|tube| Act::Review { tube }),
        (1..=4u32).prop_map(|n| Act::ReviewPlate { plate: plate(n) }),
        tubes().prop_map(|tube| Act::Publish { tube }),
        (tubes(), select(Store::ALL)).prop_map(|(tube, store)| Act::StoreTube { tube, store }),
        tubes().prop_map(|tube| Act::DiscardTube { tube }),
    ]
}

fn by_schedule() -> impl Strategy<Value = Act> {
    let names = ["close_contact", "secondary_contact", "suspect", "asymptomatic", "nothing"];
    let squad = prop::option::of((1..=2u32).prop_map(SquadId));
    let day = (-2..=2i64).prop_map(|day| MIDNIGHT + Minutes::hours(24 * day));
    let begin = (people(), select(names.to_vec()), day, squad, prop::option::of(people()));
    prop_oneof![
        1 => begin.prop_map(|(person, schedule, day_zero_at, squad, contact)| Act::BeginCourse {
            person,
            schedule: schedule.to_owned(),
            day_zero_at,
            squad,
            contact,
        }),
        1 => (people(), select(CourseEnd::ALL))
            .prop_map(|(person, reason)| Act::EndCourse { person, reason }),
    ]
}

fn afterwards() -> impl Strategy<Value = Act> {
    let told = (tubes(), select(Party::ALL), select(Message::ALL));
    prop_oneof![
        (people(), 1..=2u32)
            .prop_map(|(person, n)| Act::AssignRecollection { person, squad: SquadId(n) }),
        (people(), select(Finding::ALL))
            .prop_map(|(person, finding)| Act::AttemptRecollection { person, finding }),
        (people(), select(RecollectionEnd::ALL))
            .prop_map(|(person, reason)| Act::EndRecollection { person, reason }),
        people().prop_map(|person| Act::Escalate { person }),
        tubes().prop_map(|tube| Act::EscalateNotices { tube }),
        told.prop_map(|(tube, party, message)| Act::Acknowledge {
            tube,
            person: None,
            party,
            message
        }),
        (1..200u64, select(Resolution::ALL))
            .prop_map(|(discrepancy, resolution)| Act::Resolve { discrepancy, resolution }),
    ]
}
