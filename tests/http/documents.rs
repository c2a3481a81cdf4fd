//! Documents as readers give them, where a typed one was taken.

use serde_json::{Value, json};

use super::record::{record, resident};
use crate::common::{Server, register};

const NUMBER: &str = "360781199901010011";
const ZONE: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                    L898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A registration into a tube, with this document and no name.
fn nameless(into: u32, document: Value) -> Value {
    let mut command = register(1, into);
    command["document"] = document;
    command.as_object_mut().expect("object").remove("name");
    command
}

fn refusal(verdict: &Value) -> (Option<&str>, Option<&str>) {
    (verdict["refusal"]["name"].as_str(), verdict["detail"]["field"].as_str())
}

#[test]
fn a_chip_registers_with_its_own_name() {
    let server = Server::start();
    let command = nameless(1, json!({ "chip": hexadecimal(&resident(NUMBER)) }));
    let verdict = server.command("clerk", &command);
    assert_eq!(verdict["verdict"], "recorded", "{verdict}");
    // The same person, typed: recognised, and the same command again is the same one.
    let mut typed = register(1, 2);
    typed["document"] = json!({ "kind": "resident_id", "number": NUMBER });
    assert_eq!(refusal(&server.command("clerk", &typed)), (Some("AlreadySampled"), None));
    let mut again = command.clone();
    again["document"] = json!({ "kind": "resident_id", "number": NUMBER });
    again["name"] = "张小三".into();
    assert_eq!(server.command("clerk", &again)["verdict"], "already_recorded");
    // Whoever may see it whole sees the chip's name.
    let whom = json!({ "document": { "wedge": NUMBER }, "unmask": true,
        "reason": "contact_tracing" });
    let trace = server.post_json("/v1/persons/trace", Some(server.token("auditor")), &whom);
    assert_eq!(trace.json()["personal"]["name"], "张小三", "{}", trace.text());
}

#[test]
fn a_zone_and_a_readers_line_register_too() {
    let server = Server::start();
    let line = format!("张小三|男|汉|19990101|某地|{NUMBER}|某局|");
    for (into, document) in [json!({ "mrz": ZONE }), json!({ "wedge": line })].iter().enumerate() {
        let verdict = server.command("clerk", &nameless(into as u32 + 1, document.clone()));
        assert_eq!(verdict["verdict"], "recorded", "{verdict}");
    }
    let mut typed = register(1, 3);
    typed["document"] = json!({ "kind": "passport", "number": "L898902C3" });
    assert_eq!(refusal(&server.command("clerk", &typed)), (Some("AlreadySampled"), None));
    // A number alone has no name.
    let bare = nameless(3, json!({ "wedge": "36078119990101002X" }));
    assert_eq!(refusal(&server.command("clerk", &bare)), (Some("NameMissing"), None));
}

#[test]
fn what_cannot_be_read_is_named_and_not_repeated() {
    let server = Server::start();
    let wrong = record(&[(0, "张小三"), (122, "360781199901010012")]);
    let field = (Some("Malformed"), Some("document"));
    let cases = [
        (json!({ "chip": hexadecimal(&wrong) }), (Some("CheckWrong"), None), ""),
        (json!({ "chip": "AAAA" }), field, "256 bytes"),
        (json!({ "chip": "z" }), field, "neither hexadecimal"),
        (json!({ "chip": "0".repeat(2000) }), field, "neither hexadecimal"),
        (json!({ "mrz": ZONE.replace("740812", "740813") }), field, "day of birth"),
        (json!({ "wedge": "360781000139" }), field, "no document"),
        (json!({ "wedge": "H12345678" }), field, "which kind"),
        (json!({ "kind": "passport" }), field, "chip, mrz, wedge or token alone"),
        (json!({ "kind": "passport", "number": "E1", "mrz": ZONE }), field, "alone"),
        (json!({}), field, "alone"),
    ];
    for (document, expected, said) in cases {
        let verdict = server.command("clerk", &nameless(1, document.clone()));
        assert_eq!(refusal(&verdict), expected, "{document} {verdict}");
        let told = verdict["detail"]["en"].as_str().unwrap_or_default();
        assert!(told.contains(said), "{told}");
        assert!(!verdict.to_string().contains("3607811999"), "{verdict}");
    }
    // Kept for a supervisor like any other, and the person is owed a swab when they can be read.
    let mut late = nameless(1, json!({ "wedge": NUMBER }));
    late["after_the_fact"] = true.into();
    let kept = server.command("clerk", &late);
    assert_eq!((&kept["verdict"], &kept["recollections"]), (&json!("kept"), &json!(1)), "{kept}");
}
