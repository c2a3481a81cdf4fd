//! `tenfold lab map`, as a process beside a running service: what the interface answers, a file for
//! each colour where it must be; and the lab's numbers on plates, maps and sheets.

use crate::common::Server;
use crate::results::{PLATE, layout, load, received};

#[test]
fn a_plates_map_is_written_for_every_machine() {
    let server = Server::start();
    let lab = received(&server, &crate::results::TUBES);
    load(&server, PLATE, &lab, layout());
    let get =
        |path: &str| server.get(&format!("/v1/plates/{PLATE}{path}"), Some(server.token("lab")));
    let map = |query: &str| get(&format!("/map{query}"));
    let sheet = get("/sheet");
    let accession = get("").json()["wells"][0]["accession"].as_str().expect("written").to_owned();
    assert!(accession.starts_with(&format!("{lab}-20")) && accession.ends_with("-0001"));
    assert!(sheet.text().contains(&format!("<i>{accession}</i>")));
    let told = format!("A01,1,001230000741,ORF1ab,FAM,unknown,{accession}\r\n");
    assert!(map("").text().contains(&told), "{}", map("").text());
    let folder = tempfile::tempdir().expect("folder");
    let lab_map = |plate: &str, rest: &[&str]| {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenfold"))
            .args(["lab", "map", plate, "--url", &format!("http://{}", server.address)])
            .args(rest)
            .env("TENFOLD_TOKEN", server.token("lab"))
            .current_dir(folder.path())
            .output()
            .expect("it runs");
        (ran.status.code(), ran.stdout, String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    for (machine, ending) in [("quantstudio", "txt"), ("abi7500", "txt"), ("csv", "csv")] {
        let name = format!("{PLATE}.{ending}");
        let (code, out, err) = lab_map(PLATE, &["--machine", machine]);
        assert_eq!(
            (code, String::from_utf8_lossy(&out)),
            (Some(0), format!("./{name} written\n").into()),
            "{err}"
        );
        let written = std::fs::read(folder.path().join(&name)).expect("written");
        assert_eq!(written, map(&format!("?machine={machine}")).body, "{machine}");
        let (code, out, _) = lab_map(PLATE, &["--machine", machine, "--out", "-"]);
        assert_eq!((code, out), (Some(0), written));
    }
    let (code, out, err) = lab_map(PLATE, &["--machine", "cfx", "--lang", "zh"]);
    assert_eq!(code, Some(0), "{err}");
    let out = String::from_utf8(out).expect("text");
    let told = ["FAM", "VIC", "CY5"].map(|of| format!("已写入 ./{PLATE}-{of}.csv\n"));
    assert_eq!(out, told.concat());
    for colour in ["FAM", "VIC", "CY5"] {
        let written = std::fs::read(folder.path().join(format!("{PLATE}-{colour}.csv")));
        let told = map(&format!("?machine=cfx&reporter={colour}"));
        assert_eq!(written.expect("written"), told.body, "{colour}");
    }
    assert_eq!(lab_map(PLATE, &["--machine", "cfx", "--out", "-"]).0, Some(2));
    let (code, _, err) = lab_map("NONE", &[]);
    assert!(code == Some(2) && err.contains("404"), "{err}");
}
