//! A plate before anything is pipetted: which tubes go on it and where, and the map for the
//! machine. A proposal records nothing; `load_plate` does, and the rules check it then.

use std::collections::HashMap;

use serde::Serialize;
use tenfold_domain::code::{LabId, PlateCode, Region, TubeCode};
use tenfold_domain::layout::{Grid, by_priority, lay_out};
use tenfold_domain::plate::{Content, Plate};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::Control;
use tenfold_domain::tube::Tube;
use utoipa::ToSchema;

use super::Service;
use super::query::Look;
use super::readers::ReadError;
use crate::edge::instrument::{
    MapFault, MapFile, MapFormat, MapTarget, MapWell, PlateMap, PlateSize, Task,
};
use crate::storage::StoreError;
use crate::storage::tables::query;

/// What is to be laid out.
pub struct Order {
    /// Where.
    pub lab: LabId,
    /// On which plate.
    pub grid: Grid,
    /// Tubes in the order in which they were scanned; nothing takes those that wait, by priority.
    pub scanned: Option<Vec<String>>,
}

/// A plate as it is printed.
pub struct Printed {
    /// The plate.
    pub plate: Plate,
    /// Its lab's name in Chinese and English.
    pub lab: (String, String),
    /// The lab's numbers of the tubes on it.
    pub accessions: HashMap<TubeCode, String>,
}

/// A well of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProposedWell {
    /// The well.
    #[schema(example = "A01")]
    pub well: String,
    /// The specimen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tube: Option<String>,
    /// The control.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "negative")]
    pub control: Option<&'static str>,
}

/// A tube that was scanned and is not on the proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeftOut {
    /// As it was scanned.
    pub tube: String,
    /// The refusal's name, or `NoRoom`.
    pub name: String,
    /// Why, in Chinese.
    pub zh: String,
    /// Why, in English.
    pub en: String,
}

/// A proposed layout: its `wells` are what `load_plate` takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LayoutView {
    /// The lab.
    pub lab: u32,
    /// Specimens column by column, controls last.
    pub wells: Vec<ProposedWell>,
    /// Tubes that wait at the lab and did not find room.
    pub waiting: usize,
    /// Tubes that were scanned and are not on it.
    pub left_out: Vec<LeftOut>,
}

impl Service {
    /// A layout of tubes that wait at a lab, or of those that were scanned. Nothing is recorded.
    pub async fn layout(&self, of: Region, order: Order) -> Result<LayoutView, ReadError> {
        self.look(of, move |look| layout(look, &order)).await
    }

    /// A plate as it is printed; `None` for an unknown plate.
    pub async fn plate_of_lab(
        &self,
        of: Region,
        code: PlateCode,
    ) -> Result<Option<Printed>, ReadError> {
        self.look(of, move |look| {
            let found = query::plate(look.connection, look.region, code)?;
            let Some((plate, _)) = found else { return Ok(None) };
            let lab = look.campaign.lab(plate.lab);
            let names = lab.map(|lab| (lab.name_zh.clone(), lab.name_en.clone()));
            let accessions = accessions(look, &plate)?;
            Ok(Some(Printed { plate, lab: names.unwrap_or_default(), accessions }))
        })
        .await
    }

    /// The map of a plate for a machine; `None` for an unknown plate.
    pub async fn plate_map(
        &self,
        of: Region,
        code: PlateCode,
        format: MapFormat,
    ) -> Result<Option<Result<Vec<MapFile>, MapFault>>, ReadError> {
        self.look(of, move |look| plate_map(look, code, format)).await
    }
}

fn layout(look: &Look<'_>, order: &Order) -> Result<LayoutView, StoreError> {
    let protocol = &look.campaign.protocol;
    let room = order.grid.room(protocol);
    let mut left_out = Vec::new();
    let tubes: Vec<TubeCode> = match &order.scanned {
        Some(scanned) => fit(look, order.lab, scanned, &mut left_out)?,
        None => {
            let mut waiting = query::waiting_at_lab(look.connection, look.region, order.lab)?;
            by_priority(protocol, &mut waiting);
            waiting.iter().map(|one| one.tube).collect()
        }
    };
    let more = tubes.get(room..).unwrap_or_default();
    if order.scanned.is_some() {
        left_out.extend(more.iter().map(|tube| LeftOut {
            tube: tube.to_string(),
            name: "NoRoom".into(),
            zh: "板已满，请放到下一块板".into(),
            en: "the plate is full: put it on the next one".into(),
        }));
    }
    let wells = lay_out(protocol, order.grid, &tubes).into_iter().map(|(well, content)| {
        let (tube, control) = match content {
            Content::Tube(tube) => (Some(tube.to_string()), None),
            Content::Control(control) => (None, Some(control.word())),
        };
        ProposedWell { well: well.to_string(), tube, control }
    });
    let waiting = if order.scanned.is_some() { 0 } else { more.len() };
    Ok(LayoutView { lab: order.lab.0, wells: wells.collect(), waiting, left_out })
}

