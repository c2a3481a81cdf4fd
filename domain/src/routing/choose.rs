//! The choice itself: no allocation, the nearest labs first, ended when no further lab can win.

use super::books::{Books, LabBook};
use super::slots::{Place, Wish, slot_of};
use super::{Answer, Asking, Choice, Passed};
use crate::campaign::Campaign;
use crate::code::LabId;
use crate::protocol::{ClassRule, RoutingRule};
use crate::term::{ClosingReason, RouteReason};
use crate::time::{At, MINUTE_MS, Minutes};

/// What every lab is asked with.
struct Question<'a> {
    campaign: &'a Campaign,
    books: &'a Books,
    asking: Asking<'a>,
    /// The box comes before others.
    first: bool,
    /// The lab fixed beforehand.
    fixed: LabId,
    /// The lab that keeps the box unless another is better by the stated gain.
    incumbent: Option<usize>,
    class: &'a ClassRule,
    room_ends_at: At,
}

/// A lab that may take the box, and with what it is asked for places.
struct Met<'a> {
    road: Road,
    arrive_at: At,
    wish: Wish<'a>,
}

/// A lab and the way to it, where one is known.
#[derive(Clone, Copy)]
struct Road {
    lab: usize,
    travel: Option<Minutes>,
}

/// Places in a lab with their order of preference: smaller is better. Not the original lab, not in
/// time, by how many minutes, the score less what the incumbent is granted, its place in the
/// campaign.
#[derive(Clone, Copy)]
struct Found {
    order: (bool, bool, i64, i64, usize),
    road: Road,
    arrive_at: At,
    place: Place,
}

/// The labs asked so far.
struct Asked<'a> {
    question: &'a Question<'a>,
    /// The best.
    three: [Option<Found>; 3],
    /// The first two that take nothing.
    refused: [Option<Passed>; 2],
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
    let load = asking.load;
    let Some(question) = Question::new(campaign, books, asking) else {
        return Answer { choice: None, reason: RouteReason::Unreached, passed: [None; 2] };
    };
    let original = load.original.and_then(|id| books.place(id));
    let roads = books.roads(load.site);
    let mut asked = Asked { question: &question, three: [None; 3], refused: [None; 2] };
    // The original lab is asked even where nobody knows the way to it.
    let strange = original.filter(|lab| roads.iter().all(|(other, _)| other != lab));
    strange.into_iter().for_each(|lab| asked.ask(Road { lab, travel: None }, &waiting));
    let kept = roads.iter().find(|(lab, _)| Some(*lab) == question.incumbent);
    let road = |(lab, travel): &(usize, Minutes)| Road { lab: *lab, travel: Some(*travel) };
    kept.into_iter().for_each(|kept| asked.ask(road(kept), &waiting));
    for next in roads {
        // The original lab may be the last on the road.
        if original.is_none() && asked.none_better(next.1) {
            break;
        }
        if kept != Some(next) {
            asked.ask(road(next), &waiting);
        }
    }
    asked.answer()
}

