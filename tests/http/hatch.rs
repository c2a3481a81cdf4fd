//! From a box at a lab's hatch to six parties that have confirmed: tubes are scanned in, an
//! instrument's file is read, a second person reviews, ten people are owed a second swab, one is
//! found positive, and everybody is told past receivers that are slow, fail and answer twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tenfold::edge::hex::to_base64;
use tenfold::http::line::Pace;
use tenfold::service::outbox::Outgoing;
use tenfold::setup::notify::{self, Notify};

use crate::common::{Server, act, case, fixture, register};
use crate::hurried::Hurried;
use crate::receiver::{Receiver, Say, Seen};

/// In A01, B01 and B02 of fixtures/instruments: negative, positive, grey.
const TUBES: [&str; 3] = ["001230000741", "001230000838", "001230000935"];
/// The tube of one that follows.
const SINGLE: &str = "001230001032";
const PLATES: [&str; 2] = ["PL20220401007", "PL20220401008"];
const SECRET: [u8; 32] = [7; 32];
/// Everybody who is told of a positive person (R145).
const SIX: [&str; 6] = ["ambulance", "hospital", "community", "police", "cdc", "headquarters"];
/// Who is told of a positive pool (R154).
const THREE: [&str; 3] = ["squad", "community", "police"];
const ALL: [&str; 7] =
    ["squad", "community", "police", "ambulance", "hospital", "cdc", "headquarters"];

/// A receiver for each party, each ill in a way of its own; the ambulance's says nothing until
/// the other end of the channel is used.
fn receivers() -> (BTreeMap<&'static str, Receiver>, Sender<()>) {
    let (open, opened) = channel::<()>();
    let opened = Mutex::new(opened);
    let slow = Receiver::start(move |_, _| {
        // An error is a test that is over.
        let _ = opened.lock().expect("one at a time").recv();
        Say::Taken
    });
    let ill = |party| match party {
        "hospital" => Receiver::start(|n, _| if n < 3 { Say::Status(500, "") } else { Say::Taken }),
        "cdc" => Receiver::start(|_, _| Say::Twice),
        // Takes each notice and is gone before it has said so: it comes once more.
        "police" => Receiver::start(|n, _| if n % 2 == 0 { Say::Close } else { Say::Taken }),
        "community" => Receiver::start(|n, _| match n {
            1 => Say::Status(503, "retry-after: 1\r\n"),
            _ => Say::Taken,
        }),
        _ => Receiver::start(|_, _| Say::Taken),
    };
    let others = ALL.into_iter().filter(|party| *party != "ambulance");
    let mut all: BTreeMap<_, _> = others.map(|party| (party, ill(party))).collect();
    all.insert("ambulance", slow);
    (all, open)
}

fn endpoints(receivers: &BTreeMap<&'static str, Receiver>, folder: &std::path::Path) -> Notify {
    std::fs::write(folder.join("secret"), to_base64(&SECRET)).expect("written");
    let endpoint = |(party, receiver): (&&str, &Receiver)| {
        format!(
            "[[endpoints]]\nname = \"{party}\"\nparties = [\"{party}\"]\nurl = \"{}\"\n\
             secret_file = \"secret\"\n",
            receiver.url()
        )
    };
    let text: String = receivers.iter().map(endpoint).collect();
    notify::from_toml("notify.toml", &text, folder).expect("sound")
}

struct Story {
    server: Server,
}

impl Story {
    fn ok(&self, role: &str, word: &str, fields: Value) -> Value {
        let verdict = self.server.command(role, &act(word, fields));
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
        verdict
    }

    fn get(&self, role: &str, path: &str) -> Value {
        let reply = self.server.get(path, Some(self.server.token(role)));
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.json()
    }

    fn refused(&self, role: &str, word: &str, fields: Value) -> String {
        let verdict = self.server.command(role, &act(word, fields));
        verdict["refusal"]["name"].as_str().unwrap_or_else(|| panic!("{verdict}")).to_owned()
    }

