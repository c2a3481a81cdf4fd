//! Labels for the feed: codes that nobody used before and that no printer hands out.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context as _;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{Check, CodeRule, with_check_digits};

use crate::edge::block::SITE_DIGITS;
use crate::setup::chance::Chance;

/// A roll of labels of one kind.
struct Roll {
    prefix: String,
    /// Digits between prefix and check.
    digits: usize,
    checked: bool,
    next: AtomicU64,
    /// Numbers of sites: a printed code begins with its site's.
    sites: BTreeSet<u64>,
}

impl Roll {
    /// Labels by the first rule we can print, from a random start: two feeds of one campaign do
    /// not meet by any likelihood worth a question to the server. Codes that begin with the number
    /// of a site are left to the site's printers.
    fn new(rules: &[CodeRule], sites: &BTreeSet<u64>, chance: &mut Chance) -> Option<Roll> {
        let printable = |rule: &&CodeRule| rule.check == Check::None || rule.prefix.is_empty();
        let rule = rules.iter().find(printable)?;
        let checked = rule.check == Check::Mod97;
        let taken = rule.prefix.len() + if checked { 2 } else { 0 };
        let digits = rule.length.0.max(rule.length.1.min(12)).checked_sub(taken)?;
        let next = AtomicU64::new(chance.below(10u64.pow(digits as u32)));
        // Codes without our check are no printer's of ours, and have no site in them.
        let sites = if checked { sites.clone() } else { BTreeSet::new() };
        let roll = Roll { prefix: rule.prefix.clone(), digits, checked, next, sites };
        roll.free(0).map(|_| roll)
    }

    /// The first number from this one on, and round again, that begins with no site's.
    fn free(&self, from: u64) -> Option<u64> {
        let room = 10u64.pow(self.digits as u32);
        let a_site = 10u64.pow(self.digits.saturating_sub(SITE_DIGITS) as u32);
        let steps =
            std::iter::successors(Some(from % room), |at| Some((at / a_site + 1) * a_site % room));
        let sites = (room / a_site) as usize;
        steps.take(sites + 1).find(|at| !self.sites.contains(&(at / a_site)))
    }

    fn take(&self) -> String {
        let free = |at| self.free(at).unwrap_or(at);
        let step = |at| Some(free(at) + 1);
        let taken = self.next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step);
        let number = free(taken.unwrap_or_else(|at| at));
        let payload = format!("{:0digits$}", number, digits = self.digits);
        let code = with_check_digits(&payload).filter(|_| self.checked);
        code.map_or_else(|| format!("{}{payload}", self.prefix), |code| code.to_string())
    }
}

/// Labels for tubes, boxes and plates.
pub struct Codes {
    tubes: Roll,
    boxes: Roll,
    plates: Roll,
}

impl Codes {
    /// Labels that the campaign's protocol accepts, and that none of its sites prints.
    pub fn new(campaign: &Campaign, chance: &mut Chance) -> anyhow::Result<Codes> {
        let protocol = &campaign.protocol;
        let sites = campaign.sites.iter().map(|site| u64::from(site.id.0)).collect();
        let plate = CodeRule {
            prefix: "P".into(),
            length: (12, 12),
            digits_only: false,
            check: Check::None,
        };
        let missing = "the protocol has no rule for codes that can be printed here";
        Ok(Codes {
            tubes: Roll::new(&protocol.tube_codes, &sites, chance).context(missing)?,
            boxes: Roll::new(&protocol.box_codes, &sites, chance).context(missing)?,
            plates: Roll::new(&[plate], &sites, chance).context(missing)?,
        })
    }

    /// The next tube.
    pub fn tube(&self) -> String {
        self.tubes.take()
    }

    /// The next box.
    pub fn case(&self) -> String {
        self.boxes.take()
    }

    /// The next plate.
    pub fn plate(&self) -> String {
        self.plates.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenfold_domain::code::Code;

    #[test]
    fn labels_pass_the_rule_they_were_printed_by() {
        let rule = |prefix: &str, length, check| CodeRule {
            prefix: prefix.into(),
            length,
            digits_only: prefix.is_empty(),
            check,
        };
        for rule in [
            rule("", (12, 12), Check::Mod97),
            rule("", (10, 10), Check::Mod97),
            rule("RJ", (12, 16), Check::None),
            rule("", (6, 20), Check::None),
        ] {
            let rules = [rule];
            let roll = Roll::new(&rules, &BTreeSet::new(), &mut Chance::new(7)).expect("printable");
            let (first, second) = (roll.take(), roll.take());
            assert_ne!(first, second);
            for code in [first, second] {
                assert!(rules[0].accepts(Code::scan(&code).expect("code")), "{code}");
            }
        }
    }
    #[test]
    fn no_label_begins_with_a_sites_number() {
        let digits_only = true;
        let check = Check::Mod97;
        let rule = CodeRule { prefix: String::new(), length: (10, 10), digits_only, check };
        let rules = [rule];
        // Every site but one has its printers; of that one there are ten thousand numbers.
        let sites: BTreeSet<u64> = (0..10_000).filter(|site| *site != 4_711).collect();
        let roll = Roll::new(&rules, &sites, &mut Chance::new(7)).expect("printable");
        let codes: BTreeSet<String> = (0..10_000).map(|_| roll.take()).collect();
        assert_eq!(codes.len(), 10_000);
        assert!(codes.iter().all(|code| code.starts_with("4711")));
        let sites = (0..10_000).collect();
        assert!(Roll::new(&rules, &sites, &mut Chance::new(7)).is_none(), "none is left");
    }
}
