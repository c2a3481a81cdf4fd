//! Outcomes for other systems: ORU^R01 field by field, FHIR bundles whose references hold, and no
//! name in either.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use tenfold::edge::upstream::{Outcome, Release, Sender, bundle, message};
use tenfold_domain::accession::Accession;
use tenfold_domain::term::{AmendReason, Call};
use tenfold_domain::time::{At, Minutes};

/// 1 April 2022, 08:00 in China.
const MORNING: At = At(1_648_771_200_000);

fn sender() -> Sender<'static> {
    Sender {
        system: "360781",
        receiver: "PROVINCE",
        utc_offset: Minutes::hours(8),
        now: MORNING + Minutes::hours(12),
        is_test: false,
    }
}

fn pool() -> Outcome<'static> {
    Outcome {
        number: Some(10_442),
        tube: "001230000741",
        accession: Some(Accession(202_204_010_000_017)),
        lab: (2, "People's Hospital"),
        lab_zh: "人民医院",
        people: 10,
        collected_at: Some(MORNING),
        received_at: Some(MORNING + Minutes(95)),
        issued_at: Some(MORNING + Minutes::hours(8)),
        call: Call::Negative,
        is_amended: false,
        amended_for: None,
    }
}

/// Fields of a segment; MSH counts its separator as the first.
fn segment(message: &str, name: &str) -> Vec<String> {
    let found = message.split('\r').find(|segment| segment.starts_with(name)).expect("a segment");
    let mut fields: Vec<String> = found.split('|').map(str::to_owned).collect();
    if name == "MSH" {
        fields.insert(1, "|".into());
    }
    fields
}

