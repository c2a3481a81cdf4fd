//! Boxes and labs: what a courier does next, why a box goes where it goes, and what follows when a
//! lab goes down.

use std::sync::Arc;

use serde_json::{Value, json};
use tenfold::service::slice::Slice;
use tenfold::setup::town::Town;
use tenfold::storage::sqlite::SqliteStore;
use tenfold::storage::{Entry, Store as _};
use tenfold_domain::code::LabId;
use tenfold_domain::state::State;
use tenfold_domain::tally::LabCounts;

use crate::common::{REGION, Server, act, case, fixture, now_ms, register, tube};

/// Tube `n` of one person goes into a box of its own, which is sealed; the verdict.
fn sealed(server: &Server, n: u32) -> Value {
    let ok = |role: &str, word: &str, fields: Value| {
        let verdict = server.command(role, &act(word, fields));
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
        verdict
    };
    let recorded = server.command("clerk", &register(n, n));
    assert_eq!(recorded["verdict"], "recorded", "{recorded}");
    let (tube, case) = (tube(n), case(n));
    ok("clerk", "swab", json!({ "tube": tube }));
    ok("clerk", "seal_tube", json!({ "tube": tube, "count": 1 }));
    ok("packer", "pack_tube", json!({ "box": case, "site": 1, "tube": tube }));
    ok("packer", "seal_box", json!({ "box": case, "count": 1 }))
}

fn get(server: &Server, role: &str, path: &str) -> Value {
    let reply = server.get(path, Some(server.token(role)));
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json()
}

/// The stand of a lab, once the board says so.
fn stand(server: &Server, lab: &Value, says: impl Fn(&Value) -> bool) -> Value {
    let found = || {
        let labs = get(server, "courier", "/v1/labs");
        labs.as_array().and_then(|labs| labs.iter().find(|one| one["lab"] == *lab).cloned())
    };
    std::iter::repeat_with(found).flatten().find(says).expect("endless")
}

#[test]
fn a_lab_goes_down_and_every_box_gets_another_answer() {
    let server = Server::start();
    let first = sealed(&server, 1);
    let lab = first["lab"].clone();
    assert_eq!((&first["feasible"], &first["route_reason"]), (&json!(true), &json!("fixed")));
    let second = sealed(&server, 2);
    assert_eq!(second["lab"], lab);
    let hands = json!({ "box": case(2), "giver": 2, "taker": 3, "given": 1, "taken": 1 });
    assert_eq!(server.command("courier", &act("hand_over", hands))["verdict"], "recorded");

    let before = stand(&server, &lab, |lab| lab["boxes"] == 2);
    assert_eq!((&before["takes"], &before["promised"]), (&json!(true), &json!(2)));
    let by_hour = before["promised_by_hour"].as_array().expect("hours");
    assert_eq!(by_hour.iter().filter_map(Value::as_u64).sum::<u64>(), 2, "{before}");

    // What is left of the tightest box, as couriers are told it.
    let pickups = get(&server, "courier", "/v1/pickups");
    let left = pickups["boxes"].as_array().expect("boxes").iter().map(|one| &one["minutes_left"]);
    let least = left.filter_map(Value::as_i64).min().expect("two boxes");
    let room = before["room_slack_minutes"].as_i64().expect("minutes");
    assert!((least..=least + 1).contains(&room), "{before} {pickups}");
    assert!(before["outcome_slack_minutes"].as_i64().is_some_and(|left| left > room), "{before}");

    // Asked beforehand: both would go elsewhere, and nothing has changed by asking.
    let supposed = json!({ "lab_down": lab });
    let ask = || server.post_json("/v1/routes/what-if", Some(server.token("planner")), &supposed);
    let effect = ask().json();
    assert_eq!((&effect["boxes"], &effect["tubes"]), (&json!(2), &json!(2)), "{effect}");
    let moved = effect["moved"].as_object().expect("labs");
    assert_eq!(moved.values().filter_map(Value::as_u64).sum::<u64>(), 2);
    assert_eq!(ask().json()["moved"], effect["moved"]);

    let closing = json!({ "lab": lab, "reason": "down" });
    let closed = server.command("commander", &act("close_lab", closing));
    assert_eq!((&closed["rerouted"], &closed["unrouted"]), (&json!(2), &json!(0)), "{closed}");
    let after = stand(&server, &lab, |lab| lab["takes"] == false);
    assert_eq!((&after["boxes"], &after["promised"]), (&json!(0), &json!(0)));
    assert_eq!(after["closed"]["reason"], "closed");
    assert!(after["room_slack_minutes"].is_null() && after["outcome_slack_minutes"].is_null());
    let why = get(&server, "packer", &format!("/v1/boxes/{}/route", case(1)));
    assert_ne!(why["lab"], lab);
    assert_eq!(why["why"]["reason"], "closed", "{why}");
    assert_eq!((&why["passed"][0]["lab"], &why["passed"][0]["reason"]), (&lab, &json!("closed")));

    // Couriers see it: the box at the site and the one in hand, with the new lab.
    let pickups = get(&server, "courier", "/v1/pickups");
    let boxes = pickups["boxes"].as_array().expect("boxes");
    assert_eq!(boxes.len(), 2, "{pickups}");
    for one in boxes {
        assert_eq!(one["lab"], why["lab"], "{one}");
        let due = one["due_at_ms"].as_i64().expect("a deadline");
        let left = one["minutes_left"].as_i64().expect("minutes");
        assert!(due > now_ms() && left > 0 && left < 240, "{one}");
    }
    let own = get(&server, "packer", "/v1/pickups?site=2");
    assert_eq!(own["boxes"].as_array().map(Vec::len), Some(0), "another site's");
    let scoped = get(&server, "site", "/v1/pickups?site=1");
    assert_eq!(scoped["boxes"].as_array().map(Vec::len), Some(0), "a token of site 2 sees site 2");
}

