//! How wide a text is, by the letters of Helvetica bold, which PDF names and whose like the other
//! outputs have, and by square Chinese characters.

/// Width of a text in micrometres, set `size` micrometres high.
pub fn width_um(text: &str, size: u32) -> u32 {
    let thousandths: u64 = text.chars().map(|symbol| u64::from(thousandths(symbol))).sum();
    (thousandths * u64::from(size) / 1000) as u32
}

/// Widths of `!` to `~` in thousandths of the height, from the metrics that every PDF viewer has
/// of Helvetica bold (ISO 32000-1, 9.6.2.2).
const WIDTHS: [u16; 94] = [
    333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, // ! to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, // 0 to 9
    333, 333, 584, 584, 584, 611, 975, // : to @
    722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, // A to M
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, // N to Z
    333, 278, 333, 584, 556, 333, // [ to `
    556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, // a to m
    611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, // n to z
    389, 280, 389, 584, // { to ~
];

/// Thousandths of the height that a character is wide.
fn thousandths(symbol: char) -> u32 {
    match symbol {
        '!'..='~' => u32::from(WIDTHS[symbol as usize - '!' as usize]),
        ' ' => 278,
        _ => 1000,
    }
}

/// The size, at most `size`, at which a text is no wider than `room_um`.
pub fn size_within(text: &str, size: u32, room_um: u32) -> u32 {
    let wide = width_um(text, size).max(1);
    if wide <= room_um {
        return size;
    }
    (u64::from(size) * u64::from(room_um) / u64::from(wide)) as u32
}

/// What is left for letters that know no Chinese: nothing where that would be a bare number, which
/// says as little as it confuses.
pub fn without_chinese(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let left: String = text.chars().filter(char::is_ascii).collect();
    let tells = left.bytes().any(|byte| byte.is_ascii_alphabetic());
    if tells { left.trim().to_owned() } else { String::new() }
}

/// A text that is no wider than `room_um`: set smaller, down to half, then cut with a mark.
/// Control characters are left out: some printers take them for commands.
pub fn fitted(text: &str, size: u32, room_um: u32) -> (u32, String) {
    let mut text: String = text.chars().filter(|symbol| !symbol.is_control()).collect();
    text.truncate(text.trim_end().len());
    let smaller = size_within(&text, size, room_um);
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
    fn widths_are_those_of_the_letters() {
        assert_eq!(width_um("0123 4567", 1_000), 8 * 556 + 278);
        assert_eq!(width_um("~z!", 1_000), 584 + 500 + 333);
        assert_eq!(width_um("Wi采", 1_000), 944 + 278 + 1_000);
    }

    #[test]
    fn what_is_left_without_chinese_tells_something() {
        for (text, left) in [
            ("采样点 1 象湖镇1采样点", ""),
            ("混采 x10", "x10"),
            ("转运箱 Box", "Box"),
            ("Site 1", "Site 1"),
            ("2022-04-01", "2022-04-01"),
        ] {
            assert_eq!(without_chinese(text), left);
        }
    }

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
