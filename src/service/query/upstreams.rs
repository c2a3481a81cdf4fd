//! How far upstreams have taken published outcomes, and outcomes for those who fetch them.

use serde::Serialize;
use tenfold_domain::code::Region;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use utoipa::ToSchema;

use super::Look;
use crate::edge::upstream::Form;
use crate::service::Service;
use crate::service::export::ExportError;
use crate::service::export::batch::{Batch, Manner};
use crate::service::readers::ReadError;
use crate::storage::StoreError;
use crate::storage::tables::skip::{self, Asked, Skip};
use crate::storage::tables::upstream::{self, Stand};
use crate::storage::tables::{load, outbox};

/// Batches left out that an answer shows.
const SKIPS_MAX: u32 = 100;

/// How an upstream stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UpstreamView {
    /// Its name.
    pub name: String,
    /// Its form: json, csv, hl7, fhir-r4 or fhir-r5.
    pub form: String,
    /// sending, waiting (a try failed, another follows by itself) or held (refused for good: it
    /// goes on when somebody says so).
    pub state: &'static str,
    /// The same in Chinese.
    pub state_zh: &'static str,
    /// The last outcome of the batch under way, which names it; absent without one.
    pub open_upto: Option<u64>,
    /// Taken up to this number in the region's ledger: the cursor.
    pub sent_upto: u64,
    /// Outcomes taken.
    pub sent: u64,
    /// Batches taken.
    pub batches: u64,
    /// Outcomes that wait, those under way among them.
    pub waiting: u64,
    /// When the oldest of those was recorded.
    pub oldest_waiting_at_ms: Option<i64>,
    /// Since how many whole minutes it waits.
    pub oldest_waiting_minutes: Option<i64>,
    /// How often the batch under way was tried in vain.
    pub attempts: u16,
    /// When it was tried last.
    pub tried_at_ms: Option<i64>,
    /// When a batch was taken last.
    pub taken_at_ms: Option<i64>,
    /// Why the last try failed, a word; nothing once one was taken.
    pub fault: Option<&'static str>,
    /// The same in Chinese.
    pub fault_zh: Option<&'static str>,
    /// The same in English.
    pub fault_en: Option<&'static str>,
    /// What HTTP said then.
    pub status: Option<u16>,
    /// Batches that somebody had left out, the newest first, at most a hundred of all upstreams.
    pub skipped: Vec<SkipView>,
}

/// A batch that somebody had left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SkipView {
    /// It began behind this number in the region's ledger: `GET /v1/outcomes?after=` of it shows
    /// what was in it.
    pub after: u64,
    /// Its last outcome.
    pub upto: u64,
    /// Outcomes in it.
    pub outcomes: u64,
    /// Why, a word.
    pub reason: &'static str,
    /// Why, in Chinese.
    pub reason_zh: &'static str,
    /// Who.
    pub staff: u32,
    /// When it was asked for.
    pub asked_at_ms: i64,
    /// When it was done; absent while a try is still under way.
    pub done_at_ms: Option<i64>,
}

impl From<Skip> for SkipView {
    fn from(skip: Skip) -> SkipView {
        SkipView {
            after: skip.after,
            upto: skip.asked.upto,
            outcomes: skip.outcomes,
            reason: skip.asked.reason.word(),
            reason_zh: skip.asked.reason.zh(),
            staff: skip.asked.staff.0,
            asked_at_ms: skip.asked.at.0,
            done_at_ms: skip.done_at.map(|at| at.0),
        }
    }
}

impl UpstreamView {
    fn of(stand: Stand, skips: &[Skip], now: At) -> UpstreamView {
        let own = skips.iter().filter(|skip| skip.upstream == stand.name);
        let skipped = own.cloned().map(SkipView::from).collect();
        let progress = stand.progress;
        let (state, state_zh) = if progress.is_held {
            ("held", "被拒待处理")
        } else if progress.attempts > 0 {
            ("waiting", "等待重试")
        } else {
            ("sending", "正常上报")
        };
        let whole_minutes = |at: At| (now.0 - at.0).max(0) / MINUTE_MS;
        UpstreamView {
            name: stand.name,
            form: stand.form,
            state,
            state_zh,
            open_upto: Some(progress.open_upto).filter(|upto| *upto > progress.sent_upto),
            sent_upto: progress.sent_upto,
            sent: progress.sent,
            batches: progress.batches,
            waiting: stand.waiting,
            oldest_waiting_at_ms: stand.oldest_at.map(|at| at.0),
            oldest_waiting_minutes: stand.oldest_at.map(whole_minutes),
            attempts: progress.attempts,
            tried_at_ms: progress.tried_at.map(|at| at.0),
            taken_at_ms: progress.taken_at.map(|at| at.0),
            fault: progress.fault.map(|fault| fault.word()),
            fault_zh: progress.fault.map(|fault| fault.zh()),
            fault_en: progress.fault.map(|fault| fault.en()),
            status: progress.status,
            skipped,
        }
    }
}