    /// People `from..to` go into a tube, which is swabbed, sealed and packed.
    fn collected(&self, tube: &str, people: std::ops::Range<u32>, box_code: &str) {
        let count = people.len();
        for person in people {
            let mut command = register(person, 1);
            command["tube"] = json!(tube);
            let verdict = self.server.command("clerk", &command);
            assert_eq!(verdict["verdict"], "recorded", "{verdict}");
        }
        self.ok("clerk", "swab", json!({ "tube": tube }));
        self.ok("clerk", "seal_tube", json!({ "tube": tube, "count": count }));
        self.ok("packer", "pack_tube", json!({ "box": box_code, "site": 1, "tube": tube }));
    }

    /// A box is sealed, carried and received, each tube of it scanned; the lab.
    fn received(&self, box_code: &str, tubes: &[&str]) -> Value {
        let count = tubes.len();
        let lab = self.ok("packer", "seal_box", json!({ "box": box_code, "count": count }));
        let lab = lab["lab"].clone();
        let hands =
            json!({ "box": box_code, "giver": 2, "taker": 3, "given": count, "taken": count });
        self.ok("courier", "hand_over", hands);
        let manifest = self.get("lab", &format!("/v1/boxes/{box_code}"));
        let listed = manifest["tubes"].as_array().expect("tubes").iter();
        let listed: Vec<&str> = listed.filter_map(|one| one["tube"].as_str()).collect();
        assert_eq!(listed, tubes, "the manifest at the hatch");
        let signed = json!({
            "box": box_code, "lab": lab, "courier": 3, "receiver": 4, "count": count,
        });
        self.ok("lab", "receive_box", signed);
        let mut accessions = BTreeSet::new();
        for tube in tubes {
            let scanned = json!({ "tube": tube, "box": box_code, "lab": lab });
            let verdict = self.ok("lab", "receive_tube", scanned);
            accessions.insert(verdict["accession"].as_str().expect("a number").to_owned());
        }
        assert_eq!(accessions.len(), count);
        let emptied = self.ok("lab", "empty_box", json!({ "box": box_code }));
        assert!(emptied["differences"].as_array().is_none_or(Vec::is_empty), "{emptied}");
        lab
    }

    /// Lays a plate out by the wells of the fixture and sends the instrument's file.
    fn tested(&self, plate: &str, lab: &Value, wells: &[(&str, &str)], file: &str) {
        let specimen = |(well, tube): &(&str, &str)| json!({ "well": well, "tube": tube });
        let mut wells: Vec<Value> = wells.iter().map(specimen).collect();
        wells.push(json!({ "well": "G12", "control": "negative" }));
        wells.push(json!({ "well": "H12", "control": "positive" }));
        let kit = json!({ "plate": plate, "lab": lab, "kit": "standard", "wells": wells });
        self.ok("lab", "load_plate", kit);
        let kind = "application/octet-stream";
        let lab = Some(self.server.token("lab"));
        let told = self.server.post("/v1/plates/results", lab, kind, file.as_bytes()).json();
        assert_eq!((&told["refused"], &told["named"]), (&json!(false), &json!(0)), "{told}");
        assert_eq!(told["command"]["valid"], true, "{told}");
    }

    fn stage(&self, tube: &str) -> Value {
        self.get("lab", &format!("/v1/tubes/{tube}"))["stage"].clone()
    }

    /// Reviewed by a second person; the caller is turned away first.
    fn reviewed(&self, tube: &str) -> Value {
        let review = json!({ "tube": tube });
        assert_eq!(self.refused("lab", "review", review.clone()), "ReviewerIsCaller");
        self.ok("reviewer", "review", review)
    }

    /// A party confirms what it was sent, each notice once, as often as it came.
    fn confirmed(&self, party: &str, seen: &[Seen]) -> usize {
        let by_key: BTreeMap<&str, Value> =
            seen.iter().map(|one| (one.key(), one.body())).collect();
        for body in by_key.values() {
            assert_eq!(body["party"], party);
            let fields = json!({
                "tube": body["tube"], "party": party, "message": body["message"],
            });
            self.ok(party, "acknowledge", fields.clone());
            // Said twice, by another scan: it stands as it was.
            let again = self.server.command(party, &act("acknowledge", fields));
            assert_eq!(again["verdict"], "already_recorded", "{again}");
        }
        by_key.len()
    }
}