#[test]
fn a_pool_is_an_unsolicited_result_with_its_specimen() {
    let text = message(&sender(), &pool());
    assert!(text.ends_with('\r') && !text.contains('\n'));
    let names: Vec<&str> = text.split_terminator('\r').map(|segment| &segment[..3]).collect();
    assert_eq!(names, ["MSH", "PID", "ORC", "OBR", "OBX", "SPM"]);
    let field = |name: &str, at: usize| segment(&text, name).get(at).cloned().unwrap_or_default();
    assert_eq!(field("MSH", 2), "^~\\&");
    assert_eq!(field("MSH", 7), "20220401200000+0800");
    assert_eq!((field("MSH", 9), field("MSH", 12)), ("ORU^R01^ORU_R01".into(), "2.5.1".into()));
    assert_eq!((field("MSH", 11), field("MSH", 18)), ("P".into(), "UNICODE UTF-8".into()));
    assert_eq!(
        (field("OBR", 2), field("OBR", 3)),
        ("001230000741^360781".into(), "2-20220401-0017^360781".into())
    );
    assert!(field("OBR", 4).starts_with("94309-2^"));
    assert_eq!((field("OBR", 7), field("OBR", 25)), ("20220401080000+0800".into(), "F".into()));
    assert_eq!(field("OBR", 22), "20220401160000+0800");
    assert_eq!(field("OBX", 5), "260415000^Not detected^SCT");
    assert_eq!((field("OBX", 11), field("OBX", 14)), ("F".into(), "20220401080000+0800".into()));
    assert_eq!(field("OBX", 19), "20220401160000+0800");
    assert_eq!(field("OBX", 23), "People's Hospital^^^^^^XX^^^2");
    assert_eq!(field("SPM", 2), "001230000741&360781^2-20220401-0017&360781");
    assert_eq!((field("SPM", 11), field("SPM", 13)), ("L^Pool^HL70369".into(), "10".into()));
    assert_eq!(
        (field("SPM", 17), field("SPM", 18)),
        ("20220401080000+0800".into(), "20220401093500+0800".into())
    );
    // One of before days were counted stands as it was written on the tube.
    let old = message(&sender(), &Outcome { accession: Some(Accession(17)), ..pool() });
    assert_eq!(segment(&old, "OBR")[3], "17^360781");
    let single = Outcome { people: 1, is_amended: true, call: Call::Positive, ..pool() };
    let text = message(&sender(), &single);
    assert_eq!(segment(&text, "SPM")[11], "P^Patient^HL70369");
    assert_eq!((&*segment(&text, "OBX")[8], &*segment(&text, "OBX")[11]), ("A", "C"));
    assert!(!text.contains("NTE|"), "of a correction of before reasons were asked for");
    let why = Outcome { amended_for: Some(AmendReason::MixedUp), ..single };
    let text = message(&sender(), &why);
    let names: Vec<&str> = text.split_terminator('\r').map(|segment| &segment[..3]).collect();
    assert_eq!(names, ["MSH", "PID", "ORC", "OBR", "OBX", "NTE", "SPM"]);
    assert_eq!(segment(&text, "NTE")[3], "specimens or wells were mixed up");
    for release in [Release::R4, Release::R5] {
        let text = bundle(&sender(), &why, release);
        assert!(text.contains(r#""note":[{"text":"specimens or wells were mixed up"}]"#), "{text}");
    }
}

#[test]
fn bundles_hold_together_in_both_releases() {
    for release in [Release::R4, Release::R5] {
        let text = bundle(&sender(), &pool(), release);
        assert!(!text.contains("null") && !text.contains('\n'), "{text}");
        assert_eq!(text, bundle(&sender(), &pool(), release), "the same each time");
        let bundle: Value = serde_json::from_str(&text).expect("JSON");
        let entries = bundle["entry"].as_array().expect("entries");
        let urls: BTreeSet<&str> =
            entries.iter().filter_map(|entry| entry["fullUrl"].as_str()).collect();
        assert_eq!(urls.len(), 6);
        let references = text.split("\"reference\":\"").skip(1);
        let references: Vec<&str> = references.filter_map(|rest| rest.split('"').next()).collect();
        assert!(references.len() > 10 && references.iter().all(|of| urls.contains(of)));
        let resource = |kind: &str| {
            let found = entries.iter().find(|entry| entry["resource"]["resourceType"] == kind);
            found.expect("a resource")["resource"].clone()
        };
        assert_eq!(resource("Group")["quantity"], 10);
        assert_eq!(resource("Observation")["issued"], "2022-04-01T16:00:00+08:00");
        assert_eq!(
            resource("Observation")["valueCodeableConcept"]["coding"][0]["code"],
            "260415000"
        );
        assert_eq!(resource("DiagnosticReport")["status"], "final");
        let specimen = resource("Specimen");
        let accession = json!({ "system": "urn:tenfold:360781:lab:2", "value": "2-20220401-0017" });
        assert_eq!(specimen["accessionIdentifier"], accession);
        let request = resource("ServiceRequest");
        match release {
            Release::R4 => {
                assert_eq!(specimen["extension"][0]["valueCode"], "pooled");
                assert_eq!(resource("Group")["actual"], true);
                assert_eq!(request["code"]["coding"][0]["system"], "http://loinc.org");
            }
            Release::R5 => {
                assert_eq!(specimen["combined"], "pooled");
                assert_eq!(resource("Group")["membership"], "enumerated");
                assert_eq!(request["code"]["concept"]["coding"][0]["code"], "94309-2");
            }
        }
    }
}

proptest! {
    /// Whatever a name holds, a message has its six segments and its fields where they were.
    #[test]
    fn no_name_breaks_a_message(name in ".{0,40}", tube in "[0-9A-Z]{1,16}") {
        let outcome = Outcome { tube: &tube, lab: (1, &name), issued_at: None, ..pool() };
        let sender = Sender { receiver: &name, ..sender() };
        let text = message(&sender, &outcome);
        prop_assert_eq!(text.matches('\r').count(), 6);
        prop_assert_eq!(&*segment(&text, "MSH")[9], "ORU^R01^ORU_R01");
        prop_assert_eq!(&*segment(&text, "SPM")[13], "10");
        let text = bundle(&sender, &outcome, Release::R4);
        let bundle: Value = serde_json::from_str(&text).expect("JSON");
        prop_assert_eq!(&bundle["entry"][1]["resource"]["name"], &Value::from(name));
    }
}
