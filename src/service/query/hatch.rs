//! What was found at the hatch: who signed for a box with which counts, and what is wrong with its
//! tubes, each by name, with who noted it and when (R107).

use serde::Serialize;
use tenfold_domain::code::TubeCode;
use tenfold_domain::event::Event;
use tenfold_domain::transport::Case;
use tenfold_domain::tube::{self, Stage, Tube};
use utoipa::ToSchema;

use super::Look;
use crate::storage::tables::query;
use crate::storage::trail::Trail;
use crate::storage::{Entry, StoreError};

/// Numbers of facts as [`crate::storage::fact`] keeps them.
const HANDOVER: u8 = 14;
const BOX_RECEIPT: u8 = 16;
const REJECTION: u8 = 18;

/// Two people signed for a box: one gave it, one took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SignatureView {
    /// `handover`, or `receipt` where the taker is the lab's.
    #[schema(value_type = String, example = "receipt")]
    pub what: &'static str,
    /// Who gave it; at a receipt the courier.
    pub giver: u32,
    /// Tubes that the giver counted; a courier those on taking the box.
    pub giver_count: Option<u16>,
    /// Who took it; at a receipt the receiver.
    pub taker: u32,
    /// Tubes that the taker counted.
    pub taker_count: u16,
    /// When, by the device's clock.
    pub at_ms: i64,
    /// When the server took it.
    pub recorded_at_ms: i64,
}

/// Something that was seen to be wrong, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NotedView {
    /// Its number; `resolve` names it by this.
    pub discrepancy: u64,
    /// What is wrong: missing, surplus, leaking, unlabelled, too_old, insufficient, fewer_swabs,
    /// other_lab; of a whole box handover_count, receipt_count, unrouted.
    #[schema(value_type = String, example = "leaking")]
    pub difference: &'static str,
    /// In Chinese.
    #[schema(value_type = String)]
    pub zh: &'static str,
    /// In English.
    #[schema(value_type = String)]
    pub en: &'static str,
    /// What was expected: tubes or swabs, minutes of a tube's age, the number of a lab.
    pub expected: i64,
    /// What was counted.
    pub counted: i64,
    /// Who noted it, or whose scan showed it.
    pub staff: u32,
    /// When, by the device's clock.
    pub at_ms: i64,
    /// What a supervisor decided, a word; none while it is open.
    #[schema(value_type = Option<String>)]
    pub resolution: Option<&'static str>,
}

/// A specimen was turned away, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RejectedView {
    /// Why, a word.
    #[schema(value_type = String, example = "leaking")]
    pub reason: &'static str,
    /// In Chinese.
    #[schema(value_type = String)]
    pub zh: &'static str,
    /// In English.
    #[schema(value_type = String)]
    pub en: &'static str,
    /// Who turned it away.
    pub staff: u32,
    /// When, by the device's clock.
    pub at_ms: i64,
}

/// What was found of a box and of its tubes.
#[derive(Default)]
pub struct Found {
    /// Who signed for it, in the order of the ledger.
    pub signatures: Vec<SignatureView>,
    /// What is wrong, oldest first; of no tube what concerns the box as a whole.
    pub noted: Vec<(Option<TubeCode>, NotedView)>,
    /// Tubes that were turned away.
    pub rejected: Vec<(TubeCode, RejectedView)>,
    /// Tubes that were found in the box and do not stand on its manifest.
    pub surplus: Vec<Tube>,
}

impl Found {
    /// Reads it from the ledger; a tube is named by its present label.
    pub fn of(
        look: &Look<'_>,
        (case, trail): (&Case, &Trail),
        tubes: &[Tube],
    ) -> Result<Found, StoreError> {
        let mut found = Found { signatures: signatures(look, trail)?, ..Found::default() };
        found.note(look, query::differences_of_box(look.connection, look.region, case.code)?)?;
        for code in found.noted.iter().filter_map(|(tube, _)| *tube) {
            let known =
                case.tubes.contains(&code) || found.surplus.iter().any(|tube| tube.code == code);
            found.surplus.extend(if known { None } else { look.tubes(&[code])?.pop() });
        }
        for tube in found.surplus.clone() {
            let beside = query::facts_beside_tube(look.connection, look.region, tube.code)?;
            found.note(look, beside)?;
        }
        found.noted.sort_by_key(|(_, noted)| noted.discrepancy);
        found.noted.dedup_by_key(|(_, noted)| noted.discrepancy);
        for tube in tubes.iter().chain(&found.surplus.clone()) {
            found.rejected.extend(rejected(look, tube)?.map(|view| (tube.code, view)));
        }
        Ok(found)
    }

