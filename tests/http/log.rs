//! What the log says, and what it must never say.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::common::{Server, number, register, tube};

/// A log that can be read again.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("whole").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_line_for_each_request_and_nobody_in_it() {
    let kept = Kept::default();
    let into = kept.clone();
    let log = tracing_subscriber::fmt().json().with_writer(move || into.clone());
    tracing::subscriber::set_global_default(log.finish()).expect("the only log of these tests");
    let server = Server::start();
    let mut command = register(7_777, 7_777);
    command["name"] = "欧阳修远".into();
    command["phone"] = "19900007777".into();
    server.command("clerk", &command);
    command["document"]["number"] = format!("{}9", number(7_777)).into();
    server.command("clerk", &command);
    let commander = server.token("commander").to_owned();
    server.get(&format!("/v1/tubes/{}?name=欧阳修远", tube(7_777)), Some(&commander));
    let document = json!({ "kind": "resident_id", "number": number(7_777) });
    server.post_json("/v1/outcome", None, &json!({ "document": document, "receipt": "X" }));
    server.post("/v1/commands", Some(&commander), "application/json", number(7_777).as_bytes());
    drop(server);
    let text = String::from_utf8(kept.0.lock().expect("whole").clone()).expect("text");
    for secret in [&number(7_777), "欧阳修远", "19900007777", &commander, &tube(7_777), "name="]
    {
        assert!(!text.contains(secret), "{secret} is in the log");
    }
    let routes: Vec<String> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line is an object"))
        .filter(|line| line["target"] == "tenfold::request")
        .map(|line| line["fields"]["route"].as_str().expect("route").to_owned())
        .collect();
    for route in ["/v1/commands", "/v1/tubes/{code}", "/v1/outcome"] {
        assert!(routes.iter().any(|has| has == route), "{route} is not in {routes:?}");
    }
}
