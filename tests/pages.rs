//! The pages in a real browser: what a person sees, not what the server sent. Needs Chromium;
//! `make test` installs or names it, and sets TENFOLD_NO_BROWSER where there is none.

mod process;

use std::process::Command;

use process::{Server, tenfold};

/// The page as it stands once it shows `wanted`. The browser's own clock runs ahead while nothing
/// is on the wire, so a page may be taken before its first figures come: then it is taken again.
fn drawn(url: &str, wanted: &str) -> String {
    let mut page = String::new();
    for _ in 0..10 {
        page = taken(url);
        if page.contains(wanted) {
            return page;
        }
    }
    panic!("{wanted} is never shown: {page}");
}

fn taken(url: &str) -> String {
    let browser = std::env::var("TENFOLD_BROWSER").ok().filter(|path| !path.is_empty());
    let profile = tempfile::tempdir().expect("folder");
    let output = Command::new(browser.as_deref().unwrap_or("chromium"))
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        .args(["--virtual-time-budget=4000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(url)
        .output()
        .expect("Chromium runs: install it, or set TENFOLD_NO_BROWSER=1");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a page")
}

fn no_browser() -> bool {
    std::env::var("TENFOLD_NO_BROWSER").is_ok_and(|value| !value.is_empty())
}

/// A served campaign without people, in a folder that goes with it.
fn served() -> (tempfile::TempDir, std::path::PathBuf, Server) {
    let folder = tempfile::tempdir().expect("folder");
    let data = folder.path().join("data");
    process::init(&data);
    let server = Server::start(&data);
    (folder, data, server)
}

#[test]
fn the_board_shows_where_everybody_is() {
    if no_browser() {
        return;
    }
    let (_folder, data, server) = served();
    let url = format!("http://{}", server.address());
    let path = data.to_str().expect("path");
    let feed = ["feed", "--data", path, "--url", &url, "--people", "137", "--prevalence", "0"];
    let fed = tenfold(&[&feed[..], &["--seed", "5", "--register-only"]].concat());
    assert!(fed.status.success(), "{}", String::from_utf8_lossy(&fed.stderr));
    let token = process::token(&data, &["--role", "commander"]);
    let page = drawn(&format!("{url}/#token={token}"), ">137<");
    assert!(page.contains("Nobody is missing"), "and the law is told in words");
    assert!(page.contains("137 people of "), "people are counted against the roster");
    assert!(!page.contains(&token), "the token is not left on the page");
}

#[test]
fn the_interface_can_be_read() {
    if no_browser() {
        return;
    }
    let (_folder, _, server) = served();
    let page = drawn(&format!("http://{}/docs", server.address()), "/v1/commands");
    for operation in ["/v1/outcome", "/v1/progress/events", "/v1/late"] {
        assert!(page.contains(operation), "{operation} is described");
    }
}
