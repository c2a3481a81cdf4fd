//! Laws of how long things take, drawn by their quantiles: one draw, one number, and a larger draw
//! is never a shorter time, so that common random numbers stay common.

use crate::scenario::Span;
use crate::stream::unit;

/// Cells of a quantile table: 256 keep a table within a kilobyte of the nearest cache.
const CELLS: usize = 256;

/// Exponential with mean 1, exactly: -ln(u).
#[inline]
pub fn exponential(bits: u64) -> f64 {
    -unit(bits).ln()
}

/// A lognormal law as a table of quantiles, straight between them; in milliseconds.
///
/// The table's mean is the law's mean to the last bit of a float; its far tail ends where one
/// draw in 2,560 would go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    quantiles_ms: Box<[f32; CELLS + 1]>,
}

impl Law {
    /// The law of a span.
    pub fn of(span: Span) -> Law {
        let sigma2 = (1.0 + span.cv * span.cv).ln();
        let (mu, sigma) = (-sigma2 / 2.0, sigma2.sqrt());
        let edge = |cell: usize| {
            let share = (cell as f64).clamp(0.1, CELLS as f64 - 0.1) / CELLS as f64;
            (mu + sigma * normal_quantile(share)).exp()
        };
        let edges: Vec<f64> = (0..=CELLS).map(edge).collect();
        let mean = edges.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).sum::<f64>();
        let scale = span.mean_s * 1e3 * CELLS as f64 / mean;
        let mut quantiles_ms = Box::new([0f32; CELLS + 1]);
        for (slot, edge) in quantiles_ms.iter_mut().zip(&edges) {
            *slot = (edge * scale) as f32;
        }
        Law { quantiles_ms }
    }

    /// Milliseconds for 64 drawn bits.
    #[inline]
    pub fn ms(&self, bits: u64) -> i64 {
        let cell = (bits >> 56) as usize;
        let within = ((bits >> 32) & 0xff_ffff) as f32 * (1.0 / (1u32 << 24) as f32);
        let (low, high) = (self.quantiles_ms[cell], self.quantiles_ms[cell + 1]);
        (low + within * (high - low)) as i64
    }
}

/// The standard normal quantile (Acklam's rational approximation, relative error below 1.2e-9).
pub fn normal_quantile(share: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
    ];
    const LOW: f64 = 0.024_25;
    let poly = |terms: &[f64], x: f64| terms.iter().fold(0.0, |sum, term| sum * x + term);
    let tail = |q: f64| poly(&C, q) / (poly(&D, q) * q + 1.0);
    if share < LOW {
        tail((-2.0 * share.ln()).sqrt())
    } else if share > 1.0 - LOW {
        -tail((-2.0 * (1.0 - share).ln()).sqrt())
    } else {
        let (q, r) = (share - 0.5, (share - 0.5) * (share - 0.5));
        q * poly(&A, r) / (poly(&B, r) * r + 1.0)
    }
}
