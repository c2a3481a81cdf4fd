//! A label as SVG: lengths in millimetres on the outside, micrometres within.

use std::fmt::Write as _;

use super::{Anchor, Label, Shape};

/// The label as one SVG document, black on white.
pub fn render(label: &Label) -> String {
    let (width, height) = (label.size.width_um, label.size.height_um);
    let (wide, high) = (f64::from(width) / 1000.0, f64::from(height) / 1000.0);
    let mut out = String::with_capacity(4_096);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}mm\" height=\"{high}mm\" \
         viewBox=\"0 0 {width} {height}\">\n<rect width=\"{width}\" height=\"{height}\" \
         fill=\"#fff\"/>\n"
    );
    for shape in &label.shapes {
        draw(shape, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

fn draw(shape: &Shape, out: &mut String) {
    let _ = match shape {
        Shape::Bars { x, y, module, height, bars } => {
            out.push_str("<path shape-rendering=\"crispEdges\" d=\"");
            for (start, length) in bars.runs() {
                let (left, width) = (x + start * module, length * module);
                let _ = write!(out, "M{left} {y}h{width}v{height}h-{width}z");
            }
            writeln!(out, "\"/>")
        }
        Shape::Square { x, y, module, matrix } => {
            let quiet = matrix.square.quiet();
            out.push_str("<path shape-rendering=\"crispEdges\" d=\"");
            for (column, row, length) in matrix.runs() {
                let (left, top) = (x + (column + quiet) * module, y + (row + quiet) * module);
                let width = length * module;
                let _ = write!(out, "M{left} {top}h{width}v{module}h-{width}z");
            }
            writeln!(out, "\"/>")
        }
        Shape::Rule { x, y, width, height } => {
            writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")
        }
        Shape::Text { x, y, size, anchor, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let baseline = y + size * 4 / 5;
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            writeln!(
                out,
                "<text x=\"{x}\" y=\"{baseline}\" font-size=\"{size}\" font-weight=\"bold\" \
                 text-anchor=\"{anchor}\" font-family=\"Helvetica,Arial,Noto Sans SC,\
                 Noto Sans CJK SC,Microsoft YaHei,SimHei,sans-serif\">{text}</text>"
            )
        }
    };
}
