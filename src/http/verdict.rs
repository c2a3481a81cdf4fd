//! What became of a command, in the words of the wire.

use serde::{Serialize, Serializer};
use tenfold_domain::code::ScanId;
use tenfold_domain::event::Event;
use tenfold_domain::refusal::{Refusal, Refused};
use utoipa::ToSchema;

use super::member::{Fault, Member};
use super::said::Said;
use crate::service::personal::Personal;
use crate::service::receipt::receipt;
use crate::service::writer::Answer;
use crate::storage::Entry;

/// What became of a command. Which of the optional fields are there depends on the act.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Verdict<'a> {
    /// The command's identity; `null` when it had none that could be read.
    #[schema(value_type = Option<String>, example = "01890a5d-ac96-774b-bcce-b302099a8057")]
    pub scan_id: Option<Id>,
    /// `recorded`, `already_recorded`, `refused`, `kept` or `invalid`.
    #[schema(value_type = String, example = "recorded")]
    pub verdict: &'static str,
    /// Number of its first fact in the region's ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// The tube: register.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub tube: Option<&'a str>,
    /// Place in the tube, from 1: register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u8>,
    /// The receipt code, 12 characters: register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// Masked name of who entered their data beforehand: the clerk compares it with the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "张*三")]
    pub name: Option<&'a str>,
    /// Masked number of their document.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "360781********0011")]
    pub document: Option<&'a str>,
    /// Who took a number whose check digit is wrong: register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overridden_by: Option<u32>,
    /// The tube was sealed with fewer members than it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<bool>,
    /// The lab a box goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lab: Option<u32>,
    /// When the box should be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrive_at_ms: Option<i64>,
    /// When its last outcome should be known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome_at_ms: Option<i64>,
    /// Both time limits can be met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feasible: Option<bool>,
    /// When its first test should begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_at_ms: Option<i64>,
    /// Why it goes there and not to the lab fixed beforehand, or why to none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub route_reason: Option<&'static str>,
    /// No lab is reached in time: keep the box cold (R101).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_cold: Option<bool>,
    /// Boxes that go to another lab because of this: close_lab, open_lab.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rerouted: Option<usize>,
    /// Boxes that no lab takes any more because of this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unrouted: Option<usize>,
    /// The lab's number for the one tube received, to be written on it: lab, day, count of the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "1-20220401-0001")]
    pub accession: Option<String>,
    /// How many tubes were received, where it was not one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<usize>,
    /// The run holds: read_plate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<bool>,
    /// The call of the one tube called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub call: Option<&'static str>,
    /// The calls of a plate.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Called<'a>>,
    /// How many calls were confirmed: review, review_plate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<usize>,
    /// People who must be swabbed again because of this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recollections: Option<usize>,
    /// Differences that were seen and recorded, and refused nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Differed<'a>>,
    /// Why it was refused, kept or not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Reason>,
    /// The line of a batch at which reading stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What exactly cannot be read, for whoever wrote the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
}

/// What exactly cannot be read, in both languages, and never what stood there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Detail {
    /// The field at fault, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "count")]
    pub field: Option<&'static str>,
    /// What it should be, in Chinese.
    #[schema(example = "字段 count：应为 0 至 255 的整数")]
    pub zh: String,
    /// What it should be, in English.
    #[schema(example = "field count must be a whole number, 0 to 255")]
    pub en: String,
    /// What to do, in Chinese.
    #[schema(value_type = String, example = "更正该字段后重新发送")]
    pub do_zh: &'static str,
    /// What to do, in English.
    #[schema(value_type = String, example = "correct the field and send the command again")]
    pub do_en: &'static str,
}

impl From<Member> for Detail {
    fn from(member: Member) -> Detail {
        let (name, Said { zh, en }) = (member.name, member.wanted.said());
        Detail {
            field: Some(name),
            zh: format!("字段 {name}：{zh}"),
            en: format!("field {name} must be {en}"),
            do_zh: "更正该字段后重新发送",
            do_en: "correct the field and send the command again",
        }
    }
}

