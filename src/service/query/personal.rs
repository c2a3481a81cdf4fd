//! Who a person is. Masked for everybody; unmasking is a permission and leaves a row in the
//! access log before anything is shown.

use std::sync::Arc;

use serde::Serialize;
use tenfold_domain::code::{PersonKey, Region};
use tenfold_domain::event::Event;
use tenfold_domain::role::{Bearer, Role};
use tenfold_domain::term::AccessReason;
use utoipa::ToSchema;

use super::Look;
use super::access::Seen;
use crate::service::Service;
use crate::service::personal::Personal;
use crate::service::readers::ReadError;
use crate::service::vault::Vault;
use crate::storage::tables::query;
use crate::storage::tables::reference::TokenMark;
use crate::storage::{StoreError, fact};

/// Roles that may see personal data whole.
const MAY_UNMASK: [Role; 3] = [Role::Commander, Role::Auditor, Role::Admin];

/// Why personal data is not shown.
#[derive(Debug, thiserror::Error)]
pub enum Unshown {
    /// The role may not see it.
    #[error("this role may not see personal data whole")]
    Forbidden,
    /// The read was not done.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<StoreError> for Unshown {
    fn from(error: StoreError) -> Unshown {
        Unshown::Read(error.into())
    }
}

/// Somebody asks to see personal data whole, and why.
#[derive(Clone, Debug)]
pub struct Unmask {
    /// Who asks.
    pub bearer: Bearer,
    /// With which token.
    pub token: TokenMark,
    /// Why; kept in the access log.
    pub reason: AccessReason,
    /// What they add to the reason; sealed there.
    pub note: Option<String>,
}

impl Unmask {
    /// Whether the asker may.
    pub fn permitted(&self) -> Result<(), Unshown> {
        if MAY_UNMASK.contains(&self.bearer.role) { Ok(()) } else { Err(Unshown::Forbidden) }
    }
}

/// What is known of a person beyond the look-up key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonalView {
    /// Name.
    pub name: String,
    /// Kind of document, a word.
    pub document_kind: String,
    /// Document number.
    pub document: String,
    /// Phone number.
    pub phone: Option<String>,
    /// Document number of whoever answers for a person without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardian: Option<String>,
    /// Stars stand for what is not shown.
    pub masked: bool,
}

/// What a registration says of its person; `None` when it does not open with these keys, for
/// instance after the campaign was erased.
pub fn of_registration(
    look: &Look<'_>,
    vault: &Vault,
    seq: u64,
    whole: bool,
) -> Result<Option<PersonalView>, StoreError> {
    let table = fact::TABLES.iter().find(|table| table.name == "registration");
    let place = (table.map_or(0, |table| table.number), seq);
    let Some(entry) = query::fact(look.connection, look.region, place)? else { return Ok(None) };
    let Event::Registered { sealed, .. } = &entry.event else { return Ok(None) };
    let opened = Personal::open(vault, look.region, &entry.stamp.scan, sealed).ok();
    Ok(opened.map(|personal| {
        let shown = if whole { personal } else { personal.masked() };
        PersonalView {
            name: shown.name,
            document_kind: shown.kind,
            document: shown.number,
            phone: shown.phone,
            guardian: shown.guardian.map(|(_, number)| number),
            masked: !whole,
        }
    }))
}

impl Service {
    /// Who somebody is, whole, by one of their registrations; a row in the access log comes first.
    ///
    /// # Errors
    /// [`Unshown::Read`] when it cannot be read, or the row cannot be kept.
    pub(super) async fn shown_whole(
        self: &Arc<Self>,
        of: Region,
        (person, registration): (PersonKey, u64),
        unmask: &Unmask,
    ) -> Result<Option<PersonalView>, Unshown> {
        self.note_access(of, unmask, Seen::Person(person)).await?;
        let service = self.clone();
        let read = move |look: &Look<'_>| of_registration(look, &service.vault, registration, true);
        Ok(self.look(of, read).await?)
    }
}
