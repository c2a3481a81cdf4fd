//! Charts of control wells: published examples, and what holds of every chart.

use proptest::prelude::*;
use tenfold_domain::chart::{Chart, Limits, Point, chart};
use tenfold_domain::ct::Ct;
use tenfold_domain::protocol::QualityRule;
use tenfold_domain::term::{ChartMark, ControlRule};
use tenfold_domain::time::Minutes;

fn rule(baseline: u16) -> QualityRule {
    QualityRule {
        baseline,
        deviation_min: Ct(0),
        warns: vec![ControlRule::OneBeyondTwo],
        rejects: ControlRule::ALL[1..].to_vec(),
        chance_ppm: 1_350,
        past: Minutes::hours(24),
    }
}

fn valid(values: impl IntoIterator<Item = u16>) -> Vec<Point> {
    values.into_iter().map(|value| Point { ct: Some(Ct(value)), valid: true }).collect()
}

/// Twenty values of a mean and of a standard deviation, both in hundredths: pairs beside the mean,
/// of squares that add up to what the deviation asks for.
fn baseline(mean: u16, deviation: u16) -> Vec<u16> {
    let mut left = 19 * u64::from(deviation).pow(2) / 2;
    let mut values = Vec::new();
    while left > 0 {
        let away = left.isqrt().min(u64::from(deviation) * 3);
        left -= away * away;
        values.extend([mean + away as u16, mean - away as u16]);
    }
    assert!(values.len() <= 20, "so few squares are enough");
    values.resize(20, mean);
    values
}

/// A chart of values behind a baseline, and what is said of these alone: places from 1.
fn broken(mean: u16, deviation: u16, values: &[u16]) -> Vec<(usize, &'static str)> {
    let all: Vec<u16> = baseline(mean, deviation).into_iter().chain(values.to_vec()).collect();
    let Chart { judged, .. } = chart(&rule(20), &valid(all));
    let places = judged.iter().skip(20).zip(1..);
    places.flat_map(|(one, at)| one.broken.iter().map(move |rule| (at, rule.word()))).collect()
}

/// J. O. Westgard's lesson on the Levey-Jennings chart: a cholesterol control of 200 and 4 mg/dL
/// has its limits at 192 and 208, 188 and 212; one of 250 and 5 at 240 and 260, 235 and 265.
#[test]
fn limits_of_a_published_lesson() {
    for (mean, deviation, two, three) in
        [(200, 4, [192, 208], [188, 212]), (250, 5, [240, 260], [235, 265])]
    {
        let values: Vec<Ct> = baseline(mean * 100, deviation * 100).into_iter().map(Ct).collect();
        let limits = Limits::of(&values, Ct(0)).expect("twenty points");
        assert_eq!((limits.mean(), limits.deviation()), (f64::from(mean), f64::from(deviation)));
        for (at, word) in [(two, "1-2s"), (three, "1-3s")] {
            for (limit, outward) in at.into_iter().zip([0, 2]) {
                let told = |value| broken(mean * 100, deviation * 100, &[value]);
                let (on, off) = (told(limit * 100), told(limit * 100 + outward - 1));
                assert!(on.iter().all(|(_, told)| *told != word), "{word} on {limit}");
                assert!(off.contains(&(1, word)), "{word} off {limit}: {off:?}");
            }
        }
    }
}

/// Thirty days of a cholesterol control of 250 mg/dL, published with a Levey-Jennings chart (SPC
/// for Excel, August 2010); the standard deviation of these days is 7.73. Days 4 and 5 lie beyond
/// two of them below, and days 18 to 27 all below the mean.
#[test]
fn thirty_published_days() {
    let days = [
        250, 255, 245, 232, 232, 257, 244, 259, 262, 246, 240, 254, 246, 257, 250, 255, 259, 247,
        246, 248, 247, 245, 248, 249, 241, 247, 240, 252, 247, 264,
    ];
    let values: Vec<Ct> = days.map(|day| Ct(day * 100)).to_vec();
    let own = Limits::of(&values, Ct(0)).expect("thirty points");
    assert_eq!(format!("{:.1} {:.2}", own.mean(), own.deviation()), "248.8 7.73");
    let told = broken(25_000, 773, &days.map(|day| day * 100));
    assert_eq!(told, [(4, "1-2s"), (5, "2-2s"), (5, "1-2s"), (27, "10x")]);
}

