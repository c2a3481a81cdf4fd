//! Keys: what seals personal data and what finds a person again without knowing them.
//!
//! One root key, kept outside the database (a file or the environment), gives its keys by
//! HMAC-SHA-256: one seals (AES-256-GCM), one makes look-up keys, one those that sign the codes
//! residents show, one those that sign reports, one hides what a report refers to, one opens what
//! devices sealed, one only tells whether the root is the right one. A database without the root
//! key shows nobody's name or number, and nobody can try numbers against its look-up keys.

use std::path::Path;

use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use aes_gcm::aes::Aes256;
use aes_gcm::aes::cipher::{Block, BlockCipherDecrypt as _, BlockCipherEncrypt as _};
use aes_gcm::{Aes256Gcm, Key};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use tenfold_domain::code::{PersonKey, Region, ScanId};
use tenfold_domain::person::Document;
use zeroize::Zeroizing;

use super::hybrid::{KeyPair, PUBLIC_BYTES};

/// Environment variable that holds the root key as 64 hexadecimal digits.
pub const KEY_VARIABLE: &str = "TENFOLD_KEY";

/// Name of the key file inside the data folder when none is given.
pub const KEY_FILE: &str = "tenfold.key";

const NONCE_BYTES: usize = 12;

/// What a device seals is a command's personal part, of this layout, and nothing else.
const DEVICE_INFO: &[u8] = b"tenfold command 1";

/// Why keys or sealed data cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The key file or variable holds no key.
    #[error("{0} does not hold a key of 64 hexadecimal digits")]
    NotAKey(String),
    /// There is no key where one was expected.
    #[error("no key at {0}: give --key FILE or set {KEY_VARIABLE}")]
    NoKey(String),
    /// The key belongs to another campaign.
    #[error("the key does not belong to this data: nothing sealed here can be opened with it")]
    WrongKey,
    /// The key file cannot be written or read.
    #[error("key file {0}: {1}")]
    File(String, std::io::Error),
    /// The system gives no random bytes.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
    /// Sealed data was changed, moved to another row, or sealed with another key.
    #[error("sealed data does not open: it was changed or belongs to another row")]
    Sealed,
}

/// The keys in use.
pub struct Vault {
    seal: Aes256Gcm,
    look_up: Hmac<Sha256>,
    sign: Hmac<Sha256>,
    report: Hmac<Sha256>,
    reference: Aes256,
    device: Option<KeyPair>,
    check: [u8; 16],
}

impl Vault {
    /// Keys from a root key of 32 bytes.
    pub fn new(root: &[u8; 32]) -> Vault {
        let seal_key = Zeroizing::new(derive(root, b"tenfold seal 1"));
        let look_up_key = Zeroizing::new(derive(root, b"tenfold look-up 1"));
        let sign_key = Zeroizing::new(derive(root, b"tenfold sign 1"));
        let report_key = Zeroizing::new(derive(root, b"tenfold report 1"));
        let reference_key = Zeroizing::new(derive(root, b"tenfold reference 1"));
        let mut check = [0; 16];
        check.copy_from_slice(&derive(root, b"tenfold check 1")[..16]);
        Vault {
            seal: Aes256Gcm::new(&Key::<Aes256Gcm>::from(*seal_key)),
            look_up: keyed(&look_up_key),
            sign: keyed(&sign_key),
            report: keyed(&report_key),
            reference: Aes256::new(&Key::<Aes256>::from(*reference_key)),
            device: KeyPair::first((0..=u8::MAX).map(|number| derive(root, &device_label(number)))),
            check,
        }
    }

    /// The keys of a data folder: from the environment, else from the key file. With `make`, an
    /// absent file is made; the second value tells whether it was.
    pub fn open(file: &Path, make: bool) -> Result<(Vault, bool), VaultError> {
        if let Ok(text) = std::env::var(KEY_VARIABLE) {
            let root = root_key(&text).ok_or(VaultError::NotAKey(KEY_VARIABLE.into()))?;
            return Ok((Vault::new(&root), false));
        }
        let name = file.display().to_string();
        let failed = |error| VaultError::File(name.clone(), error);
        if file.exists() {
            let text = Zeroizing::new(std::fs::read_to_string(file).map_err(failed)?);
            let root = root_key(&text).ok_or_else(|| VaultError::NotAKey(name.clone()))?;
            return Ok((Vault::new(&root), false));
        }
        if !make {
            return Err(VaultError::NoKey(name));
        }
        let mut root = Zeroizing::new([0u8; 32]);
        getrandom::fill(root.as_mut()).map_err(VaultError::Random)?;
        write_private(file, &hex(root.as_ref())).map_err(failed)?;
        Ok((Vault::new(&root), true))
    }

    /// What a campaign keeps to recognise its key.
    pub fn key_check(&self) -> [u8; 16] {
        self.check
    }

    /// Refuses a campaign that was sealed with another key.
    pub fn belongs_to(&self, key_check: &[u8]) -> Result<(), VaultError> {
        if self.check == key_check { Ok(()) } else { Err(VaultError::WrongKey) }
    }

