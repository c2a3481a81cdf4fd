//! A thermocycler's file becomes the readings of a plate: every row gets a verdict, what cannot be
//! taken is named and the rest lands; a file for another plate is refused before anything is
//! written. The machine's shape is [`crate::edge::instrument`]'s, the call is the rules'
//! ([`tenfold_domain::ct`]).
//!
//! ```text
//!   bytes ─► instrument::read ─► Run ─┬─► which plate (its code in the file, or its tubes)
//!                                     └─► matched ─► a verdict a row, a reading a well
//! ```

mod matched;
mod parts;
mod view;

use std::sync::Arc;

use axum::body::Bytes;
use tenfold_domain::code::{PlateCode, Region, TubeCode};
use tenfold_domain::ct::Reading;
use tenfold_domain::event::Event;
use tenfold_domain::plate::{Plate, Well};
use tenfold_domain::tube::Stage;

use super::Service;
use super::query::Look;
use super::readers::ReadError;
use crate::edge::instrument::{self, Mapping, Run};
use crate::storage::StoreError;
use crate::storage::tables::query;
use crate::storage::trail::Trail;

pub use parts::Parts;
pub use view::{Evidence, ResultsView, RowView, UnreadView, Word};

/// Tubes of a file, evenly among them, that are asked on which plate they stand or stood last.
const TUBES_ASKED: usize = 12;

/// What was sent.
#[derive(Clone)]
pub struct Sent {
    /// The file.
    pub bytes: Bytes,
    /// The plate, where the sender says it.
    pub plate: Option<PlateCode>,
    /// How to read a machine that is not known.
    pub mapping: Option<Arc<Mapping>>,
    /// The machine, where the sender says it.
    pub machine: Option<String>,
}

/// Longest name of a machine, in bytes.
pub const MACHINE_BYTES_MAX: usize = 100;

/// A file that was understood: readings for the rules, and what is said of its rows.
pub struct Results {
    /// The plate, the kit's targets in order for each of its wells; nothing where the file is
    /// refused.
    pub readings: Option<(PlateCode, Vec<(Well, Reading)>)>,
    /// The machine; nothing where the file is refused before it is known.
    pub machine: Option<String>,
    /// The plate, where the file is of one colour and has to be kept for the others.
    pub part_of: Option<PlateCode>,
    /// What is said.
    pub view: ResultsView,
}

impl Service {
    /// Reads a file against the plate it is for. Nothing is recorded; a file of one colour is kept,
    /// and read together with those of the others.
    pub async fn results(self: &Arc<Self>, of: Region, sent: Sent) -> Result<Results, ReadError> {
        let read = self.read_results(of, sent.clone()).await?;
        let Some(plate) = read.part_of else { return Ok(read) };
        self.keep_part((of, plate), &sent).await?;
        // Once more: of two that come at the same time the later one sees both.
        let read = self.read_results(of, sent).await?;
        // A plate has so many files already that this one was not kept.
        let is_kept = read.part_of.is_none() || read.readings.is_some();
        Ok(if is_kept { read } else { Results::refused(read.view.but_not_kept()) })
    }

    async fn read_results(&self, of: Region, sent: Sent) -> Result<Results, ReadError> {
        let read = move |look: &Look<'_>| {
            let asked = instrument::Asked { mapping: sent.mapping.as_deref(), plate_size: None };
            match instrument::read(&sent.bytes, &asked) {
                Ok(run) => {
                    let machine = machine(&run, &sent);
                    let results = results(look, &run, &sent)?;
                    Ok(Results { machine: Some(machine), ..results })
                }
                Err(unfit) => Ok(Results::refused(ResultsView::unfit(&unfit))),
            }
        };
        self.look(of, read).await
    }
}

impl Results {
    fn refused(view: ResultsView) -> Results {
        Results { readings: None, machine: None, part_of: None, view }
    }
}

/// The machine: as the sender says, else as the file names it, else its maker's shape.
fn machine(run: &Run, sent: &Sent) -> String {
    let facts = &run.head.facts;
    let named = [&facts.instrument, &facts.serial].into_iter().flatten();
    let named: Vec<&str> = named.map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let shape = sent.mapping.as_ref().map_or(run.head.format.word(), |mapping| &mapping.name);
    let mut machine = match &sent.machine {
        Some(said) => said.clone(),
        None if named.is_empty() => shape.to_owned(),
        None => named.join(" "),
    };
    machine.truncate(machine.floor_char_boundary(MACHINE_BYTES_MAX));
    machine
}

