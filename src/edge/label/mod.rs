//! Labels: what is printed on tubes, boxes, receipts and cards, as shapes at places, and the same
//! shapes as PDF, SVG, PNG and ZPL.
//!
//! ```text
//! TubeLabel ─┐                ┌─► pdf   sheets or a page a label, vector
//! BoxLabel  ─┤                ├─► svg   a label
//! Receipt   ─┼──► Label ──────┼─► png   a label, 1 bit a dot
//! Pass      ─┤   (shapes)     └─► zpl   a thermal printer draws the codes itself
//! Card      ─┤
//! StaffCard ─┤
//! Report    ─┘
//! ```
//!
//! Lengths are whole micrometres from the upper left corner. Modules of codes are multiples of
//! [`MODULE_STEP_UM`], so that they are whole dots at 8 dots/mm (203 dpi).

mod case;
mod font;
mod glyph;
mod shapes;
mod stock;
mod symbol;
mod tube;
mod word;

pub mod card;
pub mod pass;
pub mod pdf;
pub mod png;
pub mod receipt;
pub mod report;
pub mod staff;
pub mod svg;
pub mod zpl;

pub use case::{BoxContent, BoxLabel};
pub use font::{FONT_BYTES_MAX, Font, FontError};
pub use shapes::{Anchor, Label, Shape, Size};
pub use stock::{Grid, STOCKS, Stock};
pub use symbol::{BARS_QUIET, Bars, Matrix, Square};
pub use tube::TubeLabel;

/// One dot at 203 dpi, in micrometres: modules are multiples of it.
pub const MODULE_STEP_UM: u32 = 125;

/// Narrowest module of Code 128, in micrometres: two dots at 203 dpi (GS1 asks for as much).
const BAR_MODULE_UM_MIN: u32 = 250;

/// Narrowest module of a square code, in micrometres: three dots at 203 dpi.
const SQUARE_MODULE_UM_MIN: u32 = 375;

/// A site as a label names it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PlaceName {
    /// Number within the region.
    pub number: u32,
    /// Name in Chinese; empty when not known.
    pub zh: String,
    /// Name in English; empty when not known.
    pub en: String,
}

/// Why a label cannot be made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LabelError {
    /// Code 128 here holds digits, capital letters and the dash.
    #[error("`{0}` cannot be printed as bars: 1 to 32 of 0-9, A-Z and - are possible")]
    Unprintable(String),
    /// The text of a square code is empty or too long. It may be a receipt: it is not repeated.
    #[error("{0} bytes cannot be printed in a square code: 1 to {1} are possible")]
    Length(usize, usize),
    /// The stock has no room for the codes at a size that can be read.
    #[error("a {what} label of {width_mm} x {height_mm} mm is too small for codes that read")]
    TooSmall {
        /// What was to be printed.
        what: &'static str,
        /// Width of the stock, rounded down.
        width_mm: u32,
        /// Height of the stock, rounded down.
        height_mm: u32,
    },
}

impl LabelError {
    fn too_small(what: &'static str, size: Size) -> LabelError {
        let (width_mm, height_mm) = (size.width_um / 1000, size.height_um / 1000);
        LabelError::TooSmall { what, width_mm, height_mm }
    }
}

/// A code in groups of four, as people read it aloud: `0012 3000 0719`.
pub fn grouped(code: &str) -> String {
    let grouped = |(at, symbol)| (at > 0 && at % 4 == 0).then_some(' ').into_iter().chain([symbol]);
    code.chars().enumerate().flat_map(grouped).collect()
}

/// The widest module, a multiple of [`MODULE_STEP_UM`], with which so many fit; `None` below
/// `least_um`.
fn module_um(modules: u32, room_um: u32, least_um: u32, most_um: u32) -> Option<u32> {
    let widest = (room_um / modules).min(most_um) / MODULE_STEP_UM * MODULE_STEP_UM;
    (widest >= least_um).then_some(widest)
}
