//! Which variant is ahead, said only where it is told apart from every other.

use super::{Compared, Figure, Verdict, shared};

/// What decides: limits kept; then, of those not told apart by that, an early end.
const DECIDES: [Figure; 2] = [Figure::Every, Figure::ResultedAfter];

/// Which variant is ahead.
#[derive(Clone, PartialEq, Debug)]
pub enum Ahead {
    /// One, told apart from every other; by what, in the end.
    One(usize, Figure),
    /// Several that are not told apart from each other; every other is behind one of them.
    Several(Vec<usize>),
}

impl Compared {
    /// Comparisons that [`Compared::ahead`] may make: every pair, by every figure that decides.
    pub fn decisions(&self) -> usize {
        let count = self.variants.len();
        count * count.saturating_sub(1) / 2 * DECIDES.len()
    }

    /// The variant that is ahead. A variant falls behind when another is told apart from it, and
    /// better. Which pairs are looked at depends on what was seen, so each is held to as much as
    /// all of them need to hold together with [`crate::summary::CONFIDENCE`] (Bonferroni).
    pub fn ahead(&self) -> Ahead {
        let all: Vec<usize> = (0..self.variants.len()).collect();
        let keep = self.best(&all, DECIDES[0]);
        if let ([one], true) = (&keep[..], all.len() > 1) {
            return Ahead::One(*one, DECIDES[0]);
        }
        if let [one] = self.best(&keep, DECIDES[1])[..]
            && keep.len() > 1
            && all.iter().filter(|other| !keep.contains(other)).all(|other| {
                // It fell behind another than the one that ends first.
                DECIDES.iter().any(|figure| self.is_behind(*figure, *other, one))
            })
        {
            return Ahead::One(one, DECIDES[1]);
        }
        Ahead::Several(keep)
    }

    /// Those of some variants that are behind no other of them. Never empty: what is told apart
    /// follows the order of the means, and the best mean is behind nobody.
    fn best(&self, among: &[usize], figure: Figure) -> Vec<usize> {
        let behind_any = |variant: &usize| {
            among.iter().any(|by| by != variant && self.is_behind(figure, *variant, *by))
        };
        among.iter().copied().filter(|variant| !behind_any(variant)).collect()
    }

    fn is_behind(&self, figure: Figure, variant: usize, by: usize) -> bool {
        let more = figure.more_is_better() == Some(true);
        let better = if more { Verdict::More } else { Verdict::Less };
        let confidence = shared(self.decisions());
        self.between(figure, (variant, by), confidence).verdict() == better
    }
}
