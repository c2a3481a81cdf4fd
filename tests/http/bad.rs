//! What should not come, and comes.

use std::io::{Read as _, Write as _};
use std::sync::mpsc;

use serde_json::{Value, json};

use tenfold::service::{clock, tokens};
use tenfold::storage::sqlite::SqliteStore;
use tenfold::storage::tables::reference;
use tenfold_domain::code::{DeviceId, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::{Bearer, Role};

use crate::common::{REGION, Reply, Server, dial, head, register};

#[test]
fn a_broken_line_stops_there_and_says_so() {
    let server = Server::start();
    let mut lines: Vec<String> =
        (0..10_000).map(|person| register(person, person / 10).to_string()).collect();
    lines[4_999] = r#"{"scan_id": "0189"#.into();
    let verdicts = server.lines(&lines.join("\n"));
    assert_eq!(verdicts.len(), 5_000);
    assert!(verdicts[..4_999].iter().all(|verdict| verdict["verdict"] == "recorded"));
    let last = &verdicts[4_999];
    assert_eq!((&last["verdict"], &last["line"]), (&json!("invalid"), &json!(5_000)));
    assert_eq!(last["refusal"]["name"], "Malformed");
    for words in ["zh", "en", "do_zh", "do_en"] {
        assert!(last["detail"][words].as_str().is_some_and(|text| !text.is_empty()), "{last}");
    }
    server.board_until(|board| board["totals"]["registered"] == 4_999);
    // The corrected batch, sent whole: what was taken is known, the rest is new.
    lines[4_999] = register(4_999, 499).to_string();
    let verdicts = server.lines(&lines.join("\r\n"));
    let count = |word: &str| verdicts.iter().filter(|v| v["verdict"] == word).count();
    assert_eq!((count("already_recorded"), count("recorded")), (4_999, 5_001));
}

#[test]
fn what_is_no_json_is_a_problem() {
    let server = Server::start();
    let clerk = Some(server.token("clerk"));
    let cases: [(&str, &[u8], u16); 11] = [
        ("Application/JSON; charset=UTF-8", b"[]", 200),
        ("APPLICATION/X-NDJSON ;charset=utf-8", b"", 200),
        ("application/json", b"{", 422),
        ("application/json", b"", 422),
        ("application/json", b"17", 422),
        ("application/json", b"[{}, 17]", 422),
        ("application/json", b"[{}", 422),
        ("application/json", b"\xff\xfe", 422),
        ("text/plain", b"{}", 415),
        ("application/x-ndjson", b"", 200),
        ("application/x-ndjson", b"[]", 200),
    ];
    for (kind, body, status) in cases {
        let reply = server.post("/v1/commands", clerk, kind, body);
        assert_eq!(reply.status, status, "{kind} {body:?}: {}", reply.text());
        if status != 200 {
            problem(&reply);
        }
    }
}

/// RFC 9457, with our words in both languages.
fn problem(reply: &Reply) -> Value {
    assert_eq!(reply.headers["content-type"], "application/problem+json");
    let problem = reply.json();
    assert_eq!(problem["status"], json!(reply.status));
    for words in ["type", "title", "detail", "zh", "en", "do_zh", "do_en"] {
        assert!(problem[words].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
    }
    let ascii = |words: &str| problem[words].as_str().is_some_and(str::is_ascii);
    assert!(ascii("en") && ascii("do_en") && !ascii("zh") && !ascii("do_zh"), "{problem}");
    assert_eq!((&problem["detail"], &*reply.headers["content-language"]), (&problem["en"], "en"));
    problem
}

#[test]
fn a_problem_speaks_the_language_of_whoever_asks() {
    let server = Server::start();
    let ask = |language: &str| {
        let mut line = dial(server.address);
        let language = format!("Accept-Language: {language}\r\nConnection: close\r\n\r\n");
        let request = head("GET", "/v1/campaign", None, None) + &language;
        line.write_all(request.as_bytes()).expect("sent");
        let mut whole = Vec::new();
        line.read_to_end(&mut whole).expect("answered");
        Reply::parse(&whole)
    };
    for (language, words, tag) in [("zh-CN,en;q=0.5", "zh", "zh-CN"), ("en,zh;q=0.5", "en", "en")] {
        let reply = ask(language);
        let problem = reply.json();
        assert_eq!(problem["detail"], problem[words], "{language}: {problem}");
        assert_eq!(reply.headers["content-language"], tag);
        assert_eq!(reply.headers["vary"], "accept-language");
        assert_eq!(reply.headers["content-type"], "application/problem+json");
        assert_eq!(reply.headers["www-authenticate"], "Bearer");
        assert_eq!(reply.headers["content-length"], reply.body.len().to_string());
    }
}

#[test]
fn a_hundred_megabytes_are_not_read() {
    let server = Server::start();
    let megabyte = vec![b' '; 1 << 20];
    let token = Some(server.token("clerk"));
    for chunked in [false, true] {
        let mut line = dial(server.address);
        let mut request = match chunked {
            false => head("POST", "/v1/commands", token, Some(("application/json", 100 << 20))),
            true => {
                let kind = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
                head("POST", "/v1/commands", token, None) + kind
            }
        };
        request += "Connection: close\r\n\r\n";
        line.write_all(request.as_bytes()).expect("sent");
        for _ in 0..100 {
            // The server may stop listening to it; then its answer is there already.
            let sent = match chunked {
                false => line.write_all(&megabyte),
                true => line
                    .write_all(b"100000\r\n")
                    .and_then(|()| line.write_all(&megabyte))
                    .and_then(|()| line.write_all(b"\r\n")),
            };
            if sent.is_err() {
                break;
            }
        }
        let mut whole = Vec::new();
        // A reset after the answer is the sender's own doing.
        let _ = line.read_to_end(&mut whole);
        let reply = Reply::parse(&whole);
        assert_eq!(reply.status, 413, "chunked: {chunked}");
        problem(&reply);
    }
    assert_eq!(server.get("/healthz", None).status, 200);
}

#[test]
fn too_many_commands_are_too_much() {
    let server = Server::start();
    let body = "{}\n".repeat(20_001);
    let clerk = Some(server.token("clerk"));
    let reply = server.post("/v1/commands", clerk, "application/x-ndjson", body.as_bytes());
    assert_eq!(reply.status, 413);
}

#[test]
fn strangers_and_wrong_addresses_get_problems() {
    let server = Server::start();
    let clerk = server.token("clerk");
    let stranger = format!("tf_{}", "0".repeat(64));
    let cases = [
        ("/v1/progress", None, 401),
        ("/v1/progress", Some(stranger.as_str()), 401),
        ("/v1/progress", Some(clerk), 403),
        ("/v1/nothing", Some(clerk), 404),
        ("/pages/..%2Fboard.html", None, 404),
        ("/v1/commands", Some(clerk), 405),
    ];
    for (path, token, status) in cases {
        let reply = server.get(path, token);
        assert_eq!(reply.status, status, "{path}");
        problem(&reply);
    }
    let reply = server.post_json("/v1/commands", None, &register(1, 1));
    assert_eq!((reply.status, reply.headers["www-authenticate"].as_str()), (401, "Bearer"));
}

#[test]
fn reads_give_way_to_writes() {
    let server = Server::start_with(Default::default(), |options| options.waiting_max = 2);
    let commander = server.token("commander").to_owned();
    assert_eq!(server.get("/v1/progress", Some(&commander)).status, 200);
    // Whoever holds the store's lock keeps the writer from its commit.
    let holder = rusqlite::Connection::open(server.data.join("tenfold.db")).expect("opens");
    holder.execute_batch("BEGIN IMMEDIATE").expect("locked");
    std::thread::scope(|scope| {
        let (say, said) = mpsc::channel();
        for person in [1, 2] {
            let (say, server) = (say.clone(), &server);
            scope.spawn(move || {
                say.send(server.command("clerk", &register(person, person))).expect("heard");
            });
        }
        let shed = std::iter::repeat_with(|| server.get_once("/v1/progress", Some(&commander)))
            .find(|reply| reply.status != 200);
        let shed = shed.expect("endless");
        assert_eq!(shed.status, 503);
        assert!(shed.headers["retry-after"].parse::<u64>().is_ok_and(|seconds| seconds > 0));
        problem(&shed);
        for path in ["/healthz", "/metrics"] {
            assert_eq!(server.get(path, None).status, 200, "{path}");
        }
        let clerk = Some(server.token("clerk"));
        // One waits at least, or nothing would have been shed: two more find no place.
        let both = json!([register(3, 3), register(4, 4)]);
        let full = server.post_json("/v1/commands", clerk, &both);
        assert_eq!(full.status, 503);
        assert!(full.headers.contains_key("retry-after"));
        holder.execute_batch("ROLLBACK").expect("unlocked");
        for _ in 0..2 {
            assert_eq!(said.recv().expect("answered")["verdict"], "recorded");
        }
    });
    let third = server.command("clerk", &register(3, 3));
    assert_eq!(third["verdict"], "recorded", "what was turned away is not there");
}

/// A device that was just given its token opens several lines at once: none is turned away.
#[test]
fn a_new_token_holds_on_every_line_at_once() {
    let server = Server::start();
    let mut store = SqliteStore::open(&server.data).expect("opens");
    let known = tokens::Tokens::new(server.data.clone()).expect("read");
    for staff in 900..904 {
        let scope = Scope::default();
        let bearer =
            Bearer { role: Role::Clerk, staff: StaffId(staff), device: DeviceId(9), scope };
        let (token, stored) = tokens::issue(REGION, bearer, 1).expect("token");
        reference::put_token(store.connection(), &stored, clock::now()).expect("kept");
        // Unknown tokens send it to the store five times a second at most.
        let since = std::time::Instant::now();
        server.board_until(|_| since.elapsed().as_millis() > 250);
        let together = std::sync::Barrier::new(8);
        let one = || {
            together.wait();
            known.bearer(&token).is_some()
        };
        let all: Vec<bool> = std::thread::scope(|scope| {
            let lines: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
            lines.into_iter().map(|line| line.join().expect("ends")).collect()
        });
        assert_eq!(all, vec![true; 8]);
    }
}
