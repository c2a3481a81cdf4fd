//! Label sheets over the line.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use tenfold::edge::label::Font;

use super::face::face;
use crate::common::{Server, act};

const TUBES: &str = "/v1/labels/tubes";
const BOXES: &str = "/v1/labels/boxes";

fn sheet(server: &Server, path: &str, role: &str, fields: Value) -> (u16, String, Vec<u8>) {
    let reply = server.post_json(path, Some(server.token(role)), &fields);
    let kind = reply.headers.get("content-type").cloned().unwrap_or_default();
    (reply.status, kind, dechunked(&reply.headers, reply.body))
}

fn tubes(server: &Server, role: &str, fields: Value) -> (u16, String, Vec<u8>) {
    sheet(server, TUBES, role, fields)
}

/// A streamed answer without its chunks' heads.
pub fn dechunked(headers: &BTreeMap<String, String>, body: Vec<u8>) -> Vec<u8> {
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

/// What the bars of a ZPL sheet say: codes of so many digits.
fn codes(zpl: &[u8], digits: usize) -> Vec<String> {
    let text = String::from_utf8_lossy(zpl).into_owned();
    let after = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    let mut codes: Vec<String> =
        text.split("^FD>;").skip(1).map(after).filter(|code| code.len() == digits).collect();
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
    let (status, _, problem) = tubes(&server, "clerk", asked(false, 5));
    assert_eq!(status, 409, "no ledger yet: {}", String::from_utf8_lossy(&problem));
    let (status, kind, zpl) = tubes(&server, "clerk", asked(true, 5));
    assert_eq!((status, kind.as_str()), (200, "application/zpl"));
    let first = codes(&zpl, 12);
    assert_eq!(first.len(), 5, "{}", String::from_utf8_lossy(&zpl));
    assert_eq!(tubes(&server, "clerk", asked(true, 5)).0, 409, "there is one now");
    let (_, _, zpl) = tubes(&server, "packer", asked(false, 500));
    let more = codes(&zpl, 12);
    assert_eq!(more.len(), 500);
    assert!(more.iter().all(|code| !first.contains(code)));
    let pdf = json!({ "site": 1, "count": 300 });
    let (status, kind, pdf) = tubes(&server, "commander", pdf);
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
    let told = |path: &str, role: &str, fields: Value| {
        let (status, _, body) = sheet(&server, path, role, fields);
        let problem: Value = serde_json::from_slice(&body).expect("a problem");
        assert!(problem["zh"].is_string() && problem["do_zh"].is_string(), "{problem}");
        (status, problem["number"].as_u64())
    };
    let with = |field: &str, value: Value| {
        let mut sheet = json!({ "site": 1, "count": 5, "begin": true });
        sheet[field] = value;
        sheet
    };
    for path in [TUBES, BOXES] {
        assert_eq!(told(path, "site", with("count", 5.into())), (422, Some(6)), "another's site");
        assert_eq!(told(path, "clerk", with("site", 9_999.into())), (422, Some(13)));
        for (field, value) in [
            ("count", json!(0)),
            ("count", json!(10_001)),
            ("format", json!("png")),
            ("stock", json!("a3")),
            ("chinese", json!(true)),
            ("printer_font", json!("E:SIMSUN.TTF")),
        ] {
            assert_eq!(told(path, "clerk", with(field, value)), (422, None), "{path} {field}");
        }
        assert_eq!(told(path, "clerk", with("printer", 10.into())).0, 409);
    }
    for (field, value) in [("copies", 0), ("capacity", 21)] {
        assert_eq!(told(TUBES, "clerk", with(field, value.into())), (422, None), "{field}");
    }
    assert_eq!(told(BOXES, "clerk", with("stock", "50x25".into())), (422, None), "too small");
    let named = |name: &str| {
        json!({
            "site": 1, "count": 5, "begin": true, "format": "zpl", "printer_font": name,
        })
    };
    assert_eq!(told(TUBES, "clerk", named("E:A^XZ")), (422, None), "a command in a name");
    assert!(!server.data.join("labels.csv").exists(), "nothing was handed out");
}

#[test]
fn boxes_have_labels_of_their_own_and_the_same_ledger() {
    let server = Server::start();
    let asked = |begin: bool| {
        json!({
            "site": 1, "count": 20, "format": "zpl", "stock": "100x70", "begin": begin,
        })
    };
    let (status, kind, zpl) = sheet(&server, BOXES, "packer", asked(true));
    assert_eq!((status, kind.as_str()), (200, "application/zpl"));
    let first = codes(&zpl, 10);
    assert_eq!(first.len(), 20, "{}", String::from_utf8_lossy(&zpl));
    let (_, _, zpl) = sheet(&server, BOXES, "packer", asked(false));
    assert!(codes(&zpl, 10).iter().all(|code| !first.contains(code)));
    let (status, kind, pdf) = sheet(&server, BOXES, "commander", json!({ "site": 1, "count": 9 }));
    assert_eq!((status, kind.as_str()), (200, "application/pdf"));
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.starts_with("%PDF-") && text.contains("/Count 2"), "nine, eight on a page");
    let ledger = std::fs::read_to_string(server.data.join("labels.csv")).expect("a ledger");
    let blocks: Vec<&str> =
        ledger.lines().skip(1).filter_map(|row| Some(row.rsplit_once(',')?.0)).collect();
    assert_eq!(blocks, ["box,1,0,0,20", "box,1,0,20,20", "box,1,0,40,9"]);
    // A box from the sheet is one that the packer's desk takes.
    let people: Vec<String> =
        (0..10).map(|person| crate::common::register(person, 1).to_string()).collect();
    server.lines(&people.join("\n"));
    let tube = crate::common::tube(1);
    server.command("clerk", &act("swab", json!({ "tube": tube })));
    server.command("clerk", &act("seal_tube", json!({ "tube": tube, "count": 10 })));
    let packed = json!({ "box": first[3], "site": 1, "tube": tube });
    assert_eq!(server.command("packer", &act("pack_tube", packed))["verdict"], "recorded");
}

#[test]
fn chinese_is_drawn_from_the_servers_font() {
    let font = Font::new(face(0x4e00..=0x9fff)).expect("a font");
    let server = Server::ready(|app| app.with_label_font(Some(Arc::new(font))));
    let begin = json!({ "site": 1, "count": 1, "begin": true });
    assert_eq!(tubes(&server, "clerk", begin).0, 200);
    let told = |path: &str, format: &str, more: Value| {
        let mut asked = json!({ "site": 1, "count": 2, "format": format });
        asked.as_object_mut().expect("fields").extend(more.as_object().expect("fields").clone());
        let (status, _, body) = sheet(&server, path, "clerk", asked);
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
        String::from_utf8_lossy(&body).into_owned()
    };
    for path in [TUBES, BOXES] {
        // Letters of the font are forms in a PDF and pictures for a printer.
        for more in [json!({}), json!({ "chinese": true })] {
            assert!(told(path, "pdf", more.clone()).contains("/U91C7 "), "{path}");
        }
        assert!(!told(path, "pdf", json!({ "chinese": false })).contains("/U91C7 "), "{path}");
        let pictures = |more| told(path, "zpl", more).matches("^GFA").count();
        assert!(pictures(json!({})) > pictures(json!({ "chinese": false })), "{path}");
        let zpl = told(path, "zpl", json!({ "printer_font": "E:SIMSUN.TTF" }));
        assert!(zpl.contains("E:SIMSUN.TTF") && zpl.contains("采样点"), "{path}");
    }
}
