//! Which travel times a plan uses: the user's matrix before an OSRM table before coordinates,
//! and what looks wrong with them.

use tenfold_sim::staffing::City;
use tenfold_sim::travel::{End, Estimate, Matrix, Roads, distance_km};

use super::geo::{Position, Travel, distance_km as apart_km};
use super::matrix::Table;
use super::town::{Town, Township};
use super::{Blame, SetupError};

/// Where the travel times of a plan come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// The user's matrix, of this file.
    Matrix(String),
    /// An OSRM table, of this file.
    Osrm(String),
    /// Coordinates, a detour factor and a speed.
    Coordinates,
}

impl Source {
    /// For the report, in Chinese and English.
    pub fn say(&self) -> Said {
        match self {
            Source::Matrix(file) => Said {
                zh: format!("行车时间取自实测矩阵 {file}"),
                en: format!("Travel times are those of the matrix {file}"),
            },
            Source::Osrm(file) => Said {
                zh: format!("行车时间取自 OSRM 时间表 {file}"),
                en: format!("Travel times are those of the OSRM table {file}"),
            },
            Source::Coordinates => Said {
                zh: "行车时间由坐标按绕行系数和车速估算".into(),
                en: "Travel times are estimated from coordinates, a detour factor and speeds"
                    .into(),
            },
        }
    }
}

/// A sentence in both tongues.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Locations of an OSRM table are moved to the nearest road: this far they are still the same.
const SNAP_KM: f64 = 1.0;
/// More shortcuts than this share, and the table is no table of shortest drives.
const SHORTCUTS_MAX: f64 = 0.05;
/// Slowest and fastest median speed that is believed, in km/h.
const SPEED: (f64, f64) = (5.0, 130.0);
/// Triples looked at for shortcuts, about.
const TRIPLES_MAX: usize = 1_000_000;

/// The estimate that a town's file asks for.
pub(super) fn estimate(travel: &Travel) -> Estimate {
    Estimate {
        detour: travel.detour,
        town_kmh: travel.town_kmh,
        country_kmh: travel.country_kmh,
        fixed_minutes: travel.fixed_minutes,
        default_minutes: f64::from(travel.default_minutes),
    }
}

/// Finds a file that a town names: its name for error texts, and its text; none where there is
/// nothing of that name.
pub(super) type Find<'a> = dyn Fn(&str) -> Result<Option<(String, String)>, SetupError> + 'a;

/// Reads the measured times that a town's file names, if any, and gives every site and lab of
/// the city its row; warnings are added to `warnings`.
///
/// # Errors
/// As [`Table::read`] and `find`; [`SetupError::Value`] for a file that is not there, and for a
/// site or lab without a row.
pub(super) fn measure(
    find: &Find<'_>,
    blame: &Blame,
    travel: &Travel,
    town: &Town,
    city: &mut City,
    warnings: &mut Vec<Said>,
) -> Result<Source, SetupError> {
    city.roads = Roads { estimate: estimate(travel), matrix: None };
    let Some(named) = travel.matrix.as_ref().or(travel.osrm.as_ref()) else {
        return Ok(Source::Coordinates);
    };
    let key = if travel.matrix.is_some() { "travel.matrix" } else { "travel.osrm" };
    let help = "names a file, and here is none of that name: send it beside the town, or take it \
                out, and travel times are estimated";
    let (file, text) = find(named)?.ok_or_else(|| blame.error(key, help))?;
    let table = Table::read(&file, &text, &travel.order)?;
    let seats: Vec<&Township> = town.townships.iter().collect();
    for lab in &mut city.labs {
        lab.end.row = Some(row(&file, &table, [&lab.name_zh, &lab.name_en], &lab.end, None)?);
    }
    for site in &mut city.sites {
        let seat = seats.get(site.place).copied();
        let names = [&site.name_zh, &site.name_en];
        site.end.row = Some(row(&file, &table, names, &site.end, seat)?);
    }
    judge(&file, &table, city, warnings);
    let size = table.labels.len();
    city.roads.matrix = Matrix::new(size, table.minutes);
    let matrix = travel.matrix.is_some();
    Ok(if matrix { Source::Matrix(file) } else { Source::Osrm(file) })
}

