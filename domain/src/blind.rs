//! Blind samples: tubes whose verdict somebody knows beforehand, among the others of a lab that
//! does not know which they are. Their members are invented; the commander alone says so.

use crate::term::{BlindMatch, Call};

/// Whether a lab found what was put in. A grey reading that the protocol takes for positive is one.
pub fn compare(expected: Call, call: Call, grey_is_positive: bool) -> BlindMatch {
    let call = if call == Call::Grey && grey_is_positive { Call::Positive } else { call };
    match (expected, call) {
        (expected, call) if expected == call => BlindMatch::Agreed,
        (Call::Positive, Call::Negative) => BlindMatch::Missed,
        (Call::Negative, Call::Positive) => BlindMatch::False,
        _ => BlindMatch::Unclear,
    }
}
