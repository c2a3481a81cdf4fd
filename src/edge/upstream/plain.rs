//! An outcome as a row of a table and as a line of JSON, for systems that read neither HL7 nor
//! FHIR.

use serde_json::json;
use tenfold_domain::time::At;

use super::{Outcome, Sender, local};

/// A moment with its offset, as ISO 8601 has it.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S%:z";

/// The heading of a table.
pub const HEADING: [&str; 13] = [
    "number",
    "tube",
    "accession",
    "lab",
    "lab_name_zh",
    "lab_name_en",
    "people",
    "collected_at",
    "received_at",
    "issued_at",
    "call",
    "call_zh",
    "corrected",
];

/// A row of it; what is not known is empty.
pub fn cells(sender: &Sender<'_>, outcome: &Outcome<'_>) -> [String; 13] {
    let time = |at: Option<At>| local(sender, at, MOMENT).unwrap_or_default();
    let number = |of: Option<u64>| of.map(|of| of.to_string()).unwrap_or_default();
    [
        number(outcome.number),
        outcome.tube.to_owned(),
        outcome.written().unwrap_or_default(),
        outcome.lab.0.to_string(),
        outcome.lab_zh.to_owned(),
        outcome.lab.1.to_owned(),
        outcome.people.to_string(),
        time(outcome.collected_at),
        time(outcome.received_at),
        time(outcome.issued_at),
        outcome.call.word().to_owned(),
        outcome.call.zh().to_owned(),
        if outcome.is_amended { "yes" } else { "no" }.to_owned(),
    ]
}

/// A JSON object, without line breaks.
pub fn object(sender: &Sender<'_>, outcome: &Outcome<'_>) -> String {
    let time = |at: Option<At>| local(sender, at, MOMENT);
    let (id, name_en) = outcome.lab;
    let mut object = json!({
        "number": outcome.number,
        "system": sender.system,
        "tube": outcome.tube,
        "accession": outcome.written(),
        "lab": { "id": id, "name_zh": outcome.lab_zh, "name_en": name_en },
        "people": outcome.people,
        "collected_at": time(outcome.collected_at),
        "received_at": time(outcome.received_at),
        "issued_at": time(outcome.issued_at),
        "call": outcome.call.word(),
        "call_zh": outcome.call.zh(),
        "corrected": outcome.is_amended,
    });
    // Absent where it is not known, so that what was sent before keeps its bytes; so in every form.
    // A table has no member that may be absent: there it stays with the lab.
    if let Some(reason) = outcome.amended_for {
        object["corrected_for"] = reason.word().into();
    }
    object.to_string()
}
