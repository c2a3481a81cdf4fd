//! XML of office files, an element at a time, with a bound on what one element may hold.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};

use super::TableError;

/// Most bytes between two marks of XML. A cell of a spreadsheet holds 32,767 characters at most;
/// a packed file of a few kilobytes can hold gigabytes of one.
const EVENT_MAX: usize = 1 << 20;

/// Most bytes of a part that is unpacked. A million rows of a list have some 150 MB; a packed file
/// of a megabyte can hold a gigabyte of nothing.
const PART_MAX: u64 = 512 << 20;

const DAMAGED: &str = "is no sound XLSX: open it in a spreadsheet and save it as \"CSV UTF-8\"";

/// What stands next in the file.
pub(super) enum Mark<'a> {
    /// An element begins.
    Start(BytesStart<'a>),
    /// The element of this name, without prefix, ends.
    End(&'a str),
    /// A piece of text; one text may come in several.
    Text(&'a str),
    /// A character written by its name or number.
    Char(char),
    /// Comments and instructions.
    Other,
    /// The end of the file.
    Eof,
}

/// A part of a file as marks.
pub(super) struct Marks<R> {
    reader: quick_xml::Reader<Guarded<R>>,
    bytes: Vec<u8>,
    text: String,
}

impl<R: Read> Marks<R> {
    pub(super) fn new(input: R) -> Self {
        let input = BufReader::with_capacity(1 << 16, input);
        let guarded = Guarded { input, left: EVENT_MAX, part_left: PART_MAX };
        let mut reader = quick_xml::Reader::from_reader(guarded);
        reader.config_mut().expand_empty_elements = true;
        Marks { reader, bytes: Vec::new(), text: String::new() }
    }

    pub(super) fn next(&mut self) -> Result<Mark<'_>, TableError> {
        self.bytes.clear();
        self.reader.get_mut().left = EVENT_MAX;
        let event = self.reader.read_event_into(&mut self.bytes).map_err(unfit)?;
        Ok(match event {
            Event::Start(start) => Mark::Start(start),
            Event::End(end) => {
                self.text.clear();
                self.text.push_str(end.local_name().as_ref());
                Mark::End(&self.text)
            }
            Event::Text(text) => {
                self.text.clear();
                self.text.push_str(&text.xml10_content());
                Mark::Text(&self.text)
            }
            Event::CData(text) => {
                self.text.clear();
                self.text.push_str(&text.xml10_content());
                Mark::Text(&self.text)
            }
            Event::GeneralRef(name) => Mark::Char(named(&name)?),
            Event::Eof => Mark::Eof,
            _ => Mark::Other,
        })
    }
}

/// The attribute of this name, with its prefix; nothing where it is absent or damaged.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|text| text.into_owned())
}

/// A file that is not what it should be.
pub(super) fn damaged() -> TableError {
    TableError::Unfit(DAMAGED)
}

fn unfit(error: quick_xml::Error) -> TableError {
    match error {
        quick_xml::Error::Io(source) => {
            TableError::Io(io::Error::new(source.kind(), source.to_string()))
        }
        _ => damaged(),
    }
}

fn named(name: &BytesRef<'_>) -> Result<char, TableError> {
    if let Ok(Some(char)) = name.resolve_char_ref() {
        return Ok(char);
    }
    match name.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(damaged()),
    }
}

/// Hands on so many bytes and then refuses, until `left` is set again.
struct Guarded<R> {
    input: BufReader<R>,
    left: usize,
    part_left: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.input.read(into)
    }
}

impl<R: Read> BufRead for Guarded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            let what = "an element is longer than any cell of a spreadsheet";
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        if self.part_left == 0 {
            let what = "a sheet is larger than any that is read: save it as \"CSV UTF-8\"";
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.part_left = self.part_left.saturating_sub(count as u64);
        self.input.consume(count);
    }
}
