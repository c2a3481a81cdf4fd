//! One random day, step by step.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use tenfold_domain::accession::Accession;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{DeviceId, ScanId, StaffId};
use tenfold_domain::command::{Act, Command, Fingerprint, Opaque, Scope, Stamp};
use tenfold_domain::decide::decide;
use tenfold_domain::event::Event;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::state::State;
use tenfold_domain::term::Class;
use tenfold_domain::time::{At, Minutes};
use tenfold_domain::transport::BoxStage;
use tenfold_domain::tube::Stage;

use crate::campaign::{MIDNIGHT, campaign};
use crate::slice::Slice;
use crate::wish::{Plan, Step, Wish};
use crate::{laws, meddle, onward};

/// A fact with its stamp and number.
pub type Fact = (u64, Stamp, Event);

/// A day so far.
pub struct Run {
    campaign: Arc<Campaign>,
    state: State,
    now: At,
    asked: Vec<Command>,
    facts: Vec<Fact>,
}

type Checked = Result<(), TestCaseError>;

impl Run {
    /// A morning under a plan, with small tubes and small boxes.
    pub fn new(plan: Plan) -> Run {
        let mut campaign = campaign();
        let protocol = &mut campaign.protocol;
        protocol.capacities = vec![1, 3];
        protocol.transport.tubes_per_box_max = 2;
        protocol.transport.glove_disinfections_max = 3;
        protocol.lab.publish_on_review = plan.publish_on_review;
        protocol.lab.grey_becomes_positive = plan.grey_becomes_positive;
        for rule in &mut protocol.classes {
            rule.capacity = rule.capacity.min(3);
            // Pooled as well, so that a double-sampled person may be in two pools.
            if rule.class == Class::Suspect {
                (rule.capacity, rule.specimens) = (3, plan.specimens);
            }
        }
        let campaign = Arc::new(campaign);
        let state = State::new(campaign.clone());
        Run { campaign, state, now: MIDNIGHT, asked: Vec::new(), facts: Vec::new() }
    }

    /// Asks once, checks everything, and asks again.
    pub fn step(&mut self, step: &Step) -> Checked {
        self.now = self.now + Minutes(step.minutes);
        let command = self.command(step);
        let reused = self.state.scans.get(&command.stamp.scan);
        let reused = reused.is_some_and(|content| *content != command.stamp.content);
        let decision = decide(&self.state, self.now, &command);
        let slice = Slice::of(&self.state, &command);
        prop_assert_eq!(&slice.decide(self.now, &command), &decision, "on a slice");
        match &decision {
            Ok(events) => {
                let before = self.state.clone();
                let first = self.facts.len() as u64 + 1;
                for event in events {
                    if let Event::Kept { original, .. } = event {
                        prop_assert_eq!(original, &command.original, "kept, but not whole");
                    }
                    let seq = self.facts.len() as u64 + 1;
                    if let Event::TubeReceived { accession, .. } = event {
                        let offset = self.campaign.protocol.clock.utc_offset;
                        let first = Accession::default().next(self.now, offset).to_string();
                        // Of the day on which it is taken, whatever the device's clock says.
                        prop_assert_eq!(&accession.to_string()[..8], &first[..8]);
                    }
                    self.state.apply(seq, &command.stamp, event);
                    self.facts.push((seq, command.stamp, event.clone()));
                }
                if events.is_empty() {
                    prop_assert_eq!(&before, &self.state);
                }
                laws::hold(&self.state, &self.facts)?;
                laws::follow(&before, &self.state)?;
                self.takes_the_good_tubes(&command)?;
                slice.agrees(&command, first, events, &self.state)?;
                let again = decide(&self.state, self.now, &command);
                prop_assert_eq!(&again, &Ok(Vec::new()), "asked again: {:?}", &command.act);
            }
            Err(refused) => {
                prop_assert!(!command.after_the_fact || refused.refusal == Refusal::ScanReused);
                prop_assert_eq!(reused, refused.refusal == Refusal::ScanReused);
            }
        }
        self.asked.push(command);
        Ok(())
    }

    /// No discrepancy, noted or seen, keeps a tube of a box at the hatch from being taken in.
    fn takes_the_good_tubes(&self, command: &Command) -> Checked {
        let state = &self.state;
        for (box_code, case) in &state.boxes {
            let BoxStage::Received { lab } = case.stage else { continue };
            let waiting = case.tubes.iter().filter_map(|code| state.tubes.get(code));
            for tube in waiting.filter(|tube| tube.stage == Stage::InTransit) {
                let act = Act::ReceiveTube { tube: tube.code, box_code: Some(*box_code), lab };
                let scan = ScanId([255; 16]);
                let stamp = Stamp { scan, at: self.now, ..command.stamp };
                let scanned = Command { act, stamp, after_the_fact: false, ..command.clone() };
                let decision = decide(state, self.now, &scanned);
                let taken = decision.as_ref().is_ok_and(|events| {
                    events.iter().any(|event| matches!(event, Event::TubeReceived { .. }))
                });
                prop_assert!(taken, "{} at the hatch: {decision:?}", tube.code);
            }
        }
        Ok(())
    }

    /// The facts alone rebuild the state.
    pub fn replay(&self) -> Checked {
        let mut rebuilt = State::new(self.campaign.clone());
        for (seq, stamp, event) in &self.facts {
            rebuilt.apply(*seq, stamp, event);
        }
        prop_assert_eq!(&rebuilt, &self.state);
        Ok(())
    }

    /// The kinds of the facts so far.
    pub fn kinds(&self) -> impl Iterator<Item = String> {
        self.facts.iter().map(|(_, _, event)| {
            let told = format!("{event:?}");
            told.split(' ').next().unwrap_or_default().to_owned()
        })
    }

    fn command(&self, step: &Step) -> Command {
        let earlier = |place: usize| self.asked.get(place % self.asked.len().max(1));
        let (act, scan) = match &step.wish {
            Wish::Onward(tube, flavour) => (onward::next(&self.state, *tube, *flavour), None),
            Wish::Meddle(tube, flavour) => (meddle::act(&self.state, *tube, *flavour), None),
            Wish::Act(act) => (act.clone(), None),
            Wish::Again(place) => match earlier(*place) {
                Some(command) => return command.clone(),
                None => (Act::ChangeGloves, None),
            },
            Wish::Reuse(place, act) => (act.clone(), earlier(*place).map(|c| c.stamp.scan)),
        };
        let next = ScanId((self.asked.len() as u128).to_be_bytes());
        let words = format!("{act:?}");
        let original = Opaque(words.as_bytes().into());
        let stamp = Stamp {
            scan: scan.unwrap_or(next),
            content: Fingerprint::of(&words),
            by: party(&act).unwrap_or(StaffId(step.by)),
            device: DeviceId(1),
            at: self.now + Minutes(step.skew),
        };
        let scope = Scope::default();
        Command { stamp, scope, after_the_fact: step.late, original, act }
    }
}

/// Who records a passing of hands; that nobody else may is a story.
fn party(act: &Act) -> Option<StaffId> {
    match act {
        Act::HandOver { giver, .. } => Some(*giver),
        Act::ReceiveBox { receiver, .. } => Some(*receiver),
        _ => None,
    }
}
