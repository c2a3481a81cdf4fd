//! What a lab must do about the specimens it keeps.

use serde::Serialize;
use tenfold_domain::code::{LabId, Region};
use tenfold_domain::keeping::errand;
use tenfold_domain::time::{At, Minutes};
use tenfold_domain::tube::{Stage, Tube};
use utoipa::ToSchema;

use super::Look;
use crate::service::readers::ReadError;
use crate::service::{Service, clock};
use crate::storage::StoreError;
use crate::storage::tables::query;

/// Tubes of each kind that are looked at.
const LOOKED_AT_MAX: u32 = 5_000;

/// A specimen about which there is something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct KeptView {
    /// Its label.
    #[schema(example = "360781000139")]
    pub tube: String,
    /// The lab's number for it, as it stands on the tube: lab, day, count of that day.
    #[schema(example = "1-20220401-0001")]
    pub accession: Option<String>,
    /// What to do: freeze, deepen, put_away, move, discard.
    #[schema(example = "freeze")]
    pub errand: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// By when; for `discard`, from when on.
    pub due_at_ms: i64,
    /// Whole minutes until then; below 0 when it is past.
    #[schema(example = 90)]
    pub minutes_left: i64,
    /// Where it lies; nothing where nobody said.
    #[schema(example = "fridge")]
    pub store: Option<&'static str>,
    /// Since when the lab keeps it: receipt, or what its call was published at.
    pub since_at_ms: Option<i64>,
    /// Until when it must be kept.
    pub keep_until_at_ms: Option<i64>,
}

/// What a lab must do about what it keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StoreList {
    /// When it was asked.
    pub at_ms: i64,
    /// The lab.
    pub lab: u32,
    /// Everything was looked at; else only the oldest.
    pub complete: bool,
    /// The least time left first.
    pub tubes: Vec<KeptView>,
}

impl Service {
    /// What a lab must do within a time about the specimens it keeps; `None` for an unknown lab.
    pub async fn stores(
        &self,
        of: Region,
        lab: LabId,
        within: Minutes,
    ) -> Result<Option<StoreList>, ReadError> {
        let now = clock::now();
        self.look(of, move |look| {
            let known = look.campaign.lab(lab).is_some();
            known.then(|| stores(look, lab, now, now + within)).transpose()
        })
        .await
    }
}

fn stores(look: &Look<'_>, lab: LabId, now: At, ends: At) -> Result<StoreList, StoreError> {
    let rule = &look.campaign.protocol.lab;
    let asked = (ends - rule.untested_limit, ends, LOOKED_AT_MAX);
    let found = query::kept_tubes(look.connection, look.region, lab, asked)?;
    let view = |tube: &Tube| {
        let (errand, due_at) = errand(rule, tube).filter(|(_, due_at)| *due_at <= ends)?;
        let (since_at, keep_until_at) = match tube.stage {
            Stage::Stored { call, keep_until_at } => {
                (Some(keep_until_at - rule.keep(call)), Some(keep_until_at))
            }
            Stage::Published { at, .. } => (Some(at), None),
            _ => (tube.received_at, None),
        };
        Some(KeptView {
            tube: tube.code.to_string(),
            accession: tube.written_accession(),
            errand: errand.word(),
            zh: errand.zh(),
            en: errand.en(),
            due_at_ms: due_at.0,
            minutes_left: (due_at - now).0,
            store: tube.store.map(|store| store.word()),
            since_at_ms: since_at.map(|at| at.0),
            keep_until_at_ms: keep_until_at.map(|at| at.0),
        })
    };
    let complete = (found.len() as u32) < LOOKED_AT_MAX;
    let mut tubes: Vec<KeptView> = found.iter().filter_map(view).collect();
    tubes.sort_by(|a, b| (a.due_at_ms, &a.tube).cmp(&(b.due_at_ms, &b.tube)));
    Ok(StoreList { at_ms: now.0, lab: lab.0, complete, tubes })
}
