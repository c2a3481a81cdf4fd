//! A picture as black and white. The threshold follows the light: each block of eight pixels has
//! its own, midway between the darkest and the brightest of the five by five around it, so that a
//! grey desk beside a label stays white. A block counts as printed only where its contrast stands
//! out from the picture's own noise; otherwise a bare desk comes out as a storm of specks, each of
//! which is looked at.

use rxing::common::BitMatrix;

use super::luma::{Area, Luma};

/// Pixels of a block each way.
const BLOCK: usize = 8;

/// Blocks that a threshold is made of, to each side.
const SMOOTH: usize = 2;

/// Least contrast of a printed block; the bound of ZXing's binariser.
const CONTRAST_MIN: u8 = 24;

/// Pixels of a word.
const WORD: usize = u64::BITS as usize;

/// Black and white of a picture. Bits beyond a row's end are nought.
pub(super) struct Ink {
    width: usize,
    height: usize,
    row: usize,
    words: Vec<u64>,
}

/// What the blocks of a picture are like, row by row.
struct Blocks {
    wide: usize,
    least: Vec<u8>,
    contrast: Vec<u8>,
}

impl Ink {
    /// Of a picture.
    pub(super) fn of(luma: &Luma) -> Ink {
        let (width, height) = (luma.width() as usize, luma.height() as usize);
        let limits = Blocks::of(luma).limits();
        let row = width.div_ceil(WORD);
        let mut words = vec![0; row * height];
        let blocks = width.div_ceil(BLOCK);
        let mut limit = vec![0; width];
        let bands = luma.pixels().chunks(width * BLOCK).zip(words.chunks_mut(row * BLOCK));
        for (band, (pixels, words)) in bands.enumerate() {
            let own = &limits[band * blocks..(band + 1) * blocks];
            for (part, level) in limit.chunks_mut(BLOCK).zip(own) {
                part.fill(*level);
            }
            for (pixels, words) in pixels.chunks_exact(width).zip(words.chunks_exact_mut(row)) {
                threshold(pixels, &limit, words);
            }
        }
        Ink { width, height, row, words }
    }

    /// Rows.
    pub(super) fn height(&self) -> usize {
        self.height
    }

    /// Black stretches of a row, from the first pixel to the one behind the last, into `runs`.
    pub(super) fn runs(&self, y: usize, runs: &mut Vec<(u32, u32)>) {
        runs.clear();
        let words = &self.words[y * self.row..(y + 1) * self.row];
        let mut open = None;
        for (at, word) in words.iter().enumerate() {
            // Ones where black turns to white or back, seen from the left.
            let before = u64::from(open.is_some());
            let mut turns = word ^ (word << 1 | before);
            while turns != 0 {
                let x = (at * WORD) as u32 + turns.trailing_zeros();
                match open.take() {
                    Some(from) => runs.push((from, x)),
                    None => open = Some(x),
                }
                turns &= turns - 1;
            }
        }
        runs.extend(open.map(|from| (from, self.width as u32)));
    }

    /// All of it for rxing.
    pub(super) fn all(&self) -> Option<BitMatrix> {
        let (width, height) = (self.width as u32, self.height as u32);
        self.matrix(Area { left: 0, top: 0, width, height })
    }

    /// A part of it for rxing; nothing where the part is empty.
    pub(super) fn matrix(&self, area: Area) -> Option<BitMatrix> {
        let mut matrix = BitMatrix::new(area.width, area.height).ok()?;
        let mut runs = Vec::new();
        let right = area.left + area.width;
        for y in 0..area.height {
            self.runs((area.top + y) as usize, &mut runs);
            for (from, to) in &runs {
                let (from, to) = (from.max(&area.left), to.min(&right));
                (*from..*to).for_each(|x| matrix.set(x - area.left, y));
            }
        }
        Some(matrix)
    }
}

