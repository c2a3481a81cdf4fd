//! Who a notice is about, for the party it went to: nobody else's notices, and nobody but them.

use std::sync::Arc;

use serde::Serialize;
use tenfold_domain::code::{PersonKey, Region};
use tenfold_domain::event::Event;
use tenfold_domain::term::Party;
use utoipa::ToSchema;

use super::Look;
use super::personal::{PersonalView, Unmask, Unshown};
use crate::service::Service;
use crate::storage::tables::query;
use crate::storage::{Entry, StoreError, fact};

/// Who a notice is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NoticePerson {
    /// The notice's number.
    pub notice: u64,
    /// What the party was told, a word.
    pub message: &'static str,
    /// What the party was told, in Chinese.
    pub message_zh: &'static str,
    /// About which tube, under the label it had then.
    pub tube: String,
    /// Look-up key, 32 hexadecimal digits.
    pub person: String,
    /// Who it is; absent when it no longer opens, for instance after the campaign was erased.
    pub personal: Option<PersonalView>,
}

/// A notice about one person, and the registration that says who it is.
struct Found {
    told: Entry,
    person: PersonKey,
    registration: u64,
}

impl Service {
    /// Who a notice of this number is about, with a row in the access log before it is shown.
    /// `None` alike when there is no such notice, it went to another party or names nobody: its
    /// number tells nothing of others' notices.
    ///
    /// # Errors
    /// [`Unshown`] when it cannot be read, or the row cannot be kept.
    pub async fn notice_person(
        self: &Arc<Self>,
        of: Region,
        (number, party): (u64, Party),
        unmask: Unmask,
    ) -> Result<Option<NoticePerson>, Unshown> {
        let found = self.look(of, move |look| told(look, number, party)).await?;
        let Some(Found { told, person, registration }) = found else { return Ok(None) };
        let personal = self.shown_whole(of, (person, registration), &unmask).await?;
        let Event::Notified { tube, message, .. } = told.event else { return Ok(None) };
        Ok(Some(NoticePerson {
            notice: told.seq,
            message: message.word(),
            message_zh: message.zh(),
            tube: tube.to_string(),
            person: person.to_string(),
            personal,
        }))
    }
}

fn told(look: &Look<'_>, number: u64, to: Party) -> Result<Option<Found>, StoreError> {
    let table = fact::TABLES.iter().find(|table| table.name == "notice");
    let place = (table.map_or(0, |table| table.number), number);
    let Some(told) = query::fact(look.connection, look.region, place)? else { return Ok(None) };
    let &Event::Notified { tube, person: Some(person), party, .. } = &told.event else {
        return Ok(None);
    };
    let tubes = look.tubes(&[tube])?;
    let member = tubes.first().and_then(|tube| tube.member(person));
    let registration = member.filter(|_| party == to).map(|member| member.seq);
    Ok(registration.map(|registration| Found { told, person, registration }))
}
