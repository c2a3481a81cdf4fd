//! A staffing as a plan's JSON carries it, so that it can be simulated again.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tenfold_domain::time::Minutes;
use tenfold_sim::staffing::{City, LabStaffing, Staffing};

use super::change::{Change, Target};
use super::{SetupError, read};

/// Who and what is put to work, by names of the town file, in its order.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct StaffingFile {
    sites: Vec<SiteFile>,
    labs: Vec<LabFile>,
    squads: u32,
    /// A tube that does not fill is sealed this long after its first swab.
    seal_after_minutes: Option<i64>,
    /// The last day ends so much earlier than the town's hours.
    ends_early_minutes: i64,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct SiteFile {
    site: String,
    /// By period of the town file.
    lanes: Vec<u16>,
    single_lanes: Vec<u16>,
    mobile_teams: u16,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct LabFile {
    lab: String,
    cyclers: u32,
    vehicles: u32,
}

/// The member of a plan's JSON that holds it; whatever else stands there is left alone.
#[derive(Deserialize)]
struct PlanFile {
    plan: StaffingFile,
}

impl StaffingFile {
    /// Of a city's staffing.
    pub fn of(city: &City, staffing: &Staffing) -> StaffingFile {
        let of_site = |lists: &[Vec<u16>], site: usize| {
            let mut lanes = lists.get(site).cloned().unwrap_or_default();
            lanes.resize(city.periods.len(), 0);
            lanes
        };
        let site = |(at, site): (usize, &tenfold_sim::staffing::Candidate)| SiteFile {
            site: site.name_zh.clone(),
            lanes: of_site(&staffing.lanes, at),
            single_lanes: of_site(&staffing.single_lanes, at),
            mobile_teams: staffing.mobile_teams.get(at).copied().unwrap_or(0),
        };
        let lab = |(at, lab): (usize, &tenfold_sim::staffing::CandidateLab)| {
            let given = staffing.labs.get(at).copied().unwrap_or_default();
            LabFile { lab: lab.name_zh.clone(), cyclers: given.cyclers, vehicles: given.vehicles }
        };
        StaffingFile {
            sites: city.sites.iter().enumerate().map(site).collect(),
            labs: city.labs.iter().enumerate().map(lab).collect(),
            squads: staffing.squads,
            seal_after_minutes: staffing.seal_after.map(|span| span.0),
            ends_early_minutes: staffing.ends_early.0,
        }
    }

    /// Reads the `plan` of a plan's JSON for this city.
    ///
    /// # Errors
    /// The file cannot be read, is no plan, or is the plan of another town.
    pub fn load(path: &Path, city: &City) -> Result<Staffing, SetupError> {
        StaffingFile::load_changed(path, city, None)
    }

    /// As [`StaffingFile::load`], with one value changed, where asked.
    ///
    /// # Errors
    /// As [`StaffingFile::load`]; told of the change where it is one of the plan.
    pub fn load_changed(
        path: &Path,
        city: &City,
        change: Option<&Change>,
    ) -> Result<Staffing, SetupError> {
        let text = read(path)?;
        let file = path.display().to_string();
        let error = |line: Option<usize>, key: &str, problem: String| SetupError::Value {
            file: file.clone(),
            line,
            key: key.into(),
            problem,
        };
        let plan: PlanFile = serde_json::from_str(&text).map_err(|fault| {
            let help = format!("{fault}; give the file that `tenfold plan --json` printed");
            error(Some(fault.line()), "plan", help)
        })?;
        let change = change.filter(|change| change.target() == Target::Plan);
        let plan = match change {
            Some(change) => plan.plan.changed(change).map_err(|help| change.error(&file, help))?,
            None => plan.plan,
        };
        plan.staffing(city).map_err(|(key, problem)| {
            let error = error(None, key, problem);
            match change {
                Some(change) => change.blame(error),
                None => error,
            }
        })
    }

    /// For this city.
    ///
    /// # Errors
    /// Key and problem, where it is of another town or means nothing.
    pub(super) fn staffing(&self, city: &City) -> Result<Staffing, (&'static str, String)> {
        self.fits(city)?;
        Ok(Staffing {
            lanes: self.sites.iter().map(|site| site.lanes.clone()).collect(),
            single_lanes: self.sites.iter().map(|site| site.single_lanes.clone()).collect(),
            mobile_teams: self.sites.iter().map(|site| site.mobile_teams).collect(),
            labs: self.labs.iter().map(given).collect(),
            squads: self.squads,
            seal_after: self.seal_after_minutes.map(Minutes),
            ends_early: Minutes(self.ends_early_minutes),
        })
    }

    /// With one value changed; what is in the way where it cannot be, in words.
    fn changed(&self, change: &Change) -> Result<StaffingFile, String> {
        let mut table = toml::Table::try_from(self).map_err(|error| error.to_string())?;
        change.put(&mut table)?;
        table.try_into().map_err(|error: toml::de::Error| error.message().to_owned())
    }

    /// Whether it is of this city and means something: key and problem where not.
    fn fits(&self, city: &City) -> Result<(), (&'static str, String)> {
        let sites = || city.sites.iter().map(|site| &site.name_zh);
        let labs = || city.labs.iter().map(|lab| &lab.name_zh);
        let other = "is of another town: give the town file that it was planned for";
        if !self.sites.iter().map(|site| &site.site).eq(sites()) {
            return Err(("plan.sites", other.into()));
        }
        if !self.labs.iter().map(|lab| &lab.lab).eq(labs()) {
            return Err(("plan.labs", other.into()));
        }
        let periods = city.periods.len();
        let whole =
            |site: &SiteFile| site.lanes.len() == periods && site.single_lanes.len() == periods;
        if let Some(site) = self.sites.iter().find(|site| !whole(site)) {
            let problem = format!("must have {periods} numbers, one for each period of the town");
            return Err(("plan.sites.lanes", format!("{}: {problem}", site.site)));
        }
        let day = 24 * 60;
        if self.seal_after_minutes.is_some_and(|span| !(1..=day).contains(&span)) {
            return Err(("plan.seal_after_minutes", "must lie between 1 and 1440".into()));
        }
        if !(0..=day).contains(&self.ends_early_minutes) {
            return Err(("plan.ends_early_minutes", "must lie between 0 and 1440".into()));
        }
        if u64::from(self.squads) > city.people() {
            return Err(("plan.squads", "are more than people: correct the number".into()));
        }
        for (lab, known) in self.labs.iter().zip(&city.labs) {
            if lab.cyclers > known.cyclers_max || lab.vehicles as usize > city.sites.len() {
                let help = "has more cyclers than it can have, or more vehicles than sites";
                return Err(("plan.labs", format!("{}: {help}", lab.lab)));
            }
        }
        Ok(())
    }
}

fn given(lab: &LabFile) -> LabStaffing {
    LabStaffing { cyclers: lab.cyclers, vehicles: lab.vehicles }
}
