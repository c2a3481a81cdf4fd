//! What a fact changes: which heads the next commit must write behind it, and the trail of facts
//! that every head carries.

use tenfold_domain::code::{BoxCode, PersonKey, PlateCode, TubeCode};
use tenfold_domain::event::Event;
use tenfold_domain::map::{Map, Set};
use tenfold_domain::state::{State, Touch};

use super::standing;
use crate::storage::fact;
use crate::storage::trail::Trail;

/// The facts that name each tube, box and plate of the state; kept beside it, since no rule asks.
#[derive(Default)]
pub struct Trails {
    /// By tube.
    pub tubes: Map<TubeCode, Trail>,
    /// By box.
    pub boxes: Map<BoxCode, Trail>,
    /// By plate.
    pub plates: Map<PlateCode, Trail>,
}

impl Trails {
    /// Notes a fact with everything it names.
    pub fn note(&mut self, seq: u64, event: &Event) {
        let table = fact::TABLES[fact::table(event)].number;
        standing::named_by(event, |touch| match touch {
            Touch::Tube(code) => self.tubes.entry(code).or_default().push(table, seq),
            Touch::Box(code) => self.boxes.entry(code).or_default().push(table, seq),
            Touch::Plate(code) => self.plates.entry(code).or_default().push(table, seq),
            Touch::BoxesTo(_) | Touch::Person(_) => {}
        });
    }
}

/// Heads that differ from what the store has.
#[derive(Default)]
pub struct Dirty {
    /// Tubes among them.
    pub tubes: Set<TubeCode>,
    /// Boxes among them.
    pub boxes: Set<BoxCode>,
    /// Plates among them.
    pub plates: Set<PlateCode>,
    /// People among them.
    pub people: Set<PersonKey>,
    /// A fact came that the head mark does not count yet. One that changes no head moves the mark
    /// too: a notice leaves when the mark has come up to it.
    pub is_behind: bool,
}

impl Dirty {
    /// How many.
    pub fn len(&self) -> usize {
        self.tubes.len() + self.boxes.len() + self.plates.len() + self.people.len()
    }

    /// There is nothing to write, not even the mark.
    pub fn is_empty(&self) -> bool {
        !self.is_behind
    }

    /// Notes which heads a fact changes; before it is applied, for it may empty a manifest.
    pub fn mark(&mut self, state: &State, event: &Event) {
        let dirty = self;
        dirty.is_behind = true;
        standing::named_by(event, |touch| match touch {
            Touch::Tube(code) => {
                dirty.tubes.insert(code);
                let tube = state.tubes.get(&code);
                // These may take the tube off an open box's manifest or rename it there.
                if matches!(
                    event,
                    Event::TubeVoided { .. }
                        | Event::TubeRelabelled { .. }
                        | Event::TubeReceived { .. }
                ) {
                    dirty.boxes.extend(tube.and_then(|tube| tube.box_code));
                }
                // These may change which tube meets a member's recollection.
                if matches!(
                    event,
                    Event::TubeVoided { .. }
                        | Event::TubeRelabelled { .. }
                        | Event::TubeRejected { .. }
                ) {
                    let members = tube.into_iter().flat_map(|tube| &tube.members);
                    let members = members.map(|member| member.person);
                    dirty.people.extend(members.filter(|p| state.recollections.contains_key(p)));
                }
            }
            Touch::Box(code) => {
                dirty.boxes.insert(code);
                if matches!(event, Event::HandedOver { .. })
                    && let Some(case) = state.boxes.get(&code)
                {
                    dirty.tubes.extend(&case.tubes);
                }
            }
            Touch::Plate(code) => {
                dirty.plates.insert(code);
                // An invalid run sends its tubes back.
                if matches!(event, Event::RunRead { .. })
                    && let Some(plate) = state.plates.get(&code)
                {
                    dirty.tubes.extend(plate.tubes().map(|(_, tube)| tube));
                }
            }
            Touch::Person(person) => {
                dirty.people.insert(person);
            }
            Touch::BoxesTo(_) => {}
        });
    }
}
