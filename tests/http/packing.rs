//! What stands at a site, and the card by which its people sign.

use serde_json::{Value, json};

use crate::common::{Server, act, case, register, tube};

fn ok(server: &Server, role: &str, word: &str, fields: Value) {
    let verdict = server.command(role, &act(word, fields));
    assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
}

fn get(server: &Server, role: &str, path: &str) -> Value {
    let reply = server.get(path, Some(server.token(role)));
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json()
}

#[test]
fn a_site_s_list_follows_its_tubes_until_a_courier_has_them() {
    let server = Server::start();
    for n in 1..=3 {
        let recorded = server.command("clerk", &register(n, n));
        assert_eq!(recorded["verdict"], "recorded", "{recorded}");
    }
    for n in 1..=2 {
        ok(&server, "clerk", "swab", json!({ "tube": tube(n) }));
        ok(&server, "clerk", "seal_tube", json!({ "tube": tube(n), "count": 1 }));
    }
    let packed = json!({ "box": case(1), "site": 1, "tube": tube(1) });
    ok(&server, "packer", "pack_tube", packed);

    let list = get(&server, "packer", "/v1/packing?site=1");
    let tubes = list["tubes"].as_array().expect("tubes");
    let of = |n: u32| tubes.iter().find(|one| one["tube"] == tube(n)).expect("on the list");
    assert_eq!((tubes.len(), &list["complete"]), (3, &json!(true)), "{list}");
    assert_eq!((&of(1)["stage"], &of(1)["box"]), (&json!("packed"), &json!(case(1))));
    assert_eq!((&of(2)["stage"], &of(2)["people"]), (&json!("sealed"), &json!(1)));
    assert_eq!((&of(3)["stage"], &of(3)["first_swab_at_ms"]), (&json!("open"), &Value::Null));
    let limit = get(&server, "packer", "/v1/campaign")["limits"]["room_limit_minutes"].as_i64();
    let due = of(1)["due_at_ms"].as_i64().zip(of(1)["first_swab_at_ms"].as_i64());
    assert_eq!(due.map(|(due, swab)| (due - swab) / 60_000), limit);
    let open = &list["boxes"][0];
    assert_eq!((&open["box"], &open["stage"]), (&json!(case(1)), &json!("open")), "{open}");
    assert_eq!((&open["tubes"], &open["due_at_ms"]), (&json!(1), &of(1)["due_at_ms"]));

    ok(&server, "packer", "seal_box", json!({ "box": case(1), "count": 1 }));
    let sealed = &get(&server, "packer", "/v1/packing?site=1")["boxes"][0];
    assert_eq!(sealed["stage"], "sealed");
    assert!(sealed["lab"].is_u64() && sealed["sealed_at_ms"].is_i64(), "{sealed}");

    let hands = json!({ "box": case(1), "giver": 2, "taker": 3, "given": 1, "taken": 1 });
    ok(&server, "courier", "hand_over", hands);
    let after = get(&server, "packer", "/v1/packing?site=1");
    assert_eq!(after["boxes"], json!([]));
    assert_eq!(after["tubes"].as_array().map(Vec::len), Some(2), "{after}");
}

#[test]
fn a_site_sees_its_own_and_a_site_that_is_none_is_not_found() {
    let server = Server::start();
    assert_eq!(get(&server, "site", "/v1/packing?site=1")["site"], 2);
    for path in ["/v1/packing", "/v1/packing?site=999999"] {
        assert_eq!(server.get(path, Some(server.token("packer"))).status, 404, "{path}");
    }
}

#[test]
fn a_staff_card_says_who_and_holds_no_token() {
    let server = Server::start();
    let me = get(&server, "courier", "/v1/me");
    let card = get(&server, "courier", "/v1/me/card");
    assert_eq!(card["code"], format!("tenfold:staff:{}:{}", me["region"], me["staff"]));
    let svg = card["qr"].as_str().expect("a picture");
    assert!(svg.starts_with("<svg") && !svg.contains(server.token("courier")));
}
