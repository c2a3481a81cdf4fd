//! How far upstreams have taken published outcomes, and outcomes for those who fetch them.

use rusqlite::TransactionBehavior;
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
use crate::storage::sqlite::upstream::{self, Stand};
use crate::storage::sqlite::{SqliteStore, load, outbox};

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
}

impl UpstreamView {
    fn of(stand: Stand, now: At) -> UpstreamView {
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
        }
    }
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
        let stands = |look: &Look<'_>| upstream::stands(look.connection, look.region);
        let stands = self.look(of, stands).await?;
        Ok(stands.into_iter().map(|stand| UpstreamView::of(stand, now)).collect())
    }

    /// Has an upstream that is held go on; one that is not held stays as it is. `None` where there
    /// is none of that name.
    pub async fn resume_upstream(
        &self,
        of: Region,
        name: &str,
        now: At,
    ) -> Result<Option<UpstreamView>, ReadError> {
        let (data, named) = (self.data.clone(), name.to_owned());
        let write = tokio::task::spawn_blocking(move || -> Result<(), StoreError> {
            let mut store = SqliteStore::open(&data)?;
            let transaction =
                store.connection().transaction_with_behavior(TransactionBehavior::Immediate)?;
            upstream::resume(&transaction, of, &named)?;
            Ok(transaction.commit()?)
        });
        let written = write.await.map_err(|error| StoreError::Backend(error.to_string()));
        written.and_then(|written| written)?;
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
