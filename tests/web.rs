//! The app's pages in a real browser, against this program: `web/e2e`, run by Node. Needs Node,
//! what `make web` built, and Chromium; `make test` sees to all three.

mod process;

use std::path::Path;
use std::process::{Command, Output};

fn set(name: &str) -> bool {
    std::env::var(name).is_ok_and(|value| !value.is_empty())
}

/// Whether the pages can be looked at here; says in one line why not.
fn ready(web: &Path) -> bool {
    if set("TENFOLD_NO_BROWSER") || set("TENFOLD_NO_NODE") {
        return false;
    }
    if !web.join("node_modules/.bin/vitest").exists() || !web.join("dist/sw.js.gz").exists() {
        eprintln!("the app's pages are not tested: run `make web` first");
        return false;
    }
    true
}

fn npm(web: &Path, arguments: &[&str]) -> Output {
    Command::new("npm")
        .args(["run", "--silent"])
        .args(arguments)
        .current_dir(web)
        .env("TENFOLD", process::BINARY)
        .output()
        .expect("npm runs")
}

fn passes(output: &Output) {
    let (out, error) = (&output.stdout, &output.stderr);
    let text = format!("{}\n{}", String::from_utf8_lossy(out), String::from_utf8_lossy(error));
    assert!(output.status.success(), "{text}");
}

#[test]
fn the_pages_do_what_people_need() {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    if ready(&web) {
        passes(&npm(&web, &["e2e"]));
    }
}

#[test]
fn a_program_without_pages_says_so_and_one_with_them_packs_them() {
    let folder = tempfile::tempdir().expect("folder");
    let data = folder.path().join("data");
    process::init(&data);
    let server = process::Server::start(&data);
    let page = server.get("/clerk", "");
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/dist/sw.js.gz").exists();
    // Asked without `Accept-Encoding`, the page comes unpacked.
    assert!(page.contains(if built { "<div id=\"app\">" } else { "make web" }), "{page}");
}
