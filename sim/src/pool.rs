//! Pool sizes by Dorfman's arithmetic: how many tests a person costs when a positive pool of
//! `n` is tested again one by one (PLANNING 5).

use tenfold_domain::protocol::Protocol;

use crate::scenario::Habits;

/// Prevalence above which no pool saves a test: 1 - 3^(-1/3), where pools of three break even.
pub const POOLING_PREVALENCE_MAX: f64 = 0.306_638_725_649_367_9;

/// Sensitivity and specificity of one test.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Assay {
    /// Share of positives that read positive, 0 to 1.
    pub sensitivity: f64,
    /// Share of negatives that read negative, 0 to 1.
    pub specificity: f64,
}

/// A test that never errs.
pub const PERFECT: Assay = Assay { sensitivity: 1.0, specificity: 1.0 };

/// Share of pools of `people` that hold at least one positive; people are taken as independent.
pub fn pool_positive(people: u8, prevalence: f64) -> f64 {
    1.0 - (1.0 - prevalence).powi(i32::from(people))
}

/// The same where households fall ill together: a struck household holds several positives, so
/// fewer pools hold any. `1 - (1 - p/k)^n` with `k` positives in a struck household, as
/// `household.rs` strikes them; households across the edge of a pool are not counted twice.
pub fn pool_struck(people: u8, prevalence: f64, habits: &Habits) -> f64 {
    let together = 1.0 + (habits.household.max(1.0) - 1.0) * habits.clustering;
    let people = people.max(1);
    if people == 1 { prevalence } else { pool_positive(people, prevalence / together) }
}

/// Tests a person: `1/n + Se - (Se + Sp - 1)(1 - p)^n` for pools, 1 for single tubes.
pub fn tests_per_person(people: u8, prevalence: f64, assay: Assay) -> f64 {
    if people <= 1 {
        return 1.0;
    }
    let clean = (1.0 - prevalence).powi(i32::from(people));
    let read_positive = assay.sensitivity - (assay.sensitivity + assay.specificity - 1.0) * clean;
    1.0 / f64::from(people) + read_positive
}

/// The protocol's tube size that costs the fewest tests at this prevalence; the smaller of two
/// equals.
pub fn best_capacity(protocol: &Protocol, prevalence: f64, assay: Assay) -> u8 {
    let cost = |people: &u8| tests_per_person(*people, prevalence, assay);
    let mut sizes = protocol.capacities.clone();
    sizes.sort_unstable();
    sizes.into_iter().min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of PLANNING 5: prevalence, then tests a person at 5, 10 and 20.
    const TABLE: [(f64, [f64; 3]); 6] = [
        (0.0001, [0.200_500, 0.101_000, 0.051_998]),
        (0.001, [0.204_990, 0.109_955, 0.069_811]),
        (0.005, [0.224_751, 0.148_890, 0.145_390]),
        (0.01, [0.249_010, 0.195_618, 0.232_093]),
        (0.05, [0.426_219, 0.501_263, 0.691_514]),
        (0.1, [0.609_510, 0.751_322, 0.928_423]),
    ];

    #[test]
    fn the_published_table_comes_out() {
        for (prevalence, costs) in TABLE {
            for (people, cost) in [5, 10, 20].into_iter().zip(costs) {
                let ours = tests_per_person(people, prevalence, PERFECT);
                assert!((ours - cost).abs() < 1e-6, "{prevalence} {people}: {ours}");
            }
        }
        assert_eq!(tests_per_person(1, 0.1, PERFECT), 1.0);
    }

    #[test]
    fn an_imperfect_test_costs_other_retests() {
        let assay = Assay { sensitivity: 0.95, specificity: 0.99 };
        for (people, prevalence, cost) in
            [(10, 0.01, 0.199_881), (20, 0.001, 0.078_622), (5, 0.05, 0.422_646)]
        {
            let ours = tests_per_person(people, prevalence, assay);
            assert!((ours - cost).abs() < 1e-6, "{people}: {ours}");
        }
    }

    #[test]
    fn households_make_fewer_pools_positive() {
        let alone = Habits { clustering: 0.0, ..Habits::default() };
        let together = Habits { household: 4.0, clustering: 1.0, ..Habits::default() };
        assert_eq!(pool_struck(10, 0.01, &alone), pool_positive(10, 0.01));
        // Whole households of four: a pool is struck as often as at a quarter of the prevalence.
        assert!((pool_struck(10, 0.01, &together) - pool_positive(10, 0.0025)).abs() < 1e-12);
        assert_eq!(pool_struck(1, 0.01, &together), 0.01, "a tube of one holds one");
    }

    #[test]
    fn nothing_is_saved_above_the_break_even() {
        let saves = |p: f64| (2..=40).any(|n| tests_per_person(n, p, PERFECT) < 1.0);
        assert!(saves(POOLING_PREVALENCE_MAX - 1e-6));
        assert!(!saves(POOLING_PREVALENCE_MAX + 1e-6));
    }
}
