//! Numbers for our own printed codes, handed out in blocks per site without a network.
//!
//! A code is `prefix · site · printer · number · check`: the site's number (4 digits) and the
//! printer's (1 digit) stand in it, so what two places print can never meet, and each printer's
//! ledger alone keeps its numbers from coming twice. Regions that share a lab give their codes
//! different digit prefixes in their protocols.

use std::fmt::Write as _;

use tenfold_domain::code::{Check, Code, CodeRule, SiteId, with_check_digits};

/// Digits of the site's number in a code.
pub const SITE_DIGITS: usize = 4;
/// Digits of the printer's number in a code.
const PRINTER_DIGITS: usize = 1;
/// Digits of the check (ISO 7064 MOD 97-10).
const CHECK_DIGITS: usize = 2;
/// Longest code we print by choice, in digits: twelve read in three groups of four at a glance.
const LENGTH_LIKED: usize = 12;

/// First line of a ledger.
pub const HEADING: &str = "kind,site,printer,first,count,handed_out_at";

/// What a code is printed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A tube.
    Tube,
    /// A transport box.
    Case,
}

impl Kind {
    /// The word in a ledger.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Tube => "tube",
            Kind::Case => "box",
        }
    }
}

/// Why no numbers can be handed out.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BlockError {
    /// No rule of the protocol is one of our own.
    #[error(
        "the protocol has no rule we can print by: it needs mod97, digits only, an even length \
         and at least 3 digits beside prefix, site (4), printer (1) and check (2)"
    )]
    NoRule,
    /// The site's number has more than four digits, or the printer's more than one.
    #[error("site {site}, printer {printer}: codes have room for sites 0-9999, printers 0-9")]
    Place {
        /// The site.
        site: u32,
        /// The printer.
        printer: u8,
    },
    /// The printer has no numbers left.
    #[error(
        "site {site}, printer {printer} has {left} {kind} numbers left and not {asked}: use \
         another printer number (0-9)"
    )]
    Spent {
        /// The site.
        site: u32,
        /// The printer.
        printer: u8,
        /// `tube` or `box`.
        kind: &'static str,
        /// How many numbers are left.
        left: u64,
        /// How many were asked for.
        asked: u32,
    },
    /// A line of the ledger cannot be read.
    #[error("line {0} of the ledger is not `{HEADING}`: nothing was handed out")]
    Line(usize),
    /// Two blocks of the ledger hold the same number.
    #[error("line {0} of the ledger hands out numbers a second time")]
    Twice(usize),
}

/// How one kind of code is numbered in a campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Numbering {
    prefix: String,
    /// Digits of the number itself.
    digits: usize,
}

impl Numbering {
    /// By the first rule of the protocol that is our own: digits only, MOD 97-10, an even length
    /// (set C of Code 128 reads at two thirds of the resolution that letters need). An even
    /// length of twelve is taken where the rule leaves a choice.
    pub fn of(rules: &[CodeRule]) -> Result<Numbering, BlockError> {
        rules.iter().find_map(Numbering::by).ok_or(BlockError::NoRule)
    }

    fn by(rule: &CodeRule) -> Option<Numbering> {
        let digits = rule.prefix.bytes().all(|byte| byte.is_ascii_digit());
        if rule.check != Check::Mod97 || !digits {
            return None;
        }
        let (low, high) = rule.length;
        let liked = low.max(high.min(LENGTH_LIKED));
        let even = |length: &usize| length.is_multiple_of(2) && (low..=high).contains(length);
        let length = [liked, liked.saturating_sub(1), liked + 1].into_iter().find(even)?;
        let taken = rule.prefix.len() + SITE_DIGITS + PRINTER_DIGITS + CHECK_DIGITS;
        let digits = length.checked_sub(taken).filter(|digits| (3..=9).contains(digits))?;
        Some(Numbering { prefix: rule.prefix.clone(), digits })
    }

    /// How many numbers one printer of one site has.
    pub fn room(&self) -> u64 {
        10u64.pow(self.digits as u32)
    }

    /// A code as wide as any: to try whether a label holds it before numbers are handed out.
    pub fn widest(&self) -> Option<Code> {
        let site = SiteId(9_999);
        let last = Block { kind: Kind::Tube, site, printer: 9, first: 0, count: 1 };
        self.codes(&last).next()
    }

