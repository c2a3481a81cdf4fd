//! What is printed is read back, by other programs than those that print it.

#[path = "labels/chinese.rs"]
mod chinese;
#[path = "labels/face.rs"]
mod face;
#[path = "labels/report.rs"]
mod report;

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use rxing::BarcodeFormat;
use tenfold::edge::block::{Block, Kind, Numbering};
use tenfold::edge::label::card::{Card, CardPlace};
use tenfold::edge::label::pass::{PASS, Pass};
use tenfold::edge::label::pdf::Pdf;
use tenfold::edge::label::png::Dots;
use tenfold::edge::label::receipt::Receipt;
use tenfold::edge::label::zpl::Printer;
use tenfold::edge::label::{
    BoxLabel, Label, LabelError, PlaceName, Shape, Size, Square, Stock, TubeLabel, svg,
};
use tenfold::edge::token::Token;
use tenfold_domain::code::{
    BoxCode, Check, Code, CodeRule, LaneId, Region, SiteId, TubeCode, with_check_digits,
};
use tenfold_domain::time::At;

fn site() -> PlaceName {
    PlaceName { number: 12, zh: "象湖镇第三采样点".into(), en: "Xianghu site 3".into() }
}

fn tube(code: Code, square: Square, size: Size) -> Label {
    let (site, code) = (site(), TubeCode(code));
    let day = Some("2022-04-01");
    let tube = TubeLabel { code, site: &site, square, capacity: Some(10), day, copy: (1, 2) };
    tube.label(size).expect("a label")
}

fn codes(count: u32) -> Vec<Code> {
    let rule = CodeRule {
        prefix: String::new(),
        length: (12, 12),
        digits_only: true,
        check: Check::Mod97,
    };
    let numbering = Numbering::of(&[rule]).expect("a numbering");
    let block = Block { kind: Kind::Tube, site: SiteId(12), printer: 3, first: 0, count };
    numbering.codes(&block).collect()
}

/// What rxing reads in a label of this format, at the coarsest printer's 8 dots a mm.
fn rxing(label: &Label, format: BarcodeFormat) -> Option<String> {
    let dots = Dots::draw(label, 8);
    let (luma, width, height) = (dots.luma(), dots.width, dots.height);
    let read = rxing::helpers::detect_in_luma(luma, width, height, Some(format)).ok()?;
    Some(read.getText().to_owned())
}

/// Whether a program is here; says so where it is not.
fn have(program: &str, package: &str) -> bool {
    let here = Command::new(program).arg("-h").output().is_ok();
    if !here {
        eprintln!("SKIPPED: {program} is not installed (Debian: {package}); nothing was read back");
    }
    here
}

/// What zbarimg reads in a picture, sorted: Code 128, and QR when asked.
fn zbar(picture: &Path, qr: bool) -> Vec<String> {
    let only = ["-q", "--raw", "-Sdisable", "-Scode128.enable"];
    let also = qr.then_some("-Sqrcode.enable");
    let out =
        Command::new("zbarimg").args(only).args(also).arg(picture).output().expect("zbarimg runs");
    let text = String::from_utf8(out.stdout).expect("text");
    let mut read: Vec<String> = text.lines().map(str::to_owned).collect();
    read.sort();
    read
}

