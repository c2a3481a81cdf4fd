//! The container (MS-CFB): sectors chained by a table, as a disk of its own. Every chain is at most
//! as long as the file has sectors, so that one that runs in a circle ends.

use super::{OLD, TableError, damaged};

const END: u32 = 0xffff_fffe;
const ENTRY_BYTES: usize = 128;
const MINI_BYTES: usize = 64;
/// Places of the table's own sectors that stand in the header.
const HEADER_PLACES: usize = 109;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

struct Disk<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    /// The sector that follows each sector.
    next: Vec<u32>,
}

impl<'a> Disk<'a> {
    /// The bytes of a sector; the last of a file may be short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector_bytes)?;
        let end = start.checked_add(self.sector_bytes)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|bytes| !bytes.is_empty())
    }

    fn open(bytes: &'a [u8]) -> Option<Disk<'a>> {
        let sector_bytes = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut disk = Disk { bytes, sector_bytes, next: Vec::new() };
        let sectors = bytes.len().div_ceil(sector_bytes);
        let mut places: Vec<u32> = Vec::new();
        for place in 0..HEADER_PLACES {
            places.push(u32_at(bytes, 76 + place * 4)?);
        }
        let mut more = u32_at(bytes, 68)?;
        for _ in 0..sectors {
            if more >= END {
                break;
            }
            let sector = disk.sector(more)?;
            let words = sector.chunks_exact(4).map(word).collect::<Vec<u32>>();
            let (link, listed) = words.split_last()?;
            places.extend_from_slice(listed);
            more = *link;
        }
        for place in places.into_iter().filter(|place| *place < END) {
            if disk.next.len() > sectors {
                break;
            }
            disk.next.extend(disk.sector(place)?.chunks_exact(4).map(word));
        }
        Some(disk)
    }

    /// What stands in a chain of sectors, at most `bytes_max` bytes of it.
    fn chain(&self, start: u32, bytes_max: usize) -> Option<Vec<u8>> {
        let mut found = Vec::new();
        let mut sector = start;
        let mut left = self.bytes.len().div_ceil(self.sector_bytes);
        while sector < END && found.len() < bytes_max {
            left = left.checked_sub(1)?;
            found.extend_from_slice(self.sector(sector)?);
            sector = *self.next.get(sector as usize)?;
        }
        found.truncate(bytes_max);
        Some(found)
    }
}

fn word(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(END, u32::from_le_bytes)
}

/// A file of the container.
struct Entry {
    name: String,
    kind: u8,
    start: u32,
    bytes: usize,
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).min(64).saturating_sub(2);
    let units: Vec<u16> = (0..length / 2).filter_map(|unit| u16_at(bytes, unit * 2)).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        kind: *bytes.get(66)?,
        start: u32_at(bytes, 116)?,
        bytes: u32_at(bytes, 120)? as usize,
    })
}

/// The first of these streams that is there, whole.
///
/// # Errors
/// [`TableError::Unfit`] where none is there or a part of it is missing.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Result<Vec<u8>, TableError> {
    if !bytes.starts_with(super::MARK) {
        // Books before Excel 5.0 had no container.
        let is_old = bytes.first() == Some(&0x09) && bytes.len() > 8;
        return Err(if is_old { TableError::Unfit(OLD) } else { damaged() });
    }
    found(bytes, names).ok_or_else(damaged)
}

fn found(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let disk = Disk::open(bytes)?;
    let directory = disk.chain(u32_at(bytes, 48)?, bytes.len())?;
    let entries: Vec<Entry> = directory.chunks_exact(ENTRY_BYTES).filter_map(entry).collect();
    let is_it =
        |entry: &&Entry, name: &str| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name);
    let book = names.iter().find_map(|name| entries.iter().find(|entry| is_it(entry, name)))?;
    if book.bytes > bytes.len() {
        return None;
    }
    let is_small = book.bytes < u32_at(bytes, 56)? as usize;
    let content = if is_small {
        small(bytes, &disk, &entries, book)?
    } else {
        disk.chain(book.start, book.bytes)?
    };
    (content.len() == book.bytes).then_some(content)
}

/// A stream of few bytes: its sectors are pieces of the root's stream.
fn small(bytes: &[u8], disk: &Disk<'_>, entries: &[Entry], book: &Entry) -> Option<Vec<u8>> {
    let root = entries.iter().find(|entry| entry.kind == 5)?;
    let pool = disk.chain(root.start, bytes.len())?;
    let table = disk.chain(u32_at(bytes, 60)?, bytes.len())?;
    let mut content = Vec::new();
    let mut piece = book.start;
    let mut left = pool.len() / MINI_BYTES + 1;
    while piece < END && content.len() < book.bytes {
        left = left.checked_sub(1)?;
        let start = (piece as usize).checked_mul(MINI_BYTES)?;
        content.extend_from_slice(pool.get(start..start.checked_add(MINI_BYTES)?)?);
        piece = u32_at(&table, (piece as usize).checked_mul(4)?)?;
    }
    content.truncate(book.bytes);
    Some(content)
}
