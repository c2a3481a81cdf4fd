//! Label sheets and rosters over the line.

use serde_json::{Value, json};

use crate::common::{Server, number};

const CSV: &str = "text/csv";
const HEADING: &str = "姓名,证件号码,乡镇\n";

fn sheet(server: &Server, role: &str, fields: Value) -> (u16, String, Vec<u8>) {
    let reply = server.post_json("/v1/labels/tubes", Some(server.token(role)), &fields);
    let kind = reply.headers.get("content-type").cloned().unwrap_or_default();
    (reply.status, kind, dechunked(&reply.headers, reply.body))
}

/// A streamed answer without its chunks' heads.
fn dechunked(headers: &std::collections::BTreeMap<String, String>, body: Vec<u8>) -> Vec<u8> {
    if headers.get("transfer-encoding").is_none_or(|how| how != "chunked") {
        return body;
    }
    let (mut rest, mut whole) = (body.as_slice(), Vec::new());
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").expect("a chunk's head");
        let size = std::str::from_utf8(&rest[..end]).expect("digits");
        let size = usize::from_str_radix(size, 16).expect("a size");
        if size == 0 {
            return whole;
        }
        whole.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
}

/// What the bars of a ZPL sheet say.
fn codes(zpl: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(zpl).into_owned();
    let after = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    let mut codes: Vec<String> =
        text.split("^FD>;").skip(1).map(after).filter(|code| code.len() == 12).collect();
    codes.dedup();
    codes
}

#[test]
fn a_site_prints_its_own_codes_and_none_twice() {
    let server = Server::start();
    let asked = |begin: bool, count: u32| {
        json!({ "site": 1, "count": count, "copies": 1, "format": "zpl", "stock": "50x25",
            "begin": begin })
    };
    let (status, _, problem) = sheet(&server, "clerk", asked(false, 5));
    assert_eq!(status, 409, "no ledger yet: {}", String::from_utf8_lossy(&problem));
    let (status, kind, zpl) = sheet(&server, "clerk", asked(true, 5));
    assert_eq!((status, kind.as_str()), (200, "application/zpl"));
    let first = codes(&zpl);
    assert_eq!(first.len(), 5, "{}", String::from_utf8_lossy(&zpl));
    assert_eq!(sheet(&server, "clerk", asked(true, 5)).0, 409, "there is one now");
    let (_, _, zpl) = sheet(&server, "packer", asked(false, 500));
    let more = codes(&zpl);
    assert_eq!(more.len(), 500);
    assert!(more.iter().all(|code| !first.contains(code)));
    let pdf = json!({ "site": 1, "count": 300 });
    let (status, kind, pdf) = sheet(&server, "commander", pdf);
    assert_eq!((status, kind.as_str()), (200, "application/pdf"));
    assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
    // A code from the sheet is one that the desk takes.
    let mut register = crate::common::register(1, 1);
    register["tube"] = more[7].clone().into();
    assert_eq!(server.command("clerk", &register)["verdict"], "recorded");
}

#[test]
fn what_cannot_be_printed_is_said_before_a_code_is_handed_out() {
    let server = Server::start();
    let told = |role: &str, fields: Value| {
        let (status, _, body) = sheet(&server, role, fields);
        let problem: Value = serde_json::from_slice(&body).expect("a problem");
        assert!(problem["zh"].is_string() && problem["do_zh"].is_string(), "{problem}");
        (status, problem["number"].as_u64())
    };
    let with = |field: &str, value: Value| {
        let mut sheet = json!({ "site": 1, "count": 5, "begin": true });
        sheet[field] = value;
        sheet
    };
    assert_eq!(told("site", with("count", 5.into())), (422, Some(6)), "another's site");
    assert_eq!(told("clerk", with("site", 9_999.into())), (422, Some(13)));
    for (field, value) in [
        ("count", json!(0)),
        ("count", json!(10_001)),
        ("copies", json!(0)),
        ("capacity", json!(21)),
        ("format", json!("png")),
        ("stock", json!("a3")),
    ] {
        assert_eq!(told("clerk", with(field, value)), (422, None), "{field}");
    }
    assert_eq!(told("clerk", with("printer", 10.into())).0, 409);
    assert!(!server.data.join("labels.csv").exists(), "nothing was handed out");
}

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
