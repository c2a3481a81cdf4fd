//! Why a whole file is refused, and why a row of it is. Neither holds a sample's code: both may go
//! into a log.

use std::fmt;

use tenfold_domain::plate::Well;

use super::BYTES_MAX;
use super::format::Format;
use super::near::Near;
use super::source::ROWS_MAX;
use crate::edge::table::TableError;

/// Why nothing of a file is taken.
#[derive(Clone, PartialEq, Debug)]
pub enum Unfit {
    /// No bytes, or white space alone.
    Empty,
    /// More bytes than are read.
    TooLarge,
    /// More rows than are read.
    TooManyRows,
    /// A file of another kind; its name.
    OtherKind(&'static str),
    /// A workbook that is damaged, cut off, locked or too large; what is wrong, in English.
    Workbook(&'static str),
    /// Lines in different encodings; one of each, from 1.
    MixedEncodings {
        /// A line in UTF-8.
        utf8: u64,
        /// A line that is GBK and no UTF-8.
        gbk: u64,
    },
    /// A file in UTF-16 into which somebody wrote single bytes.
    MixedUtf16,
    /// It ends within a row; the line, from 1.
    CutOff {
        /// The line.
        line: u64,
    },
    /// A machine that is known, and no results: another part of its export, or a part of it.
    NoResults(Format),
    /// No shape that is known; what came nearest and what it would have needed.
    UnknownShape(Vec<Near>),
    /// The user's mapping names headings that no row has together.
    MappingMissing(Vec<String>),
    /// A heading and nothing under it that is a result.
    NoRows(Format),
    /// Wells are numbered beyond the plate that the file says, so that every number is in doubt.
    SizeDiffers {
        /// Wells that the file says.
        said: u16,
        /// Wells that the plate must have for the wells in it.
        needed: u16,
    },
}

impl Unfit {
    /// A stable word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Unfit::Empty => "empty",
            Unfit::TooLarge | Unfit::TooManyRows => "too-large",
            Unfit::OtherKind(_) => "other-kind",
            Unfit::Workbook(_) => "workbook",
            Unfit::MixedEncodings { .. } | Unfit::MixedUtf16 => "mixed-encodings",
            Unfit::CutOff { .. } => "cut-off",
            Unfit::NoResults(_) => "no-results",
            Unfit::UnknownShape(_) => "unknown-shape",
            Unfit::MappingMissing(_) => "mapping-missing",
            Unfit::NoRows(_) => "no-rows",
            Unfit::SizeDiffers { .. } => "size-differs",
        }
    }

    /// In Chinese, with what to do.
    pub fn zh(&self) -> String {
        match self {
            Unfit::Empty => "文件为空；请在仪器上重新导出".into(),
            Unfit::TooLarge => format!("文件超过 {} MiB；请分批导出", BYTES_MAX >> 20),
            Unfit::TooManyRows => format!("超过 {ROWS_MAX} 行；请分批导出"),
            Unfit::OtherKind(kind) => {
                format!("{kind} 不是结果文件；请在仪器软件中导出为文本、CSV、XLS 或 XLSX")
            }
            Unfit::Workbook(what) => workbook_zh(what).into(),
            Unfit::MixedEncodings { utf8, gbk } => {
                format!("编码混杂：第 {utf8} 行为 UTF-8，第 {gbk} 行为 GBK；请重新导出，勿拼接文件")
            }
            Unfit::MixedUtf16 => {
                "编码混杂：UTF-16 文件中夹有单字节文本；请重新导出，勿拼接文件".into()
            }
            Unfit::CutOff { line } => format!("文件在第 {line} 行中断；请重新导出或重新传输"),
            Unfit::NoResults(format) => {
                format!("是 {} 的文件，但没有结果部分；请导出时勾选“结果”", format.name())
            }
            Unfit::UnknownShape(near) => {
                let near: Vec<String> = near.iter().map(Near::zh).collect();
                let near =
                    if near.is_empty() { "没有相近的格式".into() } else { near.join("；") };
                format!("未识别的格式：{near}。请核对文件，或编写列映射（--mapping）")
            }
            Unfit::MappingMissing(headings) => {
                format!("没有一行同时含有映射中的列：缺 {}；请核对映射", headings.join("、"))
            }
            Unfit::NoRows(format) => {
                format!("是 {} 的文件，但没有一行结果；请核对导出内容", format.name())
            }
            Unfit::SizeDiffers { said, needed } => {
                format!("文件注明为 {said} 孔板，孔位却属 {needed} 孔板；请核对并重新导出")
            }
        }
    }

