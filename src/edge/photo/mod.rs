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
mod label;
mod luma;
mod picture;
mod squares;
mod why;

use std::panic::{AssertUnwindSafe, catch_unwind};

use tenfold_domain::code::{BoxCode, Code, TubeCode};
use tenfold_domain::time::At;

use super::label::card::CardPlace;
use super::wedge::Labels;

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

/// Pixels at which a picture is looked at first. A larger one is made smaller: cameras of
/// telephones have more pixels than sharpness, and the readers judge black and white by
/// neighbourhoods of forty pixels.
const PIXELS_LIKED: u64 = 1_500_000;

/// Fewest pixels for which a still smaller view is worth a look.
const PIXELS_LEAST: u64 = 60_000;

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
}

impl Seen {
    /// In pixels of a picture so many times larger.
    fn in_full(self, by: u32) -> Seen {
        let full = |(x, y): (f32, f32)| (x * by as f32, y * by as f32);
        Seen { middle: full(self.middle), along: full(self.along), ..self }
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

/// Reads a picture that is unpacked already.
pub fn look(luma: &Luma, labels: Labels<'_>) -> Reading {
    let mut seen = Vec::new();
    let mut judged = Default::default();
    for by in scales(luma) {
        let smaller = (by > 1).then(|| luma.smaller(by)).flatten();
        let view = smaller.as_ref().unwrap_or(luma);
        let mut here = calm(|| squares::qr(view));
        here.append(&mut calm(|| bars::find(view)));
        seen.extend(here.into_iter().map(|one| one.in_full(by)));
        // At half the size Data Matrix costs a tenth, and mostly it is read there.
        let half = view.smaller(2).filter(|half| half.pixels().len() as u64 >= PIXELS_LEAST);
        if let Some(half) = half {
            let here = calm(|| squares::data_matrix(&half));
            seen.extend(here.into_iter().map(|one| one.in_full(by * 2)));
        }
        judged = label::judge(&seen, labels);
        if !settled(&judged) || !paired(&judged.0) {
            let here = calm(|| squares::data_matrix(view));
            seen.extend(here.into_iter().map(|one| one.in_full(by)));
            judged = label::judge(&seen, labels);
        }
        if settled(&judged) {
            break;
        }
    }
    if !settled(&judged) {
        // It reads less, takes twenty times as long and has been seen to panic: only now.
        let by = liked(luma);
        let smaller = luma.smaller(by);
        let here = calm(|| squares::second_opinion(smaller.as_ref().unwrap_or(luma)));
        seen.extend(here.into_iter().map(|one| one.in_full(by)));
        judged = label::judge(&seen, labels);
    }
    let (found, conflicts) = judged;
    Reading { width: luma.width(), height: luma.height(), found, conflicts }
}

/// Whether looking on would bring nothing: a code is believed, or a label contradicts itself.
fn settled((found, conflicts): &(Vec<Found>, Vec<Conflict>)) -> bool {
    !conflicts.is_empty() || found.iter().any(|found| found.doubt.is_none())
}

/// Whether every code that is believed was read as a square too. Bars alone do not say that the
/// label agrees with itself.
fn paired(found: &[Found]) -> bool {
    let square = |found: &&Found| found.symbols.iter().any(|symbol| *symbol != Symbol::Code128);
    found.iter().filter(|found| found.doubt.is_none()).all(|found| square(&found))
}

/// How many times smaller the picture is made at first.
fn liked(luma: &Luma) -> u32 {
    let pixels = u64::from(luma.width()) * u64::from(luma.height());
    (1..).find(|by| pixels <= PIXELS_LIKED * u64::from(by * by)).unwrap_or(1)
}

/// How many times smaller the picture is made, in the order in which it is looked at: first the
/// size that reads best, then finer ones, at last a coarser one, which drowns noise.
fn scales(luma: &Luma) -> Vec<u32> {
    let pixels = u64::from(luma.width()) * u64::from(luma.height());
    let liked = liked(luma);
    let finer = std::iter::successors(Some(liked), |by| (*by > 1).then_some(by / 2));
    let coarser = Some(liked * 2).filter(|by| pixels / u64::from(by * by) >= PIXELS_LEAST);
    finer.chain(coarser).collect()
}

/// What a reader found; nothing where it panicked, as readers of pictures have been seen to.
fn calm<T: Default>(read: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_are_looked_at_small_first() {
        let scales = |width, height| {
            let pixels = vec![255; (width * height) as usize];
            scales(&Luma::new(width, height, pixels).expect("a picture"))
        };
        assert_eq!(scales(100, 100), [1]);
        assert_eq!(scales(1_152, 864), [1, 2]);
        assert_eq!(scales(4_000, 3_000), [3, 1, 6]);
        assert_eq!(scales(6_000, 4_000), [4, 2, 1, 8]);
    }

    #[test]
    fn a_reader_that_panics_reads_nothing() {
        let panics = || -> Vec<Seen> { panic!("a reader at its wits' end") };
        assert!(calm(panics).is_empty());
    }
}