#[test]
fn nothing_takes_a_box_and_it_is_said() {
    let server = Server::start();
    let labs = get(&server, "commander", "/v1/labs");
    let labs: Vec<Value> =
        labs.as_array().expect("labs").iter().map(|lab| lab["lab"].clone()).collect();
    for lab in &labs {
        let closing = json!({ "lab": lab, "reason": "reagents" });
        assert_eq!(server.command("commander", &act("close_lab", closing))["verdict"], "recorded");
    }
    let nowhere = sealed(&server, 1);
    assert!(nowhere["lab"].is_null(), "{nowhere}");
    assert_eq!(
        (&nowhere["route_reason"], &nowhere["keep_cold"]),
        (&json!("reagents"), &json!(true))
    );
    let opened = server.command("commander", &act("open_lab", json!({ "lab": labs[0] })));
    assert_eq!(opened["rerouted"], 1, "{opened}");

    // A lab closes only itself; what somebody of another lab may not do, the rules say.
    let other = json!({ "lab": labs[0], "reason": "down" });
    let refused = server.command("lab2", &act("close_lab", other));
    assert_eq!(refused["refusal"]["name"], "LabNotYours", "{refused}");
    let clerk = server.command("clerk", &act("open_lab", json!({ "lab": labs[0] })));
    assert_eq!(clerk["refusal"]["name"], "RoleMayNot");
    let over = json!({ "lab_down": labs[0], "from_ms": 2_000, "until_ms": 1_000 });
    let planner = Some(server.token("planner"));
    assert_eq!(server.post_json("/v1/routes/what-if", planner, &over).status, 422);
    let nobody = server.get(&format!("/v1/boxes/{}/route", case(9)), planner);
    assert_eq!(nobody.status, 404);
}

/// Sites go on as they do, and labs can begin less: which to slow is told, and why, in words.
#[test]
fn what_is_sampled_must_match_what_can_be_tested() {
    let server = Server::start();
    for n in 1..=4 {
        assert_eq!(server.command("clerk", &register(n, n))["verdict"], "recorded");
    }
    let here = || {
        let paces = get(&server, "planner", "/v1/paces");
        let sites = paces["sites"].as_array().expect("sites");
        sites.iter().find(|site| site["site"] == 1).expect("the clerk's site").clone()
    };
    // The newest board has all of them in a moment.
    let here = std::iter::repeat_with(here).find(|here| here["loose_tubes"] == 4);
    let here = here.expect("endless");
    assert!(here["persons_per_hour"].as_f64() > Some(0.0), "{here}");
    assert_eq!(here["persons_per_hour"], here["tubes_per_hour"], "one person in each tube");
    let advice = |says: &dyn Fn(&Value) -> bool| {
        let ask = || get(&server, "commander", "/v1/advice?hours=2");
        std::iter::repeat_with(ask).find(says).expect("endless")
    };
    let calm = advice(&|_| true);
    assert_eq!((&calm["short_tubes"], &calm["slow"]), (&json!(0), &json!([])), "{calm}");

    let labs = get(&server, "commander", "/v1/labs");
    for lab in labs.as_array().expect("labs") {
        let limit = json!({ "lab": lab["lab"], "tests_left": 1 });
        assert_eq!(server.command("commander", &act("limit_lab", limit))["verdict"], "recorded");
    }
    let short = advice(&|advice| advice["short_tubes"].as_u64() > Some(0));
    // Four tubes are there, each lab has reagents for one, and more people come.
    let labs = labs.as_array().map_or(0, Vec::len) as u64;
    assert!(short["short_tubes"].as_u64().expect("a count") >= 4 - labs.min(4), "{short}");
    let slow = short["slow"].as_array().expect("sites");
    assert!(slow.iter().all(|slow| slow["site"] == 1 && slow["name_zh"].is_string()), "{short}");
    assert!(!slow.is_empty() && slow[0]["fewer_per_hour"].as_f64() > Some(0.0), "{short}");
    assert!(slow[0]["from_ms"].as_i64() >= short["at_ms"].as_i64(), "{short}");
    assert_eq!(short["freely_from_ms"], Value::Null, "nobody brings reagents");

    for (hours, status) in [("12", 200), ("13", 422), ("0", 422), ("x", 422)] {
        let path = format!("/v1/advice?hours={hours}");
        assert_eq!(server.get(&path, Some(server.token("planner"))).status, status, "{hours}");
    }
    assert_eq!(server.get("/v1/advice", Some(server.token("clerk"))).status, 403);
}

