//! What a person is told, and when a suspect is cleared.

use crate::code::TubeCode;
use crate::protocol::RecollectionRule;
use crate::recollection::Recollection;
use crate::term::Call;
use crate::time::At;
use crate::tube::{Member, Tube};

/// What a person reads. A member of a positive pool is never told "positive" (R155-R156).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Nothing is published yet.
    Pending,
    /// Not detected.
    Negative,
    /// Come for a second test, alone in a tube.
    SecondTest,
    /// Detected, in a tube of one.
    Positive,
    /// The tube was given up: a new swab is needed.
    NewSwab,
}

impl Outcome {
    /// The word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Pending => "pending",
            Outcome::Negative => "negative",
            Outcome::SecondTest => "second_test",
            Outcome::Positive => "positive",
            Outcome::NewSwab => "new_swab",
        }
    }

    /// What the person reads, in Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Outcome::Pending => "结果待出，请稍后查询",
            Outcome::Negative => "核酸检测结果：阴性",
            Outcome::SecondTest => "请留在原地，等待工作人员上门进行单人单管复采",
            Outcome::Positive => "请留在原地，工作人员将与您联系",
            Outcome::NewSwab => "标本未能检测，请重新采样",
        }
    }

    /// What the person reads, in English.
    pub fn en(self) -> &'static str {
        match self {
            Outcome::Pending => "No outcome yet; please look again later",
            Outcome::Negative => "Nucleic-acid test: negative",
            Outcome::SecondTest => "Please stay where you are; a squad comes for a second test",
            Outcome::Positive => "Please stay where you are; staff will contact you",
            Outcome::NewSwab => "Your specimen could not be tested; please be swabbed again",
        }
    }
}

/// What a published call means for a member.
pub fn outcome(published: Option<Call>, pooled: bool, spent: bool) -> Outcome {
    match published {
        _ if spent => Outcome::NewSwab,
        None => Outcome::Pending,
        Some(Call::Negative) => Outcome::Negative,
        Some(Call::Positive) if !pooled => Outcome::Positive,
        Some(_) => Outcome::SecondTest,
    }
}

/// What a member reads. Who was registered into a tube and not swabbed gets no outcome from it,
/// and nobody gets one from a blind sample.
pub fn of_member(tube: &Tube, member: &Member) -> Outcome {
    if tube.blind.is_some() {
        return Outcome::Pending;
    }
    let without_swab = tube.lab.is_some() && !member.swabbed;
    outcome(tube.stage.outcome(), tube.is_pooled(), tube.is_spent() || without_swab)
}

/// What a person reads of a round: of all their tubes in it, and what they are still owed. A
/// positive is never hidden by a later negative of the same double sampling; a second test or a
/// new swab that was met is.
pub fn of_person(takes: &[(&Tube, &Member)], owed: Option<&Recollection>) -> Outcome {
    let of = |code: TubeCode| takes.iter().find(|(tube, _)| tube.code == code);
    let told: Vec<Outcome> = takes.iter().map(|(tube, member)| of_member(tube, member)).collect();
    if told.contains(&Outcome::Positive) {
        return Outcome::Positive;
    }
    if let Some((owed, (source, _))) = owed.and_then(|owed| Some((owed, of(owed.source)?))) {
        return match owed.sampled {
            Some(_) => Outcome::Pending,
            None if !owed.single() => Outcome::NewSwab,
            // Also when the pool was amended to negative since: the second test is still owed.
            None if source.stage.outcome().is_some() => Outcome::SecondTest,
            None => Outcome::Pending,
        };
    }
    let ranks = [Outcome::Pending, Outcome::Negative, Outcome::SecondTest, Outcome::NewSwab];
    ranks.into_iter().find(|outcome| told.contains(outcome)).unwrap_or(Outcome::Pending)
}

/// Whether a suspect is cleared: enough negatives in a row, each far enough from the one before
/// (R232-R233). `calls` are the person's own, by time of the swab.
pub fn cleared(rule: &RecollectionRule, calls: &[(At, Call)]) -> bool {
    let mut last: Option<At> = None;
    let mut counted = 0u8;
    for (at, call) in calls {
        match (call, last) {
            (Call::Negative, Some(before)) if *at < before + rule.clearance_gap => {}
            (Call::Negative, _) => {
                counted = counted.saturating_add(1);
                last = Some(*at);
            }
            _ => (counted, last) = (0, None),
        }
    }
    counted >= rule.clearance_negatives
}
