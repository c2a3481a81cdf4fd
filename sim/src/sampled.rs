//! What all sites of one replication give to the couriers. It does not depend on vehicles, labs
//! or squads, so a search that turns only those walks the sites once.

use tenfold_domain::time::At;

use crate::pace::{Pace, horizon};
use crate::scenario::Scenario;
use crate::site;
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
    /// First swabs over time.
    pub curve: Curve,
    /// For the books; outcomes come later.
    pub sites: Vec<SiteTrial>,
    /// People who were to come or to be visited.
    pub expected: u64,
    /// Last swab of anybody.
    pub last_swab_at: Option<At>,
}

impl Sampled {
    /// Walks every site of a scenario.
    pub fn of(
        scenario: &Scenario,
        pace: &Pace,
        root: Stream,
        witness: &mut impl Witness,
    ) -> Sampled {
        let mut sampled = Sampled {
            tubes: Vec::new(),
            begins: vec![0],
            curve: Curve::new(horizon(scenario)),
            sites: Vec::with_capacity(scenario.sites.len()),
            expected: 0,
            last_swab_at: None,
        };
        for number in 0..scenario.sites.len() {
            let mut day = site::walk(scenario, pace, root, number, witness);
            sampled.tubes.append(&mut day.tubes);
            sampled.begins.push(sampled.tubes.len() as u32);
            sampled.curve.merge(&day.sampled);
            sampled.expected += day.expected;
            sampled.last_swab_at = sampled.last_swab_at.max(day.trial.last_swab_at);
            sampled.sites.push(day.trial);
        }
        sampled
    }
}
