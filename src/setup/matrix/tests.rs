//! Tables of travel times, read and refused.

use super::*;

fn table(text: &str) -> Result<Table, String> {
    Table::read("t", text, &[]).map_err(|error| error.to_string())
}

#[test]
fn all_formats_give_the_same_table() {
    let names = |table: &Table| (0..3).map(|at| table.name(at)).collect::<Vec<_>>();
    let wide = table(",A,B,C\nA,0,10,20\nB,11,0,null\nC,21,6,0\n").expect("wide");
    assert_eq!(names(&wide), ["A", "B", "C"]);
    assert_eq!(wide.minutes[..5], [0.0, 10.0, 20.0, 11.0, 0.0]);
    assert!(wide.minutes[5].is_nan(), "no route");
    let long = "\u{feff}from,to,minutes,km\nA,B,10,5\nA,C,20,9\nB,A,11,5\nB,C,-,\n\
                C,A,21,9\nC,B,6,3\n";
    let seconds = "[[0,600,1200.0],[660,0,null],[1260,360,0]]";
    let place = |name: &str| format!("{{\"location\":[116.0,26.0],\"name\":\"{name}\"}}");
    let places = ["A", "B", "C"].map(place).join(",");
    let osrm = format!(
        "{{\"code\":\"Ok\",\"durations\":{seconds},\"distances\":[[1]],\
         \"sources\":[{places}],\"destinations\":[{places}]}}"
    );
    let vroom = format!("{{\"jobs\":[],\"matrices\":{{\"car\":{{\"durations\":{seconds}}}}}}}");
    let order = ["A", "B", "C"].map(String::from);
    for text in [long, osrm.as_str(), vroom.as_str()] {
        let other = Table::read("t", text, &order).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(names(&other), ["A", "B", "C"]);
        for (a, b) in wide.minutes.iter().zip(&other.minutes) {
            assert!(a == b || a.is_nan() && b.is_nan(), "{text}");
        }
    }
    let short = Table::read("t", &vroom, &order[..2]).expect_err("two names").to_string();
    assert_eq!(short, "t: travel.order: names 2 rows, but the file has 3");
}

#[test]
fn a_wrong_table_says_where_and_what_to_do() {
    // Squares that no memory holds, of texts that are short.
    let many = |one: &str| vec![one; 300_000].join(",");
    let places =
        format!("{{\"sources\":[{}],\"durations\":[{}]}}", many("{\"name\":\"\"}"), many("[]"));
    for (text, said) in [
        (",A,B\nA,0,\nB,1,0\n", "t: line 2: A -> B: has no travel time: write the minutes"),
        (",A,B\nA,0,5\n", "t: B -> A: has no travel time"),
        (",A,B\nA,0,-5\nB,1,0\n", "t: line 2: A -> B: \"-5\" is no travel time"),
        (&format!("{}\n,0\n", ",A".repeat(300_000)), "t: line 2: : is a row without"),
        (&format!("{}\nA,0\n", ",A".repeat(300_000)), "t: line 2: A -> A: has no travel"),
        (&places, "t: row 1 -> row 1: has no travel time"),
        (",A,B\nC,0,5\n", "t: line 2: C: is a row without a column"),
        ("from,to,minutes\nA,B,3\n", "t: B -> A: has no travel time"),
        ("from,to,minutes\nA,B,3\nA,B,4\n", "t: line 3: A -> B: is listed twice"),
        ("from,to,minutes\nA,B,\n", "t: line 2: A -> B: has no travel time"),
        ("{\"code\":\"NoTable\",\"message\":\"m\"}", "t: code: is \"NoTable\" (m): ask"),
        ("{\"code\":\"Ok\"}", "t: durations: are missing"),
        ("{\"durations\":[[0,1],[1]]}", "t: row 2 -> row 2: has no travel time"),
        ("{\"durations\":[[0,-1],[1,0]]}", "t: row 1 -> row 2: is -1 s"),
        ("{\"matrices\":{}}", "t: matrices: names no profile"),
        ("{\"durations\":", "t: line 1: JSON: EOF while parsing"),
        ("[planning]\nround = 1\n", "t: line 1: JSON: "),
        ("region = 1\n", "t: is text of another kind, not a table of travel times"),
        (
            "{\"durations\":[[0]],\"sources\":[{\"name\":\"A\"}],\
             \"destinations\":[{\"name\":\"B\"}]}",
            "t: destinations: differ from the sources",
        ),
    ] {
        let error = table(text).expect_err(text);
        assert!(error.starts_with(said), "{error}\n  should say: {said}");
    }
}
