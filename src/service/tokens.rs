//! Who may speak to the service. A token is 32 random bytes; only its SHA-256 is kept, which is
//! enough: there is nothing to guess.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, RwLock};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tenfold_domain::code::{Region, StaffId};
use tenfold_domain::role::Bearer;
use tenfold_domain::time::Minutes;

use super::clock::{self, Stopwatch};
use super::vault::{VaultError, hex};
use crate::storage::StoreError;
use crate::storage::open;
use crate::storage::tables::reference;
use crate::storage::tables::reference::{StoredToken, TokenMark};

/// How long the service may go on with tokens as it last read them.
const REREAD_EVERY: Duration = Duration::from_secs(2);

/// How often unknown tokens send it to the store: a new one holds at once, and a flood of wrong
/// ones costs so many reads a second.
const LOOKS_PER_SECOND: f64 = 5.0;

/// The hash under which a token is kept.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A new token and what the store keeps of it; it holds for `days`.
pub fn issue(
    region: Region,
    bearer: Bearer,
    days: i64,
) -> Result<(String, StoredToken), VaultError> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(VaultError::Random)?;
    let token = format!("tf_{}", hex(&bytes));
    let expires_at = clock::now() + Minutes::hours(24 * days);
    let stored = StoredToken { hash: hash(&token), region, bearer, expires_at, revoked_at: None };
    Ok((token, stored))
}

/// Tokens as last read from the store.
pub struct Tokens {
    data: PathBuf,
    known: RwLock<HashMap<[u8; 32], StoredToken>>,
    /// Held by whoever reads them again.
    looked: Mutex<Looked>,
}

/// When the store was asked, and how often it may be asked for unknown tokens.
struct Looked {
    since: Stopwatch,
    /// Looks for unknown tokens that are left at that time; as many as a second gives at most.
    left: f64,
}

impl Tokens {
    /// Reads every token.
    pub fn new(data: PathBuf) -> Result<Tokens, StoreError> {
        let known = read(&data)?;
        let looked = Looked { since: Stopwatch::start(), left: LOOKS_PER_SECOND };
        Ok(Tokens { data, known: RwLock::new(known), looked: Mutex::new(looked) })
    }

    /// Whose token this is and what names it, if it holds now. One taken back by the command line
    /// holds for two seconds more.
    pub fn bearer(&self, token: &str) -> Option<(Region, Bearer, TokenMark)> {
        let hash = hash(token);
        if self.knows(&hash) {
            self.reread();
        } else {
            self.learn(&hash);
        }
        let known = self.known.read().ok()?;
        let stored = known.get(&hash)?;
        let holds = stored.holds(clock::now());
        holds.then(|| (stored.region, stored.bearer.clone(), stored.mark()))
    }

    /// Everything that the tokens of somebody let them be now, as the tokens were last read.
    pub fn bearers(&self, region: Region, staff: StaffId) -> Vec<Bearer> {
        self.reread();
        let now = clock::now();
        let Ok(known) = self.known.read() else { return Vec::new() };
        let theirs = known.values().filter(|token| {
            token.region == region && token.bearer.staff == staff && token.holds(now)
        });
        theirs.map(|token| token.bearer.clone()).collect()
    }

    /// Reads them now: one was given or taken back here, and holds at once or no longer.
    pub fn renew(&self) {
        if let Ok(mut looked) = self.looked.lock() {
            self.read(&mut looked);
        }
    }

    fn knows(&self, hash: &[u8; 32]) -> bool {
        self.known.read().is_ok_and(|known| known.contains_key(hash))
    }

    /// One request goes to the store; the others go on with what is known.
    fn reread(&self) {
        if let Ok(mut looked) = self.looked.try_lock()
            && looked.since.elapsed() > REREAD_EVERY
        {
            self.read(&mut looked);
        }
    }

    /// A token that is not known may be new, and used on several lines at once: whoever has it
    /// waits for the one that is reading.
    fn learn(&self, hash: &[u8; 32]) {
        let Ok(mut looked) = self.looked.lock() else { return };
        if self.knows(hash) {
            return;
        }
        let gained = looked.since.elapsed().as_secs_f64() * LOOKS_PER_SECOND;
        let left = (looked.left + gained).min(LOOKS_PER_SECOND);
        if left >= 1.0 {
            self.read(&mut looked);
            looked.left = left - 1.0;
        }
    }

    fn read(&self, looked: &mut Looked) {
        looked.since = Stopwatch::start();
        match read(&self.data) {
            Ok(tokens) => {
                if let Ok(mut known) = self.known.write() {
                    *known = tokens;
                }
            }
            Err(error) => tracing::warn!(%error, "tokens cannot be read again"),
        }
    }
}

fn read(data: &std::path::Path) -> Result<HashMap<[u8; 32], StoredToken>, StoreError> {
    let connection = open::reader(data)?;
    let tokens = reference::tokens(&connection)?;
    Ok(tokens.into_iter().map(|token| (token.hash, token)).collect())
}
