//! What the codes of a picture stand for, which are believed, and whether those of one label agree.

use tenfold_domain::code::{BoxCode, Check, Code, CodeRule, TubeCode};

use super::super::label::BoxContent;
use super::super::label::card::CardPlace;
use super::luma::Area;
use super::{Conflict, Doubt, Found, Labels, Meaning, Seen, Symbol};
use crate::edge::wedge;

/// Where on a label the square code stands beside its bars, as parts of the bars' length from
/// their middle: ahead of them, at most so far, and at most so far to a side. Holds for every
/// label that is printed here, with room for a crooked camera.
const AHEAD: std::ops::Range<f32> = 0.4..2.2;
const ASIDE_MAX: f32 = 0.5;

/// What was found, the believed first, and labels that contradict themselves.
pub(super) fn judge(seen: &[Seen], labels: Labels<'_>) -> (Vec<Found>, Vec<Conflict>) {
    let read: Vec<(&Seen, Meaning)> = seen.iter().map(|one| (one, meaning(one, labels))).collect();
    let mut found: Vec<Found> = Vec::new();
    for (one, meaning) in &read {
        match found.iter_mut().find(|other| same(&other.meaning, meaning)) {
            Some(other) => {
                other.symbols.push(one.symbol);
                if tells_more(meaning, &other.meaning) {
                    other.meaning = meaning.clone();
                }
            }
            None => {
                let (meaning, symbols) = (meaning.clone(), vec![one.symbol]);
                found.push(Found { meaning, symbols, doubt: None });
            }
        }
    }
    let conflicts = conflicts(&read);
    for one in &mut found {
        one.symbols.sort_unstable();
        one.symbols.dedup();
        one.doubt = doubt(one, &conflicts, labels);
    }
    found.sort_by_key(|one| one.doubt.is_some());
    (found, conflicts)
}

/// What a code stands for. A text must be the code and nothing else: what a wedge scanner types is
/// cleaned, but a camera adds nothing that could be dropped.
fn meaning(seen: &Seen, labels: Labels<'_>) -> Meaning {
    let text = seen.text.as_str();
    let square = seen.symbol != Symbol::Code128;
    let place = CardPlace::scan(text).filter(|_| square);
    if let Some(place) = place {
        return Meaning::Place(place);
    }
    let Some(content) = BoxContent::scan(text) else { return Meaning::Other(text.to_owned()) };
    let code = Code::from(content.code);
    let accepted = |rules: &[CodeRule]| rules.iter().any(|rule| rule.accepts(code));
    if text == code.as_str() && accepted(labels.tubes) {
        return Meaning::Tube(TubeCode(code));
    }
    if (text == code.as_str() || square) && accepted(labels.boxes) {
        let BoxContent { code, tubes, oldest_swab } = content;
        return Meaning::Case { code, tubes, oldest_swab };
    }
    match wedge::receipt(text).filter(|_| seen.symbol == Symbol::Qr) {
        Some(code) => Meaning::Receipt(code),
        None => Meaning::Other(text.to_owned()),
    }
}

/// Whether both name the same thing.
fn same(one: &Meaning, other: &Meaning) -> bool {
    match (one, other) {
        (Meaning::Case { code, .. }, Meaning::Case { code: other, .. }) => code == other,
        (one, other) => one == other,
    }
}

/// A box's QR tells what is inside, its bars do not.
fn tells_more(one: &Meaning, other: &Meaning) -> bool {
    let told = |meaning: &Meaning| match meaning {
        Meaning::Case { tubes, oldest_swab, .. } => tubes.is_some() || oldest_swab.is_some(),
        _ => false,
    };
    told(one) && !told(other)
}

/// Why a code is not believed.
fn doubt(found: &Found, conflicts: &[Conflict], labels: Labels<'_>) -> Option<Doubt> {
    let (code, rules) = match &found.meaning {
        Meaning::Tube(TubeCode(code)) => (*code, labels.tubes),
        Meaning::Case { code: BoxCode(code), .. } => (*code, labels.boxes),
        Meaning::Place(_) | Meaning::Receipt(_) => return None,
        Meaning::Other(_) => return Some(Doubt::Unknown),
    };
    if conflicts.iter().any(|conflict| [conflict.bars, conflict.square].contains(&code)) {
        return Some(Doubt::Differs);
    }
    let square = found.symbols.iter().any(|symbol| *symbol != Symbol::Code128);
    let checked = |rule: &CodeRule| rule.check != Check::None && rule.accepts(code);
    (!square && !rules.iter().any(checked)).then_some(Doubt::Unproven)
}

