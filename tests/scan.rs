//! `tenfold scan`, as a process.

#[path = "photos/scene.rs"]
#[allow(dead_code)] // other tests spoil pictures in more ways
mod scene;

use std::fs;
use std::path::Path;
use std::process::Command;

use scene::{Scene, tube, with_square};
use serde_json::Value;
use tenfold::edge::label::Square;

const PROTOCOL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/protocols/ruijin-2022.toml");
const TUBE: &str = "001230000741";

/// Runs in a folder; exit code, standard output, standard error.
fn scan(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_tenfold"))
        .args(["scan", "--protocol", PROTOCOL])
        .args(args)
        .current_dir(folder)
        .output()
        .expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (ran.status.code(), text(ran.stdout), text(ran.stderr))
}

fn photograph(code: &str, square: &str) -> Scene {
    let label = with_square(tube(code, Square::DataMatrix), square);
    Scene::new(640, 400).label(&label, (320.0, 200.0), 10.0, 1.0)
}

/// A folder with a tube's photograph in each form, and four that are not read.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).expect("written");
    };
    fs::create_dir(folder.path().join("more")).expect("a folder");
    put("a.jpg", &photograph(TUBE, TUBE).jpeg(80));
    put("more/b.PNG", &photograph(TUBE, TUBE).png());
    put("c.jpeg", &photograph(TUBE, "360781000139").jpeg(90));
    put("d.png", &Scene::new(300, 200).png());
    put("e.jpg", b"no picture at all");
    put("f.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    put("notes.txt", b"not even by its name");
    folder
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let folder = folder();
    let (code, out, said) = scan(folder.path(), &["."]);
    assert_eq!(code, Some(1), "{out}{said}");
    let told = [
        ("./a.jpg", "tube 0012 3000 0741 [code-128, data-matrix]"),
        ("./c.jpeg", "bars and square differ: 0012 3000 0741 ≠ 3607 8100 0139"),
        ("./d.png", "not read: no code found"),
        ("./e.jpg", "not read: not a picture"),
        ("./f.heic", "not read: HEIC is not read"),
        ("./more/b.PNG", "tube 0012 3000 0741"),
    ];
    assert_eq!(out.lines().count(), told.len(), "{out}");
    for (line, (name, part)) in out.lines().zip(told) {
        assert!(line.starts_with(name) && line.contains(part), "{line}");
    }
    assert!(said.contains("2 of 6 pictures read; 1 files"), "{said}");
    let (code, out, _) = scan(folder.path(), &["--lang", "zh", "a.jpg", "more"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.lines().all(|line| line.contains("管码 0012 3000 0741")), "{out}");
}

#[test]
fn programs_get_an_object_a_line() {
    let folder = folder();
    let (code, out, _) = scan(folder.path(), &["--json", "."]);
    assert_eq!(code, Some(1));
    let lines: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines[0]["file"], "./a.jpg");
    assert_eq!((&lines[0]["read"], &lines[0]["width"]), (&true.into(), &640.into()));
    let first = &lines[0]["codes"][0];
    assert_eq!((&first["kind"], &first["text"]), (&"tube".into(), &TUBE.into()));
    assert_eq!(first["believed"], true);
    let words = lines.iter().map(|line| line["reason"]["word"].as_str().unwrap_or("read"));
    let words: Vec<&str> = words.collect();
    assert_eq!(words, ["read", "conflict", "no-code", "not-a-picture", "other-kind", "read"]);
    assert!(lines.iter().all(|line| line["codes"].is_array()));
}

#[test]
fn what_is_nobodys_label_is_shown_only_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = "name=somebody";
    let label = with_square(tube(TUBE, Square::Qr), own);
    let scene = Scene::new(640, 400).label(&label, (320.0, 200.0), 12.0, 0.0);
    fs::write(folder.path().join("a.png"), scene.png()).expect("written");
    for args in [&["a.png"][..], &["--json", "a.png"]] {
        let (code, out, said) = scan(folder.path(), args);
        assert_eq!(code, Some(0), "{out}");
        assert!(!out.contains("somebody") && !said.contains("somebody"), "{out}");
        let (_, out, _) = scan(folder.path(), &[&["--plain"], args].concat());
        assert!(out.contains("somebody"), "{out}");
    }
}

#[test]
fn what_cannot_be_asked_is_said() {
    let folder = folder();
    for (args, part) in [(&["none.jpg"][..], "none.jpg"), (&["a.jpg", "nowhere"], "nowhere")] {
        let (code, out, said) = scan(folder.path(), args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{said}");
        assert!(said.contains(part), "{said}");
    }
    let empty = tempfile::tempdir().expect("a folder");
    let (code, _, said) = scan(empty.path(), &["."]);
    assert_eq!((code, said.contains("no picture")), (Some(2), true), "{said}");
}

/// Pictures that promise more than they hold, and the largest that is taken, in little memory.
#[cfg(target_os = "linux")]
#[test]
fn no_picture_takes_more_memory_than_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let label = tube(TUBE, Square::DataMatrix);
    let large = Scene::new(6_000, 4_000).label(&label, (3_000.0, 2_000.0), 24.0, 0.0);
    fs::write(folder.path().join("large.jpg"), large.progressive(60)).expect("written");
    let binary = env!("CARGO_BIN_EXE_tenfold");
    // In KiB, all that the process may ever address: program, stacks and the picture.
    let limited = format!(
        "ulimit -v 700000; RAYON_NUM_THREADS=1 exec '{binary}' scan --protocol '{PROTOCOL}' ."
    );
    let ran = Command::new("sh").args(["-c", &limited]).current_dir(folder.path()).output();
    let ran = ran.expect("it runs");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&ran.stdout));
}
