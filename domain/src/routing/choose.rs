//! The choice itself: no allocation, the nearest labs first, ended when no further lab can win.

use super::books::{Books, LabBook};
use super::slots::{Wish, slot_of};
use super::{Answer, Asking, Choice, Passed};
use crate::campaign::{Campaign, Site};
use crate::code::LabId;
use crate::protocol::RoutingRule;
use crate::term::{ClosingReason, RouteReason};
use crate::time::{At, MINUTE_MS, Minutes};

/// What every lab is asked with.
struct Question<'a> {
    campaign: &'a Campaign,
    books: &'a Books,
    site: &'a Site,
    asking: Asking<'a>,
    first: bool,
    /// The lab that keeps the box unless another is better by the stated gain.
    incumbent: LabId,
}

/// A lab with its order of preference: smaller is better. Not the original lab, not in time, by
/// how many minutes, the score less what the incumbent is granted, its place in the campaign.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
    order: (bool, bool, i64, i64, usize),
}

/// The best three so far.
#[derive(Default)]
struct Best {
    three: [Option<(Ranked, Choice)>; 3],
}

/// The best lab for a box, and why not the next two. `waiting` tells the tubes that lie in a lab
/// and have not begun.
///
/// Order of preference: the original lab of a recollection (R157); both windows held (R99, R142);
/// the score, in which the lab it goes to so far, and at first the one fixed beforehand (R106), is
/// granted the protocol's gain, so that boxes do not flap. A lab that is closed, lacks reagents,
/// failed its controls or has no place within two days gets nothing. The same input gives the
/// same answer.
pub fn choose(
    campaign: &Campaign,
    books: &Books,
    waiting: impl Fn(LabId) -> u32,
    asking: Asking<'_>,
) -> Answer {
    let Asking { load, held, .. } = asking;
    let first = books.comes_first(&load);
    let Some(site) = campaign.site(load.site) else {
        return Answer { choice: None, reason: RouteReason::Unreached, passed: [None; 2] };
    };
    let routed = held.and_then(|held| held.lab).map(|lab| books.labs[lab].id);
    let incumbent = routed.unwrap_or(site.lab);
    let question = Question { campaign, books, site, asking, first, incumbent };
    let original = load.original.and_then(|id| books.place(id));
    let mut best = Best::default();
    let mut refused: [Option<Passed>; 2] = [None; 2];
    let mut ask = |lab: usize, travel: Option<Minutes>, best: &mut Best| {
        let worth = best.worth(&question, travel).filter(|_| Some(lab) != original);
        match question.ask((lab, travel, worth), &waiting) {
            Ok(Some(found)) => best.offer(found),
            Ok(None) => {}
            Err(reason) => {
                let passed = Passed { lab: books.labs[lab].id, reason, by: Minutes(0) };
                if let Some(free) = refused.iter_mut().find(|one| one.is_none()) {
                    *free = Some(passed);
                }
            }
        }
    };
    let roads = books.roads(load.site);
    // The original lab is asked even where nobody knows the way to it.
    let strange = original.filter(|lab| roads.iter().all(|(other, _)| other != lab));
    strange.into_iter().for_each(|lab| ask(lab, None, &mut best));
    let keeper = books.place(incumbent);
    let kept = roads.iter().find(|(lab, _)| Some(*lab) == keeper);
    kept.into_iter().for_each(|(lab, travel)| ask(*lab, Some(*travel), &mut best));
    for (lab, travel) in roads {
        // The original lab may be the last on the road.
        if original.is_none() && best.beats(question.score_min(*travel)) {
            break;
        }
        if kept.is_none_or(|(kept, _)| kept != lab) {
            ask(*lab, Some(*travel), &mut best);
        }
    }
    answer(&question, &best, refused)
}

