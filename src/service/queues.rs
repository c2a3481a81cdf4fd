//! Where to go to be swabbed: which sites take people, until when, and how long one waits there.
//!
//! Nobody scans a queue. Somebody at the site says how many stand in line, and the last hour says
//! how fast they are taken. What was said is kept in memory alone: half an hour later it is worth
//! nothing.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde::Serialize;
use tenfold_domain::campaign::{Campaign, Site};
use tenfold_domain::code::{Region, SiteId};
use tenfold_domain::time::{At, Minutes};
use utoipa::ToSchema;

use super::pace::rates;
use super::progress::Progress;
use super::{Service, clock};

/// For how long it is told how many stand in line.
pub const HOLDS: Minutes = Minutes(30);

/// Who stands in line where.
#[derive(Default)]
pub struct Queues(Mutex<BTreeMap<(Region, SiteId), InLine>>);

#[derive(Clone, Copy)]
struct InLine {
    people: u32,
    said_at: At,
}

/// A site as a resident needs it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SiteNow {
    /// Number.
    pub site: u32,
    /// Township or street, nine digits.
    pub township: u32,
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its name in English.
    pub name_en: String,
    /// People are taken there now.
    pub takes: bool,
    /// Its opening hours that run, or the next ones, begin then; absent where nobody said.
    pub opens_at_ms: Option<i64>,
    /// They end then.
    pub closes_at_ms: Option<i64>,
    /// How many stand in line, where somebody said so in the last half hour.
    pub in_line: Option<u32>,
    /// When they said so.
    pub said_at_ms: Option<i64>,
    /// Minutes until whoever comes now is taken: by those in line and by what the site took in
    /// its last hour. Absent where either is not known.
    pub wait_minutes: Option<u32>,
}

impl Queues {
    fn said(&self, of: (Region, SiteId), now: At) -> Option<InLine> {
        let said = self.0.lock().ok()?.get(&of).copied();
        said.filter(|said| now - said.said_at <= HOLDS)
    }
}

impl Service {
    /// Somebody says how many stand in line at a site.
    pub fn queue(&self, of: (Region, SiteId), people: u32) {
        if let Ok(mut queues) = self.queues.0.lock() {
            queues.insert(of, InLine { people, said_at: clock::now() });
        }
    }

    /// Every site of a region as it is now, in the order of their numbers; `None` for an unknown
    /// region. Answered from memory: a whole city may ask.
    pub fn sites_now(&self, of: Region) -> Option<Vec<SiteNow>> {
        let (campaign, now) = (self.campaigns.get(&of)?, clock::now());
        let boards = self.board.boards();
        let rates = boards.get(&of).map(|board: &Progress| rates(campaign, board, now));
        let rates = rates.unwrap_or_default();
        let site = |site: &Site| {
            let said = self.queues.said((of, site.id), now);
            let an_hour = rates.get(&site.id).map(|rate| rate.persons_per_hour);
            SiteNow::of((campaign, site), said, an_hour, now)
        };
        Some(campaign.sites.iter().map(site).collect())
    }
}

impl SiteNow {
    fn of(
        (campaign, site): (&Campaign, &Site),
        said: Option<InLine>,
        persons_per_hour: Option<f64>,
        now: At,
    ) -> SiteNow {
        let period = site.period(now);
        let wait = |said: InLine| {
            let an_hour = persons_per_hour.filter(|an_hour| *an_hour > 0.0)?;
            Some((f64::from(said.people) * 60.0 / an_hour).ceil() as u32)
        };
        SiteNow {
            site: site.id.0,
            township: site.township,
            name_zh: site.name_zh.clone(),
            name_en: site.name_en.clone(),
            takes: site.takes(now) && campaign.rounds.iter().any(|round| round.open),
            opens_at_ms: period.map(|(from_at, _)| from_at.0),
            closes_at_ms: period.map(|(_, to_at)| to_at.0),
            in_line: said.map(|said| said.people),
            said_at_ms: said.map(|said| said.said_at.0),
            wait_minutes: said.and_then(wait),
        }
    }
}
