//! A day of collecting, as [`tenfold_sim::routes`] plans it: out of a day's own file, or out of a
//! town and a plan for it.

pub mod before;
mod file;
mod of_town;
pub mod pace;

use std::path::{Path, PathBuf};

use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use tenfold_sim::routes::day::{Day, Unfit};

use super::plan_file::Clock;
use super::roads::{Said, Source};
use super::staffing::StaffingFile;
use super::{Blame, SetupError, plan, read};

/// A call begins at most so long after the boxes are sealed, where nobody says otherwise: a
/// judgement (PLANNING 1.2 measured with it).
const CALL_WITHIN: Minutes = Minutes(45);

/// A day, with the names of everything in it.
#[derive(Clone, PartialEq, Debug)]
pub struct RouteInput {
    /// What is planned. Indexes of the names below are its own.
    pub day: Day,
    /// Of the town or of the day.
    pub name: String,
    /// Midnight with which the day begins.
    pub midnight: At,
    /// East of Greenwich.
    pub utc_offset: Minutes,
    /// Sites.
    pub sites: Vec<Named>,
    /// Labs.
    pub labs: Vec<Named>,
    /// Vehicles; of no position.
    pub vehicles: Vec<Named>,
    /// What is kept in reserve before every limit of age, for drives that take longer than told:
    /// the deadlines of the day are so much earlier than the limits.
    pub reserve: Minutes,
    /// From one round to the next (R78).
    pub interval: Minutes,
    /// Most tubes in a box (R105).
    pub tubes_per_box: u32,
    /// Where travel times come from.
    pub source: Source,
    /// What looks wrong.
    pub warnings: Vec<Said>,
}

/// A site, a lab or a vehicle.
#[derive(Clone, PartialEq, Debug)]
pub struct Named {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// Longitude and latitude, where known.
    pub position: Option<(f64, f64)>,
}

impl RouteInput {
    /// The instant of a time of the day, written like `14:00`; `None` for what is none.
    pub fn at(&self, time: &str) -> Option<At> {
        Clock::try_from(time.to_owned()).ok().map(|clock| self.midnight + clock.0)
    }
}

/// Where a day comes from.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// A day's file, TOML or JSON, or a town's.
    pub file: &'a Path,
    /// For a town: what `tenfold plan --json` printed.
    pub plan: Option<&'a Path>,
    /// For a town: another protocol than its own.
    pub protocol: Option<&'a Path>,
    /// For a town: which day of its round, from 1.
    pub day: u32,
    /// What is kept in reserve before every limit of age.
    pub reserve: Minutes,
}

/// Reads a day.
///
/// # Errors
/// [`SetupError`], with file, line and key: for a file that cannot be read or means nothing, a
/// matrix with a hole, a lab without hours, no vehicle, a town without a plan.
pub fn load(asked: &Asked<'_>) -> Result<RouteInput, SetupError> {
    let text = read(asked.file)?;
    let name = asked.file.display().to_string();
    let blame = Blame { file: &name, text: &text };
    let mut input = if is_town(&text) {
        let help = "is a town: give the plan that `tenfold plan --json` printed with `--plan`";
        let path = asked.plan.ok_or_else(|| blame.error("townships", help))?;
        let input = plan::load(asked.file, asked.protocol)?;
        let staffing = StaffingFile::load(path, &input.city)?;
        of_town::day(&blame, &input, &staffing, asked.day)?
    } else {
        let folder: PathBuf = asked.file.parent().unwrap_or(Path::new("")).into();
        let beside = |named: &str| {
            let path = folder.join(named);
            Ok(Some((path.display().to_string(), read(&path)?)))
        };
        file::day(&blame, &beside)?
    };
    input.reserve = asked.reserve;
    for pickup in &mut input.day.pickups {
        pickup.deadline_at = pickup.deadline_at - asked.reserve;
        pickup.due_at = pickup.due_at.min(pickup.deadline_at).max(pickup.ready_at);
    }
    match input.day.unfit().first() {
        Some(unfit) => Err(told(&blame, &input, *unfit)),
        None => Ok(input),
    }
}

/// Whether a text is a town's file; whatever cannot be read is left to the reader of days, which
/// says where.
fn is_town(text: &str) -> bool {
    let table: Result<toml::Table, _> = toml::from_str(text);
    table.is_ok_and(|table| table.contains_key("townships"))
}

/// What makes a day unfit, as a fault of its file.
fn told(blame: &Blame, input: &RouteInput, unfit: Unfit) -> SetupError {
    let lab = |lab: usize| format!("labs.{}", input.labs.get(lab).map_or("", |lab| &lab.zh));
    match unfit {
        Unfit::NoLabs => blame.error("labs", "no lab receives boxes: add one with its hours"),
        Unfit::NoVehicles => {
            blame.error("vehicles", "nobody drives: add a vehicle with its depot and shift")
        }
        Unfit::Hours { lab: at } => {
            let help = "must be in order and apart, each with its end after its beginning";
            blame.error(format!("{}.hours", lab(at)), help)
        }
        Unfit::Vehicle { vehicle } => {
            let name = input.vehicles.get(vehicle).map_or("", |vehicle| &vehicle.zh);
            let help = "must hold a box, and its shift end after it begins";
            blame.error(format!("vehicles.{name}"), help)
        }
        Unfit::Pickup { pickup } => {
            let site = input.day.pickups.get(pickup).and_then(|p| input.sites.get(p.site));
            let key = format!("sites.{}.boxes", site.map_or("", |site| &site.zh));
            blame.error(key, "a round has no box, or is due before it is sealed")
        }
        Unfit::Index | Unfit::Negative => {
            blame.error("travel", "does not fit the sites, labs and depots of the day")
        }
        Unfit::Long => blame.error("date", "the day is longer than a week: correct the hours"),
    }
}

/// Warns of drives that take much longer one way than back.
fn lopsided(day: &Day, source: &Source, warnings: &mut Vec<Said>) {
    let size = day.ways.size();
    let (mut pairs, mut apart) = (0u32, 0u32);
    for (from, to) in (0..size).flat_map(|from| (0..from).map(move |to| (from, to))) {
        let ends = (day.ways.ms(from, to), day.ways.ms(to, from));
        let is_apart = match ends {
            (Some(forth), Some(back)) => {
                let gap = (forth - back).abs();
                gap > 5 * MINUTE_MS && gap * 4 > forth.min(back)
            }
            (None, None) => false,
            _ => true,
        };
        (pairs, apart) = (pairs + 1, apart + u32::from(is_apart));
    }
    if apart > 0 && *source != Source::Coordinates {
        warnings.push(Said {
            zh: format!(
                "行车时间：{pairs} 对地点中有 {apart} 对往返相差四分之一以上，请核对行列次序"
            ),
            en: format!(
                "travel times: {apart} of {pairs} pairs differ by more than a quarter forth and \
                 back; check the order of rows and columns"
            ),
        });
    }
}
