//! Somebody who entered their own data, and the code that they show at the desk.

use serde_json::{Value, json};
use tenfold::edge::token::Token;
use tenfold::service::vault::Vault;
use tenfold::service::{Options, clock};
use tenfold::storage::sqlite::SqliteStore;
use tenfold::storage::tables::signing_key::{self, Purpose};
use tenfold_domain::code::Region;
use tenfold_domain::time::{At, Minutes};

use crate::common::{REGION, Server, number, register, tube};

const PURPOSE: Purpose = Purpose::Preregistration;

fn entry(person: u32) -> Value {
    let document = json!({ "kind": "resident_id", "number": number(person) });
    json!({ "document": document, "name": "王小二", "phone": "19900000000" })
}

/// The code of somebody.
fn entered(server: &Server, person: u32) -> String {
    let reply = server.post_json("/v1/preregistrations", None, &entry(person));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let pass = reply.json();
    let text = pass.to_string();
    assert!(!text.contains(&number(person)) && !text.contains('王'), "no personal data: {text}");
    assert!(pass["expires_at_ms"].as_i64().is_some_and(|at| at > clock::now().0));
    assert!(pass["qr"].as_str().is_some_and(|svg| svg.starts_with("<svg")));
    pass["token"].as_str().expect("a token").to_owned()
}

/// A registration by code into a tube, without a name.
fn shown(token: &str, into: u32) -> Value {
    let mut command = register(1, into);
    command["document"] = json!({ "token": token });
    command["name"] = Value::Null;
    command
}

/// Refusal and what the detail says of the code.
fn refused(verdict: &Value) -> (&str, &str) {
    let name = verdict["refusal"]["name"].as_str().expect("refused");
    (name, verdict["detail"]["en"].as_str().unwrap_or_default())
}

#[test]
fn the_code_is_the_person_at_the_desk() {
    let server = Server::start();
    let token = entered(&server, 1);
    let command = shown(&token, 1);
    let recorded = server.command("clerk", &command);
    assert_eq!(recorded["verdict"], "recorded", "{recorded}");
    assert_eq!((&recorded["name"], &recorded["tube"]), (&json!("王*二"), &json!(tube(1))));
    let masked = recorded["document"].as_str().expect("masked");
    assert!(masked.contains("********") && masked != number(1), "{masked}");
    assert_eq!(server.command("clerk", &command)["verdict"], "already_recorded");
    // Shown again it is the same person, and so is their card.
    assert_eq!(refused(&server.command("clerk", &shown(&token, 1))).0, "AlreadyInTube");
    assert_eq!(refused(&server.command("clerk", &shown(&token, 2))).0, "AlreadySampled");
    assert_eq!(refused(&server.command("clerk", &register(1, 2))).0, "AlreadySampled");
    // What they entered is what is kept.
    let whom = json!({ "document": { "kind": "resident_id", "number": number(1) },
        "unmask": true, "reason": "audit" });
    let trace = server.post_json("/v1/persons/trace", Some(server.token("auditor")), &whom).json();
    assert_eq!(trace["personal"]["name"], "王小二", "{trace}");
    assert_eq!(trace["personal"]["phone"], "19900000000");
}

#[test]
fn each_code_that_does_not_hold_is_told_why() {
    let server = Server::start();
    let token = entered(&server, 1);
    let asked = |token: &str| server.command("clerk", &shown(token, 1));
    let said = |token: &str, word: &str| {
        let verdict = asked(token);
        let (name, en) = refused(&verdict);
        assert!(name == "Malformed" && en.contains(word), "{verdict}");
        assert!(verdict["detail"]["zh"].as_str().is_some_and(|zh| zh.contains("预登记码")));
        assert!(!verdict.to_string().contains(token), "nothing of it comes back");
    };
    let forged = format!("{}{}", &token[..69], if token.ends_with('0') { 'G' } else { '0' });
    said(&forged, "not issued here");
    said("TP0", "no pre-registration code");
    let file = Options::new(&server.data).key_file();
    let (vault, _) = Vault::open(&file, false).expect("the key");
    let signed = |region, expires_at| {
        let token = Token { key: 1, region, expires_at, reference: [1; 16] };
        token.sign(&vault.signing_secret(REGION, 1))
    };
    let later = clock::now() + Minutes(60);
    said(&signed(REGION, At(0)), "expired");
    said(&signed(REGION, later), "nothing is kept");
    said(&signed(Region(110_101), later), "not issued here");
    let mut beside = shown(&token, 1);
    beside["document"]["kind"] = "resident_id".into();
    assert_eq!(refused(&server.command("clerk", &beside)).0, "Malformed");
    // A new key signs what comes now; the one before holds until it is taken back.
    let mut store = SqliteStore::open(&server.data).expect("opens");
    signing_key::make(store.connection(), REGION, PURPOSE, clock::now()).expect("made");
    let newer = entered(&server, 2);
    assert_eq!(asked(&token)["verdict"], "recorded");
    assert!(
        signing_key::revoke(store.connection(), REGION, (PURPOSE, 1), clock::now())
            .expect("revoked")
    );
    said(&token, "key");
    assert_eq!(asked(&newer)["verdict"], "recorded");
}

