//! The second swab: nobody drops out silently.

use crate::code::{LabId, SquadId, TubeCode};
use crate::protocol::{Escalation, RecollectionRule};
use crate::term::{Cause, Finding, RecollectionEnd};
use crate::time::At;

/// What is owed to one person. Open until a call of their own is
/// reviewed.
#[derive(Clone, PartialEq, Debug)]
pub struct Recollection {
    /// The tube that caused it.
    pub source: TubeCode,
    /// Why.
    pub cause: Cause,
    /// The lab that must test it (R157), for a positive pool.
    pub lab: Option<LabId>,
    /// When the outcome (or for a void tube the swab) is due.
    pub due_at: At,
    /// Who goes there.
    pub squad: Option<SquadId>,
    /// What was found at the door so far, last one last.
    pub findings: Vec<Finding>,
    /// The new tube, once swabbed.
    pub sampled: Option<TubeCode>,
    /// Why it is no longer gone after. Invariant: none once swabbed.
    pub ended: Option<RecollectionEnd>,
}

impl Recollection {
    /// A tube of one is asked for: the person was in a positive or unclear pool (R156).
    pub fn single(&self) -> bool {
        matches!(self.cause, Cause::PositivePool | Cause::Unclear)
    }

    /// The steps of raising it whose time has come: once somebody was swabbed, only those that ask
    /// for the outcome, at its limit or later; none where a void tube was the cause.
    pub fn escalations<'a>(
        &self,
        rule: &'a RecollectionRule,
        now: At,
    ) -> impl Iterator<Item = &'a Escalation> + use<'a> {
        let called_at = self.due_at - rule.positive_limit;
        let (single, open) = (self.single() && self.is_open(), self.sampled.is_none());
        let steps = rule.escalations.iter().filter(move |step| called_at + step.after <= now);
        steps.filter(move |step| single && (open || step.after >= rule.positive_limit))
    }

    /// Somebody has to do something for it: swab, carry or test.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// The time is over.
    pub fn is_late(&self, now: At) -> bool {
        self.is_open() && now > self.due_at
    }

    /// What the squads found bears this ending out: who refuses or was moved was met once, who
    /// cannot be found was looked for as often as the protocol asks.
    pub fn bears_out(&self, reason: RecollectionEnd, rule: &RecollectionRule) -> bool {
        let enough = self.findings.len() >= usize::from(rule.attempts_max);
        match reason {
            RecollectionEnd::Refused => self.findings.contains(&Finding::Refused),
            RecollectionEnd::NotFound => self.findings.contains(&Finding::NotFound) && enough,
            RecollectionEnd::Moved => self.findings.contains(&Finding::Moved),
            RecollectionEnd::Resampled | RecollectionEnd::Died => true,
        }
    }
}
