//! What is kept. One contract, batch-shaped and neutral of the backend; SQLite is the first
//! store behind it.
//!
//! Facts are appended and never changed. Heads are written behind them in the same transactions,
//! but not in every one: a busy writer writes a tube's head once for many facts, and
//! `head_mark` says up to which fact the heads are complete. What came after is applied again at
//! start.

pub mod cell;
pub mod chain;
pub mod course;
pub mod db;
pub mod fact;
pub mod head;
pub mod moving;
pub mod open;
pub mod postgres;
pub mod sqlite;
pub mod tables;
pub mod trail;

use std::collections::BTreeMap;
use std::time::Duration;

use tenfold_domain::accession::Accession;
use tenfold_domain::code::{
    BoxCode, LabId, LaneId, PersonKey, PlateCode, Region, RoundId, ScanId, SiteId, StaffId,
    TubeCode,
};
use tenfold_domain::command::Stamp;
use tenfold_domain::course::Course;
use tenfold_domain::event::Event;
use tenfold_domain::notice::Told;
use tenfold_domain::plate::Plate;
use tenfold_domain::recollection::Recollection;
use tenfold_domain::routing::{Closing, Load};
use tenfold_domain::state::Notice;
use tenfold_domain::term::Call;
use tenfold_domain::time::At;
use tenfold_domain::transport::Case;
use tenfold_domain::tube::Tube;

use cell::BadCell;
use chain::Link;
use db::{Connection, sql};
use trail::Trail;

/// A fact as it stands in the ledger of a region.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its number; counts through all facts of the region without a gap, from 1.
    pub seq: u64,
    /// Who, where and when.
    pub stamp: Stamp,
    /// When the server took it.
    pub recorded_at: At,
    /// What happened.
    pub event: Event,
}

/// Heads to write behind the facts.
#[derive(Default)]
pub struct Heads<'a> {
    /// Tubes that changed, each with the facts that name it.
    pub tubes: Vec<(&'a Tube, &'a Trail)>,
    /// Boxes that changed.
    pub boxes: Vec<(&'a Case, &'a Trail)>,
    /// Plates that changed.
    pub plates: Vec<(&'a Plate, &'a Trail)>,
    /// Recollections that changed; `None` is closed.
    pub recollections: Vec<(PersonKey, Option<&'a Recollection>)>,
    /// Schedules of people that changed; `None` is ended.
    pub courses: Vec<(PersonKey, Option<&'a Course>)>,
    /// The heads are complete up to this fact.
    pub mark: u64,
}

/// One region's share of a commit.
pub struct Append<'a> {
    /// The region.
    pub region: Region,
    /// New facts, in order; numbers follow the last ones kept.
    pub entries: &'a [Entry],
    /// Heads to write with them.
    pub heads: Option<Heads<'a>>,
    /// When.
    pub recorded_at: At,
}

/// Where a region's ledger ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LedgerEnd {
    /// Last fact, 0 when there is none.
    pub seq: u64,
    /// Last commit, 0 when there is none.
    pub commit: u64,
    /// Link of the last commit.
    pub link: Link,
    /// The heads are complete up to this fact.
    pub head_mark: u64,
}

/// What the indexes in memory need of a registration.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct IndexRow {
    /// Ledger number.
    pub seq: u64,
    /// Identity of the command.
    pub scan: ScanId,
    /// Who.
    pub person: PersonKey,
    /// The pass.
    pub round: RoundId,
}

/// A registration as the trace of a person reads it.
#[derive(Clone, PartialEq, Debug)]
pub struct Registration {
    /// Ledger number.
    pub seq: u64,
    /// Identity of the command; its random part is the receipt.
    pub scan: ScanId,
    /// Who.
    pub person: PersonKey,
    /// The pass.
    pub round: RoundId,
    /// The tube, under the label it had then.
    pub tube: TubeCode,
    /// The person's registration before this one.
    pub previous: Option<u64>,
}

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No space is left; nothing of the batch was kept.
    #[error("the disk is full; free space on the data volume, the service goes on by itself")]
    Full,
    /// The file belongs to a newer or an older program.
    #[error("the data is at version {found}, this program needs {wanted}: run `tenfold migrate`")]
    Version {
        /// What the data says.
        found: i64,
        /// What this program writes.
        wanted: i64,
    },
    /// There is no data where it should be.
    #[error("there is no campaign in {0}: run `tenfold init` first")]
    Absent(String),
    /// Another process writes to the same data.
    #[error("another service writes to {0}: stop it first, or give another folder")]
    InUse(String),
    /// Another service has written facts since the region was read; nothing was kept.
    #[error("another service wrote first")]
    Overtaken,
    /// The line to the server was lost, or the server goes down; the same may be done again later.
    #[error("the database does not answer: {0}")]
    Away(String),
    /// A campaign that the store could not keep apart from another.
    #[error("the campaign cannot be kept: {0}")]
    Unfit(String),
    /// A row that no writer of ours leaves.
    #[error("the store is damaged: {0}; run `tenfold verify`")]
    Damaged(#[from] BadCell),
    /// Anything else the backend says.
    #[error("the store failed: {0}")]
    Backend(String),
}

