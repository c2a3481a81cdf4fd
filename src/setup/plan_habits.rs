//! How people come, how long work takes and what it costs: figures checked one by one.

use tenfold_domain::protocol::Protocol;
use tenfold_domain::term::Class;
use tenfold_sim::scenario::{Arrival, Habits, Span, WALK_IN, Work};
use tenfold_sim::staffing::{CabinNeeds, Costs};

use super::plan_file::PlanningFile;
use super::{Blame, SetupError};

/// Checks one figure after the other; each error names its key.
struct Check<'a> {
    blame: Blame<'a>,
    section: &'static str,
}

impl Check<'_> {
    fn key(&self, name: &str) -> String {
        format!("planning.{}{name}", self.section)
    }

    fn share(&self, name: &str, value: f64) -> Result<(), SetupError> {
        let help = format!("is {value}, but a share must lie between 0 and 1");
        self.blame.must((0.0..=1.0).contains(&value), &self.key(name), &help)
    }

    fn positive_or_nothing(&self, name: &str, value: f64) -> Result<(), SetupError> {
        let help = format!("is {value}, but must not be negative");
        self.blame.must(value >= 0.0 && value.is_finite(), &self.key(name), &help)
    }

    fn span(&self, name: &str, span: Span) -> Result<(), SetupError> {
        self.positive_or_nothing(&format!("{name}.mean_s"), span.mean_s)?;
        let help = format!("is {}, but must lie between 0 and 5", span.cv);
        let spread = (0.0..=5.0).contains(&span.cv);
        self.blame.must(spread, &self.key(&format!("{name}.cv")), &help)
    }
}

/// A share of people who are positive.
///
/// # Errors
/// [`SetupError::Value`] outside of 0 to 1.
pub(super) fn prevalence(blame: &Blame, key: &str, value: f64) -> Result<f64, SetupError> {
    let help = format!("is {value}, but a prevalence is a share between 0 and 1");
    blame.must((0.0..=1.0).contains(&value), key, &help)?;
    Ok(value)
}

/// How people come.
///
/// # Errors
/// [`SetupError::Value`] for shares outside of 0 to 1 or beyond 1 together, an unknown law or
/// class, weights that say nothing.
pub(super) fn habits(
    blame: &Blame,
    protocol: &Protocol,
    file: &PlanningFile,
) -> Result<Habits, SetupError> {
    let (given, usual) = (&file.habits, Habits::default());
    let check = Check { blame: *blame, section: "habits." };
    let by_class = single_of_classes(blame, protocol, file)?;
    let twice = by_class.is_some() && given.single.is_some();
    let help = "write either this or the shares in `planning.classes`";
    blame.must(!twice, "planning.habits.single", help)?;
    let habits = Habits {
        arrival: arrival(blame, file)?,
        no_show: given.no_show.unwrap_or(usual.no_show),
        straggler: given.straggler.unwrap_or(usual.straggler),
        at_home: given.at_home.unwrap_or(usual.at_home),
        single: given.single.or(by_class).unwrap_or(usual.single),
        manual: given.manual.unwrap_or(usual.manual),
        household: given.household.unwrap_or(usual.household),
        clustering: given.clustering.unwrap_or(usual.clustering),
    };
    for (name, value) in [
        ("no_show", habits.no_show),
        ("straggler", habits.straggler),
        ("at_home", habits.at_home),
        ("single", habits.single),
        ("manual", habits.manual),
        ("clustering", habits.clustering),
    ] {
        check.share(name, value)?;
    }
    let help = format!("is {}, but a household has 1 to 20 persons", habits.household);
    blame.must((1.0..=20.0).contains(&habits.household), &check.key("household"), &help)?;
    let help = "is more than everybody together with `at_home` and `straggler`";
    let all = habits.no_show + habits.at_home + habits.straggler;
    blame.must(all <= 1.0, &check.key("no_show"), help)?;
    Ok(habits)
}

fn arrival(blame: &Blame, file: &PlanningFile) -> Result<Arrival, SetupError> {
    let given = &file.habits;
    let word = given.arrival.as_deref().unwrap_or("walk_in");
    let weights = given.walk_in.unwrap_or(WALK_IN);
    let sound = weights.iter().all(|weight| *weight >= 0.0 && weight.is_finite());
    let said = sound && weights.iter().any(|weight| *weight > 0.0);
    let help = "needs 24 weights, one for each hour from midnight, 0 or more and not all 0";
    blame.must(said, "planning.habits.walk_in", help)?;
    let help = "is only used with arrival = \"walk_in\": take it out";
    let used = given.walk_in.is_none() || word == "walk_in";
    blame.must(used, "planning.habits.walk_in", help)?;
    match word {
        "walk_in" => Ok(Arrival::WalkIn(weights)),
        "appointment" => Ok(Arrival::Appointment),
        "start_gun" => Ok(Arrival::StartGun),
        other => {
            let help = format!("{other:?} is unknown: use appointment, walk_in or start_gun");
            Err(blame.error("planning.habits.arrival", help))
        }
    }
}

