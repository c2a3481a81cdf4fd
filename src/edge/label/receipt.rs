//! A person's receipt: the code with which they look up their outcome, and nothing about them.

use super::{
    Anchor, Label, LabelError, Matrix, PlaceName, SQUARE_MODULE_UM_MIN, Shape, Size, Square,
    module_um,
};

/// White border.
const BORDER: u32 = 1_500;

/// What a receipt says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt<'a> {
    /// The look-up code as the service knows it.
    pub code: &'a str,
    /// Where the swab was taken.
    pub site: &'a PlaceName,
    /// Day of collection as people read it.
    pub day: Option<&'a str>,
}

impl Receipt<'_> {
    /// Lays it out; errors when the stock is smaller than about 40 x 20 mm or the code is empty.
    pub fn label(&self, size: Size) -> Result<Label, LabelError> {
        let too_small = || LabelError::too_small("receipt", size);
        let matrix = Matrix::new(Square::Qr, self.code)?;
        let cells = matrix.side() + 2 * Square::Qr.quiet();
        let Size { width_um: width, height_um: height } = size;
        let room = height.min(width * 2 / 5);
        let module = module_um(cells, room, SQUARE_MODULE_UM_MIN, 1_000).ok_or_else(too_small)?;
        let side = cells * module;
        let mut label = Label::new(size);
        label.shapes.push(Shape::Square { x: 0, y: (height - side) / 2, module, matrix });
        let room = width - side - BORDER;
        let unit = (height - 2 * BORDER) / 16;
        let site = self.site;
        let (number, day) = (site.number, self.day.unwrap_or_default());
        let lines = [
            (0, 2, "凭此码查询结果".to_owned()),
            (2, 2, "Look up your result with".to_owned()),
            (10, 2, format!("采样点 {number} {}", site.zh)),
            (12, 2, format!("Site {number} {}", site.en)),
            (14, 2, day.to_owned()),
        ];
        let place = (side, BORDER + 5 * unit);
        label.code(place, 5 * unit * 9 / 10, room, self.code).ok_or_else(too_small)?;
        for (at, high, text) in lines {
            let place = (side, BORDER + at * unit);
            label.text(place, high * unit * 9 / 10, room, Anchor::Start, &text);
        }
        Ok(label)
    }
}
