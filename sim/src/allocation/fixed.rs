//! One lab for each site for the whole day, fixed beforehand (R106), by simulated annealing: a
//! site moves to another lab, or two sites swap theirs; a lab works through what has arrived, and
//! carries the rest over into the next slot. Where there are few boards, all are looked at.

use super::{Fault, Problem};
use crate::stream::{Purpose, Stream};

/// Tries that were enough for a hundred sites and ten labs.
pub const TRIES: u64 = 4_000_000;

/// Minutes that a tube counts which its lab has not begun by the last slot: a day.
pub const UNFINISHED: u64 = 24 * 60;

/// Share of tries that swap two sites; the others move one.
const SWAPS: f64 = 0.5;
/// The first temperature, in minutes of all tubes of a mean site: what a try may make worse.
const HOT_MINUTES: f64 = 20.0;
/// The last temperature, as a share of the first.
const COLD: f64 = 1e-2;

/// So many boards are all looked at, without a draw.
const BOARDS_MAX: usize = 10_000;

/// Of more sites than this not every pair is looked at in the end: tries have seen enough of them.
const PAIRS_MAX: usize = 1_000;

/// Every site's lab, and what becomes of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fixed {
    /// The lab of each site; `None` where none is reached in time.
    pub lab_of: Vec<Option<usize>>,
    /// Tube-minutes: of driving, with the labs' charges; of waiting, a slot's length for each tube
    /// that is carried over; and [`UNFINISHED`] for each not begun by the end.
    pub cost: u64,
    /// Tubes carried over at the end of each slot, by lab and slot.
    pub backlog: Vec<Vec<u32>>,
    /// Tubes of the sites with a lab that are not begun by the last slot.
    pub unfinished: u64,
}

/// Sites being given labs.
struct Board<'a> {
    problem: &'a Problem,
    /// Labs in reach of each site: index, drive with the charge, slots on the way.
    reach: Vec<Vec<(usize, u64, usize)>>,
    /// Tubes of each site.
    whole: Vec<u64>,
    /// Place of each site's lab in its reach.
    chosen: Vec<usize>,
    /// Tubes that arrive, by lab and slot; what arrives after the last stands in one more.
    arriving: Vec<Vec<u64>>,
    /// What the queue of each lab costs.
    queues: Vec<u64>,
}

/// A lab for every site that has one in reach, as good as so many tries find it; [`TRIES`] is a
/// measure. The same seed has the same answer. O(tries x slots).
///
/// # Errors
/// What [`Problem::check`] finds.
pub fn fixed(problem: &Problem, seed: u64, tries: u64) -> Result<Fixed, Fault> {
    problem.check()?;
    let mut board = Board::new(problem);
    // Who has no choice, or nothing to send, is left where it is.
    let has_choice = |site: &usize| board.reach[*site].len() > 1 && board.whole[*site] > 0;
    let movable: Vec<usize> = (0..board.chosen.len()).filter(has_choice).collect();
    let boards = movable.iter().map(|site| board.reach[*site].len());
    let boards = boards.fold(1usize, usize::saturating_mul);
    if boards <= BOARDS_MAX {
        board.all(&movable, boards);
    } else {
        board.anneal(&movable, Stream::root(seed, 0).of(Purpose::FixedLab, 0), tries);
        while board.descend(&movable) {}
    }
    Ok(board.told())
}

