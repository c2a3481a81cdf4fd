//! Wells as machines write them: `A1`, `A01`, or a number that counts row by row. What 13 is,
//! only the size of the plate says: B01 of 96 wells, A13 of 384.

use tenfold_domain::plate::Well;

/// How many wells a plate has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PlateSize {
    /// 8 rows of 12.
    Wells96,
    /// 16 rows of 24.
    Wells384,
}

impl PlateSize {
    /// Of a number of wells.
    pub fn of(wells: u64) -> Option<PlateSize> {
        match wells {
            96 => Some(PlateSize::Wells96),
            384 => Some(PlateSize::Wells384),
            _ => None,
        }
    }

    /// How many wells there are.
    pub fn wells(self) -> u16 {
        match self {
            PlateSize::Wells96 => 96,
            PlateSize::Wells384 => 384,
        }
    }

    /// How many wells a row has.
    pub fn columns(self) -> u16 {
        match self {
            PlateSize::Wells96 => 12,
            PlateSize::Wells384 => 24,
        }
    }

    /// The well's number, row by row from 1; nothing where the plate has no such well.
    pub fn number(self, well: Well) -> Option<u16> {
        let (row, column) = (well.number() / 24, well.number() % 24);
        let is_there = column < self.columns() && row < self.wells() / self.columns();
        is_there.then(|| row * self.columns() + column + 1)
    }

    /// The well of a number from 1.
    pub fn well(self, number: u16) -> Option<Well> {
        let place = number.checked_sub(1).filter(|place| *place < self.wells())?;
        Well::from_number(place / self.columns() * 24 + place % self.columns())
    }

    /// Every well, row by row.
    pub fn all(self) -> impl Iterator<Item = Well> {
        (1..=self.wells()).filter_map(move |number| self.well(number))
    }
}

/// A well as it is written, before the size of the plate is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Written {
    Named(Well),
    /// From 1.
    Number(u16),
    /// In the form of a well, and on no plate at all: `Z7`, `A25`, 385.
    Outside,
}

impl Written {
    /// Reads a cell; nothing where it has no form of a well.
    pub(super) fn read(text: &str) -> Option<Written> {
        let text = text.trim();
        let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let letters = text.len() - digits.len();
        let is_well = letters <= 2 && (1..=4).contains(&digits.len());
        if !is_well || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if letters > 0 {
            return Some(Well::parse(text).map_or(Written::Outside, Written::Named));
        }
        let number = digits.parse().ok().filter(|number| (1..=384).contains(number));
        Some(number.map_or(Written::Outside, Written::Number))
    }

    /// The smallest plate that has it.
    pub(super) fn size_min(self) -> PlateSize {
        let fits = match self {
            Written::Named(well) => PlateSize::Wells96.number(well).is_some(),
            Written::Number(number) => number <= 96,
            Written::Outside => true,
        };
        if fits { PlateSize::Wells96 } else { PlateSize::Wells384 }
    }

    /// The well on a plate of this size.
    pub(super) fn on(self, size: PlateSize) -> Option<Well> {
        match self {
            Written::Named(well) => size.number(well).map(|_| well),
            Written::Number(number) => size.well(number),
            Written::Outside => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str, size: PlateSize) -> Option<String> {
        Written::read(text)?.on(size).map(|well| well.to_string())
    }

    #[test]
    fn the_size_of_the_plate_says_what_a_number_is() {
        for (text, of_96, of_384) in [
            ("A1", Some("A01"), Some("A01")),
            ("h12", Some("H12"), Some("H12")),
            ("A13", None, Some("A13")),
            ("P24", None, Some("P24")),
            ("13", Some("B01"), Some("A13")),
            ("96", Some("H12"), Some("D24")),
            ("97", None, Some("E01")),
            ("384", None, Some("P24")),
            ("385", None, None),
            ("0", None, None),
            ("Q1", None, None),
            ("AA1", None, None),
        ] {
            assert_eq!(on(text, PlateSize::Wells96).as_deref(), of_96, "{text}");
            assert_eq!(on(text, PlateSize::Wells384).as_deref(), of_384, "{text}");
        }
        for text in ["", "A", "Well", "A1B", "1.5", "A01, B01", "360781000139"] {
            assert_eq!(Written::read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_and_wells_go_both_ways() {
        for size in [PlateSize::Wells96, PlateSize::Wells384] {
            let numbers: Vec<u16> = size.all().filter_map(|well| size.number(well)).collect();
            assert_eq!(numbers, (1..=size.wells()).collect::<Vec<u16>>());
        }
    }
}
