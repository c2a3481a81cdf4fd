//! Every check shown to fail on a snippet that breaks its rule, and to leave its neighbour alone.

use crate::checks;
use crate::source::Source;

fn bad(faults: &[String], count: usize) {
    assert_eq!(faults.len(), count, "{faults:#?}");
}

fn rust(path: &str, text: &str) -> Source {
    Source::new(path, text)
}

#[test]
fn a_dependency_of_domain_shows() {
    bad(&checks::manifest_without_dependencies("[dependencies]\nserde = \"1\""), 1);
    bad(&checks::manifest_without_dependencies("[build-dependencies]"), 1);
    bad(&checks::manifest_without_dependencies("[dev-dependencies]\nproptest = \"1\""), 0);
}

#[test]
fn a_foreign_import_shows() {
    bad(&checks::only_std(&rust("domain/src/tube.rs", "use serde::Serialize;")), 1);
    bad(&checks::only_std(&rust("domain/src/tube.rs", "fn f() { std::fs::read(\"x\"); }")), 1);
    let fine = "use std::fmt;\nuse crate::code;\nmod seal;\npub use seal::Seal;\n\
                #[cfg(test)]\nmod tests { use proptest::prelude::*; }";
    bad(&checks::only_std(&rust("domain/src/tube.rs", fine)), 0);
}

#[test]
fn a_look_upward_in_domain_shows() {
    let rooms = ["time", "code", "box_"].map(str::to_string);
    let up = [rust("domain/src/code.rs", "use crate::{time::At, box_::Box_};")];
    bad(&checks::rooms_in_order(&rooms, &up), 1);
    let up = [rust("domain/src/code/scan.rs", "use super::super::box_::Box_;")];
    bad(&checks::rooms_in_order(&rooms, &up), 1);
    let down = [rust("domain/src/box_.rs", "use super::code::Code;\nuse crate::time::At;")];
    bad(&checks::rooms_in_order(&rooms, &down), 0);
    bad(&checks::rooms_in_order(&rooms, &[rust("domain/src/lost.rs", "")]), 1);
}

#[test]
fn a_circle_of_rooms_shows_even_when_the_names_are_sorted() {
    let rooms = ["code", "time"].map(str::to_string);
    let one = rust("domain/src/code.rs", "use crate::time::At;");
    let two = rust("domain/src/time.rs", "fn f() { crate::code::scan() }");
    bad(&checks::rooms_in_order(&rooms, &[one]), 0);
    let one = rust("domain/src/code.rs", "use crate::time::At;");
    bad(&checks::rooms_in_order(&rooms, &[one, two]), 1);
}

#[test]
fn a_look_upward_in_the_service_shows() {
    bad(&checks::floors(&[rust("src/storage/writer.rs", "use crate::http::Routes;")]), 1);
    bad(&checks::floors(&[rust("src/service.rs", "use super::http;")]), 1);
    bad(&checks::floors(&[rust("src/http/mod.rs", "use crate::{service, storage::Store};")]), 0);
    bad(&checks::floors(&[rust("src/main.rs", "fn main() { tenfold::cli::run() }")]), 0);
    bad(&checks::floors(&[rust("src/attic.rs", "")]), 1);
    let knot = [rust("src/edge.rs", "use crate::setup;"), rust("src/setup.rs", "use crate::edge;")];
    bad(&checks::floors(&knot), 1);
    bad(&checks::floors(&knot[..1]), 0);
}

#[test]
fn size_shows() {
    bad(&checks::sizes(&rust("src/a.rs", &"\n".repeat(501))), 1);
    bad(&checks::sizes(&rust("src/a.sql", &"x".repeat(101))), 1);
    let long = |lines| format!("fn long() {{\n{}}}\n", "    call('{');\n".repeat(lines));
    bad(&checks::sizes(&rust("src/a.rs", &long(69))), 1);
    bad(&checks::sizes(&rust("src/a.rs", &long(68))), 0);
}

#[test]
fn a_clock_shows() {
    let text = "fn f() { let at = std::time::SystemTime::now(); }";
    bad(&checks::clocks(&rust("src/service/seal.rs", text)), 1);
    bad(&checks::clocks(&rust("domain/src/seal.rs", "fn f() { Instant::now(); }")), 1);
    bad(&checks::clocks(&rust("src/service/clock.rs", text)), 0);
    bad(&checks::clocks(&rust("src/service/seal.rs", "// never SystemTime::now\n")), 0);
}

