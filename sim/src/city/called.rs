//! What follows a call: an outcome, and for a positive pool the squads and their second swabs.

use super::World;
use crate::happens::Happens;
use crate::squad::Pool;
use crate::witness::Witness;

impl<W: Witness> World<'_, W> {
    /// A tube's call is reviewed; one that was grey and is not read again is followed up. A second
    /// swab never is: a draw that says grey of it says so of every reading.
    pub(super) fn outcome(
        &mut self,
        (now, called_at): (i64, i64),
        lab: usize,
        number: u32,
        grey: bool,
    ) {
        let Some(tube) = self.shelf.tubes.get(number as usize).copied() else {
            let pool = self.seconds[number as usize - self.shelf.tubes.len()];
            self.books.recollected(now, &self.squads.pools[pool as usize]);
            self.witness.outcome(number, (now, now), false);
            return;
        };
        let site = self.shelf.site_of(number);
        let entered_at = if tube.paper { self.entered_at(site, &tube) } else { now };
        let outcome_at = now.max(entered_at);
        self.books.outcome(outcome_at, (site, self.labs[lab].own), &tube);
        self.witness.outcome(number, (now, outcome_at), grey);
        if (tube.positives > 0 && tube.is_pooled()) || grey {
            if outcome_at > now {
                self.then(outcome_at, Happens::Entered { tube: number, lab, called_at });
            } else {
                self.follow(now, (lab, called_at), number);
            }
        }
    }

    /// Everybody of a tube is to be swabbed again.
    pub(super) fn follow(&mut self, now: i64, (lab, called_at): (usize, i64), tube: u32) {
        let members = self.shelf.tubes[tube as usize].members;
        self.squads.called(Pool { tube, members, lab, called_at, left_at: now });
    }

    /// When what was written on paper is entered: as soon as the network is back.
    fn entered_at(&self, site: usize, tube: &crate::tube::Tube) -> i64 {
        let here = self.outages.iter().filter(|(of, _)| of.is_none_or(|of| of == site));
        let began = here.filter(|(_, (from, _))| *from <= i64::from(tube.sealed_at));
        began.map(|(_, (_, to))| *to).max().unwrap_or(0)
    }

    pub(super) fn send_squads(&mut self, now: i64) {
        while let Some((pool, took)) = self.squads.begin(now, self.pace) {
            self.then(now + took, Happens::SquadBack(pool));
            if self.router.is_some() {
                let swabs = self.squads.swabs(&self.squads.pools[pool as usize], self.pace);
                self.then(swabs.last().unwrap_or(now), Happens::Swabbed(pool));
            }
        }
    }

    pub(super) fn squad_back(&mut self, now: i64, number: u32) {
        let pool = self.squads.pools[number as usize];
        let lab = self.squad_lab(number);
        let first = (self.shelf.tubes.len() + self.seconds.len()) as u32;
        self.seconds.extend((0..pool.members).map(|_| number));
        let tubes = first..first + u32::from(pool.members);
        self.books.second_swabs(now, self.squads.swabs(&pool, self.pace));
        self.witness.recollected(pool.tube, first, self.squads.swabs(&pool, self.pace));
        self.witness.received(tubes.clone(), lab, now);
        self.labs[lab].trial.received.add(now, u32::from(pool.members));
        self.waits(now, lab, u32::from(pool.members));
        let filled = self.labs[lab].receive(now, tubes, true, self.witness);
        self.fill(now, lab, filled);
        self.ring_later(lab);
        self.squads.back();
        self.send_squads(now);
    }
}
