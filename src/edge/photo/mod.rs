//! Codes in photographs: the bytes of a JPEG or PNG in, what was read out, and what of it is
//! believed.
//!
//! ```text
//! bytes ─► picture ─► luma ─► squares: QR, Data Matrix ─┐
//!          bounded    scales  bars: Code 128           ─┼─► label ─► Reading
//!                             second opinion on QR     ─┘   believed, doubted, in conflict
//! ```
//!
//! A square code corrects its own errors: it is read right or not at all. Bars have one check
//! character in 103, and a camera does misread them: they are believed where the check digits of
//! the protocol hold, or where a square code says the same.

mod bars;
mod ink;
mod label;
mod look;
mod luma;
mod picture;
mod spots;
mod squares;
mod why;

use std::panic::{AssertUnwindSafe, catch_unwind};

use tenfold_domain::code::{BoxCode, Code, TubeCode};
use tenfold_domain::time::At;

use super::label::card::CardPlace;
use super::wedge::Labels;
use luma::Area;

pub use look::look;
pub use luma::Luma;
pub use why::{Doubt, Why};

/// Largest file, in bytes: a telephone's photograph has 2 to 8 million.
pub const BYTES_MAX: usize = 16 << 20;

/// Most pixels. A JPEG in progressive order takes seven bytes of memory a pixel while it is
/// unpacked, so that no picture takes more than 170 MB; what telephones send takes less than 60.
pub const PIXELS_MAX: u64 = 24_000_000;

/// Most passes over a JPEG in progressive order: each costs time, and a pass may be a few bytes.
/// Cameras make ten or so, and some keep a second picture in the same file.
pub const PASSES_MAX: usize = 32;

/// A kind of printed code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Symbol {
    /// Bars.
    Code128,
    /// A square with a solid corner.
    DataMatrix,
    /// A square with three eyes.
    Qr,
}

impl Symbol {
    /// What it is called, in both languages and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Symbol::Code128 => "code-128",
            Symbol::DataMatrix => "data-matrix",
            Symbol::Qr => "qr",
        }
    }
}

/// What a code stands for in the campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// A tube.
    Tube(TubeCode),
    /// A box, and what its QR tells of the content.
    Case {
        /// Its code.
        code: BoxCode,
        /// Tubes inside.
        tubes: Option<u16>,
        /// The oldest first swab inside.
        oldest_swab: Option<At>,
    },
    /// A site or a lane.
    Place(CardPlace),
    /// A person's look-up code.
    Receipt(Code),
    /// Nothing that the campaign's protocol knows. It may be anything, also somebody's.
    Other(String),
}

/// A code in a picture, however often it stands there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// What it stands for.
    pub meaning: Meaning,
    /// As what it was read; each once, in order.
    pub symbols: Vec<Symbol>,
    /// Why it is not believed; nothing where it is.
    pub doubt: Option<Doubt>,
}

/// Two codes of one label that say different things.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// What the bars say.
    pub bars: Code,
    /// What the square code beside them says.
    pub square: Code,
}

/// What was read in a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Width of the picture, in pixels.
    pub width: u32,
    /// Height of the picture, in pixels.
    pub height: u32,
    /// Every code, the believed first.
    pub found: Vec<Found>,
    /// Labels whose codes do not agree.
    pub conflicts: Vec<Conflict>,
}

impl Reading {
    /// Why the picture does not count as read; nothing where it holds a code of the campaign that
    /// is believed, and no label that contradicts itself.
    pub fn why(&self) -> Option<Why> {
        if !self.conflicts.is_empty() {
            return Some(Why::Conflict);
        }
        if self.found.iter().any(|found| found.doubt.is_none()) {
            return None;
        }
        Some(if self.found.is_empty() { Why::NoCode } else { Why::Doubted })
    }
}

/// A code where it stands in the picture.
#[derive(Clone, Debug)]
struct Seen {
    symbol: Symbol,
    text: String,
    /// Its middle, in pixels from the upper left corner.
    middle: (f32, f32),
    /// From the first bar to the last, in pixels; nothing for a square.
    along: (f32, f32),
    /// The side of a square, in pixels; nought for bars.
    side: f32,
}

impl Seen {
    /// In pixels of a picture so many times larger.
    fn in_full(self, by: u32) -> Seen {
        let full = |(x, y): (f32, f32)| (x * by as f32, y * by as f32);
        let side = self.side * by as f32;
        Seen { middle: full(self.middle), along: full(self.along), side, ..self }
    }

    /// In pixels of the picture that this is a part of.
    fn moved(self, part: Area) -> Seen {
        let (x, y) = self.middle;
        Seen { middle: (x + part.left as f32, y + part.top as f32), ..self }
    }
}

/// Reads a photograph.
///
/// # Errors
/// [`Why`] the bytes are no picture that is read here; see also [`Reading::why`].
pub fn read(bytes: &[u8], labels: Labels<'_>) -> Result<Reading, Why> {
    let luma = calm(|| Some(picture::luma(bytes))).unwrap_or(Err(Why::Damaged))?;
    Ok(look(&luma, labels))
}

/// What a reader found; nothing where it panicked, as readers of pictures have been seen to.
fn calm<T: Default>(read: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_panics_reads_nothing() {
        let panics = || -> Vec<Seen> { panic!("a reader at its wits' end") };
        assert!(calm(panics).is_empty());
    }
}
