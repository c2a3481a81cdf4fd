//! Personal data: read at the door, sealed at once, opened only for who may see it.

use serde::{Deserialize, Serialize};
use tenfold_domain::code::{PersonKey, Region, ScanId};
use tenfold_domain::command::Opaque;
use tenfold_domain::person::{mask_name, mask_number, mask_phone};

use super::vault::{Place, Vault, VaultError};

/// What is known of a person beyond a look-up key. Never formatted, never logged.
#[derive(Clone, Serialize, Deserialize)]
pub struct Personal {
    /// Name.
    #[serde(rename = "n")]
    pub name: String,
    /// Kind of document, a word.
    #[serde(rename = "k")]
    pub kind: String,
    /// Normalised document number.
    #[serde(rename = "d")]
    pub number: String,
    /// Phone number.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Kind and number of the document of whoever answers for them.
    #[serde(rename = "g", default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<(String, String)>,
}

impl Personal {
    /// Sealed for the row its registration makes.
    pub fn seal(&self, vault: &Vault, region: Region, scan: &ScanId) -> Result<Opaque, VaultError> {
        let sealed = self.seal_at(vault, Place::of_scan("registration", region, scan))?;
        Ok(Opaque(sealed.into()))
    }

    /// Sealed for a row of the roster.
    pub fn seal_for_roster(
        &self,
        vault: &Vault,
        region: Region,
        person: &PersonKey,
    ) -> Result<Vec<u8>, VaultError> {
        self.seal_at(vault, Place { table: "roster", region, row: &person.0 })
    }

    /// Sealed for the reference under which somebody entered their own data.
    pub fn seal_preregistered(
        &self,
        vault: &Vault,
        region: Region,
        reference: &[u8; 16],
    ) -> Result<Vec<u8>, VaultError> {
        self.seal_at(vault, Place { table: "preregistration", region, row: reference })
    }

    /// The same opened again.
    pub fn open_preregistered(
        vault: &Vault,
        region: Region,
        reference: &[u8; 16],
        sealed: &[u8],
    ) -> Result<Personal, VaultError> {
        Personal::open_at(vault, Place { table: "preregistration", region, row: reference }, sealed)
    }

    fn seal_at(&self, vault: &Vault, place: Place<'_>) -> Result<Vec<u8>, VaultError> {
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(self).unwrap_or_default());
        vault.seal(place, &plain)
    }

    /// Opened again.
    pub fn open(
        vault: &Vault,
        region: Region,
        scan: &ScanId,
        sealed: &Opaque,
    ) -> Result<Personal, VaultError> {
        Personal::open_at(vault, Place::of_scan("registration", region, scan), &sealed.0)
    }

    /// A row of the roster opened again.
    pub fn open_from_roster(
        vault: &Vault,
        region: Region,
        person: &PersonKey,
        sealed: &[u8],
    ) -> Result<Personal, VaultError> {
        Personal::open_at(vault, Place { table: "roster", region, row: &person.0 }, sealed)
    }

    fn open_at(vault: &Vault, place: Place<'_>, sealed: &[u8]) -> Result<Personal, VaultError> {
        let plain = vault.open_sealed(place, sealed)?;
        serde_json::from_slice(&plain).map_err(|_| VaultError::Sealed)
    }

    /// As lists show it: 张*三, 110101********1234, 138****0000.
    pub fn masked(&self) -> Personal {
        Personal {
            name: mask_name(&self.name),
            kind: self.kind.clone(),
            number: mask_number(&self.number),
            phone: self.phone.as_deref().map(mask_phone),
            guardian: self
                .guardian
                .as_ref()
                .map(|(kind, number)| (kind.clone(), mask_number(number))),
        }
    }
}

/// Seals a command as it came, for the fact that it was refused and kept.
pub fn seal_original(
    vault: &Vault,
    region: Region,
    scan: &ScanId,
    original: &[u8],
) -> Result<Opaque, VaultError> {
    vault.seal(Place::of_scan("kept_command", region, scan), original).map(|s| Opaque(s.into()))
}

/// Opens a kept command.
pub fn open_original(
    vault: &Vault,
    region: Region,
    scan: &ScanId,
    sealed: &Opaque,
) -> Result<zeroize::Zeroizing<Vec<u8>>, VaultError> {
    vault.open_sealed(Place::of_scan("kept_command", region, scan), &sealed.0)
}