/// Share of people in classes whose tubes are for one person (R47-R49).
fn single_of_classes(
    blame: &Blame,
    protocol: &Protocol,
    file: &PlanningFile,
) -> Result<Option<f64>, SetupError> {
    if file.classes.is_empty() {
        return Ok(None);
    }
    let check = Check { blame: *blame, section: "classes." };
    let (mut single, mut all) = (0.0, 0.0);
    for (word, share) in &file.classes {
        let words: Vec<&str> = Class::ALL.iter().map(|class| class.word()).collect();
        let help = || format!("is not a class: use one of {}", words.join(", "));
        let class = Class::from_word(word).ok_or_else(|| blame.error(check.key(word), help()))?;
        check.share(word, *share)?;
        all += share;
        if protocol.class(class).capacity == 1 {
            single += share;
        }
    }
    blame.must(all <= 1.0 + 1e-9, "planning.classes", "are more than everybody together")?;
    Ok(Some(single))
}

/// How long work takes, as the file says.
///
/// # Errors
/// [`SetupError::Value`] for negative times, wild scatter, shares outside of 0 to 1.
pub(super) fn work(blame: &Blame, work: &Work) -> Result<(), SetupError> {
    let check = Check { blame: *blame, section: "work." };
    for (name, span) in [
        ("precheck", work.precheck),
        ("register_chip", work.register_chip),
        ("register_manual", work.register_manual),
        ("register_paper", work.register_paper),
        ("home_visit", work.home_visit),
        ("stop", work.stop),
        ("extraction", work.extraction),
        ("cycling", work.cycling),
        ("review", work.review),
        ("recollect", work.recollect),
        ("recollect_back", work.recollect_back),
    ] {
        check.span(name, span)?;
    }
    let help = "must be above 0: a run takes its time";
    blame.must(work.cycling.mean_s > 0.0, "planning.work.cycling.mean_s", help)?;
    for (name, value) in [
        ("swab_cv", work.swab_cv),
        ("drive_cv", work.drive_cv),
        ("gloves_s", work.gloves_s),
        ("shift_change_s", work.shift_change_s),
    ] {
        check.positive_or_nothing(name, value)?;
    }
    check.share("failed_run", work.failed_run)?;
    check.share("grey", work.grey)?;
    let some = work.failed_run < 1.0 && work.grey < 1.0;
    blame.must(some, "planning.work", "some runs must succeed, and some tubes be readable")?;
    check.share("night_speed", work.night_speed)?;
    let help = "must be above 0: at no speed nobody is ever done";
    blame.must(work.night_speed > 0.0, "planning.work.night_speed", help)
}

/// What things cost, as the file says.
///
/// # Errors
/// [`SetupError::Value`] for negative costs.
pub(super) fn costs(blame: &Blame, costs: &Costs) -> Result<(), SetupError> {
    let check = Check { blame: *blame, section: "costs." };
    let Costs { lane_hour, collector_shift, helper_shift, vehicle_hour, team_hour, .. } = *costs;
    for (name, value) in [
        ("lane_hour", lane_hour),
        ("collector_shift", collector_shift),
        ("helper_shift", helper_shift),
        ("vehicle_hour", vehicle_hour),
        ("team_hour", team_hour),
        ("squad_hour", costs.squad_hour),
        ("own_tube", costs.own_tube),
        ("bought_tube", costs.bought_tube),
        ("cabin", costs.cabin),
    ] {
        check.positive_or_nothing(name, value)?;
    }
    Ok(())
}

/// What a cabin's place must offer, as the file says.
///
/// # Errors
/// [`SetupError::Value`] for a measure of nothing or less, and for most cables below fewest.
pub(super) fn cabin_needs(blame: &Blame, needs: &CabinNeeds) -> Result<(), SetupError> {
    let CabinNeeds { cabin_m, ground_m, truck_m, crane_t, power_kw, water_mm, cables } = needs;
    for (name, values) in [
        ("cabin_m", cabin_m.as_slice()),
        ("ground_m", ground_m),
        ("truck_m", &[*truck_m]),
        ("crane_t", &[*crane_t]),
        ("power_kw", &[*power_kw]),
        ("water_mm", water_mm),
    ] {
        let sound = values.iter().all(|value| *value > 0.0 && value.is_finite());
        blame.must(sound, &format!("planning.cabin_needs.{name}"), "must be above 0")?;
    }
    let help = "write the fewest and then the most";
    blame.must(cables[0] <= cables[1], "planning.cabin_needs.cables", help)
}