/// The second plate: the grey tube again, negative, and the tube of one, positive.
fn second_file(first: &str) -> String {
    let lines = first.lines().filter(|line| !line.contains("\tB2\t"));
    let named = |line: &str| {
        let line = line.replace(PLATES[0], PLATES[1]);
        line.replace(TUBES[0], TUBES[2]).replace(TUBES[1], SINGLE)
    };
    lines.map(named).collect::<Vec<_>>().join("\n")
}

#[test]
fn from_a_box_at_the_hatch_to_six_that_have_confirmed() {
    let folder = tempfile::tempdir().expect("folder");
    let (receivers, open) = receivers();
    let clock = Arc::new(Hurried::default());
    let notify = endpoints(&receivers, folder.path());
    let outgoing = Outgoing { notify, clock };
    let server = Server::start_with(Pace::default(), |options| options.outgoing = Some(outgoing));
    let story = Story { server };

    // The hatch, the plate, the file.
    for (tube, people) in TUBES.iter().zip([0..10, 10..20, 20..30]) {
        story.collected(tube, people, &case(1));
    }
    let lab = story.received(&case(1), &TUBES);
    let first = std::fs::read_to_string(fixture("instruments/quantstudio.txt")).expect("fixture");
    let wells = [("A01", TUBES[0]), ("B01", TUBES[1]), ("B02", TUBES[2])];
    story.tested(PLATES[0], &lab, &wells, &first);
    assert_eq!(TUBES.map(|tube| story.stage(tube)), ["called", "called", "received"]);

    // Nothing leaves before the review; with it, ten people are owed a second swab.
    assert_eq!(story.get("commander", "/v1/notices"), json!([]));
    let whole = json!({ "plate": PLATES[0] });
    assert_eq!(story.refused("reviewer", "review_plate", whole.clone()), "PlateNotClean");
    let review = story.reviewed(TUBES[1]);
    assert_eq!(review["recollections"], 10, "{review}");
    assert_eq!(story.refused("lab", "review_plate", whole.clone()), "ReviewerIsCaller");
    assert_eq!(story.ok("reviewer", "review_plate", whole)["reviewed"], 1);
    let owed = story.get("packer", "/v1/recollections");
    let owed = owed.as_array().expect("a list");
    assert_eq!(owed.len(), 10);
    assert!(owed.iter().all(|one| one["single"] == true && one["lab"] == lab), "{owed:?}");
    for party in THREE {
        let seen = receivers[party].until(|seen| !seen.is_empty());
        assert_eq!(seen[0].body()["message"], "positive_pool", "{party}");
    }
    second_swab(&story, &lab, owed, &second_file(&first));
    six_are_told(&story, &receivers, open);
}

/// Asks until it is so: what is recorded is read a moment later.
fn until<T>(ask: impl FnMut() -> T, says: impl Fn(&T) -> bool) -> T {
    std::iter::repeat_with(ask).find(says).expect("endless")
}

/// One of ten is fetched, one is not found; the tube of one goes back to the same lab.
fn second_swab(story: &Story, lab: &Value, owed: &[Value], file: &str) {
    for one in owed {
        story.ok(
            "commander",
            "assign_recollection",
            json!({ "person": one["person"], "squad": 1 }),
        );
    }
    story.collected(SINGLE, 13..14, &case(2));
    let missed = owed.iter().map(|one| &one["person"]).find(|person| {
        let now = story.get("packer", "/v1/recollections");
        let now = now.as_array().expect("a list").clone();
        now.iter().any(|one| one["person"] == **person && one["sampled"].is_null())
    });
    let vain = json!({ "person": missed, "finding": "not_found" });
    story.ok("packer", "attempt_recollection", vain);
    let pool = || {
        let words = ["members", "open", "unreached", "swabbed", "in_test", "ended", "late"];
        let pools = story.get("commander", "/v1/pools");
        words.map(|word| pools[0][word].as_u64().unwrap_or_else(|| panic!("{pools}")))
    };
    let (swabbed, tested) = ([10, 9, 1, 1, 0, 0, 0], [10, 9, 1, 0, 1, 0, 0]);
    until(pool, |now| *now == swabbed);
    assert_eq!(story.received(&case(2), &[SINGLE]), *lab, "to the lab that tested first");
    until(pool, |now| *now == tested);
    story.tested(PLATES[1], lab, &[("A01", TUBES[2]), ("B01", SINGLE)], file);
    assert_eq!([TUBES[2], SINGLE].map(|tube| story.stage(tube)), ["called", "called"]);
    story.reviewed(TUBES[2]);
    let review = story.reviewed(SINGLE);
    until(pool, |now| *now == [10, 9, 1, 0, 0, 1, 0]);
    let open = story.get("packer", "/v1/recollections");
    assert_eq!(open.as_array().map(Vec::len), Some(9), "nobody drops out: {review}");
}

