//! Tenfold: mass nucleic-acid testing, from the ID card to the published outcome.

pub mod storage;