/// What the lab at a place in the books offers a box, or why it takes nothing.
///
/// # Errors
/// [`RouteReason`]: closed, full, failing its controls, out of reagents.
pub fn at(
    campaign: &Campaign,
    books: &Books,
    waiting: impl Fn(LabId) -> u32,
    (asking, place): (Asking<'_>, usize),
) -> Result<Choice, RouteReason> {
    let load = &asking.load;
    let site = campaign.site(load.site).ok_or(RouteReason::Unreached)?;
    let (first, incumbent) = (books.comes_first(load), books.labs[place].id);
    let question = Question { campaign, books, site, asking, first, incumbent };
    let road = books.roads(load.site).iter().find(|(lab, _)| *lab == place);
    let found = question.ask((place, road.map(|(_, travel)| *travel), None), waiting)?;
    found.map(|(_, choice)| choice).ok_or(RouteReason::Full)
}

impl Question<'_> {
    fn rule(&self) -> &RoutingRule {
        &self.campaign.protocol.routing
    }

    /// What a lab offers, or why it takes nothing; `None` where its first place would not begin
    /// within the milliseconds of waiting there that are `worth` it.
    fn ask(
        &self,
        (lab, travel, worth): (usize, Option<Minutes>, Option<i64>),
        waiting: impl Fn(LabId) -> u32,
    ) -> Result<Option<(Ranked, Choice)>, RouteReason> {
        let protocol = &self.campaign.protocol;
        let book = &self.books.labs[lab];
        let Asking { now, load, held } = self.asking;
        let drive = travel.unwrap_or(protocol.transport.collection_interval);
        let arrive_at = now + drive;
        let held = held.filter(|held| held.lab == Some(lab));
        // What it holds here has its reagents already.
        let more = if held.is_some() { 0 } else { load.tubes };
        if let Some(reason) = self.rule().refuses(book, arrive_at, more) {
            return Err(reason);
        }
        let wish = Wish {
            from: slot_of(now),
            arrive: slot_of(arrive_at),
            waiting: waiting(book.id),
            tubes: u32::from(load.tubes),
            tubes_per_hour: self.books.rate_for(book, self.first),
            held: held.map(|held| held.taken.as_slice()).unwrap_or_default(),
            before: worth.map_or(u32::MAX, |worth_ms| slot_of(At(arrive_at.0 + worth_ms)) + 1),
        };
        let Some(place) = book.slots.find(wish) else {
            return if worth.is_some() { Ok(None) } else { Err(RouteReason::Full) };
        };
        let start_at = arrive_at.max(super::slots::begins_at(place.first));
        let outcome_at = place.done_at(arrive_at) + book.process;
        let class = protocol.class(load.strictest);
        let swab_at = load.oldest_swab_at;
        let due_at = (arrive_at + class.lab_limit).min(swab_at + class.total_limit);
        let choice = Choice {
            lab: book.id,
            arrive_at,
            start_at,
            outcome_at,
            room_slack: protocol.transport.room_ends_at(swab_at) - arrive_at,
            outcome_slack: due_at - outcome_at,
            reached: travel.is_some(),
        };
        let strange = load.original.is_some_and(|original| original != book.id);
        let score = self.score(drive, start_at.0 - arrive_at.0);
        let order = (strange, !choice.feasible(), choice.late().0, self.granted(book, score), lab);
        Ok(Some((Ranked { order }, choice)))
    }

    /// Milliseconds from now to the start, with the drive and the queue charged once more in part.
    fn score(&self, drive: Minutes, queue_ms: i64) -> i64 {
        let rule = self.rule();
        let drive_ms = drive.0 * MINUTE_MS;
        drive_ms
            + drive_ms * i64::from(rule.drive_percent) / 100
            + queue_ms
            + queue_ms * i64::from(rule.queue_percent) / 100
    }

    fn granted(&self, book: &LabBook, score: i64) -> i64 {
        let gain = if book.id == self.incumbent { self.rule().gain.0 * MINUTE_MS } else { 0 };
        score - gain
    }

    /// The least score of a lab so far away.
    fn score_min(&self, drive: Minutes) -> i64 {
        self.score(drive, 0)
    }
}

