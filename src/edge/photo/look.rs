//! How a picture is looked at: at a size that reads well, by spots rather than along every edge,
//! and nearer only where something is left that was not read.

use std::borrow::Cow;

use super::ink::Ink;
use super::luma::Area;
use super::squares::{self, AtSpots, UNLIKE_MAX};
use super::{Labels, Luma, Reading, Seen, Symbol, bars, calm, label};

/// Pixels at which a picture is looked at first. A larger one is made smaller: cameras of
/// telephones have more pixels than sharpness, and the readers judge black and white by
/// neighbourhoods of forty pixels.
const PIXELS_LIKED: u64 = 2_500_000;

/// Fewest pixels for which a still smaller view is worth a look.
const PIXELS_LEAST: u64 = 60_000;

/// How many times longer than the square on their label bars are at most.
const BARS_A_SQUARE: f32 = 8.0;

/// Eyes of a QR.
const EYES: usize = 3;

/// Reads a picture that is unpacked already.
pub fn look(luma: &Luma, labels: Labels<'_>) -> Reading {
    let mut look = Look { luma, labels, seen: Vec::new(), left: Left::default() };
    let enough = scales(luma).into_iter().find(|by| {
        look.glance(*by);
        look.settled() || look.follow_edges(*by)
    });
    match enough {
        Some(by) => look.nearer(by),
        // It reads less, takes twenty times as long and has been seen to panic: only now.
        None => look.add(liked(luma), squares::second_opinion),
    }
    let (found, conflicts) = label::judge(&look.seen, labels);
    Reading { width: luma.width(), height: luma.height(), found, conflicts }
}

/// What a glance leaves open, in pixels of the whole picture.
#[derive(Default)]
struct Left {
    /// Spots at which no Data Matrix was read, with their surroundings; the spot's longer side.
    spots: Vec<(u32, Area)>,
    /// Eyes of QR that belong to none that was read.
    eyes: usize,
}

/// A picture, and what was seen in it so far.
struct Look<'a> {
    luma: &'a Luma,
    labels: Labels<'a>,
    seen: Vec<Seen>,
    left: Left,
}

