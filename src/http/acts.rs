//! Every act but the registration, from its fields.

use tenfold_domain::code::{LabId, LaneId, RoundId, SiteId, SquadId, StaffId};
use tenfold_domain::command::Act;
use tenfold_domain::term::{
    Call, Finding, Message, Party, RejectReason, RelabelReason, Resolution, Store, VoidReason,
    WithdrawReason,
};

use super::field::{Fault, Fields, malformed};
use super::wire::Wire;

/// The words of all acts.
pub const WORDS: [&str; 31] = [
    "register",
    "open_tube",
    "withdraw",
    "swab",
    "change_gloves",
    "seal_tube",
    "void_tube",
    "relabel_tube",
    "pack_tube",
    "unpack_tube",
    "seal_box",
    "route_box",
    "hand_over",
    "lose_box",
    "receive_box",
    "receive_tube",
    "receive_rest",
    "empty_box",
    "reject_tube",
    "load_plate",
    "read_plate",
    "call_tube",
    "amend_call",
    "review",
    "publish",
    "store_tube",
    "discard_tube",
    "assign_recollection",
    "attempt_recollection",
    "acknowledge",
    "resolve",
];

/// The word as it stands in the program, or `unknown`.
pub fn known(word: &str) -> &'static str {
    WORDS.iter().find(|known| **known == word).copied().unwrap_or("unknown")
}

/// The act of a word.
pub fn act(word: &str, wire: &Wire<'_>, fields: &mut Fields<'_>) -> Result<Act, Fault> {
    match word {
        "open_tube" | "withdraw" | "swab" | "change_gloves" | "seal_tube" | "void_tube"
        | "relabel_tube" => at_site(word, wire, fields),
        "pack_tube" | "unpack_tube" | "seal_box" | "route_box" | "hand_over" | "lose_box"
        | "receive_box" | "receive_rest" | "empty_box" => of_box(word, wire, fields),
        "assign_recollection" | "attempt_recollection" | "acknowledge" | "resolve" => {
            afterwards(word, wire, fields)
        }
        word => in_lab(word, wire, fields),
    }
}

fn at_site(word: &str, wire: &Wire<'_>, fields: &mut Fields<'_>) -> Result<Act, Fault> {
    if word == "change_gloves" {
        return Ok(Act::ChangeGloves);
    }
    let tube = fields.tube("tube", &wire.tube)?;
    Ok(match word {
        "open_tube" => Act::OpenTube {
            round: RoundId(fields.number("round", wire.round)?),
            lane: LaneId(fields.number("lane", wire.lane)?),
            tube,
            capacity: fields.number("capacity", wire.capacity)?,
        },
        "withdraw" => Act::Withdraw {
            tube,
            person: fields.person(&wire.document, &wire.person)?,
            reason: fields.term("reason", &wire.reason, WithdrawReason::from_word)?,
        },
        "swab" => {
            let named = wire.document.is_some() || wire.person.is_some();
            let person = named.then(|| fields.person(&wire.document, &wire.person)).transpose()?;
            Act::Swab { tube, person }
        }
        "seal_tube" => Act::SealTube { tube, count: fields.number("count", wire.count)? },
        "void_tube" => {
            let reason = fields.term("reason", &wire.reason, VoidReason::from_word)?;
            Act::VoidTube { tube, reason }
        }
        "relabel_tube" => Act::RelabelTube {
            tube,
            to: fields.tube("to", &wire.to)?,
            reason: fields.term("reason", &wire.reason, RelabelReason::from_word)?,
        },
        _ => return Err(malformed("act")),
    })
}

fn of_box(word: &str, wire: &Wire<'_>, fields: &mut Fields<'_>) -> Result<Act, Fault> {
    let box_code = fields.case(&wire.box_code)?;
    Ok(match word {
        "pack_tube" => Act::PackTube {
            box_code,
            site: SiteId(fields.number("site", wire.site)?),
            tube: fields.tube("tube", &wire.tube)?,
        },
        "unpack_tube" => Act::UnpackTube { box_code, tube: fields.tube("tube", &wire.tube)? },
        "seal_box" => Act::SealBox { box_code, count: fields.number("count", wire.count)? },
        "route_box" => {
            let lab = fields.number_or_none("lab", wire.lab)?.map(LabId);
            Act::RouteBox { box_code, lab }
        }
        "hand_over" => Act::HandOver {
            box_code,
            giver: StaffId(fields.number("giver", wire.giver)?),
            taker: StaffId(fields.number("taker", wire.taker)?),
            given: fields.number("given", wire.given)?,
            taken: fields.number("taken", wire.taken)?,
        },
        "lose_box" => Act::LoseBox { box_code },
        "receive_box" => Act::ReceiveBox {
            box_code,
            lab: LabId(fields.number("lab", wire.lab)?),
            courier: StaffId(fields.number("courier", wire.courier)?),
            receiver: StaffId(fields.number("receiver", wire.receiver)?),
            count: fields.number("count", wire.count)?,
        },
        "receive_rest" => Act::ReceiveRest { box_code },
        "empty_box" => Act::EmptyBox { box_code },
        _ => return Err(malformed("act")),
    })
}