/// A service that has not followed others for this long reads its regions anew: what it would need
/// to go on may be forgotten.
pub const FOLLOWED_FOR: Duration = Duration::from_secs(300);

/// Heads with their trails, or why not.
pub type Found<T> = Result<Vec<(T, Trail)>, StoreError>;

/// Heads as they stood before facts changed them, oldest first.
#[derive(Debug, Default)]
pub struct Before {
    /// Tubes.
    pub tubes: Vec<(Tube, Trail)>,
    /// Boxes.
    pub boxes: Vec<(Case, Trail)>,
    /// Plates.
    pub plates: Vec<(Plate, Trail)>,
}

/// The contract: what a writer asks of a store. Everything appended in one call is durable when it
/// returns, or nothing of it is kept. What is read is read the same way of every engine.
///
/// Of a store that several services share, each writes in turns:
///
/// ```text
///   take (waits for its turn) -> follow what others wrote -> decide -> append (ends the turn)
/// ```
pub trait Store: Send {
    /// Appends facts and heads of any number of regions in one durable transaction, and ends what
    /// [`Store::take`] began.
    ///
    /// # Errors
    /// [`StoreError::Overtaken`] where a region was not taken and another service wrote there.
    fn append(&mut self, appends: &[Append<'_>]) -> Result<(), StoreError>;

    /// Waits until nobody else writes to these regions, and keeps them until the next
    /// [`Store::append`] or [`Store::let_go`]; where the ledger of each ends.
    fn take(&mut self, regions: &[Region]) -> Result<Vec<LedgerEnd>, StoreError> {
        regions.iter().map(|region| self.ledger_end(*region)).collect()
    }

    /// What is read from here to [`Store::let_go`] is of one commit.
    fn hold(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Ends what [`Store::take`] or [`Store::hold`] began, and keeps nothing of it.
    fn let_go(&mut self) {}

    /// Whether other services may write to the same regions.
    fn is_shared(&self) -> bool {
        false
    }

    /// Up to which fact the heads of each region are complete: of a shared store, where its ledger
    /// ends.
    fn head_marks(&mut self) -> Result<BTreeMap<Region, u64>, StoreError> {
        let marks = self.reads().all(sql!("head_marks"), &[], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(marks?.into_iter().collect())
    }

    /// The heads that facts after `seq` have changed, each as it stood before the first of them;
    /// none for what they made. Known for [`FOLLOWED_FOR`].
    fn before(&mut self, _region: Region, _seq: u64) -> Result<Before, StoreError> {
        Ok(Before::default())
    }

    /// Forgets what nobody can ask for any more, and has the store look at how it has grown.
    fn tidy(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// The connection that reads go over.
    fn reads(&self) -> &Connection;

    /// Whether the store takes writes now: the cheapest durable write, undone.
    fn probe(&mut self) -> Result<(), StoreError>;

    /// Where the region's ledger ends.
    fn ledger_end(&mut self, region: Region) -> Result<LedgerEnd, StoreError>;

    /// The tubes of these codes that exist, in any order, each with the facts that name it.
    fn tubes(&mut self, region: Region, codes: &[TubeCode]) -> Found<Tube> {
        let codes: Vec<&str> = codes.iter().map(TubeCode::as_str).collect();
        tables::load::heads(self.reads(), "tube", &head::TUBE, region, &codes, head::tube)
    }

    /// The boxes of these codes that exist.
    fn boxes(&mut self, region: Region, codes: &[BoxCode]) -> Found<Case> {
        let codes: Vec<&str> = codes.iter().map(BoxCode::as_str).collect();
        tables::load::heads(self.reads(), "box", &head::BOX, region, &codes, head::case)
    }

    /// The plates of these codes that exist.
    fn plates(&mut self, region: Region, codes: &[PlateCode]) -> Found<Plate> {
        let codes: Vec<&str> = codes.iter().map(PlateCode::as_str).collect();
        tables::load::heads(self.reads(), "plate", &head::PLATE, region, &codes, head::plate)
    }

    /// Open recollections.
    fn recollections(
        &mut self,
        region: Region,
    ) -> Result<Vec<(PersonKey, Recollection)>, StoreError> {
        tables::load::recollections(self.reads(), region)
    }

    /// Who is under a schedule of tests.
    fn courses(&mut self, region: Region) -> Result<Vec<(PersonKey, Course)>, StoreError> {
        tables::load::courses(self.reads(), region)
    }

    /// One registration.
    fn registration(
        &mut self,
        region: Region,
        seq: u64,
    ) -> Result<Option<Registration>, StoreError> {
        tables::load::registration(self.reads(), region, seq)
    }

    /// Facts numbered `from..`, in order, at most `limit` of them.
    fn entries(&mut self, region: Region, from: u64, limit: u64) -> Result<Vec<Entry>, StoreError> {
        tables::load::entries(self.reads(), region, from, limit)
    }

    /// Every registration, in any order, for the indexes in memory.
    fn index_rows(
        &mut self,
        region: Region,
        each: &mut dyn FnMut(IndexRow),
    ) -> Result<(), StoreError>;

    /// Ledger numbers and scans of every fact that is no registration.
    fn scan_rows(
        &mut self,
        region: Region,
        each: &mut dyn FnMut(u64, ScanId),
    ) -> Result<(), StoreError> {
        tables::load::scan_rows(self.reads(), region, each)
    }

    /// Everybody on the roster with their batch.
    fn roster(
        &mut self,
        region: Region,
        each: &mut dyn FnMut(PersonKey, u8),
    ) -> Result<(), StoreError> {
        tables::roster::batches(self.reads(), region, each)
    }

    /// Counts and open lists as they stood at the head mark.
    fn standing(&mut self, region: Region, mark: u64) -> Result<Standing, StoreError> {
        tables::standing::standing(self.reads(), region, mark)
    }
}

/// Tubes of one lane, hour, stage, lab and call together.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TubeGroup {
    /// The desk.
    pub lane: LaneId,
    /// Hour of opening since 1970.
    pub hour: i64,
    /// Stage number; see [`head::stage_number`].
    pub stage: u8,
    /// The lab that has them.
    pub lab: Option<LabId>,
    /// Their call.
    pub call: Option<Call>,
    /// How many tubes.
    pub tubes: i64,
    /// How many members.
    pub people: i64,
}

/// A sealed box that no lab has received.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SealedBox {
    /// Its label.
    pub code: BoxCode,
    /// What it was chosen by.
    pub load: Load,
    /// The lab it goes to, from when on it holds places there, and whether it is there in time.
    pub routed: Option<(LabId, Option<At>, bool)>,
}

/// Something that was said of a lab.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum LabWord {
    /// It takes nothing.
    Closed(Closing),
    /// It takes boxes again.
    Opened,
    /// A run's controls held, or failed.
    Run(bool),
    /// What it can do; of the reagents, what it had then less what has arrived since.
    Limited(Option<u32>, Option<i64>),
}

/// What a writer must know at start beside the heads themselves.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Tubes, grouped.
    pub tubes: Vec<TubeGroup>,
    /// Sealed boxes that no lab has received, the first sealed first.
    pub boxes: Vec<SealedBox>,
    /// When a box was fetched last, by site.
    pub fetched: Vec<(SiteId, At)>,
    /// What was said of labs, in order.
    pub labs: Vec<(LabId, LabWord)>,
    /// Specimens turned away, by lab.
    pub rejected: Vec<(LabId, i64)>,
    /// Last accession number, by lab.
    pub accession: Vec<(LabId, Accession)>,
    /// Notices and how each stands.
    pub notices: Vec<(Notice, Told)>,
    /// Discrepancies nobody has settled, and whom a kept registration among them owes a swab.
    pub discrepancies: Vec<(u64, Option<PersonKey>)>,
    /// Who left a tube before the swab, and its round.
    pub withdrawn: Vec<(PersonKey, RoundId)>,
    /// Disinfections since the last change of gloves, by collector.
    pub gloves: Vec<(StaffId, u16)>,
}
