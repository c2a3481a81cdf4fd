//! How a figure is called, and how its value and its difference are shown.

use tenfold_domain::time::Minutes;
use tenfold_sim::compare::{Figure, Kind, Paired, Value, Verdict};
use tenfold_sim::scenario::Scenario;
use tenfold_sim::summary::Resource;

use super::Comparison;
use crate::report::story;
use crate::report::words::{Both, clock_span, number, percent, span};

/// Most decimals of a difference.
const FINEST: u8 = 4;

/// Name in files.
pub fn key(figure: Figure) -> &'static str {
    match figure {
        Figure::Every => "every_limit_kept",
        Figure::Everybody => "everybody_in_time",
        Figure::Half => "half_own_in_time",
        Figure::Tubes => "no_tube_too_old",
        Figure::Recollected => "recollected_in_time",
        Figure::HalfOwnAfter => "half_own_minutes",
        Figure::HalfAfter => "half_minutes",
        Figure::SampledAfter => "all_sampled_minutes",
        Figure::ResultedAfter => "all_resulted_minutes",
        Figure::OldestTube => "oldest_tube_minutes",
        Figure::OldTubes => "old_tubes_share",
        Figure::OldStarts => "old_starts_share",
        Figure::Idle => "idle_share",
        Figure::IdleBesidePile => "idle_beside_pile_share",
        Figure::LargestPile => "waiting_tubes_max",
        Figure::MeanWait => "wait_minutes",
        Figure::LongestWait => "wait_minutes_max",
        Figure::Unsampled => "unsampled_people",
        Figure::Use(Resource::Collectors) => "use_of_collectors",
        Figure::Use(Resource::Vehicles) => "use_of_vehicles",
        Figure::Use(Resource::Benches) => "use_of_benches",
        Figure::Use(Resource::Cyclers) => "use_of_cyclers",
        Figure::Use(Resource::Squads) => "use_of_squads",
    }
}

/// What a figure is; a limit that all variants share is named.
pub fn name(comparison: &Comparison<'_>, figure: Figure) -> Both {
    let limit = |of: fn(&Scenario) -> Minutes| -> Both {
        let limits = || comparison.variants.iter().map(|variant| of(&variant.scenario));
        let shared = limits().next().filter(|first| limits().all(|other| other == *first));
        shared.map_or(Both::same(""), |shared| {
            let limit = span(shared);
            // A number and its unit stay on one line.
            let en = limit.en.replace(' ', "\u{a0}");
            Both::new(format!("（{}）", limit.zh), format!(" ({en})"))
        })
    };
    let with = |zh: &str, en: &str, limit: Both| {
        Both::new(format!("{zh}{}", limit.zh), format!("{en}{}", limit.en))
    };
    match figure {
        Figure::Every => Both::new("守住全部时限", "Every limit kept"),
        Figure::Everybody => {
            with("全员按时出结果", "Everybody resulted in time", limit(|s| s.goal))
        }
        Figure::Half => {
            let limit = limit(|s| s.half_goal);
            with("本市实验室按时出半数", "Half resulted by own labs in time", limit)
        }
        Figure::Tubes => {
            let limit = limit(|s| s.protocol.transport.room_limit);
            with("无超时样本管", "No tube too old at a lab", limit)
        }
        Figure::Recollected => {
            let limit = limit(|s| s.protocol.recollection.positive_limit);
            with("复采按时出结果的人", "Recollections in time, of people", limit)
        }
        Figure::HalfOwnAfter => Both::new("半数出结果（本市）", "Half resulted, own labs"),
        Figure::HalfAfter => Both::new("半数出结果", "Half resulted"),
        Figure::SampledAfter => Both::new("全员采样", "Everybody sampled"),
        Figure::ResultedAfter => Both::new("全员出结果", "Everybody resulted"),
        Figure::OldestTube => Both::new("最久一管到实验室（分）", "Oldest tube at a lab (min)"),
        Figure::OldTubes => {
            let limit = limit(|s| s.protocol.transport.room_limit);
            with("到实验室时超时的样本管", "Tubes too old at a lab", limit)
        }
        Figure::OldStarts => {
            let limit = limit(|s| s.protocol.transport.room_limit);
            with("上机时已超同一时限的样本管", "Tubes as old when their test begins", limit)
        }
        Figure::Idle => Both::new("扩增仪空闲", "Cyclers idle, of open hours"),
        Figure::IdleBesidePile => Both::new("别处积样时空闲", "Idle while a plate waits at a lab"),
        Figure::LargestPile => {
            Both::new("单个实验室最多待检（管）", "Most tubes waiting at one lab")
        }
        Figure::MeanWait => Both::new("平均等候（分）", "Mean wait (min)"),
        Figure::LongestWait => Both::new("最长等候（分）", "Longest wait (min)"),
        Figure::Unsampled => Both::new("未采到的人", "People not sampled"),
        Figure::Use(resource) => {
            let resource = story::resource(resource);
            Both::new(format!("利用率：{}", resource.zh), format!("Use: {}", resource.en))
        }
    }
}

