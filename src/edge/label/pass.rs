//! A code to show and scan, with what it is for and until when: what a resident shows who entered
//! their own data, what a device signs in with. Nothing about anybody.

use super::{
    Anchor, Label, LabelError, Matrix, SQUARE_MODULE_UM_MIN, Shape, Size, Square, module_um,
};

/// White border.
const BORDER: u32 = 2_000;

/// A screen or a slip that holds a code of 70 characters well.
pub const PASS: Size = Size::tenths_mm(500, 620);

/// What a pass says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pass<'a> {
    /// What it is for, in both languages.
    pub title: &'a str,
    /// The code.
    pub token: &'a str,
    /// Until when it holds, as people read it.
    pub until: &'a str,
}

impl Pass<'_> {
    /// Lays it out; errors when the stock is smaller than about 20 x 30 mm or the code is empty.
    pub fn label(&self, size: Size) -> Result<Label, LabelError> {
        let too_small = || LabelError::too_small("pass", size);
        let matrix = Matrix::new(Square::Qr, self.token)?;
        let cells = matrix.side() + 2 * Square::Qr.quiet();
        let Size { width_um: width, height_um: height } = size;
        let room = width.min(height * 4 / 5);
        let module = module_um(cells, room, SQUARE_MODULE_UM_MIN, 1_500).ok_or_else(too_small)?;
        let side = cells * module;
        let mut label = Label::new(size);
        label.shapes.push(Shape::Square { x: (width - side) / 2, y: 0, module, matrix });
        let unit = height.checked_sub(side + BORDER).ok_or_else(too_small)? / 3;
        let lines = [self.title.to_owned(), format!("至 until {}", self.until)];
        for (at, text) in (0..).zip(&lines) {
            let place = (width / 2, side + at * unit);
            label.text(place, unit * 4 / 5, width - 2 * BORDER, Anchor::Middle, text);
        }
        Ok(label)
    }
}
