//! Proving fields: from text and numbers to codes, terms and people, and the fingerprint of what
//! was proven. A fault names its field and never what stood in it.

use std::hash::Hasher as _;

use tenfold_domain::code::{BoxCode, PersonKey, PlateCode, TubeCode};
use tenfold_domain::command::Fingerprint;
use tenfold_domain::ct::{Ct, Reading};
use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::Control;
use tenfold_domain::time::At;

use super::wire::{DocumentWire, ReadingWire, Text, WellWire};
use crate::service::vault::Vault;

/// Why a command is turned away before the rules are asked.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which rule.
    pub refusal: Refusal,
    /// The field at fault; nothing of its content.
    pub field: Option<&'static str>,
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        Fault { refusal, field: None }
    }
}

/// A field is absent or of no use.
pub fn malformed(field: &'static str) -> Fault {
    Fault { refusal: Refusal::Malformed, field: Some(field) }
}

/// Proves fields one by one and keeps the fingerprint of what they say.
pub struct Fields<'v> {
    vault: &'v Vault,
    now: At,
    print: Fingerprint,
}

impl<'v> Fields<'v> {
    /// Fields of a command of this act; `now` tells which birth dates lie in the future.
    pub fn new(vault: &'v Vault, now: At, act: &str, at_ms: i64) -> Fields<'v> {
        let mut fields = Fields { vault, now, print: Fingerprint::default() };
        fields.note(act.as_bytes());
        fields.note(&at_ms.to_le_bytes());
        fields
    }

    /// The fingerprint of everything proven so far.
    pub fn fingerprint(&self) -> u64 {
        self.print.finish()
    }

    fn note(&mut self, bytes: &[u8]) {
        self.print.write(bytes);
        // Ends the field, so that two fields never run into one another.
        self.print.write(&[0xff]);
    }

    /// A number that must be there.
    pub fn number<T: TryFrom<u64>>(
        &mut self,
        field: &'static str,
        given: Option<u64>,
    ) -> Result<T, Fault> {
        let number = given.ok_or_else(|| malformed(field))?;
        self.note(&number.to_le_bytes());
        T::try_from(number).map_err(|_| malformed(field))
    }

    /// A number that may be absent.
    pub fn number_or_none<T: TryFrom<u64>>(
        &mut self,
        field: &'static str,
        given: Option<u64>,
    ) -> Result<Option<T>, Fault> {
        match given {
            None => {
                self.note(&[]);
                Ok(None)
            }
            given => self.number(field, given).map(Some),
        }
    }

    /// A tube's label, cleaned.
    pub fn tube(
        &mut self,
        field: &'static str,
        given: &Option<Text<'_>>,
    ) -> Result<TubeCode, Fault> {
        let text = given.as_ref().ok_or_else(|| malformed(field))?;
        let code = TubeCode::scan(&text.0).map_err(|_| Refusal::TubeCodeBad)?;
        self.note(code.as_str().as_bytes());
        Ok(code)
    }

    /// A box's label, cleaned.
    pub fn case(&mut self, given: &Option<Text<'_>>) -> Result<BoxCode, Fault> {
        let text = given.as_ref().ok_or_else(|| malformed("box"))?;
        let code = BoxCode::scan(&text.0).map_err(|_| Refusal::BoxCodeBad)?;
        self.note(code.as_str().as_bytes());
        Ok(code)
    }

    /// A plate's label, cleaned.
    pub fn plate(&mut self, given: &Option<Text<'_>>) -> Result<PlateCode, Fault> {
        let text = given.as_ref().ok_or_else(|| malformed("plate"))?;
        let code = PlateCode::scan(&text.0).map_err(|_| malformed("plate"))?;
        self.note(code.as_str().as_bytes());
        Ok(code)
    }

    /// A word of a closed list.
    pub fn term<T>(
        &mut self,
        field: &'static str,
        given: &Option<Text<'_>>,
        known: fn(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        let word = given.as_ref().map(|text| text.0.trim()).ok_or_else(|| malformed(field))?;
        self.note(word.as_bytes());
        known(word).ok_or_else(|| malformed(field))
    }

    /// Free text that must be there, of a length that fits a label.
    pub fn text(&mut self, field: &'static str, given: &Option<Text<'_>>) -> Result<String, Fault> {
        let text = given.as_ref().map(|text| text.0.trim()).unwrap_or_default();
        if text.is_empty() || text.len() > 100 {
            return Err(malformed(field));
        }
        self.note(text.as_bytes());
        Ok(text.to_owned())
    }

    /// A document and the person it names.
    pub fn document(
        &mut self,
        given: &Option<DocumentWire<'_>>,
    ) -> Result<(Document, PersonKey), Fault> {
        let given = given.as_ref().ok_or_else(|| malformed("document"))?;
        let document = document(given, self.now)?;
        let person = self.vault.person(&document);
        self.note(&person.0);
        Ok((document, person))
    }

    /// A person, by document or by look-up key.
    pub fn person(
        &mut self,
        by_document: &Option<DocumentWire<'_>>,
        by_key: &Option<Text<'_>>,
    ) -> Result<PersonKey, Fault> {
        if by_document.is_some() {
            return self.document(by_document).map(|(_, person)| person);
        }
        let key = by_key.as_ref().ok_or_else(|| malformed("person"))?;
        let person = PersonKey::parse(&key.0).ok_or_else(|| malformed("person"))?;
        self.note(&person.0);
        Ok(person)
    }

    /// Personal data: part of what makes two commands the same, but the fingerprint stands in
    /// the open, so only a keyed mark of it goes in.
    pub fn personal(&mut self, parts: &[&str]) {
        let mark = self.vault.mark(parts);
        self.note(&mark);
    }

    /// A plate's layout.
    pub fn wells(&mut self, given: &Option<Vec<WellWire<'_>>>) -> Result<Layout, Fault> {
        let given = given.as_ref().ok_or_else(|| malformed("wells"))?;
        let mut wells = Vec::with_capacity(given.len());
        for at in given {
            let well = self.well(&at.well)?;
            let content = match (&at.tube, &at.control) {
                (Some(_), None) => Content::Tube(self.tube("wells", &at.tube)?),
                (None, Some(_)) => {
                    let control = Control::from_word;
                    Content::Control(self.term("wells", &at.control, control)?)
                }
                _ => return Err(malformed("wells")),
            };
            wells.push((well, content));
        }
        Ok(wells)
    }

    /// A plate's readings.
    pub fn readings(
        &mut self,
        given: &Option<Vec<ReadingWire<'_>>>,
    ) -> Result<Vec<(Well, Reading)>, Fault> {
        let given = given.as_ref().ok_or_else(|| malformed("readings"))?;
        let mut readings = Vec::with_capacity(given.len());
        for at in given {
            let well = self.well(&at.well)?;
            let mut reading = Vec::with_capacity(at.ct.len());
            for ct in &at.ct {
                reading.push(ct.map(hundredths).transpose()?);
                self.note(&ct.map_or(u64::MAX, f64::to_bits).to_le_bytes());
            }
            readings.push((well, reading));
        }
        Ok(readings)
    }

    fn well(&mut self, given: &Text<'_>) -> Result<Well, Fault> {
        let well = Well::parse(&given.0).ok_or(Refusal::WellBad)?;
        self.note(&well.number().to_le_bytes());
        Ok(well)
    }
}

/// What stands in which well.
pub type Layout = Vec<(Well, Content)>;

/// A Ct as machines print it, in hundredths.
fn hundredths(ct: f64) -> Result<Ct, Fault> {
    let hundredths = (ct * 100.0).round();
    if (0.0..=10_000.0).contains(&hundredths) {
        Ok(Ct(hundredths as u16))
    } else {
        Err(malformed("readings"))
    }
}

/// A document proven, or the rule that refuses it.
pub fn document(given: &DocumentWire<'_>, now: At) -> Result<Document, Fault> {
    let kind = DocumentKind::from_word(given.kind.0.trim());
    let kind = kind.ok_or_else(|| malformed("document"))?;
    Document::parse(kind, &given.number.0, now).map_err(Fault::from)
}
