//! Receipts. A registration's receipt is the random part of its scan: the device can print it
//! without a network, and the server need not keep it.

use subtle::ConstantTimeEq;
use tenfold_domain::code::ScanId;

/// Crockford's alphabet: no I, L, O or U to be misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a receipt: 60 of the 62 random bits at the end of a UUIDv7.
pub const LENGTH: usize = 12;

/// The receipt of a scan, 12 characters.
pub fn receipt(scan: &ScanId) -> String {
    let mut tail = [0u8; 8];
    tail.copy_from_slice(&scan.0[8..]);
    let bits = u64::from_be_bytes(tail);
    (0..LENGTH)
        .map(|place| {
            let shift = 5 * (LENGTH - 1 - place);
            char::from(ALPHABET[(bits >> shift) as usize & 31])
        })
        .collect()
}

/// Whether somebody's receipt is this scan's, in a time that does not tell how far it agrees.
/// Case, spaces and dashes do not matter; letters easily misread are taken for what they look
/// like.
pub fn matches(scan: &ScanId, given: &str) -> bool {
    let folded: String = given
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    receipt(scan).as_bytes().ct_eq(folded.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_survives_handwriting() {
        let scan = ScanId([7, 1, 2, 3, 4, 5, 6, 7, 0x80, 0x10, 0xff, 3, 9, 200, 40, 1]);
        let text = receipt(&scan);
        assert_eq!(text.len(), LENGTH);
        assert!(matches(&scan, &format!(" {}-{} ", &text[..4].to_lowercase(), &text[4..])));
        assert!(!matches(&scan, &text[1..]));
        assert!(!matches(&ScanId([9; 16]), &text));
    }
}
