//! `tenfold id parse`, as a process.

#[path = "documents/frame.rs"]
mod framed;
#[path = "documents/record.rs"]
mod record;

use std::io::Write as _;
use std::process::{Command, Stdio};

use framed::frame;
use record::resident;

const NUMBER: &str = "360781199901010011";
const PROTOCOL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/protocols/ruijin-2022.toml");

/// Runs with this on standard input; the exit code and standard output.
fn parse(args: &[&str], input: &[u8]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenfold"));
    command.args(["id", "parse"]).args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    child.stdin.take().expect("piped").write_all(input).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), String::from_utf8(output.stdout).expect("text"))
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02X} ").into_bytes()).collect()
}

#[test]
fn every_kind_of_input_is_told_by_its_content() {
    let text = resident(NUMBER);
    let sent = frame(&[&text, &[0x57; 1024]]);
    for input in [text.to_vec(), sent.clone(), hexadecimal(&text), hexadecimal(&sent)] {
        let (code, said) = parse(&["--plain"], &input);
        assert_eq!(code, Some(0), "{said}");
        for part in [NUMBER, "name 张小三", "born 1999-01-01", "nation Jino", "2015-03-01 – 2035-"]
        {
            assert!(said.contains(part), "{part} is not in {said}");
        }
    }
    let zone = b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                 L898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
    let (code, said) = parse(&["--plain", "-"], zone);
    assert_eq!(code, Some(0));
    assert!(said.contains("ERIKSSON ANNA MARIA") && said.contains("expired"), "{said}");
}

#[test]
fn nobody_is_shown_whole_unasked() {
    for lang in ["zh", "en"] {
        let (code, said) = parse(&["--lang", lang], &resident(NUMBER));
        assert_eq!(code, Some(0));
        assert!(said.contains("360781********0011") && said.contains("张*三"), "{said}");
        assert!(!said.contains("1999") && !said.contains("小"), "{said}");
    }
}

#[test]
fn a_typed_line_and_its_labels() {
    let args = ["--protocol", PROTOCOL, "--lang", "zh"];
    let (code, said) =
        parse(&args, "３６０７８１１９９９０１０１００１１360781000139\r\n".as_bytes());
    assert_eq!(code, Some(0), "{said}");
    for part in ["居民身份证", "管码 360781000139", "输入法未关闭"] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    let (code, said) = parse(&["--text", "H12345678"], b"");
    assert_eq!((code, said.contains("no check digit, choose")), (Some(0), true), "{said}");
}

#[test]
fn damage_is_named_and_is_no() {
    let mut sent = frame(&[&resident(NUMBER), &[0x57; 1024]]);
    sent[100] ^= 1;
    let (code, said) = parse(&[], &sent);
    assert_eq!((code, said.contains("checksum")), (Some(1), true), "{said}");
    let (code, said) = parse(&["--text", "360781199901010012", "--lang", "zh"], b"");
    assert_eq!((code, said.contains("校验位不符")), (Some(1), true), "{said}");
    let (code, said) = parse(&["--as", "chip"], b"00ff");
    assert_eq!((code, said.contains("256 bytes and this has 2")), (Some(1), true), "{said}");
    assert_eq!(parse(&[], b"").0, Some(1));
}
