//! The law, per site, lane, hour, lab and box: nobody who was registered is nowhere.

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::tally::Counts;
use tenfold_domain::transport::Case;
use tenfold_domain::tube::{Column, Stage, Tube};
use utoipa::ToSchema;

use super::Look;
use crate::service::progress::{LabTubes, Progress};
use crate::storage::StoreError;
use crate::storage::tables::query;

/// Boxes in an answer.
const BOXES_MAX: u32 = 1_000;

/// What the law is counted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// Place.
    Site,
    /// Desk.
    Lane,
    /// Hour in which the tube was opened.
    Hour,
    /// Laboratory.
    Lab,
    /// Transport box.
    Box,
}

impl By {
    /// The grain of a word: site, lane, hour, lab, box.
    pub fn from_word(word: &str) -> Option<By> {
        Some(match word {
            "site" => By::Site,
            "lane" => By::Lane,
            "hour" => By::Hour,
            "lab" => By::Lab,
            "box" => By::Box,
            _ => return None,
        })
    }
}

/// People and tubes of one site, lane or hour, or of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountsView {
    /// Number of the site or lane, hour since 1970, or nothing for the total.
    pub id: Option<i64>,
    /// Registrations less withdrawals, counted apart from the columns.
    pub registered: i64,
    /// People by column; together they are the registered.
    pub people: BTreeMap<&'static str, i64>,
    /// Tubes by column.
    pub tubes: BTreeMap<&'static str, i64>,
    /// The law holds.
    pub holds: bool,
}

/// What a lab has had and still has, in tubes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LabCountsView {
    /// The lab.
    pub lab: u32,
    /// Its tubes.
    #[serde(flatten)]
    pub tubes: LabTubes,
    /// Nothing is owed: no count is below zero, and nothing was called that was not received.
    pub holds: bool,
}

/// A box's manifest against where its tubes are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoxCountsView {
    /// The box.
    #[serde(rename = "box")]
    pub box_code: String,
    /// Where it is in its life.
    pub stage: &'static str,
    /// Tubes on its manifest.
    pub count: u16,
    /// Its tubes by stage; together they are the count.
    pub tubes: BTreeMap<&'static str, i64>,
    /// Tubes on its manifest that do not exist, are in another box or at another stage than
    /// the box's: the codes to look for.
    pub astray: Vec<String>,
    /// Tubes that were not in it when it was emptied, until a lab receives them or somebody
    /// reports them lost: the codes to look for.
    pub missing: Vec<String>,
    /// The law holds.
    pub holds: bool,
}

/// The law by one grain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Conservation {
    /// When it was counted.
    pub at_ms: i64,
    /// Everywhere it was looked, the law holds.
    pub holds: bool,
    /// All together.
    pub total: CountsView,
    /// By site, lane or hour.
    pub rows: Vec<CountsView>,
    /// By lab.
    pub labs: Vec<LabCountsView>,
    /// By box: those not emptied and not lost, and those emptied that still miss a tube.
    pub boxes: Vec<BoxCountsView>,
}

/// The law, counted from the board, and for boxes from their manifests.
pub fn conservation(look: &Look<'_>, board: &Progress, by: By) -> Result<Conservation, StoreError> {
    let rows = match by {
        By::Site => board.sites.iter().map(|(id, c)| counts(Some(i64::from(id.0)), c)).collect(),
        By::Lane => grouped(board, |lane, _| lane),
        By::Hour => grouped(board, |_, hour| hour),
        By::Lab | By::Box => Vec::new(),
    };
    let labs = if by == By::Lab { labs(board) } else { Vec::new() };
    let boxes = if by == By::Box { boxes(look)? } else { Vec::new() };
    let total = counts(None, &board.total);
    let holds = total.holds
        && rows.iter().all(|row: &CountsView| row.holds)
        && labs.iter().all(|lab| lab.holds)
        && boxes.iter().all(|case| case.holds);
    Ok(Conservation { at_ms: board.at.0, holds, total, rows, labs, boxes })
}

fn counts(id: Option<i64>, counts: &Counts) -> CountsView {
    let columns = |of: &[i64; 8]| {
        Column::ALL.iter().map(|column| (column.word(), of[*column as usize])).collect()
    };
    CountsView {
        id,
        registered: counts.registered,
        people: columns(&counts.people),
        tubes: columns(&counts.tubes),
        holds: counts.law_holds(),
    }
}

fn grouped(board: &Progress, key: impl Fn(i64, i64) -> i64) -> Vec<CountsView> {
    let mut groups: BTreeMap<i64, Counts> = BTreeMap::new();
    for ((lane, hour), counts) in &board.lanes {
        groups.entry(key(i64::from(lane.0), *hour)).or_default().add(counts);
    }
    groups.iter().map(|(id, group)| counts(Some(*id), group)).collect()
}

fn labs(board: &Progress) -> Vec<LabCountsView> {
    let labs = board.labs.iter();
    labs.map(|(lab, counts)| LabCountsView {
        lab: lab.0,
        tubes: (*counts).into(),
        holds: counts.law_holds(),
    })
    .collect()
}

fn boxes(look: &Look<'_>) -> Result<Vec<BoxCountsView>, StoreError> {
    let mut views = Vec::new();
    for case in query::live_boxes(look.connection, look.region, BOXES_MAX)? {
        views.push(of_box(&case, &look.tubes(&case.tubes)?));
    }
    for case in query::short_boxes(look.connection, look.region, BOXES_MAX)? {
        let view = of_box(&case, &look.tubes(&case.tubes)?);
        views.extend(Some(view).filter(|view| !view.missing.is_empty()));
    }
    Ok(views)
}

fn of_box(case: &Case, tubes: &[Tube]) -> BoxCountsView {
    let mut by_stage: BTreeMap<&'static str, i64> = BTreeMap::new();
    let (mut astray, mut missing) = (Vec::new(), Vec::new());
    for code in &case.tubes {
        let fits = |stage: &Stage| !matches!(stage, Stage::Open | Stage::Sealed);
        match tubes.iter().find(|tube| tube.code == *code) {
            Some(tube) if tube.box_code == Some(case.code) && fits(&tube.stage) => {
                *by_stage.entry(tube.stage.word()).or_default() += 1;
                missing.extend(case.misses(tube).then(|| code.to_string()));
            }
            _ => astray.push(code.to_string()),
        }
    }
    BoxCountsView {
        box_code: case.code.to_string(),
        stage: case.stage.word(),
        count: case.count(),
        tubes: by_stage,
        holds: astray.is_empty() && missing.is_empty(),
        astray,
        missing,
    }
}
