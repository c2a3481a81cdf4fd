//! A report as it comes over the line, and its code read again.

use std::sync::Arc;

use rxing::BarcodeFormat;
use tenfold::edge::label::Font;

use super::face::face;
use crate::common::Server;

/// A server that has a font: every Chinese character is the same block.
pub fn serving() -> Server {
    let font = font();
    Server::ready(move |app| app.with_label_font(Some(font)))
}

pub fn font() -> Arc<Font> {
    Arc::new(Font::new(face(0x4e00..=0x9fff)).expect("a font"))
}

/// The only QR of a page: its modules drawn again as the page's content says, and read.
pub fn scanned(pdf: &[u8]) -> String {
    let find = |from: usize, what: &[u8]| {
        let at = pdf[from..].windows(what.len()).position(|part| part == what);
        at.map(|at| from + at)
    };
    let (mut from, mut content) = (0, String::new());
    while let Some(start) = find(from, b"/FlateDecode>>\nstream\n").map(|at| at + 22) {
        let end = find(start, b"\nendstream").expect("its end");
        let part = miniz_oxide::inflate::decompress_to_vec_zlib(&pdf[start..end]).expect("packed");
        content += &String::from_utf8_lossy(&part);
        from = end;
    }
    let code = content.split("q ").find(|part| part.contains(" 1 re ")).expect("a code");
    let runs = code.split_once("cm\n").expect("its place").1;
    let numbers = |run: &str| run.split(' ').filter_map(|n| n.parse().ok()).collect::<Vec<usize>>();
    let (side, dots, quiet) = (80, 4, 4);
    let mut luma = vec![255; side * side * dots * dots];
    for run in runs.split(" re ").map(numbers).filter(|run| run.len() == 4) {
        for y in (run[1] + quiet) * dots..(run[1] + quiet + 1) * dots {
            let row = y * side * dots;
            let (left, right) = ((run[0] + quiet) * dots, (run[0] + run[2] + quiet) * dots);
            luma[row + left..row + right].fill(0);
        }
    }
    let (side, format) = ((side * dots) as u32, Some(BarcodeFormat::QR_CODE));
    let read = rxing::helpers::detect_in_luma(luma, side, side, format);
    read.expect("read").getText().to_owned()
}
