//! Cards that stand on a table: a device scans one to know its site and lane.

use tenfold_domain::code::{LaneId, Region, SiteId};

use super::{
    Anchor, Label, LabelError, Matrix, PlaceName, SQUARE_MODULE_UM_MIN, Shape, Size, Square,
    module_um,
};

/// First word of a card's QR, so that no other code passes for one.
const MARK: &str = "tenfold";

/// A place that a card stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CardPlace {
    /// County or district.
    pub region: Region,
    /// The site.
    pub site: SiteId,
    /// The lane; `None` on a site's card.
    pub lane: Option<LaneId>,
}

impl CardPlace {
    /// What the QR says: `tenfold:site:REGION:SITE` or `tenfold:lane:REGION:SITE:LANE`.
    pub fn content(&self) -> String {
        let CardPlace { region, site, lane } = self;
        match lane {
            None => format!("{MARK}:site:{region}:{site}"),
            Some(lane) => format!("{MARK}:lane:{region}:{site}:{lane}"),
        }
    }

    /// Reads a card; `None` for every other code.
    pub fn scan(text: &str) -> Option<CardPlace> {
        let parts: Vec<&str> = text.trim().split(':').collect();
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u32>().ok().filter(|_| digits)
        };
        let (region, site, lane) = match parts[..] {
            [MARK, "site", region, site] => (region, site, None),
            [MARK, "lane", region, site, lane] => (region, site, Some(LaneId(number(lane)?))),
            _ => return None,
        };
        Some(CardPlace { region: Region(number(region)?), site: SiteId(number(site)?), lane })
    }
}

/// What a card says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card<'a> {
    /// The place.
    pub place: CardPlace,
    /// The site's names.
    pub site: &'a PlaceName,
    /// The lane's number within its site, from 1, as its table shows it.
    pub lane_number: Option<u16>,
}

impl Card<'_> {
    /// Lays it out; errors when the stock is too small for the QR (about 30 x 30 mm).
    pub fn label(&self, size: Size) -> Result<Label, LabelError> {
        let too_small = || LabelError::too_small("card", size);
        let matrix = Matrix::new(Square::Qr, &self.place.content())?;
        let cells = matrix.side() + 2 * Square::Qr.quiet();
        let Size { width_um: width, height_um: height } = size;
        let border = height / 20;
        let room = (width * 2 / 5).min(height - 2 * border);
        let module = module_um(cells, room, SQUARE_MODULE_UM_MIN, 2_500).ok_or_else(too_small)?;
        let side = cells * module;
        let mut label = Label::new(size);
        let (x, y) = (width - border - side, (height - side) / 2);
        label.shapes.push(Shape::Square { x, y, module, matrix });
        let room = x - 2 * border;
        let unit = (height - 2 * border) / 20;
        let number = self.site.number;
        let mut lines = vec![
            (0, 4, format!("采样点 {number}")),
            (4, 3, format!("Site {number}")),
            (8, 2, self.site.zh.clone()),
            (10, 2, self.site.en.clone()),
        ];
        if let Some(lane) = self.lane_number {
            lines.push((13, 4, format!("采样台 {lane}")));
            lines.push((17, 3, format!("Lane {lane}")));
        }
        for (at, high, text) in lines {
            let place = (border, border + at * unit);
            label.text(place, high * unit * 9 / 10, room, Anchor::Start, &text);
        }
        Ok(label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_read_back_and_nothing_else_is_one() {
        for lane in [None, Some(LaneId(3))] {
            let place = CardPlace { region: Region(360_781), site: SiteId(12), lane };
            assert_eq!(CardPlace::scan(&place.content()), Some(place));
        }
        for other in ["", "001230000722", "tenfold:site:1", "tenfold:site:1:+2", "tenfold:lane:1:2"]
        {
            assert_eq!(CardPlace::scan(other), None, "{other}");
        }
    }
}
