//! A person's report as a page of A5 (R140): the result, the method and its detection limit, when
//! it was tested; whose it is, masked; how long it holds; and the code that proves it.

use super::{
    Anchor, Label, LabelError, Matrix, SQUARE_MODULE_UM_MIN, Shape, Size, Square, Stock, module_um,
};

/// White border.
const BORDER: u32 = 12_000;
/// Where the values begin.
const VALUES: u32 = 52_000;
/// Upper edge of the first line, and from one line to the next.
const FIRST: u32 = 33_000;
const STEP: u32 = 9_400;
/// Side of the code, at most.
const CODE: u32 = 60_000;
const THIN: u32 = 250;

/// The page.
pub const A5: Stock = Stock { name: "a5", label: Size::tenths_mm(1_480, 2_100), grid: None };

/// The same in Chinese and in English; of what has no language, the second is empty.
pub type Both<'a> = (&'a str, &'a str);

/// A certificate as people read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Hours from the swab.
    pub hours: i64,
    /// Until when.
    pub until: String,
}

/// What a report says; moments as people read them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report<'a> {
    /// The campaign.
    pub campaign: &'a str,
    /// The report's number.
    pub number: &'a str,
    /// Name, masked.
    pub name: &'a str,
    /// Kind of document.
    pub document_kind: Both<'a>,
    /// Its number, masked.
    pub document: &'a str,
    /// When the swab was taken.
    pub sampled: &'a str,
    /// Detected or not.
    pub detected: bool,
    /// How it was tested.
    pub method: Both<'a>,
    /// The fewest copies in a millilitre that the kit detects.
    pub limit_copies_per_ml: u32,
    /// The kit.
    pub kit: &'a str,
    /// When it was tested.
    pub tested: &'a str,
    /// When the outcome was published.
    pub reported: &'a str,
    /// Who tested.
    pub lab: Both<'a>,
    /// When this page was made.
    pub issued: &'a str,
    /// Negative certificates, the shortest first.
    pub held: &'a [Held],
    /// What the code says.
    pub statement: &'a str,
}

impl Report<'_> {
    /// Lays it out on [`A5`].
    ///
    /// # Errors
    /// [`LabelError::Length`] for a statement that is empty or too long.
    pub fn label(&self) -> Result<Label, LabelError> {
        let size = A5.label;
        let Size { width_um: width, height_um: height } = size;
        let mut label = Label::new(size);
        let room = width - 2 * BORDER;
        for (y, size, text) in [
            (9_000, 7_000, "核酸检测报告"),
            (17_500, 4_000, "Nucleic-acid test report"),
            (23_500, 3_600, self.campaign),
        ] {
            label.text((width / 2, y), size, room, Anchor::Middle, text);
        }
        let rule = |y| Shape::Rule { x: BORDER, y, width: room, height: THIN };
        label.shapes.push(rule(FIRST - 3_200));
        let limit = (
            format!("{} 拷贝/mL", self.limit_copies_per_ml),
            format!("{} copies/mL", self.limit_copies_per_ml),
        );
        let lines = self.lines((&limit.0, &limit.1));
        for (y, (title, value)) in (0..).map(|line| FIRST + line * STEP).zip(lines) {
            both(&mut label, (BORDER, y), VALUES - BORDER - 2_000, title);
            both(&mut label, (VALUES, y), width - BORDER - VALUES, value);
        }
        let below = FIRST + lines.len() as u32 * STEP;
        label.shapes.push(rule(below));
        let matrix = Matrix::new(Square::Qr, self.statement)?;
        let cells = matrix.side() + 2 * Square::Qr.quiet();
        let too_small = || LabelError::too_small("report", size);
        let module = module_um(cells, CODE, SQUARE_MODULE_UM_MIN, 1_000).ok_or_else(too_small)?;
        let side = cells * module;
        let (left, top) = (BORDER - Square::Qr.quiet() * module, below + 1_000);
        label.shapes.push(Shape::Square { x: left, y: top, module, matrix });
        let beside = left + side + 1_000;
        self.certificates(&mut label, (beside, below + 4_000), width - BORDER - beside);
        let last = (width / 2, height - 9_000);
        let text = format!("出具时间 Issued at {}   北京时间 all times UTC+8", self.issued);
        label.text(last, 2_800, room, Anchor::Middle, &text);
        Ok(label)
    }

    /// What stands in each line: what it is, and what it says.
    fn lines<'a>(&'a self, limit: Both<'a>) -> [(Both<'a>, Both<'a>); 11] {
        let result = match self.detected {
            false => ("未检出（阴性）", "Not detected (negative)"),
            true => ("检出（阳性）", "Detected (positive)"),
        };
        [
            (("报告编号", "Report"), (self.number, "")),
            (("姓名", "Name"), (self.name, "")),
            (self.document_kind, (self.document, "")),
            (("采样时间", "Swab taken at"), (self.sampled, "")),
            (("检测结果", "Result"), result),
            (("检测方法", "Method"), self.method),
            (("检测限", "Detection limit"), limit),
            (("检测试剂", "Kit"), (self.kit, "")),
            (("检测时间", "Tested at"), (self.tested, "")),
            (("报告时间", "Reported at"), (self.reported, "")),
            (("检测机构", "Laboratory"), self.lab),
        ]
    }

    /// How long it holds, beside the code.
    fn certificates(&self, label: &mut Label, (x, mut y): (u32, u32), room: u32) {
        let mut line = |size: u32, text: &str| {
            label.text((x, y), size, room, Anchor::Start, text);
            y += size * 3 / 2;
        };
        if self.held.is_empty() {
            line(3_600, "本报告不作为阴性证明");
            line(2_800, "This is no negative certificate");
        } else {
            line(3_600, "核酸阴性证明，自采样时间起计");
            line(2_800, "Negative certificate, from the swab on");
        }
        for Held { hours, until } in self.held {
            let (count, zh, en) = match hours {
                72.. if hours % 24 == 0 => (hours / 24, "天", "d"),
                _ => (*hours, "小时", "h"),
            };
            line(3_200, &format!("{count} {zh} {en}：至 until {until}"));
        }
        line(2_000, " ");
        line(3_200, "扫码核验真伪；以最新结果为准");
        line(2_800, "Scan the code to check it;");
        line(2_800, "a later outcome takes its place");
    }
}

/// Two lines, Chinese above English; one in the middle where there is but one.
fn both(label: &mut Label, (x, y): (u32, u32), room: u32, (zh, en): Both<'_>) {
    if en.is_empty() {
        return label.text((x, y + 1_400), 3_800, room, Anchor::Start, zh);
    }
    label.text((x, y), 3_800, room, Anchor::Start, zh);
    label.text((x, y + 4_400), 2_800, room, Anchor::Start, en);
}
