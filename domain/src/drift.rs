//! Whether a rate drifts from what it is beside: other labs, or the same lab before.
//!
//! Fisher's exact test of two proportions (1935), one side at a time: of all hits together, so many
//! or more (or so few or fewer) would fall on this side by chance less often than the protocol
//! allows. Exact, since positives are rare and a lab may have few readings.

/// So many of so many. Invariant: `hits <= of`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Share {
    /// Of these.
    pub hits: u64,
    /// How many there are.
    pub of: u64,
}

/// On which side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// More than beside.
    High,
    /// Fewer than beside.
    Low,
}

/// On which side a share lies too far from the one beside it, where it does; `chance_ppm` is how
/// often in a million chance may bring it so far. Nothing to compare with is no drift.
pub fn drifts(own: Share, beside: Share, chance_ppm: u32) -> Option<Side> {
    let (here, there) = (
        u128::from(own.hits) * u128::from(beside.of),
        u128::from(beside.hits) * u128::from(own.of),
    );
    let side = match here.cmp(&there) {
        std::cmp::Ordering::Greater => Side::High,
        std::cmp::Ordering::Less => Side::Low,
        std::cmp::Ordering::Equal => return None,
    };
    let misses = |share: Share| Share { hits: share.of - share.hits.min(share.of), of: share.of };
    // So few hits are so many misses.
    let chance = match side {
        Side::High => so_many(own, beside),
        Side::Low => so_many(misses(own), misses(beside)),
    };
    (chance < f64::from(chance_ppm) / 1e6).then_some(side)
}

/// The chance of so many hits or more here, of all that are here and there. Asked of a share above
/// the other only, where each further term is smaller than the one before.
fn so_many(own: Share, beside: Share) -> f64 {
    let (all, hits) = (own.of + beside.of, own.hits + beside.hits);
    let ln_term = ln_choose(hits, own.hits) + ln_choose(all - hits, own.of - own.hits);
    let mut term = (ln_term - ln_choose(all, own.of)).exp();
    let (mut sum, mut here) = (term, own.hits);
    let most = hits.min(own.of);
    while here < most && term > sum * 1e-17 {
        let misses_there = all - hits + here + 1 - own.of;
        let up = (hits - here) as f64 * (own.of - here) as f64;
        term *= up / ((here + 1) as f64 * misses_there as f64);
        sum += term;
        here += 1;
    }
    sum.min(1.0)
}

/// The natural logarithm of how many ways there are to choose `some` of `all`.
fn ln_choose(all: u64, some: u64) -> f64 {
    ln_factorial(all) - ln_factorial(some) - ln_factorial(all - some)
}

/// By multiplication where it is exact, from there on by Stirling's series, which is off by less
/// than 1e-13.
fn ln_factorial(number: u64) -> f64 {
    if number < 20 {
        return (2..=number).map(|factor| factor as f64).product::<f64>().ln();
    }
    let n = number as f64;
    let series = (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / (1_260.0 * n * n)) / (n * n)) / n;
    n * n.ln() - n + 0.5 * (std::f64::consts::TAU * n).ln() + series
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(hits: u64, of: u64) -> Share {
        Share { hits, of }
    }

    /// Fisher's own table, the lady tasting tea (1935): all four of four by chance is 1 in 70,
    /// three or more 17 in 70.
    #[test]
    fn the_lady_tasting_tea() {
        assert!((so_many(share(4, 4), share(0, 4)) - 1.0 / 70.0).abs() < 1e-12);
        assert!((so_many(share(3, 4), share(1, 4)) - 17.0 / 70.0).abs() < 1e-12);
        assert_eq!(drifts(share(4, 4), share(0, 4), 14_286), Some(Side::High));
        assert_eq!(drifts(share(4, 4), share(0, 4), 14_285), None);
        assert_eq!(drifts(share(0, 4), share(4, 4), 14_286), Some(Side::Low));
    }

    /// Of twins of criminals (Fisher, of Lange's data): 10 of 13 and 2 of 17 were convicted; the
    /// chance of so many is 0.000465.
    #[test]
    fn langes_twins() {
        let chance = so_many(share(10, 13), share(2, 17));
        assert!((chance - 0.000_465).abs() < 5e-7, "{chance}");
    }

    #[test]
    fn at_one_in_a_hundred_thirty_of_a_thousand_are_too_many_and_none_too_few() {
        let others = share(95, 9_500);
        for (hits, expected) in
            [(10, None), (18, None), (30, Some(Side::High)), (3, None), (0, Some(Side::Low))]
        {
            assert_eq!(drifts(share(hits, 1_000), others, 1_350), expected, "{hits}");
        }
        assert_eq!(drifts(share(5, 10), share(0, 0), 1_350), None, "nothing to compare with");
        assert_eq!(drifts(share(1, 100), share(0, 5), 1_350), None, "too little there");
        assert_eq!(drifts(share(0, 0), others, 1_350), None, "nothing here");
    }

    #[test]
    fn large_factorials_agree_with_sums_of_logarithms() {
        for number in [19, 20, 21, 170, 5_000] {
            let sum: f64 = (2..=number).map(|factor| (factor as f64).ln()).sum();
            let (told, off) = (ln_factorial(number), 1e-12 * sum.max(1.0));
            assert!((told - sum).abs() < off, "{number}: {told} and {sum}");
        }
    }
}
