//! A town that was sent, for the planner: texts in place of files, and not too much of it.
//!
//! Whoever sends one shares the machine with the desks, so what it asks for is bounded before
//! room is made for it. No file of the machine is read: what a town names is looked up among what
//! was sent with it, by the very name.

use std::collections::BTreeMap;

use tenfold_sim::staffing::{City, Staffing};

use super::plan::{PlanInput, input};
use super::staffing::StaffingFile;
use super::town::{Beside, Town};
use super::town_file::TownFile;
use super::{Blame, SetupError, kit};

/// What stands for a file's name in error texts.
const TOWN: &str = "town";
const PROTOCOL: &str = "protocol";
const PLAN: &str = "plan";

/// Longest text of a town or a protocol, in bytes; the largest town of the fixtures has 15 KB.
const TEXT_BYTES_MAX: usize = 1 << 20;
const LABS_MAX: usize = 300;
/// Of lanes there is room for, of thermocyclers and vehicles in all labs, of lanes and teams in a
/// plan: ten times what the largest city has.
const THINGS_MAX: u64 = 1_000_000;

/// Largest town that is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Most {
    /// Residents.
    pub people: u64,
    /// Sites.
    pub sites: u64,
}

/// What was sent.
#[derive(Clone, Copy, Debug)]
pub struct Posted<'a> {
    /// The town file's text.
    pub town: &'a str,
    /// A protocol's, in place of the one the town names.
    pub protocol: Option<&'a str>,
    /// Texts of the files that the town names, by the very names it uses.
    pub files: &'a BTreeMap<String, String>,
}

impl Posted<'_> {
    /// Reads it for the planner; kits are not needed.
    ///
    /// # Errors
    /// As [`super::plan::load`]; [`SetupError::Value`] for a file that is named and was not sent,
    /// and for more than is taken.
    pub fn read(&self, most: Most) -> Result<PlanInput, SetupError> {
        self.with_kits(most, |_, _| Ok(String::new()))
    }

    /// Reads it for a campaign, with its kits, or with others in their place.
    ///
    /// # Errors
    /// As [`Posted::read`], and for kits as [`kit::bundle`].
    pub fn whole(&self, most: Most, kits: &[(String, String)]) -> Result<PlanInput, SetupError> {
        self.with_kits(most, |blame, file| {
            let help = "names a kit, and here is no file of that name: send its text among \
                        `files`, or name a kit's file when the campaign is made";
            let sent = |named: &String| {
                let text = self.files.get(named).ok_or_else(|| blame.error("kits", help))?;
                Ok((named.clone(), text.clone()))
            };
            let own = || file.kits.iter().map(sent).collect::<Result<Vec<_>, SetupError>>();
            kit::bundle(&if kits.is_empty() { own()? } else { kits.to_vec() })
        })
    }

    fn with_kits(
        &self,
        most: Most,
        kits: impl FnOnce(&Blame, &TownFile) -> Result<String, SetupError>,
    ) -> Result<PlanInput, SetupError> {
        let Posted { town, protocol, files } = *self;
        let blame = Blame { file: TOWN, text: town };
        for (name, text) in [(TOWN, town), (PROTOCOL, protocol.unwrap_or_default())] {
            let help = "is longer than 1 MiB: check that this is the file you meant";
            (Blame { file: name, text: "" }).must(text.len() <= TEXT_BYTES_MAX, name, help)?;
        }
        let parts = Town::parts(TOWN, town, |file| {
            bounded(&blame, file, most)?;
            let help = "names a file, and here is none of that name: send its text as `protocol`, \
                        or among `files`";
            let protocol = match (protocol, files.get(&file.protocol)) {
                (Some(text), _) => (PROTOCOL.to_owned(), text.to_owned()),
                (None, Some(text)) => (file.protocol.clone(), text.clone()),
                (None, None) => return Err(blame.error("protocol", help)),
            };
            Ok(Beside { protocol, kits: kits(&blame, file)? })
        })?;
        let find = |named: &str| Ok(files.get(named).map(|text| (named.to_owned(), text.clone())));
        let input = input(parts, &find)?;
        sized(&blame, &input.city, most)?;
        Ok(input)
    }
}

/// Reads a staffing to simulate, the `plan` of a plan's document.
///
/// # Errors
/// [`SetupError::Value`] when it is no plan, the plan of another town, or larger than any.
pub fn staffing(plan: serde_json::Value, city: &City) -> Result<Staffing, SetupError> {
    let blame = Blame { file: PLAN, text: "" };
    let plan: StaffingFile = serde_json::from_value(plan).map_err(|fault| {
        blame.error(PLAN, format!("{fault}; send the `plan` of a plan's document"))
    })?;
    let staffing = plan.staffing(city).map_err(|(key, problem)| blame.error(key, problem))?;
    let of_lists = |lists: &[Vec<u16>]| -> u64 {
        lists.iter().map(|lanes| u64::from(lanes.iter().copied().max().unwrap_or(0))).sum()
    };
    let lanes = of_lists(&staffing.lanes) + of_lists(&staffing.single_lanes);
    let teams: u64 = staffing.mobile_teams.iter().map(|teams| u64::from(*teams)).sum();
    few(&blame, "plan.sites", lanes.max(teams))?;
    Ok(staffing)
}

/// Before anything is built of it.
fn bounded(blame: &Blame, file: &TownFile, most: Most) -> Result<(), SetupError> {
    let laid: u64 = file.townships.iter().map(|place| u64::from(place.sites_synthetic)).sum();
    let sites = laid + file.sites.len() as u64;
    let help = format!("{sites} are more sites than are planned for here, {} at most", most.sites);
    blame.must(sites.max(file.townships.len() as u64) <= most.sites, "townships", &help)?;
    let labs = file.labs.len() + file.planning.bought_labs.len() + file.planning.cabin_labs.len();
    let help = format!("{labs} are more labs than are planned for here, {LABS_MAX} at most");
    blame.must(labs <= LABS_MAX, "labs", &help)
}

/// Before anything is simulated of it.
fn sized(blame: &Blame, city: &City, most: Most) -> Result<(), SetupError> {
    let people = city.people();
    let help = format!(
        "{people} are more people than are planned for here, {} at most: plan with \
         `tenfold plan` on a machine of its own",
        most.people
    );
    blame.must(people <= most.people, "townships", &help)?;
    let lanes = city.sites.iter().map(|site| u64::from(site.lanes_max)).sum();
    few(blame, "planning.lanes_max", lanes)?;
    let cyclers = city.labs.iter().map(|lab| u64::from(lab.cyclers_max)).sum();
    few(blame, "planning.labs", cyclers)?;
    let vehicles = city.labs.iter().map(|lab| u64::from(lab.vehicles.unwrap_or(0))).sum();
    few(blame, "planning.labs", vehicles)
}

fn few(blame: &Blame, key: &str, count: u64) -> Result<(), SetupError> {
    let help = format!("{count} are more than any city has, {THINGS_MAX} at most: correct it");
    blame.must(count <= THINGS_MAX, key, &help)
}