    /// In English, with what to do.
    pub fn en(&self) -> String {
        match self {
            Unfit::Empty => "the file is empty; export it again".into(),
            Unfit::TooLarge => {
                format!("larger than {} MiB; export it in parts", BYTES_MAX >> 20)
            }
            Unfit::TooManyRows => format!("more than {ROWS_MAX} rows; export it in parts"),
            Unfit::OtherKind(kind) => {
                format!("{kind} is no results file; export text, CSV, XLS or XLSX")
            }
            Unfit::Workbook(what) => format!("the workbook {what}"),
            Unfit::MixedEncodings { utf8, gbk } => format!(
                "mixed encodings: line {utf8} is UTF-8 and line {gbk} is GBK; export it again and \
                 join no files"
            ),
            Unfit::MixedUtf16 => "mixed encodings: single bytes within UTF-16; export it again \
                                  and join no files"
                .into(),
            Unfit::CutOff { line } => {
                format!("the file ends within line {line}; export or send it again")
            }
            Unfit::NoResults(format) => format!(
                "a file of {} without its results; choose the results when exporting",
                format.name()
            ),
            Unfit::UnknownShape(near) => {
                let near: Vec<String> = near.iter().map(Near::en).collect();
                let near = if near.is_empty() { "none is near".into() } else { near.join("; ") };
                format!("no known shape: {near}. Check the file, or write a mapping (--mapping)")
            }
            Unfit::MappingMissing(headings) => format!(
                "no row has the headings of the mapping together: {} missing; check the mapping",
                headings.join(", ")
            ),
            Unfit::NoRows(format) => {
                format!("a file of {} without one row of results; check the export", format.name())
            }
            Unfit::SizeDiffers { said, needed } => format!(
                "the file says {said} wells and has wells of a plate of {needed}; check it and \
                 export it again"
            ),
        }
    }
}

/// What is wrong with a workbook, by what stands in the English of [`crate::edge::table`].
fn workbook_zh(en: &str) -> &'static str {
    let says = |words: &[&str]| words.iter().any(|word| en.contains(word));
    if says(&["password"]) {
        return "工作簿已加密；请取消密码后另存";
    }
    if says(&["older"]) {
        return "工作簿格式过旧（早于 Excel 5.0）；请用表格软件另存为 XLSX";
    }
    if says(&["larger", "more text"]) {
        return "工作簿过大；请分批导出，或另存为“CSV UTF-8”";
    }
    "工作簿已损坏或不完整；请重新导出，或用表格软件另存为“CSV UTF-8”"
}

impl From<TableError> for Unfit {
    fn from(error: TableError) -> Unfit {
        match error {
            TableError::Unfit(what) => Unfit::Workbook(what),
            // Bytes in memory have no system below them: a packed part is damaged.
            TableError::Io(_) => {
                Unfit::Workbook("is a damaged workbook, or only a part of one: export it again")
            }
        }
    }
}