/// The call of one tube on a plate.
#[derive(Debug, Serialize, ToSchema)]
pub struct Called<'a> {
    /// The tube.
    #[schema(value_type = String)]
    pub tube: &'a str,
    /// Its call.
    #[schema(value_type = String, example = "negative")]
    pub call: &'static str,
}

/// A difference that was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct Differed<'a> {
    /// Which.
    #[schema(value_type = String, example = "receipt_count")]
    pub difference: &'static str,
    /// In Chinese.
    #[schema(value_type = String)]
    pub zh: &'static str,
    /// In English.
    #[schema(value_type = String)]
    pub en: &'static str,
    /// What was expected.
    pub expected: i64,
    /// What was counted.
    pub counted: i64,
    /// The tube it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub tube: Option<&'a str>,
    /// The box it is about.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub box_code: Option<&'a str>,
}

/// A refusal in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reason {
    /// Its number, never given to another.
    #[schema(example = 55)]
    pub number: u16,
    /// Its name.
    #[schema(value_type = String, example = "TubeFull")]
    pub name: &'static str,
    /// What happened, in Chinese.
    #[schema(value_type = String)]
    pub zh: &'static str,
    /// What happened, in English.
    #[schema(value_type = String)]
    pub en: &'static str,
    /// What to do, in Chinese.
    #[schema(value_type = String)]
    pub do_zh: &'static str,
    /// What to do, in English.
    #[schema(value_type = String)]
    pub do_en: &'static str,
    /// The tube, box or plate that stands in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

impl From<Refused> for Reason {
    fn from(Refused { refusal, about }: Refused) -> Reason {
        Reason {
            number: refusal.number(),
            name: refusal.name(),
            zh: refusal.zh(),
            en: refusal.en(),
            do_zh: refusal.do_zh(),
            do_en: refusal.do_en(),
            about: about.map(|code| code.to_string()),
        }
    }
}

/// A scan as people and machines write it.
#[derive(Clone, Copy, Debug)]
pub struct Id(ScanId);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut text = [0; uuid::fmt::Hyphenated::LENGTH];
        let id = uuid::Uuid::from_bytes(self.0.0).hyphenated();
        to.serialize_str(id.encode_lower(&mut text))
    }
}

impl<'a> Verdict<'a> {
    /// What the writer answered.
    pub fn of(scan: ScanId, answer: &'a Answer, member: Option<Member>) -> Verdict<'a> {
        let (verdict, facts): (_, &[Entry]) = match answer {
            Answer::Refused(refused) => {
                let refusal = Some(Reason::from(*refused));
                let scan_id = Some(Id(scan));
                return Verdict { scan_id, verdict: "refused", refusal, ..Verdict::default() };
            }
            Answer::Recorded(facts) => ("recorded", facts),
            Answer::Already(facts) => ("already_recorded", facts),
        };
        let mut told = Verdict { scan_id: Some(Id(scan)), verdict, ..Verdict::default() };
        told.seq = facts.first().map(|entry| entry.seq);
        for entry in facts {
            told.add(&scan, &entry.event);
        }
        if told.verdict == "kept" {
            told.detail = member.map(Detail::from);
        }
        if let [only] = told.calls.as_slice()
            && told.valid.is_none()
        {
            told.call = Some(only.call);
            told.calls.clear();
        }
        if told.received == Some(1) {
            told.received = None;
        } else {
            told.accession = None;
        }
        told
    }

    /// With whom a pre-registration code stood for, masked.
    pub fn showing(self, shown: Option<&'a Personal>) -> Verdict<'a> {
        let (name, document) = (shown.map(|who| &*who.name), shown.map(|who| &*who.number));
        Verdict { name, document, ..self }
    }

    /// What the door said.
    pub fn turned_away(scan: Option<ScanId>, fault: &Fault) -> Verdict<'a> {
        Verdict {
            scan_id: scan.map(Id),
            verdict: "refused",
            refusal: Some(Refused::from(fault.refusal).into()),
            detail: fault.member.map(Detail::from),
            ..Verdict::default()
        }
    }

    /// A batch could not be read beyond this line.
    pub fn broken(line: usize, column: usize) -> Verdict<'a> {
        let detail = Detail {
            field: None,
            zh: format!(
                "第 {line} 行不是 JSON 对象（读到第 {column} 列为止）；该行及其后各行均未接收"
            ),
            en: format!(
                "line {line} is no JSON object (reading stopped at column {column}); \
                 lines {line} and after were not taken"
            ),
            do_zh: "更正该行后，将该行及其后各行重新发送",
            do_en: "correct the line, then send it and those after it again",
        };
        Verdict {
            verdict: "invalid",
            line: Some(line),
            refusal: Some(Refused::from(Refusal::Malformed).into()),
            detail: Some(detail),
            ..Verdict::default()
        }
    }