/// Two messages to six parties, independent of each other; each confirms with a token of its own.
fn six_are_told(story: &Story, receivers: &BTreeMap<&str, Receiver>, open: Sender<()>) {
    let of_single = |seen: &[Seen]| -> BTreeSet<String> {
        let theirs = seen.iter().map(Seen::body).filter(|body| body["tube"] == SINGLE);
        theirs.map(|body| body["message"].as_str().expect("a word").to_owned()).collect()
    };
    let both = BTreeSet::from(["person_basics", "positive_report"].map(str::to_owned));
    // The slow one has taken nothing, and the other five have all of it.
    for party in SIX.into_iter().filter(|party| *party != "ambulance") {
        receivers[party].until(|seen| of_single(seen) == both);
    }
    drop(open);
    receivers["ambulance"].until(|seen| of_single(seen) == both);
    let delivered = || {
        let page = story.get("commander", "/v1/deliveries?limit=1000");
        let deliveries = page["deliveries"].as_array().expect("a list").clone();
        deliveries.iter().all(|one| one["state"] == "delivered").then_some(deliveries)
    };
    let deliveries = std::iter::repeat_with(delivered).flatten().next().expect("endless");
    let tried = |party: &str| {
        let theirs = deliveries.iter().filter(|one| one["party"] == party);
        theirs.filter_map(|one| one["attempts"].as_u64()).max()
    };
    assert_eq!((tried("hospital"), tried("cdc")), (Some(4), Some(1)));
    assert!(tried("police") > Some(1) && tried("community") > Some(1), "{deliveries:?}");

    // Two hours to confirm, counting down until somebody has.
    let counts = |role: &str| {
        let told = story.get(role, "/v1/notices");
        let told = told.as_array().expect("a list").clone();
        told.iter().filter(|one| one["minutes_left"].as_i64() > Some(100)).count()
    };
    assert_eq!(counts("commander"), 12);
    let others = json!({ "tube": SINGLE, "party": "hospital", "message": "positive_report" });
    assert_eq!(story.refused("police", "acknowledge", others), "PartyNotYours");
    let mut confirmed = 0;
    for party in ALL {
        let seen = receivers[party].seen();
        for one in &seen {
            assert!(one.is_signed(&SECRET, one.signed_at()), "{party}");
            assert!(!one.text.contains("张三丰"), "a notice names nobody");
        }
        confirmed += story.confirmed(party, &seen);
        let own = story.get(party, "/v1/notices");
        let own = own.as_array().expect("a list");
        assert!(own.iter().all(|one| one["party"] == party), "{own:?}");
        assert!(own.iter().all(|one| one["acknowledged_at_ms"].is_i64()), "{party}: {own:?}");
    }
    // Three of the pool, two of who was not found, twelve of the person.
    assert_eq!((confirmed, deliveries.len()), (17, 17));
    assert_eq!(counts("commander"), 0);
    let all = story.get("commander", "/v1/notices");
    assert_eq!(all.as_array().map(Vec::len), Some(17));
    let trace = story.get("auditor", &format!("/v1/tubes/{SINGLE}/trace")).to_string();
    assert_eq!(trace.matches("\"acknowledgement\"").count(), 12, "sent, and read, in the record");
}
