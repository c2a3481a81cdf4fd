//! What a report says of the planner's file: where travel times come from, what is invented in
//! it, what looks wrong.

use tenfold_sim::tables::{AssumptionRow, Source};

use crate::setup::plan::PlanInput;
use crate::setup::roads;

/// Rows for [`super::Report::assumptions`].
pub fn assumptions(input: &PlanInput) -> Vec<AssumptionRow> {
    let said = input.source.say();
    let estimated = input.source == roads::Source::Coordinates;
    let source = if estimated { Source::Judgement } else { Source::Given };
    let mut rows =
        vec![AssumptionRow::new(("行车时间", "Travel times"), (said.zh, said.en), source)];
    if !input.synthetic.is_empty() {
        let short = |key: &String| key.trim_start_matches("planning.").to_owned();
        let keys = input.synthetic.iter().map(short).collect::<Vec<_>>().join(", ");
        let what = ("规划文件中的虚构数据", "Invented figures of the planning file");
        rows.push(AssumptionRow::new(what, (keys.clone(), keys), Source::Synthetic));
    }
    for warning in &input.warnings {
        let value = (warning.zh.clone(), warning.en.clone());
        rows.push(AssumptionRow::new(("须核对", "To be checked"), value, Source::Given));
    }
    rows
}
