//! What scans mean: the tables that the clerk's page is held to as well (`fixtures/scans`), so that
//! what a device answers without a network is what the service would have said.

use tenfold::edge::wedge::{self, Found, Labels};
use tenfold::setup::protocol;
use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::time::At;

/// 2022-04-01T17:00:00Z, already the second of April at the desk.
const TODAY: At = At(1_648_832_400_000);

const DOCUMENTS: &str = include_str!("../fixtures/scans/documents.tsv");
const SCANS: &str = include_str!("../fixtures/scans/scans.tsv");
const PROTOCOL: &str = include_str!("../fixtures/protocols/ruijin-2022.toml");

#[test]
fn documents_are_read_as_the_table_says() {
    for line in DOCUMENTS.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let kind = DocumentKind::from_word(cells[0]).expect("kind");
        let answer = match Document::parse(kind, cells[1], TODAY) {
            Ok(document) => format!("{} {}", document.kind().word(), document.number()),
            Err(refusal) => refusal.name().to_owned(),
        };
        assert_eq!(answer, cells[2], "{line}");
    }
}

#[test]
fn scans_mean_what_the_table_says() {
    let rules = protocol::from_toml("ruijin-2022", PROTOCOL).expect("protocol");
    let labels = Labels { tubes: &rules.tube_codes, boxes: &rules.box_codes };
    for line in SCANS.lines() {
        let (text, wanted) = line.split_once('\t').expect("two columns");
        let found = wedge::read(text, labels, TODAY).found;
        let answer = match found.as_slice() {
            [one] => said(one),
            _ => "several".to_owned(),
        };
        assert_eq!(answer, wanted, "{text}");
    }
}

fn said(found: &Found) -> String {
    match found {
        Found::Who(who) => {
            format!("person {} {}", who.document.kind().word(), who.document.number())
        }
        Found::Tube(code) => format!("tube {code}"),
        Found::Case(code) => format!("box {code}"),
        Found::Receipt(_) => "receipt".into(),
        Found::Number(_) => "number".into(),
        Found::Refused(refusal) => format!("refused {}", refusal.name()),
        Found::Damaged(_) => "damaged".into(),
        Found::Unknown(_) => "unknown".into(),
    }
}
