//! Proving fields: from text and numbers to codes, terms and people, and the fingerprint of what
//! was proven. A fault names its field and never what stood in it.

use std::hash::Hasher as _;

use tenfold_domain::code::{BoxCode, PersonKey, PlateCode, Region, ScanId, TubeCode};
use tenfold_domain::command::{Fingerprint, Opaque};
use tenfold_domain::ct::{Ct, Reading};
use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::Control;
use tenfold_domain::time::At;

use super::member::{Fault, Member, Wanted};
use super::part::DOCUMENT_MEMBER;
use super::wire::{DocumentWire, ReadingWire, Text, WellWire};
use crate::edge::who::Who;
use crate::edge::{chip, fault, hex, mrz, wedge};
use crate::service::personal::Personal;
use crate::service::preregistration::Preregistrations;
use crate::service::vault::{Vault, VaultError};

/// Longest text of a chip, in bytes: 256 as hexadecimal digits, set apart from one another.
const CHIP_BYTES_MAX: usize = 1_024;

/// Where a command stands: personal data in it is sealed for there and nowhere else.
pub type Place = (Region, ScanId);

/// Proves fields one by one and keeps the fingerprint of what they say.
pub struct Fields<'v> {
    vault: &'v Vault,
    place: Place,
    now: At,
    at: At,
    print: Fingerprint,
    tokens: Option<&'v Preregistrations>,
    scanned: Scanned,
}

/// What came along with a document's number.
#[derive(Default)]
struct Scanned {
    /// Empty where only a number was typed.
    name: String,
    /// Of who entered their data beforehand.
    phone: Option<String>,
    /// The same, as lists show them.
    masked: Option<Personal>,
}