/// The row of a place: by its own name, its own position, its township's name or position.
pub(super) fn row(
    file: &str,
    table: &Table,
    names: [&String; 2],
    end: &End,
    seat: Option<&Township>,
) -> Result<u32, SetupError> {
    let named = |names: &[String]| {
        let has = |label: &super::matrix::Label| {
            label.name.as_ref().is_some_and(|name| names.contains(name))
        };
        table.labels.iter().position(has)
    };
    let near = |position: Option<Position>| {
        let position = position?;
        let km = |at: usize| table.labels[at].position.map(|other| apart_km(position, other));
        let rows = (0..table.labels.len()).filter_map(|at| Some((km(at)?, at)));
        rows.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(km, _)| *km <= SNAP_KM).map(|(_, at)| at)
    };
    let own = end.position.map(|(lon, lat)| Position { lon, lat });
    let found = named(&names.map(String::clone)).or_else(|| near(own)).or_else(|| {
        let seat = seat?;
        let names = [seat.name_zh.clone(), seat.name_en.clone(), seat.code.to_string()];
        named(&names).or_else(|| near(seat.position))
    });
    let found = found.and_then(|at| u32::try_from(at).ok());
    found.ok_or_else(|| SetupError::Value {
        file: file.into(),
        line: None,
        key: names[0].clone(),
        problem: "has no row: add it by its name or its township's, or name the rows in \
                  `travel.order`"
            .into(),
    })
}

/// Warns of what looks wrong: a diagonal, a unit, drives that a detour would shorten.
fn judge(file: &str, table: &Table, city: &City, warnings: &mut Vec<Said>) {
    let size = table.labels.len();
    let minutes = |from: usize, to: usize| table.minutes[from * size + to];
    if let Some(at) = (0..size).find(|at| minutes(*at, *at) > 0.0) {
        let name = table.name(at);
        warnings.push(Said {
            zh: format!("{file}：{name} 到自身的时间不为 0，请核对行列次序"),
            en: format!("{file}: {name} is not 0 minutes from itself; check the order of rows"),
        });
    }
    let ends = city.labs.iter().map(|lab| &lab.end).chain(city.sites.iter().map(|s| &s.end));
    let mut positions = vec![None; size];
    for end in ends {
        if let Some(row) = end.row {
            positions[row as usize] = positions[row as usize].or(end.position);
        }
    }
    let pairs = (0..size).flat_map(|from| (0..size).map(move |to| (from, to)));
    let mut speeds: Vec<f64> = pairs
        .filter_map(|(from, to)| {
            let km = distance_km(positions[from]?, positions[to]?);
            Some(km / (minutes(from, to) / 60.0)).filter(|speed| km > 0.5 && speed.is_finite())
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    if let Some(speed) = speeds.get(speeds.len() / 2).filter(|v| !(SPEED.0..=SPEED.1).contains(v)) {
        warnings.push(Said {
            zh: format!("{file}：车速中位数为 {speed:.1} 公里/小时，请核对单位（CSV 用分钟）"),
            en: format!(
                "{file}: the median speed is {speed:.1} km/h; check the unit (CSV counts minutes)"
            ),
        });
    }
    let share = shortcuts(size, minutes);
    if share > SHORTCUTS_MAX {
        let percent = share * 100.0;
        warnings.push(Said {
            zh: format!("{file}：{percent:.0} % 的路程绕经第三地反而更快，请核对数据"),
            en: format!("{file}: {percent:.0} % of drives are shorter by way of a third place"),
        });
    }
}

/// Share of triples in which a way round beats the direct one by more than half a minute;
/// a large table is sampled.
fn shortcuts(size: usize, minutes: impl Fn(usize, usize) -> f64) -> f64 {
    let step = (size * size * size / TRIPLES_MAX).max(1);
    let (mut seen, mut short) = (0u64, 0u64);
    for triple in (0..size * size * size).step_by(step | 1) {
        let (from, by, to) = (triple / size / size, triple / size % size, triple % size);
        if from == by || by == to || from == to {
            continue;
        }
        seen += 1;
        short += u64::from(minutes(from, to) > minutes(from, by) + minutes(by, to) + 0.5);
    }
    if seen == 0 { 0.0 } else { short as f64 / seen as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_are_counted() {
        let line = |a: usize, b: usize| a.abs_diff(b) as f64;
        assert_eq!(shortcuts(20, line), 0.0);
        assert_eq!(shortcuts(3, |a, b| line(a, b).powi(2) * 2.0), 2.0 / 6.0);
        assert!(shortcuts(300, |a, b| line(a, b).powi(2)) > 0.3, "sampled");
        assert_eq!(shortcuts(1, line), 0.0);
    }
}
