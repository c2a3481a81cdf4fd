//! A font that the operator names, for Chinese: its letters as outlines, which every output can
//! draw. Nothing of a font is part of this program, and none needs to be in a viewer or a printer.

use ttf_parser::{Face, OutlineBuilder};

/// Largest font, in bytes: those with all Chinese characters have 5 to 25 million.
pub const FONT_BYTES_MAX: usize = 64 << 20;

/// Units in the height of the type, in which outlines are told.
pub(super) const EM: f32 = 1000.0;

/// Why a font is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FontError {
    /// No TrueType or OpenType font.
    #[error("this is no TrueType or OpenType font (.ttf, .otf, .ttc)")]
    NoFont,
    /// No letter for this, which stands on every label.
    #[error("this font has no `{0}`: choose one for Chinese")]
    NoChinese(char),
}

/// TrueType, OpenType, or the first of a collection.
#[derive(Clone)]
pub struct Font {
    bytes: Vec<u8>,
}

/// A step of an outline, in thousandths of the type's height from the start of the base line; `y`
/// counts upwards.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Step {
    /// Begins a contour.
    Move(f32, f32),
    /// A straight line.
    Line(f32, f32),
    /// A cubic curve: two points that pull, and its end.
    Curve(f32, f32, f32, f32, f32, f32),
    /// Ends a contour.
    Close,
}

/// A letter.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Letter {
    /// From its start to that of the next one, in thousandths of the type's height.
    pub advance: f32,
    pub steps: Vec<Step>,
}

impl Font {
    /// Takes a font's bytes.
    ///
    /// # Errors
    /// [`FontError`].
    pub fn new(bytes: Vec<u8>) -> Result<Font, FontError> {
        let font = Font { bytes };
        if font.bytes.len() > FONT_BYTES_MAX || Face::parse(&font.bytes, 0).is_err() {
            return Err(FontError::NoFont);
        }
        let missing = "采样点管箱".chars().find(|symbol| font.letter(*symbol).is_none());
        missing.map_or(Ok(font), |symbol| Err(FontError::NoChinese(symbol)))
    }

    /// The letter of a character; nothing where the font has none.
    pub(super) fn letter(&self, symbol: char) -> Option<Letter> {
        // Parsing reads the tables' places alone, and takes less time than drawing the letter.
        let face = Face::parse(&self.bytes, 0).ok()?;
        let glyph = face.glyph_index(symbol)?;
        let scale = EM / f32::from(face.units_per_em());
        let mut pen = Pen { scale, at: (0.0, 0.0), steps: Vec::new() };
        face.outline_glyph(glyph, &mut pen)?;
        let advance = f32::from(face.glyph_hor_advance(glyph)?) * scale;
        Some(Letter { advance, steps: pen.steps })
    }
}

/// Its size alone: a font is long.
impl std::fmt::Debug for Font {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Font({} bytes)", self.bytes.len())
    }
}

struct Pen {
    scale: f32,
    at: (f32, f32),
    steps: Vec<Step>,
}

impl Pen {
    fn scaled(&self, x: f32, y: f32) -> (f32, f32) {
        (x * self.scale, y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.scaled(x, y);
        self.steps.push(Step::Move(self.at.0, self.at.1));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.scaled(x, y);
        self.steps.push(Step::Line(self.at.0, self.at.1));
    }

    /// A quadratic curve as a cubic one.
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x0, y0), (x1, y1), (x, y)) = (self.at, self.scaled(x1, y1), self.scaled(x, y));
        let pull = |end: f32, towards: f32| end + (towards - end) * 2.0 / 3.0;
        let (a, b) = ((pull(x0, x1), pull(y0, y1)), (pull(x, x1), pull(y, y1)));
        self.steps.push(Step::Curve(a.0, a.1, b.0, b.1, x, y));
        self.at = (x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2)) = (self.scaled(x1, y1), self.scaled(x2, y2));
        self.at = self.scaled(x, y);
        self.steps.push(Step::Curve(x1, y1, x2, y2, self.at.0, self.at.1));
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}