/// The code of a tube or a box.
fn code_of(meaning: &Meaning) -> Option<Code> {
    match meaning {
        Meaning::Tube(code) => Some((*code).into()),
        Meaning::Case { code, .. } => Some((*code).into()),
        _ => None,
    }
}

/// Bars and a square on one label that say different things. Codes that have their like among the
/// other kind agree with it already: a sheet of labels is no conflict.
fn conflicts(read: &[(&Seen, Meaning)]) -> Vec<Conflict> {
    let of = |square: bool| {
        let coded = read.iter().filter_map(|(one, meaning)| Some((*one, code_of(meaning)?)));
        coded.filter(move |(one, _)| (one.symbol != Symbol::Code128) == square)
    };
    let alone = |code: Code, square: bool| !of(!square).any(|(_, other)| other == code);
    let mut conflicts = Vec::new();
    for (bars, bars_code) in of(false).filter(|(_, code)| alone(*code, false)) {
        for (square, square_code) in of(true).filter(|(_, code)| alone(*code, true)) {
            let conflict = Conflict { bars: bars_code, square: square_code };
            if on_label(bars, square) && !conflicts.contains(&conflict) {
                conflicts.push(conflict);
            }
        }
    }
    conflicts
}

/// The part of a picture of this size where the label of these bars has its square, with room for
/// the square's own half.
pub(super) fn beside(bars: &Seen, size: (u32, u32)) -> Area {
    let ((x, y), (along_x, along_y)) = (bars.middle, bars.along);
    let corner = |ahead: f32, aside: f32| {
        (x + ahead * along_x + aside * along_y, y + ahead * along_y - aside * along_x)
    };
    let sides = [-ASIDE_MAX, ASIDE_MAX];
    let corners = [AHEAD.start, AHEAD.end].map(|ahead| sides.map(|aside| corner(ahead, aside)));
    Area::around(corners.into_iter().flatten()).wider(0, size)
}

