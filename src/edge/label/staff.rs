//! The card by which somebody signs for a box on a device of the other party. It names and proves
//! nothing by itself: no token is in it, and one of the two signers is always whose device it is.

use tenfold_domain::code::{Region, StaffId};
use tenfold_domain::role::Role;

use super::{
    Anchor, Label, LabelError, Matrix, SQUARE_MODULE_UM_MIN, Shape, Size, Square, module_um,
};

/// White border.
const BORDER: u32 = 2_000;

/// A card for a lanyard.
pub const STAFF_CARD: Size = Size::tenths_mm(540, 660);

/// What a card says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StaffCard {
    /// County or district.
    pub region: Region,
    /// Number of the person.
    pub staff: StaffId,
    /// What they are there to do.
    pub role: Role,
}

impl StaffCard {
    /// What the QR says: `tenfold:staff:REGION:NUMBER`, which `web/src/scan/meaning.ts` reads.
    pub fn content(&self) -> String {
        format!("tenfold:staff:{}:{}", self.region, self.staff.0)
    }

    /// Lays it out; errors when the stock is too small for the QR (about 25 x 35 mm).
    pub fn label(&self, size: Size) -> Result<Label, LabelError> {
        let too_small = || LabelError::too_small("staff card", size);
        let matrix = Matrix::new(Square::Qr, &self.content())?;
        let cells = matrix.side() + 2 * Square::Qr.quiet();
        let Size { width_um: width, height_um: height } = size;
        let room = width.min(height * 4 / 5);
        let module = module_um(cells, room, SQUARE_MODULE_UM_MIN, 2_500).ok_or_else(too_small)?;
        let side = cells * module;
        let mut label = Label::new(size);
        label.shapes.push(Shape::Square { x: (width - side) / 2, y: 0, module, matrix });
        let unit = height.checked_sub(side + BORDER).ok_or_else(too_small)? / 3;
        let lines = [
            format!("{} No. {}", self.role.zh(), self.staff.0),
            format!("Tenfold · {}", self.role.word()),
        ];
        for (at, text) in (0..).zip(&lines) {
            let place = (width / 2, side + at * unit);
            label.text(place, unit * 4 / 5, width - 2 * BORDER, Anchor::Middle, text);
        }
        Ok(label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_fits_its_stock_and_no_stamp() {
        let (region, staff) = (Region(360_781), StaffId(u32::MAX));
        let card = StaffCard { region, staff, role: Role::Courier };
        assert_eq!(card.content(), "tenfold:staff:360781:4294967295");
        assert!(card.label(STAFF_CARD).is_ok());
        assert!(card.label(Size::tenths_mm(150, 150)).is_err());
    }
}
