//! What became of notices on their way to the parties' endpoints.

use serde::Serialize;
use tenfold_domain::code::Region;
use tenfold_domain::time::At;
use utoipa::ToSchema;

use super::Look;
use crate::service::Service;
use crate::service::outbox::letter;
use crate::service::readers::ReadError;
use crate::storage::StoreError;
use crate::storage::tables::outbox::{self, Filter, Listed, Stand};

/// A notice on its way to an endpoint. Who it is about stays a look-up key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeliveryView {
    /// What names it here: the endpoint's number and the notice's.
    #[schema(example = "2-10442")]
    pub id: String,
    /// What names it to the receiver: `webhook-id`, and `key` in the body.
    pub key: String,
    /// Where to.
    pub endpoint: String,
    /// The notice's number in the region's ledger.
    pub notice: u64,
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
    /// About which person, when about one: a look-up key.
    pub person: Option<String>,
    /// When it was told.
    pub told_at_ms: i64,
    /// How it stands: waiting, delivered or dead.
    pub state: &'static str,
    /// How it stands, in Chinese.
    pub state_zh: &'static str,
    /// How often it was tried.
    pub attempts: u16,
    /// When it was tried last; of one that is delivered, when it was taken.
    pub tried_at_ms: Option<i64>,
    /// Why it was not taken, a word.
    pub fault: Option<&'static str>,
    /// Why it was not taken, in Chinese.
    pub fault_zh: Option<&'static str>,
    /// Why it was not taken, in English.
    pub fault_en: Option<&'static str>,
}

impl DeliveryView {
    fn of(region: Region, listed: Listed) -> DeliveryView {
        let told = listed.told;
        DeliveryView {
            id: format!("{}-{}", listed.endpoint, told.notice),
            key: letter::key(region, told.notice, &told.scan),
            endpoint: listed.name,
            notice: told.notice,
            tube: told.tube.to_string(),
            party: told.party.word(),
            party_zh: told.party.zh(),
            message: told.message.word(),
            message_zh: told.message.zh(),
            person: told.person.map(|person| person.to_string()),
            told_at_ms: told.told_at.0,
            state: listed.state.word(),
            state_zh: listed.state.zh(),
            attempts: listed.attempts,
            tried_at_ms: listed.tried_at.map(|at| at.0),
            fault: listed.fault.map(|fault| fault.word()),
            fault_zh: listed.fault.map(|fault| fault.zh()),
            fault_en: listed.fault.map(|fault| fault.en()),
        }
    }
}

/// How an endpoint stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EndpointView {
    /// Its name.
    pub name: String,
    /// Notices that wait for it.
    pub waiting: u64,
    /// When the oldest of those was told.
    pub oldest_waiting_at_ms: Option<i64>,
    /// Given up until sent again by hand.
    pub dead: u64,
    /// Taken by it.
    pub delivered: u64,
}

impl EndpointView {
    fn of(stand: Stand) -> EndpointView {
        EndpointView {
            name: stand.name,
            waiting: stand.waiting,
            oldest_waiting_at_ms: stand.oldest_at.map(|at| at.0),
            dead: stand.dead,
            delivered: stand.delivered,
        }
    }
}

/// A page of deliveries, the newest notice first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeliveryPage {
    /// How the endpoints stand.
    pub endpoints: Vec<EndpointView>,
    /// The deliveries.
    pub deliveries: Vec<DeliveryView>,
    /// Where there may be more: ask for them with `before` of this.
    pub next: Option<String>,
}

fn page(look: &Look<'_>, filter: Filter, limit: u32) -> Result<DeliveryPage, StoreError> {
    let found = outbox::list(look.connection, look.region, filter, limit)?;
    let whole = found.len() == limit as usize;
    let stands = outbox::stands(look.connection, look.region)?;
    let deliveries: Vec<DeliveryView> =
        found.into_iter().map(|one| DeliveryView::of(look.region, one)).collect();
    Ok(DeliveryPage {
        endpoints: stands.into_iter().map(EndpointView::of).collect(),
        next: deliveries.last().filter(|_| whole).map(|last| last.id.clone()),
        deliveries,
    })
}

/// The one delivery of an endpoint and a notice.
fn one(
    look: &Look<'_>,
    (endpoint, notice): (u16, u64),
) -> Result<Option<DeliveryView>, StoreError> {
    let before = (notice, endpoint.saturating_add(1));
    let found = outbox::list(look.connection, look.region, Filter { before, ..Filter::ALL }, 1)?;
    let same = |one: &Listed| one.endpoint == endpoint && one.told.notice == notice;
    Ok(found.into_iter().find(same).map(|one| DeliveryView::of(look.region, one)))
}

impl Service {
    /// Deliveries that a filter lets through, the newest notice first, at most `limit`.
    pub async fn deliveries(
        &self,
        of: Region,
        filter: Filter,
        limit: u32,
    ) -> Result<DeliveryPage, ReadError> {
        self.look(of, move |look| page(look, filter, limit)).await
    }

    /// Has a dead letter sent again, by its endpoint and notice; one that is not dead stays as it
    /// is. `None` where there is none.
    pub async fn resend(
        &self,
        of: Region,
        (endpoint, notice): (u16, u64),
    ) -> Result<Option<DeliveryView>, ReadError> {
        self.commit_beside(move |to| outbox::resend(to, (of, endpoint), notice)).await?;
        self.look(of, move |look| one(look, (endpoint, notice))).await
    }

    /// How every endpoint stands at a moment, as `/metrics` shows it.
    pub async fn endpoint_metrics(&self, now: At) -> Result<String, ReadError> {
        let mut stands: Vec<Stand> = Vec::new();
        for region in self.campaigns.keys() {
            let of_region = |look: &Look<'_>| outbox::stands(look.connection, look.region);
            stands.extend(self.look(*region, of_region).await?);
        }
        type Figure = fn(&Stand, At) -> u64;
        let oldest: Figure =
            |stand, now| stand.oldest_at.map_or(0, |at| (now.0 - at.0).max(0) as u64 / 1_000);
        let figures: [(&str, &str, &str, Figure); 4] = [
            ("tenfold_notices_waiting", "gauge", "Notices that wait.", |stand, _| stand.waiting),
            (
                "tenfold_notices_oldest_waiting_seconds",
                "gauge",
                "Since when the oldest of those waits.",
                oldest,
            ),
            ("tenfold_notices_dead", "gauge", "Notices given up.", |stand, _| stand.dead),
            ("tenfold_notices_delivered_total", "counter", "Notices taken.", |stand, _| {
                stand.delivered
            }),
        ];
        let mut text = String::new();
        for (name, kind, help, of) in figures {
            text += &format!("# HELP {name} {help}\n# TYPE {name} {kind}\n");
            for stand in &stands {
                // Letters, digits, - and _: the set-up takes no other name.
                text += &format!("{name}{{endpoint=\"{}\"}} {}\n", stand.name, of(stand, now));
            }
        }
        Ok(text)
    }
}
