//! Code 128 in a picture: lines are laid across it, and each stretch of a line that could be a
//! symbol is given to the reader. Several symbols on one line are all found.

use rxing::common::{BitArray, HybridBinarizer, LineOrientation};
use rxing::oned::{Code128Reader, OneDReader as _};
use rxing::{Binarizer as _, DecodeHints, Luma8Source};

use super::{Luma, Seen, Symbol};

/// Lines laid across a picture each way.
const LINES: usize = 160;

/// Every so many of them is laid first; those between only beside one on which something begins
/// like a symbol and is not read. Bars that can be read are many lines high.
const LINES_APART: usize = 3;

/// Runs of black and white in the shortest symbol: start, one character and check have six each,
/// stop has seven.
const RUNS_MIN: usize = 25;

/// Runs of the longest symbol that is read: 48 characters.
const RUNS_MAX: usize = 6 * 50 + 7;

/// Modules of a start character (ISO/IEC 15417), and how wide its runs are in each set.
const START_MODULES: f32 = 11.0;
const STARTS: [[f32; 6]; 3] = [
    [2.0, 1.0, 1.0, 4.0, 1.0, 2.0],
    [2.0, 1.0, 1.0, 2.0, 1.0, 4.0],
    [2.0, 1.0, 1.0, 2.0, 3.0, 2.0],
];

/// How far a run may be off, and all runs of a character together, in modules; the reader's own
/// bounds, and a little more.
const OFF_MAX: f32 = 0.8;
const OFF_ALL_MAX: f32 = 3.0;

/// Every Code 128 of a picture, upright, upside down and on its side.
pub(super) fn find(luma: &Luma) -> Vec<Seen> {
    let (width, height) = (luma.width(), luma.height());
    let mut seen = Vec::new();
    let Ok(source) = Luma8Source::new_with_slice(luma.pixels(), width, height) else {
        return seen;
    };
    let picture = HybridBinarizer::new(source);
    for (way, lines) in [(LineOrientation::Row, height), (LineOrientation::Column, width)] {
        let step = (lines as usize / LINES).max(1);
        let places: Vec<usize> = (step / 2..lines as usize).step_by(step).collect();
        let mut lay = |at: usize| {
            let Ok(line) = picture.get_black_line(at, way) else { return false };
            let (found, unread) = on_line(&line);
            for (text, from, to) in found {
                let (at, middle, along) = (at as f32, (from + to) / 2.0, to - from);
                let (middle, along) = match way {
                    LineOrientation::Row => ((middle, at), (along, 0.0)),
                    LineOrientation::Column => ((at, middle), (0.0, along)),
                };
                add(&mut seen, Seen { symbol: Symbol::Code128, text, middle, along, side: 0.0 });
            }
            unread
        };
        let firsts = places.iter().step_by(LINES_APART);
        let open: Vec<bool> = firsts.map(|at| lay(*at)).collect();
        for (group, places) in places.chunks(LINES_APART).enumerate() {
            if open[group] || open.get(group + 1).is_some_and(|open| *open) {
                places[1..].iter().for_each(|at| {
                    lay(*at);
                });
            }
        }
    }
    seen
}

/// Adds a symbol; the same one on a neighbouring line is kept once, at the middle of both.
fn add(seen: &mut Vec<Seen>, new: Seen) {
    let length = new.along.0.hypot(new.along.1);
    let near = |one: &&mut Seen| {
        let (x, y) = (one.middle.0 - new.middle.0, one.middle.1 - new.middle.1);
        one.text == new.text && x.hypot(y) < length
    };
    match seen.iter_mut().find(near) {
        Some(one) => {
            let (x, y) = (one.middle.0 + new.middle.0, one.middle.1 + new.middle.1);
            one.middle = (x / 2.0, y / 2.0);
        }
        None => seen.push(new),
    }
}

/// A symbol on a line: its text, and where its first and last bar stand.
type OnLine = (String, f32, f32);

/// Symbols on a line, and whether something on it begins like one and is not read.
fn on_line(line: &BitArray) -> (Vec<OnLine>, bool) {
    let runs = runs(line);
    let (mut found, unread) = symbols(&runs);
    let backwards: Vec<u32> = runs.iter().rev().copied().collect();
    let size = line.get_size() as f32;
    let turned = |(text, from, to): OnLine| (text, size - from, size - to);
    let (others, unread_too) = symbols(&backwards);
    found.extend(others.into_iter().map(turned));
    (found, unread || unread_too)
}

/// Lengths of white, black, white and so on to the line's end: the first and the last are white
/// and may be nought.
fn runs(line: &BitArray) -> Vec<u32> {
    let size = line.get_size();
    let mut runs = Vec::new();
    let (mut at, mut black) = (0, false);
    while at < size || runs.len() % 2 == 0 {
        let end = if black { line.getNextUnset(at) } else { line.getNextSet(at) }.min(size);
        runs.push((end - at) as u32);
        (at, black) = (end, !black);
    }
    runs
}