#[test]
fn a_sleep_in_a_test_shows() {
    bad(&checks::sleeps(&rust("tests/http.rs", "fn f() { std::thread::sleep(d); }")), 1);
    let inside = "#[cfg(test)]\nmod tests { async fn f() { tokio::time::sleep(d).await } }";
    bad(&checks::sleeps(&rust("src/http.rs", inside)), 1);
    bad(&checks::sleeps(&rust("src/http.rs", "async fn f() { tokio::time::sleep(d).await }")), 0);
}

#[test]
fn a_panic_shows() {
    let text = "fn f() { g().unwrap(); }\nfn h() { g().expect(\"digits\"); }";
    let house = [rust("domain/src/code.rs", text)];
    bad(&checks::panics(&house, &[]), 2);
    let allowed = [("domain/src/code.rs", "\"digits\"", "made of digits one line above")];
    bad(&checks::panics(&house, &allowed), 1);
    let stale = [("domain/src/code.rs", "gone", "long ago")];
    bad(&checks::panics(&house, &stale), 3);
    let test = "#[test]\nfn f() { g().unwrap(); }\nfn h() { self.expect_all(); }";
    bad(&checks::panics(&[rust("src/http.rs", test)], &[]), 0);
}

#[test]
fn what_is_left_over_shows() {
    let text = "fn f() { todo!(); dbg!(1); println!(\"x\"); }\n#[ignore = \"slow\"]\nfn g() {}";
    bad(&checks::leftovers(&rust("src/http.rs", text)), 4);
    bad(&checks::leftovers(&rust("src/cli/feed.rs", "fn f() { println!(\"x\"); }")), 0);
    bad(&checks::leftovers(&rust("src/http.rs", "fn f() { eprintln!(\"x\"); }")), 0);
    let note = format!("-- {}{} later", "TO", "DO");
    bad(&checks::leftovers(&rust("src/storage/sql/a.sql", &note)), 1);
}

#[test]
fn a_path_of_one_machine_shows() {
    bad(&checks::machine_paths(&rust("README.md", &format!("see {}{}x", "/wo", "rk/"))), 1);
    bad(&checks::machine_paths(&rust("src/cli.rs", &format!("\"{}{}x\"", "/tm", "p/"))), 1);
}

#[test]
fn sql_in_rust_shows() {
    let text = "const A: &str = \"SELECT 1\";\nconst B: &str = r#\"INSERT INTO t\"#;";
    bad(&checks::sql_in_rust(&rust("src/service/trace.rs", text)), 2);
    bad(&checks::sql_in_rust(&rust("src/storage/read.rs", text)), 0);
    bad(&checks::sql_in_rust(&rust("src/service/trace.rs", "// SELECT is for storage")), 0);
}

#[test]
fn a_second_schema_of_a_name_shows() {
    let one = "use utoipa::ToSchema;\n#[derive(Serialize, ToSchema)]\n#[serde(x)]\n\
               pub struct SiteView<'a> { a: &'a str }\nstruct Other;";
    let two = "#[derive(ToSchema)]\nenum SiteView { A }\n#[derive(ToSchema)]\nstruct LabView;";
    let house = [rust("src/http/a.rs", one), rust("src/service/b.rs", two)];
    bad(&checks::schema_names(&house), 1);
    bad(&checks::schema_names(&house[..1]), 0);
    bad(&checks::schema_names(&house[1..]), 0);
}

#[test]
fn an_empty_story_shows() {
    bad(&checks::empty_story(&rust("fixtures/stories/eleventh.txt", "# nothing yet\n\n")), 1);
    bad(&checks::empty_story(&rust("fixtures/stories/eleventh.txt", "open T1 10\n")), 0);
}

#[test]
fn comments_strings_and_lifetimes_are_told_apart() {
    let text = "fn f<'a>(x: &'a str) -> char { /* { /* } */ */ let r#type = '\"'; '{' } // }\n\
                const S: &str = \"a \\\" }\";\nfn g() {}";
    let source = rust("src/a.rs", text);
    let names: Vec<_> = source.functions().into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["f", "g"]);
    assert_eq!(source.strings.len(), 1);
}
