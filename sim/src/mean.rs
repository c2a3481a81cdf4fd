//! A mean over replications with its confidence interval (Student 1908).
//!
//! Replications are independent because their streams are, so their means are; values within one
//! replication follow each other and are not.

use std::fmt;

use crate::special::{beta_share, root};

/// A mean and how far it may be off.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mean {
    /// Mean of the replications; 0 of none.
    pub mean: f64,
    /// Half the width of the interval; infinite for fewer than two replications.
    pub half_width: f64,
    /// How many there were.
    pub replications: usize,
}

impl Mean {
    /// Of one value a replication; the true mean lies in the interval with `confidence`, above 0
    /// and below 1, if the values are normal or many.
    pub fn of(values: &[f64], confidence: f64) -> Mean {
        let count = values.len() as f64;
        let replications = values.len();
        let mean = values.iter().sum::<f64>() / count.max(1.0);
        if replications < 2 {
            return Mean { mean, half_width: f64::INFINITY, replications };
        }
        let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
        let error = (squares / (count - 1.0) / count).sqrt();
        let t = student_quantile(count - 1.0, (1.0 + confidence) / 2.0);
        Mean { mean, half_width: t * error, replications }
    }

    /// Lower end.
    pub fn low(&self) -> f64 {
        self.mean - self.half_width
    }

    /// Upper end.
    pub fn high(&self) -> f64 {
        self.mean + self.half_width
    }

    /// Whether a value lies in the interval.
    pub fn holds(&self, value: f64) -> bool {
        (self.low()..=self.high()).contains(&value)
    }
}

impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mean { mean, half_width, replications } = self;
        write!(f, "{mean:.6} ± {half_width:.6} (n = {replications})")
    }
}

/// Quantile of Student's law with `freedom` degrees of freedom, above 0, for a share of at least
/// one half and below 1: the incomplete beta function (Abramowitz and Stegun 26.7.1), bisected.
pub fn student_quantile(freedom: f64, share: f64) -> f64 {
    // With t from 0 up, u = freedom / (freedom + t²) falls from 1 to 0.
    let above = |u: f64| beta_share(freedom / 2.0, 0.5, u) / 2.0;
    let u = root(0.0, 1.0, |u| above(u) - (1.0 - share));
    (freedom * (1.0 - u) / u).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::normal_quantile;
    use crate::stream::{Purpose, Stream};

    #[test]
    fn quantiles_as_tabled() {
        for (freedom, share, known) in [
            (1.0, 0.975, 12.706_204_736_432_1),
            (4.0, 0.975, 2.776_445_105_197_79),
            (9.0, 0.95, 1.833_112_932_653_63),
            (30.0, 0.995, 2.749_995_653_567_24),
            (1e6, 0.975, 1.959_966_356_816_54),
        ] {
            let ours = student_quantile(freedom, share);
            assert!((ours - known).abs() < 1e-6 * known, "{freedom} {share}: {ours}");
        }
    }

    #[test]
    fn too_few_say_so() {
        assert_eq!(Mean::of(&[], 0.95).half_width, f64::INFINITY);
        let one = Mean::of(&[3.0], 0.95);
        assert!(one.mean == 3.0 && one.holds(-1e300));
        let two = Mean::of(&[1.0, 2.0], 0.95);
        assert!((two.half_width - 12.706_204_736 * 0.5).abs() < 1e-6, "{two}");
    }

    /// 4,000 intervals at 95 %: standard deviation of the share is 0.0034, the band 4.4 of them.
    #[test]
    fn an_interval_holds_as_often_as_it_says() {
        let holds = |run: &u64| {
            let stream = Stream::root(17, *run).of(Purpose::Stay, 0);
            let values: Vec<f64> = (0..5).map(|n| 4.0 + normal_quantile(stream.unit(n))).collect();
            Mean::of(&values, 0.95).holds(4.0)
        };
        let share = (0..4_000).filter(holds).count() as f64 / 4_000.0;
        assert!((share - 0.95).abs() < 0.015, "{share}");
    }
}