/// Symbols that are read from left to right, and whether another one seems to begin.
fn symbols(runs: &[u32]) -> (Vec<OnLine>, bool) {
    let (mut found, mut unread) = (Vec::new(), false);
    let (mut at, mut before) = (1, runs.first().copied().unwrap_or(0));
    while at + RUNS_MIN <= runs.len() {
        let mut used = 2;
        if could_start(&runs[at - 1..]) {
            if let Some((text, first, last)) = read(&runs[at..]) {
                let begin = before as f32;
                found.push((text, begin + first, begin + last));
                // On behind its last bar; the bars within are no symbol of their own.
                let mut place = before;
                used = 0;
                while at + used < runs.len() && (place as f32) < begin + last {
                    place += runs[at + used];
                    used += 1;
                }
                used = (used + used % 2).max(2);
            } else {
                unread = true;
            }
        }
        before += runs[at..].iter().take(used).sum::<u32>();
        at += used;
    }
    (found, unread)
}

/// Whether a symbol may start at the second of these runs: enough white before it, and a first
/// character of the right proportions. To ask the reader costs a hundred times as much.
fn could_start(runs: &[u32]) -> bool {
    let start: u32 = runs[1..7].iter().sum();
    let module = start as f32 / START_MODULES;
    let fits = |wanted: &[f32; 6]| {
        let off = runs[1..7].iter().zip(wanted).map(|(run, wanted)| {
            let off = (*run as f32 / module - wanted).abs();
            if off <= OFF_MAX { off } else { START_MODULES }
        });
        off.sum::<f32>() <= OFF_ALL_MAX
    };
    runs[0] >= start / 2 && STARTS.iter().any(fits)
}

/// Reads the symbol at the first of these runs: its text, and where in them its first and last
/// bar stand.
fn read(runs: &[u32]) -> Option<(String, f32, f32)> {
    let runs = &runs[..runs.len().min(RUNS_MAX + 1)];
    let start: u32 = runs[..6].iter().sum();
    // The reader wants white before the first bar; there is as much, see `could_start`.
    let quiet = start as usize;
    let width: u32 = runs.iter().sum();
    let mut line = BitArray::with_size(quiet + width as usize);
    let mut at = quiet;
    for (run, black) in runs.iter().zip([true, false].into_iter().cycle()) {
        let end = at + *run as usize;
        if black {
            // Not by `setRange`, which counts beyond its bits at a word's end.
            (at..end).for_each(|bit| line.set(bit));
        }
        at = end;
    }
    let read = Code128Reader.decode_row(0, &line, &DecodeHints::default()).ok()?;
    let [first, last] = read.getPoints() else { return None };
    // The reader gives the middles of the first and the last character.
    let half = start as f32 / 2.0;
    let (first, last) = (first.x - quiet as f32 - half, last.x - quiet as f32 + half);
    Some((read.getText().to_owned(), first, last))
}

#[cfg(test)]
mod tests {
    use super::super::super::label::Bars;
    use super::*;

    /// A line with these symbols, each module so many pixels wide.
    fn line(texts: &[&str], module: u32) -> BitArray {
        let bars: Vec<Bars> = texts.iter().map(|text| Bars::new(text).expect("bars")).collect();
        let width: u32 = bars.iter().map(|bars| bars.width() * module).sum();
        let mut line = BitArray::with_size(width as usize);
        let mut left = 0;
        for bars in &bars {
            for (start, length) in bars.runs() {
                let start = left + start * module;
                (start..start + length * module).for_each(|bit| line.set(bit as usize));
            }
            left += bars.width() * module;
        }
        line
    }

    #[test]
    fn every_symbol_of_a_line_is_found_both_ways() {
        let texts = ["001230000722", "12345", "RJ-12", "360781000139"];
        for module in [1, 2, 3] {
            let mut line = line(&texts, module);
            let (found, _) = on_line(&line);
            assert_eq!(found.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), texts);
            let (_, from, to) = found[0];
            let wide = (101 * module) as f32;
            assert!((from - 10.0 * module as f32).abs() < 1.0, "{from}");
            assert!((to - from - wide).abs() <= 3.0 * module as f32, "{to}");
            line.reverse();
            let (found, _) = on_line(&line);
            assert_eq!(found.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), texts);
            assert!(found[0].1 > found[0].2, "upside down it runs from right to left");
        }
    }

    #[test]
    fn runs_cover_the_line() {
        let mut line = BitArray::with_size(5);
        assert_eq!(runs(&line), [5]);
        line.set(0);
        line.set(4);
        assert_eq!(runs(&line), [0, 1, 3, 1, 0]);
        assert_eq!(runs(&BitArray::with_size(0)), [0]);
        assert_eq!(symbols(&[0]), (Vec::new(), false));
    }
}
