//! A wrong check digit: refused, or taken by a supervisor and seen by those who settle it.

use serde_json::{Value, json};
use tenfold_domain::role::Role;

use crate::common::{Server, act, number, register};

/// The number of somebody, with another check character.
fn wrong(person: u32) -> String {
    let mut number = number(person);
    let check = if number.ends_with('7') { '8' } else { '7' };
    number.pop();
    number.push(check);
    number
}

/// Staff number behind the token of a role.
fn staff(role: Role) -> usize {
    1 + Role::ALL.iter().position(|known| *known == role).expect("a role")
}

fn registered(number: &str, supervisor: Option<usize>) -> Value {
    let mut command = register(1, 1);
    command["document"]["number"] = number.into();
    command["supervisor"] = json!(supervisor);
    command
}

fn told(verdict: &Value) -> &str {
    verdict["refusal"]["name"].as_str().or(verdict["verdict"].as_str()).expect("a verdict")
}

fn ask(server: &Server, path: &str, role: &str) -> Value {
    let reply = server.get(path, Some(server.token(role)));
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json()
}

#[test]
fn a_wrong_check_digit_needs_a_supervisor_of_the_site() {
    let server = Server::start();
    let asked = |supervisor| server.command("clerk", &registered(&wrong(1), supervisor));
    let refused = asked(None);
    assert_eq!(told(&refused), "CheckWrong");
    for words in ["zh", "en", "do_zh", "do_en"] {
        assert!(refused["refusal"][words].as_str().is_some_and(|text| !text.is_empty()));
    }
    for nobody in [staff(Role::Courier), staff(Role::Auditor), staff(Role::Clerk), 4_711] {
        assert_eq!(told(&asked(Some(nobody))), "NotASupervisor", "{nobody}");
    }
    // Nobody takes what they themselves register.
    let admin = staff(Role::Admin);
    let own = server.command("admin", &registered(&wrong(1), Some(admin)));
    assert_eq!(told(&own), "NotASupervisor");
    let taken = asked(Some(staff(Role::Commander)));
    assert_eq!((told(&taken), &taken["position"]), ("recorded", &json!(1)), "{taken}");
    assert_eq!(taken["overridden_by"], json!(staff(Role::Commander)));
    // A supervisor named for a number that needs none is no override.
    let mut right = register(2, 1);
    right["supervisor"] = staff(Role::Courier).into();
    let right = server.command("clerk", &right);
    assert_eq!((told(&right), &right["overridden_by"]), ("recorded", &Value::Null));
}

#[test]
fn a_wrong_number_is_one_person_and_never_the_right_one() {
    let server = Server::start();
    let commander = Some(staff(Role::Commander));
    let asked = |number: &str| server.command("clerk", &registered(number, commander));
    let first = asked(&wrong(1));
    assert_eq!(told(&first), "recorded");
    assert_eq!(told(&asked(&format!(" {} ", wrong(1).to_lowercase()))), "AlreadyInTube");
    assert_eq!(asked(&number(1))["position"], 2, "the right number is somebody else's");
    // The person reads their outcome by the number as it is written, and nobody else by it.
    let slip = |number: String| {
        let document = json!({ "kind": "resident_id", "number": number });
        let slip = json!({ "document": document, "receipt": first["receipt"] });
        server.post_json("/v1/outcome", None, &slip).status
    };
    assert_eq!((slip(wrong(1)), slip(number(1)), slip(wrong(3))), (200, 404, 404));
    let trace = |number: String| {
        let whom = json!({ "document": { "kind": "resident_id", "number": number } });
        let reply = server.post_json("/v1/persons/trace", Some(server.token("auditor")), &whom);
        (reply.status, reply.json()["number"].as_u64())
    };
    assert_eq!(trace(wrong(1)).0, 200);
    assert_eq!(trace(wrong(3)), (422, Some(48)), "told what is wrong with it");
}

#[test]
fn supervisors_and_auditors_see_every_override() {
    let server = Server::start();
    let commander = Some(staff(Role::Commander));
    let first = server.command("clerk", &registered(&wrong(1), commander));
    let mut second = registered(&wrong(2), commander);
    second["tube"] = first["tube"].clone();
    assert_eq!(told(&server.command("clerk", &second)), "recorded");
    server.board_until(|board| board["discrepancies"] == 2);
    let open = ask(&server, "/v1/discrepancies", "commander");
    let number = open[1]["discrepancy"].clone();
    assert_eq!(open[1]["fact"]["what"], "check_override");
    assert_eq!(open[1]["fact"]["detail"]["supervisor"], json!(commander));
    assert!(["zh", "en", "do_zh", "do_en"].iter().all(|words| open[1][words].is_string()));
    let settle = json!({ "discrepancy": number, "resolution": "explained" });
    assert_eq!(told(&server.command("commander", &act("resolve", settle))), "recorded");
    assert_eq!(ask(&server, "/v1/discrepancies", "commander").as_array().map(Vec::len), Some(1));
    let all = ask(&server, "/v1/overrides", "auditor");
    let text = all.to_string();
    assert!(!text.contains(&wrong(1)) && !text.contains("张"), "names nobody");
    let [newest, oldest] = all.as_array().expect("a list").as_slice() else { panic!("{all}") };
    assert_eq!(oldest["discrepancy"], number);
    assert_eq!((&oldest["registration"], &oldest["tube"]), (&json!(2), &first["tube"]));
    assert_eq!((&oldest["resolution"], &oldest["settled_by"]), (&json!("explained"), &json!(6)));
    assert!(newest["resolution"].is_null() && newest["staff"] == 1 && newest["supervisor"] == 6);
    let older = ask(&server, &format!("/v1/overrides?before={}", newest["discrepancy"]), "admin");
    assert_eq!(older, json!([oldest]));
    assert_eq!(server.get("/v1/overrides", Some(server.token("clerk"))).status, 403);
}