/// A value for a reader: a share; of times the median and the 95 % quantile; else the mean and the
/// 95 % quantile.
pub fn shown(figure: Figure, value: &Value) -> String {
    let dash = || "–".to_owned();
    let after = |minutes: Option<f64>| {
        minutes.map_or_else(dash, |minutes| clock_span(Minutes(minutes.ceil() as i64)))
    };
    let with = |decimals, value: Option<f64>| value.map_or_else(dash, |v| number(v, decimals));
    match figure.kind() {
        Kind::YesNo => value.mean.map_or_else(dash, |share| percent(share, 0)),
        Kind::Share => value.mean.map_or_else(dash, |share| percent(share, 1)),
        Kind::After if value.median.is_none() => dash(),
        Kind::After => format!("{} · {}", after(value.median), after(value.p95)),
        Kind::Minutes if figure == Figure::MeanWait => with(1, value.mean),
        Kind::Minutes | Kind::Tubes => format!("{} · {}", with(0, value.mean), with(0, value.p95)),
        Kind::People => with(1, value.mean),
    }
}

/// A difference for a reader: shares in points of percent, times in minutes, with its interval
/// and what may be said of it.
pub fn told(figure: Figure, paired: &Paired) -> Both {
    let Some(difference) = paired.difference else { return Both::same("–") };
    if paired.verdict() == Verdict::Same {
        return Both::new("每次都相同", "same each time");
    }
    let scale = if matches!(figure.kind(), Kind::YesNo | Kind::Share) { 100.0 } else { 1.0 };
    let far = [difference, paired.low, paired.high].map(|end| (end * scale).abs());
    let far = far.into_iter().filter(|end| end.is_finite()).fold(0.0, f64::max);
    let coarse = match far {
        far if far >= 100.0 => 0,
        far if far >= 1.0 => 1,
        _ => 2,
    };
    // What is told apart from zero has no end that is shown as zero.
    let near = paired.low.abs().min(paired.high.abs()) * scale;
    let apart = paired.verdict() != Verdict::Open;
    let hides = |decimals: u8| apart && near < 0.5 * 10f64.powi(-i32::from(decimals));
    let decimals = (coarse..FINEST).find(|decimals| !hides(*decimals)).unwrap_or(FINEST);
    let sign = |value: f64| signed(value * scale, decimals);
    let mean = sign(difference);
    if paired.missing > 0 || paired.low.is_infinite() {
        let (pairs, all) = (paired.pairs, paired.pairs + paired.missing);
        return Both::new(
            format!("{mean}（仅 {pairs}/{all} 对）"),
            format!("{mean} ({pairs} of {all} pairs)"),
        );
    }
    // An interval stays on one line.
    let interval = format!("{mean} [{},\u{a0}{}]", sign(paired.low), sign(paired.high));
    let word = word(figure, paired);
    Both::new(format!("{interval} {}", word.zh), format!("{interval} {}", word.en))
}

/// Better or worse where that is known and told apart from zero; empty where it is not.
pub fn word(figure: Figure, paired: &Paired) -> Both {
    let more = match paired.verdict() {
        Verdict::More => true,
        Verdict::Less => false,
        Verdict::Same => return Both::new("相同", "same"),
        Verdict::Open => return Both::same(""),
    };
    match (figure.more_is_better(), more) {
        (Some(good), more) if good == more => Both::new("更好", "better"),
        (Some(_), _) => Both::new("更差", "worse"),
        (None, true) => Both::new("更高", "higher"),
        (None, false) => Both::new("更低", "lower"),
    }
}

/// A number that shows its sign.
pub fn signed(value: f64, decimals: u8) -> String {
    let text = number(value, decimals);
    let plain = !text.contains(|c: char| ('1'..='9').contains(&c));
    match value {
        _ if plain => text,
        value if value > 0.0 => format!("+{text}"),
        _ => text.replacen('-', "−", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(difference: f64, low: f64, high: f64) -> Paired {
        Paired { pairs: 9, missing: 0, difference: Some(difference), low, high, same: false }
    }

    #[test]
    fn a_difference_says_what_is_known_of_it() {
        let told = |figure, paired: Paired| told(figure, &paired).en.replace('\u{a0}', " ");
        assert_eq!(
            told(Figure::Every, paired(0.05, 0.012, 0.09)),
            "+5.0 [+1.2, +9.0] better",
            "in points of percent"
        );
        assert_eq!(told(Figure::MeanWait, paired(0.2, 0.1, 0.3)), "+0.20 [+0.10, +0.30] worse");
        let near = told(Figure::MeanWait, paired(-5.0, -9.99, -0.003));
        assert_eq!(near, "−5.000 [−9.990, −0.003] better", "no end of zero");
        let open = told(Figure::ResultedAfter, paired(-400.0, -900.0, 100.0));
        assert_eq!(open.trim_end(), "−400 [−900, +100]", "no word for what is not told apart");
        let cyclers = Figure::Use(Resource::Cyclers);
        assert_eq!(told(cyclers, paired(-0.02, -0.03, -0.01)), "−2.0 [−3.0, −1.0] lower");
        let some = Paired { missing: 3, ..paired(30.0, 20.0, 40.0) };
        assert_eq!(told(Figure::ResultedAfter, some), "+30.0 (9 of 12 pairs)");
        let same = Paired { same: true, ..paired(0.0, 0.0, 0.0) };
        assert_eq!(told(Figure::Half, same), "same each time");
    }

    #[test]
    fn a_value_that_never_comes_is_a_dash() {
        let value = Value { told: 8, mean: Some(2_005.2), median: Some(2_005.2), p95: None };
        assert_eq!(shown(Figure::ResultedAfter, &value), "33:26 · –");
        assert_eq!(shown(Figure::Every, &Value { mean: Some(0.9999), ..value }), "99 %");
        assert_eq!(shown(Figure::Recollected, &Value::default()), "–");
    }
}