fn results(look: &Look<'_>, run: &Run, sent: &Sent) -> Result<Results, StoreError> {
    let Some(plate) = find(look, run, sent.plate)? else {
        return Ok(Results::refused(ResultsView::no_plate(run, sent.plate)));
    };
    let Some(kit) = look.campaign.kit(&plate.kit) else {
        return Err(StoreError::Absent(format!("kit of plate {}", plate.code)));
    };
    let strange = strangers(look, run, &plate)?;
    let rules = &look.campaign.protocol.tube_codes;
    let is_part = parts::is_part(run, sent);
    let kept = if is_part { parts::kept(look, plate.code, run)? } else { Vec::new() };
    let (plate, strange) = (&plate, &strange);
    Ok(matched::matched(&matched::Given { run, is_part, kept: &kept, plate, kit, rules, strange }))
}

/// The plate a file is for: the one that was said, else one whose code the file carries, else the
/// one on which most of its tubes stand or stood last.
fn find(look: &Look<'_>, run: &Run, said: Option<PlateCode>) -> Result<Option<Plate>, StoreError> {
    let plate = |code| -> Result<Option<Plate>, StoreError> {
        Ok(query::plate(look.connection, look.region, code)?.map(|(plate, _)| plate))
    };
    if let Some(code) = said {
        return plate(code);
    }
    let facts = &run.head.facts;
    let texts = [&facts.plate, &facts.experiment].into_iter().flatten();
    // A name may be a path, or have the date beside the code.
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric()));
    for code in words.filter_map(|word| PlateCode::scan(word).ok()) {
        if let Some(found) = plate(code)? {
            return Ok(Some(found));
        }
    }
    let found = query::tubes(look.connection, look.region, &codes(run))?;
    let mut lain = Vec::new();
    for (tube, trail) in found.iter().step_by(found.len().div_ceil(TUBES_ASKED).max(1)) {
        lain.extend(match tube.stage {
            Stage::InTest { plate, .. } => Some(plate),
            // The file may have been read before: a tube that was called remembers its plate.
            _ => last_plate(look, trail)?,
        });
    }
    most(lain.into_iter()).map_or(Ok(None), plate)
}

/// What occurs most often.
fn most(plates: impl Iterator<Item = PlateCode>) -> Option<PlateCode> {
    let mut counts: Vec<(PlateCode, usize)> = Vec::new();
    for plate in plates {
        match counts.iter_mut().find(|(code, _)| *code == plate) {
            Some((_, count)) => *count += 1,
            None => counts.push((plate, 1)),
        }
    }
    counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    counts.first().map(|(code, _)| *code)
}

/// The plate on which a tube was laid last.
fn last_plate(look: &Look<'_>, trail: &Trail) -> Result<Option<PlateCode>, StoreError> {
    let mut places: Vec<_> = trail.facts().collect();
    places.reverse();
    for place in places {
        let fact = look.facts([place])?.pop();
        if let Some(Event::WellLoaded { plate, .. }) = fact.map(|entry| entry.event) {
            return Ok(Some(plate));
        }
    }
    Ok(None)
}

/// Samples of a file that may be tubes' codes, each once.
fn codes(run: &Run) -> Vec<TubeCode> {
    let scanned = run.readings.iter().filter_map(|reading| TubeCode::scan(&reading.sample).ok());
    let mut codes: Vec<TubeCode> = scanned.collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// What is known of samples that are no tubes of the plate, by code.
fn strangers(
    look: &Look<'_>,
    run: &Run,
    plate: &Plate,
) -> Result<Vec<(TubeCode, Word)>, StoreError> {
    let mut strange = codes(run);
    strange.retain(|code| plate.tubes().all(|(_, tube)| tube != *code));
    let word = |stage: &Stage| match stage {
        Stage::Open | Stage::Sealed | Stage::Packed | Stage::InTransit => Word::NotReceived,
        _ => Word::NotOnPlate,
    };
    let found = look.tubes(&strange)?;
    Ok(found.iter().map(|tube| (tube.code, word(&tube.stage))).collect())
}
