//! A town: its places, labs and rounds, and from them the [`Campaign`] of its region.
//!
//! Sites and lanes are numbered through the region in the order of the file, from 1, so that a
//! number on a tablet stays what it was as long as the file only grows at its end.

mod build;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{LabId, SiteId};

use super::change::{self, Change};
use super::geo::{Position, Travel};
use super::plan_file::{FailureFile, PlanningFile};
use super::town_file::{TownFile, offset};
use super::{Blame, SetupError, kit, mark, parse, protocol, read};

/// Everything known of a town.
#[derive(Clone, PartialEq, Debug)]
pub struct Town {
    /// What the rules read.
    pub campaign: Campaign,
    /// Townships, in the order of the file.
    pub townships: Vec<Township>,
    /// Communities whose population is known.
    pub communities: Vec<Community>,
    /// The protocol's text, empty where no file told it: a campaign keeps it and needs no file
    /// again.
    pub protocol: String,
    /// The kits' text, as [`kit::all`] reads it.
    pub kits: String,
    /// Position of each site, in the order of `campaign.sites`.
    pub positions: Vec<Option<Position>>,
    /// Figures of each lab, in the order of `campaign.labs`.
    pub labs: Vec<LabFigures>,
}

/// A township or street.
#[derive(Clone, PartialEq, Debug)]
pub struct Township {
    /// Nine-digit number; the first six are the region's.
    pub code: u32,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Residents.
    pub population: Figure,
    /// Of its seat.
    pub position: Option<Position>,
    /// Country roads lead there.
    pub country: bool,
}

/// A community or village of a township.
#[derive(Clone, PartialEq, Debug)]
pub struct Community {
    /// Its township's nine-digit number.
    pub township: u32,
    /// Name in Chinese.
    pub name_zh: String,
    /// Residents.
    pub population: Figure,
}

/// What a lab can do in a day.
#[derive(Clone, PartialEq, Debug)]
pub struct LabFigures {
    /// Which lab.
    pub id: LabId,
    /// Tubes in a day.
    pub tubes_per_day: Figure,
    /// Hours it works in a day.
    pub hours_per_day: Figure,
    /// Where it is.
    pub position: Option<Position>,
}

/// A number and whether somebody made it up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figure {
    /// The number.
    pub value: u32,
    /// Invented: say so wherever it is shown.
    pub synthetic: bool,
}

/// What a town file names and does not hold.
pub(super) struct Beside {
    /// The protocol's name, for error texts, and its text.
    pub protocol: (String, String),
    /// The kits' text, as [`kit::all`] reads it; the planner needs none.
    pub kits: String,
}

/// A town file read for the planner.
pub(super) struct Parts {
    /// The file's name, for error texts.
    pub name: String,
    /// The file's text, for their lines.
    pub text: String,
    /// Keys of the planner's sections whose values are invented.
    pub marks: BTreeSet<String>,
    /// Minutes that local clocks are ahead of UTC, by round, as its start is written.
    pub offsets: Vec<i64>,
    /// Labs that the file fixes for sites it names.
    pub fixed_labs: Vec<(SiteId, LabId)>,
    /// The town.
    pub town: Town,
    /// How drives are estimated, and where measured ones are.
    pub travel: Travel,
    /// The section `[planning]`.
    pub planning: PlanningFile,
    /// The list `[[failures]]`.
    pub failures: Vec<FailureFile>,
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.synthetic { " (synthetic)" } else { "" };
        write!(f, "{}{mark}", self.value)
    }
}

impl Town {
    /// Residents of all townships.
    pub fn population(&self) -> u64 {
        self.townships.iter().map(|township| u64::from(township.population.value)).sum()
    }

    /// Tubes all labs can test in a day.
    pub fn tubes_per_day(&self) -> u64 {
        self.labs.iter().map(|lab| u64::from(lab.tubes_per_day.value)).sum()
    }

