//! The forms that outcomes leave in.

use super::Release;

/// In which form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A JSON object a line.
    Json,
    /// A table with a heading.
    Csv,
    /// HL7 v2.5.1 ORU^R01, one message after the other.
    Hl7,
    /// FHIR, a bundle a line.
    Fhir(Release),
}

impl Form {
    /// Every form.
    pub const ALL: [Form; 5] =
        [Form::Json, Form::Csv, Form::Hl7, Form::Fhir(Release::R4), Form::Fhir(Release::R5)];

    /// The word in files and questions.
    pub fn word(self) -> &'static str {
        match self {
            Form::Json => "json",
            Form::Csv => "csv",
            Form::Hl7 => "hl7",
            Form::Fhir(Release::R4) => "fhir-r4",
            Form::Fhir(Release::R5) => "fhir-r5",
        }
    }

    /// The form of a word.
    pub fn from_word(word: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.word() == word)
    }

    /// What stands in `content-type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Form::Json => "application/x-ndjson",
            Form::Csv => "text/csv; charset=utf-8; header=present",
            // As HL7 over HTTP has it.
            Form::Hl7 => "x-application/hl7-v2+er7; charset=utf-8",
            Form::Fhir(Release::R4) => "application/fhir+ndjson; fhirVersion=4.0",
            Form::Fhir(Release::R5) => "application/fhir+ndjson; fhirVersion=5.0",
        }
    }

    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Json | Form::Fhir(_) => "ndjson",
            Form::Csv => "csv",
            Form::Hl7 => "hl7",
        }
    }
}
