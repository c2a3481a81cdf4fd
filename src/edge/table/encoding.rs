//! UTF-8 or GBK: Chinese spreadsheets write CSV in either, and the file does not say which.
//!
//! The file is judged once, by many of its lines, and never line by line: some two-character names
//! in GBK are sound UTF-8 by chance, and a wrong guess would change a name without a word.

use std::borrow::Cow;

use encoding_rs::GBK;

/// How a file's characters are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// With or without a byte-order mark.
    Utf8,
    /// GBK, and GB 18030's four-byte characters.
    Gbk,
}

/// What a spreadsheet puts before UTF-8 text.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

impl Encoding {
    /// Judges by the beginning of a file, which may end in the middle of a line; nothing where all
    /// of it is ASCII.
    ///
    /// A line speaks for UTF-8 when it is sound UTF-8 with a character of three bytes, as all
    /// Chinese ones are; for GBK when it is sound GBK and no UTF-8. Sound both ways, with two-byte
    /// characters alone, is a short name in GBK rather than a foreign one without a mark.
    pub fn of(beginning: &[u8]) -> Option<Encoding> {
        if beginning.starts_with(MARK) {
            return Some(Encoding::Utf8);
        }
        let whole = beginning.iter().rposition(|byte| *byte == b'\n').unwrap_or(beginning.len());
        let (mut utf8, mut gbk, mut either, mut neither) = (0, 0, 0, 0);
        let lines = beginning[..whole].split(|byte| *byte == b'\n');
        for line in lines.filter(|line| !line.is_ascii()) {
            let is_gbk = GBK.decode_without_bom_handling_and_without_replacement(line).is_some();
            match std::str::from_utf8(line) {
                Ok(text) if text.chars().any(|c| c.len_utf8() > 2) => utf8 += 1,
                Ok(_) if is_gbk => either += 1,
                Ok(_) => utf8 += 1,
                Err(_) if is_gbk => gbk += 1,
                Err(_) => neither += 1,
            }
        }
        match (utf8, gbk) {
            (0, 0) if either > 0 => Some(Encoding::Gbk),
            (0, 0) if neither > 0 => Some(Encoding::Utf8),
            (0, 0) => None,
            _ if gbk > utf8 => Some(Encoding::Gbk),
            _ => Some(Encoding::Utf8),
        }
    }

    /// Whether a line is sound text in this encoding.
    pub fn reads(self, line: &[u8]) -> bool {
        self.text(line).is_some()
    }

    /// The text of a line; nothing where a character is damaged.
    pub(super) fn text(self, line: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Encoding::Utf8 => std::str::from_utf8(line).ok().map(Cow::Borrowed),
            Encoding::Gbk => GBK.decode_without_bom_handling_and_without_replacement(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> [Option<Encoding>; 2] {
        let (gbk, ..) = GBK.encode(text);
        [Encoding::of(text.as_bytes()), Encoding::of(&gbk)]
    }

    #[test]
    fn a_file_is_judged_by_its_lines() {
        let both = [Some(Encoding::Utf8), Some(Encoding::Gbk)];
        assert_eq!(judged("姓名,证件号码\n张三,1\n"), both);
        assert_eq!(judged("name,document\n张三,1\n李四,2\n"), both);
        assert_eq!(judged("name,document\n"), [None, None]);
        assert_eq!(Encoding::of(b"\xef\xbb\xbfname"), Some(Encoding::Utf8));
    }

    #[test]
    fn a_name_that_is_sound_both_ways_follows_its_neighbours() {
        // 谆 and 魏 among others: D7 BB and CE BA are two-byte characters of UTF-8 too.
        let name = b"\xd7\xbb\xce\xba,1";
        assert!(std::str::from_utf8(name).is_ok());
        assert_eq!(Encoding::of(name), Some(Encoding::Gbk));
        let neighbours = [&name[..], b"\n", "王五,2\n".as_bytes(), "赵六,3".as_bytes()].concat();
        assert_eq!(Encoding::of(&neighbours), Some(Encoding::Utf8));
    }

    #[test]
    fn a_damaged_line_does_not_turn_the_file() {
        let file = [&b"\xff\xfe,1\n"[..], "张三,1\n李四,2\n".as_bytes()].concat();
        assert_eq!(Encoding::of(&file), Some(Encoding::Utf8));
    }
}
