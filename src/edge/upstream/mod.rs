//! Results for other systems: a tube's outcome as HL7 v2.5.1 ORU^R01, as FHIR R4 or R5 bundles
//! (DOMAIN 3.1, 3.2), as a row of a table and as a JSON object. Nobody is named: a pool is a
//! specimen of several persons, whose number is told (SPM-13), and the sample's code stands where a
//! patient's would.

mod fhir;
mod form;
mod hl7;
mod plain;

use jiff::{Timestamp, tz::Offset};
use tenfold_domain::accession::Accession;
use tenfold_domain::code::LabId;
use tenfold_domain::term::{AmendReason, Call};
use tenfold_domain::time::{At, Minutes};

pub use fhir::{Release, bundle};
pub use form::Form;
pub use hl7::{batch_begin, batch_end, message};
pub use plain::{HEADING, cells, object};

/// LOINC: SARS-CoV-2 RNA in a specimen by amplification with probe detection.
const LOINC: (&str, &str) = ("94309-2", "SARS-CoV-2 RNA in Specimen by NAA with probe detection");
/// SNOMED CT: nasopharyngeal swab.
const SWAB: (&str, &str) = ("258500001", "Nasopharyngeal swab");

/// Who sends and to whom.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// The campaign, as its numbers are namespaced.
    pub system: &'a str,
    /// The receiving system.
    pub receiver: &'a str,
    /// East of Greenwich.
    pub utc_offset: Minutes,
    /// When the message is made.
    pub now: At,
    /// For tests of the line: `P` in production, else `T`.
    pub is_test: bool,
}

/// A tube's outcome.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// Of its publication in the region's ledger, where that is what is sent.
    pub number: Option<u64>,
    /// The tube.
    pub tube: &'a str,
    /// The lab's number for it.
    pub accession: Option<Accession>,
    /// The lab, by number and English name.
    pub lab: (u32, &'a str),
    /// Its Chinese name.
    pub lab_zh: &'a str,
    /// Persons in it.
    pub people: usize,
    /// The first swab.
    pub collected_at: Option<At>,
    /// At the lab.
    pub received_at: Option<At>,
    /// Published; nothing where only the tube's storage is still known.
    pub issued_at: Option<At>,
    /// What was found.
    pub call: Call,
    /// It was called otherwise before.
    pub is_amended: bool,
    /// Why, where that was asked for.
    pub amended_for: Option<AmendReason>,
}

impl Outcome<'_> {
    /// The lab's number for it, as it stands on the tube.
    fn written(&self) -> Option<String> {
        self.accession.map(|accession| accession.written(LabId(self.lab.0)))
    }
}

/// A finding in SNOMED CT: code and name.
fn finding(call: Call) -> (&'static str, &'static str) {
    match call {
        Call::Positive => ("260373001", "Detected"),
        Call::Negative => ("260415000", "Not detected"),
        Call::Grey => ("419984006", "Inconclusive"),
        Call::Invalid => ("125154007", "Specimen unsatisfactory for evaluation"),
    }
}

/// A moment on the sender's clock, in a format of [`jiff::fmt::strtime`]; nothing for a moment that
/// no calendar has.
fn local(sender: &Sender<'_>, at: Option<At>, format: &str) -> Option<String> {
    let offset = Offset::from_seconds(i32::try_from(sender.utc_offset.0 * 60).ok()?).ok()?;
    let stamp = Timestamp::from_millisecond(at?.0).ok()?;
    Some(stamp.to_zoned(offset.to_time_zone()).strftime(format).to_string())
}