/// The mean of two by two pixels; at the edge of a picture there may be one beside another.
fn mean((upper, lower): (&[u8], &[u8])) -> u8 {
    let sum = |row: &[u8]| u16::from(row[0]) + u16::from(row[row.len() - 1]);
    ((sum(upper) + sum(lower)) / 4) as u8
}

/// A row's bits: black where a pixel is not brighter than its limit.
fn threshold(pixels: &[u8], limits: &[u8], words: &mut [u64]) {
    let parts = pixels.chunks(WORD).zip(limits.chunks(WORD));
    for (word, (pixels, limits)) in words.iter_mut().zip(parts) {
        let bytes = pixels.chunks(8).zip(limits.chunks(8));
        for (at, (pixels, limits)) in bytes.enumerate() {
            let mut flags = [0; 8];
            for ((flag, pixel), limit) in flags.iter_mut().zip(pixels).zip(limits) {
                *flag = u8::from(pixel <= limit);
            }
            // Gathers the lowest bits of eight bytes into one byte.
            let byte = u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56;
            *word |= byte << (8 * at);
        }
    }
}

impl Blocks {
    /// By the means of two by two pixels, which halves noise and leaves of a print most of its
    /// contrast.
    fn of(luma: &Luma) -> Blocks {
        let width = luma.width() as usize;
        let wide = width.div_ceil(BLOCK);
        let count = wide * (luma.height() as usize).div_ceil(BLOCK);
        let room = || Vec::with_capacity(count);
        let mut blocks = Blocks { wide, least: room(), contrast: room() };
        let half = width.div_ceil(2);
        let (mut least, mut most) = (vec![0; half], vec![0; half]);
        for band in luma.pixels().chunks(width * BLOCK) {
            least.fill(u8::MAX);
            most.fill(0);
            for rows in band.chunks(width * 2) {
                let (upper, lower) = rows.split_at(width);
                let lower = if lower.is_empty() { upper } else { lower };
                let means = upper.chunks(2).zip(lower.chunks(2)).map(mean);
                for ((least, most), mean) in least.iter_mut().zip(&mut most).zip(means) {
                    *least = mean.min(*least);
                    *most = mean.max(*most);
                }
            }
            for (low, high) in least.chunks(BLOCK / 2).zip(most.chunks(BLOCK / 2)) {
                let low = low.iter().copied().min().unwrap_or_default();
                let high = high.iter().copied().max().unwrap_or_default();
                blocks.least.push(low);
                blocks.contrast.push(high - low);
            }
        }
        blocks
    }

    /// The contrast below which a block is noise: twice that of the quietest
    /// fifth, yet at most a third of that of the strongest.
    fn noise(&self) -> u8 {
        let mut counts = [0usize; 256];
        for contrast in &self.contrast {
            counts[usize::from(*contrast)] += 1;
        }
        let at = |part: usize| {
            let mut left = self.contrast.len() * part / 100;
            let level = counts.iter().position(|count| {
                let here = *count > left;
                left = left.saturating_sub(*count);
                here
            });
            level.unwrap_or_default()
        };
        let noise = (at(20) * 2).min(at(98) / 3);
        CONTRAST_MIN.max(noise as u8)
    }

    /// The threshold of every block: midway between the darkest and the brightest of the printed
    /// blocks around. A block with none around is taken for paper, unless those to the left and
    /// above say that it is the inside of something black.
    fn limits(&self) -> Vec<u8> {
        let (wide, noise) = (self.wide, self.noise());
        let printed = self.contrast.iter().map(|contrast| *contrast > noise);
        let low = printed.clone().zip(&self.least).map(|(printed, least)| match printed {
            true => *least,
            false => u8::MAX,
        });
        let high = printed.zip(self.least.iter().zip(&self.contrast));
        let high = high.map(|(printed, (least, contrast))| match printed {
            true => least + contrast,
            false => 0,
        });
        let low = around(&low.collect::<Vec<u8>>(), wide, u8::min);
        let high = around(&high.collect::<Vec<u8>>(), wide, u8::max);
        let mut limits: Vec<u8> = Vec::with_capacity(low.len());
        for (at, (low, high)) in low.into_iter().zip(high).enumerate() {
            let least = self.least[at];
            let limit = if low <= high {
                low.midpoint(high)
            } else if at < wide || at % wide == 0 {
                least / 2
            } else {
                let [left, above, both] = [at - 1, at - wide, at - wide - 1].map(|at| limits[at]);
                let near = (2 * u16::from(left) + u16::from(above) + u16::from(both)) / 4;
                if u16::from(least) < near { near as u8 } else { least / 2 }
            };
            limits.push(limit);
        }
        limits
    }
}

