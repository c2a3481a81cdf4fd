//! A row of a roster: its columns, the person it names, and why it does not land.

use std::fmt;

use tenfold_domain::person::Document;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::Class;

use super::people::Person;

/// A column of a roster.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Column {
    /// Mandatory.
    Name,
    /// Word or Chinese name of a [`DocumentKind`]; without it a resident identity card.
    DocumentKind,
    /// Mandatory.
    Document,
    /// Mandatory for classes the protocol says (R85).
    Phone,
    /// Mandatory: nine-digit number or Chinese name.
    Township,
    /// Word or Chinese name of a [`Class`]; without it a resident.
    Class,
    /// 1..=4, or empty.
    Batch,
}

/// Each column with its heading in English and in Chinese, in the order of writing.
pub(super) const COLUMNS: [(Column, &str, &str); 7] = [
    (Column::Name, "name", "姓名"),
    (Column::DocumentKind, "document_kind", "证件类型"),
    (Column::Document, "document", "证件号码"),
    (Column::Phone, "phone", "电话"),
    (Column::Township, "township", "乡镇"),
    (Column::Class, "class", "人员类别"),
    (Column::Batch, "batch", "批次"),
];

/// The tongue of a heading and of the words below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tongue {
    /// Code words, as other programs read them.
    English,
    /// Chinese names, with a byte-order mark for spreadsheets.
    Chinese,
}

/// A person who is expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RosterRow {
    /// As on the document.
    pub name: String,
    /// Checked.
    pub document: Document,
    /// Digits, with a plus sign before a foreign number.
    pub phone: Option<String>,
    /// Nine-digit number.
    pub township: u32,
    /// Class.
    pub class: Class,
    /// 1..=4.
    pub batch: Option<u8>,
}

impl From<Person> for RosterRow {
    fn from(person: Person) -> RosterRow {
        RosterRow {
            name: person.name,
            document: person.document,
            phone: Some(person.phone),
            township: person.township,
            class: person.class,
            batch: Some(person.batch),
        }
    }
}

/// What became of one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// Line in the file, from 1; the heading is usually line 1.
    pub line: u64,
    /// The person, or why the line does not land.
    pub row: Result<RosterRow, Fault>,
}

/// Why a line does not land. Holds no personal data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A rule turned it away; no column means the line as a whole.
    Refused(Option<Column>, Refusal),
    /// The document number was kept as a number, of which a spreadsheet knows 15 digits.
    Rounded,
    /// The document stands on an earlier line, which landed.
    Duplicate {
        /// That line.
        first_line: u64,
    },
}

impl Fault {
    /// What is wrong and what to do, in Chinese. In English it is [`fmt::Display`]'s.
    pub fn zh(self) -> String {
        let heading = |column: Column| column.heading(Tongue::Chinese);
        match self {
            Fault::Refused(Some(column), Refusal::Malformed) => {
                format!("{}：单元格为空或无法识别；请改正", heading(column))
            }
            Fault::Refused(Some(column), refusal) => {
                format!("{}：{}；{}", heading(column), refusal.zh(), refusal.do_zh())
            }
            Fault::Refused(None, _) => {
                "本行无法读取：字符有误、过长、引号未闭合或单元格过多；请改正".into()
            }
            Fault::Rounded => format!(
                "{}：表格软件将其存为数字，末几位已丢失；请将该列设为文本并重新填写",
                heading(Column::Document)
            ),
            Fault::Duplicate { first_line } => {
                format!("与第 {first_line} 行证件相同；两行请只保留一行")
            }
        }
    }

    /// The column at fault; none for the line as a whole.
    pub fn column(self) -> Option<Column> {
        match self {
            Fault::Refused(column, _) => column,
            Fault::Rounded | Fault::Duplicate { .. } => Some(Column::Document),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heading = |column: &Column| column.heading(Tongue::English);
        match self {
            Fault::Refused(Some(column), Refusal::Malformed) => {
                write!(f, "{}: the cell is empty or not understood; correct it", heading(column))
            }
            Fault::Refused(Some(column), refusal) => {
                write!(f, "{}: {}; {}", heading(column), refusal.en(), refusal.do_en())
            }
            Fault::Refused(None, _) => f.write_str(
                "the line cannot be read: wrong characters, too long, an unclosed quote or too \
                 many cells; correct it",
            ),
            Fault::Rounded => write!(
                f,
                "{}: the spreadsheet kept it as a number and lost the last digits; make the \
                 column text and enter it again",
                heading(&Column::Document)
            ),
            Fault::Duplicate { first_line } => {
                write!(f, "same document as line {first_line}; keep one of the two lines")
            }
        }
    }
}

impl Column {
    /// The heading of this column.
    pub fn heading(self, tongue: Tongue) -> &'static str {
        let (_, english, chinese) = COLUMNS[self as usize];
        if tongue == Tongue::English { english } else { chinese }
    }
}