/// Scanned tubes that may go on a plate, in their order; each other one is named.
fn fit(
    look: &Look<'_>,
    lab: LabId,
    scanned: &[String],
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<TubeCode>, StoreError> {
    let codes: Vec<Option<TubeCode>> =
        scanned.iter().map(|text| TubeCode::scan(text).ok()).collect();
    let known = look.tubes(&codes.iter().flatten().copied().collect::<Vec<_>>())?;
    let mut fits: Vec<TubeCode> = Vec::new();
    for (text, code) in scanned.iter().zip(&codes) {
        let tube = code.and_then(|code| known.iter().find(|tube| tube.code == code));
        let why = match tube {
            None => Some(Refusal::TubeUnknown),
            Some(tube) if fits.contains(&tube.code) => Some(Refusal::TubeOnPlate),
            Some(tube) => unfit(tube, lab),
        };
        match (why, tube) {
            (None, Some(tube)) => fits.push(tube.code),
            (why, _) => {
                let why = why.unwrap_or(Refusal::TubeUnknown);
                let (name, zh, en) = (format!("{why:?}"), why.zh().into(), why.en().into());
                left_out.push(LeftOut { tube: text.chars().take(64).collect(), name, zh, en });
            }
        }
    }
    Ok(fits)
}

/// Why a tube cannot go on a plate here, as `load_plate` would say it.
fn unfit(tube: &Tube, lab: LabId) -> Option<Refusal> {
    match tube.loadable(lab) {
        Err(refused) => Some(refused.refusal),
        Ok(tube) => tube.is_on_plate().then_some(Refusal::TubeOnPlate),
    }
}

/// The lab's numbers of the tubes on a plate.
fn accessions(look: &Look<'_>, plate: &Plate) -> Result<HashMap<TubeCode, String>, StoreError> {
    let codes: Vec<TubeCode> = plate.tubes().map(|(_, tube)| tube).collect();
    let tubes = look.tubes(&codes)?;
    Ok(tubes.iter().filter_map(|tube| Some((tube.code, tube.written_accession()?))).collect())
}

fn plate_map(
    look: &Look<'_>,
    code: PlateCode,
    format: MapFormat,
) -> Result<Option<Result<Vec<MapFile>, MapFault>>, StoreError> {
    let Some((plate, _)) = query::plate(look.connection, look.region, code)? else {
        return Ok(None);
    };
    let kit = look.campaign.kit(&plate.kit);
    let kit = kit.ok_or_else(|| StoreError::Absent(format!("kit of plate {code}")))?;
    let targets = kit.targets.iter();
    let accessions = accessions(look, &plate)?;
    let wells = plate.wells.iter().map(|(well, content)| match content {
        Content::Tube(tube) => {
            let accession = accessions.get(tube).map_or("", String::as_str);
            MapWell { well: *well, sample: tube.as_str(), accession, task: Task::Unknown }
        }
        Content::Control(control) => {
            let sample = match control {
                Control::Positive => "PC",
                Control::Negative => "NC",
                Control::Blank => "NTC",
            };
            MapWell { well: *well, sample, accession: "", task: Task::Control(*control) }
        }
    });
    let wells: Vec<MapWell<'_>> = wells.collect();
    let small = wells.iter().all(|well| PlateSize::Wells96.number(well.well).is_some());
    let map = PlateMap {
        plate: code.as_str(),
        size: if small { PlateSize::Wells96 } else { PlateSize::Wells384 },
        targets: targets
            .map(|target| MapTarget { name: &target.name, reporter: &target.reporter })
            .collect(),
        wells,
    };
    Ok(Some(map.write(format)))
}
