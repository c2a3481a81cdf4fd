//! `tenfold verify`: everything that is kept, checked against the facts. Reads one snapshot, and
//! so works while the service writes.
//!
//! The facts are read once, in the order of the ledger. Their rows go into the hash chain as they
//! stand, their meaning into the rules, and what the rules rebuild is compared with the heads.
//! What this alone cannot see: a ledger rewritten from some commit to its end, links and all, and
//! the last rows of the access log gone. Whoever must rule that out writes down the last links of
//! each day elsewhere; the report names them, and [`missing`] looks for them later.
//!
//! What the chain does not cover, and this therefore takes as it stands: the time of writing in
//! `commit_link.recorded_at` (each fact's own times are covered), the campaign with its rounds,
//! places, protocol and kits, the roster, what residents entered beforehand, and the tokens. The
//! access log has a chain of its own. Of deliveries it is checked that there is a notice to each;
//! what became of it is what was written.

mod heads;
mod ledger;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::storage::db::Connection;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::Region;

use super::vault::hex;
use crate::storage::StoreError;
use crate::storage::chain::{GENESIS, Link};
use crate::storage::tables::{access, load, outbox, upstream};
use ledger::Check;

/// Differences listed; further ones are only counted.
const LISTED_MAX: usize = 1_000;

/// Something that is not as the facts say.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Difference {
    /// Ledger numbers without a fact: the first and the last of a row of them.
    FactMissing(u64, u64),
    /// A ledger number with more than one fact.
    FactTwice(u64),
    /// A fact that belongs to no commit.
    FactUnlinked(u64),
    /// A fact numbered below the first, which no commit can hold.
    FactBelowFirst(i64),
    /// A row that no writer of ours leaves, in this table.
    FactUnreadable(&'static str, u64),
    /// A commit number that is missing or out of order.
    CommitMissing(u64),
    /// The facts of this commit, numbered so, are not those that were written.
    ChainBroken {
        /// The commit.
        commit: u64,
        /// Its first and last fact.
        facts: (u64, u64),
    },
    /// A head of this table and code is not what the facts make of it.
    HeadDiffers(&'static str, String),
    /// The facts make a thing that the table does not have.
    HeadMissing(&'static str, String),
    /// The table has a thing that the facts do not make.
    HeadExtra(&'static str, String),
    /// The heads claim more facts than there are.
    HeadMarkAhead(u64),
    /// What a restart would count is not what the facts count.
    CountsDiffer(&'static str),
    /// The law of conservation does not hold for this lane and hour since 1970.
    LawBroken(u32, i64),
    /// Registrations less withdrawals, counted one by one, are not what the columns hold.
    RegisteredDiffers {
        /// Counted one by one.
        counted: i64,
        /// In the columns.
        columns: i64,
    },
    /// The access log does not fit from this entry on.
    AccessBroken(i64),
    /// An endpoint, by its number, was sent a notice of this number, and there is none.
    DeliveryStray(u16, u64),
    /// An upstream, by its number, took outcomes up to this fact, and there is none.
    UpstreamStray(u16, u64),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::FactMissing(seq, last) if seq == last => {
                write!(f, "fact {seq} is missing")
            }
            Difference::FactMissing(first, last) => {
                write!(f, "facts {first} to {last} are missing")
            }
            Difference::FactTwice(seq) => write!(f, "fact {seq} stands in two tables"),
            Difference::FactUnlinked(seq) => write!(f, "fact {seq} belongs to no commit"),
            Difference::FactBelowFirst(seq) => {
                write!(f, "fact {seq} has a number below the first")
            }
            Difference::FactUnreadable(table, seq) => {
                write!(f, "fact {seq} in {table} cannot be read")
            }
            Difference::CommitMissing(number) => write!(f, "commit {number} is missing"),
            Difference::ChainBroken { commit, facts: (first, last) } => write!(
                f,
                "the chain is broken at commit {commit}: facts {first} to {last} are not those \
                 that were written"
            ),
            Difference::HeadDiffers(table, code) => {
                write!(f, "{table} {code} is not what the facts make of it")
            }
            Difference::HeadMissing(table, code) => write!(f, "{table} {code} has no head"),
            Difference::HeadExtra(table, code) => write!(f, "{table} {code} has no facts"),
            Difference::HeadMarkAhead(mark) => {
                write!(f, "the heads claim {mark} facts, more than there are")
            }
            Difference::CountsDiffer(what) => {
                write!(f, "the heads count other {what} than the facts")
            }
            Difference::LawBroken(lane, hour) => {
                write!(f, "the law of conservation is broken: lane {lane}, hour {hour}")
            }
            Difference::RegisteredDiffers { counted, columns } => {
                write!(f, "{counted} people are registered and {columns} stand in the columns")
            }
            Difference::AccessBroken(number) => {
                write!(f, "the access log does not fit from entry {number} on")
            }
            Difference::DeliveryStray(endpoint, notice) => {
                write!(f, "endpoint {endpoint} was served notice {notice}, and there is none")
            }
            Difference::UpstreamStray(upstream, fact) => {
                write!(f, "upstream {upstream} was served up to fact {fact}, and there is none")
            }
        }
    }
}

/// What was found in one region.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RegionReport {
    /// Facts read.
    pub facts: u64,
    /// Commits whose link was computed again.
    pub commits: u64,
    /// Heads compared.
    pub heads: u64,
    /// The last link of the chain, in hexadecimal digits.
    pub last_link: String,
    /// Rows of the access log.
    pub accesses: u64,
    /// The last link of the access log; empty while it has no row.
    pub last_access: String,
    /// What differs, the first thousand of it.
    pub differences: Vec<Difference>,
    /// How much differs beyond those listed.
    pub unlisted: u64,
}

impl RegionReport {
    pub(self) fn found(&mut self, difference: Difference) {
        if self.differences.len() < LISTED_MAX {
            self.differences.push(difference);
        } else {
            self.unlisted += 1;
        }
    }
}

/// What was found, by region.
pub type Report = BTreeMap<Region, RegionReport>;

/// Whether everything is as the facts say.
pub fn agrees(report: &Report) -> bool {
    report.values().all(|region| region.differences.is_empty())
}

/// Checks every region. `progress` is told facts read and facts in all, now and then.
///
/// # Errors
/// When the store cannot be read at all; whatever can be read and is wrong stands in the report.
pub fn verify(
    connection: &mut Connection,
    campaigns: &BTreeMap<Region, Arc<Campaign>>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Report, StoreError> {
    let snapshot = connection.snapshot()?;
    let mut report = Report::new();
    for (region, campaign) in campaigns {
        let end = load::ledger_end(&snapshot, *region)?;
        let mut check = Check::new(&snapshot, campaign.clone(), end.head_mark);
        check.run(progress)?;
        let mut found = check.finish();
        found.last_link = hex(&end.link);
        if end.head_mark > end.seq {
            found.found(Difference::HeadMarkAhead(end.head_mark));
        }
        if let Some((rows, link)) = access::end(&snapshot, *region)? {
            (found.accesses, found.last_access) = (rows.unsigned_abs(), hex(&link));
        }
        if let Some(number) = access::first_bad(&snapshot, *region)? {
            found.found(Difference::AccessBroken(number));
        }
        for (endpoint, notice) in outbox::strays(&snapshot, *region, end.seq)? {
            found.found(Difference::DeliveryStray(endpoint, notice));
        }
        for (number, fact) in upstream::strays(&snapshot, *region, end.seq)? {
            found.found(Difference::UpstreamStray(number, fact));
        }
        report.insert(*region, found);
    }
    Ok(report)
}

/// Links that were written down once, of commits and of the access log. Both only grow: whatever
/// was a last link stays in them.
#[derive(Clone, Default, Debug)]
pub struct Expected {
    /// Of commits.
    pub links: Vec<Link>,
    /// Of rows of the access log.
    pub accesses: Vec<Link>,
}

/// The expected links that no region has any more, in hexadecimal digits: of commits, and of the
/// access log.
pub fn missing(
    connection: &Connection,
    regions: impl Iterator<Item = Region> + Clone,
    expected: &Expected,
) -> Result<(Vec<String>, Vec<String>), StoreError> {
    type Has = fn(&Connection, Region, &Link) -> Result<bool, StoreError>;
    let gone = |links: &[Link], has: Has| -> Result<Vec<String>, StoreError> {
        let mut gone = Vec::new();
        for link in links {
            let mut there = false;
            for region in regions.clone() {
                there = there || has(connection, region, link)?;
            }
            if !there {
                gone.push(hex(link));
            }
        }
        Ok(gone)
    };
    let accesses = gone(&expected.accesses, access::has_link)?;
    let mut links = gone(&expected.links, load::has_link)?;
    // What is printed where there is no fact yet; every chain begins with it.
    links.retain(|link| *link != hex(&GENESIS));
    Ok((links, accesses))
}