/// The least or the most of the five by five around each.
fn around(of: &[u8], wide: usize, choose: impl Fn(u8, u8) -> u8) -> Vec<u8> {
    let mut rows = of.to_vec();
    for (row, own) in rows.chunks_exact_mut(wide).zip(of.chunks_exact(wide)) {
        both_ways(row, own, 1, &choose);
    }
    let mut all = rows.clone();
    both_ways(&mut all, &rows, wide, &choose);
    all
}

/// Chooses among each and those so many times `step` before and behind it.
fn both_ways(into: &mut [u8], of: &[u8], step: usize, choose: impl Fn(u8, u8) -> u8) {
    for off in (1..=SMOOTH).map(|steps| steps * step).filter(|off| *off < of.len()) {
        into.iter_mut().zip(&of[off..]).for_each(|(own, other)| *own = choose(*own, *other));
        into[off..].iter_mut().zip(of).for_each(|(own, other)| *own = choose(*own, *other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paper of brightness 200 with stripes of 60, so many pixels wide, and noise to this side.
    fn striped(stripe: usize, noise: u8) -> Luma {
        let (width, height) = (203, 90);
        let mut state = 1u32;
        let pixels = (0..width * height).map(|at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (x, y) = (at % width, at / width);
            let black =
                (40..120).contains(&x) && (20..70).contains(&y) && (x / stripe).is_multiple_of(2);
            (if black { 60 } else { 200 }) + ((state >> 24) as u8) % (noise + 1)
        });
        Luma::new(width as u32, height as u32, pixels.collect()).expect("a picture")
    }

    #[test]
    fn stripes_are_black_and_noisy_paper_is_white() {
        for (stripe, noise) in [(4, 0), (4, 30), (20, 0), (20, 30)] {
            let ink = Ink::of(&striped(stripe, noise));
            let mut runs = Vec::new();
            ink.runs(5, &mut runs);
            assert!(runs.is_empty(), "{stripe} {noise} {runs:?}");
            ink.runs(45, &mut runs);
            let wide = stripe as u32;
            let expected: Vec<(u32, u32)> =
                (40 / wide..120 / wide).step_by(2).map(|n| (n * wide, (n + 1) * wide)).collect();
            assert_eq!(runs, expected, "{stripe} {noise}");
        }
    }

    #[test]
    fn a_part_of_it_is_the_same_ink() {
        let ink = Ink::of(&striped(4, 0));
        let area = Area { left: 42, top: 40, width: 20, height: 10 };
        let matrix = ink.matrix(area).expect("a matrix");
        let black: Vec<u32> = (0..20).filter(|x| matrix.get(*x, 3)).collect();
        assert_eq!(black, [0, 1, 6, 7, 8, 9, 14, 15, 16, 17]);
        assert_eq!(ink.height(), 90);
    }

    #[test]
    fn pictures_smaller_than_a_block_have_ink_too() {
        for (width, height) in [(1, 1), (3, 9), (64, 1), (65, 2)] {
            let pixels = vec![0; (width * height) as usize];
            let ink = Ink::of(&Luma::new(width, height, pixels).expect("a picture"));
            let mut runs = Vec::new();
            ink.runs(height as usize - 1, &mut runs);
            assert_eq!(runs, [(0, width)]);
        }
    }
}
