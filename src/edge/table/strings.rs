//! The texts of a workbook, which its cells name by number.

use std::io::Read;

use super::TableError;
use super::xml::{Mark, Marks};

/// Most bytes of text kept. A million people with name, number and phone have some 40 MB.
const BYTES_MAX: usize = 128 << 20;

const TOO_LARGE: &str = "has more text than is kept in memory: save it as \"CSV UTF-8\", of \
                         which one line is kept at a time";

/// Every text of the workbook, once. One block, because a million small ones take four times as
/// much.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Strings {
    /// Reads `xl/sharedStrings.xml`. Formatting is dropped, and so is the reading (`rPh`) that
    /// some programs put beside Chinese characters.
    pub(super) fn read(part: impl Read) -> Result<Strings, TableError> {
        let mut marks = Marks::new(part);
        let mut strings = Strings::default();
        let (mut in_text, mut in_reading) = (false, false);
        loop {
            match marks.next()? {
                Mark::Start(start) => match start.local_name().as_ref() {
                    "t" => in_text = !in_reading,
                    "rPh" => in_reading = true,
                    _ => {}
                },
                Mark::End("t") => in_text = false,
                Mark::End("rPh") => in_reading = false,
                Mark::End("si") => strings.ends.push(strings.text.len() as u32),
                Mark::Text(text) if in_text => strings.text.push_str(text),
                Mark::Char(char) if in_text => strings.text.push(char),
                Mark::Eof => return Ok(strings),
                _ => {}
            }
            // Four bytes a text count too: a file of empty ones would otherwise grow without end.
            if strings.text.len() + strings.ends.len() * 4 > BYTES_MAX {
                return Err(TableError::Unfit(TOO_LARGE));
            }
        }
    }

    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }
}
