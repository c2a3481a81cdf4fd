//! The whole report as one JSON document.

use serde_json::{Map, Value, json};
use tenfold_domain::time::Minutes;
use tenfold_sim::scenario::Routing;
use tenfold_sim::summary::{Answer, Share, When};

use super::Report;
use super::table::{Cell, Table};
use super::words::{Clock, Lang};

/// Figures first, then every table under its key: a list of objects, text as `{zh, en}`, spans in
/// minutes, moments in RFC 3339, what was not given as `null`.
pub fn document(report: &Report<'_>) -> Value {
    let (scenario, summary) = (report.scenario, report.summary);
    let clock = Clock::of(scenario);
    let tables: Map<String, Value> =
        report.tables().iter().map(|table| (table.key.into(), rows(table, clock))).collect();
    json!({
        "name": scenario.name,
        "version": report.version,
        "seed": report.seed,
        "protocol": scenario.protocol.name,
        "starts_at": clock.stamp(scenario.starts_at),
        "goal_minutes": scenario.goal.0,
        "half_goal_minutes": scenario.half_goal.0,
        "people": summary.expected,
        "replications": summary.replications,
        "answer": answer(report.answer),
        "kept": {
            "all_in_goal": share(&summary.kept.all),
            "half_own_in_goal": share(&summary.kept.half_own),
            "no_tube_too_old": share(&summary.kept.age),
            "every": share(&summary.kept.every),
        },
        "flow": {
            "too_old_share": summary.flow.too_old_share.mean,
            "started_too_old_share": summary.flow.started_too_old_share.mean,
            "idle_share": summary.flow.idle_share.mean,
            "idle_beside_pile_share": summary.flow.idle_beside_pile_share.mean,
            "waiting_max": summary.flow.waiting_max.mean,
        },
        "routing": if scenario.routing == Routing::Fixed { "fixed" } else { "routed" },
        "recollections": {
            "pools": summary.repeats.pools.mean,
            "people": summary.repeats.people.mean,
            "late_share": summary.repeats.late_share,
            "answer": answer(summary.repeats.answer),
        },
        "done": {
            "half_own": when(summary.half_own, clock),
            "half": when(summary.half, clock),
            "all_sampled": when(summary.all_sampled, clock),
            "all": when(summary.all, clock),
        },
        "tables": tables,
    })
}

/// The word for what may be said of a plan.
pub fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Proven => "proven",
        Answer::Unproven => "unproven",
        Answer::Late => "late",
    }
}

fn share(share: &Share) -> Value {
    json!({
        "hits": share.hits,
        "of": share.of,
        "at_least": share.at_least,
        "at_most": share.at_most,
    })
}

fn when(when: When, clock: Clock) -> Value {
    let moment = |span: Option<Minutes>| span.map(|span| clock.stamp(clock.after(span)));
    json!({
        "median_minutes": when.median.map(|span| span.0),
        "p95_minutes": when.late.map(|span| span.0),
        "median_at": moment(when.median),
        "p95_at": moment(when.late),
    })
}

/// A table as a list of objects.
pub(super) fn rows(table: &Table, clock: Clock) -> Value {
    let object = |row: &Vec<Cell>| -> Value {
        let members = table.columns.iter().zip(row);
        members
            .map(|(column, cell)| (column.key.to_owned(), value(cell, clock)))
            .collect::<Map<String, Value>>()
            .into()
    };
    table.rows.iter().map(object).collect()
}

fn value(cell: &Cell, clock: Clock) -> Value {
    match cell {
        Cell::Blank => Value::Null,
        Cell::Text(text) => json!({ "zh": text.zh, "en": text.en }),
        // A float that is no number becomes null.
        Cell::Number(number, _) => json!(number),
        Cell::Share(share, _) => json!(share),
        Cell::Moment(_) => json!(cell.plain(clock, Lang::En)),
        Cell::Span(minutes) => json!(minutes.0),
        Cell::Yes(yes) => json!(yes),
    }
}
