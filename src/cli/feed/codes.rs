//! Labels from the printer: a block of codes nobody used before.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context as _;
use tenfold_domain::code::{Check, CodeRule, with_check_digits};
use tenfold_domain::protocol::Protocol;

use crate::setup::chance::Chance;

/// A roll of labels of one kind.
struct Roll {
    prefix: String,
    /// Digits between prefix and check.
    digits: usize,
    checked: bool,
    next: AtomicU64,
}

impl Roll {
    /// Labels by the first rule we can print, from a random start: two feeds of one campaign do
    /// not meet by any likelihood worth a question to the server.
    fn new(rules: &[CodeRule], chance: &mut Chance) -> Option<Roll> {
        let printable = |rule: &&CodeRule| rule.check == Check::None || rule.prefix.is_empty();
        let rule = rules.iter().find(printable)?;
        let checked = rule.check == Check::Mod97;
        let taken = rule.prefix.len() + if checked { 2 } else { 0 };
        let digits = rule.length.0.max(rule.length.1.min(12)).checked_sub(taken)?;
        let next = AtomicU64::new(chance.below(10u64.pow(digits as u32)));
        Some(Roll { prefix: rule.prefix.clone(), digits, checked, next })
    }

    fn take(&self) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed) % 10u64.pow(self.digits as u32);
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
    /// Labels that this protocol accepts.
    pub fn new(protocol: &Protocol, chance: &mut Chance) -> anyhow::Result<Codes> {
        let plate = CodeRule {
            prefix: "P".into(),
            length: (12, 12),
            digits_only: false,
            check: Check::None,
        };
        let missing = "the protocol has no rule for codes that can be printed here";
        Ok(Codes {
            tubes: Roll::new(&protocol.tube_codes, chance).context(missing)?,
            boxes: Roll::new(&protocol.box_codes, chance).context(missing)?,
            plates: Roll::new(&[plate], chance).context(missing)?,
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
            let roll = Roll::new(&rules, &mut Chance::new(7)).expect("printable");
            let (first, second) = (roll.take(), roll.take());
            assert_ne!(first, second);
            for code in [first, second] {
                assert!(rules[0].accepts(Code::scan(&code).expect("code")), "{code}");
            }
        }
    }
}
