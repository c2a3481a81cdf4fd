//! What is said of a results file, in words of a closed list and of people.

use serde::Serialize;
use tenfold_domain::code::PlateCode;
use tenfold_domain::plate::Well;
use utoipa::ToSchema;

use crate::edge::instrument::{RowFault, Run, Unfit};

/// What became of a row, or why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The row's value is used.
    Taken,
    /// The tube is in no book.
    UnknownTube,
    /// The tube has not arrived at a lab.
    NotReceived,
    /// The tube is at a lab, and not on this plate.
    NotOnPlate,
    /// The tube stands in another well of this plate.
    OtherWell,
    /// The layout has nothing in this well.
    OutsideLayout,
    /// The sample's name is no tube's code.
    NoCode,
    /// The kit has no such target.
    UnknownTarget,
    /// Left out at the machine by hand.
    Omitted,
    /// The file has no value for a target of the kit there.
    NoValue,
    /// The file is for another plate.
    OtherPlate,
    /// Nobody said the plate, and the file does not show it.
    NoPlate,
    /// The plate's wells do not fit the plate of the file.
    OtherSize,
    /// The file has no row for a target of the kit.
    TargetsMissing,
    /// The file is of one colour, and is kept until those of the others are there.
    Waiting,
}

impl Word {
    /// A stable word for programs.
    pub fn word(self) -> &'static str {
        self.told().0
    }

    /// In Chinese, with what to do.
    pub fn zh(self) -> &'static str {
        self.told().1
    }

    /// In English, with what to do.
    pub fn en(self) -> &'static str {
        self.told().2
    }

    fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Word::Taken => ("taken", "已采用", "taken"),
            Word::UnknownTube => (
                "unknown-tube",
                "系统中没有此管；请核对管码",
                "no such tube is known: check its label",
            ),
            Word::NotReceived => (
                "not-received",
                "该管尚未接收；请先扫码接收",
                "the tube was not received: scan it at the hatch first",
            ),
            Word::NotOnPlate => (
                "not-on-plate",
                "该管不在此板上；请核对上样",
                "the tube is not on this plate: check the layout",
            ),
            Word::OtherWell => (
                "other-well",
                "板布局中该管在另一孔；请核对上样",
                "the layout has this tube in another well: check the layout",
            ),
            Word::OutsideLayout => (
                "outside-layout",
                "板布局中此孔为空；请核对上样",
                "the layout has nothing in this well: check the layout",
            ),
            Word::NoCode => (
                "no-code",
                "样本名不是管码；请在仪器上录入管码",
                "the sample is no tube's code: enter the code at the machine",
            ),
            Word::UnknownTarget => (
                "unknown-target",
                "试剂盒中没有此靶标；请核对试剂盒",
                "the kit has no such target: check which kit was used",
            ),
            Word::Omitted => ("omitted", "仪器上已剔除", "left out at the machine"),
            Word::NoValue => (
                "no-value",
                "文件中此孔缺靶标结果；该管重检",
                "the file lacks a target there: the tube is tested again",
            ),
            Word::OtherPlate => (
                "other-plate",
                "此文件属于另一块板；未写入任何结果",
                "the file is for another plate: nothing of it was recorded",
            ),
            Word::NoPlate => (
                "no-plate",
                "不知属于哪块板；请注明板号",
                "it is not clear which plate this is: name the plate",
            ),
            Word::OtherSize => (
                "other-size",
                "文件的板比布局小；未写入任何结果",
                "the plate of the file is smaller than the layout: nothing was recorded",
            ),
            Word::TargetsMissing => (
                "targets-missing",
                "文件缺少试剂盒的靶标；请导出全部通道",
                "the file lacks targets of the kit: export all colours in one file",
            ),
            Word::Waiting => ("waiting", "已保留，尚未判读；缺", "kept, not called yet; missing"),
        }
    }
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowView {
    /// Its line or row, from 1.
    pub line: u64,
    /// Its well, where it could be read.
    pub well: Option<String>,
    /// The sample as it stands there.
    pub sample: String,
    /// The target or colour as it stands there.
    pub target: String,
    /// `taken`, or why not.
    pub word: &'static str,
    /// In Chinese; absent where it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl RowView {
    pub(super) fn of(
        word: Word,
        (line, well): (u64, Well),
        (sample, target): (&str, &str),
    ) -> Self {
        let is_named = word != Word::Taken;
        RowView {
            line,
            well: Some(well.to_string()),
            sample: sample.into(),
            target: target.into(),
            word: word.word(),
            zh: is_named.then(|| word.zh().into()),
            en: is_named.then(|| word.en().into()),
        }
    }

    pub(super) fn fault(line: u64, fault: RowFault) -> RowView {
        RowView {
            line,
            well: fault.well().map(|well| well.to_string()),
            sample: String::new(),
            target: String::new(),
            word: fault.word(),
            zh: Some(fault.zh()),
            en: Some(fault.en()),
        }
    }
}