#[test]
fn what_is_entered_is_checked_as_at_the_desk() {
    let server = Server::start();
    let told = |change: &dyn Fn(&mut Value)| {
        let mut entry = entry(1);
        change(&mut entry);
        let reply = server.post_json("/v1/preregistrations", None, &entry);
        (reply.status, reply.json()["number"].as_u64())
    };
    assert_eq!(told(&|entry| entry["name"] = " ".into()), (422, Some(47)));
    assert_eq!(told(&|entry| entry["region"] = 1.into()), (422, Some(4)));
    assert_eq!(
        told(&|entry| entry["document"]["number"] = "110105194912310021".into()),
        (422, Some(48))
    );
    let temporary = json!({ "kind": "temporary", "number": "T000123" });
    assert_eq!(told(&|entry| entry["document"] = temporary.clone()), (422, Some(45)));
    assert_eq!(told(&|entry| entry["document"] = json!({ "kind": "cat" })), (422, None));
    assert_eq!(told(&|entry| entry["name"] = "长".repeat(100).into()), (422, None));
}

/// Somebody who says where and when they come.
fn comes(server: &Server, person: u32, site: u32, at: i64) -> crate::common::Reply {
    let mut entry = entry(person);
    entry["site"] = site.into();
    entry["expected_at_ms"] = at.into();
    server.post_json("/v1/preregistrations", None, &entry)
}

fn expected(server: &Server, site: u32) -> Vec<Value> {
    let path = format!("/v1/sites/{site}/appointments");
    let reply = server.get(&path, Some(server.token("clerk")));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let list = reply.json();
    assert_eq!((&list["site"], &list["complete"]), (&json!(site), &json!(true)));
    list["expected"].as_array().expect("a list").clone()
}

#[test]
fn a_site_sees_masked_who_is_expected_until_they_have_come() {
    let server = Server::start();
    let now = clock::now().0;
    let hour = 3_600_000;
    let (soon, later) = (now + 60_000, now + 2 * hour);
    for (person, site, at) in [(1, 1, later), (2, 1, soon), (3, 1, now + 5 * hour), (4, 2, soon)] {
        assert_eq!(comes(&server, person, site, at).status, 200);
    }
    assert_eq!(server.post_json("/v1/preregistrations", None, &entry(5)).status, 200);
    let list = expected(&server, 1);
    let times: Vec<_> = list.iter().map(|one| one["at_ms"].as_i64().expect("a time")).collect();
    assert_eq!(times, [soon, later], "this site's, of the next hours");
    let text = Value::from(list.clone()).to_string();
    assert!(!text.contains(&number(1)) && !text.contains("王小二"), "masked: {text}");
    assert_eq!(list[0]["name"], "王*二");
    assert!(list[0]["document"].as_str().is_some_and(|number| number.contains("****")));
    // Entered anew, the later word counts; whoever was registered has come.
    assert_eq!(comes(&server, 2, 1, later).status, 200);
    assert_eq!(expected(&server, 1).len(), 2);
    assert_eq!(server.command("clerk", &register(1, 1))["verdict"], "recorded");
    let left = expected(&server, 1);
    assert_eq!((left.len(), &left[0]["at_ms"]), (1, &json!(later)));
    // A desk sees its own site, and who works at none sees no list.
    let of = |role: &str, site: u32| {
        let path = format!("/v1/sites/{site}/appointments");
        server.get(&path, Some(server.token(role))).status
    };
    assert_eq!((of("lab", 1), of("clerk", 9_999)), (403, 422));
}

#[test]
fn an_hour_that_cannot_be_is_told_why() {
    let server = Server::start();
    let now = clock::now().0;
    let day = 86_400_000;
    let said = |reply: crate::common::Reply| {
        assert_eq!(reply.status, 422, "{}", reply.text());
        reply.json()
    };
    let unknown = said(comes(&server, 1, 9_999, now));
    assert_eq!(unknown["en"], "no such site", "{unknown}");
    for at in [now - day, now + 8 * day] {
        let early = said(comes(&server, 1, 1, at));
        assert!(early["en"].to_string().contains("a week ahead"), "{early}");
    }
    let mut half = entry(1);
    half["site"] = 1.into();
    let half = said(server.post_json("/v1/preregistrations", None, &half));
    assert!(half["en"].to_string().contains("together"), "{half}");
}
