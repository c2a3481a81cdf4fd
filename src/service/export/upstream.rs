//! Published outcomes for other systems, a message or a bundle a tube.

use std::collections::HashMap;
use std::io::Write;

use crate::storage::db::Connection;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::TubeCode;
use tenfold_domain::term::AmendReason;
use tenfold_domain::tube::{Stage, Tube};

use super::ExportError;
use super::batch::{heading, line};
pub use crate::edge::upstream::Form;
use crate::edge::upstream::{Outcome, Sender};
use crate::storage::head;
use crate::storage::tables::{load, query};

/// Every tube whose outcome may be seen; what is not published stays out, and so do blind samples.
/// Returns how many.
pub fn upstream(
    connection: &Connection,
    campaign: &Campaign,
    (sender, form): (&Sender<'_>, Form),
    mut out: impl Write,
) -> Result<u64, ExportError> {
    let amended: HashMap<TubeCode, Option<AmendReason>> =
        query::amended(connection, campaign.region)?.into_iter().collect();
    out.write_all(heading(form).as_bytes())?;
    let (mut count, mut failed) = (0, None::<ExportError>);
    load::all_heads(connection, "tube", &head::TUBE, campaign.region, head::tube, |(tube, _)| {
        let corrected = amended.get(&tube.code).copied();
        let Some(outcome) = outcome(campaign, &tube, corrected) else { return };
        if failed.is_none() {
            let mut put = || Ok(out.write_all(line(form, sender, &outcome)?.as_bytes())?);
            failed = put().err();
            count += 1;
        }
    })?;
    failed.map_or(Ok(()), Err)?;
    out.flush()?;
    Ok(count)
}

fn outcome<'a>(
    campaign: &'a Campaign,
    tube: &'a Tube,
    corrected: Option<Option<AmendReason>>,
) -> Option<Outcome<'a>> {
    let (call, issued_at) = match tube.stage {
        Stage::Published { call, at } => (call, Some(at)),
        Stage::Stored { call, .. } | Stage::Discarded { call } => (call, None),
        _ => return None,
    };
    if tube.blind.is_some() {
        return None;
    }
    let lab = campaign.lab(tube.lab?)?;
    Some(Outcome {
        number: None,
        tube: tube.code.as_str(),
        accession: tube.accession,
        lab: (lab.id.0, &lab.name_en),
        lab_zh: &lab.name_zh,
        people: tube.members.len(),
        collected_at: tube.first_swab_at,
        received_at: tube.received_at,
        issued_at,
        call,
        is_amended: corrected.is_some(),
        amended_for: corrected.flatten(),
    })
}
