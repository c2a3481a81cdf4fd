//! Putting a region's counts and lists back at start, and what a fact names.

use tenfold_domain::code::PersonKey;
use tenfold_domain::event::Event;
use tenfold_domain::state::{State, Touch};
use tenfold_domain::term::Call;
use tenfold_domain::tube::Column;

use crate::storage::{LabWord, SealedBox, Standing, TubeGroup, head};

/// Puts counts and open lists into an empty state.
pub fn restore(state: &mut State, standing: Standing) {
    for group in &standing.tubes {
        restore_counts(state, group);
    }
    for SealedBox { code, load, routed } in standing.boxes {
        state.books.sealed(code, load);
        let Some((lab, start_at, in_time)) = routed else { continue };
        state.tally.lab(lab).expected += i64::from(load.tubes);
        if let Some(start_at) = start_at {
            state.books.reserve(code, (lab, start_at, in_time));
        }
    }
    for (site, at) in standing.fetched {
        state.books.fetched_at(site, at);
    }
    for (lab, word) in standing.labs {
        match word {
            LabWord::Closed(closing) => state.books.close(lab, closing),
            LabWord::Opened => state.books.open(lab),
            LabWord::Run(valid) => state.books.run_read(lab, valid),
            LabWord::Limited(rate, tests_left) => state.books.limit(lab, rate, tests_left),
        }
    }
    for (lab, tubes) in standing.rejected {
        state.tally.lab(lab).rejected = tubes;
    }
    for (lab, number) in standing.accession {
        state.tally.lab(lab).accession = number;
    }
    state.notices = standing.notices.into_iter().collect();
    state.discrepancies = standing.discrepancies.into_iter().collect();
    state.gloves = standing.gloves.into_iter().collect();
}

fn restore_counts(state: &mut State, group: &TubeGroup) {
    let Some(column) = head::column(group.stage) else { return };
    let counts = state.tally.lanes.entry((group.lane, group.hour)).or_default();
    counts.registered += group.people;
    counts.people[column as usize] += group.people;
    counts.tubes[column as usize] += group.tubes;
    if let Some(lab) = group.lab {
        let lab = state.tally.lab(lab);
        lab.received += group.tubes;
        let waiting = matches!(column, Column::Received | Column::InTest);
        lab.backlog += if waiting { group.tubes } else { 0 };
        lab.in_test += if column == Column::InTest { group.tubes } else { 0 };
        lab.called += if group.call.is_some() { group.tubes } else { 0 };
        lab.positive += if group.call == Some(Call::Positive) { group.tubes } else { 0 };
    }
}

/// The heads a fact changes by name.
pub fn named_by(event: &Event, mut see: impl FnMut(Touch)) {
    match event {
        Event::TubeOpened { tube, .. }
        | Event::Swabbed { tube, .. }
        | Event::TubeSealed { tube, .. }
        | Event::TubeVoided { tube, .. }
        | Event::TubeFound { tube }
        | Event::TubeReceived { tube, .. }
        | Event::TubeRejected { tube, .. }
        | Event::Called { tube, .. }
        | Event::CallAmended { tube, .. }
        | Event::AmendedFor { tube, .. }
        | Event::BlindMarked { tube, .. }
        | Event::BlindCompared { tube, .. }
        | Event::BlindSpared { tube, .. }
        | Event::Reviewed { tube, .. }
        | Event::Published { tube, .. }
        | Event::Stored { tube, .. }
        | Event::Discarded { tube }
        | Event::Overridden { tube, .. }
        | Event::GuardianNamed { tube, .. }
        | Event::Registered { tube, .. } => see(Touch::Tube(*tube)),
        Event::Withdrawn { tube, person, .. } => {
            see(Touch::Tube(*tube));
            see(Touch::Person(*person));
        }
        Event::TubeRelabelled { tube, to, .. } => {
            [tube, to].into_iter().for_each(|code| see(Touch::Tube(*code)));
        }
        Event::TubePacked { box_code, tube } | Event::TubeUnpacked { box_code, tube } => {
            see(Touch::Box(*box_code));
            see(Touch::Tube(*tube));
        }
        Event::BoxOpened { box_code, .. }
        | Event::BoxSealed { box_code, .. }
        | Event::BoxRouted { box_code, .. }
        | Event::BoxReserved { box_code, .. }
        | Event::BoxUnrouted { box_code, .. }
        | Event::HandedOver { box_code, .. }
        | Event::BoxLost { box_code }
        | Event::BoxReceived { box_code, .. }
        | Event::BoxEmptied { box_code, .. } => see(Touch::Box(*box_code)),
        Event::PlateLoaded { plate, .. }
        | Event::RunRead { plate, .. }
        | Event::ControlRead { plate, .. } => see(Touch::Plate(*plate)),
        Event::WellLoaded { plate, content, .. } => {
            see(Touch::Plate(*plate));
            content.tube().into_iter().for_each(|tube| see(Touch::Tube(tube)));
        }
        _ => whose(event).into_iter().for_each(|person| see(Touch::Person(person))),
    }
}

/// Whose recollection or course a fact changes.
fn whose(event: &Event) -> Option<PersonKey> {
    match event {
        Event::RecollectionOpened { person, .. }
        | Event::RecollectionAssigned { person, .. }
        | Event::RecollectionAttempted { person, .. }
        | Event::RecollectionSampled { person, .. }
        | Event::RecollectionEnded { person, .. }
        | Event::RecollectionClosed { person, .. }
        | Event::RecollectionCancelled { person, .. }
        | Event::CourseBegun { person, .. }
        | Event::CourseSampled { person, .. }
        | Event::CourseResulted { person, .. }
        | Event::CourseEnded { person, .. } => Some(*person),
        _ => None,
    }
}
