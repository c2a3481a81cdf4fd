//! Tours as GeoJSON (RFC 7946): a line for each vehicle, longitude first.

use serde_json::{Value, json};
use tenfold_sim::routes::plan::Tour;

use super::Tours;

/// A feature collection: one LineString a tour, from stop to stop as the crow flies. A stop whose
/// position is not known is passed over.
pub fn lines(tours: &Tours<'_>) -> Value {
    let features: Vec<Value> = tours.plan.tours.iter().map(|tour| line(tours, tour)).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

fn line(tours: &Tours<'_>, tour: &Tour) -> Value {
    let (clock, vehicle) = (tours.clock(), tours.vehicle(tour));
    let points: Vec<[f64; 2]> =
        path(tours, tour).into_iter().map(|(lon, lat)| [lon, lat]).collect();
    let geometry = if points.len() > 1 {
        json!({ "type": "LineString", "coordinates": points })
    } else {
        Value::Null
    };
    json!({
        "type": "Feature",
        "geometry": geometry,
        "properties": {
            "vehicle_zh": vehicle.zh,
            "vehicle_en": vehicle.en,
            "leaves_at": clock.stamp(tour.leaves_at),
            "back_at": clock.stamp(tour.back_at),
            "stops": tour.stops.len(),
        },
    })
}

/// Positions of a tour from its depot to its depot, as far as they are known.
pub(in crate::report) fn path(tours: &Tours<'_>, tour: &Tour) -> Vec<(f64, f64)> {
    let depot = tours.depot(tour).and_then(|depot| depot.position);
    let stops = tour.stops.iter().filter_map(|stop| tours.named(stop.act)?.position);
    depot.into_iter().chain(stops).chain(depot).collect()
}
