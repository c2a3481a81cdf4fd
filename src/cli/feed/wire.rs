//! Commands as devices write them, and verdicts as they read them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tenfold_domain::code::LaneId;
use uuid::Uuid;

use super::plan::World;
use crate::service::clock;

/// A command: its identity, the device's clock, what is asked.
#[derive(Serialize)]
struct Command<'a, F> {
    scan_id: Uuid7,
    at_ms: i64,
    act: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    after_the_fact: bool,
    #[serde(flatten)]
    fields: F,
}

/// Made anew for every command; written as text.
struct Uuid7(Uuid);

impl Serialize for Uuid7 {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.0.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
    }
}

#[derive(Serialize)]
struct Document<'a> {
    kind: &'a str,
    number: &'a str,
}

#[derive(Serialize)]
struct Register<'a> {
    round: u32,
    lane: u32,
    tube: &'a str,
    document: Document<'a>,
    name: &'a str,
    phone: &'a str,
    class: &'a str,
    capacity: u8,
}

fn line(act: &str, after_the_fact: bool, fields: impl Serialize) -> String {
    let (scan_id, at_ms) = (Uuid7(Uuid::now_v7()), clock::now().0);
    let command = Command { scan_id, at_ms, act, after_the_fact, fields };
    // Plain strings and numbers always become JSON.
    serde_json::to_string(&command).unwrap_or_default()
}

/// Any command but a registration.
pub fn act(act: &str, fields: Value) -> String {
    line(act, false, fields)
}

/// A person goes into a tube of so many places; `late` is an upload after the fact.
pub fn register(
    world: &World,
    lane: LaneId,
    (tube, capacity): (&str, u8),
    who: usize,
    late: bool,
) -> String {
    let person = &world.people[who].person;
    let document =
        Document { kind: person.document.kind().word(), number: person.document.number() };
    let fields = Register {
        round: world.round.0,
        lane: lane.0,
        tube,
        document,
        name: &person.name,
        phone: &person.phone,
        class: person.class.word(),
        capacity,
    };
    line("register", late, fields)
}

/// A person leaves a tube before the swab.
pub fn withdraw(world: &World, tube: &str, who: usize) -> String {
    let document = &world.people[who].person.document;
    let document = json!({"kind": document.kind().word(), "number": document.number()});
    act("withdraw", json!({"tube": tube, "document": document, "reason": "left"}))
}

/// What a device looks at in a verdict.
#[derive(Deserialize, Debug)]
pub struct Verdict {
    verdict: String,
    refusal: Option<Refusal>,
    /// The lab of a sealed box.
    pub lab: Option<u32>,
    /// Recollections that a review opened.
    #[serde(default)]
    pub recollections: u64,
    /// Differences that were noted.
    #[serde(default)]
    pub differences: Vec<serde::de::IgnoredAny>,
}

#[derive(Deserialize, Debug)]
struct Refusal {
    name: String,
}

impl Verdict {
    /// It stands in the records: now, or since the same scan came before.
    pub fn landed(&self) -> bool {
        self.verdict == "recorded" || self.again()
    }

    /// It stood in the records before.
    pub fn again(&self) -> bool {
        self.verdict == "already_recorded"
    }

    /// It is kept for a supervisor.
    pub fn kept(&self) -> bool {
        self.verdict == "kept"
    }

    /// Which rule turned it away, if one did.
    pub fn refusal(&self) -> Option<&str> {
        let name = self.refusal.as_ref().map_or(self.verdict.as_str(), |why| why.name.as_str());
        (!self.landed() && !self.kept()).then_some(name)
    }
}
