//! What the bridge says to a page, in both tongues.

use serde_json::{Value, json};
use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::time::At;

use super::{Fault as Failing, Reading};
use crate::edge::chip;
use crate::edge::fault::Fault;
use crate::edge::who::Who;

/// How it stands with the reader, for as long as nothing changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Not looked yet.
    Starting,
    /// Waits for a card.
    Ready,
    /// The card that was read still lies there.
    Left,
    /// The last look failed.
    Failing(Failing),
}

impl Standing {
    /// A word for programs, Chinese and English for people.
    pub fn words(self) -> [&'static str; 3] {
        match self {
            Standing::Starting => ["starting", "正在连接读卡器", "connecting to the card reader"],
            Standing::Ready => ["ready", "请放置证件", "lay the card on the reader"],
            Standing::Left => ["left", "已读取，请取走证件", "read; take the card away"],
            Standing::Failing(Failing::Gone) => [
                "gone",
                "读卡器未连接：请检查连线",
                "the card reader is not there: check its cable",
            ],
            Standing::Failing(Failing::Taken) => [
                "taken",
                "读卡器被其他程序占用，或无权限打开：请关闭该程序",
                "another program holds the card reader, or you may not open it: close that program",
            ],
            Standing::Failing(Failing::Silent) => [
                "silent",
                "读卡器无应答：请重新插拔",
                "the card reader does not answer: unplug it and plug it in again",
            ],
            Standing::Failing(Failing::Damaged) => [
                "damaged",
                "数据在传输中受损，正在重读：请勿移动证件",
                "the data was damaged on the way and is read again: leave the card where it is",
            ],
            Standing::Failing(Failing::Unreadable(_)) => [
                "unreadable",
                "未能读取证件：请取走后重新平放，或手工录入",
                "the card could not be read: lift it and lay it flat again, or enter it by hand",
            ],
        }
    }

    /// As a page gets it.
    pub fn json(self) -> Value {
        let [word, zh, en] = self.words();
        let mut told = json!({"type": "standing", "standing": word, "zh": zh, "en": en});
        if let Standing::Failing(Failing::Unreadable(status)) = self {
            told["status"] = json!(format!("{status:02X}"));
        }
        told
    }
}

/// A reading as a page gets it: the person, in the words of a registration, with the chip's text
/// where there is one; or why it names nobody. `today` tells cards that have expired.
pub fn reading(reading: &Reading, today: At) -> Value {
    let read = match reading {
        Reading::Record(record) => chip::parse(&record[..], today),
        Reading::Fields { name, number } => {
            // The number decides among the cards that have a chip.
            let document = Document::parse(DocumentKind::ResidentId, number, today);
            document.map_err(Fault::from).map(|document| {
                let mut who = Who::of(document);
                who.name.push_str(name.trim());
                who
            })
        }
    };
    let mut told = match read {
        Ok(who) => card(&who),
        Err(fault) => json!({"type": "fault", "zh": fault.zh(), "en": fault.en()}),
    };
    if let Reading::Record(record) = reading {
        // A newer server may understand a card that this bridge does not.
        let hex: String = record.iter().map(|byte| format!("{byte:02x}")).collect();
        told["chip"] = Value::String(hex);
    }
    told
}

fn card(who: &Who) -> Value {
    let warnings: Vec<Value> =
        who.warnings.iter().map(|one| json!({"zh": one.zh(), "en": one.en()})).collect();
    let birth = who.birth.map(|born| {
        let (year, month, day) = (born.year, born.month, born.day);
        format!("{year:04}-{month:02}-{day:02}")
    });
    json!({
        "type": "card", "name": who.name, "birth": birth, "sex": who.sex.map(|sex| sex.word()),
        "document": {"kind": who.document.kind().word(), "number": who.document.number()},
        "warnings": warnings,
    })
}
