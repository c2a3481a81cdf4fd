//! What the QR of a report says (R140): the result, how and when it was found, and until when it
//! holds, signed so that anybody can check it with the public key alone and without a network.
//! Nothing of it finds a person: the name is masked, the document is not in it, and the reference
//! says something to the service alone.
//!
//! ```text
//! version 1 │ key 1 │ region 4 │ result 1 │ method 1 │ limit 4 │ lab 4 │ sampled 4 │ tested 4
//! │ issued 4 │ reference 16 │ n 1 │ holds 2·n │ m 1 │ name m │ Ed25519 over all of it, 64
//! ```
//!
//! Numbers are big-endian; moments count minutes since 1970, `holds` hours from the swab, `limit`
//! copies in a millilitre. As text: `TR` and base 32.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use tenfold_domain::code::{LabId, Region, fold};
use tenfold_domain::ct::Assay;
use tenfold_domain::term::Method;
use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::base32;

/// First characters of every statement, so that no other code passes for one.
const MARK: &str = "TR";
/// The only layout there is so far.
const VERSION: u8 = 1;
const SIGNATURE_BYTES: usize = 64;
/// Longest name, in bytes; longer ones lose stars, on paper too.
const NAME_BYTES_MAX: usize = 24;
/// No statement is longer, in bytes of text: full width and blanks take a few a character.
const TEXT_BYTES_MAX: usize = 2_000;
const HOUR: i64 = 60;

/// What is signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// Number of the key that signs.
    pub key: u8,
    /// The campaign.
    pub region: Region,
    /// The result: detected or not.
    pub detected: bool,
    /// Method and detection limit.
    pub assay: Assay,
    /// Who tested.
    pub lab: LabId,
    /// When the swab was taken; whole minutes, as the next two.
    pub sampled_at: At,
    /// When it was tested.
    pub tested_at: At,
    /// When the report was made.
    pub issued_at: At,
    /// What the service knows the report by.
    pub reference: [u8; 16],
    /// Negative certificates, counted from the swab; whole hours.
    pub holds: Vec<Minutes>,
    /// The person's name, masked.
    pub name: String,
}

/// Public half of a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicKey {
    /// Ed25519.
    pub bytes: [u8; 32],
    /// It was taken back: what it signed holds no more.
    pub revoked: bool,
}

/// Why a statement does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// No statement, or one of another version.
    Unreadable,
    /// Nobody who has the key signed this.
    Altered,
    /// The key was taken back.
    Revoked,
    /// Genuine, and every certificate that it gave has ended.
    Expired,
    /// Genuine, and something later speaks against it; only the service knows.
    Superseded,
}

impl Statement {
    /// Ready to be signed: moments and spans in the units it has room for, the name shortened.
    #[must_use]
    pub fn rounded(mut self) -> Statement {
        let minute = |at: At| At(at.0.div_euclid(MINUTE_MS) * MINUTE_MS);
        self.sampled_at = minute(self.sampled_at);
        self.tested_at = minute(self.tested_at);
        self.issued_at = minute(self.issued_at);
        while self.name.len() > NAME_BYTES_MAX {
            match self.name.find("**") {
                Some(star) => drop(self.name.remove(star)),
                None => drop(self.name.pop()),
            }
        }
        self
    }

