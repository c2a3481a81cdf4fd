//! The code that a resident shows who entered their own data beforehand (R83; DOMAIN 2.4): signed,
//! short-lived, and without a word about them. What it refers to is known to whoever keeps the
//! references; here it is only told whether it is one of ours and still holds.
//!
//! ```text
//! version 1 │ key 1 │ region 4 │ expires 4 │ reference 16 │ HMAC-SHA-256 over all of it, 16
//! ```
//!
//! Numbers are big-endian, `expires` counts minutes since 1970. As text: `TP` and the 42 bytes in
//! Crockford's base 32, 70 characters of QR's alphanumeric set, which a keyboard wedge types too.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tenfold_domain::code::{Region, fold};
use tenfold_domain::time::{At, MINUTE_MS};

use super::base32;

/// First characters of every token, so that no other code passes for one.
const MARK: &str = "TP";
/// The only layout there is so far.
const VERSION: u8 = 1;
/// What is signed stands before the signature.
const BODY_BYTES: usize = 26;
const TAG_BYTES: usize = 16;
const BYTES: usize = BODY_BYTES + TAG_BYTES;
/// Characters after the mark: 42 bytes in five bits each, four bits left over.
const TEXT_LENGTH: usize = 68;

/// What a token says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Number of the key that signed it.
    pub key: u8,
    /// The campaign it is for.
    pub region: Region,
    /// It holds until then; whole minutes.
    pub expires_at: At,
    /// What it refers to: random, and nothing without whoever keeps it.
    pub reference: [u8; 16],
}

/// A key as far as a token is concerned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SigningKey {
    /// The secret.
    pub secret: [u8; 32],
    /// It was taken back: what it signed holds no more.
    pub revoked: bool,
}

/// Why a token is not taken. Holds nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Invalid {
    /// No token, or one of another version.
    Unreadable,
    /// Nobody who has the key signed this.
    Forged,
    /// The key was taken back.
    Revoked,
    /// It is for another campaign.
    OtherCampaign,
    /// Its time is over.
    Expired,
    /// What it refers to is not kept (any more).
    Unknown,
}

impl Token {
    /// The token as its QR says it.
    pub fn sign(&self, secret: &[u8; 32]) -> String {
        let body = self.body();
        let mut bytes = [0; BYTES];
        bytes[..BODY_BYTES].copy_from_slice(&body);
        let tag = mac(secret, &body).finalize().into_bytes();
        bytes[BODY_BYTES..].copy_from_slice(&tag[..TAG_BYTES]);
        format!("{MARK}{}", base32::written(&bytes))
    }

    /// Reads a token at a moment, for a campaign. `key` knows the keys by region and number; the
    /// signature is compared in a time that does not tell how far it agrees. Full width, lower
    /// case and blanks do not matter.
    ///
    /// # Errors
    /// [`Invalid`] but [`Invalid::Unknown`], in the order in which its members stand.
    pub fn open(
        text: &str,
        key: impl FnOnce(Region, u8) -> Option<SigningKey>,
        (region, now): (Region, At),
    ) -> Result<Token, Invalid> {
        let bytes = bytes(text).ok_or(Invalid::Unreadable)?;
        let (body, tag) = bytes.split_at(BODY_BYTES);
        let [VERSION, number, rest @ ..] = body else { return Err(Invalid::Unreadable) };
        let token = Token::of(*number, rest).ok_or(Invalid::Unreadable)?;
        let key = key(token.region, *number).ok_or(Invalid::Forged)?;
        mac(&key.secret, body).verify_truncated_left(tag).map_err(|_| Invalid::Forged)?;
        if key.revoked {
            return Err(Invalid::Revoked);
        }
        if token.region != region {
            return Err(Invalid::OtherCampaign);
        }
        if now >= token.expires_at { Err(Invalid::Expired) } else { Ok(token) }
    }

    fn body(&self) -> [u8; BODY_BYTES] {
        let minutes = self.expires_at.0.div_euclid(MINUTE_MS).clamp(0, i64::from(u32::MAX));
        let mut body = [0; BODY_BYTES];
        (body[0], body[1]) = (VERSION, self.key);
        body[2..6].copy_from_slice(&self.region.0.to_be_bytes());
        body[6..10].copy_from_slice(&(minutes as u32).to_be_bytes());
        body[10..].copy_from_slice(&self.reference);
        body
    }

    /// What stands behind version and key.
    fn of(key: u8, rest: &[u8]) -> Option<Token> {
        let (region, rest) = rest.split_first_chunk::<4>()?;
        let (minutes, reference) = rest.split_first_chunk::<4>()?;
        Some(Token {
            key,
            region: Region(u32::from_be_bytes(*region)),
            expires_at: At(i64::from(u32::from_be_bytes(*minutes)) * MINUTE_MS),
            reference: reference.try_into().ok()?,
        })
    }
}

/// The bytes of a text, cleaned as every scan is; `None` when they are not just 42.
fn bytes(text: &str) -> Option<[u8; BYTES]> {
    // Full width and blanks take a few bytes a character; more is no token.
    let folded = Some(text).filter(|text| text.len() <= 16 * TEXT_LENGTH).map(fold)?;
    let digits = folded.strip_prefix(MARK).filter(|digits| digits.len() == TEXT_LENGTH)?;
    base32::read(digits)?.try_into().ok()
}

fn mac(secret: &[u8; 32], body: &[u8]) -> Hmac<Sha256> {
    // HMAC fills a shorter key up with zeros itself (RFC 2104).
    let mut block = [0; 64];
    block[..secret.len()].copy_from_slice(secret);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(b"tenfold pre-registration\0");
    mac.update(body);
    mac
}

impl Invalid {
    /// In Chinese, with what to do.
    pub fn zh(self) -> &'static str {
        match self {
            Invalid::Unreadable => "不是本系统的预登记码；请重扫，或改用证件登记",
            Invalid::Forged => "预登记码无效，并非本系统签发；请核对证件并改用证件登记",
            Invalid::Revoked => "预登记码的签发密钥已停用；请重新预登记，或改用证件登记",
            Invalid::OtherCampaign => "预登记码属于其他地区的任务；请改用证件登记",
            Invalid::Expired => "预登记码已过期；请重新预登记，或改用证件登记",
            Invalid::Unknown => "没有这个预登记码的记录；请重新预登记，或改用证件登记",
        }
    }

    /// In English, with what to do.
    pub fn en(self) -> &'static str {
        match self {
            Invalid::Unreadable => {
                "no pre-registration code of ours; scan it again or register by the document"
            }
            Invalid::Forged => {
                "this pre-registration code was not issued here; look at the document and register \
                 by it"
            }
            Invalid::Revoked => {
                "the key of this pre-registration code was taken back; pre-register anew or \
                 register by the document"
            }
            Invalid::OtherCampaign => {
                "this pre-registration code is for another region; register by the document"
            }
            Invalid::Expired => {
                "this pre-registration code has expired; pre-register anew or register by the \
                 document"
            }
            Invalid::Unknown => {
                "nothing is kept under this pre-registration code; pre-register anew or register \
                 by the document"
            }
        }
    }
}
