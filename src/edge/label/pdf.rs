//! Labels as PDF pages, written as they come: only the current page is held in memory.
//!
//! The few objects needed (ISO 32000-1: pages, two fonts, one content stream a page) are written
//! here. Helvetica is named and not embedded, and so is, without a font of the operator's, the
//! Adobe-GB1 song face that a viewer with Chinese replaces by its own; others show boxes. With
//! one, each Chinese letter is drawn once as a form and placed wherever it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::font::Step;
use super::{Anchor, Font, Label, Shape, Stock, word};

/// Points in a thousand micrometres.
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// Objects before the first page.
const FONTS: [&str; 4] = [
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H\
     /DescendantFonts[5 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 6 0 R/DW 1000\
     /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]\
     /ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
];

/// A PDF in the making. Bytes come in order: append what each call gives to the file.
pub struct Pdf {
    stock: Stock,
    /// Where each object starts, from object 1; objects 1 and 2 come last.
    offsets: Vec<u64>,
    pages: Vec<usize>,
    /// Bytes given out so far.
    written: u64,
    content: String,
    /// Labels on the page in the making.
    on_page: u32,
    letters: Letters,
    /// Letters on the page in the making.
    used: BTreeSet<char>,
}

/// Letters of a font that were drawn so far.
#[derive(Default)]
struct Letters {
    font: Option<Arc<Font>>,
    /// The object and the advance in thousandths of the type's height; nothing for what the font
    /// does not have.
    drawn: BTreeMap<char, Option<(usize, f32)>>,
}

impl Pdf {
    /// A document on this stock; `out` gets its first bytes.
    pub fn new(stock: Stock, out: &mut Vec<u8>) -> Pdf {
        let mut pdf = Pdf {
            stock,
            offsets: vec![0; 2],
            pages: Vec::new(),
            written: 0,
            content: String::new(),
            on_page: 0,
            letters: Letters::default(),
            used: BTreeSet::new(),
        };
        // The four high bytes tell programs in between that the file is not text.
        pdf.put(out, b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
        for font in FONTS {
            pdf.object(out, font.as_bytes());
        }
        pdf
    }

    /// With a font for what is not Latin.
    #[must_use]
    pub fn with_font(mut self, font: Option<Arc<Font>>) -> Pdf {
        self.letters.font = font;
        self
    }

    /// Adds a label at the next place of its stock; `out` gets a page when one is full.
    pub fn add(&mut self, label: &Label, out: &mut Vec<u8>) {
        self.letters(label, out);
        let (x, y) = self.stock.corner(self.on_page);
        let high = self.stock.page().height_um;
        self.content.push_str("q\n");
        for shape in &label.shapes {
            // PDF counts from the lower edge.
            draw(shape, (x, high.saturating_sub(y)), &self.letters, &mut self.content);
        }
        self.content.push_str("Q\n");
        self.on_page += 1;
        if self.on_page == self.stock.per_page() {
            self.page(out);
        }
    }

    /// Draws the letters of a label that were not drawn before.
    fn letters(&mut self, label: &Label, out: &mut Vec<u8>) {
        let Some(font) = self.letters.font.clone() else { return };
        let texts = label.shapes.iter().filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text),
            _ => None,
        });
        for symbol in texts.flat_map(|text| text.chars()).filter(|symbol| !latin(*symbol)) {
            self.used.insert(symbol);
            if !self.letters.drawn.contains_key(&symbol) {
                let letter = font.letter(symbol);
                let drawn = letter.map(|one| (self.object(out, &form(&one.steps)), one.advance));
                self.letters.drawn.insert(symbol, drawn);
            }
        }
    }

    /// Ends the document: `out` gets the last page and the tables.
    pub fn finish(mut self, out: &mut Vec<u8>) {
        if self.on_page > 0 || self.pages.is_empty() {
            self.page(out);
        }
        self.offsets[0] = self.written;
        self.put(out, b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        self.offsets[1] = self.written;
        let mut tree = "2 0 obj\n<</Type/Pages/Kids[".to_owned();
        for page in &self.pages {
            let _ = write!(tree, "{page} 0 R ");
        }
        let _ = write!(tree, "]/Count {}>>\nendobj\n", self.pages.len());
        self.put(out, tree.as_bytes());
        let (table_at, count) = (self.written, self.offsets.len() + 1);
        let mut table = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for offset in &self.offsets {
            let _ = writeln!(table, "{offset:010} 00000 n ");
        }
        let _ = write!(table, "trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table_at}\n");
        table.push_str("%%EOF\n");
        self.put(out, table.as_bytes());
    }

    fn page(&mut self, out: &mut Vec<u8>) {
        let packed = compress_to_vec_zlib(self.content.as_bytes(), 3);
        self.content.clear();
        self.on_page = 0;
        let head = format!("<</Length {}/Filter/FlateDecode>>\nstream\n", packed.len());
        let stream = [head.as_bytes(), &packed, b"\nendstream"].concat();
        let content = self.object(out, &stream);
        let page = self.stock.page();
        let (width, height) = (points(page.width_um), points(page.height_um));
        let mut forms = String::new();
        for symbol in std::mem::take(&mut self.used) {
            if let Some(Some((object, _))) = self.letters.drawn.get(&symbol) {
                let _ = write!(forms, "/U{:X} {object} 0 R", symbol as u32);
            }
        }
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.3} {height:.3}]/Contents {content} 0 R\
             /Resources<</Font<</L 3 0 R/C 4 0 R>>/XObject<<{forms}>>>>>>"
        );
        let page = self.object(out, page.as_bytes());
        self.pages.push(page);
    }

    /// Gives out the next object and its number.
    fn object(&mut self, out: &mut Vec<u8>, body: &[u8]) -> usize {
        self.offsets.push(self.written);
        let number = self.offsets.len();
        let head = format!("{number} 0 obj\n");
        self.put(out, &[head.as_bytes(), body, b"\nendobj\n"].concat());
        number
    }

    fn put(&mut self, out: &mut Vec<u8>, bytes: &[u8]) {
        out.extend_from_slice(bytes);
        self.written += bytes.len() as u64;
    }
}

