//! What a resident is told of a round: the outcome, how far it has come and since when, which
//! certificates hold, and the test that a report can be made of.

use crate::storage::db::Connection;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::certificate::{Certificate, Take, certificates, newest, speaks};
use tenfold_domain::code::{LabId, PlateCode, Region};
use tenfold_domain::event::Event;
use tenfold_domain::outcome::{Outcome, of_member, of_person};
use tenfold_domain::time::At;

use super::Campaigns;
use super::read::{Found, Own};
use crate::storage::tables::query;
use crate::storage::{StoreError, fact};

/// What a resident is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The outcome.
    pub outcome: Outcome,
    /// When the swab was taken, or the tube opened; unknown until the tube is read.
    pub sampled_at: Option<At>,
    /// How far their newest tube of the round has come, in order.
    pub steps: Vec<(Step, At)>,
    /// Negative certificates that hold now, the shortest first.
    pub certificates: Vec<Certificate>,
    /// What a report can be made of; nothing unless the outcome is negative or positive.
    pub test: Option<Test>,
}

/// How far a tube has come, as far as it concerns its people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// At the desk.
    Registered,
    /// The swab is in the tube.
    Sampled,
    /// The lab has it.
    AtLab,
    /// The outcome may be seen.
    Reported,
}

/// The test behind an outcome.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Test {
    /// The campaign.
    pub region: Region,
    /// The registration it answers.
    pub seq: u64,
    /// Detected or not.
    pub detected: bool,
    /// Who tested.
    pub lab: LabId,
    /// With which kit; nothing where the call names no plate and the campaign has several kits.
    pub kit: Option<String>,
    /// When the swab was taken.
    pub sampled_at: At,
    /// When it was called.
    pub tested_at: At,
    /// When the outcome was published.
    pub reported_at: At,
    /// What certificates this very test gives and that hold now.
    pub certificates: Vec<Certificate>,
}

impl Step {
    /// The word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Step::Registered => "registered",
            Step::Sampled => "sampled",
            Step::AtLab => "at_lab",
            Step::Reported => "reported",
        }
    }

    /// In Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Step::Registered => "已登记",
            Step::Sampled => "已采样",
            Step::AtLab => "已送达检测机构",
            Step::Reported => "已出结果",
        }
    }

    /// In English.
    pub fn en(self) -> &'static str {
        match self {
            Step::Registered => "registered",
            Step::Sampled => "swabbed",
            Step::AtLab => "received by the laboratory",
            Step::Reported => "outcome published",
        }
    }
}

/// What the facts of a tube say of its test.
#[derive(Default)]
struct Tested {
    called: Option<(At, Option<PlateCode>)>,
    published_at: Option<At>,
}

impl Tested {
    /// The last call and the last publication among a tube's facts.
    fn of(connection: &Connection, region: Region, own: &Own) -> Result<Tested, StoreError> {
        let mut tested = Tested::default();
        let wanted = |number: u8| {
            let table = fact::TABLES.iter().find(|table| table.number == number);
            table.is_some_and(|table| ["call", "publication"].contains(&table.name))
        };
        for place in own.facts.iter().filter(|(number, _)| wanted(*number)) {
            let Some(entry) = query::fact(connection, region, *place)? else { continue };
            let at = entry.stamp.at;
            match entry.event {
                Event::Called { plate, .. } => tested.called = Some((at, plate)),
                Event::Published { .. } => tested.published_at = Some(at),
                _ => {}
            }
        }
        Ok(tested)
    }
}

/// What the round of the registration whose receipt was shown means for its person now; `None`
/// where no receipt fits, or who shows it has no swab in the tube.
pub(super) fn tell(
    connection: &Connection,
    campaigns: &Campaigns,
    all: &[Found],
    now: At,
) -> Result<Option<Told>, StoreError> {
    let shown = all.iter().find_map(|found| Some((found, found.own.get(found.shown?)?)));
    let Some((found, slip)) = shown else { return Ok(None) };
    let Some(campaign) = campaigns.get(&found.region) else { return Ok(None) };
    if slip.tube.is_none() {
        let (outcome, steps) = (Outcome::Pending, steps(connection, found, slip)?);
        let certificates = held(connection, campaign, all, now)?;
        return Ok(Some(Told { outcome, sampled_at: None, steps, certificates, test: None }));
    }
    // Who left before the swab has no outcome; least of all that of those who stayed.
    let Some((tube, _)) = slip.take() else { return Ok(None) };
    let round = slip.registration.round;
    let of_round = || found.own.iter().filter(move |other| other.registration.round == round);
    let takes: Vec<_> = of_round().filter_map(Own::take).collect();
    let outcome = of_person(&takes, found.owed.as_ref());
    let newest = of_round().find(|own| own.take().is_some()).unwrap_or(slip);
    Ok(Some(Told {
        outcome,
        sampled_at: Some(tube.first_swab_at.unwrap_or(tube.opened_at)),
        steps: steps(connection, found, newest)?,
        certificates: held(connection, campaign, all, now)?,
        test: test(connection, campaign, all, (found, outcome, round.0), now)?,
    }))
}

