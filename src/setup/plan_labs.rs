//! Labs as the planner sees them: those of the file, those that can be bought, cabins; and what
//! goes wrong with them and around them.

use tenfold_domain::time::{At, Minutes};
use tenfold_sim::scenario::Failure;
use tenfold_sim::staffing::{CandidateLab, City, LabKind, Loss};
use tenfold_sim::travel::End;

use super::geo::Position;
use super::plan_file::{Clock, FailureFile, FailureKind, LabPlanFile, NewLabFile, PlanningFile};
use super::plan_hours::{Calendar, lab_hours};
use super::town::Parts;
use super::{Blame, SetupError};

/// Wells of a plate, of which the controls take theirs.
const WELLS: f64 = 96.0;
/// Benches unpack this much faster than the cyclers run, where nobody says. A judgement.
const ACCESSION_AHEAD: f64 = 1.5;
/// Boxes in a vehicle where nobody says (PLANNING 1.2).
const BOXES_MAX: u32 = 24;
/// More tubes a day than all labs of Shanghai had in May 2022.
const TUBES_MAX: f64 = 1e7;
/// Hours of a lab that is brought or bought, where nobody says.
const HOURS_PER_DAY: u32 = 20;

/// Reads labs; keeps what all of them share.
pub(super) struct Labs<'a> {
    pub blame: Blame<'a>,
    pub parts: &'a Parts,
    pub calendar: Calendar,
}