/// What somebody at a site asks: when does the courier come, and which box must leave first?
#[test]
fn a_site_sees_when_the_next_pickup_is_due() {
    let server = Server::start();
    let next = || get(&server, "packer", "/v1/pickups?site=1")["next"].clone();
    assert_eq!(next()["due_at_ms"], Value::Null, "nothing waits, nothing was fetched");
    sealed(&server, 1);
    let waiting = next();
    assert_eq!((&waiting["first_box"], &waiting["last_at_ms"]), (&json!(case(1)), &Value::Null));
    assert!(waiting["minutes_left"].as_i64() > Some(0), "{waiting}");

    let hands = json!({ "box": case(1), "giver": 2, "taker": 3, "given": 1, "taken": 1 });
    assert_eq!(server.command("courier", &act("hand_over", hands))["verdict"], "recorded");
    let fetched = std::iter::repeat_with(next).find(|next| next["last_at_ms"].is_i64());
    let fetched = fetched.expect("endless");
    assert_eq!(
        (&fetched["first_box"], &fetched["before_its_round"]),
        (&Value::Null, &json!(false))
    );
    // Ruijin's couriers come every two hours (R78).
    let round = fetched["due_at_ms"].as_i64().zip(fetched["last_at_ms"].as_i64());
    assert_eq!(round.map(|(due, last)| due - last), Some(2 * 3_600_000));
    assert!((115..=120).contains(&fetched["minutes_left"].as_i64().expect("minutes")));
    let all = get(&server, "commander", "/v1/pickups");
    assert_eq!(all["next"], Value::Null, "no one site was asked for");
}

/// The books are kept in memory alone: what a start puts together of heads and facts must be what
/// all facts from the first one give.
#[test]
fn after_a_start_the_books_are_the_same() {
    let mut server = Server::start();
    let ok = |role: &str, word: &str, fields: Value| {
        let verdict = server.command(role, &act(word, fields));
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
    };
    ok("commander", "limit_lab", json!({ "lab": 1, "tests_left": 90, "tubes_per_hour": 40 }));
    for n in 1..=5 {
        sealed(&server, n);
    }
    for n in [2, 3] {
        let hands = json!({ "box": case(n), "giver": 2, "taker": 3, "given": 1, "taken": 1 });
        ok("courier", "hand_over", hands);
        let receipt = json!({ "box": case(n), "lab": 1, "courier": 3, "receiver": 4, "count": 1 });
        ok("lab", "receive_box", receipt);
        ok("lab", "receive_tube", json!({ "tube": tube(n), "box": case(n), "lab": 1 }));
    }
    ok("courier", "lose_box", json!({ "box": case(4) }));
    ok("commander", "route_box", json!({ "box": case(5), "lab": 3 }));
    let wells = json!([
        { "well": "A01", "control": "positive" }, { "well": "B01", "control": "negative" },
        { "well": "C01", "tube": tube(2) },
    ]);
    let plate = json!({ "plate": "P1", "lab": 1, "kit": "standard", "wells": wells });
    ok("lab", "load_plate", plate);
    // Neither control is what it must be.
    let readings = json!([
        { "well": "A01", "ct": [null, null, null] }, { "well": "B01", "ct": [20.0, 20.0, 20.0] },
        { "well": "C01", "ct": [null, null, 25.0] },
    ]);
    ok("lab", "read_plate", json!({ "plate": "P1", "readings": readings }));
    let until = now_ms() + 3_600_000;
    ok("commander", "close_lab", json!({ "lab": 3, "reason": "controls", "until_at_ms": until }));
    ok("commander", "close_lab", json!({ "lab": 2, "reason": "down" }));
    ok("commander", "open_lab", json!({ "lab": 2 }));
    server.ended();

    let mut store = SqliteStore::open(&server.data).expect("opens");
    let campaign = Arc::new(Town::load(&fixture("towns/ruijin.toml")).expect("town").campaign);
    let slice = Slice::open(&mut store, campaign.clone()).expect("opens");
    let mut replayed = State::new(campaign);
    for Entry { seq, stamp, event, .. } in store.entries(REGION, 1, 10_000).expect("facts") {
        replayed.apply(seq, &stamp, &event);
    }
    assert_eq!(slice.state.books, replayed.books);
    replayed.tally.labs.retain(|_, counts| *counts != LabCounts::default());
    assert_eq!(slice.state.tally, replayed.tally);
    let lab = &replayed.books.labs[0];
    // Two boxes of a tube are there. Where the one of the closed lab goes depends on the hour.
    let to_it = replayed.books.boxes_to(Some(LabId(1))).len() as i64;
    assert!((1..=2).contains(&to_it), "{to_it} boxes on their way");
    assert_eq!(lab.tests_left, Some(90 - 2 - to_it));
    assert_eq!((lab.tubes_per_hour, lab.failed_runs), (40, 1));
}
