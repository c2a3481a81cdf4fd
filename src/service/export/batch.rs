//! Outcomes in a batch: what an upstream is sent, and what it is given when it asks. The same
//! outcomes make the same bytes whenever and however often they are made, so that a batch has an
//! identity and a receiver that has seen it does nothing.

use csv::Writer;
use hyper::body::Bytes;
use sha2::{Digest as _, Sha256};
use tenfold_domain::campaign::Campaign;
use tenfold_domain::time::{At, Minutes};

use super::{ExportError, harmless};
use crate::edge::upstream::{
    Form, HEADING, Outcome, Sender, batch_begin, batch_end, bundle, cells, message, object,
};
use crate::service::vault::hex;
use crate::storage::tables::upstream::Published;

/// How outcomes are told.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// In which form.
    pub form: Form,
    /// The receiving system as HL7 names it.
    pub receiver: &'a str,
    /// Messages of a test, not of production.
    pub is_test: bool,
    /// The sender's clock, east of Greenwich.
    pub utc_offset: Minutes,
}

/// Outcomes that leave together.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Region, first and last number and 16 hexadecimal digits of what is in it: the same in every
    /// try, and another as soon as anything is other.
    pub id: String,
    /// The first outcome's number in the ledger.
    pub first: u64,
    /// The last one's: whoever asks for what comes behind it goes on from here.
    pub last: u64,
    /// How many.
    pub count: usize,
    /// What is sent.
    pub body: Bytes,
}

impl Batch {
    /// A batch of these; `None` of none.
    ///
    /// # Errors
    /// None that can be thought of: a table is written into memory.
    pub fn of(
        campaign: &Campaign,
        manner: Manner<'_>,
        outcomes: &[Published],
    ) -> Result<Option<Batch>, ExportError> {
        let (Some(first), Some(last)) = (outcomes.first(), outcomes.last()) else {
            return Ok(None);
        };
        let system = campaign.region.to_string();
        let text = text(campaign, &system, manner, outcomes)?;
        let mut hash = Sha256::new();
        hash.update(b"tenfold batch 1");
        hash.update(text.as_bytes());
        let digest = hex(&hash.finalize()[..8]);
        let body = if manner.form == Form::Hl7 {
            let sender = sender(&system, manner, last.recorded_at);
            batch_begin(&sender, &digest) + &text + &batch_end(outcomes.len())
        } else {
            text
        };
        Ok(Some(Batch {
            id: format!("{system}-{}-{}-{digest}", first.number, last.number),
            first: first.number,
            last: last.number,
            count: outcomes.len(),
            body: Bytes::from(body),
        }))
    }
}

pub(super) fn sender<'a>(system: &'a str, manner: Manner<'a>, now: At) -> Sender<'a> {
    let Manner { receiver, is_test, utc_offset, .. } = manner;
    Sender { system, receiver, utc_offset, now, is_test }
}

fn text(
    campaign: &Campaign,
    system: &str,
    manner: Manner<'_>,
    outcomes: &[Published],
) -> Result<String, ExportError> {
    let mut text = heading(manner.form);
    for one in outcomes {
        // A message is of the moment its outcome was recorded, and so the same in every try.
        let sender = sender(system, manner, one.recorded_at);
        text += &line(manner.form, &sender, &outcome(campaign, one))?;
    }
    Ok(text)
}

/// What stands above outcomes in this form.
pub(super) fn heading(form: Form) -> String {
    if form == Form::Csv { HEADING.join(",") + "\n" } else { String::new() }
}

/// An outcome in this form, to its end.
pub(super) fn line(
    form: Form,
    sender: &Sender<'_>,
    outcome: &Outcome<'_>,
) -> Result<String, ExportError> {
    Ok(match form {
        Form::Json => object(sender, outcome) + "\n",
        Form::Hl7 => message(sender, outcome),
        Form::Fhir(release) => bundle(sender, outcome, release) + "\n",
        Form::Csv => {
            let mut row = Writer::from_writer(Vec::new());
            let cells = cells(sender, outcome);
            row.write_record(cells.map(|cell| harmless(&cell).unwrap_or(cell)))?;
            let bytes = row.into_inner().map_err(|error| error.into_error())?;
            String::from_utf8(bytes).map_err(std::io::Error::other)?
        }
    })
}

/// An outcome as it was published. A lab that the campaign does not name is told by its number.
pub(super) fn outcome<'a>(campaign: &'a Campaign, of: &'a Published) -> Outcome<'a> {
    let lab = of.lab.and_then(|lab| campaign.lab(lab));
    Outcome {
        number: Some(of.number),
        tube: of.tube.as_str(),
        accession: of.accession,
        lab: (of.lab.map_or(0, |lab| lab.0), lab.map_or("", |lab| &lab.name_en)),
        lab_zh: lab.map_or("", |lab| &lab.name_zh),
        people: of.people as usize,
        collected_at: of.collected_at,
        received_at: of.received_at,
        issued_at: Some(of.at),
        call: of.call,
        is_amended: of.is_amended,
        amended_for: of.amended_for,
    }
}
