//! Plates: layout and reading.

use super::Decision;
use crate::campaign::Campaign;
use crate::code::{LabId, PlateCode};
use crate::ct::{self, Kit, Reading};
use crate::event::Event;
use crate::plate::{Content, Plate, Well, controls};
use crate::refusal::{Refusal, Refused};
use crate::state::State;
use crate::term::{Call, Control, Difference};
use crate::tube::Stage;

/// A plate is laid out with its controls.
pub fn load(
    state: &State,
    plate: PlateCode,
    lab: LabId,
    kit: &str,
    wells: &[(Well, Content)],
) -> Decision {
    if state.campaign.lab(lab).is_none() {
        return Err(Refusal::LabUnknown.into());
    }
    let tubes = wells.iter().filter_map(|(_, content)| match content {
        Content::Tube(tube) => Some(*tube),
        Content::Control(_) => None,
    });
    for code in tubes.clone() {
        state.tube(code)?.loadable(lab)?;
    }
    if state.plates.contains_key(&plate) {
        return Err(Refusal::PlateKnown.into());
    }
    kit_of(&state.campaign, kit)?;
    for (place, (well, content)) in wells.iter().enumerate() {
        let before = &wells[..place];
        if before.iter().any(|(other, _)| other == well) {
            return Err(Refusal::WellBad.into());
        }
        if let Content::Tube(code) = content {
            let on_plate = state.tube(*code)?.is_on_plate();
            if on_plate || before.iter().any(|(_, other)| other == content) {
                return Err(Refusal::TubeOnPlate.about(*code));
            }
        }
    }
    let (positive, negative) = controls(wells);
    let (positive_min, negative_min) = state.campaign.protocol.lab.controls_min;
    if positive < positive_min || negative < negative_min {
        return Err(Refusal::ControlsMissing.into());
    }
    let mut events = vec![Event::PlateLoaded { plate, lab, kit: kit.to_owned() }];
    let filled = wells.iter().map(|(well, content)| {
        let (well, content) = (*well, *content);
        Event::WellLoaded { plate, well, content }
    });
    events.extend(filled);
    Ok(events)
}

/// Longest lot number.
const LOT_BYTES_MAX: usize = 40;

/// A lab begins another lot: what its control wells read is another distribution from then on.
pub fn lot(state: &State, lab: LabId, kit: &str, control: Option<Control>, lot: &str) -> Decision {
    if state.campaign.lab(lab).is_none() {
        return Err(Refusal::LabUnknown.into());
    }
    kit_of(&state.campaign, kit)?;
    let printed = |sign: u8| sign.is_ascii_alphanumeric() || b"-_./".contains(&sign);
    if !(1..=LOT_BYTES_MAX).contains(&lot.len()) || !lot.bytes().all(printed) {
        return Err(Refusal::LotBad.into());
    }
    Ok(vec![Event::LotBegun { lab, kit: kit.to_owned(), control, lot: lot.to_owned() }])
}

fn kit_of<'a>(campaign: &'a Campaign, name: &str) -> Result<&'a Kit, Refused> {
    campaign.kit(name).ok_or_else(|| Refusal::KitUnknown.into())
}

/// A plate's readings become calls; a failed control sends its tubes back, and a well that could
/// not be read its tube. The same file again changes nothing.
pub fn read(
    state: &State,
    code: PlateCode,
    readings: &[(Well, Reading)],
    machine: Option<&str>,
) -> Decision {
    let plate = state.plates.get(&code).ok_or(Refusal::PlateUnknown)?;
    let kit = kit_of(&state.campaign, &plate.kit)?;
    let fits = readings.len() == plate.wells.len()
        && readings.iter().enumerate().all(|(place, (well, reading))| {
            plate.at(*well).is_some()
                && (reading.is_empty() || reading.len() == kit.targets.len())
                && !readings[..place].iter().any(|(other, _)| other == well)
        });
    if !fits {
        return Err(Refusal::ReadingsBad.into());
    }
    let valid = readings.iter().all(|(well, reading)| match plate.at(*well) {
        Some(Content::Control(control)) => ct::control_holds(kit, control, reading),
        _ => true,
    });
    if plate.read_at.is_some() {
        return same_again(state, plate, kit, readings, valid);
    }
    let mut events = vec![Event::RunRead { plate: code, valid }];
    let of_controls = |(well, reading)| controls_read(plate, kit, machine, (well, reading), valid);
    events.extend(readings.iter().map(|(well, reading)| (*well, reading)).flat_map(of_controls));
    if valid {
        for (well, reading) in readings {
            events.extend(called(state, plate, kit, *well, reading));
            events.extend(contradicts(state, plate, kit, *well, reading));
        }
    }
    Ok(events)
}

/// What a control well read of each target; nothing where it could not be read, or of a specimen.
fn controls_read(
    plate: &Plate,
    kit: &Kit,
    machine: Option<&str>,
    (well, reading): (Well, &Reading),
    valid: bool,
) -> Vec<Event> {
    let Some(Content::Control(control)) = plate.at(well) else { return Vec::new() };
    let targets = kit.targets.iter().zip(reading);
    let of_target = targets.map(|(target, ct)| Event::ControlRead {
        plate: plate.code,
        lab: plate.lab,
        kit: kit.name.clone(),
        machine: machine.map(str::to_owned),
        well,
        control,
        target: target.name.clone(),
        ct: *ct,
        valid,
    });
    of_target.collect()
}

/// A reading of a specimen that has another call already, by hand or from another plate, is named:
/// a positive that nobody expected must not vanish.
fn contradicts(
    state: &State,
    plate: &Plate,
    kit: &Kit,
    well: Well,
    reading: &Reading,
) -> Option<Event> {
    let Some(Content::Tube(code)) = plate.at(well) else { return None };
    let has = state.under_label(code)?.stage.call()?;
    let reads = ct::call(kit, reading);
    (reads != has).then(|| Event::Differed {
        difference: Difference::Reading,
        tube: Some(code),
        box_code: None,
        expected: i64::from(has.number()),
        counted: i64::from(reads.number()),
    })
}

fn called(state: &State, plate: &Plate, kit: &Kit, well: Well, reading: &Reading) -> Option<Event> {
    let Some(Content::Tube(code)) = plate.at(well) else { return None };
    let attempts = match state.tubes.get(&code)?.stage {
        Stage::InTest { attempts, plate: on, .. } if on == plate.code => attempts,
        _ => return None,
    };
    Some(Event::Called {
        tube: code,
        lab: plate.lab,
        call: ct::call(kit, reading),
        attempt: attempts.saturating_add(1),
        plate: Some(plate.code),
        well: Some(well),
        ct: ct::strongest(kit, reading),
    })
}

/// Readings of a plate that was read before: fine when no specimen would be called otherwise.
fn same_again(
    state: &State,
    plate: &Plate,
    kit: &Kit,
    readings: &[(Well, Reading)],
    valid: bool,
) -> Decision {
    let agrees = |(well, reading): &(Well, Reading)| {
        let Some(Content::Tube(code)) = plate.at(*well) else { return true };
        let Some(tube) = state.under_label(code).filter(|tube| !tube.is_spent()) else {
            return true; // given up before the plate was read: there is nothing to compare
        };
        let call = ct::call(kit, reading);
        // An unclear reading may have been followed by a retest that says something else.
        matches!(call, Call::Grey | Call::Invalid) || tube.stage.call() == Some(call)
    };
    if !valid || readings.iter().all(agrees) {
        return Ok(Vec::new());
    }
    Err(Refusal::PlateRead.into())
}
