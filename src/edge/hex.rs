//! Bytes written as text: hexadecimal digits, or base64 (RFC 4648).

/// Bytes of hexadecimal digits in pairs; white space and colons between them are skipped. `None`
/// when anything else is there or a digit is left over.
pub fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut high = None;
    for symbol in text.chars().filter(|c| !c.is_whitespace() && *c != ':') {
        let digit = symbol.to_digit(16)? as u8;
        match high.take() {
            None => high = Some(digit),
            Some(first) => bytes.push(first << 4 | digit),
        }
    }
    high.is_none().then_some(bytes)
}

/// Bytes as base64 in the usual alphabet, padded.
pub fn to_base64(bytes: &[u8]) -> String {
    const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let held = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let symbol = SYMBOLS[(held >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= three.len() { char::from(symbol) } else { '=' });
        }
    }
    text
}

/// Bytes of base64 in either alphabet, padded or not; white space is skipped. `None` when anything
/// else is there, or bits are left over that are not zero.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut held, mut bits) = (0u32, 0);
    let body = text.trim_end().trim_end_matches('=');
    for symbol in body.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let six = match symbol {
            b'A'..=b'Z' => symbol - b'A',
            b'a'..=b'z' => symbol - b'a' + 26,
            b'0'..=b'9' => symbol - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        (held, bits) = (held << 6 | u32::from(six), bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    (held == 0 && bits < 6).then_some(bytes)
}

/// Bytes in whichever of the two a text is written. Text that could be both is hexadecimal.
pub fn either(text: &str) -> Option<Vec<u8>> {
    hexadecimal(text).or_else(|| base64(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_give_the_bytes() {
        assert_eq!(hexadecimal("00 fF:20\n"), Some(vec![0, 255, 32]));
        assert_eq!([hexadecimal("0"), hexadecimal("0g")], [None, None]);
        // The vectors of RFC 4648 section 10.
        let vectors = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (length, text) in vectors.iter().enumerate() {
            assert_eq!(base64(text).as_deref(), Some(&b"foobar"[..length]), "{text}");
        }
        assert_eq!(base64("-_8"), Some(vec![0xfb, 0xff]));
        for (bytes, text) in [(&b""[..], ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v")] {
            assert_eq!(to_base64(bytes), text);
        }
        assert_eq!(to_base64(&[0xfb, 0xff]), "+/8=");
        assert_eq!([base64("Z"), base64("Zh=="), base64("Z*==")], [None, None, None]);
    }
}
