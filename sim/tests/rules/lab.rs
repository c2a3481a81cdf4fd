//! Runs of plates as a lab would enter them: layout, readings, review.

use tenfold_domain::code::PlateCode;
use tenfold_domain::command::Act;
use tenfold_domain::ct::{Ct, Reading};
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::term::Control;
use tenfold_sim::record::{Records, RunRecord, TubeRecord};

use super::ground::lab_id;
use super::script::{LOAD, READ, REVIEW, Step, code, staff};

/// Rows and columns of a plate.
const WELLS: usize = 96;

/// What the machine draws for two viral targets and the internal control.
fn reading(viral: [Option<u16>; 2]) -> Reading {
    viral.into_iter().chain([Some(2_700)]).map(|ct| ct.map(Ct)).collect()
}

fn positive() -> Reading {
    reading([Some(2_800), Some(2_900)])
}

fn negative() -> Reading {
    reading([None, None])
}

fn grey() -> Reading {
    reading([Some(3_850), None])
}

fn well(place: usize) -> Well {
    assert!(place < WELLS, "no plate has so many wells");
    let (row, column) = (place / 12, place % 12 + 1);
    let row = char::from(b'A' + row as u8);
    Well::parse(&format!("{row}{column}")).expect("a well")
}

/// Every run of every plate. A run whose controls failed is laid out again under a new label.
pub fn plates(records: &Records, steps: &mut Vec<Step>) {
    for run in &records.runs {
        let on = |tube: &&TubeRecord| [tube.plate, tube.grey_plate].contains(&Some(run.plate));
        let tubes: Vec<&TubeRecord> = records.tubes.iter().filter(on).collect();
        load(run, &tubes, steps);
        read(run, &tubes, steps);
        review(run, &tubes, steps);
    }
}

fn label(run: &RunRecord) -> PlateCode {
    PlateCode::scan(&format!("P{}R{}", run.plate, run.run)).expect("a label")
}

fn load(run: &RunRecord, tubes: &[&TubeRecord], steps: &mut Vec<Step>) {
    let specimens = tubes.iter().map(|tube| Content::Tube(code(tube.number)));
    let controls = [Control::Positive, Control::Negative].map(Content::Control);
    let wells = controls.into_iter().chain(specimens);
    let wells = wells.enumerate().map(|(place, content)| (well(place), content)).collect();
    let (plate, kit) = (label(run), "orf-n".to_owned());
    let act = Act::LoadPlate { plate, lab: lab_id(run.lab), kit, wells };
    steps.push(Step { at: run.loaded_at, rank: LOAD, by: staff(7, run.lab), act });
}

fn read(run: &RunRecord, tubes: &[&TubeRecord], steps: &mut Vec<Step>) {
    let Some((at, valid)) = run.read_at.zip(run.valid) else { return };
    // The positive control of a failed run draws no curve.
    let controls = [if valid { positive() } else { negative() }, negative()];
    let specimen = |tube: &&TubeRecord| match tube {
        tube if tube.unclear || tube.grey_plate == Some(run.plate) => grey(),
        tube if tube.positives > 0 => positive(),
        _ => negative(),
    };
    let readings = controls.into_iter().chain(tubes.iter().map(specimen));
    let readings = readings.enumerate().map(|(place, reading)| (well(place), reading)).collect();
    let act = Act::ReadPlate { plate: label(run), readings, machine: None };
    steps.push(Step { at, rank: READ, by: staff(7, run.lab), act });
}

fn review(run: &RunRecord, tubes: &[&TubeRecord], steps: &mut Vec<Step>) {
    let Some(at) = run.reviewed_at else { return };
    for tube in tubes.iter().filter(|tube| tube.grey_plate != Some(run.plate)) {
        let act = Act::Review { tube: code(tube.number) };
        steps.push(Step { at, rank: REVIEW, by: staff(8, run.lab), act });
    }
}
