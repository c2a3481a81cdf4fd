//! What is wrong with a problem of allocation, by index: nothing is solved around a hole.

use super::{LAB_SLOTS_MAX, Problem};

/// What is wrong, and where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// There is no lab at all.
    NoLab,
    /// A slot, or their number, is nothing.
    NoSlot,
    /// A lab whose capacity is not told for every slot: told, of.
    LabHours(usize, usize, usize),
    /// A site whose tubes are not told for every slot: told, of.
    SiteHours(usize, usize, usize),
    /// The matrix of drives has no entry for a site and a lab.
    Hole(usize, usize),
    /// More lab slots than can be weighed: told, most.
    TooMany(usize, usize),
    /// A lab that can begin nothing in any slot.
    Idle(usize),
    /// A site with tubes that no lab reaches in time, and the minutes of its shortest drive.
    Unreached(usize, Option<u32>),
}

impl Problem {
    /// Whether every list is as long as it must be.
    ///
    /// # Errors
    /// The first [`Fault`] but those of [`Problem::doubts`].
    pub fn check(&self) -> Result<(), Fault> {
        let slots = self.slots;
        if self.labs.is_empty() {
            return Err(Fault::NoLab);
        }
        if slots == 0 || self.slot.0 <= 0 {
            return Err(Fault::NoSlot);
        }
        for (lab, hours) in self.labs.iter().enumerate() {
            if hours.capacity.len() != slots {
                return Err(Fault::LabHours(lab, hours.capacity.len(), slots));
            }
        }
        for (site, tubes) in self.tubes.iter().enumerate() {
            if tubes.len() != slots {
                return Err(Fault::SiteHours(site, tubes.len(), slots));
            }
            let drives = self.drives.get(site).map_or(0, Vec::len);
            if drives < self.labs.len() {
                return Err(Fault::Hole(site, drives));
            }
        }
        let lab_slots = self.labs.len().saturating_mul(slots);
        if lab_slots > LAB_SLOTS_MAX {
            return Err(Fault::TooMany(lab_slots, LAB_SLOTS_MAX));
        }
        Ok(())
    }

    /// What can be solved and yet leaves somebody out: labs that can begin nothing, sites with
    /// tubes that no lab reaches in time. Of a problem that [`Problem::check`] passes.
    pub fn doubts(&self) -> Vec<Fault> {
        let idle = |lab: &usize| self.labs[*lab].capacity.iter().all(|room| *room == 0);
        let mut doubts: Vec<Fault> = (0..self.labs.len()).filter(idle).map(Fault::Idle).collect();
        for site in 0..self.tubes.len() {
            let has_tubes = self.tubes[site].iter().any(|tubes| *tubes > 0);
            if has_tubes && (0..self.labs.len()).all(|lab| self.drive(site, lab).is_none()) {
                let nearest = self.drives[site].iter().flatten().min();
                doubts.push(Fault::Unreached(site, nearest.copied()));
            }
        }
        doubts
    }
}
