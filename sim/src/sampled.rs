//! What all sites of one replication give to the couriers. It does not depend on vehicles, labs
//! or squads, so a search that turns only those walks the sites once.

use tenfold_domain::time::At;

use crate::pace::{Pace, horizon};
use crate::scenario::Scenario;
use crate::site::{self, SiteDay};
use crate::stream::Stream;
use crate::trial::{Curve, SiteTrial};
use crate::tube::Tube;
use crate::witness::Witness;

/// Everybody swabbed, before the first vehicle comes.
#[derive(Debug)]
pub struct Sampled {
    /// All tubes, site after site, each in the order of sealing.
    pub tubes: Vec<Tube>,
    /// Where a site's tubes begin; one more than there are sites.
    pub begins: Vec<u32>,
    /// First swabs over time, by site.
    pub curves: Vec<Curve>,
    /// For the books; outcomes come later.
    pub sites: Vec<SiteTrial>,
}

impl Sampled {
    /// Walks every site of a scenario.
    pub fn of(
        scenario: &Scenario,
        pace: &Pace,
        root: Stream,
        witness: &mut impl Witness,
    ) -> Sampled {
        let mut sampled = Sampled::empty(scenario);
        for number in 0..scenario.sites.len() {
            sampled.add(site::walk(scenario, pace, root, number, witness));
        }
        sampled
    }

    /// The same replication of another scenario: sites that are the `same` there are taken over,
    /// the others walked.
    pub fn turned(&self, same: &[bool], scenario: &Scenario, pace: &Pace, root: Stream) -> Sampled {
        let mut sampled = Sampled::empty(scenario);
        for (number, same) in same.iter().enumerate() {
            sampled.add(if *same {
                let (from, to) = (self.begins[number] as usize, self.begins[number + 1] as usize);
                SiteDay {
                    tubes: self.tubes[from..to].to_vec(),
                    sampled: self.curves[number].clone(),
                    trial: self.sites[number].clone(),
                }
            } else {
                site::walk(scenario, pace, root, number, &mut ())
            });
        }
        sampled
    }

    fn empty(scenario: &Scenario) -> Sampled {
        let sites = scenario.sites.len();
        Sampled {
            tubes: Vec::new(),
            begins: vec![0],
            curves: Vec::with_capacity(sites),
            sites: Vec::with_capacity(sites),
        }
    }

    fn add(&mut self, mut day: SiteDay) {
        self.tubes.append(&mut day.tubes);
        self.begins.push(self.tubes.len() as u32);
        self.curves.push(day.sampled);
        self.sites.push(day.trial);
    }

    /// Gives back room that holds nothing: what was reserved, and bins after the last swab.
    pub fn shrink(&mut self) {
        self.tubes.shrink_to_fit();
        for Curve { bins } in &mut self.curves {
            bins.truncate(bins.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1));
            bins.shrink_to_fit();
        }
    }

    /// First swabs of all sites over time.
    pub fn curve(&self, scenario: &Scenario) -> Curve {
        let mut all = Curve::new(horizon(scenario));
        self.curves.iter().for_each(|curve| all.merge(curve));
        all
    }

    /// People who were to come or to be visited.
    pub fn expected(&self) -> u64 {
        self.sites.iter().map(|site| u64::from(site.sampled) + u64::from(site.unsampled)).sum()
    }

    /// Last swab of anybody.
    pub fn last_swab_at(&self) -> Option<At> {
        self.sites.iter().filter_map(|site| site.last_swab_at).max()
    }
}