#[test]
fn ten_thousand_random_codes_are_read_back_by_zbarimg() {
    if !have("zbarimg", "zbar-tools") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let size = Stock::named("a4-65").expect("stock").label;
    // A multiplier prime to 10^10 walks through numbers without meeting one twice.
    let number = |at: u64| at * 7_368_787_441 % 10_000_000_000;
    for from in (0..10_000).step_by(50) {
        let payloads = (from..from + 50).map(|at| format!("{:010}", number(at)));
        let codes: Vec<Code> =
            payloads.map(|payload| with_check_digits(&payload).expect("digits")).collect();
        let drawn: Vec<Dots> = codes
            .iter()
            .map(|code| Dots::draw(&tube(*code, Square::DataMatrix, size), 8))
            .collect();
        let path = folder.path().join("labels.pbm");
        let mut file = std::fs::File::create(&path).expect("a file");
        let rows: u32 = drawn.iter().map(|dots| dots.height).sum();
        writeln!(file, "P4\n{} {rows}", drawn[0].width).expect("written");
        for dots in drawn {
            let black: Vec<u8> = dots.bits().iter().map(|bits| !bits).collect();
            file.write_all(&black).expect("written");
        }
        drop(file);
        let read = zbar(&path, false);
        let mut printed: Vec<String> = codes.iter().map(Code::to_string).collect();
        printed.sort();
        assert_eq!(read, printed, "codes from {from}");
    }
}

#[test]
fn a_page_of_every_stock_is_read_back() {
    if !have("pdftoppm", "poppler-utils") || !have("zbarimg", "zbar-tools") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (small, large) = (["40x20", "a4-65"], ["50x25", "a4-40", "a4-24"]);
    // The smallest stock has room for Data Matrix beside the bars, and zbarimg reads none.
    let small = small.map(|name| (name, Square::DataMatrix));
    for (name, square) in small.into_iter().chain(large.map(|name| (name, Square::Qr))) {
        let stock = Stock::named(name).expect("stock");
        let codes = codes(stock.per_page());
        let mut bytes = Vec::new();
        let mut pdf = Pdf::new(stock, &mut bytes);
        for code in &codes {
            pdf.add(&tube(*code, square, stock.label), &mut bytes);
        }
        pdf.finish(&mut bytes);
        let path = folder.path().join("page.pdf");
        std::fs::write(&path, bytes).expect("written");
        let page = folder.path().join("page");
        let drawn = Command::new("pdftoppm")
            .args(["-r", "406", "-gray", "-singlefile"])
            .args([&path, &page])
            .output()
            .expect("pdftoppm runs");
        assert!(drawn.status.success(), "{name}: {drawn:?}");
        // zbarimg loses some of forty QR on one page, so they are read where one stands alone.
        let qr = square == Square::Qr && stock.per_page() == 1;
        let times = if qr { 2 } else { 1 };
        let read = zbar(&page.with_extension("pgm"), qr);
        let printed = codes.iter().flat_map(|code| vec![code.to_string(); times]);
        let mut printed: Vec<String> = printed.collect();
        printed.sort();
        assert_eq!(read, printed, "{name}");
    }
}

#[test]
fn boxes_receipts_and_cards_are_read_back() {
    let site = site();
    let code = BoxCode::scan("0012300072").expect("a code");
    let shown = "2022-04-01 08:10";
    let swab = Some((At(1_648_771_800_000), shown));
    for (tubes, oldest_swab, content) in
        [(None, None, "0012300072"), (Some(28), swab, "0012300072;28;1648771800")]
    {
        for stock in ["100x70", "a4-8"] {
            let size = Stock::named(stock).expect("stock").label;
            let case = BoxLabel { code, site: &site, tubes, oldest_swab };
            let label = case.label(size).expect("a label");
            let bars = rxing(&label, BarcodeFormat::CODE_128);
            assert_eq!(bars.as_deref(), Some("0012300072"), "{stock}");
            assert_eq!(rxing(&label, BarcodeFormat::QR_CODE).as_deref(), Some(content), "{stock}");
        }
    }
    let receipt = Receipt { code: "7ZQ4M0XK9T2B", site: &site, day: Some("2022-04-01") };
    for stock in ["50x25", "60x40", "a4-24", "a4-40"] {
        let label = receipt.label(Stock::named(stock).expect("stock").label).expect("a label");
        let read = rxing(&label, BarcodeFormat::QR_CODE);
        assert_eq!(read.as_deref(), Some("7ZQ4M0XK9T2B"), "{stock}");
    }
    let lane = Some(LaneId(3));
    let place = CardPlace { region: Region(360_781), site: SiteId(12), lane };
    let label = Card { place, site: &site, lane_number: Some(2) };
    let label = label.label(Stock::named("a4-2").expect("stock").label).expect("a label");
    let read = rxing(&label, BarcodeFormat::QR_CODE).expect("read");
    assert_eq!(CardPlace::scan(&read), Some(place));
}

