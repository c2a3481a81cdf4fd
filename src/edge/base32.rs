//! Bytes as text that QR packs well and a keyboard wedge types: Crockford's base 32, whose letters
//! all lie in QR's alphanumeric set. Four letters that are misread are not in it: O is read as 0,
//! I and L as 1, and U as none.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Bytes as text, five bits a character; what is left over in the last one is nought.
pub fn written(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let digit = |place: usize| (5 * place..5 * place + 5).fold(0, |five, at| five << 1 | bit(at));
    let length = (8 * bytes.len()).div_ceil(5);
    (0..length).map(|place| char::from(ALPHABET[usize::from(digit(place))])).collect()
}

/// The bytes of a text in capitals; `None` for any other character, and where what is left over
/// is a whole character or not nought, so that two texts never say the same.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut held, mut bits) = (0u32, 0);
    for symbol in text.bytes() {
        let five = match symbol {
            b'O' => 0,
            b'I' | b'L' => 1,
            other => ALPHABET.iter().position(|known| *known == other)? as u32,
        };
        (held, bits) = (held << 5 | five, bits + 5);
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    (held == 0 && bits < 5).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_comes_back_and_nothing_else_does() {
        for length in 0..40u8 {
            let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(83) ^ 0xa5).collect();
            let text = written(&bytes);
            assert_eq!(read(&text).as_deref(), Some(&bytes[..]), "{text}");
            assert_ne!(read(&format!("{text}0")).as_deref(), Some(&bytes[..]), "{text}");
        }
        assert_eq!(written(&[0xff, 0]), "ZW00");
        for other in ["ZW01", "zw00", "ZWU0", "ZW 0", "\u{ff3a}W00"] {
            assert_eq!(read(other), None, "{other}");
        }
        assert_eq!(read("ZWOO"), read("ZW00"));
    }
}