    /// Adds the differences among these facts that were seen of something in a box.
    fn note(&mut self, look: &Look<'_>, places: query::Places) -> Result<(), StoreError> {
        let facts = look.facts(places)?;
        for entry in &facts {
            let Event::Differed { box_code: Some(_), tube, .. } = &entry.event else { continue };
            let find = |code| look.tube_with_trail(code);
            let now = |code: TubeCode| -> Result<TubeCode, StoreError> {
                Ok(tube::under_label(code, find, |(tube, _)| tube)?.map_or(code, |(t, _)| t.code))
            };
            let named = tube.map(now).transpose()?;
            self.noted.extend(noted(entry, &facts).map(|view| (named, view)));
        }
        Ok(())
    }

    /// What is wrong with a tube, or with the box as a whole.
    pub fn noted_of(&self, tube: Option<TubeCode>) -> Vec<NotedView> {
        let of = self.noted.iter().filter(|(named, _)| *named == tube);
        of.map(|(_, view)| view.clone()).collect()
    }

    /// Why a tube was turned away, if it was.
    pub fn rejected_of(&self, tube: TubeCode) -> Option<RejectedView> {
        self.rejected.iter().find(|(code, _)| *code == tube).map(|(_, view)| view.clone())
    }
}

fn noted(entry: &Entry, all: &[Entry]) -> Option<NotedView> {
    let Event::Differed { difference, expected, counted, .. } = &entry.event else { return None };
    let settled = |other: &Entry| match &other.event {
        Event::Resolved { discrepancy, resolution } if *discrepancy == entry.seq => {
            Some(resolution.word())
        }
        _ => None,
    };
    Some(NotedView {
        discrepancy: entry.seq,
        difference: difference.word(),
        zh: difference.zh(),
        en: difference.en(),
        expected: *expected,
        counted: *counted,
        staff: entry.stamp.by.0,
        at_ms: entry.stamp.at.0,
        resolution: all.iter().find_map(settled),
    })
}

fn signatures(look: &Look<'_>, trail: &Trail) -> Result<Vec<SignatureView>, StoreError> {
    let places = trail.facts().filter(|(table, _)| [HANDOVER, BOX_RECEIPT].contains(table));
    let mut last_taken = None;
    let mut signed = Vec::new();
    for entry in look.facts(places)? {
        let (what, (giver, giver_count), (taker, taker_count)) = match entry.event {
            Event::HandedOver { giver, taker, given, taken, .. } => {
                last_taken = Some(taken);
                ("handover", (giver, Some(given)), (taker, taken))
            }
            Event::BoxReceived { courier, receiver, count, .. } => {
                ("receipt", (courier, last_taken), (receiver, count))
            }
            _ => continue,
        };
        signed.push(SignatureView {
            what,
            giver: giver.0,
            giver_count,
            taker: taker.0,
            taker_count,
            at_ms: entry.stamp.at.0,
            recorded_at_ms: entry.recorded_at.0,
        });
    }
    Ok(signed)
}

fn rejected(look: &Look<'_>, tube: &Tube) -> Result<Option<RejectedView>, StoreError> {
    let Stage::Rejected(reason) = tube.stage else { return Ok(None) };
    let trail = look.tube_with_trail(tube.code)?.map(|(_, trail)| trail).unwrap_or_default();
    let facts = look.facts(trail.facts().filter(|(table, _)| *table == REJECTION))?;
    Ok(facts.last().map(|entry| RejectedView {
        reason: reason.word(),
        zh: reason.zh(),
        en: reason.en(),
        staff: entry.stamp.by.0,
        at_ms: entry.stamp.at.0,
    }))
}
