//! What labels are printed on: rolls, and A4 sheets of common label stock.

use super::Size;

/// Where labels lie on a sheet, in micrometres.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grid {
    /// The sheet.
    pub page: Size,
    /// Labels side by side.
    pub columns: u32,
    /// Labels one below the other.
    pub rows: u32,
    /// Left edge of the first label.
    pub left_um: u32,
    /// Upper edge of the first label.
    pub top_um: u32,
    /// From one label's left edge to the next one's.
    pub step_x_um: u32,
    /// From one label's upper edge to the next one's.
    pub step_y_um: u32,
}

/// A kind of label stock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stock {
    /// What it is called on the command line.
    pub name: &'static str,
    /// One label.
    pub label: Size,
    /// The sheet; `None` on a roll.
    pub grid: Option<Grid>,
}

const A4: Size = Size::tenths_mm(2_100, 2_970);

/// A roll; a page of a PDF is one label.
const fn roll(name: &'static str, width: u32, height: u32) -> Stock {
    Stock { name, label: Size::tenths_mm(width, height), grid: None }
}

/// A sheet of A4; lengths in tenths of a millimetre.
const fn sheet(
    name: &'static str,
    label: (u32, u32),
    (columns, rows): (u32, u32),
    (left, top): (u32, u32),
    (step_x, step_y): (u32, u32),
) -> Stock {
    let grid = Grid {
        page: A4,
        columns,
        rows,
        left_um: left * 100,
        top_um: top * 100,
        step_x_um: step_x * 100,
        step_y_um: step_y * 100,
    };
    Stock { name, label: Size::tenths_mm(label.0, label.1), grid: Some(grid) }
}

/// Every stock, rolls first. The sheets' names tell how many labels they hold; sizes are those
/// of common die-cut sheets (65: 38.1 x 21.2, 40: 45.7 x 25.4, 24: 63.5 x 33.9, 8: 99.1 x 67.7).
pub const STOCKS: [Stock; 10] = [
    roll("40x20", 400, 200),
    roll("50x25", 500, 250),
    roll("50x30", 500, 300),
    roll("60x40", 600, 400),
    roll("100x70", 1_000, 700),
    sheet("a4-65", (381, 212), (5, 13), (47, 107), (406, 212)),
    sheet("a4-40", (457, 254), (4, 10), (97, 215), (483, 254)),
    sheet("a4-24", (635, 339), (3, 8), (72, 129), (660, 339)),
    sheet("a4-8", (991, 677), (2, 4), (47, 131), (1_016, 677)),
    sheet("a4-2", (2_100, 1_485), (1, 2), (0, 0), (2_100, 1_485)),
];

impl Stock {
    /// The stock of a name.
    pub fn named(name: &str) -> Option<Stock> {
        STOCKS.into_iter().find(|stock| stock.name == name)
    }

    /// Size of a page: the sheet, or on a roll the label.
    pub fn page(&self) -> Size {
        self.grid.map_or(self.label, |grid| grid.page)
    }

    /// Labels on a page.
    pub fn per_page(&self) -> u32 {
        self.grid.map_or(1, |grid| grid.columns * grid.rows)
    }

    /// Upper left corner of the label at this place of its page, row by row, in micrometres.
    pub fn corner(&self, at: u32) -> (u32, u32) {
        let Some(grid) = self.grid else { return (0, 0) };
        let (column, row) = (at % grid.columns, at / grid.columns);
        (grid.left_um + column * grid.step_x_um, grid.top_um + row * grid.step_y_um)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_lies_on_its_sheet_and_on_no_other() {
        for stock in STOCKS {
            let (page, label) = (stock.page(), stock.label);
            assert_eq!(Stock::named(stock.name), Some(stock));
            let (x, y) = stock.corner(stock.per_page() - 1);
            assert!(x + label.width_um <= page.width_um, "{}", stock.name);
            assert!(y + label.height_um <= page.height_um, "{}", stock.name);
            if let Some(grid) = stock.grid {
                assert!(grid.step_x_um >= label.width_um, "{}", stock.name);
                assert!(grid.step_y_um >= label.height_um, "{}", stock.name);
            }
        }
        assert_eq!(Stock::named("a4-9"), None);
    }
}
