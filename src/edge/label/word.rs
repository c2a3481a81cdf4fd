//! How wide a text is. Printers and viewers bring their own letters, so this is an estimate on
//! the safe side of Helvetica bold and of square Chinese characters.

/// Width of a text in micrometres, set `size` micrometres high.
pub fn width_um(text: &str, size: u32) -> u32 {
    let thousandths: u64 = text.chars().map(|symbol| u64::from(thousandths(symbol))).sum();
    (thousandths * u64::from(size) / 1000) as u32
}

/// Thousandths of the height that a character is wide.
fn thousandths(symbol: char) -> u32 {
    match symbol {
        ' ' | '.' | ',' | '/' | 'i' | 'l' | 'j' | 'f' | 't' | 'I' => 340,
        '-' | '(' | ')' | ':' | 'r' => 400,
        'M' | 'W' | 'm' | 'w' | '%' | '@' => 900,
        'A'..='Z' | '&' => 722,
        '\0'..='\u{7f}' => 590,
        _ => 1000,
    }
}

/// A text that is no wider than `room_um`: set smaller, down to half, then cut with a mark.
/// Control characters are left out: some printers take them for commands.
pub fn fitted(text: &str, size: u32, room_um: u32) -> (u32, String) {
    let mut text: String = text.chars().filter(|symbol| !symbol.is_control()).collect();
    text.truncate(text.trim_end().len());
    let wide = width_um(&text, size).max(1);
    if wide <= room_um {
        return (size, text);
    }
    let smaller = (u64::from(size) * u64::from(room_um) / u64::from(wide)) as u32;
    if smaller >= size / 2 {
        return (smaller, text);
    }
    let size = size / 2;
    while width_um(&text, size) + 3 * width_um(".", size) > room_um && text.pop().is_some() {}
    if !text.is_empty() {
        text.push_str("...");
    }
    (size, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_by_its_size_and_then_by_its_length() {
        assert_eq!(fitted("Site 12", 2_000, 20_000), (2_000, "Site 12".into()));
        let (size, text) = fitted("象湖镇第十二采样点", 2_000, 12_000);
        assert_eq!((size, text.as_str()), (1_333, "象湖镇第十二采样点"));
        let (size, text) = fitted(&"采样点".repeat(20), 2_000, 12_000);
        assert_eq!(size, 1_000);
        assert!(text.ends_with("...") && width_um(&text, size) <= 12_000, "{text}");
        assert_eq!(fitted("a\u{1b}\nb ", 2_000, 12_000).1, "ab");
        assert_eq!(fitted("wide", 2_000, 1), (1_000, String::new()));
    }
}
