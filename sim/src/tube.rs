//! Tubes as the simulation carries them: twelve bytes, from the first swab to the lab.

use crate::lane::Rule;
use crate::witness::Witness;

/// A sealed tube. Instants are milliseconds after the scenario's start, which is less than 49
/// days away. Ordered by sealing; whatever else differs decides between equals, so that the order
/// of a site's tubes does not depend on how they were found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Tube {
    /// Sealed.
    pub sealed_at: u32,
    /// First swab: its clock runs from here (R99).
    pub first_swab_at: u32,
    /// People in it.
    pub members: u8,
    /// Positive people in it.
    pub positives: u8,
    /// Somebody in it was registered on paper.
    pub paper: bool,
    /// Fewer than its capacity.
    pub short: bool,
}

impl Tube {
    /// A tube for one person.
    pub fn single(swab_at: i64, sealed_at: i64, positive: bool, paper: bool) -> Tube {
        Tube {
            sealed_at: sealed_at as u32,
            first_swab_at: swab_at as u32,
            members: 1,
            positives: u8::from(positive),
            paper,
            short: false,
        }
    }

    /// More than one person may be in it, as the rules see it: by its capacity.
    pub fn is_pooled(&self) -> bool {
        self.members > 1 || self.short
    }
}

/// Where a site's sealed tubes are put, before a witness.
pub struct Rack<'w, W> {
    /// In the order they were found sealed.
    pub tubes: Vec<Tube>,
    /// Is told of each.
    pub witness: &'w mut W,
}

impl<W: Witness> Rack<'_, W> {
    /// One more.
    #[inline]
    pub fn put(&mut self, tube: Tube) {
        self.witness.sealed(&tube);
        self.tubes.push(tube);
    }
}

/// A lane's open tube; none while nobody is in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenTube {
    first_swab_at: i64,
    last_swab_end_at: i64,
    members: u8,
    positives: u8,
    paper: bool,
}

impl OpenTube {
    /// One more swab, from and until; a tube that waited too long is sealed before it, a full
    /// one after it.
    #[inline]
    pub fn add<W: Witness>(
        &mut self,
        (from, until): (i64, i64),
        (positive, paper): (bool, bool),
        rule: &Rule,
        rack: &mut Rack<'_, W>,
    ) {
        if self.members > 0 && from > self.first_swab_at + rule.seal_after_ms {
            let sealed_at = self.last_swab_end_at.max(self.first_swab_at + rule.seal_after_ms);
            self.seal(sealed_at, rule, rack);
        }
        if self.members == 0 {
            self.first_swab_at = from;
        }
        self.members += 1;
        self.positives += u8::from(positive);
        self.paper |= paper;
        self.last_swab_end_at = self.last_swab_end_at.max(until);
        if self.members >= rule.capacity {
            self.seal(self.last_swab_end_at, rule, rack);
        }
    }

    /// Seals what is open when the lane closes.
    pub fn seal_at_close<W: Witness>(
        &mut self,
        closes_at: i64,
        rule: &Rule,
        rack: &mut Rack<'_, W>,
    ) {
        if self.members > 0 {
            let latest = (self.first_swab_at + rule.seal_after_ms).min(closes_at);
            self.seal(self.last_swab_end_at.max(latest), rule, rack);
        }
    }

    fn seal<W: Witness>(&mut self, at: i64, rule: &Rule, rack: &mut Rack<'_, W>) {
        rack.put(Tube {
            sealed_at: at as u32,
            first_swab_at: self.first_swab_at as u32,
            members: self.members,
            positives: self.positives,
            paper: self.paper,
            short: self.members < rule.capacity,
        });
        *self = OpenTube::default();
    }
}