    /// Until when each certificate holds, and how long it holds in all.
    pub fn certificates(&self) -> impl Iterator<Item = (Minutes, At)> + '_ {
        self.holds.iter().map(|holds| (*holds, self.sampled_at + *holds))
    }

    /// The statement as its QR says it; `None` for a seed that makes no key.
    pub fn sign(&self, seed: &[u8; 32]) -> Option<String> {
        let mut bytes = self.body();
        let signature = Ed25519KeyPair::from_seed_unchecked(seed).ok()?.sign(&bytes);
        bytes.extend_from_slice(signature.as_ref());
        Some(format!("{MARK}{}", base32::written(&bytes)))
    }

    /// Reads a statement at a moment. `key` knows the public keys by region and number. Full
    /// width, lower case and blanks do not matter. What is not signed is not told either.
    ///
    /// # Errors
    /// Why it does not hold, with what was signed where it is genuine.
    pub fn open(
        text: &str,
        key: impl FnOnce(Region, u8) -> Option<PublicKey>,
        now: At,
    ) -> Result<Statement, (Doubt, Option<Statement>)> {
        let unreadable = || (Doubt::Unreadable, None);
        let bytes = bytes(text).ok_or_else(unreadable)?;
        let at = bytes.len().checked_sub(SIGNATURE_BYTES).ok_or_else(unreadable)?;
        let (body, signature) = bytes.split_at(at);
        let statement = Statement::of(body).ok_or_else(unreadable)?;
        let altered = || (Doubt::Altered, None);
        let key = key(statement.region, statement.key).ok_or_else(altered)?;
        let verified = UnparsedPublicKey::new(&ED25519, &key.bytes).verify(body, signature);
        verified.map_err(|_| altered())?;
        if key.revoked {
            return Err((Doubt::Revoked, Some(statement)));
        }
        let ended = statement.certificates().all(|(_, until_at)| now >= until_at);
        if ended && !statement.holds.is_empty() {
            return Err((Doubt::Expired, Some(statement)));
        }
        Ok(statement)
    }

    fn body(&self) -> Vec<u8> {
        let minutes = |at: At| {
            let minutes = at.0.div_euclid(MINUTE_MS).clamp(0, i64::from(u32::MAX));
            (minutes as u32).to_be_bytes()
        };
        let mut body = vec![VERSION, self.key];
        body.extend(self.region.0.to_be_bytes());
        body.extend([u8::from(self.detected), self.assay.method.number()]);
        body.extend(self.assay.limit_copies_per_ml.to_be_bytes());
        body.extend(self.lab.0.to_be_bytes());
        for at in [self.sampled_at, self.tested_at, self.issued_at] {
            body.extend(minutes(at));
        }
        body.extend(self.reference);
        body.push(self.holds.len() as u8);
        for holds in &self.holds {
            let hours = (holds.0 / HOUR).clamp(0, i64::from(u16::MAX)) as u16;
            body.extend(hours.to_be_bytes());
        }
        body.push(self.name.len() as u8);
        body.extend(self.name.as_bytes());
        body
    }

    fn of(body: &[u8]) -> Option<Statement> {
        let mut rest = body;
        let [VERSION, key] = take(&mut rest)? else { return None };
        let region = Region(u32::from_be_bytes(take(&mut rest)?));
        let [detected, method] = take(&mut rest)?;
        let limit_copies_per_ml = u32::from_be_bytes(take(&mut rest)?);
        let assay = Assay { method: Method::from_number(method)?, limit_copies_per_ml };
        let lab = LabId(u32::from_be_bytes(take(&mut rest)?));
        let mut moment = || {
            let minutes = u32::from_be_bytes(take(&mut rest)?);
            Some(At(i64::from(minutes) * MINUTE_MS))
        };
        let (sampled_at, tested_at, issued_at) = (moment()?, moment()?, moment()?);
        let reference = take(&mut rest)?;
        let [count] = take(&mut rest)?;
        let hours = |_| Some(Minutes::hours(i64::from(u16::from_be_bytes(take(&mut rest)?))));
        let holds = (0..count).map(hours).collect::<Option<_>>()?;
        let [length] = take(&mut rest)?;
        if rest.len() != usize::from(length) || detected > 1 {
            return None;
        }
        let name = std::str::from_utf8(rest).ok()?.to_owned();
        Some(Statement {
            key,
            region,
            detected: detected == 1,
            assay,
            lab,
            sampled_at,
            tested_at,
            issued_at,
            reference,
            holds,
            name,
        })
    }
}

/// The public key of a seed.
pub fn public_key(seed: &[u8; 32]) -> Option<[u8; 32]> {
    let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
    pair.public_key().as_ref().try_into().ok()
}

/// The next bytes.
fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*taken)
}

/// The bytes of a text, cleaned as every scan is. An address may stand before its last `#`.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let text = text.rsplit('#').next().unwrap_or(text);
    let folded = Some(text).filter(|text| text.len() <= TEXT_BYTES_MAX).map(fold)?;
    base32::read(folded.strip_prefix(MARK)?)
}

impl Doubt {
    /// The word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Doubt::Unreadable => "unreadable",
            Doubt::Altered => "altered",
            Doubt::Revoked => "revoked",
            Doubt::Expired => "expired",
            Doubt::Superseded => "superseded",
        }
    }

    /// In Chinese, with what to do.
    pub fn zh(self) -> &'static str {
        match self {
            Doubt::Unreadable => "不是本系统报告的核验码；请重新扫描",
            Doubt::Altered => "报告不真实：核验码并非本系统签发，或已被改动；请勿采信",
            Doubt::Revoked => "签发此报告的密钥已停用；请本人重新查询并打印报告",
            Doubt::Expired => "报告真实，但阴性证明已过有效期；请重新检测",
            Doubt::Superseded => "报告真实，但已不再有效；请本人查询最新结果",
        }
    }

    /// In English, with what to do.
    pub fn en(self) -> &'static str {
        match self {
            Doubt::Unreadable => "no code of a report of ours; scan it again",
            Doubt::Altered => "NOT genuine: nobody here signed this, or it was altered; refuse it",
            Doubt::Revoked => {
                "the key that signed this report was taken back; its holder can have it made anew"
            }
            Doubt::Expired => "genuine, but its certificates have ended; a new test is needed",
            Doubt::Superseded => {
                "genuine, but it no longer holds; its holder can look the newest outcome up"
            }
        }
    }
}