/// What the lab at a place in the books offers a box, or why it takes nothing.
///
/// # Errors
/// [`RouteReason`]: closed, full, failing its controls, out of reagents.
pub fn at(
    campaign: &Campaign,
    books: &Books,
    waiting: impl Fn(LabId) -> u32,
    (asking, lab): (Asking<'_>, usize),
) -> Result<Choice, RouteReason> {
    let question = Question::new(campaign, books, asking).ok_or(RouteReason::Unreached)?;
    let road = books.roads(asking.load.site).iter().find(|(other, _)| *other == lab);
    let met = question.meet(Road { lab, travel: road.map(|(_, travel)| *travel) }, waiting)?;
    Ok(question.choice(&question.find(&met)?))
}

impl<'a> Question<'a> {
    /// `None` where the campaign does not know the site.
    fn new(campaign: &'a Campaign, books: &'a Books, asking: Asking<'a>) -> Option<Question<'a>> {
        let (load, protocol) = (asking.load, &campaign.protocol);
        let fixed = campaign.site(load.site)?.lab;
        let routed = asking.held.and_then(|held| held.lab);
        Some(Question {
            campaign,
            books,
            asking,
            first: books.comes_first(&load),
            fixed,
            incumbent: routed.or_else(|| books.place(fixed)),
            class: protocol.class(load.strictest),
            room_ends_at: protocol.transport.room_ends_at(load.oldest_swab_at),
        })
    }

    fn rule(&self) -> &RoutingRule {
        &self.campaign.protocol.routing
    }

    /// A lab, unless it takes nothing.
    fn meet(&self, road: Road, waiting: impl Fn(LabId) -> u32) -> Result<Met<'a>, RouteReason> {
        let book = &self.books.labs[road.lab];
        let Asking { now, load, held } = self.asking;
        let arrive_at = now + self.drive(road);
        let held = held.filter(|held| held.lab == Some(road.lab));
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
            rate: self.books.rate_for(book, self.first),
            held: held.map(|held| held.taken.as_slice()).unwrap_or_default(),
        };
        Ok(Met { road, arrive_at, wish })
    }

    /// The places that a lab has, unless it has none within two days.
    fn find(&self, met: &Met<'_>) -> Result<Found, RouteReason> {
        let Met { road, arrive_at, .. } = *met;
        let book = &self.books.labs[road.lab];
        let place = book.slots.find(met.wish).ok_or(RouteReason::Full)?;
        let mut found = Found { order: (false, false, 0, 0, road.lab), road, arrive_at, place };
        let strange = self.asking.load.original.is_some_and(|original| original != book.id);
        let late = self.room_slack(&found).min(self.outcome_slack(&found)).min(Minutes(0));
        let in_time = road.travel.is_some() && late == Minutes(0);
        found.order = (strange, !in_time, -late.0, self.score(&found), road.lab);
        Ok(found)
    }

    fn drive(&self, road: Road) -> Minutes {
        road.travel.unwrap_or(self.campaign.protocol.transport.collection_interval)
    }

    fn outcome_at(&self, found: &Found) -> At {
        found.place.done_at(found.arrive_at) + self.books.labs[found.road.lab].process
    }

    fn room_slack(&self, found: &Found) -> Minutes {
        self.room_ends_at - found.arrive_at
    }

    fn outcome_slack(&self, found: &Found) -> Minutes {
        let swab_at = self.asking.load.oldest_swab_at;
        self.class.outcome_due_at(swab_at, Some(found.arrive_at)) - self.outcome_at(found)
    }

    /// Milliseconds from now until half of the box has begun, for a place that is early for one
    /// tube of it is not early; the drive and the queue charged once more in part, less what the
    /// incumbent is granted.
    fn score(&self, found: &Found) -> i64 {
        let Found { road, arrive_at, place, .. } = found;
        let middle = (place.start_at(*arrive_at).0 + place.done_at(*arrive_at).0) / 2;
        let granted = Some(road.lab) == self.incumbent;
        let gain = if granted { self.rule().gain.0 * MINUTE_MS } else { 0 };
        self.charged(self.drive(*road), middle - arrive_at.0) - gain
    }

    fn charged(&self, drive: Minutes, queue_ms: i64) -> i64 {
        let rule = self.rule();
        let drive_ms = drive.0 * MINUTE_MS;
        drive_ms
            + drive_ms * i64::from(rule.drive_percent) / 100
            + queue_ms
            + queue_ms * i64::from(rule.queue_percent) / 100
    }

    fn choice(&self, found: &Found) -> Choice {
        Choice {
            lab: self.books.labs[found.road.lab].id,
            arrive_at: found.arrive_at,
            start_at: found.place.start_at(found.arrive_at),
            outcome_at: self.outcome_at(found),
            room_slack: self.room_slack(found),
            outcome_slack: self.outcome_slack(found),
            reached: found.road.travel.is_some(),
        }
    }
}

impl Asked<'_> {
    /// Asks one more lab; keeps it if it is among the best three.
    fn ask(&mut self, road: Road, waiting: impl Fn(LabId) -> u32) {
        let question = self.question;
        match question.meet(road, waiting).and_then(|met| question.find(&met)) {
            Ok(found) => {
                let better =
                    |kept: &Option<Found>| kept.is_none_or(|kept| found.order < kept.order);
                let Some(rank) = self.three.iter().position(better) else { return };
                self.three[rank..].rotate_right(1);
                self.three[rank] = Some(found);
            }
            Err(reason) => {
                if let Some(free) = self.refused.iter_mut().find(|one| one.is_none()) {
                    let lab = question.books.labs[road.lab].id;
                    *free = Some(Passed { lab, reason, by: Minutes(0) });
                }
            }
        }
    }

    /// Three labs are in time, and none so far away or farther comes before them, where no lab
    /// tested first.
    fn none_better(&self, drive: Minutes) -> bool {
        let least = self.question.charged(drive, 0);
        self.three[2].is_some_and(|third| !third.order.1 && third.order.3 < least)
    }

    fn answer(&self) -> Answer {
        let (question, refused) = (self.question, self.refused);
        let fixed = question.fixed;
        let Some(won) = self.three[0] else {
            let fixed_refused = refused.iter().flatten().find(|passed| passed.lab == fixed);
            let why = fixed_refused.or(refused[0].as_ref());
            let reason = why.map_or(RouteReason::Unreached, |passed| passed.reason);
            return Answer { choice: None, reason, passed: refused };
        };
        let choice = question.choice(&won);
        let others = self.three[1..].iter().flatten();
        let others = others.map(|lost| passed(&won, lost, &question.choice(lost)));
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

/// Why one that was offered was not taken.
fn passed(won: &Found, lost: &Found, other: &Choice) -> Passed {
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
