//! Who is ahead, in a sentence, and what may be believed of the intervals.

use tenfold_sim::compare::{Ahead, Figure, Verdict};
use tenfold_sim::summary::CONFIDENCE;

use super::figures::shown;
use super::side::differs;
use super::{Comparison, Variant, letter};
use crate::report::words::{Both, number, percent};

/// Costs nearer than this share of the smaller are no reason to prefer a plan: the search does
/// not promise the smallest.
const COST_NEAR: f64 = 0.01;

/// What decides.
pub enum Decided {
    /// Of proven plans, the one that costs least.
    Cost(usize),
    /// What was simulated.
    Chance(Ahead),
}

/// Plans that were sized here are all to keep the limits: of those that do, the cheaper is ahead.
/// Costs of towns with other people say nothing of each other.
pub fn decided(comparison: &Comparison<'_>) -> Decided {
    let people = |variant: &Variant| -> u64 {
        variant.scenario.sites.iter().map(|site| u64::from(site.people)).sum()
    };
    let mut counts = comparison.variants.iter().map(people);
    let first = counts.next();
    if !counts.all(|count| Some(count) == first) {
        return Decided::Chance(comparison.compared.ahead());
    }
    let proven = comparison.variants.iter().map(|variant| variant.proven);
    let mut costs: Vec<(usize, f64)> = proven
        .zip(comparison.variants)
        .enumerate()
        .filter(|(_, (proven, _))| *proven == Some(true))
        .map(|(at, (_, variant))| (at, variant.cost))
        .collect();
    costs.sort_by(|a, b| a.1.total_cmp(&b.1));
    match costs[..] {
        [(one, _)] if comparison.variants.len() > 1 => Decided::Cost(one),
        [(one, least), (_, next), ..] if next > least * (1.0 + COST_NEAR) => Decided::Cost(one),
        _ => Decided::Chance(comparison.compared.ahead()),
    }
}

/// Whether nobody can be called ahead.
pub fn is_open(comparison: &Comparison<'_>) -> bool {
    matches!(decided(comparison), Decided::Chance(Ahead::Several(..)))
}

/// The answer in a few words.
pub fn heading(comparison: &Comparison<'_>) -> Both {
    if is_same(comparison) && !matches!(decided(comparison), Decided::Cost(_)) {
        return Both::new("没有差别", "No difference");
    }
    match decided(comparison) {
        Decided::Cost(one) | Decided::Chance(Ahead::One(one, _)) => {
            let letter = letter(one);
            Both::new(format!("{letter} 领先"), format!("{letter} is ahead"))
        }
        Decided::Chance(Ahead::Several(several, Some(_))) => {
            let letters = letters(&several);
            Both::new(
                format!("{} 领先，彼此不可辨", letters.zh),
                format!("{} are ahead, not told apart", letters.en),
            )
        }
        Decided::Chance(Ahead::Several(_, None)) => {
            Both::new("分不出先后", "Nobody can be told ahead")
        }
    }
}

/// Which variant is ahead and by what; that none is, where none can be told apart.
pub fn ahead(comparison: &Comparison<'_>) -> Both {
    if is_same(comparison) && !matches!(decided(comparison), Decided::Cost(_)) {
        let costs = comparison.variants.iter().map(|variant| variant.cost.round());
        let costs: Vec<f64> = costs.collect();
        if costs.iter().all(|cost| *cost == costs[0]) {
            return Both::new(
                "每次模拟中各方案的每项数字都相同：所改的值在此不起作用。",
                "Every figure is the same in every replication: what differs plays no part here.",
            );
        }
        return Both::new(
            "每次模拟中各方案的每项数字都相同，只有所需和费用不同。",
            "Every figure is the same in every replication; only what it takes and costs differs.",
        );
    }
    match decided(comparison) {
        Decided::Cost(one) => cheapest(comparison, one),
        Decided::Chance(Ahead::One(one, figure)) => by_chance(comparison, one, figure),
        Decided::Chance(Ahead::Several(several, by)) => not_apart(comparison, &several, by),
    }
}

fn is_same(comparison: &Comparison<'_>) -> bool {
    let told = |variant| {
        let differences = Figure::ALL.map(|figure| comparison.compared.difference(variant, figure));
        let mut told = differences.iter().filter(|paired| paired.difference.is_some()).peekable();
        told.peek().is_some() && told.all(|paired| paired.verdict() == Verdict::Same)
    };
    let mut others = 1..comparison.variants.len();
    !others.is_empty() && others.all(told)
}

fn cheapest(comparison: &Comparison<'_>, one: usize) -> Both {
    let name = comparison.name(one);
    let proven = comparison.variants.iter().filter(|variant| variant.proven == Some(true)).count();
    let cost = |variant: usize| comparison.variants[variant].cost;
    let yuan = number(cost(one), 0);
    if proven == 1 {
        return Both::new(
            format!("{} 领先：只有它的计划已证实守住全部时限，费用 {yuan} 元。", name.zh),
            format!(
                "{} is ahead: only its plan is proven to keep every limit, at {yuan} yuan.",
                name.en
            ),
        );
    }
    let others = (0..comparison.variants.len())
        .filter(|at| *at != one && comparison.variants[*at].proven == Some(true));
    let next = others.min_by(|a, b| cost(*a).total_cmp(&cost(*b))).unwrap_or(one);
    let (saved, next) = (percent(1.0 - cost(one) / cost(next).max(1.0), 0), letter(next));
    Both::new(
        format!(
            "{} 领先：在已证实守住全部时限的计划中费用最低，{yuan} 元，比次低的 {next} 少 {saved}。\
             搜索不保证找到的是最小的计划。",
            name.zh
        ),
        format!(
            "{} is ahead: of the plans proven to keep every limit it costs the least, {yuan} yuan, \
             {saved} less than the next, {next}. The search does not promise the smallest plan.",
            name.en
        ),
    )
}

