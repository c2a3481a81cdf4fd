//! Which variants `tenfold compare` was asked for, and each of them made ready to be played.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::json;
use tenfold_sim::bounds::Bounds;
use tenfold_sim::needs::{Needs, Planned, by_role};
use tenfold_sim::scenario::Scenario;
use tenfold_sim::sizing::{Outcome, size};
use tenfold_sim::staffing::Staffing;

use super::routing::Routing;
use super::simulate::at_hand;
use super::watched::{Interrupt, search};
use crate::report::compared::{Need, Variant};
use crate::report::ending;
use crate::report::words::Both;
use crate::setup::SetupError;
use crate::setup::change::{Change, Target};
use crate::setup::plan::{self, PlanInput};
use crate::setup::staffing::StaffingFile;

/// More cannot be told apart in one figure, nor read side by side.
const VARIANTS_MAX: usize = 8;

/// A variant that was asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What makes it another than the others.
    name: Both,
    town: PathBuf,
    protocol: Option<PathBuf>,
    change: Option<Change>,
    routing: Option<Routing>,
    /// Who and what is put to work; sized where nobody says.
    staffed: Option<Staffed>,
}

/// Who and what is put to work.
#[derive(Clone, PartialEq, Debug)]
pub enum Staffed {
    /// The staffing of a plan.
    Plan(PathBuf),
    /// What is at hand.
    AtHand,
}

/// What the options name.
pub struct Options<'a> {
    /// Town files, one or more.
    pub towns: &'a [PathBuf],
    /// Plans and what is at hand, none or more.
    pub staffed: Vec<Staffed>,
    /// Values to be swept.
    pub sweep: &'a [Change],
    /// Who says which lab a box goes to, each for every variant; none as the towns say.
    pub routing: &'a [Routing],
    /// In place of each town's own.
    pub protocol: Option<&'a Path>,
}

/// A variant made ready, or why it cannot be.
pub enum Ready {
    /// It can be played.
    Yes(Box<Variant>),
    /// No staffing can do it: why, in sentences.
    Never(Vec<Both>),
}

impl Options<'_> {
    /// The variants, two or more. Of towns and of staffings there is one for all, or one for each.
    ///
    /// # Errors
    /// The options name less than two variants, too many, or do not fit together.
    pub fn variants(&self) -> Result<Vec<Asked>> {
        let (towns, staffed) = (self.towns.len(), self.staffed.len());
        let swept = self.sweep.len();
        if swept > 0 && (towns > 1 || staffed > 1) {
            bail!(
                "--sweep changes one town under one staffing: give one town, and one plan at most"
            );
        }
        let to_plan = self.sweep.iter().any(|change| change.target() == Target::Plan);
        if to_plan && !matches!(self.staffed[..], [Staffed::Plan(_)]) {
            bail!("--sweep: a key that begins with `plan.` changes a plan: give it with --plan");
        }
        let count = swept.max(towns).max(staffed);
        let fits = |one: usize| one <= 1 || one == count;
        if !fits(towns) || !fits(staffed) {
            bail!(
                "{towns} towns and {staffed} plans: give one plan for all towns, or one for each"
            );
        }
        let count = count * self.routing.len().max(1);
        match count {
            0 | 1 => {
                bail!(
                    "nothing to compare: give several town files, several plans, --sweep or \
                     --routing fixed,routed"
                )
            }
            2..=VARIANTS_MAX => {}
            _ => bail!("{count} variants: give {VARIANTS_MAX} at most"),
        }
        Ok((0..count).map(|at| self.variant(at)).collect())
    }

    /// One town under one staffing: nothing but the routing makes variants.
    fn is_one(&self) -> bool {
        self.sweep.is_empty() && self.towns.len() == 1 && self.staffed.len() < 2
    }

    fn variant(&self, number: usize) -> Asked {
        let ways = self.routing.len().max(1);
        let (at, routing) = (number / ways, self.routing.get(number % ways).copied());
        let of = |list: usize| if list > 1 { at } else { 0 };
        let town = self.towns[of(self.towns.len())].clone();
        let staffed = self.staffed.get(of(self.staffed.len())).cloned();
        let change = self.sweep.get(at).cloned();
        let name = match (&change, &staffed) {
            (Some(change), _) => Both::same(change.to_string()),
            (None, Some(Staffed::Plan(plan))) if self.towns.len() == 1 => {
                let plans = self.staffed.iter().filter_map(|staffed| match staffed {
                    Staffed::Plan(path) => Some(path),
                    Staffed::AtHand => None,
                });
                named(plan, plans)
            }
            (None, Some(Staffed::AtHand)) if self.towns.len() == 1 => Both::new("现有", "at hand"),
            _ => named(&town, self.towns.iter()),
        };
        let protocol = self.protocol.map(Path::to_path_buf);
        let name = match routing.filter(|_| ways > 1) {
            Some(routing) if self.is_one() => routing.name(),
            Some(routing) => beside(&name, &routing.name()),
            None => name,
        };
        Asked { name, town, protocol, change, routing, staffed }
    }
}

