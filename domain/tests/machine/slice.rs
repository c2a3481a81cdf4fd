//! The store loads only what [`Act::touches`] names; decision and effect must be the same.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use tenfold_domain::code::{BoxCode, PlateCode, TubeCode};
use tenfold_domain::command::Command;
use tenfold_domain::decide::{Decision, decide};
use tenfold_domain::event::Event;
use tenfold_domain::state::{State, Touch};
use tenfold_domain::time::At;
use tenfold_domain::tube::Stage;

/// Codes that are loaded.
#[derive(Default)]
struct Kept {
    tubes: HashSet<TubeCode>,
    boxes: HashSet<BoxCode>,
    plates: HashSet<PlateCode>,
}

/// The part of a state that the store loads for a command.
pub struct Slice(State);

impl Slice {
    /// What the command's act names, and nothing else of tubes, boxes and plates.
    pub fn of(state: &State, command: &Command) -> Slice {
        let mut kept = Kept::default();
        command.act.touches(|touch| kept.see(state, touch));
        let mut slice = state.clone();
        slice.tubes.retain(|code, _| kept.tubes.contains(code));
        slice.boxes.retain(|code, _| kept.boxes.contains(code));
        slice.plates.retain(|code, _| kept.plates.contains(code));
        Slice(slice)
    }

    /// Decides on the slice alone.
    pub fn decide(&self, now: At, command: &Command) -> Decision {
        decide(&self.0, now, command)
    }

    /// Facts applied to the slice alone leave it as the whole state has it.
    pub fn agrees(
        mut self,
        command: &Command,
        first: u64,
        events: &[Event],
        whole: &State,
    ) -> Result<(), TestCaseError> {
        for (seq, event) in (first..).zip(events) {
            self.0.apply(seq, &command.stamp, event);
        }
        let Slice(slice) = self;
        for (code, tube) in &slice.tubes {
            prop_assert_eq!(Some(tube), whole.tubes.get(code));
        }
        for (code, case) in &slice.boxes {
            prop_assert_eq!(Some(case), whole.boxes.get(code));
        }
        for (code, plate) in &slice.plates {
            prop_assert_eq!(Some(plate), whole.plates.get(code));
        }
        prop_assert_eq!(&slice.tally, &whole.tally, "counts after {:?}", events);
        prop_assert_eq!(&slice.books, &whole.books);
        prop_assert_eq!(&slice.recollections, &whole.recollections);
        prop_assert_eq!(&slice.courses, &whole.courses);
        prop_assert_eq!(&slice.takes, &whole.takes);
        Ok(())
    }
}

impl Kept {
    fn see(&mut self, state: &State, touch: Touch) {
        match touch {
            Touch::Tube(code) => {
                self.tubes.insert(code);
                self.boxes.extend(state.tubes.get(&code).and_then(|tube| tube.box_code));
            }
            Touch::Box(code) => {
                self.boxes.insert(code);
                self.tubes.extend(state.boxes.get(&code).into_iter().flat_map(|c| &c.tubes));
            }
            Touch::BoxesTo(lab) => self.boxes.extend(state.books.boxes_to(lab)),
            Touch::Plate(code) => {
                self.plates.insert(code);
                let wells = state.plates.get(&code).into_iter().flat_map(|plate| plate.tubes());
                wells.for_each(|(_, tube)| self.under_label(state, tube));
            }
            Touch::Person(person) => {
                let takes = state.takes.get(&person).into_iter().flatten();
                takes.for_each(|take| self.under_label(state, take.tube));
            }
        }
    }

    /// A tube and every label it had since.
    fn under_label(&mut self, state: &State, code: TubeCode) {
        self.tubes.insert(code);
        if let Some(Stage::Relabelled(to)) = state.tubes.get(&code).map(|tube| &tube.stage) {
            self.under_label(state, *to);
        }
    }
}
