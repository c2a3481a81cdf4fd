//! Chinese on labels, from a font made here: every Chinese character is the same black block.

use std::process::Command;
use std::sync::Arc;

use super::face::face;
use tenfold::edge::label::pdf::Pdf;
use tenfold::edge::label::png::Dots;
use tenfold::edge::label::zpl::Printer;
use tenfold::edge::label::{Font, FontError, Label, Square, Stock};
use tenfold_domain::code::TubeCode;

fn font() -> Font {
    Font::new(face(0x4e00..=0x9fff)).expect("a font")
}

fn label() -> Label {
    let code = TubeCode::scan("001230000722").expect("a code");
    super::tube(code.into(), Square::DataMatrix, Stock::named("50x25").expect("stock").label)
}

#[test]
fn a_font_without_chinese_is_refused() {
    let latin = Font::new(face(0x20..=0x7e)).err();
    assert_eq!(latin, Some(FontError::NoChinese('采')));
    assert_eq!(Font::new(b"%PDF-1.4".to_vec()).err(), Some(FontError::NoFont));
}

#[test]
fn a_picture_holds_chinese_and_keeps_its_codes() {
    let (label, font) = (label(), font());
    let black = |dots: &Dots| dots.bits().iter().map(|bits| bits.count_zeros()).sum::<u32>();
    let (without, with) = (Dots::draw(&label, 16), Dots::draw_with(&label, 16, Some(&font)));
    // 采样点 象湖镇第三采样点 and 混采: thirteen blocks of nine tenths of their type.
    let least = 13 * (2.0 * 16.0f32 * 0.8).powi(2) as u32;
    assert!(black(&with) > black(&without) + least, "{} {}", black(&with), black(&without));
    let (luma, format) = (with.luma(), Some(rxing::BarcodeFormat::DATA_MATRIX));
    let read = rxing::helpers::detect_in_luma(luma, with.width, with.height, format);
    assert_eq!(read.expect("read").getText(), "001230000722");
}

#[test]
fn a_printer_gets_chinese_as_pictures() {
    let (label, drawn) = (label(), Some(Arc::new(font())));
    let mut out = String::new();
    Printer { drawn, ..Printer::default() }.render(&label, &mut out);
    assert!(out.is_ascii() && !out.contains("^FD 1"), "{out}");
    assert_eq!(out.matches("^GFA").count(), 2, "the place, and how many it is for: {out}");
    let picture = out.split("^GFA,").nth(1).expect("a picture");
    let (count, rest) = picture.split_once(',').expect("bytes");
    let digits = rest.split(',').nth(2).expect("dots").split('^').next().expect("its end");
    assert_eq!(digits.len(), 2 * count.parse::<usize>().expect("a number"));
    assert!(digits.contains("FFFF"), "{digits}");
}

#[test]
fn a_page_holds_its_letters_once() {
    let stock = Stock::named("a4-40").expect("stock");
    let write = |font: Option<Arc<Font>>| {
        let mut bytes = Vec::new();
        let mut pdf = Pdf::new(stock, &mut bytes).with_font(font);
        (0..41).for_each(|_| pdf.add(&label(), &mut bytes));
        pdf.finish(&mut bytes);
        bytes
    };
    let (named, drawn) = (write(None), write(Some(Arc::new(font()))));
    let text = String::from_utf8_lossy(&drawn);
    assert_eq!(text.matches("/Subtype/Form").count(), "采样点象湖镇第三混".chars().count());
    assert_eq!(text.matches("/U91C7 ").count(), 2, "采, on both pages");
    if !super::have("pdftoppm", "poppler-utils") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let dark = |bytes: &[u8]| {
        let path = folder.path().join("page.pdf");
        std::fs::write(&path, bytes).expect("written");
        let args = ["-r", "150", "-gray", "-singlefile", "-l", "1"];
        let page = folder.path().join("page");
        let ran = Command::new("pdftoppm").args(args).args([&path, &page]).output();
        let ran = ran.expect("pdftoppm runs");
        assert!(ran.status.success() && ran.stderr.is_empty() || bytes == named, "{ran:?}");
        let drawn = std::fs::read(folder.path().join("page.pgm")).expect("drawn");
        drawn.iter().filter(|grey| **grey < 64).count()
    };
    // Blocks are blacker than any letters, and than the boxes of a viewer without a font.
    assert!(dark(&drawn) > dark(&named) * 11 / 10);
}
