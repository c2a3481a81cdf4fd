//! Photographs that arrive at the server.

use crate::common::{Server, tube as tube_code};
use crate::scene::{Scene, tube, with_square};
use tenfold::edge::label::Square;

const PLACE: &str = "/v1/photographs";

fn photograph(code: &str, square: &str) -> Scene {
    let label = with_square(tube(code, Square::DataMatrix), square);
    Scene::new(640, 400).label(&label, (320.0, 200.0), 10.0, 1.0)
}

#[test]
fn the_codes_of_a_photograph_are_answered() {
    let server = Server::start();
    let (code, other) = (tube_code(1), tube_code(2));
    let scene = photograph(&code, &code);
    for (kind, bytes) in [("image/jpeg", scene.jpeg(85)), ("image/png", scene.png())] {
        let reply = server.post(PLACE, Some(server.token("clerk")), kind, &bytes);
        assert_eq!(reply.status, 200, "{}", reply.text());
        let view = reply.json();
        assert_eq!((&view["read"], &view["width"]), (&true.into(), &640.into()), "{view}");
        assert_eq!(view["codes"][0]["text"], code.as_str(), "{view}");
        assert_eq!(view["codes"][0]["symbols"][1], "data-matrix", "{view}");
    }
    let differs = photograph(&code, &other).jpeg(90);
    let reply = server.post(PLACE, Some(server.token("lab")), "image/jpeg", &differs);
    let view = reply.json();
    assert_eq!((&view["read"], &view["reason"]["word"]), (&false.into(), &"conflict".into()));
    assert_eq!(view["conflicts"][0]["square"], other.as_str(), "{view}");
    let empty = Scene::new(200, 200).png();
    let reply = server.post(PLACE, Some(server.token("packer")), "image/png", &empty);
    assert_eq!((reply.status, &reply.json()["reason"]["word"]), (200, &"no-code".into()));
}

#[test]
fn what_is_no_photograph_is_refused() {
    let server = Server::start();
    let clerk = Some(server.token("clerk"));
    let large = vec![0; (16 << 20) + 1];
    for (kind, bytes, status) in [
        ("application/json", &b"{}"[..], 415),
        ("image/jpeg", b"no picture", 415),
        ("image/jpeg", b"\xff\xd8\xff\xe0 cut off", 422),
        ("image/png", &large, 413),
    ] {
        let reply = server.post(PLACE, clerk, kind, bytes);
        assert_eq!(reply.status, status, "{kind}: {}", reply.text());
        let problem = reply.json();
        assert!(problem["zh"].is_string() && problem["do_zh"].is_string(), "{problem}");
    }
    assert_eq!(server.post(PLACE, None, "image/png", b"").status, 401);
    let planner = Some(server.token("planner"));
    assert_eq!(server.post(PLACE, planner, "image/png", b"").status, 403);
}
