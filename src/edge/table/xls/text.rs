//! Texts of a book: one byte or two a character, and in the shared table cut at any place into
//! records.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::TableError;
use super::damaged;

/// The texts that cells name by number. One block, since small ones take four times as much.
#[derive(Default, Debug)]
pub(super) struct Texts {
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Texts {
    pub(super) fn get(&self, number: u32) -> Option<&str> {
        let number = number as usize;
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }

    /// Reads the shared table out of its record and those that continue it.
    pub(super) fn read(parts: &[&[u8]]) -> Result<Texts, TableError> {
        let mut pieces = Pieces { parts, part: 0, at: 0 };
        let mut texts = Texts::default();
        let _uses = pieces.u32()?;
        let count = pieces.u32()?;
        // Every text takes three bytes of the file at least: the loop ends with them.
        for _ in 0..count {
            pieces.text(&mut texts.text)?;
            texts.ends.push(u32::try_from(texts.text.len()).map_err(|_| damaged())?);
        }
        Ok(texts)
    }
}

/// A record and what continues it, as one run of bytes.
struct Pieces<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    at: usize,
}

impl Pieces<'_> {
    fn byte(&mut self) -> Result<u8, TableError> {
        loop {
            let part = self.parts.get(self.part).ok_or_else(damaged)?;
            if let Some(byte) = part.get(self.at) {
                self.at += 1;
                return Ok(*byte);
            }
            (self.part, self.at) = (self.part + 1, 0);
        }
    }

    fn u16(&mut self) -> Result<u16, TableError> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Result<u32, TableError> {
        Ok(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Result<(), TableError> {
        while count > 0 {
            let part = self.parts.get(self.part).ok_or_else(damaged)?;
            let here = part.len().saturating_sub(self.at).min(count);
            count -= here;
            self.at += here;
            if self.at >= part.len() && count > 0 {
                (self.part, self.at) = (self.part + 1, 0);
            }
        }
        Ok(())
    }

    fn is_at_end_of_part(&self) -> bool {
        self.parts.get(self.part).is_none_or(|part| self.at >= part.len())
    }

    /// A text with its head, its formatting and its phonetic part passed over.
    fn text(&mut self, into: &mut String) -> Result<(), TableError> {
        let mut left = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let extended = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let mut is_wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        while left > 0 {
            if self.is_at_end_of_part() {
                // A text that is cut says again, in the next record, how its characters stand.
                (self.part, self.at) = (self.part + 1, 0);
                is_wide = self.byte()? & 1 != 0;
            }
            units.push(if is_wide { self.u16()? } else { u16::from(self.byte()?) });
            left -= 1;
        }
        into.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        self.skip(runs * 4)?;
        self.skip(extended)
    }
}

/// A text of Excel 97 and later: flags, then as many characters; what it takes in all.
pub(super) fn wide(bytes: &[u8], characters: usize) -> Option<String> {
    let (flags, rest) = bytes.split_first()?;
    // Formatting and a phonetic part: their counts stand before the characters.
    let before = if flags & 8 != 0 { 2 } else { 0 } + if flags & 4 != 0 { 4 } else { 0 };
    let rest = rest.get(before..)?;
    if flags & 1 == 0 {
        return Some(rest.get(..characters)?.iter().map(|byte| char::from(*byte)).collect());
    }
    let units = rest.get(..characters.checked_mul(2)?)?;
    let units = units.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// A text of Excel 5.0 and 95 in the code page of the book.
pub(super) fn narrow(bytes: &[u8], code_page: u16) -> String {
    let encoding: &Encoding = match code_page {
        936 | 54936 => encoding_rs::GBK,
        950 => encoding_rs::BIG5,
        65001 => encoding_rs::UTF_8,
        1251 => encoding_rs::WINDOWS_1251,
        _ => encoding_rs::WINDOWS_1252,
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    match text {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of these texts, in one piece; places where a character of it may be cut off, each
    /// with the flag that the next piece begins with.
    fn table(texts: &[(&str, bool)]) -> (Vec<u8>, Vec<(usize, u8)>) {
        let mut bytes = vec![9, 0, 0, 0];
        bytes.extend((texts.len() as u32).to_le_bytes());
        let mut cuts = Vec::new();
        for (text, has_runs) in texts {
            let units: Vec<u16> = text.encode_utf16().collect();
            let is_wide = units.iter().any(|unit| *unit > 0xff);
            bytes.extend((units.len() as u16).to_le_bytes());
            bytes.push(u8::from(is_wide) | if *has_runs { 8 | 4 } else { 0 });
            if *has_runs {
                bytes.extend([2, 0, 3, 0, 0, 0]);
            }
            for unit in units {
                cuts.push((bytes.len(), u8::from(is_wide)));
                match is_wide {
                    true => bytes.extend(unit.to_le_bytes()),
                    false => bytes.push(unit as u8),
                }
            }
            if *has_runs {
                bytes.extend([7; 8 + 3]);
            }
        }
        (bytes, cuts)
    }

    #[test]
    fn texts_are_whole_wherever_their_record_is_cut() {
        let texts = [("反应孔", false), ("A01", true), ("样本 001230000741", true), ("", false)];
        let (bytes, cuts) = table(&texts);
        for (cut, flag) in cuts {
            let (before, after) = bytes.split_at(cut);
            let after = [&[flag], after].concat();
            let read = Texts::read(&[before, &after]).expect("whole");
            for ((text, _), number) in texts.iter().zip(0..) {
                assert_eq!(read.get(number), Some(*text), "cut at {cut}");
            }
            assert_eq!(read.get(4), None);
        }
        assert!(Texts::read(&[&bytes[..bytes.len() - 12]]).is_err(), "cut off");
    }
}
