//! What a party is sent: what it needs to act and no more. No name, no number of a document or
//! phone and no look-up key leaves; who it is about the party looks up with a token of its own,
//! which leaves a row in the access log.

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{Region, ScanId};
use tenfold_domain::time::At;

use super::super::clock;
use super::super::vault::hex;
use super::words;
use crate::setup::notify::Language;
use crate::storage::StoreError;
use crate::storage::tables::outbox::Queued;

/// A notice ready to be sent.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The same in every try, 32 hexadecimal digits: a receiver that has seen it does nothing.
    pub key: String,
    /// Its number in the ledger.
    pub notice: u64,
    /// When the party was told, by the rules.
    pub told_at: At,
    /// JSON.
    pub body: Vec<u8>,
    /// The same for a person to read, in the languages of the endpoint: Chinese, English.
    pub texts: [Option<String>; 2],
}

/// Tells a notice from every other, also of a campaign that was begun anew in the same region.
pub fn key(region: Region, notice: u64, scan: &ScanId) -> String {
    let mut hash = Sha256::new();
    hash.update(b"tenfold notice 1");
    hash.update(region.0.to_be_bytes());
    hash.update(notice.to_be_bytes());
    hash.update(scan.0);
    hex(&hash.finalize()[..16])
}

#[derive(Serialize)]
struct Body<'a> {
    key: &'a str,
    notice: u64,
    region: u32,
    party: &'static str,
    message: &'static str,
    tube: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lab: Option<LabPart<'a>>,
    told_at_ms: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_zh: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_en: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    say_to_person_zh: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    say_to_person_en: Option<&'static str>,
}

#[derive(Serialize)]
struct LabPart<'a> {
    id: u32,
    name_zh: &'a str,
    name_en: &'a str,
}

impl Letter {
    /// What an endpoint is sent of a notice.
    ///
    /// # Errors
    /// None that can be thought of: everything in it is text or a number.
    pub fn of(
        campaign: &Campaign,
        queued: &Queued,
        language: Language,
    ) -> Result<Letter, StoreError> {
        let told = &queued.told;
        let key = key(campaign.region, told.notice, &told.scan);
        let lab = queued.lab.and_then(|id| campaign.labs.iter().find(|lab| lab.id == id));
        let names = lab.map_or(("－", "-"), |lab| (lab.name_zh.as_str(), lab.name_en.as_str()));
        let (zh, en) = texts(queued, names);
        let say = words::to_person(told.message);
        let (in_zh, in_en) = (language != Language::En, language != Language::Zh);
        let body = Body {
            key: &key,
            notice: told.notice,
            region: campaign.region.0,
            party: told.party.word(),
            message: told.message.word(),
            tube: told.tube.as_str(),
            lab: lab.map(|lab| LabPart {
                id: lab.id.0,
                name_zh: &lab.name_zh,
                name_en: &lab.name_en,
            }),
            told_at_ms: told.told_at.0,
            due_at_ms: queued.due_at.map(|at| at.0),
            text_zh: in_zh.then_some(&zh),
            text_en: in_en.then_some(&en),
            say_to_person_zh: say.filter(|_| in_zh).map(|(zh, _)| zh),
            say_to_person_en: say.filter(|_| in_en).map(|(_, en)| en),
        };
        let body =
            serde_json::to_vec(&body).map_err(|error| StoreError::Backend(error.to_string()))?;
        let texts = [in_zh.then_some(zh), in_en.then_some(en)];
        Ok(Letter { notice: told.notice, told_at: told.told_at, key, body, texts })
    }
}

/// The same in words, Chinese and English; times at UTC+8.
fn texts(queued: &Queued, lab: (&str, &str)) -> (String, String) {
    let told = &queued.told;
    let (at, tube) = (clock::shown(told.told_at), &told.tube);
    let (task_zh, task_en) = words::task(told.message, told.party);
    let due = queued.due_at.map(clock::shown);
    let by_zh = due.as_ref().map(|due| format!("，须于 {due} 前完成")).unwrap_or_default();
    let by_en = due.map(|due| format!(", to be done by {due}")).unwrap_or_default();
    // Of a whole tube it is the squads' list that says who.
    let (who_zh, who_en) = match told.person {
        Some(_) => {
            ("人员信息请凭本单位令牌查询。", " Look the person up with a token of your own.")
        }
        None => ("", ""),
    };
    let zh = format!(
        "{}：采样管 {tube}，检测机构 {}，{at} 通知{by_zh}。{task_zh}。{who_zh}",
        told.message.zh(),
        lab.0
    );
    let en = format!(
        "{}: tube {tube}, lab {}, told at {at} (UTC+8){by_en}. Please {task_en}.{who_en}",
        told.message.en(),
        lab.1
    );
    (zh, en)
}
