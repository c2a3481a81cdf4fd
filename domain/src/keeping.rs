//! What a lab must do about a specimen it keeps (R109, R111, R112): freeze what could not be
//! tested, keep what is positive cold enough, and destroy nothing early. Spans are the protocol's.

use crate::protocol::LabRule;
use crate::term::{Call, Store};
use crate::time::At;
use crate::tube::{Stage, Tube};

/// Something to do about a specimen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Errand {
    /// Untested too long at the hatch's warmth: to -70 °C, or for the time being to -20 °C (R109).
    Freeze,
    /// Untested, and at -20 °C for the time being only: to -70 °C (R109).
    Deepen,
    /// Not negative, and nobody said where it lies: to -20 °C (R112).
    PutAway,
    /// Not negative, and too warm: to -20 °C (R112).
    Move,
    /// Its time is over; it may be destroyed (R111, R112).
    Discard,
}

impl Errand {
    /// The word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Errand::Freeze => "freeze",
            Errand::Deepen => "deepen",
            Errand::PutAway => "put_away",
            Errand::Move => "move",
            Errand::Discard => "discard",
        }
    }

    /// What to do, in Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Errand::Freeze => "未及时检测：转入 -70℃（暂无则 -20℃）",
            Errand::Deepen => "暂存 -20℃ 的未检标本：转入 -70℃",
            Errand::PutAway => "非阴性标本未入库：存入 -20℃",
            Errand::Move => "非阴性标本存放过暖：移至 -20℃",
            Errand::Discard => "保存期满，可销毁",
        }
    }

    /// What to do, in English.
    pub fn en(self) -> &'static str {
        match self {
            Errand::Freeze => "not tested in time: to -70 °C, or -20 °C for the time being",
            Errand::Deepen => "untested and at -20 °C for the time being: to -70 °C",
            Errand::PutAway => "not negative and not put away: to -20 °C",
            Errand::Move => "not negative and kept too warm: to -20 °C",
            Errand::Discard => "its time is over: it may be destroyed",
        }
    }
}

/// What is to be done about a tube at its lab, and by when. What waits on a plate is being tested;
/// of a negative one nobody asks where it lies before its time is over.
pub fn errand(rule: &LabRule, tube: &Tube) -> Option<(Errand, At)> {
    let cold = tube.store.is_some_and(|store| store >= Store::Freezer20);
    match tube.stage {
        Stage::Received { .. } => {
            let due_at = tube.received_at? + rule.untested_limit;
            match tube.store {
                Some(Store::Freezer70) => None,
                Some(Store::Freezer20) => Some((Errand::Deepen, due_at)),
                Some(Store::Fridge) | None => Some((Errand::Freeze, due_at)),
            }
        }
        Stage::Published { call, at } => (call != Call::Negative).then_some((Errand::PutAway, at)),
        Stage::Stored { call, keep_until_at } if call == Call::Negative || cold => {
            Some((Errand::Discard, keep_until_at))
        }
        // Too warm since it was published, which is when its time began.
        Stage::Stored { keep_until_at, .. } => {
            Some((Errand::Move, keep_until_at - rule.keep_positive))
        }
        _ => None,
    }
}
