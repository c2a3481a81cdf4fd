//! A label as PNG: one bit a dot, for printers and pages that take pictures only. Text is drawn
//! from built-in letters: digits, capitals and a few signs; Chinese needs a font.

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::glyph;
use super::{Anchor, Font, Label, Shape, word};

/// Resolutions in dots per mm at which modules are whole dots: 203, 406 and 609 dpi.
pub const DOTS_PER_MM: [u32; 3] = [8, 16, 24];

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];

/// Dots of a label, white where nothing is drawn.
pub struct Dots {
    /// Dots in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    per_mm: u32,
    bits: Vec<u8>,
}

impl Dots {
    /// Draws a label at so many dots per mm, 4-48, without Chinese.
    pub fn draw(label: &Label, per_mm: u32) -> Dots {
        Dots::draw_with(label, per_mm, None)
    }

    /// Draws a label at so many dots per mm, 4-48; Chinese where there is a font.
    pub fn draw_with(label: &Label, per_mm: u32, font: Option<&Font>) -> Dots {
        let per_mm = per_mm.clamp(4, 48);
        let dots = |um: u32| (u64::from(um) * u64::from(per_mm) / 1000) as u32;
        let (width, height) = (dots(label.size.width_um), dots(label.size.height_um));
        let mut drawn = Dots::blank(width, height, per_mm);
        for shape in &label.shapes {
            drawn.shape(shape, font);
        }
        drawn
    }

    /// A line of text alone, so many dots high.
    pub(super) fn line(text: &str, size: u32, font: &Font) -> Dots {
        let mut drawn = Dots::blank(word::width_um(text, size) + size / 2, size * 5 / 4, 8);
        drawn.text((0, 0), size, Anchor::Start, text, Some(font));
        drawn
    }

    fn blank(width: u32, height: u32, per_mm: u32) -> Dots {
        let (width, height) = (width.max(1), height.max(1));
        let bits = vec![0xff; (width.div_ceil(8) * height) as usize];
        Dots { width, height, per_mm, bits }
    }

    fn dots(&self, um: u32) -> u32 {
        (u64::from(um) * u64::from(self.per_mm) / 1000) as u32
    }

    /// Rows of whole bytes; 1 is white, the highest bit is the leftmost dot.
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// One byte a dot, 0 black and 255 white, row by row: what readers of pictures take.
    pub fn luma(&self) -> Vec<u8> {
        let stride = self.width.div_ceil(8) as usize;
        let rows = self.bits.chunks(stride);
        let dot = |row: &[u8], x: usize| if row[x / 8] & (0x80 >> (x % 8)) == 0 { 0 } else { 255 };
        rows.flat_map(|row| (0..self.width as usize).map(move |x| dot(row, x))).collect()
    }

    fn shape(&mut self, shape: &Shape, font: Option<&Font>) {
        match shape {
            Shape::Bars { x, y, module, height, bars } => {
                let (x, y) = (self.dots(*x), self.dots(*y));
                let (module, height) = (self.dots(*module).max(1), self.dots(*height));
                for (start, length) in bars.runs() {
                    self.black(x + start * module, y, length * module, height);
                }
            }
            Shape::Square { x, y, module, matrix } => {
                let (x, y, module) = (self.dots(*x), self.dots(*y), self.dots(*module).max(1));
                let quiet = matrix.square.quiet();
                for (column, row, length) in matrix.runs() {
                    let (left, top) = (x + (column + quiet) * module, y + (row + quiet) * module);
                    self.black(left, top, length * module, module);
                }
            }
            Shape::Rule { x, y, width, height } => {
                let (x, y) = (self.dots(*x), self.dots(*y));
                self.black(x, y, self.dots(*width), self.dots(*height).max(1));
            }
            Shape::Text { x, y, size, anchor, text } => {
                self.text((self.dots(*x), self.dots(*y)), self.dots(*size), *anchor, text, font);
            }
        }
    }

    fn text(
        &mut self,
        (x, y): (u32, u32),
        size: u32,
        anchor: Anchor,
        text: &str,
        font: Option<&Font>,
    ) {
        let base = y + size * 4 / 5;
        if let Some(font) = font.filter(|_| !text.is_ascii()) {
            let x = anchored(x, word::width_um(text, size), anchor);
            return self.lettered((x, base), size, text, font);
        }
        let text = word::without_chinese(text);
        let steps = (glyph::of(&text).count() as u32 * glyph::STEP).max(1);
        // These letters are all equally wide, and the room was measured with others.
        let narrow = word::width_um(&text, size) / steps;
        let dot = (size * 72 / 100 / glyph::HEIGHT).min(narrow).max(1);
        self.built_in((anchored(x, steps * dot, anchor), base), dot, &text);
    }

