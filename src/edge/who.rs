//! Who stands at the desk, whatever they were read from.

use std::fmt;

use jiff::civil::Date;
use tenfold_domain::person::{Birth, Document, DocumentKind, Sex};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::time::At;

use super::fault::Warning;
use super::nation::Nation;
use super::{calendar, region};

/// A person as read from a document: the four fields of a scan (R86) and what tells whether the
/// document is good. Address, photograph and fingerprints are read nowhere and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Who {
    /// The document, its number in its only spelling.
    pub document: Document,
    /// As on the document, Chinese where it has a Chinese name; empty where only a number came.
    pub name: String,
    /// Day of birth.
    pub birth: Option<Birth>,
    /// Sex; `None` where the document does not state it.
    pub sex: Option<Sex>,
    /// On resident cards only.
    pub nation: Option<Nation>,
    /// From when until when.
    pub validity: Option<Validity>,
    /// What the clerk should look at.
    pub warnings: Vec<Warning>,
}

/// The days on which a document is good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Validity {
    /// First day, where the document tells it.
    pub from: Option<Date>,
    /// Last day; `None` is 长期, without end.
    pub to: Option<Date>,
}

impl Who {
    /// What the number alone tells.
    pub fn of(document: Document) -> Who {
        let mut warnings = Vec::new();
        if document.kind() == DocumentKind::ResidentId {
            let code = document.number().get(..6).and_then(|code| code.parse().ok());
            if !code.is_some_and(region::in_use) {
                warnings.push(Warning::RegionUnknown);
            }
        }
        let (birth, sex) = (document.birth(), document.sex());
        let (name, nation, validity) = (String::new(), None, None);
        Who { document, name, birth, sex, nation, validity, warnings }
    }

    /// The document's own day of birth beside the number's.
    ///
    /// # Errors
    /// [`Refusal::BirthDateBad`] for a day to come.
    pub fn born(&mut self, day: Option<Date>, today: At) -> Result<(), Refusal> {
        let Some(day) = day else { return Ok(()) };
        if day > calendar::day_of(today) {
            return Err(Refusal::BirthDateBad);
        }
        let told = calendar::birth(day);
        if self.birth.is_some() && told != self.birth {
            self.warn(Warning::BirthDiffers);
        }
        self.birth = told.or(self.birth);
        Ok(())
    }

    /// The document's own word on sex beside the number's; no word leaves the number's.
    pub fn sexed(&mut self, sex: Option<Sex>) {
        if sex.is_some() && self.sex.is_some() && sex != self.sex {
            self.warn(Warning::SexDiffers);
        }
        self.sex = sex.or(self.sex);
    }

    /// The days of validity, where they could be read.
    pub fn valid(&mut self, validity: Option<Validity>, today: At) {
        self.validity = validity;
        let last = validity.and_then(|validity| validity.to);
        if last.is_some_and(|last| last < calendar::day_of(today)) {
            self.warn(Warning::Expired);
        }
    }

    /// One more thing to look at, named once.
    pub fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// What kind of document and what to look at; nothing that tells who it is.
impl fmt::Debug for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Who({}, {:?})", self.document.kind().word(), self.warnings)
    }
}
