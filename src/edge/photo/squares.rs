//! QR and Data Matrix in a picture, all there are.

use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::common::{BitMatrix, DetectorRXingResult as _, HybridBinarizer};
use rxing::datamatrix::decoder::Decoder;
use rxing::datamatrix::detector::zxing_cpp_detector;
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR};
use rxing::{BinaryBitmap, Luma8Source, Point};

use super::ink::Ink;
use super::luma::Area;
use super::spots::{self, Spot};
use super::{Luma, Seen, Symbol, calm};

/// How many times over a picture's pixels are looked at, spot by spot: spots of a carpet overlap
/// without end.
const TIMES_OVER: u64 = 2;

/// Part of a picture above which a spot is the desk rather than a code, and above which it may be:
/// then it is looked at last.
const DESK_PART: u64 = 3;
const LARGE_PART: u64 = 16;

/// How many times longer or shorter than a square that was read the others of the picture are.
pub(super) const UNLIKE_MAX: f32 = 2.0;

/// Least side of a spot that is worth another look at half the size.
const HALF_SIDE_MIN: u32 = 28;

/// What stands at the spots of a picture that may be a Data Matrix.
#[derive(Default)]
pub(super) struct AtSpots {
    /// What was read.
    pub(super) seen: Vec<Seen>,
    /// Spots at which nothing was read.
    pub(super) unread: Vec<Spot>,
}

/// Looks for Data Matrix at each spot that may be one, by itself: a reader that looks at all of a
/// picture finds only some of many.
///
/// Spots within a square that was read, here or before, are passed over, and so are those much
/// smaller than one that was read here: letters.
pub(super) fn at_spots(luma: &Luma, ink: &Ink, before: &[Seen]) -> AtSpots {
    let mut found = AtSpots::default();
    let size = (luma.width(), luma.height());
    let pixels = luma.pixels().len() as u64;
    let mut left = pixels * TIMES_OVER;
    let spots = spots::squares(ink).into_iter().filter(|s| s.area.pixels() * DESK_PART < pixels);
    let (large, small): (Vec<Spot>, Vec<Spot>) =
        spots.partition(|spot| spot.area.pixels() * LARGE_PART > pixels);
    for spot in small.into_iter().chain(large) {
        let (long, (x, y)) = (spot.side() as f32, spot.middle());
        let letter = found.seen.iter().any(|one| long * UNLIKE_MAX < one.side);
        let within = |one: &Seen| (one.middle.0 - x).hypot(one.middle.1 - y) < one.side / 2.0;
        let desk = |one: &Seen| spot.area.holds(one.middle);
        let mut read = before.iter().chain(&found.seen);
        if letter || read.any(|one| within(one) || desk(one)) {
            continue;
        }
        let area = spot.area.wider(spot.margin(), size);
        let Some(rest) = left.checked_sub(area.pixels()) else { continue };
        left = rest;
        let seen = at(luma, ink, area, spot.side() >= HALF_SIDE_MIN);
        if seen.is_empty() {
            found.unread.push(spot);
        }
        found.seen.extend(seen);
    }
    found
}

/// Data Matrix in a part of a picture, and where none is read, at half the size, which drowns
/// noise.
fn at(luma: &Luma, ink: &Ink, area: Area, also_half: bool) -> Vec<Seen> {
    let moved = |seen: Vec<Seen>, by: u32| {
        seen.into_iter().map(|one| one.in_full(by).moved(area)).collect::<Vec<Seen>>()
    };
    let seen = calm(|| ink.matrix(area).map(|ink| data_matrix(&ink)));
    let seen = moved(seen.unwrap_or_default(), 1);
    if !seen.is_empty() || !also_half {
        return seen;
    }
    let half = luma.part(area).and_then(|part| part.smaller(2));
    moved(calm(|| half.map(|half| data_matrix_anywhere(&half))).unwrap_or_default(), 2)
}

/// Every QR in a picture's ink, and how many eyes are left that belong to none.
pub(super) fn qr(ink: &Ink) -> (Vec<Seen>, usize) {
    let mut seen: Vec<Seen> = Vec::new();
    let Some(ink) = ink.all() else { return (seen, 0) };
    let mut eyes = FindFinderPatterns(&ink, true, 0);
    // An eye belongs to one code: sets of three that share it with one that was read are chance.
    let mut used: Vec<ConcentricPattern> = Vec::new();
    for set in GenerateFinderPatternSets(&mut eyes) {
        let own = [set.bl, set.tl, set.tr];
        if own.iter().any(|eye| used.contains(eye)) {
            continue;
        }
        let Ok(code) = SampleQR(&ink, &set) else { continue };
        let Ok(read) = Decode(code.getBits()) else { continue };
        if read.isValid() {
            used.extend(own);
            add(&mut seen, Symbol::Qr, &read.text(), code.getPoints());
        }
    }
    (seen, eyes.len() - used.len())
}

/// Every Data Matrix of a picture. It follows each edge, noise too, and takes long: most are read
/// by [`data_matrix`] in a small part of the picture.
pub(super) fn data_matrix_anywhere(luma: &Luma) -> Vec<Seen> {
    let (width, height) = (luma.width(), luma.height());
    let Ok(source) = Luma8Source::new_with_slice(luma.pixels(), width, height) else {
        return Vec::new();
    };
    let picture = BinaryBitmap::new(HybridBinarizer::new(source));
    data_matrix(picture.get_black_matrix())
}

/// Data Matrix in a picture's ink: all that do not stand in each other's way, as one by itself.
pub(super) fn data_matrix(ink: &BitMatrix) -> Vec<Seen> {
    let mut seen = Vec::new();
    let decoder = Decoder::new();
    let found = zxing_cpp_detector::detect(ink, true, true);
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
        let (text, side) = (text.to_owned(), reach * std::f32::consts::SQRT_2);
        seen.push(Seen { symbol, text, middle, along: (0.0, 0.0), side });
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
