//! Opening what a device sealed to the service: HPKE (RFC 9180), base mode, with the suite whose
//! parts every browser has had for years: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.
//! A device keeps nothing that opens it again.

use aes_gcm::aead::{Aead as _, KeyInit as _, Nonce, Payload};
use aes_gcm::{Aes128Gcm, Key};
use hmac::{Hmac, Mac as _};
use p256::ecdh::diffie_hellman;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Bytes of a public key: a mark and two coordinates (SEC 1, uncompressed).
pub const PUBLIC_BYTES: usize = 65;
/// `"KEM"` and DHKEM(P-256, HKDF-SHA256).
const KEM: &[u8] = b"KEM\x00\x10";
/// `"HPKE"`, the same, HKDF-SHA256, AES-128-GCM.
const SUITE: &[u8] = b"HPKE\x00\x10\x00\x01\x00\x01";
const KEY_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;

/// The pair of keys of a service.
pub struct KeyPair {
    secret: SecretKey,
    public: [u8; PUBLIC_BYTES],
}

impl KeyPair {
    /// The first of these candidates that is a scalar of the curve; one in four thousand million
    /// is none.
    pub fn first(mut candidates: impl Iterator<Item = [u8; 32]>) -> Option<KeyPair> {
        let secret = candidates.find_map(|bytes| SecretKey::from_slice(&bytes).ok())?;
        let point = secret.public_key().to_sec1_point(false);
        Some(KeyPair { public: point.as_bytes().try_into().ok()?, secret })
    }

    /// What devices seal to.
    pub fn public(&self) -> &[u8; PUBLIC_BYTES] {
        &self.public
    }

    /// Opens one message: the sender's public key, then ciphertext and tag. `None` when anything
    /// of it, of `info` or of `aad` differs from what was sealed.
    pub fn open(&self, sealed: &[u8], info: &[u8], aad: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (sender, text) = sealed.split_at_checked(PUBLIC_BYTES)?;
        let theirs = PublicKey::from_sec1_bytes(sender).ok()?;
        let agreed = diffie_hellman(self.secret.to_nonzero_scalar(), theirs.as_affine());
        let between = [sender, &self.public].concat();
        let (cipher, nonce) = schedule(agreed.raw_secret_bytes(), &between, info);
        let payload = Payload { msg: text, aad };
        cipher.decrypt(&nonce, payload).ok().map(Zeroizing::new)
    }

    /// Seals one message to somebody's public key; `self` is made for it and forgotten after it.
    /// The other side of [`KeyPair::open`], as a device does it. `None` for a key that is none.
    pub fn seal(&self, to: &[u8], plain: &[u8], info: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
        let theirs = PublicKey::from_sec1_bytes(to).ok()?;
        let agreed = diffie_hellman(self.secret.to_nonzero_scalar(), theirs.as_affine());
        let between = [&self.public, to].concat();
        let (cipher, nonce) = schedule(agreed.raw_secret_bytes(), &between, info);
        let text = cipher.encrypt(&nonce, Payload { msg: plain, aad }).ok()?;
        Some([&self.public[..], &text].concat())
    }
}

/// The cipher and nonce of the only message between two keys.
fn schedule(agreed: &[u8], between: &[u8], info: &[u8]) -> (Aes128Gcm, Nonce<Aes128Gcm>) {
    let first = extract(KEM, b"", b"eae_prk", agreed);
    let shared: Zeroizing<[u8; 32]> = expand(KEM, &first, b"shared_secret", between);
    let nobody = extract(SUITE, b"", b"psk_id_hash", b"");
    let about = extract(SUITE, b"", b"info_hash", info);
    let context = [&[0][..], nobody.as_ref(), about.as_ref()].concat();
    let secret = extract(SUITE, shared.as_ref(), b"secret", b"");
    let key: Zeroizing<[u8; KEY_BYTES]> = expand(SUITE, &secret, b"key", &context);
    let nonce: Zeroizing<[u8; NONCE_BYTES]> = expand(SUITE, &secret, b"base_nonce", &context);
    (Aes128Gcm::new(&Key::<Aes128Gcm>::from(*key)), Nonce::<Aes128Gcm>::from(*nonce))
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    // HMAC takes keys of any length, so this cannot fail; an all-zero key is never reached.
    let new = Hmac::<Sha256>::new_from_slice(key);
    let mut mac = new.unwrap_or_else(|_| Hmac::new(&Default::default()));
    parts.iter().for_each(|part| mac.update(part));
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// `LabeledExtract`.
fn extract(suite: &[u8], salt: &[u8], label: &[u8], secret: &[u8]) -> Zeroizing<[u8; 32]> {
    mac(salt, &[b"HPKE-v1", suite, label, secret])
}

/// `LabeledExpand`, of at most one block.
fn expand<const N: usize>(
    suite: &[u8],
    secret: &Zeroizing<[u8; 32]>,
    label: &[u8],
    info: &[u8],
) -> Zeroizing<[u8; N]> {
    let length = (N as u16).to_be_bytes();
    let block = mac(secret.as_ref(), &[&length, b"HPKE-v1", suite, label, info, &[1]]);
    let mut out = Zeroizing::new([0; N]);
    out.iter_mut().zip(block.iter()).for_each(|(out, byte)| *out = *byte);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::hex::hexadecimal;

    /// RFC 9180, appendix A.3.1, the first message.
    const SECRET: &str = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2";
    const SENDER: &str = "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325a
        c98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4";
    const TEXT: &str = "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f
        9076ac232e3ab2523f39513434";
    const INFO: &[u8] = b"Ode on a Grecian Urn";

    fn bytes(text: &str) -> Vec<u8> {
        hexadecimal(text).expect("hexadecimal")
    }

    #[test]
    fn the_standards_own_message_opens() {
        let secret = bytes(SECRET).try_into().expect("32 bytes");
        // No scalar: all ones lie beyond the curve's order.
        let pair = KeyPair::first([[0xff; 32], secret].into_iter()).expect("a key");
        let sealed = [bytes(SENDER), bytes(TEXT)].concat();
        let opened = pair.open(&sealed, INFO, b"Count-0").expect("opens");
        assert_eq!(opened.as_slice(), b"Beauty is truth, truth beauty");
        for place in [0, 1, 64, 65, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(pair.open(&changed, INFO, b"Count-0").is_none(), "byte {place}");
        }
        assert!(pair.open(&sealed, b"", b"Count-0").is_none());
        assert!(pair.open(&sealed, INFO, b"Count-1").is_none());
        assert!(pair.open(&sealed[..64], INFO, b"Count-0").is_none());
        let sender = KeyPair::first([[7; 32]].into_iter()).expect("a key");
        let own = sender.seal(pair.public(), b"own", INFO, b"").expect("seals");
        assert_eq!(pair.open(&own, INFO, b"").expect("opens").as_slice(), b"own");
        assert!(sender.seal(&[4; 65], b"own", INFO, b"").is_none());
    }
}
