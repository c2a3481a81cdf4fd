//! The answer of a card reader's security module: preamble, length, status, the lengths of what
//! follows, text, photograph, perhaps fingerprints, checksum (DOMAIN 1.3). The text is found by the
//! lengths that the frame declares, never by its total size; the rest is not looked at.

use super::chip::{self, Record};

/// How every frame begins.
pub const PREAMBLE: [u8; 5] = [0xaa, 0xaa, 0xaa, 0x96, 0x69];

/// Status bytes of an answer that holds what was asked.
const GOOD: [u8; 3] = [0x00, 0x00, 0x90];

/// What is wrong with a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Damage {
    /// No preamble anywhere.
    NoFrame,
    /// It ends before its declared length.
    Short {
        /// Bytes from the preamble on that the frame declares.
        declared: usize,
        /// Bytes that came.
        came: usize,
    },
    /// The checksum does not hold: a byte was changed on the way.
    Checksum,
    /// The module says that it read nothing; its last status byte.
    Status(u8),
    /// The declared lengths do not add up, or the text is not 256 bytes.
    Lengths,
}

impl Damage {
    /// In Chinese.
    pub fn zh(self) -> String {
        match self {
            Damage::NoFrame => "不是安全模块的数据".into(),
            Damage::Short { declared, came } => {
                format!("数据不完整：应有 {declared} 字节，只有 {came}")
            }
            Damage::Checksum => "校验和不符，传输中有误".into(),
            Damage::Status(status) => format!("安全模块未读到卡（状态 {status:02X}）"),
            Damage::Lengths => "数据中的长度互相矛盾".into(),
        }
    }

    /// In English.
    pub fn en(self) -> String {
        match self {
            Damage::NoFrame => "this is no frame of a security module".into(),
            Damage::Short { declared, came } => {
                format!("the frame is cut off: {declared} bytes declared, {came} came")
            }
            Damage::Checksum => "the checksum does not hold, a byte changed on the way".into(),
            Damage::Status(status) => {
                format!("the security module read no card (status {status:02X})")
            }
            Damage::Lengths => "the lengths that the frame declares contradict each other".into(),
        }
    }
}

/// The chip's text in what a reader sent; bytes before the preamble and after the frame are
/// skipped, since a port may still hold the end of an older answer.
///
/// # Errors
/// The damage of the first frame, in the order in which [`Damage`] lists it.
pub fn text(bytes: &[u8]) -> Result<&Record, Damage> {
    let width = PREAMBLE.len();
    let start = bytes.windows(width).position(|window| window == PREAMBLE);
    let sent = &bytes[start.ok_or(Damage::NoFrame)?..];
    let after = &sent[width..];
    let short = |declared: usize| Damage::Short { declared, came: sent.len() };
    let length = usize::from(number(after, 0).ok_or(short(width + 2))?);
    let framed = after.get(..2 + length).ok_or(short(width + 2 + length))?;
    let (sum, summed) = framed.split_last().ok_or(Damage::Lengths)?;
    if summed.iter().fold(0, |sum, byte| sum ^ byte) != *sum {
        return Err(Damage::Checksum);
    }
    let body = summed.get(2..).ok_or(Damage::Lengths)?;
    let (status, body) = body.split_at_checked(GOOD.len()).ok_or(Damage::Lengths)?;
    if status != GOOD {
        return Err(Damage::Status(status[2]));
    }
    let at = text_start(body).ok_or(Damage::Lengths)?;
    let text = body.get(at..at + chip::LENGTH).ok_or(Damage::Lengths)?;
    text.try_into().map_err(|_| Damage::Lengths)
}

/// Where the text begins after the status: behind two lengths, or behind three where fingerprints
/// were asked for. The lengths that fill the frame to its end are the right ones.
fn text_start(body: &[u8]) -> Option<usize> {
    let text = usize::from(number(body, 0)?);
    if text != chip::LENGTH {
        return None;
    }
    [2, 3].into_iter().map(|lengths| 2 * lengths).find(|start| {
        let declared = (0..*start).step_by(2).map(|at| number(body, at).map(usize::from));
        declared.sum::<Option<usize>>().is_some_and(|sum| start + sum == body.len())
    })
}

/// Two bytes, the high one first.
fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_be_bytes([pair[0], pair[1]]))
}
