//! A bundle of FHIR: the tube as Specimen, what was asked as ServiceRequest, the DiagnosticReport
//! and its Observation, the lab, and who is in the tube as a Group of so many persons.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tenfold_domain::time::At;

use super::{LOINC, Outcome, SWAB, Sender, finding, local};

/// What R4 calls R5's `Specimen.combined`.
const COMBINED: &str = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Specimen.combined";

/// Which FHIR.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Release {
    /// 4.0.1: has no word for a pool, and carries R5's as the extension that HL7 publishes.
    R4,
    /// 5.0.0: `Specimen.combined`.
    R5,
}

/// A bundle of the kind `collection`, without line breaks. The same tube has the same identities in
/// every bundle.
pub fn bundle(sender: &Sender<'_>, outcome: &Outcome<'_>, release: Release) -> String {
    let Made { group, lab, specimen, request, result, report } = Made::of(sender, outcome, release);
    let entries = [
        ("Group", group),
        ("Organization", lab),
        ("Specimen", specimen),
        ("ServiceRequest", request),
        ("Observation", result),
        ("DiagnosticReport", report),
    ];
    let entry = |(kind, resource): (&str, Value)| {
        let identity = identity(sender, outcome, kind);
        json!({ "fullUrl": format!("urn:uuid:{identity}"), "resource": resource })
    };
    let bundle = json!({
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": instant(sender, Some(sender.now)),
        "entry": entries.map(entry),
    });
    bundle.to_string()
}

/// What is in a bundle.
struct Made {
    group: Value,
    lab: Value,
    specimen: Value,
    request: Value,
    result: Value,
    report: Value,
}

impl Made {
    fn of(sender: &Sender<'_>, outcome: &Outcome<'_>, release: Release) -> Made {
        let refer = |kind: &str| {
            let identity = identity(sender, outcome, kind);
            json!({ "reference": format!("urn:uuid:{identity}") })
        };
        let (collected, issued) =
            (instant(sender, outcome.collected_at), instant(sender, outcome.issued_at));
        let status = if outcome.is_amended { "amended" } else { "final" };
        let (test, found) = (concept("http://loinc.org", LOINC), finding(outcome.call));
        let code = |of: Value| match release {
            Release::R4 => of,
            Release::R5 => json!({ "concept": of }),
        };
        let note = outcome.amended_for.map(|reason| json!([{ "text": reason.en() }]));
        let result = json!({
            "resourceType": "Observation", "status": status, "code": test,
            "subject": refer("Group"), "effectiveDateTime": collected, "issued": issued,
            "performer": [refer("Organization")], "specimen": refer("Specimen"),
            "valueCodeableConcept": concept("http://snomed.info/sct", found), "note": note,
        });
        let category =
            concept("http://terminology.hl7.org/CodeSystem/v2-0074", ("MB", "Microbiology"));
        let report = json!({
            "resourceType": "DiagnosticReport", "status": status, "category": [category],
            "basedOn": [refer("ServiceRequest")], "code": test, "subject": refer("Group"),
            "effectiveDateTime": collected, "issued": issued,
            "performer": [refer("Organization")], "specimen": [refer("Specimen")],
            "result": [refer("Observation")],
        });
        let request = json!({
            "resourceType": "ServiceRequest", "status": "completed", "intent": "order",
            "code": code(test), "subject": refer("Group"), "specimen": [refer("Specimen")],
        });
        let lab = json!({
            "resourceType": "Organization", "name": outcome.lab.1,
            "identifier": [identifier(sender, "lab", &outcome.lab.0.to_string())],
        });
        Made {
            group: group(outcome, release),
            lab,
            specimen: specimen(sender, outcome, release, &refer("Group")),
            request: plain(request),
            result: plain(result),
            report: plain(report),
        }
    }
}

/// Who is in the tube: so many persons, none of them named.
fn group(outcome: &Outcome<'_>, release: Release) -> Value {
    let mut group =
        json!({ "resourceType": "Group", "type": "person", "quantity": outcome.people });
    match release {
        Release::R4 => group["actual"] = true.into(),
        Release::R5 => group["membership"] = "enumerated".into(),
    }
    group
}

fn specimen(sender: &Sender<'_>, outcome: &Outcome<'_>, release: Release, group: &Value) -> Value {
    let lab = format!("lab:{}", outcome.lab.0);
    let mut specimen = json!({
        "resourceType": "Specimen", "status": "available", "subject": group,
        "identifier": [identifier(sender, "tube", outcome.tube)],
        "accessionIdentifier": outcome.written().map(|number| identifier(sender, &lab, &number)),
        "type": concept("http://snomed.info/sct", SWAB),
        "receivedTime": instant(sender, outcome.received_at),
        "collection": plain(json!({ "collectedDateTime": instant(sender, outcome.collected_at) })),
    });
    if outcome.people > 1 {
        match release {
            Release::R4 => {
                specimen["extension"] = json!([{
                    "url": COMBINED,
                    "valueCode": "pooled",
                }]);
            }
            Release::R5 => specimen["combined"] = "pooled".into(),
        }
    }
    plain(specimen)
}

/// The same without members of no value: FHIR has no `null`, and no empty object.
fn plain(mut of: Value) -> Value {
    if let Value::Object(members) = &mut of {
        let is_empty = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
        members.retain(|_, value| !value.is_null() && !is_empty(value));
    }
    of
}

fn concept(system: &str, (code, name): (&str, &str)) -> Value {
    json!({ "coding": [{ "system": system, "code": code, "display": name }] })
}

fn identifier(sender: &Sender<'_>, of: &str, value: &str) -> Value {
    json!({ "system": format!("urn:tenfold:{}:{of}", sender.system), "value": value })
}

/// `2022-04-01T21:14:33+08:00`
fn instant(sender: &Sender<'_>, at: Option<At>) -> Option<String> {
    local(sender, at, "%Y-%m-%dT%H:%M:%S%:z")
}

/// A UUID of the own making (RFC 9562, version 8): of what the tube is to whom, the same each time.
fn identity(sender: &Sender<'_>, outcome: &Outcome<'_>, kind: &str) -> uuid::Uuid {
    let mut hash = Sha256::new();
    for part in [sender.system, outcome.tube, kind] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
