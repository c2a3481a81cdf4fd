//! Labels as PDF pages, written as they come: only the current page is held in memory.
//!
//! The few objects needed (ISO 32000-1: pages, two fonts, one content stream a page) are written
//! here. Fonts are named and not embedded: Helvetica, and the Adobe-GB1 song face that every
//! viewer with Chinese replaces by its own.

use std::fmt::Write as _;

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::{Anchor, Label, Shape, Stock, word};

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
        };
        // The four high bytes tell programs in between that the file is not text.
        pdf.put(out, b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
        for font in FONTS {
            pdf.object(out, font.as_bytes());
        }
        pdf
    }

    /// Adds a label at the next place of its stock; `out` gets a page when one is full.
    pub fn add(&mut self, label: &Label, out: &mut Vec<u8>) {
        let (x, y) = self.stock.corner(self.on_page);
        let high = self.stock.page().height_um;
        self.content.push_str("q\n");
        for shape in &label.shapes {
            // PDF counts from the lower edge.
            draw(shape, (x, high.saturating_sub(y)), &mut self.content);
        }
        self.content.push_str("Q\n");
        self.on_page += 1;
        if self.on_page == self.stock.per_page() {
            self.page(out);
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
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.3} {height:.3}]/Contents {content} 0 R\
             /Resources<</Font<</L 3 0 R/C 4 0 R>>>>>>"
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
fn draw(shape: &Shape, (left, up): (u32, u32), out: &mut String) {
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
            let (x, y) = place(x, y + size * 4 / 5);
            let _ = write!(out, "BT {x:.3} {y:.3} Td ");
            words(text, points(*size), out);
            writeln!(out, "ET")
        }
    };
}

/// Shows a text in runs of one font each.
fn words(text: &str, size: f64, out: &mut String) {
    let latin = |symbol: char| (' '..='~').contains(&symbol);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|symbol| latin(symbol) != latin(first)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if latin(first) {
            let _ = write!(out, "/L {size:.2} Tf (");
            for symbol in run.chars() {
                if matches!(symbol, '(' | ')' | '\\') {
                    out.push('\\');
                }
                out.push(symbol);
            }
            out.push_str(") Tj ");
        } else {
            let _ = write!(out, "/C {size:.2} Tf <");
            run.encode_utf16().for_each(|unit| {
                let _ = write!(out, "{unit:04X}");
            });
            out.push_str("> Tj ");
        }
        rest = after;
    }
}
