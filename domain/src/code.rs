//! Codes on tubes, boxes and plates, and the numbers of places and people.
//!
//! A code is what a scanner types: it is cleaned once at the door ([`Code::scan`]) and held in
//! sixteen bytes without a heap. Which codes a campaign accepts is protocol data ([`CodeRule`]).

use std::fmt;

/// Longest code accepted, in characters (the longest met in the field is 16; DOMAIN 2.2).
pub const CODE_LENGTH_MAX: usize = 16;

/// A cleaned code. Invariant: 1..=16 characters of `0-9A-Z`, zero bytes after them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code([u8; CODE_LENGTH_MAX]);

/// Why a scan is no code at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadCode {
    /// Nothing left after cleaning.
    Empty,
    /// More than [`CODE_LENGTH_MAX`] characters after cleaning: often two scans run together.
    TooLong,
}

impl Code {
    /// Cleans a scan as wedge scanners and input methods deliver it: full-width forms become
    /// ASCII, lower case becomes upper, everything outside `0-9A-Z` is dropped (DOMAIN 1.3).
    pub fn scan(text: &str) -> Result<Code, BadCode> {
        let mut bytes = [0u8; CODE_LENGTH_MAX];
        let mut length = 0;
        for symbol in text.chars().filter_map(clean) {
            if length == CODE_LENGTH_MAX {
                return Err(BadCode::TooLong);
            }
            bytes[length] = symbol;
            length += 1;
        }
        if length == 0 { Err(BadCode::Empty) } else { Ok(Code(bytes)) }
    }

    /// The code's characters.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|b| *b == 0).unwrap_or(CODE_LENGTH_MAX);
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }
}

/// The ASCII form of a full-width one; every other character as it is.
pub fn half_width(symbol: char) -> char {
    match symbol {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(symbol) - 0xfee0).unwrap_or(symbol),
        other => other,
    }
}

/// One character of a scan as a code character: full-width and lower-case forms folded.
fn clean(symbol: char) -> Option<u8> {
    let upper = half_width(symbol).to_ascii_uppercase();
    (upper.is_ascii_digit() || upper.is_ascii_uppercase()).then_some(upper as u8)
}

/// Folds full-width forms, drops all but letters and digits and raises case, without a length
/// limit: for document numbers, which share a keyboard with tube codes.
pub fn fold(text: &str) -> String {
    // Cleaning never makes a text longer; room for all of it is asked for once.
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter_map(clean).map(char::from));
    folded
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! code_kind {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Code);
        impl $name {
            /// Cleans a scan; see [`Code::scan`].
            pub fn scan(text: &str) -> Result<Self, BadCode> { Code::scan(text).map(Self) }
            /// The code's characters.
            pub fn as_str(&self) -> &str { self.0.as_str() }
        }
        impl From<$name> for Code {
            fn from(code: $name) -> Code { code.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
    )*};
}

code_kind! {
    /// The label of a tube (R90).
    TubeCode;
    /// The label of a transport box (R91).
    BoxCode;
    /// The label of a plate in the lab.
    PlateCode;
}

macro_rules! number_kind {
    ($($(#[$doc:meta])* $name:ident($of:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
        pub struct $name(pub $of);
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
    )*};
}

number_kind! {
    /// A county or district by its GB/T 2260 number; first in every key.
    Region(u32);
    /// One pass over an area.
    RoundId(u32);
    /// A place where swabs are taken.
    SiteId(u32);
    /// A desk of a site, numbered within the region.
    LaneId(u32);
    /// A laboratory.
    LabId(u32);
    /// Somebody at work: clerk, collector, courier, bench technician, reviewer.
    StaffId(u32);
    /// A tablet, laptop or scanner.
    DeviceId(u32);
    /// A recollection squad.
    SquadId(u32);
}

/// A person in the rules' eyes: the keyed hash of the normalised document number. The rules
/// never see a name or a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonKey(pub [u8; 16]);

/// All of it, as 32 hexadecimal digits: what lists and files name a person by.
impl fmt::Display for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl PersonKey {
    /// Reads 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<PersonKey> {
        let text = text.trim();
        let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u128::from_str_radix(text, 16).ok().filter(|_| digits)?;
        Some(PersonKey(number.to_be_bytes()))
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "person:{:02x}{:02x}", self.0[0], self.0[1])
    }
}

