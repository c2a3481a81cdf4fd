//! A picture as black and white. The threshold follows the light: each block of eight pixels has
//! its own, smoothed over the five by five around it, as ZXing's hybrid binariser has it. Unlike
//! there a block counts as printed only where its contrast stands out from the picture's own
//! noise; otherwise a bare desk comes out as a storm of specks, each of which is looked at.

use rxing::common::BitMatrix;

use super::luma::{Area, Luma};

/// Pixels of a block each way.
const BLOCK: usize = 8;

/// Blocks that a threshold is smoothed over, to each side.
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
    mean: Vec<u8>,
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
    fn of(luma: &Luma) -> Blocks {
        let width = luma.width() as usize;
        let wide = width.div_ceil(BLOCK);
        let count = wide * (luma.height() as usize).div_ceil(BLOCK);
        let room = || Vec::with_capacity(count);
        let mut blocks = Blocks { wide, least: room(), contrast: room(), mean: room() };
        let (mut least, mut most, mut sums) = (vec![0; width], vec![0; width], vec![0; width]);
        for band in luma.pixels().chunks(width * BLOCK) {
            least.fill(u8::MAX);
            most.fill(0);
            sums.fill(0u16);
            for row in band.chunks_exact(width) {
                let columns = least.iter_mut().zip(&mut most).zip(&mut sums).zip(row);
                for (((least, most), sum), pixel) in columns {
                    *least = (*pixel).min(*least);
                    *most = (*pixel).max(*most);
                    *sum += u16::from(*pixel);
                }
            }
            let rows = (band.len() / width) as u32;
            let parts = least.chunks(BLOCK).zip(most.chunks(BLOCK)).zip(sums.chunks(BLOCK));
            for ((low, high), sums) in parts {
                let low = low.iter().copied().min().unwrap_or_default();
                let high = high.iter().copied().max().unwrap_or_default();
                let sum: u32 = sums.iter().copied().map(u32::from).sum();
                blocks.least.push(low);
                blocks.contrast.push(high - low);
                blocks.mean.push((sum / (rows * sums.len() as u32)) as u8);
            }
        }
        blocks
    }

    /// The contrast below which a block is noise: half as much again as that of the quietest
    /// fifth, yet at most half of that of the strongest.
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
        let noise = (at(20) * 3 / 2).min(at(98) / 2);
        CONTRAST_MIN.max(noise as u8)
    }

    /// The threshold of every block.
    fn limits(&self) -> Vec<u8> {
        let (wide, high) = (self.wide, self.least.len() / self.wide);
        let points = self.points();
        let mut limits = Vec::with_capacity(points.len());
        let span = |at: usize, count: usize| {
            let from = at.saturating_sub(SMOOTH).min(count.saturating_sub(2 * SMOOTH + 1));
            from..(from + 2 * SMOOTH + 1).min(count)
        };
        let mut sums = vec![0u32; wide];
        for y in 0..high {
            let rows = span(y, high);
            sums.fill(0);
            for row in points[rows.start * wide..rows.end * wide].chunks_exact(wide) {
                sums.iter_mut().zip(row).for_each(|(sum, point)| *sum += u32::from(*point));
            }
            for x in 0..wide {
                let columns = span(x, wide);
                let count = (rows.len() * columns.len()) as u32;
                limits.push((sums[columns].iter().sum::<u32>() / count) as u8);
            }
        }
        limits
    }

    /// The threshold of every block by itself: its mean where it is printed. Else it is taken for
    /// paper, unless the blocks to the left and above say that it is the inside of something black.
    fn points(&self) -> Vec<u8> {
        let (wide, noise) = (self.wide, self.noise());
        let mut points: Vec<u8> = Vec::with_capacity(self.least.len());
        for (at, least) in self.least.iter().enumerate() {
            let point = if self.contrast[at] > noise {
                self.mean[at]
            } else if at < wide || at % wide == 0 {
                least / 2
            } else {
                let [left, above, both] = [at - 1, at - wide, at - wide - 1].map(|at| points[at]);
                let around = (2 * u16::from(left) + u16::from(above) + u16::from(both)) / 4;
                if u16::from(*least) < around { around as u8 } else { least / 2 }
            };
            points.push(point);
        }
        points
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
        for (stripe, noise) in [(4, 0), (4, 40), (20, 0), (20, 40)] {
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
