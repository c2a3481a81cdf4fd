//! Spots of ink that hang together, and which of them may be a Data Matrix. Its solid corner joins
//! two whole sides, so that the spot reaches as far as the symbol does whichever way it lies.

use super::ink::Ink;
use super::luma::Area;

/// Least side of a Data Matrix that can be read, in pixels: ten modules of one and a half.
const SIDE_MIN: u32 = 14;

/// How many times longer than wide a spot may be: the corner alone, turned by 45 degrees, is
/// twice as long as wide, and a crooked camera adds to it.
const ASPECT_MAX: u32 = 3;

/// Least part of its place that is ink, in percent: the corner alone has 16.
const INK_MIN: u32 = 9;

/// Most of its place that is ink, in percent: what is fuller is a box, a stain or the desk.
const INK_MAX: u32 = 85;

/// Ink that hangs together, also across corners.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Spot {
    /// The smallest area that holds it.
    pub(super) area: Area,
    /// Pixels of it.
    pub(super) ink: u32,
}

impl Spot {
    /// Its longer side.
    pub(super) fn side(&self) -> u32 {
        self.area.width.max(self.area.height)
    }

    /// The middle of its area.
    pub(super) fn middle(&self) -> (f32, f32) {
        let Area { left, top, width, height } = self.area;
        (left as f32 + width as f32 / 2.0, top as f32 + height as f32 / 2.0)
    }

    /// How far beyond its area the symbol may reach, and room for the reader, which begins eight
    /// pixels within. A corner that nothing hangs on is half as wide as its symbol.
    pub(super) fn margin(&self) -> u32 {
        let short = self.area.width.min(self.area.height);
        self.side() / if short * 3 < self.side() * 2 { 2 } else { 4 } + 10
    }

    fn may_be_square(&self) -> bool {
        let Area { width, height, .. } = self.area;
        let (long, short) = (width.max(height), width.min(height));
        let percent = u64::from(self.ink) * 100 / self.area.pixels().max(1);
        let inked = u64::from(INK_MIN)..=u64::from(INK_MAX);
        long >= SIDE_MIN && short * ASPECT_MAX >= long && inked.contains(&percent)
    }
}

/// Spots that may be a Data Matrix, the largest first.
pub(super) fn squares(ink: &Ink) -> Vec<Spot> {
    let mut spots: Vec<Spot> = all(ink).into_iter().filter(Spot::may_be_square).collect();
    spots.sort_by_key(|spot| (std::cmp::Reverse(spot.side()), spot.area.top, spot.area.left));
    spots
}

/// A spot in the making: its corners, and the spot that it was joined to.
struct Part {
    joined: u32,
    from: (u32, u32),
    to: (u32, u32),
    ink: u32,
}

/// Every spot, in no order.
fn all(ink: &Ink) -> Vec<Spot> {
    let mut parts: Vec<Part> = Vec::new();
    let mut runs = Vec::new();
    // Runs of the row above and of this one, with their parts.
    let (mut above, mut here): (Vec<(u32, u32, u32)>, Vec<_>) = (Vec::new(), Vec::new());
    for y in 0..ink.height() {
        ink.runs(y, &mut runs);
        here.clear();
        let mut next = 0;
        for &(from, to) in &runs {
            while above.get(next).is_some_and(|run| run.1 < from) {
                next += 1;
            }
            let touching = above[next..].iter().take_while(|run| run.0 <= to);
            let mut own = None;
            for run in touching {
                let other = root(&mut parts, run.2);
                own = Some(own.map_or(other, |own| join(&mut parts, own, other)));
            }
            let (y, ink) = (y as u32, to - from);
            let own = own.unwrap_or_else(|| {
                let joined = parts.len() as u32;
                parts.push(Part { joined, from: (from, y), to: (to, y + 1), ink: 0 });
                joined
            });
            let part = &mut parts[own as usize];
            part.from.0 = part.from.0.min(from);
            part.to = (part.to.0.max(to), y + 1);
            part.ink += ink;
            here.push((from, to, own));
        }
        std::mem::swap(&mut above, &mut here);
    }
    let own = |(at, part): (usize, &Part)| {
        let (left, top) = part.from;
        let area = Area { left, top, width: part.to.0 - left, height: part.to.1 - top };
        (part.joined as usize == at).then_some(Spot { area, ink: part.ink })
    };
    parts.iter().enumerate().filter_map(own).collect()
}

/// The part that a part was joined to in the end; the way there is made shorter.
fn root(parts: &mut [Part], mut at: u32) -> u32 {
    while parts[at as usize].joined != at {
        let next = parts[parts[at as usize].joined as usize].joined;
        parts[at as usize].joined = next;
        at = next;
    }
    at
}

/// Joins two parts, the younger to the older.
fn join(parts: &mut [Part], one: u32, other: u32) -> u32 {
    let (old, young) = (one.min(other), one.max(other));
    if old == young {
        return old;
    }
    let Part { from, to, ink, .. } = parts[young as usize];
    parts[young as usize].joined = old;
    let part = &mut parts[old as usize];
    part.from = (part.from.0.min(from.0), part.from.1.min(from.1));
    part.to = (part.to.0.max(to.0), part.to.1.max(to.1));
    part.ink += ink;
    old
}

#[cfg(test)]
mod tests {
    use super::super::luma::Luma;
    use super::*;

    /// Ink of a drawing, each letter of it eight pixels wide and high.
    fn ink(drawing: &str) -> Ink {
        let rows: Vec<&str> = drawing.split_whitespace().collect();
        let (width, height) = (rows[0].len() * 8, rows.len() * 8);
        let black = |at: usize| rows[at / width / 8].as_bytes()[at % width / 8] == b'#';
        let pixels = (0..width * height).map(|at| if black(at) { 20 } else { 220 }).collect();
        Ink::of(&Luma::new(width as u32, height as u32, pixels).expect("a picture"))
    }

    #[test]
    fn what_hangs_together_is_one_spot() {
        let ink = ink("......... .#..##... .#.#..... .####..#. .......#. .........");
        let mut found: Vec<(u32, u32, u32, u32, u32)> = all(&ink)
            .iter()
            .map(|spot| {
                let Area { left, top, width, height } = spot.area;
                (left / 8, top / 8, width / 8, height / 8, spot.ink / 64)
            })
            .collect();
        found.sort();
        assert_eq!(found, [(1, 1, 5, 3, 9), (7, 3, 1, 2, 2)]);
    }

    #[test]
    fn a_corner_may_be_a_square_and_a_bar_may_not() {
        let spot = |width, height, ink| Spot { area: Area { left: 0, top: 0, width, height }, ink };
        assert!(spot(24, 24, 300).may_be_square());
        // The corner alone, of modules two pixels wide, upright and turned by 45 degrees.
        assert!(spot(24, 24, 92).may_be_square());
        assert!(spot(34, 17, 92).may_be_square());
        for (width, height, ink) in [(13, 13, 90), (4, 60, 120), (60, 60, 120), (60, 60, 3_500)] {
            assert!(!spot(width, height, ink).may_be_square(), "{width} x {height}");
        }
    }
}