/// Whether a square stands where the label of these bars has its own.
pub(super) fn on_label(bars: &Seen, square: &Seen) -> bool {
    let (along_x, along_y) = bars.along;
    let length = along_x.hypot(along_y).max(1.0);
    let (x, y) = (square.middle.0 - bars.middle.0, square.middle.1 - bars.middle.1);
    let ahead = (x * along_x + y * along_y) / (length * length);
    let aside = (x * along_y - y * along_x) / (length * length);
    AHEAD.contains(&ahead) && aside.abs() <= ASIDE_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    const TUBE: &str = "360781000139";
    const OTHER: &str = "001230000741";
    const BOX: &str = "0012300086";

    fn rule(length: usize, check: Check) -> CodeRule {
        let digits_only = check == Check::Mod97;
        CodeRule { prefix: String::new(), length: (length, length), digits_only, check }
    }

    fn bars(text: &str, x: f32) -> Seen {
        let (text, along) = (text.to_owned(), (100.0, 0.0));
        Seen { symbol: Symbol::Code128, text, middle: (x, 0.0), along, side: 0.0 }
    }

    fn square(symbol: Symbol, text: &str, x: f32) -> Seen {
        Seen { symbol, text: text.to_owned(), middle: (x, 5.0), along: (0.0, 0.0), side: 40.0 }
    }

    /// Each found: its code or kind, how many symbols, its doubt; then conflicts.
    fn check(seen: &[Seen], expected: &[(&str, usize, Option<Doubt>)], differ: usize) {
        let tubes = [rule(12, Check::Mod97), rule(14, Check::None)];
        let boxes = [rule(10, Check::Mod97)];
        let labels = Labels { tubes: &tubes, boxes: &boxes };
        let (found, conflicts) = judge(seen, labels);
        let told: Vec<(String, usize, Option<Doubt>)> = found
            .iter()
            .map(|one| {
                let name = match &one.meaning {
                    Meaning::Place(place) => place.content(),
                    Meaning::Receipt(_) => "receipt".into(),
                    Meaning::Other(_) => "other".into(),
                    coded => code_of(coded).map(|code| code.to_string()).unwrap_or_default(),
                };
                (name, one.symbols.len(), one.doubt)
            })
            .collect();
        let expected: Vec<(String, usize, Option<Doubt>)> =
            expected.iter().map(|(name, count, doubt)| ((*name).into(), *count, *doubt)).collect();
        assert_eq!(told, expected, "{seen:?}");
        assert_eq!(conflicts.len(), differ, "{seen:?}");
    }

    #[test]
    fn bars_are_believed_where_something_proves_them() {
        let matrix = Symbol::DataMatrix;
        check(&[bars(TUBE, 0.0)], &[(TUBE, 1, None)], 0);
        check(&[bars(TUBE, 0.0), square(matrix, TUBE, 80.0)], &[(TUBE, 2, None)], 0);
        check(&[bars("360781000138", 0.0)], &[("other", 1, Some(Doubt::Unknown))], 0);
        check(&[bars("AB123456789012", 0.0)], &[("AB123456789012", 1, Some(Doubt::Unproven))], 0);
        let proven = [bars("AB123456789012", 0.0), square(matrix, "AB123456789012", 9e9)];
        check(&proven, &[("AB123456789012", 2, None)], 0);
        // The supplier's lot number beside our own label.
        let two = [bars("LOT-77", -300.0), square(matrix, TUBE, 80.0)];
        check(&two, &[(TUBE, 1, None), ("other", 1, Some(Doubt::Unknown))], 0);
        check(&[bars(" 360781000139", 0.0)], &[("other", 1, Some(Doubt::Unknown))], 0);
    }

    #[test]
    fn codes_of_one_label_must_agree() {
        let matrix = Symbol::DataMatrix;
        let differ = [bars(TUBE, 0.0), square(matrix, OTHER, 80.0)];
        let told = [(TUBE, 1, Some(Doubt::Differs)), (OTHER, 1, Some(Doubt::Differs))];
        check(&differ, &told, 1);
        // Another label: behind the bars, or too far away.
        for x in [-80.0, 260.0] {
            let apart = [bars(TUBE, 0.0), square(matrix, OTHER, x)];
            check(&apart, &[(TUBE, 1, None), (OTHER, 1, None)], 0);
        }
        // A sheet: the second label's bars were not read.
        let sheet = [bars(TUBE, 0.0), square(matrix, TUBE, 80.0), square(matrix, OTHER, 210.0)];
        check(&sheet, &[(TUBE, 2, None), (OTHER, 1, None)], 0);
        // Misread bars beside a square: the square stands.
        let misread = [bars("360781000138", 0.0), square(matrix, TUBE, 80.0)];
        check(&misread, &[(TUBE, 1, None), ("other", 1, Some(Doubt::Unknown))], 0);
    }

    #[test]
    fn boxes_cards_and_receipts_are_told_apart() {
        let qr = Symbol::Qr;
        let told = format!("{BOX};28;1648771800");
        check(&[bars(BOX, 0.0), square(qr, &told, 80.0)], &[(BOX, 2, None)], 0);
        let (found, _) = judge(
            &[bars(BOX, 0.0), square(qr, &told, 80.0)],
            Labels { tubes: &[], boxes: &[rule(10, Check::Mod97)] },
        );
        let swab = Some(tenfold_domain::time::At(1_648_771_800_000));
        assert!(matches!(&found[0].meaning, Meaning::Case { tubes: Some(28), oldest_swab, .. }
            if *oldest_swab == swab));
        check(&[bars(&told, 0.0)], &[("other", 1, Some(Doubt::Unknown))], 0);
        let place = "tenfold:lane:360781:12:3";
        check(&[square(qr, place, 0.0)], &[(place, 1, None)], 0);
        check(&[square(qr, "7ZQ4M0XK9T2B", 0.0)], &[("receipt", 1, None)], 0);
        let matrix = Symbol::DataMatrix;
        let other = [("other", 1, Some(Doubt::Unknown))];
        check(&[square(matrix, "7ZQ4M0XK9T2B", 0.0)], &other, 0);
        check(&[square(qr, "https://example.org", 0.0)], &other, 0);
    }
}