impl<'a> Look<'a> {
    /// The picture so many times smaller.
    fn view(&self, by: u32) -> Cow<'a, Luma> {
        let smaller = (by > 1).then(|| self.luma.smaller(by)).flatten();
        smaller.map_or(Cow::Borrowed(self.luma), Cow::Owned)
    }

    /// Adds what a reader sees in the picture so many times smaller.
    fn add(&mut self, by: u32, read: impl FnOnce(&Luma) -> Vec<Seen>) {
        let view = self.view(by);
        self.extend(by, calm(|| read(&view)));
    }

    fn extend(&mut self, by: u32, seen: Vec<Seen>) {
        self.seen.extend(seen.into_iter().map(|one| one.in_full(by)));
    }

    /// Whether other sizes would bring nothing: a code is believed, or a label contradicts itself.
    fn settled(&self) -> bool {
        let (found, conflicts) = label::judge(&self.seen, self.labels);
        !conflicts.is_empty() || found.iter().any(|found| found.doubt.is_none())
    }

    /// Every code of this size that lies as codes do.
    fn glance(&mut self, by: u32) {
        let view = self.view(by);
        let ink = Ink::of(&view);
        let (codes, eyes) = calm(|| squares::qr(&ink));
        let AtSpots { seen, unread } = squares::at_spots(&view, &ink, &codes);
        self.extend(by, codes);
        self.extend(by, calm(|| bars::find(&view)));
        self.extend(by, seen);
        let size = (view.width(), view.height());
        let around = |spot: &super::spots::Spot| {
            (spot.side() * by, spot.area.wider(spot.margin(), size).in_full(by))
        };
        self.left = Left { spots: unread.iter().map(around).collect(), eyes };
    }

    /// Data Matrix along every edge, at half the size and at this one, which takes ten times as
    /// long as a glance; whether that was enough.
    fn follow_edges(&mut self, by: u32) -> bool {
        let pixels = self.luma.pixels().len() as u64;
        if pixels / u64::from(4 * by * by) >= PIXELS_LEAST {
            self.add(by * 2, squares::data_matrix_anywhere);
        }
        self.settled() || {
            self.add(by, squares::data_matrix_anywhere);
            self.settled()
        }
    }

    /// What is open when a code is believed: the square beside its bars, and other labels.
    fn nearer(&mut self, by: u32) {
        for area in self.lone_bars() {
            for by in [by * 2, by] {
                self.add_part(area, by);
            }
        }
        for nearer in finer(by) {
            let spots = std::mem::take(&mut self.left.spots);
            let spots: Vec<_> = spots.into_iter().filter(|(side, _)| self.may_be(*side)).collect();
            let finer = nearer < by;
            if finer && !(spots.is_empty() && self.lone_bars().is_empty()) {
                self.add(nearer, bars::find);
            }
            // At the size of the glance the reader's own threshold may see more than ours.
            let unread = spots.into_iter().filter(|(_, area)| !self.add_part(*area, nearer));
            self.left.spots = unread.collect();
            if finer && self.left.eyes >= EYES {
                let view = self.view(nearer);
                let (codes, eyes) = calm(|| squares::qr(&Ink::of(&view)));
                self.left.eyes = eyes;
                self.extend(nearer, codes);
            }
        }
    }

    /// Adds the Data Matrix of a part of the picture, made so many times smaller; whether there
    /// was any.
    fn add_part(&mut self, area: Area, by: u32) -> bool {
        let view = self.luma.part(area).and_then(|part| part.smaller(by));
        let seen = calm(|| view.map(|view| squares::data_matrix_anywhere(&view)));
        let seen = seen.unwrap_or_default().into_iter().map(|one| one.in_full(by).moved(area));
        let before = self.seen.len();
        self.seen.extend(seen);
        self.seen.len() > before
    }

    /// Where the squares of those labels are of which the bars alone were read. They do not say
    /// that the label agrees with itself.
    fn lone_bars(&self) -> Vec<Area> {
        let size = (self.luma.width(), self.luma.height());
        let square = |one: &&Seen| one.symbol != Symbol::Code128;
        let lone = self.seen.iter().filter(|one| !square(one)).filter(|bars| {
            let (mut squares, text) = (self.seen.iter().filter(square), &bars.text);
            !squares.any(|square| square.text == *text || label::on_label(bars, square))
        });
        lone.map(|bars| label::beside(bars, size)).collect()
    }

    /// Whether a spot of this longer side may be a square, judged by the codes that were read.
    fn may_be(&self, side: u32) -> bool {
        let side = side as f32;
        self.seen.iter().any(|one| match one.symbol {
            Symbol::DataMatrix => side <= one.side * UNLIKE_MAX && one.side <= side * UNLIKE_MAX,
            Symbol::Qr => false,
            Symbol::Code128 => {
                let bars = one.along.0.hypot(one.along.1);
                bars > side && bars < side * BARS_A_SQUARE
            }
        })
    }
}

/// How many times smaller the picture is made at first.
fn liked(luma: &Luma) -> u32 {
    let pixels = u64::from(luma.width()) * u64::from(luma.height());
    (1..).find(|by| pixels <= PIXELS_LIKED * u64::from(by * by)).unwrap_or(1)
}

/// How many times smaller the picture is made, in the order in which it is looked at: first the
/// size that reads best, then finer ones, at last a coarser one, which drowns noise.
fn scales(luma: &Luma) -> Vec<u32> {
    let pixels = u64::from(luma.width()) * u64::from(luma.height());
    let liked = liked(luma);
    let coarser = Some(liked * 2).filter(|by| pixels / u64::from(by * by) >= PIXELS_LEAST);
    finer(liked).chain(coarser).collect()
}

/// This size, and the finer ones up to the whole.
fn finer(by: u32) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(by), |by| (*by > 1).then_some(by / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_are_looked_at_small_first() {
        let scales = |width, height| {
            let pixels = vec![255; (width * height) as usize];
            scales(&Luma::new(width, height, pixels).expect("a picture"))
        };
        assert_eq!(scales(100, 100), [1]);
        assert_eq!(scales(1_152, 864), [1, 2]);
        assert_eq!(scales(4_000, 3_000), [3, 1, 6]);
        assert_eq!(scales(6_000, 4_000), [4, 2, 1, 8]);
    }
}
