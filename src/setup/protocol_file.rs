//! The shape of a protocol file; see `fixtures/protocols/*.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use tenfold_domain::time::Minutes;

use super::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProtocolFile {
    pub name: String,
    pub capacities: Vec<u8>,
    pub batch_capacity: [u8; 4],
    pub classes: Vec<ClassFile>,
    pub tube_codes: Vec<CodeFile>,
    pub box_codes: Vec<CodeFile>,
    pub transport: TransportFile,
    #[serde(default)]
    pub routing: RoutingFile,
    pub lab: LabFile,
    #[serde(default)]
    pub quality: QualityFile,
    pub recollection: RecollectionFile,
    pub clock: ClockFile,
    pub staffing: StaffingFile,
    #[serde(default)]
    pub certificates: CertificatesFile,
    #[serde(default)]
    pub schedules: Vec<ScheduleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassFile {
    pub class: String,
    pub capacity: u8,
    #[serde(default)]
    pub capacity_by_area: BTreeMap<String, u8>,
    pub phone_mandatory: bool,
    pub specimens: u8,
    pub lab_limit: Span,
    pub total_limit: Span,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeFile {
    #[serde(default)]
    pub prefix: String,
    pub length: [usize; 2],
    #[serde(default)]
    pub digits_only: bool,
    pub check: CheckFile,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CheckFile {
    None,
    Mod97,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TransportFile {
    pub tubes_per_box_max: u16,
    pub collection_interval: Span,
    pub room_limit: Span,
    pub glove_disinfections_max: u16,
}

/// Absent in plans of before: then as measured best over random streams of boxes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoutingFile {
    pub drive_percent: u16,
    pub queue_percent: u16,
    pub gain: Span,
    pub first_percent: u8,
    pub failed_runs_max: u8,
}

impl Default for RoutingFile {
    fn default() -> RoutingFile {
        RoutingFile {
            drive_percent: 25,
            queue_percent: 100,
            gain: Span(Minutes(15)),
            first_percent: 10,
            failed_runs_max: 2,
        }
    }
}

/// Absent in plans of before: then 48 h (R205) and 7 d (R257).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertificatesFile {
    pub hold: Vec<Span>,
}

impl Default for CertificatesFile {
    fn default() -> CertificatesFile {
        CertificatesFile { hold: vec![Span(Minutes::hours(48)), Span(Minutes::hours(7 * 24))] }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabFile {
    pub retests_max: u8,
    pub grey_becomes_positive: bool,
    pub publish_on_review: bool,
    pub keep_negative: Span,
    pub keep_positive: Span,
    pub report_limit: Option<Span>,
    pub untested_limit: Span,
    pub controls_min: [u8; 2],
}

/// Absent in plans of before: then as Westgard's multirule procedure has it, with 20 points as its
/// authors ask for, and three standard deviations for rates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QualityFile {
    pub baseline: u16,
    pub deviation_min: f64,
    pub warns: Vec<String>,
    pub rejects: Vec<String>,
    pub chance: f64,
    pub past: Span,
}

impl Default for QualityFile {
    fn default() -> QualityFile {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        QualityFile {
            baseline: 20,
            deviation_min: 0.1,
            warns: words(&["1-2s"]),
            rejects: words(&["1-3s", "2-2s", "R-4s", "4-1s", "10x"]),
            chance: 0.00135,
            past: Span(Minutes::hours(7 * 24)),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecollectionFile {
    pub positive_limit: Span,
    pub void_limit: Span,
    #[serde(default)]
    pub escalations: Vec<EscalationFile>,
    pub attempts_max: u8,
    pub clearance_gap: Span,
    pub clearance_negatives: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EscalationFile {
    pub after: Span,
    pub to: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockFile {
    pub ahead_max: Span,
    pub behind_max: Span,
    /// Absent in plans of before: then China's.
    pub utc_offset: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffingFile {
    pub collectors_per_lane: u8,
    pub shift: Span,
    pub persons_per_hour: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScheduleFile {
    pub name: String,
    pub days: Vec<u16>,
    pub then: Option<String>,
    pub positive: Option<String>,
    pub raised: Option<String>,
    #[serde(default)]
    pub until_cleared: bool,
}
