//! Which variant is ahead, said only where it is told apart from every other.

use super::{Compared, Figure, Verdict, shared};

/// What decides: limits kept; then, of those not told apart by that, an early end.
const DECIDES: [Figure; 2] = [Figure::Every, Figure::ResultedAfter];

/// Which variant is ahead.
#[derive(Clone, PartialEq, Debug)]
pub enum Ahead {
    /// One, told apart from every other; by what, in the end.
    One(usize, Figure),
    /// Several that are not told apart from each other, and by what every other is behind one of
    /// them; by nothing, where these are all.
    Several(Vec<usize>, Option<Figure>),
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
        let early = self.best(&keep, DECIDES[1]);
        // Who fell behind by the first figure may have done so behind another than those that end
        // early.
        let fallen = all.iter().filter(|variant| !keep.contains(variant));
        let settled = fallen.into_iter().all(|variant| {
            let behind =
                |figure: &Figure| early.iter().any(|by| self.is_behind(*figure, *variant, *by));
            DECIDES.iter().any(behind)
        });
        let (left, figure) = if early.len() < keep.len() && settled {
            (early, DECIDES[1])
        } else {
            (keep, DECIDES[0])
        };
        match left[..] {
            [one] if all.len() > 1 => Ahead::One(one, figure),
            _ => {
                let by = (left.len() < all.len()).then_some(figure);
                Ahead::Several(left, by)
            }
        }
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
