//! A plate's layout on one sheet of A4 for the bench: which tube stands in which well.
//!
//! Both languages stand beside each other, since a bench has one sheet and several readers. The
//! last six characters of a code are set large: by them a hand finds the tube.

use std::collections::HashMap;
use std::fmt::Write;

use tenfold_domain::code::TubeCode;
use tenfold_domain::layout::Grid;
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::term::Control;

use super::escape;

/// The sheet's style, as it stands between its tags: whoever serves the sheet with a policy of
/// content must let exactly this through.
pub const SHEET_STYLE: &str = include_str!("plate.css");

/// Characters at the end of a code that are set large.
const LARGE: usize = 6;

/// A plate as it is printed.
pub struct Sheet<'a> {
    /// Its label.
    pub plate: &'a str,
    /// The lab, in Chinese and English.
    pub lab: (&'a str, &'a str),
    /// The kit it is read by.
    pub kit: &'a str,
    /// What stands where.
    pub wells: &'a [(Well, Content)],
    /// The lab's numbers of the tubes; they find room on a plate of 96.
    pub accessions: &'a HashMap<TubeCode, String>,
}

/// The sheet, for a plate of 96 wells, or of 384 where one well lies beyond them.
pub fn page(sheet: &Sheet<'_>) -> String {
    let small = |well: &Well| Grid::Wells96.wells().any(|of| of == *well);
    let is_small = sheet.wells.iter().all(|(well, _)| small(well));
    let (rows, columns, class) = if is_small { (8, 12, "w96") } else { (16, 24, "w384") };
    let none = HashMap::new();
    let numbers = if is_small { sheet.accessions } else { &none };
    let mut body = head(sheet, rows * columns);
    let _ = write!(body, "<table class=\"{class}\"><tr><th></th>");
    for column in 1..=columns {
        let _ = write!(body, "<th>{column}</th>");
    }
    body.push_str("</tr>");
    for row in 0..rows {
        let _ = write!(body, "<tr><th>{}</th>", char::from(b'A' + row as u8));
        for column in 0..columns {
            let at = Well::from_number(row * 24 + column);
            let found = sheet.wells.iter().find(|(well, _)| Some(*well) == at);
            cell(found.map(|(_, content)| content), numbers, &mut body);
        }
        body.push_str("</tr>");
    }
    body.push_str("</table>");
    foot(&mut body);
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{} · Tenfold</title>\n<style>{SHEET_STYLE}</style>\n</head>\n<body>\n\
         <main>{body}</main>\n</body>\n</html>\n",
        escape(sheet.plate)
    )
}

fn head(sheet: &Sheet<'_>, wells: u16) -> String {
    let tubes = sheet.wells.iter().filter(|(_, content)| content.tube().is_some()).count();
    let controls = sheet.wells.len() - tubes;
    let (zh, en) = sheet.lab;
    format!(
        "<header><h1>检测板 Plate {}</h1><p>{} · {}</p><p>试剂 Kit {}</p>\
         <p>{wells} 孔 wells · {tubes} 管 tubes · {controls} 质控 controls</p></header>",
        escape(sheet.plate),
        escape(zh),
        escape(en),
        escape(sheet.kit)
    )
}

fn cell(content: Option<&Content>, numbers: &HashMap<TubeCode, String>, out: &mut String) {
    let _ = match content {
        None => write!(out, "<td class=\"empty\"></td>"),
        Some(Content::Control(control)) => {
            let (short, zh) = match control {
                Control::Positive => ("PC", "阳性"),
                Control::Negative => ("NC", "阴性"),
                Control::Blank => ("NTC", "空白"),
            };
            write!(out, "<td class=\"control {}\"><b>{short}</b>{zh}</td>", control.word())
        }
        Some(Content::Tube(tube)) => {
            let code = tube.as_str();
            let (start, end) = code.split_at(code.len().saturating_sub(LARGE));
            let number = numbers.get(tube).map(|number| format!("<i>{}</i>", escape(number)));
            let number = number.unwrap_or_default();
            write!(out, "<td>{}<b>{}</b>{number}</td>", escape(start), escape(end))
        }
    };
}

/// What the signs mean, and who signs.
fn foot(out: &mut String) {
    out.push_str(
        "<footer><span>PC 阳性质控 positive · NC 阴性质控 negative · NTC 空白 blank</span>\
         <i>加样 Pipetted by</i><i>核对 Checked by</i><i>仪器 Machine</i><i>时间 Time</i></footer>",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(wells: &[(Well, Content)]) -> String {
        let tubes = wells.iter().filter_map(|(_, content)| content.tube());
        let accessions = tubes.map(|tube| (tube, "1-20220401-0007".to_owned())).collect();
        let (lab, kit) = (("一号", "One & co"), "standard");
        page(&Sheet { plate: "P1<b>", lab, kit, wells, accessions: &accessions })
    }

    fn well(text: &str) -> Well {
        Well::parse(text).expect("a well")
    }

    #[test]
    fn every_well_stands_where_it_is_and_nothing_is_taken_for_markup() {
        let tube = TubeCode::scan("360781000139").expect("a code");
        let mut wells = vec![
            (well("A01"), Content::Tube(tube)),
            (well("H12"), Content::Control(Control::Blank)),
        ];
        let small = sheet(&wells);
        assert!(small.contains("class=\"w96\"") && small.contains("P1&lt;b&gt;"));
        assert!(small.contains("One &amp; co"));
        let cells: Vec<&str> = small.split("<td").skip(1).collect();
        assert_eq!(cells.len(), 96);
        let told = "360781<b>000139</b><i>1-20220401-0007</i>";
        assert!(cells[0].contains(told), "{}", cells[0]);
        assert!(cells[95].contains("<b>NTC</b>"), "{}", cells[95]);
        assert!(cells[1..95].iter().all(|cell| cell.starts_with(" class=\"empty\"")));
        wells.push((well("P24"), Content::Control(Control::Positive)));
        let large = sheet(&wells);
        let cells: Vec<&str> = large.split("<td").skip(1).collect();
        assert_eq!(cells.len(), 384);
        assert!(cells[7 * 24 + 11].contains("<b>NTC</b>") && cells[383].contains("<b>PC</b>"));
    }
}
