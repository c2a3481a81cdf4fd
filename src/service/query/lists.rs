//! Open lists: recollections owed, discrepancies to settle, notices to confirm.

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::code::{PersonKey, SiteId, TubeCode};
use tenfold_domain::event::Event;
use tenfold_domain::protocol::RecollectionRule;
use tenfold_domain::recollection::Recollection;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::{Party, RecollectionEnd};
use tenfold_domain::time::At;
use utoipa::ToSchema;

use super::Look;
use super::view::FactView;
use crate::storage::StoreError;
use crate::storage::tables::notices::{self as stored, Notice};
use crate::storage::tables::{load, query};

/// Rows of an answer.
const ROWS_MAX: u32 = 1_000;

/// A second swab that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecollectionView {
    /// Look-up key, 32 hexadecimal digits.
    pub person: String,
    /// The tube that caused it.
    pub source: String,
    /// Why, a word.
    pub cause: &'static str,
    /// The lab that must test it.
    pub lab: Option<u32>,
    /// When it is due.
    pub due_at_ms: i64,
    /// The time is over.
    pub late: bool,
    /// A tube of one is asked for.
    pub single: bool,
    /// Who goes there.
    pub squad: Option<u32>,
    /// The site of the tube that caused it, where the person was swabbed.
    pub site: Option<u32>,
    /// What was found at the door so far.
    pub findings: Vec<&'static str>,
    /// Reasons for which it may be ended now, as the visits bear them out.
    pub may_end: Vec<&'static str>,
    /// The new tube, once swabbed.
    pub sampled: Option<String>,
    /// Why it is no longer gone after, a word; those stand last.
    pub ended: Option<&'static str>,
}

/// Recollections owed, the earliest due first; behind them those that are no longer gone after.
pub fn recollections(look: &Look<'_>, now: At) -> Result<Vec<RecollectionView>, StoreError> {
    let mut owed = load::recollections(look.connection, look.region)?;
    owed.sort_by_key(|(_, owed)| !owed.is_open());
    let sites = sites_of(look, &owed)?;
    let rule = &look.campaign.protocol.recollection;
    let views = owed.into_iter().map(|(person, owed)| RecollectionView {
        person: person.to_string(),
        source: owed.source.to_string(),
        cause: owed.cause.word(),
        lab: owed.lab.map(|lab| lab.0),
        due_at_ms: owed.due_at.0,
        late: owed.is_late(now),
        single: owed.single(),
        squad: owed.squad.map(|squad| squad.0),
        site: sites.get(&owed.source).map(|site| site.0),
        may_end: may_end(&owed, rule),
        findings: owed.findings.iter().map(|finding| finding.word()).collect(),
        sampled: owed.sampled.map(|tube| tube.to_string()),
        ended: owed.ended.map(|reason| reason.word()),
    });
    Ok(views.collect())
}

/// Where the tubes that caused them were filled.
fn sites_of(
    look: &Look<'_>,
    owed: &[(PersonKey, Recollection)],
) -> Result<BTreeMap<TubeCode, SiteId>, StoreError> {
    let mut codes: Vec<TubeCode> = owed.iter().map(|(_, owed)| owed.source).collect();
    codes.sort_unstable();
    codes.dedup();
    let lanes = &look.campaign.lanes;
    let site = |lane| lanes.iter().find(|known| known.id == lane).map(|known| known.site);
    let tubes = look.tubes(&codes)?;
    Ok(tubes.iter().filter_map(|tube| Some((tube.code, site(tube.lane)?))).collect())
}

/// Why it may be ended now; nothing once somebody was swabbed or it has ended.
fn may_end(owed: &Recollection, rule: &RecollectionRule) -> Vec<&'static str> {
    let going = owed.is_open() && owed.sampled.is_none();
    let reasons = RecollectionEnd::ALL.iter().filter(|reason| owed.bears_out(**reason, rule));
    reasons.map(|reason| reason.word()).filter(|_| going).collect()
}

/// What an override is, and what to do about it.
const OVERRIDDEN: (&str, &str) = (
    "证件号码校验位不符，经组长核准登记",
    "registered with a wrong check digit, which a supervisor took",
);
const CHECK_OVERRIDE: (&str, &str) = (
    "与核准人核实；无误则登记为已核实",
    "ask whoever took it; when they did, settle it as explained",
);

/// Something that a supervisor must settle. What a kept command held stays sealed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DiscrepancyView {
    /// Its number; `resolve` names it by this.
    pub discrepancy: u64,
    /// The fact.
    pub fact: FactView,
    /// What it is, in Chinese.
    pub zh: &'static str,
    /// What it is, in English.
    pub en: &'static str,
    /// What to do next, in Chinese; for kept commands and overrides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub do_zh: Option<&'static str>,
    /// What to do next, in English; for kept commands and overrides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub do_en: Option<&'static str>,
}

/// Discrepancies that nobody has settled, newest first.
pub fn discrepancies(look: &Look<'_>) -> Result<Vec<DiscrepancyView>, StoreError> {
    let places = query::discrepancies(look.connection, look.region, ROWS_MAX)?;
    let facts = look.facts(places)?;
    let views = facts.iter().rev().filter_map(|entry| {
        let (words, next) = match &entry.event {
            Event::Differed { difference, .. } => ((difference.zh(), difference.en()), None),
            Event::Kept { refusal, .. } => {
                let refusal = Refusal::from_number(*refusal)?;
                ((refusal.zh(), refusal.en()), Some((refusal.do_zh(), refusal.do_en())))
            }
            Event::Overridden { .. } => (OVERRIDDEN, Some(CHECK_OVERRIDE)),
            _ => return None,
        };
        Some(DiscrepancyView {
            discrepancy: entry.seq,
            fact: FactView::of(entry),
            zh: words.0,
            en: words.1,
            do_zh: next.map(|(zh, _)| zh),
            do_en: next.map(|(_, en)| en),
        })
    });
    Ok(views.collect())
}

