//! A resident and their slip.

use serde_json::{Value, json};

use crate::common::{Reply, Server, act, case, now_ms, number, register, tube};

fn asks(server: &Server, person: &str, receipt: &str) -> Reply {
    let document = json!({ "kind": "resident_id", "number": person });
    server.post_json("/v1/outcome", None, &json!({ "document": document, "receipt": receipt }))
}

#[test]
fn an_outcome_for_whoever_has_both_and_nothing_for_anybody_else() {
    let server = Server::start();
    let registered = server.command("clerk", &register(1, 1));
    let receipt = registered["receipt"].as_str().expect("receipt").to_owned();
    let pending = asks(&server, &number(1), &receipt);
    assert_eq!((pending.status, &pending.json()["outcome"]), (200, &json!("pending")));

    let unknown = asks(&server, &number(2), &receipt);
    let wrong = asks(&server, &number(1), "000000000000");
    let malformed = asks(&server, "nobody", &receipt);
    assert_eq!((unknown.status, wrong.status, malformed.status), (404, 404, 404));
    assert_eq!(unknown.body, wrong.body, "nobody learns which it was");
    assert_eq!(unknown.body, malformed.body);
    let told = |reply: &Reply| reply.headers.keys().cloned().collect::<Vec<_>>();
    assert_eq!(told(&unknown), told(&wrong));
    assert!(!unknown.text().contains(&number(2)));

    to_the_lab(&server);
    let outcome =
        asks(&server, &number(1).to_lowercase(), &format!(" {} ", receipt.to_lowercase()));
    let outcome = outcome.json();
    assert_eq!(outcome["outcome"], "negative", "{outcome}");
    assert!(outcome["sampled_at_ms"].is_i64() && outcome["zh"].is_string());
}

/// Tube 1 from the swab to its published outcome.
fn to_the_lab(server: &Server) {
    let swab = server.command("clerk", &act("swab", json!({ "tube": tube(1) })));
    assert_eq!(swab["verdict"], "recorded");
    assert_eq!(to_the_lab_from_seal(server, 1, "negative")["short"], true);
}

/// The verdict of the seal.
pub fn to_the_lab_from_seal(server: &Server, count: u8, call: &str) -> Value {
    Trip { number: 1, count, call, ago_ms: 0 }.made(server)
}

/// A tube in a box of its own, on its way from the seal to its published outcome.
pub struct Trip<'a> {
    /// Of tube and box.
    pub number: u32,
    /// Swabs in it.
    pub count: u8,
    /// What the lab calls it.
    pub call: &'a str,
    /// How long ago all of it was.
    pub ago_ms: i64,
}

impl Trip<'_> {
    /// The verdict of the seal.
    pub fn made(&self, server: &Server) -> Value {
        let (tube, (sealed, lab)) = (tube(self.number), self.received(server));
        let call = json!({ "tube": tube, "lab": lab, "call": self.call });
        self.ok(server, "lab", "call_tube", call);
        self.ok(server, "reviewer", "review", json!({ "tube": tube }));
        sealed
    }

    /// As far as the lab's door: the verdict of the seal, and the lab.
    pub fn received(&self, server: &Server) -> (Value, Value) {
        let (tube, case) = (tube(self.number), case(self.number));
        let ok = |role: &str, word: &str, fields: Value| self.ok(server, role, word, fields);
        let sealed = ok("clerk", "seal_tube", json!({ "tube": tube, "count": self.count }));
        ok("packer", "pack_tube", json!({ "box": case, "site": 1, "tube": tube }));
        let lab = ok("packer", "seal_box", json!({ "box": case, "count": 1 }))["lab"].clone();
        let hands = json!({ "box": case, "giver": 2, "taker": 3, "given": 1, "taken": 1 });
        ok("courier", "hand_over", hands);
        let receipt = json!({ "box": case, "lab": lab, "courier": 3, "receiver": 4, "count": 1 });
        ok("lab", "receive_box", receipt);
        ok("lab", "receive_rest", json!({ "box": case }));
        (sealed, lab)
    }

    /// An act of then, that is recorded.
    pub fn ok(&self, server: &Server, role: &str, word: &str, fields: Value) -> Value {
        let mut command = act(word, fields);
        command["at_ms"] = (now_ms() - self.ago_ms).into();
        let verdict = server.command(role, &command);
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
        verdict
    }
}

#[test]
fn a_positive_pool_reads_come_again_and_never_positive() {
    let server = Server::start();
    let slips = [1, 2].map(|person| server.command("clerk", &register(person, 1)));
    let swab = server.command("clerk", &act("swab", json!({ "tube": tube(1) })));
    assert_eq!(swab["verdict"], "recorded");
    to_the_lab_from_seal(&server, 2, "positive");
    let told = |person: u32| {
        let receipt = slips[person as usize - 1]["receipt"].as_str().expect("receipt");
        asks(&server, &number(person), receipt).json()
    };
    assert_eq!(told(1)["outcome"], "second_test");
    assert!(!told(1).to_string().contains("阳性") && !told(1).to_string().contains("ositive"));
    let mut second = register(1, 2);
    second["capacity"] = 1.into();
    assert_eq!(server.command("clerk", &second)["verdict"], "recorded");
    assert_eq!(told(1)["outcome"], "pending", "the old slip tells of the new swab");
    assert_eq!(told(2)["outcome"], "second_test");
}

#[test]
fn nobody_reads_the_outcome_of_a_tube_they_have_no_swab_in() {
    let server = Server::start();
    let slips: Vec<String> = [1, 2, 3]
        .map(|person| server.command("clerk", &register(person, 1)))
        .map(|told| told["receipt"].as_str().expect("receipt").to_owned())
        .to_vec();
    let document = |person| json!({ "kind": "resident_id", "number": number(person) });
    let left = json!({ "tube": tube(1), "document": document(2), "reason": "left" });
    assert_eq!(server.command("clerk", &act("withdraw", left))["verdict"], "recorded");
    for person in [1, 3] {
        let swab = json!({ "tube": tube(1), "document": document(person) });
        assert_eq!(server.command("clerk", &act("swab", swab))["verdict"], "recorded");
    }
    to_the_lab_from_seal(&server, 2, "negative");
    let told = |person: u32| asks(&server, &number(person), &slips[person as usize - 1]);
    assert_eq!(told(1).json()["outcome"], "negative");
    assert_eq!(told(2).status, 404, "who left has none");
    assert_eq!(told(3).json()["outcome"], "negative");
}

#[test]
fn whoever_guesses_must_wait() {
    let server = Server::start();
    let slip = server.command("clerk", &register(1, 1))["receipt"].clone();
    for _ in 0..5 {
        assert_eq!(asks(&server, &number(1), "000000000000").status, 404);
        assert_eq!(asks(&server, &number(9), "000000000000").status, 404);
    }
    for person in [1, 9] {
        let reply = asks(&server, &number(person), "000000000000");
        assert_eq!(reply.status, 429, "known or not, the door closes alike");
        assert!(reply.headers["retry-after"].parse::<u64>().is_ok_and(|seconds| seconds > 60));
    }
    let own = asks(&server, &number(1), slip.as_str().expect("a slip"));
    assert_eq!(own.status, 200, "nobody shuts out who has the slip");
}
