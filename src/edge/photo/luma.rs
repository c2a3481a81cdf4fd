//! A picture as brightness.

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

    /// The picture so many times smaller each way, every pixel the mean of a square; what does not
    /// fill a square at the right and below is dropped. Nothing where no pixel would be left.
    pub fn smaller(&self, by: u32) -> Option<Luma> {
        let by = by.max(1);
        let (width, height) = (self.width / by, self.height / by);
        let side = by as usize;
        let row = self.width as usize;
        let mut sums = vec![0u32; width as usize];
        let mut pixels = Vec::with_capacity((width * height) as usize);
        for rows in self.pixels.chunks_exact(row * side) {
            sums.fill(0);
            for line in rows.chunks_exact(row) {
                for (sum, square) in sums.iter_mut().zip(line.chunks_exact(side)) {
                    *sum += square.iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
                }
            }
            pixels.extend(sums.iter().map(|sum| (sum / (by * by)) as u8));
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