impl Letter {
    /// Straight edges, each from a point to the next.
    fn edges(&self) -> Vec<[(f32, f32); 2]> {
        /// Straight parts of a curve: at the sizes of labels no corner shows.
        const PARTS: u8 = 6;
        let mut edges = Vec::new();
        let (mut first, mut at) = ((0.0, 0.0), (0.0, 0.0));
        for step in &self.steps {
            match *step {
                Step::Move(x, y) => (first, at) = ((x, y), (x, y)),
                Step::Line(x, y) => {
                    edges.push([at, (x, y)]);
                    at = (x, y);
                }
                Step::Curve(x1, y1, x2, y2, x, y) => {
                    let start = at;
                    for part in 1..=PARTS {
                        let t = f32::from(part) / f32::from(PARTS);
                        let bend = |a: f32, b: f32, c: f32, d: f32| {
                            let s = 1.0 - t;
                            s * s * s * a
                                + 3.0 * s * s * t * b
                                + 3.0 * s * t * t * c
                                + t * t * t * d
                        };
                        let next = (bend(start.0, x1, x2, x), bend(start.1, y1, y2, y));
                        edges.push([at, next]);
                        at = next;
                    }
                }
                Step::Close => {
                    edges.push([at, first]);
                    at = first;
                }
            }
        }
        edges
    }

    /// Dots of the letter set `size` dots high with its base line at row `base`: runs of black as
    /// row, first dot and dots, from the letter's start; both may lie before nought.
    pub(super) fn dots(&self, size: f32, base: f32) -> Vec<(i32, i32, i32)> {
        let scale = size / EM;
        let place = |(x, y): (f32, f32)| (x * scale, base - y * scale);
        let edges: Vec<_> = self.edges().into_iter().map(|edge| edge.map(place)).collect();
        let ends = edges.iter().flatten().map(|(_, y)| *y);
        let (low, high) = (ends.clone().fold(f32::MAX, f32::min), ends.fold(f32::MIN, f32::max));
        let mut runs = Vec::new();
        // A letter beyond all measure is none: fonts may say anything.
        let rows = low.floor().max(-1e4) as i32..high.ceil().min(1e4) as i32;
        for row in rows {
            let y = row as f32 + 0.5;
            let mut crossings: Vec<(f32, i32)> = edges
                .iter()
                .filter(|[(_, a), (_, b)]| (*a <= y) != (*b <= y))
                .map(|[(x1, y1), (x2, y2)]| {
                    let x = x1 + (y - y1) / (y2 - y1) * (x2 - x1);
                    (x, if y2 > y1 { 1 } else { -1 })
                })
                .collect();
            crossings.sort_by(|one, other| one.0.total_cmp(&other.0));
            let mut around = 0;
            for pair in crossings.windows(2) {
                around += pair[0].1;
                let (from, to) = (pair[0].0.round() as i32, pair[1].0.round() as i32);
                if around != 0 && to > from {
                    runs.push((row, from, to - from));
                }
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_black_around_and_white_within() {
        let square = |from: f32, to: f32, turned: bool| {
            let mut corners = [(from, from), (to, from), (to, to), (from, to)];
            if turned {
                corners.reverse();
            }
            let [a, b, c, d] = corners;
            let lines = [b, c, d].map(|(x, y)| Step::Line(x, y));
            [&[Step::Move(a.0, a.1)][..], &lines, &[Step::Close]].concat()
        };
        let steps = [square(0.0, 1000.0, false), square(250.0, 750.0, true)].concat();
        let letter = Letter { advance: 1000.0, steps };
        let runs = letter.dots(8.0, 8.0);
        assert_eq!(runs.iter().map(|run| run.2).sum::<i32>(), 64 - 16);
        assert!(
            runs.contains(&(0, 0, 8)) && runs.contains(&(3, 0, 2)) && runs.contains(&(3, 6, 2))
        );
    }

    #[test]
    fn what_is_no_font_is_refused() {
        for bytes in [&b""[..], b"no font", b"\0\x01\0\0\0\x01", b"ttcf\0\x01\0\0\0\0\0\x01"] {
            assert_eq!(Font::new(bytes.to_vec()).err(), Some(FontError::NoFont));
        }
    }
}
