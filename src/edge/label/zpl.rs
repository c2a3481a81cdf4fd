//! A label as ZPL II for thermal printers. The printer draws Code 128 and Data Matrix itself;
//! QR goes as a picture, because printers differ in where they put theirs.

use std::fmt::Write as _;
use std::sync::Arc;

use super::png::Dots;
use super::{Anchor, Font, Label, Matrix, Shape, Square, word};

/// How a printer is set up.
#[derive(Clone, Debug)]
pub struct Printer {
    /// Dots per mm: 8 (203 dpi), 12 (300) or 24 (600).
    pub dots_per_mm: u32,
    /// A font in the printer that holds Chinese, such as `E:SIMSUN.TTF`.
    pub font: Option<String>,
    /// A font here, from which lines with Chinese are drawn as pictures where the printer has
    /// none. Without either, Chinese is left out and English stands alone.
    pub drawn: Option<Arc<Font>>,
}

impl Default for Printer {
    fn default() -> Printer {
        Printer { dots_per_mm: 8, font: None, drawn: None }
    }
}

impl Printer {
    /// Whether ZPL could name this font: a drive, a colon, a name, and nothing that commands.
    pub fn takes_font(font: &str) -> bool {
        let named = font
            .split_once(':')
            .is_some_and(|(drive, name)| drive.len() == 1 && !name.is_empty() && font.len() <= 24);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b":._-".contains(&byte);
        named && font.bytes().all(plain)
    }

    fn dots(&self, um: u32) -> u32 {
        (u64::from(um) * u64::from(self.dots_per_mm) / 1000) as u32
    }

    /// Adds one label to `out`: from `^XA` to `^XZ` and a line's end.
    pub fn render(&self, label: &Label, out: &mut String) {
        let (width, height) = (self.dots(label.size.width_um), self.dots(label.size.height_um));
        // ^CI28: text is UTF-8. Writing to a string cannot fail.
        let _ = write!(out, "^XA^CI28^PW{width}^LL{height}");
        for shape in &label.shapes {
            self.shape(shape, out);
        }
        out.push_str("^XZ\n");
    }

    fn shape(&self, shape: &Shape, out: &mut String) {
        match shape {
            Shape::Bars { x, y, module, height, bars } => {
                let quiet = super::BARS_QUIET * self.dots(*module);
                let (x, y) = (self.dots(*x) + quiet, self.dots(*y));
                let (module, height) = (self.dots(*module), self.dots(*height));
                // `>;` starts in set C, `>:` in set B.
                let start = if bars.set_c { ';' } else { ':' };
                let text = bars.text();
                let _ =
                    write!(out, "^FO{x},{y}^BY{module}^BCN,{height},N,N,N,N^FD>{start}{text}^FS");
            }
            Shape::Square { x, y, module, matrix } => {
                let dots = self.dots(*module);
                let quiet = matrix.square.quiet() * dots;
                let (x, y) = (self.dots(*x) + quiet, self.dots(*y) + quiet);
                let _ = write!(out, "^FO{x},{y}");
                match matrix.square {
                    Square::DataMatrix => {
                        let (side, text) = (matrix.side(), matrix.text());
                        let _ = write!(out, "^BXN,{dots},200,{side},{side}^FD{text}^FS");
                    }
                    Square::Qr => picture(matrix, dots, out),
                }
            }
            Shape::Rule { x, y, width, height } => {
                let (x, y, width) = (self.dots(*x), self.dots(*y), self.dots(*width));
                let height = self.dots(*height).max(1);
                let _ = write!(out, "^FO{x},{y}^GB{width},{height},{height}^FS");
            }
            Shape::Text { x, y, size, anchor, text } => {
                self.text((*x, *y), *size, *anchor, text, out);
            }
        }
    }

    fn text(&self, (x, y): (u32, u32), size: u32, anchor: Anchor, text: &str, out: &mut String) {
        if let Some(font) = self.drawn.as_ref().filter(|_| self.font.is_none() && !text.is_ascii())
        {
            return self.drawn(font, (x, y), size, anchor, text, out);
        }
        // Carets and tildes command the printer, whatever stands around them.
        let text = if self.font.is_some() { text.into() } else { word::without_chinese(text) };
        let text: String = text.chars().filter(|c| !"^~\\".contains(*c)).collect();
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        // Right and middle are set in a block, which older printers know too.
        let wide = word::width_um(text, size) + size / 2;
        let (left, place) = match anchor {
            Anchor::Start => (x, 'L'),
            Anchor::Middle => (x.saturating_sub(wide / 2), 'C'),
            Anchor::End => (x.saturating_sub(wide), 'R'),
        };
        let (left, top, high) = (self.dots(left), self.dots(y), self.dots(size));
        let _ = match &self.font {
            Some(font) if !text.is_ascii() => {
                write!(out, "^FO{left},{top}^A@N,{high},{high},{font}")
            }
            _ => write!(out, "^FO{left},{top}^A0N,{high}"),
        };
        if anchor != Anchor::Start {
            let _ = write!(out, "^FB{},1,0,{place}", self.dots(wide));
        }
        let _ = write!(out, "^FD{text}^FS");
    }
}

impl Printer {
    /// A line of text as a picture.
    fn drawn(
        &self,
        font: &Font,
        (x, y): (u32, u32),
        size: u32,
        anchor: Anchor,
        text: &str,
        out: &mut String,
    ) {
        let wide = word::width_um(text, size);
        let x = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x.saturating_sub(wide / 2),
            Anchor::End => x.saturating_sub(wide),
        };
        let dots = Dots::line(text, self.dots(size), font);
        let stride = dots.width.div_ceil(8);
        let total = stride * dots.height;
        let (x, y) = (self.dots(x), self.dots(y));
        let _ = write!(out, "^FO{x},{y}^GFA,{total},{total},{stride},");
        dots.bits().iter().for_each(|bits| {
            // Here black is 1.
            let _ = write!(out, "{:02X}", !bits);
        });
        out.push_str("^FS");
    }
}

/// A square code as a picture (`^GFA`), every row of dots in hexadecimal; `:` repeats the row.
fn picture(matrix: &Matrix, dots: u32, out: &mut String) {
    let side = matrix.side();
    let stride = (side * dots).div_ceil(8);
    let mut rows = vec![vec![0u8; stride as usize]; side as usize];
    for (column, row, length) in matrix.runs() {
        for dot in column * dots..(column + length) * dots {
            rows[row as usize][(dot / 8) as usize] |= 0x80 >> (dot % 8);
        }
    }
    let total = stride * side * dots;
    let _ = write!(out, "^GFA,{total},{total},{stride},");
    for row in rows {
        row.iter().for_each(|byte| {
            let _ = write!(out, "{byte:02X}");
        });
        (1..dots).for_each(|_| out.push(':'));
    }
    out.push_str("^FS");
}
