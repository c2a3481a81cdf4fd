//! QR and Data Matrix in a picture, all there are.

use rxing::common::{DetectorRXingResult as _, HybridBinarizer};
use rxing::datamatrix::decoder::Decoder;
use rxing::datamatrix::detector::zxing_cpp_detector;
use rxing::multi::MultipleBarcodeReader as _;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8Source, Point};

use super::{Luma, Seen, Symbol};

/// Every QR that rxing reads.
pub(super) fn qr(luma: &Luma) -> Vec<Seen> {
    let mut seen = Vec::new();
    let (width, height) = (luma.width(), luma.height());
    let Ok(source) = Luma8Source::new_with_slice(luma.pixels(), width, height) else {
        return seen;
    };
    let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints {
        TryHarder: Some(true),
        PossibleFormats: Some([BarcodeFormat::QR_CODE].into()),
        ..DecodeHints::default()
    };
    for code in QrReader.decode_multiple_with_hints(&mut picture, &hints).unwrap_or_default() {
        add(&mut seen, Symbol::Qr, code.getText(), code.getPoints());
    }
    seen
}

/// Every Data Matrix that rxing reads. It follows each edge of the picture, noise too: most of the
/// time that a photograph takes goes here.
pub(super) fn data_matrix(luma: &Luma) -> Vec<Seen> {
    let mut seen = Vec::new();
    let (width, height) = (luma.width(), luma.height());
    let Ok(source) = Luma8Source::new_with_slice(luma.pixels(), width, height) else {
        return seen;
    };
    let picture = BinaryBitmap::new(HybridBinarizer::new(source));
    let decoder = Decoder::new();
    let found = zxing_cpp_detector::detect(picture.get_black_matrix(), true, true);
    for code in found.unwrap_or_default() {
        if let Ok(read) = decoder.decode(code.getBits()) {
            add(&mut seen, Symbol::DataMatrix, read.getText(), code.getPoints());
        }
    }
    seen
}

fn add(seen: &mut Vec<Seen>, symbol: Symbol, text: &str, corners: &[Point]) {
    let corners = corners.iter().map(|corner| (corner.x, corner.y));
    push(seen, symbol, text, corners);
}

/// Adds a code at the middle of its corners; the same one at the same place is kept once.
fn push(
    seen: &mut Vec<Seen>,
    symbol: Symbol,
    text: &str,
    corners: impl ExactSizeIterator<Item = (f32, f32)> + Clone,
) {
    let count = corners.len().max(1) as f32;
    let (x, y) = corners.clone().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
    let middle = (x / count, y / count);
    let reach = corners.map(|at| (at.0 - middle.0).hypot(at.1 - middle.1)).fold(0.0, f32::max);
    let again = |one: &Seen| {
        let apart = (one.middle.0 - middle.0).hypot(one.middle.1 - middle.1);
        one.symbol == symbol && one.text == text && apart <= reach
    };
    if !seen.iter().any(again) {
        seen.push(Seen { symbol, text: text.to_owned(), middle, along: (0.0, 0.0) });
    }
}

/// What rqrr reads, another program with eyes of its own. It may panic.
pub(super) fn second_opinion(luma: &Luma) -> Vec<Seen> {
    let (width, height) = (luma.width() as usize, luma.height() as usize);
    let pixels = luma.pixels();
    let mut seen = Vec::new();
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    for grid in picture.detect_grids() {
        if let Ok((_, text)) = grid.decode() {
            let corners = grid.bounds.iter().map(|corner| (corner.x as f32, corner.y as f32));
            push(&mut seen, Symbol::Qr, &text, corners);
        }
    }
    seen
}
