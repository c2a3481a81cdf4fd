//! The label of a tube (R90): pasted along the tube's axis, so that a scanner sees straight bars.

use tenfold_domain::code::TubeCode;

use super::{
    Anchor, BAR_MODULE_UM_MIN, Bars, Label, LabelError, Matrix, PlaceName, SQUARE_MODULE_UM_MIN,
    Shape, Size, Square, module_um,
};

/// White border that a cutter may eat.
const BORDER: u32 = 500;
/// Height of the two lines about the site.
const HEAD: u32 = 5_600;
/// Height of the line with the code.
const FOOT: u32 = 5_400;
/// Lowest bars that are read at an angle.
const BARS_HEIGHT_MIN: u32 = 6_000;

/// What a tube's label says. All copies of one tube say the same but for their number (R175: one
/// on the tube, one on the notice).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TubeLabel<'a> {
    /// The code.
    pub code: TubeCode,
    /// The site it was printed for.
    pub site: &'a PlaceName,
    /// Which square code stands beside the bars.
    pub square: Square,
    /// People in the tube, when it is printed for one size (R104: type).
    pub capacity: Option<u8>,
    /// Day of collection as people read it, when it is known at printing (R104).
    pub day: Option<&'a str>,
    /// This copy and how many there are, from 1.
    pub copy: (u8, u8),
}

impl TubeLabel<'_> {
    /// Lays it out; errors when the stock is too small (38 x 18 mm hold twelve digits) or the
    /// code cannot be printed.
    pub fn label(&self, size: Size) -> Result<Label, LabelError> {
        let too_small = || LabelError::too_small("tube", size);
        let bars = Bars::new(self.code.as_str())?;
        let matrix = Matrix::new(self.square, self.code.as_str())?;
        let Size { width_um: width, height_um: height } = size;
        let tall = height.checked_sub(HEAD + FOOT + 2 * BORDER);
        let tall = tall.filter(|tall| *tall >= BARS_HEIGHT_MIN).ok_or_else(too_small)?;
        let cells = matrix.side() + 2 * self.square.quiet();
        let square_least = cells * SQUARE_MODULE_UM_MIN;
        let room = width.saturating_sub(square_least + BORDER);
        let bar = module_um(bars.width(), room, BAR_MODULE_UM_MIN, 375).ok_or_else(too_small)?;
        let bars_width = bars.width() * bar;
        let column = width - BORDER - bars_width;
        let module = module_um(cells, column.min(tall), SQUARE_MODULE_UM_MIN, 1_000);
        let module = module.ok_or_else(too_small)?;

        let mut label = Label::new(size);
        self.head(&mut label);
        let (x, y) = (0, BORDER + HEAD);
        label.shapes.push(Shape::Bars { x, y, module: bar, height: tall, bars });
        let x = width - BORDER - cells * module;
        let y = y + (tall - cells * module) / 2;
        label.shapes.push(Shape::Square { x, y, module, matrix });
        self.foot(&mut label).ok_or_else(too_small)?;
        Ok(label)
    }

    /// Where it was printed, in both tongues, and on the right what the tube is for.
    fn head(&self, label: &mut Label) {
        let (site, width) = (self.site, label.size.width_um);
        let (left, right, half) = (3 * BORDER, width - 3 * BORDER, width - 6 * BORDER);
        let kind = match self.capacity {
            None => String::new(),
            Some(1) => "单采 x1".into(),
            Some(people) => format!("混采 x{people}"),
        };
        let (wide, narrow) = (half * 2 / 3, half / 3);
        let place = format!("采样点 {} {}", site.number, site.zh);
        label.text((left, BORDER), 2_800, wide, Anchor::Start, &place);
        label.text((right, BORDER), 2_600, narrow, Anchor::End, &kind);
        let place = format!("Site {} {}", site.number, site.en);
        let y = BORDER + 3_000;
        label.text((left, y), 2_200, wide, Anchor::Start, &place);
        label.text((right, y), 2_200, narrow, Anchor::End, self.day.unwrap_or_default());
    }

    /// The code as people read it, and which copy this is.
    fn foot(&self, label: &mut Label) -> Option<()> {
        let Size { width_um: width, height_um: height } = label.size;
        let (left, right) = (3 * BORDER, width - 3 * BORDER);
        let y = height - BORDER - FOOT + 500;
        let (copy, copies) = self.copy;
        let copy_room = if copies > 1 { 7_000 } else { 0 };
        label.code((left, y), 4_800, right - left - copy_room, self.code.as_str())?;
        if copies > 1 {
            let copy = format!("{copy}/{copies}");
            label.text((right, y), 4_400, copy_room - 500, Anchor::End, &copy);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_would_not_read_is_refused() {
        let code = TubeCode::scan("001230000722").expect("a code");
        let site = PlaceName { number: 12, zh: "象湖镇".into(), en: "Xianghu".into() };
        let square = Square::DataMatrix;
        let tube = TubeLabel { code, site: &site, square, capacity: None, day: None, copy: (1, 1) };
        assert!(tube.label(Size::tenths_mm(381, 212)).is_ok());
        for (width, height) in [(300, 212), (381, 160), (0, 0)] {
            let answer = tube.label(Size::tenths_mm(width, height));
            assert!(matches!(answer, Err(LabelError::TooSmall { .. })), "{width} x {height}");
        }
    }
}
