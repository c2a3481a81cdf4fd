//! Nations by the numbers of GB/T 3304: 01 to 56, and the two that stand beside them.

/// A nation of the chip's two digits. Invariant: 1..=56, 97 or 98.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Nation(u8);

/// Chinese name and the standard's Roman spelling, in the order of the numbers. Tables without
/// 水族 (25) are wrong by one from there on; the test holds the last to 基诺族.
const NATIONS: [(&str, &str); 56] = [
    ("汉族", "Han"),
    ("蒙古族", "Mongol"),
    ("回族", "Hui"),
    ("藏族", "Zang"),
    ("维吾尔族", "Uygur"),
    ("苗族", "Miao"),
    ("彝族", "Yi"),
    ("壮族", "Zhuang"),
    ("布依族", "Buyei"),
    ("朝鲜族", "Chosen"),
    ("满族", "Man"),
    ("侗族", "Dong"),
    ("瑶族", "Yao"),
    ("白族", "Bai"),
    ("土家族", "Tujia"),
    ("哈尼族", "Hani"),
    ("哈萨克族", "Kazak"),
    ("傣族", "Dai"),
    ("黎族", "Li"),
    ("傈僳族", "Lisu"),
    ("佤族", "Va"),
    ("畲族", "She"),
    ("高山族", "Gaoshan"),
    ("拉祜族", "Lahu"),
    ("水族", "Sui"),
    ("东乡族", "Dongxiang"),
    ("纳西族", "Naxi"),
    ("景颇族", "Jingpo"),
    ("柯尔克孜族", "Kirgiz"),
    ("土族", "Tu"),
    ("达斡尔族", "Daur"),
    ("仫佬族", "Mulao"),
    ("羌族", "Qiang"),
    ("布朗族", "Blang"),
    ("撒拉族", "Salar"),
    ("毛南族", "Maonan"),
    ("仡佬族", "Gelao"),
    ("锡伯族", "Xibe"),
    ("阿昌族", "Achang"),
    ("普米族", "Pumi"),
    ("塔吉克族", "Tajik"),
    ("怒族", "Nu"),
    ("乌孜别克族", "Uzbek"),
    ("俄罗斯族", "Russ"),
    ("鄂温克族", "Ewenki"),
    ("德昂族", "Deang"),
    ("保安族", "Bonan"),
    ("裕固族", "Yugur"),
    ("京族", "Gin"),
    ("塔塔尔族", "Tatar"),
    ("独龙族", "Derung"),
    ("鄂伦春族", "Oroqen"),
    ("赫哲族", "Hezhen"),
    ("门巴族", "Monba"),
    ("珞巴族", "Lhoba"),
    ("基诺族", "Jino"),
];

impl Nation {
    /// The nation of a number.
    pub fn from_code(code: u8) -> Option<Nation> {
        matches!(code, 1..=56 | 97 | 98).then_some(Nation(code))
    }

    /// The nation of a Chinese name as readers type it: `汉`, `汉族`, or the two digits.
    pub fn from_text(text: &str) -> Option<Nation> {
        if let Ok(code) = text.parse() {
            return Nation::from_code(code);
        }
        let known = |(zh, _): &(&str, &str)| text == *zh || Some(text) == zh.strip_suffix('族');
        let place = NATIONS.iter().position(known)?;
        Nation::from_code(place as u8 + 1)
    }

    /// The number of GB/T 3304.
    pub fn code(self) -> u8 {
        self.0
    }

    /// In Chinese.
    pub fn zh(self) -> &'static str {
        match self.0 {
            97 => "其他",
            98 => "外国血统中国籍人士",
            code => NATIONS[usize::from(code) - 1].0,
        }
    }

    /// In Roman letters.
    pub fn en(self) -> &'static str {
        match self.0 {
            97 => "other",
            98 => "naturalised",
            code => NATIONS[usize::from(code) - 1].1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn numbers_are_the_standards() {
        for (code, zh) in
            [(1, "汉族"), (24, "拉祜族"), (25, "水族"), (26, "东乡族"), (56, "基诺族")]
        {
            assert_eq!(Nation::from_code(code).map(Nation::zh), Some(zh));
            assert_eq!(Nation::from_text(zh).map(Nation::code), Some(code));
        }
        assert_eq!(Nation::from_text("汉").map(Nation::en), Some("Han"));
        assert_eq!(Nation::from_text("07").map(Nation::zh), Some("彝族"));
        assert!([0, 57, 96, 99].into_iter().all(|code| Nation::from_code(code).is_none()));
        assert_eq!(NATIONS.iter().map(|(zh, _)| *zh).collect::<HashSet<_>>().len(), 56);
        assert_eq!(NATIONS.iter().map(|(_, en)| *en).collect::<HashSet<_>>().len(), 56);
        for (zh, _) in NATIONS {
            let nation = Nation::from_text(zh).expect("named");
            assert_eq!(Nation::from_code(nation.code()), Some(nation));
        }
    }
}