impl Board<'_> {
    /// Every site at its cheapest lab, whoever else is there.
    fn new(problem: &Problem) -> Board<'_> {
        let labs = 0..problem.labs.len();
        let reach = |site: usize| -> Vec<(usize, u64, usize)> {
            let of_lab = |lab: usize| {
                let drive = problem.drive(site, lab)?;
                let cost = u64::from(drive) + problem.labs[lab].charge.0.max(0) as u64;
                Some((lab, cost, problem.slots_on_the_way(drive)))
            };
            let mut reach: Vec<(usize, u64, usize)> = labs.clone().filter_map(of_lab).collect();
            reach.sort_by_key(|(lab, cost, _)| (*cost, *lab));
            reach
        };
        let sites = problem.tubes.len();
        let whole = |tubes: &Vec<u32>| tubes.iter().map(|tubes| u64::from(*tubes)).sum();
        let mut board = Board {
            problem,
            reach: (0..sites).map(reach).collect(),
            whole: problem.tubes.iter().map(whole).collect(),
            chosen: vec![0; sites],
            arriving: vec![vec![0; problem.slots + 1]; problem.labs.len()],
            queues: Vec::new(),
        };
        for site in 0..sites {
            if let Some((lab, _, way)) = board.reach[site].first().copied() {
                board.put(site, lab, way, true);
            }
        }
        board.queues = labs.map(|lab| board.queue(lab, [])).collect();
        board
    }

    /// Tubes of a site arrive at a lab, or no longer do.
    fn put(&mut self, site: usize, lab: usize, way: usize, more: bool) {
        let last = self.problem.slots;
        for (slot, tubes) in self.problem.tubes[site].iter().enumerate() {
            let arriving = &mut self.arriving[lab][last.min(slot + way)];
            let tubes = u64::from(*tubes);
            *arriving = if more { *arriving + tubes } else { *arriving - tubes };
        }
    }

    /// What a lab's queue costs when sites come or go: each with its slots on the way, and whether
    /// it comes.
    fn queue<const N: usize>(&self, lab: usize, changes: [(usize, usize, bool); N]) -> u64 {
        let (slots, room) = (self.problem.slots, &self.problem.labs[lab].capacity);
        let (mut left, mut waited) = (0u64, 0u64);
        for (slot, arriving) in self.arriving[lab][..slots].iter().enumerate() {
            let mut now = left + arriving;
            for (site, way, comes) in changes {
                if slot >= way {
                    let tubes = u64::from(self.problem.tubes[site][slot - way]);
                    now = if comes { now + tubes } else { now - tubes };
                }
            }
            left = now.saturating_sub(u64::from(room[slot]));
            waited += left;
        }
        let mut beyond = self.arriving[lab][slots];
        for (site, way, comes) in changes {
            let tubes = &self.problem.tubes[site][slots - way.min(slots)..];
            let late: u64 = tubes.iter().map(|tubes| u64::from(*tubes)).sum();
            beyond = if comes { beyond + late } else { beyond - late };
        }
        waited * self.problem.slot.0 as u64 + (left + beyond) * UNFINISHED
    }

    fn drive(&self, site: usize, place: usize) -> u64 {
        self.whole[site] * self.reach[site][place].1
    }

    /// What it costs more that a site moves to another place of its reach; the labs' new queues.
    fn moved(&self, site: usize, to: usize) -> (i64, [u64; 2]) {
        let from = self.chosen[site];
        let (a, _, way_a) = self.reach[site][from];
        let (b, _, way_b) = self.reach[site][to];
        let queues = [self.queue(a, [(site, way_a, false)]), self.queue(b, [(site, way_b, true)])];
        let after = queues[0] + queues[1] + self.drive(site, to);
        let before = self.queues[a] + self.queues[b] + self.drive(site, from);
        (after as i64 - before as i64, queues)
    }

    fn do_move(&mut self, site: usize, to: usize, queues: [u64; 2]) {
        let from = std::mem::replace(&mut self.chosen[site], to);
        for ((place, queue), comes) in [from, to].into_iter().zip(queues).zip([false, true]) {
            let (lab, _, way) = self.reach[site][place];
            self.put(site, lab, way, comes);
            self.queues[lab] = queue;
        }
    }

    /// Where two sites would find each other's lab in their reach; `None` where one does not.
    fn others(&self, one: usize, two: usize) -> Option<[usize; 2]> {
        let lab = |site: usize| self.reach[site][self.chosen[site]].0;
        let place = |site: usize, lab| self.reach[site].iter().position(|reach| reach.0 == lab);
        if lab(one) == lab(two) {
            return None;
        }
        Some([place(one, lab(two))?, place(two, lab(one))?])
    }

    /// What it costs more that two sites swap labs; the labs' new queues, the first one's first.
    fn swapped(&self, [one, two]: [usize; 2], to: [usize; 2]) -> (i64, [u64; 2]) {
        let from = [self.chosen[one], self.chosen[two]];
        let (a, _, one_a) = self.reach[one][from[0]];
        let (b, _, two_b) = self.reach[two][from[1]];
        let (one_b, two_a) = (self.reach[one][to[0]].2, self.reach[two][to[1]].2);
        let queues = [
            self.queue(a, [(two, two_a, true), (one, one_a, false)]),
            self.queue(b, [(one, one_b, true), (two, two_b, false)]),
        ];
        let drives = |at: [usize; 2]| self.drive(one, at[0]) + self.drive(two, at[1]);
        let after = queues[0] + queues[1] + drives(to);
        let before = self.queues[a] + self.queues[b] + drives(from);
        (after as i64 - before as i64, queues)
    }

    fn do_swap(&mut self, [one, two]: [usize; 2], to: [usize; 2], queues: [u64; 2]) {
        // Whose queues these are does not change while the sites move one by one.
        let labs = [one, two].map(|site| self.reach[site][self.chosen[site]].0);
        self.do_move(one, to[0], queues);
        self.do_move(two, to[1], queues);
        for (lab, queue) in labs.into_iter().zip(queues) {
            self.queues[lab] = queue;
        }
    }

    /// Looks at every board, each one move from the last but for what it carries; ends at the best.
    fn all(&mut self, movable: &[usize], boards: usize) {
        let first = self.chosen.clone();
        let (mut now, mut best) = (0i64, (0i64, first.clone()));
        for _ in 1..boards {
            for site in movable.iter().copied() {
                let to = (self.chosen[site] + 1) % self.reach[site].len();
                let (worse, queues) = self.moved(site, to);
                self.do_move(site, to, queues);
                now += worse;
                if to != first[site] {
                    break;
                }
            }
            if now < best.0 {
                best = (now, self.chosen.clone());
            }
        }
        self.put_all(movable, &best.1);
    }

    /// Every site to its place in a board.
    fn put_all(&mut self, movable: &[usize], board: &[usize]) {
        for site in movable.iter().copied() {
            if board[site] != self.chosen[site] {
                let (_, queues) = self.moved(site, board[site]);
                self.do_move(site, board[site], queues);
            }
        }
    }

    /// Tries at a temperature that falls from each to the next; ends at the best that was seen.
    fn anneal(&mut self, movable: &[usize], stream: Stream, tries: u64) {
        let tubes: u64 = movable.iter().map(|site| self.whole[*site]).sum();
        let mut heat = HOT_MINUTES * tubes as f64 / movable.len() as f64;
        let cooling = COLD.powf(1.0 / tries.max(1) as f64);
        let (mut now, mut best) = (0i64, 0i64);
        let mut kept = self.chosen.clone();
        for number in 0..tries {
            let site = movable[below(stream.bits(4 * number), movable.len())];
            let other = stream.bits(4 * number + 1);
            // A worse board is taken with probability exp(-worse / heat).
            let bears = (-stream.unit(4 * number + 2).ln() * heat) as i64;
            if stream.hits(4 * number + 3, SWAPS) {
                let pair = [site, movable[below(other, movable.len())]];
                let Some(to) = self.others(pair[0], pair[1]) else { continue };
                let (worse, queues) = self.swapped(pair, to);
                if worse <= bears {
                    self.do_swap(pair, to, queues);
                    now += worse;
                }
            } else {
                // Any place but the one it has.
                let to = below(other, self.reach[site].len() - 1);
                let to = to + usize::from(to >= self.chosen[site]);
                let (worse, queues) = self.moved(site, to);
                if worse <= bears {
                    self.do_move(site, to, queues);
                    now += worse;
                }
            }
            if now < best {
                best = now;
                kept.copy_from_slice(&self.chosen);
            }
            heat *= cooling;
        }
        self.put_all(movable, &kept);
    }

    /// Takes every move and every swap that is better; whether there was one.
    fn descend(&mut self, movable: &[usize]) -> bool {
        let mut better = false;
        for (at, site) in movable.iter().copied().enumerate() {
            for to in 0..self.reach[site].len() {
                if to == self.chosen[site] {
                    continue;
                }
                let (worse, queues) = self.moved(site, to);
                if worse < 0 {
                    self.do_move(site, to, queues);
                    better = true;
                }
            }
            let others = if movable.len() > PAIRS_MAX { &[] } else { &movable[at + 1..] };
            for other in others.iter().copied() {
                let Some(to) = self.others(site, other) else { continue };
                let (worse, queues) = self.swapped([site, other], to);
                if worse < 0 {
                    self.do_swap([site, other], to, queues);
                    better = true;
                }
            }
        }
        better
    }

    fn told(&self) -> Fixed {
        let mut fixed = Fixed { cost: self.queues.iter().sum(), ..Fixed::default() };
        for (site, place) in self.chosen.iter().enumerate() {
            let lab = self.reach[site].get(*place).map(|(lab, ..)| *lab);
            fixed.lab_of.push(lab);
            fixed.cost += lab.map_or(0, |_| self.drive(site, *place));
        }
        for (lab, arriving) in self.arriving.iter().enumerate() {
            let mut left = 0;
            let rooms = &self.problem.labs[lab].capacity;
            let slot = |(arriving, room): (&u64, &u32)| {
                left = (left + arriving).saturating_sub(u64::from(*room));
                u32::try_from(left).unwrap_or(u32::MAX)
            };
            fixed.backlog.push(arriving.iter().zip(rooms).map(slot).collect());
            fixed.unfinished += left + arriving[self.problem.slots];
        }
        fixed
    }
}

/// 64 bits as a number below a count.
fn below(bits: u64, count: usize) -> usize {
    ((u128::from(bits) * count as u128) >> 64) as usize
}
