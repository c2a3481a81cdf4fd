//! Special functions that theory and statistics need, each to about twelve digits.

use std::f64::consts::PI;

/// Density of the standard normal law.
pub fn normal_density(x: f64) -> f64 {
    (-x * x / 2.0).exp() / (2.0 * PI).sqrt()
}

/// Share of the standard normal law below `x`: the series of odd powers near zero, Laplace's
/// continued fraction in the tails (Abramowitz and Stegun 26.2.11 and 26.2.14).
pub fn normal_share(x: f64) -> f64 {
    let size = x.abs();
    let above = if size < 3.0 {
        let (mut term, mut sum, mut odd) = (size, size, 1.0);
        while term > 1e-17 * sum {
            odd += 2.0;
            term *= size * size / odd;
            sum += term;
        }
        0.5 - normal_density(size) * sum
    } else {
        let fraction = (1..=60).rev().fold(size, |rest, k| size + f64::from(k) / rest);
        normal_density(size) / fraction
    };
    if x < 0.0 { above } else { 1.0 - above }
}

/// Natural logarithm of the gamma function of `x` above 0: Stirling's series (Abramowitz and
/// Stegun 6.1.41), after as many steps of the recurrence as bring the argument to 12.
pub fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut product) = (x, 1.0);
    while x < 12.0 {
        product *= x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = 1.0 / 12.0 - y * (1.0 / 360.0 - y * (1.0 / 1_260.0 - y * (1.0 / 1_680.0)));
    (x - 0.5) * x.ln() - x + (2.0 * PI).ln() / 2.0 + series / x - product.ln()
}

/// Regularised incomplete beta function I_x(a, b) for `a` and `b` above 0 and `x` from 0 to 1:
/// its continued fraction (Abramowitz and Stegun 26.5.8) on the side where it converges fast.
pub fn beta_share(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_share(b, a, 1.0 - x);
    }
    let ln_front = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p();
    ln_front.exp() / (a * beta_fraction(a, b, x))
}

/// 1 + d1/(1 + d2/(1 + …)), by Lentz's method as Thompson and Barnett changed it (1986).
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut value, mut above, mut below) = (1.0, 1.0, 0.0);
    for step in 1..10_000 {
        let m = f64::from(step / 2);
        let part = if step % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        below = 1.0 / away(1.0 + part * below);
        above = away(1.0 + part / above);
        value *= above * below;
        if (above * below - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

/// Where a function that rises from below 0 at `low` to above 0 at `high` crosses it.
pub fn root(mut low: f64, mut high: f64, rises: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if rises(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(ours: f64, known: f64) {
        assert!((ours - known).abs() <= 1e-11 * known.abs().max(1.0), "{ours} for {known}");
    }

    #[test]
    fn the_normal_law_as_tabled() {
        near(normal_share(0.0), 0.5);
        near(normal_share(1.0), 0.841_344_746_068_542_9);
        near(normal_share(-1.959_963_984_540_054), 0.025);
        near(normal_share(-4.5) * 1e6, 3.397_673_124_730_053);
        near(normal_share(2.999_999_999), 0.998_650_101_963_938);
        near(normal_share(3.0), 0.998_650_101_968_369_9);
    }

    #[test]
    fn gamma_of_whole_and_half_numbers() {
        near(ln_gamma(1.0), 0.0);
        near(ln_gamma(0.5), PI.sqrt().ln());
        near(ln_gamma(11.0), 3_628_800f64.ln());
        near(ln_gamma(101.0), 363.739_375_555_563_5);
    }

    #[test]
    fn beta_shares_of_known_laws() {
        near(beta_share(1.0, 1.0, 0.3), 0.3);
        near(beta_share(2.0, 3.0, 0.4), 0.5248);
        near(beta_share(3.0, 2.0, 0.6), 1.0 - 0.5248);
        near(beta_share(1.0, 59.0, 0.05), 1.0 - 0.95f64.powi(59));
        near(beta_share(0.5, 0.5, 0.25), 1.0 / 3.0);
        near(beta_share(200.0, 300.0, 1.0), 1.0);
    }
}
