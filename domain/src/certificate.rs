//! Negative certificates: which negative still speaks for its person, and how long (R205, R257).
//!
//! Counted from the swab, the earliest moment that can be meant: what somebody caught after it no
//! report knows. A swab of a pooled tube counts from the tube's first.

use crate::outcome::{Outcome, cleared};
use crate::protocol::{Protocol, RecollectionRule};
use crate::term::Call;
use crate::time::{At, Minutes};

/// One of a person's tubes, as far as a certificate is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Take {
    /// When its first swab was taken.
    pub sampled_at: At,
    /// What its person reads of it.
    pub outcome: Outcome,
    /// When something was published of it last; nothing until then. A take that is pending and was
    /// told of before is being corrected.
    pub told_at: Option<At>,
    /// Nobody else was in the tube.
    pub alone: bool,
}

/// A certificate that holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Certificate {
    /// How long it holds in all.
    pub holds: Minutes,
    /// It holds until then, and no longer at that moment itself.
    pub until_at: At,
}

/// Whether the negative of `take` speaks for its person: nothing is owed to them, and every
/// positive or unclear tube they were in was answered by it. It is answered by what was swabbed
/// after the person was told; a positive tube of one moreover only once the person counts as
/// cleared (R232) by tubes of their own, the take with them. While a call that was published is
/// corrected, nothing speaks.
///
/// What a later tube called into doubt does not come back once that is settled: the negative that
/// settled it speaks instead.
pub fn speaks(rule: &RecollectionRule, takes: &[Take], is_owed: bool, take: &Take) -> bool {
    let answers = |other: &Take| match (other.outcome, other.told_at) {
        (Outcome::SecondTest, Some(told_at)) => take.sampled_at > told_at,
        (Outcome::Positive, Some(told_at)) => {
            let own = |own: &&Take| own.alone && own.sampled_at > told_at;
            let mut calls: Vec<(At, Call)> = takes
                .iter()
                .filter(own)
                .filter(|own| own.sampled_at <= take.sampled_at)
                .filter_map(|own| Some((own.sampled_at, call(own.outcome)?)))
                .collect();
            calls.sort_by_key(|(at, _)| *at);
            take.sampled_at > told_at && cleared(rule, &calls)
        }
        // Nobody is told so before it is published; where nothing says when, the doubt stays.
        (Outcome::SecondTest | Outcome::Positive, None) => false,
        // Whatever comes out of the correction.
        (Outcome::Pending, Some(_)) => false,
        (Outcome::Pending, None) | (Outcome::Negative | Outcome::NewSwab, _) => true,
    };
    take.outcome == Outcome::Negative && !is_owed && takes.iter().all(answers)
}

/// What a person's tube says of them alone.
fn call(outcome: Outcome) -> Option<Call> {
    match outcome {
        Outcome::Negative => Some(Call::Negative),
        Outcome::Positive => Some(Call::Positive),
        Outcome::SecondTest => Some(Call::Grey),
        Outcome::Pending | Outcome::NewSwab => None,
    }
}

/// The newest negative that [`speaks`] for its person.
pub fn newest<'a>(rule: &RecollectionRule, takes: &'a [Take], is_owed: bool) -> Option<&'a Take> {
    let speaking = takes.iter().filter(|take| speaks(rule, takes, is_owed, take));
    speaking.max_by_key(|take| take.sampled_at)
}

/// The certificates that a negative swabbed at this moment gives and that hold `now`, the
/// shortest first.
pub fn certificates(protocol: &Protocol, sampled_at: At, now: At) -> Vec<Certificate> {
    let certificate =
        |holds: &Minutes| Certificate { holds: *holds, until_at: sampled_at + *holds };
    let all = protocol.certificates.iter().map(certificate);
    all.filter(|certificate| now < certificate.until_at).collect()
}