fn by_chance(comparison: &Comparison<'_>, one: usize, figure: Figure) -> Both {
    let name = comparison.name(one);
    let value = shown(figure, &comparison.compared.value(one, figure));
    if figure == Figure::Every {
        return Both::new(
            format!("{} 领先：{value} 的模拟守住全部时限，与其余各方案的差别均可辨。", name.zh),
            format!(
                "{} is ahead: it keeps every limit in {value} of replications, told apart from \
                 every other.",
                name.en
            ),
        );
    }
    let median = value.split(" · ").next().unwrap_or_default();
    Both::new(
        format!(
            "{} 领先：守住时限的把握与次者不可辨，但全员出结果更早（中位 {median}），差别可辨。",
            name.zh
        ),
        format!(
            "{} is ahead: how often limits are kept does not tell it apart, but everybody is \
             resulted earlier (median {median}), and that is told apart.",
            name.en
        ),
    )
}

fn not_apart(comparison: &Comparison<'_>, several: &[usize], by: Option<Figure>) -> Both {
    let every = |variant: usize| comparison.compared.value(variant, Figure::Every).mean;
    let none = several.iter().all(|variant| every(*variant) == Some(0.0));
    let (zh, en) = if none {
        ("没有一次守住全部时限。", " None of them keeps every limit in any replication.")
    } else {
        ("", "")
    };
    let letters = letters(several);
    if by == Some(Figure::ResultedAfter) {
        return Both::new(
            format!(
                "{} 优于其余方案（更常守住时限，或全员出结果更早），但彼此不可辨，说不上谁领先。{zh}",
                letters.zh
            ),
            format!(
                "{} do better than the others, which keep the limits less often or have everybody \
                 resulted later, but are not told apart from each other.{en}",
                letters.en
            ),
        );
    }
    if by.is_some() {
        return Both::new(
            format!("{} 守住时限的把握高于其余方案，但彼此不可辨，说不上谁领先。{zh}", letters.zh),
            format!(
                "{} keep every limit more often than the others, but are not told apart from each \
                 other: none of them can be called ahead.{en}",
                letters.en
            ),
        );
    }
    Both::new(
        format!(
            "说不上谁领先：按全部比较合计的置信度，守住全部时限的把握和全员出结果的时间都分辨不出。\
             {zh}模拟次数越多，区间越窄。"
        ),
        format!(
            "None can be called ahead: held to what all comparisons need together, neither how \
             often every limit is kept nor when everybody is resulted tells them apart.{en} More \
             replications make the intervals narrower."
        ),
    )
}

fn letters(variants: &[usize]) -> Both {
    let letters: Vec<String> = variants.iter().map(|variant| letter(*variant)).collect();
    let (last, rest) =
        letters.split_last().map_or((String::new(), &[][..]), |(last, rest)| (last.clone(), rest));
    let en = if rest.is_empty() { last } else { format!("{} and {last}", rest.join(", ")) };
    Both::new(letters.join("、"), en)
}

/// What the intervals are, and how surely they hold together.
pub fn notes(comparison: &Comparison<'_>) -> Vec<Both> {
    let count = comparison.variants.len().saturating_sub(1);
    let of = comparison.compared.replications();
    let (all, each) = (percent(CONFIDENCE, 0), percent(comparison.compared.confidence(), 2));
    let chosen = comparison.compared.decisions();
    let together = if count > 1 {
        Both::new(
            format!(
                "同一项的 {count} 个区间合在一起的置信度为 {all}（每个 {each}，Bonferroni）；各项之间不合并。"
            ),
            format!(
                "The {count} intervals of a figure hold together at {all} ({each} each, \
                 Bonferroni); figures are each by themselves."
            ),
        )
    } else {
        Both::new(
            format!("每项区间的置信度为 {all}，各项之间不合并。"),
            format!("Each interval holds at {all}; figures are each by themselves."),
        )
    };
    let mut notes = vec![
        Both::new(
            format!("{of} 次模拟，各方案用同一随机数：逐次配对求差。{}", together.zh),
            format!(
                "{of} replications under the same chance in every variant, differences pair by \
                 pair. {}",
                together.en
            ),
        ),
        Both::new(
            "时刻为自开始起（时:分），中位数 · 95 %；最久、最长为均值 · 95 %。差：比例按百分点，时间按\
             分钟，为均值之差。未标“更好”“更差”“更高”“更低”的差与零不可辨。",
            "Times are from the start (h:mm), median · 95 %; oldest and longest are mean · 95 %. \
             Differences: of means, shares in points of percent, times in minutes. One without \
             better, worse, higher or lower is not told apart from zero.",
        ),
        Both::new(
            format!(
                "谁领先：先比守住全部时限，再比全员出结果；全部 {chosen} 个可能的比较合计 {all}。"
            ),
            format!(
                "Who is ahead: first by every limit kept, then by everybody resulted; all {chosen} \
                 comparisons that this may take hold together at {all}."
            ),
        ),
    ];
    if !differs(comparison) {
        notes.push(Both::new(
            "各方案所需的人员、车辆、设备和费用都相同。",
            "Every variant takes the same people, vehicles and machines, and costs the same.",
        ));
    }
    notes
}
