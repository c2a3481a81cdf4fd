//! The board's shape on the wire; `pages/board.js` draws it.

use serde::Serialize;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::tally::Counts;
use tenfold_domain::time::At;
use utoipa::ToSchema;

use crate::service::progress::{LabTubes, Progress};
use crate::service::query::late::LateCounts;

/// Where everybody of a region is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressView {
    /// When it was taken.
    pub at_ms: i64,
    /// The region.
    #[schema(example = 360_781)]
    pub region: u32,
    /// The campaign.
    #[schema(example = "瑞金市 2022")]
    pub name: String,
    /// People the grid expects.
    pub roster: u64,
    /// People the newest round has reached, out of the roster.
    pub coverage: CoverageView,
    /// Registrations in each step, of all rounds: who gave two swabs stands there twice.
    pub totals: Totals,
    /// Tubes in each step.
    pub tubes: Steps,
    /// Everybody registered stands in exactly one step, at every lane.
    pub law_holds: bool,
    /// Registrations a minute, now.
    pub rate_per_minute: f64,
    /// By hour.
    pub hours: Vec<HourView>,
    /// By site.
    pub sites: Vec<SiteProgress>,
    /// By lab.
    pub labs: Vec<LabProgress>,
    /// What is late or soon will be.
    pub late: LateCounts,
    /// Second swabs owed.
    pub recollections: Owed,
    /// Notices that their parties have not confirmed.
    pub notices: Silent,
    /// Differences nobody has settled.
    pub discrepancies: u64,
}

/// How many people a round has reached, each once, however many swabs they gave.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverageView {
    /// The newest round in which anybody was registered; 0 before the first.
    pub round: u32,
    /// People registered in it and not withdrawn.
    pub people: u64,
}

/// How many are in each step of the way.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Steps {
    /// In an open tube.
    pub open: i64,
    /// In a sealed tube.
    pub sealed: i64,
    /// In a box at the site.
    pub boxed: i64,
    /// On the way.
    pub in_transit: i64,
    /// At a lab.
    pub received: i64,
    /// On a plate.
    pub in_test: i64,
    /// Called.
    pub resulted: i64,
    /// Void or rejected.
    pub void: i64,
}

impl From<[i64; 8]> for Steps {
    fn from(columns: [i64; 8]) -> Steps {
        let [open, sealed, boxed, in_transit, received, in_test, resulted, void] = columns;
        Steps { open, sealed, boxed, in_transit, received, in_test, resulted, void }
    }
}

/// People registered, and where they stand.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Totals {
    /// Registered and not withdrawn.
    pub registered: i64,
    /// The steps, which add up to it.
    #[serde(flatten)]
    pub steps: Steps,
}

impl From<&Counts> for Totals {
    fn from(counts: &Counts) -> Totals {
        Totals { registered: counts.registered, steps: counts.people.into() }
    }
}

/// One hour.
#[derive(Debug, Serialize, ToSchema)]
pub struct HourView {
    /// Hours since 1970.
    pub hour: i64,
    /// People in tubes opened in it.
    pub registered: i64,
}

/// One site.
#[derive(Debug, Serialize, ToSchema)]
pub struct SiteProgress {
    /// Number.
    pub site: u32,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Its people.
    pub totals: Totals,
}

/// One lab, in tubes.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabProgress {
    /// Number.
    pub lab: u32,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// What it can do in an hour.
    pub tubes_per_hour: u32,
    /// Its tubes.
    #[serde(flatten)]
    pub tubes: LabTubes,
}

/// Second swabs owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Owed {
    /// All.
    pub open: u64,
    /// Past their limit.
    pub late: u64,
}

/// Notices that their parties have not confirmed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Silent {
    /// All.
    pub unconfirmed: u64,
    /// Raised since, by the protocol's steps.
    pub escalated: u64,
}

impl ProgressView {
    /// A board for the wire, as of `at`.
    pub fn of(campaign: &Campaign, progress: &Progress, at: At, late: LateCounts) -> ProgressView {
        let mut hours: Vec<HourView> = Vec::new();
        let mut by_hour: Vec<_> = progress.lanes.iter().map(|((_, hour), n)| (*hour, n)).collect();
        by_hour.sort_unstable_by_key(|(hour, _)| *hour);
        for (hour, counts) in by_hour {
            match hours.last_mut().filter(|last| last.hour == hour) {
                Some(last) => last.registered += counts.registered,
                None => hours.push(HourView { hour, registered: counts.registered }),
            }
        }
        let sites = progress.sites.iter().filter_map(|(id, counts)| {
            let site = campaign.site(*id)?;
            Some(SiteProgress {
                site: id.0,
                name_zh: site.name_zh.clone(),
                name_en: site.name_en.clone(),
                totals: counts.into(),
            })
        });
        let (open, owed_late) = progress.recollections;
        let (unconfirmed, escalated) = progress.notices;
        ProgressView {
            at_ms: at.0,
            region: campaign.region.0,
            name: campaign.name.clone(),
            roster: progress.roster.values().sum(),
            coverage: CoverageView {
                round: progress.coverage.round.0,
                people: progress.coverage.people,
            },
            totals: (&progress.total).into(),
            tubes: progress.total.tubes.into(),
            law_holds: progress.lanes.values().all(Counts::law_holds),
            rate_per_minute: progress.rate_per_minute,
            hours,
            sites: sites.collect(),
            labs: labs(campaign, progress),
            late,
            recollections: Owed { open, late: owed_late },
            notices: Silent { unconfirmed, escalated },
            discrepancies: progress.discrepancies,
        }
    }
}

fn labs(campaign: &Campaign, progress: &Progress) -> Vec<LabProgress> {
    let view = |lab: &tenfold_domain::campaign::Lab| LabProgress {
        lab: lab.id.0,
        name_zh: lab.name_zh.clone(),
        name_en: lab.name_en.clone(),
        tubes_per_hour: lab.tubes_per_hour,
        tubes: progress.labs.get(&lab.id).copied().unwrap_or_default().into(),
    };
    campaign.labs.iter().map(view).collect()
}