/// A registration with a wrong check digit that a supervisor took. Who it is stays a look-up key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OverrideView {
    /// Its number among the discrepancies.
    pub discrepancy: u64,
    /// The registration's number in the region's ledger.
    pub registration: u64,
    /// When, by the device's clock.
    pub at_ms: i64,
    /// Who registered.
    pub staff: u32,
    /// On which device.
    pub device: u32,
    /// Who took the number.
    pub supervisor: u32,
    /// Look-up key, 32 hexadecimal digits.
    pub person: String,
    /// The tube, under the label it had then.
    pub tube: String,
    /// How it was settled, a word; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<&'static str>,
    /// How it was settled, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution_zh: Option<&'static str>,
    /// When it was settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_at_ms: Option<i64>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_by: Option<u32>,
}

/// Overrides numbered below `before`, newest first.
pub fn overrides(look: &Look<'_>, before: u64) -> Result<Vec<OverrideView>, StoreError> {
    let found = query::overrides(look.connection, look.region, (before, ROWS_MAX))?;
    let views = found.into_iter().map(|it| OverrideView {
        discrepancy: it.seq,
        registration: it.seq - 1,
        at_ms: it.at.0,
        staff: it.staff.0,
        device: it.device.0,
        supervisor: it.supervisor.0,
        person: it.person.to_string(),
        tube: it.tube.to_string(),
        resolution: it.settled.map(|(how, ..)| how.word()),
        resolution_zh: it.settled.map(|(how, ..)| how.zh()),
        settled_at_ms: it.settled.map(|(_, at, _)| at.0),
        settled_by: it.settled.map(|(.., by)| by.0),
    });
    Ok(views.collect())
}

/// What a party was told, and whether it confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NoticeView {
    /// About which tube.
    pub tube: String,
    /// To whom, a word.
    pub party: &'static str,
    /// To whom, in Chinese.
    pub party_zh: &'static str,
    /// What, a word.
    pub message: &'static str,
    /// What, in Chinese.
    pub message_zh: &'static str,
    /// About which person, when about one.
    pub person: Option<String>,
    /// Its number, which mails and webhooks name.
    pub notice: u64,
    /// When it was told last: sent.
    pub told_at_ms: i64,
    /// When the first endpoint of the party took it; absent while none has, or where none serves.
    pub delivered_at_ms: Option<i64>,
    /// When it was confirmed.
    pub acknowledged_at_ms: Option<i64>,
    /// By whom.
    pub acknowledged_by: Option<u32>,
    /// Until when a positive person's report must be confirmed (R267); absent for other notices.
    pub due_at_ms: Option<i64>,
    /// Minutes until then while nobody has; below zero, late by so many.
    pub minutes_left: Option<i64>,
    /// When it was raised because nobody had confirmed it, step by step.
    pub escalated: Vec<RaisedView>,
}

/// A step at which a notice was raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RaisedView {
    /// Of the protocol's steps, from 1.
    pub step: u8,
    /// When.
    pub at_ms: i64,
    /// Who was told, by the protocol as it stands.
    pub to: Vec<&'static str>,
}

/// Notices, unconfirmed ones first, then the newest first.
pub fn notices(look: &Look<'_>, to: Option<Party>, now: At) -> Result<Vec<NoticeView>, StoreError> {
    let told = stored::notices(look.connection, (look.region, to), ROWS_MAX)?;
    let rule = &look.campaign.protocol.lab;
    let due_at = |notice: &Notice| rule.report_due_at(notice.message, notice.told_at);
    let left = |notice: &Notice| {
        due_at(notice).filter(|_| notice.acknowledged.is_none()).map(|due_at| (due_at - now).0)
    };
    let steps = &look.campaign.protocol.notices.escalations;
    let raised = |notice: &Notice| {
        let to = |step: u8| steps.get(usize::from(step).wrapping_sub(1)).map(|step| &step.to);
        let views = notice.raised.iter().map(|(step, at)| RaisedView {
            step: *step,
            at_ms: at.0,
            to: to(*step).into_iter().flatten().map(|party| party.word()).collect(),
        });
        views.collect()
    };
    let views = told.into_iter().map(|notice| NoticeView {
        due_at_ms: due_at(&notice).map(|at| at.0),
        minutes_left: left(&notice),
        tube: notice.tube.to_string(),
        party: notice.party.word(),
        party_zh: notice.party.zh(),
        message: notice.message.word(),
        message_zh: notice.message.zh(),
        person: notice.person.map(|person| person.to_string()),
        notice: notice.seq,
        told_at_ms: notice.told_at.0,
        delivered_at_ms: notice.delivered_at.map(|at| at.0),
        escalated: raised(&notice),
        acknowledged_at_ms: notice.acknowledged.map(|(at, _)| at.0),
        acknowledged_by: notice.acknowledged.map(|(_, by)| by.0),
    });
    Ok(views.collect())
}
