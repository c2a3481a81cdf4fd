//! Why nobody was read, and what the clerk should look at although somebody was. Neither holds
//! anything of what was read: both may go into a log.

use std::fmt;

use tenfold_domain::refusal::Refusal;

use super::frame::Damage;
use super::mrz::Zone;
use super::token::Invalid;

/// Why a reading names nobody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The number or its birth date, by the rules.
    Refused(Refusal),
    /// A chip's text of another length, in bytes.
    RecordLength(usize),
    /// The name on the chip is no UTF-16 text.
    NameUnreadable,
    /// The security module's answer.
    Frame(Damage),
    /// The machine-readable zone of a travel document.
    Mrz(Zone),
    /// A pre-registration code.
    Token(Invalid),
    /// A line holds no document.
    NoDocument,
    /// A line holds documents of different people.
    SeveralDocuments,
    /// A number without a check digit: it could be several kinds of document.
    KindUnknown,
    /// Neither hexadecimal digits nor base64.
    NotBytes,
}

/// What the clerk should look at. The person is read all the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Warning {
    /// The region code is unknown or retired (DOMAIN 1.1: never a refusal).
    RegionUnknown,
    /// The document's last day lies before today.
    Expired,
    /// The days of validity cannot be read.
    ValidityUnreadable,
    /// The nation's number is not in GB/T 3304.
    NationUnknown,
    /// Day of birth, as number and document tell it, differ.
    BirthDiffers,
    /// Sex, as number and document tell it, differs.
    SexDiffers,
    /// An input method stood between reader and computer.
    InputMethod,
    /// The same came twice.
    TypedTwice,
}

impl Fault {
    /// In Chinese, with what to do.
    pub fn zh(self) -> String {
        match self {
            Fault::Refused(refusal) => format!("{}；{}", refusal.zh(), refusal.do_zh()),
            Fault::RecordLength(given) => {
                format!("芯片文字信息应为 256 字节，收到 {given} 字节；请重新读卡")
            }
            Fault::NameUnreadable => "芯片中的姓名无法识别；请人工录入".into(),
            Fault::Frame(damage) => format!("{}；请重新读卡", damage.zh()),
            Fault::Mrz(zone) => format!("机读码{}；请重新扫描", zone.zh()),
            Fault::Token(invalid) => invalid.zh().into(),
            Fault::NoDocument => "没有可识别的证件；请重扫或人工录入".into(),
            Fault::SeveralDocuments => "一行中有不同的人；请逐人扫描".into(),
            Fault::KindUnknown => "号码无校验位；请选择证件类型".into(),
            Fault::NotBytes => "应为十六进制或 base64 文本".into(),
        }
    }

    /// In English, with what to do.
    pub fn en(self) -> String {
        match self {
            Fault::Refused(refusal) => format!("{}; {}", refusal.en(), refusal.do_en()),
            Fault::RecordLength(given) => {
                format!("a chip's text has 256 bytes and this has {given}; read the card again")
            }
            Fault::NameUnreadable => "the name on the chip is no text; enter it by hand".into(),
            Fault::Frame(damage) => format!("{}; read the card again", damage.en()),
            Fault::Mrz(zone) => format!("machine-readable zone: {}; scan it again", zone.en()),
            Fault::Token(invalid) => invalid.en().into(),
            Fault::NoDocument => {
                "no document was recognised; scan again or enter it by hand".into()
            }
            Fault::SeveralDocuments => {
                "the line holds different people; scan them one by one".into()
            }
            Fault::KindUnknown => {
                "the number has no check digit; say which kind of document it is".into()
            }
            Fault::NotBytes => "neither hexadecimal digits nor base64".into(),
        }
    }
}

impl Warning {
    /// In Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Warning::RegionUnknown => "行政区划代码未知或已撤销，请核对证件",
            Warning::Expired => "证件已过期",
            Warning::ValidityUnreadable => "有效期限无法识别",
            Warning::NationUnknown => "民族代码不在 GB/T 3304 中",
            Warning::BirthDiffers => "出生日期与号码不符，请核对证件",
            Warning::SexDiffers => "性别与号码不符，请核对证件",
            Warning::InputMethod => "输入法未关闭，请切换到英文",
            Warning::TypedTwice => "同一内容重复输入，只取一次",
        }
    }

    /// In English.
    pub fn en(self) -> &'static str {
        match self {
            Warning::RegionUnknown => {
                "the region code is unknown or retired; compare with the document"
            }
            Warning::Expired => "the document has expired",
            Warning::ValidityUnreadable => "the days of validity cannot be read",
            Warning::NationUnknown => "the nation's number is not in GB/T 3304",
            Warning::BirthDiffers => {
                "day of birth and number do not agree; compare with the document"
            }
            Warning::SexDiffers => "sex and number do not agree; compare with the document",
            Warning::InputMethod => "an input method is switched on; switch it to English",
            Warning::TypedTwice => "the same came twice and was taken once",
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        Fault::Refused(refusal)
    }
}

/// In English, for the log.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}