fn points(um: u32) -> f64 {
    f64::from(um) / 1000.0 * POINTS_PER_MM
}

/// Draws a shape; the label's upper left corner is `(x, up)` from the page's lower left one. Codes
/// are drawn in modules, all of a code in one fill, so that no seam shows between them.
fn draw(shape: &Shape, (left, up): (u32, u32), letters: &Letters, out: &mut String) {
    let place = |x: u32, y: u32| (points(left + x), points(up.saturating_sub(y)));
    let _ = match shape {
        Shape::Bars { x, y, module, height, bars } => {
            let ((x, y), wide, high) = (place(*x, y + height), points(*module), points(*height));
            let _ = writeln!(out, "q {wide:.5} 0 0 {high:.4} {x:.4} {y:.4} cm");
            for (start, length) in bars.runs() {
                let _ = write!(out, "{start} 0 {length} 1 re ");
            }
            writeln!(out, "f Q")
        }
        Shape::Square { x, y, module, matrix } => {
            let (quiet, wide) = (matrix.square.quiet(), points(*module));
            let (x, y) = place(x + quiet * module, y + quiet * module);
            // Rows count downwards.
            let _ = writeln!(out, "q {wide:.5} 0 0 -{wide:.5} {x:.4} {y:.4} cm");
            for (column, row, length) in matrix.runs() {
                let _ = write!(out, "{column} {row} {length} 1 re ");
            }
            writeln!(out, "f Q")
        }
        Shape::Rule { x, y, width, height } => {
            let ((x, y), wide, high) = (place(*x, y + height), points(*width), points(*height));
            writeln!(out, "{x:.3} {y:.3} {wide:.3} {high:.3} re f")
        }
        Shape::Text { x, y, size, anchor, text } => {
            let wide = word::width_um(text, *size);
            let x = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x.saturating_sub(wide / 2),
                Anchor::End => x.saturating_sub(wide),
            };
            words(text, place(x, y + size * 4 / 5), points(*size), letters, out);
            Ok(())
        }
    };
}

/// What Helvetica has.
fn latin(symbol: char) -> bool {
    (' '..='~').contains(&symbol)
}

/// Shows a text from its start on the base line, in runs of one font each.
fn words(text: &str, (mut x, y): (f64, f64), size: f64, letters: &Letters, out: &mut String) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(Some((_, advance))) = letters.drawn.get(&first) {
            let name = first as u32;
            let _ = writeln!(out, "q {size:.3} 0 0 {size:.3} {x:.3} {y:.3} cm /U{name:X} Do Q");
            x += f64::from(*advance) / 1000.0 * size;
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let other = |symbol: char| {
            latin(symbol) != latin(first) || matches!(letters.drawn.get(&symbol), Some(Some(_)))
        };
        let (run, after) = rest.split_at(rest.find(other).unwrap_or(rest.len()));
        let _ = write!(out, "BT {x:.3} {y:.3} Td ");
        if latin(first) {
            let _ = write!(out, "/L {size:.2} Tf (");
            for symbol in run.chars() {
                if matches!(symbol, '(' | ')' | '\\') {
                    out.push('\\');
                }
                out.push(symbol);
            }
            out.push_str(") Tj ET\n");
        } else {
            let _ = write!(out, "/C {size:.2} Tf <");
            run.encode_utf16().for_each(|unit| {
                let _ = write!(out, "{unit:04X}");
            });
            out.push_str("> Tj ET\n");
        }
        x += f64::from(word::width_um(run, 1_000)) / 1000.0 * size;
        rest = after;
    }
}

/// A letter as a form of the type's height.
fn form(steps: &[Step]) -> Vec<u8> {
    let mut path = String::new();
    for step in steps {
        let _ = match step {
            Step::Move(x, y) => write!(path, "{x:.0} {y:.0} m "),
            Step::Line(x, y) => write!(path, "{x:.0} {y:.0} l "),
            Step::Curve(x1, y1, x2, y2, x, y) => {
                write!(path, "{x1:.0} {y1:.0} {x2:.0} {y2:.0} {x:.0} {y:.0} c ")
            }
            Step::Close => write!(path, "h "),
        };
    }
    path.push_str("f\n");
    let packed = compress_to_vec_zlib(path.as_bytes(), 6);
    let head = format!(
        "<</Type/XObject/Subtype/Form/BBox[-1000 -1000 2000 2000]/Matrix[.001 0 0 .001 0 0]\
         /Length {}/Filter/FlateDecode>>\nstream\n",
        packed.len()
    );
    [head.as_bytes(), &packed, b"\nendstream"].concat()
}
