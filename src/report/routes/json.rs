//! Tours as one JSON document.

use serde_json::{Map, Value, json};
use tenfold_sim::routes::plan::Plan;

use super::{Tours, heading, sentences};
use crate::report::json::rows;
use crate::report::words::Both;

/// Figures first, then every table under its key, as a plan's document has them: `stops` is what
/// `tenfold routes plan --from` reads again.
pub fn document(tours: &Tours<'_>) -> Value {
    let (day, clock) = (&tours.input.day, tours.clock());
    let tables: Map<String, Value> =
        tours.tables().iter().map(|table| (table.key.into(), rows(table, clock))).collect();
    let said: Vec<Value> =
        std::iter::once(heading(tours)).chain(sentences(tours)).map(both).collect();
    json!({
        "name": tours.input.name,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": tours.seed,
        "rounds": tours.rounds,
        "stopped": tours.stopped,
        "reserve_minutes": tours.input.reserve.0,
        "date": clock.date(tours.input.midnight),
        "pickups": day.pickups.len(),
        "missed": tours.plan.missed.len(),
        "vehicles": tours.plan.tours.len(),
        "vehicles_at_hand": day.vehicles.len(),
        "driving_minutes": tours.plan.driving_ms(day) as f64 / 60_000.0,
        "km": tours.plan.km(day),
        "vehicle_hours": tours.plan.vehicle_hours(),
        "cost_minutes": tours.plan.cost_minutes(day),
        "start": figures(tours, tours.start),
        "said": said,
        "tables": tables,
    })
}

fn figures(tours: &Tours<'_>, plan: &Plan) -> Value {
    json!({
        "missed": plan.missed.len(),
        "vehicles": plan.tours.len(),
        "cost_minutes": plan.cost_minutes(&tours.input.day),
    })
}

fn both(text: Both) -> Value {
    json!({ "zh": text.zh, "en": text.en })
}