/// What became of asking that a batch be left out.
#[derive(Clone, Debug)]
pub enum Skipped {
    /// It is, or is about to be.
    Asked(Box<UpstreamView>),
    /// Another batch is under way, or none, or it was not tried in vain yet.
    NotUnderWay,
    /// No upstream of that name.
    Unknown,
}

/// Outcomes behind a cursor.
#[derive(Clone, Debug)]
pub enum Behind {
    /// These.
    Some(Batch),
    /// None yet.
    None,
    /// The cursor lies beyond the last fact: it is of another campaign, or this service was
    /// restored from an older copy.
    Ahead,
}

fn behind(look: &Look<'_>, form: Form, (after, limit): (u64, u32)) -> Result<Behind, StoreError> {
    if after > load::ledger_end(look.connection, look.region)?.seq {
        return Ok(Behind::Ahead);
    }
    let upto = outbox::readable_upto(look.connection, look.region)?;
    let found = upstream::published(look.connection, look.region, (after, upto), limit)?;
    let utc_offset = Minutes::hours(8);
    let manner = Manner { form, receiver: "", is_test: false, utc_offset };
    let batch = Batch::of(look.campaign, manner, &found).map_err(|error| match error {
        ExportError::Store(error) => error,
        other => StoreError::Backend(other.to_string()),
    })?;
    Ok(batch.map_or(Behind::None, Behind::Some))
}

impl Service {
    /// How every upstream of a region stands at a moment.
    pub async fn upstreams(&self, of: Region, now: At) -> Result<Vec<UpstreamView>, ReadError> {
        let read = |look: &Look<'_>| {
            let stands = upstream::stands(look.connection, look.region)?;
            Ok((stands, skip::list(look.connection, look.region, SKIPS_MAX)?))
        };
        let (stands, skips) = self.look(of, read).await?;
        Ok(stands.into_iter().map(|stand| UpstreamView::of(stand, &skips, now)).collect())
    }

    /// Has the batch under way left out, where it is the one that ends with this number and was
    /// tried in vain; asked again, nothing changes. The sender does it before its next try.
    pub async fn skip_upstream(
        &self,
        of: Region,
        name: &str,
        asked: Asked,
    ) -> Result<Skipped, ReadError> {
        let named = name.to_owned();
        self.commit_beside(move |to| skip::ask(to, (of, &named), &asked)).await?;
        let views = self.upstreams(of, asked.at).await?;
        let Some(view) = views.into_iter().find(|one| one.name == name) else {
            return Ok(Skipped::Unknown);
        };
        let is_there = view.skipped.iter().any(|skip| skip.upto == asked.upto);
        Ok(if is_there { Skipped::Asked(Box::new(view)) } else { Skipped::NotUnderWay })
    }

    /// Has an upstream that is held go on; one that is not held stays as it is. `None` where there
    /// is none of that name.
    pub async fn resume_upstream(
        &self,
        of: Region,
        name: &str,
        now: At,
    ) -> Result<Option<UpstreamView>, ReadError> {
        let named = name.to_owned();
        self.commit_beside(move |to| upstream::resume(to, of, &named)).await?;
        Ok(self.upstreams(of, now).await?.into_iter().find(|one| one.name == name))
    }

    /// Published outcomes behind a cursor, in their order, at most `limit`.
    pub async fn outcomes_behind(
        &self,
        of: Region,
        form: Form,
        (after, limit): (u64, u32),
    ) -> Result<Behind, ReadError> {
        self.look(of, move |look| behind(look, form, (after, limit))).await
    }

    /// How every upstream stands at a moment, as `/metrics` shows it.
    pub async fn upstream_metrics(&self, now: At) -> Result<String, ReadError> {
        let mut views = Vec::new();
        for region in self.campaigns.keys() {
            views.extend(self.upstreams(*region, now).await?);
        }
        type Figure = fn(&UpstreamView) -> u64;
        let oldest: Figure =
            |view| view.oldest_waiting_minutes.map_or(0, |minutes| minutes.unsigned_abs() * 60);
        let figures: [(&str, &str, &str, Figure); 4] = [
            ("tenfold_upstream_waiting", "gauge", "Outcomes that wait.", |view| view.waiting),
            (
                "tenfold_upstream_oldest_waiting_seconds",
                "gauge",
                "Since when the oldest of those waits, in whole minutes.",
                oldest,
            ),
            (
                "tenfold_upstream_held",
                "gauge",
                "1 where a batch was refused for good and waits for a hand.",
                |view| u64::from(view.state == "held"),
            ),
            ("tenfold_upstream_sent_total", "counter", "Outcomes taken.", |view| view.sent),
        ];
        let mut text = String::new();
        for (name, kind, help, of) in figures {
            text += &format!("# HELP {name} {help}\n# TYPE {name} {kind}\n");
            for view in &views {
                // Letters, digits, - and _: the set-up takes no other name.
                text += &format!("{name}{{upstream=\"{}\"}} {}\n", view.name, of(view));
            }
        }
        Ok(text)
    }
}
