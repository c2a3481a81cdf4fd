//! Rosters over the line.

use serde_json::{Value, json};

use super::labels::dechunked;
use crate::common::{Server, number};

const CSV: &str = "text/csv";
const HEADING: &str = "姓名,证件号码,乡镇\n";

fn list(server: &Server, query: &str, role: &str, body: &str) -> (u16, String) {
    let path = format!("/v1/roster{query}");
    let reply = server.post(&path, Some(server.token(role)), CSV, body.as_bytes());
    let body = dechunked(&reply.headers, reply.body);
    (reply.status, String::from_utf8(body).expect("text"))
}

fn rows(people: std::ops::Range<u32>) -> String {
    people.map(|person| format!("张三,{},360781100\n", number(person))).collect()
}

#[test]
fn a_roster_is_tried_first_and_then_entered() {
    let server = Server::start();
    let body = format!("{HEADING}{}李四,110105194912310021,360781100\n", rows(1..41));
    let told = |query: &str| {
        let (status, text) = list(&server, query, "commander", &body);
        assert_eq!(status, 200, "{text}");
        assert!(!text.contains("张三") && !text.contains(&number(1)), "names nobody");
        let lines: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
        assert_eq!(lines.len(), 42, "a verdict a row, and the counts");
        assert_eq!((&lines[0]["line"], &lines[40]["line"]), (&json!(2), &json!(42)));
        assert_eq!(lines[40]["verdict"], "refused");
        assert!(lines[40]["zh"].as_str().is_some_and(|zh| zh.contains("校验位")));
        (lines[0]["verdict"].clone(), lines[41].clone())
    };
    let counts = |known: u32, dry_run: bool| {
        let (good, bad) = (40, 1);
        json!({ "good": good, "known": known, "bad": bad, "dry_run": dry_run })
    };
    assert_eq!(told(""), (json!("entered"), counts(0, true)));
    assert_eq!(told("?dry_run=true"), (json!("entered"), counts(0, true)), "nothing was entered");
    assert_eq!(told("?dry_run=false"), (json!("entered"), counts(0, false)));
    assert_eq!(told("?dry_run=true"), (json!("known"), counts(40, true)));
    assert_eq!(told("?dry_run=false"), (json!("known"), counts(40, false)));
    server.board_until(|board| board["roster"] == 40);
}

#[test]
fn verdicts_come_as_a_table_too() {
    let server = Server::start();
    // Larger than what waits between the line and the thread.
    let body = format!("{HEADING}{}", rows(0..20_000));
    let (status, text) = list(&server, "?verdicts=csv", "admin", &body);
    assert_eq!(status, 200);
    assert!(text.starts_with("\u{feff}line,verdict,column,zh,en"));
    assert_eq!(text.lines().count(), 20_001);
    assert!(text.lines().nth(20_000).is_some_and(|last| last.starts_with("20001,entered")));
}

#[test]
fn a_list_that_cannot_be_read_is_told_why() {
    let server = Server::start();
    let (status, text) = list(&server, "", "admin", "name,phone\nx,1\n");
    let problem: Value = serde_json::from_str(&text).expect("a problem");
    assert_eq!(status, 422, "{text}");
    assert!(problem["zh"].is_string() && problem["en"].is_string());
    assert_eq!(list(&server, "?verdicts=xml", "admin", HEADING).0, 422);
    assert_eq!(list(&server, "", "clerk", HEADING).0, 403);
    let admin = Some(server.token("admin"));
    assert_eq!(server.post("/v1/roster", admin, "image/png", b"x").status, 415);
    let book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!(server.post("/v1/roster", admin, book, b"no workbook").status, 422);
}
