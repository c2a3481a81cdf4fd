//! The rest of a day as sites take people now: what `GET /v1/paces` of a running service answered,
//! in place of what was expected.

use std::path::Path;

use serde::Deserialize;
use tenfold_domain::time::At;

use super::RouteInput;
use crate::setup::roads::Said;
use crate::setup::{SetupError, read};

#[derive(Deserialize)]
struct PacesFile {
    sites: Vec<PaceRow>,
}

#[derive(Deserialize)]
struct PaceRow {
    name_zh: String,
    tubes_per_hour: f64,
}

/// What a site can take at most in an hour; a number above it is none.
const TUBES_MAX: f64 = 10_000.0;

/// Rounds that are sealed after an instant get the tubes and boxes of a site's pace; a site that
/// takes nobody has no more of them. Sites that the file does not name stay as expected.
///
/// # Errors
/// The file cannot be read, or a pace is no number of tubes.
pub fn adopt(path: &Path, input: &mut RouteInput, from_at: At) -> Result<(), SetupError> {
    let text = read(path)?;
    let file = path.display().to_string();
    let paces: PacesFile = serde_json::from_str(&text).map_err(|fault| SetupError::Value {
        file: file.clone(),
        line: Some(fault.line()),
        key: "sites".into(),
        problem: format!("{fault}; give what `GET /v1/paces` answered"),
    })?;
    let hours = input.interval.0 as f64 / 60.0;
    for PaceRow { name_zh, tubes_per_hour } in &paces.sites {
        if !(0.0..=TUBES_MAX).contains(tubes_per_hour) {
            return Err(SetupError::Value {
                file,
                line: None,
                key: format!("sites.{name_zh}.tubes_per_hour"),
                problem: format!("{tubes_per_hour} is no pace of a site: from 0 to 10000"),
            });
        }
        let site = input.sites.iter().position(|site| site.zh == *name_zh);
        let rounds = site.map_or(0, |site| input.at_pace((site, from_at), tubes_per_hour * hours));
        if rounds == 0 && *tubes_per_hour > 0.0 {
            input.warnings.push(Said {
                zh: format!("{name_zh}：正在采样，而当日其后没有它的取箱，请补入当日文件"),
                en: format!(
                    "{name_zh}: takes people and has no further round in the day: add it to the day"
                ),
            });
        }
    }
    Ok(())
}

impl RouteInput {
    /// Gives a site so many tubes in each round that is sealed after an instant; how many of them
    /// there were. A round of several calls is shared out between them as before.
    fn at_pace(&mut self, (site, from_at): (usize, At), tubes_a_round: f64) -> usize {
        let tubes_a_round = tubes_a_round.ceil() as u32;
        let ours = |of: &tenfold_sim::routes::day::Pickup| of.site == site && of.ready_at > from_at;
        let expected: Vec<(u32, u32)> =
            self.day.pickups.iter().filter(|one| ours(one)).map(|p| (p.round, p.tubes)).collect();
        let of_round = |round: u32| -> u32 {
            expected.iter().filter(|(of, _)| *of == round).map(|(_, tubes)| *tubes).sum()
        };
        for pickup in self.day.pickups.iter_mut().filter(|one| ours(one)) {
            let all = u64::from(of_round(pickup.round).max(1));
            let share = u64::from(tubes_a_round) * u64::from(pickup.tubes.max(1));
            pickup.tubes = share.div_ceil(all) as u32;
            pickup.boxes = pickup.tubes.div_ceil(self.tubes_per_box.max(1));
        }
        self.day.pickups.retain(|pickup| pickup.boxes > 0);
        expected.len()
    }
}