/// Each rule of the 1981 paper by the fewest points that break it, of mean 200 and s 4.
#[test]
fn every_rule_is_broken_by_its_last_point() {
    let told = |values: &[u16]| {
        let hundredths: Vec<u16> = values.iter().map(|value| value * 100).collect();
        broken(20_000, 400, &hundredths)
            .into_iter()
            .map(|(at, rule)| format!("{at} {rule}"))
            .collect()
    };
    let expect = |values: &[u16], expected: &[&str]| {
        let told: Vec<String> = told(values);
        assert_eq!(told, expected, "{values:?}");
    };
    expect(&[209], &["1 1-2s"]);
    expect(&[213], &["1 1-3s", "1 1-2s"]);
    expect(&[209, 210], &["1 1-2s", "2 2-2s", "2 1-2s"]);
    expect(&[209, 191], &["1 1-2s", "2 R-4s", "2 1-2s"]);
    // More than 4 s apart, and not each beyond 2 s: the rule asks for both.
    expect(&[212, 195], &["1 1-2s"]);
    expect(&[205, 206, 207, 205], &["4 4-1s"]);
    expect(&[205, 206, 195, 207, 205, 206], &[]);
    expect(&[201, 202, 201, 203, 201, 201, 202, 203, 201, 202], &["10 10x"]);
    expect(&[201, 202, 201, 203, 201, 200, 202, 203, 201, 202, 201], &[]);
}

#[test]
fn failed_runs_are_shown_and_count_for_nothing() {
    let failed = Point { ct: Some(Ct(3_900)), valid: false };
    let no_curve = Point { ct: None, valid: true };
    let mut points = valid([2_800, 2_820]);
    points.extend([failed, no_curve]);
    points.extend(valid([2_780, 2_830]));
    points.insert(5, failed);
    points.extend(valid([2_900]));
    let Chart { limits, judged } = chart(&rule(3), &points);
    let marks: Vec<&str> = judged.iter().map(|one| one.mark.word()).collect();
    let expected = "baseline baseline failed no_curve baseline failed within rejected";
    assert_eq!(marks.join(" "), expected);
    let limits = limits.expect("three points");
    assert_eq!((limits.mean(), limits.deviation()), (28.0, 0.2));
    assert_eq!(judged[7].broken, [ControlRule::OneBeyondThree, ControlRule::OneBeyondTwo]);
}

#[test]
fn too_few_points_have_no_limits_and_equal_ones_the_least() {
    let Chart { limits, judged } = chart(&rule(20), &valid([2_800; 19]));
    assert_eq!(limits, None);
    assert!(judged.iter().all(|one| one.mark == ChartMark::Baseline));
    let least = QualityRule { deviation_min: Ct(10), ..rule(20) };
    let mut points = valid([2_800; 20]);
    points.extend(valid([2_820, 2_831]));
    let Chart { limits, judged } = chart(&least, &points);
    assert_eq!(limits.map(|limits| limits.deviation()), Some(0.1));
    assert_eq!((judged[20].mark, judged[21].mark), (ChartMark::Within, ChartMark::Rejected));
}

fn points() -> impl Strategy<Value = Vec<Point>> {
    let ct = prop_oneof![9 => (2_600..3_000u16).prop_map(|ct| Some(Ct(ct))), 1 => Just(None)];
    let point = (ct, prop::bool::weighted(0.9)).prop_map(|(ct, valid)| Point { ct, valid });
    prop::collection::vec(point, 0..60)
}

