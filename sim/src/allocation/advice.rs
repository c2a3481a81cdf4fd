//! What is sampled must match what can be tested (R14): when the labs ahead are full, which sites
//! to slow, by how many persons an hour, and by when the labs have room again.

use super::{Fault, Flow, Problem, flow};

/// Persons an hour fewer at a site, over slots with the same rate.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Slow {
    /// Index of the site.
    pub site: usize,
    /// The first slot.
    pub from: usize,
    /// The slot after the last one.
    pub until: usize,
    /// Tubes fewer, of all its slots.
    pub tubes: u32,
    /// Persons an hour fewer.
    pub persons_per_hour: f64,
    /// Persons an hour that are expected there.
    pub expected_per_hour: f64,
}

/// The advice. Without a shortage there is nothing to slow.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Advice {
    /// By site, then by slot.
    pub slow: Vec<Slow>,
    /// Tubes that must not come into being, of all sites.
    pub tubes: u64,
    /// From this slot on no site need be slowed; `None` where that lasts to the last slot.
    pub sample_freely_from: Option<usize>,
    /// In this slot the labs begin the last of the tubes sealed while sites were slowed; `None`
    /// where they begin none at all.
    pub clears: Option<usize>,
}

/// What to do when labs are as free as the problem's capacity says, when so many tubes wait at
/// each already, and sites go on as expected; a tube of each site holds so many `persons`.
///
/// # Errors
/// What [`Problem::check`] finds.
pub fn advice(problem: &Problem, backlog: &[u32], persons: &[f64]) -> Result<Advice, Fault> {
    problem.check()?;
    let problem = problem.clone().after_backlog(backlog);
    let flow = flow(&problem)?;
    Ok(Advice::of(&problem, &flow, persons))
}

impl Advice {
    /// Of a flow that was found before.
    pub fn of(problem: &Problem, flow: &Flow, persons: &[f64]) -> Advice {
        let by_slot = flow.short_by_slot();
        let last = by_slot.iter().rposition(|tubes| *tubes > 0);
        let Some(last) = last else { return Advice::default() };
        let of_then = flow.sent.iter().filter(|sent| sent.sealed <= last);
        let clears = of_then.map(|sent| sent.begun).max();
        let mut slow = Vec::new();
        for site in 0..flow.short.len() {
            of_site(problem, flow, (site, persons.get(site).copied().unwrap_or(1.0)), &mut slow);
        }
        Advice {
            slow,
            tubes: by_slot.iter().sum(),
            sample_freely_from: Some(last + 1).filter(|slot| *slot < problem.slots),
            clears,
        }
    }
}

/// Slots that follow each other with the same figures are one row.
fn of_site(problem: &Problem, flow: &Flow, (site, persons): (usize, f64), slow: &mut Vec<Slow>) {
    let an_hour = persons * 60.0 / problem.slot.0 as f64;
    for (slot, tubes) in flow.short[site].iter().enumerate().filter(|(_, tubes)| **tubes > 0) {
        let persons_per_hour = f64::from(*tubes) * an_hour;
        let expected_per_hour = f64::from(problem.tubes[site][slot]) * an_hour;
        let row = Slow {
            site,
            from: slot,
            until: slot + 1,
            tubes: *tubes,
            persons_per_hour,
            expected_per_hour,
        };
        let goes_on = |last: &&mut Slow| {
            (last.site, last.until) == (site, slot)
                && last.persons_per_hour == persons_per_hour
                && last.expected_per_hour == expected_per_hour
        };
        match slow.last_mut().filter(goes_on) {
            Some(last) => (last.until, last.tubes) = (slot + 1, last.tubes + tubes),
            None => slow.push(row),
        }
    }
}