impl RoutingRule {
    /// Why a lab takes nothing when so many tubes would arrive; `None` where it takes them.
    pub fn refuses(&self, book: &LabBook, arrive_at: At, tubes: u16) -> Option<RouteReason> {
        if let Some(closing) = book.closed
            && closing.until_at.is_none_or(|until_at| arrive_at < until_at)
        {
            return Some(match closing.reason {
                ClosingReason::Controls => RouteReason::Controls,
                ClosingReason::Reagents => RouteReason::Reagents,
                ClosingReason::Full => RouteReason::Full,
                ClosingReason::Down | ClosingReason::Other => RouteReason::Closed,
            });
        }
        if book.failed_runs >= self.failed_runs_max {
            return Some(RouteReason::Controls);
        }
        let short = book.tests_left.is_some_and(|left| left < i64::from(tubes));
        short.then_some(RouteReason::Reagents)
    }
}

impl Best {
    /// Keeps a lab if it is among the best three.
    fn offer(&mut self, (ranked, choice): (Ranked, Choice)) {
        let mut hand = Some((ranked, choice));
        for place in &mut self.three {
            if place.is_none_or(|(kept, _)| hand.is_some_and(|(new, _)| new < kept)) {
                std::mem::swap(place, &mut hand);
            }
        }
    }

    /// Milliseconds in the queue of a lab so far away that may still bring it among the best three;
    /// `None` where any may, because three that are in time are not found yet.
    fn worth(&self, question: &Question<'_>, travel: Option<Minutes>) -> Option<i64> {
        let (Ranked { order }, _) = self.three[2]?;
        let left_ms = order.3 - question.score_min(travel?);
        let charged = 100 + i64::from(question.rule().queue_percent);
        (!order.1).then_some(left_ms.max(0) * 100 / charged)
    }

    /// Three labs are in time, and nothing with this score or more comes before them, where no lab
    /// tested first.
    fn beats(&self, score_min: i64) -> bool {
        self.three[2].is_some_and(|(Ranked { order }, _)| !order.1 && order.3 < score_min)
    }
}

fn answer(question: &Question<'_>, best: &Best, refused: [Option<Passed>; 2]) -> Answer {
    let fixed = question.site.lab;
    let Some((won, choice)) = best.three[0] else {
        let fixed_refused = refused.iter().flatten().find(|passed| passed.lab == fixed);
        let why = fixed_refused.or(refused[0].as_ref());
        let reason = why.map_or(RouteReason::Unreached, |passed| passed.reason);
        return Answer { choice: None, reason, passed: refused };
    };
    let others = best.three[1..].iter().flatten();
    let others = others.map(|(ranked, other)| passed(won, ranked, other));
    let mut all = refused.into_iter().flatten().chain(others);
    let mut two = [all.next(), all.next()];
    // The fixed lab's reason stands first: that is what somebody at the site asks about.
    if let Some(own) = all.find(|one| one.lab == fixed) {
        two[1] = Some(own);
    }
    two.sort_by_key(|one| one.is_none_or(|one| one.lab != fixed));
    let of_fixed = two[0].filter(|one| one.lab == fixed).map(|one| one.reason);
    let reason = if choice.lab == fixed {
        RouteReason::Fixed
    } else if question.asking.load.original == Some(choice.lab) {
        RouteReason::Original
    } else {
        of_fixed.unwrap_or(RouteReason::Sooner)
    };
    Answer { choice: Some(choice), reason, passed: two }
}

/// Why one that was offered was not taken.
fn passed(won: Ranked, lost: &Ranked, other: &Choice) -> Passed {
    let not_original = lost.order.0 && !won.order.0;
    let (reason, by) = if not_original {
        (RouteReason::Original, Minutes(0))
    } else if !other.reached {
        (RouteReason::Unreached, Minutes(0))
    } else if other.room_slack < Minutes(0) {
        (RouteReason::RoomLate, Minutes(-other.room_slack.0))
    } else if other.outcome_slack < Minutes(0) {
        (RouteReason::OutcomeLate, Minutes(-other.outcome_slack.0))
    } else {
        (RouteReason::Sooner, Minutes((lost.order.3 - won.order.3) / MINUTE_MS))
    };
    Passed { lab: other.lab, reason, by }
}
