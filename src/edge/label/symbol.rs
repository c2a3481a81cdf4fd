//! What a scanner reads: Code 128 bars, Data Matrix and QR squares, as modules and nothing more.

use barcoders::sym::code128::Code128;
use datamatrix::{DataMatrix, SymbolList};
use qrcode::{Color, EcLevel, QrCode};

use super::LabelError;

/// Modules that stay white on both sides of Code 128 (ISO/IEC 15417).
pub const BARS_QUIET: u32 = 10;

/// Longest text in bars, in characters: longer ones are too wide for a label.
const BARS_LENGTH_MAX: usize = 32;

/// A Code 128 symbol without its quiet zones.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bars {
    text: String,
    /// Whether set C was chosen: two digits a character.
    pub set_c: bool,
    /// Black is true, left to right.
    modules: Vec<bool>,
}

impl Bars {
    /// Encodes `[0-9]` in even number in set C, other `[0-9A-Z-]` in set B; errors for anything
    /// else. The crate below would accept more and print some of it wrong.
    pub fn new(text: &str) -> Result<Bars, LabelError> {
        let bad = || LabelError::Unprintable(text.to_owned());
        let known = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || b == b'-';
        if text.is_empty() || text.len() > BARS_LENGTH_MAX || !text.bytes().all(known) {
            return Err(bad());
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let set_c = digits && text.len().is_multiple_of(2);
        let start = if set_c { '\u{0106}' } else { '\u{0181}' };
        let code = Code128::new(format!("{start}{text}")).map_err(|_| bad())?;
        let modules = code.encode().into_iter().map(|module| module == 1).collect();
        Ok(Bars { text: text.to_owned(), set_c, modules })
    }

    /// What the bars say.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Width in modules, quiet zones included.
    pub fn width(&self) -> u32 {
        self.modules.len() as u32 + 2 * BARS_QUIET
    }

    /// Every bar as (first module, modules), counted from the outer edge of the quiet zone.
    pub fn runs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        runs(&self.modules).map(|(start, length)| (start + BARS_QUIET, length))
    }
}

/// Which square symbol.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Square {
    /// Data Matrix ECC 200 (ISO/IEC 16022): reads at half the resolution Code 128-C needs.
    DataMatrix,
    /// QR, level M (ISO/IEC 18004): what every phone reads.
    Qr,
}

impl Square {
    /// Longest text, in bytes.
    pub fn length_max(self) -> usize {
        match self {
            Square::DataMatrix => 200,
            // A report's statement; on paper it has the room.
            Square::Qr => 400,
        }
    }

    /// Modules that stay white on all sides.
    pub fn quiet(self) -> u32 {
        match self {
            // One by the standard; two, since a cutter is not exact.
            Square::DataMatrix => 2,
            Square::Qr => 4,
        }
    }
}

/// A square symbol without its quiet zone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matrix {
    text: String,
    /// Which symbol.
    pub square: Square,
    side: u32,
    /// Black is true, row by row.
    modules: Vec<bool>,
}

impl Matrix {
    /// Encodes text; errors when it is empty or longer than [`Square::length_max`].
    pub fn new(square: Square, text: &str) -> Result<Matrix, LabelError> {
        let bad = || LabelError::Length(text.len(), square.length_max());
        if text.is_empty() || text.len() > square.length_max() {
            return Err(bad());
        }
        let (side, modules) = match square {
            Square::DataMatrix => {
                let list = SymbolList::default().enforce_square();
                let code = DataMatrix::encode(text.as_bytes(), list).map_err(|_| bad())?;
                let map = code.bitmap();
                (map.width(), map.bits().to_vec())
            }
            Square::Qr => {
                let level = EcLevel::M;
                let code = QrCode::with_error_correction_level(text, level).map_err(|_| bad())?;
                let dark = |color: Color| color == Color::Dark;
                (code.width(), code.into_colors().into_iter().map(dark).collect())
            }
        };
        Ok(Matrix { text: text.to_owned(), square, side: side as u32, modules })
    }

    /// What the square says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Side in modules, without the quiet zone.
    pub fn side(&self) -> u32 {
        self.side
    }

    /// Black runs as (first module of its row, row from the top, modules).
    pub fn runs(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        let rows = self.modules.chunks(self.side as usize).zip(0..);
        rows.flat_map(|(row, y)| runs(row).map(move |(x, length)| (x, y, length)))
    }
}

/// Runs of black as (start, length).
fn runs(modules: &[bool]) -> impl Iterator<Item = (u32, u32)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + modules[at..].iter().position(|black| *black)?;
        let length = modules[start..].iter().take_while(|black| **black).count();
        at = start + length;
        Some((start as u32, length as u32))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_digits_take_set_c_and_the_rest_set_b() {
        for (text, set_c, modules) in [
            // Start, symbols, check: 11 modules each; stop 13; two quiet zones of 10.
            ("001210000197", true, 11 * 8 + 13 + 20),
            ("12345", false, 11 * 7 + 13 + 20),
            ("RJ-12", false, 11 * 7 + 13 + 20),
        ] {
            let bars = Bars::new(text).expect("printable");
            assert_eq!((bars.set_c, bars.width()), (set_c, modules), "{text}");
            assert_eq!(bars.runs().next(), Some((BARS_QUIET, 2)), "{text}");
            assert_eq!(bars.runs().last(), Some((modules - BARS_QUIET - 2, 2)), "{text}");
        }
        for bad in ["", "ab", "1 2", "１２", "\u{0106}12", &"1".repeat(34)] {
            assert!(Bars::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn squares_have_the_sides_of_their_standards() {
        let data = Matrix::new(Square::DataMatrix, "001210000197").expect("printable");
        assert_eq!(data.side(), 14);
        // The finder's left column is black all the way down.
        assert_eq!(data.runs().filter(|(x, ..)| *x == 0).count(), 14);
        let qr = Matrix::new(Square::Qr, "001210000197").expect("printable");
        assert_eq!(qr.side(), 21);
        assert_eq!(qr.runs().next(), Some((0, 0, 7)));
        assert!(Matrix::new(Square::Qr, "").is_err());
        assert!(Matrix::new(Square::DataMatrix, &"x".repeat(201)).is_err());
    }
}
