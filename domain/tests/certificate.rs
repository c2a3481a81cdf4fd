//! Who has a negative certificate, and until when.

#[allow(dead_code)] // the stories need more of it
#[path = "common/campaign.rs"]
mod campaign;

use proptest::prelude::*;
use tenfold_domain::certificate::{Take, certificates, newest, speaks};
use tenfold_domain::outcome::Outcome;
use tenfold_domain::protocol::Protocol;
use tenfold_domain::time::{At, Minutes};

use campaign::MIDNIGHT;

fn protocol() -> Protocol {
    campaign::campaign().protocol
}

fn at(hours: i64) -> At {
    MIDNIGHT + Minutes::hours(hours)
}

/// A tube swabbed at one hour of the days and told at another.
fn take(outcome: Outcome, alone: bool, (sampled, told): (i64, Option<i64>)) -> Take {
    Take { sampled_at: at(sampled), outcome, told_at: told.map(at), alone }
}

fn any_take() -> impl Strategy<Value = Take> {
    let outcome = prop_oneof![
        1 => Just(Outcome::Pending),
        4 => Just(Outcome::Negative),
        1 => Just(Outcome::SecondTest),
        1 => Just(Outcome::Positive),
        1 => Just(Outcome::NewSwab),
    ];
    let told = prop_oneof![8 => (1..24i64).prop_map(Some), 1 => Just(None)];
    (outcome, any::<bool>(), 0..200i64, told).prop_map(|(outcome, alone, sampled, later)| {
        let told = later.filter(|_| outcome != Outcome::Pending).map(|later| sampled + later);
        take(outcome, alone, (sampled, told))
    })
}

fn is_doubt(take: &Take) -> bool {
    matches!(take.outcome, Outcome::SecondTest | Outcome::Positive)
}

/// When the newest negative of these that speaks was swabbed.
fn told(takes: &[Take], is_owed: bool) -> Option<At> {
    newest(&protocol().recollection, takes, is_owed).map(|take| take.sampled_at)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nobody_has_one_whom_a_doubt_is_about(takes in prop::collection::vec(any_take(), 0..9)) {
        prop_assert_eq!(told(&takes, true), None, "while something is owed");
        if let Some(sampled_at) = told(&takes, false) {
            for doubt in takes.iter().filter(|take| is_doubt(take)) {
                let told_at = doubt.told_at.expect("a doubt that nobody told is never answered");
                prop_assert!(told_at < sampled_at);
            }
            let negative =
                |take: &Take| take.sampled_at == sampled_at && take.outcome == Outcome::Negative;
            prop_assert!(takes.iter().any(negative));
        }
    }

    #[test]
    fn what_says_nothing_changes_nothing(
        mut takes in prop::collection::vec(any_take(), 0..9),
        mut silent in any_take(),
        given_up in any::<bool>(),
    ) {
        silent.outcome = if given_up { Outcome::NewSwab } else { Outcome::Pending };
        silent.told_at = silent.told_at.filter(|_| given_up);
        let before = told(&takes, false);
        takes.push(silent);
        prop_assert_eq!(told(&takes, false), before);
    }

    #[test]
    fn a_later_doubt_ends_every_one_before_it(
        mut takes in prop::collection::vec(any_take(), 0..9),
        mut doubt in any_take(),
        pooled in any::<bool>(),
    ) {
        doubt.outcome = if pooled { Outcome::SecondTest } else { Outcome::Positive };
        takes.push(doubt);
        let newest = told(&takes, false);
        prop_assert!(newest.is_none_or(|sampled_at| sampled_at > doubt.sampled_at));
    }

    #[test]
    fn without_a_doubt_the_newest_negative_speaks(
        takes in prop::collection::vec(any_take(), 0..9),
    ) {
        let calm: Vec<Take> = takes.into_iter().filter(|take| !is_doubt(take)).collect();
        let negatives = calm.iter().filter(|take| take.outcome == Outcome::Negative);
        prop_assert_eq!(told(&calm, false), negatives.map(|take| take.sampled_at).max());
    }

    #[test]
    fn each_holds_from_the_swab_for_as_long_as_it_says(minutes in -3_000..30_000i64) {
        let (now, protocol) = (MIDNIGHT + Minutes(minutes), protocol());
        let held = certificates(&protocol, MIDNIGHT, now);
        let holds: Vec<Minutes> = held.iter().map(|one| one.holds).collect();
        let expected = protocol.certificates.iter().filter(|holds| minutes < holds.0);
        prop_assert_eq!(holds, expected.copied().collect::<Vec<_>>());
        prop_assert!(held.iter().all(|one| one.until_at == MIDNIGHT + one.holds));
    }
}

#[test]
fn a_pool_is_answered_by_what_was_swabbed_after_its_people_were_told() {
    let pool = take(Outcome::SecondTest, false, (0, Some(8)));
    let (beside, second) =
        (take(Outcome::Negative, true, (1, Some(9))), take(Outcome::Negative, true, (9, Some(13))));
    assert_eq!(told(&[pool, beside], false), None, "swabbed before anybody knew");
    assert_eq!(told(&[pool, beside, second], false), Some(at(9)));
    assert_eq!(told(&[pool, second], true), None, "still owed");
}

#[test]
fn after_a_positive_it_takes_two_of_ones_own_a_day_apart() {
    let rule = protocol().recollection;
    let positive = take(Outcome::Positive, true, (0, Some(5)));
    let negative = |alone, sampled| take(Outcome::Negative, alone, (sampled, Some(sampled + 5)));
    let takes = [positive, negative(true, 10), negative(true, 33), negative(true, 34)];
    assert_eq!(told(&takes[..3], false), None, "an hour short of a day");
    assert_eq!(told(&takes, false), Some(at(34)));
    assert!(!speaks(&rule, &takes, false, &takes[1]), "the first alone never does");
    let pooled = [positive, negative(true, 10), negative(false, 60)];
    assert_eq!(told(&pooled, false), None, "a pool is nobody's own");
}

#[test]
fn while_a_call_is_corrected_nothing_speaks() {
    let negative = take(Outcome::Negative, false, (0, Some(5)));
    let corrected = take(Outcome::Pending, true, (24, Some(30)));
    let waiting = take(Outcome::Pending, true, (24, None));
    assert_eq!(told(&[negative, corrected], false), None);
    assert_eq!(told(&[negative, waiting], false), Some(at(0)));
}

#[test]
fn two_days_and_seven_are_counted_from_the_swab() {
    let protocol = protocol();
    let until = |now: At| -> Vec<i64> {
        let held = certificates(&protocol, at(0), now).into_iter();
        held.map(|one| (one.until_at - at(0)).0 / 60).collect()
    };
    assert_eq!(until(at(0)), [48, 168]);
    assert_eq!(until(At(at(48).0 - 1)), [48, 168]);
    assert_eq!(until(at(48)), [168], "not at the end itself");
    assert_eq!(until(at(168)), Vec::<i64>::new());
}
