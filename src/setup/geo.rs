//! Travel times from coordinates, where nobody gave a table of measured ones.
//!
//! Great-circle distance, times a detour factor, over a speed, plus fixed minutes for loading
//! and parking. The defaults are a judgement and can be set for each town.

use serde::Deserialize;
use tenfold_domain::time::Minutes;
use tenfold_sim::travel::{self, EARTH_KM};

/// A place on the map, in degrees. Town files write `[longitude, latitude]`.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize)]
#[serde(try_from = "[f64; 2]")]
pub struct Position {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

impl TryFrom<[f64; 2]> for Position {
    type Error = String;

    fn try_from([lon, lat]: [f64; 2]) -> Result<Position, String> {
        let inside = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        let help = "is not a position: write [longitude, latitude] in degrees";
        if inside { Ok(Position { lon, lat }) } else { Err(help.into()) }
    }
}

/// How fast a courier's car gets on.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Travel {
    /// Road kilometres for each kilometre as the crow flies.
    pub detour: f64,
    /// Speed in town, in km/h.
    pub town_kmh: f64,
    /// Speed in the country, in km/h.
    pub country_kmh: f64,
    /// Minutes lost at both ends together.
    pub fixed_minutes: f64,
    /// Minutes where a coordinate is missing.
    pub default_minutes: u32,
    /// A file of measured minutes: CSV, or a VROOM problem with matrices; for the planner.
    pub matrix: Option<String>,
    /// A file with the answer of an OSRM `table` service; for the planner, after `matrix`.
    pub osrm: Option<String>,
    /// Names of the rows of a file that has none, in order.
    pub order: Vec<String>,
}

impl Default for Travel {
    fn default() -> Travel {
        Travel {
            detour: 1.35,
            town_kmh: 30.0,
            country_kmh: 45.0,
            fixed_minutes: 3.0,
            default_minutes: 60,
            matrix: None,
            osrm: None,
            order: Vec::new(),
        }
    }
}

impl Travel {
    /// Minutes by car, rounded up; the default where a position is missing.
    pub fn minutes(&self, from: Option<Position>, to: Option<Position>, country: bool) -> Minutes {
        let (Some(from), Some(to)) = (from, to) else {
            return Minutes(i64::from(self.default_minutes));
        };
        let kmh = if country { self.country_kmh } else { self.town_kmh };
        let driven = distance_km(from, to) * self.detour / kmh * 60.0;
        // A hair is taken off, so that no platform's last bit makes another minute of it.
        Minutes((driven + self.fixed_minutes - 1e-6).ceil() as i64)
    }

    /// Whether every figure can be calculated with.
    pub(super) fn sound(&self) -> bool {
        let speeds = self.town_kmh > 0.0 && self.country_kmh > 0.0;
        speeds
            && (1.0..=10.0).contains(&self.detour)
            && self.fixed_minutes >= 0.0
            && self.default_minutes > 0
    }
}

/// Great-circle distance in kilometres.
pub fn distance_km(a: Position, b: Position) -> f64 {
    travel::distance_km((a.lon, a.lat), (b.lon, b.lat))
}

/// The position of the `at`-th of `count` sites spread evenly over a disc around a centre: an
/// invented layout, for places whose real position is not known. `radius_km` reaches the rim.
pub fn spread(centre: Position, at: u32, count: u32, radius_km: f64) -> Position {
    const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
    let share = (f64::from(at) + 0.5) / f64::from(count.max(1));
    let (radius_km, angle) = (radius_km * share.sqrt(), GOLDEN_ANGLE * f64::from(at));
    let degree_km = EARTH_KM.to_radians();
    Position {
        lon: centre.lon + radius_km * angle.cos() / (degree_km * centre.lat.to_radians().cos()),
        lat: centre.lat + radius_km * angle.sin() / degree_km,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_and_minutes_agree_with_the_published_vectors() {
        let at = |lat, lon| Position { lon, lat };
        for (from, to, km, minutes) in [
            (at(39.9042, 116.4074), at(31.2304, 121.4737), 1067.3116, 2885),
            (at(30.6586, 104.0647), at(30.6700, 104.1000), 3.6064, 13),
            (at(22.2793, 114.1628), at(22.3964, 114.1095), 14.1279, 42),
        ] {
            assert!((distance_km(from, to) - km).abs() < 5e-5);
            let travel = Travel::default();
            assert_eq!(travel.minutes(Some(from), Some(to), false), Minutes(minutes));
        }
        assert_eq!(Travel::default().minutes(None, Some(at(0.0, 0.0)), true), Minutes(60));
    }
}
