//! What a lab has promised, by quarters of an hour: what is known of full slots changes no answer.

use proptest::prelude::*;
use tenfold_domain::routing::{Rate, Slots, Wish};
use tenfold_domain::time::Minutes;

/// A day in March 2022, in quarters of an hour from 1970.
const DAY: u32 = 1_831_968;

#[derive(Clone, Debug)]
enum Step {
    /// So many slots later, a box of so many tubes asks to be there a while after.
    Come { later: u32, tubes: u32, drive: u32, waiting: u32, first: bool },
    /// One of those that hold places gives them back.
    Go(prop::sample::Index),
    /// The lab says another rate.
    Rate(u32),
}

fn step() -> impl Strategy<Value = Step> {
    let come =
        (0..6u32, 1..40u32, 0..9u32, prop_oneof![3 => Just(0), 1 => 0..60u32], any::<bool>())
            .prop_map(|(later, tubes, drive, waiting, first)| {
                // At times half a day goes by.
                let later = if later == 5 { 47 } else { later / 3 };
                Step::Come { later, tubes, drive, waiting, first }
            });
    prop_oneof![
        8 => come,
        3 => any::<prop::sample::Index>().prop_map(Step::Go),
        1 => (0..60u32).prop_map(Step::Rate),
    ]
}

/// Places that a box holds, and whether it comes first.
type Hold = (Vec<(u32, u32)>, bool);

/// The same promises, in slots that nobody asked at the rates of this test.
fn afresh(holds: &[Hold], hours: &[(Minutes, Minutes)], from: u32) -> Slots {
    let mut fresh = Slots::new(hours);
    for (taken, first) in holds {
        let rate = Rate { all: 1_000_000, open: 1_000_000, first: *first };
        for (slot, tubes) in taken.iter().filter(|(slot, _)| *slot >= from) {
            fresh.take(*slot, *tubes, rate);
        }
    }
    fresh
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_known_of_full_slots_changes_no_answer(
        steps in prop::collection::vec(step(), 1..120),
        night in any::<bool>(),
    ) {
        let hours = [(Minutes(480), Minutes(1_320))];
        let hours = if night { &hours[..0] } else { &hours[..] };
        let mut slots = Slots::new(hours);
        let (mut now, mut rate, mut holds) = (DAY, 24, Vec::new());
        for step in steps {
            match step {
                Step::Rate(new) => rate = new,
                Step::Go(which) if !holds.is_empty() => {
                    let at = which.index(holds.len());
                    let (taken, first): Hold = holds.swap_remove(at);
                    slots.give_back(&taken, first);
                }
                Step::Go(_) => {}
                Step::Come { later, tubes, drive, waiting, first } => {
                    now += later;
                    let rate = Rate { all: rate, open: rate * 9 / 10, first };
                    let (from, arrive) = (now, now + drive);
                    let wish = Wish { from, arrive, waiting, tubes, rate, held: &[] };
                    let plain = afresh(&holds, hours, now);
                    let found = slots.find(wish);
                    prop_assert_eq!(found, plain.find(wish));
                    if let Some(place) = found {
                        holds.push((slots.take(place.first, tubes, rate), first));
                    }
                }
            }
        }
    }
}
