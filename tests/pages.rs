//! The pages in a real browser: what a person sees, not what the server sent. Needs Chromium;
//! `make test` installs or names it, and sets TENFOLD_NO_BROWSER where there is none.

mod process;

use process::{Server, drawn, tenfold};

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
    let page = drawn(&format!("{url}/board#token={token}"), ">137<");
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
