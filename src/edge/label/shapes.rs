//! A label as shapes at places; every renderer draws the same ones.

use super::symbol::{Bars, Matrix};
use super::{grouped, word};

/// Smallest type in which a code is set, in micrometres: digits 1.6 mm high, read at arm's length.
const CODE_SIZE_UM_MIN: u32 = 2_200;

/// Width and height, in micrometres.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Width.
    pub width_um: u32,
    /// Height.
    pub height_um: u32,
}

impl Size {
    /// From millimetres times ten: `381` is 38.1 mm.
    pub const fn tenths_mm(width: u32, height: u32) -> Size {
        Size { width_um: width * 100, height_um: height * 100 }
    }
}

/// Which point of a text its `x` is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// One thing to draw. Places are micrometres from the label's upper left corner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Code 128, from the outer edge of its left quiet zone.
    Bars {
        /// Left edge.
        x: u32,
        /// Upper edge.
        y: u32,
        /// Width of a module.
        module: u32,
        /// Height of the bars.
        height: u32,
        /// The symbol.
        bars: Bars,
    },
    /// Data Matrix or QR, from the outer edge of its quiet zone.
    Square {
        /// Left edge.
        x: u32,
        /// Upper edge.
        y: u32,
        /// Side of a module.
        module: u32,
        /// The symbol.
        matrix: Matrix,
    },
    /// A line of text.
    Text {
        /// The anchor.
        x: u32,
        /// Upper edge.
        y: u32,
        /// Height of the type: from the top of a tall letter to the bottom of a deep one.
        size: u32,
        /// Which point `x` is.
        anchor: Anchor,
        /// What it says.
        text: String,
    },
    /// A thin line to write on.
    Rule {
        /// Left end.
        x: u32,
        /// Upper edge.
        y: u32,
        /// Length.
        width: u32,
        /// Thickness.
        height: u32,
    },
}

/// A label: its size and what is on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Outer size.
    pub size: Size,
    /// From back to front; none overlap.
    pub shapes: Vec<Shape>,
}

impl Label {
    pub(super) fn new(size: Size) -> Label {
        Label { size, shapes: Vec::with_capacity(8) }
    }

    /// Adds a code as people read it: set smaller where it would be too wide, and never cut. `None`
    /// where it would be too small to be read.
    pub(super) fn code(
        &mut self,
        (x, y): (u32, u32),
        size: u32,
        room_um: u32,
        code: &str,
    ) -> Option<()> {
        let text = grouped(code);
        let size = word::size_within(&text, size, room_um);
        let anchor = Anchor::Start;
        (size >= CODE_SIZE_UM_MIN).then(|| {
            self.shapes.push(Shape::Text { x, y, size, anchor, text });
        })
    }

    /// Adds a line of text no wider than `room_um`: set smaller, at most by half, then cut.
    pub(super) fn text(
        &mut self,
        (x, y): (u32, u32),
        size: u32,
        room_um: u32,
        anchor: Anchor,
        text: &str,
    ) {
        let (size, text) = word::fitted(text, size, room_um);
        if !text.is_empty() {
            self.shapes.push(Shape::Text { x, y, size, anchor, text });
        }
    }
}
