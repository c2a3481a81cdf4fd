//! Cycle numbers, kits and how they become a call (R141: cut-offs belong to the kit).

use crate::term::{Call, Method};

/// A cycle number in hundredths: 3450 is 34.50.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Ct(pub u16);

/// What the machine read in one well: a Ct for every target that rose, in the kit's order of
/// targets; `None` is no curve. Of no length where nothing could be read there: that is no
/// negative, whatever the kit.
pub type Reading = Vec<Option<Ct>>;

/// The rule table of a reagent kit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kit {
    /// Short name.
    pub name: String,
    /// Targets in the order readings come.
    pub targets: Vec<Target>,
    /// How many viral targets must rise for a positive.
    pub targets_for_positive: u8,
    /// What a report tells of it (R140); no report is made where its file does not say.
    pub assay: Option<Assay>,
}

/// How a kit tests, as its insert prints it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Assay {
    /// The method.
    pub method: Method,
    /// The fewest copies in a millilitre that it detects.
    pub limit_copies_per_ml: u32,
}

/// One channel of a kit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// Gene or control, as the insert names it.
    pub name: String,
    /// The colour it is read in; empty where the kit's file does not say.
    pub reporter: String,
    /// How a machine's file may call it as well.
    pub also: Vec<String>,
    /// The internal control: must rise in every specimen.
    pub internal_control: bool,
    /// Rises up to here count.
    pub positive_max: Ct,
    /// Rises above `positive_max` and up to here are grey; equal when there is no grey zone.
    pub grey_max: Ct,
}

impl Target {
    /// A file that says this means this target; large and small letters are alike.
    pub fn is_named(&self, text: &str) -> bool {
        let same = |name: &String| name.trim().eq_ignore_ascii_case(text.trim());
        let is_said = |name: &&String| !name.trim().is_empty();
        [&self.name, &self.reporter].into_iter().chain(&self.also).filter(is_said).any(same)
    }
}

/// How many targets of a well rose clearly, and how many in the grey zone.
fn viral(kit: &Kit, reading: &[Option<Ct>]) -> (u8, u8) {
    let rises = kit.targets.iter().zip(reading).filter(|(target, _)| !target.internal_control);
    rises.fold((0, 0), |(clear, grey), (target, ct)| match ct {
        Some(ct) if *ct <= target.positive_max => (clear + 1, grey),
        Some(ct) if *ct <= target.grey_max => (clear, grey + 1),
        _ => (clear, grey),
    })
}

/// Whether the internal control rose (a kit without one always says yes).
fn control_rose(kit: &Kit, reading: &[Option<Ct>]) -> bool {
    kit.targets
        .iter()
        .zip(reading)
        .filter(|(target, _)| target.internal_control)
        .all(|(target, ct)| ct.is_some_and(|ct| ct <= target.positive_max))
}

/// The call of a specimen well. A clear positive needs no internal control: strong targets
/// may starve it.
pub fn call(kit: &Kit, reading: &[Option<Ct>]) -> Call {
    if reading.is_empty() {
        return Call::Invalid;
    }
    let (clear, grey) = viral(kit, reading);
    if clear >= kit.targets_for_positive {
        Call::Positive
    } else if clear + grey > 0 {
        Call::Grey
    } else if control_rose(kit, reading) {
        Call::Negative
    } else {
        Call::Invalid
    }
}

/// Whether a control well reads as it must: a positive control rises in every viral target, a
/// negative or blank in none, and neither is left unread.
pub fn control_holds(kit: &Kit, control: crate::term::Control, reading: &[Option<Ct>]) -> bool {
    if reading.is_empty() {
        return false;
    }
    let (clear, grey) = viral(kit, reading);
    let targets = kit.targets.iter().filter(|target| !target.internal_control).count();
    match control {
        crate::term::Control::Positive => usize::from(clear) == targets,
        crate::term::Control::Negative | crate::term::Control::Blank => clear + grey == 0,
    }
}

/// The smallest viral Ct of a reading: how strong the specimen is.
pub fn strongest(kit: &Kit, reading: &[Option<Ct>]) -> Option<Ct> {
    let viral = kit.targets.iter().zip(reading).filter(|(target, _)| !target.internal_control);
    viral.filter_map(|(_, ct)| *ct).min()
}