    /// Reads a town file, and the protocol and the kits it names; their paths are relative to
    /// the town file's folder.
    ///
    /// # Errors
    /// [`SetupError`] of this file or of one it names; see [`Town::build`] for what is checked.
    pub fn load(path: &Path) -> Result<Town, SetupError> {
        Town::load_with(path, None, &[])
    }

    /// As [`Town::load`], with another protocol and other kits than the file names, where given;
    /// their paths are as they stand.
    ///
    /// # Errors
    /// As [`Town::load`].
    pub fn load_with(
        path: &Path,
        protocol: Option<&Path>,
        kits: &[PathBuf],
    ) -> Result<Town, SetupError> {
        Ok(Town::load_parts(path, protocol, kits, None)?.town)
    }

    /// As [`Town::load_with`], and what only the planner wants to know; with one value of the
    /// town file or of the protocol changed, where asked.
    pub(super) fn load_parts(
        path: &Path,
        protocol: Option<&Path>,
        kits: &[PathBuf],
        change: Option<&Change>,
    ) -> Result<Parts, SetupError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let beside = |file: &TownFile| {
            let protocol = protocol.map_or_else(|| folder.join(&file.protocol), Path::to_path_buf);
            let own = || file.kits.iter().map(|kit| folder.join(kit)).collect();
            let kits = if kits.is_empty() { own() } else { kits.to_vec() };
            let content = |path: &PathBuf| Ok((path.display().to_string(), read(path)?));
            let (shown, rules) = content(&protocol)?;
            let protocol =
                (shown.clone(), change::applied(change, change::Target::Protocol, &shown, rules)?);
            let kits = kits.iter().map(content).collect::<Result<Vec<_>, _>>()?;
            Ok(Beside { protocol, kits: kit::bundle(&kits)? })
        };
        let name = path.display().to_string();
        let text = change::applied(change, change::Target::Town, &name, read(path)?)?;
        Town::parts(&name, &text, beside)
    }

    /// From texts alone; `beside` finds those that the file names.
    pub(super) fn parts(
        name: &str,
        text: &str,
        beside: impl FnOnce(&TownFile) -> Result<Beside, SetupError>,
    ) -> Result<Parts, SetupError> {
        let (bare, marks) = mark::blank(text, &["planning", "failures"]);
        let mut file: TownFile = parse(name, &bare)?;
        let planning = std::mem::take(&mut file.planning);
        let failures = std::mem::take(&mut file.failures);
        let travel = file.travel.clone();
        let fixed: Vec<Option<u32>> = file.sites.iter().map(|site| site.lab).collect();
        let offsets = file.rounds.iter().map(|round| offset(&round.starts_at)).collect();
        let Beside { protocol: (shown, protocol), kits } = beside(&file)?;
        let rules = protocol::from_toml(&shown, &protocol)?;
        let mut town = Town::build(Blame { file: name, text }, file, rules)?;
        if !kits.is_empty() {
            town.campaign.kits = kit::all(name, &kits)?;
        }
        (town.protocol, town.kits) = (protocol, kits);
        let named = &town.campaign.sites[town.campaign.sites.len() - fixed.len()..];
        let fixed = named.iter().zip(fixed).filter_map(|(site, lab)| Some((site.id, LabId(lab?))));
        let fixed_labs = fixed.collect();
        let (name, text) = (name.to_owned(), text.to_owned());
        Ok(Parts { name, text, marks, offsets, fixed_labs, town, travel, planning, failures })
    }

    /// Lanes of each site, in the order of the sites.
    pub(super) fn lanes_by_site(&self) -> Vec<u64> {
        let sites = self.campaign.lanes.iter().map(|lane| lane.site.0).max().unwrap_or(0);
        let mut counts = vec![0; (sites as usize).max(self.campaign.sites.len())];
        for lane in &self.campaign.lanes {
            counts[lane.site.0 as usize - 1] += 1;
        }
        counts
    }
}
