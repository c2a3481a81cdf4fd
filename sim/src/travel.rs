//! How long a drive takes: as measured by somebody, or from coordinates.
//!
//! A city of thousands of sites has millions of pairs, of which tours ask for few: drives from
//! coordinates are calculated when asked, and only a measured matrix is kept.

/// Mean radius of the earth, in kilometres.
pub const EARTH_KM: f64 = 6371.0088;

/// Longitude and latitude in degrees.
pub type Position = (f64, f64);

/// Great-circle distance in kilometres (haversine).
pub fn distance_km(a: Position, b: Position) -> f64 {
    let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let chord = half(a.1, b.1) + a.1.to_radians().cos() * b.1.to_radians().cos() * half(a.0, b.0);
    2.0 * EARTH_KM * chord.sqrt().asin()
}

/// Drives from coordinates: distance x detour / speed + fixed minutes. The defaults are a
/// judgement (PLANNING 3).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Estimate {
    /// Road kilometres for each kilometre as the crow flies.
    pub detour: f64,
    /// Speed in town, in km/h.
    pub town_kmh: f64,
    /// Speed in the country, in km/h.
    pub country_kmh: f64,
    /// Minutes lost at both ends together.
    pub fixed_minutes: f64,
    /// Minutes where a coordinate is missing.
    pub default_minutes: f64,
}

impl Default for Estimate {
    fn default() -> Estimate {
        Estimate {
            detour: 1.35,
            town_kmh: 30.0,
            country_kmh: 45.0,
            fixed_minutes: 3.0,
            default_minutes: 60.0,
        }
    }
}

/// An end of a drive.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct End {
    /// Where, when known.
    pub position: Option<Position>,
    /// Country roads lead there.
    pub country: bool,
    /// Its township, where it belongs to one.
    pub place: Option<usize>,
    /// Its row in a measured matrix.
    pub row: Option<u32>,
}

impl Estimate {
    /// Minutes from one end to another. Without coordinates two ends of one township are a
    /// quarter of the default apart.
    pub fn minutes(&self, from: &End, to: &End) -> f64 {
        let (Some(a), Some(b)) = (from.position, to.position) else {
            let near = from.place.is_some() && from.place == to.place;
            return if near { self.default_minutes / 4.0 } else { self.default_minutes };
        };
        let kmh = if from.country || to.country { self.country_kmh } else { self.town_kmh };
        distance_km(a, b) * self.detour / kmh * 60.0 + self.fixed_minutes
    }
}

/// Measured minutes, directed: the row is the origin.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Matrix {
    /// Invariant: `minutes.len()` is the square of `size`; NaN where there is no route.
    minutes: Vec<f64>,
    size: usize,
}

impl Matrix {
    /// Of rows one after the other; `None` when they are no square. NaN is no route.
    pub fn new(size: usize, minutes: Vec<f64>) -> Option<Matrix> {
        (size * size == minutes.len()).then_some(Matrix { minutes, size })
    }

    /// Rows, and columns.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Minutes from a row's place to a column's; `None` where there is no route or no such row.
    pub fn minutes(&self, from: usize, to: usize) -> Option<f64> {
        if from >= self.size || to >= self.size {
            return None;
        }
        Some(self.minutes[from * self.size + to]).filter(|minutes| !minutes.is_nan())
    }
}

/// All that is known of the roads.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Roads {
    /// Where nothing was measured.
    pub estimate: Estimate,
    /// What was measured.
    pub matrix: Option<Matrix>,
}

impl Roads {
    /// Minutes of a drive; `None` where there is no route. Two ends in one row of the matrix
    /// (two sites of a township whose seat alone was measured) are estimated.
    pub fn minutes(&self, from: &End, to: &End) -> Option<f64> {
        match (&self.matrix, from.row, to.row) {
            (Some(matrix), Some(a), Some(b)) if a != b => matrix.minutes(a as usize, b as usize),
            _ => Some(self.estimate.minutes(from, to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(position: Position) -> End {
        End { position: Some(position), country: false, place: None, row: None }
    }

    #[test]
    fn distances_and_minutes_agree_with_the_published_vectors() {
        for (from, to, km, minutes) in [
            ((116.4074, 39.9042), (121.4737, 31.2304), 1067.3116, 2884.74),
            ((104.0647, 30.6586), (104.1000, 30.6700), 3.6064, 12.74),
            ((114.1628, 22.2793), (114.1095, 22.3964), 14.1279, 41.15),
        ] {
            assert!((distance_km(from, to) - km).abs() < 5e-5);
            let ours = Estimate::default().minutes(&end(from), &end(to));
            assert!((ours - minutes).abs() < 5e-3, "{ours}");
        }
    }

    #[test]
    fn a_measured_drive_beats_an_estimate_and_has_a_direction() {
        let matrix = Matrix::new(2, vec![0.0, 10.0, f64::NAN, 0.0]).expect("square");
        let roads = Roads { estimate: Estimate::default(), matrix: Some(matrix) };
        let at = |row| End { row: Some(row), ..end((116.0, 26.0)) };
        assert_eq!(roads.minutes(&at(0), &at(1)), Some(10.0));
        assert_eq!(roads.minutes(&at(1), &at(0)), None);
        assert_eq!(roads.minutes(&at(1), &at(1)), Some(3.0), "one row: estimated");
        assert!(Matrix::new(2, vec![0.0; 3]).is_none());
    }

    #[test]
    fn without_coordinates_neighbours_are_nearer() {
        let at = |place| End { position: None, country: true, place, row: None };
        let estimate = Estimate::default();
        assert_eq!(estimate.minutes(&at(Some(1)), &at(Some(1))), 15.0);
        assert_eq!(estimate.minutes(&at(Some(1)), &at(Some(2))), 60.0);
        assert_eq!(estimate.minutes(&at(None), &at(None)), 60.0);
    }
}