/// How far a tube has come, and since when.
fn steps(connection: &Connection, found: &Found, own: &Own) -> Result<Vec<(Step, At)>, StoreError> {
    let registered = fact::TABLES.iter().find(|table| table.name == "registration");
    let place = (registered.map_or(0, |table| table.number), own.registration.seq);
    let registered = query::fact(connection, found.region, place)?;
    let mut steps = vec![(Step::Registered, registered.map(|entry| entry.stamp.at))];
    if let Some((tube, member)) = own.take() {
        steps.push((Step::Sampled, tube.first_swab_at.filter(|_| member.swabbed)));
        steps.push((Step::AtLab, tube.received_at));
        let tested = Tested::of(connection, found.region, own)?;
        let is_told = of_member(tube, member) != Outcome::Pending;
        steps.push((Step::Reported, tested.published_at.filter(|_| is_told)));
    }
    Ok(steps.into_iter().filter_map(|(step, at)| Some((step, at?))).collect())
}

/// A person's tubes of every region, as far as certificates are concerned, in the order of `all`.
fn takes(connection: &Connection, all: &[Found]) -> Result<Vec<Take>, StoreError> {
    let mut takes = Vec::new();
    for found in all {
        for own in &found.own {
            takes.extend(take(connection, found.region, own)?);
        }
    }
    Ok(takes)
}

fn take(connection: &Connection, region: Region, own: &Own) -> Result<Option<Take>, StoreError> {
    let Some((tube, member)) = own.take() else { return Ok(None) };
    Ok(Some(Take {
        sampled_at: tube.first_swab_at.unwrap_or(tube.opened_at),
        outcome: of_member(tube, member),
        told_at: Tested::of(connection, region, own)?.published_at,
        alone: !tube.is_pooled(),
    }))
}

/// Something is owed to them in any region.
fn is_owed(all: &[Found]) -> bool {
    all.iter().any(|found| found.owed.is_some())
}

/// The certificates of their newest negative that speaks for them.
fn held(
    connection: &Connection,
    campaign: &Campaign,
    all: &[Found],
    now: At,
) -> Result<Vec<Certificate>, StoreError> {
    let (takes, protocol) = (takes(connection, all)?, &campaign.protocol);
    let newest = newest(&protocol.recollection, &takes, is_owed(all));
    let held = newest.map(|take| certificates(protocol, take.sampled_at, now));
    Ok(held.unwrap_or_default())
}

/// The test that the outcome of a round rests on, the newest where several say the same.
fn test(
    connection: &Connection,
    campaign: &Campaign,
    all: &[Found],
    (found, outcome, round): (&Found, Outcome, u32),
    now: At,
) -> Result<Option<Test>, StoreError> {
    if !matches!(outcome, Outcome::Negative | Outcome::Positive) {
        return Ok(None);
    }
    let says = |own: &&Own| {
        let told = own.take().map(|(tube, member)| of_member(tube, member));
        own.registration.round.0 == round && told == Some(outcome)
    };
    let Some(own) = found.own.iter().find(says) else { return Ok(None) };
    let Some((tube, _)) = own.take() else { return Ok(None) };
    let Tested { called, published_at } = Tested::of(connection, found.region, own)?;
    let (Some((tested_at, plate)), Some(reported_at), Some(lab), Some(sampled_at)) =
        (called, published_at, tube.lab, tube.first_swab_at)
    else {
        return Ok(None);
    };
    Ok(Some(Test {
        region: found.region,
        seq: own.registration.seq,
        detected: outcome == Outcome::Positive,
        lab,
        kit: kit(connection, campaign, plate)?,
        sampled_at,
        tested_at,
        reported_at,
        certificates: match speaking(connection, campaign, all, (found.region, own))? {
            true => certificates(&campaign.protocol, sampled_at, now),
            false => Vec::new(),
        },
    }))
}

/// Whether this very tube speaks for its person.
pub(super) fn speaking(
    connection: &Connection,
    campaign: &Campaign,
    all: &[Found],
    (region, own): (Region, &Own),
) -> Result<bool, StoreError> {
    let rule = &campaign.protocol.recollection;
    let this = take(connection, region, own)?;
    let takes = takes(connection, all)?;
    Ok(this.is_some_and(|this| speaks(rule, &takes, is_owed(all), &this)))
}

/// The kit of a plate; of a call by hand the campaign's, where it has but one.
fn kit(
    connection: &Connection,
    campaign: &Campaign,
    plate: Option<PlateCode>,
) -> Result<Option<String>, StoreError> {
    Ok(match (plate, campaign.kits.as_slice()) {
        (Some(plate), _) => {
            let plate = query::plate(connection, campaign.region, plate)?;
            plate.map(|(plate, _)| plate.kit)
        }
        (None, [only]) => Some(only.name.clone()),
        (None, _) => None,
    })
}
