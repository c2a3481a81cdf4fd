//! A command that was done by hand and refused, opened for whoever must settle it.

use serde::Serialize;
use serde_json::value::RawValue;
use tenfold_domain::code::Region;
use tenfold_domain::event::Event;
use tenfold_domain::refusal::Refusal;
use utoipa::ToSchema;

use super::Look;
use crate::service::personal::open_original;
use crate::service::vault::Vault;
use crate::storage::tables::query;
use crate::storage::{Entry, StoreError, fact};

/// A kept command, with what stood in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptOriginal {
    /// Its number; `resolve` names it by this.
    pub number: u64,
    /// What was asked for, a word.
    pub act: String,
    /// Name of the refusal.
    pub refusal: &'static str,
    /// Why it was refused, in Chinese.
    pub zh: &'static str,
    /// Why it was refused, in English.
    pub en: &'static str,
    /// What to do next, in Chinese.
    pub do_zh: &'static str,
    /// What to do next, in English.
    pub do_en: &'static str,
    /// When, by the device's clock.
    pub at_ms: i64,
    /// Who.
    pub staff: u32,
    /// On which device.
    pub device: u32,
    /// The command as it came; absent when it no longer opens, for instance after the campaign
    /// was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub original: Option<Box<RawValue>>,
}

/// The kept command of this number, still sealed.
pub fn sealed(look: &Look<'_>, number: u64) -> Result<Option<Entry>, StoreError> {
    let table = fact::TABLES.iter().find(|table| table.name == "kept_command");
    query::fact(look.connection, look.region, (table.map_or(0, |table| table.number), number))
}

/// The same, opened. Nothing but a kept command opens.
pub fn opened(vault: &Vault, region: Region, entry: &Entry) -> Option<KeptOriginal> {
    let Event::Kept { refusal, act, original } = &entry.event else { return None };
    let refusal = Refusal::from_number(*refusal)?;
    let plain = open_original(vault, region, &entry.stamp.scan, original).ok();
    Some(KeptOriginal {
        number: entry.seq,
        act: act.clone(),
        refusal: refusal.name(),
        zh: refusal.zh(),
        en: refusal.en(),
        do_zh: refusal.do_zh(),
        do_en: refusal.do_en(),
        at_ms: entry.stamp.at.0,
        staff: entry.stamp.by.0,
        device: entry.stamp.device.0,
        original: plain.and_then(|plain| serde_json::from_slice(&plain).ok()),
    })
}