/// As the paper says it, in floating point and far from the limits.
fn by_the_book(rule: ControlRule, z: &[f64]) -> bool {
    let last = |count: usize| z.len().checked_sub(count).map(|from| &z[from..]);
    let all = |count, limit: f64| {
        last(count)
            .is_some_and(|last| last.iter().all(|z| *z > limit) || last.iter().all(|z| *z < -limit))
    };
    match rule {
        ControlRule::OneBeyondTwo => all(1, 2.0),
        ControlRule::OneBeyondThree => all(1, 3.0),
        ControlRule::TwoBeyondTwo => all(2, 2.0),
        ControlRule::FourBeyondOne => all(4, 1.0),
        ControlRule::Ten => all(10, 0.0),
        ControlRule::Range => last(2)
            .is_some_and(|last| last.iter().any(|z| *z > 2.0) && last.iter().any(|z| *z < -2.0)),
    }
}

proptest! {
    /// The marks agree with the rules said in another way, wherever no point lies upon a limit.
    #[test]
    fn rules_agree_with_the_paper(points in points(), baseline in 2..12u16) {
        let rule = rule(baseline);
        let Chart { limits, judged } = chart(&rule, &points);
        prop_assert_eq!(judged.len(), points.len());
        let counted: Vec<f64> = points.iter().filter(|point| point.valid)
            .filter_map(|point| point.ct).map(|ct| f64::from(ct.0) / 100.0).collect();
        prop_assert_eq!(limits.is_some(), counted.len() >= usize::from(baseline));
        let Some(limits) = limits else { return Ok(()) };
        let first = &counted[..usize::from(baseline)];
        let mean = first.iter().sum::<f64>() / first.len() as f64;
        prop_assert!((limits.mean() - mean).abs() < 1e-9);
        if limits.deviation() < 1e-6 {
            return Ok(());
        }
        let z: Vec<f64> = counted[usize::from(baseline)..].iter()
            .map(|ct| (ct - mean) / limits.deviation()).collect();
        let near = |z: f64| (0..=3).any(|limit| (z.abs() - f64::from(limit)).abs() < 1e-9);
        prop_assume!(!z.iter().any(|z| near(*z)));
        let counts = |point: &Point| point.valid && point.ct.is_some();
        let told = judged.iter().zip(&points).filter(|(_, point)| counts(point));
        for (at, (one, _)) in told.skip(usize::from(baseline)).enumerate() {
            for asked in ControlRule::ALL {
                let book = by_the_book(*asked, &z[..=at]);
                prop_assert_eq!(one.broken.contains(asked), book, "{:?} at {}", asked, at);
            }
            let rejected = one.broken.iter().any(|broken| rule.rejects.contains(broken));
            let mark = match (rejected, one.broken.is_empty()) {
                (true, _) => ChartMark::Rejected,
                (false, false) => ChartMark::Warned,
                (false, true) => ChartMark::Within,
            };
            prop_assert_eq!(one.mark, mark);
        }
    }

    /// What came later never changes what was said, and failed runs change nothing at all.
    #[test]
    fn a_chart_is_never_rewritten(points in points(), cut in 0..60usize) {
        let rule = rule(8);
        let whole = chart(&rule, &points);
        let cut = cut.min(points.len());
        prop_assert_eq!(&chart(&rule, &points[..cut]).judged[..], &whole.judged[..cut]);
        let good: Vec<Point> = points.iter().copied().filter(|point| point.valid).collect();
        let of_good: Vec<_> = whole.judged.iter().zip(&points)
            .filter(|(_, point)| point.valid).map(|(one, _)| one.clone()).collect();
        let alone = chart(&rule, &good);
        prop_assert_eq!((alone.limits, alone.judged), (whole.limits, of_good));
    }

    /// The same cycles later by any number on every point: the same marks.
    #[test]
    fn a_chart_knows_no_zero(points in points(), later in 0..20_000u16) {
        let shifted: Vec<Point> = points.iter()
            .map(|point| Point { ct: point.ct.map(|ct| Ct(ct.0 + later)), ..*point }).collect();
        prop_assert_eq!(chart(&rule(8), &points).judged, chart(&rule(8), &shifted).judged);
    }
}
