//! A picture as brightness, and parts of it.

/// A part of a picture, in pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Area {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Area {
    /// The smallest that holds these points, as far as they lie in a picture.
    pub(super) fn around(points: impl Iterator<Item = (f32, f32)> + Clone) -> Area {
        let span = |of: fn((f32, f32)) -> f32| {
            let places = points.clone().map(of);
            let from = places.clone().fold(f32::MAX, f32::min).max(0.0) as u32;
            let to = places.fold(0.0, f32::max) as u32;
            (from, to.saturating_sub(from))
        };
        let ((left, width), (top, height)) = (span(|at| at.0), span(|at| at.1));
        Area { left, top, width, height }
    }

    /// With so many pixels more on each side, within a picture of this size.
    pub(super) fn wider(self, by: u32, (width, height): (u32, u32)) -> Area {
        let (left, top) = (self.left.saturating_sub(by), self.top.saturating_sub(by));
        let right = (self.left + self.width + by).min(width);
        let bottom = (self.top + self.height + by).min(height);
        Area { left, top, width: right.saturating_sub(left), height: bottom.saturating_sub(top) }
    }

    /// The same part of a picture so many times larger.
    pub(super) fn in_full(self, by: u32) -> Area {
        let Area { left, top, width, height } = self;
        Area { left: left * by, top: top * by, width: width * by, height: height * by }
    }

    /// Whether a point lies in it.
    pub(super) fn holds(self, (x, y): (f32, f32)) -> bool {
        let within =
            |at: f32, from: u32, length: u32| (0.0..length as f32).contains(&(at - from as f32));
        within(x, self.left, self.width) && within(y, self.top, self.height)
    }

    /// Pixels of it.
    pub(super) fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// One byte a pixel, 0 black and 255 white, row by row from the top. Invariant: as many bytes as
/// width times height, and neither is nought.
#[derive(Clone, PartialEq, Eq)]
pub struct Luma {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Luma {
    /// Of so many pixels; nothing where their number does not fit.
    pub fn new(width: u32, height: u32, pixels: Vec<u8>) -> Option<Luma> {
        let wanted = (width as usize).checked_mul(height as usize)?;
        (wanted > 0 && wanted == pixels.len()).then_some(Luma { width, height, pixels })
    }

    /// Pixels in a row.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// All of them.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// A part of it; nothing where the part is empty or reaches beyond.
    pub(super) fn part(&self, area: Area) -> Option<Luma> {
        let Area { left, top, width, height } = area;
        let rows = self.pixels.chunks_exact(self.width as usize);
        let rows = rows.skip(top as usize).take(height as usize);
        let (from, to) = (left as usize, left as usize + width as usize);
        let pixels = rows.flat_map(|row| row.get(from..to).unwrap_or_default());
        Luma::new(width, height, pixels.copied().collect())
    }

    /// The picture so many times smaller each way, every pixel the mean of a square; what does not
    /// fill a square at the right and below is dropped. Nothing where no pixel would be left.
    pub fn smaller(&self, by: u32) -> Option<Luma> {
        let by = by.max(1);
        let (width, height) = (self.width / by, self.height / by);
        let (side, row) = (by as usize, self.width as usize);
        let mut sums = vec![0u32; row];
        let mut pixels = Vec::with_capacity((width * height) as usize);
        for rows in self.pixels.chunks_exact(row * side) {
            sums.fill(0);
            for line in rows.chunks_exact(row) {
                sums.iter_mut().zip(line).for_each(|(sum, pixel)| *sum += u32::from(*pixel));
            }
            let squares = sums.chunks_exact(side);
            let mean = |square: &[u32]| (square.iter().sum::<u32>() / (by * by)) as u8;
            pixels.extend(squares.map(mean));
        }
        Luma::new(width, height, pixels)
    }
}

/// Its size alone: a picture is long.
impl std::fmt::Debug for Luma {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Luma({} x {})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_picture_is_the_mean_of_squares() {
        let luma = Luma::new(5, 3, (0..15).collect()).expect("a picture");
        let smaller = luma.smaller(2).expect("a picture");
        assert_eq!((smaller.width(), smaller.height()), (2, 1));
        assert_eq!(smaller.pixels(), [3, 5]);
        assert_eq!(luma.smaller(1).as_ref(), Some(&luma));
        assert_eq!(luma.smaller(4), None);
        assert_eq!(Luma::new(2, 2, vec![0; 3]), None);
        assert_eq!(Luma::new(0, 2, Vec::new()), None);
    }
}