/// A well of the plate that the file does not read: its tube is tested again, a control without a
/// value makes the run invalid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnreadView {
    /// The well.
    pub well: String,
    /// The tube; absent for a control.
    pub tube: Option<String>,
    /// Targets of the kit without a value.
    pub targets: Vec<String>,
}

/// A well in which file and plate differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Evidence {
    /// The well.
    pub well: String,
    /// The sample of the file.
    pub file: String,
    /// The tube of the layout; absent, nothing or a control stands there.
    pub plate: Option<String>,
}

/// What became of a results file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ResultsView {
    /// The plate.
    pub plate: Option<String>,
    /// Whose shape the file has.
    pub format: Option<&'static str>,
    /// It is refused whole: nothing of it is recorded.
    pub refused: bool,
    /// Why, as a stable word.
    pub reason: Option<&'static str>,
    /// Why, in Chinese, with what to do.
    pub zh: Option<String>,
    /// Why, in English.
    pub en: Option<String>,
    /// By what it was told to be another plate's, or that it is this one's after all: wells that
    /// differ.
    pub evidence: Vec<Evidence>,
    /// Rows whose values are used.
    pub taken: usize,
    /// Rows that are not.
    pub named: usize,
    /// Every row with a value or a fault.
    pub rows: Vec<RowView>,
    /// How many more say again what one of these says.
    pub again: u64,
    /// How many are of wells in which nothing was put.
    pub empty_wells: u64,
    /// How many are no results, such as a comment.
    pub notes: u64,
    /// Wells of the plate that are not read.
    pub unread: Vec<UnreadView>,
    /// Targets of the kit, with their colours, whose files are not there: this one is kept, and
    /// read when they are.
    pub waits_for: Vec<String>,
}

impl ResultsView {
    /// Nothing of it is to be taken.
    pub(super) fn unfit(unfit: &Unfit) -> ResultsView {
        let (zh, en) = (Some(unfit.zh()), Some(unfit.en()));
        ResultsView { refused: true, reason: Some(unfit.word()), zh, en, ..ResultsView::default() }
    }

    /// No plate for it is found.
    pub(super) fn no_plate(run: &Run, said: Option<PlateCode>) -> ResultsView {
        let view = ResultsView {
            plate: said.map(|code| code.to_string()),
            format: Some(run.head.format.word()),
            ..ResultsView::default()
        };
        view.but_refused(Word::NoPlate, "")
    }

    /// The file is kept until those of these targets are there.
    pub(super) fn waits(&mut self, targets: &[String]) {
        self.because(Word::Waiting, &targets.join(", "));
        self.waits_for = targets.to_vec();
    }

    /// The same, refused since it could not be kept.
    pub(super) fn but_not_kept(self) -> ResultsView {
        let missing = self.waits_for.join(", ");
        ResultsView { waits_for: Vec::new(), ..self.but_refused(Word::TargetsMissing, &missing) }
    }

    /// Says why; `more` stands behind it.
    fn because(&mut self, word: Word, more: &str) {
        let with = |text: &str, colon: &str| match more {
            "" => text.to_owned(),
            more => format!("{text}{colon}{more}"),
        };
        self.reason = Some(word.word());
        (self.zh, self.en) = (Some(with(word.zh(), "：")), Some(with(word.en(), ": ")));
    }

    /// The same, refused; `more` is said behind the reason.
    pub(super) fn but_refused(mut self, word: Word, more: &str) -> ResultsView {
        self.refused = true;
        self.because(word, more);
        (self.taken, self.named) = (0, 0);
        (self.rows, self.unread) = (Vec::new(), Vec::new());
        self
    }
}
