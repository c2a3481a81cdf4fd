//! Whatever happens in the lab and at the receiver.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;
use tenfold_domain::code::TubeCode;
use tenfold_domain::command::Act;
use tenfold_domain::term::Call;

use crate::day::{Day, a_box, tube};
use crate::pushed::{
    amend, call, lines, numbers, published, review, uncalled, until_stands, upstream,
};
use crate::receiver::{Receiver, Say, Seen};
use crate::{endpoints, open};

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 6,
        max_shrink_iters: 0,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever is called, amended, confirmed, and whatever the receiver says: what was published
    /// comes, in order, at least once and the same each time, and nothing else comes.
    #[test]
    fn all_that_is_published_comes_and_nothing_else(
        acts in prop::collection::vec((0u64..4, 0u8..4), 8..30),
        answers in prop::collection::vec(0u8..5, 1..12),
        batch_max in 1u32..4,
    ) {
        // One more than there are answers, which is taken: else it might never end.
        let nth = move |n: usize| answers.get(n % (answers.len() + 1)).copied();
        let receiver = Receiver::start(move |n, _| match nth(n) {
            Some(0) => Say::Status(500, ""),
            Some(1) => Say::Close,
            Some(2) => Say::Twice,
            _ => Say::Taken,
        });
        let mut day = Day::begin();
        let notify = endpoints(&day, &upstream("province", &receiver.url(), batch_max));
        let tubes: Vec<TubeCode> = (60..64).map(tube).collect();
        open(&mut day, notify.clone());
        uncalled(&mut day, &tubes);
        // The call of each, and whether somebody confirmed it.
        let mut calls: BTreeMap<u64, (Call, bool)> = BTreeMap::new();
        for (n, act) in acts {
            let (tube, known) = (tubes[n as usize], calls.get(&n).copied());
            match (act, known) {
                (0, None) => {
                    call(&mut day, tube, Call::Negative);
                    calls.insert(n, (Call::Negative, false));
                }
                (1, Some((from, _))) => {
                    let to = if from == Call::Negative { Call::Grey } else { Call::Negative };
                    amend(&mut day, tube, to);
                    calls.insert(n, (to, false));
                }
                (2, Some((call, false))) => {
                    review(&mut day, tube);
                    calls.insert(n, (call, true));
                }
                (3, _) => {
                    open(&mut day, notify.clone());
                }
                _ => {}
            }
        }
        // One more that is certain, so that there is an end to wait for.
        uncalled_one(&mut day);
        let all = published(&day);
        let last = all.last().expect("one").0;
        let is_there = |seen: &[Seen]| {
            seen.last().is_some_and(|one| numbers(one).last() == Some(&last))
        };
        receiver.until(is_there);
        until_stands(&day, |stand| stand.waiting == 0);
        let (mut firsts, mut texts) = (Vec::new(), BTreeMap::new());
        for one in receiver.seen() {
            for line in lines(&one) {
                let number = line["number"].as_u64().expect("number");
                if texts.entry(number).or_insert_with(|| line.clone()) != &line {
                    panic!("{number} came twice and not the same");
                }
                if !firsts.contains(&number) {
                    firsts.push(number);
                }
            }
        }
        prop_assert_eq!(firsts, all.iter().map(|one| one.0).collect::<Vec<_>>());
        for (number, tube, call) in all {
            prop_assert_eq!(&texts[&number]["tube"], &Value::from(tube.to_string()));
            prop_assert_eq!(&texts[&number]["call"], &Value::from(call.word()));
        }
    }
}

/// A tube that is published for certain.
fn uncalled_one(day: &mut Day) {
    let last = tube(70);
    day.register(last, 300, 1);
    day.ask(Act::Swab { tube: last, person: None });
    day.ask(Act::SealTube { tube: last, count: 1 });
    day.carry(a_box(901), &[last]);
    call(day, last, Call::Negative);
    review(day, last);
}
