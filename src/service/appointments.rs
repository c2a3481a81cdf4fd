//! Who is expected at a site: residents who entered their own data and said where and when they
//! come (R44), less those who were registered in the round since. Masked, as every list is.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Serialize;
use tenfold_domain::code::{PersonKey, Region, SiteId};
use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

use super::personal::Personal;
use super::readers::ReadError;
use super::{Service, clock};
use crate::storage::tables::load;
use crate::storage::tables::preregistration::{self as stored, Comer};

/// Who is this late is no longer waited for.
const LATE: Minutes = Minutes(60);
/// How far ahead a desk looks.
const AHEAD: Minutes = Minutes(180);
/// People looked at; more come to no desk in that time.
const ROWS_MAX: u32 = 500;

/// Somebody who is expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExpectedView {
    /// When they said they would come.
    #[schema(example = 1_648_771_200_000_i64)]
    pub at_ms: i64,
    /// Name, masked.
    #[schema(example = "张*三")]
    pub name: String,
    /// Document number, masked.
    #[schema(example = "360781********0011")]
    pub document: String,
}

/// Who is expected at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AppointmentList {
    /// The moment of asking.
    pub at_ms: i64,
    /// The site.
    pub site: u32,
    /// Everybody was looked at.
    pub complete: bool,
    /// Those who said the earliest time first, from an hour ago to three hours ahead.
    pub expected: Vec<ExpectedView>,
}

struct Opened {
    person: PersonKey,
    personal: Personal,
    at: At,
}

impl Service {
    /// Who is expected at a site now and in the next hours.
    pub async fn appointments(
        self: &Arc<Self>,
        of: Region,
        site: SiteId,
    ) -> Result<AppointmentList, ReadError> {
        let now = clock::now();
        let range = (now - LATE, now + AHEAD);
        let read = move |look: &super::query::Look<'_>| {
            stored::appointments(look.connection, (look.region, site), range, ROWS_MAX)
        };
        let rows = self.look(of, read).await?;
        let complete = rows.len() < ROWS_MAX as usize;
        let mut comers = self.opened(of, rows, now);
        let come = self.registered(of, comers.iter().map(|one| one.person).collect()).await?;
        comers.retain(|one| !come.contains(&one.person));
        let expected = comers.iter().map(|one| {
            let masked = one.personal.masked();
            ExpectedView { at_ms: one.at.0, name: masked.name, document: masked.number }
        });
        Ok(AppointmentList { at_ms: now.0, site: site.0, complete, expected: expected.collect() })
    }

    /// Rows that open with these keys, each person once: by what they entered last.
    fn opened(&self, of: Region, rows: Vec<Comer>, now: At) -> Vec<Opened> {
        let open = |row: &Comer| {
            let Comer { reference, sealed, at } = row;
            let personal = Personal::open_preregistered(&self.vault, of, reference, sealed).ok()?;
            let kind = DocumentKind::from_word(&personal.kind)?;
            let document = Document::parse(kind, &personal.number, now).ok()?;
            Some(Opened { person: self.vault.person(&document), personal, at: *at })
        };
        let all: Vec<Opened> = rows.iter().filter_map(open).collect();
        let last: HashMap<PersonKey, usize> =
            all.iter().enumerate().map(|(at, one)| (one.person, at)).collect();
        let newest = |at: usize, one: &Opened| last.get(&one.person) == Some(&at);
        all.into_iter().enumerate().filter(|(at, one)| newest(*at, one)).map(|of| of.1).collect()
    }

    /// Those of them who were registered in a round that is open.
    async fn registered(
        &self,
        of: Region,
        people: Vec<PersonKey>,
    ) -> Result<HashSet<PersonKey>, ReadError> {
        let latest = self.desk.latest_of(of, people).await;
        self.look(of, move |look| {
            let open = |round| look.campaign.round(round).is_some_and(|round| round.open);
            let mut come = HashSet::new();
            for (person, seq) in latest {
                let found = load::registration(look.connection, look.region, seq)?;
                // The index knows half of a key; the registration knows all of it.
                let own = found.filter(|one| one.person == person && open(one.round));
                come.extend(own.map(|one| one.person));
            }
            Ok(come)
        })
        .await
    }
}
