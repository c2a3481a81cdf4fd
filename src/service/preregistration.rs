//! People who enter their own data beforehand and show a code at the desk (R83). The code says
//! nothing about them; who it is lies sealed in the store, under the code's reference, so that it
//! stands for nobody else, and shown twice it is the same person.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::storage::db::Connection;
use crate::storage::open;
use tenfold_domain::code::Region;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::personal::Personal;
use super::readers::ReadError;
use super::resident::network;
use super::vault::{Vault, VaultError};
use super::{Service, beside, clock};
use crate::edge::token::{Invalid, SigningKey, Token};
use crate::storage::StoreError;
use crate::storage::tables::preregistration::{self as stored, Appointment};
use crate::storage::tables::signing_key::{self, Purpose};

const PURPOSE: Purpose = Purpose::Preregistration;
/// How long a code holds: a week spans the rounds of a campaign, and who comes later enters their
/// data anew.
pub const HOLDS: Minutes = Minutes::hours(7 * 24);
/// Codes for one address in a minute; each costs a commit beside the writer's own. A whole town
/// behind one proxy is one address.
const A_MINUTE_MAX: u32 = 1_000;

/// Why nobody was entered.
#[derive(Debug, thiserror::Error)]
pub enum Unentered {
    /// Too many from this address; come again after so many seconds.
    #[error("too many attempts")]
    TooMany(u64),
    /// The store, or too much to do.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// What was entered beforehand.
pub struct Preregistrations {
    data: PathBuf,
    known: Mutex<Connection>,
    /// Opened by the first who enters their data.
    entered: Mutex<Option<Connection>>,
    calls: Mutex<(i64, HashMap<IpAddr, u32>)>,
}

/// A code and until when it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issued {
    /// What the QR says.
    pub token: String,
    /// It holds until then.
    pub expires_at: At,
}

impl Preregistrations {
    /// What a data folder holds.
    pub fn open(data: &Path) -> Result<Preregistrations, StoreError> {
        Ok(Preregistrations {
            data: data.to_owned(),
            known: Mutex::new(open::reader(data)?),
            entered: Mutex::default(),
            calls: Mutex::default(),
        })
    }

    /// Who shows this code, at the moment when they showed it.
    ///
    /// # Errors
    /// [`Invalid`]; also where the store cannot be read, which the log says.
    pub fn person(
        &self,
        vault: &Vault,
        text: &str,
        (region, at): (Region, At),
    ) -> Result<Personal, Invalid> {
        let Ok(connection) = self.known.lock() else { return Err(Invalid::Unknown) };
        let failed = |error: StoreError| {
            tracing::error!(%error, "pre-registrations cannot be read");
            Invalid::Unknown
        };
        let key = |of: Region, number| {
            let keys = signing_key::keys(&connection, of, PURPOSE).map_err(failed).ok()?;
            let known = keys.iter().find(|key| key.number == number)?;
            let secret = vault.signing_secret(of, number);
            Some(SigningKey { secret, revoked: known.revoked_at.is_some() })
        };
        let token = Token::open(text, key, (region, at))?;
        let sealed = stored::find(&connection, region, &token.reference).map_err(failed)?;
        let sealed = sealed.ok_or(Invalid::Unknown)?;
        Personal::open_preregistered(vault, region, &token.reference, &sealed)
            .map_err(|_| Invalid::Unknown)
    }

    /// Seconds to wait, if too many came from this address.
    fn wait(&self, peer: IpAddr, now: At) -> Option<u64> {
        let Ok(mut calls) = self.calls.lock() else { return Some(60) };
        let minute = now.0.div_euclid(MINUTE_MS);
        if calls.0 != minute {
            *calls = (minute, HashMap::new());
        }
        let count = calls.1.entry(network(peer)).or_default();
        *count += 1;
        (*count > A_MINUTE_MAX).then_some(60)
    }

    /// Keeps somebody's data under a new reference, signed with the newest key that holds.
    fn enter(
        &self,
        vault: &Vault,
        (personal, appointment): (&Personal, Option<Appointment>),
        (region, now): (Region, At),
    ) -> Result<Issued, StoreError> {
        let said = |error: VaultError| StoreError::Backend(error.to_string());
        let mut reference = [0; 16];
        getrandom::fill(&mut reference).map_err(|error| said(VaultError::Random(error)))?;
        let sealed = personal.seal_preregistered(vault, region, &reference).map_err(said)?;
        let gone = || StoreError::Backend("a thread that entered data has failed".into());
        let mut entered = self.entered.lock().map_err(|_| gone())?;
        let store = match entered.take() {
            Some(store) => store,
            None => open::writer(&self.data)?,
        };
        let store = entered.insert(store);
        let transaction = store.begin()?;
        let newest = || signing_key::newest(&transaction, region, PURPOSE);
        let key = match newest()? {
            Some(key) => key,
            None => {
                signing_key::make(&transaction, region, PURPOSE, now)?;
                newest()?.ok_or_else(gone)?
            }
        };
        stored::put(&transaction, region, (&reference, &sealed, appointment), now)?;
        transaction.commit()?;
        // Whole minutes, as the code says it.
        let expires_at = At((now + HOLDS).0.div_euclid(MINUTE_MS) * MINUTE_MS);
        let token = Token { key, region, expires_at, reference };
        Ok(Issued { token: token.sign(&vault.signing_secret(region, key)), expires_at })
    }
}

impl Service {
    /// Enters somebody who does so themselves, and where and when they mean to come if they said
    /// so; `peer` is who asks, as the line says it.
    pub async fn preregister(
        self: std::sync::Arc<Self>,
        region: Region,
        (personal, appointment): (Personal, Option<Appointment>),
        peer: IpAddr,
    ) -> Result<Issued, Unentered> {
        let now = clock::now();
        if let Some(seconds) = self.preregistrations.wait(peer, now) {
            return Err(Unentered::TooMany(seconds));
        }
        let enter = move || {
            let entered = (&personal, appointment);
            self.preregistrations.enter(&self.vault, entered, (region, now))
        };
        Ok(beside::blocking(enter).await.map_err(ReadError::from)?)
    }
}