    /// Text in built-in letters from its start on the base line. Capitals are 72 hundredths of the
    /// type's height, as in the fonts of the other outputs.
    fn built_in(&mut self, (x, base): (u32, u32), dot: u32, text: &str) {
        let y = base.saturating_sub(glyph::HEIGHT * dot);
        for (at, columns) in (0..).zip(glyph::of(text)) {
            for (column, bits) in (0..).zip(columns) {
                for row in (0..glyph::HEIGHT).filter(|row| bits >> row & 1 == 1) {
                    let left = x + (at * glyph::STEP + column) * dot;
                    self.black(left, y + row * dot, dot, dot);
                }
            }
        }
    }

    /// Text in letters of a font; what the font has not, in built-in ones.
    fn lettered(&mut self, (x, base): (u32, u32), size: u32, text: &str, font: &Font) {
        let mut left = x as f32;
        let others: String = text.chars().filter(|one| font.letter(*one).is_none()).collect();
        let steps = (others.chars().count() as u32 * glyph::STEP).max(1);
        let narrow = word::width_um(&others, size) / steps;
        let dot = (size * 72 / 100 / glyph::HEIGHT).min(narrow).max(1);
        for symbol in text.chars() {
            let Some(letter) = font.letter(symbol) else {
                let mut one = [0; 4];
                self.built_in((left as u32, base), dot, symbol.encode_utf8(&mut one));
                left += (glyph::STEP * dot) as f32;
                continue;
            };
            for (row, from, length) in letter.dots(size as f32, base as f32) {
                let from = from + left.round() as i32;
                let to = (from + length).max(0);
                if row >= 0 {
                    let from = from.max(0);
                    self.black(from as u32, row as u32, (to - from).max(0) as u32, 1);
                }
            }
            left += letter.advance * size as f32 / 1000.0;
        }
    }

    /// Blackens a rectangle; what lies outside is not drawn.
    fn black(&mut self, left: u32, top: u32, width: u32, height: u32) {
        let stride = self.width.div_ceil(8);
        for y in top..(top + height).min(self.height) {
            for x in left..(left + width).min(self.width) {
                self.bits[(y * stride + x / 8) as usize] &= !(0x80 >> (x % 8));
            }
        }
    }

    /// The dots as a PNG file.
    pub fn png(&self) -> Vec<u8> {
        let mut header = Vec::with_capacity(13);
        header.extend(self.width.to_be_bytes());
        header.extend(self.height.to_be_bytes());
        // One bit, grey, no filter by rows beyond "none", not interlaced.
        header.extend([1, 0, 0, 0, 0]);
        let per_metre = (self.per_mm * 1000).to_be_bytes();
        let scale: Vec<u8> = [per_metre, per_metre].concat().into_iter().chain([1]).collect();
        let stride = self.width.div_ceil(8) as usize;
        let rows: Vec<u8> =
            self.bits.chunks(stride).flat_map(|row| [0].iter().chain(row)).copied().collect();
        let mut out = SIGNATURE.to_vec();
        chunk(&mut out, *b"IHDR", &header);
        chunk(&mut out, *b"pHYs", &scale);
        chunk(&mut out, *b"IDAT", &compress_to_vec_zlib(&rows, 6));
        chunk(&mut out, *b"IEND", &[]);
        out
    }
}

/// The label as a PNG file at so many dots per mm; see [`DOTS_PER_MM`].
pub fn render(label: &Label, dots_per_mm: u32, font: Option<&Font>) -> Vec<u8> {
    Dots::draw_with(label, dots_per_mm, font).png()
}

/// Where a text of this width starts.
fn anchored(x: u32, wide: u32, anchor: Anchor) -> u32 {
    match anchor {
        Anchor::Start => x,
        Anchor::Middle => x.saturating_sub(wide / 2),
        Anchor::End => x.saturating_sub(wide),
    }
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    out.extend((data.len() as u32).to_be_bytes());
    let start = out.len();
    out.extend(kind);
    out.extend(data);
    let sum = crc(&out[start..]);
    out.extend(sum.to_be_bytes());
}

/// CRC-32 of a chunk (ISO 3309, PNG section 5.5); labels are small, so bit by bit will do.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
    !bytes.iter().fold(!0u32, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_has_the_check_every_reader_expects() {
        // The empty last chunk is the same in every PNG file.
        let mut out = Vec::new();
        chunk(&mut out, *b"IEND", &[]);
        assert_eq!(out, [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]);
    }
}