    /// Codes of a block, in order.
    pub fn codes<'a>(&'a self, block: &'a Block) -> impl Iterator<Item = Code> + 'a {
        let numbers = u64::from(block.first)..block.end();
        numbers.filter_map(move |number| {
            let (site, printer, digits) = (block.site, block.printer, self.digits);
            let prefix = &self.prefix;
            with_check_digits(&format!("{prefix}{:04}{printer}{number:0digits$}", site.0))
        })
    }
}

/// Numbers handed out together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// What they are for.
    pub kind: Kind,
    /// The site they are for, 0-9999.
    pub site: SiteId,
    /// The printer they are for, 0-9.
    pub printer: u8,
    /// The first.
    pub first: u32,
    /// How many.
    pub count: u32,
}

impl Block {
    /// One past the last.
    fn end(&self) -> u64 {
        u64::from(self.first) + u64::from(self.count)
    }

    fn same_roll(&self, other: &Block) -> bool {
        let roll = |block: &Block| (block.kind, block.site, block.printer);
        roll(self) == roll(other)
    }
}

/// Every block handed out here. The caller keeps it on disk before the first label is printed:
/// a crash loses numbers and never repeats one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    rows: Vec<(Block, String)>,
}

impl Ledger {
    /// Reads a ledger; errors name the line. A line that was cut, or numbers that come twice,
    /// stop everything: what was printed is then not known.
    pub fn parse(text: &str) -> Result<Ledger, BlockError> {
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
        let whole = text.is_empty() || text.ends_with('\n');
        if !whole {
            return Err(BlockError::Line(text.lines().count()));
        }
        if let Some((at, line)) = lines.next()
            && line != HEADING
        {
            return Err(BlockError::Line(at));
        }
        let mut ledger = Ledger::default();
        for (at, line) in lines.filter(|(_, line)| !line.is_empty()) {
            let (block, told) = row(line).ok_or(BlockError::Line(at))?;
            let meets = |old: &Block| {
                u64::from(block.first) < old.end() && u64::from(old.first) < block.end()
            };
            if ledger.rows.iter().any(|(old, _)| old.same_roll(&block) && meets(old)) {
                return Err(BlockError::Twice(at));
            }
            ledger.rows.push((block, told));
        }
        Ok(ledger)
    }

    /// The ledger as text, a block a line.
    pub fn text(&self) -> String {
        let mut out = format!("{HEADING}\n");
        for (block, at) in &self.rows {
            let (kind, Block { site, printer, first, count, .. }) = (block.kind.word(), *block);
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{kind},{site},{printer},{first},{count},{at}");
        }
        out
    }

    /// Hands out the next numbers of a printer. `told` is the moment as people read it; commas in
    /// it become spaces.
    pub fn hand_out(
        &mut self,
        numbering: &Numbering,
        (kind, site, printer): (Kind, SiteId, u8),
        count: u32,
        told: &str,
    ) -> Result<Block, BlockError> {
        if site.0 > 9_999 || printer > 9 {
            return Err(BlockError::Place { site: site.0, printer });
        }
        let mut block = Block { kind, site, printer, first: 0, count };
        let mine = self.rows.iter().map(|(old, _)| old).filter(|old| old.same_roll(&block));
        let next = mine.map(Block::end).max().unwrap_or(0);
        let left = numbering.room().saturating_sub(next);
        if u64::from(count) > left {
            let kind = kind.word();
            return Err(BlockError::Spent { site: site.0, printer, kind, left, asked: count });
        }
        // Room is 10^9 at most, so that the next number fits.
        block.first = next as u32;
        self.rows.push((block, told.replace([',', '\n'], " ")));
        Ok(block)
    }
}

fn row(line: &str) -> Option<(Block, String)> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [kind, site, printer, first, count, told] = cells[..] else { return None };
    let kind = [Kind::Tube, Kind::Case].into_iter().find(|known| known.word() == kind)?;
    let site = SiteId(site.parse().ok().filter(|site| *site <= 9_999)?);
    let printer = printer.parse().ok().filter(|printer| *printer <= 9)?;
    let (first, count) = (first.parse().ok()?, count.parse().ok()?);
    let block = Block { kind, site, printer, first, count };
    (block.end() <= 1_000_000_000).then(|| (block, told.to_owned()))
}

#[cfg(test)]
#[path = "block/tests.rs"]
mod tests;
