//! Town files of a few thousand people.

use std::path::{Path, PathBuf};

/// A file of the fixtures.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// A township as a town file lists it; codes follow each other.
pub struct Township {
    pub zh: &'static str,
    pub en: &'static str,
    pub population: u32,
    /// Longitude and latitude.
    pub position: (f64, f64),
    pub country: bool,
    /// Invented sites and the lanes of each.
    pub sites: Option<(u32, u32)>,
}

/// A town without a planning section: one round of two days, and one lab, by its names, with so
/// many tubes a day.
pub fn text(name: &str, lab: (&str, &str), tubes_per_day: u32, townships: &[Township]) -> String {
    let (lab_zh, lab_en) = lab;
    let mut text = format!(
        r#"region = 360781
name = "{name}"
protocol = "../protocols/ruijin-2022.toml"
kits = ["../kits/standard.toml"]

[[rounds]]
id = 1
starts_at = 2022-04-01T06:00:00+08:00
deadline_at = 2022-04-03T06:00:00+08:00

[[labs]]
id = 1
name_zh = "{lab_zh}"
name_en = "{lab_en}"
tubes_per_day = {tubes_per_day}
hours_per_day = 24
process = "4 h"
position = [116.0, 25.9]
"#
    );
    for (township, code) in townships.iter().zip(360_781_100..) {
        let Township { zh, en, population, position: (lon, lat), country, sites } = township;
        text += &format!(
            r#"
[[townships]]
code = {code}
name_zh = "{zh}"
name_en = "{en}"
population = {population}
position = [{lon:?}, {lat:?}]
country = {country}
"#
        );
        if let Some((sites, lanes)) = sites {
            text += &format!(
                "sites_synthetic = {sites}\nlanes_per_site_synthetic = {lanes}\n\
                 spread_km_synthetic = 1.0\n"
            );
        }
    }
    text
}