impl Labs<'_> {
    fn planning(&self) -> &PlanningFile {
        &self.parts.planning
    }

    /// Tubes a thermocycler takes through in an hour: plates without their controls, one run
    /// after the other.
    fn tubes_per_cycler_hour(&self) -> f64 {
        let (positive, negative) = self.parts.town.campaign.protocol.lab.controls_min;
        let tubes = (WELLS - f64::from(positive) - f64::from(negative)).max(1.0);
        tubes * 3_600.0 / self.planning().work.cycling.mean_s
    }

    /// Thermocyclers that do so many tubes a day: the nearest number, and at least one.
    fn cyclers(&self, tubes_per_day: f64, hours_per_day: u32) -> u32 {
        let hourly = tubes_per_day / f64::from(hours_per_day.max(1));
        (hourly / self.tubes_per_cycler_hour()).round().max(1.0) as u32
    }

    fn accession(&self, given: Option<f64>, cyclers: u32) -> f64 {
        let usual = self.tubes_per_cycler_hour() * ACCESSION_AHEAD;
        given.map_or(usual, |hourly| hourly / f64::from(cyclers.max(1)))
    }

    /// All labs that take specimens or can be made to: those of the file, then those that can be
    /// bought, then places for cabins.
    ///
    /// # Errors
    /// [`SetupError::Value`] for a lab that is never open, figures of nothing, an unknown number.
    pub fn all(&self) -> Result<Vec<CandidateLab>, SetupError> {
        let mut labs = Vec::new();
        for file in &self.planning().labs {
            let key = format!("planning.labs.{}", file.id);
            let known = self.parts.town.campaign.labs.iter().any(|lab| lab.id.0 == file.id);
            self.blame.must(known, &key, "is no lab of the file: correct the number")?;
        }
        for at in self.open() {
            labs.push(self.standing(at)?);
        }
        for file in &self.planning().bought_labs {
            labs.push(self.brought("bought_labs", file, LabKind::Bought)?);
        }
        for file in &self.planning().cabin_labs {
            labs.push(self.brought("cabin_labs", file, LabKind::Cabin)?);
        }
        let help = "no lab is open: set `open = true`, or name labs to buy or cabins to bring";
        self.blame.must(!labs.is_empty(), "labs", help)?;
        Ok(labs)
    }

    /// Labs of the file that take specimens, by their index there.
    pub fn open(&self) -> Vec<usize> {
        let labs = &self.parts.town.campaign.labs;
        (0..labs.len()).filter(|at| labs[*at].open).collect()
    }

    fn standing(&self, at: usize) -> Result<CandidateLab, SetupError> {
        let (lab, figures) = (&self.parts.town.campaign.labs[at], &self.parts.town.labs[at]);
        let none = LabPlanFile::default();
        let file = self.planning().labs.iter().find(|file| file.id == lab.id.0).unwrap_or(&none);
        let key = |name: &str| format!("planning.labs.{}.{name}", lab.id.0);
        let hours_per_day = figures.hours_per_day.value;
        let hours = self.hours(file.hours, hours_per_day);
        let usual = self.cyclers(f64::from(figures.tubes_per_day.value), hours_per_day);
        let cyclers = file.cyclers.unwrap_or(usual);
        let cyclers_max = file.cyclers_max.unwrap_or(cyclers);
        let help = "must be above 0: a lab without cyclers tests nothing";
        self.blame.must(cyclers > 0, &key("cyclers"), help)?;
        let help = "is less than the cyclers it has";
        self.blame.must(cyclers_max >= cyclers, &key("cyclers_max"), help)?;
        let boxes_max = self.boxes_max(&key("boxes_max"), file.boxes_max)?;
        self.hourly(&key("accession_per_hour"), file.accession_per_hour)?;
        Ok(CandidateLab {
            name_zh: lab.name_zh.clone(),
            name_en: lab.name_en.clone(),
            kind: if lab.own { LabKind::Own } else { LabKind::Bought },
            own: lab.own,
            synthetic: figures.tubes_per_day.synthetic || figures.hours_per_day.synthetic,
            cyclers: if lab.own { cyclers } else { 0 },
            cyclers_max,
            cyclers_step: 1,
            accession_per_cycler_hour: self.accession(file.accession_per_hour, cyclers),
            periods: self.calendar.lab_periods(&self.blame, &key("hours"), hours)?,
            vehicles: file.vehicles,
            boxes_max,
            end: end(figures.position, !lab.own),
        })
    }

    /// A lab that is not there yet.
    fn brought(
        &self,
        list: &str,
        file: &NewLabFile,
        kind: LabKind,
    ) -> Result<CandidateLab, SetupError> {
        let key = |name: &str| format!("planning.{list}.{}.{name}", file.name_zh);
        let sound = file.tubes_per_day > 0.0 && file.tubes_per_day <= TUBES_MAX;
        let help = "must be above 0, and 10 million at most";
        self.blame.must(sound, &key("tubes_per_day"), help)?;
        let hours_per_day = file.hours_per_day.unwrap_or(HOURS_PER_DAY);
        let day = (1..=24).contains(&hours_per_day);
        self.blame.must(day, &key("hours_per_day"), "must lie between 1 and 24")?;
        let cabins = file.cabins_max.unwrap_or(1);
        let help = "must be above 0, or the place is none";
        self.blame.must(cabins > 0, &key("cabins_max"), help)?;
        let one = kind == LabKind::Cabin || file.cabins_max.is_none();
        self.blame.must(one, &key("cabins_max"), "is for cabins: take it out")?;
        self.hourly(&key("accession_per_hour"), file.accession_per_hour)?;
        let cyclers = self.cyclers(file.tubes_per_day, hours_per_day);
        let cabin = kind == LabKind::Cabin;
        let hours = self.hours(file.hours, hours_per_day);
        let mark = format!("planning.{list}.tubes_per_day");
        Ok(CandidateLab {
            name_zh: file.name_zh.clone(),
            name_en: file.name_en.clone(),
            kind,
            own: file.own.unwrap_or(cabin),
            synthetic: self.parts.marks.contains(&mark),
            cyclers: 0,
            cyclers_max: cyclers.saturating_mul(cabins),
            cyclers_step: if cabin { cyclers } else { 1 },
            accession_per_cycler_hour: self.accession(file.accession_per_hour, cyclers),
            periods: self.calendar.lab_periods(&self.blame, &key("hours"), hours)?,
            vehicles: Some(0),
            boxes_max: self.boxes_max(&key("boxes_max"), file.boxes_max)?,
            end: end(file.position, !cabin),
        })
    }

    fn hours(&self, given: Option<[Clock; 2]>, hours_per_day: u32) -> [Minutes; 2] {
        let usual = || lab_hours(self.planning(), hours_per_day);
        given.map_or_else(usual, |hours| hours.map(|clock| clock.0))
    }

    fn boxes_max(&self, key: &str, given: Option<u32>) -> Result<u32, SetupError> {
        let boxes = given.or(self.planning().boxes_max).unwrap_or(BOXES_MAX);
        self.blame.must(boxes > 0, key, "must be above 0: a vehicle brings boxes")?;
        Ok(boxes)
    }

    fn hourly(&self, key: &str, given: Option<f64>) -> Result<(), SetupError> {
        let sound = given.is_none_or(|hourly| hourly > 0.0 && hourly.is_finite());
        self.blame.must(sound, key, "must be above 0, or nothing is ever unpacked")
    }

    /// What goes wrong: failures, and vehicles lost.
    ///
    /// # Errors
    /// [`SetupError::Value`] for unknown labs and sites, missing times and shares of nothing.
    pub fn failures(&self, city: &City) -> Result<(Vec<Failure>, Vec<Loss>), SetupError> {
        let (mut failures, mut losses) = (Vec::new(), Vec::new());
        for (at, file) in self.parts.failures.iter().enumerate() {
            let key = |name: &str| format!("failures.{}.{name}", at + 1);
            let help = "days are counted from 1";
            self.blame.must(file.day > 0, &key("day"), help)?;
            let from_at = self.calendar.at(file.day, file.from);
            let missing =
                |name: &str| self.blame.error(key(name), "is missing: this kind needs it");
            let lab = |id: Option<u32>| -> Result<usize, SetupError> {
                let id = id.ok_or_else(|| missing("lab"))?;
                let labs = &self.parts.town.campaign.labs;
                let known = self.open().iter().position(|lab| labs[*lab].id.0 == id);
                let help = "is no open lab of the file: correct the number";
                known.ok_or_else(|| self.blame.error(key("lab"), help))
            };
            if file.kind == FailureKind::VehicleLost {
                let number = file.vehicle.ok_or_else(|| missing("vehicle"))?;
                let help = "vehicles of a lab are counted from 1";
                self.blame.must(number > 0, &key("vehicle"), help)?;
                losses.push(Loss { lab: lab(file.lab)?, number: number as usize - 1, at: from_at });
                continue;
            }
            let to_at = self.ends(file, from_at).ok_or_else(|| missing("to"))?;
            failures.push(match file.kind {
                FailureKind::LabDown => Failure::LabDown { lab: lab(file.lab)?, from_at, to_at },
                FailureKind::NetworkOut => {
                    let site = match &file.site {
                        Some(name) => Some(self.site(city, &key("site"), name)?),
                        None => None,
                    };
                    Failure::NetworkOut { site, from_at, to_at }
                }
                FailureKind::Rain | FailureKind::VehicleLost => {
                    let speed = file.speed.ok_or_else(|| missing("speed"))?;
                    let help = "is the share of speed left: above 0, 1 at most";
                    self.blame.must(speed > 0.0 && speed <= 1.0, &key("speed"), help)?;
                    Failure::Rain { from_at, to_at, speed }
                }
            });
        }
        Ok((failures, losses))
    }

    /// An end before its beginning is of the next day.
    fn ends(&self, file: &FailureFile, from_at: At) -> Option<At> {
        let to = self.calendar.at(file.day, file.to?);
        Some(if to > from_at { to } else { to + Minutes::hours(24) })
    }

    fn site(&self, city: &City, key: &str, name: &str) -> Result<usize, SetupError> {
        let named =
            |site: &tenfold_sim::staffing::Candidate| site.name_zh == name || site.name_en == name;
        let help = "is no site of the file: write its name as it stands there";
        city.sites.iter().position(named).ok_or_else(|| self.blame.error(key, help))
    }
}

/// A lab's end of a drive; one that is not the city's lies outside of it.
fn end(position: Option<Position>, country: bool) -> End {
    let position = position.map(|at| (at.lon, at.lat));
    End { position, country, place: None, row: None }
}