/// Why a row is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowFault {
    /// Wrong bytes, an unclosed quote, a row too long, a failed formula.
    Unreadable,
    /// The file ends here without a line break, and the cycle number may be cut.
    MaybeCut,
    /// No well, or nothing in the form of one.
    Well,
    /// A well that no plate has, or not one of this size.
    WellOutside,
    /// Number and name of the well are different wells.
    WellsDiffer(Well),
    /// Neither a cycle number nor a word for none.
    Ct(Well),
    /// Neither yes nor no in the column of what is left out.
    Omitted(Well),
    /// A cycle number and no sample beside it.
    NoSample(Well),
    /// The same well and target elsewhere with another value.
    Conflict {
        /// The well.
        well: Well,
        /// Where the other one stands.
        line: u64,
    },
    /// The same well elsewhere with another sample.
    SamplesDiffer {
        /// The well.
        well: Well,
        /// Where the other one stands.
        line: u64,
    },
}

impl RowFault {
    /// A stable word for programs.
    pub fn word(self) -> &'static str {
        match self {
            RowFault::Unreadable => "unreadable",
            RowFault::MaybeCut => "maybe-cut",
            RowFault::Well => "well",
            RowFault::WellOutside => "well-outside",
            RowFault::WellsDiffer(_) => "wells-differ",
            RowFault::Ct(_) => "ct",
            RowFault::Omitted(_) => "omitted",
            RowFault::NoSample(_) => "no-sample",
            RowFault::Conflict { .. } => "conflict",
            RowFault::SamplesDiffer { .. } => "samples-differ",
        }
    }

    /// The well, where it could be read.
    pub fn well(self) -> Option<Well> {
        match self {
            RowFault::Unreadable | RowFault::MaybeCut | RowFault::Well | RowFault::WellOutside => {
                None
            }
            RowFault::WellsDiffer(well)
            | RowFault::Ct(well)
            | RowFault::Omitted(well)
            | RowFault::NoSample(well)
            | RowFault::Conflict { well, .. }
            | RowFault::SamplesDiffer { well, .. } => Some(well),
        }
    }

    /// In Chinese, with what to do.
    pub fn zh(self) -> String {
        match self {
            RowFault::Unreadable => "此行无法读取；请重新导出".into(),
            RowFault::MaybeCut => "文件在此行结束且无换行，Ct 可能不完整；请重新导出".into(),
            RowFault::Well => "孔位无法识别；请核对".into(),
            RowFault::WellOutside => "孔位超出板外；请核对板型".into(),
            RowFault::WellsDiffer(well) => format!("孔号与孔位 {well} 不一致；请核对板型"),
            RowFault::Ct(well) => format!("{well} 的 Ct 无法识别；请核对"),
            RowFault::Omitted(well) => format!("{well} 是否剔除无法识别；请核对"),
            RowFault::NoSample(well) => format!("{well} 有 Ct 而无样本；请核对板位表"),
            RowFault::Conflict { well, line } => {
                format!("{well} 的同一靶标与第 {line} 行的值不同；两行均不采用，请核对")
            }
            RowFault::SamplesDiffer { well, line } => {
                format!("{well} 与第 {line} 行的样本不同；该孔不采用，请核对")
            }
        }
    }

    /// In English, with what to do.
    pub fn en(self) -> String {
        match self {
            RowFault::Unreadable => "the row cannot be read; export it again".into(),
            RowFault::MaybeCut => "the file ends here without a line break, the Ct may be cut; \
                                   export it again"
                .into(),
            RowFault::Well => "no well can be read; check the row".into(),
            RowFault::WellOutside => "the plate has no such well; check its size".into(),
            RowFault::WellsDiffer(well) => {
                format!("number and position ({well}) of the well differ; check the plate's size")
            }
            RowFault::Ct(well) => format!("the Ct of {well} cannot be read; check it"),
            RowFault::Omitted(well) => {
                format!("whether {well} is left out cannot be read; check it")
            }
            RowFault::NoSample(well) => {
                format!("{well} has a Ct and no sample; check the plate map")
            }
            RowFault::Conflict { well, line } => format!(
                "{well} has another value for this target in line {line}; neither is taken, check"
            ),
            RowFault::SamplesDiffer { well, line } => format!(
                "{well} has another sample in line {line}; nothing of the well is taken, check"
            ),
        }
    }
}

/// In English, for the log.
impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}