/// The identity of a command, made on the device that took it (a UUIDv7).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ScanId(pub [u8; 16]);

/// Which codes a campaign accepts, as protocol data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeRule {
    /// Characters the code must begin with; empty accepts any.
    pub prefix: String,
    /// Shortest and longest length in characters.
    pub length: (usize, usize),
    /// Letters are not accepted.
    pub digits_only: bool,
    /// The check at the end of the code.
    pub check: Check,
}

/// A check at the end of a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Check {
    /// None: the supplier's code carries none.
    None,
    /// Two digits by ISO 7064 MOD 97-10: the whole number is 1 modulo 97.
    Mod97,
}

impl CodeRule {
    /// Whether the code has this rule's shape and its check holds.
    pub fn accepts(&self, code: Code) -> bool {
        let text = code.as_str();
        text.starts_with(&self.prefix)
            && (self.length.0..=self.length.1).contains(&text.len())
            && (!self.digits_only || text.bytes().all(|b| b.is_ascii_digit()))
            && (self.check == Check::None || mod97(text) == Some(1))
    }
}

/// A number written in digits, modulo 97; `None` when a character is no digit.
fn mod97(digits: &str) -> Option<u64> {
    digits.chars().try_fold(0u64, |rest, c| Some((rest * 10 + u64::from(c.to_digit(10)?)) % 97))
}

/// Our own printed code: the payload's digits and two check digits (ISO 7064 MOD 97-10).
/// `None` when the payload holds anything but digits or is longer than 14 digits.
pub fn with_check_digits(payload: &str) -> Option<Code> {
    let rest = mod97(payload)?;
    let check = (98 - (rest * 100) % 97) % 97;
    let check = if check == 0 { 97 } else { check };
    Code::scan(&format!("{payload}{check:02}")).ok().filter(|code| mod97(code.as_str()) == Some(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scans_are_cleaned_at_the_door() {
        for scan in ["ab-12 3", "ＡＢ１２３", "\u{200b}AB123\r\n", "ａｂ123"] {
            assert_eq!(Code::scan(scan).map(|c| c.to_string()), Ok("AB123".into()));
        }
        assert_eq!(Code::scan(" 扫描 "), Err(BadCode::Empty));
        assert_eq!(Code::scan("12345678901234567"), Err(BadCode::TooLong));
    }

    #[test]
    fn check_digits_catch_every_single_slip_and_swap() {
        let rule = CodeRule {
            prefix: String::new(),
            length: (12, 12),
            digits_only: true,
            check: Check::Mod97,
        };
        for payload in ["3607810001", "0000000000", "9999999999", "1234567890"] {
            let code = with_check_digits(payload).expect("digits");
            assert!(rule.accepts(code), "{code}");
            let good: Vec<u8> = code.as_str().bytes().collect();
            for place in 0..good.len() {
                for digit in (b'0'..=b'9').filter(|d| *d != good[place]) {
                    let mut slip = good.clone();
                    slip[place] = digit;
                    let slip =
                        Code::scan(std::str::from_utf8(&slip).expect("ascii")).expect("code");
                    assert!(!rule.accepts(slip), "{slip} for {code}");
                }
            }
            for place in (1..good.len()).filter(|p| good[*p] != good[*p - 1]) {
                let mut swap = good.clone();
                swap.swap(place, place - 1);
                let swap = Code::scan(std::str::from_utf8(&swap).expect("ascii")).expect("code");
                assert!(!rule.accepts(swap), "{swap} for {code}");
            }
        }
    }
}