fn in_lab(word: &str, wire: &Wire<'_>, fields: &mut Fields<'_>) -> Result<Act, Fault> {
    match word {
        "load_plate" => {
            return Ok(Act::LoadPlate {
                plate: fields.plate(&wire.plate)?,
                lab: LabId(fields.number("lab", wire.lab)?),
                kit: fields.text("kit", &wire.kit)?,
                wells: fields.wells(&wire.wells)?,
            });
        }
        "read_plate" => {
            let plate = fields.plate(&wire.plate)?;
            return Ok(Act::ReadPlate { plate, readings: fields.readings(&wire.readings)? });
        }
        "unknown" => return Err(malformed("act")),
        _ => {}
    }
    let tube = fields.tube("tube", &wire.tube)?;
    Ok(match word {
        "receive_tube" => {
            let named = wire.box_code.is_some();
            let box_code = named.then(|| fields.case(&wire.box_code)).transpose()?;
            Act::ReceiveTube { tube, box_code, lab: LabId(fields.number("lab", wire.lab)?) }
        }
        "reject_tube" => Act::RejectTube {
            tube,
            lab: LabId(fields.number("lab", wire.lab)?),
            reason: fields.term("reason", &wire.reason, RejectReason::from_word)?,
        },
        "call_tube" => Act::CallTube {
            tube,
            lab: LabId(fields.number("lab", wire.lab)?),
            call: fields.term("call", &wire.call, Call::from_word)?,
        },
        "amend_call" => {
            Act::AmendCall { tube, call: fields.term("call", &wire.call, Call::from_word)? }
        }
        "review" => Act::Review { tube },
        "publish" => Act::Publish { tube },
        "store_tube" => {
            Act::StoreTube { tube, store: fields.term("store", &wire.store, Store::from_word)? }
        }
        "discard_tube" => Act::DiscardTube { tube },
        _ => return Err(malformed("act")),
    })
}

fn afterwards(word: &str, wire: &Wire<'_>, fields: &mut Fields<'_>) -> Result<Act, Fault> {
    Ok(match word {
        "assign_recollection" => Act::AssignRecollection {
            person: fields.person(&wire.document, &wire.person)?,
            squad: SquadId(fields.number("squad", wire.squad)?),
        },
        "attempt_recollection" => Act::AttemptRecollection {
            person: fields.person(&wire.document, &wire.person)?,
            finding: fields.term("finding", &wire.finding, Finding::from_word)?,
        },
        "acknowledge" => Act::Acknowledge {
            tube: fields.tube("tube", &wire.tube)?,
            person: match (&wire.document, &wire.person) {
                (None, None) => None,
                (document, key) => Some(fields.person(document, key)?),
            },
            party: fields.term("party", &wire.party, Party::from_word)?,
            message: fields.term("message", &wire.message, Message::from_word)?,
        },
        "resolve" => Act::Resolve {
            discrepancy: fields.number("discrepancy", wire.discrepancy)?,
            resolution: fields.term("resolution", &wire.resolution, Resolution::from_word)?,
        },
        _ => return Err(malformed("act")),
    })
}

#[cfg(test)]
mod tests {
    use tenfold_domain::time::At;

    use super::*;
    use crate::service::vault::Vault;

    #[test]
    fn every_word_asks_for_its_fields() {
        let vault = Vault::new(&[7; 32]);
        for word in WORDS.into_iter().filter(|word| *word != "register") {
            let mut fields = Fields::new(&vault, At(0), word, 0);
            match act(word, &Wire::default(), &mut fields) {
                Ok(asked) => assert_eq!(asked.word(), word),
                Err(fault) => assert_ne!(fault.field, Some("act"), "{word} is not read"),
            }
        }
        let mut fields = Fields::new(&vault, At(0), "dance", 0);
        let fault = act(known("dance"), &Wire::default(), &mut fields).expect_err("no such act");
        assert_eq!(fault.field, Some("act"));
    }
}
