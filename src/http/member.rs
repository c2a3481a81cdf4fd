//! The members of a command: their names on the wire and what each must hold. The parser refuses
//! by them, the answer names them, and the interface description is made of them.

use tenfold_domain::command::ActKind;
use tenfold_domain::person::DocumentKind;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::Control;

use super::said::Said;
use crate::edge::fault;

/// A word of a closed list, with its names in Chinese and English.
pub type Word = (&'static str, &'static str, &'static str);

/// All words of a list.
pub type Words = fn() -> Vec<Word>;

/// The words of a closed list of the rules.
macro_rules! words {
    ($list:ty) => {
        || <$list>::ALL.iter().map(|one| (one.word(), one.zh(), one.en())).collect()
    };
}
pub(super) use words;

/// What a member must hold.
#[derive(Clone, Copy, Debug)]
pub enum Wanted {
    /// A whole number, from 0 up to this one.
    Number(u64),
    /// Milliseconds since 1970.
    Time,
    /// Yes or no.
    Flag,
    /// A UUIDv7.
    Uuid,
    /// Something written, at most so many bytes of UTF-8.
    Text(usize),
    /// The label of a tube, box or plate.
    Label,
    /// One of these words.
    Words(Words),
    /// Kind and number, or what a reader gave.
    Document,
    /// A document that a reader can read; what is wrong with this one.
    Reading(fault::Fault),
    /// A look-up key.
    Key,
    /// Where which tube or control stands.
    Wells,
    /// What the machine read, well by well.
    Readings,
    /// The member once; it was there twice.
    Once,
    /// A command small enough to be kept whole, in bytes.
    Small(usize),
    /// What a device sealed, with the personal members alone in it.
    Sealed,
}

impl Wanted {
    /// What is expected, in words that follow "must be" in English.
    pub fn said(&self) -> Said {
        match self {
            Wanted::Number(u64::MAX) => Said::new("应为非负整数", "a whole number, 0 or more"),
            Wanted::Number(most) => Said::new(
                format!("应为 0 至 {most} 的整数"),
                format!("a whole number, 0 to {most}"),
            ),
            Wanted::Time => Said::new(
                "应为 1970 年以来的毫秒数（整数）",
                "milliseconds since 1970, a whole number",
            ),
            Wanted::Flag => Said::new("应为 true 或 false", "true or false"),
            Wanted::Uuid => Said::new("应为 UUIDv7 文本", "a UUIDv7 as text"),
            Wanted::Text(most) => Said::new(
                format!("应为非空文本，不超过 {most} 字节"),
                format!("text, not empty, at most {most} bytes"),
            ),
            Wanted::Label => Said::new("应为标签上的编码（文本）", "the code of a label, as text"),
            Wanted::Words(words) => {
                let words = listed(*words);
                Said::new(format!("应为以下之一：{words}"), format!("one of: {words}"))
            }
            Wanted::Document => {
                let kinds = listed(words!(DocumentKind));
                Said::new(
                    format!(
                        "应为含 kind（{kinds} 之一）和 number（证件号码）的对象，或只含 chip、mrz、\
                         wedge、token 之一"
                    ),
                    format!(
                        "an object with kind (one of {kinds}) and number, both text, or with \
                         chip, mrz, wedge or token alone"
                    ),
                )
            }
            Wanted::Reading(fault) => Said::new(fault.zh(), format!("read again: {}", fault.en())),
            Wanted::Key => Said::new(
                "应为 32 位十六进制文本，或改用 document",
                "32 hexadecimal digits as text, or document in its place",
            ),
            Wanted::Wells => {
                let controls = listed(words!(Control));
                Said::new(
                    format!("应为列表，每项含 well，以及 tube 或 control（{controls} 之一）"),
                    format!(
                        "a list of objects, each with well and either tube or control (one of \
                         {controls})"
                    ),
                )
            }
            Wanted::Readings => Said::new(
                "应为列表，每项含 well 和 ct（0 至 100 的数或 null 的列表）",
                "a list of objects, each with well and ct: a list of numbers, 0 to 100, or null",
            ),
            Wanted::Sealed => Said::new(
                "应为设备用 /v1/me 的公钥加密的个人信息（base64url）",
                "personal members, sealed to the key of /v1/me, as base64url",
            ),
            Wanted::Once => Said::new("只应出现一次", "there once, not twice"),
            Wanted::Small(most) => Said::new(
                format!("补录的操作不得超过 {most} 字节"),
                format!("absent from a command of more than {most} bytes"),
            ),
        }
    }
}

fn listed(words: Words) -> String {
    words().iter().map(|(word, _, _)| *word).collect::<Vec<_>>().join(", ")
}

/// A member of a command.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its name on the wire.
    pub name: &'static str,
    /// What it must hold.
    pub wanted: Wanted,
}

impl Member {
    /// It is absent, or holds something else.
    pub fn fault(self) -> Fault {
        Fault { refusal: Refusal::Malformed, member: Some(self) }
    }

    /// The same member, with something else wrong about it.
    pub fn but(self, wanted: Wanted) -> Member {
        Member { wanted, ..self }
    }
}

/// Why a command is turned away before the rules are asked.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which rule.
    pub refusal: Refusal,
    /// The member at fault; nothing of its content.
    pub member: Option<Member>,
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        Fault { refusal, member: None }
    }
}

/// Identity of the command.
pub const SCAN_ID: Member = Member { name: "scan_id", wanted: Wanted::Uuid };
/// When it happened.
pub const AT_MS: Member = Member { name: "at_ms", wanted: Wanted::Time };
/// What is asked.
pub const ACT: Member = Member { name: "act", wanted: Wanted::Words(words!(ActKind)) };
/// It was done by hand already.
pub const AFTER_THE_FACT: Member = Member { name: "after_the_fact", wanted: Wanted::Flag };
/// County or district.
pub const REGION: Member = Member { name: "region", wanted: Wanted::Number(u32::MAX as u64) };

/// What every command must have.
pub const ALWAYS: [Member; 3] = [SCAN_ID, AT_MS, ACT];
/// Personal members as a device sealed them.
pub const SEALED: Member = Member { name: "sealed", wanted: Wanted::Sealed };

/// What every command may have.
pub const ANYWHERE: [Member; 3] = [AFTER_THE_FACT, REGION, SEALED];
