//! A resident's report (R140): who it is about, masked, the test, and the statement that proves it.

use std::net::IpAddr;
use std::sync::Arc;

use crate::storage::db::Transaction;
use tenfold_domain::campaign::Lab;
use tenfold_domain::code::{PersonKey, Region};
use tenfold_domain::ct::Assay;
use tenfold_domain::outcome::Outcome;
use tenfold_domain::person::DocumentKind;
use tenfold_domain::time::At;

use super::checked::PURPOSE;
use super::told::Test;
use super::{Untold, ask};
use crate::edge::base32;
use crate::edge::label::report::{Held, Report};
use crate::edge::statement::Statement;
use crate::service::query::{Look, personal};
use crate::service::readers::ReadError;
use crate::service::{Service, clock};
use crate::storage::StoreError;
use crate::storage::tables::signing_key;

/// Bytes of the reference that the report's number shows.
const NUMBER_BYTES: usize = 8;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum Unreported {
    /// As for the outcome.
    #[error(transparent)]
    Untold(#[from] Untold),
    /// The outcome is none that is reported.
    #[error("no report of this outcome")]
    NoTest(Outcome),
    /// Nothing says how it was tested: the kit's name, where it is known.
    #[error("nothing says how it was tested")]
    NoAssay(Option<String>),
    /// Who it is about can no longer be read, or no key can be made.
    #[error("the report cannot be made")]
    Unmade,
}

/// What a report says.
pub struct Paper {
    campaign: String,
    number: String,
    name: String,
    document_kind: (&'static str, &'static str),
    document: String,
    test: Test,
    kit: String,
    assay: Assay,
    lab: (String, String),
    moments: [String; 4],
    held: Vec<Held>,
    /// What proves it.
    pub statement: String,
}

impl Paper {
    /// As it is laid out; `code` is what its code says: the statement, or where it is checked.
    pub fn report<'a>(&'a self, code: &'a str) -> Report<'a> {
        let [sampled, tested, reported, issued] = &self.moments;
        Report {
            campaign: &self.campaign,
            number: &self.number,
            name: &self.name,
            document_kind: self.document_kind,
            document: &self.document,
            sampled,
            detected: self.test.detected,
            method: (self.assay.method.zh(), self.assay.method.en()),
            limit_copies_per_ml: self.assay.limit_copies_per_ml,
            kit: &self.kit,
            tested,
            reported,
            lab: (&self.lab.0, &self.lab.1),
            issued,
            held: &self.held,
            statement: code,
        }
    }
}

/// The report for whoever shows this receipt; see [`ask`].
pub async fn report(
    service: &Arc<Service>,
    peer: IpAddr,
    person: PersonKey,
    given: &str,
) -> Result<Paper, Unreported> {
    let told = ask(service, peer, person, given).await?;
    let test = told.test.ok_or(Unreported::NoTest(told.outcome))?;
    let campaign = service.campaigns.get(&test.region).cloned().ok_or(Unreported::Unmade)?;
    let kit = test.kit.as_deref().and_then(|name| campaign.kit(name));
    let assay = kit.and_then(|kit| kit.assay);
    let assay = assay.ok_or_else(|| Unreported::NoAssay(test.kit.clone()))?;
    let (asked, region, seq) = (service.clone(), test.region, test.seq);
    let of = campaign.clone();
    let personal = service.readers.read(move |connection| {
        let look = Look { connection, region, campaign: &of };
        personal::of_registration(&look, &asked.vault, seq, false)
    });
    let personal = personal.await.map_err(Untold::from)?.ok_or(Unreported::Unmade)?;
    let key = service.report_key(region).await.map_err(Untold::from)?;
    let reference = service.vault.report_reference(seq).map_err(|_| Unreported::Unmade)?;
    let statement = Statement {
        key,
        region,
        detected: test.detected,
        assay,
        lab: test.lab,
        sampled_at: test.sampled_at,
        tested_at: test.tested_at,
        issued_at: clock::now(),
        reference,
        holds: test.certificates.iter().map(|held| held.holds).collect(),
        name: personal.name,
    };
    let statement = statement.rounded();
    let seed = service.vault.report_seed(region, key);
    let kind = DocumentKind::from_word(&personal.document_kind);
    let lab = |of: fn(&Lab) -> &String| campaign.lab(test.lab).map(of).cloned();
    let both = (lab(|lab| &lab.name_zh), lab(|lab| &lab.name_en));
    Ok(Paper {
        campaign: campaign.name.clone(),
        number: base32::written(&reference[..NUMBER_BYTES]),
        document_kind: kind.map_or(("证件", "document"), |kind| (kind.zh(), kind.en())),
        document: personal.document,
        kit: test.kit.clone().unwrap_or_default(),
        assay,
        lab: (both.0.unwrap_or_default(), both.1.unwrap_or_default()),
        moments: [test.sampled_at, test.tested_at, test.reported_at, statement.issued_at]
            .map(clock::shown_to_minute),
        held: statement.certificates().map(|(holds, until_at)| held(holds.0, until_at)).collect(),
        statement: statement.sign(&seed).ok_or(Unreported::Unmade)?,
        name: statement.name,
        test,
    })
}

fn held(minutes: i64, until_at: At) -> Held {
    Held { hours: minutes / 60, until: clock::shown_to_minute(until_at) }
}

impl Service {
    /// The key that signs reports; the first one is made when the first report is.
    async fn report_key(self: &Arc<Self>, region: Region) -> Result<u8, ReadError> {
        let newest =
            self.readers.read(move |connection| signing_key::newest(connection, region, PURPOSE));
        if let Some(key) = newest.await? {
            return Ok(key);
        }
        let make = move |to: &Transaction<'_>| {
            if signing_key::newest(to, region, PURPOSE)?.is_none() {
                signing_key::make(to, region, PURPOSE, clock::now())?;
            }
            let key = signing_key::newest(to, region, PURPOSE)?;
            key.ok_or_else(|| StoreError::Backend("no key could be made".into()))
        };
        Ok(self.commit_beside(make).await?)
    }
}