fn beside(name: &Both, more: &Both) -> Both {
    Both::new(format!("{} · {}", name.zh, more.zh), format!("{} · {}", name.en, more.en))
}

/// A file's name, with its folder where another of the same name is among them.
fn named<'a>(path: &'a Path, all: impl Iterator<Item = &'a PathBuf>) -> Both {
    let twins = all.filter(|other| other.file_stem() == path.file_stem()).count();
    match path.file_stem().filter(|_| twins < 2) {
        Some(stem) => Both::same(stem.to_string_lossy()),
        None => Both::same(path.display().to_string()),
    }
}

impl Asked {
    /// The files of this variant, read and checked.
    ///
    /// # Errors
    /// As [`plan::load_changed`].
    pub fn load(&self) -> Result<PlanInput, SetupError> {
        let change = self.change.as_ref();
        let mut input = plan::load_changed(&self.town, self.protocol.as_deref(), change)?;
        self.routing.iter().for_each(|routing| routing.put(&mut input.city));
        Ok(input)
    }

    /// Staffed as asked, or sized; the search can be stopped, and gives its best so far.
    ///
    /// # Errors
    /// The plan is none or of another town; the town file tells of nobody at hand.
    pub fn ready(&self, input: &PlanInput, seed: u64, interrupt: &Interrupt) -> Result<Ready> {
        let city = &input.city;
        let staffing = match &self.staffed {
            Some(Staffed::Plan(path)) => {
                StaffingFile::load_changed(path, city, self.change.as_ref())?
            }
            Some(Staffed::AtHand) => at_hand(&self.town, input)?,
            None => return Ok(self.sized(input, seed, interrupt)),
        };
        let scenario = city.scenario(&staffing);
        Ok(Ready::Yes(Box::new(self.variant(input, &Bounds::of(city), (&staffing, scenario)))))
    }

    fn sized(&self, input: &PlanInput, seed: u64, interrupt: &Interrupt) -> Ready {
        let message = format!("sizing {}", self.name.en);
        let sized = search(interrupt, message, |watch| size(&input.city, seed, watch));
        let said = ending::sentences(&input.city, &sized.bounds.never, &sized.outcome, None);
        if sized.bounds.never.iter().any(|never| !never.is_of_degree()) {
            return Ready::Never(said.iter().map(|text| self.told(text)).collect());
        }
        let ready = self.variant(input, &sized.bounds, (&sized.staffing, sized.scenario));
        let proven = Some(matches!(sized.outcome, Outcome::Proven { .. }));
        Ready::Yes(Box::new(Variant { proven, said, ..ready }))
    }

    fn told(&self, text: &Both) -> Both {
        Both::new(
            format!("{}：{}", self.name.zh, text.zh),
            format!("{}: {}", self.name.en, text.en),
        )
    }

    fn variant(
        &self,
        input: &PlanInput,
        bounds: &Bounds,
        (staffing, scenario): (&Staffing, Scenario),
    ) -> Variant {
        let city = &input.city;
        let planned = Planned { city, bounds, staffing, scenario: &scenario };
        Variant {
            name: self.name.clone(),
            needs: needs(planned),
            cost: city.cost(staffing),
            proven: None,
            said: Vec::new(),
            plan: json!(StaffingFile::of(city, staffing)),
            scenario,
        }
    }
}

/// Lanes, machines, vehicles and squads, then people by role.
fn needs(planned: Planned<'_>) -> Vec<Need> {
    let scenario = planned.scenario;
    let lanes = scenario.sites.iter().map(|site| {
        let of_period = site.periods.iter().map(|period| period.lanes + period.single_lanes);
        f64::from(of_period.max().unwrap_or(0))
    });
    let cyclers = scenario.labs.iter().map(|lab| f64::from(lab.cyclers)).sum();
    let need = |zh: &str, en: &str, needed| Need { what: Both::new(zh, en), needed };
    let mut needs = vec![
        need("采样台（同时最多）", "Lanes, at most at once", lanes.sum()),
        need("扩增仪", "Thermocyclers", cyclers),
        need("转运车辆", "Vehicles", scenario.vehicles.len() as f64),
        need("复采小队", "Squads", f64::from(scenario.squads)),
    ];
    let roles = by_role(&Needs::of(planned, &[]).staffing);
    needs.extend(roles.iter().map(|role| Need {
        what: Both::new(
            format!("{}（人，含轮换）", role.role_zh),
            format!("{}, people in all crews", role.role_en),
        ),
        needed: f64::from(role.needed),
    }));
    needs
}
