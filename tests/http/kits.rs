//! What a report tells of the kit, and that there is none where nothing is known.

use serde_json::json;
use tenfold::setup::kit;
use tenfold::storage::cell::Cell;
use tenfold::storage::sqlite::SqliteStore;

use crate::common::{Server, fixture, register, tube};
use crate::paper::font;
use crate::reports::{asks, checked, outcome, report, swabbed};
use crate::resident::{Trip, to_the_lab_from_seal};

/// A server with a font and these kits.
fn with_kits(kits: String) -> Server {
    let font = font();
    let change = move |data: &std::path::Path| {
        let mut store = SqliteStore::open(data).expect("opens");
        let sql = "UPDATE campaign SET kits = ?1";
        assert_eq!(store.connection().execute(sql, &[Cell::Text(&kits)]).expect("written"), 1);
    };
    Server::made(change, move |app| app.with_label_font(Some(font)))
}

fn standard() -> String {
    std::fs::read_to_string(fixture("kits/standard.toml")).expect("the fixture")
}

#[test]
fn a_report_tells_of_the_kit_of_its_plate() {
    let second = standard().replace("\"standard\"", "\"second\"").replace("_ml = 500", "_ml = 200");
    let both = [("a.toml".to_owned(), standard()), ("b.toml".to_owned(), second)];
    let server = with_kits(kit::bundle(&both).expect("two kits"));
    let slip = swabbed(&server, &register(1, 1));
    let trip = Trip { number: 1, count: 1, call: "negative", ago_ms: 0 };
    let (_, lab) = trip.received(&server);
    let wells = json!([
        { "well": "A01", "tube": tube(1) },
        { "well": "G12", "control": "negative" },
        { "well": "H12", "control": "positive" },
    ]);
    let load = json!({ "plate": "P1", "lab": lab, "kit": "second", "wells": wells });
    trip.ok(&server, "lab", "load_plate", load);
    let readings = json!([
        { "well": "A01", "ct": [null, null, 25.0] },
        { "well": "G12", "ct": [null, null, 25.0] },
        { "well": "H12", "ct": [28.0, 28.0, 25.0] },
    ]);
    trip.ok(&server, "lab", "read_plate", json!({ "plate": "P1", "readings": readings }));
    trip.ok(&server, "reviewer", "review_plate", json!({ "plate": "P1" }));
    let told = checked(&server, &report(&server, &slip));
    assert_eq!(told["report"]["detection_limit_copies_per_ml"], 200, "{told}");

    // By hand, and nobody knows with which of the two.
    let slip = swabbed(&server, &register(2, 2));
    Trip { number: 2, ..trip }.made(&server);
    assert_eq!(outcome(&server, &slip)["outcome"], "negative");
    assert_eq!(asks(&server, &slip).status, 409);
}

#[test]
fn without_what_it_must_tell_there_is_no_report() {
    let server = Server::start();
    let slip = swabbed(&server, &register(1, 1));
    to_the_lab_from_seal(&server, 1, "negative");
    let none = asks(&server, &slip);
    assert_eq!(none.status, 409);
    assert!(none.text().contains("--label-font"), "{}", none.text());
    drop(server);

    let silent = standard()
        .replace("method = \"rt_pcr\"", "")
        .replace("detection_limit_copies_per_ml = 500", "");
    let server = with_kits(silent);
    let slip = swabbed(&server, &register(1, 1));
    to_the_lab_from_seal(&server, 1, "negative");
    assert_eq!(outcome(&server, &slip)["outcome"], "negative", "the outcome is told all the same");
    let none = asks(&server, &slip).json();
    assert_eq!(
        (&none["status"], &none["type"]),
        (&json!(409), &json!("urn:tenfold:problem:no-report"))
    );
    assert!(none["zh"].as_str().is_some_and(|zh| zh.contains("检测限")), "{none}");
}