/// Every text of a label.
fn texts(label: &Label) -> Vec<&str> {
    let texts = label.shapes.iter().filter_map(|shape| match shape {
        Shape::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn no_code_that_people_read_is_cut() {
    let site = site();
    let code = "7ZQ4M0XK9T2B";
    for stock in ["40x20", "50x25", "50x30", "60x40", "a4-65", "a4-40", "a4-24"] {
        let size = Stock::named(stock).expect("stock").label;
        let receipt = Receipt { code, site: &site, day: None };
        if let Ok(label) = receipt.label(size) {
            assert!(texts(&label).contains(&"7ZQ4 M0XK 9T2B"), "{stock}: {:?}", texts(&label));
        }
        let long = Code::scan("3607810123456789").expect("a code");
        let tube = TubeLabel {
            code: TubeCode(long),
            site: &site,
            square: Square::DataMatrix,
            capacity: Some(10),
            day: None,
            copy: (1, 2),
        };
        if let Ok(label) = tube.label(size) {
            assert!(texts(&label).contains(&"3607 8101 2345 6789"), "{stock}");
        }
    }
    // The smallest stock on which a receipt is printed must be among those above.
    let small = Receipt { code, site: &site, day: None };
    assert!(small.label(Stock::named("50x25").expect("stock").label).is_ok());
}

#[test]
fn what_a_resident_shows_is_read_back() {
    let (region, expires_at) = (Region(360_781), At(1_650_000_000_000));
    let token = Token { key: 1, region, expires_at, reference: [0xa5; 16] }.sign(&[7; 32]);
    let pass = Pass { title: "预登记码", token: &token, until: "2022-04-15 13:20:00" };
    let label = pass.label(PASS).expect("fits");
    let read = rxing(&label, BarcodeFormat::QR_CODE);
    assert_eq!(read.as_deref(), Some(token.as_str()));
    assert!(matches!(pass.label(Size::tenths_mm(150, 200)), Err(LabelError::TooSmall { .. })));
}

#[test]
fn zpl_says_the_code_in_set_c_and_holds_no_command_of_a_name() {
    let code = TubeCode::scan("001230000722").expect("a code");
    let evil = PlaceName { number: 1, zh: "镇^XZ".into(), en: "A^XZ~JA".into() };
    let square = Square::DataMatrix;
    let tube = TubeLabel { code, site: &evil, square, capacity: None, day: None, copy: (1, 2) };
    let label = tube.label(Size::tenths_mm(500, 250)).expect("a label");
    let mut out = String::new();
    Printer::default().render(&label, &mut out);
    assert!(out.contains("^BY2^BCN,104,N,N,N,N^FD>;001230000722^FS"), "{out}");
    assert!(out.contains(",200,14,14^FD001230000722^FS"), "{out}");
    assert_eq!((out.matches("^XZ").count(), out.matches('~').count()), (1, 0), "{out}");
    assert!(out.is_ascii(), "a printer without a Chinese font gets no Chinese: {out}");
    let font = Some("E:SIMSUN.TTF".to_owned());
    out.clear();
    Printer { font, dots_per_mm: 12, drawn: None }.render(&label, &mut out);
    assert!(out.contains("采样点 1 镇XZ^FS") && out.contains("E:SIMSUN.TTF"), "{out}");
    assert!(!Printer::takes_font("E:A^XZ") && !Printer::takes_font("SIMSUN"));
}

#[test]
fn svg_keeps_names_out_of_its_markup() {
    let code = TubeCode::scan("001230000722").expect("a code");
    let evil = PlaceName { number: 1, zh: "<script>".into(), en: "A & B".into() };
    let square = Square::Qr;
    let tube = TubeLabel { code, site: &evil, square, capacity: None, day: None, copy: (1, 1) };
    let text = svg::render(&tube.label(Size::tenths_mm(500, 250)).expect("a label"));
    assert!(text.contains("&lt;script&gt;") && text.contains("A &amp; B"), "{text}");
    assert!(!text.contains("<script>"));
}

#[test]
fn the_command_hands_out_no_code_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |out: &str, more: &[&str]| {
        let protocol = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/protocols/ruijin-2022.toml");
        let fixed = ["labels", "tubes", "--protocol", protocol, "--site", "12", "--count", "30"];
        let ran = Command::new(env!("CARGO_BIN_EXE_tenfold"))
            .args(fixed)
            .args(["--ledger", "ledger.csv", "--copies", "1", "--out", out])
            .args(more)
            .current_dir(folder.path())
            .output()
            .expect("tenfold runs");
        (ran.status.code(), String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    let (code, said) = run("none.zpl", &[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("--begin"), "{said}");
    assert_eq!(run("a.zpl", &["--begin"]).0, Some(0));
    assert_eq!(run("a2.zpl", &["--begin"]).0, Some(2), "a ledger is never begun again");
    assert_eq!(run("b.zpl", &[]).0, Some(0));
    assert_eq!(run("c.zpl", &["--printer", "1"]).0, Some(0));
    // A stock without room is refused before a number is lost.
    assert_eq!(run("d.pdf", &["--stock", "40x20", "--square", "qr"]).0, Some(2));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("written");
    let printed: String = ["a.zpl", "b.zpl", "c.zpl"].into_iter().map(read).collect();
    let codes: std::collections::BTreeSet<&str> =
        printed.split("^FD>;").skip(1).map(|rest| &rest[..12]).collect();
    assert_eq!(codes.len(), 90);
    assert_eq!(read("ledger.csv").lines().count(), 1 + 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_symbol_of_a_label_says_its_code(number in 0u64..10_000_000_000, wide in 381u32..700) {
        let code = with_check_digits(&format!("{number:010}")).expect("digits");
        let size = Size::tenths_mm(wide, 212);
        let label = tube(code, Square::DataMatrix, size);
        let text = Some(code.to_string());
        prop_assert_eq!(rxing(&label, BarcodeFormat::CODE_128), text.clone());
        prop_assert_eq!(rxing(&label, BarcodeFormat::DATA_MATRIX), text.clone());
        let label = tube(code, Square::Qr, Size::tenths_mm(wide.max(457), 254));
        prop_assert_eq!(rxing(&label, BarcodeFormat::QR_CODE), text);
    }

    #[test]
    fn no_text_makes_a_label_panic(zh in ".{0,40}", en in "\\PC{0,40}", code in "[0-9A-Z]{1,16}") {
        let site = PlaceName { number: u32::MAX, zh, en };
        let code = TubeCode::scan(&code).expect("a code");
        for stock in tenfold::edge::label::STOCKS {
            let square = Square::DataMatrix;
            let (code, copy) = (code, (9, 9));
            let capacity = Some(20);
            let tube = TubeLabel { code, site: &site, square, capacity, day: None, copy };
            let Ok(label) = tube.label(stock.label) else { continue };
            let (mut bytes, mut text) = (Vec::new(), String::new());
            let mut pdf = Pdf::new(stock, &mut bytes);
            pdf.add(&label, &mut bytes);
            pdf.finish(&mut bytes);
            Printer::default().render(&label, &mut text);
            prop_assert!(bytes.ends_with(b"%%EOF\n") && text.ends_with("^XZ\n"));
            prop_assert_eq!(text.matches("^XZ").count(), 1);
        }
    }
}
