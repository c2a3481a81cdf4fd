//! Squads: they visit everybody of a positive pool, swab each alone and bring the tubes to the
//! lab that tested first (R146, R152-R160).

use std::collections::VecDeque;

use crate::pace::Pace;
use crate::stream::Stream;

/// A positive pool and its people.
#[derive(Clone, Copy, Debug)]
pub struct Pool {
    /// Its tube.
    pub tube: u32,
    /// People in it.
    pub members: u8,
    /// Index of the lab that tested first.
    pub lab: usize,
    /// When it was called: the clock of its people runs from here (R159).
    pub called_at: i64,
    /// When a squad set out for its people.
    pub left_at: i64,
}

/// Squads and the pools that wait for one.
#[derive(Debug)]
pub struct Squads {
    /// All pools, by number.
    pub pools: Vec<Pool>,
    free: u32,
    waiting: VecDeque<u32>,
    stream: Stream,
}

impl Squads {
    /// All are free; they stand by at any hour (R152).
    pub fn new(count: u32, stream: Stream) -> Squads {
        Squads { pools: Vec::new(), free: count, waiting: VecDeque::new(), stream }
    }

    /// A pool was called positive.
    pub fn called(&mut self, pool: Pool) {
        self.waiting.push_back(self.pools.len() as u32);
        self.pools.push(pool);
    }

    /// A free squad begins with the pool that was called first; gives the pool and how long
    /// until its tubes are at the lab.
    pub fn begin(&mut self, now: i64, pace: &Pace) -> Option<(u32, i64)> {
        if self.free == 0 {
            return None;
        }
        let number = self.waiting.pop_front()?;
        self.free -= 1;
        let pool = &mut self.pools[number as usize];
        pool.left_at = now;
        let pool = *pool;
        let visits = self.visits(&pool, pace).last().unwrap_or(0);
        let back = pace.recollect_back.ms(self.bits(&pool, u8::MAX));
        Some((number, pace.at_site(now, visits + back)))
    }

    /// Drawn by tube and person, so that another plan's squads meet the same ways.
    fn bits(&self, pool: &Pool, person: u8) -> u64 {
        self.stream.bits(u64::from(pool.tube) << 8 | u64::from(person))
    }

    /// Work until each of a pool's people is swabbed, one after the other.
    fn visits(&self, pool: &Pool, pace: &Pace) -> impl Iterator<Item = i64> {
        (0..pool.members).scan(0, move |worked, person| {
            *worked += pace.recollect.ms(self.bits(pool, person));
            Some(*worked)
        })
    }

    /// When each of a pool's people is swabbed again by the squad that set out.
    pub fn swabs(&self, pool: &Pool, pace: &Pace) -> impl Iterator<Item = i64> {
        self.visits(pool, pace).map(|worked| pool.left_at + pace.at_site(pool.left_at, worked))
    }

    /// A squad is back.
    pub fn back(&mut self) {
        self.free += 1;
    }
}