    /// The look-up key of a person; the same everywhere, so that somebody sampled in two regions
    /// can be found.
    pub fn person(&self, document: &Document) -> PersonKey {
        let mut mac = self.look_up.clone();
        mac.update(document.kind().word().as_bytes());
        mac.update(b"|");
        mac.update(document.number().as_bytes());
        let full = mac.finalize().into_bytes();
        let mut key = [0; 16];
        key.copy_from_slice(&full[..16]);
        PersonKey(key)
    }

    /// A short keyed mark of personal data, to tell whether two are the same.
    pub fn mark(&self, parts: &[&str]) -> [u8; 8] {
        let mut mac = self.look_up.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part.as_bytes());
        }
        let full = mac.finalize().into_bytes();
        let mut mark = [0; 8];
        mark.copy_from_slice(&full[..8]);
        mark
    }

    /// What signs the codes of people who entered their own data, for each region and each number
    /// of a key another.
    pub fn signing_secret(&self, region: Region, number: u8) -> [u8; 32] {
        let mut mac = self.sign.clone();
        mac.update(&region.0.to_le_bytes());
        mac.update(&[number]);
        mac.finalize().into_bytes().into()
    }

    /// The seed of an Ed25519 key that signs reports, for each region and each number another.
    pub fn report_seed(&self, region: Region, number: u8) -> Zeroizing<[u8; 32]> {
        let mut mac = self.report.clone();
        mac.update(&region.0.to_le_bytes());
        mac.update(&[number]);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    /// A reference to a registration that nobody else can read, and another each time: one block
    /// of its number and chance. Whoever shows it has signed it, so that none can be tried.
    pub fn report_reference(&self, seq: u64) -> Result<[u8; 16], VaultError> {
        let mut block = [0; 16];
        getrandom::fill(&mut block).map_err(VaultError::Random)?;
        block[..8].copy_from_slice(&seq.to_be_bytes());
        let mut block = Block::<Aes256>::from(block);
        self.reference.encrypt_block(&mut block);
        Ok(block.into())
    }

    /// The registration of a reference.
    pub fn referred(&self, reference: [u8; 16]) -> u64 {
        let mut block = Block::<Aes256>::from(reference);
        self.reference.decrypt_block(&mut block);
        block.iter().take(8).fold(0, |seq, byte| seq << 8 | u64::from(*byte))
    }

    /// What devices seal personal data to while it waits on them.
    pub fn device_key(&self) -> Option<&[u8; PUBLIC_BYTES]> {
        self.device.as_ref().map(KeyPair::public)
    }

    /// Opens what a device sealed for one scan: it opens for no other.
    pub fn open_from_device(
        &self,
        region: Region,
        scan: &ScanId,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let place = [&region.0.to_be_bytes()[..], &scan.0].concat();
        let opened = self.device.as_ref().and_then(|pair| pair.open(sealed, DEVICE_INFO, &place));
        opened.ok_or(VaultError::Sealed)
    }

    /// Seals bytes for one row of one table, named by region and scan: they open nowhere else.
    /// Layout: nonce (12 bytes), ciphertext, tag (16 bytes).
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0u8; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(VaultError::Random)?;
        let payload = Payload { msg: plain, aad: &place.bytes() };
        let sealed = self.seal.encrypt(&Nonce::<Aes256Gcm>::from(nonce), payload);
        let sealed = sealed.map_err(|_| VaultError::Sealed)?;
        let mut out = Vec::with_capacity(NONCE_BYTES + sealed.len());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what [`Vault::seal`] sealed for the same place.
    pub fn open_sealed(
        &self,
        place: Place<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(VaultError::Sealed)?;
        let payload = Payload { msg: rest, aad: &place.bytes() };
        let opened = self.seal.decrypt(&Nonce::<Aes256Gcm>::from(*nonce), payload);
        opened.map(Zeroizing::new).map_err(|_| VaultError::Sealed)
    }
}

/// The row that sealed bytes belong to.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Table, for instance `registration`.
    pub table: &'a str,
    /// The region.
    pub region: Region,
    /// What names the row: a scan, or a person's look-up key.
    pub row: &'a [u8; 16],
}

impl<'a> Place<'a> {
    /// The row a scan makes in a table.
    pub fn of_scan(table: &'a str, region: Region, scan: &'a ScanId) -> Place<'a> {
        Place { table, region, row: &scan.0 }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(48);
        bytes.extend_from_slice(self.table.as_bytes());
        bytes.push(0);
        bytes.extend_from_slice(&self.region.0.to_le_bytes());
        bytes.extend_from_slice(self.row);
        bytes
    }
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    // HMAC takes keys of any length, so this cannot fail; an all-zero key is never reached.
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()))
}

/// What a number that is no scalar is tried again with.
fn device_label(number: u8) -> Vec<u8> {
    [b"tenfold device 1".as_slice(), &[number]].concat()
}

fn derive(root: &[u8; 32], label: &[u8]) -> [u8; 32] {
    let mut mac = keyed(root);
    mac.update(label);
    mac.finalize().into_bytes().into()
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn root_key(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let text = text.trim();
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut root = Zeroizing::new([0u8; 32]);
    for (place, byte) in root.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).ok()?;
    }
    Some(root)
}

#[cfg(unix)]
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut out =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    writeln!(out, "{text}")?;
    out.sync_all()
}

#[cfg(not(unix))]
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    std::fs::write(file, text)
}