impl<'v> Fields<'v> {
    /// Fields of a command of this act; `now` tells which birth dates lie in the future.
    pub fn new(vault: &'v Vault, place: Place, now: At, act: &str, at_ms: i64) -> Fields<'v> {
        let (print, scanned) = (Fingerprint::default(), Scanned::default());
        let mut fields = Fields { vault, place, now, at: At(at_ms), print, tokens: None, scanned };
        fields.note(act.as_bytes());
        fields.note(&at_ms.to_le_bytes());
        fields
    }

    /// With the codes of people who entered their data beforehand.
    pub fn with_tokens(self, tokens: &'v Preregistrations) -> Fields<'v> {
        Fields { tokens: Some(tokens), ..self }
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
        member: Member,
        given: Option<u64>,
    ) -> Result<T, Fault> {
        let number = given.ok_or_else(|| member.fault())?;
        self.note(&number.to_le_bytes());
        T::try_from(number).map_err(|_| member.fault())
    }

    /// A number that may be absent.
    pub fn number_or_none<T: TryFrom<u64>>(
        &mut self,
        member: Member,
        given: Option<u64>,
    ) -> Result<Option<T>, Fault> {
        match given {
            None => {
                self.note(&[]);
                Ok(None)
            }
            given => self.number(member, given).map(Some),
        }
    }

    /// A tube's label, cleaned.
    pub fn tube(&mut self, member: Member, given: &Option<Text<'_>>) -> Result<TubeCode, Fault> {
        let text = given.as_ref().ok_or_else(|| member.fault())?;
        let code = TubeCode::scan(&text.0).map_err(|_| Refusal::TubeCodeBad)?;
        self.note(code.as_str().as_bytes());
        Ok(code)
    }

    /// A box's label, cleaned.
    pub fn case(&mut self, member: Member, given: &Option<Text<'_>>) -> Result<BoxCode, Fault> {
        let text = given.as_ref().ok_or_else(|| member.fault())?;
        let code = BoxCode::scan(&text.0).map_err(|_| Refusal::BoxCodeBad)?;
        self.note(code.as_str().as_bytes());
        Ok(code)
    }

    /// A plate's label, cleaned.
    pub fn plate(&mut self, member: Member, given: &Option<Text<'_>>) -> Result<PlateCode, Fault> {
        let text = given.as_ref().ok_or_else(|| member.fault())?;
        let code = PlateCode::scan(&text.0).map_err(|_| member.fault())?;
        self.note(code.as_str().as_bytes());
        Ok(code)
    }

    /// A word of a closed list.
    pub fn term<T>(
        &mut self,
        member: Member,
        given: &Option<Text<'_>>,
        known: fn(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        let word = given.as_ref().map(|text| text.0.trim()).ok_or_else(|| member.fault())?;
        self.note(word.as_bytes());
        known(word).ok_or_else(|| member.fault())
    }

    /// Free text that must be there.
    pub fn text(&mut self, member: Member, given: &Option<Text<'_>>) -> Result<String, Fault> {
        let text = given.as_ref().map(|text| text.0.trim()).unwrap_or_default();
        if text.is_empty() || matches!(member.wanted, Wanted::Text(most) if text.len() > most) {
            return Err(member.fault());
        }
        self.note(text.as_bytes());
        Ok(text.to_owned())
    }

    /// A document and the person it names.
    pub fn document(
        &mut self,
        member: Member,
        given: &Option<DocumentWire<'_>>,
    ) -> Result<(Document, PersonKey), Fault> {
        let given = given.as_ref().ok_or_else(|| member.fault())?;
        let (document, scanned) = match (&given.token, self.tokens) {
            (Some(text), Some(tokens)) if given.is_token_alone() => {
                self.preregistered(member, &text.0, tokens)?
            }
            _ => read(member, given, self.now)?,
        };
        self.scanned = scanned;
        let person = self.vault.person(&document);
        self.note(&person.0);
        Ok((document, person))
    }

    /// Who shows this code, and what they entered. It held or not when it was shown.
    fn preregistered(
        &self,
        member: Member,
        text: &str,
        tokens: &Preregistrations,
    ) -> Result<(Document, Scanned), Fault> {
        let shown_at = self.at.min(self.now);
        let personal = tokens.person(self.vault, text, (self.place.0, shown_at));
        let invalid = |why| member.but(Wanted::Reading(fault::Fault::Token(why))).fault();
        let personal = personal.map_err(invalid)?;
        let kind = DocumentKind::from_word(&personal.kind).ok_or_else(|| member.fault())?;
        let document = Document::parse(kind, &personal.number, self.now)?;
        let masked = Some(personal.masked());
        Ok((document, Scanned { name: personal.name, phone: personal.phone, masked }))
    }

    /// The document of another person than the one asked about: who answers for them, or whom
    /// they follow. The name on it is not theirs.
    pub fn guardian(
        &mut self,
        member: Member,
        given: &Option<DocumentWire<'_>>,
    ) -> Result<(Document, PersonKey), Fault> {
        let given = given.as_ref().ok_or_else(|| member.fault())?;
        let (document, _) = read(member, given, self.now)?;
        let guardian = self.vault.person(&document);
        self.note(&guardian.0);
        Ok((document, guardian))
    }

    /// The name that the document proven last holds; empty where only a number was typed (R86).
    pub fn scanned_name(&self) -> &str {
        &self.scanned.name
    }

    /// The phone number that they entered beforehand.
    pub fn scanned_phone(&self) -> Option<&str> {
        self.scanned.phone.as_deref()
    }

    /// Who entered their data beforehand, masked: the clerk compares it with who stands there.
    pub fn shown(&mut self) -> Option<Personal> {
        self.scanned.masked.take()
    }

    /// A person, by look-up key.
    pub fn key(&mut self, member: Member, given: &Option<Text<'_>>) -> Result<PersonKey, Fault> {
        let key = given.as_ref().ok_or_else(|| member.fault())?;
        let person = PersonKey::parse(&key.0).ok_or_else(|| member.fault())?;
        self.note(&person.0);
        Ok(person)
    }

    /// Personal data sealed for the place of this command.
    pub fn seal(&self, personal: &Personal) -> Result<Opaque, VaultError> {
        let (region, scan) = &self.place;
        personal.seal(self.vault, *region, scan)
    }

    /// Personal data: part of what makes two commands the same, but the fingerprint stands in
    /// the open, so only a keyed mark of it goes in.
    pub fn personal(&mut self, parts: &[&str]) {
        let mark = self.vault.mark(parts);
        self.note(&mark);
    }

    /// A plate's layout.
    pub fn wells(
        &mut self,
        member: Member,
        given: &Option<Vec<WellWire<'_>>>,
    ) -> Result<Vec<(Well, Content)>, Fault> {
        let given = given.as_ref().ok_or_else(|| member.fault())?;
        let mut wells = Vec::with_capacity(given.len());
        for at in given {
            let well = self.well(&at.well)?;
            let content = match (&at.tube, &at.control) {
                (Some(_), None) => Content::Tube(self.tube(member, &at.tube)?),
                (None, Some(_)) => {
                    let control = Control::from_word;
                    Content::Control(self.term(member, &at.control, control)?)
                }
                _ => return Err(member.fault()),
            };
            wells.push((well, content));
        }
        Ok(wells)
    }

    /// A plate's readings.
    pub fn readings(
        &mut self,
        member: Member,
        given: &Option<Vec<ReadingWire<'_>>>,
    ) -> Result<Vec<(Well, Reading)>, Fault> {
        let given = given.as_ref().ok_or_else(|| member.fault())?;
        let mut readings = Vec::with_capacity(given.len());
        for at in given {
            let well = self.well(&at.well)?;
            let mut reading = Vec::with_capacity(at.ct.len());
            for ct in &at.ct {
                let ct_or_none = ct.map(|ct| hundredths(ct).ok_or_else(|| member.fault()));
                reading.push(ct_or_none.transpose()?);
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

/// A Ct as machines print it, in hundredths.
fn hundredths(ct: f64) -> Option<Ct> {
    let hundredths = (ct * 100.0).round();
    (0.0..=10_000.0).contains(&hundredths).then_some(Ct(hundredths as u16))
}

/// A document proven, or the rule that refuses it; its check digit may be wrong.
pub fn document(given: &DocumentWire<'_>, now: At) -> Result<Document, Fault> {
    read(DOCUMENT_MEMBER, given, now).map(|(document, _)| document)
}

/// A document and the name it holds, empty where only a number was typed.
pub fn held(given: &DocumentWire<'_>, now: At) -> Result<(Document, String), Fault> {
    let (document, scanned) = read(DOCUMENT_MEMBER, given, now)?;
    Ok((document, scanned.name))
}

/// A document and the name it holds, empty where only a number was typed. Typed or read: the
/// rules prove the same number, so that the person has the same key at every desk. A typed number
/// whose check digit is wrong is read as it is written: who was registered by it is found by it,
/// and whether anybody is registered by it the rules decide.
fn read(member: Member, given: &DocumentWire<'_>, now: At) -> Result<(Document, Scanned), Fault> {
    let DocumentWire { kind, number, chip, mrz, wedge, token } = given;
    let who = match (kind, number, chip, mrz, wedge) {
        _ if token.is_some() => return Err(member.fault()),
        (Some(kind), Some(number), None, None, None) => {
            let kind = DocumentKind::from_word(kind.0.trim());
            let kind = kind.ok_or_else(|| member.fault())?;
            return Ok((Document::as_written(kind, &number.0, now)?, Scanned::default()));
        }
        (None, None, Some(chip), None, None) => of_chip(&chip.0, now),
        (None, None, None, Some(mrz), None) => mrz::parse(&mrz.0, now),
        (None, None, None, None, Some(wedge)) => wedge::document(&wedge.0, now),
        _ => return Err(member.fault()),
    };
    let who = who.map_err(|fault| match fault {
        fault::Fault::Refused(refusal) => refusal.into(),
        fault => member.but(Wanted::Reading(fault)).fault(),
    })?;
    Ok((who.document, Scanned { name: who.name, ..Scanned::default() }))
}

/// The person of a chip's text.
fn of_chip(text: &str, now: At) -> Result<Who, fault::Fault> {
    let bytes = Some(text).filter(|text| text.len() <= CHIP_BYTES_MAX).and_then(hex::either);
    chip::parse(&bytes.ok_or(fault::Fault::NotBytes)?, now)
}
