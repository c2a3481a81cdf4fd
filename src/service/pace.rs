//! How fast a site takes people: by the tubes opened there in the hour that runs and the one
//! before.

use std::collections::BTreeMap;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::SiteId;
use tenfold_domain::time::At;
use tenfold_domain::tube::Column;

use super::progress::Progress;

/// Minutes after which the hour that runs tells a site's rate by itself.
const TELLING: i64 = 15;

/// What a site takes in an hour.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Rate {
    /// Tubes that are not void.
    pub tubes_per_hour: f64,
    /// People in them.
    pub persons_per_hour: f64,
}

/// Every open site at which a tube was opened lately.
pub fn rates(campaign: &Campaign, board: &Progress, now: At) -> BTreeMap<SiteId, Rate> {
    let (hour, minutes) = (now.hour(), now.0.rem_euclid(3_600_000) / 60_000);
    // Tubes and people opened in the hour before, and in this one, by site.
    let mut opened: BTreeMap<SiteId, [(i64, i64); 2]> = BTreeMap::new();
    for ((lane, of), counts) in &board.lanes {
        let site = campaign.site_of(*lane).filter(|site| site.open);
        let Some(site) = site.filter(|_| (hour - 1..=hour).contains(of)) else { continue };
        let void = Column::Void as usize;
        let tubes = counts.tubes.iter().sum::<i64>() - counts.tubes[void];
        let people = counts.people.iter().sum::<i64>() - counts.people[void];
        let sum = &mut opened.entry(site.id).or_default()[usize::from(*of == hour)];
        *sum = (sum.0 + tubes, sum.1 + people);
    }
    let rate = |[before, running]: [(i64, i64); 2]| {
        // A site that has just opened is not half as fast because it was closed an hour ago.
        let span = if before.0 == 0 && minutes >= TELLING { minutes } else { 60 + minutes };
        let an_hour = |count: i64| count as f64 * 60.0 / span as f64;
        Rate {
            tubes_per_hour: an_hour(before.0 + running.0),
            persons_per_hour: an_hour(before.1 + running.1),
        }
    };
    opened.into_iter().map(|(site, counts)| (site, rate(counts))).collect()
}
