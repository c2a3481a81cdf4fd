//! The label of a transport box (R91, R105): one box, one code.

use tenfold_domain::code::{BoxCode, Code};
use tenfold_domain::time::At;

use super::{
    Anchor, BAR_MODULE_UM_MIN, Bars, Label, LabelError, Matrix, PlaceName, SQUARE_MODULE_UM_MIN,
    Shape, Size, Square, module_um, word,
};

/// White border.
const BORDER: u32 = 3_000;
/// Height of all that stands above the bars.
const HEAD: u32 = 26_000;
/// Height of the two lines about the content.
const FOOT: u32 = 14_000;
/// Lowest bars.
const BARS_HEIGHT_MIN: u32 = 10_000;

/// What the QR on a box's label tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BoxContent {
    /// The code.
    pub code: BoxCode,
    /// Tubes inside, once sealed.
    pub tubes: Option<u16>,
    /// The oldest first swab inside, to the second.
    pub oldest_swab: Option<At>,
}

impl BoxContent {
    /// Reads what [`BoxLabel::content`] writes; a bare code tells nothing of the content. `None`
    /// for anything else, and where the code would have to be cleaned.
    pub fn scan(text: &str) -> Option<BoxContent> {
        let exact = |part: &str| Code::scan(part).ok().filter(|code| code.as_str() == part);
        let number = |part: &str| {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<i64>().ok().filter(|_| digits)
        };
        let told = |part: &str| part.is_empty() || number(part).is_some();
        let (code, tubes, swab) = match text.split(';').collect::<Vec<_>>()[..] {
            [code] => (code, "", ""),
            [code, tubes, swab] if told(tubes) && told(swab) => (code, tubes, swab),
            _ => return None,
        };
        let tubes = number(tubes).map(u16::try_from).transpose().ok()?;
        let oldest_swab = number(swab).and_then(|seconds| seconds.checked_mul(1000)).map(At);
        Some(BoxContent { code: BoxCode(exact(code)?), tubes, oldest_swab })
    }
}

/// What a box's label says. Printed beforehand it leaves room to write; printed at the seal it
/// tells what is inside, also to a reader without a network.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BoxLabel<'a> {
    /// The code.
    pub code: BoxCode,
    /// The site it was printed for.
    pub site: &'a PlaceName,
    /// Tubes inside, once sealed.
    pub tubes: Option<u16>,
    /// The oldest first swab inside, and the same as people read it.
    pub oldest_swab: Option<(At, &'a str)>,
}

impl BoxLabel<'_> {
    /// What the QR says: the code alone, or `code;tubes;oldest first swab` with the last in
    /// seconds since 1970 (empty where not known).
    pub fn content(&self) -> String {
        if self.tubes.is_none() && self.oldest_swab.is_none() {
            return self.code.to_string();
        }
        let tubes = self.tubes.map(|tubes| tubes.to_string()).unwrap_or_default();
        let swab = self.oldest_swab.map(|(at, _)| at.0.div_euclid(1000).to_string());
        format!("{};{tubes};{}", self.code, swab.unwrap_or_default())
    }

    /// Lays it out; errors when the stock is smaller than 90 x 60 mm or the code cannot be
    /// printed.
    pub fn label(&self, size: Size) -> Result<Label, LabelError> {
        let too_small = || LabelError::too_small("box", size);
        let bars = Bars::new(self.code.as_str())?;
        let matrix = Matrix::new(Square::Qr, &self.content())?;
        let Size { width_um: width, height_um: height } = size;
        let tall = height.checked_sub(HEAD + FOOT + 2 * BORDER);
        let tall = tall.filter(|tall| *tall >= BARS_HEIGHT_MIN).ok_or_else(too_small)?;
        let cells = matrix.side() + 2 * Square::Qr.quiet();
        // The QR reaches down beside the foot's lines, whose right end stays free.
        let deep = tall + FOOT;
        let room = width.saturating_sub(cells * SQUARE_MODULE_UM_MIN + 2 * BORDER);
        let bar = module_um(bars.width(), room, BAR_MODULE_UM_MIN, 500).ok_or_else(too_small)?;
        let column = width - 2 * BORDER - bars.width() * bar;
        let module = module_um(cells, column.min(deep), SQUARE_MODULE_UM_MIN, 1_250);
        let module = module.ok_or_else(too_small)?;
        let left_room = width - 3 * BORDER - cells * module;

        let mut label = Label::new(size);
        self.head(&mut label).ok_or_else(too_small)?;
        let y = BORDER + HEAD;
        label.shapes.push(Shape::Bars { x: BORDER, y, module: bar, height: tall, bars });
        let x = width - BORDER - cells * module;
        label.shapes.push(Shape::Square { x, y, module, matrix });
        self.foot(&mut label, y + tall, left_room);
        Ok(label)
    }

    fn head(&self, label: &mut Label) -> Option<()> {
        let (left, room) = (BORDER, label.size.width_um - 2 * BORDER);
        let right = label.size.width_um - BORDER;
        let site = self.site;
        label.text((left, BORDER), 5_000, room / 3, Anchor::Start, "转运箱 Box");
        let zh = format!("采样点 {} {}", site.number, site.zh);
        label.text((right, BORDER), 4_200, room * 3 / 5, Anchor::End, &zh);
        let en = format!("Site {} {}", site.number, site.en);
        label.text((right, BORDER + 5_000), 3_400, room * 3 / 5, Anchor::End, &en);
        label.code((left, BORDER + 11_000), 13_000, room, self.code.as_str())
    }

    fn foot(&self, label: &mut Label, y: u32, room: u32) {
        let swab = self.oldest_swab.map_or("", |(_, shown)| shown);
        let tubes = self.tubes.map(|tubes| tubes.to_string()).unwrap_or_default();
        let lines = [("管数 Tubes", tubes.as_str()), ("最早采样 First swab", swab)];
        let words = room * 9 / 20;
        // Both in one size, on the base line of what is printed or written beside them.
        let size = lines.iter().map(|(word, _)| word::size_within(word, 3_800, words)).min();
        let size = size.unwrap_or(3_800);
        for ((word, value), y) in lines.into_iter().zip([y + 2_500, y + 8_500]) {
            let lower = (4_600 - size) * 4 / 5;
            label.text((BORDER, y + lower), size, words, Anchor::Start, word);
            let x = BORDER + words + 1_000;
            if value.is_empty() {
                let width = room - words - 1_000;
                label.shapes.push(Shape::Rule { x, y: y + 4_000, width, height: 250 });
            } else {
                label.text((x, y), 4_600, room - words - 1_000, Anchor::Start, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_label_tells_is_read_back() {
        let site = PlaceName::default();
        let code = BoxCode::scan("0012300072").expect("a code");
        let swab = At(1_648_771_800_000);
        for (tubes, moment) in [(None, None), (Some(28), Some(swab)), (None, Some(swab))] {
            let oldest_swab = moment.map(|moment| (moment, "2022-04-01 08:10"));
            let content = BoxLabel { code, site: &site, tubes, oldest_swab }.content();
            let told = BoxContent { code, tubes, oldest_swab: moment };
            assert_eq!(BoxContent::scan(&content), Some(told), "{content}");
        }
        for other in ["", "a b", "0012;1", "0012;x;1", "0012;1;-5", "0012;99999;", "0012;1;2;3"] {
            assert_eq!(BoxContent::scan(other), None, "{other}");
        }
    }
}
