//! UTF-16, as the software of some machines writes text: handed on as UTF-8, a piece at a time.
//! Half of a pair becomes a byte that is no UTF-8, so that its line is named and the rest is read.

use std::io::{self, Read};

use super::fault::Unfit;

/// Bytes looked at where there is no mark.
const BEGINNING: usize = 4096;
/// Characters turned at a time.
const PIECE: usize = 4096;
/// What a byte that stands for nothing is written as.
const NO_CHARACTER: u8 = 0xff;

/// Which byte of a unit comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    fn unit(self, pair: &[u8]) -> u16 {
        match (self, pair) {
            (Order::Little, [first, second]) => u16::from_le_bytes([*first, *second]),
            (Order::Big, [first, second]) => u16::from_be_bytes([*first, *second]),
            _ => 0xfffd,
        }
    }
}

/// By the mark, or where every other byte of the beginning is mostly zero.
pub(super) fn order(bytes: &[u8]) -> Option<Order> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(Order::Little),
        [0xfe, 0xff, ..] => return Some(Order::Big),
        _ => {}
    }
    let pairs = bytes[..bytes.len().min(BEGINNING)].chunks_exact(2);
    let count = pairs.len();
    let (mut little, mut big) = (0, 0);
    for pair in pairs {
        little += usize::from(pair[1] == 0 && pair[0] != 0);
        big += usize::from(pair[0] == 0 && pair[1] != 0);
    }
    match (little * 2 > count, big * 2 > count) {
        (true, false) => Some(Order::Little),
        (false, true) => Some(Order::Big),
        _ => None,
    }
}

/// Whether all of it may be UTF-16.
///
/// # Errors
/// [`Unfit::CutOff`] for half a unit at the end; [`Unfit::MixedUtf16`] where lines end in single
/// bytes: read as a pair, carriage return and line feed are a letter of no Chinese file.
pub(super) fn check(bytes: &[u8], order: Order) -> Result<(), Unfit> {
    let units = || bytes.chunks_exact(2).map(|pair| order.unit(pair));
    let line_break = order.unit(b"\r\n");
    if units().any(|unit| unit == line_break) {
        return Err(Unfit::MixedUtf16);
    }
    if !bytes.len().is_multiple_of(2) {
        let line = units().filter(|unit| *unit == 0x0a).count() as u64 + 1;
        return Err(Unfit::CutOff { line });
    }
    Ok(())
}

/// UTF-16 that reads as UTF-8.
pub(super) struct Utf16<'a> {
    left: &'a [u8],
    order: Order,
    ready: Vec<u8>,
    given: usize,
}

impl<'a> Utf16<'a> {
    pub(super) fn new(bytes: &'a [u8], order: Order) -> Self {
        Utf16 { left: bytes, order, ready: Vec::new(), given: 0 }
    }

    fn turn(&mut self) {
        self.ready.clear();
        self.given = 0;
        let mut end = self.left.len().min(PIECE * 2);
        // A pair stays together.
        let last = self.left.get(end.saturating_sub(2)..end).unwrap_or_default();
        if (0xd800..0xdc00).contains(&self.order.unit(last)) && end < self.left.len() {
            end += 2;
        }
        let (piece, left) = self.left.split_at(end.min(self.left.len()));
        self.left = left;
        let units = piece.chunks_exact(2).map(|pair| self.order.unit(pair));
        for symbol in char::decode_utf16(units) {
            match symbol {
                Ok(symbol) => {
                    let mut room = [0; 4];
                    self.ready.extend_from_slice(symbol.encode_utf8(&mut room).as_bytes());
                }
                Err(_) => self.ready.push(NO_CHARACTER),
            }
        }
    }
}

impl Read for Utf16<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if self.left.len() < 2 {
                return Ok(0);
            }
            self.turn();
        }
        let count = into.len().min(self.ready.len() - self.given);
        into[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_stay_together_and_halves_are_marked() {
        let text = "𠮷".repeat(PIECE) + "样本\tA1\n";
        for (order, shift) in [(Order::Little, 0), (Order::Little, 1), (Order::Big, 1)] {
            let text = "x".repeat(shift) + &text;
            let bytes: Vec<u8> = text
                .encode_utf16()
                .flat_map(|unit| match order {
                    Order::Little => unit.to_le_bytes(),
                    Order::Big => unit.to_be_bytes(),
                })
                .collect();
            let mut read = String::new();
            Utf16::new(&bytes, order).read_to_string(&mut read).expect("UTF-8");
            assert!(read == text);
        }
        let mut read = Vec::new();
        Utf16::new(&[0x41, 0, 0, 0xd8, 0x42, 0], Order::Little).read_to_end(&mut read).expect("in");
        assert_eq!(read, b"A\xffB");
    }

    #[test]
    fn single_bytes_within_are_found() {
        let wide: Vec<u8> = "A1\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(order(&wide), Some(Order::Little));
        assert_eq!(check(&wide, Order::Little), Ok(()));
        let mixed = [&wide[..], b"B2,24.53\r\n"].concat();
        assert_eq!(check(&mixed, Order::Little), Err(Unfit::MixedUtf16));
        assert_eq!(check(&wide[..5], Order::Little), Err(Unfit::CutOff { line: 1 }));
        assert_eq!(order(b"A1,B2\n"), None);
    }
}