    fn add(&mut self, scan: &ScanId, event: &'a Event) {
        match event {
            Event::Registered { tube, position, .. } => {
                self.tube = Some(tube.as_str());
                self.position = Some(*position);
                self.receipt = Some(receipt(scan));
            }
            Event::Overridden { supervisor, .. } => self.overridden_by = Some(supervisor.0),
            Event::TubeSealed { short, .. } => self.short = short.then_some(true),
            Event::LabClosed { .. } | Event::LabOpened { .. } => {
                (self.rerouted, self.unrouted) = (Some(0), Some(0));
            }
            // Of one box its route is told, of many how many they are.
            Event::BoxRouted { .. } | Event::BoxReserved { .. } | Event::BoxUnrouted { .. }
                if self.rerouted.is_some() =>
            {
                let gone = usize::from(matches!(event, Event::BoxUnrouted { .. }));
                let moved = usize::from(matches!(event, Event::BoxRouted { .. }));
                self.rerouted = self.rerouted.map(|count| count + moved);
                self.unrouted = self.unrouted.map(|count| count + gone);
            }
            Event::BoxReserved { start_at, reason, .. } => {
                self.start_at_ms = Some(start_at.0);
                self.route_reason = Some(reason.word());
            }
            Event::BoxUnrouted { reason, .. } => {
                self.route_reason = Some(reason.word());
                self.keep_cold = Some(true);
            }
            Event::BoxRouted { lab, arrive_at, outcome_at, feasible, .. } => {
                self.keep_cold = (!feasible).then_some(true);
                self.lab = Some(lab.0);
                self.arrive_at_ms = Some(arrive_at.0);
                self.outcome_at_ms = Some(outcome_at.0);
                self.feasible = Some(*feasible);
            }
            Event::TubeReceived { accession, lab, .. } => {
                self.accession = Some(accession.written(*lab));
                self.received = Some(self.received.unwrap_or(0) + 1);
            }
            Event::RunRead { valid, .. } => self.valid = Some(*valid),
            Event::Called { tube, call, .. } | Event::CallAmended { tube, call, .. } => {
                self.calls.push(Called { tube: tube.as_str(), call: call.word() });
            }
            Event::Reviewed { .. } => self.reviewed = Some(self.reviewed.unwrap_or(0) + 1),
            Event::RecollectionOpened { .. } => self.owe(1),
            // A lab reads of a blind sample what it would of any other tube.
            Event::BlindSpared { people, .. } => self.owe(*people),
            Event::Differed { difference, tube, box_code, expected, counted } => {
                self.differences.push(Differed {
                    difference: difference.word(),
                    zh: difference.zh(),
                    en: difference.en(),
                    expected: *expected,
                    counted: *counted,
                    tube: tube.as_ref().map(|code| code.as_str()),
                    box_code: box_code.as_ref().map(|code| code.as_str()),
                });
            }
            Event::Kept { refusal, .. } => {
                // The same words again for the same command: it is kept, then and now.
                self.verdict = "kept";
                let refusal = Refusal::from_number(*refusal).unwrap_or(Refusal::Malformed);
                self.refusal = Some(Refused::from(refusal).into());
            }
            _ => {}
        }
    }
    /// So many more are owed a second swab.
    fn owe(&mut self, people: u8) {
        self.recollections = Some(self.recollections.unwrap_or(0) + usize::from(people));
    }
}
