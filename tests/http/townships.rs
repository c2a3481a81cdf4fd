//! The board by township and hour.

use serde_json::Value;

use crate::common::{Server, act, now_ms, register, tube};

const HOUR_MS: i64 = 3_600_000;

fn townships(server: &Server) -> Vec<Value> {
    let reply = server.get("/v1/progress/townships", Some(server.token("commander")));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()["townships"].as_array().expect("a list").clone()
}

/// The hours of the township of a site.
fn hours(server: &Server, site: u64) -> Vec<Value> {
    let own = |one: &&Value| one["sites"].as_array().expect("sites").contains(&site.into());
    let all = townships(server);
    all.iter().find(own).expect("listed")["hours"].as_array().expect("hours").clone()
}

#[test]
fn a_township_is_counted_by_the_hour_in_which_its_tubes_were_opened() {
    let server = Server::start();
    let before = townships(&server);
    assert!(before.len() > 1 && before.iter().all(|one| one["expected"] == 0), "no roster");
    assert!(hours(&server, 1).is_empty());

    let ago = |hours: i64, mut command: Value| {
        command["at_ms"] = (now_ms() - hours * HOUR_MS).into();
        let verdict = server.command("clerk", &command);
        assert_eq!(verdict["verdict"], "recorded", "{verdict}");
    };
    // Two in a tube of three hours ago; one in a tube of now.
    ago(3, register(1, 1));
    ago(3, register(2, 1));
    ago(0, register(3, 2));
    let counted = || {
        let hours = hours(&server, 1);
        let of = |key: &str| hours.iter().map(|hour| hour[key].as_i64()).collect::<Vec<_>>();
        (of("registered"), of("open"), hours)
    };
    let people = |(registered, ..): &(Vec<Option<i64>>, Vec<Option<i64>>, Vec<Value>)| {
        registered.iter().flatten().sum::<i64>() == 3
    };
    let (registered, open, list) = std::iter::repeat_with(counted).find(people).expect("endless");
    assert_eq!(registered, [Some(2), Some(1)], "the earlier hour first");
    assert_eq!(open, registered, "they are in open tubes");
    assert!(list.iter().all(|hour| hour["holds"] == true && hour["tubes"]["open"] == 1));
    let spread = list[1]["hour"].as_i64().expect("hour") - list[0]["hour"].as_i64().expect("hour");
    assert_eq!(spread, 3);

    // What becomes of a tube is told of its own hour.
    ago(0, act("swab", serde_json::json!({ "tube": tube(1) })));
    ago(0, act("seal_tube", serde_json::json!({ "tube": tube(1), "count": 2 })));
    let sealed = || hours(&server, 1)[0]["sealed"] == 2;
    assert!(std::iter::repeat_with(sealed).find(|is| *is).expect("endless"));
    assert_eq!(hours(&server, 1)[1]["sealed"], 0);
}

#[test]
fn only_who_watches_the_region_sees_its_townships() {
    let server = Server::start();
    for (role, status) in [("clerk", 403), ("lab", 403), ("planner", 200), ("auditor", 200)] {
        let reply = server.get("/v1/progress/townships", Some(server.token(role)));
        assert_eq!(reply.status, status, "{role}");
    }
    assert_eq!(server.get("/v1/progress/townships", None).status, 401);
}
